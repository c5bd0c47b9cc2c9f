//! Saving a draft; durable when this returns.

use domain::annotation::{AnnotationProblem, Missing, missing, problems};
use domain::hints::Hint;
use domain::photograph::PhotographId;
use domain::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};
use store::tables::drafts::DraftKind;
use ts_rs::TS;

use super::open::DraftView;
use super::sheet::Sheet;
use crate::error::{AppError, Code};
use crate::session::Session;

/// A draft to save.
#[derive(Debug, Deserialize, TS)]
pub struct SaveInput {
    /// What it is a reading of; a task of the person.
    pub photograph: PhotographId,
    /// Everything entered so far, complete or not.
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
pub(super) fn check(draft: &DraftView, vocabulary: &Vocabulary) -> Result<(), AppError> {
    match problems(&draft.annotation, vocabulary).first() {
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
    serde_json::to_vec(draft).map_err(|error| AppError::new(Code::Internal).because(&error))
}

pub(crate) fn save(session: &mut Session, input: SaveInput) -> Result<SavedView, AppError> {
    let sheet = Sheet::open(session, &input.photograph)?;
    check(&input.draft, sheet.vocabulary)?;
    keep(session, &sheet, &input.draft)
}

/// Writes a draft; durable when this returns.
pub(super) fn keep(session: &mut Session, sheet: &Sheet, draft: &DraftView) -> Result<SavedView, AppError> {
    let (plain, saved_ms) = (plain(draft)?, session.now.timestamp_millis());
    session.study.save_draft(sheet.id(), DraftKind::Annotation, &plain, saved_ms)?;
    Ok(SavedView {
        missing: missing(&draft.annotation, sheet.vocabulary),
        hints: sheet.hints(&draft.annotation),
        changed: sheet.is_changed(&draft.annotation),
        saved_ms,
    })
}
