//! Follows the plan: every core decodes, one writes, in the order of the files. Files that are there already are passed
//! over, so a cancelled or broken import goes on where it stopped when it is started again.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use domain::photograph::{Fingerprint, PhotographId, Quality};
use imaging::{MAX_FILE_BYTES, Note, Refusal, WorkerError};
use ledger::{Body, Hash};
use store::Vault;
use store::tables::photographs::{self, PhotographRow};
use uuid::Uuid;

use super::cells::Field;
use super::plan::{ImportInput, Plan, Planned, corrected, plan};
use super::report::{Change, ImportPreview, ImportReport, NamedFile};
use crate::error::{AppError, Code};
use crate::session::Session;
use crate::ticket::Ticket;

/// How many photographs a preview shows as they were understood.
const SHOWN: usize = 8;

/// What an import would do. Files are read (to find those that are in the study) only where the study has photographs.
pub(crate) fn preview(ticket: &Ticket<'_>, input: ImportInput) -> Result<ImportPreview, AppError> {
    let vocabulary = ticket.run(|session| Ok(session.vocabulary))?;
    let plan = plan(&input, vocabulary, &|| ticket.goes_on())?;
    let (mut known, mut changes, mut told) = (0, Vec::new(), HashSet::new());
    if ticket.run(|session| Ok(photographs::any(session.study.connection())?))? {
        let total = plan.photographs.len();
        for (done, planned) in plan.photographs.iter().enumerate() {
            if !ticket.step(done, total) {
                return Err(AppError::new(Code::Cancelled));
            }
            let Ok(file) = ticket.desk.hashes.of(&planned.found.path) else { continue };
            let row = ticket.run(|session| by_file(session, &file))?;
            if let Some(row) = row {
                known += 1;
                // As the import will: the first file about a photograph says what is changed.
                if !planned.unnamed && told.insert(row.id.clone()) {
                    changes.extend(changes_of(&row, planned));
                }
            }
        }
    }
    let listed = ticket.run(|session| Ok(photographs::all(session.study.connection())?))?;
    let in_study: HashSet<String> = listed.into_iter().map(|row| row.capture.subject).collect();
    let Plan { tables, undecided, table, photographs, mut subjects, bad, absent, left_out, offered } = plan;
    subjects.iter_mut().for_each(|subject| subject.in_study = in_study.contains(&subject.subject));
    Ok(ImportPreview {
        tables: tables.iter().map(|path| path.display().to_string()).collect(),
        undecided_tables: undecided,
        table,
        photographs: photographs.len(),
        sample: photographs.iter().take(SHOWN).map(Planned::view).collect(),
        subjects,
        bad_cells: bad,
        absent,
        left_out,
        known,
        changes,
        offered,
    })
}

/// Imports as planned. Refuses while a cell is not understood, or nothing names the subjects.
pub(crate) fn import(ticket: &Ticket<'_>, input: ImportInput) -> Result<ImportReport, AppError> {
    let vocabulary = ticket.run(|session| Ok(session.vocabulary))?;
    let plan = plan(&input, vocabulary, &|| ticket.goes_on())?;
    if !plan.undecided.is_empty() {
        return Err(AppError::new(Code::SeveralTables).with("tables", plan.undecided));
    }
    if !plan.bad.is_empty() {
        let cells = serde_json::to_value(&plan.bad).unwrap_or_default();
        let path = plan.table.as_ref().map(|table| table.path.clone()).unwrap_or_default();
        return Err(AppError::new(Code::TableCells).with("path", path).with("cells", cells));
    }
    if plan.photographs.is_empty() && input.subject_from.is_none() && plan.offered > 0 && plan.absent.is_empty() {
        return Err(AppError::new(Code::SubjectsUnknown).with("folder", input.folder));
    }
    let vault = ticket.run(|session| Ok(session.study.vault().clone()))?;
    let (next, failure) = (AtomicUsize::new(0), Mutex::new(None));
    let import = Mutex::new(Import::default());
    let (turns, total) = (Turns::default(), plan.photographs.len());
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(planned) = plan.photographs.get(number) else { break };
                    let prepared = prepare(ticket, &vault, planned);
                    // Written in the order of the files, whichever was decoded first.
                    let (result, done) = turns.take(number, || {
                        let mut import = import.lock().unwrap_or_else(PoisonError::into_inner);
                        let result = prepared.and_then(|prepared| import.record(ticket, planned, prepared));
                        import.done += 1;
                        (result, import.done)
                    });
                    if let Err(error) = result {
                        *failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                        next.store(total, Ordering::Relaxed);
                        break;
                    }
                    if !ticket.step(done, total) {
                        import.lock().unwrap_or_else(PoisonError::into_inner).report.cancelled = true;
                        next.store(total, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let Import { report, .. } = import.into_inner().unwrap_or_else(PoisonError::into_inner);
    let report = ImportReport {
        folder: input.folder,
        table: plan.table.map(|table| table.path),
        offered: plan.offered,
        absent: plan.absent,
        left_out: plan.left_out,
        ..report
    };
    // Kept whatever came in between.
    let kept = ticket.run(|session| report.keep(session));
    match failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => kept.map(|()| report),
    }
}

fn code_of(reason: impl serde::Serialize) -> String {
    serde_json::to_value(reason).ok().and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A file after everything that other files need not wait for.
enum Prepared {
    Photograph { file: Hash, content: Hash, body: Box<Body>, notes: Vec<Note> },
    Known(Box<PhotographRow>),
    Refused(NamedFile),
}

/// The photograph that came from a file of this SHA-256, whether or not it came in before such hashes were keyed.
pub(crate) fn by_file(session: &Session, file: &Hash) -> Result<Option<PhotographRow>, AppError> {
    let connection = session.study.connection();
    match photographs::by_source(connection, &session.study.source_of(file))? {
        Some(row) => Ok(Some(row)),
        None => Ok(photographs::by_source(connection, file)?),
    }
}

fn prepare(ticket: &Ticket<'_>, vault: &Vault, planned: &Planned) -> Result<Prepared, AppError> {
    let refused = |code: &str, sentence: String| {
        Ok(Prepared::Refused(NamedFile { path: planned.found.relative.clone(), code: code.to_owned(), sentence }))
    };
    let by_decoder = |refusal: Refusal| refused(&code_of(refusal), refusal.to_string());
    let file = &planned.found.path;
    if fs::metadata(file).is_ok_and(|data| data.len() > MAX_FILE_BYTES as u64) {
        return by_decoder(Refusal::FileTooLarge);
    }
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => return refused("cannot_open", format!("The file cannot be opened: {error}.")),
    };
    let file = Hash::of(&bytes);
    let (known, source) = ticket.run(|session| Ok((by_file(session, &file)?, session.study.source_of(&file))))?;
    if let Some(row) = known {
        return Ok(Prepared::Known(Box::new(row)));
    }
    let derived = match ticket.desk.workers.derive(&bytes) {
        Ok(derived) => derived,
        Err(WorkerError::Refused(refusal)) => return by_decoder(refusal),
        Err(error @ WorkerError::Start(_)) => return Err(error.into()),
    };
    let content = vault.put(&derived)?;
    let measured = derived.measured;
    let body = Body::PhotographImported {
        photograph: PhotographId(Uuid::now_v7().to_string()),
        capture: planned.capture.clone(),
        width_px: measured.width_px,
        height_px: measured.height_px,
        content: content.clone(),
        source,
        quality: Quality {
            sharpness: measured.sharpness,
            brightness: measured.brightness,
            clipped: measured.clipped,
            fingerprint: Some(Fingerprint(measured.fingerprint)),
        },
    };
    Ok(Prepared::Photograph { file, content, body: Box::new(body), notes: derived.notes })
}

/// An import under way.
#[derive(Default)]
struct Import {
    report: ImportReport,
    done: usize,
    /// Photographs that a file of this import was about, with the subject that it named: another file about one of them
    /// can contradict the first, not correct it.
    told: HashMap<PhotographId, String>,
}

impl Import {
    fn record(&mut self, ticket: &Ticket<'_>, planned: &Planned, prepared: Prepared) -> Result<(), AppError> {
        ticket.run(|session| match prepared {
            Prepared::Photograph { file, content, body, notes } => {
                // The same file may have come in meanwhile; the same picture with other metadata is no second one.
                let known = match by_file(session, &file)? {
                    Some(row) => Some(row),
                    None => photographs::by_content(session.study.connection(), &content)?,
                };
                if let Some(row) = known {
                    return self.again(session, planned, &row);
                }
                if let Body::PhotographImported { photograph, .. } = body.as_ref()
                    && !planned.unnamed
                {
                    self.told.insert(photograph.clone(), planned.capture.subject.clone());
                }
                session.append(*body)?;
                self.report.imported += 1;
                for note in notes {
                    let (path, code, sentence) = (planned.found.relative.clone(), code_of(note), note.to_string());
                    self.report.noted.push(NamedFile { path, code, sentence });
                }
                Ok(())
            }
            Prepared::Known(row) => self.again(session, planned, &row),
            Prepared::Refused(refused) => {
                self.report.refused.push(refused);
                Ok(())
            }
        })
    }

    /// A photograph that is in the study: what the table says of it from now on holds.
    fn again(&mut self, session: &mut Session, planned: &Planned, known: &PhotographRow) -> Result<(), AppError> {
        let path = planned.found.relative.clone();
        let told = self.told.get(&known.id);
        if let Some(other) = told.filter(|told| !planned.unnamed && **told != planned.capture.subject) {
            let subject = &planned.capture.subject;
            let sentence = format!(
                "The same picture came in as another file of subject {other}; here it is said to be of subject {subject}."
            );
            self.report.refused.push(NamedFile { path, code: "other_subject".to_owned(), sentence });
            return Ok(());
        }
        self.report.duplicates += 1;
        self.report.duplicate_files.push(path);
        if told.is_some() || planned.unnamed {
            return Ok(());
        }
        self.told.insert(known.id.clone(), planned.capture.subject.clone());
        let changes = changes_of(known, planned);
        if !changes.is_empty() {
            let capture = corrected(&known.capture, &planned.said);
            session.append(Body::PhotographDescribed { photograph: known.id.clone(), capture })?;
            self.report.updated.extend(changes);
        }
        Ok(())
    }
}

/// Field by field what a line of the table changes.
fn changes_of(known: &PhotographRow, planned: &Planned) -> Vec<Change> {
    let (before, after) = (&known.capture, corrected(&known.capture, &planned.said));
    let mut changes = Vec::new();
    let mut compare = |field: Option<Field>, before: serde_json::Value, after: serde_json::Value| {
        if before != after {
            let file = planned.found.relative.clone();
            changes.push(Change { file, photograph: known.id.clone(), field, before, after });
        }
    };
    compare(Some(Field::Subject), before.subject.clone().into(), after.subject.into());
    compare(Some(Field::Visit), before.visit.clone().into(), after.visit.into());
    compare(Some(Field::Distance), serde_json::json!(before.distance), serde_json::json!(after.distance));
    compare(Some(Field::Age), serde_json::json!(before.age_years), serde_json::json!(after.age_years));
    compare(Some(Field::Sex), serde_json::json!(before.sex), serde_json::json!(after.sex));
    compare(Some(Field::Fitzpatrick), serde_json::json!(before.fitzpatrick), serde_json::json!(after.fitzpatrick));
    compare(Some(Field::Modality), serde_json::json!(before.modality), serde_json::json!(after.modality));
    compare(None, serde_json::json!(before.notes), serde_json::json!(after.notes));
    changes
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
