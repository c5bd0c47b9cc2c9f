//! Making a study of a backup again.

use serde::{Deserialize, Serialize};
use store::{Opener, restore as restore_study};
use ts_rs::TS;

use super::delay::guarded;
use crate::error::AppError;
use crate::folders::full_path;
use crate::ticket::Ticket;

/// Which backup becomes a study again, and where.
#[derive(Debug, Deserialize, TS)]
pub struct RestoreInput {
    /// Path of the file.
    pub backup: String,
    /// Folder of the study; what is in it is set aside.
    pub folder: String,
    /// Name of somebody who may open the backup.
    #[serde(default)]
    pub name: String,
    /// The password at the time of the backup.
    #[serde(default)]
    pub password: String,
    /// Instead of both, the key on the recovery sheet.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub sheet: Option<String>,
}

/// What came of restoring.
#[derive(Debug, Serialize, TS)]
pub struct RestoredView {
    /// Where lies what was in the folder before.
    pub set_aside: Option<String>,
    /// Photographs that were found nowhere.
    pub missing_photographs: usize,
}

/// Makes a study of a backup; whoever may open the backup may.
pub(crate) fn restore(ticket: &Ticket<'_>, input: RestoreInput) -> Result<RestoredView, AppError> {
    let (desk, folder, backup) = (ticket.desk, full_path(&input.folder)?, full_path(&input.backup)?);
    ticket.leave()?;
    let at = desk.config.clock.now();
    let mut progress = |done: usize, total: usize| ticket.step(done, total);
    let about = |error: store::StoreError| AppError::from(error).about(&backup);
    let restored = match &input.sheet {
        Some(sheet) => restore_study(&backup, &folder, Opener::Sheet(sheet), at, &mut progress).map_err(about)?,
        None => guarded(desk, &folder, &input.name, || {
            let opener = Opener::Person { name: &input.name, password: &input.password };
            restore_study(&backup, &folder, opener, at, &mut progress)
        })
        .map_err(|error| error.about(&backup))?,
    };
    Ok(RestoredView {
        set_aside: restored.set_aside.map(|aside| aside.display().to_string()),
        missing_photographs: restored.missing_photographs,
    })
}
