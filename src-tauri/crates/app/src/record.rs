//! The record of everything done: listing, saving and verifying it.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat};
use domain::people::PersonId;
use domain::photograph::PhotographId;
use domain::standing::NotInForce;
use serde::{Deserialize, Serialize};
use store::tables::{people, photographs, questions, record, record_texts};
use ts_rs::TS;

use crate::csv_file;
use crate::error::AppError;
use crate::session::Session;
use crate::ticket::Ticket;

/// Which part of the record.
#[derive(Debug, Deserialize, TS)]
pub struct RecordInput {
    /// Position of the last entry that was read; empty to begin.
    #[ts(type = "number | null")]
    pub after: Option<i64>,
    /// The oldest entries first, instead of the newest.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub oldest_first: bool,
    /// At most this many.
    pub limit: u32,
    /// Only of this author, by name.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub author: Option<String>,
    /// Only of this kind.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub kind: Option<String>,
    /// Only about what has these words in its name.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub about: Option<String>,
}

/// How many entries are read at once while those that fit are looked for.
const PAGE: u32 = 500;

/// One line of the record.
#[derive(Debug, Serialize, TS)]
pub struct RecordLineView {
    /// Position, from 1.
    #[ts(type = "number")]
    pub position: i64,
    /// Who.
    pub author: String,
    /// What.
    pub kind: String,
    /// About whom or what: the name of a person, the subject of a photograph, or an id.
    pub subject: Option<String>,
    /// When, milliseconds since 1970, UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// SHA-256 of the entry's signed text, hex.
    pub hash: String,
    /// Why it is kept but changes nothing; none when it is in force.
    pub not_in_force: Option<NotInForce>,
}

/// What verifying the record found.
#[derive(Debug, Serialize, TS)]
pub struct RecordVerifiedView {
    /// Entries checked.
    pub entries: usize,
    /// First entry that does not fit, in words; empty when all hold.
    pub problem: Option<String>,
    /// Tables that are not what the entries say, by name; they are computed anew when the study is opened next.
    pub differing: Vec<String>,
}

/// Where to write lines of the record.
#[derive(Debug, Deserialize, TS)]
pub struct SaveRecordInput {
    /// Where the CSV file is written; it must be there.
    pub folder: String,
    /// Which entries, however many.
    pub which: RecordInput,
    /// Only these positions among them; empty for all.
    #[ts(type = "number[]")]
    pub positions: Vec<i64>,
}

pub(crate) fn list(session: &mut Session, input: RecordInput) -> Result<Vec<RecordLineView>, AppError> {
    lines(session, &input, input.limit.min(1000) as usize)
}

/// Writes lines of the record as CSV, as they are listed; answers with the path.
pub(crate) fn save(session: &mut Session, input: SaveRecordInput) -> Result<String, AppError> {
    let mut lines = lines(session, &input.which, usize::MAX)?;
    lines.retain(|line| input.positions.is_empty() || input.positions.contains(&line.position));
    let header = ["position", "at", "author", "kind", "about", "sha256", "not_in_force"];
    let mut rows = vec![header.map(str::to_owned)];
    rows.extend(lines.into_iter().map(|line| {
        let at = DateTime::from_timestamp_millis(line.at_ms);
        let at = at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default();
        let reason = line.not_in_force.map(NotInForce::as_str).unwrap_or_default().to_owned();
        [line.position.to_string(), at, line.author, line.kind, line.subject.unwrap_or_default(), line.hash, reason]
    }));
    csv_file::write_new(&input.folder, "record", &rows)
}

fn lines(session: &Session, which: &RecordInput, limit: usize) -> Result<Vec<RecordLineView>, AppError> {
    let connection = session.study.connection();
    let names: BTreeMap<_, _> = people::all(connection)?.into_iter().map(|row| (row.id, row.profile.name)).collect();
    let about = |id: String| -> Result<String, AppError> {
        if let Some(name) = names.get(&PersonId(id.clone())) {
            return Ok(name.clone());
        }
        // A question is named by the photograph that it is about.
        let question = questions::one_of(connection, &id)?.map(|row| row.question.photograph);
        let photograph = photographs::one_of(connection, &question.unwrap_or(PhotographId(id.clone())))?;
        Ok(photograph.map_or(id, |row| row.capture.subject))
    };
    let wanted = |text: &Option<String>| text.as_deref().map(str::to_lowercase).filter(|text| !text.is_empty());
    let (author, kind, words) = (wanted(&which.author), wanted(&which.kind), wanted(&which.about));
    let (mut found, mut after) = (Vec::new(), which.after);
    while found.len() < limit {
        let rows = record(connection, after, which.oldest_first, PAGE)?;
        let Some(last) = rows.last() else { break };
        after = Some(last.position);
        for row in rows {
            let by = names.get(&row.author).cloned().unwrap_or_default();
            // What an entry is about has to be looked up: only where the rest fits.
            if author.as_ref().is_some_and(|author| by.to_lowercase() != *author)
                || kind.as_ref().is_some_and(|kind| row.kind != *kind)
            {
                continue;
            }
            let line = RecordLineView {
                position: row.position,
                author: by,
                kind: row.kind,
                subject: row.subject.map(about).transpose()?,
                at_ms: row.at_ms,
                hash: row.hash,
                not_in_force: row.not_in_force,
            };
            let fits = words.as_ref().is_none_or(|words| {
                line.subject.as_ref().is_some_and(|subject| subject.to_lowercase().contains(words))
            });
            if fits && found.len() < limit {
                found.push(line);
            }
        }
    }
    Ok(found)
}

/// Checks every hash, chain and signature, and whether the tables are what the entries say; others can work meanwhile.
pub(crate) fn verify(ticket: &Ticket<'_>, (): ()) -> Result<RecordVerifiedView, AppError> {
    let (entries, tables) =
        ticket.run(|session| Ok((record_texts(session.study.connection())?, session.study.table_digests()?)))?;
    let problem = ledger::Chain::verify(entries.iter().map(String::as_str)).err().map(|error| error.to_string());
    // Where an entry does not hold, what it means says nothing.
    let expected = match problem {
        Some(_) => tables.clone(),
        None => store::expected_digests(&entries, &mut |done, total| ticket.step(done, total))?,
    };
    let differing: Vec<String> = expected
        .iter()
        .zip(&tables)
        .filter(|(expected, found)| expected != found)
        .map(|(table, _)| table.0.to_owned())
        .collect();
    if !differing.is_empty() {
        ticket.run(|session| Ok(session.study.distrust_tables()?))?;
    }
    Ok(RecordVerifiedView { entries: entries.len(), problem, differing })
}
