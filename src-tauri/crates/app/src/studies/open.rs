//! Opening sessions: create a study, sign in, join after an invitation, lock and unlock, sign out.

use std::sync::{Arc, Mutex, PoisonError};

use domain::people::{Profile, Role};
use domain::vocabulary::{Language, Vocabulary};
use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::people;
use store::{DemoPerson, NewStudy, Study};
use ts_rs::TS;

use super::delay::guarded;
use super::{check_password, recent::remember};
use crate::VERSION;
use crate::backups::at_leaving;
use crate::desk::Desk;
use crate::error::{AppError, Code};
use crate::folders::full_path;
use crate::session::Session;
use crate::ticket::Ticket;

/// A new study.
#[derive(Debug, Deserialize, TS)]
pub struct CreateInput {
    /// Folder, which must not exist or be empty.
    pub folder: String,
    /// What the study is called on every screen.
    pub title: String,
    /// Language of released questions.
    pub language: Language,
    /// Name of the first coordinator.
    pub name: String,
    /// The coordinator's password.
    pub password: String,
    /// Further roles of the coordinator.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Names and passwords to show on the sign-in screen: for demo studies only.
    #[serde(default)]
    #[ts(skip)]
    pub demo: Vec<DemoPerson>,
}

/// Sign-in.
#[derive(Debug, Deserialize, TS)]
pub struct OpenInput {
    /// Folder of the study.
    pub folder: String,
    /// Name.
    pub name: String,
    /// At least twelve characters; a one-time code where the person has not joined yet.
    pub password: String,
}

/// First sign-in of an invited person.
#[derive(Debug, Deserialize, TS)]
pub struct JoinInput {
    /// Folder of the study.
    pub folder: String,
    /// Name.
    pub name: String,
    /// One-time code from the coordinator.
    pub code: String,
    /// Password that the person chooses.
    pub password: String,
}

/// Settings of the protocol; what is not named stays as it is.
#[derive(Debug, Deserialize, TS)]
pub struct ConfigureInput {
    /// Readers per photograph that is assigned from now on, 2 to 5.
    #[serde(default)]
    pub readers: Option<u8>,
    /// Minutes of rest after which the window locks, 1 to 30.
    #[serde(default)]
    pub idle_minutes: Option<u8>,
    /// Whether annotators see age, sex and skin type beside the photograph.
    #[serde(default)]
    pub subject_shown: Option<bool>,
}

/// Who is signed in to what.
#[derive(Debug, Serialize, TS)]
pub struct SessionView {
    /// Title of the study.
    pub title: String,
    /// Where the study lies on this computer.
    pub folder: String,
    /// Language of released questions.
    pub language: Language,
    /// Version of the vocabulary that the study pins.
    pub vocabulary: String,
    /// Name of the person.
    pub name: String,
    /// Roles of the person.
    pub roles: Vec<Role>,
    /// True when the person was invited and must choose a password first.
    pub must_join: bool,
    /// Version of the program.
    pub version: String,
    /// Readers per photograph, 2 to 5.
    pub readers: u8,
    /// Minutes of rest after which the window locks, 1 to 30.
    pub idle_minutes: u8,
    /// Whether annotators see age, sex and skin type beside the photograph.
    pub subject_shown: bool,
}

/// A study that was just created.
#[derive(Debug, Serialize, TS)]
pub struct CreatedView {
    /// The coordinator is signed in at once.
    pub session: SessionView,
    /// Text of the recovery sheet; shown once, kept nowhere.
    pub recovery: String,
}

pub(super) fn begin(desk: &Desk, study: Study) -> Result<SessionView, AppError> {
    let now = desk.config.clock.now();
    remember(desk, study.folder());
    let offset_minutes = desk.config.clock.offset_minutes();
    let mut session = Session::new(study, now, offset_minutes)?;
    session.backed_up_at = desk.config.clock.uptime();
    let view = view(&session)?;
    // With a one-time code nobody works: the person chooses a password first.
    if session.me.joined {
        desk.take(Arc::new(Mutex::new(session)));
    }
    Ok(view)
}

fn view(session: &Session) -> Result<SessionView, AppError> {
    let study = people::study(session.study.connection())?;
    Ok(SessionView {
        title: study.title,
        folder: session.study.folder().to_string_lossy().into_owned(),
        language: study.language,
        vocabulary: study.vocabulary,
        name: session.me.profile.name.clone(),
        roles: session.me.profile.roles.clone(),
        must_join: !session.me.joined,
        version: VERSION.to_owned(),
        readers: study.readers,
        idle_minutes: study.idle_minutes,
        subject_shown: study.subject_shown,
    })
}

pub(crate) fn create(ticket: &Ticket<'_>, input: CreateInput) -> Result<CreatedView, AppError> {
    let folder = full_path(&input.folder)?;
    if input.name.trim().is_empty() || input.title.trim().is_empty() {
        return Err(AppError::new(Code::BadInput).with("detail", "name"));
    }
    check_password(&input.password, &input.name)?;
    let mut roles = vec![Role::Coordinator];
    roles.extend(input.roles.into_iter().filter(|role| *role != Role::Coordinator));
    let profile = Profile { name: input.name.trim().to_owned(), roles, grade: None, years: None, department: None };
    let new = NewStudy {
        title: input.title.trim(),
        language: input.language,
        vocabulary: Vocabulary::built_in().version(),
        profile,
        password: &input.password,
    };
    let desk = ticket.desk;
    ticket.leave()?;
    let created = Study::create(&folder, &new, &desk.program, &desk.writing());
    let (mut study, recovery) = created.map_err(|error| AppError::from(error).about(&folder))?;
    if !input.demo.is_empty() {
        study.set_demo(input.demo)?;
    }
    Ok(CreatedView { session: begin(desk, study)?, recovery })
}

pub(crate) fn open(ticket: &Ticket<'_>, input: OpenInput) -> Result<SessionView, AppError> {
    let desk = ticket.desk;
    ticket.leave()?;
    let folder = full_path(&input.folder)?;
    let attempt = || {
        Study::open(&folder, &input.name, &input.password, &desk.program, &mut |done, total| ticket.step(done, total))
    };
    let study = guarded(desk, &folder, &input.name, attempt)?;
    begin(desk, study)
}

pub(crate) fn join(ticket: &Ticket<'_>, input: JoinInput) -> Result<SessionView, AppError> {
    check_password(&input.password, &input.name)?;
    let desk = ticket.desk;
    ticket.leave()?;
    let folder = full_path(&input.folder)?;
    let attempt =
        || Study::open(&folder, &input.name, &input.code, &desk.program, &mut |done, total| ticket.step(done, total));
    let mut study = guarded(desk, &folder, &input.name, attempt)?;
    if study.me()?.joined {
        return Err(AppError::new(Code::AlreadyThere).with("why", "joined"));
    }
    study.join(&input.name, &input.password, &desk.writing())?;
    begin(desk, study)
}

/// Nobody is at the machine; see [`unlock`].
pub(crate) fn lock(ticket: &Ticket<'_>, (): ()) -> Result<(), AppError> {
    ticket.desk.lock();
    Ok(())
}

/// Goes on after [`lock`] with the password of the person who was signed in.
pub(crate) fn unlock(ticket: &Ticket<'_>, input: OpenInput) -> Result<SessionView, AppError> {
    let (desk, folder) = (ticket.desk, full_path(&input.folder)?);
    // Long work goes on with the session: it must not lose it.
    let Some(held) = desk.locked_session() else { return open(ticket, input) };
    let mut session = held.lock().unwrap_or_else(PoisonError::into_inner);
    if session.study.folder() != folder || session.me.profile.name != input.name {
        drop(session);
        return open(ticket, input);
    }
    guarded(desk, &folder, &input.name, || session.study.check_password(&input.password))?;
    session.came_back(desk.config.clock.now());
    let view = view(&session)?;
    drop(session);
    desk.take(held);
    Ok(view)
}

/// Somebody is at the machine, whatever else is asked.
pub(crate) fn stay(_: &mut Session, (): ()) -> Result<(), AppError> {
    Ok(())
}

pub(crate) fn close(ticket: &Ticket<'_>, (): ()) -> Result<(), AppError> {
    let session = ticket.desk.session();
    ticket.leave()?;
    if let Some(session) = session {
        at_leaving(ticket.desk, &session);
    }
    Ok(())
}

pub(crate) fn configure(session: &mut Session, input: ConfigureInput) -> Result<SessionView, AppError> {
    let ConfigureInput { readers, idle_minutes, subject_shown } = input;
    let outside =
        |value: Option<u8>, [least, most]: [u8; 2]| value.is_some_and(|value| !(least..=most).contains(&value));
    for (name, wrong) in [("readers", outside(readers, [2, 5])), ("idle_minutes", outside(idle_minutes, [1, 30]))] {
        if wrong {
            return Err(AppError::new(Code::BadInput).with("detail", name));
        }
    }
    let readers = readers.unwrap_or(people::study(session.study.connection())?.readers);
    session.append(Body::StudyConfigured { readers, idle_minutes, subject_shown, vocabulary: None })?;
    session.idle_minutes = idle_minutes.unwrap_or(session.idle_minutes);
    view(session)
}

pub(crate) fn info(session: &mut Session, (): ()) -> Result<SessionView, AppError> {
    view(session)
}
