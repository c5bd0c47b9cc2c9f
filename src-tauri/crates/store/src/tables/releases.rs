//! Releases that were published.

use std::collections::BTreeMap;

use domain::people::PersonId;
use domain::photograph::PhotographId;
use rusqlite::{Connection, Transaction, params};

use crate::error::StoreError;

/// A published release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseRow {
    /// SemVer version.
    pub version: String,
    /// SHA-256 of its SHA256SUMS.
    pub manifest: String,
    /// Ledger head it was made from.
    pub head: String,
    /// Photographs in it.
    pub photographs: u32,
    /// Questions in it.
    pub questions: u32,
    /// Who published.
    pub publisher: PersonId,
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
}

pub(crate) fn insert(tx: &Transaction<'_>, row: &ReleaseRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO release VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![row.version, row.manifest, row.head, row.photographs, row.questions, row.publisher.0, row.at_ms],
    )?;
    Ok(())
}

/// Where photographs were released first stands.
pub(crate) fn insert_split(
    tx: &Transaction<'_>,
    validation: &[PhotographId],
    test: &[PhotographId],
) -> Result<(), StoreError> {
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO released_split VALUES (?1, ?2)")?;
    for (photographs, is_validation) in [(validation, true), (test, false)] {
        for photograph in photographs {
            insert.execute(params![photograph.0, is_validation])?;
        }
    }
    Ok(())
}

/// Which questions the newest release holds.
pub(crate) fn replace_asked(tx: &Transaction<'_>, asked: &BTreeMap<String, String>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM released_question", [])?;
    let mut insert = tx.prepare_cached("INSERT INTO released_question VALUES (?1, ?2)")?;
    for (question, digest) in asked {
        insert.execute(params![question, digest])?;
    }
    Ok(())
}

/// The questions of the newest release, each with what tells whether it is still the same.
pub fn asked(connection: &Connection) -> Result<BTreeMap<String, String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT question, digest FROM released_question")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Photographs that were released, and whether in the validation split.
pub fn split(connection: &Connection) -> Result<BTreeMap<PhotographId, bool>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT photograph, validation FROM released_split")?;
    let rows = statement.query_map([], |row| Ok((PhotographId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All releases, newest first.
pub fn all(connection: &Connection) -> Result<Vec<ReleaseRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT version, manifest, head, photographs, questions, publisher, at_ms FROM release ORDER BY rowid DESC",
    )?;
    let rows = statement
        .query_map([], |row| {
            Ok(ReleaseRow {
                version: row.get(0)?,
                manifest: row.get(1)?,
                head: row.get(2)?,
                photographs: row.get(3)?,
                questions: row.get(4)?,
                publisher: PersonId(row.get(5)?),
                at_ms: row.get(6)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
