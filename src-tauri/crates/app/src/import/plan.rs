//! What an import would do: which file becomes which subject and visit, and what stands in the way. The same plan is
//! shown before and followed after, so nothing is imported that was not to be seen.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use domain::photograph::Capture;
use domain::vocabulary::{Kind, Term, Vocabulary};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::cells::{self, CellProblem, Field};
use super::files::{self, Found, LeftOut, LeftOutReason, Offered};
use super::paths::{Folders, Index, Match, SubjectFrom, SubjectWarning, doubt};
use super::table::{self, Separator, Table};
use crate::error::{AppError, Code};

/// A folder to import, and what was decided about it.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ImportInput {
    /// Folder with photographs.
    pub folder: String,
    /// Table of the photographs; the one beside them where none is named; an empty text for none.
    #[ts(optional = nullable)]
    pub table: Option<String>,
    /// Sheet of a workbook; the first that is not empty where none is named.
    #[ts(optional = nullable)]
    pub sheet: Option<String>,
    /// Columns chosen by hand, from 0; none for "no column". Fields that are not named are found by their header.
    #[ts(optional, as = "Option<BTreeMap<Field, Option<usize>>>")]
    pub columns: BTreeMap<Field, Option<usize>>,
    /// Whether columns that mean nothing here are kept as notes.
    #[ts(optional, as = "Option<bool>")]
    pub keep_notes: bool,
    /// What names the subject of files that the table does not name; they are left out where nothing does.
    #[ts(optional = nullable)]
    pub subject_from: Option<SubjectFrom>,
    /// Cells that were corrected by hand.
    #[ts(optional, as = "Option<Vec<CellCorrection>>")]
    pub cells: Vec<CellCorrection>,
    /// Subjects that were given another name by hand.
    #[ts(optional, as = "Option<BTreeMap<String, String>>")]
    pub subjects: BTreeMap<String, String>,
}

/// Another value for one cell.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CellCorrection {
    /// Line of the table.
    #[ts(type = "number")]
    pub line: u64,
    /// Column.
    pub field: Field,
    /// What stands there instead; an empty text for "not known", and of a file, for "leave this line out".
    pub value: String,
}

/// A cell that is not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BadCell {
    /// Line of the file, or row of the sheet, from 1.
    #[ts(type = "number")]
    pub line: u64,
    /// What the column tells.
    pub field: Field,
    /// Header of the column.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub problem: CellProblem,
    /// What may stand there, where that is a short list.
    pub choices: Vec<String>,
}

/// How the table was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TableView {
    /// Where it lies on this computer.
    pub path: String,
    /// Sheets of a workbook.
    pub sheets: Vec<String>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// Encoding of a text.
    pub encoding: Option<String>,
    /// Separator of a text.
    pub separator: Option<Separator>,
    /// Line in which the headers stand.
    #[ts(type = "number")]
    pub header_line: u64,
    /// First line of the table, in its order.
    pub headers: Vec<String>,
    /// For each field its column, from 0.
    #[ts(type = "Partial<Record<TableField, number>>")]
    pub columns: BTreeMap<Field, usize>,
    /// Whether the column of files was found by what stands in it, not by its header.
    pub file_column_guessed: bool,
    /// Headers of columns that mean nothing here.
    pub unused: Vec<String>,
    /// Lines below the header.
    pub lines: usize,
}

/// A photograph as it was understood.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PlannedView {
    /// Path within the folder.
    pub file: String,
    /// Line of the table.
    #[ts(type = "number | null")]
    pub line: Option<u64>,
    /// What is known of it.
    pub capture: Capture,
}

/// A subject as it would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SubjectPlan {
    /// Pseudonym.
    pub subject: String,
    /// What folder, file or table call it.
    pub named: String,
    /// What its visits are called; empty where none is named.
    pub visits: Vec<String>,
    /// How many of its pictures would be imported.
    pub photographs: usize,
    /// Whether the study has photographs of a subject of this name.
    pub in_study: bool,
    /// Why it should be looked at.
    pub warning: Option<SubjectWarning>,
}

/// A line of the table whose file is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AbsentRow {
    /// Line of the table.
    #[ts(type = "number")]
    pub line: u64,
    /// File as the table names it.
    pub file: String,
}

/// A file and what is known of it.
pub(super) struct Planned {
    pub(super) found: Found,
    pub(super) line: Option<u64>,
    /// What table and path say together: of a new photograph.
    pub(super) capture: Capture,
    /// What the table alone says, an empty subject for none: of a photograph that is in the study.
    pub(super) said: Capture,
    /// Neither a table nor a folder names it: it is a subject of its own, and a copy of another file is only a copy.
    pub(super) unnamed: bool,
}

/// What is known, with what is said instead. Where nothing is said, what was known stays.
pub(super) fn corrected(known: &Capture, said: &Capture) -> Capture {
    let mut notes = known.notes.clone();
    notes.extend(said.notes.clone());
    Capture {
        subject: if said.subject.is_empty() { known.subject.clone() } else { said.subject.clone() },
        visit: said.visit.clone().or_else(|| known.visit.clone()),
        distance: said.distance.or(known.distance),
        age_years: said.age_years.or(known.age_years),
        sex: said.sex.or(known.sex),
        fitzpatrick: said.fitzpatrick.or(known.fitzpatrick),
        modality: said.modality.or(known.modality),
        notes,
    }
}

/// What an import would do.
pub(super) struct Plan {
    pub(super) tables: Vec<PathBuf>,
    /// Tables of which one must be chosen.
    pub(super) undecided: Vec<String>,
    pub(super) table: Option<TableView>,
    /// In the order of the files.
    pub(super) photographs: Vec<Planned>,
    pub(super) subjects: Vec<SubjectPlan>,
    pub(super) bad: Vec<BadCell>,
    pub(super) absent: Vec<AbsentRow>,
    pub(super) left_out: Vec<LeftOut>,
    /// Files in the folder that may be photographs.
    pub(super) offered: usize,
}

/// Makes the plan. Reads the folder and the table, not the photographs.
pub(super) fn plan(input: &ImportInput, vocabulary: &Vocabulary, go_on: &dyn Fn() -> bool) -> Result<Plan, AppError> {
    let folder = PathBuf::from(input.folder.trim());
    if input.folder.trim().is_empty() {
        return Err(AppError::new(Code::Nothing));
    }
    let Offered { files, mut left_out } = files::offered(&folder, go_on)
        .map_err(|error| if go_on() { AppError::file(&folder, &error) } else { AppError::new(Code::Cancelled) })?;
    let mut tables = files::tables(&folder, &table::EXTENSIONS);
    let mut undecided = Vec::new();
    let read = match input.table.as_deref().map(str::trim) {
        Some("") => None,
        Some(path) => {
            let path = PathBuf::from(path);
            let table = Understood::of(&path, input, &folder, &files)?;
            if !tables.contains(&path) {
                tables.push(path);
            }
            Some(table)
        }
        None => {
            let mut fitting = beside(&folder, &mut tables, input, &files)?;
            if fitting.len() > 1 {
                undecided = fitting.drain(..).map(|table| table.view.path).collect();
            }
            fitting.pop()
        }
    };
    let folders = Folders::of(&files);
    let offered = files.len();
    let (mut rows, mut bad, mut absent) = match &read {
        Some(table) => table.rows(input, &folder, &files, &folders),
        None => Default::default(),
    };
    bad.sort_by_key(|cell| (cell.line, cell.field));
    absent.sort_by_key(|row: &AbsentRow| row.line);
    let mut photographs = Vec::new();
    for (place, found) in files.into_iter().enumerate() {
        let by_path = input.subject_from.and_then(|from| folders.capture(&found, from));
        match (rows.remove(&place), by_path) {
            (Some((line, said)), by_path) => {
                let capture = corrected(&by_path.unwrap_or_default(), &said);
                photographs.push(Planned { found, line: Some(line), capture, said, unnamed: false });
            }
            (None, Some(capture)) => {
                let unnamed = input.subject_from == Some(SubjectFrom::File);
                photographs.push(Planned { found, line: None, capture, said: Capture::default(), unnamed });
            }
            (None, None) => {
                let reason = match input.subject_from {
                    Some(_) => LeftOutReason::NoSubject,
                    None => LeftOutReason::NoRow,
                };
                left_out.push(LeftOut { path: found.relative, reason, files: 1 });
            }
        }
    }
    let subjects = rename(&mut photographs, input, vocabulary);
    Ok(Plan {
        tables,
        undecided,
        table: read.map(|read| read.view),
        photographs,
        subjects,
        bad,
        absent,
        left_out,
        offered,
    })
}

/// Gives subjects the names that were chosen by hand, and lists them.
fn rename(photographs: &mut [Planned], input: &ImportInput, vocabulary: &Vocabulary) -> Vec<SubjectPlan> {
    let kinds = [Kind::Region, Kind::Lesion, Kind::Disease];
    let terms: HashSet<String> =
        kinds.iter().flat_map(|kind| vocabulary.terms(*kind)).flat_map(Term::names).map(cells::fold).collect();
    let mut subjects = BTreeMap::<String, (BTreeSet<String>, usize)>::new();
    for Planned { capture, said, .. } in photographs.iter_mut() {
        let (visits, count) = subjects.entry(capture.subject.clone()).or_default();
        visits.extend(capture.visit.clone());
        *count += 1;
        if let Some(name) = input.subjects.get(&capture.subject).map(|name| name.trim()).filter(|name| !name.is_empty())
        {
            name.clone_into(&mut capture.subject);
            if !said.subject.is_empty() {
                name.clone_into(&mut said.subject);
            }
        }
    }
    let plan = |(named, (visits, photographs)): (String, (BTreeSet<String>, usize))| {
        let chosen = input.subjects.get(&named).map(|name| name.trim()).filter(|name| !name.is_empty());
        let subject = chosen.unwrap_or(&named).to_owned();
        let warning = doubt(&subject, &terms);
        SubjectPlan { subject, named, visits: visits.into_iter().collect(), photographs, in_study: false, warning }
    };
    subjects.into_iter().map(plan).collect()
}

/// The tables that can belong to the photographs: the one called `manifest`, or all with a column of their files. They
/// lie in the folder, or next to it.
fn beside(
    folder: &Path,
    tables: &mut Vec<PathBuf>,
    input: &ImportInput,
    files: &[Found],
) -> Result<Vec<Understood>, AppError> {
    let is_manifest = |path: &&PathBuf| path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("manifest"));
    if let Some(path) = tables.iter().find(is_manifest) {
        return Understood::of(path, input, folder, files).map(|table| vec![table]);
    }
    if let Some(parent) = folder.parent() {
        tables.extend(files::tables(parent, &table::EXTENSIONS));
    }
    let mut fitting = Vec::new();
    for path in tables.iter() {
        // Other tables may lie there; only one that names photographs of the folder is meant.
        if let Ok(table) = Understood::of(path, input, folder, files)
            && table.names_files(folder, files)
        {
            fitting.push(table);
        }
    }
    let paths: Vec<String> = fitting.iter().map(|table| table.view.path.clone()).collect();
    tables.retain(|path| path.parent() == Some(folder) || paths.contains(&path.display().to_string()));
    Ok(fitting)
}

/// A table whose header was found.
struct Understood {
    table: Table,
    view: TableView,
}

type Rows = (HashMap<usize, (u64, Capture)>, Vec<BadCell>, Vec<AbsentRow>);

impl Understood {
    fn of(path: &Path, input: &ImportInput, folder: &Path, files: &[Found]) -> Result<Self, AppError> {
        let mut table = table::read(path, input.sheet.as_deref())?;
        let width = table.lines.iter().map(|line| line.cells.len()).max().unwrap_or_default();
        let (header, _) = table::header_of(&table.lines).ok_or_else(|| {
            AppError::new(Code::TableUnreadable).with("path", path.display().to_string()).with("why", "empty")
        })?;
        let mut lines = table.lines.split_off(header).into_iter();
        let header = lines.next().map(|line| (line.number, line.cells)).unwrap_or_default();
        table.lines = lines.collect();
        let (header_line, mut headers) = header;
        headers.resize(width, String::new());
        let mut columns: BTreeMap<Field, usize> = cells::columns_of(&headers).into_iter().collect();
        let mut guessed = false;
        if !columns.contains_key(&Field::File)
            && let Some(column) = column_of_files(&table, folder, files, width)
        {
            // A column that tells something else by its header names files by what stands in it.
            columns.retain(|_, other| *other != column);
            columns.insert(Field::File, column);
            guessed = true;
        }
        for (field, column) in &input.columns {
            match column.filter(|column| *column < width) {
                Some(column) => {
                    columns.retain(|_, other| *other != column);
                    columns.insert(*field, column);
                }
                None => {
                    columns.remove(field);
                }
            }
        }
        guessed &= !input.columns.contains_key(&Field::File);
        let used: Vec<usize> = columns.values().copied().collect();
        let unused = headers.iter().enumerate().filter(|(column, name)| !used.contains(column) && !name.is_empty());
        let view = TableView {
            path: path.display().to_string(),
            sheets: std::mem::take(&mut table.sheets),
            sheet: table.sheet.take(),
            encoding: table.encoding.take(),
            separator: table.separator,
            header_line,
            unused: unused.map(|(_, name)| name.clone()).collect(),
            headers,
            columns,
            file_column_guessed: guessed,
            lines: table.lines.len(),
        };
        Ok(Self { table, view })
    }

    fn names(&self) -> Vec<&str> {
        let Some(column) = self.view.columns.get(&Field::File) else { return Vec::new() };
        self.table.lines.iter().filter_map(|line| line.cells.get(*column)).map(String::as_str).collect()
    }

    fn names_files(&self, folder: &Path, files: &[Found]) -> bool {
        let names = self.names();
        let index = Index::new(folder, files, &names);
        names.iter().any(|name| index.find(name) != Match::None)
    }

    /// What the lines say of which file (by its place), which cells are not understood, and which files are not there.
    fn rows(&self, input: &ImportInput, folder: &Path, files: &[Found], folders: &Folders) -> Rows {
        let (mut rows, mut bad, mut absent) = Rows::default();
        let columns = &self.view.columns;
        let named = columns.contains_key(&Field::Subject) || input.subject_from.is_some();
        // A column that is missing is one thing to choose, not a cell to correct on every line.
        if !columns.contains_key(&Field::File) || !named {
            return (rows, bad, absent);
        }
        let corrected: HashMap<(u64, Field), &str> =
            input.cells.iter().map(|cell| ((cell.line, cell.field), cell.value.trim())).collect();
        let index = Index::new(folder, files, &self.names());
        for line in &self.table.lines {
            let number = line.number;
            let cell = |field: Field| {
                let written = columns.get(&field).and_then(|column| line.cells.get(*column)).map(|cell| cell.trim());
                corrected.get(&(number, field)).copied().or(written)
            };
            let mut wrong = |field: Field, problem, choices: Vec<String>| {
                let column = columns.get(&field).and_then(|column| self.view.headers.get(*column)).cloned();
                let (column, value) = (column.unwrap_or_default(), cell(field).unwrap_or_default().to_owned());
                bad.push(BadCell { line: number, field, column, value, problem, choices });
            };
            let name = cell(Field::File).unwrap_or_default();
            if name.is_empty() {
                if !corrected.contains_key(&(number, Field::File)) {
                    wrong(Field::File, CellProblem::Empty, Vec::new());
                }
                continue;
            }
            let file = match index.find(name) {
                Match::One(file) => file,
                Match::Several(several) => {
                    let paths = several.iter().filter_map(|file| files.get(*file)).map(|file| file.relative.clone());
                    wrong(Field::File, CellProblem::Ambiguous, paths.collect());
                    continue;
                }
                Match::None => {
                    absent.push(AbsentRow { line: number, file: name.to_owned() });
                    continue;
                }
            };
            let by_path = input.subject_from.zip(files.get(file)).and_then(|(from, file)| folders.capture(file, from));
            let mut said = Capture::default();
            for field in Field::ALL {
                let text = cell(field).unwrap_or_default();
                if text.is_empty() && (field != Field::Subject || by_path.is_some()) {
                    continue;
                }
                if let Err(problem) = cells::put(&mut said, field, text) {
                    wrong(field, problem, field.choices().iter().map(|choice| (*choice).to_owned()).collect());
                }
            }
            if input.keep_notes {
                said.notes = self.notes(&line.cells);
            }
            match rows.get(&file) {
                Some((_, other)) if *other != said => wrong(Field::File, CellProblem::Repeated, Vec::new()),
                Some(_) => {}
                None => {
                    rows.insert(file, (number, said));
                }
            }
        }
        (rows, bad, absent)
    }

    fn notes(&self, line: &[String]) -> BTreeMap<String, String> {
        let used: Vec<usize> = self.view.columns.values().copied().collect();
        let cells = self.view.headers.iter().zip(line).enumerate();
        let unused =
            cells.filter(|(column, (name, cell))| !used.contains(column) && !name.is_empty() && !cell.is_empty());
        unused.map(|(_, (name, cell))| (name.clone(), cell.clone())).collect()
    }
}

/// The column most of whose cells name files of the folder.
fn column_of_files(table: &Table, folder: &Path, files: &[Found], width: usize) -> Option<usize> {
    let cells = |column: usize| table.lines.iter().filter_map(move |line| line.cells.get(column)).map(String::as_str);
    let hits = |column: usize| {
        let names: Vec<&str> = cells(column).filter(|cell| !cell.is_empty()).collect();
        let index = Index::new(folder, files, &names);
        let found = names.iter().filter(|name| index.find(name) != Match::None).count();
        (found * 2 > names.len()).then_some(found)
    };
    let (_, column) =
        (0..width).rev().filter_map(|column| hits(column).map(|found| (found, column))).max_by_key(|it| it.0)?;
    Some(column)
}
