//! The record of everything done: listing and verifying it.

use std::collections::BTreeMap;

use domain::people::PersonId;
use domain::photograph::PhotographId;
use serde::{Deserialize, Serialize};
use store::tables::{people, photographs, record, record_texts};
use ts_rs::TS;

use crate::app::{App, Work};
use crate::error::AppError;
use crate::session::Session;

/// Which part of the record.
#[derive(Debug, Deserialize, TS)]
pub struct RecordInput {
    /// Only entries before this position; empty for the newest.
    #[ts(type = "number | null")]
    pub below: Option<i64>,
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
    /// Hash.
    pub hash: String,
}

/// What verifying the record found.
#[derive(Debug, Serialize, TS)]
pub struct RecordVerifiedView {
    /// Entries checked.
    pub entries: usize,
    /// First entry that does not fit, in words; empty when all hold.
    pub problem: Option<String>,
}

pub(crate) fn list(session: &mut Session, input: RecordInput) -> Result<Vec<RecordLineView>, AppError> {
    let connection = session.study.connection();
    let names: BTreeMap<_, _> = people::all(connection)?.into_iter().map(|row| (row.id, row.profile.name)).collect();
    let about = |id: String| -> Result<String, AppError> {
        if let Some(name) = names.get(&PersonId(id.clone())) {
            return Ok(name.clone());
        }
        let photograph = photographs::one_of(connection, &PhotographId(id.clone()))?;
        Ok(photograph.map_or(id, |row| row.capture.subject))
    };
    let wanted = |text: &Option<String>| text.as_deref().map(str::to_lowercase).filter(|text| !text.is_empty());
    let (author, kind, words) = (wanted(&input.author), wanted(&input.kind), wanted(&input.about));
    let (mut found, mut below) = (Vec::new(), input.below);
    let limit = input.limit.min(1000) as usize;
    while found.len() < limit {
        let rows = record(connection, below, PAGE)?;
        let Some(last) = rows.last() else { break };
        below = Some(last.position);
        for row in rows {
            let line = RecordLineView {
                position: row.position,
                author: names.get(&row.author).cloned().unwrap_or_default(),
                kind: row.kind,
                subject: row.subject.map(about).transpose()?,
                at_ms: row.at_ms,
                hash: row.hash,
            };
            let fits = author.as_ref().is_none_or(|author| line.author.to_lowercase() == *author)
                && kind.as_ref().is_none_or(|kind| line.kind == *kind)
                && words.as_ref().is_none_or(|words| {
                    line.subject.as_ref().is_some_and(|subject| subject.to_lowercase().contains(words))
                });
            if fits && found.len() < limit {
                found.push(line);
            }
        }
    }
    Ok(found)
}

/// Checks every hash, chain and signature; others can work meanwhile.
pub(crate) fn verify(app: &App, (): (), _: &Work<'_>) -> Result<RecordVerifiedView, AppError> {
    let texts = app.with_session(|session| Ok(record_texts(session.study.connection())?))?;
    let problem = ledger::Chain::verify(texts.iter().map(String::as_str)).err().map(|error| error.to_string());
    Ok(RecordVerifiedView { entries: texts.len(), problem })
}
