//! Photographs, their screening and who annotates them.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::PersonId;
use domain::photograph::{Capture, DiscardReason, MaskRectangle, PhotographId, Quality, Screening};
use ledger::Hash;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{json, one};
use crate::error::StoreError;

/// A photograph as its entry describes it.
pub(crate) struct NewPhotograph<'a> {
    pub(crate) id: &'a PhotographId,
    pub(crate) capture: &'a Capture,
    pub(crate) size_px: (u32, u32),
    pub(crate) content: &'a Hash,
    pub(crate) source: &'a Hash,
    pub(crate) quality: Quality,
    pub(crate) position: i64,
}

/// A photograph and how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotographRow {
    /// Id.
    pub id: PhotographId,
    /// Stripped upright picture.
    pub content: Hash,
    /// The picture that everybody sees: the same, or masked.
    pub shown: Hash,
    /// Subject, distance and so on.
    pub capture: Capture,
    /// Upright width in pixels.
    pub width_px: u32,
    /// Upright height in pixels.
    pub height_px: u32,
    /// Measured quality.
    pub quality: Quality,
    /// What screening decided; empty while it has not.
    pub screening: Option<Screening>,
    /// Who decided, or took a decision back, last.
    pub screener: Option<PersonId>,
    /// Whether physicians practise on it before real work.
    pub calibration: bool,
    /// Masks painted.
    pub masks: Vec<MaskRectangle>,
    /// Order of import.
    pub position: i64,
    /// Readers that it is to have; 0 before the first assignment.
    pub wanted: u32,
    /// Physicians assigned.
    pub assigned: u32,
    /// Physicians who submitted.
    pub annotated: u32,
    /// Whether a review is signed.
    pub reviewed: bool,
}

impl PhotographRow {
    /// Whether readers are missing.
    pub fn waits_for_readers(&self) -> bool {
        let free = self.screening == Some(Screening::Accepted) && !self.calibration && !self.reviewed;
        free && (self.assigned == 0 || self.assigned < self.wanted)
    }
    /// Whether all readers that it is to have submitted.
    pub fn is_read(&self) -> bool {
        self.assigned > 0 && self.assigned >= self.wanted && self.annotated >= self.assigned
    }
}

pub(crate) fn insert(tx: &Transaction<'_>, new: &NewPhotograph<'_>) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO photograph VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'imported', NULL, '[]', ?9, NULL, 0)",
    )?
    .execute(params![
        new.id.0,
        new.content.as_str(),
        new.source.as_str(),
        new.capture.subject,
        serde_json::to_string(new.capture)?,
        new.size_px.0,
        new.size_px.1,
        serde_json::to_string(&new.quality)?,
        new.position
    ])?;
    Ok(())
}

pub(crate) fn set_screened(
    tx: &Transaction<'_>,
    id: &PhotographId,
    screening: Option<&Screening>,
    masks: &[MaskRectangle],
    shown: &Hash,
    screener: &PersonId,
) -> Result<(), StoreError> {
    let (state, reason) = match screening {
        None => ("imported", None),
        Some(Screening::Accepted) => ("accepted", None),
        Some(Screening::Discarded { reason }) => ("discarded", Some(serde_json::to_string(reason)?)),
    };
    let changed = tx.execute(
        "UPDATE photograph SET state = ?2, discard_reason = ?3, masks = ?4, shown = ?5, screener = ?6 WHERE id = ?1",
        params![id.0, state, reason, serde_json::to_string(masks)?, shown.as_str(), screener.0],
    )?;
    one(changed)
}

/// Sets what is known of a photograph beside its pixels.
pub(crate) fn describe(tx: &Transaction<'_>, id: &PhotographId, capture: &Capture) -> Result<(), StoreError> {
    let changed = tx
        .prepare_cached("UPDATE photograph SET subject = ?2, capture = ?3 WHERE id = ?1")?
        .execute(params![id.0, capture.subject, serde_json::to_string(capture)?])?;
    one(changed)
}

pub(crate) fn assign(tx: &Transaction<'_>, assignments: &[(PhotographId, Vec<PersonId>)]) -> Result<(), StoreError> {
    for (photograph, people) in assignments {
        for person in people {
            tx.prepare_cached("INSERT INTO assignment VALUES (?1, ?2)")?.execute([&photograph.0, &person.0])?;
        }
        tx.prepare_cached(
            "UPDATE photograph SET wanted = max(wanted, (SELECT count(*) FROM assignment WHERE photograph = ?1))
             WHERE id = ?1",
        )?
        .execute([&photograph.0])?;
    }
    Ok(())
}

/// Takes photographs back from readers and gives them to others.
pub(crate) fn reassign(
    tx: &Transaction<'_>,
    taken: &[(PhotographId, PersonId)],
    given: &[(PhotographId, PersonId)],
) -> Result<(), StoreError> {
    for (photograph, person) in taken {
        let changed = tx
            .prepare_cached("DELETE FROM assignment WHERE photograph = ?1 AND person = ?2")?
            .execute([&photograph.0, &person.0])?;
        one(changed)?;
    }
    for (photograph, person) in given {
        tx.prepare_cached("INSERT INTO assignment VALUES (?1, ?2)")?.execute([&photograph.0, &person.0])?;
    }
    Ok(())
}

/// Notes that a photograph is another whose file came in before.
pub(crate) fn insert_copy(tx: &Transaction<'_>, copy: &PhotographId, source: &Hash) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR IGNORE INTO alias SELECT ?1, id FROM photograph WHERE source = ?2 AND id <> ?1")?
        .execute([&copy.0, source.as_str()])?;
    Ok(())
}

/// Whether the file of a photograph came in before as another.
pub(crate) fn is_copy(connection: &Connection, photograph: &PhotographId) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM alias WHERE photograph = ?1)")?;
    Ok(statement.query_row([&photograph.0], |row| row.get(0))?)
}

const SELECT: &str = "SELECT p.id, p.content, p.shown, p.capture, p.width_px, p.height_px, p.quality, p.state,
    p.discard_reason, p.masks, p.position,
    (SELECT count(*) FROM assignment a WHERE a.photograph = p.id),
    (SELECT count(DISTINCT author) FROM annotation n WHERE n.photograph = p.id),
    EXISTS (SELECT 1 FROM review r WHERE r.photograph = p.id),
    p.screener, EXISTS (SELECT 1 FROM calibration c WHERE c.photograph = p.id), p.wanted
  FROM photograph p";

fn row_to_photograph(row: &Row<'_>) -> rusqlite::Result<PhotographRow> {
    let (state, reason): (String, Option<String>) = (row.get(7)?, row.get(8)?);
    let screening = match (state.as_str(), reason) {
        ("accepted", _) => Some(Screening::Accepted),
        ("discarded", Some(reason)) => Some(Screening::Discarded { reason: json::<DiscardReason>(&reason)? }),
        _ => None,
    };
    Ok(PhotographRow {
        id: PhotographId(row.get(0)?),
        content: Hash::from_hex(row.get::<_, String>(1)?),
        shown: Hash::from_hex(row.get::<_, String>(2)?),
        capture: json(&row.get::<_, String>(3)?)?,
        width_px: row.get(4)?,
        height_px: row.get(5)?,
        quality: json(&row.get::<_, String>(6)?)?,
        screening,
        masks: json(&row.get::<_, String>(9)?)?,
        position: row.get(10)?,
        assigned: row.get(11)?,
        annotated: row.get(12)?,
        reviewed: row.get(13)?,
        screener: row.get::<_, Option<String>>(14)?.map(PersonId),
        calibration: row.get(15)?,
        wanted: row.get(16)?,
    })
}

/// All photographs in order of import.
pub fn all(connection: &Connection) -> Result<Vec<PhotographRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY p.position"))?;
    let rows = statement.query_map([], row_to_photograph)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// One photograph.
pub fn one_of(connection: &Connection, id: &PhotographId) -> Result<Option<PhotographRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE p.id = ?1"))?;
    Ok(statement.query_row([&id.0], row_to_photograph).optional()?)
}

/// Photographs assigned to a person: subjects together, in order of import.
pub fn assigned_to(connection: &Connection, person: &PersonId) -> Result<Vec<PhotographRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "{SELECT} JOIN assignment mine ON mine.photograph = p.id AND mine.person = ?1
         ORDER BY (SELECT min(position) FROM photograph s WHERE s.subject = p.subject), p.position"
    ))?;
    let rows = statement.query_map([&person.0], row_to_photograph)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Photographs that everybody who is assigned has submitted and that no review is signed for, in order of import.
pub fn ready_for_review(connection: &Connection) -> Result<Vec<PhotographId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT p.id FROM photograph p
           JOIN (SELECT photograph, count(*) AS readers FROM assignment GROUP BY photograph) a ON a.photograph = p.id
           JOIN (SELECT photograph, count(DISTINCT author) AS readers FROM annotation GROUP BY photograph) n
             ON n.photograph = p.id AND n.readers = a.readers
         WHERE a.readers >= p.wanted AND p.id NOT IN (SELECT photograph FROM review) ORDER BY p.position",
    )?;
    let rows = statement.query_map([], |row| Ok(PhotographId(row.get(0)?)))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Ids of the photographs assigned to a person.
pub fn ids_assigned_to(connection: &Connection, person: &PersonId) -> Result<BTreeSet<PhotographId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT photograph FROM assignment WHERE person = ?1")?;
    let rows = statement.query_map([&person.0], |row| Ok(PhotographId(row.get(0)?)))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Who is assigned to what, by photograph.
pub fn readers(connection: &Connection) -> Result<BTreeMap<PhotographId, Vec<PersonId>>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT photograph, person FROM assignment ORDER BY photograph, person")?;
    let mut readers: BTreeMap<PhotographId, Vec<PersonId>> = BTreeMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        readers.entry(PhotographId(row.get(0)?)).or_default().push(PersonId(row.get(1)?));
    }
    Ok(readers)
}

/// Photographs assigned to a person who has neither submitted nor saved anything on them, in order of import; of somebody
/// who has left, all that are not submitted.
pub fn not_begun(connection: &Connection, person: &PersonId) -> Result<Vec<PhotographId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT a.photograph FROM assignment a JOIN photograph p ON p.id = a.photograph WHERE a.person = ?1
           AND NOT EXISTS (SELECT 1 FROM annotation n WHERE n.photograph = a.photograph AND n.author = ?1)
           AND (EXISTS (SELECT 1 FROM person WHERE id = ?1 AND accepted IS NOT NULL) OR NOT EXISTS
             (SELECT 1 FROM draft d WHERE d.photograph = a.photograph AND d.person = ?1 AND d.kind = 'annotation'))
         ORDER BY p.position",
    )?;
    let rows = statement.query_map([&person.0], |row| Ok(PhotographId(row.get(0)?)))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Whether a person is assigned to a photograph.
pub fn is_assigned(connection: &Connection, photograph: &PhotographId, person: &PersonId) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM assignment WHERE photograph = ?1 AND person = ?2)")?;
    Ok(statement.query_row([&photograph.0, &person.0], |row| row.get(0))?)
}

/// How many photographs each person has been assigned, and how many of them are submitted.
pub fn loads(connection: &Connection) -> Result<Vec<(PersonId, u32, u32)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT p.id,
           (SELECT count(*) FROM assignment a WHERE a.person = p.id),
           (SELECT count(*) FROM assignment a WHERE a.person = p.id AND EXISTS
             (SELECT 1 FROM annotation n WHERE n.photograph = a.photograph AND n.author = p.id))
         FROM person p ORDER BY p.rowid",
    )?;
    let rows = statement
        .query_map([], |row| Ok((PersonId(row.get(0)?), row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The photograph that came from a file.
pub fn by_source(connection: &Connection, source: &Hash) -> Result<Option<PhotographRow>, StoreError> {
    first(connection, "p.source = ?1", source)
}

/// The first photograph with the same picture, whatever its file said besides.
pub fn by_content(connection: &Connection, content: &Hash) -> Result<Option<PhotographRow>, StoreError> {
    first(connection, "p.content = ?1", content)
}

fn first(connection: &Connection, condition: &str, hash: &Hash) -> Result<Option<PhotographRow>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("{SELECT} WHERE {condition} ORDER BY p.position LIMIT 1"))?;
    Ok(statement.query_row([hash.as_str()], row_to_photograph).optional()?)
}

/// Whether there is one.
pub fn any(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection.query_row("SELECT EXISTS (SELECT 1 FROM photograph)", [], |row| row.get(0))?)
}
