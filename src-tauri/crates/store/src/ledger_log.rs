//! The ledger table: entries are appended and read, never changed (triggers refuse it).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::people::PersonId;
use domain::standing::NotInForce;
use ledger::{Audience, Body, Chain, ChainError, ChainId, Entry, Hash, Head, Member, Seen, SignedEntry};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::StoreError;
use crate::tables::people;

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
    /// Who signed it.
    pub author: PersonId,
    /// As in the entry, such as `review.signed`.
    pub kind: String,
    /// What it is about.
    pub subject: Option<String>,
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// SHA-256 of the entry's signed text, hex.
    pub hash: String,
    /// Why it changes nothing; none when it is in force.
    pub not_in_force: Option<NotInForce>,
}

/// Writes an entry at the next position.
pub(crate) fn insert(tx: &Transaction<'_>, signed: &SignedEntry) -> Result<LedgerRow, StoreError> {
    let (entry, hash) = (&signed.entry, signed.hash());
    tx.prepare_cached(
        "INSERT INTO ledger (id, author, device, audience, sequence, kind, subject, at_ms, hash, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        entry.id,
        entry.author.0,
        entry.device,
        audience_column(&ChainId::of(entry)),
        i64::try_from(entry.sequence).map_err(|_| StoreError::Damaged("a sequence"))?,
        entry.body.kind(),
        entry.body.subject(),
        entry.at.timestamp_millis(),
        hash.as_str(),
        signed.text()
    ])?;
    Ok(LedgerRow {
        position: tx.last_insert_rowid(),
        id: entry.id.clone(),
        author: entry.author.clone(),
        kind: entry.body.kind().to_owned(),
        subject: entry.body.subject().map(str::to_owned),
        at_ms: entry.at.timestamp_millis(),
        hash: hash.as_str().to_owned(),
        not_in_force: None,
    })
}

/// A chain's audience as it stands in a column; empty in the earlier form.
fn audience_column(chain: &ChainId) -> String {
    chain.audience.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn audience_of_column(text: &str) -> Result<Option<Audience>, StoreError> {
    let audience = if text.is_empty() { Ok(None) } else { text.parse().map(Some) };
    audience.map_err(|_| StoreError::Damaged("an audience"))
}

/// State of the chains, read from the newest entries and the tables.
pub(crate) fn chains(connection: &Connection) -> Result<Chain, StoreError> {
    let mut statement = connection.prepare(
        "SELECT l.author, l.device, l.audience, l.sequence, l.hash, d.key FROM ledger l
           LEFT JOIN device d ON d.author = l.author AND d.device = l.device AND d.audience = l.audience
         WHERE l.sequence = (SELECT max(sequence) FROM ledger
           WHERE author = l.author AND device = l.device AND audience = l.audience)",
    )?;
    let mut rows = statement.query([])?;
    let mut heads = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let audience = audience_of_column(row.get_ref(2)?.as_str().map_err(|_| StoreError::Damaged("an audience"))?)?;
        let chain = ChainId { author: PersonId(row.get(0)?), device: row.get(1)?, audience };
        let sequence = row.get::<_, i64>(3)?.unsigned_abs();
        heads.insert(chain, Head { sequence, hash: Hash::from_hex(row.get::<_, String>(4)?), device_key: row.get(5)? });
    }
    let members = people::all(connection)?
        .into_iter()
        .map(|row| {
            let (signing_key, roles) = (row.keys.signing, row.profile.roles);
            (row.id, Member { signing_key, roles, joined: row.joined, accepted: row.accepted })
        })
        .collect();
    let study = connection.prepare("SELECT id FROM study")?.query_row([], |row| row.get(0)).optional()?;
    let recovery = sheet_key(connection)?;
    Ok(Chain { study, heads, members, recovery, last: last(connection)?, unconfirmed: BTreeMap::new() })
}

/// The last entry, if there is one.
pub(crate) fn last(connection: &Connection) -> Result<Option<Seen>, StoreError> {
    let mut statement = connection.prepare("SELECT position, hash FROM ledger ORDER BY position DESC LIMIT 1")?;
    let seen = |row: &Row<'_>| {
        let position = row.get::<_, i64>(0)?.unsigned_abs();
        Ok(Seen { position, hash: Hash::from_hex(row.get::<_, String>(1)?) })
    };
    Ok(statement.query_row([], seen).optional()?)
}

/// Hash of the entry at a position.
pub(crate) fn hash_at(connection: &Connection, position: u64) -> Option<Hash> {
    let position = i64::try_from(position).ok()?;
    let mut statement = connection.prepare_cached("SELECT hash FROM ledger WHERE position = ?1").ok()?;
    statement.query_row([position], |row| row.get::<_, String>(0)).ok().map(Hash::from_hex)
}

/// Hash of the entry of a number in a chain.
pub(crate) fn hash_in(connection: &Connection, chain: &ChainId, sequence: u64) -> Option<Hash> {
    let sequence = i64::try_from(sequence).ok()?;
    let mut statement = connection
        .prepare_cached("SELECT hash FROM ledger WHERE author = ?1 AND device = ?2 AND audience = ?3 AND sequence = ?4")
        .ok()?;
    let found = statement.query_row(params![chain.author.0, chain.device, audience_column(chain), sequence], |row| {
        row.get::<_, String>(0)
    });
    found.ok().map(Hash::from_hex)
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

/// Entries after a position as stored, in order, at most `limit`.
pub(crate) fn texts_after(connection: &Connection, position: u64, limit: u32) -> Result<Vec<String>, StoreError> {
    let position = i64::try_from(position).map_err(|_| StoreError::Damaged("a position"))?;
    let mut statement =
        connection.prepare_cached("SELECT text FROM ledger WHERE position > ?1 ORDER BY position LIMIT ?2")?;
    let texts = statement.query_map(params![position, limit], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(texts)
}

/// Entries in force about something, in order.
pub fn entries_about(connection: &Connection, subject: &str) -> Result<Vec<Entry>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT text FROM ledger WHERE subject = ?1 AND position NOT IN (SELECT position FROM not_in_force) ORDER BY position",
    )?;
    let texts: Vec<String> = statement.query_map([subject], |row| row.get(0))?.collect::<Result<_, _>>()?;
    texts.iter().map(|text| read_entry(text)).collect()
}

/// An entry as stored.
pub(crate) fn read_entry(text: &str) -> Result<Entry, StoreError> {
    SignedEntry::read(text).map(|signed| signed.entry).map_err(|_| StoreError::Damaged("an entry"))
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
        "SELECT l.position, id, author, kind, subject, at_ms, hash, reason
         FROM ledger l LEFT JOIN not_in_force n ON n.position = l.position
         WHERE ?1 IS NULL OR l.position > ?1 ORDER BY l.position LIMIT ?2"
    } else {
        "SELECT l.position, id, author, kind, subject, at_ms, hash, reason
         FROM ledger l LEFT JOIN not_in_force n ON n.position = l.position
         WHERE ?1 IS NULL OR l.position < ?1 ORDER BY l.position DESC LIMIT ?2"
    })?;
    let mut rows = statement.query(params![after, limit])?;
    let mut page = Vec::new();
    while let Some(row) = rows.next()? {
        let reason: Option<String> = row.get(7)?;
        page.push(LedgerRow {
            position: row.get(0)?,
            id: row.get(1)?,
            author: PersonId(row.get(2)?),
            kind: row.get(3)?,
            subject: row.get(4)?,
            at_ms: row.get(5)?,
            hash: row.get(6)?,
            not_in_force: reason
                .map(|reason| reason.parse().map_err(|_| StoreError::Damaged("a reason")))
                .transpose()?,
        });
    }
    Ok(page)
}
