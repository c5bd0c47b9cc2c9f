//! How far the readers of every photograph agree: what the queue shows without opening each. Computed once in
//! a session, in short pieces beside other work, and again for what is amended.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use domain::comparison::{Pairing, compare};
use domain::photograph::PhotographId;
use domain::review::{agrees_completely, fused_differential};
use ledger::Hash;
use serde::Serialize;
use store::tables::{annotations, photographs};
use ts_rs::TS;

use super::memory::{Compared, Waiting};
use super::readings::{readings, records};
use crate::error::AppError;
use crate::session::Session;

/// Longest piece of work at once, so that whoever works meanwhile does not notice.
const PIECE: Duration = Duration::from_millis(40);

/// How far preparing the queue is.
#[derive(Debug, Serialize, TS)]
pub struct PreparedView {
    /// Photographs compared.
    pub done: usize,
    /// Photographs to compare.
    pub total: usize,
    /// Photographs that wait for another senior, because this one annotated them.
    pub own: usize,
}

/// What waits now; looked up anew only when the record has grown.
fn waiting(session: &mut Session) -> Result<&mut Waiting, AppError> {
    let at = session.study.head();
    let known = match session.waiting.take() {
        Some(known) if known.at == at => known,
        _ => look_up(session, at)?,
    };
    Ok(session.waiting.insert(known))
}

fn look_up(session: &Session, at: Hash) -> Result<Waiting, AppError> {
    let connection = session.study.connection();
    let mine: BTreeSet<PhotographId> = session.tasks()?.into_iter().map(|task| task.photograph).collect();
    let mut ready = photographs::ready_for_review(connection)?;
    let everybodys = ready.len();
    ready.retain(|id| !mine.contains(id));
    let revisions = annotations::newest_revisions(connection)?;
    let is_stale = |id: &&PhotographId| match (session.compared.get(id), revisions.get(id)) {
        (Some(compared), Some(now)) => compared.revisions != *now,
        _ => true,
    };
    let stale = ready.iter().filter(is_stale).cloned().collect();
    Ok(Waiting { at, own: everybodys - ready.len(), ready, stale })
}

/// Photographs that this senior may review, in order of import, all of them compared.
pub(super) fn ready(session: &mut Session) -> Result<Vec<PhotographId>, AppError> {
    compare_until(session, None)?;
    Ok(waiting(session)?.ready.clone())
}

/// Compares what is not compared yet, for a short time.
pub(crate) fn prepare(session: &mut Session, (): ()) -> Result<PreparedView, AppError> {
    compare_until(session, Some(Instant::now() + PIECE))?;
    let waiting = waiting(session)?;
    let total = waiting.ready.len();
    Ok(PreparedView { done: total - waiting.stale.len(), total, own: waiting.own })
}

/// Compares at least one photograph that is not compared yet, and others until then; all of them without an end.
fn compare_until(session: &mut Session, end: Option<Instant>) -> Result<(), AppError> {
    while let Some(photograph) = waiting(session)?.stale.last().cloned() {
        state(session, &photograph)?;
        waiting(session)?.stale.pop();
        if end.is_some_and(|end| Instant::now() > end) {
            break;
        }
    }
    Ok(())
}

/// How the readings of a photograph compare now.
fn state(session: &mut Session, photograph: &PhotographId) -> Result<(), AppError> {
    let readings = readings(session, photograph)?;
    let records = records(&readings);
    let comparison = compare(&records, &Pairing::new(), session.vocabulary);
    let mut revisions: Vec<_> = readings.iter().map(|reading| (reading.author.clone(), reading.revision)).collect();
    revisions.sort();
    let compared = Compared {
        revisions,
        differences: comparison.rows.iter().filter(|row| row.differs()).count(),
        needs_adjudication: records.iter().any(|record| record.cannot_annotate.is_none())
            && fused_differential(&records).needs_adjudication,
        agreed: agrees_completely(&records, &comparison),
    };
    session.compared.insert(photograph.clone(), compared);
    Ok(())
}
