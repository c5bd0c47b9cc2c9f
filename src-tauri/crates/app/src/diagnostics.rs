//! What went wrong on this machine, to be read and handed on by whoever works at it.

use std::fs;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::AppError;
use crate::folders::new_file;
use crate::ticket::Ticket;

/// Lines that the screen shows.
const SHOWN: usize = 200;

/// The log of this machine.
#[derive(Debug, Serialize, TS)]
pub struct LogView {
    /// The newest lines, the newest first.
    pub lines: Vec<String>,
    /// How many there are in all.
    pub total: usize,
}

/// Where to write the log.
#[derive(Debug, Deserialize, TS)]
pub struct SaveLogInput {
    /// Where the file is written; it must be there.
    pub folder: String,
}

pub(crate) fn read(ticket: &Ticket<'_>, (): ()) -> Result<LogView, AppError> {
    let lines = ticket.desk.log.lines();
    let total = lines.len();
    Ok(LogView { lines: lines.into_iter().rev().take(SHOWN).collect(), total })
}

/// Writes all lines as one file, never in place of another. Answers with its path.
pub(crate) fn save(ticket: &Ticket<'_>, input: SaveLogInput) -> Result<String, AppError> {
    let path = new_file(&input.folder, "consilium", "log")?;
    let text = ticket.desk.log.lines().join("\n") + "\n";
    fs::write(&path, text).map_err(|error| AppError::file(&path, &error))?;
    Ok(path.display().to_string())
}
