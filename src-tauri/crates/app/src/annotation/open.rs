//! Opening a photograph to annotate: the physician's draft, or what he or she submitted.

use domain::annotation::{Annotation, Missing, missing};
use domain::hints::Hint;
use domain::photograph::PhotographId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::tables::drafts::DraftKind;
use ts_rs::TS;

use super::sheet::Sheet;
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
    /// The one that was asked for.
    pub photograph: PhotographId,
    /// Draft, empty when not started.
    pub draft: DraftView,
    /// Revision that was submitted; empty before.
    pub revision: Option<u32>,
    /// Whether the draft differs from what was submitted: it counts only once it is amended.
    pub changed: bool,
    /// Whether nothing can be amended any more: a review is signed, or it was no reading of the study.
    pub closed: bool,
    /// What is missing before submitting.
    pub missing: Vec<Missing>,
    /// What contradicts the definitions in the draft; none for trials, and for what cannot be changed any more.
    pub hints: Vec<Hint>,
    /// What a senior asks about it.
    pub queries: Vec<QueryView>,
}

/// The draft as saved, if there is one.
pub(super) fn saved_draft(session: &Session, photograph: &PhotographId) -> Result<Option<DraftView>, AppError> {
    let Some((plain, _)) = session.study.draft(photograph, DraftKind::Annotation)? else { return Ok(None) };
    let damaged = |error: serde_json::Error| AppError::new(Code::StudyDamaged).with("part", "a draft").because(&error);
    serde_json::from_slice(&plain).map(Some).map_err(damaged)
}

pub(crate) fn open(session: &mut Session, photograph: PhotographId) -> Result<AnnotationView, AppError> {
    let sheet = Sheet::open(session, &photograph)?;
    let draft = match (saved_draft(session, &photograph)?, &sheet.submitted) {
        (Some(draft), _) => draft,
        (None, Some((_, annotation))) => DraftView { annotation: (**annotation).clone(), ..DraftView::default() },
        (None, None) => DraftView::default(),
    };
    Ok(AnnotationView {
        changed: sheet.is_changed(&draft.annotation),
        missing: missing(&draft.annotation, sheet.vocabulary),
        hints: sheet.hints(&draft.annotation),
        closed: sheet.is_closed(),
        queries: asked_of_me(session, Some(&photograph))?,
        revision: sheet.revision(),
        photograph,
        draft,
    })
}
