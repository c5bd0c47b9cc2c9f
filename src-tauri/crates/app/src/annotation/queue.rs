//! The physician's own photographs in order, subjects together; trials of the calibration set first.

use std::collections::BTreeSet;

use domain::people::Role;
use domain::photograph::PhotographId;
use serde::Serialize;
use store::tables::annotations;
use store::tables::drafts::{self, DraftKind};
use store::tables::people;
use store::tables::photographs::{self, PhotographRow};
use ts_rs::TS;

use super::open::{Purpose, is_changed, saved_draft};
use crate::audits;
use crate::calibration;
use crate::error::AppError;
use crate::photographs::PhotographView;
use crate::review::asked_of_me;
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

/// What a photograph is annotated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "QueueKind")]
pub enum Kind {
    /// The calibration set.
    Calibration,
    /// An audit of a reviewed record.
    Audit,
    /// A reading of the study.
    Reading,
}

/// One photograph of the physician.
#[derive(Debug, Serialize, TS)]
pub struct QueueItemView {
    /// Photograph. Its stage is left at `assigned`: a physician must not learn another's progress.
    pub photograph: PhotographView,
    /// State.
    pub state: QueueState,
    /// What it is annotated for.
    pub kind: Kind,
    /// Whether what was submitted was changed since and not amended.
    pub changed: bool,
    /// Whether a senior's question waits for an answer.
    pub asked: bool,
}

pub(crate) fn queue(session: &mut Session, (): ()) -> Result<Vec<QueueItemView>, AppError> {
    let (connection, me) = (session.study.connection(), session.study.person());
    let submitted: BTreeSet<PhotographId> = annotations::submitted_by(connection, me)?.into_iter().collect();
    let started: BTreeSet<PhotographId> =
        drafts::started_by(connection, me, DraftKind::Annotation)?.into_iter().collect();
    let writes_references = session.has(Role::Senior);
    let set = calibration::mine(session)?;
    let mut trials = Vec::new();
    for (id, referenced) in &set {
        trials.push((session.photograph(id)?, writes_references && *referenced));
    }
    let assigned = photographs::assigned_to(connection, me)?;
    let audits: Vec<_> =
        audits::mine(session)?.into_iter().map(|row| (row.photograph, row.annotation.is_some())).collect();
    let asked: BTreeSet<PhotographId> =
        asked_of_me(session, None)?.into_iter().filter(|query| query.is_open()).map(|query| query.photograph).collect();
    let assigned = if calibration::comes_first(session, &set)? { Vec::new() } else { assigned };
    if !writes_references && trials.iter().all(|(row, _)| submitted.contains(&row.id)) {
        trials.clear();
    }
    let changed = changed(session)?;
    let subject_shown = people::study(connection)?.subject_shown;
    let mut items = Vec::new();
    let mut item = |row: PhotographRow, done: bool, kind: Kind| {
        let state = match (done, started.contains(&row.id)) {
            (true, _) => QueueState::Submitted,
            (false, true) => QueueState::Started,
            (false, false) => QueueState::Waiting,
        };
        let asked = asked.contains(&row.id);
        let mut photograph = PhotographView::from(row);
        if !subject_shown {
            // What the protocol keeps from annotators does not reach their page.
            let capture = &mut photograph.capture;
            (capture.age_years, capture.sex, capture.fitzpatrick) = (None, None, None);
        }
        photograph.stage = crate::photographs::Stage::Assigned;
        let changed = changed.contains(&photograph.id);
        items.push(QueueItemView { photograph, state, kind, changed, asked });
    };
    for (row, referenced) in trials {
        let done = referenced || submitted.contains(&row.id);
        item(row, done, Kind::Calibration);
    }
    for (id, read) in audits {
        item(session.photograph(&id)?, read, Kind::Audit);
    }
    for row in assigned {
        let done = submitted.contains(&row.id);
        item(row, done, Kind::Reading);
    }
    Ok(items)
}

/// Photographs whose newest annotation by this person was changed since and not amended.
pub(crate) fn changed(session: &Session) -> Result<BTreeSet<PhotographId>, AppError> {
    let (connection, me) = (session.study.connection(), session.study.person());
    let mut changed = BTreeSet::new();
    // Only a draft that is newer than the annotation can differ from it: few are opened.
    for photograph in drafts::newer_than_submitted(connection, me)? {
        let row = session.photograph(&photograph)?;
        let draft = saved_draft(session, &photograph)?.map(|draft| draft.annotation);
        let differs = match draft {
            Some(draft) => is_changed(session, &photograph, Purpose::Reading, &draft)?,
            None => false,
        };
        if differs && !row.reviewed && !row.calibration {
            changed.insert(photograph);
        }
    }
    Ok(changed)
}
