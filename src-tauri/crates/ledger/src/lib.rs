//! Entries of the study's record: canonical bytes, chains, signatures, sealing, and what the keeper takes in.
//!
//! Sans-I/O: nothing here reads a disk or a clock, or throws dice; nonces, ids and times are
//! passed in. What an entry *does* to the tables is `store`'s business.

mod audience;
mod body;
mod chain;
mod entry;
mod following;
mod hash;
mod intake;
mod seal;

pub use audience::{Audience, UnknownAudience};
pub use body::{Accepted, Body, Grant, PublicKeys, SignedReview, SubmittedAnnotation, Verdict};
pub use chain::{Chain, ChainError, ChainId, HashAt, Head, Member};
pub use entry::{DeviceKey, Entry, EntryError, EntryText, Known, Place, Seen, SignedEntry};
pub use following::{FollowError, Followed, Following};
pub use hash::Hash;
pub use intake::{Arrival, Intake, Past};
pub use seal::{NONCE_BYTES, SealError, SealKey, Sealed};
