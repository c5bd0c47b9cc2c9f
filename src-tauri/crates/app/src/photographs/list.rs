//! Photographs as screens list them. File names never reach the page: a name can unblind.

use std::collections::BTreeMap;

use domain::people::Role;
use domain::photograph::{Capture, MaskRectangle, PhotographId, Quality, Screening, Stage, near_duplicates};
use serde::Serialize;
use store::tables::photographs::{self, PhotographRow};
use ts_rs::TS;

use crate::error::AppError;
use crate::session::Session;

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
    /// Rectangles that are painted over, in upright pixels.
    pub masks: Vec<MaskRectangle>,
    /// How far it has come.
    pub stage: Stage,
    /// An earlier photograph that looks nearly the same; only where photographs are listed for screening.
    pub near: Option<PhotographId>,
}

impl PhotographView {
    /// As a person sees it. Notes may name the diagnosis: only coordinators see them.
    pub(crate) fn of(session: &Session, row: PhotographRow) -> Self {
        let notes = if session.has(Role::Coordinator) { row.capture.notes.clone() } else { BTreeMap::new() };
        let mut view = Self::from(row);
        view.capture.notes = notes;
        view
    }
}

/// As everybody may see it.
impl From<PhotographRow> for PhotographView {
    fn from(row: PhotographRow) -> Self {
        Self {
            id: row.id,
            capture: Capture { notes: BTreeMap::new(), ..row.capture },
            width_px: row.width_px,
            height_px: row.height_px,
            quality: row.quality,
            screening: row.screening,
            masks: row.masks,
            stage: row.stage,
            near: None,
        }
    }
}

/// Coordinators see all photographs; other screeners those that wait for screening and those that they screened.
pub(crate) fn list(session: &mut Session, (): ()) -> Result<Vec<PhotographView>, AppError> {
    let all = session.has(Role::Coordinator);
    let rows = photographs::all(session.study.connection())?;
    let rows: Vec<PhotographRow> = rows.into_iter().filter(|row| all || session.may_screen(row)).collect();
    // What was discarded is no reason to discard a better picture of the same.
    let in_study = |row: &PhotographRow| !matches!(row.screening, Some(Screening::Discarded { .. }));
    let fingerprints: Vec<_> = rows.iter().map(|row| row.quality.fingerprint.filter(|_| in_study(row))).collect();
    let ids: Vec<PhotographId> = rows.iter().map(|row| row.id.clone()).collect();
    let near = near_duplicates(&fingerprints).into_iter().map(|place| place.and_then(|place| ids.get(place)).cloned());
    Ok(rows
        .into_iter()
        .zip(near)
        .map(|(row, near)| PhotographView { near, ..PhotographView::of(session, row) })
        .collect())
}
