//! Drafting questions from the reviewed records.

use std::collections::{BTreeMap, BTreeSet};

use domain::photograph::PhotographId;
use domain::questions::{
    AbilityPlan, Drafted, Order, Question, Source, draft as draft_questions, holds, templates_version,
};
use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::questions::QuestionState;
use store::tables::reviews::{self, ReviewRow};
use store::tables::{photographs, questions};
use ts_rs::TS;
use uuid::Uuid;

use crate::error::{AppError, Code};
use crate::review::{readings, records};
use crate::session::Session;
use crate::ticket::Ticket;

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
    /// Target, possible, drafted and left out, by ability.
    pub plan: Vec<AbilityPlan>,
    /// How many times all questions were read blind, and those that were too easy drafted anew.
    pub rounds: usize,
}

/// Who is on each photograph.
pub(crate) fn subjects(session: &Session) -> Result<BTreeMap<PhotographId, String>, AppError> {
    let rows = photographs::all(session.study.connection())?;
    Ok(rows.into_iter().map(|row| (row.id, row.capture.subject)).collect())
}

/// A photograph whose review is signed, with what the readers stated.
pub(crate) fn source(session: &Session, review: ReviewRow, subject: String) -> Result<Source, AppError> {
    let readings = readings(session, &review.photograph)?;
    let readings = records(&readings).into_iter().cloned().collect();
    Ok(Source { photograph: review.photograph, subject, reviewed: review.reviewed, readings })
}

/// All photographs whose review is signed.
pub(crate) fn sources(session: &Session) -> Result<Vec<Source>, AppError> {
    let mut subjects = subjects(session)?;
    let signed = reviews::all(session.study.connection())?.into_iter();
    let annotated = signed.filter(|review| review.reviewed.cannot_annotate.is_none());
    annotated
        .map(|review| {
            let subject = subjects.remove(&review.photograph).unwrap_or_default();
            source(session, review, subject)
        })
        .collect()
}

/// Questions that an amended record has made wrong, or of which it no longer states what they ask.
pub(crate) fn overtaken(session: &Session) -> Result<BTreeSet<String>, AppError> {
    let connection = session.study.connection();
    let older = questions::older_than_an_amendment(connection)?;
    let mut overtaken = BTreeSet::new();
    for id in older {
        let Some(row) = questions::one_of(connection, &id)? else { continue };
        let review = reviews::of_photograph(connection, &row.question.photograph)?;
        let review = review.filter(|review| review.reviewed.cannot_annotate.is_none());
        let still = match review {
            Some(review) => {
                let source = source(session, review, String::new())?;
                holds(&row.question, &source, session.vocabulary)
            }
            None => false,
        };
        if !still {
            overtaken.insert(id);
        }
    }
    Ok(overtaken)
}

pub(crate) fn draft(ticket: &Ticket<'_>, input: DraftQuestionsInput) -> Result<DraftedView, AppError> {
    let (sources, mut existing, overtaken, vocabulary) = ticket.run(|session| {
        // What is provably wrong is known from version 2 on.
        if !session.vocabulary.has_knowledge() {
            return Err(AppError::new(Code::VocabularyOlder));
        }
        let existing = questions::all(session.study.connection())?;
        Ok((sources(session)?, existing, overtaken(session)?, session.vocabulary))
    })?;
    if sources.is_empty() || input.count == 0 {
        return Err(AppError::new(Code::Nothing));
    }
    // What an amended record has made wrong is drafted anew; everything else stays as it was judged.
    existing.retain(|row| !overtaken.contains(&row.question.id));
    let taken: BTreeSet<String> = existing.iter().map(|row| row.question.key()).collect();
    let kept = existing.into_iter().filter(|row| row.state != QuestionState::Rejected);
    let kept: Vec<Question> = kept.map(|row| row.question).collect();
    let order =
        Order { sources: &sources, taken: &taken, kept: &kept, count: input.count, seed: input.seed, vocabulary };
    let mut drafted =
        draft_questions(&order, &mut |done, total| ticket.step(done, total)).ok_or(AppError::new(Code::Cancelled))?;
    if drafted.questions.is_empty() {
        return Err(AppError::new(Code::Nothing));
    }
    // Ids count nothing: questions may be drafted at several desks at once.
    for question in &mut drafted.questions {
        question.id = Uuid::now_v7().to_string();
    }
    let Drafted { mut questions, plan, rounds } = drafted;
    ticket.run(|session| {
        // Somebody may have drafted meanwhile.
        let rows = questions::all(session.study.connection())?;
        let since = rows.iter().filter(|row| !overtaken.contains(&row.question.id));
        let since: BTreeSet<String> = since.map(|row| row.question.key()).collect();
        questions.retain(|question| !since.contains(&question.key()));
        let drafted = questions.len();
        session.append(Body::QuestionsDrafted {
            seed: input.seed,
            templates: templates_version().to_owned(),
            questions,
        })?;
        Ok(DraftedView { drafted, plan, rounds })
    })
}
