//! How far the readers of every photograph agree: what the queue shows without opening each. Computed once in
//! a session, in short pieces beside other work, and again for what is amended.

use std::time::{Duration, Instant};

use domain::comparison::{Pairing, compare};
use domain::people::PersonId;
use domain::photograph::PhotographId;
use domain::review::{agrees_completely, fused_differential};
use domain::vocabulary::Vocabulary;
use serde::Serialize;
use store::tables::{annotations, photographs};
use ts_rs::TS;

use super::readings::{readings, records};
use crate::error::AppError;
use crate::session::Session;

/// Longest piece of work at once, so that whoever works meanwhile does not notice.
const PIECE: Duration = Duration::from_millis(40);

/// How the readings of one photograph compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compared {
    /// Whose readings at which revision.
    revisions: Vec<(PersonId, u32)>,
    /// Lines on which the readers differ.
    pub(super) differences: usize,
    /// Whether the differential must be decided.
    pub(super) needs_adjudication: bool,
    /// Whether nothing at all is left to decide.
    pub(super) agreed: bool,
}

/// How far preparing the queue is.
#[derive(Debug, Serialize, TS)]
pub struct PreparedView {
    /// Photographs compared.
    pub done: usize,
    /// Photographs to compare.
    pub total: usize,
}

/// Photographs that every reader has submitted and nobody has signed, none that this senior annotated.
pub(super) fn ready(session: &Session) -> Result<Vec<PhotographId>, AppError> {
    let (connection, me) = (session.study.connection(), session.study.person());
    let mine = photographs::ids_assigned_to(connection, me)?;
    let mut ready = photographs::ready_for_review(connection)?;
    ready.retain(|id| !mine.contains(id));
    Ok(ready)
}

/// Compares what is not compared yet, for a short time.
pub(crate) fn prepare(session: &mut Session, (): ()) -> Result<PreparedView, AppError> {
    let stale = stale(session)?;
    let (total, started) = (ready(session)?.len(), Instant::now());
    let mut left = stale.len();
    for photograph in stale {
        state(session, &photograph)?;
        left -= 1;
        if started.elapsed() > PIECE {
            break;
        }
    }
    Ok(PreparedView { done: total - left, total })
}

/// Photographs whose readings are not compared yet, or were amended since.
fn stale(session: &Session) -> Result<Vec<PhotographId>, AppError> {
    let revisions = annotations::newest_revisions(session.study.connection())?;
    let mut ready = ready(session)?;
    ready.retain(|id| match (session.compared.get(id), revisions.get(id)) {
        (Some(compared), Some(now)) => compared.revisions != *now,
        _ => true,
    });
    Ok(ready)
}

/// How the readings of a photograph compare now.
fn state(session: &mut Session, photograph: &PhotographId) -> Result<(), AppError> {
    let readings = readings(session, photograph)?;
    let records = records(&readings);
    let comparison = compare(&records, &Pairing::new(), Vocabulary::built_in());
    let mut revisions: Vec<_> = readings.iter().map(|reading| (reading.author.clone(), reading.revision)).collect();
    revisions.sort();
    let compared = Compared {
        revisions,
        differences: comparison.rows.iter().filter(|row| row.differs()).count(),
        needs_adjudication: fused_differential(&records).needs_adjudication,
        agreed: agrees_completely(&records, &comparison),
    };
    session.compared.insert(photograph.clone(), compared);
    Ok(())
}

/// Brings every comparison up to date.
pub(super) fn prepare_all(session: &mut Session) -> Result<(), AppError> {
    for photograph in stale(session)? {
        state(session, &photograph)?;
    }
    Ok(())
}
