//! Refusals in English: what happened, where, and what to do.

use app::{AppError, Code};
use serde_json::Value;

pub(crate) fn sentence(error: &AppError) -> String {
    let said = |name: &str| error.args.get(name).and_then(Value::as_str).unwrap_or_default();
    let number = |name: &str| error.args.get(name).and_then(Value::as_u64).unwrap_or_default();
    let list = |name: &str| {
        let values = error.args.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect::<Vec<_>>()
    };
    match error.code {
        Code::UnknownCommand => format!("there is no command {}", said("name")),
        Code::BadInput => format!("this input is not understood: {}", said("detail")),
        Code::Locked => "nobody is signed in".into(),
        Code::NotAllowed => "this person may not do that; sign in as somebody whose role allows it".into(),
        Code::WrongPassword => "name or password is wrong; check both and try again".into(),
        Code::Wait => format!("too many wrong passwords; try again in {} seconds", number("seconds")),
        Code::PasswordNeeded => "the password is needed for this".into(),
        Code::PasswordInText => "your password stands in a text that would be signed; remove it there".into(),
        Code::WrongSheet => "this is not the recovery sheet of this study".into(),
        Code::UnknownPerson => "nobody of this name is in the study; check the name".into(),
        Code::WeakPassword => match said("why") {
            "common" => "this password is too common; choose another".into(),
            "long" => "this password is too long; choose a shorter one".into(),
            _ => "this password is too short; choose a longer one".into(),
        },
        Code::FolderNeeded => "name the folder of the study by its path".into(),
        Code::StudyNotFound => format!("there is no study in {}; name the folder that holds study.json", said("path")),
        Code::AlreadyThere => "something of this name is already there; choose another name or an empty folder".into(),
        Code::StudyDamaged => {
            format!("the study is damaged ({}); nothing was changed: keep the folder as it is", said("part"))
        }
        Code::StudyNewer => "a newer version of Consilium wrote this study; update Consilium".into(),
        Code::StudyInUse => "another program has this study open; close it there first".into(),
        Code::DiskFull => "the disk is full; free some space and try again, nothing was lost".into(),
        Code::FileAccess => format!("{}: {}", said("path"), said("detail")).trim_start_matches(": ").to_owned(),
        Code::PathNotFound => format!("{} is not there; check the path", said("path")),
        Code::PathForbidden => format!("{} may not be read or written by you; check its permissions", said("path")),
        Code::TableUnreadable => match said("why") {
            "empty" => format!("the table {} is empty", said("path")),
            "large" => format!("{} is larger than 64 MiB; it is hardly a table of photographs", said("path")),
            "workbook" => format!("{} is no workbook that can be read, or has no such sheet", said("path")),
            _ => format!("{} is no table; save it as CSV or XLSX", said("path")),
        },
        Code::AnnotationsUnreadable => format!(
            "{} cannot be read from line {} on ({}); nothing was taken in",
            said("path"),
            error.args.get("line").map_or_else(|| "1".to_owned(), ToString::to_string),
            said("why")
        ),
        Code::SeveralTables => {
            format!("several tables name these photographs; choose one with --table: {}", list("tables").join(", "))
        }
        Code::TableCells => format!("cells of {} are not understood", said("path")),
        Code::SubjectsUnknown => "nothing says which subject a photograph belongs to".into(),
        Code::SubjectThere => format!("another subject is called {} already", said("subject")),
        Code::UnknownTerm => "the vocabulary has no such term".into(),
        Code::Incomplete => format!("something is still missing: {}", list("missing").join(", ")),
        Code::Contradiction => "values exclude each other".into(),
        Code::AlreadySubmitted => "this was submitted or assigned before".into(),
        Code::AlreadyReviewed => "a review is signed for this photograph".into(),
        Code::AmendedMeanwhile => "a reader amended the annotation meanwhile".into(),
        Code::SignedMeanwhile => "another senior signed this review meanwhile".into(),
        Code::QueryOpen => "a question to a reader is not answered yet".into(),
        Code::InReview => "another senior has this photograph open".into(),
        Code::NoAuditor => "no senior is left who neither annotated nor reviewed the photograph".into(),
        Code::TooFewPhysicians => {
            format!("each photograph needs {} physicians; {} can be chosen", number("needed"), number("found"))
        }
        Code::VocabularyOlder => "the study follows an older vocabulary; move it to the newest first".to_owned(),
        Code::Nothing => "there is nothing to do".into(),
        Code::ReleaseRefused => {
            let obstacles = error.args.get("obstacles").and_then(Value::as_array).into_iter().flatten();
            format!("nothing was published:\n  {}", obstacles.map(obstacle).collect::<Vec<_>>().join("\n  "))
        }
        Code::ReleaseUnsound => {
            format!("nothing was published; the check of the release found:\n  {}", list("findings").join("\n  "))
        }
        Code::WorkRunning => "other work is under way in this study; wait for its end".into(),
        Code::Cancelled => "cancelled; nothing half-made was left".into(),
        Code::Internal => format!("the program made a mistake, nothing was lost: {}", said("detail")),
    }
}

/// What stands in the way of a release, and what to do.
fn obstacle(obstacle: &Value) -> String {
    let number = |key: &str| obstacle[key].as_u64().unwrap_or_default();
    match obstacle["what"].as_str().unwrap_or_default() {
        "name" => {
            "the title cannot be used: letters, digits, - and _; nothing that loaders take for another dataset".into()
        }
        "version" => "the version is not of the form 1.2.0".into(),
        "share" => "the share of the validation split is not between 0 and 0.5".into(),
        "exists" => "this version was published before, or its folder exists; choose another version".into(),
        "nothing" => "no photograph or no question can be released yet".into(),
        "no_room" => format!(
            "about {} MB are needed, {} MB are free on the disk; choose another disk",
            number("needed_mb"),
            number("free_mb")
        ),
        _ => format!(
            "{} {}; finish them, or leave them out by --leave-out",
            number("count"),
            obstacle["fate"].as_str().unwrap_or_default().replace('_', " ")
        ),
    }
}
