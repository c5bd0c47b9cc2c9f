//! What a person likes at hand: favourite and recent terms, own phrases, where the work was left. Sealed like
//! a draft.

use std::collections::BTreeMap;

use domain::photograph::PhotographId;
use domain::vocabulary::{Code as Term, Kind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::session::Session;

/// Most entries kept in each list.
const MOST: usize = 200;
/// Most words of other tools that are remembered.
const MOST_LABELS: usize = 2000;

/// What a person likes at hand.
#[derive(Debug, Default, Serialize, Deserialize, TS)]
pub struct Preferences {
    /// Favourite terms, in the order of choosing.
    pub favourites: Vec<Term>,
    /// Terms used, newest first.
    pub recent: Vec<Term>,
    /// Own phrases for reasoning and treatment, newest first.
    pub phrases: Vec<String>,
    /// Photograph that was annotated last, to go on there.
    #[serde(default)]
    pub last: Option<PhotographId>,
    /// How often each value of an attribute was chosen: the usual ones come first.
    #[serde(default)]
    pub values: BTreeMap<Term, u32>,
}

/// A word of another tool, in which somebody annotated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(rename = "ExternalLabel")]
pub struct Label {
    /// Control, column or attribute under which it stands.
    pub field: String,
    /// The word.
    pub label: String,
}

/// What a word was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ExternalLabelChoice")]
pub struct LabelChoice {
    /// The word.
    #[serde(flatten)]
    pub label: Label,
    /// Term; none where it is left out.
    pub term: Option<Term>,
}

/// All that is kept: what the pages change, and what an import of annotations remembers.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    preferences: Preferences,
    /// What words of other tools were taken for, the oldest first.
    #[serde(default)]
    labels: Vec<LabelChoice>,
}

fn kept(session: &Session) -> Kept {
    // What cannot be read is only a convenience: it begins anew.
    let plain = session.study.preferences().ok().flatten();
    plain.and_then(|plain| serde_json::from_slice(&plain).ok()).unwrap_or_default()
}

fn keep(session: &mut Session, kept: &Kept) -> Result<(), AppError> {
    let plain = serde_json::to_vec(kept).map_err(|error| AppError::new(Code::Internal).because(&error))?;
    Ok(session.study.save_preferences(&plain)?)
}

pub(crate) fn read(session: &mut Session, (): ()) -> Result<Preferences, AppError> {
    Ok(kept(session).preferences)
}

/// What words of other tools were taken for the last time.
pub(crate) fn labels_of_other_tools(session: &Session) -> Vec<LabelChoice> {
    kept(session).labels
}

/// Remembers them for the next file.
pub(crate) fn remember_labels(session: &mut Session, mut labels: Vec<LabelChoice>) -> Result<(), AppError> {
    labels.drain(..labels.len().saturating_sub(MOST_LABELS));
    let preferences = kept(session).preferences;
    keep(session, &Kept { preferences, labels })
}

pub(crate) fn save(session: &mut Session, mut preferences: Preferences) -> Result<(), AppError> {
    preferences.favourites.truncate(MOST);
    preferences.recent.truncate(MOST);
    preferences.phrases.truncate(MOST);
    let vocabulary = session.vocabulary;
    preferences.values.retain(|value, _| vocabulary.may_choose(Kind::Attribute, value));
    let labels = kept(session).labels;
    keep(session, &Kept { preferences, labels })
}
