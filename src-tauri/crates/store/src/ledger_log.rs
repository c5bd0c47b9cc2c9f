//! The ledger table: entries are appended and read, never changed (triggers refuse it).

use chrono::{DateTime, Utc};
use domain::people::PersonId;
use ledger::{Body, Chain, ChainError, Hash, SignedEntry};
use rusqlite::{Connection, Transaction, params};

use crate::error::StoreError;

/// When and why something is written.
#[derive(Debug, Clone)]
pub struct Writing {
    /// UTC time.
    pub at: DateTime<Utc>,
    /// Offset of the wall clock from UTC in minutes.
    pub offset_minutes: i32,
    /// Reason, where one is asked for.
    pub reason: Option<String>,
}

/// One line of the record of everything done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// Order in this study, from 1.
    pub position: i64,
    /// Entry id.
    pub id: String,
    /// Author.
    pub author: PersonId,
    /// Kind.
    pub kind: String,
    /// What it is about.
    pub subject: Option<String>,
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// Hash.
    pub hash: String,
}

pub(crate) fn insert(tx: &Transaction<'_>, signed: &SignedEntry) -> Result<LedgerRow, StoreError> {
    let unreadable = |_| StoreError::Damaged("a new entry");
    let (entry, text) = (&signed.entry, signed.text().map_err(unreadable)?);
    let hash = Hash::of(text.as_bytes());
    tx.prepare_cached(
        "INSERT INTO ledger (id, author, device, sequence, kind, subject, at_ms, hash, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        entry.id,
        entry.author.0,
        entry.device,
        i64::try_from(entry.sequence).map_err(|_| StoreError::Damaged("a sequence"))?,
        entry.body.kind(),
        entry.body.subject(),
        entry.at.timestamp_millis(),
        hash.as_str(),
        text
    ])?;
    Ok(LedgerRow {
        position: tx.last_insert_rowid(),
        id: entry.id.clone(),
        author: entry.author.clone(),
        kind: entry.body.kind().to_owned(),
        subject: entry.body.subject().map(str::to_owned),
        at_ms: entry.at.timestamp_millis(),
        hash: hash.as_str().to_owned(),
    })
}

/// State of the chains, read from the heads alone.
pub(crate) fn heads(connection: &Connection) -> Result<Chain, StoreError> {
    let mut statement = connection.prepare(
        "SELECT author, device, sequence, hash FROM ledger AS newest WHERE sequence =
           (SELECT max(sequence) FROM ledger WHERE author = newest.author AND device = newest.device)",
    )?;
    let heads = statement
        .query_map([], |row| {
            let sequence: i64 = row.get(2)?;
            let hash = Hash::from_hex(row.get::<_, String>(3)?);
            Ok(((PersonId(row.get(0)?), row.get(1)?), (sequence.unsigned_abs(), hash)))
        })?
        .collect::<Result<_, _>>()?;
    let keys = connection
        .prepare("SELECT id, signing_key FROM person")?
        .query_map([], |row| Ok((PersonId(row.get(0)?), row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let last = connection
        .prepare("SELECT hash FROM ledger ORDER BY position DESC LIMIT 1")?
        .query_map([], |row| row.get::<_, String>(0))?
        .next()
        .transpose()?;
    Ok(Chain::resume(heads, keys, sheet_key(connection)?, last.map(Hash::from_hex)))
}

/// Key of the recovery sheet as the first entry names it; none in the first studies.
pub(crate) fn sheet_key(connection: &Connection) -> Result<Option<String>, StoreError> {
    let first = connection
        .prepare("SELECT text FROM ledger ORDER BY position LIMIT 1")?
        .query_map([], |row| row.get::<_, String>(0))?
        .next()
        .transpose()?;
    let first = first.and_then(|text| SignedEntry::read(&text).ok());
    Ok(first
        .and_then(|signed| if let Body::StudyCreated { recovery, .. } = signed.entry.body { recovery } else { None }))
}

/// All entries as stored, in order.
pub fn texts(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("SELECT text FROM ledger ORDER BY position")?;
    let texts = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(texts)
}

/// Checks every hash, chain and signature; the number of entries when all hold.
pub fn verify(connection: &Connection) -> Result<Result<usize, ChainError>, StoreError> {
    let texts = texts(connection)?;
    Ok(Chain::verify(texts.iter().map(String::as_str)).map(|_| texts.len()))
}

/// Lines after a position, or from the beginning, at most `limit`; newest or oldest first.
pub fn page(
    connection: &Connection,
    after: Option<i64>,
    oldest_first: bool,
    limit: u32,
) -> Result<Vec<LedgerRow>, StoreError> {
    let mut statement = connection.prepare_cached(if oldest_first {
        "SELECT position, id, author, kind, subject, at_ms, hash FROM ledger
         WHERE ?1 IS NULL OR position > ?1 ORDER BY position LIMIT ?2"
    } else {
        "SELECT position, id, author, kind, subject, at_ms, hash FROM ledger
         WHERE ?1 IS NULL OR position < ?1 ORDER BY position DESC LIMIT ?2"
    })?;
    let rows = statement
        .query_map(params![after, limit], |row| {
            Ok(LedgerRow {
                position: row.get(0)?,
                id: row.get(1)?,
                author: PersonId(row.get(2)?),
                kind: row.get(3)?,
                subject: row.get(4)?,
                at_ms: row.get(5)?,
                hash: row.get(6)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
