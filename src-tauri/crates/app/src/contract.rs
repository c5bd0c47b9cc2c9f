//! What this room promises others: the table of commands and rights, the types that cross to the
//! screens, the schemas of entries and released tables. Files are committed; drift fails here.
//! `CONSILIUM_WRITE=1 cargo test -p app contract` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::vocabulary::{Kind, Vocabulary};
use ts_rs::{Config, TS};

use crate::COMMANDS;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn holds(path: &Path, expected: &str) {
    if std::env::var_os("CONSILIUM_WRITE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, expected).unwrap();
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(found == expected, "{} has drifted; write it anew and look at the difference", path.display());
}

#[test]
fn the_table_of_commands_and_rights_is_as_reviewed() {
    let table: Vec<String> = COMMANDS.iter().map(|c| format!("{:<24}{:?}", c.name, c.allow)).collect();
    insta::assert_snapshot!(table.join("\n"));
}

#[test]
fn the_schemas_of_entries_and_released_tables_are_as_committed() {
    let text = |schema: &schemars::Schema| serde_json::to_string_pretty(schema).unwrap() + "\n";
    holds(&project().join("schema/entry/entry.v2.json"), &text(&schemars::schema_for!(ledger::EntryText)));
    for (name, schema) in release::schemas() {
        holds(&project().join("schema/release").join(name), &text(&schema));
    }
}

#[test]
fn the_types_of_the_screens_are_as_committed() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::new().with_out_dir(folder.path());
    crate::AppError::export_all(&config).unwrap();
    crate::Progress::export_all(&config).unwrap();
    // What is asked for a photograph that readers differ in is named inside the errors, as text.
    domain::annotation::Contradiction::export_all(&config).unwrap();
    for command in COMMANDS.iter() {
        (command.crossing.export)(&config).unwrap();
    }
    // Codes that cross as text, because older studies and programs may hold others.
    crate::error::NotAllowedBecause::export_all(&config).unwrap();
    crate::releases::Obstacle::export_all(&config).unwrap();
    imaging::Refusal::export_all(&config).unwrap();
    imaging::Note::export_all(&config).unwrap();
    let mut names: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let mut all = String::from("// Written by the tests of `app` out of the Rust types; do not edit.\n");
    for name in names {
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        for line in text.lines().filter(|line| !line.starts_with("import ") && !line.starts_with("// ")) {
            all.push_str(line);
            all.push('\n');
        }
    }
    let mut closed = |doc: &str, name: &str, codes: BTreeSet<String>| {
        let codes: Vec<String> = codes.iter().map(|code| format!("\n  | \"{code}\"")).collect();
        all.push_str(&format!("\n/**\n * {doc}\n */\nexport type {name} ={};\n", codes.concat()));
    };
    closed("Kinds of entries.", "EntryKind", kinds_of_entries());
    let vocabulary = Vocabulary::built_in();
    let terms = Vocabulary::versions().flat_map(|vocabulary| vocabulary.terms(Kind::Treatment));
    let routes = terms.flat_map(|term| term.routes.iter().cloned());
    closed("Routes of medications.", "Route", routes.collect());
    let attributes: BTreeSet<String> = vocabulary.attributes().map(|term| term.code.to_string()).collect();
    let fields = crate::agreement::field_order(vocabulary).into_iter().filter(|field| !attributes.contains(field));
    closed("Fields of which agreement is stated, beside the attributes.", "AgreementField", fields.collect());
    holds(&project().join("ui/src/backend/generated/types.ts"), &all);
}

#[test]
fn the_commands_of_the_screens_are_as_committed() {
    let config = Config::new();
    let mut text = String::from(
        "// Written by the tests of `app` out of COMMANDS; do not edit.\n\nimport type * as T from \"./types\";\n\n\
         /** Input and output of every command. */\nexport interface Commands {\n",
    );
    for command in COMMANDS.iter() {
        let crossing = &command.crossing;
        let (input, output) = (qualified(&(crossing.input)(&config)), qualified(&(crossing.output)(&config)));
        text.push_str(&format!("  \"{}\": [{input}, {output}];\n", command.name));
    }
    text.push_str("}\n\n/** Commands that tell their progress and can be cancelled. */\nexport type LongCommand =");
    for command in COMMANDS.iter().filter(|command| command.long) {
        text.push_str(&format!("\n  | \"{}\"", command.name));
    }
    text.push_str(";\n");
    holds(&project().join("ui/src/backend/generated/commands.ts"), &text);
}

/// Kinds of entries, as their schema names them.
fn kinds_of_entries() -> BTreeSet<String> {
    fn collect(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        let kind = value.pointer("/properties/kind/const").and_then(serde_json::Value::as_str);
        found.extend(kind.map(str::to_owned));
        let inside: Vec<&serde_json::Value> = match value {
            serde_json::Value::Array(list) => list.iter().collect(),
            serde_json::Value::Object(map) => map.values().collect(),
            _ => Vec::new(),
        };
        inside.into_iter().for_each(|value| collect(value, found));
    }
    let mut found = BTreeSet::new();
    collect(schemars::schema_for!(ledger::EntryText).as_value(), &mut found);
    found
}

/// The types of `types.ts` in an expression, by the name under which that file is imported.
fn qualified(expression: &str) -> String {
    let mut text = String::new();
    let mut word = String::new();
    for character in expression.chars().chain([' ']) {
        if character.is_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        let own = word.starts_with(|c: char| c.is_uppercase()) && !["Array", "Record"].contains(&word.as_str());
        text.push_str(if own { "T." } else { "" });
        text.push_str(&word);
        word.clear();
        text.push(character);
    }
    text.trim_end().to_owned()
}

#[test]
fn entries_as_written_fit_their_committed_schema() {
    let schema = fs::read(project().join("schema/entry/entry.v2.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_slice(&schema).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let app = crate::App::new(crate::Config {
        settings_folder: folder.path().join("settings"),
        worker: PathBuf::from("/nonexistent"),
        marks_folder: PathBuf::new(),
        machine: "desk".into(),
        study: None,
        clock: std::sync::Arc::new(crate::SystemClock),
        strength: crate::Strength::DEMO,
    });
    let study = serde_json::json!({"folder": folder.path().join("study"), "title": "Skin", "language": "en",
        "name": "Ada", "password": "seven grey herons flying"});
    app.call("study.create", study).unwrap();
    app.call("person.invite", serde_json::json!({"name": "Ben", "roles": ["physician"]})).unwrap();
    let work = std::sync::Arc::new(crate::work::Work::new("test"));
    let ticket = crate::ticket::Ticket::issue(&app.desk, crate::Allow::SignedIn, work, &|_| {}).unwrap();
    let texts = ticket.run(|s| Ok(store::tables::record_texts(s.study.connection())?)).unwrap();
    assert_eq!(texts.len(), 2);
    for text in texts {
        let mut entry: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(validator.is_valid(&entry), "{text}");
        entry["entry"]["kind"] = "study.abolished".into();
        assert!(!validator.is_valid(&entry), "the schema accepts a kind that there is not");
    }
}
