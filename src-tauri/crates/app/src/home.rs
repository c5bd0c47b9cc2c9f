//! What waits for this person, by role.

use std::collections::BTreeSet;

use domain::people::Role;
use domain::photograph::{PhotographId, Stage};
use domain::task::Purpose;
use serde::Serialize;
use store::tables::people;
use store::tables::photographs::{self, PhotographRow};
use store::tables::queries::{self, QueryRow};
use store::tables::questions;
use ts_rs::TS;

use crate::annotation;
use crate::error::AppError;
use crate::review::asked_of_me;
use crate::session::Session;

/// What can be waiting for somebody, by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// Accept or discard photographs.
    Screen,
    /// Give photographs to readers.
    Assign,
    /// Read the calibration set.
    Calibrate,
    /// Write the references of the calibration set.
    Reference,
    /// Answer seniors' questions.
    Answer,
    /// Read photographs.
    Annotate,
    /// Amend what was changed after it was submitted.
    Amend,
    /// Review what was annotated.
    Review,
    /// Annotate for an audit.
    Audit,
    /// Draft questions from signed reviews.
    DraftQuestions,
    /// Judge drafted questions.
    JudgeQuestions,
    /// Publish.
    Release,
    /// Import photographs.
    Import,
    /// Invite people.
    Invite,
}

/// How much of one kind of work there is.
#[derive(Debug, Serialize, TS)]
pub struct TaskView {
    /// Kind.
    pub task: WorkKind,
    /// How much waits.
    pub waiting: usize,
    /// How much is done.
    pub done: usize,
}

/// What waits for this person.
#[derive(Debug, Serialize, TS)]
pub struct HomeView {
    /// Most urgent first; the first with something waiting is the next piece of work.
    pub tasks: Vec<TaskView>,
    /// Whole study, for coordinators and seniors: imported, accepted, annotated, reviewed, approved questions.
    pub study: Option<[usize; 5]>,
}

pub(crate) fn view(session: &mut Session, (): ()) -> Result<HomeView, AppError> {
    let connection = session.study.connection();
    let rows = photographs::all(connection)?;
    let [drafted, approved, rejected] = questions::counts(connection)?;
    let all = drafted + approved + rejected;
    let at = |stage: Stage| rows.iter().filter(|row| row.stage == stage).count();
    let (unscreened, unassigned, reviewed) = (at(Stage::Imported), at(Stage::Accepted), at(Stage::Reviewed));
    let accepted = rows.len() - unscreened - at(Stage::Discarded);
    let task = |task, waiting, done| TaskView { task, waiting, done };
    let mine = session.tasks()?;
    let annotate = |name, purpose: Purpose| {
        let (done, waiting): (Vec<_>, Vec<_>) =
            mine.iter().filter(|task| task.purpose == purpose).partition(|task| task.submitted);
        task(name, waiting.len(), done.len())
    };
    let mut tasks = Vec::new();
    if session.has(Role::Physician) {
        if !session.has(Role::Senior) {
            tasks.push(annotate(WorkKind::Calibrate, Purpose::Trial));
        }
        let asked = asked_of_me(session, None)?;
        let unanswered = asked.iter().filter(|query| query.is_open()).count();
        tasks.push(task(WorkKind::Answer, unanswered, asked.len() - unanswered));
        tasks.push(annotate(WorkKind::Annotate, Purpose::Reading));
        let changed = annotation::changed(session)?.len();
        if changed > 0 {
            tasks.push(task(WorkKind::Amend, changed, 0));
        }
    }
    if session.has(Role::Senior) {
        let asked: Vec<_> = queries::all(connection)?.into_iter().filter(QueryRow::is_open).collect();
        let waits = |row: &&PhotographRow| asked.iter().any(|query| query.photograph == row.id);
        let own: BTreeSet<&PhotographId> = mine.iter().map(|task| &task.photograph).collect();
        let ready = rows.iter().filter(|row| row.stage == Stage::Annotated && !own.contains(&row.id));
        let waiting = ready.filter(|row| !waits(row)).count();
        tasks.push(annotate(WorkKind::Reference, Purpose::Reference));
        tasks.push(task(WorkKind::Review, waiting, reviewed));
        tasks.push(annotate(WorkKind::Audit, Purpose::Audit));
        tasks.push(task(WorkKind::JudgeQuestions, drafted, approved + rejected));
    }
    if session.has(Role::Coordinator) {
        let (people, needed) = (people::all(connection)?, usize::from(people::study(connection)?.readers));
        let physicians =
            people.iter().filter(|row| !row.has_left() && row.profile.roles.contains(&Role::Physician)).count();
        let joined = people.iter().filter(|row| row.takes_part()).count();
        tasks.push(task(WorkKind::Invite, needed.saturating_sub(physicians), joined));
        tasks.push(task(WorkKind::Import, usize::from(rows.is_empty()), rows.len()));
        tasks.push(task(WorkKind::Screen, unscreened, rows.len() - unscreened));
        tasks.push(task(WorkKind::Assign, unassigned, accepted - unassigned));
        tasks.push(task(WorkKind::DraftQuestions, usize::from(all == 0 && reviewed > 0), all));
        tasks.push(task(WorkKind::Release, usize::from(approved > 0 && drafted == 0), approved));
    } else if session.has(Role::Physician) {
        tasks.push(task(WorkKind::Screen, unscreened, rows.len() - unscreened));
    }
    let annotated = rows.iter().filter(|row| row.stage.is_read()).count();
    let overseer = session.has(Role::Coordinator) || session.has(Role::Senior);
    Ok(HomeView { tasks, study: overseer.then_some([rows.len(), accepted, annotated, reviewed, approved]) })
}
