//! Photographs that a senior may review: every reader has submitted, nobody has signed, nobody else has it
//! open, and the senior annotated none of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::photograph::PhotographId;
use ledger::Hash;
use serde::{Deserialize, Serialize};
use store::tables::drafts::{self, DraftKind};
use store::tables::{photographs, queries, reservations, reviews};
use ts_rs::TS;

use super::states::ready;
use crate::error::AppError;
use crate::session::Session;

/// In which order photographs come.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOrder {
    /// At random, another order for every senior that stays the same.
    Random,
    /// Where the readers differ most first.
    Disagreement,
}

/// How far a question to a reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QueryState {
    /// Answered; the senior goes on.
    Answered,
    /// The photograph waits.
    Open,
}

/// One photograph that waits for review.
#[derive(Debug, Serialize, TS)]
pub struct ReviewItemView {
    /// What waits.
    pub photograph: PhotographId,
    /// Lines on which the readers differ.
    pub differences: usize,
    /// Whether the differential must be decided.
    pub needs_adjudication: bool,
    /// Whether the readers agree in everything, so that it can be signed together with others.
    pub agreed: bool,
    /// Whether it is one of the agreed ones that are looked at in full all the same.
    pub held_back: bool,
    /// Whether the senior has begun.
    pub started: bool,
    /// A question to a reader that is not closed.
    pub query: Option<QueryState>,
}

/// One photograph whose review is signed.
#[derive(Debug, Serialize, TS)]
pub struct SignedItemView {
    /// What was signed.
    pub photograph: PhotographId,
    /// Pseudonym of its subject.
    pub subject: String,
    /// When it was signed last, milliseconds since 1970, UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// Revision from 1.
    pub revision: u32,
    /// Whether this senior signed it.
    pub mine: bool,
}

/// Signed reviews that this senior may open again, the newest first.
pub(crate) fn signed(session: &mut Session, (): ()) -> Result<Vec<SignedItemView>, AppError> {
    let (connection, me) = (session.study.connection(), session.study.person());
    let mine: BTreeSet<PhotographId> = session.tasks()?.into_iter().map(|task| task.photograph).collect();
    let subjects: BTreeMap<PhotographId, String> =
        photographs::all(connection)?.into_iter().map(|row| (row.id, row.capture.subject)).collect();
    let mut items: Vec<SignedItemView> = reviews::all(connection)?
        .into_iter()
        .filter(|review| !mine.contains(&review.photograph))
        .map(|review| SignedItemView {
            subject: subjects.get(&review.photograph).cloned().unwrap_or_default(),
            at_ms: review.at_ms,
            revision: review.revision,
            mine: review.reviewer == *me,
            photograph: review.photograph,
        })
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.at_ms));
    Ok(items)
}

/// Of every ten agreed photographs about one is held back for full review (a fixed random choice by photograph),
/// so that agreement itself is looked at.
pub(super) fn held_back(session: &Session, photograph: &PhotographId) -> bool {
    let hash = Hash::of(format!("{}/held/{photograph}", session.study.id()).as_bytes());
    u8::from_str_radix(&hash.as_str()[..2], 16).is_ok_and(|byte| byte < 26)
}

pub(crate) fn queue(session: &mut Session, order: ReviewOrder) -> Result<Vec<ReviewItemView>, AppError> {
    let ready = ready(session)?;
    let (connection, me) = (session.study.connection(), session.study.person());
    let started = drafts::started_by(connection, me, DraftKind::Review)?;
    let held = reservations::held_by_others(connection, me, session.now.timestamp_millis())?;
    let mut asked: BTreeMap<PhotographId, QueryState> = BTreeMap::new();
    for query in queries::all(connection)?.into_iter().filter(|query| !query.closed) {
        let state = if query.is_open() { QueryState::Open } else { QueryState::Answered };
        asked.entry(query.photograph).and_modify(|so_far| *so_far = state.max(*so_far)).or_insert(state);
    }
    let mut items: Vec<(Hash, ReviewItemView)> = Vec::new();
    for photograph in ready.into_iter().filter(|id| !held.contains(id)) {
        let Some(compared) = session.compared.get(&photograph) else { continue };
        let shuffled = Hash::of(format!("{}/{me}/{photograph}", session.study.id()).as_bytes());
        let item = ReviewItemView {
            differences: compared.differences,
            needs_adjudication: compared.needs_adjudication,
            agreed: compared.agreed,
            held_back: compared.agreed && held_back(session, &photograph),
            started: started.contains(&photograph),
            query: asked.get(&photograph).copied(),
            photograph,
        };
        items.push((shuffled, item));
    }
    // What was begun comes first, what waits for an answer last.
    let rank = |item: &ReviewItemView| match (item.query, item.started) {
        (Some(QueryState::Open), _) => 2,
        (Some(QueryState::Answered), _) | (None, true) => 0,
        (None, false) => 1,
    };
    items.sort_by_cached_key(|(shuffled, item)| {
        let disagreement = match order {
            ReviewOrder::Random => (false, 0),
            ReviewOrder::Disagreement => (!item.needs_adjudication, usize::MAX - item.differences),
        };
        (rank(item), disagreement, shuffled.clone())
    });
    Ok(items.into_iter().map(|(_, item)| item).collect())
}
