//! From the study's tables to what a release contains: signed records, approved questions, people
//! without names.

use std::collections::{BTreeMap, BTreeSet};

use domain::annotation::Annotation;
use domain::fusion::{RULE_VERSION, Ranked};
use domain::people::PersonId;
use domain::photograph::{Capture, PhotographId, Stage, near_duplicates};
use domain::questions::{LeakLevel, Question, leaks, templates_version};
use domain::review::fused_differential;
use domain::vocabulary::Language;
use release::{
    AnnotationRow, Contents, Earlier, Excluded, ExclusionRow, FusedRow, Picture, Provenance, PseudonymousPerson,
    RankedRow, Reader, Settings, Split,
};
use serde::Serialize;
use serde_json::{Value, json};
use store::tables::people::{self, PersonRow};
use store::tables::photographs::{self, PhotographRow};
use store::tables::questions::{self, QuestionRow, QuestionState};
use store::tables::releases;
use store::tables::reviews::{self, ReviewRow};
use ts_rs::TS;

use crate::VERSION;
use crate::error::AppError;
use crate::questions::{overtaken, subjects};
use crate::review::{readings, records};
use crate::session::Session;

/// What becomes of a photograph or a question in a release: `in_study` counts all, `released` those in it, the others
/// say why one is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// All there are.
    InStudy,
    /// Is in the release.
    Released,
    /// Photograph: nobody has accepted or discarded it yet.
    NotScreened,
    /// Photograph: belongs to the calibration set.
    Calibration,
    /// Photograph: was discarded.
    Discarded,
    /// Photograph: its review is not signed.
    NotReviewed,
    /// Photograph: its review says that it cannot be annotated.
    CannotBeAnnotated,
    /// Question: the record was amended since, and no longer says what the question takes for right or wrong.
    RecordAmended,
    /// Question: its template can be answered without the picture, more than 25 points above chance, and no senior has said
    /// why it should be released.
    AnsweredBlind,
    /// Question: its answer has not been translated into the language of the study.
    NotTranslated,
    /// Question: its photograph is left out.
    PhotographNotReleased,
    /// Question: no senior has judged it.
    NotJudged,
    /// Question: was rejected.
    Rejected,
}

/// How many there are of each fate.
pub(crate) type Counts = BTreeMap<Fate, usize>;

/// Photographs and questions by what becomes of them.
pub(crate) struct Selection {
    pub(crate) photographs: Vec<PhotographRow>,
    pub(crate) reviews: BTreeMap<PhotographId, ReviewRow>,
    pub(crate) questions: Vec<Question>,
    pub(crate) photograph_counts: Counts,
    pub(crate) question_counts: Counts,
    pub(crate) exclusions: Vec<ExclusionRow>,
    /// Questions that were approved with others of their template.
    pub(crate) by_sample: usize,
}

/// What would be released now, and what is left out why: in = out + exclusions.
pub(crate) fn select(session: &Session) -> Result<Selection, AppError> {
    let connection = session.study.connection();
    let mut reviews: BTreeMap<PhotographId, ReviewRow> =
        reviews::all(connection)?.into_iter().map(|row| (row.photograph.clone(), row)).collect();
    reviews.retain(|_, review| review.reviewed.cannot_annotate.is_none());
    let all = photographs::all(connection)?;
    let mut photograph_counts: Counts = Counts::from([(Fate::InStudy, all.len())]);
    let (mut kept, mut exclusions) = (Vec::new(), Vec::new());
    let mut leave_out = |what: Excluded, id: &str, fate: Fate| {
        exclusions.push(ExclusionRow { what, id: id.to_owned(), reason: name_of(fate) });
    };
    for row in all {
        let fate = match row.stage {
            Stage::Imported => Fate::NotScreened,
            Stage::Discarded => Fate::Discarded,
            Stage::Reviewed if reviews.contains_key(&row.id) => Fate::Released,
            Stage::Reviewed => Fate::CannotBeAnnotated,
            Stage::Calibration => Fate::Calibration,
            Stage::Accepted | Stage::Assigned | Stage::Annotated => Fate::NotReviewed,
        };
        *photograph_counts.entry(fate).or_insert(0) += 1;
        if fate == Fate::Released {
            kept.push(row);
        } else {
            leave_out(Excluded::Photograph, &row.id.0, fate);
        }
    }
    let (rows, language) = (questions::all(connection)?, people::study(connection)?.language);
    let overtaken = overtaken(session)?;
    let held_back = held_back(session, &rows)?;
    let mut question_counts: Counts = Counts::from([(Fate::InStudy, rows.len())]);
    let (mut approved, mut by_sample) = (Vec::new(), 0);
    for row in rows {
        let fate = match row.state {
            QuestionState::Approved if overtaken.contains(&row.question.id) => Fate::RecordAmended,
            QuestionState::Approved if !reviews.contains_key(&row.question.photograph) => Fate::PhotographNotReleased,
            QuestionState::Approved if held_back.contains(&row.question.template) => Fate::AnsweredBlind,
            QuestionState::Approved if !row.question.is_answered_in(language) => Fate::NotTranslated,
            QuestionState::Approved => Fate::Released,
            QuestionState::Drafted => Fate::NotJudged,
            QuestionState::Rejected => Fate::Rejected,
        };
        *question_counts.entry(fate).or_insert(0) += 1;
        if fate == Fate::Released {
            by_sample += usize::from(row.by_sample);
            approved.push(row.question);
        } else {
            leave_out(Excluded::Question, &row.question.id, fate);
        }
    }
    Ok(Selection {
        photographs: kept,
        reviews,
        questions: approved,
        photograph_counts,
        question_counts,
        exclusions,
        by_sample,
    })
}

/// Templates whose approved questions can be answered without their pictures, and that no senior has admitted.
fn held_back(session: &Session, rows: &[QuestionRow]) -> Result<BTreeSet<String>, AppError> {
    let approved: Vec<&Question> =
        rows.iter().filter(|row| row.state == QuestionState::Approved).map(|row| &row.question).collect();
    let leaks = leaks(&approved, &subjects(session)?, session.vocabulary);
    let admitted = questions::admitted(session.study.connection())?;
    let held_back = leaks.templates.into_iter().filter(|(_, leak)| leak.level == LeakLevel::HeldBack);
    Ok(held_back.map(|(template, _)| template).filter(|template| !admitted.contains_key(template)).collect())
}

/// A fate as a release names it.
fn name_of(fate: Fate) -> String {
    json!(fate).as_str().unwrap_or_default().to_owned()
}

/// Counts as a release names them.
fn by_name_of_fate(counts: &Counts) -> BTreeMap<String, usize> {
    counts.iter().map(|(fate, count)| (name_of(*fate), *count)).collect()
}

/// Everything that [`release::publish`] needs but the pictures.
pub(crate) fn contents(session: &mut Session, settings: &Settings, selection: Selection) -> Result<Contents, AppError> {
    let people = people::all(session.study.connection())?;
    let pseudonyms: BTreeMap<PersonId, String> =
        (1..).zip(&people).map(|(n, row): (usize, _)| (row.id.clone(), format!("P{n:02}"))).collect();
    let by_name: BTreeMap<String, String> =
        people.iter().map(|row| (row.profile.name.clone(), pseudonyms[&row.id].clone())).collect();
    let mut pictures = Vec::with_capacity(selection.photographs.len());
    for row in &selection.photographs {
        let review = &selection.reviews[&row.id];
        pictures.push(Picture {
            id: row.id.clone(),
            content: row.shown.as_str().to_owned(),
            subject: row.capture.subject.clone(),
            record: record(session, row, review, &pseudonyms)?,
        });
    }
    let split = |is_validation| if is_validation { Split::Validation } else { Split::Test };
    let released_before = releases::split(session.study.connection())?;
    let released_before = released_before.into_iter().map(|(id, validation)| (id, split(validation))).collect();
    let earlier = releases::all(session.study.connection())?.into_iter().map(|row| Earlier {
        version: row.version,
        photographs: row.photographs,
        questions: row.questions,
    });
    let fingerprints: Vec<_> = selection.photographs.iter().map(|row| row.quality.fingerprint).collect();
    let of = |place: usize| selection.photographs[place].id.clone();
    let near = near_duplicates(&fingerprints).into_iter().enumerate();
    let near_duplicates = near.filter_map(|(place, near)| Some((of(place), of(near?)))).collect();
    let provenance = Provenance {
        app: format!("Consilium {VERSION}"),
        name: settings.name.clone(),
        version: settings.version.clone(),
        license: settings.license.clone(),
        language: if settings.language == Language::Zh { "zh" } else { "en" }.to_owned(),
        vocabulary: session.vocabulary.version().to_owned(),
        templates: templates_version().to_owned(),
        fusion_rule: RULE_VERSION.to_owned(),
        seed: settings.seed,
        ledger_head: session.study.head().as_str().to_owned(),
        people: people.iter().map(|row| person(row, &pseudonyms)).collect(),
        photographs: by_name_of_fate(&selection.photograph_counts),
        questions: by_name_of_fate(&selection.question_counts),
    };
    let names = people.iter().map(|row| row.profile.name.clone());
    let subjects = selection.photographs.iter().map(|row| row.capture.subject.clone());
    let folder = session.study.folder().to_string_lossy().into_owned();
    Ok(Contents {
        canaries: names.chain(subjects).chain([folder]).collect(),
        pictures,
        released_before,
        near_duplicates,
        exclusions: selection.exclusions,
        earlier: earlier.collect(),
        asked_before: releases::asked(session.study.connection())?,
        by_sample: selection.by_sample,
        questions: selection.questions,
        provenance,
        quality: crate::agreement::anonymous(session, &by_name)?,
    })
}

fn record(
    session: &Session,
    row: &PhotographRow,
    review: &ReviewRow,
    pseudonyms: &BTreeMap<PersonId, String>,
) -> Result<AnnotationRow, AppError> {
    let readings = readings(session, &row.id)?;
    let fused = fused_differential(&records(&readings));
    let ranking = fused
        .ranked()
        .into_iter()
        .map(|Ranked { item, rank, weight, normalized }| RankedRow {
            disease: item.to_string(),
            rank,
            weight,
            normalized,
        })
        .collect();
    // Named one by one: what else is known of a photograph, its notes above all, stays in the study.
    let Capture { distance, age_years, sex, fitzpatrick, modality, subject: _, visit: _, notes: _ } = &row.capture;
    let known = [
        ("distance", json!(distance)),
        ("age_years", json!(age_years)),
        ("sex", json!(sex)),
        ("fitzpatrick", json!(fitzpatrick)),
        ("modality", json!(modality)),
    ];
    let capture: BTreeMap<String, Value> =
        known.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect();
    Ok(AnnotationRow {
        image: String::new(),
        subject: String::new(),
        split: Split::Test,
        width_px: row.width_px,
        height_px: row.height_px,
        capture,
        fused: FusedRow {
            rule: RULE_VERSION.to_owned(),
            ranking,
            tie_at_first: fused.tie_at_first,
            shared: fused.shared,
            needs_adjudication: fused.needs_adjudication,
        },
        readers: readings
            .into_iter()
            .map(|reading| Reader {
                person: pseudonyms[&reading.author].clone(),
                revision: reading.revision,
                // Remarks are for the study's seniors; they may name things that must not leave it.
                annotation: Annotation { comments: BTreeMap::new(), ..(*reading.annotation).clone() },
            })
            .collect(),
        decisions: review.decisions.clone(),
        reviewed: review.reviewed.clone(),
        reviewer: pseudonyms[&review.reviewer].clone(),
    })
}

fn person(row: &PersonRow, pseudonyms: &BTreeMap<PersonId, String>) -> PseudonymousPerson {
    let band = |years: u32| match years {
        0..=5 => "1-5",
        6..=10 => "5-10",
        11..=20 => "10-20",
        _ => ">20",
    };
    PseudonymousPerson {
        person: pseudonyms[&row.id].clone(),
        roles: row.profile.roles.clone(),
        grade: row.profile.grade,
        years: row.profile.years.map(|years| band(years).to_owned()),
    }
}
