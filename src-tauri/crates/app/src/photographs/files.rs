//! Which files of a folder are offered to an import.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Names that are never photographs and not worth a refusal.
const IGNORED: [&str; 8] = ["csv", "json", "jsonl", "txt", "md", "tsv", "ini", "db"];

/// Every file below a folder that may be a photograph, sorted by path. Hidden files are left out.
pub(super) fn offered(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = open.pop() {
        for file in fs::read_dir(next)? {
            let file = file?;
            let path = file.path();
            let hidden = file.file_name().to_string_lossy().starts_with('.');
            // Links are not followed: a loop would never end, and outside files were not offered.
            let kind = file.file_type()?;
            let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            if hidden || kind.is_symlink() {
                continue;
            } else if kind.is_dir() {
                open.push(path);
            } else if !IGNORED.contains(&extension.as_str()) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
