//! All questions with where they stand, what the pictures allow, and the audits.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::{PersonId, Role};
use domain::questions::{AbilityPlan, Audit, Question, audit, draft};
use serde::Serialize;
use store::tables::people;
use store::tables::questions::{self, QuestionState};
use ts_rs::TS;

use super::sources;
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
}

/// All questions.
#[derive(Debug, Serialize, TS)]
pub struct QuestionListView {
    /// In order of drafting.
    pub questions: Vec<QuestionView>,
    /// What the pictures allow, by ability, for the paper's mix.
    pub plan: Vec<AbilityPlan>,
    /// Photographs whose review is signed.
    pub photographs: usize,
    /// Audits over all questions that are not rejected.
    pub audit: Audit,
    /// Whether the person may judge questions.
    pub may_judge: bool,
}

pub(crate) fn list(session: &mut Session, (): ()) -> Result<QuestionListView, AppError> {
    let rows = questions::all(session.study.connection())?;
    let sources = sources(session)?;
    let plan = draft(&sources, &BTreeSet::new(), 0, 0, session.vocabulary).plan;
    let kept: Vec<Question> =
        rows.iter().filter(|row| row.state != QuestionState::Rejected).map(|row| row.question.clone()).collect();
    let names: BTreeMap<PersonId, String> =
        people::all(session.study.connection())?.into_iter().map(|row| (row.id, row.profile.name)).collect();
    Ok(QuestionListView {
        plan: plan
            .into_iter()
            .map(|plan| AbilityPlan { drafted: kept.iter().filter(|q| q.ability == plan.ability).count(), ..plan })
            .collect(),
        photographs: sources.len(),
        audit: audit(&kept),
        may_judge: session.has(Role::Senior),
        questions: rows
            .into_iter()
            .map(|row| QuestionView {
                question: row.question,
                stage: row.state.into(),
                reason: row.reason,
                reviewer: row.reviewer.and_then(|reviewer| names.get(&reviewer).cloned()),
            })
            .collect(),
    })
}
