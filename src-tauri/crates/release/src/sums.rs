//! `SHA256SUMS`: the hash of every file of a release.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// Every file below a folder, as relative paths with `/`, sorted. A link is a file, wherever it leads.
pub(crate) fn files_below(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if let (false, Ok(relative)) = (entry.file_type().is_dir(), entry.path().strip_prefix(folder)) {
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            found.push(parts.join("/"));
        }
    }
    found.sort();
    Ok(found)
}

/// Writes `SHA256SUMS`; returns its own hash, hex.
pub(crate) fn write_sums(folder: &Path) -> io::Result<String> {
    let mut sums = String::new();
    for name in files_below(folder)? {
        sums.push_str(&format!("{}  {name}\n", sha256_of(&folder.join(&name))?));
    }
    fs::write(folder.join("SHA256SUMS"), &sums)?;
    Ok(hex::encode(Sha256::digest(&sums)))
}

/// SHA-256 of a file, read in pieces.
pub(crate) fn sha256_of(path: &Path) -> io::Result<String> {
    let mut hasher = HashWriter(Sha256::new());
    io::copy(&mut fs::File::open(path)?, &mut hasher)?;
    Ok(hex::encode(hasher.0.finalize()))
}

struct HashWriter(Sha256);

impl Write for HashWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
