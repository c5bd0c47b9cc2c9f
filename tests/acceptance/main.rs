//! Acceptance stories through the door: people can only do here what they can do at the window.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so and stops"
)]

mod access;
mod backups;
mod command_line;
mod import;
mod other_tools;
mod questions;
mod readings;
mod review;
mod studies;
mod work;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use app::{App, Code};
use rayon::prelude::*;
use serde_json::{Value, json};
use tests::day::{Day, Until, app as program, carry_through, ids_in_order, publish};
use tests::folders::copy;
use tests::people::{COORDINATOR, EVERYBODY, FIRST, Person, SECOND, SENIOR, create_study, enrol, sign_in};
use tests::photographs;
use tests::readings::{Slant, annotation};

fn app(folder: &Path) -> App {
    program(&folder.join("settings"), Path::new(env!("CARGO_BIN_EXE_consilium-demo")))
}

/// A whole day, carried through once for all tests that only look at what it left.
fn finished() -> &'static (PathBuf, Day) {
    static DAY: OnceLock<(PathBuf, Day)> = OnceLock::new();
    DAY.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("acceptance");
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        let day = carry_through(&app(&folder), &folder, Until::Released).unwrap();
        (folder, day)
    })
}

#[test]
fn the_main_job_runs_from_a_folder_to_a_verified_release() {
    let (folder, day) = finished();
    let release = day.release.clone().unwrap();
    assert!(!folder.join(".BodySurfaceDemo-1.0.0.partial").exists());
    for file in [
        "README.md",
        "splits.json",
        "quality.json",
        "provenance.json",
        "annotations/records.jsonl",
        "validation/metadata.jsonl",
        "test/metadata.jsonl",
        "vlmevalkit/BodySurfaceDemo_test_MCQ.tsv",
        "vlmevalkit/BodySurfaceDemo_validation_OpenEnded.tsv",
        "vocabulary/lesion.json",
    ] {
        assert!(release.join(file).is_file(), "{file}");
    }
    // Each subject lies in one split.
    let splits: Value = serde_json::from_slice(&fs::read(release.join("splits.json")).unwrap()).unwrap();
    let parts: Vec<&str> = splits["subjects"].as_object().unwrap().values().filter_map(Value::as_str).collect();
    assert!(parts.contains(&"validation") && parts.contains(&"test"));
    // No name, no subject, no file name of the import anywhere.
    for file in ["README.md", "annotations/records.jsonl", "provenance.json", "quality.json", "test/metadata.jsonl"] {
        let text = fs::read_to_string(release.join(file)).unwrap();
        for canary in ["Anna Berg", "Chen Yu", "Maria Okafor", "subject-0", "IMG_"] {
            assert!(!text.contains(canary), "{canary} in {file}");
        }
    }
}

#[test]
fn marks_lie_on_the_same_pixels_after_export_whatever_the_orientation_of_the_file_was() {
    let release = finished().1.release.clone().unwrap();
    let records = fs::read_to_string(release.join("annotations/records.jsonl")).unwrap();
    let released: Vec<Value> = records.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let truths = photographs::write_all(&tempfile::tempdir().unwrap().path().join("pictures"), 7).unwrap();
    let orientation_of = |record: &Value| {
        let marks = &record["readers"][0]["annotation"]["lesions"][0]["marks"];
        let drawn = |boxes: &[[f64; 4]]| {
            boxes.iter().take(3).zip(marks.as_array().unwrap()).all(|(drawn, mark)| {
                let at = ["x", "y", "width", "height"].map(|name| mark[name].as_f64().unwrap());
                at.iter().zip(drawn).all(|(at, drawn)| (at - drawn.round()).abs() < f64::EPSILON)
            })
        };
        let place = truths.iter().position(|truth| drawn(&truth.boxes)).expect("a photograph with these marks");
        let (upright, _) = photographs::upright(7, place);
        let shown = image::open(release.join(record["image"].as_str().unwrap())).unwrap().into_rgb8();
        assert_eq!(shown.dimensions(), upright.dimensions());
        // JPEG changes colours a little; a picture that is turned or shifted differs everywhere.
        let apart = shown.as_raw().iter().zip(upright.as_raw()).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>();
        let apart = apart / shown.as_raw().len() as f64;
        assert!(apart < 6.0, "{apart} at orientation {}", truths[place].orientation);
        truths[place].orientation
    };
    // Drawn again, on every core.
    let orientations: BTreeSet<u8> = released.par_iter().map(orientation_of).collect();
    assert_eq!(orientations.len(), 8, "photographs of all eight orientations are in the release: {orientations:?}");
}

#[test]
fn a_release_published_twice_from_the_same_record_is_the_same_byte_for_byte() {
    let (folder, _) = finished();
    let twice = [(); 2].map(|()| {
        let elsewhere = tempfile::tempdir().unwrap();
        let study = elsewhere.path().join("Body surface demo");
        copy(&folder.join("Body surface demo"), &study).unwrap();
        let app = app(elsewhere.path());
        sign_in(&app, &study, COORDINATOR).unwrap();
        let release = publish(&app, elsewhere.path(), "2.0.0").unwrap();
        fs::read_to_string(Path::new(release["folder"].as_str().unwrap()).join("SHA256SUMS")).unwrap()
    });
    assert!(twice[0].lines().count() > 20);
    assert_eq!(twice[0], twice[1]);
}

#[test]
fn a_flipped_byte_in_a_release_is_found() {
    let (_, day) = finished();
    let folder = tempfile::tempdir().unwrap();
    let release = folder.path().join("release");
    copy(day.release.as_ref().unwrap(), &release).unwrap();
    let app = app(folder.path());
    create_study(&app, &folder.path().join("study"), "Verifier").unwrap();
    let findings = || app.call("release.verify", json!({"folder": release})).unwrap()["findings"].clone();
    assert_eq!(findings(), json!([]));
    let path = release.join("test/metadata.jsonl");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert!(findings().as_array().unwrap().iter().any(|f| f["what"] == "hash"));
}

#[test]
fn the_second_annotation_stays_hidden_until_the_review_is_signed() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study) = (app(folder.path()), folder.path().join("study"));
    let truths = photographs::write_all(&folder.path().join("pictures"), 7).unwrap();
    create_study(&app, &study, "Blind").unwrap();
    enrol(&app, &study).unwrap();
    app.call("photograph.import", json!({"folder": folder.path().join("pictures")})).unwrap();
    let ids = ids_in_order(&app.call("photograph.list", Value::Null).unwrap(), &truths).unwrap();
    for id in &ids[..2] {
        app.call("photograph.screen", json!({"photograph": id, "decision": {"decision": "accept"}, "masks": []}))
            .unwrap();
    }
    app.call("photograph.assign", json!({"seed": 1})).unwrap();
    sign_in(&app, &study, FIRST).unwrap();
    let mut reading = annotation(&truths[0], Slant::Exact);
    reading["reasoning"] = json!("CANARY of the first reader");
    let draft = json!({"annotation": reading, "history": null, "active_seconds": 1});
    app.call("annotation.submit", json!({"photograph": ids[0], "draft": draft})).unwrap();

    sign_in(&app, &study, SECOND).unwrap();
    for (name, input) in [
        ("annotation.queue", Value::Null),
        ("annotation.open", json!(ids[0])),
        ("home.view", Value::Null),
        ("person.list", Value::Null),
    ] {
        let text = app.call(name, input).unwrap().to_string();
        assert!(!text.contains("CANARY"), "{name}");
    }
    let queue = app.call("annotation.queue", Value::Null).unwrap();
    assert!(queue.as_array().unwrap().iter().all(|item| item["photograph"]["stage"] == "assigned"));
    for name in ["review.queue", "agreement.view", "question.list", "record.list", "release.preview"] {
        let input = match name {
            "record.list" => json!({"after": null, "limit": 9}),
            "review.queue" => json!("random"),
            _ => Value::Null,
        };
        assert_eq!(app.call(name, input).err().unwrap().code, Code::NotAllowed, "{name}");
    }
    // A photograph that is assigned to nobody, or is unknown, is not shown either.
    assert!(app.picture(&ids[0], "preview", None, false).is_ok());
    assert!(app.picture("../../study.db", "full", None, false).is_err());
    app.call("study.close", Value::Null).unwrap();
    assert!(app.picture(&ids[0], "preview", None, false).is_err());
}

#[test]
fn bad_input_gets_a_code_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study) = (app(folder.path()), folder.path().join("study"));
    let pictures = folder.path().join("pictures");
    let truths = photographs::write_all(&pictures, 7).unwrap();
    let code = |app: &App, name: &str, input: Value| app.call(name, input).err().map(|error| error.code);
    assert_eq!(code(&app, "home.view", Value::Null), Some(Code::Locked));
    assert_eq!(code(&app, "no.such", Value::Null), Some(Code::UnknownCommand));
    create_study(&app, &study, "Bad input").unwrap();
    enrol(&app, &study).unwrap();
    assert_eq!(code(&app, "photograph.assign", json!({"seed": 1})), Some(Code::Nothing));

    let bad = format!("file,subject,age\n{},S1,40\n{},S2,old\n", truths[0].file, truths[1].file);
    fs::write(pictures.join("bad.csv"), bad).unwrap();
    let input = json!({"folder": pictures, "table": pictures.join("bad.csv")});
    let error = app.call("photograph.import", input).err().unwrap();
    let cell = &error.args["cells"][0];
    assert_eq!((error.code, &cell["line"], &cell["column"]), (Code::TableCells, &json!(3), &json!("age")));
    assert_eq!(app.call("photograph.list", Value::Null).unwrap(), json!([]), "nothing was imported");

    fs::write(pictures.join("phone.heic"), b"\0\0\0\x18ftypheic\0\0\0\0").unwrap();
    fs::write(pictures.join("cut.jpg"), &fs::read(pictures.join(&truths[0].file)).unwrap()[..900]).unwrap();
    let by_file = json!({"folder": pictures, "subject_from": "file"});
    let imported = app.call("photograph.import", by_file.clone()).unwrap();
    assert_eq!(imported["imported"], 24);
    let refused: Vec<_> =
        imported["refused"].as_array().unwrap().iter().map(|file| (&file["path"], &file["code"])).collect();
    assert_eq!(refused, [(&json!("cut.jpg"), &json!("unreadable")), (&json!("phone.heic"), &json!("unreadable"))]);
    // The same picture with other metadata is no second photograph.
    let mut other = fs::read(pictures.join(&truths[0].file)).unwrap();
    other.extend(b"a trailer");
    fs::write(pictures.join("copy.jpg"), other).unwrap();
    let copied = app.call("photograph.import", by_file).unwrap();
    assert_eq!((copied["imported"].clone(), copied["duplicates"].clone()), (json!(0), json!(25)));
    fs::remove_file(pictures.join("copy.jpg")).unwrap();
    let again = app.call("photograph.import", json!({"folder": pictures})).unwrap();
    assert_eq!((again["imported"].clone(), again["duplicates"].clone()), (json!(0), json!(24)));

    let ids = ids_in_order(&app.call("photograph.list", Value::Null).unwrap(), &truths).unwrap();
    app.call("photograph.screen", json!({"photograph": ids[0], "decision": {"decision": "accept"}, "masks": []}))
        .unwrap();
    app.call("photograph.assign", json!({"seed": 1})).unwrap();
    sign_in(&app, &study, FIRST).unwrap();
    let draft = |annotation: Value| json!({"photograph": ids[0], "draft": {"annotation": annotation, "history": null, "active_seconds": 1}});
    let mut unknown = annotation(&truths[0], Slant::Exact);
    unknown["regions"] = json!(["region.atlantis"]);
    assert_eq!(code(&app, "annotation.submit", draft(unknown)), Some(Code::UnknownTerm));
    let mut unfinished = annotation(&truths[0], Slant::Exact);
    unfinished["reasoning"] = json!("");
    assert_eq!(code(&app, "annotation.submit", draft(unfinished)), Some(Code::Incomplete));
    let kept = app.call("annotation.open", json!(ids[0])).unwrap();
    assert_eq!(
        kept["draft"]["annotation"]["regions"],
        json!(["region.thigh"]),
        "an unfinished submit is kept as a draft"
    );
    app.call("annotation.submit", draft(annotation(&truths[0], Slant::Exact))).unwrap();
    assert_eq!(
        code(&app, "annotation.submit", draft(annotation(&truths[0], Slant::Exact))),
        Some(Code::AlreadySubmitted)
    );
    assert_eq!(code(&app, "annotation.open", json!(ids[1])), Some(Code::NotAllowed));

    sign_in(&app, &study, SENIOR).unwrap();
    assert_eq!(code(&app, "review.open", json!(ids[0])), Some(Code::NotAllowed), "one annotation is not enough");
    let wrong = json!({"folder": study, "name": SENIOR.name, "password": "nothing of the kind"});
    assert_eq!(code(&app, "study.open", wrong), Some(Code::WrongPassword));
}

#[test]
fn a_cancelled_import_keeps_what_it_has_and_goes_on_later() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path());
    let pictures = folder.path().join("pictures");
    photographs::write_all(&pictures, 7).unwrap();
    create_study(&app, &folder.path().join("study"), "Cancelled").unwrap();
    let input = json!({"folder": pictures});
    let cancel_at_five = |step: app::Progress| {
        if step.done == 5 {
            app.call("work.cancel", json!("import")).unwrap();
        }
    };
    let begun = app.call_with_progress("photograph.import", input.clone(), "import", &cancel_at_five).unwrap();
    let kept = begun["imported"].as_u64().unwrap();
    assert!(begun["cancelled"] == true && (5..24).contains(&kept), "{begun}");
    let rest = app.call("photograph.import", input).unwrap();
    assert_eq!((rest["imported"].clone(), rest["duplicates"].clone()), (json!(24 - kept), json!(kept)));
    let verified = app.call("record.verify", Value::Null).unwrap();
    assert_eq!((&verified["problem"], &verified["differing"]), (&Value::Null, &json!([])));
}

#[test]
fn nobody_reviews_what_he_or_she_annotated() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study) = (app(folder.path()), folder.path().join("study"));
    let truths = photographs::write_all(&folder.path().join("pictures"), 7).unwrap();
    create_study(&app, &study, "Both roles").unwrap();
    let both = [FIRST, SECOND].map(|person| {
        let input = json!({"name": person.name, "roles": ["physician", "senior"], "grade": "senior", "years": 12,
                           "department": "Dermatology"});
        (person, app.call("person.invite", input).unwrap()["code"].clone())
    });
    for (person, code) in both {
        let input = json!({"folder": study, "name": person.name, "code": code, "password": person.password});
        app.call("study.join", input).unwrap();
    }
    sign_in(&app, &study, COORDINATOR).unwrap();
    app.call("photograph.import", json!({"folder": folder.path().join("pictures")})).unwrap();
    let id = &ids_in_order(&app.call("photograph.list", Value::Null).unwrap(), &truths).unwrap()[0];
    app.call("photograph.screen", json!({"photograph": id, "decision": {"decision": "accept"}, "masks": []})).unwrap();
    app.call("photograph.assign", json!({"seed": 1})).unwrap();
    for (person, slant) in [(FIRST, Slant::Exact), (SECOND, Slant::Swapped)] {
        sign_in(&app, &study, person).unwrap();
        let draft = json!({"annotation": annotation(&truths[0], slant), "history": null, "active_seconds": 1});
        app.call("annotation.submit", json!({"photograph": id, "draft": draft})).unwrap();
    }
    assert_eq!(app.call("review.queue", json!("random")).unwrap(), json!([]), "it is not even offered");
    let decisions = json!({"slots": {}, "differential": null, "reasoning": "", "treatment_text": ""});
    for (name, input) in [
        ("review.open", json!(id)),
        ("review.save", json!({"photograph": id, "decisions": decisions, "revisions": [1, 1], "review": 0})),
        (
            "review.sign",
            json!({"photograph": id, "decisions": decisions, "revisions": [1, 1], "review": 0, "password": SECOND.password}),
        ),
    ] {
        assert_eq!(app.call(name, input).err().map(|error| error.code), Some(Code::NotAllowed), "{name}");
    }
}

/// A study with everybody in it and the synthetic photographs imported; their ids in order.
fn imported(folder: &Path) -> (App, PathBuf, Vec<photographs::Truth>, Vec<String>) {
    let (app, study) = (app(folder), folder.join("study"));
    let truths = photographs::write_all(&folder.join("pictures"), 7).unwrap();
    create_study(&app, &study, "Skin").unwrap();
    enrol(&app, &study).unwrap();
    app.call("photograph.import", json!({"folder": folder.join("pictures")})).unwrap();
    let ids = ids_in_order(&app.call("photograph.list", Value::Null).unwrap(), &truths).unwrap();
    (app, study, truths, ids)
}

fn screen(app: &App, id: &str, decision: &Value) -> Value {
    app.call("photograph.screen", json!({"photograph": id, "decision": decision, "masks": []})).unwrap()
}

fn submit(app: &App, id: &str, annotation: &Value) -> Result<Value, app::AppError> {
    let draft = json!({"annotation": annotation, "history": null, "active_seconds": 1});
    app.call("annotation.submit", json!({"photograph": id, "draft": draft}))
}

#[test]
fn a_physician_is_tried_before_real_work_and_scored_without_seeing_the_reference() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study, truths, ids) = imported(folder.path());
    for id in &ids[..3] {
        screen(&app, id, &json!({"decision": "accept"}));
    }
    let choose = |id: &str, chosen: bool| app.call("calibration.choose", json!({"photograph": id, "chosen": chosen}));
    assert_eq!(choose(&ids[0], true).unwrap()["stage"], "calibration");
    assert!(choose(&ids[5], true).is_err(), "only an accepted photograph can be in the set");
    app.call("photograph.assign", json!({"seed": 1})).unwrap();
    let list = app.call("photograph.list", Value::Null).unwrap();
    let stage = |id: &str| {
        let mut all = list.as_array().unwrap().iter();
        all.find(|p| p["id"] == *id).map(|p| p["stage"].clone()).unwrap()
    };
    assert_eq!(
        (stage(&ids[0]), stage(&ids[1])),
        (json!("calibration"), json!("assigned")),
        "trials are never assigned"
    );

    // While no senior has read it, physicians do not see it; a senior's reading becomes the reference.
    sign_in(&app, &study, FIRST).unwrap();
    let queue = |app: &App| app.call("annotation.queue", Value::Null).unwrap().as_array().unwrap().clone();
    assert!(queue(&app).iter().all(|item| item["purpose"] == "reading"));
    sign_in(&app, &study, SENIOR).unwrap();
    assert_eq!(queue(&app).len(), 1, "a senior reads the calibration set and nothing else");
    submit(&app, &ids[0], &annotation(&truths[0], Slant::Exact)).unwrap();
    assert!(submit(&app, &ids[0], &annotation(&truths[0], Slant::Exact)).is_err(), "a reference stays");

    // From then on the trial comes before everything else, and nothing of the reference is shown.
    sign_in(&app, &study, FIRST).unwrap();
    let waiting = queue(&app);
    assert_eq!((waiting.len(), waiting[0]["photograph"]["id"].clone()), (1, json!(ids[0])));
    assert!(submit(&app, &ids[1], &annotation(&truths[1], Slant::Exact)).is_err(), "real work waits for the practice");
    assert_eq!(app.call("annotation.open", json!(ids[0])).unwrap()["draft"]["annotation"]["regions"], json!([]));
    assert_eq!(app.call("calibration.view", Value::Null).unwrap()["people"][0]["kinds"], json!([]));
    submit(&app, &ids[0], &annotation(&truths[0], Slant::Swapped)).unwrap();
    let view = app.call("calibration.view", Value::Null).unwrap();
    assert_eq!(view["people"].as_array().unwrap().len(), 1, "one's own score only");
    let field = |name: &str| {
        let mut fields = view["people"][0]["kinds"].as_array().unwrap().iter();
        fields.find(|field| field["kind"] == name).cloned().unwrap()
    };
    assert_eq!(field("region")["precision"]["value"], 1.0);
    assert!(field("attribute")["precision"]["value"].as_f64().unwrap() < 1.0, "another colour is seen in the score");
    let draft = json!({"annotation": annotation(&truths[0], Slant::Exact), "history": null, "active_seconds": 1});
    let amend = json!({"photograph": ids[0], "draft": draft, "reason": "I saw the score."});
    assert_eq!(app.call("annotation.amend", amend).err().map(|error| error.code), Some(Code::AlreadyReviewed));
    assert!(queue(&app).iter().all(|item| item["purpose"] == "reading") && !queue(&app).is_empty(), "real work begins");

    sign_in(&app, &study, SECOND).unwrap();
    submit(&app, &ids[0], &annotation(&truths[0], Slant::Apart)).unwrap();

    sign_in(&app, &study, COORDINATOR).unwrap();
    assert_eq!(app.call("calibration.view", Value::Null).unwrap()["people"].as_array().unwrap().len(), 2);
    assert_eq!(app.call("agreement.view", Value::Null).unwrap()["photographs"], 0, "trials are not the study");
    let left_out = app.call("release.preview", Value::Null).unwrap()["photographs"].clone();
    assert_eq!(left_out["calibration"], 1, "{left_out}");
    assert!(choose(&ids[0], false).is_err(), "what was read stays in the set");
    let verified = app.call("record.verify", Value::Null).unwrap();
    assert_eq!((&verified["problem"], &verified["differing"]), (&Value::Null, &json!([])));
}

#[test]
fn what_goes_wrong_is_logged_on_this_machine_without_names_or_paths() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study, ..) = imported(folder.path());
    let wrong = Person { password: "not this one", ..FIRST };
    assert!(sign_in(&app, &study, wrong).is_err());
    assert_eq!(app.call("log.read", Value::Null).unwrap_err().code, Code::Locked, "nobody is signed in");
    sign_in(&app, &study, COORDINATOR).unwrap();
    let nowhere = json!({"folder": folder.path().join("not there")});
    assert_eq!(app.call("log.save", nowhere).unwrap_err().code, Code::PathNotFound);
    let log = app.call("log.read", Value::Null).unwrap();
    let lines: Vec<&str> = log["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    assert_eq!(log["total"], lines.len());
    let expected =
        ["log.save\" code=\"path_not_found", "log.read\" code=\"locked", "study.open\" code=\"wrong_password"];
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.contains(expected), "{lines:?}");
    }
    let all = lines.concat();
    assert!(EVERYBODY.iter().all(|person| !all.contains(person.name)) && !all.contains("Skin") && !all.contains('/'));
    let saved = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    for name in ["consilium.log", "consilium-2.log"] {
        let path = app.call("log.save", json!({"folder": folder.path()})).unwrap();
        assert_eq!(path, folder.path().join(name).display().to_string());
        assert!(saved(name).ends_with(&format!("{}\n", lines[0])), "the newest comes last");
    }
}

#[test]
fn a_screening_decision_is_taken_back_by_who_made_it_until_somebody_annotates() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study, _, ids) = imported(folder.path());
    sign_in(&app, &study, FIRST).unwrap();
    screen(&app, &ids[0], &json!({"decision": "discard", "reason": "unclear"}));
    let mine = app.call("photograph.list", Value::Null).unwrap();
    assert!(mine.as_array().unwrap().iter().any(|p| p["id"] == ids[0]), "the decision can still be seen");
    assert_eq!(screen(&app, &ids[0], &json!({"decision": "withdraw"}))["screening"], Value::Null);
    screen(&app, &ids[0], &json!({"decision": "accept"}));
    sign_in(&app, &study, SECOND).unwrap();
    let others = app.call("photograph.list", Value::Null).unwrap();
    assert!(others.as_array().unwrap().iter().all(|p| p["id"] != ids[0]), "another's decision is not shown");
    let withdraw = json!({"photograph": ids[0], "decision": {"decision": "withdraw"}, "masks": []});
    assert_eq!(app.call("photograph.screen", withdraw).err().map(|error| error.code), Some(Code::NotAllowed));
}

#[test]
fn the_record_is_listed_from_either_end_and_saved_as_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study) = (app(folder.path()), folder.path().join("study"));
    create_study(&app, &study, "Skin").unwrap();
    enrol(&app, &study).unwrap();
    sign_in(&app, &study, COORDINATOR).unwrap();
    let positions = |which: Value| -> Vec<i64> {
        let lines = app.call("record.list", which).unwrap();
        lines.as_array().unwrap().iter().map(|line| line["position"].as_i64().unwrap()).collect()
    };
    let newest = positions(json!({"after": null, "limit": 100}));
    let oldest = positions(json!({"after": null, "limit": 100, "oldest_first": true}));
    assert!(newest.len() > 4 && oldest[0] == 1 && newest.iter().rev().eq(&oldest));
    assert_eq!(positions(json!({"after": 2, "limit": 2, "oldest_first": true})), [3, 4]);
    assert_eq!(positions(json!({"after": 3, "limit": 9})), [2, 1]);
    let which = json!({"after": null, "limit": 1, "oldest_first": true, "kind": "person.invited"});
    let invited = positions(json!({"after": null, "limit": 100, "oldest_first": true, "kind": "person.invited"}));
    let saved = |positions: &[i64]| {
        let input = json!({"folder": folder.path(), "which": which, "positions": positions});
        let path = app.call("record.save", input).unwrap();
        let text = fs::read_to_string(path.as_str().unwrap()).unwrap();
        let lines: Vec<String> = text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect();
        assert_eq!(lines[0], "position,at,author,kind,about,sha256,not_in_force");
        lines[1..].iter().map(|line| line.split(',').next().unwrap().parse().unwrap()).collect::<Vec<i64>>()
    };
    assert_eq!(saved(&[]), invited, "all that are found, not one page");
    assert_eq!(saved(&invited[1..]), invited[1..]);
    assert!(folder.path().join("record.csv").exists() && folder.path().join("record-2.csv").exists());
}

#[test]
fn what_a_person_likes_at_hand_is_kept_for_that_person_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (app, study) = (app(folder.path()), folder.path().join("study"));
    create_study(&app, &study, "Skin").unwrap();
    enrol(&app, &study).unwrap();
    sign_in(&app, &study, FIRST).unwrap();
    let liked = json!({"favourites": ["lesion.papule"], "recent": ["region.cheek"], "phrases": ["Come back in a week."],
                       "last": "one", "values": {"attribute.colour.red": 3}});
    let mut sent = liked.clone();
    sent["values"]["attribute.unheard_of"] = json!(1);
    app.call("preference.save", sent).unwrap();
    sign_in(&app, &study, SECOND).unwrap();
    assert_eq!(app.call("preference.read", Value::Null).unwrap()["favourites"], json!([]));
    sign_in(&app, &study, FIRST).unwrap();
    assert_eq!(app.call("preference.read", Value::Null).unwrap(), liked);
}

#[test]
fn a_release_is_refused_with_everything_that_stands_in_its_way() {
    let folder = tempfile::tempdir().unwrap();
    let study = folder.path().join("study");
    copy(&finished().0.join("Body surface demo"), &study).unwrap();
    let app = app(folder.path());
    sign_in(&app, &study, SENIOR).unwrap();
    let listed = app.call("question.list", Value::Null).unwrap();
    let approved = listed["questions"].as_array().unwrap().iter().find(|one| one["stage"] == "approved").unwrap();
    app.call("question.reopen", json!({"id": approved["question"]["id"]})).unwrap();
    sign_in(&app, &study, COORDINATOR).unwrap();
    let obstacles = |name: &str, version: &str, share: f64, leave_out: bool| -> Vec<String> {
        let input = json!({"folder": folder.path(), "name": name, "version": version, "license": "CC-BY-4.0",
                           "notes": "", "seed": 3, "validation_share": share, "leave_out": leave_out,
                           "password": COORDINATOR.password});
        let refusal = app.call("release.publish", input).err().unwrap();
        assert_eq!(refusal.code, Code::ReleaseRefused);
        let named = |one: &Value| one["fate"].as_str().or(one["what"].as_str()).unwrap().to_owned();
        refusal.args["obstacles"].as_array().unwrap().iter().map(named).collect()
    };
    assert_eq!(app.call("release.preview", Value::Null).unwrap()["unfinished"], json!({"not_judged": 1}));
    assert_eq!(obstacles("BodySurfaceDemo", "1.0.0", 0.1, true), ["exists"]);
    assert_eq!(obstacles("BodySurfaceDemo", "2.0.0", 0.1, false), ["not_judged"]);
    assert_eq!(obstacles("MMBench", "1", 0.6, false), ["name", "version", "share", "not_judged"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().flatten().filter(|file| file.path().is_dir()).count(), 2);
}

#[test]
fn a_release_names_what_it_leaves_out_and_what_is_not_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let study = folder.path().join("study");
    copy(&finished().0.join("Body surface demo"), &study).unwrap();
    let app = app(folder.path());
    sign_in(&app, &study, SENIOR).unwrap();
    let listed = app.call("question.list", Value::Null).unwrap();
    let approved: Vec<&Value> =
        listed["questions"].as_array().unwrap().iter().filter(|one| one["stage"] == "approved").collect();
    let [reworded, rejected] = [0, 1].map(|place: usize| approved[place]["question"].clone());
    let mut edited = reworded.clone();
    edited["text"]["en"] = json!("Which of these can be seen here?");
    let judge = |id: &Value, judgement: Value| {
        app.call("question.review", json!({"id": id, "judgement": judgement})).unwrap();
    };
    judge(&reworded["id"], json!({"verdict": "approve", "edited": edited}));
    judge(&rejected["id"], json!({"verdict": "reject", "reason": "Ambiguous."}));
    sign_in(&app, &study, COORDINATOR).unwrap();
    let input = json!({"folder": folder.path(), "name": "BodySurfaceDemo", "version": "1.1.0", "license": "CC-BY-4.0",
                       "notes": "", "seed": 3, "leave_out": true, "zip": true, "password": COORDINATOR.password});
    let release = app.call("release.publish", input).unwrap();
    let release = Path::new(release["folder"].as_str().unwrap());
    assert!(fs::metadata(release.with_file_name("BodySurfaceDemo-1.1.0.zip")).unwrap().len() > 100_000);
    let read = |path: &str| fs::read_to_string(release.join(path)).unwrap();
    let changes: Value = serde_json::from_str(&read("changes.json")).unwrap();
    let expected = json!({"since": "1.0.0", "photographs_added": [], "photographs_removed": [], "questions_added": [],
                          "questions_removed": [rejected["id"]], "questions_changed": [reworded["id"]]});
    assert_eq!(changes, expected);
    assert!(read("CHANGELOG.md").contains("- questions changed: 1\n") && read("CHANGELOG.md").contains("## 1.0.0"));
    let exclusions: Vec<Value> =
        read("exclusions.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(exclusions.contains(&json!({"what": "question", "id": rejected["id"], "reason": "rejected"})));
    // One left out of the list is missed.
    let shorter: String = read("exclusions.jsonl").lines().skip(1).map(|line| format!("{line}\n")).collect();
    fs::write(release.join("exclusions.jsonl"), shorter).unwrap();
    let findings = app.call("release.verify", json!({"folder": release})).unwrap()["findings"].clone();
    assert!(findings.as_array().unwrap().iter().any(|one| one["file"] == "exclusions.jsonl" && one["what"] == "count"));
}

#[test]
fn boxes_are_drawn_into_pictures_of_their_own_and_degraded_twins_stand_beside_them() {
    let folder = tempfile::tempdir().unwrap();
    copy(&finished().0.join("Body surface demo"), &folder.path().join("study")).unwrap();
    let app = app(folder.path());
    sign_in(&app, &folder.path().join("study"), COORDINATOR).unwrap();
    let input = json!({"folder": folder.path(), "name": "BodySurfaceDemo", "version": "5.0.0", "license": "CC-BY-NC-SA-4.0",
                       "notes": "", "seed": 7, "leave_out": true, "degraded": true, "password": COORDINATOR.password});
    let published = app.call("release.publish", input).unwrap();
    let release = PathBuf::from(published["folder"].as_str().unwrap());
    let rows = |path: &str| -> Vec<Value> {
        let text = fs::read_to_string(release.join(path)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let is_green = |pixel: &image::Rgb<u8>| pixel.0.iter().zip([0, 200, 83]).all(|(a, b)| a.abs_diff(b) < 40);
    let (mut boxed, mut pictures) = (0, BTreeSet::new());
    for split in ["validation", "test"] {
        for row in rows(&format!("{split}/metadata.jsonl")) {
            let path = format!("{split}/{}", row["file_name"].as_str().unwrap());
            let own = path.contains(row["photograph"].as_str().unwrap());
            let Some(around) = row["boxes"].get(0) else {
                assert!(own, "{row}");
                pictures.insert(path);
                continue;
            };
            assert!(!own && row["question"].as_str().unwrap().contains("green box"), "{row}");
            let drawn = image::open(release.join(&path)).unwrap().to_rgb8();
            let [x, y, width] = ["x", "y", "width"].map(|field| around[field].as_u64().unwrap() as u32);
            let line: Vec<u32> = (x..x + width).filter(|x| *x < drawn.width()).collect();
            let green = line.iter().filter(|x| is_green(drawn.get_pixel(**x, y.max(2) - 2))).count();
            assert!(green * 10 > line.len() * 8, "{green} of {}", line.len());
            boxed += 1;
            pictures.insert(path);
        }
    }
    assert!(boxed > 0);
    let degraded = rows("twins/degraded/pictures.jsonl");
    assert_eq!(degraded.len(), pictures.len() * 24);
    for row in degraded.iter().step_by(7) {
        assert!(pictures.contains(row["original"].as_str().unwrap()), "{row}");
        let [before, after] = ["original", "picture"].map(|field| release.join(row[field].as_str().unwrap()));
        let ([before, after], [size, other]) = (
            [&before, &after].map(|path| fs::read(path).unwrap()),
            [before, after].map(|path| image::image_dimensions(path).unwrap()),
        );
        assert!(before != after && size.0.max(size.1).min(2048) == other.0.max(other.1), "{row}");
    }
    assert_eq!(app.call("release.verify", json!({"folder": release})).unwrap()["findings"], json!([]));
    fs::remove_file(release.join(degraded[0]["picture"].as_str().unwrap())).unwrap();
    let findings = app.call("release.verify", json!({"folder": release})).unwrap()["findings"].clone();
    assert!(findings.as_array().unwrap().iter().any(|one| one["what"] == "reference"), "{findings}");
}

#[test]
fn a_judgement_is_taken_back_and_made_again() {
    let folder = tempfile::tempdir().unwrap();
    copy(&finished().0.join("Body surface demo"), &folder.path().join("study")).unwrap();
    let app = app(folder.path());
    sign_in(&app, &folder.path().join("study"), SENIOR).unwrap();
    // A judgement, which states something.
    let listed = app.call("question.list", Value::Null).unwrap();
    let states = |one: &&Value| one["stage"] == "approved" && !one["question"]["stated"].is_null();
    let approved = listed["questions"].as_array().unwrap().iter().find(states).cloned().unwrap();
    assert_eq!(approved["reviewer"], SENIOR.name);
    let id = approved["question"]["id"].clone();
    let stands = || {
        let listed = app.call("question.list", Value::Null).unwrap();
        listed["questions"].as_array().unwrap().iter().find(|one| one["question"]["id"] == id).unwrap().clone()
    };
    let mut edited = approved["question"].clone();
    edited["text"]["en"] = json!("Which of these is seen?");
    let judge = |judgement: Value| app.call("question.review", json!({"id": id, "judgement": judgement})).unwrap();
    judge(json!({"verdict": "approve", "edited": edited}));
    assert_eq!(stands()["question"]["text"]["en"], "Which of these is seen?");
    // Undone with the wording that it had, then judged otherwise.
    app.call("question.reopen", json!({"id": id, "draft": approved["question"]})).unwrap();
    assert_eq!(
        (&stands()["stage"], &stands()["question"], &stands()["reviewer"]),
        (&json!("drafted"), &approved["question"], &Value::Null)
    );
    assert_eq!(app.call("question.reopen", json!({"id": id})).err().unwrap().code, Code::Nothing);
    judge(json!({"verdict": "reject", "reason": "Ambiguous."}));
    assert_eq!((&stands()["stage"], &stands()["reason"]), (&json!("rejected"), &json!("Ambiguous.")));
    // All of it can be looked up, with who, why and the words.
    let history = app.call("question.history", id.clone()).unwrap();
    let told = |step: &Value| json!([step["deed"], step["by"], step["reason"], step["text"]["en"]]);
    let (senior, drafted_text) = (SENIOR.name, &approved["question"]["text"]["en"]);
    let expected = json!([
        ["drafted", COORDINATOR.name, null, null],
        ["approved", senior, null, null],
        ["reworded", senior, null, "Which of these is seen?"],
        ["reopened", senior, null, drafted_text],
        ["rejected", senior, "Ambiguous.", null],
    ]);
    let history: Vec<Value> = history.as_array().unwrap().iter().map(told).collect();
    assert_eq!(json!(history[..5]), expected);
    judge(json!({"verdict": "approve", "edited": null}));
    assert_eq!((&stands()["stage"], &stands()["reason"]), (&json!("approved"), &Value::Null));
}

#[test]
fn a_question_keeps_no_reason_that_a_new_wording_made_untrue_and_waits_for_its_language() {
    let folder = tempfile::tempdir().unwrap();
    copy(&finished().0.join("Body surface demo"), &folder.path().join("study")).unwrap();
    let app = app(folder.path());
    sign_in(&app, &folder.path().join("study"), SENIOR).unwrap();
    let listed = app.call("question.list", Value::Null).unwrap();
    let questions: Vec<Value> =
        listed["questions"].as_array().unwrap().iter().map(|one| one["question"].clone()).collect();
    let reworded = |question: &Value| {
        let judgement = json!({"verdict": "approve", "edited": question});
        app.call("question.review", json!({"id": question["id"], "judgement": judgement})).unwrap();
        let listed = app.call("question.list", Value::Null).unwrap();
        let found = listed["questions"].as_array().unwrap().iter().find(|one| one["question"]["id"] == question["id"]);
        found.unwrap()["question"].clone()
    };
    let wrong = |question: &Value| -> Vec<usize> {
        let options = question["options"].as_array().unwrap();
        (0..options.len()).filter(|place| options[*place]["why_wrong"].is_object()).collect()
    };

    // One wrong option is worded anew, another is found to be right.
    let before = questions.iter().find(|question| wrong(question).len() == 3).unwrap();
    let places = wrong(before);
    let mut edited = before.clone();
    edited["options"][places[0]]["text"]["en"] = json!("Something else");
    edited["options"][places[1]]["correct"] = json!(true);
    let after = reworded(&edited);
    assert_eq!(wrong(&after), [places[2]]);
    assert_eq!(after["options"][places[0]]["code"], Value::Null);
    assert_eq!(after["options"][places[1]]["code"], before["options"][places[1]]["code"]);
    // A reason that the page makes up is not taken.
    let mut forged = before.clone();
    let right = (0..4).find(|place| !places.contains(place)).unwrap();
    forged["options"][right]["correct"] = json!(false);
    forged["options"][right]["why_wrong"] = json!({"why": "harmful"});
    forged["options"][places[0]]["correct"] = json!(true);
    assert!(!wrong(&reworded(&forged)).contains(&right));

    let no = questions.iter().find(|question| question["why_false"].is_object()).unwrap();
    assert_eq!(reworded(no)["why_false"], no["why_false"], "nothing was worded anew");
    let mut yes = no.clone();
    yes["answer"] = json!({"en": "Yes", "zh": "是"});
    assert_eq!(reworded(&yes)["why_false"], Value::Null);

    // An answer in the other language alone is kept, and left out of the release of an English study.
    let mut open = questions.iter().find(|question| question["form"] == "short_answer").unwrap().clone();
    open["answer"] = json!({"en": "", "zh": "丘疹"});
    assert_eq!(reworded(&open)["answer"]["zh"], "丘疹");
    sign_in(&app, &folder.path().join("study"), COORDINATOR).unwrap();
    let preview = app.call("release.preview", Value::Null).unwrap();
    assert!(preview["questions"]["not_translated"].as_u64().unwrap() >= 1, "{}", preview["questions"]);
}

#[test]
fn what_was_released_stays_in_its_split_whatever_a_later_release_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    copy(&finished().0.join("Body surface demo"), &folder.path().join("study")).unwrap();
    let app = app(folder.path());
    sign_in(&app, &folder.path().join("study"), COORDINATOR).unwrap();
    let publish = |version: &str, seed: u64, share: f64| {
        app.call(
            "release.publish",
            json!({"folder": folder.path(), "name": "Demo", "version": version, "license": "CC-BY-4.0", "notes": "",
                   "seed": seed, "validation_share": share, "leave_out": true, "password": COORDINATOR.password}),
        )
    };
    let pictures = |release: &Path, split: &str| -> BTreeSet<String> {
        let files = fs::read_dir(release.join(split).join("images")).unwrap().flatten();
        files.map(|file| file.file_name().to_string_lossy().into_owned()).collect()
    };
    let first = finished().0.join("BodySurfaceDemo-1.0.0");
    for (version, seed, share) in [("2.0.0", 1, 0.5), ("2.1.0", 99, 0.0)] {
        let release = PathBuf::from(publish(version, seed, share).unwrap()["folder"].as_str().unwrap());
        for split in ["validation", "test"] {
            assert_eq!(pictures(&release, split), pictures(&first, split), "{version} {split}");
        }
    }
    assert!(!pictures(&first, "validation").is_empty() && !pictures(&first, "test").is_empty());
}

#[test]
fn a_release_is_not_blocked_by_what_subjects_are_called() {
    let folder = tempfile::tempdir().unwrap();
    copy(&finished().0.join("Body surface demo"), &folder.path().join("study")).unwrap();
    let app = app(folder.path());
    sign_in(&app, &folder.path().join("study"), COORDINATOR).unwrap();
    let listed = app.call("photograph.list", Value::Null).unwrap();
    let subjects: BTreeSet<String> =
        listed.as_array().unwrap().iter().map(|one| one["capture"]["subject"].as_str().unwrap().to_owned()).collect();
    assert!(subjects.len() >= 6);
    // Numbers stand in hashes and counts, these words in the vocabulary, the splits and the card.
    let names = ["test", "Psoriasis", "image", "0001", "0002", "0003", "0004", "0005", "0006"];
    for (subject, name) in subjects.iter().zip(names) {
        app.call("subject.rename", json!({"subject": subject, "name": name, "merge": false})).unwrap();
    }
    publish(&app, folder.path(), "9.0.0").unwrap();
}

#[test]
fn notes_reach_coordinators_alone_and_no_release() {
    const CANARY: &str = "canary-of-the-notes";
    let folder = tempfile::tempdir().unwrap();
    let study = folder.path().join("study");
    copy(&finished().0.join("Body surface demo"), &study).unwrap();
    let pictures = folder.path().join("pictures");
    copy(&finished().0.join("photographs"), &pictures).unwrap();
    let manifest = fs::read_to_string(pictures.join("manifest.csv")).unwrap();
    let lines: Vec<String> = manifest
        .lines()
        .enumerate()
        .map(|(line, text)| format!("{text},{}", if line == 0 { "Diagnosis" } else { CANARY }))
        .collect();
    // One more, which waits for screening.
    fs::write(pictures.join("extra.jpg"), photographs::large([300, 200], 1, 7)).unwrap();
    fs::write(pictures.join("manifest.csv"), lines.join("\n") + &format!("\nextra.jpg,S9,,,,,,,{CANARY}\n")).unwrap();
    let app = app(folder.path());
    sign_in(&app, &study, COORDINATOR).unwrap();
    let report = app.call("photograph.import", json!({"folder": pictures, "keep_notes": true})).unwrap();
    assert_eq!(report["updated"].as_array().unwrap().len(), 24);
    let says = |name: &str, input: Value| app.call(name, input).unwrap().to_string().contains(CANARY);
    assert!(says("photograph.list", Value::Null));
    let listed = app.call("photograph.list", Value::Null).unwrap();
    let waiting = listed.as_array().unwrap().iter().find(|one| one["stage"] == "imported").unwrap()["id"].clone();
    let screened = |decision: &str| json!({"photograph": waiting, "decision": {"decision": decision}, "masks": []});
    assert!(says("photograph.screen", screened("accept")), "a coordinator goes on seeing them");
    app.call("photograph.screen", screened("withdraw")).unwrap();
    publish(&app, folder.path(), "9.1.0").unwrap();
    let mut open = vec![folder.path().join("BodySurfaceDemo-9.1.0")];
    let mut files = 0;
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
            } else {
                files += 1;
                let bytes = fs::read(entry.path()).unwrap();
                assert!(!bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes()), "{:?}", entry.path());
            }
        }
    }
    assert!(files > 10);
    sign_in(&app, &study, FIRST).unwrap();
    assert!(!says("photograph.list", Value::Null) && !says("annotation.queue", Value::Null));
    assert!(!says("photograph.screen", screened("accept")));
    sign_in(&app, &study, SENIOR).unwrap();
    let signed = app.call("review.signed", Value::Null).unwrap();
    assert!(!says("review.open", signed[0]["photograph"].clone()));
}
