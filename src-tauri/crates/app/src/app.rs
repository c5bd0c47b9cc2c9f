//! The running program: at most one open study, and the door through which everything is asked.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::photograph::PhotographId;
use imaging::{WorkerPool, preview_within};
use serde::Serialize;
use serde_json::Value;
use store::PhotographSize;
use ts_rs::TS;

use crate::clock::Clock;
use crate::commands::{COMMANDS, Command};
use crate::error::{AppError, Code};
use crate::import::Hashes;
use crate::session::{PictureError, Session};
use crate::studies::Seen;

/// What the program is started with.
pub struct Config {
    /// Folder for the list of recent studies and nothing else.
    pub settings_folder: PathBuf,
    /// Program that decodes photographs; it calls [`crate::run_worker_if_asked`] first.
    pub worker: PathBuf,
    /// Name of this device in the record.
    pub device: String,
    /// Study to offer first on the sign-in screen.
    pub study: Option<PathBuf>,
    /// Time.
    pub clock: Arc<dyn Clock>,
}

/// How far long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// Steps done.
    pub done: usize,
    /// All steps.
    pub total: usize,
}

/// What long work gets: whom to tell, and whether it was cancelled.
pub struct Work<'a> {
    pub(crate) tell: &'a (dyn Fn(Progress) + Sync),
    pub(crate) cancelled: &'a AtomicBool,
}

impl Work<'_> {
    /// Whether it was not cancelled.
    pub(crate) fn goes_on(&self) -> bool {
        !self.cancelled.load(Ordering::Relaxed)
    }
    /// Reports progress; `false` when the work was cancelled.
    pub(crate) fn step(&self, done: usize, total: usize) -> bool {
        (self.tell)(Progress { done, total });
        self.goes_on()
    }
}

/// The running program.
pub struct App {
    pub(crate) config: Config,
    pub(crate) workers: WorkerPool,
    session: Mutex<Option<Session>>,
    /// Nobody is at the machine. Long work goes on with the session; everything else waits for the password.
    locked: AtomicBool,
    /// Long work under way.
    running: AtomicUsize,
    cancelled: AtomicBool,
    /// When the program started, as the clock counts.
    pub(crate) started: Duration,
    pub(crate) wrong_passwords: Mutex<Seen>,
    pub(crate) hashes: Hashes,
}

impl App {
    /// Starts without an open study.
    pub fn new(config: Config) -> Self {
        let workers = WorkerPool::new(config.worker.clone());
        Self {
            started: config.clock.uptime(),
            config,
            workers,
            session: Mutex::default(),
            locked: AtomicBool::default(),
            running: AtomicUsize::default(),
            cancelled: AtomicBool::default(),
            wrong_passwords: Mutex::default(),
            hashes: Hashes::default(),
        }
    }

    /// Asks for something by name; see [`COMMANDS`] for what there is and who may.
    pub fn call(&self, name: &str, input: Value) -> Result<Value, AppError> {
        self.call_with_progress(name, input, &|_| {})
    }

    /// Like [`App::call`]; long work tells its progress.
    pub fn call_with_progress(
        &self,
        name: &str,
        input: Value,
        tell: &(dyn Fn(Progress) + Sync),
    ) -> Result<Value, AppError> {
        let command: &Command = COMMANDS
            .iter()
            .find(|command| command.name == name)
            .ok_or_else(|| AppError::new(Code::UnknownCommand).with("name", name))?;
        if name == "work.cancel" {
            self.cancelled.store(true, Ordering::Relaxed);
            return Ok(Value::Null);
        }
        self.check_right(command)?;
        let run = || (command.run)(self, input, &Work { tell, cancelled: &self.cancelled });
        if !command.long {
            return run();
        }
        self.cancelled.store(false, Ordering::Relaxed);
        self.running.fetch_add(1, Ordering::SeqCst);
        let answer = run();
        self.running.fetch_sub(1, Ordering::SeqCst);
        if self.locked.load(Ordering::SeqCst) {
            self.lock();
        }
        answer
    }

    /// Refuses everything until the password is given again. The keys leave memory as soon as no long work needs them.
    pub(crate) fn lock(&self) {
        self.locked.store(true, Ordering::SeqCst);
        if self.running.load(Ordering::SeqCst) == 0 {
            *self.session.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
    /// The session that long work goes on with while nobody is at the machine.
    pub(crate) fn with_locked_session<T>(&self, run: impl FnOnce(Option<&mut Session>) -> T) -> T {
        run(self.session.lock().unwrap_or_else(PoisonError::into_inner).as_mut())
    }
    pub(crate) fn unlock(&self) {
        self.locked.store(false, Ordering::SeqCst);
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
        let read = {
            let guard = self.unless_over();
            if self.locked.load(Ordering::SeqCst) {
                return Err(PictureError::Forbidden);
            }
            let session = guard.as_ref().ok_or(PictureError::Forbidden)?;
            session.picture(&PhotographId(id.to_owned()), size, unmasked)?
        };
        let jpeg = read()?;
        match within.filter(|_| size == PhotographSize::Preview) {
            Some((width, height)) => preview_within(&jpeg, width, height).map_err(|_| PictureError::Damaged),
            None => Ok(jpeg),
        }
    }

    fn check_right(&self, command: &Command) -> Result<(), AppError> {
        let Some(roles) = command.allow.roles() else { return Ok(()) };
        let mut guard = self.unless_over();
        let session = guard.as_mut().filter(|_| !self.locked.load(Ordering::SeqCst));
        let session = session.ok_or(AppError::new(Code::Locked))?;
        session.active_at = self.config.clock.now();
        if roles.is_empty() || roles.iter().any(|role| session.has(*role)) {
            Ok(())
        } else {
            Err(AppError::new(Code::NotAllowed))
        }
    }

    /// Runs something with the session; refuses when nobody is signed in.
    pub(crate) fn with_session<T>(&self, run: impl FnOnce(&mut Session) -> Result<T, AppError>) -> Result<T, AppError> {
        let mut guard = self.unless_over();
        let session = guard.as_mut().ok_or(AppError::new(Code::Locked))?;
        session.now = self.config.clock.now();
        session.offset_minutes = self.config.clock.offset_minutes();
        run(session).map_err(|error| error.about(session.study.folder()))
    }

    /// The session slot; closed first when its time is over, so that keys leave memory.
    fn unless_over(&self) -> MutexGuard<'_, Option<Session>> {
        let mut guard = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if guard.as_ref().is_some_and(|session| session.is_over(self.config.clock.now())) {
            self.locked.store(true, Ordering::SeqCst);
            if self.running.load(Ordering::SeqCst) == 0 {
                *guard = None;
            }
        }
        guard
    }

    pub(crate) fn set_session(&self, session: Option<Session>) {
        self.unlock();
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = session;
    }
}
