//! What a release would contain now, what is left out and why, and what was published before.

use serde::Serialize;
use store::tables::releases;
use ts_rs::TS;

use super::contents::{Counts, select};
use super::obstacles::unfinished;
use crate::error::AppError;
use crate::session::Session;

/// A published release.
#[derive(Debug, Serialize, TS)]
pub struct ReleaseView {
    /// SemVer, such as `1.2.0`.
    pub version: String,
    /// How many are in it.
    pub photographs: u32,
    /// How many are in it.
    pub questions: u32,
    /// SHA-256 of its SHA256SUMS.
    pub manifest: String,
    /// When, milliseconds since 1970, UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
}

/// What a release would contain.
#[derive(Debug, Serialize, TS)]
pub struct PreviewView {
    /// How many photographs come to what.
    pub photographs: Counts,
    /// How many questions come to what.
    pub questions: Counts,
    /// What somebody may still finish, and how much of it there is; a release is refused unless it is to leave that out.
    pub unfinished: Counts,
    /// Published before, newest first.
    pub releases: Vec<ReleaseView>,
    /// A version that is not taken.
    pub next_version: String,
}

pub(crate) fn preview(session: &mut Session, (): ()) -> Result<PreviewView, AppError> {
    let selection = select(session)?;
    let rows = releases::all(session.study.connection())?;
    let newest = rows.iter().filter_map(|row| release::version(&row.version)).max();
    let next_version = newest.map_or("1.0.0".to_owned(), |newest| format!("{}.{}.0", newest.major, newest.minor + 1));
    Ok(PreviewView {
        unfinished: unfinished(&selection),
        photographs: selection.photograph_counts,
        questions: selection.question_counts,
        next_version,
        releases: rows
            .into_iter()
            .map(|row| ReleaseView {
                version: row.version,
                photographs: row.photographs,
                questions: row.questions,
                manifest: row.manifest,
                at_ms: row.at_ms,
            })
            .collect(),
    })
}
