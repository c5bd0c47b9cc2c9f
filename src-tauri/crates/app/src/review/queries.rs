//! Questions of a senior to a physician about his or her own reading, without telling who the other readers
//! are, or to the senior who the reader is. The photograph waits until the answer is there or the senior
//! closes the question.

use domain::comparison::{Cards, Slot};
use domain::photograph::PhotographId;
use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::queries::{self, QueryRow};
use ts_rs::TS;
use uuid::Uuid;

use super::case::Case;
use super::readings::letter;
use crate::error::{AppError, Code};
use crate::session::Session;

/// A question as either side sees it.
#[derive(Debug, Serialize, TS)]
pub struct QueryView {
    /// Query.
    pub id: String,
    /// What the question is about.
    pub photograph: PhotographId,
    /// Letter of the reader, for the senior.
    pub letter: Option<String>,
    /// Field of the reader's annotation.
    pub field: String,
    /// Slot of the comparison, for the senior.
    pub slot: Option<String>,
    /// The question.
    pub text: String,
    /// What the reader wrote back; none while it waits.
    pub answer: Option<String>,
    /// Whether the senior is done with it.
    pub closed: bool,
}

impl QueryView {
    /// Whether the photograph waits for its answer.
    pub(crate) fn is_open(&self) -> bool {
        !self.closed && self.answer.is_none()
    }
}

/// A question to ask.
#[derive(Debug, Deserialize, TS)]
pub struct AskInput {
    /// What the question is about.
    pub photograph: PhotographId,
    /// Which reader, from 0.
    pub reader: usize,
    /// What it is about.
    pub slot: Slot,
    /// The question.
    pub text: String,
}

/// What a reader writes back to a senior.
#[derive(Debug, Deserialize, TS)]
pub struct AnswerInput {
    /// Id of the question, as it was asked.
    pub query: String,
    /// In words; not empty.
    pub answer: String,
}

/// Questions about one photograph as its senior sees them.
pub(super) fn asked_on(case: &Case) -> Vec<QueryView> {
    let letter_of = |row: &QueryRow| case.readings.iter().position(|reading| reading.author == row.reader).map(letter);
    let seen = |row: &QueryRow| QueryView { letter: letter_of(row), slot: Some(row.slot.clone()), ..view(row.clone()) };
    case.queries.iter().map(seen).collect()
}

/// Questions to the person who is signed in, about one photograph or all.
pub(crate) fn asked_of_me(session: &Session, photograph: Option<&PhotographId>) -> Result<Vec<QueryView>, AppError> {
    let rows = queries::all(session.study.connection())?;
    let me = session.study.person();
    let mine = |row: &QueryRow| row.reader == *me && photograph.is_none_or(|id| row.photograph == *id);
    Ok(rows.into_iter().filter(mine).map(view).collect())
}

fn view(row: QueryRow) -> QueryView {
    QueryView {
        id: row.id,
        photograph: row.photograph,
        letter: None,
        field: row.field,
        slot: None,
        text: row.text,
        answer: row.answer,
        closed: row.closed,
    }
}

pub(crate) fn ask(session: &mut Session, input: AskInput) -> Result<Vec<QueryView>, AppError> {
    let case = Case::open(session, &input.photograph)?;
    if case.signed.is_some() {
        return Err(AppError::new(Code::AlreadyReviewed));
    }
    let text = input.text.trim().to_owned();
    let reading = case.readings.get(input.reader).ok_or(AppError::new(Code::BadInput).with("detail", "reader"))?;
    if text.is_empty() {
        return Err(AppError::new(Code::Incomplete).with("missing", vec!["question"]));
    }
    session.append(Body::QueryAsked {
        query: Uuid::now_v7().to_string(),
        photograph: input.photograph.clone(),
        reader: reading.author.clone(),
        field: field_of(&input.slot, input.reader),
        slot: input.slot.to_string(),
        text,
    })?;
    Ok(asked_on(&Case::open(session, &input.photograph)?))
}

pub(crate) fn close(session: &mut Session, query: String) -> Result<Vec<QueryView>, AppError> {
    let photograph = one(session, &query)?.photograph;
    Case::open(session, &photograph)?;
    session.append(Body::QueryClosed { query })?;
    Ok(asked_on(&Case::open(session, &photograph)?))
}

pub(crate) fn answer(session: &mut Session, input: AnswerInput) -> Result<Vec<QueryView>, AppError> {
    let row = one(session, &input.query)?;
    if row.reader != *session.study.person() || row.closed {
        return Err(AppError::new(Code::NotAllowed));
    }
    let answer = input.answer.trim().to_owned();
    if answer.is_empty() {
        return Err(AppError::new(Code::Incomplete).with("missing", vec!["answer"]));
    }
    session.append(Body::QueryAnswered { query: input.query, answer })?;
    asked_of_me(session, Some(&row.photograph))
}

fn one(session: &Session, query: &str) -> Result<QueryRow, AppError> {
    let rows = queries::all(session.study.connection())?;
    rows.into_iter().find(|row| row.id == query).ok_or(AppError::new(Code::Nothing))
}

/// The field of one reader's annotation that a slot of the comparison is about.
fn field_of(slot: &Slot, reader: usize) -> String {
    let of_card = |cards: &Cards, field: &str| match cards.of_reader(reader) {
        Some(card) => format!("lesion/{card}{field}"),
        None => "lesions".into(),
    };
    match slot {
        Slot::Lesion(cards) => of_card(cards, ""),
        Slot::Role(cards) => of_card(cards, "/role"),
        Slot::Site(cards, _) => of_card(cards, "/regions"),
        Slot::Attribute(cards, attribute) => of_card(cards, &format!("/{attribute}")),
        Slot::Diameter(cards) => of_card(cards, "/attribute.size"),
        Slot::Relation(..) => "relations".into(),
        Slot::Care | Slot::Treatment(_) | Slot::Route(_) | Slot::TreatmentText => "treatment".into(),
        Slot::CannotAnnotate | Slot::Differential | Slot::Reasoning => slot.to_string(),
        Slot::Region(_) | Slot::Scale | Slot::Earlier(_) => "regions".into(),
    }
}
