//! One module per table: rows, reads on a connection, writes on a transaction.

pub mod annotations;
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
pub mod tasks;

pub use crate::ledger_log::{entries_about, page as record, texts as record_texts, verify as verify_record};

use domain::standing::NotInForce;

use crate::error::StoreError;

/// A write that must have met exactly one row.
fn one(changed: usize) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(NotInForce::NothingThere.into()) }
}

/// Reads a JSON column.
fn json<T: serde::de::DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error)))
}
