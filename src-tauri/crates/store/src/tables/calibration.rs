//! Photographs on which physicians practise before real work, each with a senior's reference reading.

use domain::annotation::Annotation;
use domain::people::PersonId;
use domain::photograph::PhotographId;
use rusqlite::{Connection, Transaction};

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
    one(tx.execute("DELETE FROM calibration WHERE photograph = ?1", [&photograph.0])?, "not in the calibration set")
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
    one(changed, "not in the calibration set")
}

/// The whole set, in order of import.
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
