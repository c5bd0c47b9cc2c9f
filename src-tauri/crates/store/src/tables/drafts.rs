//! Work in progress, outside the ledger, sealed so that only its author can read it.

use domain::people::PersonId;
use domain::photograph::PhotographId;
use ledger::Sealed;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::json;
use crate::error::StoreError;

/// What is being worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftKind {
    /// A physician's annotation.
    Annotation,
    /// A senior's review.
    Review,
}

impl DraftKind {
    /// Name in the table and in the seal's context.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Annotation => "annotation",
            Self::Review => "review",
        }
    }
}

pub(crate) fn put(
    tx: &Transaction<'_>,
    photograph: &PhotographId,
    person: &PersonId,
    kind: DraftKind,
    sealed: &Sealed,
    at_ms: i64,
) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR REPLACE INTO draft VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        photograph.0,
        person.0,
        kind.as_str(),
        serde_json::to_string(sealed)?,
        at_ms
    ])?;
    Ok(())
}

pub(crate) fn remove(
    tx: &Transaction<'_>,
    photograph: &PhotographId,
    person: &PersonId,
    kind: DraftKind,
) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM draft WHERE photograph = ?1 AND person = ?2 AND kind = ?3")?.execute(params![
        photograph.0,
        person.0,
        kind.as_str()
    ])?;
    Ok(())
}

pub(crate) fn get(
    connection: &Connection,
    photograph: &PhotographId,
    person: &PersonId,
    kind: DraftKind,
) -> Result<Option<(Sealed, i64)>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT sealed, saved_ms FROM draft WHERE photograph = ?1 AND person = ?2 AND kind = ?3")?;
    Ok(statement
        .query_row([&photograph.0, &person.0, kind.as_str()], |row| Ok((json(&row.get::<_, String>(0)?)?, row.get(1)?)))
        .optional()?)
}

/// Photographs on which a person has work in progress of a kind.
pub fn started_by(
    connection: &Connection,
    person: &PersonId,
    kind: DraftKind,
) -> Result<Vec<PhotographId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT photograph FROM draft WHERE person = ?1 AND kind = ?2")?;
    let rows = statement
        .query_map([&person.0, kind.as_str()], |row| Ok(PhotographId(row.get(0)?)))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Photographs on which a person saved a draft after the newest annotation that he or she submitted.
pub fn newer_than_submitted(connection: &Connection, person: &PersonId) -> Result<Vec<PhotographId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.photograph FROM draft d WHERE d.person = ?1 AND d.kind = 'annotation' AND d.saved_ms >
           (SELECT max(at_ms) FROM annotation n WHERE n.photograph = d.photograph AND n.author = d.person)",
    )?;
    let rows = statement.query_map([&person.0], |row| Ok(PhotographId(row.get(0)?)))?.collect::<Result<_, _>>()?;
    Ok(rows)
}
