//! Getting back in: with the recovery sheet, or by changing one's own password.

use serde::{Deserialize, Serialize};
use store::{Attempts, Header, Study};
use ts_rs::TS;

use super::check_password;
use super::open::{SessionView, begin};
use crate::error::AppError;
use crate::folders::full_path;
use crate::session::Session;
use crate::ticket::Ticket;

/// A study and its recovery sheet.
#[derive(Debug, Deserialize, TS)]
pub struct SheetInput {
    /// Folder of the study.
    pub folder: String,
    /// Key on the sheet; spaces and line breaks do not matter, nor does what stands around it.
    pub sheet: String,
}

/// A study as its recovery sheet opens it.
#[derive(Debug, Serialize, TS)]
pub struct RecoverableView {
    /// What the study is called.
    pub title: String,
    /// Names of everybody who is enrolled.
    pub people: Vec<String>,
}

/// Somebody who gets back in with the recovery sheet.
#[derive(Debug, Deserialize, TS)]
pub struct RecoverInput {
    /// Folder of the study.
    pub folder: String,
    /// Key on the sheet.
    pub sheet: String,
    /// Whose password is chosen anew.
    pub name: String,
    /// The new password.
    pub password: String,
}

/// Another password for whoever is signed in.
#[derive(Debug, Deserialize, TS)]
pub struct ChangePasswordInput {
    /// Password until now.
    pub old: String,
    /// Password from now on.
    pub new: String,
}

pub(crate) fn read_sheet(ticket: &Ticket<'_>, input: SheetInput) -> Result<RecoverableView, AppError> {
    let found =
        Study::recoverable(&full_path(&input.folder)?, &input.sheet, &mut |done, total| ticket.step(done, total))?;
    Ok(RecoverableView { title: found.title, people: found.people })
}

pub(crate) fn recover(ticket: &Ticket<'_>, input: RecoverInput) -> Result<SessionView, AppError> {
    check_password(&input.password, &input.name)?;
    let desk = ticket.desk;
    ticket.leave()?;
    let folder = full_path(&input.folder)?;
    let study = Study::recover(
        &folder,
        &input.sheet,
        &input.name,
        &input.password,
        &desk.program,
        &desk.writing(),
        &mut |done, total| ticket.step(done, total),
    )?;
    // Whoever holds the sheet need not wait for earlier wrong passwords.
    Attempts::forget(&folder, &Header::read(&folder)?, &input.name);
    begin(desk, study)
}

pub(crate) fn change_password(session: &mut Session, input: ChangePasswordInput) -> Result<(), AppError> {
    check_password(&input.new, &session.me.profile.name)?;
    session.check_password(&input.old)?;
    let writing = session.writing();
    session.study.change_password(&input.old, &input.new, &writing)?;
    Ok(())
}
