//! The desk that people sit down at: what the program was started with and what outlives sessions, at most one open
//! study, and long work under way.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use imaging::WorkerPool;
use store::{Marks, Program, Strength, Writing};

use crate::VERSION;
use crate::clock::Clock;
use crate::import::Hashes;
use crate::log::Log;
use crate::session::Session;
use crate::work::Works;

/// What the program is started with.
pub struct Config {
    /// Folder for the list of recent studies and the log of this machine; none where nothing is to be kept.
    pub settings_folder: PathBuf,
    /// Folder that notes what each study held when it was last written on this machine.
    pub marks_folder: PathBuf,
    /// Program that decodes photographs; it calls [`crate::run_worker_if_asked`] first.
    pub worker: PathBuf,
    /// Name of this machine in the record.
    pub machine: String,
    /// Study to offer first on the sign-in screen.
    pub study: Option<PathBuf>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Strength of passwords that are chosen.
    pub strength: Strength,
}

/// Wrong passwords that this program saw, by folder and name: how many could not be kept on disk, and when the last one
/// came.
pub(crate) type WrongPasswords = BTreeMap<(PathBuf, String), (u32, Duration)>;

/// A session; its keys leave memory when nobody holds it any more.
pub(crate) type Shared = Arc<Mutex<Session>>;

#[derive(Default)]
enum Seat {
    #[default]
    Free,
    Taken(Shared),
    /// Nobody is at the machine: only long work that is under way still holds the session.
    Locked(Weak<Mutex<Session>>),
}

pub(crate) struct Desk {
    pub(crate) config: Config,
    pub(crate) program: Program,
    pub(crate) workers: WorkerPool,
    /// When the program started, as the clock counts.
    pub(crate) started: Duration,
    pub(crate) wrong_passwords: Mutex<WrongPasswords>,
    pub(crate) hashes: Hashes,
    pub(crate) works: Works,
    pub(crate) log: Log,
    seat: Mutex<Seat>,
}

impl Desk {
    pub(crate) fn new(config: Config) -> Self {
        let log = Log::begin(config.settings_folder.join("log"));
        Self {
            started: config.clock.uptime(),
            program: Program {
                machine: config.machine.clone(),
                version: VERSION.to_owned(),
                marks: Marks(config.marks_folder.clone()),
                strength: config.strength,
            },
            workers: WorkerPool::new(config.worker.clone()),
            config,
            wrong_passwords: Mutex::default(),
            hashes: Hashes::default(),
            works: Works::default(),
            log,
            seat: Mutex::default(),
        }
    }

    /// When something is written outside a session.
    pub(crate) fn writing(&self) -> Writing {
        Writing { at: self.config.clock.now(), offset_minutes: self.config.clock.offset_minutes(), reason: None }
    }

    fn seat(&self) -> MutexGuard<'_, Seat> {
        self.seat.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The session of whoever is at the machine.
    pub(crate) fn session(&self) -> Option<Shared> {
        match &*self.seat() {
            Seat::Taken(session) => Some(Arc::clone(session)),
            Seat::Free | Seat::Locked(_) => None,
        }
    }
    pub(crate) fn is_at_desk(&self, session: &Shared) -> bool {
        matches!(&*self.seat(), Seat::Taken(taken) if Arc::ptr_eq(taken, session))
    }
    /// The locked session that long work still holds.
    pub(crate) fn locked_session(&self) -> Option<Shared> {
        match &*self.seat() {
            Seat::Locked(session) => session.upgrade(),
            Seat::Free | Seat::Taken(_) => None,
        }
    }

    /// Lets go of the session: everything waits for the password, and the keys leave memory as soon as no long work
    /// needs them.
    pub(crate) fn lock(&self) {
        let mut seat = self.seat();
        if let Seat::Taken(session) = &*seat {
            *seat = Seat::Locked(Arc::downgrade(session));
        }
    }
    /// Somebody sits down, or back.
    pub(crate) fn take(&self, session: Shared) {
        *self.seat() = Seat::Taken(session);
    }
    /// Whoever sits here leaves.
    pub(crate) fn clear(&self) {
        *self.seat() = Seat::Free;
    }
}
