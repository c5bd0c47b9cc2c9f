//! Who annotates what: assigning accepted photographs, balanced over people; taking back and handing over what nobody
//! has begun.

use std::collections::{BTreeMap, BTreeSet};

use domain::assignment::{Unread, assign as balance};
use domain::people::{PersonId, Role};
use domain::photograph::{PhotographId, Stage};
use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::people::{self, PersonRow};
use store::tables::{photographs, tasks};
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::session::Session;

/// How to assign.
#[derive(Debug, Deserialize, TS)]
pub struct AssignInput {
    /// Seed, so that the assignment can be repeated.
    #[ts(type = "number")]
    pub seed: u64,
    /// Who is to annotate; physicians who have joined when nobody is named.
    #[serde(default)]
    pub people: Option<Vec<PersonId>>,
}

/// What was assigned.
#[derive(Debug, Serialize, TS)]
pub struct AssignedView {
    /// Photographs that were assigned now.
    pub photographs: usize,
}

/// What an assignment would do.
#[derive(Debug, Serialize, TS)]
pub struct AssignmentPreview {
    /// Photographs that wait for readers.
    pub photographs: usize,
    /// Readers of each.
    pub readers: u8,
    /// All physicians.
    pub people: Vec<LoadView>,
    /// Fewer people are chosen than a photograph is to have readers.
    pub too_few: bool,
}

/// A physician and his or her photographs.
#[derive(Debug, Serialize, TS)]
pub struct LoadView {
    /// Who reads them.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Whether the person has chosen a password.
    pub joined: bool,
    /// Whether the person has left the study, and gets nothing any more.
    pub left: bool,
    /// Whether the person would get photographs.
    pub chosen: bool,
    /// Photographs so far.
    pub has: usize,
    /// Photographs so far on which nothing is saved or submitted: these can be taken back.
    pub not_begun: usize,
    /// Photographs that would be added.
    pub gets: usize,
}

/// Whose photographs are taken back, and who gets them.
#[derive(Debug, Deserialize, TS)]
pub struct TakeBackInput {
    /// From whom.
    pub from: PersonId,
    /// To whom; nobody when the photographs are to wait for another assignment.
    #[serde(default)]
    pub to: Option<PersonId>,
}

/// What was taken back.
#[derive(Debug, Serialize, TS)]
pub struct TakenBackView {
    /// Photographs that were taken back, or handed over.
    pub photographs: usize,
    /// Photographs that stay: the other person reads them already.
    pub kept: usize,
}

fn physicians(session: &Session) -> Result<Vec<PersonRow>, AppError> {
    let all = people::all(session.study.connection())?;
    Ok(all.into_iter().filter(|row| row.profile.roles.contains(&Role::Physician)).collect())
}

type Plan = Vec<(PhotographId, Vec<PersonId>)>;

/// Photographs that wait, and who would get them.
fn plan(
    session: &Session,
    chosen: &BTreeSet<PersonId>,
    seed: u64,
) -> Result<(usize, Result<Plan, AppError>), AppError> {
    let connection = session.study.connection();
    let (readers, wanted) = (tasks::readers(connection)?, people::study(connection)?.readers);
    let waiting: Vec<Unread> = photographs::all(connection)?
        .into_iter()
        .filter(|row| row.stage == Stage::Accepted)
        .map(|row| Unread {
            readers: readers.get(&row.id).cloned().unwrap_or_default(),
            wanted: if row.assigned == 0 { usize::from(wanted) } else { row.wanted as usize },
            photograph: row.id,
        })
        .collect();
    let loads: BTreeMap<PersonId, usize> = tasks::loads(connection)?
        .into_iter()
        .filter(|(person, _, _)| chosen.contains(person))
        .map(|(person, assigned, _)| (person, assigned as usize))
        .collect();
    let plan = balance(&waiting, &loads, seed)
        .map_err(|few| AppError::new(Code::TooFewPhysicians).with("needed", few.needed).with("found", few.found));
    Ok((waiting.len(), plan))
}

/// Whoever is named, among the physicians; those who have joined when nobody is.
fn chosen(session: &Session, named: Option<Vec<PersonId>>) -> Result<BTreeSet<PersonId>, AppError> {
    let all = physicians(session)?;
    let Some(named) = named else {
        return Ok(all.into_iter().filter(PersonRow::takes_part).map(|row| row.id).collect());
    };
    if named.iter().any(|id| !all.iter().any(|row| row.id == *id && !row.has_left())) {
        return Err(AppError::new(Code::NotAllowed));
    }
    Ok(named.into_iter().collect())
}

pub(crate) fn preview(session: &mut Session, input: AssignInput) -> Result<AssignmentPreview, AppError> {
    let chosen = chosen(session, input.people)?;
    let (waiting, plan) = plan(session, &chosen, input.seed)?;
    let (too_few, plan) = (plan.is_err(), plan.unwrap_or_default());
    let connection = session.study.connection();
    let loads = tasks::loads(connection)?;
    let mut people = Vec::new();
    for row in physicians(session)? {
        let has = loads.iter().find(|(person, _, _)| *person == row.id).map_or(0, |(_, has, _)| *has as usize);
        let not_begun = tasks::not_begun(connection, &row.id)?.len();
        // Who has left is listed as long as there is something to take back.
        if row.has_left() && not_begun == 0 {
            continue;
        }
        people.push(LoadView {
            joined: row.joined,
            left: row.has_left(),
            chosen: chosen.contains(&row.id),
            has,
            not_begun,
            gets: plan.iter().filter(|(_, readers)| readers.contains(&row.id)).count(),
            name: row.profile.name,
            person: row.id,
        });
    }
    let readers = people::study(connection)?.readers;
    Ok(AssignmentPreview { photographs: waiting, readers, people, too_few })
}

pub(crate) fn assign(session: &mut Session, input: AssignInput) -> Result<AssignedView, AppError> {
    let chosen = chosen(session, input.people)?;
    let (waiting, plan) = plan(session, &chosen, input.seed)?;
    if waiting == 0 {
        return Err(AppError::new(Code::Nothing));
    }
    session.append(Body::PhotographsAssigned { assignments: plan?, seed: input.seed })?;
    Ok(AssignedView { photographs: waiting })
}

/// Takes back what a person has not begun, or hands it over to another. What is begun stays.
pub(crate) fn take_back(session: &mut Session, input: TakeBackInput) -> Result<TakenBackView, AppError> {
    let all = physicians(session)?;
    if input.to.as_ref().is_some_and(|to| *to == input.from || !all.iter().any(|row| row.id == *to && !row.has_left()))
    {
        return Err(AppError::new(Code::NotAllowed));
    }
    let connection = session.study.connection();
    let readers = tasks::readers(connection)?;
    let reads =
        |photograph: &PhotographId, person: &PersonId| readers.get(photograph).is_some_and(|who| who.contains(person));
    let (mut taken, mut given, mut kept) = (Vec::new(), Vec::new(), 0);
    for photograph in tasks::not_begun(connection, &input.from)? {
        match &input.to {
            Some(to) if reads(&photograph, to) => kept += 1,
            Some(to) => {
                given.push((photograph.clone(), to.clone()));
                taken.push((photograph, input.from.clone()));
            }
            None => taken.push((photograph, input.from.clone())),
        }
    }
    let view = TakenBackView { photographs: taken.len(), kept };
    if taken.is_empty() {
        return if kept > 0 { Ok(view) } else { Err(AppError::new(Code::Nothing)) };
    }
    session.append(Body::AssignmentsChanged { taken, given })?;
    session.waiting = None;
    Ok(view)
}
