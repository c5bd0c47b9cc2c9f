//! The vocabulary as the screens need it.

use domain::vocabulary::{Kind, Term, Vocabulary};
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::ticket::Ticket;

/// All terms of the pinned version.
#[derive(Debug, Serialize, TS)]
pub struct VocabularyView {
    /// Version.
    pub version: String,
    /// Regions, groups included.
    pub region: Vec<Term>,
    /// Lesions, groups included.
    pub lesion: Vec<Term>,
    /// Attributes and their values.
    pub attribute: Vec<Term>,
    /// Relations.
    pub relation: Vec<Term>,
    /// Diseases, groups included.
    pub disease: Vec<Term>,
    /// Treatments, classes included.
    pub treatment: Vec<Term>,
}

pub(crate) fn read(_: &Ticket<'_>, (): ()) -> Result<VocabularyView, AppError> {
    let vocabulary = Vocabulary::built_in();
    let terms = |kind| vocabulary.terms(kind).to_vec();
    Ok(VocabularyView {
        version: vocabulary.version().to_owned(),
        region: terms(Kind::Region),
        lesion: terms(Kind::Lesion),
        attribute: terms(Kind::Attribute),
        relation: terms(Kind::Relation),
        disease: terms(Kind::Disease),
        treatment: terms(Kind::Treatment),
    })
}
