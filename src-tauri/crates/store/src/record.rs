//! The ledger of one study and the tables computed from it: what is written at this desk, and what arrives from others.
//! Both end in one order, and every entry goes to the tables through the same function, in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::people::PersonId;
use ed25519_dalek::SigningKey;
use ledger::{
    Accepted, Arrival, Body, Chain, ChainId, DeviceKey, Entry, Hash, Intake, Known, Past, Place, Seen, SignedEntry,
};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use uuid::Uuid;

use crate::error::StoreError;
use crate::ledger_log::{self, LedgerRow, Writing};
use crate::projection;
use crate::secrets::random_bytes;

/// Who writes, and with which keys.
pub struct Writer<'a> {
    /// The author of what is written.
    pub person: &'a PersonId,
    /// The person's own key: signs entries that bring keys, and vouches for the device's. Who gets back in with the
    /// recovery sheet signs with the sheet's.
    pub person_key: &'a SigningKey,
    /// Key that signs everything else.
    pub device_key: &'a SigningKey,
    /// The device's key, wrapped for the person, while it is not kept in the study.
    pub unsaved_key: Option<&'a str>,
    /// What the computer is called, for the device that is made with it.
    pub machine: &'a str,
    /// Version of the program.
    pub version: &'a str,
}

/// What came of entries from other desks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Taken into the order.
    pub taken: usize,
    /// Among these: kept, but not in force.
    pub not_in_force: usize,
    /// Kept aside.
    pub aside: usize,
    /// Waiting for entries before them.
    pub early: usize,
}

/// The ledger of a study with its tables.
pub struct Record {
    connection: Connection,
    chains: Chain,
    /// Entries from other desks that wait for others before them.
    intake: Intake,
    device: String,
    /// Whether nothing was written with this device id yet.
    device_is_new: bool,
}

/// What this desk wrote or knew last, as it is noted outside the study's folder.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Mark {
    pub(crate) device: String,
    pub(crate) position: u64,
    pub(crate) hash: Hash,
}

impl Record {
    /// Goes on with a ledger. A device whose mark is not that of this ledger (a backup that was restored, a folder that
    /// was copied) is another from now on, so that its chains begin anew.
    pub(crate) fn of(connection: Connection, mark: Option<&Mark>) -> Result<Self, StoreError> {
        let known: Option<String> =
            connection.prepare("SELECT device FROM this_device")?.query_row([], |row| row.get(0)).optional()?;
        let same = known.filter(|device| {
            mark.is_some_and(|mark| {
                mark.device == *device && ledger_log::hash_at(&connection, mark.position).as_ref() == Some(&mark.hash)
            })
        });
        let device_is_new = same.is_none();
        let device = match same {
            Some(device) => device,
            None => hex::encode(random_bytes::<16>()?),
        };
        let early = early_texts(&connection)?;
        let early = early.iter().map(|text| SignedEntry::read(text).map_err(|_| StoreError::Damaged("an entry")));
        let intake = Intake::resume(early.collect::<Result<Vec<_>, _>>()?);
        Ok(Self { chains: ledger_log::chains(&connection)?, intake, connection, device, device_is_new })
    }

    /// The record as this device wrote it last.
    #[cfg(test)]
    pub(crate) fn on_device(connection: Connection, device: &str) -> Result<Self, StoreError> {
        let Seen { position, hash } = ledger_log::last(&connection)?.ok_or(StoreError::Damaged("the first entry"))?;
        Self::of(connection, Some(&Mark { device: device.to_owned(), position, hash }))
    }

    /// For reading tables.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// For writing what lies beside the ledger.
    pub(crate) fn connection_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Whether nothing was written with this device id yet.
    pub(crate) fn device_is_new(&self) -> bool {
        self.device_is_new
    }

    /// Hash of the last entry.
    pub(crate) fn head(&self) -> Option<&Hash> {
        self.chains.head()
    }

    /// What is to be noted outside the study's folder.
    pub(crate) fn mark(&self) -> Option<Mark> {
        let Seen { position, hash } = self.chains.last.clone()?;
        Some(Mark { device: self.device.clone(), position, hash })
    }

    /// Up to where each chain of a person goes.
    pub(crate) fn written_by(&self, person: &PersonId) -> Vec<Accepted> {
        let chains = self.chains.heads.iter().filter(|(chain, _)| chain.author == *person);
        chains
            .map(|(chain, head)| Accepted {
                device: chain.device.clone(),
                audience: chain.audience.clone(),
                sequence: head.sequence,
            })
            .collect()
    }

    /// Signs and writes entries that belong together, and what goes with them beside the ledger: all in one transaction,
    /// or none. An entry that would not be in force is refused. Answers with the last.
    pub(crate) fn write(
        &mut self,
        entries: Vec<(Body, Writing)>,
        writer: &Writer<'_>,
        beside: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<Option<LedgerRow>, StoreError> {
        let mut chains = self.chains.clone();
        let tx = self.connection.transaction()?;
        note_device(&tx, &self.device, self.device_is_new, writer)?;
        let mut last = None;
        for (body, writing) in entries {
            last = Some(write_one(&tx, &mut chains, &self.device, body, &writing, writer)?);
        }
        beside(&tx)?;
        tx.commit()?;
        (self.chains, self.device_is_new) = (chains, false);
        Ok(last)
    }

    /// Takes in entries from other desks, as they arrived, and says in the keeper's name that they were received. Only a
    /// coordinator keeps a study.
    pub fn take_in(&mut self, texts: &[String], keeper: &Writer<'_>, writing: &Writing) -> Result<TakenIn, StoreError> {
        let mut chains = self.chains.clone();
        let tx = self.connection.transaction()?;
        note_device(&tx, &self.device, self.device_is_new, keeper)?;
        let (mut intake, mut result) = (self.intake.clone(), TakenIn::default());
        let from = chains.last.as_ref().map_or(0, |last| last.position) + 1;
        let (mut received, mut ends) = (Vec::new(), BTreeMap::new());
        for text in texts {
            let Ok(entry) = SignedEntry::read(text) else {
                result.aside += put_aside(&tx, text, "unreadable", &writing.at)?;
                continue;
            };
            let arrivals = intake.offer(&mut chains, &Ledger(&tx), entry);
            for arrival in arrivals {
                match arrival {
                    Arrival::Taken(entry) => {
                        let hash = entry.hash().clone();
                        let row = ledger_log::insert(&tx, &entry)?;
                        let reason = projection::apply(&tx, &entry.entry, row.position)?;
                        result.taken += 1;
                        result.not_in_force += usize::from(reason.is_some());
                        ends.insert(ChainId::of(&entry.entry), (entry.entry.sequence, hash.clone()));
                        received.push(hash);
                    }
                    Arrival::Aside(entry, error) => {
                        result.aside += put_aside(&tx, entry.text(), error.code(), &writing.at)?;
                    }
                }
            }
        }
        result.early = keep_early(&tx, &intake)?;
        if !received.is_empty() {
            let body = Body::EntriesReceived { from, entries: received };
            write_one(&tx, &mut chains, &self.device, body, writing, keeper)?;
        }
        for (chain, (sequence, hash)) in ends {
            let received = Accepted { device: chain.device, audience: chain.audience, sequence };
            let body = Body::ChainReceived { person: chain.author, received, hash };
            write_one(&tx, &mut chains, &self.device, body, writing, keeper)?;
        }
        tx.commit()?;
        (self.chains, self.intake, self.device_is_new) = (chains, intake, false);
        Ok(result)
    }
}

impl Record {
    /// Goes on with what others kept of this record, after an older copy of it was restored: each entry at the place
    /// that the keeper once gave it. How many were found; where it stops, nobody has the next.
    pub fn catch_up(&mut self, texts: &[String]) -> Result<usize, StoreError> {
        let (mut entries, mut order) = (BTreeMap::new(), BTreeMap::new());
        for entry in texts.iter().filter_map(|text| SignedEntry::read(text).ok()) {
            entries.insert(entry.hash().as_str().to_owned(), entry);
        }
        // Who says that entries were received writes at the keeper's desk, where each entry follows the last.
        let keepers: Vec<&str> = entries
            .values()
            .filter(|entry| matches!(entry.entry.body, Body::EntriesReceived { .. }))
            .map(|entry| entry.entry.device.as_str())
            .collect();
        for (hash, entry) in &entries {
            if let Body::EntriesReceived { from, entries } = &entry.entry.body {
                order.extend((*from..).zip(entries.iter().map(|hash| hash.as_str().to_owned())));
            }
            let Some(seen) = entry.entry.known().and_then(|known| known.seen.as_ref()) else { continue };
            if keepers.contains(&entry.entry.device.as_str()) {
                order.insert(seen.position, seen.hash.as_str().to_owned());
                order.insert(seen.position + 1, hash.clone());
            }
        }
        let mut chains = self.chains.clone();
        let tx = self.connection.transaction()?;
        let mut found = 0;
        loop {
            let next = chains.last.as_ref().map_or(0, |last| last.position) + 1;
            let Some(entry) = order.get(&next).and_then(|hash| entries.get(hash)) else { break };
            if chains.push(entry, &|position| ledger_log::hash_at(&tx, position)).is_err() {
                break;
            }
            let row = ledger_log::insert(&tx, entry)?;
            projection::apply(&tx, &entry.entry, row.position)?;
            found += 1;
        }
        // A part of what was received together says nothing of the rest: all of it, or none.
        if chains.unconfirmed.is_empty() {
            tx.commit()?;
            self.chains = chains;
        } else {
            found = 0;
        }
        Ok(found)
    }
}

/// What was taken in before, as the ledger says.
struct Ledger<'a>(&'a Connection);

impl Past for Ledger<'_> {
    fn hash_at(&self, position: u64) -> Option<Hash> {
        ledger_log::hash_at(self.0, position)
    }
    fn hash_in(&self, chain: &ChainId, sequence: u64) -> Option<Hash> {
        ledger_log::hash_in(self.0, chain, sequence)
    }
}

fn write_one(
    tx: &Transaction<'_>,
    chains: &mut Chain,
    device: &str,
    body: Body,
    writing: &Writing,
    writer: &Writer<'_>,
) -> Result<LedgerRow, StoreError> {
    let signed = compose(chains, device, body, writing, writer)?;
    let pushed = chains.push(&signed, &|position| ledger_log::hash_at(tx, position));
    pushed.map_err(|_| StoreError::Refused("the entry does not continue the record"))?;
    let row = ledger_log::insert(tx, &signed)?;
    match projection::apply(tx, &signed.entry, row.position)? {
        None => Ok(row),
        Some(reason) => Err(reason.into()),
    }
}

/// The next entry of the chain of its audience, signed.
pub(crate) fn compose(
    chains: &Chain,
    device: &str,
    body: Body,
    writing: &Writing,
    writer: &Writer<'_>,
) -> Result<SignedEntry, StoreError> {
    let unwritable = |_| StoreError::Damaged("a new entry");
    let study = match (&body, &chains.study) {
        (Body::StudyCreated { study, .. }, _) => study.clone(),
        (_, Some(study)) => study.clone(),
        (_, None) => return Err(StoreError::Damaged("the first entry")),
    };
    let audience = body.audience();
    let chain = ChainId { author: writer.person.clone(), device: device.to_owned(), audience: Some(audience.clone()) };
    let by_person =
        matches!(body, Body::StudyCreated { .. } | Body::PersonJoined { .. } | Body::PersonRecovered { .. });
    let public = hex::encode(writer.device_key.verifying_key().as_bytes());
    let brings = !by_person && chains.device_key(&chain) != Some(public.as_str());
    let device_key = brings
        .then(|| {
            let person = (writer.person, writer.person_key);
            DeviceKey::vouch(&study, person, (device, writer.machine), writer.device_key).map_err(unwritable)
        })
        .transpose()?;
    let (sequence, previous) = chains.next(&chain);
    let entry = Entry {
        id: Uuid::now_v7().to_string(),
        author: writer.person.clone(),
        device: device.to_owned(),
        app: writer.version.to_owned(),
        sequence,
        previous,
        place: Place::Known(Known { study, audience, seen: chains.last.clone(), device_key }),
        at: writing.at,
        offset_minutes: writing.offset_minutes,
        reason: writing.reason.clone(),
        body,
    };
    entry.sign(if by_person { writer.person_key } else { writer.device_key }).map_err(unwritable)
}

/// Which device this is, and the key with which the writer signs on it: kept with the first entry that needs them.
fn note_device(tx: &Transaction<'_>, device: &str, is_new: bool, writer: &Writer<'_>) -> Result<(), StoreError> {
    if is_new {
        tx.execute("DELETE FROM this_device", [])?;
        tx.execute("DELETE FROM device_key", [])?;
        tx.execute("INSERT INTO this_device VALUES (?1)", [device])?;
    }
    if let Some(wrapped) = writer.unsaved_key {
        tx.execute("INSERT OR REPLACE INTO device_key VALUES (?1, ?2)", [&writer.person.0, wrapped])?;
    }
    Ok(())
}

/// The key with which a person signs on this device, wrapped for that person, if there is one.
pub(crate) fn wrapped_device_key(connection: &Connection, person: &PersonId) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare("SELECT wrapped FROM device_key WHERE person = ?1")?;
    Ok(statement.query_row([&person.0], |row| row.get(0)).optional()?)
}

fn put_aside(tx: &Transaction<'_>, text: &str, reason: &str, at: &DateTime<Utc>) -> Result<usize, StoreError> {
    let hash = Hash::of(text.as_bytes());
    let insert = "INSERT OR IGNORE INTO quarantine VALUES (?1, ?2, ?3, ?4)";
    Ok(tx.prepare_cached(insert)?.execute(params![hash.as_str(), reason, text, at.timestamp_millis()])?)
}

fn early_texts(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT text FROM early_entry ORDER BY rowid")?;
    let texts = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(texts)
}

/// Keeps what waits, and nothing that no longer does.
fn keep_early(tx: &Transaction<'_>, intake: &Intake) -> Result<usize, StoreError> {
    let mut gone: BTreeSet<String> = tx
        .prepare_cached("SELECT hash FROM early_entry")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut kept = 0;
    for entry in intake.early() {
        kept += 1;
        if !gone.remove(entry.hash().as_str()) {
            tx.prepare_cached("INSERT INTO early_entry VALUES (?1, ?2)")?
                .execute([entry.hash().as_str(), entry.text()])?;
        }
    }
    for hash in gone {
        tx.prepare_cached("DELETE FROM early_entry WHERE hash = ?1")?.execute([hash])?;
    }
    Ok(kept)
}
