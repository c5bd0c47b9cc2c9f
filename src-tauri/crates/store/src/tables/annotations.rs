//! Submitted annotations, still sealed.

use std::collections::BTreeMap;

use domain::people::PersonId;
use domain::photograph::PhotographId;
use ledger::{Sealed, SubmittedAnnotation};
use rusqlite::{Connection, Row, Transaction, params};

use super::json;
use crate::error::StoreError;

/// A revision of somebody's annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotationRow {
    /// What was read.
    pub photograph: PhotographId,
    /// Who read it.
    pub author: PersonId,
    /// Revision from 1.
    pub revision: u32,
    /// Sealed body.
    pub sealed: Sealed,
    /// Why it was amended.
    pub reason: Option<String>,
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
}

pub(crate) fn insert(
    tx: &Transaction<'_>,
    annotation: &SubmittedAnnotation,
    author: &PersonId,
    entry: &str,
    reason: Option<&str>,
    at_ms: i64,
) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO annotation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?.execute(params![
        annotation.photograph.0,
        author.0,
        annotation.revision,
        entry,
        serde_json::to_string(&annotation.sealed)?,
        annotation.active_seconds,
        reason,
        at_ms
    ])?;
    Ok(())
}

const NEWEST: &str = "SELECT photograph, author, revision, sealed, reason, at_ms FROM annotation AS n
    WHERE revision = (SELECT max(revision) FROM annotation WHERE photograph = n.photograph AND author = n.author)";

fn row_to_annotation(row: &Row<'_>) -> rusqlite::Result<AnnotationRow> {
    Ok(AnnotationRow {
        photograph: PhotographId(row.get(0)?),
        author: PersonId(row.get(1)?),
        revision: row.get(2)?,
        sealed: json(&row.get::<_, String>(3)?)?,
        reason: row.get(4)?,
        at_ms: row.get(5)?,
    })
}

/// Newest revisions on one photograph, by author id.
pub fn of_photograph(connection: &Connection, photograph: &PhotographId) -> Result<Vec<AnnotationRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{NEWEST} AND photograph = ?1 ORDER BY author"))?;
    let rows = statement.query_map([&photograph.0], row_to_annotation)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Newest revision of one author on one photograph.
pub fn of_author(
    connection: &Connection,
    photograph: &PhotographId,
    author: &PersonId,
) -> Result<Option<AnnotationRow>, StoreError> {
    Ok(of_photograph(connection, photograph)?.into_iter().find(|row| row.author == *author))
}

/// One revision of one author on one photograph.
pub fn at_revision(
    connection: &Connection,
    photograph: &PhotographId,
    author: &PersonId,
    revision: u32,
) -> Result<Option<AnnotationRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT photograph, author, revision, sealed, reason, at_ms FROM annotation
         WHERE photograph = ?1 AND author = ?2 AND revision = ?3",
    )?;
    let row = statement.query_map(params![photograph.0, author.0, revision], row_to_annotation)?.next().transpose()?;
    Ok(row)
}

/// Newest revision of every author on one photograph, without the annotations; authors by id.
pub(crate) fn revisions_of(
    connection: &Connection,
    photograph: &PhotographId,
) -> Result<Vec<(PersonId, u32)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT author, max(revision) FROM annotation WHERE photograph = ?1 GROUP BY author ORDER BY author",
    )?;
    let rows = statement
        .query_map([&photograph.0], |row| Ok((PersonId(row.get(0)?), row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Newest revision of every author on every photograph, without the annotations; authors by id.
pub fn newest_revisions(connection: &Connection) -> Result<BTreeMap<PhotographId, Vec<(PersonId, u32)>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT photograph, author, max(revision) FROM annotation GROUP BY photograph, author
         ORDER BY photograph, author",
    )?;
    let mut newest: BTreeMap<PhotographId, Vec<(PersonId, u32)>> = BTreeMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        newest.entry(PhotographId(row.get(0)?)).or_default().push((PersonId(row.get(1)?), row.get(2)?));
    }
    Ok(newest)
}

/// Newest revisions of everybody on everything, by photograph then author.
pub fn all(connection: &Connection) -> Result<Vec<AnnotationRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{NEWEST} ORDER BY photograph, author"))?;
    let rows = statement.query_map([], row_to_annotation)?.collect::<Result<_, _>>()?;
    Ok(rows)
}
