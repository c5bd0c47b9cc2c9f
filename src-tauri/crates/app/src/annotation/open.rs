//! Opening a photograph to annotate: the physician's draft, or what he or she submitted.

use domain::annotation::{Annotation, Missing, missing};
use domain::people::Role;
use domain::photograph::PhotographId;
use domain::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::tables::annotations;
use store::tables::drafts::DraftKind;
use ts_rs::TS;

use crate::calibration;
use crate::error::{AppError, Code};
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
    /// Whether nothing can be amended any more: a review is signed, or it was a trial of the calibration set.
    pub closed: bool,
    /// What is missing before submitting.
    pub missing: Vec<Missing>,
}

/// Checks that the photograph is the reader's: assigned, or of the calibration set.
pub(super) fn mine(session: &Session, photograph: &PhotographId) -> Result<(), AppError> {
    let may = session.is_assigned(photograph)? || calibration::mine(session)?.iter().any(|(id, _)| id == photograph);
    if may { Ok(()) } else { Err(AppError::new(Code::NotAllowed)) }
}

/// What the reader has submitted for a photograph: a sealed annotation with its revision, or, for a senior
/// on the calibration set, the reference.
pub(super) fn submitted(session: &Session, photograph: &PhotographId) -> Result<Option<(u32, Annotation)>, AppError> {
    if writes_reference(session, photograph)? {
        return Ok(calibration::reference(session, photograph)?.map(|reference| (1, reference)));
    }
    let row = annotations::of_author(session.study.connection(), photograph, session.study.person())?;
    row.map(|row| Ok((row.revision, session.open_annotation(&row)?))).transpose()
}

/// Whether what this person submits for a photograph becomes the reference of the calibration set.
pub(super) fn writes_reference(session: &Session, photograph: &PhotographId) -> Result<bool, AppError> {
    Ok(session.has(Role::Senior) && session.photograph(photograph)?.calibration)
}

/// The draft as saved, if there is one.
pub(super) fn saved_draft(session: &Session, photograph: &PhotographId) -> Result<Option<DraftView>, AppError> {
    let Some((plain, _)) = session.study.draft(photograph, DraftKind::Annotation)? else { return Ok(None) };
    let damaged = |_| AppError::new(Code::StudyDamaged).with("part", "a draft");
    serde_json::from_slice(&plain).map(Some).map_err(damaged)
}

pub(crate) fn open(session: &mut Session, photograph: PhotographId) -> Result<AnnotationView, AppError> {
    mine(session, &photograph)?;
    let row = session.photograph(&photograph)?;
    let (revision, submitted) = submitted(session, &photograph)?.unzip();
    let draft = match (saved_draft(session, &photograph)?, submitted) {
        (Some(draft), _) => draft,
        (None, Some(annotation)) => DraftView { annotation, ..DraftView::default() },
        (None, None) => DraftView::default(),
    };
    Ok(AnnotationView {
        missing: missing(&draft.annotation, Vocabulary::built_in()),
        closed: row.reviewed || (row.calibration && revision.is_some()),
        revision,
        photograph,
        draft,
    })
}
