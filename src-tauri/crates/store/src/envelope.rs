//! An envelope: `password → argon2id → XChaCha20-Poly1305` around a person's secrets.
//!
//! The envelope carries a checksum of itself, so that a damaged file is told from a wrong password.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::secrets::{Secrets, random_bytes};

/// How much work a guess of a password costs: memory in KiB, passes and lanes of argon2id (RFC 9106). An envelope keeps
/// the strength that it was closed with, and opens with that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength([u32; 3]);

impl Strength {
    /// 128 MiB, 3 passes, 1 lane.
    pub const FULL: Self = Self([128 * 1024, 3, 1]);
    /// 1 MiB, 1 pass, 1 lane: for demo studies and tests, whose passwords are no secret.
    pub const DEMO: Self = Self([1024, 1, 1]);
}

/// Secrets behind a password.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Envelope {
    /// Person whose secrets these are.
    pub(crate) person: String,
    /// argon2id memory (KiB), passes, lanes; kept per envelope so that they can be raised.
    argon2id: [u32; 3],
    salt: String,
    nonce: String,
    ciphertext: String,
    checksum: String,
}

impl Envelope {
    pub(crate) fn close(
        person: &str,
        password: &str,
        secrets: &Secrets,
        strength: Strength,
    ) -> Result<Self, StoreError> {
        let (salt, nonce) = (random_bytes::<16>()?, random_bytes::<24>()?);
        let key = stretch(password, &salt, strength.0)?;
        let plain = serde_json::to_vec(secrets)?;
        let payload = Payload { msg: &plain, aad: person.as_bytes() };
        let ciphertext = XChaCha20Poly1305::new(&Key::from(key))
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| StoreError::Damaged("an envelope"))?;
        let mut envelope = Self {
            person: person.to_owned(),
            argon2id: strength.0,
            salt: hex::encode(salt),
            nonce: hex::encode(nonce),
            ciphertext: hex::encode(ciphertext),
            checksum: String::new(),
        };
        envelope.checksum = envelope.sum();
        Ok(envelope)
    }

    pub(crate) fn open(&self, password: &str) -> Result<Secrets, StoreError> {
        const DAMAGED: StoreError = StoreError::Damaged("an envelope");
        let [memory, passes, lanes] = self.argon2id;
        if self.sum() != self.checksum || memory > 4 * Strength::FULL.0[0] || passes > 16 || lanes > 16 {
            return Err(DAMAGED);
        }
        let (salt, mut nonce) = (hex::decode(&self.salt).map_err(|_| DAMAGED)?, [0; 24]);
        hex::decode_to_slice(&self.nonce, &mut nonce).map_err(|_| DAMAGED)?;
        let ciphertext = hex::decode(&self.ciphertext).map_err(|_| DAMAGED)?;
        let key = stretch(password, &salt, self.argon2id)?;
        let payload = Payload { msg: &ciphertext, aad: self.person.as_bytes() };
        let plain = XChaCha20Poly1305::new(&Key::from(key))
            .decrypt(&XNonce::from(nonce), payload)
            .map_err(|_| StoreError::WrongPassword)?;
        serde_json::from_slice(&plain).map_err(|_| DAMAGED)
    }

    fn sum(&self) -> String {
        let parts = [&self.person, &self.salt, &self.nonce, &self.ciphertext].map(String::as_str).join("/");
        hex::encode(Sha256::digest(format!("{:?}/{parts}", self.argon2id)))
    }
}

/// Takes as long as opening an envelope, so that an unknown name looks like a wrong password.
pub(crate) fn pretend(password: &str, strength: Strength) -> Result<(), StoreError> {
    stretch(password, &[0; 16], strength.0).map(|_| ())
}

fn stretch(password: &str, salt: &[u8], [memory, passes, lanes]: [u32; 3]) -> Result<[u8; 32], StoreError> {
    let damaged = |_| StoreError::Damaged("an envelope");
    let params = Params::new(memory, passes, lanes, Some(32)).map_err(damaged)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, &mut key)
        .map_err(damaged)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_password_and_a_damaged_envelope_are_told_apart() {
        let secrets = Secrets::generate([5; 32]).unwrap();
        let mut envelope = Envelope::close("ada", "correct horse battery", &secrets, Strength::FULL).unwrap();
        assert_eq!(envelope.open("correct horse battery").unwrap().study_key(), [5; 32]);
        assert!(matches!(envelope.open("wrong horse battery"), Err(StoreError::WrongPassword)));
        let flipped = if envelope.ciphertext.starts_with('0') { "1" } else { "0" };
        envelope.ciphertext.replace_range(..1, flipped);
        assert!(matches!(envelope.open("correct horse battery"), Err(StoreError::Damaged(_))));
    }
}
