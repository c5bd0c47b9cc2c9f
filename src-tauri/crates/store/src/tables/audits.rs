//! Reviewed photographs that another senior annotates afresh, to measure the reviewed records.

use domain::annotation::Annotation;
use domain::people::PersonId;
use domain::photograph::PhotographId;
use rusqlite::{Connection, Row, Transaction};

use super::{json, one};
use crate::error::StoreError;

/// One audit.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRow {
    /// Photograph.
    pub photograph: PhotographId,
    /// Who annotates it afresh.
    pub auditor: PersonId,
    /// What the auditor sees; none before.
    pub annotation: Option<Annotation>,
}

pub(crate) fn insert(tx: &Transaction<'_>, photographs: &[(PhotographId, PersonId)]) -> Result<(), StoreError> {
    for (photograph, auditor) in photographs {
        tx.prepare_cached("INSERT INTO audit VALUES (?1, ?2, NULL)")?.execute([&photograph.0, &auditor.0])?;
    }
    Ok(())
}

pub(crate) fn set_annotation(
    tx: &Transaction<'_>,
    photograph: &PhotographId,
    annotation: &Annotation,
    auditor: &PersonId,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE audit SET annotation = ?2 WHERE photograph = ?1 AND auditor = ?3",
        [&photograph.0, &serde_json::to_string(annotation)?, &auditor.0],
    )?;
    one(changed)
}

const SELECT: &str =
    "SELECT a.photograph, a.auditor, a.annotation FROM audit a JOIN photograph p ON p.id = a.photograph";

fn row_to_audit(row: &Row<'_>) -> rusqlite::Result<AuditRow> {
    let annotation: Option<String> = row.get(2)?;
    let annotation = annotation.map(|text| json(&text)).transpose()?;
    Ok(AuditRow { photograph: PhotographId(row.get(0)?), auditor: PersonId(row.get(1)?), annotation })
}

/// All audits, in order of import.
pub fn all(connection: &Connection) -> Result<Vec<AuditRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY p.position"))?;
    let rows = statement.query_map([], row_to_audit)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The audit of one photograph.
pub fn of_photograph(connection: &Connection, photograph: &PhotographId) -> Result<Option<AuditRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE a.photograph = ?1"))?;
    let row = statement.query_map([&photograph.0], row_to_audit)?.next().transpose()?;
    Ok(row)
}
