//! What a file of annotations says, whichever tool wrote it, and why one is refused.

use std::path::Path;

use domain::annotation::Mark;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{AppError, Cause, Code};
use crate::preferences::Label;

/// What wrote a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "AnnotationFormat")]
pub enum Format {
    /// Label Studio's own JSON: tasks with annotations and predictions.
    LabelStudio,
    /// COCO object detection, as CVAT and many others write it.
    Coco,
    /// CSV or a workbook: a line for each picture or each box.
    Table,
}

/// Why a file is not read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Unreadable {
    /// Larger than 256 MiB.
    Large,
    /// Nothing stands in it.
    Empty,
    /// It is no JSON from a certain line on.
    Syntax,
    /// It ends in the middle.
    CutOff,
    /// Lists within lists within lists.
    Deep,
    /// A tool known here, but something in it has another shape.
    Shape,
    /// JSON of another tool.
    OtherTool,
    /// Label Studio's short form, which keeps neither sizes nor who annotated.
    JsonMin,
    /// Label Studio before version 1.
    OldVersion,
}

impl Unreadable {
    pub(super) fn of(self, path: &Path) -> AppError {
        AppError::new(Code::AnnotationsUnreadable)
            .with("path", path.display().to_string())
            .with("why", serde_json::json!(self))
    }
}

/// Why a mark is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(super) enum NoMark {
    /// A number is missing, not finite, or an extent is not positive.
    Numbers,
    /// Masks of single pixels, lines, and other shapes that are no point, box or polygon.
    Shape,
    /// The picture was turned in the other tool.
    Turned,
}

/// One thing that is said of a picture.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    /// A label of the whole picture, or of one of its marks.
    Label { label: Label, mark: Option<usize> },
    /// Free text under a field.
    Text { field: String, text: String },
    /// How one mark lies to another.
    Relation { label: Label, from: usize, to: usize },
}

/// What one annotator said of one picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Picture {
    /// Its file, as the other tool names it.
    pub(super) file: String,
    /// Line of a table, or number of a task.
    pub(super) number: Option<u64>,
    /// Width and height that marks are measured by; those of the photograph where nothing is said.
    pub(super) size: Option<[f64; 2]>,
    pub(super) marks: Vec<Result<Mark, NoMark>>,
    pub(super) said: Vec<Said>,
}

/// Who annotated in the other tool.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(rename = "ExternalAnnotator")]
pub struct Annotator {
    /// As the tool names the person or model; empty where it names nobody.
    pub name: String,
    /// Whether it is a model's prediction.
    pub model: bool,
}

/// What a column of a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ColumnUse {
    /// Nothing.
    None,
    /// File of the picture.
    File,
    /// Who annotated it.
    Annotator,
    /// Left edge of a box in pixels.
    X,
    /// Its upper edge.
    Y,
    /// Its width.
    Width,
    /// Its height.
    Height,
    /// Its right edge.
    Right,
    /// Its lower edge.
    Bottom,
    /// Width of the picture that boxes are measured on.
    PictureWidth,
    /// Height of that picture.
    PictureHeight,
    /// Terms; several are separated by semicolons or bars.
    Labels,
    /// Free text.
    Text,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ExternalColumn")]
pub struct TableColumn {
    /// Header.
    pub header: String,
    /// What it is for.
    pub used: ColumnUse,
    /// What stands in it first.
    pub sample: String,
}

/// A file of annotations.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct File {
    pub(super) format: Format,
    pub(super) annotations: Vec<(Annotator, Picture)>,
    /// Columns of a table, and what each is for.
    pub(super) columns: Vec<TableColumn>,
}

/// Reads JSON of a known shape.
pub(super) fn parse<T: for<'a> Deserialize<'a>>(path: &Path, bytes: &[u8]) -> Result<T, AppError> {
    serde_json::from_slice(bytes).map_err(|error| {
        let why = match error.classify() {
            serde_json::error::Category::Eof => Unreadable::CutOff,
            serde_json::error::Category::Data => Unreadable::Shape,
            _ if error.to_string().starts_with("recursion limit") => Unreadable::Deep,
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => Unreadable::Syntax,
        };
        let said = error.to_string();
        let detail = said.rsplit_once(" at line ").map_or(said.as_str(), |(detail, _)| detail);
        let refused = why.of(path).with("line", error.line()).with("detail", detail);
        AppError { cause: Some(error.cause()), ..refused }
    })
}

/// A box, where its numbers make one.
pub(super) fn boxed(x: f64, y: f64, width: f64, height: f64) -> Result<Mark, NoMark> {
    let sound = [x, y, width, height].iter().all(|number| number.is_finite()) && width > 0.0 && height > 0.0;
    if sound { Ok(Mark::Box { x, y, width, height }) } else { Err(NoMark::Numbers) }
}

/// A polygon, where its numbers make one.
pub(super) fn polygon(points: Vec<[f64; 2]>) -> Result<Mark, NoMark> {
    let sound = points.len() >= 3 && points.iter().flatten().all(|number| number.is_finite());
    if sound { Ok(Mark::Polygon { points }) } else { Err(NoMark::Numbers) }
}
