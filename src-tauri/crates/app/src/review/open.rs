//! Opening a review: readers without names and in a random order that stays, comparison, fused
//! differential, the senior's decisions so far.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::annotation::Annotation;
use domain::comparison::Slot;
use domain::fusion::{RULE_VERSION, Ranked};
use domain::hints::{Hint, hints};
use domain::photograph::PhotographId;
use domain::review::{Decisions, fused_differential};
use domain::vocabulary::Code as Term;
use serde::{Deserialize, Serialize};
use store::tables::drafts::DraftKind;
use ts_rs::TS;

use super::case::Case;
use super::queries::{QueryView, asked_on};
use super::readings::{letter, readings_at, records as records_of};
use super::weigh::{WeighedView, weighed};
use crate::error::{AppError, Code};
use crate::photographs::PhotographView;
use crate::session::Session;

/// Time for which a photograph stays with the senior who has it open, from the last change.
const RESERVED_MINUTES: i64 = 30;

/// One reader's record without a name.
#[derive(Debug, Serialize, TS)]
pub struct ReaderView {
    /// `A`, `B`, …
    pub letter: String,
    /// As it was submitted or last amended.
    pub annotation: Annotation,
    /// What the reader said on submitting it: why it was amended, or in which other tool it was made.
    pub reason: Option<String>,
    /// What contradicts the definitions in it.
    pub hints: Vec<Hint>,
}

/// One disease of the fused differential.
#[derive(Debug, Serialize, TS)]
pub struct FusedItemView {
    /// Code of the vocabulary.
    pub disease: Term,
    /// Competition rank.
    pub rank: usize,
    /// Exact weight, such as `3/2`.
    pub weight: String,
    /// Share of all weights.
    pub normalized: f64,
    /// Place in each reader's list, from 1; empty where the reader does not name it.
    pub places: Vec<Option<usize>>,
}

/// The fused differential.
#[derive(Debug, Serialize, TS)]
pub struct FusedView {
    /// Version of the rule.
    pub rule: String,
    /// By rank.
    pub items: Vec<FusedItemView>,
    /// A tie at rank 1.
    pub tie_at_first: bool,
    /// The readers share a disease.
    pub shared: bool,
    /// The senior must decide.
    pub needs_adjudication: bool,
    /// What is taken over when nothing else is decided.
    pub prefilled: Vec<Term>,
}

/// A review that is signed and opened again.
#[derive(Debug, Serialize, TS)]
pub struct SignedView {
    /// Revision from 1.
    pub revision: u32,
    /// When, milliseconds since 1970, UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// Why it was amended the last time.
    pub reason: Option<String>,
}

/// A photograph under review.
#[derive(Debug, Serialize, TS)]
pub struct ReviewView {
    /// The picture, and what is known of it.
    pub photograph: PhotographView,
    /// Readers, A first.
    pub readers: Vec<ReaderView>,
    /// Revision of each reading.
    pub revisions: Vec<u32>,
    /// Fused differential.
    pub fused: FusedView,
    /// Decisions so far, and what they make of it.
    #[serde(flatten)]
    pub weighed: WeighedView,
    /// Letters of the readers who amended since the senior decided something.
    pub amended: Vec<String>,
    /// What is to be decided again because of that.
    pub again: BTreeSet<Slot>,
    /// The signature, when the review is signed and opened again.
    pub signed: Option<SignedView>,
    /// Questions to the readers.
    pub queries: Vec<QueryView>,
}

/// Decisions to keep.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveReviewInput {
    /// What they are decisions on.
    pub photograph: PhotographId,
    /// Decisions so far.
    pub decisions: Decisions,
    /// Revisions of the readings on the screen.
    pub revisions: Vec<u32>,
    /// Revision of the signed review on the screen; 0 before the first signature.
    pub review: u32,
}

/// A review in progress, as saved.
#[derive(Debug, Serialize, Deserialize)]
struct Draft {
    decisions: Decisions,
    /// Revisions of the readings that were decided on.
    revisions: Vec<u32>,
    /// Revision of the signed review that it goes on from; 0 before the first signature.
    #[serde(default)]
    review: u32,
}

/// What may lie there: before revisions were kept, a draft was the decisions alone.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum SavedDraft {
    Draft(Draft),
    Decisions(Decisions),
}

fn reserve(session: &mut Session, photograph: &PhotographId) -> Result<(), AppError> {
    let until = session.now + TimeDelta::minutes(RESERVED_MINUTES);
    Ok(session.study.reserve(photograph, until.timestamp_millis())?)
}

/// The draft that goes on from this revision of the review; one from before a signature is history.
fn saved_draft(
    session: &Session,
    photograph: &PhotographId,
    now: &[u32],
    review: u32,
) -> Result<Option<Draft>, AppError> {
    let Some((plain, _)) = session.study.draft(photograph, DraftKind::Review)? else { return Ok(None) };
    let draft = match serde_json::from_slice(&plain) {
        Ok(SavedDraft::Draft(draft)) => draft,
        // Lines were named otherwise then: the words stay, the rest is decided again.
        Ok(SavedDraft::Decisions(before)) => {
            let (reasoning, treatment_text) = (before.reasoning, before.treatment_text);
            let decisions = Decisions { reasoning, treatment_text, ..Decisions::default() };
            Draft { decisions, revisions: now.to_vec(), review: 0 }
        }
        Err(error) => return Err(AppError::new(Code::StudyDamaged).with("part", "a draft").because(&error)),
    };
    Ok(Some(draft).filter(|draft| draft.review == review))
}

pub(crate) fn open(session: &mut Session, photograph: PhotographId) -> Result<ReviewView, AppError> {
    let case = Case::open(session, &photograph)?;
    reserve(session, &photograph)?;
    let vocabulary = session.vocabulary;
    let (records, revisions) = (case.records(), case.revisions());
    let (mut amended, mut again) = (Vec::new(), BTreeSet::new());
    let decisions = match saved_draft(session, &photograph, &revisions, case.signed_revision())? {
        Some(draft) if draft.revisions == revisions => draft.decisions,
        Some(draft) => {
            let before = readings_at(session, &photograph, &draft.revisions)?;
            let was = draft.revisions.iter().zip(&revisions).enumerate();
            amended = was.filter(|(_, (was, now))| was != now).map(|(place, _)| letter(place)).collect();
            let before = records_of(&before);
            let (kept, touched) = draft.decisions.after_amendment(&before, &records, vocabulary);
            again = touched;
            kept
        }
        None => case.signed.as_ref().map_or_else(|| Decisions::starting(&records), |review| review.decisions.clone()),
    };
    Ok(ReviewView {
        weighed: weighed(&records, decisions, session.vocabulary),
        fused: fused_view(&records),
        queries: asked_on(&case),
        signed: case.signed.as_ref().map(|review| SignedView {
            revision: review.revision,
            at_ms: review.at_ms,
            reason: review.reason.clone(),
        }),
        readers: case
            .readings
            .iter()
            .enumerate()
            .map(|(place, reading)| ReaderView {
                letter: letter(place),
                hints: hints(&reading.annotation, vocabulary),
                annotation: (*reading.annotation).clone(),
                reason: reading.reason.clone(),
            })
            .collect(),
        photograph: case.photograph.into(),
        revisions,
        amended,
        again,
    })
}

fn fused_view(records: &[&Annotation]) -> FusedView {
    let fused = fused_differential(records);
    let place =
        |record: &Annotation, disease: &Term| record.differential.diseases().position(|d| d == disease).map(|p| p + 1);
    FusedView {
        rule: RULE_VERSION.to_owned(),
        items: fused
            .ranked()
            .into_iter()
            .map(|Ranked { item: disease, rank, weight, normalized }| FusedItemView {
                places: records.iter().map(|record| place(record, &disease)).collect(),
                disease,
                rank,
                weight,
                normalized,
            })
            .collect(),
        tie_at_first: fused.tie_at_first,
        shared: fused.shared,
        needs_adjudication: fused.needs_adjudication,
        prefilled: fused.first_three(),
    }
}

pub(crate) fn save(session: &mut Session, input: SaveReviewInput) -> Result<(), AppError> {
    let case = Case::open(session, &input.photograph)?;
    keep(session, &case, input).map(|_| ())
}

/// Keeps what was decided.
pub(super) fn keep(session: &mut Session, case: &Case, input: SaveReviewInput) -> Result<Decisions, AppError> {
    let (now, signed) = (case.revisions(), case.signed_revision());
    let known = input.revisions.len() == now.len()
        && input.revisions.iter().zip(&now).all(|(seen, now)| (1..=*now).contains(seen));
    if !known || input.review > signed {
        return Err(AppError::new(Code::BadInput).with("detail", "revisions"));
    }
    let amended = input.revisions != now;
    let draft = Draft { decisions: input.decisions, revisions: input.revisions, review: input.review };
    let plain = serde_json::to_vec(&draft).map_err(|error| AppError::new(Code::Internal).because(&error))?;
    let at_ms = session.now.timestamp_millis();
    session.study.save_draft(case.id(), DraftKind::Review, &plain, at_ms)?;
    reserve(session, case.id())?;
    // What was decided is kept with the readings that it was decided on; opening it anew shows what changed. Decided
    // before another senior signed, it is kept too, but never becomes the draft of what that senior signed.
    if input.review != signed {
        return Err(AppError::new(Code::SignedMeanwhile));
    }
    if amended {
        return Err(AppError::new(Code::AmendedMeanwhile));
    }
    Ok(draft.decisions)
}
