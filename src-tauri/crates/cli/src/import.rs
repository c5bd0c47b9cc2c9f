//! `consilium import`: says how folder and table were understood, and imports only what that leaves no doubt about.

use std::io::IsTerminal;
use std::path::PathBuf;

use app::App;
use app::import::{Field, SubjectFrom};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::{Failure, absolute, print, progress};

#[derive(Args)]
pub(crate) struct ImportArguments {
    /// Folder with photographs.
    photographs: PathBuf,
    /// Table of the photographs: CSV, TSV, XLSX, XLS or ODS; the one beside them when left out.
    #[arg(long, alias = "manifest")]
    table: Option<PathBuf>,
    /// Sheet of a workbook.
    #[arg(long)]
    sheet: Option<String>,
    /// Which column tells what, such as file=img_id, or that none does, such as age=; fields: file, subject, visit,
    /// distance, age, sex, fitzpatrick, modality.
    #[arg(long = "column", value_name = "FIELD=HEADER")]
    columns: Vec<String>,
    /// Keep columns that mean nothing here as notes, which only coordinators see.
    #[arg(long)]
    keep_notes: bool,
    /// What names the subject of photographs that no table names.
    #[arg(long)]
    subject_from: Option<From>,
    /// Only say what would be imported.
    #[arg(long)]
    dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum From {
    /// The folder in which it lies.
    Folder,
    /// The file itself: each file is another subject.
    File,
}

/// Nothing was imported: something must be decided or corrected first.
const UNDECIDED: u8 = 2;
/// Imported, but some files were refused.
const REFUSED: u8 = 3;

pub(crate) fn import(app: &App, arguments: &ImportArguments) -> Result<(), Failure> {
    let subject_from = arguments.subject_from.map(|from| match from {
        From::Folder => SubjectFrom::Folder,
        From::File => SubjectFrom::File,
    });
    let table = arguments.table.as_deref().map(absolute).transpose()?;
    let mut input = json!({"folder": absolute(&arguments.photographs)?, "table": table, "sheet": arguments.sheet,
        "keep_notes": arguments.keep_notes, "subject_from": subject_from});
    let ask = |name: &str, input: &Value| {
        let answer = app.call_with_progress(name, input.clone(), "import", &progress);
        if std::io::stderr().is_terminal() {
            eprint!("\r{:24}\r", "");
        }
        answer
    };
    if !arguments.columns.is_empty() {
        let understood = ask("import.preview", &input)?;
        input["columns"] = columns(&arguments.columns, &understood["table"]["headers"])?;
    }
    let preview = ask("import.preview", &input)?;
    let bad = list(&preview["bad_cells"]);
    let tables: Vec<&str> = list(&preview["undecided_tables"]).iter().map(text).collect();
    let undecided = if !tables.is_empty() {
        Some(format!("nothing was imported; choose the table with --table:\n  {}", tables.join("\n  ")))
    } else if !bad.is_empty() {
        let said = bad.iter().map(bad_cell).collect::<Vec<_>>().join("\n");
        Some(format!("nothing was imported; {} to correct:\n{said}", counted(bad.len(), "cell")))
    } else if preview["table"]["file_column_guessed"] == true {
        let column = preview["table"]["columns"]["file"].as_u64().unwrap_or_default() as usize;
        let header = text(&preview["table"]["headers"][column]);
        Some(format!(
            "nothing was imported; if the column \"{header}\" names the files, say --column \"file={header}\""
        ))
    } else if !preview["table"].is_null() && preview["table"]["columns"]["file"].is_null() {
        let headers: Vec<&str> = list(&preview["table"]["headers"]).iter().map(text).collect();
        Some(format!(
            "nothing was imported; say which column names the files, with --column file=HEADER: {}",
            headers.join(", ")
        ))
    } else if !preview["table"].is_null() && preview["table"]["columns"]["subject"].is_null() && subject_from.is_none()
    {
        let headers: Vec<&str> = list(&preview["table"]["headers"]).iter().map(text).collect();
        Some(format!(
            "nothing was imported; say which column names the subjects, with --column subject=HEADER, or --subject-from: {}",
            headers.join(", ")
        ))
    } else if preview["photographs"] == 0
        && subject_from.is_none()
        && preview["offered"] != 0
        && list(&preview["absent"]).is_empty()
    {
        let mut by_folder = input.clone();
        by_folder["subject_from"] = json!(SubjectFrom::Folder);
        let by_folder = ask("import.preview", &by_folder)?;
        let subjects = list(&by_folder["subjects"]).iter().map(subject).collect::<Vec<_>>().join("\n");
        Some(format!(
            "nothing was imported: no table says which subject a photograph belongs to. Name one with --table, or say --subject-from folder or --subject-from file. By folder there would be {}:\n{subjects}",
            counted(list(&by_folder["subjects"]).len(), "subject")
        ))
    } else {
        None
    };
    if !arguments.json {
        eprint!("{}", understood(&preview));
    }
    if let Some(why) = undecided {
        if arguments.json {
            print(&preview)?;
        }
        return Err(Failure(why, UNDECIDED));
    }
    if arguments.dry_run {
        if arguments.json {
            return print(&preview);
        }
        println!("{}", would(&preview));
        return Ok(());
    }
    let report = ask("photograph.import", &input)?;
    if arguments.json {
        print(&report)?;
    } else {
        print!("{}", done(&report));
    }
    match list(&report["refused"]).len() {
        0 => Ok(()),
        refused => Err(Failure(format!("{} refused", counted(refused, "file")), REFUSED)),
    }
}

/// Numbers of the columns that were named by their headers.
fn columns(named: &[String], headers: &Value) -> Result<Value, Failure> {
    let wrong = |why: String| Failure(why, UNDECIDED);
    let mut columns = serde_json::Map::new();
    for name in named {
        let (field, header) =
            name.split_once('=').ok_or_else(|| wrong(format!("--column {name}: say FIELD=HEADER")))?;
        if serde_json::from_value::<Field>(json!(field)).is_err() {
            return Err(wrong(format!("--column {name}: there is no field \"{field}\"")));
        }
        if header.is_empty() {
            columns.insert(field.to_owned(), Value::Null);
            continue;
        }
        let column = list(headers).iter().position(|other| text(other) == header);
        let column = column.ok_or_else(|| wrong(format!("--column {name}: the table has no column \"{header}\"")))?;
        columns.insert(field.to_owned(), column.into());
    }
    Ok(columns.into())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn bad_cell(cell: &Value) -> String {
    let problem = match text(&cell["problem"]) {
        "empty" => "is empty",
        "age" => "is not understood as an age: whole years such as 45, a range such as 40-49 or 85+, or unknown",
        "skin_type" => "is not understood as a skin type: 1 to 6, I to VI, a range such as III-IV, or unknown",
        "word" => "is not one of the words that are understood",
        "repeated" => "is named by another line, which says something else",
        "ambiguous" => "could be more than one file",
        _ => "cannot be used: it is too long or has control characters",
    };
    let choices: Vec<&str> = list(&cell["choices"]).iter().map(text).collect();
    let choices = if choices.is_empty() { String::new() } else { format!(" ({})", choices.join(", ")) };
    format!("  line {}, {}: \"{}\" {problem}{choices}", cell["line"], text(&cell["column"]), text(&cell["value"]))
}

fn subject(subject: &Value) -> String {
    let count = counted(subject["photographs"].as_u64().unwrap_or_default() as usize, "photograph");
    let visits: Vec<&str> = list(&subject["visits"]).iter().map(text).collect();
    let visits = if visits.is_empty() { String::new() } else { format!(", visits {}", visits.join(", ")) };
    let warning = match text(&subject["warning"]) {
        "name" => " - reads like a person's name",
        "date" => " - has a date in it",
        "term" => " - is a term of the vocabulary",
        _ => "",
    };
    format!("  {}: {count}{visits}{warning}", text(&subject["subject"]))
}

/// How the table was understood, and whose names should be looked at.
fn understood(preview: &Value) -> String {
    let mut said = String::new();
    let table = &preview["table"];
    if !table.is_null() {
        let headers = list(&table["headers"]);
        let columns =
            table["columns"].as_object().into_iter().flatten().filter_map(|(field, column)| {
                Some(format!("{field}={}", text(headers.get(column.as_u64()? as usize)?)))
            });
        let how: Vec<&str> =
            [&table["sheet"], &table["encoding"], &table["separator"]].into_iter().filter_map(Value::as_str).collect();
        said += &format!(
            "table {} ({}): {}\n",
            text(&table["path"]),
            how.join(", "),
            columns.collect::<Vec<_>>().join(", ")
        );
        let unused: Vec<&str> = list(&table["unused"]).iter().map(text).collect();
        if !unused.is_empty() {
            said += &format!("columns without a meaning here: {}\n", unused.join(", "));
        }
    }
    for doubted in list(&preview["subjects"]).iter().filter(|subject| !subject["warning"].is_null()) {
        said += &format!("look at this subject:{}\n", subject(doubted));
    }
    for change in list(&preview["changes"]) {
        said += &format!("{}\n", changed(change));
    }
    said
}

fn changed(change: &Value) -> String {
    let plain = |value: &Value| match value {
        Value::Null => "unknown".to_owned(),
        Value::String(text) => text.clone(),
        other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => other.to_string(),
    };
    let field = change["field"].as_str().unwrap_or("notes");
    format!("{}: {field} {} -> {}", text(&change["file"]), plain(&change["before"]), plain(&change["after"]))
}

fn would(preview: &Value) -> String {
    let (all, known) =
        (preview["photographs"].as_u64().unwrap_or_default(), preview["known"].as_u64().unwrap_or_default());
    let subjects = counted(list(&preview["subjects"]).len(), "subject");
    format!(
        "would import {} of {subjects}; {known} in the study already, {} left out, {} without a file",
        counted((all - known.min(all)) as usize, "photograph"),
        left_out(preview),
        counted(list(&preview["absent"]).len(), "line")
    )
}

fn left_out(report: &Value) -> u64 {
    list(&report["left_out"]).iter().filter_map(|left| left["files"].as_u64()).sum()
}

fn done(report: &Value) -> String {
    let mut said = format!(
        "{} imported, {} in the study already, {} refused, {} left out, {} without a file\n",
        report["imported"],
        report["duplicates"],
        list(&report["refused"]).len(),
        left_out(report),
        counted(list(&report["absent"]).len(), "line")
    );
    for refused in list(&report["refused"]) {
        said += &format!("refused {}: {}\n", text(&refused["path"]), text(&refused["sentence"]));
    }
    for noted in list(&report["noted"]) {
        said += &format!("noted {}: {}\n", text(&noted["path"]), text(&noted["sentence"]));
    }
    for absent in list(&report["absent"]) {
        said += &format!("no file for line {}: {}\n", absent["line"], text(&absent["file"]));
    }
    for left in list(&report["left_out"]) {
        said += &format!("left out {}: {}\n", text(&left["path"]), reason(text(&left["reason"])));
    }
    for change in list(&report["updated"]) {
        said += &format!("updated {}\n", changed(change));
    }
    said
}

fn reason(code: &str) -> &'static str {
    match code {
        "system_folder" => "a system's folder of thumbnails or deleted files",
        "hidden" => "hidden",
        "link" => "a link",
        "not_a_file" => "not a file",
        "folder_unreadable" => "this folder cannot be opened",
        "no_row" => "the table has no line for it",
        _ => "no folder names its subject",
    }
}
