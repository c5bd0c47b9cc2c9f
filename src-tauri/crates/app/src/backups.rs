//! Backups: written by hand, every half hour of change, and when somebody signs out.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use store::{Backup, BundleWriter, FIRST_PLACE, backups_in, copy_photographs, thin};
use ts_rs::TS;

use crate::desk::{Desk, Shared};
use crate::error::{AppError, Code};
use crate::folders::full_path;
use crate::session::Session;
use crate::ticket::Ticket;

/// Change is kept after so long.
const EVERY: Duration = Duration::from_secs(30 * 60);

/// One backup.
#[derive(Debug, Serialize, TS)]
pub struct BackupView {
    /// File.
    pub path: String,
    /// When it was written, milliseconds since 1970, UTC; none where it cannot be read.
    #[ts(type = "number | null")]
    pub at_ms: Option<i64>,
    /// Entries in it.
    #[ts(type = "number | null")]
    pub entries: Option<u64>,
    /// Size of the file, in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Whether it lies in the second place.
    pub second: bool,
}

/// Where backups of the study lie, and which there are.
#[derive(Debug, Serialize, TS)]
pub struct BackupsView {
    /// Folder in the study's own.
    pub first: String,
    /// Second place, where one is chosen.
    pub second: Option<String>,
    /// Whether the second place is there now.
    pub second_found: bool,
    /// The newest first.
    pub backups: Vec<BackupView>,
}

/// Whether a backup is to be written.
#[derive(Debug, Deserialize, TS)]
pub struct WriteBackupInput {
    /// Only after half an hour with changes.
    pub when_due: bool,
}

/// What was written.
#[derive(Debug, Serialize, TS)]
pub struct BackupWrittenView {
    /// Whether a backup was written; not where none was due.
    pub written: bool,
    /// Whether it lies in the second place too.
    pub second: bool,
}

/// Where to look for backups.
#[derive(Debug, Deserialize, TS)]
pub struct ListBackupsInput {
    /// Folder of a study, or one with backups in it.
    pub folder: String,
}

fn views(backups: Vec<Backup>, second: bool) -> impl Iterator<Item = BackupView> {
    backups.into_iter().map(move |backup| BackupView {
        path: backup.path.display().to_string(),
        at_ms: backup.about.as_ref().map(|about| about.at.timestamp_millis()),
        entries: backup.about.as_ref().map(|about| about.entries),
        bytes: backup.bytes,
        second,
    })
}

fn newest_first(mut backups: Vec<BackupView>) -> Vec<BackupView> {
    backups.sort_by_key(|backup| std::cmp::Reverse((backup.at_ms, backup.path.clone())));
    backups
}

pub(crate) fn view(session: &mut Session, (): ()) -> Result<BackupsView, AppError> {
    let (first, second) = (session.study.folder().join(FIRST_PLACE), session.study.second_place());
    let mut backups: Vec<_> = views(backups_in(&first)?, false).collect();
    if let Some(second) = &second {
        backups.extend(views(backups_in(second).unwrap_or_default(), true));
    }
    Ok(BackupsView {
        first: first.display().to_string(),
        second_found: second.as_ref().is_some_and(|second| second.is_dir()),
        second: second.map(|second| second.display().to_string()),
        backups: newest_first(backups),
    })
}

/// Backups in a folder, or of the study in it.
pub(crate) fn list(_: &Ticket<'_>, input: ListBackupsInput) -> Result<Vec<BackupView>, AppError> {
    let folder = full_path(&input.folder)?;
    let mut backups: Vec<_> = views(backups_in(&folder)?, false).collect();
    backups.extend(views(backups_in(&folder.join(FIRST_PLACE))?, false));
    Ok(newest_first(backups))
}

/// Chooses the second folder, or none.
pub(crate) fn choose_place(session: &mut Session, folder: Option<String>) -> Result<BackupsView, AppError> {
    let folder = folder.map(|folder| full_path(&folder)).transpose()?;
    if let Some(folder) = &folder {
        if !folder.is_dir() {
            return Err(AppError::new(Code::PathNotFound).with("path", folder.display().to_string()));
        }
        if folder.starts_with(session.study.folder()) {
            return Err(AppError::new(Code::BadInput).with("detail", "folder"));
        }
    }
    session.study.set_second_place(folder.as_deref())?;
    view(session, ())
}

pub(crate) fn write(ticket: &Ticket<'_>, input: WriteBackupInput) -> Result<BackupWrittenView, AppError> {
    if input.when_due && !ticket.run(|session| Ok(is_due(ticket.desk, session)))? {
        return Ok(BackupWrittenView { written: false, second: false });
    }
    let second = keep(ticket.desk, &mut |run| ticket.run(run), &mut |done, total| ticket.step(done, total))?;
    Ok(BackupWrittenView { written: true, second })
}

fn is_due(desk: &Desk, session: &Session) -> bool {
    session.study.changes() > session.backed_up_changes
        && desk.config.clock.uptime().saturating_sub(session.backed_up_at) >= EVERY
}

/// When somebody signs out: what was changed since the last backup is kept. That it cannot be is no reason to stay; the
/// study's screen says when the last backup was written, the log why.
pub(crate) fn at_leaving(desk: &Desk, session: &Shared) {
    let run = |run: &mut dyn FnMut(&mut Session) -> Result<(), AppError>| {
        run(&mut session.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    };
    let mut changed = false;
    let _ = run(&mut |session| {
        changed = session.study.changes() > session.backed_up_changes;
        Ok(())
    });
    if changed {
        let written = keep(desk, &mut |step| run(&mut |session| step(session)), &mut |_, _| true);
        desk.log.note("backup.write", &written);
    }
}

/// Runs something in a session.
type Run<'a> = dyn FnMut(&mut dyn FnMut(&mut Session) -> Result<(), AppError>) -> Result<(), AppError> + 'a;

/// Writes a backup to both places, in pieces between which others may work; whether the second place has it.
fn keep(desk: &Desk, run: &mut Run<'_>, step: &mut dyn FnMut(usize, usize) -> bool) -> Result<bool, AppError> {
    let (at, mut changes) = (desk.config.clock.now(), 0);
    let (mut study, mut folder, mut second) = (String::new(), PathBuf::new(), None);
    let mut total = 0;
    run(&mut |session| {
        (study, folder) = (session.study.id().to_owned(), session.study.folder().to_owned());
        second = session.study.second_place().filter(|second| second.is_dir());
        (changes, total) = (session.study.changes(), session.study.entries_written()?);
        Ok(())
    })?;
    let first = folder.join(FIRST_PLACE);
    let mut bundle: Option<BundleWriter> = None;
    run(&mut |session| {
        bundle = Some(session.study.begin_backup(&first, at)?);
        Ok(())
    })?;
    let mut bundle = bundle.ok_or(AppError::new(Code::Internal))?;
    let mut position = 0;
    loop {
        let mut texts = Vec::new();
        run(&mut |session| {
            texts = session.study.entries_after(position)?;
            Ok(())
        })?;
        if texts.is_empty() {
            break;
        }
        position += texts.len() as u64;
        bundle.entries(&texts)?;
        if !step(usize::try_from(position).unwrap_or_default().min(total), total) {
            return Err(AppError::new(Code::Cancelled));
        }
    }
    let (mut whole, mut bundle) = (None, Some(bundle));
    run(&mut |session| {
        if let Some(bundle) = bundle.take() {
            whole = Some(session.study.end_backup(bundle)?);
        }
        Ok(())
    })?;
    let written = whole.ok_or(AppError::new(Code::Internal))?.finish()?;
    thin(&first, &study)?;
    let in_second = match &second {
        Some(second) => copy_to(&written, &folder, second, &study, step)?,
        None => false,
    };
    let now = desk.config.clock.uptime();
    run(&mut |session| {
        (session.backed_up_changes, session.backed_up_at) = (changes, now);
        Ok(())
    })?;
    Ok(in_second)
}

/// A backup and the photographs, in the second place too; read back after writing.
fn copy_to(
    backup: &Path,
    study_folder: &Path,
    second: &Path,
    study: &str,
    step: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<bool, AppError> {
    let bytes = std::fs::read(backup).map_err(|error| AppError::file(backup, &error))?;
    let target = second.join(backup.file_name().unwrap_or_default());
    store::write_private(&target, &bytes)?;
    if std::fs::read(&target).map_err(|error| AppError::file(&target, &error))? != bytes {
        return Err(AppError::new(Code::FileAccess).with("path", target.display().to_string()));
    }
    thin(second, study)?;
    let whole = copy_photographs(&study_folder.join("photographs"), &second.join("photographs"), step)?;
    Ok(whole)
}
