//! Opening a review: readers without names and in a random order that stays, comparison, fused
//! differential, the senior's decisions so far.

use domain::annotation::Annotation;
use domain::comparison::{Comparison, compare};
use domain::fusion::RULE_VERSION;
use domain::people::PersonId;
use domain::photograph::PhotographId;
use domain::review::{Decisions, Undecided, fused_differential, undecided};
use domain::vocabulary::{Code as Term, Vocabulary};
use ledger::Hash;
use serde::{Deserialize, Serialize};
use store::tables::annotations;
use store::tables::drafts::DraftKind;
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::photographs::PhotographView;
use crate::session::Session;

/// One reading, opened.
pub(crate) struct Reading {
    pub(crate) author: PersonId,
    pub(crate) revision: u32,
    pub(crate) annotation: Annotation,
}

/// One reader's record without a name.
#[derive(Debug, Serialize, TS)]
pub struct ReaderView {
    /// `A`, `B`, …
    pub letter: String,
    /// The annotation.
    pub annotation: Annotation,
}

/// One disease of the fused differential.
#[derive(Debug, Serialize, TS)]
pub struct FusedItemView {
    /// Disease.
    pub disease: Term,
    /// Competition rank.
    pub rank: usize,
    /// Exact weight, such as `3/2`.
    pub weight: String,
    /// Share of all weights.
    pub normalized: f64,
    /// Place in each reader's list, from 1; empty where the reader does not name it.
    pub places: Vec<Option<usize>>,
}

/// The fused differential.
#[derive(Debug, Serialize, TS)]
pub struct FusedView {
    /// Version of the rule.
    pub rule: String,
    /// By rank.
    pub items: Vec<FusedItemView>,
    /// A tie at rank 1.
    pub tie_at_first: bool,
    /// The readers share a disease.
    pub shared: bool,
    /// The senior must decide.
    pub needs_adjudication: bool,
    /// What is taken over when nothing else is decided.
    pub prefilled: Vec<Term>,
}

/// A photograph under review.
#[derive(Debug, Serialize, TS)]
pub struct ReviewView {
    /// Photograph.
    pub photograph: PhotographView,
    /// Readers, A first.
    pub readers: Vec<ReaderView>,
    /// Comparison.
    pub comparison: Comparison,
    /// Fused differential.
    pub fused: FusedView,
    /// Decisions so far.
    pub decisions: Decisions,
    /// What keeps it from being signed.
    pub undecided: Vec<Undecided>,
}

/// Decisions to keep.
#[derive(Debug, Deserialize, TS)]
pub struct SaveReviewInput {
    /// Photograph.
    pub photograph: PhotographId,
    /// Decisions so far.
    pub decisions: Decisions,
}

/// Decisions that were kept.
#[derive(Debug, Serialize, TS)]
pub struct SavedReviewView {
    /// What keeps it from being signed.
    pub undecided: Vec<Undecided>,
}

/// All readings of a photograph in an order that is random by photograph and stays the same.
pub(crate) fn readings(session: &Session, photograph: &PhotographId) -> Result<Vec<Reading>, AppError> {
    let mut rows = annotations::of_photograph(session.study.connection(), photograph)?;
    rows.sort_by_key(|row| Hash::of(format!("{}/{photograph}/{}", session.study.id(), row.author).as_bytes()));
    rows.into_iter()
        .map(|row| {
            Ok(Reading { annotation: session.open_annotation(&row)?, revision: row.revision, author: row.author })
        })
        .collect()
}

/// Checks that this senior may review the photograph now, and opens the readings.
pub(crate) fn opened(session: &Session, photograph: &PhotographId) -> Result<Vec<Reading>, AppError> {
    let row = session.photograph(photograph)?;
    if session.is_assigned(photograph)? {
        return Err(AppError::new(Code::NotAllowed).with("why", "own_annotation"));
    }
    if row.reviewed {
        return Err(AppError::new(Code::AlreadyReviewed));
    }
    if row.assigned == 0 || row.annotated < row.assigned {
        return Err(AppError::new(Code::NotAllowed).with("why", "not_annotated"));
    }
    readings(session, photograph)
}

pub(crate) fn open(session: &mut Session, photograph: PhotographId) -> Result<ReviewView, AppError> {
    let readings = opened(session, &photograph)?;
    let vocabulary = Vocabulary::built_in();
    let records: Vec<&Annotation> = readings.iter().map(|reading| &reading.annotation).collect();
    let decisions = match session.study.draft(&photograph, DraftKind::Review)? {
        Some((plain, _)) => {
            serde_json::from_slice(&plain).map_err(|_| AppError::new(Code::StudyDamaged).with("part", "a draft"))?
        }
        None => Decisions::starting(&records),
    };
    let fused = fused_differential(&records);
    let place =
        |record: &Annotation, disease: &Term| record.differential.diseases().position(|d| d == disease).map(|p| p + 1);
    let fused = FusedView {
        rule: RULE_VERSION.to_owned(),
        items: fused
            .items
            .iter()
            .map(|item| FusedItemView {
                disease: item.item.clone(),
                rank: item.rank,
                weight: item.weight.to_string(),
                normalized: fused.normalized(item),
                places: records.iter().map(|record| place(record, &item.item)).collect(),
            })
            .collect(),
        tie_at_first: fused.tie_at_first,
        shared: fused.shared,
        needs_adjudication: fused.needs_adjudication,
        prefilled: fused.first_three(),
    };
    Ok(ReviewView {
        photograph: session.photograph(&photograph)?.into(),
        comparison: compare(&records, vocabulary),
        undecided: undecided(&records, &decisions, vocabulary),
        fused,
        decisions,
        readers: ('A'..='Z')
            .zip(readings)
            .map(|(letter, reading)| ReaderView { letter: letter.to_string(), annotation: reading.annotation })
            .collect(),
    })
}

pub(crate) fn save(session: &mut Session, input: SaveReviewInput) -> Result<SavedReviewView, AppError> {
    let readings = opened(session, &input.photograph)?;
    let records: Vec<&Annotation> = readings.iter().map(|reading| &reading.annotation).collect();
    let open = undecided(&records, &input.decisions, Vocabulary::built_in());
    let plain = serde_json::to_vec(&input.decisions).map_err(|_| AppError::new(Code::Internal))?;
    let at_ms = session.now.timestamp_millis();
    session.study.save_draft(&input.photograph, DraftKind::Review, &plain, at_ms)?;
    Ok(SavedReviewView { undecided: open })
}
