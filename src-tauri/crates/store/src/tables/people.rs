//! Study, people and the sealing keys granted to them.

use domain::people::{PersonId, Profile, Role};
use domain::vocabulary::Language;
use ledger::{Accepted, Entry, Grant, PublicKeys};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{json, one};
use crate::error::StoreError;

/// The study itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyRow {
    /// By chance; stands in every entry.
    pub id: String,
    /// What the study is called.
    pub title: String,
    /// Language of released questions.
    pub language: Language,
    /// Pinned vocabulary version.
    pub vocabulary: String,
    /// Readers per photograph, 2 to 5.
    pub readers: u8,
    /// Minutes of rest after which the window locks, 1 to 30.
    pub idle_minutes: u8,
    /// Whether annotators see age, sex and skin type.
    pub subject_shown: bool,
}

/// Somebody who is, was or is to be in the study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Stays the same whatever the person is called.
    pub id: PersonId,
    /// Name, roles, grade, experience, department.
    pub profile: Profile,
    /// Whether the person has chosen a password.
    pub joined: bool,
    /// Public keys.
    pub keys: PublicKeys,
    /// Up to where chains count, of somebody who has left the study.
    pub accepted: Option<Vec<Accepted>>,
}

impl PersonRow {
    /// Whether the person has left the study.
    pub fn has_left(&self) -> bool {
        self.accepted.is_some()
    }
    /// Whether the person may open what physicians sealed: seniors and coordinators may.
    pub fn opens_everything(&self) -> bool {
        opens_everything(&self.profile)
    }
    /// Whether the person has joined and not left.
    pub fn takes_part(&self) -> bool {
        self.joined && !self.has_left()
    }
}

/// Seniors and coordinators may open what physicians sealed.
pub(crate) fn opens_everything(profile: &Profile) -> bool {
    profile.roles.contains(&Role::Coordinator) || profile.roles.contains(&Role::Senior)
}

pub(crate) fn insert_study(
    tx: &Transaction<'_>,
    id: &str,
    title: &str,
    language: Language,
    vocabulary: &str,
) -> Result<(), StoreError> {
    let language = match language {
        Language::En => "en",
        Language::Zh => "zh",
    };
    tx.execute(
        "INSERT INTO study (id, title, language, vocabulary, readers) VALUES (?1, ?2, ?3, ?4, 2)",
        params![id, title, language, vocabulary],
    )?;
    Ok(())
}

pub(crate) fn insert(
    tx: &Transaction<'_>,
    id: &PersonId,
    profile: &Profile,
    joined: bool,
    keys: &PublicKeys,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)",
        params![id.0, profile.name, serde_json::to_string(profile)?, joined, keys.signing, keys.sealing],
    )?;
    Ok(())
}

pub(crate) fn set_joined(tx: &Transaction<'_>, id: &PersonId, keys: &PublicKeys) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE person SET joined = 1, signing_key = ?2, sealing_key = ?3 WHERE id = ?1",
        params![id.0, keys.signing, keys.sealing],
    )?;
    one(changed)
}

/// The person has to choose a password again.
pub(crate) fn set_invited(
    tx: &Transaction<'_>,
    id: &PersonId,
    profile: &Profile,
    keys: &PublicKeys,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE person SET name = ?2, profile = ?3, joined = 0, signing_key = ?4, sealing_key = ?5, accepted = NULL
         WHERE id = ?1",
        params![id.0, profile.name, serde_json::to_string(profile)?, keys.signing, keys.sealing],
    )?;
    one(changed)
}

/// Somebody who never joined.
pub(crate) fn remove(tx: &Transaction<'_>, id: &PersonId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM seal_grant WHERE grantee = ?1 OR author = ?1", [&id.0])?;
    one(tx.execute("DELETE FROM person WHERE id = ?1 AND joined = 0", [&id.0])?)
}

/// Somebody left. What was wrapped for that person stays listed: its author renews the key.
pub(crate) fn revoke(tx: &Transaction<'_>, id: &PersonId, accepted: &[Accepted]) -> Result<(), StoreError> {
    let accepted = serde_json::to_string(accepted)?;
    one(tx.execute("UPDATE person SET accepted = ?2 WHERE id = ?1", [&id.0, &accepted])?)
}

/// The key of a device that an entry brings, if it brings one.
pub(crate) fn put_device(tx: &Transaction<'_>, entry: &Entry) -> Result<(), StoreError> {
    let Some(known) = entry.known() else { return Ok(()) };
    let Some(brought) = &known.device_key else { return Ok(()) };
    tx.execute(
        "INSERT OR REPLACE INTO device VALUES (?1, ?2, ?3, ?4, ?5)",
        params![entry.author.0, entry.device, known.audience.to_string(), brought.name, brought.key],
    )?;
    Ok(())
}

/// Who has another key vouches anew for every device.
pub(crate) fn forget_devices(tx: &Transaction<'_>, person: &PersonId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM device WHERE author = ?1", [&person.0])?;
    Ok(())
}

/// What somebody may open from now on, and nothing else.
pub(crate) fn replace_grants(tx: &Transaction<'_>, grantee: &PersonId, grants: &[Grant]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM seal_grant WHERE grantee = ?1", [&grantee.0])?;
    put_grants(tx, grants)
}

pub(crate) fn put_grants(tx: &Transaction<'_>, grants: &[Grant]) -> Result<(), StoreError> {
    for grant in grants {
        tx.execute(
            "INSERT OR REPLACE INTO seal_grant VALUES (?1, ?2, ?3, ?4)",
            params![grant.author.0, grant.generation, grant.grantee.0, grant.wrapped],
        )?;
    }
    Ok(())
}

/// Settings that are not named stay as they are.
pub(crate) fn configure(
    tx: &Transaction<'_>,
    readers: u8,
    idle_minutes: Option<u8>,
    subject_shown: Option<bool>,
    vocabulary: Option<&str>,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE study SET readers = ?1, idle_minutes = coalesce(?2, idle_minutes),
           subject_shown = coalesce(?3, subject_shown), vocabulary = coalesce(?4, vocabulary)",
        params![readers, idle_minutes, subject_shown, vocabulary],
    )?;
    one(changed)
}

/// The one row of the study's settings.
pub fn study(connection: &Connection) -> Result<StudyRow, StoreError> {
    let columns = "id, title, language, vocabulary, readers, idle_minutes, subject_shown";
    Ok(connection.query_row(&format!("SELECT {columns} FROM study"), [], |row| {
        let language: String = row.get(2)?;
        Ok(StudyRow {
            id: row.get(0)?,
            title: row.get(1)?,
            language: if language == "zh" { Language::Zh } else { Language::En },
            vocabulary: row.get(3)?,
            readers: row.get(4)?,
            idle_minutes: row.get(5)?,
            subject_shown: row.get(6)?,
        })
    })?)
}

const SELECT: &str = "SELECT id, profile, joined, signing_key, sealing_key, accepted FROM person";

fn row_to_person(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        id: PersonId(row.get(0)?),
        profile: json(&row.get::<_, String>(1)?)?,
        joined: row.get(2)?,
        keys: PublicKeys { signing: row.get(3)?, sealing: row.get(4)? },
        accepted: row.get::<_, Option<String>>(5)?.map(|text| json(&text)).transpose()?,
    })
}

/// Everybody, in order of enrolment.
pub fn all(connection: &Connection) -> Result<Vec<PersonRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY rowid"))?;
    let people = statement.query_map([], row_to_person)?.collect::<Result<_, _>>()?;
    Ok(people)
}

/// One person.
pub(crate) fn one_of(connection: &Connection, id: &PersonId) -> Result<Option<PersonRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
    Ok(statement.query_row([&id.0], row_to_person).optional()?)
}

/// Whether somebody who has left can open what an author seals with the newest key.
pub(crate) fn is_open_to_leavers(connection: &Connection, author: &PersonId) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM seal_grant g JOIN person p ON p.id = g.grantee AND p.accepted IS NOT NULL
           WHERE g.author = ?1 AND g.generation = (SELECT max(generation) FROM seal_grant WHERE author = ?1))",
    )?;
    Ok(statement.query_row([&author.0], |row| row.get(0))?)
}

/// Grants held by somebody.
pub(crate) fn grants_of(connection: &Connection, grantee: &PersonId) -> Result<Vec<Grant>, StoreError> {
    let mut statement = connection
        .prepare("SELECT author, generation, grantee, wrapped FROM seal_grant WHERE grantee = ?1 ORDER BY author")?;
    let grants = statement
        .query_map([&grantee.0], |row| {
            let (author, grantee) = (PersonId(row.get(0)?), PersonId(row.get(2)?));
            Ok(Grant { author, generation: row.get(1)?, grantee, wrapped: row.get(3)? })
        })?
        .collect::<Result<_, _>>()?;
    Ok(grants)
}
