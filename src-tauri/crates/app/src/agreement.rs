//! Agreement between readers by field, with bootstrap intervals, and the quality of the work. For
//! coordinators and seniors: physicians must not learn each other's answers before the review.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use domain::agreement::{Agreement, AgreementDetails, Answer, Bootstrap, Table};
use domain::annotation::Annotation;
use domain::assignment::sample;
use domain::comparison::{Entity, entities};
use domain::people::PersonId;
use domain::photograph::PhotographId;
use domain::quality::{KindQuality, TARGET};
use domain::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};
use store::tables::people;
use ts_rs::TS;

use crate::error::{AppError, Code};
use crate::quality::{QualityView, quality, readings_of_all};
use crate::session::Session;

/// Photographs on which agreement is computed; of more, this many are drawn at random.
const SAMPLE: usize = 2000;
/// Bootstrap rounds, and the seed of rounds and sample: the same study gives the same figures.
const BOOTSTRAP: Bootstrap = Bootstrap { rounds: 1000, seed: 1 };

/// Agreement on one field.
#[derive(Debug, Serialize, TS)]
pub struct FieldAgreementView {
    /// Field: `regions`, `lesions`, an attribute's code, `relations`, `first_diagnosis`, `differential`, `treatment`.
    pub field: String,
    /// Coefficients.
    pub agreement: Agreement,
    /// Pairs, readers, and where kappa and AC1 part; not in a release.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub details: Option<AgreementDetails>,
}

/// Agreement of a study.
#[derive(Debug, Serialize, TS)]
pub struct AgreementView {
    /// Photographs that at least two readers submitted.
    pub photographs: usize,
    /// Photographs that the coefficients rest on: all of them, or a random sample.
    pub sampled: usize,
    /// Bootstrap rounds behind the intervals.
    pub rounds: usize,
    /// By field.
    pub fields: Vec<FieldAgreementView>,
    /// Against the reviewed records, and these against audits.
    pub quality: QualityView,
    /// The quality target.
    pub target: f64,
}

/// Where to write the figures.
#[derive(Debug, Deserialize, TS)]
pub struct SaveFiguresInput {
    /// Where the CSV files are written; it must be there.
    pub folder: String,
}

/// What was written.
#[derive(Debug, Serialize, TS)]
pub struct SavedFiguresView {
    /// File names.
    pub files: Vec<String>,
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
            entities(annotation, vocabulary)
                .into_iter()
                .filter(|e| matches!(e, Entity::Relation(..)))
                .map(|e| e.to_string())
                .collect(),
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
pub(crate) fn field_order(vocabulary: &Vocabulary) -> Vec<String> {
    let attributes = vocabulary.attributes().map(|term| term.code.to_string());
    ["regions", "lesions"]
        .map(str::to_owned)
        .into_iter()
        .chain(attributes)
        .chain(["relations", "first_diagnosis", "differential", "treatment"].map(str::to_owned))
        .collect()
}

pub(crate) fn view(session: &mut Session, (): ()) -> Result<AgreementView, AppError> {
    let vocabulary = session.vocabulary;
    let readings = readings_of_all(session)?;
    let names: BTreeMap<PersonId, String> =
        people::all(session.study.connection())?.into_iter().map(|row| (row.id, row.profile.name)).collect();
    let several: Vec<&PhotographId> =
        readings.iter().filter(|(_, readers)| readers.len() > 1).map(|(photograph, _)| photograph).collect();
    let sampled = sample(&several, SAMPLE, BOOTSTRAP.seed);
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for photograph in &sampled {
        for (person, annotation) in &readings[*photograph] {
            for (field, part, answer) in answers(annotation, vocabulary) {
                let name = names.get(person).map_or("", String::as_str);
                tables.entry(field).or_default().answer(&format!("{photograph}/{part}"), name, answer);
            }
        }
    }
    let fields = field_order(vocabulary)
        .into_iter()
        .filter_map(|field| {
            let table = tables.get(&field)?;
            let (agreement, details) = (table.agreement_with(BOOTSTRAP), Some(table.details()));
            Some(FieldAgreementView { field, agreement, details })
        })
        .collect();
    Ok(AgreementView {
        photographs: several.len(),
        sampled: sampled.len(),
        rounds: BOOTSTRAP.rounds,
        fields,
        quality: quality(session, &readings, &names)?,
        target: TARGET,
    })
}

/// Agreement and quality without names and dates, for a release's `quality.json`.
pub(crate) fn anonymous(
    session: &mut Session,
    pseudonym: &BTreeMap<String, String>,
) -> Result<serde_json::Value, AppError> {
    let mut view = view(session, ())?;
    let hide = |name: &mut String| *name = pseudonym.get(name.as_str()).cloned().unwrap_or_default();
    for reader in &mut view.quality.readers {
        hide(&mut reader.name);
        reader.weeks.clear();
    }
    for field in &mut view.fields {
        field.agreement.names_mut().for_each(hide);
        field.details = None;
    }
    serde_json::to_value(view).map_err(|error| AppError::new(Code::Internal).because(&error))
}

/// Writes all figures as CSV: coefficients with intervals, pairs, readers, quality by kind and week, confusions.
pub(crate) fn save(session: &mut Session, input: SaveFiguresInput) -> Result<SavedFiguresView, AppError> {
    let folder = Path::new(input.folder.trim());
    if !folder.is_absolute() || !folder.is_dir() {
        return Err(AppError::new(Code::PathNotFound).with("path", input.folder));
    }
    let view = view(session, ())?;
    let mut files = Vec::new();
    for (name, rows) in tables(&view) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).map_err(|error| AppError::new(Code::Internal).because(&error))?;
        }
        let bytes = writer.into_inner().map_err(|error| AppError::new(Code::Internal).because(error.error()))?;
        let path = folder.join(&name);
        fs::write(&path, bytes).map_err(|error| AppError::file(&path, &error))?;
        files.push(name);
    }
    Ok(SavedFiguresView { files })
}

/// Names and rows of the CSV files, the first row being the heading.
fn tables(view: &AgreementView) -> Vec<(String, Vec<Vec<String>>)> {
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let ends = |interval: Option<[f64; 2]>| {
        interval.map_or([String::new(), String::new()], |ends| ends.map(|end| end.to_string()))
    };
    let mut agreement = vec![row(&["field", "coefficient", "value", "low", "high", "n"])];
    let mut pairs = vec![row(&["field", "reader", "other", "coefficient", "value", "low", "high", "n"])];
    for FieldAgreementView { field, agreement: found, .. } in &view.fields {
        for (name, coefficient) in found.coefficients() {
            let [low, high] = ends(coefficient.interval);
            agreement.push(vec![
                field.clone(),
                name.into(),
                number(coefficient.value),
                low,
                high,
                coefficient.count.to_string(),
            ]);
        }
        for pair in &found.cohen {
            let [low, high] = ends(pair.interval);
            let [reader, other] = pair.raters.clone();
            pairs.push(vec![
                field.clone(),
                reader,
                other,
                "cohen".into(),
                number(pair.value),
                low,
                high,
                pair.count.to_string(),
            ]);
        }
    }
    let heading = [
        "who",
        "kind",
        "week",
        "photographs",
        "precision",
        "precision_low",
        "precision_high",
        "recall",
        "recall_low",
        "recall_high",
        "f1",
    ];
    let mut kinds = vec![row(&heading)];
    let mut line = |who: &str, week: &str, photographs: String, quality: &KindQuality| {
        let (p, r) = (quality.precision, quality.recall);
        let mut cells = vec![who.to_owned(), quality.kind.as_str().to_owned(), week.to_owned(), photographs];
        cells.extend([p.value, p.low, p.high, r.value, r.low, r.high, quality.f1.value].map(number));
        kinds.push(cells);
    };
    for reader in &view.quality.readers {
        for quality in std::iter::once(&reader.all).chain(&reader.kinds) {
            line(&reader.name, "", reader.photographs.to_string(), quality);
        }
        reader.weeks.iter().for_each(|week| line(&reader.name, &week.week, String::new(), &week.all));
    }
    if let Some(audit) = &view.quality.audit {
        for quality in std::iter::once(&audit.all).chain(&audit.kinds) {
            line("reviewed records (audit)", "", audit.photographs.to_string(), quality);
        }
    }
    let mut files =
        vec![("agreement.csv".to_owned(), agreement), ("pairs.csv".into(), pairs), ("quality.csv".into(), kinds)];
    for confusion in &view.quality.confusions {
        let matrix = &confusion.matrix;
        let mut rows =
            vec![std::iter::once("reviewed \\ stated".to_owned()).chain(matrix.terms.iter().cloned()).collect()];
        for (term, counts) in matrix.terms.iter().zip(&matrix.counts) {
            rows.push(std::iter::once(term.clone()).chain(counts.iter().map(usize::to_string)).collect());
        }
        files.push((format!("confusion-{}.csv", confusion.field.as_str()), rows));
    }
    files
}
