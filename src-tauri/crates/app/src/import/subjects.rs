//! Gives a subject another pseudonym.

use ledger::Body;
use serde::{Deserialize, Serialize};
use store::tables::photographs;
use ts_rs::TS;

use super::cells;
use crate::error::{AppError, Code};
use crate::session::Session;

/// A subject and its new pseudonym.
#[derive(Debug, Deserialize, TS)]
pub struct RenameSubjectInput {
    /// Pseudonym until now.
    pub subject: String,
    /// Pseudonym from now on.
    pub name: String,
    /// Whether photographs of a subject that is called so already become photographs of the same subject.
    pub merge: bool,
}

/// What came of it.
#[derive(Debug, Serialize, TS)]
pub struct RenamedSubjectView {
    /// Photographs of the subject that was renamed.
    pub photographs: usize,
}

/// Writes an entry for every photograph of the subject.
pub(crate) fn rename(session: &mut Session, input: RenameSubjectInput) -> Result<RenamedSubjectView, AppError> {
    let bad = || AppError::new(Code::Incomplete).with("missing", vec!["name"]);
    let name = cells::label(&input.name).ok().flatten().ok_or_else(bad)?;
    let rows = photographs::all(session.study.connection())?;
    if !input.merge && name != input.subject && rows.iter().any(|row| row.capture.subject == name) {
        return Err(AppError::new(Code::SubjectThere).with("subject", name));
    }
    let mine: Vec<_> = rows.into_iter().filter(|row| row.capture.subject == input.subject).collect();
    if mine.is_empty() {
        return Err(AppError::new(Code::Nothing));
    }
    for row in &mine {
        let capture = domain::photograph::Capture { subject: name.clone(), ..row.capture.clone() };
        session.append(Body::PhotographDescribed { photograph: row.id.clone(), capture })?;
    }
    Ok(RenamedSubjectView { photographs: mine.len() })
}
