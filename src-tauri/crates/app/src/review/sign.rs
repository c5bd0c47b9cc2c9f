//! Signing a review: the password again, or one for a series, and what the signature means. A signed review that is
//! opened again is an amendment with a reason.

use domain::annotation::{Annotation, problems};
use domain::comparison::{Pairing, compare};
use domain::fusion::RULE_VERSION;
use domain::photograph::{PhotographId, Stage};
use domain::review::{Decisions, Review, ReviewError, agrees_completely};
use domain::vocabulary::Vocabulary;
use ledger::{Body, SignedReview};
use serde::{Deserialize, Serialize};
use store::Writing;
use store::tables::drafts::DraftKind;
use store::tables::queries::QueryRow;
use ts_rs::TS;

use super::case::Case;
use super::open::{SaveReviewInput, keep};
use super::queue::held_back;
use crate::error::{AppError, Code, NotAllowedBecause};
use crate::session::{Session, Signature};
use crate::ticket::Ticket;

const MEANING: &str = "I reviewed all annotations and sign this record as correct.";
const MEANING_TOGETHER: &str =
    "All readers agree in everything that is compared; I sign this record as correct together with others like it.";

/// A review to sign.
#[derive(Debug, Deserialize, TS)]
pub struct SignInput {
    /// What stands on the screen.
    #[serde(flatten)]
    pub shown: SaveReviewInput,
    /// Password, or none while a series of signatures is open.
    #[serde(flatten)]
    pub signature: Signature,
    /// Why a signed review is amended; not needed for the first signature.
    #[serde(default)]
    pub reason: String,
}

/// Photographs on which the readers agree in everything.
#[derive(Debug, Deserialize, TS)]
pub struct SignAgreedInput {
    /// Photographs, as the screen shows them.
    pub photographs: Vec<PhotographId>,
    /// Password, or none while a series of signatures is open.
    #[serde(flatten)]
    pub signature: Signature,
}

/// What was signed together.
#[derive(Debug, Serialize, TS)]
pub struct SignedTogetherView {
    /// Photographs signed.
    pub signed: usize,
}

pub(crate) fn sign(session: &mut Session, input: SignInput) -> Result<(), AppError> {
    let case = Case::open(session, &input.shown.photograph)?;
    // Kept first: whatever is refused below, what was decided is on disk.
    let decisions = keep(session, &case, input.shown)?;
    let reason = input.reason.trim();
    if case.signed.is_some() && reason.is_empty() {
        return Err(AppError::new(Code::Incomplete).with("missing", vec!["reason"]));
    }
    let review = reviewed(&case, decisions, MEANING, session.vocabulary)?;
    let texts = [review.reviewed.reasoning.as_str(), review.reviewed.treatment.text.as_str(), reason];
    session.confirm(&input.signature, &texts)?;
    let answered = case.queries.iter().filter(|query| !query.closed);
    let mut entries: Vec<(Body, Writing)> =
        answered.map(|query| (Body::QueryClosed { query: query.id.clone() }, session.writing())).collect();
    entries.push(if case.signed.is_some() {
        let because = Writing { reason: Some(reason.to_owned()), ..session.writing() };
        (Body::ReviewAmended(Box::new(review)), because)
    } else {
        (Body::ReviewSigned(Box::new(review)), session.writing())
    });
    Ok(session.study.sign_review(entries, case.id())?)
}

/// The reviewed record, when everything is decided and nothing waits.
fn reviewed(
    case: &Case,
    decisions: Decisions,
    meaning: &str,
    vocabulary: &Vocabulary,
) -> Result<SignedReview, AppError> {
    if case.queries.iter().any(QueryRow::is_open) {
        return Err(AppError::new(Code::QueryOpen));
    }
    let records = case.records();
    let reviewed = Review::of(&records, &decisions, vocabulary).record().map_err(|error| match error {
        ReviewError::Undecided(open) => {
            let open = serde_json::to_value(open).unwrap_or_default();
            AppError::new(Code::Incomplete).with("missing", open)
        }
        ReviewError::Differential(error) => AppError::new(Code::BadInput).with("detail", error.to_string()),
    })?;
    if let Some(problem) = problems(&reviewed, vocabulary).first() {
        return Err(AppError::new(Code::UnknownTerm).with("term", problem.to_string()));
    }
    Ok(SignedReview {
        photograph: case.id().clone(),
        readers: case.readings.iter().map(|reading| (reading.author.clone(), reading.revision)).collect(),
        decisions,
        reviewed,
        fusion_rule: RULE_VERSION.to_owned(),
        meaning: meaning.to_owned(),
    })
}

/// Signs photographs on which the readers agree in everything; those held back for full review are refused.
/// The words are those of reader A, who is another for every photograph.
pub(crate) fn sign_agreed(ticket: &Ticket<'_>, input: SignAgreedInput) -> Result<SignedTogetherView, AppError> {
    ticket.run(|session| session.confirm(&input.signature, &[]))?;
    let total = input.photographs.len();
    let mut signed = 0;
    for photograph in &input.photographs {
        if !ticket.step(signed, total) {
            break;
        }
        ticket.run(|session| sign_one(session, photograph))?;
        signed += 1;
    }
    Ok(SignedTogetherView { signed })
}

fn sign_one(session: &mut Session, photograph: &PhotographId) -> Result<(), AppError> {
    if session.photograph(photograph)?.stage == Stage::Reviewed {
        return Err(AppError::new(Code::AlreadyReviewed));
    }
    // What was decided on by hand is signed by hand.
    if session.study.draft(photograph, DraftKind::Review)?.is_some() {
        return Err(AppError::not_allowed(NotAllowedBecause::Started));
    }
    let case = Case::open(session, photograph)?;
    let records = case.records();
    let comparison = compare(&records, &Pairing::new(), session.vocabulary);
    if !agrees_completely(&records, &comparison) || held_back(session, photograph) {
        return Err(AppError::not_allowed(NotAllowedBecause::NotAgreed));
    }
    let first = |text: fn(&Annotation) -> &String| {
        records.iter().map(|record| text(record)).find(|text| !text.trim().is_empty()).cloned().unwrap_or_default()
    };
    let decisions = Decisions {
        reasoning: first(|record| &record.reasoning),
        treatment_text: first(|record| &record.treatment.text),
        ..Decisions::default()
    };
    let review = reviewed(&case, decisions, MEANING_TOGETHER, session.vocabulary)?;
    session.append(Body::ReviewSigned(Box::new(review)))?;
    Ok(())
}
