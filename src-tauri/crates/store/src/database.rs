//! The encrypted database: opening it untouched when it is damaged or newer, and migrating it.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use crate::FIRST_PLACE;
use crate::error::StoreError;
use crate::projection::{Progress, compute_anew, is_up_to_date};
use crate::secrets::derived_key;

/// Migrations of the ledger and of what lies beside it, in order; `user_version` says how many were applied. Forward
/// only. What is computed from the ledger has a version of its own and is never migrated (`projection.rs`).
const MIGRATIONS: [&str; 7] = [
    include_str!("../../../../schema/database/0001_ledger.sql"),
    include_str!("../../../../schema/database/0002_preferences.sql"),
    include_str!("../../../../schema/database/0003_reservations.sql"),
    include_str!("../../../../schema/database/0004_nothing.sql"),
    include_str!("../../../../schema/database/0005_imports.sql"),
    include_str!("../../../../schema/database/0006_projection_version.sql"),
    include_str!("../../../../schema/database/0007_chains.sql"),
];
/// `CONS` in ASCII.
const APPLICATION_ID: i32 = 0x434f_4e53;

/// Opens or makes the database of a study, brought up to date; long where the tables are computed anew.
pub(crate) fn open_database(
    folder: &Path,
    study_key: &[u8; 32],
    new: bool,
    progress: Progress<'_>,
) -> Result<Connection, StoreError> {
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
    let is_of_today = version as usize == MIGRATIONS.len();
    if is_of_today && is_up_to_date(&connection)? {
        return Ok(connection);
    }
    if !new && !is_of_today {
        keep_layout(folder, &connection, version)?;
    }
    // All or nothing: what an entry of long ago hinders leaves the study as it was.
    let tx = connection.transaction()?;
    for migration in &MIGRATIONS[version as usize..] {
        tx.execute_batch(migration)?;
    }
    tx.execute_batch(&format!(
        "PRAGMA user_version = {}; PRAGMA application_id = {APPLICATION_ID};",
        MIGRATIONS.len()
    ))?;
    compute_anew(&tx, progress)?;
    tx.commit()?;
    Ok(connection)
}

/// Keeps a copy of a study as an earlier program left it, before anything is changed: encrypted with the same key.
fn keep_layout(folder: &Path, connection: &Connection, layout: u32) -> Result<(), StoreError> {
    let kept = folder.join(FIRST_PLACE).join(format!("layout-{layout}"));
    let database = kept.join("study.db");
    if database.exists() {
        return Ok(());
    }
    fs::create_dir_all(&kept)?;
    let partial = kept.join("study.db.partial");
    if partial.exists() {
        fs::remove_file(&partial)?;
    }
    connection.execute("VACUUM INTO ?1", [partial.to_string_lossy()])?;
    if folder.join("study.json").exists() {
        fs::copy(folder.join("study.json"), kept.join("study.json"))?;
    }
    fs::File::open(&partial)?.sync_all()?;
    fs::rename(&partial, &database)?;
    Ok(())
}

/// An empty study in memory.
#[cfg(test)]
pub(crate) fn in_memory() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    connection.execute_batch("PRAGMA foreign_keys = ON;").unwrap();
    let tx = connection.transaction().unwrap();
    for migration in MIGRATIONS {
        tx.execute_batch(migration).unwrap();
    }
    compute_anew(&tx, &mut |_, _| true).unwrap();
    tx.commit().unwrap();
    connection
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::Header;

    #[test]
    fn there_is_a_frozen_study_of_every_layout_and_it_is_of_that_layout() {
        let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/studies");
        for layout in 1..=MIGRATIONS.len() {
            let folder = tempfile::tempdir().unwrap();
            for file in ["study.json", "study.db"] {
                fs::copy(frozen.join(format!("layout-{layout}")).join(file), folder.path().join(file)).unwrap();
            }
            let header = Header::read(folder.path()).unwrap();
            let secrets = header.envelopes[&header.tag("Lin Wei")].open("river stone lantern").unwrap();
            let connection = Connection::open(folder.path().join("study.db")).unwrap();
            let key = hex::encode(derived_key(&secrets.study_key(), "database"));
            connection.execute_batch(&format!("PRAGMA key = \"x'{key}'\";")).unwrap();
            let version: usize =
                connection.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0)).unwrap() as usize;
            assert_eq!(version, layout);
        }
    }
}
