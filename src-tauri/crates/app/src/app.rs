//! The running program: the door through which everything is asked.

use std::sync::Arc;

use domain::photograph::PhotographId;
use imaging::preview_within;
use serde_json::Value;
use store::PhotographSize;
use uuid::Uuid;

use crate::commands::{COMMANDS, Command};
use crate::desk::{Config, Desk};
use crate::error::{AppError, Code};
use crate::session::{PictureError, Session};
use crate::ticket::{Allow, Ticket};
use crate::work::{Progress, Work};

/// The running program.
pub struct App {
    pub(crate) desk: Desk,
}

impl App {
    /// Starts without an open study.
    pub fn new(config: Config) -> Self {
        Self { desk: Desk::new(config) }
    }

    /// Asks for something by name; see [`COMMANDS`] for what there is and who may.
    pub fn call(&self, name: &str, input: Value) -> Result<Value, AppError> {
        self.call_with_progress(name, input, &Uuid::now_v7().to_string(), &|_| {})
    }

    /// Like [`App::call`]; long work tells its progress and is cancelled by the id that it is given here
    /// (`work.cancel`).
    pub fn call_with_progress(
        &self,
        name: &str,
        input: Value,
        work: &str,
        tell: &(dyn Fn(Progress) + Sync),
    ) -> Result<Value, AppError> {
        let command: &Command = COMMANDS
            .iter()
            .find(|command| command.name == name)
            .ok_or_else(|| AppError::new(Code::UnknownCommand).with("name", name))?;
        let answer = self.answer(command, input, work, tell);
        self.desk.log.note(command.name, &answer);
        answer
    }

    fn answer(
        &self,
        command: &Command,
        input: Value,
        work: &str,
        tell: &(dyn Fn(Progress) + Sync),
    ) -> Result<Value, AppError> {
        let issue = |work| Ticket::issue(&self.desk, command.allow, work, tell);
        if !command.long {
            return (command.run)(&issue(Arc::new(Work::new(command.name)))?, input);
        }
        let under_way = self.desk.works.begin(work, command.name)?;
        let ticket = issue(Arc::clone(&under_way.work))?;
        ticket.keep()?;
        let answer = (command.run)(&ticket, input);
        // The session is let go before the work counts as ended: whoever signs in then finds the study free.
        drop(ticket);
        drop(under_way);
        answer
    }

    /// Whether long work is under way.
    pub fn is_working(&self) -> bool {
        self.desk.works.is_any_running()
    }

    /// A picture as JPEG; a preview no larger than `within` (width and height in pixels). `unmasked` is for screening
    /// only.
    pub fn picture(
        &self,
        id: &str,
        size: &str,
        within: Option<(u32, u32)>,
        unmasked: bool,
    ) -> Result<Vec<u8>, PictureError> {
        let size = match size {
            "full" => PhotographSize::Full,
            "preview" => PhotographSize::Preview,
            "thumbnail" => PhotographSize::Thumbnail,
            _ => return Err(PictureError::Forbidden),
        };
        let ticket = Ticket::issue(&self.desk, Allow::SignedIn, Arc::new(Work::new("picture")), &|_| {});
        let find = |session: &Session| session.picture(&PhotographId(id.to_owned()), size, unmasked);
        let read = ticket.and_then(|ticket| ticket.look(find)).map_err(|_| PictureError::Forbidden)??;
        let jpeg = read()?;
        match within.filter(|_| size == PhotographSize::Preview) {
            Some((width, height)) => preview_within(&jpeg, width, height).map_err(|_| PictureError::Damaged),
            None => Ok(jpeg),
        }
    }
}
