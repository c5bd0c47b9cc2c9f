//! Publishing and verifying a release.

use std::path::{Path, PathBuf};

use domain::photograph::PhotographId;
use ledger::{Body, Hash};
use release::{Finding, Settings, Split, VALIDATION_SHARE};
use serde::{Deserialize, Serialize};
use store::tables::{people, photographs};
use ts_rs::TS;

use super::contents::{contents, select};
use super::obstacles::{Wanted, refuse};
use super::pictures::StudyPictures;
use crate::error::{AppError, Code};
use crate::ticket::Ticket;

/// A release to publish.
#[derive(Debug, Deserialize, TS)]
pub struct PublishInput {
    /// Folder in which the release's own folder is made.
    pub folder: String,
    /// Name: letters, digits, `-` and `_`.
    pub name: String,
    /// SemVer version.
    pub version: String,
    /// SPDX licence.
    pub license: String,
    /// Notes for the card.
    pub notes: String,
    /// Seed of the split.
    #[ts(type = "number")]
    pub seed: u64,
    /// Share of the questions that goes to validation, 0 to 0.5; the paper's, 7.55 %, when it is left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub validation_share: Option<f64>,
    /// Release without what is not finished; each is listed with its reason. Otherwise the release is refused while
    /// anything is unfinished.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub leave_out: Option<bool>,
    /// Degraded twins of the pictures too, in eight ways and three strengths: large, and slow to make.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub degraded: Option<bool>,
    /// Pack the release into one zip file too, beside its folder.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub zip: Option<bool>,
    /// Save the release as a BagIt bag too, beside its folder.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub bag: Option<bool>,
    /// Password, asked for again.
    pub password: String,
}

/// A published release.
#[derive(Debug, Serialize, TS)]
pub struct PublishedView {
    /// Where it lies, with its name and version.
    pub folder: String,
    /// How many are in it.
    pub photographs: usize,
    /// How many are in it.
    pub questions: usize,
    /// SHA-256 of its SHA256SUMS.
    pub manifest: String,
}

/// A release to verify.
#[derive(Debug, Deserialize, TS)]
pub struct VerifyInput {
    /// Folder of the release.
    pub folder: String,
}

/// One thing that is wrong with a release.
#[derive(Debug, Serialize, TS)]
pub struct FindingView {
    /// Path within the release.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Code.
    pub what: String,
    /// More.
    pub detail: String,
}

/// What verifying found.
#[derive(Debug, Serialize, TS)]
pub struct VerifiedView {
    /// Files whose hash was compared.
    pub files: usize,
    /// How many annotated photographs were checked.
    pub photographs: usize,
    /// How many rows of both splits were checked.
    pub questions: usize,
    /// What is wrong; empty when the release is sound.
    pub findings: Vec<FindingView>,
}

pub(crate) fn publish(ticket: &Ticket<'_>, input: PublishInput) -> Result<PublishedView, AppError> {
    let (zip, bag) = (input.zip == Some(true), input.bag == Some(true));
    let parent = PathBuf::from(input.folder.trim());
    if !parent.is_absolute() || !parent.is_dir() {
        return Err(AppError::new(Code::PathNotFound).with("path", input.folder));
    }
    let (settings, contents, head, pictures) = ticket.run(|session| {
        let connection = session.study.connection();
        let settings = Settings {
            name: input.name.trim().to_owned(),
            version: input.version.trim().to_owned(),
            license: input.license.trim().to_owned(),
            notes: input.notes,
            language: people::study(connection)?.language,
            seed: input.seed,
            validation_share: input.validation_share.unwrap_or(VALIDATION_SHARE),
            degraded: input.degraded == Some(true),
        };
        session.check_password(&input.password)?;
        let selection = select(session)?;
        let folder = parent.join(format!("{}-{}", settings.name, settings.version));
        let wanted = Wanted { leave_out: input.leave_out == Some(true), zip, bag };
        refuse(session, &settings, &selection, &folder, wanted)?;
        let head = session.study.head();
        let shown = photographs::all(session.study.connection())?.into_iter().map(|row| (row.id, row.shown)).collect();
        let vault = session.study.vault().clone();
        let pictures = StudyPictures { vault, shown, workers: &ticket.desk.workers };
        Ok((settings.clone(), contents(session, &settings, selection)?, head, pictures))
    })?;
    let folder = parent.join(format!("{}-{}", settings.name, settings.version));
    let published =
        release::publish(&folder, &settings, contents, &pictures, &mut |done, total| ticket.step(done, total))?;
    let mut step = |done: usize, total: usize| ticket.step(done, total);
    let mut packed = Ok(Some(folder));
    if zip {
        packed = release::archive(&published.folder, &mut step);
    }
    if bag && matches!(packed, Ok(Some(_))) {
        packed = release::bag(&published.folder, &mut step);
    }
    let refused = match packed {
        Ok(Some(_)) => None,
        Ok(None) => Some(AppError::new(Code::Cancelled)),
        Err(error) => Some(AppError::file(&published.folder, &error)),
    };
    if let Some(refused) = refused {
        forget(&published.folder)?;
        return Err(refused);
    }
    let released_in = |wanted: Split| -> Vec<PhotographId> {
        published.splits.iter().filter(|(_, split)| **split == wanted).map(|(id, _)| id.clone()).collect()
    };
    let recorded = ticket.run(|session| {
        session.append(Body::ReleasePublished {
            version: settings.version.clone(),
            manifest: Hash::from_hex(published.manifest.clone()),
            head: head.clone(),
            photographs: u32::try_from(published.photographs).unwrap_or(u32::MAX),
            questions: u32::try_from(published.questions).unwrap_or(u32::MAX),
            seed: Some(settings.seed),
            validation: released_in(Split::Validation),
            test: released_in(Split::Test),
            asked: published.asked.clone(),
        })
    });
    if let Err(error) = recorded {
        // A release of which the record knows nothing must not lie about; it can be published again from the same record.
        forget(&published.folder)?;
        return Err(error);
    }
    Ok(PublishedView {
        folder: published.folder.to_string_lossy().into_owned(),
        photographs: published.photographs,
        questions: published.questions,
        manifest: published.manifest,
    })
}

/// Removes a release that the record does not know, with its zip file and its bag.
fn forget(folder: &Path) -> Result<(), AppError> {
    let bag = release::bag_path(folder);
    if bag.exists() {
        std::fs::remove_dir_all(&bag).map_err(|error| AppError::file(&bag, &error))?;
    }
    let zip = release::archive_path(folder);
    if zip.exists() {
        std::fs::remove_file(&zip).map_err(|error| AppError::file(&zip, &error))?;
    }
    std::fs::remove_dir_all(folder).map_err(|error| AppError::file(folder, &error))
}

pub(crate) fn verify(ticket: &Ticket<'_>, input: VerifyInput) -> Result<VerifiedView, AppError> {
    verify_folder(Path::new(input.folder.trim()), &mut |done, total| ticket.step(done, total))
}

/// Verifies any release folder; needs no study. Progress counts files; returning `false` cancels.
pub fn verify_folder(folder: &Path, progress: &mut dyn FnMut(usize, usize) -> bool) -> Result<VerifiedView, AppError> {
    if !folder.is_dir() {
        return Err(AppError::new(Code::PathNotFound).with("path", folder.to_string_lossy().into_owned()));
    }
    let verified = release::verify(folder, &[], progress).map_err(store::StoreError::from)?;
    let verified = verified.ok_or_else(|| AppError::new(Code::Cancelled))?;
    let view = |finding: Finding| FindingView {
        file: finding.file,
        line: finding.line,
        what: finding.what.to_owned(),
        detail: finding.detail,
    };
    Ok(VerifiedView {
        files: verified.files,
        photographs: verified.photographs,
        questions: verified.questions,
        findings: verified.findings.into_iter().map(view).collect(),
    })
}
