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

pub(crate) fn read(session: &mut Session, (): ()) -> Result<Preferences, AppError> {
    // What cannot be read is only a convenience: it begins anew.
    let plain = session.study.preferences().ok().flatten();
    Ok(plain.and_then(|plain| serde_json::from_slice(&plain).ok()).unwrap_or_default())
}

pub(crate) fn save(session: &mut Session, mut preferences: Preferences) -> Result<(), AppError> {
    preferences.favourites.truncate(MOST);
    preferences.recent.truncate(MOST);
    preferences.phrases.truncate(MOST);
    let vocabulary = session.vocabulary;
    preferences.values.retain(|value, _| vocabulary.may_choose(Kind::Attribute, value));
    let plain = serde_json::to_vec(&preferences).map_err(|error| AppError::new(Code::Internal).because(&error))?;
    Ok(session.study.save_preferences(&plain)?)
}
