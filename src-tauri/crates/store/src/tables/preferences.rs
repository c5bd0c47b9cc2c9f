//! What a person likes at hand, sealed so that nobody else reads it.

use domain::people::PersonId;
use ledger::Sealed;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::json;
use crate::error::StoreError;

pub(crate) fn put(tx: &Transaction<'_>, person: &PersonId, sealed: &Sealed) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR REPLACE INTO preference VALUES (?1, ?2)")?
        .execute([&person.0, &serde_json::to_string(sealed)?])?;
    Ok(())
}

pub(crate) fn get(connection: &Connection, person: &PersonId) -> Result<Option<Sealed>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT sealed FROM preference WHERE person = ?1")?;
    Ok(statement.query_row([&person.0], |row| json(&row.get::<_, String>(0)?)).optional()?)
}
