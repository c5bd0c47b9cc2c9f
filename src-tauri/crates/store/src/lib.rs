//! One study on disk: an encrypted database (ledger and projections), a vault of encrypted
//! photographs, and key envelopes.
//!
//! A study is a folder: `study.json` (envelopes, nothing secret in the clear), `study.db`
//! (SQLCipher), `photographs/` (XChaCha20-Poly1305). Deliberately absent: who may do what, clocks
//! and passwords' rules; those are `app`'s. Nothing here deletes what a person did.

mod attempts;
mod backups;
mod bundle;
mod database;
mod envelope;
mod error;
mod header;
#[cfg(test)]
mod histories;
mod ledger_log;
mod marks;
mod projection;
mod record;
mod secrets;
mod standing;
mod study;
pub mod tables;
mod vault;

pub use attempts::{Attempts, Wrong};
pub use backups::{
    Backup, FIRST_PLACE, Opener, Restored, WholeBackup, backups_in, copy_photographs, kept, restore, thin,
};
pub use bundle::{About, BundleWriter, about as about_backup};
pub use envelope::Strength;
pub use error::{StoreError, system_failure};
pub use header::{DemoPerson, Header, write_whole as write_private};
pub use ledger_log::{LedgerRow, Writing};
pub use marks::Marks;
pub use projection::{Digests, Progress, expected_digests};
pub use record::{Record, TakenIn, Writer};
pub use secrets::{Secrets, random_bytes};
pub use study::{Invitation, NewStudy, Program, RECOVERY, Recoverable, Study};
pub use vault::{PhotographSize, Vault};

/// Re-exported so that callers need not name the photograph worker's crate twice.
pub use imaging::Derived;
