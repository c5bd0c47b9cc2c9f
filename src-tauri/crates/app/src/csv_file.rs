//! Tables written for spreadsheet programs.

use std::fs;
use std::path::Path;

use crate::error::{AppError, Code};

/// A new CSV file that spreadsheet programs open as UTF-8; never in place of another. Answers with its path.
pub(crate) fn write_new<R: AsRef<[String]>>(folder: &Path, name: &str, rows: &[R]) -> Result<String, AppError> {
    if !folder.is_absolute() || !folder.is_dir() {
        return Err(AppError::new(Code::PathNotFound).with("path", folder.display().to_string()));
    }
    let names = std::iter::once(format!("{name}.csv")).chain((2..1000).map(|number| format!("{name}-{number}.csv")));
    let path = names.map(|name| folder.join(name)).find(|path| !path.exists());
    let path = path.ok_or(AppError::new(Code::AlreadyThere))?;
    let mut writer = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    let written = rows.iter().try_for_each(|row| writer.write_record(row.as_ref()));
    written.map_err(|error| AppError::new(Code::Internal).because(&error))?;
    let bytes = writer.into_inner().map_err(|error| AppError::new(Code::Internal).because(error.error()))?;
    fs::write(&path, bytes).map_err(|error| AppError::file(&path, &error))?;
    Ok(path.display().to_string())
}
