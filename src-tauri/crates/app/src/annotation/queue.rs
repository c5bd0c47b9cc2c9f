//! The physician's own photographs in order, subjects together.

use std::collections::BTreeSet;

use domain::photograph::PhotographId;
use serde::Serialize;
use store::tables::drafts::{self, DraftKind};
use store::tables::{annotations, photographs};
use ts_rs::TS;

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
}

pub(crate) fn queue(session: &mut Session, (): ()) -> Result<Vec<QueueItemView>, AppError> {
    let (connection, me) = (session.study.connection(), session.study.person());
    let submitted: BTreeSet<PhotographId> = annotations::submitted_by(connection, me)?.into_iter().collect();
    let started: BTreeSet<PhotographId> =
        drafts::started_by(connection, me, DraftKind::Annotation)?.into_iter().collect();
    Ok(photographs::assigned_to(connection, me)?
        .into_iter()
        .map(|row| {
            let state = if submitted.contains(&row.id) {
                QueueState::Submitted
            } else if started.contains(&row.id) {
                QueueState::Started
            } else {
                QueueState::Waiting
            };
            let mut photograph = PhotographView::from(row);
            photograph.stage = crate::photographs::Stage::Assigned;
            QueueItemView { photograph, state }
        })
        .collect())
}
