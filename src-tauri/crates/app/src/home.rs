//! What waits for this person, by role.

use std::collections::BTreeSet;

use domain::people::Role;
use domain::photograph::{PhotographId, Stage};
use domain::task::Purpose;
use serde::Serialize;
use store::tables::people;
use store::tables::photographs::{self, PhotographRow};
use store::tables::queries::{self, QueryRow};
use store::tables::questions::{self, QuestionState};
use ts_rs::TS;

use crate::annotation;
use crate::error::AppError;
use crate::review::asked_of_me;
use crate::session::Session;

/// One kind of work.
#[derive(Debug, Serialize, TS)]
pub struct TaskView {
    /// `screen`, `assign`, `calibrate`, `reference`, `answer`, `annotate`, `amend`, `review`, `audit`, `draft_questions`, `judge_questions`, `release`, `import`, `invite`.
    pub task: String,
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
    let questions = questions::all(connection)?;
    let at = |stage: Stage| rows.iter().filter(|row| row.stage == stage).count();
    let (unscreened, unassigned, reviewed) = (at(Stage::Imported), at(Stage::Accepted), at(Stage::Reviewed));
    let accepted = rows.len() - unscreened - at(Stage::Discarded);
    let in_state = |state| questions.iter().filter(|row| row.state == state).count();
    let (drafted, approved) = (in_state(QuestionState::Drafted), in_state(QuestionState::Approved));
    let task = |task: &str, waiting, done| TaskView { task: task.to_owned(), waiting, done };
    let mine = session.tasks()?;
    let annotate = |name: &str, purpose: Purpose| {
        let (done, waiting): (Vec<_>, Vec<_>) =
            mine.iter().filter(|task| task.purpose == purpose).partition(|task| task.submitted);
        task(name, waiting.len(), done.len())
    };
    let mut tasks = Vec::new();
    if session.has(Role::Physician) {
        if !session.has(Role::Senior) {
            tasks.push(annotate("calibrate", Purpose::Trial));
        }
        let asked = asked_of_me(session, None)?;
        let unanswered = asked.iter().filter(|query| query.is_open()).count();
        tasks.push(task("answer", unanswered, asked.len() - unanswered));
        tasks.push(annotate("annotate", Purpose::Reading));
        let changed = annotation::changed(session)?.len();
        if changed > 0 {
            tasks.push(task("amend", changed, 0));
        }
    }
    if session.has(Role::Senior) {
        let asked: Vec<_> = queries::all(connection)?.into_iter().filter(QueryRow::is_open).collect();
        let waits = |row: &&PhotographRow| asked.iter().any(|query| query.photograph == row.id);
        let own: BTreeSet<&PhotographId> = mine.iter().map(|task| &task.photograph).collect();
        let ready = rows.iter().filter(|row| row.stage == Stage::Annotated && !own.contains(&row.id));
        let waiting = ready.filter(|row| !waits(row)).count();
        tasks.push(annotate("reference", Purpose::Reference));
        tasks.push(task("review", waiting, reviewed));
        tasks.push(annotate("audit", Purpose::Audit));
        tasks.push(task("judge_questions", drafted, approved + in_state(QuestionState::Rejected)));
    }
    if session.has(Role::Coordinator) {
        let (people, needed) = (people::all(connection)?, usize::from(people::study(connection)?.readers));
        let physicians =
            people.iter().filter(|row| !row.has_left() && row.profile.roles.contains(&Role::Physician)).count();
        let joined = people.iter().filter(|row| row.takes_part()).count();
        tasks.push(task("invite", needed.saturating_sub(physicians), joined));
        tasks.push(task("import", usize::from(rows.is_empty()), rows.len()));
        tasks.push(task("screen", unscreened, rows.len() - unscreened));
        tasks.push(task("assign", unassigned, accepted - unassigned));
        tasks.push(task("draft_questions", usize::from(questions.is_empty() && reviewed > 0), questions.len()));
        tasks.push(task("release", usize::from(approved > 0 && drafted == 0), approved));
    } else if session.has(Role::Physician) {
        tasks.push(task("screen", unscreened, rows.len() - unscreened));
    }
    let annotated = rows.iter().filter(|row| row.stage.is_read()).count();
    let overseer = session.has(Role::Coordinator) || session.has(Role::Senior);
    Ok(HomeView { tasks, study: overseer.then_some([rows.len(), accepted, annotated, reviewed, approved]) })
}
