//! Submitting and amending. A submitted annotation is never overwritten: an amendment is a new
//! revision with a reason.

use domain::annotation::{Annotation, contradictions, missing};
use domain::hints::{Hint, hints};
use domain::photograph::PhotographId;
use domain::vocabulary::Vocabulary;
use ledger::{Body, SubmittedAnnotation};
use serde::{Deserialize, Serialize};
use store::tables::annotations;
use ts_rs::TS;

use super::open::{DraftView, Purpose, purpose, submitted};
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
    /// What contradicts the definitions in it.
    pub hints: Vec<Hint>,
}

pub(crate) fn submit(session: &mut Session, input: SubmitInput) -> Result<SubmittedView, AppError> {
    let photograph = input.photograph;
    let purpose = purpose(session, &photograph)?;
    if submitted(session, &photograph, purpose)?.is_some() {
        return Err(AppError::new(Code::AlreadySubmitted));
    }
    let hints = hints(&input.draft.annotation, Vocabulary::built_in());
    let body = match purpose {
        Purpose::Reading => Body::AnnotationSubmitted(sealed(session, &photograph, 1, input.draft)?),
        Purpose::Reference => {
            let reference = complete(session, &photograph, input.draft)?;
            Body::CalibrationReferenced { photograph: photograph.clone(), reference }
        }
        Purpose::Audit => {
            let audit = complete(session, &photograph, input.draft)?;
            Body::AuditSubmitted { photograph: photograph.clone(), audit }
        }
    };
    session.append(body)?;
    Ok(SubmittedView { photograph, revision: 1, hints })
}

pub(crate) fn amend(session: &mut Session, input: AmendInput) -> Result<SubmittedView, AppError> {
    let purpose = purpose(session, &input.photograph)?;
    if input.reason.trim().is_empty() {
        return Err(AppError::new(Code::Incomplete).with("missing", vec!["reason"]));
    }
    let row = session.photograph(&input.photograph)?;
    if purpose != Purpose::Reading || row.reviewed || row.calibration {
        return Err(AppError::new(Code::AlreadyReviewed));
    }
    let before = annotations::of_author(session.study.connection(), &input.photograph, session.study.person())?;
    let revision = before.ok_or(AppError::new(Code::Nothing))?.revision + 1;
    let hints = hints(&input.draft.annotation, Vocabulary::built_in());
    let annotation = sealed(session, &input.photograph, revision, input.draft)?;
    session.append_because(Body::AnnotationAmended(annotation), input.reason.trim().to_owned())?;
    Ok(SubmittedView { photograph: input.photograph, revision, hints })
}

/// Saves, checks that nothing is missing, and seals.
fn sealed(
    session: &mut Session,
    photograph: &PhotographId,
    revision: u32,
    draft: DraftView,
) -> Result<SubmittedAnnotation, AppError> {
    let active_seconds = draft.active_seconds;
    let annotation = complete(session, photograph, draft)?;
    let plain = serde_json::to_vec(&annotation).map_err(|_| AppError::new(Code::Internal))?;
    // Who has left the study opens nothing that is sealed from now on.
    session.study.renew_seal_key(&session.writing())?;
    let context = seal_context(photograph, session.study.person(), revision);
    let sealed = session.study.seal(&context, &plain)?;
    Ok(SubmittedAnnotation { photograph: photograph.clone(), revision, sealed, active_seconds })
}

/// Keeps the draft, then refuses it when something is missing or contradicts itself.
fn complete(session: &mut Session, photograph: &PhotographId, draft: DraftView) -> Result<Annotation, AppError> {
    check(&draft)?;
    let annotation = draft.annotation.clone();
    // Kept as a draft first: whatever is refused below, nothing that was entered is lost.
    save(session, SaveInput { photograph: photograph.clone(), draft })?;
    let missing = missing(&annotation, Vocabulary::built_in());
    if !missing.is_empty() {
        let missing = serde_json::to_value(missing).map_err(|_| AppError::new(Code::Internal))?;
        return Err(AppError::new(Code::Incomplete).with("missing", missing));
    }
    let contradictions = contradictions(&annotation, Vocabulary::built_in());
    if !contradictions.is_empty() {
        let contradictions = serde_json::to_value(contradictions).map_err(|_| AppError::new(Code::Internal))?;
        return Err(AppError::new(Code::Contradiction).with("contradictions", contradictions));
    }
    Ok(annotation)
}
