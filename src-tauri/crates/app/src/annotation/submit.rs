//! Submitting and amending. A submitted annotation is never overwritten: an amendment is a new
//! revision with a reason.

use domain::annotation::{Annotation, contradictions, missing};
use domain::hints::Hint;
use domain::photograph::PhotographId;
use domain::task::Purpose;
use domain::vocabulary::Vocabulary;
use ledger::{Body, SubmittedAnnotation};
use serde::{Deserialize, Serialize};
use store::Writing;
use ts_rs::TS;

use super::open::DraftView;
use super::save::{check, keep, plain};
use super::sheet::Sheet;
use crate::error::{AppError, Code};
use crate::session::{Session, seal_context};

/// A finished draft.
#[derive(Debug, Deserialize, TS)]
pub struct SubmitInput {
    /// What it is a reading of; a task of the person.
    pub photograph: PhotographId,
    /// The annotation as it stands on the screen.
    pub draft: DraftView,
}

/// A changed annotation with the reason for it.
#[derive(Debug, Deserialize, TS)]
pub struct AmendInput {
    /// Whose submitted reading is changed.
    pub photograph: PhotographId,
    /// The annotation as it stands on the screen.
    pub draft: DraftView,
    /// Why it is changed.
    pub reason: String,
}

/// What was submitted.
#[derive(Debug, Serialize, TS)]
pub struct SubmittedView {
    /// The one that was submitted.
    pub photograph: PhotographId,
    /// Counted from 1; an amendment adds one.
    pub revision: u32,
    /// What contradicts the definitions in it; none for trials.
    pub hints: Vec<Hint>,
}

pub(crate) fn submit(session: &mut Session, input: SubmitInput) -> Result<SubmittedView, AppError> {
    submit_because(session, input, None)
}

/// Submits with a reason in the record, where the annotation did not come about here.
pub(super) fn submit_because(
    session: &mut Session,
    input: SubmitInput,
    reason: Option<String>,
) -> Result<SubmittedView, AppError> {
    let sheet = Sheet::open(session, &input.photograph)?;
    if sheet.submitted.is_some() {
        return Err(AppError::new(Code::AlreadySubmitted));
    }
    let draft = complete(session, &sheet, input.draft)?;
    let photograph = input.photograph;
    let body = match sheet.purpose {
        Purpose::Reading | Purpose::Trial => Body::AnnotationSubmitted(sealed(session, &photograph, 1, &draft)?),
        Purpose::Reference => {
            Body::CalibrationReferenced { photograph: photograph.clone(), reference: draft.annotation.clone() }
        }
        Purpose::Audit => Body::AuditSubmitted { photograph: photograph.clone(), audit: draft.annotation.clone() },
    };
    write(session, body, reason, &photograph, &draft)?;
    Ok(SubmittedView { photograph, revision: 1, hints: sheet.hints(&draft.annotation) })
}

pub(crate) fn amend(session: &mut Session, input: AmendInput) -> Result<SubmittedView, AppError> {
    let sheet = Sheet::open(session, &input.photograph)?;
    if input.reason.trim().is_empty() {
        return Err(AppError::new(Code::Incomplete).with("missing", vec!["reason"]));
    }
    if sheet.is_closed() || !sheet.purpose.can_be_amended() {
        return Err(AppError::new(Code::AlreadyReviewed));
    }
    let revision = sheet.revision().ok_or(AppError::new(Code::Nothing))? + 1;
    let draft = complete(session, &sheet, input.draft)?;
    let annotation = sealed(session, &input.photograph, revision, &draft)?;
    let reason = Some(input.reason.trim().to_owned());
    write(session, Body::AnnotationAmended(annotation), reason, &input.photograph, &draft)?;
    Ok(SubmittedView { photograph: input.photograph, revision, hints: sheet.hints(&draft.annotation) })
}

/// The entry and the draft that it is made of, in one transaction.
fn write(
    session: &mut Session,
    body: Body,
    reason: Option<String>,
    photograph: &PhotographId,
    draft: &DraftView,
) -> Result<(), AppError> {
    let writing = Writing { reason, ..session.writing() };
    Ok(session.study.submit(body, &writing, photograph, &plain(draft)?)?)
}

/// Seals an annotation.
fn sealed(
    session: &mut Session,
    photograph: &PhotographId,
    revision: u32,
    draft: &DraftView,
) -> Result<SubmittedAnnotation, AppError> {
    let plain = serde_json::to_vec(&draft.annotation).map_err(|error| AppError::new(Code::Internal).because(&error))?;
    // Who has left the study opens nothing that is sealed from now on.
    session.study.renew_seal_key(&session.writing())?;
    let context = seal_context(photograph, session.study.person(), revision);
    let sealed = session.study.seal(&context, &plain)?;
    let active_seconds = draft.active_seconds;
    Ok(SubmittedAnnotation { photograph: photograph.clone(), revision, sealed, active_seconds })
}

/// Refuses a draft when something is missing or contradicts itself, after it was kept.
fn complete(session: &mut Session, sheet: &Sheet, draft: DraftView) -> Result<DraftView, AppError> {
    check(&draft, sheet.vocabulary)?;
    match refusal(&draft.annotation, sheet.vocabulary)? {
        None => Ok(draft),
        // Nothing that was entered is lost.
        Some(refusal) => keep(session, sheet, &draft).and(Err(refusal)),
    }
}

fn refusal(annotation: &Annotation, vocabulary: &Vocabulary) -> Result<Option<AppError>, AppError> {
    let missing = missing(annotation, vocabulary);
    if !missing.is_empty() {
        let missing = serde_json::to_value(missing).map_err(|error| AppError::new(Code::Internal).because(&error))?;
        return Ok(Some(AppError::new(Code::Incomplete).with("missing", missing)));
    }
    let contradictions = contradictions(annotation, vocabulary);
    if !contradictions.is_empty() {
        let contradictions =
            serde_json::to_value(contradictions).map_err(|error| AppError::new(Code::Internal).because(&error))?;
        return Ok(Some(AppError::new(Code::Contradiction).with("contradictions", contradictions)));
    }
    Ok(None)
}
