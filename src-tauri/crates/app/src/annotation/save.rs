//! Saving a draft; durable when this returns.

use domain::annotation::{AnnotationProblem, Missing, missing, problems};
use domain::hints::Hint;
use domain::photograph::PhotographId;
use domain::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};
use store::tables::drafts::DraftKind;
use ts_rs::TS;

use super::open::{DraftView, is_changed, live_hints, purpose};
use crate::error::{AppError, Code};
use crate::session::Session;

/// A draft to save.
#[derive(Debug, Deserialize, TS)]
pub struct SaveInput {
    /// Photograph.
    pub photograph: PhotographId,
    /// Draft.
    pub draft: DraftView,
}

/// A saved draft.
#[derive(Debug, Serialize, TS)]
pub struct SavedView {
    /// What is missing before submitting.
    pub missing: Vec<Missing>,
    /// What contradicts the definitions in it; none for trials.
    pub hints: Vec<Hint>,
    /// Whether it differs from what was submitted.
    pub changed: bool,
    /// When it was saved, milliseconds since 1970, UTC.
    #[ts(type = "number")]
    pub saved_ms: i64,
}

/// Refuses terms that the vocabulary does not have, and loose ends.
pub(super) fn check(draft: &DraftView) -> Result<(), AppError> {
    match problems(&draft.annotation, Vocabulary::built_in()).first() {
        None => Ok(()),
        Some(AnnotationProblem::UnknownTerm(code, _)) => {
            Err(AppError::new(Code::UnknownTerm).with("term", code.as_str()))
        }
        Some(
            problem @ (AnnotationProblem::RepeatedLesion(_)
            | AnnotationProblem::DanglingRelation(_)
            | AnnotationProblem::RegionNotChosen(..)
            | AnnotationProblem::Scale),
        ) => Err(AppError::new(Code::BadInput).with("detail", problem.to_string())),
    }
}

/// A draft as it is kept.
pub(super) fn plain(draft: &DraftView) -> Result<Vec<u8>, AppError> {
    serde_json::to_vec(draft).map_err(|_| AppError::new(Code::Internal))
}

pub(crate) fn save(session: &mut Session, input: SaveInput) -> Result<SavedView, AppError> {
    let purpose = purpose(session, &input.photograph)?;
    check(&input.draft)?;
    let plain = plain(&input.draft)?;
    let saved_ms = session.now.timestamp_millis();
    session.study.save_draft(&input.photograph, DraftKind::Annotation, &plain, saved_ms)?;
    Ok(SavedView {
        missing: missing(&input.draft.annotation, Vocabulary::built_in()),
        hints: live_hints(&session.photograph(&input.photograph)?, &input.draft.annotation),
        changed: is_changed(session, &input.photograph, purpose, &input.draft.annotation)?,
        saved_ms,
    })
}
