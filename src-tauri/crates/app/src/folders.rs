//! Folders as people name them.

use std::path::{Path, PathBuf};

use crate::error::{AppError, Code};

/// A whole path; refused where it is none, before anything is read.
pub(crate) fn full_path(folder: &str) -> Result<PathBuf, AppError> {
    let path = Path::new(folder.trim());
    if folder.trim().is_empty() || !path.is_absolute() {
        return Err(AppError::new(Code::FolderNeeded));
    }
    Ok(path.to_owned())
}
