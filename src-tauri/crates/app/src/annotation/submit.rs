//! Submitting and amending. A submitted annotation is never overwritten: an amendment is a new
//! revision with a reason (protocol, "The annotation").

use domain::annotation::missing;
use domain::photograph::PhotographId;
use domain::vocabulary::Vocabulary;
use ledger::{Body, SubmittedAnnotation};
use serde::{Deserialize, Serialize};
use store::tables::annotations;
use ts_rs::TS;

use super::open::{DraftView, mine};
use super::save::{SaveInput, check, save};
use crate::error::{AppError, Code};
use crate::session::{Session, seal_context};

/// A finished draft.
#[derive(Debug, Deserialize, TS)]
pub struct SubmitInput {
    /// Photograph.
    pub photograph: PhotographId,
    /// The annotation as it stands on the screen.
    pub draft: DraftView,
}

/// A changed annotation with the reason for it.
#[derive(Debug, Deserialize, TS)]
pub struct AmendInput {
    /// Photograph.
    pub photograph: PhotographId,
    /// The annotation as it stands on the screen.
    pub draft: DraftView,
    /// Why it is changed.
    pub reason: String,
}

/// What was submitted.
#[derive(Debug, Serialize, TS)]
pub struct SubmittedView {
    /// Photograph.
    pub photograph: PhotographId,
    /// Revision.
    pub revision: u32,
}

pub(crate) fn submit(session: &mut Session, input: SubmitInput) -> Result<SubmittedView, AppError> {
    mine(session, &input.photograph)?;
    let before = annotations::of_author(session.study.connection(), &input.photograph, session.study.person())?;
    if before.is_some() {
        return Err(AppError::new(Code::AlreadySubmitted));
    }
    let annotation = sealed(session, &input.photograph, 1, input.draft)?;
    session.append(Body::AnnotationSubmitted(annotation))?;
    Ok(SubmittedView { photograph: input.photograph, revision: 1 })
}

pub(crate) fn amend(session: &mut Session, input: AmendInput) -> Result<SubmittedView, AppError> {
    mine(session, &input.photograph)?;
    if input.reason.trim().is_empty() {
        return Err(AppError::new(Code::Incomplete).with("missing", vec!["reason"]));
    }
    if session.photograph(&input.photograph)?.reviewed {
        return Err(AppError::new(Code::AlreadyReviewed));
    }
    let before = annotations::of_author(session.study.connection(), &input.photograph, session.study.person())?;
    let revision = before.ok_or(AppError::new(Code::Nothing))?.revision + 1;
    let annotation = sealed(session, &input.photograph, revision, input.draft)?;
    session.append_because(Body::AnnotationAmended(annotation), input.reason.trim().to_owned())?;
    Ok(SubmittedView { photograph: input.photograph, revision })
}

/// Saves, checks that nothing is missing, and seals.
fn sealed(
    session: &mut Session,
    photograph: &PhotographId,
    revision: u32,
    draft: DraftView,
) -> Result<SubmittedAnnotation, AppError> {
    check(&draft)?;
    let active_seconds = draft.active_seconds;
    let annotation = draft.annotation.clone();
    // Kept as a draft first: whatever is refused below, nothing that was entered is lost.
    save(session, SaveInput { photograph: photograph.clone(), draft })?;
    let missing = missing(&annotation, Vocabulary::built_in());
    if !missing.is_empty() {
        let missing = serde_json::to_value(missing).map_err(|_| AppError::new(Code::Internal))?;
        return Err(AppError::new(Code::Incomplete).with("missing", missing));
    }
    let plain = serde_json::to_vec(&annotation).map_err(|_| AppError::new(Code::Internal))?;
    let context = seal_context(photograph, session.study.person(), revision);
    let sealed = session.study.seal(&context, &plain)?;
    Ok(SubmittedAnnotation { photograph: photograph.clone(), revision, sealed, active_seconds })
}
