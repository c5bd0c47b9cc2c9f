//! How good the work is: each reader against the reviewed records, by kind of entity and week; the reviewed
//! records against audits; and what is confused with what (paper, section 3.3: above 95 %).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Datelike};
use domain::annotation::Annotation;
use domain::people::PersonId;
use domain::photograph::PhotographId;
use domain::quality::{AnswerKey, Confusion, KindQuality, Tallies};
use domain::task::Purpose;
use serde::Serialize;
use store::tables::{annotations, reviews, tasks};
use ts_rs::TS;

use crate::error::AppError;
use crate::session::Session;

/// Terms shown in a matrix of confusions.
const MOST_CONFUSED: usize = 12;

/// One week of one reader, by the time of the signed review.
#[derive(Debug, Serialize, TS)]
pub struct WeekQualityView {
    /// ISO 8601 week, such as `2026-W47`.
    pub week: String,
    /// All entities of that week.
    pub all: KindQuality,
}

/// One reader against the reviewed records.
#[derive(Debug, Serialize, TS)]
pub struct ReaderQualityView {
    /// Name.
    pub name: String,
    /// Photographs compared.
    pub photographs: usize,
    /// All entities.
    pub all: KindQuality,
    /// By kind of entity.
    pub kinds: Vec<KindQuality>,
    /// Over time.
    pub weeks: Vec<WeekQualityView>,
}

/// The reviewed records against annotations made afresh by other seniors.
#[derive(Debug, Serialize, TS)]
pub struct AuditQualityView {
    /// Photographs compared.
    pub photographs: usize,
    /// All entities.
    pub all: KindQuality,
    /// By kind of entity.
    pub kinds: Vec<KindQuality>,
}

/// What is confused.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Confused {
    /// Lesion types.
    Lesions,
    /// What stands first in the differential.
    FirstDiagnosis,
}

impl Confused {
    /// Name, as in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lesions => "lesions",
            Self::FirstDiagnosis => "first_diagnosis",
        }
    }
}

/// What is stated where the reviewed record says something else.
#[derive(Debug, Serialize, TS)]
pub struct ConfusionView {
    /// What is confused.
    pub field: Confused,
    /// Counts.
    pub matrix: Confusion,
}

/// Quality of a study.
#[derive(Debug, Serialize, TS)]
pub struct QualityView {
    /// By reader.
    pub readers: Vec<ReaderQualityView>,
    /// Audits; none while nothing is audited.
    pub audit: Option<AuditQualityView>,
    /// What readers state where the record says otherwise: by lesion type, and by first diagnosis.
    pub confusions: Vec<ConfusionView>,
}

/// The newest annotations of everybody, by photograph.
pub(crate) type Readings = BTreeMap<PhotographId, Vec<(PersonId, Arc<Annotation>)>>;

/// All of them, opened, but for trials of the calibration set.
pub(crate) fn readings_of_all(session: &Session) -> Result<Readings, AppError> {
    let connection = session.study.connection();
    // Trials of the calibration set say nothing about the study.
    let trials = tasks::photographs_for(connection, Purpose::Trial)?;
    // Read from disk only when this session has not opened all of them yet.
    let revisions = annotations::newest_revisions(connection)?;
    let opened =
        revisions.into_iter().filter(|(photograph, _)| !trials.contains(photograph)).map(|(photograph, of)| {
            let known = |(author, revision)| {
                let annotation = session.opened_before(&photograph, &author, revision)?;
                Some((author, annotation))
            };
            let readings = of.into_iter().map(known).collect::<Option<Vec<_>>>()?;
            Some((photograph, readings))
        });
    if let Some(readings) = opened.collect::<Option<Readings>>() {
        return Ok(readings);
    }
    let mut readings = Readings::new();
    for row in annotations::all(connection)?.into_iter().filter(|row| !trials.contains(&row.photograph)) {
        let annotation = session.open_annotation(&row)?;
        readings.entry(row.photograph).or_default().push((row.author, annotation));
    }
    Ok(readings)
}

#[derive(Default)]
struct OfReader {
    tallies: Tallies,
    weeks: BTreeMap<String, Tallies>,
}

pub(crate) fn quality(
    session: &Session,
    readings: &Readings,
    names: &BTreeMap<PersonId, String>,
) -> Result<QualityView, AppError> {
    let vocabulary = session.vocabulary;
    let mut readers: BTreeMap<PersonId, OfReader> = BTreeMap::new();
    let mut confused: [BTreeMap<(String, String), usize>; 2] = Default::default();
    let reviews = reviews::all(session.study.connection())?;
    for review in &reviews {
        let Some(key) = AnswerKey::of(&review.reviewed, vocabulary) else { continue };
        for (person, annotation) in readings.get(&review.photograph).into_iter().flatten() {
            let of = readers.entry(person.clone()).or_default();
            of.tallies.score(annotation, &key, vocabulary);
            of.weeks.entry(week(review.at_ms)).or_default().score(annotation, &key, vocabulary);
            lesions_confused(&review.reviewed, annotation, &mut confused[0]);
            let first = |record: &Annotation| record.differential.diseases().next().map(ToString::to_string);
            if let (Some(right), Some(stated)) = (first(&review.reviewed), first(annotation)) {
                *confused[1].entry((right, stated)).or_default() += 1;
            }
        }
    }
    let reviewed: BTreeMap<&PhotographId, &Annotation> =
        reviews.iter().map(|review| (&review.photograph, &review.reviewed)).collect();
    let mut tallies = Tallies::default();
    for audit in tasks::of_seniors(session.study.connection(), Purpose::Audit)? {
        let key = audit.annotation.and_then(|annotation| AnswerKey::of(&annotation, vocabulary));
        if let (Some(key), Some(record)) = (key, reviewed.get(&audit.photograph)) {
            tallies.score(record, &key, vocabulary);
        }
    }
    Ok(QualityView {
        readers: readers
            .into_iter()
            .map(|(person, of)| ReaderQualityView {
                name: names.get(&person).cloned().unwrap_or_default(),
                photographs: of.tallies.photographs(),
                all: of.tallies.all(),
                kinds: of.tallies.kinds(),
                weeks: of
                    .weeks
                    .into_iter()
                    .map(|(week, tallies)| WeekQualityView { week, all: tallies.all() })
                    .collect(),
            })
            .collect(),
        audit: (tallies.photographs() > 0).then(|| AuditQualityView {
            photographs: tallies.photographs(),
            all: tallies.all(),
            kinds: tallies.kinds(),
        }),
        confusions: [Confused::Lesions, Confused::FirstDiagnosis]
            .into_iter()
            .zip(&confused)
            .map(|(field, pairs)| ConfusionView { field, matrix: Confusion::of(pairs, MOST_CONFUSED) })
            .collect(),
    })
}

/// Lesion types: those that both have, and each type that only the reader states beside each that only the record has.
fn lesions_confused(right: &Annotation, stated: &Annotation, pairs: &mut BTreeMap<(String, String), usize>) {
    let types = |record: &Annotation| -> BTreeSet<String> {
        record.lesions.iter().map(|lesion| lesion.lesion.to_string()).collect()
    };
    let (right, stated) = (types(right), types(stated));
    for both in right.intersection(&stated) {
        *pairs.entry((both.clone(), both.clone())).or_default() += 1;
    }
    for missed in right.difference(&stated) {
        for added in stated.difference(&right) {
            *pairs.entry((missed.clone(), added.clone())).or_default() += 1;
        }
    }
}

fn week(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms)
        .map(|at| at.iso_week())
        .map_or_else(String::new, |week| format!("{}-W{:02}", week.year(), week.week()))
}
