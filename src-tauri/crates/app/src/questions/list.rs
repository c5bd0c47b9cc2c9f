//! All questions with where they stand, and what can be counted of them at once.

use std::collections::BTreeMap;

use domain::people::{PersonId, Role};
use domain::questions::{Audit, Question, Sample, audit};
use serde::Serialize;
use store::tables::questions::{self, QuestionState};
use store::tables::{people, reviews};
use ts_rs::TS;

use super::draft::overtaken;
use super::sample::drawn;
use crate::error::AppError;
use crate::session::Session;

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionStage {
    /// Waits for a senior.
    Drafted,
    /// May be released.
    Approved,
    /// Will not be released.
    Rejected,
}

impl From<QuestionState> for QuestionStage {
    fn from(state: QuestionState) -> Self {
        match state {
            QuestionState::Drafted => Self::Drafted,
            QuestionState::Approved => Self::Approved,
            QuestionState::Rejected => Self::Rejected,
        }
    }
}

/// A question with what became of it.
#[derive(Debug, Serialize, TS)]
pub struct QuestionView {
    /// As drafted, or as it was last worded.
    pub question: Question,
    /// Where it stands.
    pub stage: QuestionStage,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// Who judged it.
    pub reviewer: Option<String>,
    /// What the reviewer answered before the key was shown.
    pub answered: Option<String>,
    /// Approved with others of its template after a random sample of them was judged one by one.
    pub by_sample: bool,
    /// Whether an amended record has made its answer, or what it offers, wrong.
    pub overtaken: bool,
}

/// All questions.
#[derive(Debug, Serialize, TS)]
pub struct QuestionListView {
    /// In order of drafting.
    pub questions: Vec<QuestionView>,
    /// Photographs whose review is signed.
    pub photographs: usize,
    /// Audits over all questions that are not rejected.
    pub audit: Audit,
    /// Templates of which the rest may be approved once a sample was judged.
    pub samples: Vec<Sample>,
    /// Whether the person may judge questions.
    pub may_judge: bool,
}

pub(crate) fn list(session: &mut Session, (): ()) -> Result<QuestionListView, AppError> {
    let rows = questions::all(session.study.connection())?;
    let reviews = reviews::all(session.study.connection())?;
    let photographs = reviews.iter().filter(|review| review.reviewed.cannot_annotate.is_none()).count();
    let kept: Vec<Question> =
        rows.iter().filter(|row| row.state != QuestionState::Rejected).map(|row| row.question.clone()).collect();
    let overtaken = overtaken(session)?;
    let names: BTreeMap<PersonId, String> =
        people::all(session.study.connection())?.into_iter().map(|row| (row.id, row.profile.name)).collect();
    Ok(QuestionListView {
        photographs,
        audit: audit(&kept),
        samples: drawn(&rows, &overtaken),
        may_judge: session.has(Role::Senior),
        questions: rows
            .into_iter()
            .map(|row| QuestionView {
                stage: row.state.into(),
                reason: row.reason,
                overtaken: overtaken.contains(&row.question.id),
                answered: row.answered,
                by_sample: row.by_sample,
                reviewer: row.reviewer.and_then(|reviewer| names.get(&reviewer).cloned()),
                question: row.question,
            })
            .collect(),
    })
}
