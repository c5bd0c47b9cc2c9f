//! Studies as folders: copies for tests that change them, and what their envelopes say of themselves.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        let target = to.join(file.file_name());
        if file.path().is_dir() {
            copy(&file.path(), &target)?;
        } else {
            fs::copy(file.path(), target)?;
        }
    }
    Ok(())
}

/// argon2id memory (KiB), passes and lanes of every password of a study.
pub fn password_strengths(study: &Path) -> std::io::Result<Vec<Value>> {
    let header: Value = serde_json::from_slice(&fs::read(study.join("study.json"))?)?;
    let envelopes = header["envelopes"].as_object().into_iter().flat_map(|envelopes| envelopes.values());
    Ok(envelopes.map(|envelope| envelope["argon2id"].clone()).collect())
}
