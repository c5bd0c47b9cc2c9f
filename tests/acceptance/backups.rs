//! Backups: written in time, read back, and a study made of one again.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use app::Code;
use serde_json::{Value, json};
use tests::day::ids_in_order;
use tests::folders::copy;
use tests::people::{COORDINATOR, FIRST, SENIOR, sign_in};
use tests::photographs::Truth;

use crate::access::{Place, code};
use crate::app as program;

fn backups(app: &app::App, folder: &Path) -> Vec<Value> {
    app.call("backup.list", json!({"folder": folder})).unwrap().as_array().unwrap().clone()
}

/// A study of which no backup was written yet.
fn prepared() -> (Place, Vec<Truth>) {
    let (place, truths) = Place::prepared();
    fs::remove_dir_all(place.study.join("backups")).unwrap();
    (place, truths)
}

#[test]
fn signing_out_after_a_change_keeps_a_backup_and_a_damaged_study_comes_back_from_it() {
    let (place, truths) = prepared();
    let (app, study) = (&place.app, &place.study);
    sign_in(app, study, COORDINATOR).unwrap();
    let ids = ids_in_order(&app.call("photograph.list", Value::Null).unwrap(), &truths).unwrap();
    app.call("study.close", Value::Null).unwrap();
    assert!(backups(app, study).is_empty(), "nothing was changed");

    sign_in(app, study, COORDINATOR).unwrap();
    let accept = json!({"photograph": ids[0], "decision": {"decision": "accept"}, "masks": []});
    app.call("photograph.screen", accept).unwrap();
    let entries = app.call("record.verify", Value::Null).unwrap()["entries"].clone();
    app.call("study.close", Value::Null).unwrap();
    let [backup] = backups(app, study).try_into().unwrap();
    assert_eq!(backup["entries"], entries);

    fs::write(study.join("study.db"), vec![7; 100_000]).unwrap();
    assert_eq!(code(sign_in(app, study, COORDINATOR)), Code::StudyDamaged);
    let input = |password: &str| json!({"backup": backup["path"], "folder": study, "name": COORDINATOR.name, "password": password});
    assert_eq!(code(app.call("study.restore", input("not the password"))), Code::WrongPassword);
    // A physician's password does not open everybody's work.
    let physician = json!({"backup": backup["path"], "folder": study, "name": FIRST.name, "password": FIRST.password});
    assert_eq!(code(app.call("study.restore", physician)), Code::NotAllowed);
    let restored = app.call("study.restore", input(COORDINATOR.password)).unwrap();
    assert_eq!(restored["missing_photographs"], 0);
    let aside = restored["set_aside"].as_str().unwrap();
    assert_eq!(fs::read(Path::new(aside).join("study.db")).unwrap(), vec![7; 100_000], "nothing is deleted");

    sign_in(app, study, COORDINATOR).unwrap();
    let list = app.call("photograph.list", Value::Null).unwrap();
    assert_eq!(list.as_array().unwrap().iter().filter(|row| row["stage"] == "accepted").count(), 1);
    app.picture(&ids[0], "full", None, false).unwrap();
    assert_eq!(app.call("record.verify", Value::Null).unwrap()["entries"], entries);
    // The restored study is another device, and goes on.
    app.call("study.configure", json!({"idle_minutes": 9})).unwrap();
    place.record_holds();
}

#[test]
fn the_second_place_alone_makes_the_study_again_on_a_bare_machine() {
    let (place, truths) = prepared();
    let (app, study) = (&place.app, &place.study);
    let disk = tempfile::tempdir().unwrap();
    sign_in(app, study, COORDINATOR).unwrap();
    let ids = ids_in_order(&app.call("photograph.list", Value::Null).unwrap(), &truths).unwrap();
    assert_eq!(code(app.call("backup.choose_place", json!(study.join("photographs")))), Code::BadInput);
    assert_eq!(code(app.call("backup.choose_place", json!(disk.path().join("absent")))), Code::PathNotFound);
    let chosen = app.call("backup.choose_place", json!(disk.path())).unwrap();
    assert_eq!((&chosen["second_found"], &chosen["backups"]), (&json!(true), &json!([])));
    let written = app.call("backup.write", json!({"when_due": false})).unwrap();
    assert_eq!(written, json!({"written": true, "second": true}));
    let view = app.call("backup.view", Value::Null).unwrap();
    assert_eq!(view["backups"].as_array().unwrap().iter().filter(|backup| backup["second"] == true).count(), 1);

    // Another machine, which has nothing but that disk and the sheet.
    let bare = tempfile::tempdir().unwrap();
    copy(disk.path(), &bare.path().join("disk")).unwrap();
    let (elsewhere, again) = (program(bare.path()), bare.path().join("study"));
    let [backup] = backups(&elsewhere, &bare.path().join("disk")).try_into().unwrap();
    let wrong = json!({"backup": backup["path"], "folder": again, "sheet": "AGE-SECRET-KEY-1"});
    assert_eq!(code(elsewhere.call("study.restore", wrong)), Code::WrongSheet);
    let input = json!({"backup": backup["path"], "folder": again, "sheet": place.sheet});
    let restored = elsewhere.call("study.restore", input).unwrap();
    assert_eq!(restored, json!({"set_aside": null, "missing_photographs": 0}));
    sign_in(&elsewhere, &again, SENIOR).unwrap();
    for id in &ids {
        elsewhere.picture(id, "preview", None, false).unwrap();
    }
}

#[test]
fn change_is_kept_every_half_hour_and_what_did_not_change_is_not() {
    let (place, _) = prepared();
    let app = &place.app;
    let written = || app.call("backup.write", json!({"when_due": true})).unwrap()["written"] == true;
    let wait = |minutes: u64| {
        place.clocks.up_seconds.fetch_add(minutes * 60, Ordering::SeqCst);
        // Somebody is at the machine all the time.
        app.call("study.stay", Value::Null).unwrap();
    };
    sign_in(app, &place.study, COORDINATOR).unwrap();
    wait(31);
    assert!(!written(), "nothing was changed");
    app.call("study.configure", json!({"idle_minutes": 9})).unwrap();
    assert!(written());
    app.call("study.configure", json!({"idle_minutes": 8})).unwrap();
    wait(29);
    assert!(!written(), "too early");
    wait(2);
    assert!(written() && !written());
    assert_eq!(backups(app, &place.study).len(), 2);
}
