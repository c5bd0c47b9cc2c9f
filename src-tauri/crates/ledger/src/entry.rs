//! One entry: who said what, when and why, bound to what came before it, and signed.
//!
//! Canonical bytes are RFC 8785 (JSON Canonicalization Scheme), so that any language can check
//! hash and signature. The hash of an entry covers its signature too.

use chrono::{DateTime, Utc};
use domain::people::PersonId;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::hash::Hash;

/// An entry before it is signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// UUIDv7.
    pub id: String,
    /// Who.
    pub author: PersonId,
    /// On which device.
    pub device: String,
    /// Version of the program.
    pub app: String,
    /// Place in the chain of this author on this device, from 1.
    pub sequence: u64,
    /// Hash of the author's entry before this one; empty for the first.
    pub previous: Option<Hash>,
    /// Hash of the last entry of any author that was in the study when this one was written.
    pub follows: Option<Hash>,
    /// When, in UTC.
    pub at: DateTime<Utc>,
    /// Offset of the author's wall clock from UTC, in minutes.
    pub offset_minutes: i32,
    /// Why, where a reason is asked for.
    pub reason: Option<String>,
    /// What.
    #[serde(flatten)]
    pub body: Body,
}

/// A signed entry: what the ledger keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignedEntry {
    /// The entry.
    pub entry: Entry,
    /// Ed25519 signature over the canonical bytes of the entry, hex.
    pub signature: String,
}

/// Why an entry cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// Not the expected JSON, or not in canonical form.
    #[error("the entry is not readable")]
    Unreadable,
    /// The signature does not fit.
    #[error("the signature does not fit the entry")]
    BadSignature,
}

impl Entry {
    /// Canonical bytes (RFC 8785).
    pub fn canonical(&self) -> Result<Vec<u8>, EntryError> {
        serde_json_canonicalizer::to_vec(self).map_err(|_| EntryError::Unreadable)
    }

    /// Signs the entry.
    pub fn sign(self, key: &SigningKey) -> Result<SignedEntry, EntryError> {
        let signature = hex::encode(key.sign(&self.canonical()?).to_bytes());
        Ok(SignedEntry { entry: self, signature })
    }
}

impl SignedEntry {
    /// Canonical text, as it is stored.
    pub fn text(&self) -> Result<String, EntryError> {
        serde_json_canonicalizer::to_string(self).map_err(|_| EntryError::Unreadable)
    }

    /// Reads stored text; refuses what is not canonical, so that every byte counts.
    pub fn read(text: &str) -> Result<Self, EntryError> {
        let entry: Self = serde_json::from_str(text).map_err(|_| EntryError::Unreadable)?;
        if entry.text()? == text { Ok(entry) } else { Err(EntryError::Unreadable) }
    }

    /// Hash that the next entries refer to.
    pub fn hash(&self) -> Result<Hash, EntryError> {
        Ok(Hash::of(self.text()?.as_bytes()))
    }

    /// Checks the signature against a hex Ed25519 key.
    pub fn verify(&self, signing_key_hex: &str) -> Result<(), EntryError> {
        let key = VerifyingKey::from_bytes(&bytes_of(signing_key_hex)?).map_err(|_| EntryError::BadSignature)?;
        let signature = Signature::from_bytes(&bytes_of(&self.signature)?);
        key.verify_strict(&self.entry.canonical()?, &signature).map_err(|_| EntryError::BadSignature)
    }
}

/// Reads lower-case hex only: one signature has one spelling.
fn bytes_of<const N: usize>(text: &str) -> Result<[u8; N], EntryError> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| EntryError::BadSignature)?;
    if hex::encode(bytes) == text { Ok(bytes) } else { Err(EntryError::BadSignature) }
}
