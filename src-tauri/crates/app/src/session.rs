//! One signed-in person with an open study.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::annotation::Annotation;
use domain::people::{PersonId, Role};
use domain::photograph::PhotographId;
use domain::task::Task;
use domain::vocabulary::Vocabulary;
use serde::Deserialize;
use store::tables::annotations::AnnotationRow;
use store::tables::people::{self, PersonRow};
use store::tables::photographs::{self, PhotographRow};
use store::tables::tasks;
use store::{LedgerRow, PhotographSize, Study, Writing};
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::review::{Compared, Waiting};

/// The window locks itself after the study's idle time; a window that does not is locked so many minutes later.
const GRACE_MINUTES: i64 = 1;
/// Wrong passwords at a signature after which the session is locked.
const WRONG_SIGNATURES: u32 = 5;
/// Longest session.
const LONGEST_HOURS: i64 = 12;

/// A signature: the password again (21 CFR Part 11.200), or none while a series of signatures is open.
#[derive(Debug, Deserialize, TS)]
pub struct Signature {
    /// Password of the person who has the study open.
    #[serde(default)]
    pub password: Option<String>,
    /// Whether the next signatures of this session need no password.
    #[serde(default)]
    pub keep_open: bool,
}

/// Why a picture is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureError {
    /// Nobody is signed in, or this person may not see it.
    Forbidden,
    /// It is damaged or missing.
    Damaged,
}

/// Annotations that were opened, by photograph and author, with their revision.
type Opened = BTreeMap<(PhotographId, PersonId), (u32, Arc<Annotation>)>;

/// One signed-in person with an open study.
pub(crate) struct Session {
    pub(crate) study: Study,
    pub(crate) me: PersonRow,
    pub(crate) opened_at: DateTime<Utc>,
    pub(crate) active_at: DateTime<Utc>,
    /// Time of the command that runs now.
    pub(crate) now: DateTime<Utc>,
    pub(crate) offset_minutes: i32,
    /// Minutes of rest after which the window locks.
    pub(crate) idle_minutes: u8,
    /// The version that the study pins.
    pub(crate) vocabulary: &'static Vocabulary,
    /// When the last backup of this session was written, or the session began, by uptime.
    pub(crate) backed_up_at: Duration,
    /// Changes of the database that are in that backup.
    pub(crate) backed_up_changes: u64,
    /// Whether the password was given for a series of signatures.
    signing_open: bool,
    wrong_signatures: u32,
    /// They leave memory with the session.
    opened: RefCell<Opened>,
    /// How the readers of a photograph compare.
    pub(crate) compared: BTreeMap<PhotographId, Compared>,
    /// What waits for review.
    pub(crate) waiting: Option<Waiting>,
}

impl Session {
    /// Refused where the study pins a vocabulary that only a newer program knows.
    pub(crate) fn new(study: Study, now: DateTime<Utc>, offset_minutes: i32) -> Result<Self, AppError> {
        let settings = people::study(study.connection())?;
        let vocabulary = Vocabulary::of_version(&settings.vocabulary).ok_or(AppError::new(Code::StudyNewer))?;
        Ok(Self {
            me: study.me()?,
            study,
            opened_at: now,
            active_at: now,
            now,
            offset_minutes,
            idle_minutes: settings.idle_minutes,
            vocabulary,
            backed_up_at: Duration::ZERO,
            backed_up_changes: 0,
            signing_open: false,
            wrong_signatures: 0,
            opened: RefCell::default(),
            compared: BTreeMap::new(),
            waiting: None,
        })
    }

    /// Asks for the password of a signature, unless it was given for a series of them and the session was not locked
    /// since. The password must stand in none of the texts that are signed.
    pub(crate) fn confirm(&mut self, signature: &Signature, texts: &[&str]) -> Result<(), AppError> {
        let Some(password) = signature.password.as_deref().filter(|password| !password.is_empty()) else {
            return if self.signing_open { Ok(()) } else { Err(AppError::new(Code::PasswordNeeded)) };
        };
        if texts.iter().any(|text| text.contains(password)) {
            return Err(AppError::new(Code::PasswordInText));
        }
        self.check_password(password)?;
        self.signing_open = signature.keep_open;
        Ok(())
    }

    /// Whether this is the password of the person who has the study open. A wrong one ends a series of signatures;
    /// several in a row lock the session.
    pub(crate) fn check_password(&mut self, password: &str) -> Result<(), AppError> {
        let checked = self.study.check_password(password);
        self.signing_open &= checked.is_ok();
        self.wrong_signatures = if checked.is_ok() { 0 } else { self.wrong_signatures + 1 };
        Ok(checked?)
    }

    /// The person gave the password after the session was locked.
    pub(crate) fn came_back(&mut self, now: DateTime<Utc>) {
        (self.opened_at, self.active_at) = (now, now);
        (self.signing_open, self.wrong_signatures) = (false, 0);
    }

    pub(crate) fn roles(&self) -> &[Role] {
        &self.me.profile.roles
    }

    pub(crate) fn has(&self, role: Role) -> bool {
        self.roles().contains(&role)
    }

    /// Whether the session must be closed for idleness or age.
    pub(crate) fn is_over(&self, now: DateTime<Utc>) -> bool {
        (now - self.active_at).num_minutes() >= i64::from(self.idle_minutes) + GRACE_MINUTES
            || (now - self.opened_at).num_hours() >= LONGEST_HOURS
            || self.wrong_signatures >= WRONG_SIGNATURES
    }

    pub(crate) fn writing(&self) -> Writing {
        Writing { at: self.now, offset_minutes: self.offset_minutes, reason: None }
    }

    pub(crate) fn append(&mut self, body: ledger::Body) -> Result<LedgerRow, AppError> {
        let writing = self.writing();
        Ok(self.study.append(body, &writing)?)
    }

    pub(crate) fn photograph(&self, id: &PhotographId) -> Result<PhotographRow, AppError> {
        // An unknown id looks like one that this person may not see.
        photographs::one_of(self.study.connection(), id)?.ok_or(AppError::new(Code::NotAllowed))
    }

    /// All that this person is to annotate, by purpose.
    pub(crate) fn tasks(&self) -> Result<Vec<Task>, AppError> {
        Ok(tasks::of_person(self.study.connection(), self.study.person(), self.roles())?)
    }

    /// What this person is to annotate a photograph for.
    pub(crate) fn task_on(&self, id: &PhotographId) -> Result<Option<Task>, AppError> {
        Ok(tasks::on_photograph(self.study.connection(), id, self.study.person(), self.roles())?)
    }

    /// Opens somebody's annotation; only sessions that hold the author's key can.
    pub(crate) fn open_annotation(&self, row: &AnnotationRow) -> Result<Arc<Annotation>, AppError> {
        if let Some(annotation) = self.opened_before(&row.photograph, &row.author, row.revision) {
            return Ok(annotation);
        }
        let context = seal_context(&row.photograph, &row.author, row.revision);
        let plain = self.study.unseal(&row.author, &context, &row.sealed)?;
        let annotation: Arc<Annotation> = serde_json::from_slice(&plain)
            .map(Arc::new)
            .map_err(|error| AppError::new(Code::StudyDamaged).with("part", "an annotation").because(&error))?;
        let key = (row.photograph.clone(), row.author.clone());
        self.opened.borrow_mut().insert(key, (row.revision, Arc::clone(&annotation)));
        Ok(annotation)
    }

    /// An annotation that this session opened already.
    pub(crate) fn opened_before(
        &self,
        photograph: &PhotographId,
        author: &PersonId,
        revision: u32,
    ) -> Option<Arc<Annotation>> {
        let opened = self.opened.borrow();
        let (known, annotation) = opened.get(&(photograph.clone(), author.clone()))?;
        (*known == revision).then(|| Arc::clone(annotation))
    }

    /// Whether a screener may decide on a photograph, or take the own decision back.
    pub(crate) fn may_screen(&self, row: &PhotographRow) -> bool {
        let mine = row.assigned == 0 && row.screener.as_ref() == Some(self.study.person());
        self.has(Role::Coordinator) || (self.has(Role::Physician) && (row.screening.is_none() || mine))
    }

    /// Whether this person may look at a photograph: coordinators and seniors at all of them,
    /// physicians at those they annotate or screen.
    pub(crate) fn may_see(&self, row: &PhotographRow) -> Result<bool, AppError> {
        let of_right = self.has(Role::Coordinator) || self.has(Role::Senior) || self.may_screen(row);
        Ok(of_right || self.task_on(&row.id)?.is_some())
    }

    /// Where a picture lies, for reading it outside the session's lock. Screeners see the unmasked one.
    pub(crate) fn picture(
        &self,
        id: &PhotographId,
        size: PhotographSize,
        unmasked: bool,
    ) -> Result<impl FnOnce() -> Result<Vec<u8>, PictureError> + use<>, PictureError> {
        let row = self.photograph(id).map_err(|_| PictureError::Forbidden)?;
        let may = self.may_see(&row).map_err(|_| PictureError::Forbidden)?;
        if !may || (unmasked && !self.may_screen(&row)) {
            return Err(PictureError::Forbidden);
        }
        let (vault, content) = (self.study.vault().clone(), if unmasked { row.content } else { row.shown });
        Ok(move || vault.get(&content, size).map_err(|_| PictureError::Damaged))
    }
}

/// What an annotation's seal is bound to.
pub(crate) fn seal_context(photograph: &PhotographId, author: &PersonId, revision: u32) -> String {
    format!("annotation/{photograph}/{author}/{revision}")
}
