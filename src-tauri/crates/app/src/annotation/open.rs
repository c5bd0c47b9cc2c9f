//! Opening a photograph to annotate: the physician's draft, or what he or she submitted.

use domain::annotation::{Annotation, Missing, missing};
use domain::photograph::PhotographId;
use domain::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::tables::annotations;
use store::tables::drafts::DraftKind;
use ts_rs::TS;

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
    /// Whether a review is signed, after which nothing can be amended.
    pub reviewed: bool,
    /// What is missing before submitting.
    pub missing: Vec<Missing>,
}

/// Checks that the photograph is the physician's.
pub(super) fn mine(session: &Session, photograph: &PhotographId) -> Result<(), AppError> {
    if session.is_assigned(photograph)? { Ok(()) } else { Err(AppError::new(Code::NotAllowed)) }
}

/// The draft as saved, if there is one.
pub(super) fn saved_draft(session: &Session, photograph: &PhotographId) -> Result<Option<DraftView>, AppError> {
    let Some((plain, _)) = session.study.draft(photograph, DraftKind::Annotation)? else { return Ok(None) };
    let damaged = |_| AppError::new(Code::StudyDamaged).with("part", "a draft");
    serde_json::from_slice(&plain).map(Some).map_err(damaged)
}

pub(crate) fn open(session: &mut Session, photograph: PhotographId) -> Result<AnnotationView, AppError> {
    mine(session, &photograph)?;
    let submitted = annotations::of_author(session.study.connection(), &photograph, session.study.person())?;
    let draft = match (saved_draft(session, &photograph)?, &submitted) {
        (Some(draft), _) => draft,
        (None, Some(row)) => DraftView { annotation: session.open_annotation(row)?, ..DraftView::default() },
        (None, None) => DraftView::default(),
    };
    Ok(AnnotationView {
        missing: missing(&draft.annotation, Vocabulary::built_in()),
        revision: submitted.map(|row| row.revision),
        reviewed: session.photograph(&photograph)?.reviewed,
        photograph,
        draft,
    })
}
