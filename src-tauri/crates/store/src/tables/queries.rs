//! What seniors ask physicians about their own readings, and the answers.

use domain::people::PersonId;
use domain::photograph::PhotographId;
use rusqlite::{Connection, Row, Transaction, params};

use super::one;
use crate::error::StoreError;

/// A query as its entry describes it.
pub(crate) struct NewQuery<'a> {
    pub(crate) id: &'a str,
    pub(crate) photograph: &'a PhotographId,
    pub(crate) reader: &'a PersonId,
    pub(crate) field: &'a str,
    pub(crate) slot: &'a str,
    pub(crate) text: &'a str,
}

/// A query and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryRow {
    /// A UUID, the same for good.
    pub id: String,
    /// What the reading is of.
    pub photograph: PhotographId,
    /// Who is asked.
    pub reader: PersonId,
    /// Who asks.
    pub asker: PersonId,
    /// Field of the reader's annotation.
    pub field: String,
    /// Slot of the comparison.
    pub slot: String,
    /// The question.
    pub text: String,
    /// What the reader wrote back; none while it waits.
    pub answer: Option<String>,
    /// Whether the senior is done with it.
    pub closed: bool,
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
}

impl QueryRow {
    /// Whether the photograph waits for its answer.
    pub fn is_open(&self) -> bool {
        !self.closed && self.answer.is_none()
    }
}

pub(crate) fn insert(tx: &Transaction<'_>, new: &NewQuery<'_>, asker: &PersonId, at_ms: i64) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO query VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, 0, ?8)")?.execute(params![
        new.id,
        new.photograph.0,
        new.reader.0,
        asker.0,
        new.field,
        new.slot,
        new.text,
        at_ms
    ])?;
    Ok(())
}

pub(crate) fn answer(tx: &Transaction<'_>, id: &str, answer: &str, reader: &PersonId) -> Result<(), StoreError> {
    let answer_it = "UPDATE query SET answer = ?2 WHERE id = ?1 AND closed = 0 AND reader = ?3";
    one(tx.execute(answer_it, [id, answer, &reader.0])?)
}

pub(crate) fn close(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    one(tx.execute("UPDATE query SET closed = 1 WHERE id = ?1", [id])?)
}

/// All queries, the oldest first.
pub fn all(connection: &Connection) -> Result<Vec<QueryRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, photograph, reader, asker, field, slot, text, answer, closed, at_ms FROM query ORDER BY at_ms, id",
    )?;
    let rows = statement.query_map([], row_to_query)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

fn row_to_query(row: &Row<'_>) -> rusqlite::Result<QueryRow> {
    Ok(QueryRow {
        id: row.get(0)?,
        photograph: PhotographId(row.get(1)?),
        reader: PersonId(row.get(2)?),
        asker: PersonId(row.get(3)?),
        field: row.get(4)?,
        slot: row.get(5)?,
        text: row.get(6)?,
        answer: row.get(7)?,
        closed: row.get(8)?,
        at_ms: row.get(9)?,
    })
}
