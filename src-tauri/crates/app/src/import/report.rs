//! What an import would do and what came of it: shown, kept in the study, and saved as a file.

use std::path::PathBuf;

use domain::photograph::PhotographId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::tables::import_reports;
use ts_rs::TS;

use super::cells::Field;
use super::files::LeftOut;
use super::plan::{AbsentRow, BadCell, Planned, PlannedView, SubjectPlan, TableView};
use crate::csv_file;
use crate::error::{AppError, Code};
use crate::session::Session;

/// What an import would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportPreview {
    /// Tables that lie beside the photographs.
    pub tables: Vec<String>,
    /// Tables of which one, or none, must be chosen first.
    pub undecided_tables: Vec<String>,
    /// The table that is followed.
    pub table: Option<TableView>,
    /// Files in the folder that may be photographs.
    pub offered: usize,
    /// Those of them whose subject is known: they would be imported.
    pub photographs: usize,
    /// The first of them as they were understood.
    pub sample: Vec<PlannedView>,
    /// Subjects, by name.
    pub subjects: Vec<SubjectPlan>,
    /// Cells that must be corrected first.
    pub bad_cells: Vec<BadCell>,
    /// Lines whose file is not there.
    pub absent: Vec<AbsentRow>,
    /// What is passed over.
    pub left_out: Vec<LeftOut>,
    /// How many are in the study already.
    pub known: usize,
    /// What the table changes in those.
    pub changes: Vec<Change>,
}

/// A file of which something is to be said: why it was refused, or what was remarkable about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NamedFile {
    /// Path within the folder.
    pub path: String,
    /// Reason, as a code.
    pub code: String,
    /// Reason in English.
    pub sentence: String,
}

/// One field of a photograph that a later table changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Change {
    /// Path within the folder.
    pub file: String,
    /// The one that was in the study before.
    pub photograph: PhotographId,
    /// Field; none for notes.
    pub field: Option<Field>,
    /// What was known.
    #[ts(type = "unknown")]
    pub before: Value,
    /// What the table says.
    #[ts(type = "unknown")]
    pub after: Value,
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ImportReport {
    /// Where the files lay on this computer.
    pub folder: String,
    /// Table that was followed.
    pub table: Option<String>,
    /// Files in the folder that may be photographs.
    pub offered: usize,
    /// Photographs taken in.
    pub imported: usize,
    /// Exact copies of photographs that are in the study.
    pub duplicates: usize,
    /// Their paths within the folder.
    pub duplicate_files: Vec<String>,
    /// What the table changed in photographs that were in the study.
    pub updated: Vec<Change>,
    /// Photographs that were taken in, and what was remarkable about their files.
    pub noted: Vec<NamedFile>,
    /// Files refused.
    pub refused: Vec<NamedFile>,
    /// Lines of the table whose file was not found.
    pub absent: Vec<AbsentRow>,
    /// What was passed over.
    pub left_out: Vec<LeftOut>,
    /// Whether it was cancelled; start it again to go on.
    pub cancelled: bool,
}

/// An import that was made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KeptReport {
    /// Number.
    #[ts(type = "number")]
    pub id: i64,
    /// Milliseconds since 1970, UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// What came of it.
    pub report: ImportReport,
}

/// Which report to save, and where.
#[derive(Debug, Deserialize, TS)]
pub struct SaveReportInput {
    /// Number.
    #[ts(type = "number")]
    pub id: i64,
    /// Where the CSV file is written; it must be there.
    pub folder: String,
}

/// Where to write a table to fill in.
#[derive(Debug, Deserialize, TS)]
pub struct TemplateInput {
    /// Folder with the photographs; the table is written into it.
    pub folder: String,
}

impl Planned {
    pub(super) fn view(&self) -> PlannedView {
        PlannedView { file: self.found.relative.clone(), line: self.line, capture: self.capture.clone() }
    }
}

impl ImportReport {
    pub(super) fn keep(&self, session: &mut Session) -> Result<(), AppError> {
        let report = serde_json::to_string(self).map_err(store::StoreError::from)?;
        Ok(session.study.keep_import_report(session.now.timestamp_millis(), &report)?)
    }

    /// One line for each file or line of the table that was not simply imported.
    fn rows(&self) -> Vec<[String; 4]> {
        let code = |value: Value| value.as_str().unwrap_or_default().to_owned();
        let text = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => other.to_string(),
        };
        let mut rows = Vec::new();
        let mut row = |what: &str, path: &str, reason: String, detail: String| {
            rows.push([what.to_owned(), path.to_owned(), reason, detail]);
        };
        self.refused.iter().for_each(|file| row("refused", &file.path, file.code.clone(), file.sentence.clone()));
        self.noted.iter().for_each(|file| row("noted", &file.path, file.code.clone(), file.sentence.clone()));
        self.duplicate_files.iter().for_each(|path| row("duplicate", path, String::new(), String::new()));
        for change in &self.updated {
            let field = change.field.map_or("notes".to_owned(), |field| code(serde_json::json!(field)));
            row("updated", &change.file, field, format!("{} → {}", text(&change.before), text(&change.after)));
        }
        self.absent.iter().for_each(|line| row("absent", &line.file, String::new(), format!("line {}", line.line)));
        for left in &self.left_out {
            let files = if left.files == 1 { String::new() } else { format!("{} files", left.files) };
            row("left out", &left.path, code(serde_json::json!(left.reason)), files);
        }
        rows
    }
}

/// All imports, newest first.
pub(crate) fn list(session: &mut Session, (): ()) -> Result<Vec<KeptReport>, AppError> {
    let rows = import_reports::all(session.study.connection())?;
    let kept = rows.into_iter().map(|row| {
        let report = serde_json::from_str(&row.report).map_err(store::StoreError::from)?;
        Ok(KeptReport { id: row.id, at_ms: row.at_ms, report })
    });
    kept.collect()
}

/// Writes a report as CSV; answers with its path.
pub(crate) fn save(session: &mut Session, input: SaveReportInput) -> Result<String, AppError> {
    let found = list(session, ())?.into_iter().find(|kept| kept.id == input.id);
    let KeptReport { id, report, .. } = found.ok_or(AppError::new(Code::Nothing))?;
    let heading = ["what", "file", "reason", "detail"].map(str::to_owned);
    let rows: Vec<Vec<String>> = std::iter::once(heading).chain(report.rows()).map(Vec::from).collect();
    csv_file::write_new(&input.folder, &format!("import-{id}"), &rows)
}

/// Writes a table of the folder's files to be filled in; answers with its path. Never writes over one.
pub(crate) fn template(_: &mut Session, input: TemplateInput) -> Result<String, AppError> {
    let folder = PathBuf::from(input.folder.trim());
    let found = super::files::offered(&folder, &|| true).map_err(|error| AppError::file(&folder, &error))?;
    let heading = Field::ALL.map(|field| serde_json::json!(field).as_str().unwrap_or_default().to_owned()).to_vec();
    let empty = |path: String| std::iter::once(path).chain(std::iter::repeat_n(String::new(), Field::ALL.len() - 1));
    let rows = found.files.into_iter().map(|file| empty(file.relative).collect());
    csv_file::write_new(&input.folder, "manifest", &std::iter::once(heading).chain(rows).collect::<Vec<_>>())
}
