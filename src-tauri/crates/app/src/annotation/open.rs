//! Opening a photograph to annotate: the physician's draft, or what he or she submitted.

use domain::annotation::{Annotation, Missing, missing};
use domain::hints::{Hint, hints};
use domain::people::Role;
use domain::photograph::PhotographId;
use domain::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::tables::annotations;
use store::tables::drafts::DraftKind;
use store::tables::photographs::PhotographRow;
use ts_rs::TS;

use crate::audits;
use crate::calibration;
use crate::error::{AppError, Code};
use crate::review::{QueryView, asked_of_me};
use crate::session::Session;

/// Work in progress, as saved.
#[derive(Debug, Default, Serialize, Deserialize, TS)]
pub struct DraftView {
    /// The annotation so far.
    pub annotation: Annotation,
    /// Undo history, kept for the screen as it gave it.
    #[serde(default)]
    #[ts(type = "unknown")]
    pub history: Value,
    /// Active time in seconds.
    #[serde(default)]
    pub active_seconds: u32,
}

/// One photograph as its physician opens it.
#[derive(Debug, Serialize, TS)]
pub struct AnnotationView {
    /// Photograph.
    pub photograph: PhotographId,
    /// Draft, empty when not started.
    pub draft: DraftView,
    /// Revision that was submitted; empty before.
    pub revision: Option<u32>,
    /// Whether the draft differs from what was submitted: it counts only once it is amended.
    pub changed: bool,
    /// Whether nothing can be amended any more: a review is signed, or it was a trial of the calibration set.
    pub closed: bool,
    /// What is missing before submitting.
    pub missing: Vec<Missing>,
    /// What contradicts the definitions in the draft; none for trials, and for what cannot be changed any more.
    pub hints: Vec<Hint>,
    /// What a senior asks about it.
    pub queries: Vec<QueryView>,
}

/// What becomes of what a person submits for a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// One of the readings of the study, or of a trial.
    Reading,
    /// The reference of the calibration set.
    Reference,
    /// The measure of a reviewed record.
    Audit,
}

/// Why the photograph is this person's to annotate; refused when it is not, or not before the practice.
pub(super) fn purpose(session: &Session, photograph: &PhotographId) -> Result<Purpose, AppError> {
    if audits::mine_on(session, photograph)?.is_some() {
        return Ok(Purpose::Audit);
    }
    let trials = calibration::mine(session)?;
    let trial = trials.iter().any(|(id, _)| id == photograph);
    if trial && session.has(Role::Senior) {
        Ok(Purpose::Reference)
    } else if trial || (session.is_assigned(photograph)? && !calibration::comes_first(session, &trials)?) {
        Ok(Purpose::Reading)
    } else {
        Err(AppError::new(Code::NotAllowed))
    }
}

/// What the person has submitted for a photograph, with its revision.
pub(super) fn submitted(
    session: &Session,
    photograph: &PhotographId,
    purpose: Purpose,
) -> Result<Option<(u32, Annotation)>, AppError> {
    match purpose {
        Purpose::Reference => Ok(calibration::reference(session, photograph)?.map(|reference| (1, reference))),
        Purpose::Audit => {
            let audit = audits::mine_on(session, photograph)?;
            Ok(audit.and_then(|row| row.annotation).map(|annotation| (1, annotation)))
        }
        Purpose::Reading => {
            let row = annotations::of_author(session.study.connection(), photograph, session.study.person())?;
            row.map(|row| Ok((row.revision, (*session.open_annotation(&row)?).clone()))).transpose()
        }
    }
}

/// Whether a draft differs from what was submitted.
pub(super) fn is_changed(
    session: &Session,
    photograph: &PhotographId,
    purpose: Purpose,
    draft: &Annotation,
) -> Result<bool, AppError> {
    Ok(submitted(session, photograph, purpose)?.is_some_and(|(_, submitted)| submitted != *draft))
}

/// The draft as saved, if there is one.
pub(super) fn saved_draft(session: &Session, photograph: &PhotographId) -> Result<Option<DraftView>, AppError> {
    let Some((plain, _)) = session.study.draft(photograph, DraftKind::Annotation)? else { return Ok(None) };
    let damaged = |_| AppError::new(Code::StudyDamaged).with("part", "a draft");
    serde_json::from_slice(&plain).map(Some).map_err(damaged)
}

/// What contradicts the definitions in what somebody has chosen so far. It names what was chosen, never what to choose;
/// a trial is answered without it.
pub(super) fn live_hints(row: &PhotographRow, annotation: &Annotation) -> Vec<Hint> {
    if row.calibration { Vec::new() } else { hints(annotation, Vocabulary::built_in()) }
}

pub(crate) fn open(session: &mut Session, photograph: PhotographId) -> Result<AnnotationView, AppError> {
    let purpose = purpose(session, &photograph)?;
    let row = session.photograph(&photograph)?;
    let (revision, submitted) = submitted(session, &photograph, purpose)?.unzip();
    let said = submitted.clone();
    let draft = match (saved_draft(session, &photograph)?, submitted) {
        (Some(draft), _) => draft,
        (None, Some(annotation)) => DraftView { annotation, ..DraftView::default() },
        (None, None) => DraftView::default(),
    };
    let closed = match purpose {
        Purpose::Reading => row.reviewed || (row.calibration && revision.is_some()),
        Purpose::Reference | Purpose::Audit => revision.is_some(),
    };
    Ok(AnnotationView {
        changed: said.as_ref().is_some_and(|said| *said != draft.annotation),
        missing: missing(&draft.annotation, Vocabulary::built_in()),
        hints: if closed { Vec::new() } else { live_hints(&row, &draft.annotation) },
        closed,
        queries: asked_of_me(session, Some(&photograph))?,
        revision,
        photograph,
        draft,
    })
}
