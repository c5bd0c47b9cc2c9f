//! Looks at a file, finds its photographs among those that wait untouched, and takes in what was understood.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use domain::annotation::{Annotation, missing};
use domain::photograph::PhotographId;
use domain::task::Purpose;
use serde::{Deserialize, Serialize};
use store::tables::photographs::PhotographRow;
use ts_rs::TS;

use super::build::{Built, LeftOutReason, Meaning, build};
use super::file::{Annotator, ColumnUse, File, Format, Picture, TableColumn};
use super::label_studio;
use super::labels::{LabelView, TextUse, TextView, labels_of};
use super::read::read;
use crate::annotation::open::{DraftView, saved_draft};
use crate::annotation::save::{check, keep};
use crate::annotation::sheet::Sheet;
use crate::annotation::submit::{SubmitInput, submit_because};
use crate::csv_file;
use crate::error::{AppError, Code};
use crate::import::{Index, Match, by_file, offered};
use crate::preferences::{self, Label, LabelChoice};
use crate::session::Session;
use crate::ticket::Ticket;

/// Most words that are shown and can be chosen for; the rarer ones are left out.
const LABELS: usize = 500;

/// A file of annotations, and what was decided about it so far.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(rename = "AnnotationImportInput")]
pub struct ImportInput {
    /// The file.
    pub path: String,
    /// Folder with its pictures; the file's own where none is named.
    #[serde(default)]
    pub photographs: Option<String>,
    /// Whose annotations; need not be said where there is one.
    #[serde(default)]
    pub annotator: Option<Annotator>,
    /// What columns of a table are for, by their place from 0, where it is not what their header says.
    #[serde(default)]
    pub columns: BTreeMap<usize, ColumnUse>,
    /// What words mean, where it is not what they seem to.
    #[serde(default)]
    pub labels: Vec<LabelChoice>,
    /// What free texts become, by their field, where it is not what its name says.
    #[serde(default)]
    pub texts: BTreeMap<String, TextUse>,
    /// Why what is taken in is submitted at once, as the senior reads it: in which tool it was made. What the file does
    /// not say is marked as unsure. Without it all become drafts.
    #[serde(default)]
    pub submit: Option<String>,
}

/// Somebody who annotated in the other tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ExternalAnnotatorView")]
pub struct AnnotatorView {
    /// Who.
    #[serde(flatten)]
    pub annotator: Annotator,
    /// How many pictures.
    pub pictures: usize,
}

/// Something that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ExternalLeftOut")]
pub struct LeftOut {
    /// Picture, as the file names it.
    pub file: String,
    /// Task, or line of a table.
    #[ts(type = "number | null")]
    pub number: Option<u64>,
    /// Why.
    pub reason: LeftOutReason,
    /// How often in this picture.
    pub count: usize,
}

/// How a file is understood.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "AnnotationImportPreview")]
pub struct ImportPreview {
    /// Which tool wrote it.
    pub format: Format,
    /// Everybody who annotated in it.
    pub annotators: Vec<AnnotatorView>,
    /// Whose annotations are looked at; none while that must be chosen.
    pub annotator: Option<Annotator>,
    /// Columns of a table.
    pub columns: Vec<TableColumn>,
    /// Words, the most frequent first, at most 500.
    pub labels: Vec<LabelView>,
    /// Rarer words; they are left out.
    pub labels_beyond: usize,
    /// Fields of free text.
    pub texts: Vec<TextView>,
    /// Pictures that the annotator says something of.
    pub pictures: usize,
    /// Those among the person's photographs that wait untouched.
    pub waiting: usize,
    /// Pictures that are left out, and why.
    pub left_out: Vec<LeftOut>,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AnnotationImportReport")]
pub struct ImportReport {
    /// Drafts that begin with what the file says.
    pub drafts: usize,
    /// Annotations that were submitted.
    pub submitted: usize,
    /// Everything that was left out, by picture.
    pub left_out: Vec<LeftOut>,
    /// Words without meaning here, and how often they stand in the file.
    pub labels: Vec<(Label, usize)>,
    /// Whether it was cancelled; start it again to go on.
    pub cancelled: bool,
}

/// Where to write a report.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SaveAnnotationReportInput")]
pub struct SaveReportInput {
    /// Where the CSV file is written; it must be there.
    pub folder: String,
    /// What came of the import.
    pub report: ImportReport,
}

/// A file as it was read, and whose annotations are looked at.
struct Looked {
    file: File,
    annotators: Vec<AnnotatorView>,
    annotator: Option<Annotator>,
}

impl Looked {
    fn at(input: &ImportInput) -> Result<Self, AppError> {
        let file = read(Path::new(input.path.trim()), &input.columns)?;
        let mut counts: BTreeMap<&Annotator, usize> = BTreeMap::new();
        for (annotator, _) in &file.annotations {
            *counts.entry(annotator).or_default() += 1;
        }
        let annotators: Vec<AnnotatorView> = counts
            .into_iter()
            .map(|(annotator, pictures)| AnnotatorView { annotator: annotator.clone(), pictures })
            .collect();
        let chosen = annotators.iter().find(|view| Some(&view.annotator) == input.annotator.as_ref());
        let only = if let [only] = annotators.as_slice() { Some(only) } else { None };
        let annotator = chosen.or(only).map(|view| view.annotator.clone());
        Ok(Self { file, annotators, annotator })
    }

    fn pictures(&self) -> Vec<&Picture> {
        let annotations = self.file.annotations.iter();
        annotations.filter(|(who, _)| Some(who) == self.annotator.as_ref()).map(|(_, picture)| picture).collect()
    }
}

/// How a file is understood, and which photographs it is about.
pub(crate) fn preview(ticket: &Ticket<'_>, input: ImportInput) -> Result<ImportPreview, AppError> {
    let looked = Looked::at(&input)?;
    let (vocabulary, remembered) =
        ticket.run(|session| Ok((session.vocabulary, preferences::labels_of_other_tools(session))))?;
    let pictures = looked.pictures();
    let mut labels = labels_of(pictures.iter().flat_map(|picture| &picture.said), &remembered, vocabulary);
    let labels_beyond = labels.len().saturating_sub(LABELS);
    labels.truncate(LABELS);
    let (found, left_out) = find(ticket, &input, &pictures)?;
    Ok(ImportPreview {
        format: looked.file.format,
        columns: looked.file.columns.clone(),
        labels,
        labels_beyond,
        texts: looked.file.texts(),
        pictures: pictures.len(),
        waiting: found.len(),
        left_out,
        annotators: looked.annotators,
        annotator: looked.annotator,
    })
}

/// Takes in what was understood: one draft after the other, each of them whole. Started again, it goes on.
pub(crate) fn import(ticket: &Ticket<'_>, input: ImportInput) -> Result<ImportReport, AppError> {
    let looked = Looked::at(&input)?;
    if looked.annotator.is_none() {
        return Err(AppError::new(Code::Nothing));
    }
    let (vocabulary, mut remembered) =
        ticket.run(|session| Ok((session.vocabulary, preferences::labels_of_other_tools(session))))?;
    remembered.retain(|known| input.labels.iter().all(|chosen| chosen.label != known.label));
    remembered.extend(input.labels.iter().cloned());
    let pictures = looked.pictures();
    let labels = labels_of(pictures.iter().flat_map(|picture| &picture.said), &remembered, vocabulary);
    let known = labels.iter().take(LABELS).map(|view| (&view.label, view.term.clone()));
    let texts = looked.file.texts();
    let by_name = texts.iter().map(|text| (text.field.as_str(), text.used));
    let chosen = input.texts.iter().map(|(field, used)| (field.as_str(), *used));
    let meaning = Meaning { terms: known.collect(), texts: by_name.chain(chosen).collect(), vocabulary };
    let (found, left_out) = find(ticket, &input, &pictures)?;
    let unknown = labels.iter().filter(|view| meaning.terms.get(&view.label).is_none_or(Option::is_none));
    let unknown = unknown.map(|view| (view.label.clone(), view.count)).collect();
    let mut report = ImportReport { left_out, labels: unknown, ..ImportReport::default() };
    ticket.run(|session| preferences::remember_labels(session, remembered))?;
    let total = found.len();
    for (done, (picture, row)) in found.into_iter().enumerate() {
        if !ticket.step(done, total) {
            report.cancelled = true;
            break;
        }
        let size = [f64::from(row.width_px), f64::from(row.height_px)];
        let mut built = build(picture, &meaning, size);
        if built.annotation == Annotation::default() {
            built.left_out.insert(LeftOutReason::NothingUnderstood, 1);
        } else {
            let reason = input.submit.as_deref();
            ticket.run(|session| take_in(session, &row.id, &mut built, reason, &mut report))?;
        }
        let lines = built.left_out.into_iter().map(|(reason, count)| line(picture, reason, count));
        report.left_out.extend(lines);
    }
    Ok(report)
}

/// Writes a report as CSV; answers with its path.
pub(crate) fn save_report(_: &mut Session, input: SaveReportInput) -> Result<String, AppError> {
    let heading = ["file", "task or line", "reason", "count"].map(str::to_owned);
    let left = input.report.left_out.into_iter().map(|left| {
        let reason = serde_json::json!(left.reason).as_str().unwrap_or_default().to_owned();
        [left.file, left.number.map(|number| number.to_string()).unwrap_or_default(), reason, left.count.to_string()]
    });
    let words = input.report.labels.into_iter().map(|(Label { field, label }, count)| {
        [String::new(), String::new(), format!("label: {field}: {label}"), count.to_string()]
    });
    let rows: Vec<[String; 4]> = std::iter::once(heading).chain(left).chain(words).collect();
    csv_file::write_new(&input.folder, "annotations-left-out", &rows)
}

fn line(picture: &Picture, reason: LeftOutReason, count: usize) -> LeftOut {
    LeftOut { file: picture.file.clone(), number: picture.number, reason, count }
}

/// Pictures that are photographs of this person and wait untouched, and why the others are left out.
type Found<'a> = (Vec<(&'a Picture, PhotographRow)>, Vec<LeftOut>);

fn find<'a>(ticket: &Ticket<'_>, input: &ImportInput, pictures: &[&'a Picture]) -> Result<Found<'a>, AppError> {
    let beside = Path::new(input.path.trim()).parent().map(Path::to_owned).unwrap_or_default();
    let named = input.photographs.as_deref().map(str::trim).filter(|folder| !folder.is_empty());
    let folder = named.map_or(beside, PathBuf::from);
    let files = match offered(&folder, &|| ticket.goes_on()) {
        Ok(offered) => offered.files,
        Err(error) if error.kind() == std::io::ErrorKind::Interrupted => return Err(AppError::new(Code::Cancelled)),
        Err(error) => return Err(AppError::file(&folder, &error)),
    };
    let names: Vec<&str> = pictures.iter().map(|picture| picture.file.as_str()).collect();
    let index = Index::new(&folder, &files, &names);
    let (mut found, mut left_out, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (done, picture) in pictures.iter().enumerate() {
        if !ticket.step(done, pictures.len()) {
            return Err(AppError::new(Code::Cancelled));
        }
        let place = match index.find(&picture.file) {
            Match::None => label_studio::name_before_upload(&picture.file).map_or(Match::None, |name| index.find(name)),
            sure => sure,
        };
        let looked = match place {
            Match::None => Err(LeftOutReason::FileNotFound),
            Match::Several(_) => Err(LeftOutReason::FileAmbiguous),
            Match::One(place) => match files.get(place).map(|file| ticket.desk.hashes.of(&file.path)) {
                Some(Ok(hash)) => ticket.run(|session| match by_file(session, &hash)? {
                    Some(row) => untouched(session, row),
                    None => Ok(Err(LeftOutReason::NotYours)),
                })?,
                Some(Err(_)) | None => Err(LeftOutReason::FileUnreadable),
            },
        };
        match looked {
            Ok(row) if seen.insert(row.id.clone()) => found.push((*picture, row)),
            Ok(_) => left_out.push(line(picture, LeftOutReason::Repeated, 1)),
            Err(reason) => left_out.push(line(picture, reason, 1)),
        }
    }
    Ok((found, left_out))
}

/// Whether a photograph is this person's to read for the study, and nothing is done on it. Somebody else's looks like
/// one that is not in the study.
fn untouched(session: &Session, row: PhotographRow) -> Result<Result<PhotographRow, LeftOutReason>, AppError> {
    if session.task_on(&row.id)?.is_none_or(|task| task.purpose != Purpose::Reading) {
        return Ok(Err(LeftOutReason::NotYours));
    }
    let sheet = match Sheet::open(session, &row.id) {
        Ok(sheet) => sheet,
        Err(error) if error.code == Code::NotAllowed => return Ok(Err(LeftOutReason::PracticeFirst)),
        Err(error) => return Err(error),
    };
    let draft = saved_draft(session, &row.id)?;
    Ok(if sheet.submitted.is_some() {
        Err(LeftOutReason::Submitted)
    } else if draft.is_some_and(|draft| draft.annotation != Annotation::default()) {
        Err(LeftOutReason::Started)
    } else {
        Ok(row)
    })
}

/// Keeps what was built as a draft, and submits it where that is wanted and nothing in it excludes the other.
fn take_in(
    session: &mut Session,
    photograph: &PhotographId,
    built: &mut Built,
    submit: Option<&str>,
    report: &mut ImportReport,
) -> Result<(), AppError> {
    // The page may have saved something meanwhile.
    let row = session.photograph(photograph)?;
    if let Err(reason) = untouched(session, row)? {
        built.left_out = BTreeMap::from([(reason, 1)]);
        return Ok(());
    }
    let sheet = Sheet::open(session, photograph)?;
    let mut draft = DraftView { annotation: built.annotation.clone(), ..DraftView::default() };
    check(&draft, sheet.vocabulary)?;
    let Some(reason) = submit else {
        keep(session, &sheet, &draft)?;
        report.drafts += 1;
        return Ok(());
    };
    let unsaid = missing(&draft.annotation, sheet.vocabulary).into_iter().map(|missing| missing.field);
    draft.annotation.unsure.extend(unsaid);
    let input = SubmitInput { photograph: photograph.clone(), draft };
    match submit_because(session, input, Some(reason.to_owned())) {
        Ok(_) => report.submitted += 1,
        // Kept as a draft before it was refused.
        Err(error) if error.code == Code::Contradiction => {
            built.left_out.insert(LeftOutReason::Contradiction, 1);
            report.drafts += 1;
        }
        Err(error) => return Err(error),
    }
    Ok(())
}
