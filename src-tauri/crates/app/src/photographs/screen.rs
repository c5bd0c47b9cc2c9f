//! Screening: accept, perhaps with masks, or discard with a reason; or take that back while
//! nobody has started to annotate.

use domain::photograph::{DiscardReason, MaskRectangle, PhotographId, Screening};
use imaging::Mask;
use ledger::Body;
use serde::Deserialize;
use store::PhotographSize;
use store::tables::photographs::PhotographRow;
use ts_rs::TS;

use super::list::PhotographView;
use crate::error::{AppError, Code};
use crate::session::Session;
use crate::ticket::Ticket;

/// A decision on one photograph.
#[derive(Debug, Deserialize, TS)]
pub struct ScreenInput {
    /// What is decided on.
    pub photograph: PhotographId,
    /// Accept, or discard with a reason from the list.
    pub decision: ScreenDecision,
    /// Rectangles to paint over, in upright photo pixels.
    #[serde(default)]
    pub masks: Vec<MaskRectangle>,
}

/// What is decided.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum ScreenDecision {
    /// Goes on.
    Accept,
    /// Leaves the study.
    Discard {
        /// Why.
        reason: DiscardReason,
    },
    /// Takes an earlier decision back.
    Withdraw,
}

/// A photograph on which this person may still decide.
fn open(session: &Session, id: &PhotographId) -> Result<PhotographRow, AppError> {
    let row = session.photograph(id)?;
    if row.is_given_out() {
        return Err(AppError::new(Code::AlreadySubmitted));
    }
    if session.may_screen(&row) { Ok(row) } else { Err(AppError::new(Code::NotAllowed)) }
}

/// Takes its time only when masks are painted.
pub(crate) fn screen(ticket: &Ticket<'_>, input: ScreenInput) -> Result<PhotographView, AppError> {
    let id = &input.photograph;
    let (row, vault) = ticket.run(|session| Ok((open(session, id)?, session.study.vault().clone())))?;
    let (width, height) = (f64::from(row.width_px), f64::from(row.height_px));
    let inside = |m: &MaskRectangle| m.x >= 0.0 && m.y >= 0.0 && m.x + m.width <= width && m.y + m.height <= height;
    if !input.masks.iter().all(|m| inside(m) && m.width > 0.0 && m.height > 0.0) {
        return Err(AppError::new(Code::BadInput).with("detail", "masks"));
    }
    let shown = if input.masks.is_empty() {
        row.content.clone()
    } else {
        let masks: Vec<Mask> =
            input.masks.iter().map(|m| Mask { x: m.x, y: m.y, width: m.width, height: m.height }).collect();
        let full = vault.get(&row.content, PhotographSize::Full)?;
        vault.put(&ticket.desk.workers.mask(&full, &masks)?)?
    };
    let screening = match input.decision {
        ScreenDecision::Accept => Some(Screening::Accepted),
        ScreenDecision::Discard { reason } => Some(Screening::Discarded { reason }),
        ScreenDecision::Withdraw => None,
    };
    ticket.run(|session| {
        // Painting masks took its time.
        open(session, id)?;
        session.append(Body::PhotographScreened { photograph: id.clone(), screening, masks: input.masks, shown })?;
        Ok(PhotographView::of(session, session.photograph(id)?))
    })
}
