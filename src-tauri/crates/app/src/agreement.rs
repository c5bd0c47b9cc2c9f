//! Agreement between readers by field, and each reader against the reviewed record. For
//! coordinators and seniors: physicians must not learn each other's answers before the review.

use std::collections::{BTreeMap, BTreeSet};

use domain::agreement::{Agreement, Answer, Table};
use domain::annotation::Annotation;
use domain::comparison::entities;
use domain::people::PersonId;
use domain::photograph::PhotographId;
use domain::quality::{Share, TARGET, Tally};
use domain::vocabulary::Vocabulary;
use serde::Serialize;
use store::tables::{annotations, calibration, people, reviews};
use ts_rs::TS;

use crate::error::AppError;
use crate::session::Session;

/// Agreement on one field.
#[derive(Debug, Serialize, TS)]
pub struct FieldAgreementView {
    /// Field: `regions`, `lesions`, an attribute's code, `relations`, `first_diagnosis`, `differential`, `treatment`.
    pub field: String,
    /// Coefficients.
    pub agreement: Agreement,
}

/// One reader against the reviewed records.
#[derive(Debug, Serialize, TS)]
pub struct ReaderQualityView {
    /// Name.
    pub name: String,
    /// Photographs compared.
    pub photographs: usize,
    /// Share of stated entities that the reviewed record keeps.
    pub precision: Share,
    /// Share of the reviewed record's entities that the reader stated.
    pub recall: Share,
}

/// Agreement of a study.
#[derive(Debug, Serialize, TS)]
pub struct AgreementView {
    /// Photographs that at least two readers submitted.
    pub photographs: usize,
    /// By field.
    pub fields: Vec<FieldAgreementView>,
    /// By reader.
    pub readers: Vec<ReaderQualityView>,
    /// The quality target.
    pub target: f64,
}

type Readings = BTreeMap<PhotographId, Vec<(PersonId, Annotation)>>;

fn readings(session: &Session) -> Result<Readings, AppError> {
    let mut readings = Readings::new();
    let connection = session.study.connection();
    // Trials of the calibration set say nothing about the study.
    let trials: BTreeSet<PhotographId> = calibration::all(connection)?.into_iter().map(|row| row.photograph).collect();
    for row in annotations::all(connection)?.into_iter().filter(|row| !trials.contains(&row.photograph)) {
        let annotation = session.open_annotation(&row)?;
        readings.entry(row.photograph).or_default().push((row.author, annotation));
    }
    Ok(readings)
}

/// Answers of one annotation by field; a field that is not stated is a missing answer.
fn answers(annotation: &Annotation, vocabulary: &Vocabulary) -> Vec<(String, String, Answer)> {
    let set = |codes: &mut dyn Iterator<Item = String>| codes.collect::<Answer>();
    let mut found = vec![
        ("regions".into(), String::new(), set(&mut annotation.regions.iter().map(ToString::to_string))),
        ("lesions".into(), String::new(), set(&mut annotation.lesions.iter().map(|l| l.lesion.to_string()))),
        (
            "first_diagnosis".into(),
            String::new(),
            set(&mut annotation.differential.diseases().take(1).map(ToString::to_string)),
        ),
        ("differential".into(), String::new(), set(&mut annotation.differential.diseases().map(ToString::to_string))),
        ("treatment".into(), String::new(), set(&mut annotation.treatment.items.iter().map(|l| l.item.to_string()))),
        (
            "relations".into(),
            String::new(),
            entities(annotation, vocabulary).into_iter().filter(|e| e.starts_with("relation/")).collect(),
        ),
    ];
    for attribute in vocabulary.attributes() {
        for lesion in &annotation.lesions {
            let of = |code: &&domain::vocabulary::Code| {
                vocabulary.term(code).and_then(|term| term.parent.as_ref()) == Some(&attribute.code)
            };
            let values = lesion.attributes.iter().filter(of).map(ToString::to_string).collect();
            found.push((attribute.code.to_string(), lesion.lesion.to_string(), values));
        }
    }
    found.retain(|(_, _, answer)| !answer.is_empty());
    found
}

/// Order in which fields are shown: the order of the annotation.
fn field_order(vocabulary: &Vocabulary) -> Vec<String> {
    let attributes = vocabulary.attributes().map(|term| term.code.to_string());
    ["regions", "lesions"]
        .map(str::to_owned)
        .into_iter()
        .chain(attributes)
        .chain(["relations", "first_diagnosis", "differential", "treatment"].map(str::to_owned))
        .collect()
}

pub(crate) fn view(session: &mut Session, (): ()) -> Result<AgreementView, AppError> {
    let vocabulary = Vocabulary::built_in();
    let readings = readings(session)?;
    let names: BTreeMap<PersonId, String> =
        people::all(session.study.connection())?.into_iter().map(|row| (row.id, row.profile.name)).collect();
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for (photograph, readers) in readings.iter().filter(|(_, readers)| readers.len() > 1) {
        for (person, annotation) in readers {
            for (field, part, answer) in answers(annotation, vocabulary) {
                let name = names.get(person).map_or("", String::as_str);
                tables.entry(field).or_default().answer(&format!("{photograph}/{part}"), name, answer);
            }
        }
    }
    let fields = field_order(vocabulary)
        .into_iter()
        .filter_map(|field| Some(FieldAgreementView { agreement: tables.get(&field)?.agreement(), field }))
        .collect();
    Ok(AgreementView {
        photographs: readings.values().filter(|readers| readers.len() > 1).count(),
        fields,
        readers: reader_quality(session, &readings, &names)?,
        target: TARGET,
    })
}

fn reader_quality(
    session: &Session,
    readings: &Readings,
    names: &BTreeMap<PersonId, String>,
) -> Result<Vec<ReaderQualityView>, AppError> {
    let vocabulary = Vocabulary::built_in();
    let mut tallies: BTreeMap<PersonId, (usize, Tally)> = BTreeMap::new();
    for review in reviews::all(session.study.connection())? {
        let reviewed: BTreeSet<String> = entities(&review.reviewed, vocabulary);
        for (person, annotation) in readings.get(&review.photograph).into_iter().flatten() {
            let (photographs, tally) = tallies.entry(person.clone()).or_default();
            *photographs += 1;
            tally.add(&entities(annotation, vocabulary), &reviewed);
        }
    }
    Ok(tallies
        .into_iter()
        .map(|(person, (photographs, tally))| ReaderQualityView {
            name: names.get(&person).cloned().unwrap_or_default(),
            photographs,
            precision: tally.precision(),
            recall: tally.recall(),
        })
        .collect())
}

/// Agreement and quality without names, for a release's `quality.json`.
pub(crate) fn anonymous(
    session: &mut Session,
    pseudonym: &BTreeMap<String, String>,
) -> Result<serde_json::Value, AppError> {
    let mut view = view(session, ())?;
    let hide = |name: &mut String| *name = pseudonym.get(name.as_str()).cloned().unwrap_or_default();
    view.readers.iter_mut().for_each(|reader| hide(&mut reader.name));
    for field in &mut view.fields {
        field.agreement.cohen.iter_mut().for_each(|pair| pair.raters.iter_mut().for_each(hide));
    }
    serde_json::to_value(view).map_err(|_| AppError::new(crate::error::Code::Internal))
}
