//! One entry: who said what, when and why, bound to what came before it, and signed.
//!
//! Canonical bytes are RFC 8785 (JSON Canonicalization Scheme), so that any language can check
//! hash and signature. The hash of an entry covers its signature too.

use chrono::{DateTime, Utc};
use domain::people::PersonId;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::audience::Audience;
use crate::body::Body;
use crate::hash::Hash;

/// An entry before it is signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// UUIDv7.
    pub id: String,
    /// Who.
    pub author: PersonId,
    /// On which device: an id by chance, one for each desk and copy of a study. In entries of the earlier form the name
    /// of the machine.
    pub device: String,
    /// Version of the program.
    pub app: String,
    /// Number in its chain (this author on this device for this audience), from 1.
    pub sequence: u64,
    /// Hash of the entry before this one in its chain; empty for the first.
    pub previous: Option<Hash>,
    /// Where it stands among the entries of other chains.
    #[serde(flatten)]
    pub place: Place,
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

/// Where an entry stands among those of other chains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Place {
    /// As entries are written today.
    Known(Known),
    /// As they were written when a study was one folder on one machine.
    Earlier {
        /// Hash of the last entry of any author that was in the study when this one was written.
        follows: Option<Hash>,
    },
}

/// What the writer of an entry knew of the study.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Known {
    /// Id of the study, in every entry.
    pub study: String,
    /// Who may read the chain.
    pub audience: Audience,
    /// Last entry of the keeper's desk that the writer knew; none for the first of a study.
    pub seen: Option<Seen>,
    /// Key with which this entry and those after it in the chain are signed, where it is another than before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_key: Option<DeviceKey>,
}

/// An entry, by its place in the keeper's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Seen {
    /// Position from 1.
    pub position: u64,
    /// SHA-256 of the entry's signed text.
    pub hash: Hash,
}

/// A signing key of one device, for which its person vouches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeviceKey {
    /// Ed25519 verifying key, hex.
    pub key: String,
    /// Name of the machine, for people to read.
    pub name: String,
    /// Ed25519 signature of the person's key over study, person, device, key and name, hex.
    pub vouched: String,
}

/// What the person's signature over a device key covers.
#[derive(Serialize)]
struct Voucher<'a> {
    device: &'a str,
    key: &'a str,
    name: &'a str,
    person: &'a PersonId,
    says: &'static str,
    study: &'a str,
}

impl DeviceKey {
    /// Vouches with a person's key for the key of a device.
    pub fn vouch(
        study: &str,
        (person, person_key): (&PersonId, &SigningKey),
        (device, name): (&str, &str),
        device_key: &SigningKey,
    ) -> Result<Self, EntryError> {
        let mut vouched = Self {
            key: hex::encode(device_key.verifying_key().as_bytes()),
            name: name.to_owned(),
            vouched: String::new(),
        };
        let bytes = vouched.canonical(study, person, device)?;
        vouched.vouched = hex::encode(person_key.sign(&bytes).to_bytes());
        Ok(vouched)
    }

    fn canonical(&self, study: &str, person: &PersonId, device: &str) -> Result<Vec<u8>, EntryError> {
        let says = "this device signs for me";
        let voucher = Voucher { device, key: &self.key, name: &self.name, person, says, study };
        serde_json_canonicalizer::to_vec(&voucher).map_err(|_| EntryError::Unreadable)
    }

    /// Checks that the person vouches for the key; `person_key` is hex.
    pub fn verify(&self, study: &str, person: &PersonId, device: &str, person_key: &str) -> Result<(), EntryError> {
        verify(person_key, &self.canonical(study, person, device)?, &self.vouched)
    }
}

/// A signed entry as the ledger keeps it: with its canonical text (RFC 8785) and the hash of that, which nothing but
/// [`Entry::sign`] and [`SignedEntry::read`] make.
#[derive(Debug, Clone)]
pub struct SignedEntry {
    /// What the signature stands for.
    pub entry: Entry,
    text: String,
    hash: Hash,
}

/// The text of a signed entry.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SignedEntry")]
pub struct EntryText {
    /// What the signature stands for.
    pub entry: Entry,
    /// Ed25519 signature over the canonical bytes of the entry, hex.
    pub signature: String,
}

/// Where the canonical bytes of the entry stand in the text, and the signature: names are sorted, so always here.
const BEFORE_ENTRY: &str = r#"{"entry":"#;
const BEFORE_SIGNATURE: &str = r#","signature":""#;
const END: &str = r#""}"#;
/// Hex digits of an Ed25519 signature.
const SIGNATURE_DIGITS: usize = 128;

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
    /// What the writer knew; none in an entry of the earlier form.
    pub fn known(&self) -> Option<&Known> {
        match &self.place {
            Place::Known(known) => Some(known),
            Place::Earlier { .. } => None,
        }
    }

    /// Signs the entry.
    pub fn sign(self, key: &SigningKey) -> Result<SignedEntry, EntryError> {
        let canonical = serde_json_canonicalizer::to_string(&self).map_err(|_| EntryError::Unreadable)?;
        let signature = hex::encode(key.sign(canonical.as_bytes()).to_bytes());
        let text = [BEFORE_ENTRY, &canonical, BEFORE_SIGNATURE, &signature, END].concat();
        Ok(SignedEntry { entry: self, hash: Hash::of(text.as_bytes()), text })
    }
}

impl SignedEntry {
    /// Canonical text, as it is stored.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads stored text; refuses what is not canonical, so that every byte counts.
    pub fn read(text: &str) -> Result<Self, EntryError> {
        let found: EntryText = serde_json::from_str(text).map_err(|_| EntryError::Unreadable)?;
        let canonical = serde_json_canonicalizer::to_string(&found).map_err(|_| EntryError::Unreadable)?;
        if canonical != text || found.signature.len() != SIGNATURE_DIGITS {
            return Err(EntryError::Unreadable);
        }
        Ok(Self { entry: found.entry, hash: Hash::of(text.as_bytes()), text: canonical })
    }

    /// Hash that the next entries refer to.
    pub fn hash(&self) -> &Hash {
        &self.hash
    }

    /// Checks the signature against a hex Ed25519 key.
    pub fn verify(&self, signing_key_hex: &str) -> Result<(), EntryError> {
        let parts = self.text.strip_prefix(BEFORE_ENTRY).and_then(|rest| rest.strip_suffix(END));
        let signature_begins = parts.and_then(|parts| parts.len().checked_sub(SIGNATURE_DIGITS));
        let (entry, signature) = parts
            .zip(signature_begins)
            .and_then(|(parts, begins)| parts.split_at_checked(begins))
            .ok_or(EntryError::BadSignature)?;
        let entry = entry.strip_suffix(BEFORE_SIGNATURE).ok_or(EntryError::BadSignature)?;
        verify(signing_key_hex, entry.as_bytes(), signature)
    }
}

fn verify(key_hex: &str, bytes: &[u8], signature_hex: &str) -> Result<(), EntryError> {
    let key = VerifyingKey::from_bytes(&bytes_of(key_hex)?).map_err(|_| EntryError::BadSignature)?;
    let signature = Signature::from_bytes(&bytes_of(signature_hex)?);
    key.verify_strict(bytes, &signature).map_err(|_| EntryError::BadSignature)
}

/// Reads lower-case hex only: one signature has one spelling.
fn bytes_of<const N: usize>(text: &str) -> Result<[u8; N], EntryError> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| EntryError::BadSignature)?;
    if hex::encode(bytes) == text { Ok(bytes) } else { Err(EntryError::BadSignature) }
}
