//! What this room promises others: the table of commands and rights, the types that cross to the
//! screens, the schemas of entries and released tables. Files are committed; drift fails here.
//! `CONSILIUM_WRITE=1 cargo test -p app contract` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};

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
    holds(&project().join("schema/entry/entry.v1.json"), &text(&schemars::schema_for!(ledger::SignedEntry)));
    for (name, schema) in release::schemas() {
        holds(&project().join("schema/release").join(name), &text(&schema));
    }
}

#[test]
fn the_types_of_the_screens_are_as_committed() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::new().with_out_dir(folder.path());
    macro_rules! export {
        ($($kind:ty),* $(,)?) => { $( <$kind>::export_all(&config).unwrap(); )* };
    }
    export!(
        crate::AppError,
        crate::Progress,
        crate::studies::ConfigureInput,
        crate::studies::CreateInput,
        crate::studies::CreatedView,
        crate::studies::JoinInput,
        crate::studies::SheetInput,
        crate::studies::RecoverableView,
        crate::studies::RecoverInput,
        crate::studies::ChangePasswordInput,
        crate::studies::OpenInput,
        crate::studies::SessionView,
        crate::studies::RecentStudyView,
        crate::terms::VocabularyView,
        crate::home::HomeView,
        crate::people::PersonView,
        crate::people::InviteInput,
        crate::people::ReinviteInput,
        crate::people::InvitationView,
        crate::import::ImportInput,
        crate::import::ImportPreview,
        crate::import::ImportReport,
        crate::import::KeptReport,
        crate::import::SaveReportInput,
        crate::import::TemplateInput,
        crate::import::RenameSubjectInput,
        crate::import::RenamedSubjectView,
        crate::photographs::PhotographView,
        crate::photographs::ScreenInput,
        crate::photographs::AssignInput,
        crate::photographs::AssignedView,
        crate::photographs::LoadView,
        crate::photographs::AssignmentPreview,
        crate::photographs::TakeBackInput,
        crate::photographs::TakenBackView,
        crate::preferences::Preferences,
        crate::calibration::CalibrationInput,
        crate::calibration::CalibrationView,
        crate::annotation::AnnotationView,
        crate::annotation::QueueItemView,
        crate::annotation::SaveInput,
        crate::annotation::SavedView,
        crate::annotation::SubmitInput,
        crate::annotation::AmendInput,
        crate::annotation::SubmittedView,
        domain::annotation::Contradiction,
        crate::review::ReviewItemView,
        crate::review::ReviewOrder,
        crate::review::SignedItemView,
        crate::review::PreparedView,
        crate::review::ReviewView,
        crate::review::SignAgreedInput,
        crate::review::SignedTogetherView,
        crate::review::AskInput,
        crate::review::AnswerInput,
        crate::review::QueryView,
        crate::audits::DrawAuditInput,
        crate::audits::AuditsView,
        crate::review::SaveReviewInput,
        crate::review::SavedReviewView,
        crate::review::SignInput,
        crate::agreement::AgreementView,
        crate::agreement::SaveFiguresInput,
        crate::agreement::SavedFiguresView,
        crate::questions::DraftQuestionsInput,
        crate::questions::DraftedView,
        crate::questions::QuestionListView,
        crate::questions::JudgeInput,
        crate::questions::ReopenInput,
        crate::releases::PreviewView,
        crate::releases::PublishInput,
        crate::releases::PublishedView,
        crate::releases::VerifyInput,
        crate::releases::VerifiedView,
        crate::record::RecordInput,
        crate::record::RecordLineView,
        crate::record::SaveRecordInput,
        crate::record::RecordVerifiedView,
    );
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
    holds(&project().join("ui/src/backend/generated/types.ts"), &all);
}

#[test]
fn entries_as_written_fit_their_committed_schema() {
    let schema = fs::read(project().join("schema/entry/entry.v1.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_slice(&schema).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let app = crate::App::new(crate::Config {
        settings_folder: folder.path().join("settings"),
        worker: PathBuf::from("/nonexistent"),
        device: "desk".into(),
        study: None,
        clock: std::sync::Arc::new(crate::SystemClock),
    });
    let study = serde_json::json!({"folder": folder.path().join("study"), "title": "Skin", "language": "en",
        "name": "Ada", "password": "seven grey herons flying"});
    app.call("study.create", study).unwrap();
    app.call("person.invite", serde_json::json!({"name": "Ben", "roles": ["physician"]})).unwrap();
    let texts = app.with_session(|s| Ok(store::tables::record_texts(s.study.connection())?)).unwrap();
    assert_eq!(texts.len(), 2);
    for text in texts {
        let mut entry: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(validator.is_valid(&entry), "{text}");
        entry["entry"]["kind"] = "study.abolished".into();
        assert!(!validator.is_valid(&entry), "the schema accepts a kind that there is not");
    }
}
