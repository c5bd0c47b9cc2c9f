//! What each study held when it was last written here, noted outside its folder: so a backup that was restored, or a
//! folder that was copied, is noticed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::record::Mark;

/// Marks of all studies, a file each; an empty path for a program that notes nothing.
#[derive(Debug, Clone)]
pub struct Marks(pub PathBuf);

impl Marks {
    fn path(&self, study: &str) -> PathBuf {
        self.0.join(format!("{study}.json"))
    }

    pub(crate) fn read(&self, study: &str) -> Option<Mark> {
        serde_json::from_slice(&fs::read(self.path(study)).ok()?).ok()
    }

    /// Not synced: a mark that is older than the study says nothing wrong. Where it cannot be written the next start
    /// begins new chains, which is safe.
    pub(crate) fn write(&self, study: &str, mark: &Mark) {
        if self.0.as_os_str().is_empty() {
            return;
        }
        let Ok(text) = serde_json::to_vec(mark) else { return };
        let _ = write_whole(&self.0, &self.path(study), &text);
    }
}

impl Marks {
    fn second_place_path(&self, study: &str) -> PathBuf {
        self.0.join(format!("{study}.second-place.json"))
    }

    /// Second folder for backups of a study, as this machine knows it.
    pub fn second_place(&self, study: &str) -> Option<PathBuf> {
        serde_json::from_slice(&fs::read(self.second_place_path(study)).ok()?).ok()
    }

    /// Chooses the second folder for backups, or none.
    pub fn set_second_place(&self, study: &str, place: Option<&Path>) -> Result<(), StoreError> {
        let text = serde_json::to_vec(&place)?;
        Ok(write_whole(&self.0, &self.second_place_path(study), &text)?)
    }
}

fn write_whole(folder: &Path, path: &Path, text: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let partial = tempfile::NamedTempFile::new_in(folder)?;
    fs::write(partial.path(), text)?;
    partial.persist(path)?;
    Ok(())
}
