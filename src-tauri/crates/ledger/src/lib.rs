//! Entries of the study's record: canonical bytes, hash chain, signatures, sealing.
//!
//! Sans-I/O: nothing here reads a disk or a clock, or throws dice; nonces, ids and times are
//! passed in. What an entry *does* to the tables is `store`'s business.

mod body;
mod chain;
mod entry;
mod hash;
mod seal;

pub use body::{Body, Grant, PublicKeys, SignedReview, SubmittedAnnotation, Verdict};
pub use chain::{Chain, ChainError, Heads};
pub use entry::{Entry, EntryError, SignedEntry};
pub use hash::Hash;
pub use seal::{NONCE_BYTES, SealError, SealKey, Sealed};
