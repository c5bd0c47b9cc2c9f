//! A release as one zip file beside its folder: the same bytes whenever it is made, stored without compression, since
//! pictures and Parquet do not shrink.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::sums::files_below;
use crate::verify::Progress;

/// Where the zip file of a release folder lies.
pub fn archive_path(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!("{name}.zip"))
}

/// Packs a release folder; progress counts files. Nothing is left, and nothing returned, when it was cancelled.
pub fn archive(folder: &Path, progress: Progress<'_>) -> io::Result<Option<PathBuf>> {
    let whole = archive_path(folder);
    let partial = whole.with_extension("zip.partial");
    let written = write(folder, &partial, progress);
    if !matches!(written, Ok(true)) {
        if partial.exists() {
            fs::remove_file(&partial)?;
        }
        return written.map(|_| None);
    }
    fs::rename(&partial, &whole)?;
    Ok(Some(whole))
}

fn write(folder: &Path, partial: &Path, progress: Progress<'_>) -> io::Result<bool> {
    let root = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut zip = ZipWriter::new(File::create(partial)?);
    let files = files_below(folder)?;
    for (done, name) in files.iter().enumerate() {
        if !progress(done, files.len()) {
            return Ok(false);
        }
        let mut file = File::open(folder.join(name))?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            // Entries over 4 GiB need another header.
            .large_file(file.metadata()?.len() >= u64::from(u32::MAX));
        zip.start_file(format!("{root}/{name}"), options)?;
        io::copy(&mut file, &mut zip)?;
    }
    zip.finish()?.sync_all()?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_zip_holds_every_file_and_is_the_same_when_made_again() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("Skin-1.0.0");
        fs::create_dir_all(folder.join("test/images")).unwrap();
        fs::write(folder.join("README.md"), "# Skin").unwrap();
        fs::write(folder.join("test/images/a.jpg"), [7; 5000]).unwrap();
        let path = archive(&folder, &mut |_, _| true).unwrap().unwrap();
        assert_eq!(path, outside.path().join("Skin-1.0.0.zip"));
        let first = fs::read(&path).unwrap();
        let mut zip = zip::ZipArchive::new(File::open(&path).unwrap()).unwrap();
        let mut picture = Vec::new();
        zip.by_name("Skin-1.0.0/test/images/a.jpg").unwrap().read_to_end(&mut picture).unwrap();
        assert_eq!((zip.len(), picture), (2, vec![7; 5000]));
        fs::remove_file(&path).unwrap();
        archive(&folder, &mut |_, _| true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), first);
    }

    #[test]
    fn one_that_was_cancelled_leaves_nothing() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("Skin-1.0.0");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("README.md"), "# Skin").unwrap();
        assert_eq!(archive(&folder, &mut |_, _| false).unwrap(), None);
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
    }
}
