//! Hashes of files that were read.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use ledger::Hash;

/// Hashes of files that were read, so that another look at the same folder does not read them again.
#[derive(Default)]
pub(crate) struct Hashes(Mutex<HashMap<PathBuf, Read>>);

/// When a file was changed last, how many bytes it had, and their hash.
type Read = (Option<SystemTime>, u64, Hash);

impl Hashes {
    pub(crate) fn of(&self, file: &Path) -> io::Result<Hash> {
        let data = fs::metadata(file)?;
        let (modified, bytes) = (data.modified().ok(), data.len());
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned();
        if let Some((_, _, hash)) = known.filter(|known| known.0.is_some() && (known.0, known.1) == (modified, bytes)) {
            return Ok(hash);
        }
        let hash = Hash::of(&fs::read(file)?);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned(), (modified, bytes, hash.clone()));
        Ok(hash)
    }
}
