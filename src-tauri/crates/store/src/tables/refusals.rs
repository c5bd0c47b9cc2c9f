//! Files that imports refused, with the reason, for the coordinator.

use rusqlite::{Connection, Transaction, params};

use crate::error::StoreError;

/// One refused file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalRow {
    /// Name of the file.
    pub file_name: String,
    /// Reason code.
    pub reason: String,
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
}

pub(crate) fn insert(tx: &Transaction<'_>, row: &RefusalRow) -> Result<(), StoreError> {
    tx.execute("DELETE FROM refusal WHERE file_name = ?1 AND reason = ?2", params![row.file_name, row.reason])?;
    tx.execute(
        "INSERT INTO refusal (file_name, reason, at_ms) VALUES (?1, ?2, ?3)",
        params![row.file_name, row.reason, row.at_ms],
    )?;
    Ok(())
}

/// All refused files, newest first.
pub fn all(connection: &Connection) -> Result<Vec<RefusalRow>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT file_name, reason, at_ms FROM refusal ORDER BY id DESC")?;
    let rows = statement
        .query_map([], |row| Ok(RefusalRow { file_name: row.get(0)?, reason: row.get(1)?, at_ms: row.get(2)? }))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
