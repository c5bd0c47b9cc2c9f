//! The encrypted database: opening it untouched when it is damaged or newer, and migrating it.

use std::path::Path;

use rusqlite::Connection;

use crate::error::StoreError;
use crate::secrets::derived_key;

/// Migrations in order; `user_version` says how many were applied. Forward only.
const MIGRATIONS: [&str; 5] = [
    include_str!("../../../../schema/database/0001_study.sql"),
    include_str!("../../../../schema/database/0002_workstation.sql"),
    include_str!("../../../../schema/database/0003_review.sql"),
    include_str!("../../../../schema/database/0004_first_hours.sql"),
    include_str!("../../../../schema/database/0005_imports.sql"),
];
/// `CONS` in ASCII.
const APPLICATION_ID: i32 = 0x434f_4e53;

/// Opens or makes the database of a study. A migration leaves the projections as a rebuild would make them.
pub(crate) fn open_database(folder: &Path, study_key: &[u8; 32], new: bool) -> Result<Connection, StoreError> {
    let mut connection = Connection::open(folder.join("study.db"))?;
    let key = hex::encode(derived_key(study_key, "database"));
    connection.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\"; PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 200;
         PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON;"
    ))?;
    // Read before anything is written: a newer or damaged file stays untouched.
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let application: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if !new && (application != APPLICATION_ID || version == 0) {
        return Err(StoreError::Damaged("study.db"));
    }
    if version as usize > MIGRATIONS.len() {
        return Err(StoreError::Newer);
    }
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT;")?;
    if (version as usize) < MIGRATIONS.len() {
        let tx = connection.transaction()?;
        for migration in &MIGRATIONS[version as usize..] {
            tx.execute_batch(migration)?;
        }
        tx.execute_batch(&format!(
            "PRAGMA user_version = {}; PRAGMA application_id = {APPLICATION_ID};",
            MIGRATIONS.len()
        ))?;
        tx.commit()?;
    }
    Ok(connection)
}
