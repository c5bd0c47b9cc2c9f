//! Everything that stands in the way of a release, found at once and before anything is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::photograph::PhotographId;
use domain::questions::PromptBox;
use release::{BadSetting, Settings, archive_path, bad_settings, bag_path};
use serde::Serialize;
use serde_json::json;
use store::PhotographSize;
use store::tables::releases;
use ts_rs::TS;

use super::contents::{Counts, Fate, Selection};
use crate::error::{AppError, Code};
use crate::session::Session;

/// Something that stands in the way of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
#[ts(rename = "ReleaseObstacle")]
pub enum Obstacle {
    /// The name is no name, or would change how loaders behave.
    Name,
    /// The version is not SemVer.
    Version,
    /// More than half, or less than nothing, for validation.
    Share,
    /// This version was published before, or its folder exists.
    Exists,
    /// No photograph, or no question, can be released.
    Nothing,
    /// Work that is not finished, and that nobody has asked to leave out.
    Unfinished {
        /// What is not finished.
        fate: Fate,
        /// Photographs or questions.
        count: usize,
    },
    /// The disk has too little room.
    NoRoom {
        /// About as much as is needed, in megabytes.
        #[ts(type = "number")]
        needed_mb: u64,
        /// As much as there is.
        #[ts(type = "number")]
        free_mb: u64,
    },
}

/// What somebody may still finish; all other reasons to leave something out are decisions.
const UNFINISHED: [Fate; 5] =
    [Fate::NotScreened, Fate::NotReviewed, Fate::RecordAmended, Fate::NotTranslated, Fate::NotJudged];
/// Bytes that a question takes in all tables together; measured: 11 kB.
const QUESTION_BYTES: u64 = 12_000;

/// Previews as large as all 24 degraded twins of a picture, of which the three noisy ones take more than half; measured: 36.
const DEGRADED_PREVIEWS: u64 = 45;

/// What a release is to be like.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// Without what is not finished.
    pub(super) leave_out: bool,
    /// With a zip file.
    pub(super) zip: bool,
    /// With a BagIt bag.
    pub(super) bag: bool,
}

/// How many photographs and questions are not finished, by what they lack.
pub(super) fn unfinished(selection: &Selection) -> Counts {
    let counts = [&selection.photograph_counts, &selection.question_counts];
    let of = |fate: &Fate| counts.iter().filter_map(|counts| counts.get(fate)).sum();
    UNFINISHED.into_iter().map(|fate| (fate, of(&fate))).filter(|(_, count)| *count > 0).collect()
}

/// Refuses with everything that stands in the way of publishing into `folder`.
pub(super) fn refuse(
    session: &Session,
    settings: &Settings,
    selection: &Selection,
    folder: &Path,
    wanted: Wanted,
) -> Result<(), AppError> {
    let mut obstacles: Vec<Obstacle> = bad_settings(settings)
        .into_iter()
        .map(|bad| match bad {
            BadSetting::Name => Obstacle::Name,
            BadSetting::Version => Obstacle::Version,
            BadSetting::Share => Obstacle::Share,
        })
        .collect();
    let published = releases::all(session.study.connection())?;
    if folder.exists()
        || (wanted.zip && archive_path(folder).exists())
        || (wanted.bag && bag_path(folder).exists())
        || published.iter().any(|row| row.version == settings.version)
    {
        obstacles.push(Obstacle::Exists);
    }
    if selection.photographs.is_empty() || selection.questions.is_empty() {
        obstacles.push(Obstacle::Nothing);
    }
    if !wanted.leave_out {
        let unfinished = unfinished(selection).into_iter();
        obstacles.extend(unfinished.map(|(fate, count)| Obstacle::Unfinished { fate, count }));
    }
    let needed =
        bytes_needed(session, selection, settings.degraded)? * (1 + u64::from(wanted.zip) + u64::from(wanted.bag));
    let free = folder.parent().and_then(|parent| fs4::available_space(parent).ok());
    // A disk that does not say how much room it has is tried.
    if let Some(free) = free.filter(|free| *free < needed) {
        obstacles.push(Obstacle::NoRoom { needed_mb: needed.div_ceil(1_000_000), free_mb: free / 1_000_000 });
    }
    if obstacles.is_empty() {
        return Ok(());
    }
    Err(AppError::new(Code::ReleaseRefused).with("obstacles", json!(obstacles)))
}

/// About how much a release takes: each picture in its folder and, as text, for VLMEvalKit; and once more for each of its
/// questions in the Parquet table; pictures with boxes once more each, and degraded twins in the size of previews.
fn bytes_needed(session: &Session, selection: &Selection, degraded: bool) -> Result<u64, AppError> {
    let mut needed = QUESTION_BYTES * selection.questions.len() as u64;
    // Questions, and how many pictures they are asked of.
    let mut asked: BTreeMap<&PhotographId, (u64, BTreeSet<&[PromptBox]>)> = BTreeMap::new();
    for question in &selection.questions {
        let (questions, pictures) = asked.entry(&question.photograph).or_default();
        *questions += 1;
        pictures.insert(&question.boxes);
    }
    for row in &selection.photographs {
        let vault = session.study.vault();
        let (questions, pictures) = asked.get(&row.id).map_or((0, 0), |(n, pictures)| (*n, pictures.len() as u64));
        needed += vault.size_of(&row.shown, PhotographSize::Full)? * (1 + 2 * pictures.max(1) + questions);
        if degraded {
            needed += vault.size_of(&row.shown, PhotographSize::Preview)? * DEGRADED_PREVIEWS * pictures;
        }
    }
    Ok(needed)
}
