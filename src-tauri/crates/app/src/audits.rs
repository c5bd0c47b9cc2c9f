//! Audits: a random sample of reviewed photographs that another senior annotates afresh, to measure the
//! reviewed records themselves (paper, section 3.3).

use domain::assignment::draw_audits;
use domain::people::{PersonId, Role};
use domain::photograph::PhotographId;
use domain::task::Purpose;
use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::{people, reviews, tasks};
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::session::Session;

/// How many reviewed photographs to draw.
#[derive(Debug, Deserialize, TS)]
pub struct DrawAuditInput {
    /// Photographs.
    pub count: usize,
    /// Seed, so that the draw can be repeated.
    #[ts(type = "number")]
    pub seed: u64,
}

/// How far audits are.
#[derive(Debug, Serialize, TS)]
pub struct AuditsView {
    /// Photographs drawn so far.
    pub drawn: usize,
    /// Of these, annotated afresh.
    pub read: usize,
    /// Reviewed photographs that can still be drawn.
    pub left: usize,
}

/// Reviewed photographs that are not drawn yet, with the seniors who neither reviewed nor annotated them.
fn drawable(session: &Session) -> Result<Vec<(PhotographId, Vec<PersonId>)>, AppError> {
    let connection = session.study.connection();
    let drawn = tasks::photographs_for(connection, Purpose::Audit)?;
    let seniors: Vec<PersonId> = people::all(connection)?
        .into_iter()
        .filter(|row| !row.has_left() && row.profile.roles.contains(&Role::Senior))
        .map(|row| row.id)
        .collect();
    let mut found = Vec::new();
    for review in reviews::all(connection)?.into_iter().filter(|review| !drawn.contains(&review.photograph)) {
        let signers = reviews::signers(connection, &review.photograph)?;
        let mut may = Vec::new();
        for senior in seniors.iter().filter(|senior| !signers.contains(senior)) {
            if !tasks::reads(connection, &review.photograph, senior)? {
                may.push(senior.clone());
            }
        }
        if !may.is_empty() {
            found.push((review.photograph, may));
        }
    }
    Ok(found)
}

pub(crate) fn view(session: &mut Session, (): ()) -> Result<AuditsView, AppError> {
    let audits = tasks::of_seniors(session.study.connection(), Purpose::Audit)?;
    let read = audits.iter().filter(|audit| audit.annotation.is_some()).count();
    Ok(AuditsView { drawn: audits.len(), read, left: drawable(session)?.len() })
}

pub(crate) fn draw(session: &mut Session, input: DrawAuditInput) -> Result<AuditsView, AppError> {
    let drawable = drawable(session)?;
    if drawable.is_empty() {
        let reviewed = reviews::all(session.study.connection())?.len();
        let drawn = tasks::photographs_for(session.study.connection(), Purpose::Audit)?.len();
        return Err(AppError::new(if reviewed > drawn { Code::NoAuditor } else { Code::Nothing }));
    }
    if input.count == 0 {
        return Err(AppError::new(Code::Nothing));
    }
    let photographs = draw_audits(drawable, input.count, input.seed);
    session.append(Body::AuditDrawn { photographs, seed: input.seed })?;
    view(session, ())
}
