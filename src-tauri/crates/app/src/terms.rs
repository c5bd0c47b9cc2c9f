//! The vocabulary as the screens need it, and how a study moves to a newer version.

use domain::vocabulary::{Kind, Term, TermChange, Vocabulary};
use ledger::Body;
use serde::Serialize;
use store::tables::people;
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::session::Session;
use crate::ticket::Ticket;

/// All terms of one version.
#[derive(Debug, Serialize, TS)]
pub struct VocabularyView {
    /// As a study pins it, such as `2.0.0`.
    pub version: String,
    /// Regions, groups included.
    pub region: Vec<Term>,
    /// Lesions, groups included.
    pub lesion: Vec<Term>,
    /// Attributes and their values.
    pub attribute: Vec<Term>,
    /// Spatial and clinical relations between two lesions.
    pub relation: Vec<Term>,
    /// Diseases, groups included.
    pub disease: Vec<Term>,
    /// Treatments, classes included.
    pub treatment: Vec<Term>,
}

/// Which version a study pins, and what a move to the newest would change.
#[derive(Debug, Serialize, TS)]
pub struct VocabularyMoveView {
    /// Version that the study pins.
    pub version: String,
    /// The newest version that this program knows.
    pub newest: String,
    /// What reads otherwise there; empty where the study pins it already.
    pub changes: Vec<TermChange>,
}

/// The terms of a version; of the newest, where none is named.
pub(crate) fn read(_: &Ticket<'_>, version: Option<String>) -> Result<VocabularyView, AppError> {
    let vocabulary = match version {
        Some(version) => Vocabulary::of_version(&version).ok_or(AppError::new(Code::StudyNewer))?,
        None => Vocabulary::built_in(),
    };
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

/// What a move to the newest version would change.
pub(crate) fn changes(session: &mut Session, (): ()) -> Result<VocabularyMoveView, AppError> {
    let newest = Vocabulary::built_in();
    Ok(VocabularyMoveView {
        version: session.vocabulary.version().to_owned(),
        newest: newest.version().to_owned(),
        changes: session.vocabulary.changes_to(newest),
    })
}

/// Moves the study to the newest version. Records keep their codes; what is no longer offered stays readable.
pub(crate) fn move_on(session: &mut Session, (): ()) -> Result<VocabularyMoveView, AppError> {
    let newest = Vocabulary::built_in();
    if session.vocabulary.version() == newest.version() {
        return Err(AppError::new(Code::Nothing));
    }
    let readers = people::study(session.study.connection())?.readers;
    let vocabulary = Some(newest.version().to_owned());
    session.append(Body::StudyConfigured { readers, idle_minutes: None, subject_shown: None, vocabulary })?;
    session.vocabulary = newest;
    session.compared.clear();
    changes(session, ())
}
