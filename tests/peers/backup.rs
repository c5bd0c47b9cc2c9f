//! The drill of the README: a backup and the recovery sheet on a machine that has `tar` and the stock `age`, and nothing
//! of ours.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tests::day::app;
use tests::people::{COORDINATOR, enrol, sign_in};

/// Runs a shell's words in a folder; what they print.
fn shell(folder: &Path, words: &str) -> String {
    let ran = Command::new("sh").args(["-ec", words]).current_dir(folder).stderr(Stdio::inherit()).output().unwrap();
    assert!(ran.status.success(), "{words}: install what the test `peers` needs by `cargo xtask test`");
    String::from_utf8(ran.stdout).unwrap()
}

#[test]
fn the_sheet_and_the_stock_age_program_open_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study) = (app(folder.path(), Path::new("/nonexistent")), folder.path().join("study"));
    let input = json!({"folder": study, "title": "Skin", "language": "en", "name": COORDINATOR.name,
                       "password": COORDINATOR.password});
    let sheet = app.call("study.create", input).unwrap()["recovery"].as_str().unwrap().to_owned();
    enrol(&app, &study).unwrap();
    sign_in(&app, &study, COORDINATOR).unwrap();
    app.call("backup.write", json!({"when_due": false})).unwrap();
    let entries = app.call("record.verify", Value::Null).unwrap()["entries"].as_u64().unwrap();
    let backups = app.call("backup.list", json!({"folder": study})).unwrap();

    let bare = tempfile::tempdir().unwrap();
    std::fs::copy(backups[0]["path"].as_str().unwrap(), bare.path().join("study.consilium-backup")).unwrap();
    std::fs::write(bare.path().join("sheet.txt"), sheet).unwrap();
    shell(bare.path(), "tar xf study.consilium-backup && age --decrypt -i sheet.txt content.age | tar xz");
    let about: Value = serde_json::from_str(&shell(bare.path(), "cat about.json")).unwrap();
    assert_eq!(about["entries"].as_u64(), Some(entries));
    let lines = shell(bare.path(), "for file in entries/*; do cat $file; echo; done");
    assert_eq!(lines.lines().filter(|line| !line.is_empty()).count() as u64, entries);
    let manifest: Value = serde_json::from_str(&shell(bare.path(), "cat manifest.json")).unwrap();
    for (name, hash) in manifest["files"].as_object().unwrap() {
        assert_eq!(shell(bare.path(), &format!("sha256sum {name}")).split(' ').next(), hash.as_str(), "{name}");
    }
    // The last entry is the one that the backup names, and each is readable as it was signed.
    let last = lines.lines().rfind(|line| !line.is_empty()).unwrap();
    std::fs::write(bare.path().join("last"), last).unwrap();
    assert_eq!(shell(bare.path(), "sha256sum last").split(' ').next(), about["head"].as_str());
}
