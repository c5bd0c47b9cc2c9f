//! Which files of a folder are offered to an import, and what is passed over, and why.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names that are never photographs and not worth a refusal.
const NO_PHOTOGRAPHS: [&str; 15] =
    ["csv", "json", "jsonl", "txt", "md", "tsv", "tab", "ini", "db", "xlsx", "xlsm", "xls", "ods", "pdf", "docx"];

/// Folders in which systems keep thumbnails and deleted files.
const SYSTEM_FOLDERS: [&str; 10] = [
    "@eadir",
    "#recycle",
    "#snapshot",
    "@recycle",
    "@recently-snapshot",
    "$recycle.bin",
    "system volume information",
    "__macosx",
    "lost+found",
    "recycler",
];

/// Why something in the folder was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// A folder in which a system keeps thumbnails or deleted files.
    SystemFolder,
    /// Its name begins with a dot.
    Hidden,
    /// A link; links are not followed.
    Link,
    /// A pipe, socket or device.
    NotAFile,
    /// The folder cannot be opened.
    FolderUnreadable,
    /// The table has no line for it.
    NoRow,
    /// It lies in no folder that could name its subject.
    NoSubject,
}

/// Something in the folder that is not imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeftOut {
    /// Path within the folder.
    pub path: String,
    /// Why.
    pub reason: LeftOutReason,
    /// How many files: 1, or all in a folder as far as they can be counted.
    pub files: usize,
}

/// A file that may be a photograph.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Path within the folder, with `/`.
    pub(crate) relative: String,
}

/// What a folder offers.
#[derive(Debug, Default)]
pub(crate) struct Offered {
    /// Sorted by path.
    pub(crate) files: Vec<Found>,
    pub(super) left_out: Vec<LeftOut>,
}

/// Everything below a folder, unless `go_on` says no. Only the folder itself must be readable. One folder is open at a
/// time: systems allow about a thousand, studies have more subjects.
pub(crate) fn offered(folder: &Path, go_on: &dyn Fn() -> bool) -> io::Result<Offered> {
    let mut offered = Offered::default();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        if !go_on() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let entries = match fs::read_dir(&next) {
            Ok(entries) => entries,
            Err(error) if next == folder => return Err(error),
            Err(_) => {
                let (path, reason) = (relative(folder, &next), LeftOutReason::FolderUnreadable);
                offered.left_out.push(LeftOut { path, reason, files: 0 });
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().to_lowercase();
            let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            let mut leave_out = |reason, files| {
                offered.left_out.push(LeftOut { path: relative(folder, &path), reason, files });
            };
            // Links are not followed: a loop would never end, and outside files were not offered.
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_symlink() {
                leave_out(LeftOutReason::Link, 1);
            } else if kind.is_dir() && SYSTEM_FOLDERS.contains(&name.as_str()) {
                leave_out(LeftOutReason::SystemFolder, count(&path));
            } else if kind.is_dir() && name.starts_with('.') {
                leave_out(LeftOutReason::Hidden, count(&path));
            } else if kind.is_dir() {
                waiting.push(path);
            } else if !kind.is_file() {
                leave_out(LeftOutReason::NotAFile, 1);
            } else if NO_PHOTOGRAPHS.contains(&extension.as_str()) {
                continue;
            } else if name.starts_with('.') {
                leave_out(LeftOutReason::Hidden, 1);
            } else {
                let relative = relative(folder, &path);
                offered.files.push(Found { path, relative });
            }
        }
    }
    offered.files.sort_by(|one, other| one.path.cmp(&other.path));
    offered.left_out.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(offered)
}

fn count(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries
        .flatten()
        .map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => count(&entry.path()),
            _ => 1,
        })
        .sum()
}

fn relative(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).unwrap_or(file);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Tables in a folder, by name.
pub(super) fn tables(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .filter(|path| {
            let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            // `~$name.xlsx` is the lock that Excel leaves beside an open workbook.
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            extensions.contains(&extension.as_str()) && !name.starts_with(['.', '~'])
        })
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_very_many_subjects_is_read_with_few_files_open() {
        let folder = tempfile::tempdir().unwrap();
        for subject in 0..300 {
            fs::create_dir(folder.path().join(format!("S{subject}"))).unwrap();
            fs::write(folder.path().join(format!("S{subject}/a.jpg")), "x").unwrap();
        }
        #[cfg(target_os = "linux")]
        let most = std::cell::Cell::new(0);
        let count = || {
            #[cfg(target_os = "linux")]
            most.set(most.get().max(fs::read_dir("/proc/self/fd").unwrap().count()));
            true
        };
        assert_eq!(offered(folder.path(), &count).unwrap().files.len(), 300);
        #[cfg(target_os = "linux")]
        assert!(most.get() < 200, "{} files open at once", most.get());
        let stopped = offered(folder.path(), &|| false).err().unwrap();
        assert_eq!(stopped.kind(), io::ErrorKind::Interrupted);
    }

    #[test]
    fn system_folders_hidden_files_links_and_pipes_are_passed_over_and_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        };
        for name in ["b.jpg", "a/b.jpg", "notes.txt", "manifest.xlsx", ".hidden.jpg", "@eaDir/b.jpg/thumb.jpg"] {
            file(name);
        }
        for name in ["#recycle/old.jpg", "$RECYCLE.BIN/old.jpg", "__MACOSX/._b.jpg", ".Trash-1000/files/a.jpg"] {
            file(name);
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("b.jpg"), folder.path().join("link.jpg")).unwrap();
            assert!(
                std::process::Command::new("mkfifo").arg(folder.path().join("pipe.jpg")).status().unwrap().success()
            );
        }
        let offered = offered(folder.path(), &|| true).unwrap();
        let files: Vec<_> = offered.files.iter().map(|file| file.relative.as_str()).collect();
        assert_eq!(files, ["a/b.jpg", "b.jpg"]);
        let left: Vec<_> = offered.left_out.iter().map(|left| (left.path.as_str(), left.reason, left.files)).collect();
        let mut expected = vec![
            ("#recycle", LeftOutReason::SystemFolder, 1),
            ("$RECYCLE.BIN", LeftOutReason::SystemFolder, 1),
            (".Trash-1000", LeftOutReason::Hidden, 1),
            (".hidden.jpg", LeftOutReason::Hidden, 1),
            ("@eaDir", LeftOutReason::SystemFolder, 1),
            ("__MACOSX", LeftOutReason::SystemFolder, 1),
        ];
        if cfg!(unix) {
            expected.extend([("link.jpg", LeftOutReason::Link, 1), ("pipe.jpg", LeftOutReason::NotAFile, 1)]);
        }
        assert_eq!(left, expected);
    }
}
