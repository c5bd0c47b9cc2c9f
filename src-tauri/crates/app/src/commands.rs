//! The table of everything that can be asked of the program, and who may.

use std::sync::LazyLock;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::{Config, ExportError, TS, TypeVisitor};

use crate::error::{AppError, Code};
use crate::session::Session;
use crate::ticket::{Allow, Ticket};
use crate::{
    agreement, annotation, audits, backups, calibration, diagnostics, home, import, people, photographs, preferences,
    questions, record, releases, review, studies, terms,
};

type Run = Box<dyn Fn(&Ticket<'_>, Value) -> Result<Value, AppError> + Send + Sync>;

/// One line of the table.
pub struct Command {
    /// Name, `noun.verb`.
    pub name: &'static str,
    /// Who may.
    pub allow: Allow,
    /// Whether it is long work.
    pub(crate) long: bool,
    #[cfg_attr(not(test), expect(dead_code, reason = "the contract with the screens is written by a test"))]
    pub(crate) crossing: Crossing,
    pub(crate) run: Run,
}

fn read<I: DeserializeOwned>(input: Value) -> Result<I, AppError> {
    serde_json::from_value(input).map_err(|error| AppError::new(Code::BadInput).with("detail", error.to_string()))
}

fn write<O: Serialize>(output: O) -> Result<Value, AppError> {
    serde_json::to_value(output).map_err(|error| AppError::new(Code::Internal).because(&error))
}

/// What crosses to the screens, as TypeScript names it.
#[cfg_attr(not(test), expect(dead_code, reason = "the contract with the screens is written by a test"))]
pub(crate) struct Crossing {
    pub(crate) input: fn(&Config) -> String,
    pub(crate) output: fn(&Config) -> String,
    /// Writes the types and all that they name to the folder of the configuration.
    pub(crate) export: fn(&Config) -> Result<(), ExportError>,
}

impl Crossing {
    fn of<I: TS + 'static, O: TS + 'static>() -> Self {
        Self {
            input: I::name,
            output: O::name,
            export: |config| {
                let mut named = Named { config, result: Ok(()) };
                named.visit::<I>();
                named.visit::<O>();
                named.result
            },
        }
    }
}

/// Writes the types that have a name; lists and numbers have none.
struct Named<'a> {
    config: &'a Config,
    result: Result<(), ExportError>,
}

impl TypeVisitor for Named<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() {
            T::visit_generics(self);
        } else if self.result.is_ok() {
            self.result = T::export_all(self.config);
        }
    }
}

/// A use case that runs in one go, in the session of whoever asks.
fn command<I, O>(name: &'static str, allow: Allow, run: fn(&mut Session, I) -> Result<O, AppError>) -> Command
where
    I: DeserializeOwned + TS + 'static,
    O: Serialize + TS + 'static,
{
    let run = move |ticket: &Ticket<'_>, input: Value| {
        let input = read(input)?;
        write(ticket.run(|session| run(session, input))?)
    };
    Command { name, allow, long: false, crossing: Crossing::of::<I, O>(), run: Box::new(run) }
}

/// A use case that is about the machine, for whoever is signed in.
fn machine<I, O>(name: &'static str, run: fn(&Ticket<'_>, I) -> Result<O, AppError>) -> Command
where
    I: DeserializeOwned + TS + 'static,
    O: Serialize + TS + 'static,
{
    let run = move |ticket: &Ticket<'_>, input: Value| {
        ticket.look(|_| ())?;
        write(run(ticket, read(input)?)?)
    };
    Command { name, allow: Allow::SignedIn, long: false, crossing: Crossing::of::<I, O>(), run: Box::new(run) }
}

/// A use case that opens or closes sessions, or needs none.
fn program<I, O>(name: &'static str, run: fn(&Ticket<'_>, I) -> Result<O, AppError>) -> Command
where
    I: DeserializeOwned + TS + 'static,
    O: Serialize + TS + 'static,
{
    Command { long: false, ..long(name, Allow::Anyone, run) }
}

/// Long work: tells its progress, can be cancelled, and lets others ask in between.
fn long<I, O>(name: &'static str, allow: Allow, run: fn(&Ticket<'_>, I) -> Result<O, AppError>) -> Command
where
    I: DeserializeOwned + TS + 'static,
    O: Serialize + TS + 'static,
{
    let run = move |ticket: &Ticket<'_>, input: Value| write(run(ticket, read(input)?)?);
    Command { name, allow, long: true, crossing: Crossing::of::<I, O>(), run: Box::new(run) }
}

/// Everything that can be asked.
pub static COMMANDS: LazyLock<Vec<Command>> = LazyLock::new(|| {
    use Allow::{Anyone, Coordinator, Overseer, Reader, Screener, Senior, SignedIn};
    vec![
        program("study.recent", studies::recent),
        program("study.create", studies::create),
        long("study.open", Anyone, studies::open),
        long("study.join", Anyone, studies::join),
        program("study.lock", studies::lock),
        long("study.unlock", Anyone, studies::unlock),
        command("study.stay", SignedIn, studies::stay),
        program("study.close", studies::close),
        program("backup.list", backups::list),
        long("study.restore", Anyone, studies::restore),
        long("recovery.read", Anyone, studies::read_sheet),
        long("study.recover", Anyone, studies::recover),
        command("password.change", SignedIn, studies::change_password),
        command("study.info", SignedIn, studies::info),
        command("study.configure", Coordinator, studies::configure),
        program("vocabulary.read", terms::read),
        command("vocabulary.changes", Coordinator, terms::changes),
        command("vocabulary.move", Coordinator, terms::move_on),
        command("backup.view", Coordinator, backups::view),
        command("backup.choose_place", Coordinator, backups::choose_place),
        long("backup.write", SignedIn, backups::write),
        command("home.view", SignedIn, home::view),
        command("preference.read", SignedIn, preferences::read),
        command("preference.save", SignedIn, preferences::save),
        command("person.list", SignedIn, people::list),
        command("person.invite", Coordinator, people::invite),
        command("person.reinvite", Coordinator, people::reinvite),
        command("person.withdraw", Coordinator, people::withdraw),
        command("person.revoke", Coordinator, people::revoke),
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
        long("annotation.import_preview", Reader, annotation::import_preview),
        long("annotation.import", Reader, annotation::import),
        command("annotation.save_report", Reader, annotation::save_report),
        command("review.prepare", Senior, review::prepare),
        command("review.queue", Senior, review::queue),
        command("review.signed", Senior, review::signed),
        command("review.open", Senior, review::open),
        command("review.weigh", Senior, review::weigh),
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
        long("question.draft", Coordinator, questions::draft),
        long("question.audit", Overseer, questions::audit),
        command("question.list", Overseer, questions::list),
        command("question.review", Senior, questions::review),
        long("question.approve_rest", Senior, questions::approve_rest),
        command("question.admit", Senior, questions::admit),
        command("question.check", Senior, questions::check),
        command("question.others", Senior, questions::others),
        command("question.about", Overseer, questions::about),
        command("question.history", Overseer, questions::history),
        command("question.reopen", Senior, questions::reopen),
        command("release.preview", Coordinator, releases::preview),
        long("release.publish", Coordinator, releases::publish),
        long("release.verify", Coordinator, releases::verify),
        command("record.list", Coordinator, record::list),
        command("record.save", Coordinator, record::save),
        long("record.verify", Coordinator, record::verify),
        machine("log.read", diagnostics::read),
        machine("log.save", diagnostics::save),
        program("work.cancel", |ticket, id: String| {
            ticket.desk.works.cancel(&id);
            Ok(())
        }),
    ]
});
