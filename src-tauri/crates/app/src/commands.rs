//! The table of everything that can be asked of the program, and who may.

use std::sync::LazyLock;

use domain::people::Role;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::app::{App, Work};
use crate::error::{AppError, Code};
use crate::session::Session;
use crate::{
    agreement, annotation, audits, calibration, home, import, people, photographs, preferences, questions, record,
    releases, review, studies, terms,
};

/// Who may ask. Rights on a single photograph are checked by the use case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allow {
    /// Anybody at the machine, signed in or not.
    Anyone,
    /// Any signed-in person.
    SignedIn,
    /// Coordinators.
    Coordinator,
    /// Senior reviewers.
    Senior,
    /// Physicians, and seniors for the references of the calibration set.
    Reader,
    /// Coordinators and physicians.
    Screener,
    /// Coordinators and senior reviewers.
    Overseer,
}

impl Allow {
    /// Roles that may; none listed means every signed-in person; `None` means nobody need be signed in.
    pub(crate) fn roles(self) -> Option<&'static [Role]> {
        match self {
            Self::Anyone => None,
            Self::SignedIn => Some(&[]),
            Self::Coordinator => Some(&[Role::Coordinator]),
            Self::Senior => Some(&[Role::Senior]),
            Self::Reader => Some(&[Role::Physician, Role::Senior]),
            Self::Screener => Some(&[Role::Coordinator, Role::Physician]),
            Self::Overseer => Some(&[Role::Coordinator, Role::Senior]),
        }
    }
}

type Run = Box<dyn Fn(&App, Value, &Work<'_>) -> Result<Value, AppError> + Send + Sync>;

/// One line of the table.
pub struct Command {
    /// Name, `noun.verb`.
    pub name: &'static str,
    /// Who may.
    pub allow: Allow,
    pub(crate) long: bool,
    pub(crate) run: Run,
}

fn read<I: DeserializeOwned>(input: Value) -> Result<I, AppError> {
    serde_json::from_value(input).map_err(|error| AppError::new(Code::BadInput).with("detail", error.to_string()))
}

fn write<O: Serialize>(output: O) -> Result<Value, AppError> {
    serde_json::to_value(output).map_err(|error| AppError::new(Code::Internal).with("detail", error.to_string()))
}

/// A use case of a signed-in person.
fn command<I: DeserializeOwned + 'static, O: Serialize + 'static>(
    name: &'static str,
    allow: Allow,
    run: fn(&mut Session, I) -> Result<O, AppError>,
) -> Command {
    let run = move |app: &App, input: Value, _: &Work<'_>| {
        let input = read(input)?;
        write(app.with_session(|session| run(session, input))?)
    };
    Command { name, allow, long: false, run: Box::new(run) }
}

/// A use case that opens or closes sessions, or needs none.
fn program<I: DeserializeOwned + 'static, O: Serialize + 'static>(
    name: &'static str,
    allow: Allow,
    run: fn(&App, I) -> Result<O, AppError>,
) -> Command {
    let run = move |app: &App, input: Value, _: &Work<'_>| write(run(app, read(input)?)?);
    Command { name, allow, long: false, run: Box::new(run) }
}

/// Long work: tells its progress, can be cancelled, and lets others ask in between.
fn long<I: DeserializeOwned + 'static, O: Serialize + 'static>(
    name: &'static str,
    allow: Allow,
    run: fn(&App, I, &Work<'_>) -> Result<O, AppError>,
) -> Command {
    let run = move |app: &App, input: Value, work: &Work<'_>| write(run(app, read(input)?, work)?);
    Command { name, allow, long: true, run: Box::new(run) }
}

/// Everything that can be asked.
pub static COMMANDS: LazyLock<Vec<Command>> = LazyLock::new(|| {
    use Allow::{Anyone, Coordinator, Overseer, Reader, Screener, Senior, SignedIn};
    vec![
        program("study.recent", Anyone, studies::recent),
        program("study.create", Anyone, studies::create),
        program("study.open", Anyone, studies::open),
        program("study.join", Anyone, studies::join),
        program("study.lock", Anyone, studies::lock),
        program("study.unlock", Anyone, studies::unlock),
        command("study.stay", SignedIn, studies::stay),
        program("study.close", Anyone, studies::close),
        program("recovery.read", Anyone, studies::read_sheet),
        program("study.recover", Anyone, studies::recover),
        command("password.change", SignedIn, studies::change_password),
        command("study.info", SignedIn, studies::info),
        command("study.configure", Coordinator, studies::configure),
        program("vocabulary.read", Anyone, terms::read),
        command("home.view", SignedIn, home::view),
        command("preference.read", SignedIn, preferences::read),
        command("preference.save", SignedIn, preferences::save),
        command("person.list", SignedIn, people::list),
        command("person.invite", Coordinator, people::invite),
        command("person.reinvite", Coordinator, people::reinvite),
        command("person.withdraw", Coordinator, people::withdraw),
        long("import.preview", Coordinator, import::preview),
        long("photograph.import", Coordinator, import::import),
        command("import.list", Coordinator, import::list),
        command("import.save", Coordinator, import::save),
        command("import.template", Coordinator, import::template),
        command("subject.rename", Coordinator, import::rename),
        command("photograph.list", Screener, photographs::list),
        long("photograph.screen", Screener, photographs::screen),
        command("assignment.preview", Coordinator, photographs::preview),
        command("photograph.assign", Coordinator, photographs::assign),
        command("assignment.take_back", Coordinator, photographs::take_back),
        command("calibration.choose", Coordinator, calibration::choose),
        command("calibration.view", SignedIn, calibration::view),
        command("annotation.queue", Reader, annotation::queue),
        command("annotation.open", Reader, annotation::open),
        command("annotation.save", Reader, annotation::save),
        command("annotation.submit", Reader, annotation::submit),
        command("annotation.amend", Reader, annotation::amend),
        command("review.prepare", Senior, review::prepare),
        command("review.queue", Senior, review::queue),
        command("review.signed", Senior, review::signed),
        command("review.open", Senior, review::open),
        command("review.save", Senior, review::save),
        command("review.sign", Senior, review::sign),
        long("review.sign_agreed", Senior, review::sign_agreed),
        command("query.ask", Senior, review::ask),
        command("query.close", Senior, review::close),
        command("query.answer", Reader, review::answer),
        command("audit.view", Overseer, audits::view),
        command("audit.draw", Coordinator, audits::draw),
        command("agreement.view", Overseer, agreement::view),
        command("agreement.save", Overseer, agreement::save),
        command("question.draft", Coordinator, questions::draft),
        command("question.list", Overseer, questions::list),
        command("question.review", Senior, questions::review),
        command("question.reopen", Senior, questions::reopen),
        command("release.preview", Coordinator, releases::preview),
        long("release.publish", Coordinator, releases::publish),
        long("release.verify", Coordinator, releases::verify),
        command("record.list", Coordinator, record::list),
        command("record.save", Coordinator, record::save),
        long("record.verify", Coordinator, record::verify),
        program("work.cancel", Anyone, |_: &App, (): ()| Ok(())),
    ]
});
