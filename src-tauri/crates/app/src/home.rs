//! What waits for this person, by role.

use domain::people::Role;
use domain::photograph::Screening;
use serde::Serialize;
use store::tables::photographs::{self, PhotographRow};
use store::tables::queries::{self, QueryRow};
use store::tables::questions::{self, QuestionState};
use store::tables::{self, annotations, people};
use ts_rs::TS;

use crate::annotation;
use crate::audits;
use crate::calibration;
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
    let (connection, me) = (session.study.connection(), session.study.person());
    let rows = photographs::all(connection)?;
    let questions = questions::all(connection)?;
    let accepted = rows.iter().filter(|row| row.screening == Some(Screening::Accepted)).count();
    let unscreened = rows.iter().filter(|row| row.screening.is_none()).count();
    let reviewed = rows.iter().filter(|row| row.reviewed).count();
    let in_state = |state| questions.iter().filter(|row| row.state == state).count();
    let (drafted, approved) = (in_state(QuestionState::Drafted), in_state(QuestionState::Approved));
    let task = |task: &str, waiting, done| TaskView { task: task.to_owned(), waiting, done };
    let mine = photographs::ids_assigned_to(connection, me)?;
    let mut tasks = Vec::new();
    if session.has(Role::Physician) {
        let submitted = annotations::submitted_by(connection, me)?;
        let done = mine.iter().filter(|id| submitted.contains(id)).count();
        if !session.has(Role::Senior) {
            let trials = calibration::mine(session)?;
            let tried = trials.iter().filter(|(id, _)| submitted.contains(id)).count();
            tasks.push(task("calibrate", trials.len() - tried, tried));
        }
        let asked = asked_of_me(session, None)?;
        let unanswered = asked.iter().filter(|query| query.is_open()).count();
        tasks.push(task("answer", unanswered, asked.len() - unanswered));
        tasks.push(task("annotate", mine.len() - done, done));
        let changed = annotation::changed(session)?.len();
        if changed > 0 {
            tasks.push(task("amend", changed, 0));
        }
    }
    if session.has(Role::Senior) {
        let ready = |row: &&PhotographRow| row.is_read() && !row.reviewed;
        let asked: Vec<_> = queries::all(connection)?.into_iter().filter(QueryRow::is_open).collect();
        let waits = |row: &&PhotographRow| asked.iter().any(|query| query.photograph == row.id);
        let waiting = rows.iter().filter(ready).filter(|row| !mine.contains(&row.id) && !waits(row)).count();
        let audits = audits::mine(session)?;
        let audited = audits.iter().filter(|row| row.annotation.is_some()).count();
        let set = tables::calibration::chosen(connection)?;
        let read = set.iter().filter(|(_, referenced)| *referenced).count();
        tasks.push(task("reference", set.len() - read, read));
        tasks.push(task("review", waiting, reviewed));
        tasks.push(task("audit", audits.len() - audited, audited));
        tasks.push(task("judge_questions", drafted, approved + in_state(QuestionState::Rejected)));
    }
    if session.has(Role::Coordinator) {
        let (people, needed) = (people::all(connection)?, usize::from(people::study(connection)?.readers));
        let physicians =
            people.iter().filter(|row| !row.has_left() && row.profile.roles.contains(&Role::Physician)).count();
        let unassigned = rows.iter().filter(|row| row.waits_for_readers()).count();
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
    let annotated = rows.iter().filter(|row| row.is_read()).count();
    let overseer = session.has(Role::Coordinator) || session.has(Role::Senior);
    Ok(HomeView { tasks, study: overseer.then_some([rows.len(), accepted, annotated, reviewed, approved]) })
}
