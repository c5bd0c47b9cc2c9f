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

    pub(crate) fn identity(&self) -> Result<age::x25519::Identity, StoreError> {
        self.sealing.parse().map_err(|_| StoreError::Damaged("a personal key"))
    }

    /// Opens a sealing key that was wrapped for this person.
    pub(crate) fn unwrap(&self, wrapped: &str) -> Result<SealKey, StoreError> {
        unwrap_with(&self.identity()?, wrapped)
    }
}

/// The key on the recovery sheet: opens everything, and signs who got back in with it.
pub(crate) struct Sheet {
    identity: age::x25519::Identity,
    signing: SigningKey,
}

impl Sheet {
    /// A new sheet.
    pub(crate) fn generate() -> Self {
        Self::of(age::x25519::Identity::generate())
    }

    fn of(identity: age::x25519::Identity) -> Self {
        let mut seed = [0; 32];
        // Thirty-two bytes are always available from HKDF-SHA-256.
        let _ = Hkdf::<Sha256>::new(None, identity.to_string().expose_secret().as_bytes())
            .expand(b"consilium/recovery/signing", &mut seed);
        let signing = SigningKey::from_bytes(&seed);
        seed.zeroize();
        Self { identity, signing }
    }

    /// Finds the key in what was typed or in the text of a whole printed sheet: spaces, line breaks and small letters
    /// do not matter.
    pub(crate) fn read(text: &str) -> Result<Self, StoreError> {
        const BEGINS: &str = "AGE-SECRET-KEY-1";
        /// Letters and digits after the beginning (Bech32 of 32 bytes with its checksum).
        const REST: usize = 58;
        let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        let place = joined.find(BEGINS).ok_or(StoreError::WrongSheet)?;
        let rest: String = joined[place + BEGINS.len()..].chars().take(REST).collect();
        let identity = format!("{BEGINS}{rest}").parse::<age::x25519::Identity>();
        identity.map(Self::of).map_err(|_| StoreError::WrongSheet)
    }

    /// What is written on the sheet.
    pub(crate) fn text(&self) -> String {
        self.identity.to_string().expose_secret().to_owned()
    }

    /// `age` recipient of the sheet.
    pub(crate) fn recipient(&self) -> String {
        self.identity.to_public().to_string()
    }

    pub(crate) fn signing_key(&self) -> &SigningKey {
        &self.signing
    }

    pub(crate) fn identity(&self) -> &age::x25519::Identity {
        &self.identity
    }

    /// Opens what was wrapped for the sheet.
    pub(crate) fn open(&self, wrapped: &str) -> Result<[u8; 32], StoreError> {
        let bytes = age::decrypt(&self.identity, wrapped.as_bytes()).map_err(|_| StoreError::WrongSheet)?;
        bytes.try_into().map_err(|_| StoreError::Damaged("a key"))
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
