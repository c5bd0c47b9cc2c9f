//! The optional CSV manifest: `file` and any of `subject`, `visit`, `distance`, `age`, `sex`,
//! `fitzpatrick`, `modality`. Other columns are ignored. Errors name line and column.

use std::collections::BTreeMap;
use std::path::Path;

use domain::photograph::{Capture, Distance, Modality, Sex};

use crate::error::{AppError, Code};

/// Captures by file, as the manifest writes the file (relative to the folder, with `/`).
pub(super) type Manifest = BTreeMap<String, Capture>;

fn wrong(line: u64, column: &str, problem: &str) -> AppError {
    AppError::new(Code::Manifest).with("line", line).with("column", column).with("problem", problem)
}

/// Reads a manifest.
pub(super) fn read(path: &Path) -> Result<Manifest, AppError> {
    let bytes = std::fs::read(path).map_err(store::StoreError::from)?;
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Result<Manifest, AppError> {
    // Spreadsheet programs write a byte order mark.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let bad_row = |error: csv::Error| wrong(error.position().map_or(1, csv::Position::line), "", "row");
    let headers: Vec<String> = reader.headers().map_err(bad_row)?.iter().map(str::to_lowercase).collect();
    if !headers.iter().any(|header| header == "file") {
        return Err(wrong(1, "file", "absent"));
    }
    let mut manifest = Manifest::new();
    for row in reader.records() {
        let row = row.map_err(bad_row)?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |name: &str| {
            let place = headers.iter().position(|header| header == name)?;
            row.get(place).map(str::trim).filter(|cell| !cell.is_empty())
        };
        let file = cell("file").ok_or_else(|| wrong(line, "file", "empty"))?.replace('\\', "/");
        let number = |name: &str, most: f64| match cell(name) {
            None => Ok(None),
            Some(text) => match text.parse::<f64>() {
                Ok(value) if (0.0..=most).contains(&value) => Ok(Some(value.round() as u32)),
                _ => Err(wrong(line, name, "number")),
            },
        };
        let capture = Capture {
            subject: cell("subject").ok_or_else(|| wrong(line, "subject", "empty"))?.to_owned(),
            visit: cell("visit").map(str::to_owned),
            distance: word(cell("distance"), line, "distance")?,
            age_years: number("age", 120.0)?,
            sex: word::<Sex>(cell("sex"), line, "sex")?,
            fitzpatrick: fitzpatrick(cell("fitzpatrick"), line)?,
            modality: word::<Modality>(cell("modality"), line, "modality")?,
        };
        if manifest.insert(file, capture).is_some() {
            return Err(wrong(line, "file", "repeated"));
        }
    }
    Ok(manifest)
}

fn word<T: serde::de::DeserializeOwned>(cell: Option<&str>, line: u64, column: &str) -> Result<Option<T>, AppError> {
    let Some(text) = cell else { return Ok(None) };
    let word = match text.to_lowercase().as_str() {
        "f" => "female".to_owned(),
        "m" => "male".to_owned(),
        other => other.to_owned(),
    };
    serde_json::from_value(word.into()).map(Some).map_err(|_| wrong(line, column, "word"))
}

/// 1 to 6, or I to VI.
fn fitzpatrick(cell: Option<&str>, line: u64) -> Result<Option<u8>, AppError> {
    let Some(text) = cell else { return Ok(None) };
    let roman = ["I", "II", "III", "IV", "V", "VI"].iter().position(|r| r.eq_ignore_ascii_case(text));
    let value = roman.map(|place| place as f64 + 1.0).or_else(|| text.parse().ok());
    match value {
        Some(value) if (1.0..=6.0).contains(&value) && value.fract() == 0.0 => Ok(Some(value as u8)),
        _ => Err(wrong(line, "fitzpatrick", "number")),
    }
}

/// What is known without a manifest: the folder names the subject, or the file does.
pub(super) fn capture_from_path(folder: &Path, file: &Path) -> Capture {
    let parent = file.parent().filter(|parent| *parent != folder).and_then(Path::file_name);
    let name = parent.or(file.file_stem()).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let distance = [("near", Distance::Near), ("medium", Distance::Medium), ("far", Distance::Far)]
        .into_iter()
        .find(|(word, _)| stem.contains(word))
        .map(|(_, distance)| distance);
    Capture { subject: name, visit: None, distance, age_years: None, sex: None, fitzpatrick: None, modality: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_with_roman_numerals_short_sexes_and_foreign_columns() {
        let text = "\u{feff}File,Subject,Distance,Age,Sex,Fitzpatrick,Camera\na/1.jpg,S1,near,40,F,IV,x\n2.jpg,S2,,,MALE,2.0,y\n";
        let manifest = parse(text.as_bytes()).unwrap();
        let (one, two) = (&manifest["a/1.jpg"], &manifest["2.jpg"]);
        assert_eq!((one.fitzpatrick, one.sex, one.distance), (Some(4), Some(Sex::Female), Some(Distance::Near)));
        assert_eq!((two.fitzpatrick, two.sex, two.age_years), (Some(2), Some(Sex::Male), None));
    }

    #[test]
    fn a_malformed_manifest_names_line_and_column() {
        let place = |text: &str| {
            let args = parse(text.as_bytes()).err().unwrap().args;
            (args["line"].as_u64().unwrap(), args["column"].as_str().unwrap().to_owned())
        };
        assert_eq!(place("name,subject\n1.jpg,S1\n"), (1, "file".into()));
        assert_eq!(place("file,subject,age\n1.jpg,S1,40\n2.jpg,S2,old\n"), (3, "age".into()));
        assert_eq!(place("file,subject,distance\n1.jpg,S1,close\n"), (2, "distance".into()));
        assert_eq!(place("file,subject\n1.jpg,S1\n1.jpg,S1\n"), (3, "file".into()));
        assert_eq!(place("file,subject\n1.jpg,\n"), (2, "subject".into()));
        assert_eq!(place("file,subject\n1.jpg,S1,extra\n").0, 2);
    }
}
