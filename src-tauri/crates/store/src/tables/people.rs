//! Study, people and the sealing keys granted to them.

use domain::people::{PersonId, Profile};
use domain::vocabulary::Language;
use ledger::{Grant, PublicKeys};
use rusqlite::{Connection, Row, Transaction, params};

use super::{json, one};
use crate::error::StoreError;

/// The study itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyRow {
    /// Id.
    pub id: String,
    /// Title.
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

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Id.
    pub id: PersonId,
    /// Profile.
    pub profile: Profile,
    /// Whether the person has chosen a password.
    pub joined: bool,
    /// Public keys.
    pub keys: PublicKeys,
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
        "INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id.0, profile.name, serde_json::to_string(profile)?, joined, keys.signing, keys.sealing],
    )?;
    Ok(())
}

pub(crate) fn set_joined(tx: &Transaction<'_>, id: &PersonId, keys: &PublicKeys) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE person SET joined = 1, signing_key = ?2, sealing_key = ?3 WHERE id = ?1",
        params![id.0, keys.signing, keys.sealing],
    )?;
    one(changed, "nobody of this id was invited")
}

/// The person has to choose a password again.
pub(crate) fn set_invited(
    tx: &Transaction<'_>,
    id: &PersonId,
    profile: &Profile,
    keys: &PublicKeys,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE person SET name = ?2, profile = ?3, joined = 0, signing_key = ?4, sealing_key = ?5 WHERE id = ?1",
        params![id.0, profile.name, serde_json::to_string(profile)?, keys.signing, keys.sealing],
    )?;
    one(changed, "nobody of this id was invited")
}

/// Somebody who never joined.
pub(crate) fn remove(tx: &Transaction<'_>, id: &PersonId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM seal_grant WHERE grantee = ?1 OR author = ?1", [&id.0])?;
    one(tx.execute("DELETE FROM person WHERE id = ?1 AND joined = 0", [&id.0])?, "nobody of this id was invited")
}

/// What somebody may open from now on, and nothing else.
pub(crate) fn replace_grants(tx: &Transaction<'_>, grantee: &PersonId, grants: &[Grant]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM seal_grant WHERE grantee = ?1", [&grantee.0])?;
    put_grants(tx, grants)
}

pub(crate) fn put_grants(tx: &Transaction<'_>, grants: &[Grant]) -> Result<(), StoreError> {
    for grant in grants {
        tx.execute(
            "INSERT OR REPLACE INTO seal_grant VALUES (?1, ?2, ?3)",
            params![grant.author.0, grant.grantee.0, grant.wrapped],
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
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE study SET readers = ?1, idle_minutes = coalesce(?2, idle_minutes),
           subject_shown = coalesce(?3, subject_shown)",
        params![readers, idle_minutes, subject_shown],
    )?;
    one(changed, "no study")
}

/// The study.
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

fn row_to_person(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        id: PersonId(row.get(0)?),
        profile: json(&row.get::<_, String>(1)?)?,
        joined: row.get(2)?,
        keys: PublicKeys { signing: row.get(3)?, sealing: row.get(4)? },
    })
}

/// Everybody, in order of enrolment.
pub fn all(connection: &Connection) -> Result<Vec<PersonRow>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id, profile, joined, signing_key, sealing_key FROM person ORDER BY rowid")?;
    let people = statement.query_map([], row_to_person)?.collect::<Result<_, _>>()?;
    Ok(people)
}

/// Grants held by somebody.
pub(crate) fn grants_of(connection: &Connection, grantee: &PersonId) -> Result<Vec<Grant>, StoreError> {
    let mut statement =
        connection.prepare("SELECT author, grantee, wrapped FROM seal_grant WHERE grantee = ?1 ORDER BY author")?;
    let grants = statement
        .query_map([&grantee.0], |row| {
            Ok(Grant { author: PersonId(row.get(0)?), grantee: PersonId(row.get(1)?), wrapped: row.get(2)? })
        })?
        .collect::<Result<_, _>>()?;
    Ok(grants)
}
