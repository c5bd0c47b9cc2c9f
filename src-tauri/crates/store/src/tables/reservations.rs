//! Which senior has a photograph open, so that no other begins it meanwhile. Beside the ledger.

use std::collections::BTreeSet;

use domain::people::PersonId;
use domain::photograph::PhotographId;
use rusqlite::{Connection, Transaction, params};

use crate::error::StoreError;

pub(crate) fn put(
    tx: &Transaction<'_>,
    photograph: &PhotographId,
    person: &PersonId,
    until_ms: i64,
) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR REPLACE INTO reservation VALUES (?1, ?2, ?3)")?.execute(params![
        photograph.0,
        person.0,
        until_ms
    ])?;
    Ok(())
}

pub(crate) fn release(tx: &Transaction<'_>, person: &PersonId, but: Option<&PhotographId>) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM reservation WHERE person = ?1 AND photograph IS NOT ?2")?
        .execute(params![person.0, but.map(|photograph| &photograph.0)])?;
    Ok(())
}

/// Photographs that others than this person hold at a time (milliseconds since 1970, UTC).
pub fn held_by_others(
    connection: &Connection,
    person: &PersonId,
    at_ms: i64,
) -> Result<BTreeSet<PhotographId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT photograph FROM reservation WHERE person <> ?1 AND until_ms > ?2")?;
    let rows = statement
        .query_map(params![person.0, at_ms], |row| Ok(PhotographId(row.get(0)?)))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
