//! Photographs, their screening and how far they have come.

use domain::people::PersonId;
use domain::photograph::{Capture, DiscardReason, MaskRectangle, PhotographId, Quality, Screening, Stage};
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
    /// A UUID, the same for good.
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
    /// How far it has come.
    pub stage: Stage,
}

impl PhotographRow {
    /// Whether somebody is to annotate it, so that it can no longer be screened otherwise.
    pub fn is_given_out(&self) -> bool {
        self.assigned > 0 || self.stage == Stage::Calibration
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

/// What [`row_to_photograph`] reads of a photograph `p`.
pub(super) const COLUMNS: &str = "p.id, p.content, p.shown, p.capture, p.width_px, p.height_px, p.quality, p.state,
    p.discard_reason, p.masks, p.position, p.screener, p.wanted,
    (SELECT count(*) FROM task t WHERE t.photograph = p.id AND t.purpose = 'reading'),
    (SELECT count(DISTINCT author) FROM annotation n WHERE n.photograph = p.id),
    EXISTS (SELECT 1 FROM task t WHERE t.photograph = p.id AND t.purpose = 'reference'),
    EXISTS (SELECT 1 FROM review r WHERE r.photograph = p.id)";
/// A photograph that begins at a column.
pub(super) fn row_to_photograph(row: &Row<'_>, first: usize) -> rusqlite::Result<PhotographRow> {
    let (state, reason): (String, Option<String>) = (row.get(first + 7)?, row.get(first + 8)?);
    let screening = match (state.as_str(), reason) {
        ("accepted", _) => Some(Screening::Accepted),
        ("discarded", Some(reason)) => Some(Screening::Discarded { reason: json::<DiscardReason>(&reason)? }),
        _ => None,
    };
    let (wanted, assigned, annotated): (u32, u32, u32) =
        (row.get(first + 12)?, row.get(first + 13)?, row.get(first + 14)?);
    let (in_calibration_set, is_reviewed): (bool, bool) = (row.get(first + 15)?, row.get(first + 16)?);
    let stage = match screening {
        None => Stage::Imported,
        Some(Screening::Discarded { .. }) => Stage::Discarded,
        Some(Screening::Accepted) if is_reviewed => Stage::Reviewed,
        Some(Screening::Accepted) if in_calibration_set => Stage::Calibration,
        Some(Screening::Accepted) if assigned == 0 || assigned < wanted => Stage::Accepted,
        Some(Screening::Accepted) if annotated < assigned => Stage::Assigned,
        Some(Screening::Accepted) => Stage::Annotated,
    };
    Ok(PhotographRow {
        id: PhotographId(row.get(first)?),
        content: Hash::from_hex(row.get::<_, String>(first + 1)?),
        shown: Hash::from_hex(row.get::<_, String>(first + 2)?),
        capture: json(&row.get::<_, String>(first + 3)?)?,
        width_px: row.get(first + 4)?,
        height_px: row.get(first + 5)?,
        quality: json(&row.get::<_, String>(first + 6)?)?,
        screening,
        masks: json(&row.get::<_, String>(first + 9)?)?,
        position: row.get(first + 10)?,
        screener: row.get::<_, Option<String>>(first + 11)?.map(PersonId),
        wanted,
        assigned,
        annotated,
        stage,
    })
}

/// All photographs in order of import.
pub fn all(connection: &Connection) -> Result<Vec<PhotographRow>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM photograph p ORDER BY p.position"))?;
    let rows = statement.query_map([], |row| row_to_photograph(row, 0))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// One photograph.
pub fn one_of(connection: &Connection, id: &PhotographId) -> Result<Option<PhotographRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM photograph p WHERE p.id = ?1"))?;
    Ok(statement.query_row([&id.0], |row| row_to_photograph(row, 0)).optional()?)
}

/// Photographs that everybody who is assigned has submitted and that no review is signed for, in order of import.
pub fn ready_for_review(connection: &Connection) -> Result<Vec<PhotographId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT p.id FROM photograph p
           JOIN (SELECT photograph, count(*) AS readers FROM task WHERE purpose = 'reading' GROUP BY photograph) a
             ON a.photograph = p.id
           JOIN (SELECT photograph, count(DISTINCT author) AS readers FROM annotation GROUP BY photograph) n
             ON n.photograph = p.id AND n.readers = a.readers
         WHERE p.state = 'accepted' AND a.readers >= p.wanted AND p.id NOT IN (SELECT photograph FROM review) ORDER BY p.position",
    )?;
    let rows = statement.query_map([], |row| Ok(PhotographId(row.get(0)?)))?.collect::<Result<_, _>>()?;
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
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM photograph p WHERE {condition} ORDER BY p.position LIMIT 1"))?;
    Ok(statement.query_row([hash.as_str()], |row| row_to_photograph(row, 0)).optional()?)
}

/// Whether there is one.
pub fn any(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection.query_row("SELECT EXISTS (SELECT 1 FROM photograph)", [], |row| row.get(0))?)
}
