//! Photographs on disk: content-addressed, each size encrypted with XChaCha20-Poly1305. File names
//! are keyed hashes, so that the folder says nothing about which pictures it holds.

use std::fs;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use imaging::Derived;
use ledger::Hash;
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::header::write_whole;
use crate::secrets::{derived_key, random_bytes};

/// Which picture of a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotographSize {
    /// Stripped, upright, full size.
    Full,
    /// At most 2048 px.
    Preview,
    /// At most 320 px.
    Thumbnail,
}

impl PhotographSize {
    fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Preview => "preview",
            Self::Thumbnail => "thumbnail",
        }
    }
}

/// The encrypted photographs of a study. Cheap to clone; usable from any thread.
#[derive(Clone)]
pub struct Vault {
    folder: PathBuf,
    key: [u8; 32],
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Vault {
    pub(crate) fn new(study_folder: &Path, study_key: &[u8; 32]) -> Self {
        Self { folder: study_folder.join("photographs"), key: derived_key(study_key, "photographs") }
    }

    /// Puts all sizes of a photograph away; returns the content hash of the full picture.
    pub fn put(&self, derived: &Derived) -> Result<Hash, StoreError> {
        let content = Hash::of(&derived.full);
        let sizes = [
            (PhotographSize::Full, &derived.full),
            (PhotographSize::Preview, &derived.preview),
            (PhotographSize::Thumbnail, &derived.thumbnail),
        ];
        for (size, bytes) in sizes {
            let path = self.path(&content, size);
            if !path.exists() {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                write_whole(&path, &self.encrypt(&content, size, bytes)?)?;
            }
        }
        Ok(content)
    }

    /// Reads one size of a photograph; a damaged file is found before it is used.
    pub fn get(&self, content: &Hash, size: PhotographSize) -> Result<Vec<u8>, StoreError> {
        let bytes = match fs::read(self.path(content, size)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(StoreError::Damaged("a photograph is missing"));
            }
            Err(error) => return Err(error.into()),
        };
        let damaged = StoreError::Damaged("a photograph");
        let Some((nonce, ciphertext)) = bytes.split_first_chunk::<24>() else { return Err(damaged) };
        let context = context(content, size);
        let payload = Payload { msg: ciphertext, aad: context.as_bytes() };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| damaged)
    }

    /// How many bytes one size of a photograph takes.
    pub fn size_of(&self, content: &Hash, size: PhotographSize) -> Result<u64, StoreError> {
        Ok(fs::metadata(self.path(content, size))?.len())
    }

    /// Whether all sizes of a photograph are there.
    pub(crate) fn holds(&self, content: &Hash) -> bool {
        [PhotographSize::Full, PhotographSize::Preview, PhotographSize::Thumbnail]
            .into_iter()
            .all(|size| self.path(content, size).exists())
    }

    fn encrypt(&self, content: &Hash, size: PhotographSize, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        let nonce = random_bytes::<24>()?;
        let context = context(content, size);
        let payload = Payload { msg: bytes, aad: context.as_bytes() };
        let ciphertext =
            self.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| StoreError::Damaged("a photograph"))?;
        Ok([&nonce[..], &ciphertext].concat())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(self.key))
    }

    fn path(&self, content: &Hash, size: PhotographSize) -> PathBuf {
        let mut name = Sha256::new();
        name.update(self.key);
        name.update(content.as_str());
        let name = hex::encode(&name.finalize()[..20]);
        self.folder.join(&name[..2]).join(format!("{name}.{}", size.name()))
    }
}

fn context(content: &Hash, size: PhotographSize) -> String {
    format!("{content}/{}", size.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derived() -> Derived {
        let measured = imaging::Measured {
            width_px: 1,
            height_px: 1,
            sharpness: 0.0,
            brightness: 0.0,
            clipped: 0.0,
            fingerprint: 0,
        };
        Derived { measured, full: vec![1; 900], preview: vec![2; 90], thumbnail: vec![3; 9], notes: vec![] }
    }

    #[test]
    fn the_same_photograph_can_come_from_two_sides_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::new(folder.path(), &[7; 32]);
        for n in 0..50 {
            let derived = Derived { full: vec![n; 900], ..derived() };
            std::thread::scope(|scope| {
                let puts = [(); 4].map(|()| scope.spawn(|| vault.put(&derived)));
                assert!(puts.into_iter().all(|put| put.join().unwrap().is_ok()));
            });
        }
    }

    #[test]
    fn what_was_put_away_comes_back_and_any_flipped_byte_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::new(folder.path(), &[7; 32]);
        let content = vault.put(&derived()).unwrap();
        assert_eq!(vault.get(&content, PhotographSize::Preview).unwrap(), vec![2; 90]);
        let path = vault.path(&content, PhotographSize::Thumbnail);
        let good = fs::read(&path).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 0x10;
            fs::write(&path, &bad).unwrap();
            assert!(matches!(vault.get(&content, PhotographSize::Thumbnail), Err(StoreError::Damaged(_))), "{at}");
        }
        let other = Vault::new(folder.path(), &[8; 32]);
        assert!(other.get(&content, PhotographSize::Preview).is_err());
    }
}
