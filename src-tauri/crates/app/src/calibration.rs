//! The calibration set: photographs that a senior has read and on which every physician
//! practises before real work. Scores are shown by kind of entity; the reference itself never is, because a
//! physician who saw it would learn the answer and not the rule.

use std::collections::{BTreeMap, BTreeSet};

use domain::annotation::Annotation;
use domain::comparison::entities;
use domain::people::{PersonId, Role};
use domain::photograph::{PhotographId, Screening};
use domain::quality::{KindQuality, Tallies};
use domain::vocabulary::Vocabulary;
use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::{annotations, calibration, people, photographs};
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
    let referenced = reference(session, &row.id)?.is_some();
    let free = row.screening == Some(Screening::Accepted) && row.assigned == 0;
    if !free || referenced || row.calibration == input.chosen {
        return Err(AppError::new(Code::AlreadySubmitted));
    }
    session.append(Body::CalibrationChosen { photograph: row.id.clone(), chosen: input.chosen })?;
    Ok(PhotographView::of(session, session.photograph(&row.id)?))
}

/// A senior's reading of a photograph of the set, if there is one.
pub(crate) fn reference(session: &Session, photograph: &PhotographId) -> Result<Option<Annotation>, AppError> {
    Ok(calibration::reference(session.study.connection(), photograph)?)
}

/// Photographs of the set that a person reads, and whether each has a reference: seniors all of them, for the
/// reference; physicians those that have one.
pub(crate) fn mine(session: &Session) -> Result<Vec<(PhotographId, bool)>, AppError> {
    let senior = session.has(Role::Senior);
    let mut set = calibration::chosen(session.study.connection())?;
    set.retain(|(_, referenced)| senior || *referenced);
    Ok(set)
}

/// Whether practice still comes before real work: a physician with a trial to submit who has submitted no real
/// annotation. Whoever is at work already finds new trials before the rest. `trials` are those of [`mine`].
pub(crate) fn comes_first(session: &Session, trials: &[(PhotographId, bool)]) -> Result<bool, AppError> {
    if session.has(Role::Senior) || trials.is_empty() {
        return Ok(false);
    }
    let (connection, me) = (session.study.connection(), session.study.person());
    let submitted: BTreeSet<PhotographId> = annotations::submitted_by(connection, me)?.into_iter().collect();
    let waits = trials.iter().any(|(id, _)| !submitted.contains(id));
    Ok(waits && !photographs::assigned_to(connection, me)?.iter().any(|row| submitted.contains(&row.id)))
}

pub(crate) fn view(session: &mut Session, (): ()) -> Result<CalibrationView, AppError> {
    let connection = session.study.connection();
    let set = calibration::all(connection)?;
    let references: BTreeMap<&PhotographId, &Annotation> =
        set.iter().filter_map(|row| Some((&row.photograph, row.reference.as_ref()?))).collect();
    let overseer = session.has(Role::Coordinator) || session.has(Role::Senior);
    let me = session.study.person().clone();
    let mut people_seen = Vec::new();
    for person in people::all(connection)? {
        let physician =
            person.profile.roles.contains(&Role::Physician) && !person.profile.roles.contains(&Role::Senior);
        if physician && (overseer || person.id == me) {
            people_seen.push(of_person(session, &person.id, person.profile.name, &references)?);
        }
    }
    Ok(CalibrationView { photographs: set.len(), referenced: references.len(), people: people_seen })
}

fn of_person(
    session: &Session,
    person: &PersonId,
    name: String,
    references: &BTreeMap<&PhotographId, &Annotation>,
) -> Result<CalibrationPersonView, AppError> {
    let mut tallies = Tallies::default();
    let mut submitted = 0;
    for (photograph, reference) in references {
        let Some(row) = annotations::of_author(session.study.connection(), photograph, person)? else { continue };
        submitted += 1;
        let vocabulary = Vocabulary::built_in();
        let annotation = session.open_annotation(&row)?;
        tallies.add(&entities(&annotation, vocabulary), &entities(reference, vocabulary));
    }
    let done = submitted == references.len() && submitted > 0;
    let kinds = if done { tallies.kinds() } else { Vec::new() };
    Ok(CalibrationPersonView { name, submitted, kinds })
}
