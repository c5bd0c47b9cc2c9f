//! Opening sessions: create a study, sign in, join after an invitation, sign out.

use std::path::{Path, PathBuf};

use domain::people::{Profile, Role};
use domain::vocabulary::{Language, Vocabulary};
use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::people;
use store::{DemoPerson, NewStudy, Study, Writing};
use ts_rs::TS;

use super::{check_password, recent::remember};
use crate::VERSION;
use crate::app::App;
use crate::error::{AppError, Code};
use crate::session::Session;

/// A new study.
#[derive(Debug, Deserialize, TS)]
pub struct CreateInput {
    /// Folder, which must not exist or be empty.
    pub folder: String,
    /// Title.
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
    /// Password.
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

/// Settings of the protocol.
#[derive(Debug, Deserialize, TS)]
pub struct ConfigureInput {
    /// Readers per photograph that is assigned from now on, 2 to 5.
    pub readers: u8,
}

/// Who is signed in to what.
#[derive(Debug, Serialize, TS)]
pub struct SessionView {
    /// Title of the study.
    pub title: String,
    /// Folder.
    pub folder: String,
    /// Language of released questions.
    pub language: Language,
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
}

/// A study that was just created.
#[derive(Debug, Serialize, TS)]
pub struct CreatedView {
    /// The session.
    pub session: SessionView,
    /// Text of the recovery sheet; shown once, kept nowhere.
    pub recovery: String,
}

fn full_path(folder: &str) -> Result<PathBuf, AppError> {
    let path = Path::new(folder.trim());
    if folder.trim().is_empty() || !path.is_absolute() {
        return Err(AppError::new(Code::StudyNotFound));
    }
    Ok(path.to_owned())
}

fn begin(app: &App, study: Study) -> Result<SessionView, AppError> {
    let (me, now) = (study.me()?, app.config.clock.now());
    remember(app, study.folder());
    let offset_minutes = app.config.clock.offset_minutes();
    let session = Session::new(study, me, now, offset_minutes);
    let view = view(&session)?;
    // With a one-time code nobody works: the person chooses a password first.
    if session.me.joined {
        app.set_session(Some(session));
    }
    Ok(view)
}

fn view(session: &Session) -> Result<SessionView, AppError> {
    let study = people::study(session.study.connection())?;
    if study.vocabulary != Vocabulary::built_in().version() {
        return Err(AppError::new(Code::StudyNewer));
    }
    Ok(SessionView {
        title: study.title,
        folder: session.study.folder().to_string_lossy().into_owned(),
        language: study.language,
        name: session.me.profile.name.clone(),
        roles: session.me.profile.roles.clone(),
        must_join: !session.me.joined,
        version: VERSION.to_owned(),
        readers: study.readers,
    })
}

pub(crate) fn create(app: &App, input: CreateInput) -> Result<CreatedView, AppError> {
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
    let writing =
        Writing { at: app.config.clock.now(), offset_minutes: app.config.clock.offset_minutes(), reason: None };
    app.set_session(None);
    let (mut study, recovery) = Study::create(&folder, &new, &app.config.device, VERSION, &writing)?;
    if !input.demo.is_empty() {
        study.set_demo(input.demo)?;
    }
    Ok(CreatedView { session: begin(app, study)?, recovery })
}

pub(crate) fn open(app: &App, input: OpenInput) -> Result<SessionView, AppError> {
    app.set_session(None);
    let study = Study::open(&full_path(&input.folder)?, &input.name, &input.password, &app.config.device, VERSION)?;
    begin(app, study)
}

pub(crate) fn join(app: &App, input: JoinInput) -> Result<SessionView, AppError> {
    check_password(&input.password, &input.name)?;
    app.set_session(None);
    let mut study = Study::open(&full_path(&input.folder)?, &input.name, &input.code, &app.config.device, VERSION)?;
    if study.me()?.joined {
        return Err(AppError::new(Code::AlreadyThere).with("why", "joined"));
    }
    let writing =
        Writing { at: app.config.clock.now(), offset_minutes: app.config.clock.offset_minutes(), reason: None };
    study.join(&input.name, &input.password, &writing)?;
    begin(app, study)
}

pub(crate) fn close(app: &App, (): ()) -> Result<(), AppError> {
    app.set_session(None);
    Ok(())
}

pub(crate) fn configure(session: &mut Session, input: ConfigureInput) -> Result<SessionView, AppError> {
    if !(2..=5).contains(&input.readers) {
        return Err(AppError::new(Code::BadInput).with("detail", "readers"));
    }
    session.append(Body::StudyConfigured { readers: input.readers })?;
    view(session)
}

pub(crate) fn info(session: &mut Session, (): ()) -> Result<SessionView, AppError> {
    view(session)
}
