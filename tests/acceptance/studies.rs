//! What a study is on disk: tables that are computed from the record, whichever version of the program wrote them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use app::{App, Code};
use serde_json::{Value, json};
use tests::day::{ids_in_order, publish, review};
use tests::folders::copy;
use tests::people::{COORDINATOR, EVERYBODY, FIRST, Person, SECOND, SENIOR, invite, sign_in};
use tests::readings::{Slant, annotation};

use crate::access::Place;
use crate::app as program;
use crate::review::OTHER_SENIOR;

/// Kinds of entries that the record of the open study has, all of them in force; its coordinator is signed in.
fn kinds(app: &App) -> BTreeSet<String> {
    let (mut kinds, mut after) = (BTreeSet::new(), Value::Null);
    loop {
        let lines = app.call("record.list", json!({"after": after, "limit": 1000})).unwrap();
        let lines = lines.as_array().unwrap();
        let Some(last) = lines.last() else { return kinds };
        after = last["position"].clone();
        assert!(lines.iter().all(|line| line["not_in_force"].is_null()), "{lines:?}");
        kinds.extend(lines.iter().map(|line| line["kind"].as_str().unwrap().to_owned()));
    }
}

/// Kinds that are written when entries come from another desk; `store` compares their tables in its histories.
const FROM_OTHER_DESKS: [&str; 2] = ["entries.received", "chain.received"];

/// Kinds that there are, as the schema of entries names them.
fn all_kinds() -> BTreeSet<String> {
    fn collect(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                let kind = fields.get("kind").and_then(|kind| kind["const"].as_str());
                found.extend(kind.filter(|kind| kind.contains('.')).map(str::to_owned));
                fields.values().for_each(|value| collect(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/entry/entry.v2.json");
    let mut found = BTreeSet::new();
    collect(&serde_json::from_slice(&fs::read(schema).unwrap()).unwrap(), &mut found);
    found
}

#[test]
fn the_tables_are_what_the_entries_say_whichever_kinds_there_are() {
    let (place, truths) = Place::prepared();
    let (app, study) = (&place.app, &place.study);
    let by = |person| sign_in(app, study, person).unwrap();
    let call = |name: &str, input: Value| app.call(name, input).unwrap();
    by(COORDINATOR);
    let ids = ids_in_order(&call("photograph.list", Value::Null), &truths).unwrap();
    call("study.configure", json!({"idle_minutes": 7, "subject_shown": true}));
    call("subject.rename", json!({"subject": truths[0].subject, "name": "Q-1", "merge": false}));
    let guest = json!({"name": "Guest", "roles": ["physician"], "grade": null, "years": null, "department": null});
    let guest = call("person.invite", guest)["person"].clone();
    call("person.reinvite", json!({"person": guest}));
    call("person.withdraw", guest);
    for id in &ids[..6] {
        call("photograph.screen", json!({"photograph": id, "decision": {"decision": "accept"}, "masks": []}));
    }
    call("calibration.choose", json!({"photograph": ids[5], "chosen": true}));
    call("photograph.assign", json!({"seed": 1}));
    let leaver = Person { name: "Ruth Cole", ..OTHER_SENIOR };
    invite(app, study, &[OTHER_SENIOR, leaver]).unwrap();
    by(COORDINATOR);
    call("person.revoke", place.person(leaver.name)["id"].clone());

    let draft =
        |n: usize, slant| json!({"annotation": annotation(&truths[n], slant), "history": null, "active_seconds": 9});
    let submit = |n: usize, slant| call("annotation.submit", json!({"photograph": ids[n], "draft": draft(n, slant)}));
    by(SENIOR);
    submit(5, Slant::Exact);
    for (person, slant) in [(FIRST, Slant::Exact), (SECOND, Slant::Swapped)] {
        by(person);
        submit(5, slant);
        submit(0, slant);
        let amended = json!({"photograph": ids[0], "draft": draft(0, slant), "reason": "I looked again."});
        call("annotation.amend", amended);
    }
    by(COORDINATOR);
    call("assignment.take_back", json!({"from": place.person(FIRST.name)["id"]}));

    by(SENIOR);
    let open = call("review.open", json!(ids[0]));
    let slot = open["undecided"][0]["slot"].clone();
    call("query.ask", json!({"photograph": ids[0], "reader": 0, "slot": slot, "text": "Is it scaly?"}));
    for person in [FIRST, SECOND] {
        by(person);
        let open = call("annotation.open", json!(ids[0]));
        if let Some(query) = open["queries"].as_array().unwrap().first() {
            call("query.answer", json!({"query": query["id"], "answer": "Finely."}));
        }
    }
    by(SENIOR);
    review(app, &json!(ids[0])).unwrap();
    let open = call("review.open", json!(ids[0]));
    let again = json!({"photograph": ids[0], "decisions": open["decisions"], "revisions": open["revisions"],
                       "review": open["signed"]["revision"], "password": SENIOR.password, "reason": "A word was missing."});
    call("review.sign", again);
    by(COORDINATOR);
    call("audit.draw", json!({"count": 1, "seed": 7}));
    by(OTHER_SENIOR);
    submit(0, Slant::Exact);

    by(COORDINATOR);
    call("question.draft", json!({"count": 8, "seed": 5}));
    by(SENIOR);
    let questions = call("question.list", Value::Null)["questions"].clone();
    let approve = json!({"verdict": "approve", "edited": null});
    for question in questions.as_array().unwrap() {
        call("question.review", json!({"id": question["question"]["id"], "judgement": approve}));
    }
    call("question.admit", json!({"template": "lesion.role", "reason": "The role is the point of the question."}));
    let first = &questions[0]["question"];
    call("question.reopen", json!({"id": first["id"], "draft": first}));
    by(COORDINATOR);
    publish(app, place.folder.path(), "1.0.0").unwrap();
    let another = "seven grey herons flying";
    call("password.change", json!({"old": COORDINATOR.password, "new": another}));
    call(
        "study.recover",
        json!({"folder": study, "sheet": place.sheet, "name": COORDINATOR.name, "password": COORDINATOR.password}),
    );

    let mut expected = all_kinds();
    expected.retain(|kind| !FROM_OTHER_DESKS.contains(&kind.as_str()));
    assert_eq!(kinds(app), expected, "every kind of entry is compared");
    let verified = call("record.verify", Value::Null);
    assert_eq!((&verified["problem"], &verified["differing"]), (&Value::Null, &json!([])));
}

#[test]
fn a_study_of_every_layout_that_ever_existed_is_opened_and_goes_on() {
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/studies");
    let mut layouts: Vec<_> = fs::read_dir(frozen).unwrap().map(|entry| entry.unwrap().path()).collect();
    layouts.retain(|path| path.is_dir());
    layouts.sort();
    assert!(layouts.len() >= 5, "{layouts:?}");
    for layout in layouts {
        let folder = tempfile::tempdir().unwrap();
        let study = folder.path().join("study");
        copy(&layout, &study).unwrap();
        let app = program(folder.path());
        for person in EVERYBODY {
            sign_in(&app, &study, person).unwrap();
        }
        // A physician's own work is there.
        sign_in(&app, &study, FIRST).unwrap();
        let queue = app.call("annotation.queue", Value::Null).unwrap();
        let submitted = queue.as_array().unwrap().iter().find(|item| item["state"] == "submitted").unwrap().clone();
        let open = app.call("annotation.open", submitted["photograph"]["id"].clone()).unwrap();
        assert!(!open["draft"]["annotation"]["lesions"].as_array().unwrap().is_empty(), "{layout:?}");
        // So are the reviews and questions; the record holds and goes on in the new program.
        sign_in(&app, &study, COORDINATOR).unwrap();
        let before = app.call("record.verify", Value::Null).unwrap();
        assert_eq!((&before["problem"], &before["differing"]), (&Value::Null, &json!([])), "{layout:?}");
        // What was done then is in force by the rules of today.
        kinds(&app);
        let questions = app.call("question.list", Value::Null).unwrap();
        assert!(questions["questions"].as_array().unwrap().iter().any(|one| one["stage"] == "approved"), "{layout:?}");
        app.call("study.configure", json!({"idle_minutes": 9})).unwrap();
        let after = app.call("record.verify", Value::Null).unwrap();
        assert_eq!(after["entries"].as_u64(), before["entries"].as_u64().map(|n| n + 1), "{layout:?}");
        assert_eq!((&after["problem"], &after["differing"]), (&Value::Null, &json!([])), "{layout:?}");
    }
}

#[test]
fn a_study_on_the_first_vocabulary_goes_on_with_it_and_moves_when_its_coordinator_says_so() {
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/studies/layout-7");
    let folder = tempfile::tempdir().unwrap();
    let study = folder.path().join("study");
    copy(&frozen, &study).unwrap();
    let app = program(folder.path());
    let version = || app.call("study.info", Value::Null).unwrap()["vocabulary"].clone();
    let offers = |version: &str, code: &str| {
        let terms = app.call("vocabulary.read", json!(version)).unwrap();
        let found = terms["lesion"].as_array().unwrap().iter().find(|term| term["code"] == code).cloned();
        found.map(|term| term["choosable"] == true)
    };
    let refused = |name: &str, input: Value| app.call(name, input).err().unwrap().code;

    sign_in(&app, &study, FIRST).unwrap();
    assert_eq!(version(), "1.0.0");
    assert_eq!((offers("1.0.0", "lesion.gangrene"), offers("1.0.0", "lesion.wound")), (Some(true), None));
    assert_eq!(refused("vocabulary.move", Value::Null), Code::NotAllowed);
    assert_eq!(refused("vocabulary.read", json!("9.0.0")), Code::StudyNewer);

    sign_in(&app, &study, COORDINATOR).unwrap();
    assert_eq!(refused("question.draft", json!({"count": 8, "seed": 1})), Code::VocabularyOlder);
    let view = app.call("vocabulary.changes", Value::Null).unwrap();
    let change =
        |code: &str| view["changes"].as_array().unwrap().iter().find(|one| one["code"] == code).cloned().unwrap();
    assert_eq!(change("lesion.gangrene")["changes"], json!(["withdrawn", "moved"]));
    assert_eq!(change("lesion.aphtha")["before"], json!(["Aphtha", "阿弗他溃疡"]));
    let moved = app.call("vocabulary.move", Value::Null).unwrap();
    assert_eq!((&moved["version"], &moved["changes"]), (&json!("2.0.0"), &json!([])));
    assert_eq!(refused("vocabulary.move", Value::Null), Code::Nothing);
    assert!(app.call("question.draft", json!({"count": 8, "seed": 1})).unwrap()["drafted"].as_u64().unwrap() > 0);
    let verified = app.call("record.verify", Value::Null).unwrap();
    assert_eq!((&verified["problem"], &verified["differing"]), (&Value::Null, &json!([])));

    // Whoever comes next is on it too; what was written before is read as it was.
    sign_in(&app, &study, FIRST).unwrap();
    assert_eq!(version(), "2.0.0");
    assert_eq!((offers("2.0.0", "lesion.gangrene"), offers("2.0.0", "lesion.wound")), (Some(false), Some(true)));
}
