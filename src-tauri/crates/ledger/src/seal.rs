//! Sealing: the body of an annotation is encrypted with its author's key (XChaCha20-Poly1305), so
//! that blinding holds even against somebody who reads the database with a key of his own.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Length of a nonce of XChaCha20-Poly1305.
pub const NONCE_BYTES: usize = 24;

/// An author's sealing key.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKey(pub [u8; 32]);

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealKey(…)")
    }
}

/// The sealing key that everybody begins with.
pub(crate) fn first_generation() -> u32 {
    1
}
/// Left out, as in entries that were written before sealing keys could be renewed.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(crate) fn is_first_generation(generation: &u32) -> bool {
    *generation == first_generation()
}

/// Sealed bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sealed {
    /// 24 bytes, hex.
    pub nonce: String,
    /// Ciphertext with tag, hex.
    pub ciphertext: String,
    /// With which of the author's sealing keys, from 1.
    #[serde(default = "first_generation", skip_serializing_if = "is_first_generation")]
    pub generation: u32,
}

/// The seal cannot be made or opened: wrong key, wrong context or damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the seal cannot be opened with this key")]
pub struct SealError;

impl SealKey {
    /// Seals bytes. `context` (photograph, author, revision) is bound to the seal; `nonce` is fresh for every seal;
    /// `generation` says which of the author's keys this is.
    pub fn seal(
        &self,
        generation: u32,
        context: &str,
        nonce: [u8; NONCE_BYTES],
        plain: &[u8],
    ) -> Result<Sealed, SealError> {
        let payload = Payload { msg: plain, aad: context.as_bytes() };
        let ciphertext = self.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| SealError)?;
        Ok(Sealed { nonce: hex::encode(nonce), ciphertext: hex::encode(ciphertext), generation })
    }

    /// Opens what was sealed under the same context.
    pub fn open(&self, context: &str, sealed: &Sealed) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE_BYTES];
        hex::decode_to_slice(&sealed.nonce, &mut nonce).map_err(|_| SealError)?;
        let ciphertext = hex::decode(&sealed.ciphertext).map_err(|_| SealError)?;
        let payload = Payload { msg: &ciphertext, aad: context.as_bytes() };
        self.cipher().decrypt(&XNonce::from(nonce), payload).map_err(|_| SealError)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_only_with_its_key_and_in_its_context() {
        let sealed = SealKey([1; 32]).seal(1, "p1/ada/1", [9; 24], b"papule").unwrap();
        assert_eq!(SealKey([1; 32]).open("p1/ada/1", &sealed).unwrap(), b"papule");
        assert_eq!(SealKey([2; 32]).open("p1/ada/1", &sealed), Err(SealError));
        assert_eq!(SealKey([1; 32]).open("p2/ada/1", &sealed), Err(SealError));
    }
}
