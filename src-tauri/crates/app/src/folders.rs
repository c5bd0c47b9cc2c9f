//! Folders as people name them.

use std::path::{Path, PathBuf};

use crate::error::{AppError, Code};

/// A path for a new file in a folder that is there: `name.extension`, or `name-2.extension` and so on, never in place of
/// another.
pub(crate) fn new_file(folder: &str, name: &str, extension: &str) -> Result<PathBuf, AppError> {
    let folder = Path::new(folder.trim());
    if !folder.is_absolute() || !folder.is_dir() {
        return Err(AppError::new(Code::PathNotFound).with("path", folder.display().to_string()));
    }
    let numbered = (2..1000).map(|number| format!("{name}-{number}.{extension}"));
    let mut paths = std::iter::once(format!("{name}.{extension}")).chain(numbered).map(|name| folder.join(name));
    paths.find(|path| !path.exists()).ok_or(AppError::new(Code::AlreadyThere))
}

/// A whole path; refused where it is none, before anything is read.
pub(crate) fn full_path(folder: &str) -> Result<PathBuf, AppError> {
    let path = Path::new(folder.trim());
    if folder.trim().is_empty() || !path.is_absolute() {
        return Err(AppError::new(Code::FolderNeeded));
    }
    Ok(path.to_owned())
}
