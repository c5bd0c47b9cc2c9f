//! People of the study: who is there, and inviting more.

use domain::people::{Grade, PersonId, Profile, Role};
use serde::{Deserialize, Serialize};
use store::random_bytes;
use store::tables::{people, photographs};
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::session::Session;

/// A person as others see him or her.
#[derive(Debug, Serialize, TS)]
pub struct PersonView {
    /// Id.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Grade.
    pub grade: Option<Grade>,
    /// Years of experience.
    pub years: Option<u32>,
    /// Department.
    pub department: Option<String>,
    /// Whether the person has chosen a password.
    pub joined: bool,
    /// Photographs assigned; for coordinators only.
    pub assigned: Option<u32>,
    /// Photographs submitted; for coordinators only.
    pub submitted: Option<u32>,
}

/// Somebody to invite.
#[derive(Debug, Deserialize, TS)]
pub struct InviteInput {
    /// Name to sign in with.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Grade.
    pub grade: Option<Grade>,
    /// Years of experience.
    pub years: Option<u32>,
    /// Department.
    pub department: Option<String>,
}

/// An invitation.
#[derive(Debug, Serialize, TS)]
pub struct InvitationView {
    /// Person.
    pub person: PersonId,
    /// One-time code to hand over; shown once.
    pub code: String,
}

/// Everybody. Progress is shown to coordinators only: physicians must not learn each other's.
pub(crate) fn list(session: &mut Session, (): ()) -> Result<Vec<PersonView>, AppError> {
    let connection = session.study.connection();
    let loads = if session.has(Role::Coordinator) { photographs::loads(connection)? } else { Vec::new() };
    let load = |id: &PersonId| loads.iter().find(|(person, _, _)| person == id);
    Ok(people::all(connection)?
        .into_iter()
        .map(|row| PersonView {
            assigned: load(&row.id).map(|(_, assigned, _)| *assigned),
            submitted: load(&row.id).map(|(_, _, submitted)| *submitted),
            id: row.id,
            name: row.profile.name,
            roles: row.profile.roles,
            grade: row.profile.grade,
            years: row.profile.years,
            department: row.profile.department,
            joined: row.joined,
        })
        .collect())
}

pub(crate) fn invite(session: &mut Session, input: InviteInput) -> Result<InvitationView, AppError> {
    let name = input.name.trim().to_owned();
    if name.is_empty() || input.roles.is_empty() {
        return Err(AppError::new(Code::BadInput).with("detail", "name"));
    }
    let profile = Profile {
        name,
        roles: input.roles,
        grade: input.grade,
        years: input.years,
        department: input.department.filter(|department| !department.trim().is_empty()),
    };
    let code = one_time_code()?;
    let writing = session.writing();
    let invitation = session.study.invite(&profile, &code, &writing)?;
    Ok(InvitationView { person: invitation.person, code })
}

/// Four groups of four out of an alphabet without look-alikes: 80 bits.
fn one_time_code() -> Result<String, AppError> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let bytes: [u8; 16] = random_bytes()?;
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    Ok(letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}
