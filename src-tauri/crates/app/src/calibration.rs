//! The calibration set: photographs that a senior has read and on which every physician
//! practises before real work. Scores are shown by kind of entity; the reference itself never is, because a
//! physician who saw it would learn the answer and not the rule.

use domain::people::{PersonId, Role};
use domain::photograph::{PhotographId, Stage};
use domain::quality::{AnswerKey, KindQuality, Tallies};
use domain::task::Purpose;
use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::{annotations, people, tasks};
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::photographs::PhotographView;
use crate::session::Session;

/// A photograph to put into the set, or to take out of it.
#[derive(Debug, Deserialize, TS)]
pub struct CalibrationInput {
    /// Photograph, accepted and not assigned.
    pub photograph: PhotographId,
    /// Whether it is to be in the set.
    pub chosen: bool,
}

/// How one physician did.
#[derive(Debug, Serialize, TS)]
pub struct CalibrationPersonView {
    /// Name.
    pub name: String,
    /// Photographs submitted.
    pub submitted: usize,
    /// Against the references, by kind of entity; empty until all are submitted.
    pub kinds: Vec<KindQuality>,
}

/// The calibration set as a person may see it.
#[derive(Debug, Serialize, TS)]
pub struct CalibrationView {
    /// Photographs in the set.
    pub photographs: usize,
    /// Photographs that a senior has read; physicians see these alone.
    pub referenced: usize,
    /// Physicians: everybody for coordinators and seniors, oneself for others.
    pub people: Vec<CalibrationPersonView>,
}

pub(crate) fn choose(session: &mut Session, input: CalibrationInput) -> Result<PhotographView, AppError> {
    let row = session.photograph(&input.photograph)?;
    let reference = tasks::of_senior(session.study.connection(), &row.id, Purpose::Reference)?;
    let may = if input.chosen {
        row.stage == Stage::Accepted && !row.is_given_out()
    } else {
        reference.is_some_and(|reference| reference.annotation.is_none())
    };
    if !may {
        return Err(AppError::new(Code::AlreadySubmitted));
    }
    session.append(Body::CalibrationChosen { photograph: row.id.clone(), chosen: input.chosen })?;
    Ok(PhotographView::of(session, session.photograph(&row.id)?))
}

pub(crate) fn view(session: &mut Session, (): ()) -> Result<CalibrationView, AppError> {
    let (connection, vocabulary) = (session.study.connection(), session.vocabulary);
    let set = tasks::of_seniors(connection, Purpose::Reference)?;
    let keys: Vec<(&PhotographId, Option<AnswerKey>)> = set
        .iter()
        .filter_map(|task| Some((&task.photograph, AnswerKey::of(task.annotation.as_ref()?, vocabulary))))
        .collect();
    let overseer = session.has(Role::Coordinator) || session.has(Role::Senior);
    let me = session.study.person().clone();
    let mut people_seen = Vec::new();
    for person in people::all(connection)? {
        if Purpose::Trial.is_for(&person.profile.roles) && (overseer || person.id == me) {
            people_seen.push(of_person(session, &person.id, person.profile.name, &keys)?);
        }
    }
    Ok(CalibrationView { photographs: set.len(), referenced: keys.len(), people: people_seen })
}

fn of_person(
    session: &Session,
    person: &PersonId,
    name: String,
    keys: &[(&PhotographId, Option<AnswerKey>)],
) -> Result<CalibrationPersonView, AppError> {
    let mut tallies = Tallies::default();
    let mut submitted = 0;
    for (photograph, key) in keys {
        let Some(row) = annotations::of_author(session.study.connection(), photograph, person)? else { continue };
        submitted += 1;
        if let Some(key) = key {
            tallies.score(&*session.open_annotation(&row)?, key, session.vocabulary);
        }
    }
    let done = submitted == keys.len() && submitted > 0;
    let kinds = if done { tallies.kinds() } else { Vec::new() };
    Ok(CalibrationPersonView { name, submitted, kinds })
}
