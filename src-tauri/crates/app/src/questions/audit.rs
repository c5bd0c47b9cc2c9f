//! Reading all questions without their pictures, and counting what the reviewed photographs would allow.

use std::collections::BTreeMap;

use domain::questions::{Ability, Leaks, Question, leaks, possible};
use serde::Serialize;
use store::tables::questions::{self, QuestionState};
use ts_rs::TS;

use super::draft::{sources, subjects};
use crate::error::{AppError, Code};
use crate::ticket::Ticket;

/// How far the questions can be answered without their pictures.
#[derive(Debug, Serialize, TS)]
pub struct QuestionAuditView {
    /// Of all questions that are not rejected.
    pub leaks: Leaks,
    /// Templates that were admitted to releases although they can be answered blind, with why.
    pub admitted: BTreeMap<String, String>,
    /// Different questions that the reviewed photographs allow at most, by ability.
    pub possible: BTreeMap<Ability, usize>,
}

pub(crate) fn audit(ticket: &Ticket<'_>, (): ()) -> Result<QuestionAuditView, AppError> {
    let (questions, subjects, sources, admitted, vocabulary) = ticket.run(|session| {
        let rows = questions::all(session.study.connection())?;
        let kept = rows.into_iter().filter(|row| row.state != QuestionState::Rejected);
        let kept: Vec<Question> = kept.map(|row| row.question).collect();
        let admitted = questions::admitted(session.study.connection())?;
        Ok((kept, subjects(session)?, sources(session)?, admitted, session.vocabulary))
    })?;
    if !ticket.step(1, 3) {
        return Err(AppError::new(Code::Cancelled));
    }
    let possible = if vocabulary.has_knowledge() { possible(&sources, vocabulary) } else { BTreeMap::new() };
    if !ticket.step(2, 3) {
        return Err(AppError::new(Code::Cancelled));
    }
    let questions: Vec<&Question> = questions.iter().collect();
    Ok(QuestionAuditView { leaks: leaks(&questions, &subjects, vocabulary), admitted, possible })
}
