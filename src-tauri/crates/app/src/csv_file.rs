//! Tables written for spreadsheet programs.

use std::fs;

use crate::error::{AppError, Code};
use crate::folders::new_file;

/// A new CSV file that spreadsheet programs open as UTF-8; never in place of another. Answers with its path.
pub(crate) fn write_new<R: AsRef<[String]>>(folder: &str, name: &str, rows: &[R]) -> Result<String, AppError> {
    let path = new_file(folder, name, "csv")?;
    let mut writer = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    let written = rows.iter().try_for_each(|row| writer.write_record(row.as_ref()));
    written.map_err(|error| AppError::new(Code::Internal).because(&error))?;
    let bytes = writer.into_inner().map_err(|error| AppError::new(Code::Internal).because(error.error()))?;
    fs::write(&path, bytes).map_err(|error| AppError::file(&path, &error))?;
    Ok(path.display().to_string())
}
