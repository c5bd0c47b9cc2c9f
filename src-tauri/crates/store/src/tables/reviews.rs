//! Signed reviews: the third record beside the annotations.

use std::collections::BTreeSet;

use domain::annotation::Annotation;
use domain::people::PersonId;
use domain::photograph::PhotographId;
use domain::review::Decisions;
use ledger::SignedReview;
use rusqlite::{Connection, Row, Transaction, params};

use super::{json, one};
use crate::error::StoreError;

/// A signed review.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewRow {
    /// What was reviewed.
    pub photograph: PhotographId,
    /// Who signed.
    pub reviewer: PersonId,
    /// Authors and revisions, A first.
    pub readers: Vec<(PersonId, u32)>,
    /// What the senior decided, by slot.
    pub decisions: Decisions,
    /// The third record.
    pub reviewed: Annotation,
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// Revision from 1; higher when it was opened again.
    pub revision: u32,
    /// Why it was opened again.
    pub reason: Option<String>,
}

pub(crate) fn insert(
    tx: &Transaction<'_>,
    review: &SignedReview,
    reviewer: &PersonId,
    entry: &str,
    at_ms: i64,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO review VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8)";
    one(write(tx, insert, review, (reviewer, entry, None, at_ms))?)
}

/// A newer revision takes the place of the one before, which stays in the ledger.
pub(crate) fn amend(
    tx: &Transaction<'_>,
    review: &SignedReview,
    reviewer: &PersonId,
    entry: &str,
    reason: Option<&str>,
    at_ms: i64,
) -> Result<(), StoreError> {
    let update = "UPDATE review SET reviewer = ?2, entry = ?3, readers = ?4, decisions = ?5, reviewed = ?6, at_ms = ?7,
        revision = revision + 1, reason = ?8 WHERE photograph = ?1";
    one(write(tx, update, review, (reviewer, entry, reason, at_ms))?)
}

/// How many rows a statement wrote; its parameters 1 to 8 are photograph, reviewer, entry, readers, decisions, record,
/// time and reason.
fn write(
    tx: &Transaction<'_>,
    statement: &str,
    review: &SignedReview,
    (reviewer, entry, reason, at_ms): (&PersonId, &str, Option<&str>, i64),
) -> Result<usize, StoreError> {
    Ok(tx.prepare_cached(statement)?.execute(params![
        review.photograph.0,
        reviewer.0,
        entry,
        serde_json::to_string(&review.readers)?,
        serde_json::to_string(&review.decisions)?,
        serde_json::to_string(&review.reviewed)?,
        at_ms,
        reason
    ])?)
}

const SELECT: &str = "SELECT photograph, reviewer, readers, decisions, reviewed, at_ms, revision, reason FROM review";

fn row_to_review(row: &Row<'_>) -> rusqlite::Result<ReviewRow> {
    Ok(ReviewRow {
        photograph: PhotographId(row.get(0)?),
        reviewer: PersonId(row.get(1)?),
        readers: json(&row.get::<_, String>(2)?)?,
        decisions: json(&row.get::<_, String>(3)?)?,
        reviewed: json(&row.get::<_, String>(4)?)?,
        at_ms: row.get(5)?,
        revision: row.get(6)?,
        reason: row.get(7)?,
    })
}

/// All signed reviews, by photograph.
pub fn all(connection: &Connection) -> Result<Vec<ReviewRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY photograph"))?;
    let rows = statement.query_map([], row_to_review)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Everybody who ever signed the review of a photograph.
pub fn signers(connection: &Connection, photograph: &PhotographId) -> Result<BTreeSet<PersonId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT author FROM ledger WHERE subject = ?1 AND kind IN ('review.signed', 'review.amended')
           AND position NOT IN (SELECT position FROM not_in_force)",
    )?;
    let signers = statement.query_map([&photograph.0], |row| Ok(PersonId(row.get(0)?)))?.collect::<Result<_, _>>()?;
    Ok(signers)
}

/// The signed review of one photograph.
pub fn of_photograph(connection: &Connection, photograph: &PhotographId) -> Result<Option<ReviewRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE photograph = ?1"))?;
    let row = statement.query_map([&photograph.0], row_to_review)?.next().transpose()?;
    Ok(row)
}
