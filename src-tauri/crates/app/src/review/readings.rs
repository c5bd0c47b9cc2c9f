//! What the readers of a photograph said, in an order that is random by photograph and stays the same.

use std::sync::Arc;

use domain::annotation::Annotation;
use domain::people::PersonId;
use domain::photograph::PhotographId;
use ledger::Hash;
use store::tables::annotations::{self, AnnotationRow};

use crate::error::{AppError, Code};
use crate::session::Session;

/// One reading, opened.
pub(crate) struct Reading {
    pub(crate) author: PersonId,
    pub(crate) revision: u32,
    pub(crate) annotation: Arc<Annotation>,
    /// What its author said on submitting or amending it.
    pub(crate) reason: Option<String>,
}

/// Order of the readers of a photograph: nobody can tell from it who is A.
pub(super) fn place(session: &Session, photograph: &PhotographId, author: &PersonId) -> Hash {
    Hash::of(format!("{}/{photograph}/{author}", session.study.id()).as_bytes())
}

/// The newest reading of everybody.
pub(crate) fn readings(session: &Session, photograph: &PhotographId) -> Result<Vec<Reading>, AppError> {
    in_order(session, photograph, annotations::of_photograph(session.study.connection(), photograph)?)
}

/// The readings as they were at these revisions, in the usual order.
pub(super) fn readings_at(
    session: &Session,
    photograph: &PhotographId,
    revisions: &[u32],
) -> Result<Vec<Reading>, AppError> {
    let now = readings(session, photograph)?;
    let mut rows = Vec::new();
    for (reading, revision) in now.iter().zip(revisions) {
        let row = annotations::at_revision(session.study.connection(), photograph, &reading.author, *revision)?;
        rows.push(row.ok_or(AppError::new(Code::Nothing))?);
    }
    in_order(session, photograph, rows)
}

fn in_order(
    session: &Session,
    photograph: &PhotographId,
    mut rows: Vec<AnnotationRow>,
) -> Result<Vec<Reading>, AppError> {
    rows.sort_by_key(|row| place(session, photograph, &row.author));
    rows.into_iter()
        .map(|row| {
            let annotation = session.open_annotation(&row)?;
            Ok(Reading { annotation, revision: row.revision, author: row.author, reason: row.reason })
        })
        .collect()
}

/// The annotations alone.
pub(crate) fn records(readings: &[Reading]) -> Vec<&Annotation> {
    readings.iter().map(|reading| &*reading.annotation).collect()
}

/// Letter of a reader by place.
pub(super) fn letter(place: usize) -> String {
    ('A'..='Z').nth(place).map(String::from).unwrap_or_default()
}
