//! What came of each import, for the coordinator.

use rusqlite::{Connection, Transaction, params};

use crate::error::StoreError;

/// One import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReportRow {
    /// Number, in the order of the imports.
    pub id: i64,
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// JSON: counts, and the files that were refused, passed over or updated.
    pub report: String,
}

pub(crate) fn insert(tx: &Transaction<'_>, at_ms: i64, report: &str) -> Result<(), StoreError> {
    tx.execute("INSERT INTO import_report (at_ms, report) VALUES (?1, ?2)", params![at_ms, report])?;
    Ok(())
}

/// All imports, newest first.
pub fn all(connection: &Connection) -> Result<Vec<ImportReportRow>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id, at_ms, report FROM import_report ORDER BY id DESC")?;
    let rows = statement
        .query_map([], |row| Ok(ImportReportRow { id: row.get(0)?, at_ms: row.get(1)?, report: row.get(2)? }))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
