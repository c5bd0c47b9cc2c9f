//! Releases that were published.

use domain::people::PersonId;
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
