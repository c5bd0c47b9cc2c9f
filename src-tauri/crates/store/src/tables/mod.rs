//! One module per table: rows, reads on a connection, writes on a transaction.

pub mod annotations;
pub mod audits;
pub mod calibration;
pub mod drafts;
pub mod import_reports;
pub mod people;
pub mod photographs;
pub(crate) mod preferences;
pub mod queries;
pub mod questions;
pub mod releases;
pub mod reservations;
pub mod reviews;

pub use crate::ledger_log::{page as record, texts as record_texts, verify as verify_record};

use crate::error::StoreError;

/// A write that must have met exactly one row.
fn one(changed: usize, what: &'static str) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(StoreError::Refused(what)) }
}

/// Reads a JSON column.
fn json<T: serde::de::DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error)))
}
