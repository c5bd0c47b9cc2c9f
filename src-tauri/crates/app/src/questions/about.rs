//! What a reviewer may look up beside a question: the marks of its photograph's reviewed record, and everything that was decided
//! about the question before.

use std::collections::BTreeMap;

use domain::annotation::Mark;
use domain::people::PersonId;
use domain::questions::Bilingual;
use domain::vocabulary::Code as Term;
use ledger::{Body, Entry, Verdict};
use serde::Serialize;
use store::tables::{entries_about, people, photographs, questions, reviews};
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::session::Session;

/// Marks of one lesion of the reviewed record.
#[derive(Debug, Serialize, TS)]
pub struct MarkedLesionView {
    /// Its type.
    pub lesion: Term,
    /// Places on the photograph.
    pub marks: Vec<Mark>,
}

/// What was done with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionDeed {
    /// It was drafted.
    Drafted,
    /// It was approved as it stood.
    Approved,
    /// It was approved with the others of its template after a sample was judged.
    ApprovedBySample,
    /// It was worded anew and approved.
    Reworded,
    /// It was rejected.
    Rejected,
    /// A judgement was taken back.
    Reopened,
}

/// One step of a question's history.
#[derive(Debug, Serialize, TS)]
pub struct QuestionStepView {
    /// What was done.
    pub deed: QuestionDeed,
    /// By whom.
    pub by: String,
    /// When, milliseconds since 1970, UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// What the reviewer answered before the key was shown.
    pub answered: Option<String>,
    /// How it was worded from then on, where the wording changed.
    pub text: Option<Bilingual>,
}

/// What may be looked up beside a question.
#[derive(Debug, Serialize, TS)]
pub struct QuestionAboutView {
    /// Width of the photograph in pixels.
    pub width_px: u32,
    /// Height of the photograph in pixels.
    pub height_px: u32,
    /// Lesions of the reviewed record with their marks.
    pub lesions: Vec<MarkedLesionView>,
}

pub(crate) fn about(session: &mut Session, id: String) -> Result<QuestionAboutView, AppError> {
    let connection = session.study.connection();
    let row = questions::one_of(connection, &id)?.ok_or(AppError::new(Code::Nothing))?;
    let photograph = photographs::one_of(connection, &row.question.photograph)?.ok_or(AppError::new(Code::Nothing))?;
    let review = reviews::of_photograph(connection, &row.question.photograph)?;
    let lesions = review.map(|review| review.reviewed.lesions).unwrap_or_default();
    Ok(QuestionAboutView {
        width_px: photograph.width_px,
        height_px: photograph.height_px,
        lesions: lesions.into_iter().map(|card| MarkedLesionView { lesion: card.lesion, marks: card.marks }).collect(),
    })
}

/// Everything that was decided about a question, the oldest first.
pub(crate) fn history(session: &mut Session, id: String) -> Result<Vec<QuestionStepView>, AppError> {
    let connection = session.study.connection();
    let drafted = questions::drafted_by(connection, &id)?.ok_or(AppError::new(Code::Nothing))?;
    let names: BTreeMap<PersonId, String> =
        people::all(connection)?.into_iter().map(|row| (row.id, row.profile.name)).collect();
    let step = |entry: &Entry, deed| QuestionStepView {
        deed,
        by: names.get(&entry.author).cloned().unwrap_or_default(),
        at_ms: entry.at.timestamp_millis(),
        reason: None,
        answered: None,
        text: None,
    };
    let first = step(&drafted, QuestionDeed::Drafted);
    let Body::QuestionsDrafted { questions, .. } = drafted.body else { return Err(AppError::new(Code::Nothing)) };
    let mut wording = questions.into_iter().find(|question| question.id == id).ok_or(AppError::new(Code::Nothing))?;
    let mut history = vec![first];
    for entry in entries_about(connection, &id)? {
        let mut next = step(&entry, QuestionDeed::Reopened);
        let worded = match entry.body {
            Body::QuestionReviewed { verdict, answered, by_sample, .. } => {
                next.answered = answered;
                match verdict {
                    Verdict::Rejected { reason } => {
                        (next.deed, next.reason) = (QuestionDeed::Rejected, Some(reason));
                        history.push(next);
                        continue;
                    }
                    Verdict::Approved { question } => {
                        next.deed = match (by_sample, *question == wording) {
                            (true, _) => QuestionDeed::ApprovedBySample,
                            (false, true) => QuestionDeed::Approved,
                            (false, false) => QuestionDeed::Reworded,
                        };
                        *question
                    }
                }
            }
            Body::QuestionReopened { draft, .. } => *draft,
            _ => continue,
        };
        next.text = (worded.text != wording.text).then(|| worded.text.clone());
        wording = worded;
        history.push(next);
    }
    Ok(history)
}
