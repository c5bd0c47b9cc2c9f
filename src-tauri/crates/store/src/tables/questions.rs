//! Drafted, approved and rejected questions.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::PersonId;
use domain::questions::Question;
use ledger::Entry;
use rusqlite::{Connection, Row, Transaction, params};

use super::{json, one};
use crate::error::StoreError;
use crate::ledger_log::read_entry;

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionState {
    /// Waits for a senior.
    Drafted,
    /// May be released.
    Approved,
    /// Will not be released.
    Rejected,
}

/// A question and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionRow {
    /// As drafted, or as approved.
    pub question: Question,
    /// Drafted, approved or rejected.
    pub state: QuestionState,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// Who judged it.
    pub reviewer: Option<PersonId>,
    /// What the reviewer answered before the key was shown.
    pub answered: Option<String>,
    /// Approved with others of its template after a random sample of them was judged one by one.
    pub by_sample: bool,
    /// Worded otherwise than it was drafted.
    pub reworded: bool,
}

pub(crate) fn insert(tx: &Transaction<'_>, questions: &[Question], position: i64) -> Result<(), StoreError> {
    for (place, question) in (0_i64..).zip(questions) {
        let ability = serde_json::to_value(question.ability)?;
        tx.prepare_cached("INSERT INTO question VALUES (?1, ?2, ?3, 'drafted', ?4, NULL, NULL, ?5, NULL, 0, 0)")?
            .execute(params![
                question.id,
                question.photograph.0,
                ability.as_str(),
                serde_json::to_string(question)?,
                position * 100_000 + place
            ])?;
    }
    Ok(())
}

/// Who judged a question, and what was answered before the key was shown.
#[derive(Clone, Copy)]
pub(crate) struct Judged<'a> {
    pub(crate) reviewer: &'a PersonId,
    pub(crate) answered: Option<&'a str>,
    pub(crate) by_sample: bool,
}

pub(crate) fn approve(
    tx: &Transaction<'_>,
    id: &str,
    approved: &Question,
    judged: Judged<'_>,
) -> Result<(), StoreError> {
    let reworded = one_of(tx, id)?.is_some_and(|row| row.reworded || row.question != *approved);
    let changed = tx.execute(
        "UPDATE question SET state = 'approved', question = ?2, reviewer = ?3, answered = ?4, by_sample = ?5, reworded = ?6,
            reason = NULL WHERE id = ?1",
        params![id, serde_json::to_string(approved)?, judged.reviewer.0, judged.answered, judged.by_sample, reworded],
    )?;
    one(changed)
}

pub(crate) fn reject(tx: &Transaction<'_>, id: &str, reason: &str, judged: Judged<'_>) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE question SET state = 'rejected', reason = ?2, reviewer = ?3, answered = ?4, by_sample = 0 WHERE id = ?1",
        params![id, reason, judged.reviewer.0, judged.answered],
    )?;
    one(changed)
}

pub(crate) fn reopen(tx: &Transaction<'_>, id: &str, draft: &Question) -> Result<(), StoreError> {
    // Another wording than the one that was judged is the one that was drafted.
    let reworded = one_of(tx, id)?.is_some_and(|row| row.reworded && row.question == *draft);
    let changed = tx.execute(
        "UPDATE question SET state = 'drafted', question = ?2, reworded = ?3, reviewer = NULL, reason = NULL, answered = NULL,
            by_sample = 0 WHERE id = ?1",
        params![id, serde_json::to_string(draft)?, reworded],
    )?;
    one(changed)
}

/// Lets questions of a template be released although they can be answered without their pictures.
pub(crate) fn admit(tx: &Transaction<'_>, template: &str, reason: &str) -> Result<(), StoreError> {
    tx.execute("INSERT OR REPLACE INTO admitted_template VALUES (?1, ?2)", [template, reason])?;
    Ok(())
}

/// Templates that were admitted to releases, with why.
pub fn admitted(connection: &Connection) -> Result<BTreeMap<String, String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT template, reason FROM admitted_template")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

fn row_to_question(row: &Row<'_>) -> rusqlite::Result<QuestionRow> {
    let state: String = row.get(1)?;
    Ok(QuestionRow {
        question: json(&row.get::<_, String>(0)?)?,
        state: match state.as_str() {
            "approved" => QuestionState::Approved,
            "rejected" => QuestionState::Rejected,
            _ => QuestionState::Drafted,
        },
        reason: row.get(2)?,
        reviewer: row.get::<_, Option<String>>(3)?.map(PersonId),
        answered: row.get(4)?,
        by_sample: row.get(5)?,
        reworded: row.get(6)?,
    })
}

/// Questions that were drafted, and judged if at all, before the reviewed record of their photograph was amended.
pub fn older_than_an_amendment(connection: &Connection) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "WITH amended AS (SELECT subject, max(position) AS position FROM ledger WHERE kind = 'review.amended'
           AND position NOT IN (SELECT position FROM not_in_force) GROUP BY subject)
         SELECT q.id FROM question q JOIN amended ON amended.subject = q.photograph WHERE amended.position >
           max(q.position / 100000, coalesce(
             (SELECT max(position) FROM ledger WHERE kind = 'question.reviewed' AND subject = q.id
                AND position NOT IN (SELECT position FROM not_in_force)), 0))",
    )?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(ids)
}

/// The entry by which a question was drafted, with all that were drafted together.
pub fn drafted_by(connection: &Connection, id: &str) -> Result<Option<Entry>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT l.text FROM question q JOIN ledger l ON l.position = q.position / 100000 WHERE q.id = ?1",
    )?;
    let text: Option<String> = statement.query_map([id], |row| row.get(0))?.next().transpose()?;
    text.map(|text| read_entry(&text)).transpose()
}

/// All questions in order of drafting.
pub fn all(connection: &Connection) -> Result<Vec<QuestionRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT question, state, reason, reviewer, answered, by_sample, reworded FROM question ORDER BY position",
    )?;
    let rows = statement.query_map([], row_to_question)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// How many questions stand where: drafted, approved, rejected.
pub fn counts(connection: &Connection) -> Result<[usize; 3], StoreError> {
    let count = "SELECT count(*) FILTER (WHERE state = 'drafted'), count(*) FILTER (WHERE state = 'approved'),
        count(*) FILTER (WHERE state = 'rejected') FROM question";
    let row = |row: &Row<'_>| Ok([row.get::<_, u32>(0)?, row.get(1)?, row.get(2)?]);
    Ok(connection.prepare_cached(count)?.query_row([], row)?.map(|count| count as usize))
}

/// One question.
pub fn one_of(connection: &Connection, id: &str) -> Result<Option<QuestionRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT question, state, reason, reviewer, answered, by_sample, reworded FROM question WHERE id = ?1",
    )?;
    let row = statement.query_map([id], row_to_question)?.next().transpose()?;
    Ok(row)
}
