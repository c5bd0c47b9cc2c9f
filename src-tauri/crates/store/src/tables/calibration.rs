//! Photographs on which physicians practise before real work, each with a senior's reference reading.

use domain::annotation::Annotation;
use domain::people::PersonId;
use domain::photograph::PhotographId;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::{json, one};
use crate::error::StoreError;

/// One photograph of the calibration set.
#[derive(Debug, Clone, PartialEq)]
pub struct CalibrationRow {
    /// Photograph.
    pub photograph: PhotographId,
    /// A senior's reading; none while nobody has read it.
    pub reference: Option<Annotation>,
}

pub(crate) fn choose(tx: &Transaction<'_>, photograph: &PhotographId) -> Result<(), StoreError> {
    tx.execute("INSERT OR IGNORE INTO calibration VALUES (?1, NULL, NULL)", [&photograph.0])?;
    Ok(())
}

pub(crate) fn release(tx: &Transaction<'_>, photograph: &PhotographId) -> Result<(), StoreError> {
    one(tx.execute("DELETE FROM calibration WHERE photograph = ?1", [&photograph.0])?)
}

pub(crate) fn set_reference(
    tx: &Transaction<'_>,
    photograph: &PhotographId,
    reference: &Annotation,
    author: &PersonId,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE calibration SET reference = ?2, author = ?3 WHERE photograph = ?1",
        [&photograph.0, &serde_json::to_string(reference)?, &author.0],
    )?;
    one(changed)
}

/// Photographs of the set in order of import, and whether each has a reference.
pub fn chosen(connection: &Connection) -> Result<Vec<(PhotographId, bool)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT c.photograph, c.reference IS NOT NULL FROM calibration c JOIN photograph p ON p.id = c.photograph
         ORDER BY p.position",
    )?;
    let rows =
        statement.query_map([], |row| Ok((PhotographId(row.get(0)?), row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// A senior's reading of one photograph of the set, if there is one.
pub fn reference(connection: &Connection, photograph: &PhotographId) -> Result<Option<Annotation>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT reference FROM calibration WHERE photograph = ?1")?;
    let found: Option<Option<String>> = statement.query_row([&photograph.0], |row| row.get(0)).optional()?;
    Ok(found.flatten().map(|text| json(&text)).transpose()?)
}

/// The whole set with its references, in order of import.
pub fn all(connection: &Connection) -> Result<Vec<CalibrationRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT c.photograph, c.reference FROM calibration c JOIN photograph p ON p.id = c.photograph
         ORDER BY p.position",
    )?;
    let rows = statement
        .query_map([], |row| {
            let reference: Option<String> = row.get(1)?;
            let reference = reference.map(|text| json(&text)).transpose()?;
            Ok(CalibrationRow { photograph: PhotographId(row.get(0)?), reference })
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
