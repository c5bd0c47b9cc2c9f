//! Photographs as screens list them. File names never reach the page: a name can unblind.

use domain::people::Role;
use domain::photograph::{Capture, MaskRectangle, PhotographId, Quality, Screening};
use serde::Serialize;
use store::tables::photographs::{self, PhotographRow};
use store::tables::refusals;
use ts_rs::TS;

use crate::error::AppError;
use crate::session::Session;

/// How far a photograph has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Waits for screening.
    Imported,
    /// Accepted, waits for assignment.
    Accepted,
    /// Left the study.
    Discarded,
    /// Physicians are at work.
    Assigned,
    /// Waits for review.
    Annotated,
    /// Signed.
    Reviewed,
}

/// One photograph.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PhotographView {
    /// Id; `photo://<id>/<size>` is its picture.
    pub id: PhotographId,
    /// Subject, distance and so on.
    pub capture: Capture,
    /// Upright width in pixels.
    pub width_px: u32,
    /// Upright height in pixels.
    pub height_px: u32,
    /// Measured quality.
    pub quality: Quality,
    /// What screening decided.
    pub screening: Option<Screening>,
    /// Masks.
    pub masks: Vec<MaskRectangle>,
    /// Stage.
    pub stage: Stage,
}

/// A file that an import refused.
#[derive(Debug, Serialize, TS)]
pub struct RefusalView {
    /// File name, without folders.
    pub file_name: String,
    /// Reason code.
    pub reason: String,
    /// Milliseconds since 1970, UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
}

impl From<PhotographRow> for PhotographView {
    fn from(row: PhotographRow) -> Self {
        let stage = match &row.screening {
            None => Stage::Imported,
            Some(Screening::Discarded { .. }) => Stage::Discarded,
            Some(Screening::Accepted) if row.reviewed => Stage::Reviewed,
            Some(Screening::Accepted) if row.assigned == 0 => Stage::Accepted,
            Some(Screening::Accepted) if row.annotated < row.assigned => Stage::Assigned,
            Some(Screening::Accepted) => Stage::Annotated,
        };
        Self {
            id: row.id,
            capture: row.capture,
            width_px: row.width_px,
            height_px: row.height_px,
            quality: row.quality,
            screening: row.screening,
            masks: row.masks,
            stage,
        }
    }
}

/// Coordinators see all photographs; other screeners those that wait for screening.
pub(crate) fn list(session: &mut Session, (): ()) -> Result<Vec<PhotographView>, AppError> {
    let all = session.has(Role::Coordinator);
    let rows = photographs::all(session.study.connection())?;
    Ok(rows.into_iter().filter(|row| all || row.screening.is_none()).map(PhotographView::from).collect())
}

pub(crate) fn refusals(session: &mut Session, (): ()) -> Result<Vec<RefusalView>, AppError> {
    Ok(refusals::all(session.study.connection())?
        .into_iter()
        .map(|row| RefusalView { file_name: row.file_name, reason: row.reason, at_ms: row.at_ms })
        .collect())
}
