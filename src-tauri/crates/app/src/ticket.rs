//! What every call carries: for whom it runs, in which study and with which right, and a cancel of its own. All of it is
//! checked under the lock of the session that the call runs in. Long work keeps its ticket: the window may lock, and
//! what the work does is recorded under the person who began it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, MutexGuard, PoisonError};

use domain::people::Role;

use crate::desk::{Desk, Shared};
use crate::error::{AppError, Code};
use crate::session::Session;
use crate::work::{Progress, Work};

/// Who may ask. Rights on a single photograph are checked by the use case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allow {
    /// Anybody at the machine, signed in or not.
    Anyone,
    /// Any signed-in person.
    SignedIn,
    /// Whoever coordinates the study.
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
    fn admits(self, session: &Session) -> bool {
        let roles: &[Role] = match self {
            Self::Anyone | Self::SignedIn => return true,
            Self::Coordinator => &[Role::Coordinator],
            Self::Senior => &[Role::Senior],
            Self::Reader => &[Role::Physician, Role::Senior],
            Self::Screener => &[Role::Coordinator, Role::Physician],
            Self::Overseer => &[Role::Coordinator, Role::Senior],
        };
        roles.iter().any(|role| session.has(*role))
    }
}

/// The ticket of one call.
pub(crate) struct Ticket<'a> {
    pub(crate) desk: &'a Desk,
    right: Allow,
    session: Option<Shared>,
    /// Whether it stays good when the window locks.
    kept: AtomicBool,
    work: Arc<Work>,
    tell: &'a (dyn Fn(Progress) + Sync),
}

impl<'a> Ticket<'a> {
    /// A ticket for whoever is at the machine; good until the window locks, for one call.
    pub(crate) fn issue(
        desk: &'a Desk,
        right: Allow,
        work: Arc<Work>,
        tell: &'a (dyn Fn(Progress) + Sync),
    ) -> Result<Self, AppError> {
        let session = desk.session();
        if right != Allow::Anyone && session.is_none() {
            return Err(AppError::new(Code::Locked));
        }
        let session = session.filter(|_| right != Allow::Anyone);
        Ok(Self { desk, right, session, kept: AtomicBool::default(), work, tell })
    }

    /// The ticket stays good until the work ends, whatever becomes of the window. Refused when it is not good now.
    pub(crate) fn keep(&self) -> Result<(), AppError> {
        if self.session.is_some() {
            self.run(|_| Ok(()))?;
        }
        self.kept.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Runs something in the session of the ticket; somebody is at the machine.
    pub(crate) fn run<T>(&self, run: impl FnOnce(&mut Session) -> Result<T, AppError>) -> Result<T, AppError> {
        let mut session = self.admitted()?;
        let clock = &self.desk.config.clock;
        (session.now, session.offset_minutes) = (clock.now(), clock.offset_minutes());
        if !self.kept.load(Ordering::Relaxed) {
            session.active_at = session.now;
        }
        run(&mut session).map_err(|error| error.about(session.study.folder()))
    }

    /// Looks at something in the session of the ticket, which says nothing about anybody's being at the machine.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Session) -> T) -> Result<T, AppError> {
        Ok(look(&*self.admitted()?))
    }

    /// Whoever is at the desk leaves it. Refused while other long work than this is under way.
    pub(crate) fn leave(&self) -> Result<(), AppError> {
        self.desk.works.refuse_while_running(&self.work)?;
        self.desk.clear();
        Ok(())
    }

    fn admitted(&self) -> Result<MutexGuard<'_, Session>, AppError> {
        let held = self.session.as_ref().ok_or(AppError::new(Code::Locked))?;
        let session = held.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.kept.load(Ordering::Relaxed) {
            // Over for idleness or age: the keys leave memory.
            if self.desk.is_at_desk(held) && session.is_over(self.desk.config.clock.now()) {
                self.desk.lock();
            }
            if !self.desk.is_at_desk(held) {
                return Err(AppError::new(Code::Locked));
            }
        }
        if self.right.admits(&session) { Ok(session) } else { Err(AppError::new(Code::NotAllowed)) }
    }

    /// Whether the work was not cancelled.
    pub(crate) fn goes_on(&self) -> bool {
        self.work.goes_on()
    }
    /// Reports progress; `false` when the work was cancelled.
    pub(crate) fn step(&self, done: usize, total: usize) -> bool {
        self.work.is_at(Progress { done, total });
        (self.tell)(Progress { done, total });
        self.goes_on()
    }
}
