//! Judging a question: approve as it stands or as edited, or reject with a reason.

use domain::questions::Question;
use ledger::{Body, Verdict};
use serde::Deserialize;
use store::tables::questions;
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::session::Session;

/// A judgement of one question.
#[derive(Debug, Deserialize, TS)]
pub struct JudgeInput {
    /// Question.
    pub id: String,
    /// Judgement.
    pub judgement: Judgement,
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
    /// Reject.
    Reject {
        /// Why.
        reason: String,
    },
}

pub(crate) fn review(session: &mut Session, input: JudgeInput) -> Result<(), AppError> {
    let row = questions::one_of(session.study.connection(), &input.id)?.ok_or(AppError::new(Code::Nothing))?;
    let verdict = match input.judgement {
        Judgement::Reject { reason } if reason.trim().is_empty() => {
            return Err(AppError::new(Code::Incomplete).with("missing", vec!["reason"]));
        }
        Judgement::Reject { reason } => Verdict::Rejected { reason: reason.trim().to_owned() },
        Judgement::Approve { edited } => {
            // What a question is about is not the editor's to change.
            let question = edited.map_or_else(
                || row.question.clone(),
                |edited| Question {
                    id: row.question.id.clone(),
                    photograph: row.question.photograph.clone(),
                    ability: row.question.ability,
                    template: row.question.template.clone(),
                    lesion: row.question.lesion.clone(),
                    ..*edited
                },
            );
            let problems = question.problems();
            if !problems.is_empty() {
                let problems = serde_json::to_value(problems).unwrap_or_default();
                return Err(AppError::new(Code::Incomplete).with("missing", problems));
            }
            Verdict::Approved { question: Box::new(question) }
        }
    };
    session.append(Body::QuestionReviewed { question: input.id, verdict })?;
    Ok(())
}
