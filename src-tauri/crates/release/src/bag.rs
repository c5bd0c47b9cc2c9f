//! A release as a BagIt bag (RFC 8493) beside its folder, for archives: the release below `data`, with a manifest of its hashes. The
//! files are links to those of the release where the disk allows it, and copies where not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::sums::sha256_of;
use crate::verify::Progress;

/// Where the bag of a release folder lies.
pub fn bag_path(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!("{name}-bag"))
}

/// Packs a release folder; progress counts files. Nothing is left, and nothing returned, when it was cancelled.
pub fn bag(folder: &Path, progress: Progress<'_>) -> io::Result<Option<PathBuf>> {
    let whole = bag_path(folder);
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    let partial = whole.with_file_name(format!(".{name}.partial"));
    if partial.exists() {
        // Only ever written by an earlier attempt at this very bag that did not end.
        fs::remove_dir_all(&partial)?;
    }
    let written = write(folder, &partial, progress);
    if !matches!(written, Ok(true)) {
        if partial.exists() {
            fs::remove_dir_all(&partial)?;
        }
        return written.map(|_| None);
    }
    fs::rename(&partial, &whole)?;
    Ok(Some(whole))
}

fn write(folder: &Path, partial: &Path, progress: Progress<'_>) -> io::Result<bool> {
    let mut manifest = String::new();
    let mut bytes = 0;
    let sums = fs::read_to_string(folder.join("SHA256SUMS"))?;
    let own = format!("{}  SHA256SUMS", sha256_of(&folder.join("SHA256SUMS"))?);
    let lines: Vec<&str> = sums.lines().chain([own.as_str()]).collect();
    for (done, line) in lines.iter().enumerate() {
        if !progress(done, lines.len()) {
            return Ok(false);
        }
        let (sum, name) = line.split_once("  ").ok_or_else(|| io::Error::other("SHA256SUMS cannot be read"))?;
        let (from, to) = (folder.join(name), partial.join("data").join(name));
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        if fs::hard_link(&from, &to).is_err() {
            fs::copy(&from, &to)?;
        }
        bytes += fs::metadata(&to)?.len();
        manifest.push_str(&format!("{sum}  data/{name}\n"));
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let tags = [
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned()),
        ("bag-info.txt", format!("External-Identifier: {name}\nPayload-Oxum: {bytes}.{}\n", lines.len())),
        ("manifest-sha256.txt", manifest),
    ];
    let mut sums_of_tags = String::new();
    for (tag, text) in tags {
        fs::write(partial.join(tag), text)?;
        sums_of_tags.push_str(&format!("{}  {tag}\n", sha256_of(&partial.join(tag))?));
    }
    fs::write(partial.join("tagmanifest-sha256.txt"), sums_of_tags)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sums::{files_below, write_sums};

    #[test]
    fn a_bag_holds_the_release_and_a_cancelled_one_leaves_nothing() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("Skin-1.0.0");
        fs::create_dir_all(folder.join("test/images")).unwrap();
        fs::write(folder.join("README.md"), "# Skin").unwrap();
        fs::write(folder.join("test/images/a.jpg"), [7; 5000]).unwrap();
        write_sums(&folder).unwrap();
        assert_eq!(bag(&folder, &mut |done, _| done == 0).unwrap(), None);
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
        let made = bag(&folder, &mut |_, _| true).unwrap().unwrap();
        assert_eq!(made, outside.path().join("Skin-1.0.0-bag"));
        let files = files_below(&made).unwrap();
        let expected = [
            "bag-info.txt",
            "bagit.txt",
            "data/README.md",
            "data/SHA256SUMS",
            "data/test/images/a.jpg",
            "manifest-sha256.txt",
            "tagmanifest-sha256.txt",
        ];
        assert_eq!(files, expected);
        assert_eq!(fs::read(made.join("data/test/images/a.jpg")).unwrap(), [7; 5000]);
    }
}
