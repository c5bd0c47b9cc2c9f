//! What the decisions on a photograph make of it: every line with what stands in the record, and what is still open.
//! Nothing is written; [`super::save`] does that.

use domain::annotation::Annotation;
use domain::comparison::Slot;
use domain::photograph::PhotographId;
use domain::review::{Decision, Decisions, Line, Review, ReviewedLesion, Undecided};
use domain::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::case::Case;
use crate::error::AppError;
use crate::session::Session;

/// Decisions to be weighed.
#[derive(Debug, Deserialize, TS)]
pub struct WeighInput {
    /// What they are decisions on; nothing is written.
    pub photograph: PhotographId,
    /// Decisions so far.
    pub decisions: Decisions,
    /// What is decided besides.
    pub besides: Besides,
}

/// What is decided besides.
#[derive(Debug, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Besides {
    /// The decisions as they are.
    Nothing,
    /// One line, and what it carries.
    Line {
        /// Which.
        slot: Slot,
        /// How.
        decision: Decision,
    },
    /// All that is open, as the first reader who annotated states it.
    Rest,
}

/// Decisions, and what they make of the photograph.
#[derive(Debug, Serialize, TS)]
pub struct WeighedView {
    /// As they are after what was decided besides.
    pub decisions: Decisions,
    /// All lines, in the order of the annotation.
    pub lines: Vec<Line>,
    /// Lesions, as they are paired now.
    pub lesions: Vec<ReviewedLesion>,
    /// Reader from whom the rest can be taken over, from 0.
    pub rest_reader: usize,
    /// What keeps it from being signed.
    pub undecided: Vec<Undecided>,
}

pub(super) fn weighed(records: &[&Annotation], decisions: Decisions, vocabulary: &Vocabulary) -> WeighedView {
    let review = Review::of(records, &decisions, vocabulary);
    let (lines, lesions) = (review.lines(), review.lesions());
    let (rest_reader, undecided) = (review.rest_reader(), review.undecided());
    WeighedView { lines, lesions, rest_reader, undecided, decisions }
}

pub(crate) fn weigh(session: &mut Session, input: WeighInput) -> Result<WeighedView, AppError> {
    let case = Case::open(session, &input.photograph)?;
    let records = case.records();
    let review = Review::of(&records, &input.decisions, session.vocabulary);
    let decisions = match input.besides {
        Besides::Nothing => None,
        Besides::Line { slot, decision } => Some(review.decide(&slot, decision)),
        Besides::Rest => Some(review.take_rest()),
    };
    Ok(weighed(&records, decisions.unwrap_or(input.decisions), session.vocabulary))
}
