//! Photographs that a senior may review: every reader has submitted, nobody has signed, and the
//! senior annotated none of them (protocol, "People").

use domain::comparison::{State, compare};
use domain::review::fused_differential;
use domain::vocabulary::Vocabulary;
use serde::Serialize;
use store::tables::drafts::{self, DraftKind};
use store::tables::photographs;
use ts_rs::TS;

use super::open::readings;
use crate::error::AppError;
use crate::photographs::PhotographView;
use crate::session::Session;

/// One photograph that waits for review.
#[derive(Debug, Serialize, TS)]
pub struct ReviewItemView {
    /// Photograph.
    pub photograph: PhotographView,
    /// Lines on which the readers differ.
    pub differences: usize,
    /// Whether the differential must be decided.
    pub needs_adjudication: bool,
    /// Whether the senior has begun.
    pub started: bool,
}

pub(crate) fn queue(session: &mut Session, (): ()) -> Result<Vec<ReviewItemView>, AppError> {
    let (connection, me) = (session.study.connection(), session.study.person());
    let started = drafts::started_by(connection, me, DraftKind::Review)?;
    let mine = photographs::ids_assigned_to(connection, me)?;
    let mut items = Vec::new();
    for row in photographs::all(connection)? {
        let ready = row.assigned > 0 && row.annotated == row.assigned && !row.reviewed;
        if !ready || mine.contains(&row.id) {
            continue;
        }
        let readings = readings(session, &row.id)?;
        let records: Vec<_> = readings.iter().map(|reading| &reading.annotation).collect();
        let comparison = compare(&records, Vocabulary::built_in());
        let differs = |state: State| matches!(state, State::Only { .. } | State::Conflict);
        items.push(ReviewItemView {
            differences: comparison.rows.iter().filter(|line| differs(line.state)).count(),
            needs_adjudication: fused_differential(&records).needs_adjudication,
            started: started.contains(&row.id),
            photograph: row.into(),
        });
    }
    Ok(items)
}
