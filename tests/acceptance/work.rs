//! Long work belongs to whoever began it, whatever becomes of the window meanwhile.

use std::sync::Mutex;
use std::sync::atomic::Ordering;

use app::{App, Code, Progress};
use serde_json::{Value, json};
use tests::day::publish;
use tests::folders::copy;
use tests::people::{COORDINATOR, FIRST, sign_in};
use tests::photographs;

use crate::access::{Place, code};
use crate::{app as program, finished};

/// Authors of the newest entries, with what they did.
fn newest(app: &App, limit: u32) -> Vec<(String, String)> {
    let lines = app.call("record.list", json!({"after": null, "limit": limit})).unwrap();
    let text = |line: &Value, field: &str| line[field].as_str().unwrap().to_owned();
    lines.as_array().unwrap().iter().map(|line| (text(line, "author"), text(line, "kind"))).collect()
}

#[test]
fn long_work_is_recorded_under_whoever_began_it_and_nobody_else_sits_down_before_its_end() {
    let (place, _) = Place::prepared();
    sign_in(&place.app, &place.study, COORDINATOR).unwrap();
    let pictures = place.folder.path().join("more");
    photographs::write_all(&pictures, 99).unwrap();
    let refused = Mutex::new(Vec::new());
    let meanwhile = |step: Progress| {
        let call = |name: &str, input: Value| code(place.app.call(name, input));
        if step.done == 3 {
            let mut refused = refused.lock().unwrap();
            refused.push(call("study.close", Value::Null));
            refused.push(call(
                "study.open",
                json!({"folder": place.study, "name": FIRST.name, "password": FIRST.password}),
            ));
            // Nobody asks for anything for a whole night.
            place.clocks.wall_minutes.store(13 * 60, Ordering::Relaxed);
            refused.push(call("home.view", Value::Null));
            refused.push(call(
                "study.unlock",
                json!({"folder": place.study, "name": FIRST.name, "password": FIRST.password}),
            ));
            assert!(place.app.picture("any", "preview", None, false).is_err());
        }
    };
    let input = json!({"folder": pictures});
    let imported = place.app.call_with_progress("photograph.import", input, "import", &meanwhile).unwrap();
    assert_eq!(imported["imported"], 24);
    let running = Code::WorkRunning;
    assert_eq!(*refused.lock().unwrap(), [running, running, Code::Locked, running]);
    // The session was over long ago: nothing is answered, and another can sit down at once.
    assert_eq!(code(place.app.call("home.view", Value::Null)), Code::Locked);
    sign_in(&place.app, &place.study, FIRST).unwrap();
    sign_in(&place.app, &place.study, COORDINATOR).unwrap();
    let by = newest(&place.app, 24);
    assert!(by.iter().all(|(author, kind)| author == COORDINATOR.name && kind == "photograph.imported"), "{by:?}");
    place.record_holds();
}

#[test]
fn a_publication_that_outlives_the_session_has_its_entry() {
    let (folder, _) = finished();
    let elsewhere = tempfile::tempdir().unwrap();
    let study = elsewhere.path().join("Body surface demo");
    copy(&folder.join("Body surface demo"), &study).unwrap();
    let app = program(elsewhere.path());
    sign_in(&app, &study, COORDINATOR).unwrap();
    let lock = |step: Progress| {
        if step.done == 2 {
            app.call("study.lock", Value::Null).unwrap();
        }
    };
    let input = json!({"folder": elsewhere.path(), "name": "Night", "version": "3.0.0", "license": "CC-BY-4.0",
                       "notes": "", "seed": 3, "leave_out": true, "password": COORDINATOR.password});
    let published = app.call_with_progress("release.publish", input, "release", &lock).unwrap();
    assert!(std::path::Path::new(published["folder"].as_str().unwrap()).join("SHA256SUMS").is_file());
    sign_in(&app, &study, COORDINATOR).unwrap();
    assert_eq!(newest(&app, 1), [(COORDINATOR.name.to_owned(), "release.published".to_owned())]);
}

#[test]
fn of_two_publications_of_one_version_the_one_without_an_entry_leaves_nothing() {
    let (folder, _) = finished();
    let elsewhere = tempfile::tempdir().unwrap();
    let study = elsewhere.path().join("Body surface demo");
    copy(&folder.join("Body surface demo"), &study).unwrap();
    let app = program(elsewhere.path());
    sign_in(&app, &study, COORDINATOR).unwrap();
    let parents = ["first", "second"].map(|name| elsewhere.path().join(name));
    parents.iter().for_each(|parent| std::fs::create_dir(parent).unwrap());
    let meanwhile = |step: Progress| {
        if step.done == 2 {
            publish(&app, &parents[1], "4.0.0").unwrap();
        }
    };
    let input = json!({"folder": parents[0], "name": "BodySurfaceDemo", "version": "4.0.0", "license": "CC-BY-4.0",
                       "notes": "", "seed": 3, "leave_out": true, "password": COORDINATOR.password});
    assert_eq!(code(app.call_with_progress("release.publish", input, "late", &meanwhile)), Code::AlreadyThere);
    let left = parents.map(|parent| std::fs::read_dir(parent).unwrap().count());
    assert_eq!(left, [0, 1], "the release that the record knows");
}

#[test]
fn cancelling_one_work_leaves_another_alone() {
    let (place, _) = Place::prepared();
    sign_in(&place.app, &place.study, COORDINATOR).unwrap();
    let pictures = place.folder.path().join("more");
    photographs::write_all(&pictures, 99).unwrap();
    let cancel = |step: Progress| {
        if step.done == 3 {
            place.app.call("work.cancel", json!("another")).unwrap();
            let input = json!({"folder": pictures, "subject_from": "folder"});
            let again = place.app.call_with_progress("import.preview", input, "import", &|_| {});
            assert_eq!(code(again), Code::BadInput, "one id, one work");
        }
    };
    let input = json!({"folder": pictures});
    let imported = place.app.call_with_progress("photograph.import", input, "import", &cancel).unwrap();
    assert_eq!((&imported["imported"], &imported["cancelled"]), (&json!(24), &json!(false)));
}
