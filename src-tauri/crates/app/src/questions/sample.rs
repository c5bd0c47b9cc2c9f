//! Approving what is left of a template after a random sample of it was judged one by one.

use std::collections::BTreeSet;

use domain::questions::{Question, Sample, samples};
use ledger::{Body, Verdict};
use store::tables::questions::{self, QuestionRow, QuestionState};

use super::draft::overtaken;
use crate::error::{AppError, Code};
use crate::ticket::Ticket;

/// The samples of all templates; questions that an amendment made wrong, or that have problems, are judged one by one.
pub(super) fn drawn(rows: &[QuestionRow], overtaken: &BTreeSet<String>) -> Vec<Sample> {
    let judged = rows.iter().filter(|row| !row.by_sample).filter_map(|row| match row.state {
        // Whoever had to word it anew found the draft wanting.
        QuestionState::Approved => Some((&row.question, Some(!row.reworded))),
        QuestionState::Rejected => Some((&row.question, Some(false))),
        QuestionState::Drafted if overtaken.contains(&row.question.id) || !row.question.problems().is_empty() => None,
        QuestionState::Drafted => Some((&row.question, None)),
    });
    samples(judged)
}

/// Approves the rest of a template. How many.
pub(crate) fn approve_rest(ticket: &Ticket<'_>, template: String) -> Result<usize, AppError> {
    let rest: Vec<Question> = ticket.run(|session| {
        let rows = questions::all(session.study.connection())?;
        let sample = drawn(&rows, &overtaken(session)?).into_iter().find(|sample| sample.template == template);
        let sample = sample.ok_or(AppError::new(Code::Nothing))?;
        if !sample.next.is_empty() {
            return Err(AppError::new(Code::Incomplete).with("missing", vec!["sample"]));
        }
        let rest: BTreeSet<&String> = sample.rest.iter().collect();
        Ok(rows.into_iter().map(|row| row.question).filter(|question| rest.contains(&question.id)).collect())
    })?;
    let (total, mut approved) = (rest.len(), 0);
    for (done, question) in rest.into_iter().enumerate() {
        if !ticket.step(done, total) {
            break;
        }
        approved += ticket.run(|session| {
            // Whatever was judged meanwhile stays as it was judged.
            let stands = questions::one_of(session.study.connection(), &question.id)?;
            if stands.is_none_or(|row| row.state != QuestionState::Drafted || row.question != question) {
                return Ok(0);
            }
            session.append(Body::QuestionReviewed {
                question: question.id.clone(),
                verdict: Verdict::Approved { question: Box::new(question) },
                answered: None,
                by_sample: true,
            })?;
            Ok(1)
        })?;
    }
    Ok(approved)
}
