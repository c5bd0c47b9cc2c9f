//! Keys of a person and what is derived from the study key.

use age::secrecy::ExposeSecret;
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use ledger::{PublicKeys, SealKey};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::error::StoreError;

/// Bytes from the operating system's generator.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Io(std::io::Error::other(error.to_string())))?;
    Ok(bytes)
}

/// What a person's envelope holds.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Secrets {
    study_key: [u8; 32],
    signing: [u8; 32],
    sealing: String,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Fresh personal keys beside a study key.
    pub(crate) fn generate(study_key: [u8; 32]) -> Result<Self, StoreError> {
        let sealing = age::x25519::Identity::generate().to_string().expose_secret().to_owned();
        Ok(Self { study_key, signing: random_bytes()?, sealing })
    }

    pub(crate) fn study_key(&self) -> [u8; 32] {
        self.study_key
    }

    pub(crate) fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.signing)
    }

    pub(crate) fn public(&self) -> Result<PublicKeys, StoreError> {
        Ok(PublicKeys {
            signing: hex::encode(self.signing_key().verifying_key().as_bytes()),
            sealing: self.identity()?.to_public().to_string(),
        })
    }

    fn identity(&self) -> Result<age::x25519::Identity, StoreError> {
        self.sealing.parse().map_err(|_| StoreError::Damaged("a personal key"))
    }

    /// Opens a sealing key that was wrapped for this person.
    pub(crate) fn unwrap(&self, wrapped: &str) -> Result<SealKey, StoreError> {
        unwrap_with(&self.identity()?, wrapped)
    }
}

/// Opens a wrapped sealing key with an `age` identity.
pub(crate) fn unwrap_with(identity: &age::x25519::Identity, wrapped: &str) -> Result<SealKey, StoreError> {
    let bytes = age::decrypt(identity, wrapped.as_bytes()).map_err(|_| StoreError::NoKey)?;
    Ok(SealKey(bytes.try_into().map_err(|_| StoreError::Damaged("a sealing key"))?))
}

/// Wraps bytes for an `age` recipient, armoured.
pub(crate) fn wrap(recipient: &str, bytes: &[u8]) -> Result<String, StoreError> {
    let recipient: age::x25519::Recipient = recipient.parse().map_err(|_| StoreError::Damaged("a public key"))?;
    age::encrypt_and_armor(&recipient, bytes).map_err(|_| StoreError::Damaged("a public key"))
}

/// A key for one purpose, derived from the study key (HKDF-SHA-256).
pub(crate) fn derived_key(study_key: &[u8; 32], purpose: &str) -> [u8; 32] {
    let mut key = [0; 32];
    // Thirty-two bytes are always available from HKDF-SHA-256.
    let _ = Hkdf::<Sha256>::new(None, study_key).expand(purpose.as_bytes(), &mut key);
    key
}
