//! Reads a table as spreadsheet programs write it: CSV and its relatives in any usual encoding and with any usual
//! separator, and workbooks. What was guessed (encoding, separator, sheet, header) is told with the rows.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader as _, open_workbook_auto_from_rs};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde::Serialize;
use ts_rs::TS;

use super::cells;
use crate::error::{AppError, Code};

/// Extensions of tables that are read.
pub(super) const EXTENSIONS: [&str; 8] = ["csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xls", "ods"];
/// A larger file is no table of photographs.
const MAX_BYTES: u64 = 64 << 20;
const SEPARATORS: [(u8, Separator); 4] =
    [(b',', Separator::Comma), (b';', Separator::Semicolon), (b'\t', Separator::Tab), (b'|', Separator::Bar)];

/// What stands between the cells of a text table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// Tabulator.
    Tab,
    /// `|`
    Bar,
}

/// One line that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Line of the file, or row of the sheet, from 1.
    pub(crate) number: u64,
    pub(crate) cells: Vec<String>,
}

/// A table as it lies on disk; the header is not told from the rows yet.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Sheets of a workbook.
    pub(super) sheets: Vec<String>,
    /// The sheet that was read.
    pub(super) sheet: Option<String>,
    /// Name of the encoding of a text table.
    pub(super) encoding: Option<String>,
    pub(super) separator: Option<Separator>,
    /// Lines in which something stands.
    pub(crate) lines: Vec<Line>,
}

fn unreadable(path: &Path, why: &str) -> AppError {
    AppError::new(Code::TableUnreadable).with("path", path.display().to_string()).with("why", why)
}

/// Reads a table; `sheet` of a workbook, or the one whose header is understood best, among equals the first.
pub(crate) fn read(path: &Path, sheet: Option<&str>) -> Result<Table, AppError> {
    let refused = |error: std::io::Error| AppError::file(path, &error);
    if fs::metadata(path).map_err(refused)?.len() > MAX_BYTES {
        return Err(unreadable(path, "large"));
    }
    let bytes = fs::read(path).map_err(refused)?;
    // Workbooks are ZIP or OLE containers, whatever they are called.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return workbook(&bytes, sheet).ok_or_else(|| unreadable(path, "workbook"));
    }
    text(&bytes).ok_or_else(|| unreadable(path, "binary"))
}

/// Where the header stands, and how many of its columns are understood. Titles may stand above it: it is the line that
/// is understood best, among equals the fullest, then the first.
pub(crate) fn header_of(lines: &[Line]) -> Option<(usize, usize)> {
    let understood = |at: &usize| cells::columns_of(&lines[*at].cells).len();
    let filled = |at: &usize| lines[*at].cells.iter().filter(|cell| !cell.is_empty()).count();
    let header = (0..lines.len().min(20)).rev().max_by_key(|at| (understood(at), filled(at)))?;
    Some((header, understood(&header)))
}

fn workbook(bytes: &[u8], wanted: Option<&str>) -> Option<Table> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).ok()?;
    let sheets = book.sheet_names();
    let mut read = |name: &String| {
        let range = book.worksheet_range(name).ok()?;
        let first = range.start().map_or(0, |(row, _)| u64::from(row));
        let lines: Vec<Line> = (first + 1..)
            .zip(range.rows())
            .map(|(number, row)| Line { number, cells: row.iter().map(cell).collect() })
            .filter(Line::says_something)
            .collect();
        Some((name.clone(), lines))
    };
    let (sheet, lines) = match wanted {
        Some(wanted) => read(sheets.iter().find(|name| *name == wanted)?)?,
        None => {
            let filled: Vec<_> = sheets.iter().filter_map(read).filter(|(_, lines)| !lines.is_empty()).collect();
            let understood = |lines: &[Line]| header_of(lines).map(|(_, columns)| columns);
            filled.into_iter().rev().max_by_key(|(_, lines)| understood(lines))?
        }
    };
    Some(Table { sheets, sheet: Some(sheet), lines, ..Table::default() })
}

fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) => String::new(),
        Data::Int(_)
        | Data::Float(_)
        | Data::String(_)
        | Data::Bool(_)
        | Data::DateTimeIso(_)
        | Data::DurationIso(_)
        | Data::Empty => data.to_string().trim().to_owned(),
    }
}

impl Line {
    fn says_something(&self) -> bool {
        self.cells.iter().any(|cell| !cell.is_empty())
    }
}

/// `None` when it is no text.
fn text(bytes: &[u8]) -> Option<Table> {
    let encoding = encoding_of(bytes)?;
    let (decoded, encoding, _) = encoding.decode(bytes);
    // Excel's own hint about the separator is no row.
    let (hint, skipped) = match decoded.lines().next().and_then(|line| line.trim().strip_prefix("sep=")) {
        Some(hint) => (hint.bytes().next(), decoded.find('\n').map_or(decoded.len(), |end| end + 1)),
        None => (None, 0),
    };
    let body = &decoded[skipped..];
    let before = u64::from(skipped > 0);
    let hinted = SEPARATORS.into_iter().find(|(byte, _)| Some(*byte) == hint);
    let (separator, lines) = match hinted {
        Some((byte, separator)) => (separator, split(body, byte, before)),
        None => SEPARATORS
            .into_iter()
            .map(|(byte, separator)| (separator, split(body, byte, before)))
            // The first of equals stays.
            .rev()
            .max_by_key(|(_, lines)| evenness(lines))?,
    };
    Some(Table { encoding: Some(encoding.name().to_owned()), separator: Some(separator), lines, ..Table::default() })
}

/// Byte order mark, then NUL bytes (UTF-16 without a mark), then what the bytes look like.
fn encoding_of(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > 0 {
        let most = start.len() / 8;
        return if odd > most && even == 0 {
            Some(UTF_16LE)
        } else if even > most && odd == 0 {
            Some(UTF_16BE)
        } else {
            None
        };
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Some(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Some(detector.guess(None, Utf8Detection::Deny))
}

fn split(text: &str, separator: u8, lines_before: u64) -> Vec<Line> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let (mut lines, mut counted_to, mut number) = (Vec::new(), 0, lines_before + 1);
    for record in reader.records().map_while(Result::ok) {
        // The reader counts neither blank lines nor CRLF as an editor does, so line ends are counted here.
        let from = record.position().map_or(counted_to, |position| position.byte() as usize).max(counted_to);
        let blank = text[from..].len() - text[from..].trim_start_matches(['\r', '\n']).len();
        number += line_ends(&text[counted_to..from + blank]);
        counted_to = from + blank;
        let line = Line { number, cells: record.iter().map(str::to_owned).collect() };
        if line.says_something() {
            lines.push(line);
        }
    }
    lines
}

/// Line ends as editors count them: LF, CRLF, or CR alone.
fn line_ends(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    ends.count() as u64
}

/// How much like a table: how many lines share the most usual number of cells, where that is more than one.
fn evenness(lines: &[Line]) -> (bool, usize, usize) {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for line in lines {
        *counts.entry(line.cells.len()).or_default() += 1;
    }
    let usual = counts.into_iter().max_by_key(|(cells, lines)| (*lines, *cells));
    usual.map_or((false, 0, 0), |(cells, lines)| (cells > 1, lines, cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> (Separator, String, Vec<(u64, String)>) {
        let table = text(bytes).unwrap();
        let lines = table.lines.iter().map(|line| (line.number, line.cells.join("|"))).collect();
        (table.separator.unwrap(), table.encoding.unwrap(), lines)
    }

    #[test]
    fn separators_and_encodings_are_recognised() {
        let plain = "file,subject\na.jpg,S1\nb.jpg,S2\n";
        let expected = vec![(1, "file|subject".to_owned()), (2, "a.jpg|S1".into()), (3, "b.jpg|S2".into())];
        for (separator, kind) in
            [(",", Separator::Comma), (";", Separator::Semicolon), ("\t", Separator::Tab), ("|", Separator::Bar)]
        {
            let text = plain.replace(',', separator);
            assert_eq!(rows(text.as_bytes()), (kind, "UTF-8".into(), expected.clone()));
            let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(rows(&[b"\xFF\xFE".as_slice(), &utf16].concat()), (kind, "UTF-16LE".into(), expected.clone()));
            assert_eq!(rows(&utf16), (kind, "UTF-16LE".into(), expected.clone()));
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(rows(&big), (kind, "UTF-16BE".into(), expected.clone()));
        }
        assert_eq!(rows(b"sep=;\r\nfile;subject\r\na,b.jpg;S1\r\n").2[1], (3, "a,b.jpg|S1".into()));
    }

    #[test]
    fn national_code_pages_are_recognised() {
        let chinese = "文件名,受试者,性别,备注\n左前臂.jpg,甲一,女,左前臂红斑三天\n面部.jpg,乙二,男,面部丘疹两周\n";
        let (gbk, ..) = encoding_rs::GBK.encode(chinese);
        assert_eq!(rows(&gbk).2[1].1, "左前臂.jpg|甲一|女|左前臂红斑三天");
        let german = "Datei;Proband;Geschlecht\nArm küß.jpg;Müller-1;männlich\nFuß.jpg;Jäger-2;weiblich\n";
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(german);
        assert_eq!(rows(&latin).2[2].1, "Fuß.jpg|Jäger-2|weiblich");
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let numbers = |text: &str| rows(text.as_bytes()).2.iter().map(|line| line.0).collect::<Vec<_>>();
        assert_eq!(numbers("a,b\n1,2\n3,4\n"), [1, 2, 3]);
        assert_eq!(numbers("a,b\r\n1,2\r\n3,4\r\n"), [1, 2, 3]);
        assert_eq!(numbers("a,b\r1,2\r3,4\r"), [1, 2, 3]);
        assert_eq!(numbers("\n\na,b\n\n1,2\n\n\n3,4"), [3, 5, 8]);
        assert_eq!(numbers("a,b\r\n\r\n,\r\n1,2\r\n"), [1, 4]);
        assert_eq!(numbers("a,b\n\"x\ny\",2\n3,4\n"), [1, 2, 4]);
        assert_eq!(numbers("sep=,\na,b\n1,2\n"), [2, 3]);
    }

    #[test]
    fn what_is_no_text_is_no_table() {
        assert!(text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").is_none());
        assert!(workbook(b"PK\x03\x04 but nothing else", None).is_none());
    }
}
