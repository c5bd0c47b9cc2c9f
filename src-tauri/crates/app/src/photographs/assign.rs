//! Assigning accepted photographs to physicians, balanced over people.

use std::collections::BTreeMap;

use domain::assignment::assign as balance;
use domain::people::{PersonId, Role};
use domain::photograph::{PhotographId, Screening};
use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::{people, photographs};
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::session::Session;

/// How to assign.
#[derive(Debug, Deserialize, TS)]
pub struct AssignInput {
    /// Seed, so that the assignment can be repeated.
    #[ts(type = "number")]
    pub seed: u64,
}

/// What was assigned.
#[derive(Debug, Serialize, TS)]
pub struct AssignedView {
    /// Photographs that were assigned now.
    pub photographs: usize,
}

pub(crate) fn assign(session: &mut Session, input: AssignInput) -> Result<AssignedView, AppError> {
    let connection = session.study.connection();
    let waiting: Vec<PhotographId> = photographs::all(connection)?
        .into_iter()
        .filter(|row| row.screening == Some(Screening::Accepted) && row.assigned == 0 && !row.calibration)
        .map(|row| row.id)
        .collect();
    if waiting.is_empty() {
        return Err(AppError::new(Code::Nothing));
    }
    let physicians: Vec<PersonId> = people::all(connection)?
        .into_iter()
        .filter(|row| row.profile.roles.contains(&Role::Physician))
        .map(|row| row.id)
        .collect();
    let loads: BTreeMap<PersonId, usize> = photographs::loads(connection)?
        .into_iter()
        .filter(|(person, _, _)| physicians.contains(person))
        .map(|(person, assigned, _)| (person, assigned as usize))
        .collect();
    let readers = usize::from(people::study(connection)?.readers);
    let assignments = balance(&waiting, &loads, readers, input.seed)
        .map_err(|few| AppError::new(Code::TooFewPhysicians).with("needed", few.needed).with("found", few.found))?;
    session.append(Body::PhotographsAssigned { assignments, seed: input.seed })?;
    Ok(AssignedView { photographs: waiting.len() })
}
