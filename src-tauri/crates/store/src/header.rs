//! `study.json`: what must be readable before anybody has signed in. No patient, no plain name.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::envelope::Envelope;
use crate::error::StoreError;

/// Version of the folder's layout that this program writes.
const LAYOUT: u32 = 1;

/// A person of a demo study, whose password the sign-in screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPerson {
    /// Name to sign in with.
    pub name: String,
    /// Password to sign in with.
    pub password: String,
    /// What the person does, in a word.
    pub role: String,
}

/// Contents of `study.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Header {
    format: String,
    layout: u32,
    /// Study id.
    pub study: String,
    /// `age` recipient of the recovery sheet.
    pub recovery: String,
    /// Study key, wrapped for the recovery sheet.
    pub(crate) recovery_key: String,
    /// Envelopes by hashed name.
    pub(crate) envelopes: BTreeMap<String, Envelope>,
    /// People of a demo study.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demo: Vec<DemoPerson>,
}

impl Header {
    pub(crate) fn new(study: String, recovery: String, recovery_key: String) -> Self {
        let envelopes = BTreeMap::new();
        Self {
            format: "consilium-study".into(),
            layout: LAYOUT,
            study,
            recovery,
            recovery_key,
            envelopes,
            demo: vec![],
        }
    }

    fn path(folder: &Path) -> PathBuf {
        folder.join("study.json")
    }

    /// Reads the header of a study.
    pub fn read(folder: &Path) -> Result<Self, StoreError> {
        let text = match fs::read(Self::path(folder)) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(StoreError::NotFound),
            Err(error) => return Err(error.into()),
        };
        #[derive(Deserialize)]
        struct Layout {
            format: String,
            layout: u32,
        }
        let damaged = |_| StoreError::Damaged("study.json");
        let layout: Layout = serde_json::from_slice(&text).map_err(damaged)?;
        if layout.format != "consilium-study" {
            return Err(StoreError::Damaged("study.json"));
        }
        if layout.layout > LAYOUT {
            return Err(StoreError::Newer);
        }
        serde_json::from_slice(&text).map_err(damaged)
    }

    /// Replaces the header in one step: a crash leaves the old one or the new one.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), StoreError> {
        write_whole(&Self::path(folder), &serde_json::to_vec_pretty(self)?)
    }

    /// Study key and personal identity of somebody, by name and password.
    pub(crate) fn open(&self, name: &str, password: &str) -> Result<([u8; 32], age::x25519::Identity), StoreError> {
        let envelope = self.envelopes.get(&self.tag(name)).ok_or(StoreError::WrongPassword)?;
        let secrets = envelope.open(password)?;
        Ok((secrets.study_key(), secrets.identity()?))
    }

    /// The study key, wrapped for the recovery sheet.
    pub(crate) fn recovery_key(&self) -> &str {
        &self.recovery_key
    }

    /// Key under which a name's envelope stands: names are not readable from the header.
    pub(crate) fn tag(&self, name: &str) -> String {
        let folded = name.trim().to_lowercase();
        hex::encode(&Sha256::digest(format!("consilium/name/{}/{folded}", self.study))[..16])
    }
}

/// Writes a file so that it is there whole or not at all, and survives power loss once this returns.
/// Two that write the same file at once do not disturb each other, and other accounts of the machine cannot read it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().ok_or(StoreError::NotFound)?;
    let mut partial = tempfile::Builder::new().suffix(".partial").tempfile_in(folder)?;
    partial.write_all(bytes)?;
    partial.as_file().sync_all()?;
    partial.persist(path).map_err(|error| error.error)?;
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}
