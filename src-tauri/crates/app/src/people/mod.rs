//! People of the study: who is there, inviting more, and giving somebody a new one-time code.

use domain::people::{Grade, PersonId, Profile, Role};
use serde::{Deserialize, Serialize};
use store::tables::people::PersonRow;
use store::tables::{people, tasks};
use store::{Attempts, Header, random_bytes};
use ts_rs::TS;

use crate::error::{AppError, Code, NotAllowedBecause};
use crate::session::Session;

/// A person as others see him or her.
#[derive(Debug, Serialize, TS)]
pub struct PersonView {
    /// Stays the same whatever the person is called.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// What the person may do; several are possible.
    pub roles: Vec<Role>,
    /// Of physicians: primary (general practice) or senior (specialist).
    pub grade: Option<Grade>,
    /// Years of experience.
    pub years: Option<u32>,
    /// Where the person works, in words.
    pub department: Option<String>,
    /// Whether the person has chosen a password.
    pub joined: bool,
    /// Whether the person has left the study.
    pub left: bool,
    /// Photographs assigned; for coordinators only.
    pub assigned: Option<u32>,
    /// Photographs submitted; for coordinators only.
    pub submitted: Option<u32>,
    /// Wrong passwords in a row since the last right one; for coordinators only.
    pub wrong_passwords: Option<u32>,
}

/// Somebody to invite.
#[derive(Debug, Deserialize, TS)]
pub struct InviteInput {
    /// Name to sign in with.
    pub name: String,
    /// What the person may do; at least one.
    pub roles: Vec<Role>,
    /// Of physicians: primary (general practice) or senior (specialist).
    pub grade: Option<Grade>,
    /// Years of experience.
    pub years: Option<u32>,
    /// Where the person works, in words.
    pub department: Option<String>,
}

/// Somebody who gets a new one-time code.
#[derive(Debug, Deserialize, TS)]
pub struct ReinviteInput {
    /// Somebody else than who is signed in.
    pub person: PersonId,
    /// What was wrong with the invitation, put right; only until the person has joined.
    #[serde(default)]
    pub corrected: Option<InviteInput>,
}

/// The one-time code for somebody who was invited, or invited again; shown once.
#[derive(Debug, Serialize, TS)]
pub struct InvitationView {
    /// Whom the code is for.
    pub person: PersonId,
    /// One-time code to hand over; shown once.
    pub code: String,
}

/// Everybody. Progress is shown to coordinators only: physicians must not learn each other's.
pub(crate) fn list(session: &mut Session, (): ()) -> Result<Vec<PersonView>, AppError> {
    let connection = session.study.connection();
    let loads = if session.has(Role::Coordinator) { tasks::loads(connection)? } else { Vec::new() };
    let load = |id: &PersonId| loads.iter().find(|(person, _, _)| person == id);
    let header = Header::read(session.study.folder())?;
    let wrong = session.has(Role::Coordinator).then(|| Attempts::read(session.study.folder()));
    Ok(people::all(connection)?
        .into_iter()
        .map(|row| PersonView {
            wrong_passwords: wrong.as_ref().map(|wrong| wrong.of(&header, &row.profile.name).map_or(0, |w| w.count)),
            assigned: load(&row.id).map(|(_, assigned, _)| *assigned),
            submitted: load(&row.id).map(|(_, _, submitted)| *submitted),
            left: row.has_left(),
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

fn profile(input: InviteInput) -> Result<Profile, AppError> {
    let name = input.name.trim().to_owned();
    if name.is_empty() || input.roles.is_empty() {
        return Err(AppError::new(Code::BadInput).with("detail", "name"));
    }
    Ok(Profile {
        name,
        roles: input.roles,
        grade: input.grade,
        years: input.years,
        department: input.department.filter(|department| !department.trim().is_empty()),
    })
}

pub(crate) fn invite(session: &mut Session, input: InviteInput) -> Result<InvitationView, AppError> {
    let (profile, code) = (profile(input)?, one_time_code()?);
    let writing = session.writing();
    let invitation = session.study.invite(&profile, &code, &writing)?;
    Ok(InvitationView { person: invitation.person, code })
}

fn other_person(session: &Session, id: &PersonId) -> Result<PersonRow, AppError> {
    let found = people::all(session.study.connection())?.into_iter().find(|row| row.id == *id);
    // One's own password is changed in the settings.
    found.filter(|row| row.id != session.me.id).ok_or(AppError::new(Code::NotAllowed))
}

/// A new one-time code: the earlier code or the password no longer opens anything. The coordinator learns neither.
pub(crate) fn reinvite(session: &mut Session, input: ReinviteInput) -> Result<InvitationView, AppError> {
    let before = other_person(session, &input.person)?;
    let corrected = match input.corrected {
        Some(_) if before.joined => return Err(AppError::not_allowed(NotAllowedBecause::Joined)),
        Some(corrected) => profile(corrected)?,
        None => before.profile.clone(),
    };
    let (code, writing) = (one_time_code()?, session.writing());
    session.study.reinvite(&before, &corrected, &code, &writing)?;
    // The new code can be tried at once.
    let folder = session.study.folder();
    Attempts::forget(folder, &Header::read(folder)?, &corrected.name);
    Ok(InvitationView { person: input.person, code })
}

/// Takes back an invitation that nobody has used and nothing hangs on.
pub(crate) fn withdraw(session: &mut Session, person: PersonId) -> Result<(), AppError> {
    let invited = other_person(session, &person)?;
    if invited.joined {
        return Err(AppError::not_allowed(NotAllowedBecause::Joined));
    }
    if !tasks::of_person(session.study.connection(), &person, &[])?.is_empty() {
        return Err(AppError::not_allowed(NotAllowedBecause::Assigned));
    }
    let writing = session.writing();
    session.study.withdraw(&invited, &writing)?;
    Ok(())
}

/// Somebody leaves the study: what is submitted stays, the password opens nothing any more. With a new one-time code he or
/// she can come back.
pub(crate) fn revoke(session: &mut Session, person: PersonId) -> Result<(), AppError> {
    let leaver = other_person(session, &person)?;
    if !leaver.takes_part() {
        return Err(AppError::not_allowed(if leaver.has_left() {
            NotAllowedBecause::Left
        } else {
            NotAllowedBecause::Invited
        }));
    }
    let writing = session.writing();
    session.study.revoke(&leaver, &writing)?;
    Ok(())
}

/// Four groups of four out of an alphabet without look-alikes: 80 bits.
fn one_time_code() -> Result<String, AppError> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let bytes: [u8; 16] = random_bytes()?;
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    Ok(letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}
