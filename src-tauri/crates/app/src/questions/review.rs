//! Judging a question: approve as it stands or as edited, or reject with a reason; and taking that back.

use domain::questions::{Alternatives, Question, QuestionProblem, alternatives};
use ledger::{Body, Verdict};
use serde::Deserialize;
use store::tables::questions::{self, QuestionState};
use store::tables::reviews;
use ts_rs::TS;

use super::draft::source;
use crate::error::{AppError, Code};
use crate::session::Session;

/// A judgement of one question.
#[derive(Debug, Deserialize, TS)]
pub struct JudgeInput {
    /// Question.
    pub id: String,
    /// Approve, perhaps reworded, or reject.
    pub judgement: Judgement,
    /// What was answered before the key was shown.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub answered: Option<String>,
}

/// What is decided.
#[derive(Debug, Deserialize, TS)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Judgement {
    /// Approve; `edited` replaces the draft.
    Approve {
        /// The question as edited; empty to approve it as it stands.
        edited: Option<Box<Question>>,
    },
    /// Leave it out of releases; the reason is kept.
    Reject {
        /// Why.
        reason: String,
    },
}

/// A question that waits again.
#[derive(Debug, Deserialize, TS)]
pub struct ReopenInput {
    /// Question.
    pub id: String,
    /// How it was worded before; empty to leave the wording as it is.
    pub draft: Option<Box<Question>>,
}

/// Another wording of a question. What it is about is not the editor's to change.
fn reworded(question: &Question, edited: Option<Box<Question>>) -> Question {
    edited.map_or_else(
        || question.clone(),
        |edited| Question {
            id: question.id.clone(),
            photograph: question.photograph.clone(),
            ability: question.ability,
            template: question.template.clone(),
            lesion: question.lesion.clone(),
            about: question.about.clone(),
            boxes: question.boxes.clone(),
            stated: question.stated.clone(),
            why_false: question.why_false.clone(),
            ..*edited
        },
    )
}

/// Takes out reasons that a new wording has made untrue: they stand for what was drafted, or could have been, word for word,
/// and while it is wrong.
fn without_stale_reasons(mut question: Question, drafted: &Question, others: &Alternatives) -> Question {
    for option in &mut question.options {
        let known = drafted.options.iter().chain(&others.right).chain(&others.wrong);
        let known = known.into_iter().find(|other| other.text == option.text);
        option.code = known.and_then(|known| known.code.clone());
        option.why_wrong = known.filter(|_| !option.correct).and_then(|known| known.why_wrong.clone());
    }
    if (&question.text, &question.answer) != (&drafted.text, &drafted.answer) {
        (question.stated, question.why_false) = (None, None);
    }
    question
}

/// Why a template may be released that can be answered without pictures.
#[derive(Debug, Deserialize, TS)]
pub struct AdmitInput {
    /// Id of the template.
    pub template: String,
    /// Why.
    pub reason: String,
}

pub(crate) fn admit(session: &mut Session, input: AdmitInput) -> Result<(), AppError> {
    let reason = input.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(AppError::new(Code::Incomplete).with("missing", vec!["reason"]));
    }
    session.append(Body::TemplateAdmitted { template: input.template, reason })?;
    Ok(())
}

/// Why a wording could not be approved; while it is typed.
pub(crate) fn check(_: &mut Session, question: Question) -> Result<Vec<QuestionProblem>, AppError> {
    Ok(question.problems())
}

/// What else a question could offer, by its photograph's record as it is now.
pub(crate) fn others(session: &mut Session, id: String) -> Result<Alternatives, AppError> {
    let row = questions::one_of(session.study.connection(), &id)?.ok_or(AppError::new(Code::Nothing))?;
    let review = reviews::of_photograph(session.study.connection(), &row.question.photograph)?;
    let review =
        review.filter(|review| review.reviewed.cannot_annotate.is_none() && session.vocabulary.has_knowledge());
    let Some(review) = review else { return Ok(Alternatives::default()) };
    let source = source(session, review, String::new())?;
    Ok(alternatives(&row.question, &source, session.vocabulary).unwrap_or_default())
}

/// Takes a judgement back.
pub(crate) fn reopen(session: &mut Session, input: ReopenInput) -> Result<(), AppError> {
    let row = questions::one_of(session.study.connection(), &input.id)?.ok_or(AppError::new(Code::Nothing))?;
    if row.state == QuestionState::Drafted {
        return Err(AppError::new(Code::Nothing));
    }
    let (stated, why_false) = input.draft.as_ref().map_or_else(
        || (row.question.stated.clone(), row.question.why_false.clone()),
        |draft| (draft.stated.clone(), draft.why_false.clone()),
    );
    // What a judgement states went with its first wording, and comes back with it.
    let draft = Question { stated, why_false, ..reworded(&row.question, input.draft) };
    session.append(Body::QuestionReopened { question: input.id, draft: Box::new(draft) })?;
    Ok(())
}

pub(crate) fn review(session: &mut Session, input: JudgeInput) -> Result<(), AppError> {
    let row = questions::one_of(session.study.connection(), &input.id)?.ok_or(AppError::new(Code::Nothing))?;
    let verdict = match input.judgement {
        Judgement::Reject { reason } if reason.trim().is_empty() => {
            return Err(AppError::new(Code::Incomplete).with("missing", vec!["reason"]));
        }
        Judgement::Reject { reason } => Verdict::Rejected { reason: reason.trim().to_owned() },
        Judgement::Approve { edited } => {
            let others = if edited.is_some() { others(session, input.id.clone())? } else { Alternatives::default() };
            let question = without_stale_reasons(reworded(&row.question, edited), &row.question, &others);
            let problems = question.problems();
            if !problems.is_empty() {
                let problems = serde_json::to_value(problems).unwrap_or_default();
                return Err(AppError::new(Code::Incomplete).with("missing", problems));
            }
            Verdict::Approved { question: Box::new(question) }
        }
    };
    let answered = input.answered.map(|answer| answer.trim().to_owned()).filter(|answer| !answer.is_empty());
    session.append(Body::QuestionReviewed { question: input.id, verdict, answered, by_sample: false })?;
    Ok(())
}
