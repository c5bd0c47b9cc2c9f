//! From entries to tables. One function says what an entry means, when it is written and when all tables are computed
//! anew, so both give the same tables. It refuses nothing: an entry that changes nothing is listed with the reason. They carry a version; where another is found they are computed anew.

use domain::standing::NotInForce;
use ledger::{Body, Entry, Hash, SignedEntry, Verdict};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, params};

use crate::error::StoreError;
use crate::standing;
use crate::tables::{annotations, people, photographs, queries, questions, releases, reviews, tasks};

/// The tables, empty.
const SCHEMA: &str = include_str!("../../../../schema/database/projections.sql");
/// To be raised when [`apply`] makes something else of an entry than before. A change of the schema is noticed without.
const MEANING: u32 = 3;

/// Told how many entries of how many are done; `false` cancels.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize) -> bool;
/// Entries between two reports of progress.
const STEP: u32 = 500;

/// Tables that are computed, children first.
pub(crate) const TABLES: [&str; 16] = [
    "not_in_force",
    "alias",
    "released_split",
    "released_question",
    "release",
    "query",
    "admitted_template",
    "question",
    "review",
    "annotation",
    "task",
    "photograph",
    "seal_grant",
    "device",
    "person",
    "study",
];

fn version() -> String {
    format!("{MEANING}/{}", Hash::of(SCHEMA.as_bytes()).as_str())
}

/// Whether the tables are of this version.
pub(crate) fn is_up_to_date(connection: &Connection) -> Result<bool, StoreError> {
    let found: String = connection.query_row("SELECT version FROM projection", [], |row| row.get(0))?;
    Ok(found == version())
}

/// Computes the tables anew.
pub(crate) fn compute_anew(tx: &Transaction<'_>, progress: Progress<'_>) -> Result<(), StoreError> {
    tx.execute_batch("PRAGMA defer_foreign_keys = ON;")?;
    for table in TABLES {
        tx.execute_batch(&format!("DROP TABLE IF EXISTS {table};"))?;
    }
    tx.execute_batch(SCHEMA)?;
    // An entry that refers to nothing is found at once, not at the end.
    tx.execute_batch("PRAGMA defer_foreign_keys = OFF;")?;
    replay(tx, progress)?;
    tx.execute("UPDATE projection SET version = ?1", [version()])?;
    Ok(())
}

/// The tables are computed anew when the study is opened next.
pub(crate) fn distrust(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("UPDATE projection SET version = ''", [])?;
    Ok(())
}

/// The tables as hashes of all their rows, by name.
pub type Digests = Vec<(&'static str, Hash)>;

pub(crate) fn digests(connection: &Connection) -> Result<Digests, StoreError> {
    TABLES.into_iter().map(|table| Ok((table, digest(connection, table)?))).collect()
}

/// What [`digests`] gives where the tables are what these entries say: all of a ledger, in order. They are computed in
/// memory, so that others can work in the study meanwhile.
pub fn expected_digests(entries: &[String], progress: Progress<'_>) -> Result<Digests, StoreError> {
    let mut memory = Connection::open_in_memory()?;
    memory.execute_batch("PRAGMA foreign_keys = ON;")?;
    let tx = memory.transaction()?;
    tx.execute_batch(SCHEMA)?;
    for (done, (position, text)) in (1_i64..).zip(entries).enumerate() {
        take_in(&tx, position, text, (done + 1, entries.len()), progress)?;
    }
    digests(&tx)
}

/// Applies all entries of a ledger to tables that are empty. They are read in pieces: SQLite aborts a query that is open
/// while an entry that changes nothing is rolled back.
fn replay(tx: &Transaction<'_>, progress: Progress<'_>) -> Result<(), StoreError> {
    let total: i64 = tx.query_row("SELECT count(*) FROM ledger", [], |row| row.get(0))?;
    let total = usize::try_from(total).unwrap_or_default();
    let mut statement =
        tx.prepare("SELECT position, text FROM ledger WHERE position > ?1 ORDER BY position LIMIT ?2")?;
    let (mut done, mut last) = (0, 0);
    loop {
        let piece: Vec<(i64, String)> = statement
            .query_map(params![last, STEP], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let Some((position, _)) = piece.last() else { return Ok(()) };
        last = *position;
        for (position, text) in &piece {
            done += 1;
            take_in(tx, *position, text, (done, total), progress)?;
        }
    }
}

fn take_in(
    tx: &Transaction<'_>,
    position: i64,
    text: &str,
    (done, total): (usize, usize),
    progress: Progress<'_>,
) -> Result<(), StoreError> {
    let signed = SignedEntry::read(text).map_err(|_| StoreError::Damaged("an entry"))?;
    apply(tx, &signed.entry, position)?;
    if done % STEP as usize == 0 && !progress(done, total) { Err(StoreError::Cancelled) } else { Ok(()) }
}

/// Hash of all rows of a table, in the order of what stands in them.
fn digest(connection: &Connection, table: &str) -> Result<Hash, StoreError> {
    let columns = connection.prepare(&format!("SELECT * FROM {table}"))?.column_count();
    let order = (1..=columns).map(|column| column.to_string()).collect::<Vec<_>>().join(", ");
    let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))?;
    let mut rows = statement.query([])?;
    let (mut so_far, mut bytes) = (Hash::of(b""), Vec::new());
    while let Some(row) = rows.next()? {
        bytes.clear();
        bytes.extend_from_slice(so_far.as_str().as_bytes());
        for column in 0..columns {
            let number;
            let (kind, value): (u8, &[u8]) = match row.get_ref(column)? {
                ValueRef::Null => (0, &[]),
                ValueRef::Integer(found) => {
                    number = found.to_le_bytes();
                    (1, &number)
                }
                ValueRef::Real(found) => {
                    number = found.to_le_bytes();
                    (2, &number)
                }
                ValueRef::Text(text) => (3, text),
                ValueRef::Blob(blob) => (4, blob),
            };
            bytes.push(kind);
            bytes.extend(value.len().to_le_bytes());
            bytes.extend_from_slice(value);
        }
        so_far = Hash::of(&bytes);
    }
    Ok(so_far)
}

/// Writes what an entry means into the tables, or why it changes nothing. Refuses no entry, whatever it says.
pub(crate) fn apply(tx: &Transaction<'_>, entry: &Entry, position: i64) -> Result<Option<NotInForce>, StoreError> {
    tx.prepare_cached("SAVEPOINT entry")?.execute([])?;
    let applied = standing::check(tx, entry).and_then(|()| change_tables(tx, entry, position));
    if applied.is_err() {
        tx.prepare_cached("ROLLBACK TO entry")?.execute([])?;
    }
    tx.prepare_cached("RELEASE entry")?.execute([])?;
    // Keys that an entry brings hold whatever becomes of what it says.
    people::put_device(tx, entry)?;
    let reason = match applied {
        Ok(()) => return Ok(None),
        Err(StoreError::NotInForce(reason)) => reason,
        Err(error) => return Err(error),
    };
    if let (NotInForce::SamePicture, Body::PhotographImported { photograph, source, .. }) = (reason, &entry.body) {
        photographs::insert_copy(tx, photograph, source)?;
    }
    tx.prepare_cached("INSERT INTO not_in_force VALUES (?1, ?2)")?.execute(params![position, reason.as_str()])?;
    Ok(Some(reason))
}

fn change_tables(tx: &Transaction<'_>, entry: &Entry, position: i64) -> Result<(), StoreError> {
    let at_ms = entry.at.timestamp_millis();
    match &entry.body {
        Body::StudyCreated { study, title, language, vocabulary, person, profile, keys, grants, recovery: _ } => {
            people::insert_study(tx, study, title, *language, vocabulary)?;
            people::insert(tx, person, profile, true, keys)?;
            people::put_grants(tx, grants)
        }
        Body::PersonInvited { person, profile, keys, grants } => {
            people::insert(tx, person, profile, false, keys)?;
            people::put_grants(tx, grants)
        }
        Body::PersonReinvited { person, profile, keys, grants } => {
            people::set_invited(tx, person, profile, keys)?;
            people::forget_devices(tx, person)?;
            people::replace_grants(tx, person, grants)
        }
        Body::PersonWithdrawn { person } => people::remove(tx, person),
        Body::PersonJoined { person, keys, grants } => {
            people::set_joined(tx, person, keys)?;
            people::forget_devices(tx, person)?;
            people::put_grants(tx, grants)
        }
        Body::PersonRecovered { person, keys, grants } => {
            people::set_joined(tx, person, keys)?;
            people::forget_devices(tx, person)?;
            people::replace_grants(tx, person, grants)
        }
        Body::PersonRevoked { person, accepted } => people::revoke(tx, person, accepted),
        Body::SealingKeyRenewed { grants, .. } => people::put_grants(tx, grants),
        // The envelope alone knows passwords; receipts give the order, which the ledger keeps.
        Body::PasswordChanged { .. } | Body::EntriesReceived { .. } | Body::ChainReceived { .. } => Ok(()),
        Body::Other { .. } => Err(NotInForce::UnknownKind.into()),
        Body::PhotographImported { photograph, capture, width_px, height_px, content, source, quality } => {
            let picture = photographs::NewPhotograph {
                id: photograph,
                capture,
                size_px: (*width_px, *height_px),
                content,
                source,
                quality: *quality,
                position,
            };
            photographs::insert(tx, &picture)
        }
        Body::PhotographDescribed { photograph, capture } => photographs::describe(tx, photograph, capture),
        Body::PhotographScreened { photograph, screening, masks, shown } => {
            photographs::set_screened(tx, photograph, screening.as_ref(), masks, shown, &entry.author)
        }
        Body::PhotographsAssigned { assignments, .. } => tasks::assign(tx, assignments),
        Body::AssignmentsChanged { taken, given } => tasks::reassign(tx, taken, given),
        Body::CalibrationChosen { photograph, chosen: true } => tasks::choose_for_calibration(tx, photograph),
        Body::CalibrationChosen { photograph, chosen: false } => tasks::leave_calibration(tx, photograph),
        Body::CalibrationReferenced { photograph, reference } => tasks::set_reference(tx, photograph, reference),
        Body::AnnotationSubmitted(annotation) | Body::AnnotationAmended(annotation) => {
            let reason = entry.reason.as_deref();
            annotations::insert(tx, annotation, &entry.author, &entry.id, reason, at_ms)
        }
        Body::ReviewSigned(review) => reviews::insert(tx, review, &entry.author, &entry.id, at_ms),
        Body::ReviewAmended(review) => {
            reviews::amend(tx, review, &entry.author, &entry.id, entry.reason.as_deref(), at_ms)
        }
        Body::StudyConfigured { readers, idle_minutes, subject_shown, vocabulary } => {
            people::configure(tx, *readers, *idle_minutes, *subject_shown, vocabulary.as_deref())
        }
        Body::QueryAsked { query, photograph, reader, field, slot, text } => {
            let new = queries::NewQuery { id: query, photograph, reader, field, slot, text };
            queries::insert(tx, &new, &entry.author, at_ms)
        }
        Body::QueryAnswered { query, answer } => queries::answer(tx, query, answer, &entry.author),
        Body::QueryClosed { query } => queries::close(tx, query),
        Body::AuditDrawn { photographs, .. } => tasks::draw_audits(tx, photographs),
        Body::AuditSubmitted { photograph, audit } => tasks::set_audit(tx, photograph, audit, &entry.author),
        Body::QuestionsDrafted { questions, .. } => questions::insert(tx, questions, position),
        Body::TemplateAdmitted { template, reason } => questions::admit(tx, template, reason),
        Body::QuestionReopened { question, draft } => questions::reopen(tx, question, draft),
        Body::QuestionReviewed { question, verdict, answered, by_sample } => {
            let judged =
                questions::Judged { reviewer: &entry.author, answered: answered.as_deref(), by_sample: *by_sample };
            match verdict {
                Verdict::Approved { question: approved } => questions::approve(tx, question, approved, judged),
                Verdict::Rejected { reason } => questions::reject(tx, question, reason, judged),
            }
        }
        Body::ReleasePublished {
            version,
            manifest,
            head,
            photographs,
            questions,
            seed: _,
            validation,
            test,
            asked,
        } => {
            let release = releases::ReleaseRow {
                version: version.clone(),
                manifest: manifest.as_str().to_owned(),
                head: head.as_str().to_owned(),
                photographs: *photographs,
                questions: *questions,
                publisher: entry.author.clone(),
                at_ms,
            };
            releases::insert(tx, &release)?;
            releases::insert_split(tx, validation, test)?;
            releases::replace_asked(tx, asked)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_of_the_schema_is_dropped_before_it_is_made_anew() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(SCHEMA).unwrap();
        let mut statement = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
        let made: BTreeSet<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(made, TABLES.map(str::to_owned).into());
    }
}
