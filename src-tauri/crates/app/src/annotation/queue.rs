//! The physician's own photographs in order, subjects together; trials of the calibration set first.

use std::collections::{BTreeMap, BTreeSet};

use domain::photograph::{PhotographId, Stage};
use domain::task::{Purpose, Task, due};
use serde::Serialize;
use store::tables::drafts::{self, DraftKind};
use store::tables::photographs::PhotographRow;
use store::tables::{people, tasks};
use ts_rs::TS;

use super::open::saved_draft;
use super::sheet::Sheet;
use crate::error::{AppError, Code};
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
    /// A revision is in the record; it can be amended until a review is signed.
    Submitted,
}

/// One photograph of the physician.
#[derive(Debug, Serialize, TS)]
pub struct QueueItemView {
    /// Photograph. Its stage is left at `assigned`: a physician must not learn another's progress.
    pub photograph: PhotographView,
    /// How far the physician has come with it.
    pub state: QueueState,
    /// What it is annotated for.
    pub purpose: Purpose,
    /// Whether what was submitted was changed since and not amended.
    pub changed: bool,
    /// Whether a senior's question waits for an answer.
    pub asked: bool,
}

pub(crate) fn queue(session: &mut Session, (): ()) -> Result<Vec<QueueItemView>, AppError> {
    let (connection, me) = (session.study.connection(), session.study.person());
    let started: BTreeSet<PhotographId> =
        drafts::started_by(connection, me, DraftKind::Annotation)?.into_iter().collect();
    let asked: BTreeSet<PhotographId> =
        asked_of_me(session, None)?.into_iter().filter(|query| query.is_open()).map(|query| query.photograph).collect();
    let changed = changed(session)?;
    let subject_shown = people::study(connection)?.subject_shown;
    let (tasks, rows): (Vec<Task>, Vec<PhotographRow>) =
        tasks::with_photographs(connection, me, session.roles())?.into_iter().unzip();
    let mut rows: BTreeMap<PhotographId, PhotographRow> = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
    let mut items = Vec::new();
    for task in due(tasks) {
        let Some(row) = rows.remove(&task.photograph) else { continue };
        let state = match (task.submitted, started.contains(&row.id)) {
            (true, _) => QueueState::Submitted,
            (false, true) => QueueState::Started,
            (false, false) => QueueState::Waiting,
        };
        let mut photograph = PhotographView::from(row);
        if !subject_shown {
            // What the protocol keeps from annotators does not reach their page.
            let capture = &mut photograph.capture;
            (capture.age_years, capture.sex, capture.fitzpatrick) = (None, None, None);
        }
        photograph.stage = Stage::Assigned;
        items.push(QueueItemView {
            state,
            purpose: task.purpose,
            changed: changed.contains(&photograph.id),
            asked: asked.contains(&photograph.id),
            photograph,
        });
    }
    Ok(items)
}

/// Photographs whose newest annotation by this person was changed since and not amended.
pub(crate) fn changed(session: &Session) -> Result<BTreeSet<PhotographId>, AppError> {
    let (connection, me) = (session.study.connection(), session.study.person());
    let mut changed = BTreeSet::new();
    // Only a draft that is newer than the annotation can differ from it: few are opened.
    for photograph in drafts::newer_than_submitted(connection, me)? {
        let Some(draft) = saved_draft(session, &photograph)? else { continue };
        let sheet = match Sheet::open(session, &photograph) {
            Ok(sheet) => sheet,
            // Somebody else's by now.
            Err(error) if error.code == Code::NotAllowed => continue,
            Err(error) => return Err(error),
        };
        if sheet.is_changed(&draft.annotation) && !sheet.is_closed() {
            changed.insert(photograph);
        }
    }
    Ok(changed)
}
