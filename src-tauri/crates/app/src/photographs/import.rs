//! Importing a folder: every core decodes, one writes. Files that are there already are passed
//! over, so a cancelled or broken import goes on where it stopped when it is started again.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use domain::photograph::{Capture, Fingerprint, PhotographId, Quality};
use imaging::{MAX_FILE_BYTES, WorkerError};
use ledger::{Body, Hash};
use serde::{Deserialize, Serialize};
use store::Vault;
use store::tables::photographs;
use store::tables::refusals::RefusalRow;
use ts_rs::TS;
use uuid::Uuid;

use super::files::offered;
use super::manifest::{self, Manifest, capture_from_path};
use crate::app::{App, Work};
use crate::error::AppError;

/// A folder to import.
#[derive(Debug, Deserialize, TS)]
pub struct ImportInput {
    /// Folder with photographs.
    pub folder: String,
    /// Manifest; `manifest.csv` in the folder when there is one and none is named.
    pub manifest: Option<String>,
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct ImportView {
    /// Files looked at.
    pub offered: usize,
    /// Photographs taken in.
    pub imported: usize,
    /// Exact copies of photographs that are in the study.
    pub duplicates: usize,
    /// Files refused; see the list of refusals.
    pub refused: usize,
    /// Lines of the manifest whose file was not found.
    pub absent: Vec<String>,
    /// Whether it was cancelled; start it again to go on.
    pub cancelled: bool,
}

enum Outcome {
    Imported,
    Duplicate,
    Refused,
}

pub(crate) fn import(app: &App, input: ImportInput, work: &Work<'_>) -> Result<ImportView, AppError> {
    let folder = PathBuf::from(input.folder.trim());
    let beside = folder.join("manifest.csv");
    let manifest = match input.manifest.filter(|path| !path.trim().is_empty()) {
        Some(path) => Some(manifest::read(Path::new(path.trim()))?),
        None if beside.is_file() => Some(manifest::read(&beside)?),
        None => None,
    };
    let files = offered(&folder).map_err(store::StoreError::from)?;
    let captures = captures(&folder, &files, manifest.as_ref());
    let absent = manifest.map(|manifest| absent(&folder, &files, &manifest)).unwrap_or_default();
    let vault = app.with_session(|session| Ok(session.study.vault().clone()))?;

    let (next, counts, failure) = (AtomicUsize::new(0), Mutex::new(ImportView::default()), Mutex::new(None));
    let turns = Turns::default();
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let (Some(file), Some(capture)) = (files.get(at), captures.get(at)) else { break };
                    let prepared = prepare(app, &vault, file, capture);
                    // Written in the order of the files, whichever was decoded first.
                    let outcome = turns.take(at, || prepared.and_then(|prepared| record(app, file, prepared)));
                    let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
                    match outcome {
                        Ok(Outcome::Imported) => counts.imported += 1,
                        Ok(Outcome::Duplicate) => counts.duplicates += 1,
                        Ok(Outcome::Refused) => counts.refused += 1,
                        Err(error) => {
                            *failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                            next.store(files.len(), Ordering::Relaxed);
                            break;
                        }
                    }
                    if !work.step(counts.imported + counts.duplicates + counts.refused, files.len()) {
                        counts.cancelled = true;
                        next.store(files.len(), Ordering::Relaxed);
                    }
                }
            });
        }
    });
    if let Some(error) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let counts = counts.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(ImportView { offered: files.len(), absent, ..counts })
}

/// A file after everything that other files need not wait for.
enum Prepared {
    Photograph { source: Hash, content: Hash, body: Box<Body> },
    Duplicate,
    Refused(String),
}

fn prepare(app: &App, vault: &Vault, file: &Path, capture: &Capture) -> Result<Prepared, AppError> {
    if std::fs::metadata(file).is_ok_and(|data| data.len() > MAX_FILE_BYTES as u64) {
        return Ok(Prepared::Refused("file_too_large".into()));
    }
    let Ok(bytes) = std::fs::read(file) else { return Ok(Prepared::Refused("unreadable".into())) };
    let source = Hash::of(&bytes);
    let known = app.with_session(|session| Ok(photographs::has_source(session.study.connection(), &source)?))?;
    if known {
        return Ok(Prepared::Duplicate);
    }
    let derived = match app.workers.derive(&bytes) {
        Ok(derived) => derived,
        Err(WorkerError::Refused(refusal)) => {
            let code = serde_json::to_value(refusal).ok().and_then(|code| code.as_str().map(str::to_owned));
            return Ok(Prepared::Refused(code.unwrap_or_default()));
        }
        Err(error @ WorkerError::Start(_)) => return Err(error.into()),
    };
    let content = vault.put(&derived)?;
    let measured = derived.measured;
    let body = Body::PhotographImported {
        photograph: PhotographId(Uuid::now_v7().to_string()),
        capture: capture.clone(),
        width_px: measured.width_px,
        height_px: measured.height_px,
        content: content.clone(),
        source: source.clone(),
        quality: Quality {
            sharpness: measured.sharpness,
            brightness: measured.brightness,
            clipped: measured.clipped,
            fingerprint: Some(Fingerprint(measured.fingerprint)),
        },
    };
    Ok(Prepared::Photograph { source, content, body: Box::new(body) })
}

fn record(app: &App, file: &Path, prepared: Prepared) -> Result<Outcome, AppError> {
    app.with_session(|session| match prepared {
        // The same file may have come in meanwhile; the same picture with other metadata is no second one.
        Prepared::Photograph { source, content, .. }
            if photographs::has_source(session.study.connection(), &source)?
                || photographs::has_content(session.study.connection(), &content)? =>
        {
            Ok(Outcome::Duplicate)
        }
        Prepared::Photograph { body, .. } => session.append(*body).map(|_| Outcome::Imported),
        Prepared::Duplicate => Ok(Outcome::Duplicate),
        Prepared::Refused(reason) => {
            let file_name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let at_ms = session.now.timestamp_millis();
            session.study.note_refusal(&RefusalRow { file_name, reason, at_ms })?;
            Ok(Outcome::Refused)
        }
    })
}

/// Lets threads act one after the other in the order of their numbers, each number once.
#[derive(Default)]
struct Turns {
    next: Mutex<usize>,
    moved: Condvar,
}

impl Turns {
    fn take<T>(&self, number: usize, act: impl FnOnce() -> T) -> T {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        while *next != number {
            next = self.moved.wait(next).unwrap_or_else(PoisonError::into_inner);
        }
        let done = act();
        *next += 1;
        self.moved.notify_all();
        done
    }
}

fn relative(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).unwrap_or(file);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn captures(folder: &Path, files: &[PathBuf], manifest: Option<&Manifest>) -> Vec<Capture> {
    files
        .iter()
        .map(|file| {
            let named = manifest.and_then(|manifest| manifest.get(&relative(folder, file)));
            named.cloned().unwrap_or_else(|| capture_from_path(folder, file))
        })
        .collect()
}

fn absent(folder: &Path, files: &[PathBuf], manifest: &Manifest) -> Vec<String> {
    let found: Vec<String> = files.iter().map(|file| relative(folder, file)).collect();
    manifest.keys().filter(|name| !found.contains(name)).cloned().collect()
}
