//! A photograph that a person annotates, read once: what opening, saving, submitting and amending need of it.

use std::sync::Arc;

use domain::annotation::Annotation;
use domain::hints::{Hint, hints};
use domain::photograph::{PhotographId, Stage};
use domain::task::{Purpose, practice_comes_first};
use domain::vocabulary::Vocabulary;
use store::tables::photographs::PhotographRow;
use store::tables::{annotations, tasks};

use crate::error::{AppError, Code};
use crate::session::Session;

pub(super) struct Sheet {
    pub(super) photograph: PhotographRow,
    pub(super) purpose: Purpose,
    /// What is submitted, and its revision from 1.
    pub(super) submitted: Option<(u32, Arc<Annotation>)>,
    /// Version that the study pins.
    pub(super) vocabulary: &'static Vocabulary,
}

impl Sheet {
    /// Refused when the photograph is not this person's to annotate, or not before the practice.
    pub(super) fn open(session: &Session, id: &PhotographId) -> Result<Self, AppError> {
        let task = session.task_on(id)?.ok_or(AppError::new(Code::NotAllowed))?;
        if task.purpose == Purpose::Reading && practises_first(session)? {
            return Err(AppError::new(Code::NotAllowed));
        }
        let submitted = if task.submitted { submitted(session, id, task.purpose)? } else { None };
        Ok(Self {
            photograph: session.photograph(id)?,
            purpose: task.purpose,
            submitted,
            vocabulary: session.vocabulary,
        })
    }

    pub(super) fn id(&self) -> &PhotographId {
        &self.photograph.id
    }
    /// Revision that is submitted; none before.
    pub(super) fn revision(&self) -> Option<u32> {
        self.submitted.as_ref().map(|(revision, _)| *revision)
    }
    /// Whether nothing can be changed any more.
    pub(super) fn is_closed(&self) -> bool {
        if self.purpose.can_be_amended() { self.photograph.stage == Stage::Reviewed } else { self.submitted.is_some() }
    }
    /// Whether a draft differs from what is submitted.
    pub(super) fn is_changed(&self, draft: &Annotation) -> bool {
        self.submitted.as_ref().is_some_and(|(_, submitted)| **submitted != *draft)
    }
    /// What contradicts the definitions in what is chosen so far. It names what was chosen, never what to choose.
    pub(super) fn hints(&self, draft: &Annotation) -> Vec<Hint> {
        if self.purpose.has_hints() && !self.is_closed() { hints(draft, self.vocabulary) } else { Vec::new() }
    }
}

/// Whether practice comes before real work. All tasks are looked at only while a trial waits.
fn practises_first(session: &Session) -> Result<bool, AppError> {
    let (connection, me) = (session.study.connection(), session.study.person());
    Ok(tasks::has_trial_waiting(connection, me, session.roles())? && practice_comes_first(&session.tasks()?))
}

fn submitted(
    session: &Session,
    id: &PhotographId,
    purpose: Purpose,
) -> Result<Option<(u32, Arc<Annotation>)>, AppError> {
    let connection = session.study.connection();
    match purpose {
        Purpose::Reference | Purpose::Audit => {
            let task = tasks::of_senior(connection, id, purpose)?;
            Ok(task.and_then(|task| task.annotation).map(|annotation| (1, Arc::new(annotation))))
        }
        Purpose::Trial | Purpose::Reading => {
            let row = annotations::of_author(connection, id, session.study.person())?;
            row.map(|row| Ok((row.revision, session.open_annotation(&row)?))).transpose()
        }
    }
}
