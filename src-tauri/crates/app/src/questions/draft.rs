//! Drafting questions from the reviewed records.

use std::collections::BTreeSet;

use domain::questions::{AbilityPlan, Question, Source, draft as draft_questions, templates_version};
use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::{questions, reviews};
use ts_rs::TS;
use uuid::Uuid;

use crate::error::{AppError, Code};
use crate::review::{readings, records};
use crate::session::Session;

/// How many questions to draft.
#[derive(Debug, Deserialize, TS)]
pub struct DraftQuestionsInput {
    /// Questions in all, in the target mix.
    pub count: usize,
    /// Seed, so that the draft can be repeated.
    #[ts(type = "number")]
    pub seed: u64,
}

/// What was drafted.
#[derive(Debug, Serialize, TS)]
pub struct DraftedView {
    /// Questions drafted now.
    pub drafted: usize,
    /// Target, possible and drafted, by ability.
    pub plan: Vec<AbilityPlan>,
}

/// Photographs whose review is signed, with what the readers stated.
pub(crate) fn sources(session: &Session) -> Result<Vec<Source>, AppError> {
    let mut sources = Vec::new();
    for review in reviews::all(session.study.connection())? {
        if review.reviewed.cannot_annotate.is_some() {
            continue;
        }
        let readings = readings(session, &review.photograph)?;
        let readings = records(&readings).into_iter().cloned().collect();
        sources.push(Source { photograph: review.photograph, reviewed: review.reviewed, readings });
    }
    Ok(sources)
}

pub(crate) fn draft(session: &mut Session, input: DraftQuestionsInput) -> Result<DraftedView, AppError> {
    // What is provably wrong is known from version 2 on.
    if !session.vocabulary.has_knowledge() {
        return Err(AppError::new(Code::VocabularyOlder));
    }
    let sources = sources(session)?;
    if sources.is_empty() || input.count == 0 {
        return Err(AppError::new(Code::Nothing));
    }
    let existing = questions::all(session.study.connection())?;
    let taken: BTreeSet<String> = existing.iter().map(|row| row.question.key()).collect();
    let mut drafted = draft_questions(&sources, &taken, input.count, input.seed, session.vocabulary);
    if drafted.questions.is_empty() {
        return Err(AppError::new(Code::Nothing));
    }
    // Ids count nothing: questions may be drafted at several desks at once.
    for question in &mut drafted.questions {
        question.id = Uuid::now_v7().to_string();
    }
    let questions: Vec<Question> = drafted.questions;
    let count = questions.len();
    session.append(Body::QuestionsDrafted {
        seed: input.seed,
        templates: templates_version().to_owned(),
        questions,
    })?;
    Ok(DraftedView { drafted: count, plan: drafted.plan })
}
