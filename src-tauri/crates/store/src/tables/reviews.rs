//! Signed reviews: the third record beside the annotations.

use domain::annotation::Annotation;
use domain::people::PersonId;
use domain::photograph::PhotographId;
use domain::review::Decisions;
use rusqlite::{Connection, Row, Transaction, params};

use super::json;
use crate::error::StoreError;

/// A review as its entry describes it.
pub(crate) struct NewReview<'a> {
    pub(crate) photograph: &'a PhotographId,
    pub(crate) readers: &'a [(PersonId, u32)],
    pub(crate) decisions: &'a Decisions,
    pub(crate) reviewed: &'a Annotation,
}

/// A signed review.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewRow {
    /// Photograph.
    pub photograph: PhotographId,
    /// Who signed.
    pub reviewer: PersonId,
    /// Authors and revisions, A first.
    pub readers: Vec<(PersonId, u32)>,
    /// Decisions.
    pub decisions: Decisions,
    /// The third record.
    pub reviewed: Annotation,
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
}

pub(crate) fn insert(
    tx: &Transaction<'_>,
    review: &NewReview<'_>,
    reviewer: &PersonId,
    entry: &str,
    at_ms: i64,
) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO review VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute(params![
        review.photograph.0,
        reviewer.0,
        entry,
        serde_json::to_string(review.readers)?,
        serde_json::to_string(review.decisions)?,
        serde_json::to_string(review.reviewed)?,
        at_ms
    ])?;
    Ok(())
}

const SELECT: &str = "SELECT photograph, reviewer, readers, decisions, reviewed, at_ms FROM review";

fn row_to_review(row: &Row<'_>) -> rusqlite::Result<ReviewRow> {
    Ok(ReviewRow {
        photograph: PhotographId(row.get(0)?),
        reviewer: PersonId(row.get(1)?),
        readers: json(&row.get::<_, String>(2)?)?,
        decisions: json(&row.get::<_, String>(3)?)?,
        reviewed: json(&row.get::<_, String>(4)?)?,
        at_ms: row.get(5)?,
    })
}

/// All signed reviews, by photograph.
pub fn all(connection: &Connection) -> Result<Vec<ReviewRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY photograph"))?;
    let rows = statement.query_map([], row_to_review)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The signed review of one photograph.
pub fn of_photograph(connection: &Connection, photograph: &PhotographId) -> Result<Option<ReviewRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE photograph = ?1"))?;
    let row = statement.query_map([&photograph.0], row_to_review)?.next().transpose()?;
    Ok(row)
}
