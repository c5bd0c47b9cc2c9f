//! The physician's own photographs in order, subjects together; trials of the calibration set first.

use std::collections::BTreeSet;

use domain::people::Role;
use domain::photograph::PhotographId;
use serde::Serialize;
use store::tables::drafts::{self, DraftKind};
use store::tables::{annotations, photographs};
use ts_rs::TS;

use crate::calibration;
use crate::error::AppError;
use crate::photographs::PhotographView;
use crate::session::Session;

/// How far the physician is with one photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QueueState {
    /// Not started.
    Waiting,
    /// A draft is there.
    Started,
    /// Submitted.
    Submitted,
}

/// One photograph of the physician.
#[derive(Debug, Serialize, TS)]
pub struct QueueItemView {
    /// Photograph. Its stage is left at `assigned`: a physician must not learn another's progress.
    pub photograph: PhotographView,
    /// State.
    pub state: QueueState,
    /// Whether it belongs to the calibration set.
    pub calibration: bool,
}

pub(crate) fn queue(session: &mut Session, (): ()) -> Result<Vec<QueueItemView>, AppError> {
    let (connection, me) = (session.study.connection(), session.study.person());
    let submitted: BTreeSet<PhotographId> = annotations::submitted_by(connection, me)?.into_iter().collect();
    let started: BTreeSet<PhotographId> =
        drafts::started_by(connection, me, DraftKind::Annotation)?.into_iter().collect();
    let writes_references = session.has(Role::Senior);
    let mut trials = Vec::new();
    for (id, referenced) in calibration::mine(session)? {
        trials.push((session.photograph(&id)?, writes_references && referenced));
    }
    let assigned = photographs::assigned_to(connection, me)?;
    let tried = trials.iter().all(|(row, referenced)| *referenced || submitted.contains(&row.id));
    let at_work = assigned.iter().any(|row| submitted.contains(&row.id));
    // Real work begins after the trials; whoever is at work already finds new trials before the rest.
    let assigned = if tried || at_work || writes_references { assigned } else { Vec::new() };
    if tried && !writes_references {
        trials.clear();
    }
    Ok(trials
        .into_iter()
        .chain(assigned.into_iter().map(|row| (row, false)))
        .map(|(row, referenced)| {
            let state = if referenced || submitted.contains(&row.id) {
                QueueState::Submitted
            } else if started.contains(&row.id) {
                QueueState::Started
            } else {
                QueueState::Waiting
            };
            let calibration = row.calibration;
            let mut photograph = PhotographView::from(row);
            photograph.stage = crate::photographs::Stage::Assigned;
            QueueItemView { photograph, state, calibration }
        })
        .collect())
}
