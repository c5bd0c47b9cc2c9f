//! Getting in, staying in, getting back in.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use app::{Allow, App, COMMANDS, Clock, Code, Strength};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tests::day::{app_at, ids_in_order, review};
use tests::folders::copy;
use tests::people::{COORDINATOR, FIRST, Person, SECOND, SENIOR, enrol, invite, sign_in};
use tests::photographs::{self, Truth};
use tests::readings::{Slant, annotation};

use crate::review::OTHER_SENIOR;

/// A wall clock and an uptime that are moved apart.
#[derive(Default)]
pub(crate) struct Clocks {
    pub(crate) wall_minutes: AtomicU64,
    pub(crate) up_seconds: AtomicU64,
}
impl Clock for Clocks {
    fn now(&self) -> DateTime<Utc> {
        let minutes = i64::try_from(self.wall_minutes.load(Ordering::Relaxed)).unwrap();
        DateTime::from_timestamp(1_780_000_000, 0).unwrap() + TimeDelta::minutes(minutes)
    }
    fn offset_minutes(&self) -> i32 {
        0
    }
    fn uptime(&self) -> Duration {
        Duration::from_secs(self.up_seconds.load(Ordering::Relaxed))
    }
}

pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) study: PathBuf,
    pub(crate) clocks: Arc<Clocks>,
    pub(crate) app: App,
    pub(crate) sheet: String,
}

fn program(folder: &Path, clocks: &Arc<Clocks>) -> App {
    let worker = Path::new(env!("CARGO_BIN_EXE_consilium-demo"));
    app_at(&folder.join("settings"), worker, Arc::clone(clocks) as Arc<dyn Clock>, Strength::DEMO)
}

impl Place {
    /// A study of the coordinator alone.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (study, clocks) = (folder.path().join("study"), Arc::new(Clocks::default()));
        let app = program(folder.path(), &clocks);
        let input = json!({"folder": study, "title": "Skin", "language": "en", "name": COORDINATOR.name,
                           "password": COORDINATOR.password});
        let created = app.call("study.create", input).unwrap();
        let sheet = created["recovery"].as_str().unwrap().to_owned();
        Self { folder, study, clocks, app, sheet }
    }

    /// With everybody in it and photographs imported, made once and copied for every test; nobody is signed in.
    pub(crate) fn prepared() -> (Self, Vec<Truth>) {
        static PREPARED: OnceLock<(PathBuf, String, Vec<Truth>)> = OnceLock::new();
        let (made, sheet, truths) = PREPARED.get_or_init(|| {
            let place = Self::new();
            enrol(&place.app, &place.study).unwrap();
            let pictures = place.folder.path().join("photographs");
            let truths = photographs::write_all(&pictures, 7).unwrap();
            place.app.call("photograph.import", json!({"folder": pictures})).unwrap();
            place.app.call("study.close", Value::Null).unwrap();
            (place.folder.keep(), place.sheet, truths)
        });
        let folder = tempfile::tempdir().unwrap();
        copy(made, folder.path()).unwrap();
        let (study, clocks) = (folder.path().join("study"), Arc::new(Clocks::default()));
        let app = program(folder.path(), &clocks);
        (Self { folder, study, clocks, app, sheet: sheet.clone() }, truths.clone())
    }

    /// With everybody in it and photographs assigned; the coordinator is signed in.
    fn with_photographs() -> (Self, Vec<Truth>, Vec<String>) {
        let (place, truths) = Self::prepared();
        sign_in(&place.app, &place.study, COORDINATOR).unwrap();
        let ids = ids_in_order(&place.app.call("photograph.list", Value::Null).unwrap(), &truths).unwrap();
        for id in &ids {
            let accept = json!({"photograph": id, "decision": {"decision": "accept"}, "masks": []});
            place.app.call("photograph.screen", accept).unwrap();
        }
        place.app.call("photograph.assign", json!({"seed": 1})).unwrap();
        (place, truths, ids)
    }

    fn open(&self, name: &str, password: &str) -> Result<Value, app::AppError> {
        self.app.call("study.open", json!({"folder": self.study, "name": name, "password": password}))
    }
    fn submit(&self, person: Person, truth: &Truth, id: &str) {
        sign_in(&self.app, &self.study, person).unwrap();
        let draft = json!({"annotation": annotation(truth, Slant::Exact), "history": null, "active_seconds": 60});
        self.app.call("annotation.submit", json!({"photograph": id, "draft": draft})).unwrap();
    }
    pub(crate) fn person(&self, name: &str) -> Value {
        let people = self.app.call("person.list", Value::Null).unwrap();
        people.as_array().unwrap().iter().find(|person| person["name"] == name).cloned().unwrap_or_default()
    }
    pub(crate) fn record_holds(&self) {
        sign_in(&self.app, &self.study, COORDINATOR).unwrap();
        let verified = self.app.call("record.verify", Value::Null).unwrap();
        assert_eq!((&verified["problem"], &verified["differing"]), (&Value::Null, &json!([])));
    }
}

pub(crate) fn code<T: std::fmt::Debug>(result: Result<T, app::AppError>) -> Code {
    result.unwrap_err().code
}

const ANOTHER: &str = "seven grey herons flying";

#[test]
fn whoever_holds_the_recovery_sheet_chooses_a_new_password_and_the_record_says_so() {
    let (place, truths, ids) = Place::with_photographs();
    place.submit(FIRST, &truths[0], &ids[0]);
    place.app.call("study.close", Value::Null).unwrap();
    // The whole printed page will do, in small letters and broken into groups.
    let groups: Vec<String> =
        place.sheet.to_lowercase().as_bytes().chunks(6).map(|g| String::from_utf8_lossy(g).into_owned()).collect();
    let page = format!("Consilium\nRecovery sheet of Skin\n\n{}\nKeep it locked away.\n", groups.join(" "));
    let with =
        |name: &str, sheet: &str| json!({"folder": place.study, "sheet": sheet, "name": name, "password": ANOTHER});
    let read = place.app.call("recovery.read", json!({"folder": place.study, "sheet": page})).unwrap();
    assert_eq!((read["title"].as_str(), read["people"].as_array().map(Vec::len)), (Some("Skin"), Some(4)));
    let other = Place::new().sheet;
    for wrong in ["", "AGE-SECRET-KEY-1", &other, &place.sheet[..60]] {
        assert_eq!(code(place.app.call("study.recover", with(FIRST.name, wrong))), Code::WrongSheet, "{wrong}");
    }
    assert_eq!(code(place.app.call("study.recover", with("Nobody", &page))), Code::UnknownPerson);
    for person in [FIRST, SENIOR, COORDINATOR] {
        let session = place.app.call("study.recover", with(person.name, &page)).unwrap();
        assert_eq!(session["name"], person.name);
        assert_eq!(code(place.open(person.name, person.password)), Code::WrongPassword);
        place.open(person.name, ANOTHER).unwrap();
    }
    // What they wrote and may read is still open to them.
    place.open(FIRST.name, ANOTHER).unwrap();
    let mine = place.app.call("annotation.open", json!(ids[0])).unwrap();
    assert_eq!(mine["revision"], 1);
    place.submit(SECOND, &truths[0], &ids[0]);
    place.open(SENIOR.name, ANOTHER).unwrap();
    assert_eq!(place.app.call("review.open", json!(ids[0])).unwrap()["readers"].as_array().unwrap().len(), 2);
    place.open(COORDINATOR.name, ANOTHER).unwrap();
    let verified = place.app.call("record.verify", Value::Null).unwrap();
    assert_eq!((&verified["problem"], &verified["differing"]), (&Value::Null, &json!([])));
    let lines = place.app.call("record.list", json!({"after": null, "limit": 1000})).unwrap();
    let recovered = lines.as_array().unwrap().iter().filter(|line| line["kind"] == "person.recovered").count();
    assert_eq!(recovered, 3);
}

#[test]
fn a_coordinator_starts_a_reset_and_learns_nothing() {
    let (place, truths, ids) = Place::with_photographs();
    place.submit(FIRST, &truths[0], &ids[0]);
    place.submit(SECOND, &truths[0], &ids[0]);
    for person in [FIRST, SENIOR] {
        sign_in(&place.app, &place.study, COORDINATOR).unwrap();
        let id = place.person(person.name)["id"].clone();
        let renewed = place.app.call("person.reinvite", json!({"person": id})).unwrap();
        assert_eq!(place.person(person.name)["joined"], false);
        assert_eq!(code(place.open(person.name, person.password)), Code::WrongPassword, "the old password is gone");
        let one_time = renewed["code"].as_str().unwrap();
        assert_eq!(place.open(person.name, one_time).unwrap()["must_join"], true);
        assert_eq!(code(place.app.call("home.view", Value::Null)), Code::Locked, "with a code nobody works");
        let join = json!({"folder": place.study, "name": person.name, "code": one_time, "password": ANOTHER});
        place.app.call("study.join", join).unwrap();
        assert_eq!(code(place.open(person.name, one_time)), Code::WrongPassword, "the code is used up");
    }
    place.open(FIRST.name, ANOTHER).unwrap();
    assert_eq!(place.app.call("annotation.open", json!(ids[0])).unwrap()["revision"], 1);
    place.open(SENIOR.name, ANOTHER).unwrap();
    place.app.call("review.open", json!(ids[0])).unwrap();
    place.record_holds();
    let me = place.person(COORDINATOR.name)["id"].clone();
    assert_eq!(code(place.app.call("person.reinvite", json!({"person": me}))), Code::NotAllowed);
    sign_in(&place.app, &place.study, SECOND).unwrap();
    let other = place.person(SENIOR.name)["id"].clone();
    assert_eq!(code(place.app.call("person.reinvite", json!({"person": other}))), Code::NotAllowed);
}

#[test]
fn an_invitation_is_corrected_given_again_and_withdrawn() {
    let place = Place::new();
    let invite = |name: &str, role: &str| {
        let input = json!({"name": name, "roles": [role], "grade": null, "years": null, "department": null});
        place.app.call("person.invite", input).unwrap()
    };
    let wrong = invite("Ana Berg", "coordinator");
    let right = json!({"name": "Anna Berg", "roles": ["physician"], "grade": "senior", "years": 4, "department": null});
    let corrected = place.app.call("person.reinvite", json!({"person": wrong["person"], "corrected": right})).unwrap();
    assert_eq!(place.person("Anna Berg")["roles"], json!(["physician"]));
    assert_eq!(place.person("Ana Berg"), Value::Null);
    let second = invite("Chen Yu", "physician");
    place.app.call("person.withdraw", second["person"].clone()).unwrap();
    assert_eq!(place.person("Chen Yu"), Value::Null);
    // The name is free again.
    invite("Chen Yu", "senior");
    for (name, one_time) in [("Ana Berg", &wrong), ("Anna Berg", &wrong), ("Chen Yu", &second)] {
        assert_eq!(code(place.open(name, one_time["code"].as_str().unwrap())), Code::WrongPassword, "{name}");
    }
    let join = json!({"folder": place.study, "name": "Anna Berg", "code": corrected["code"], "password": ANOTHER});
    place.app.call("study.join", join).unwrap();
    place.record_holds();
    let anna = place.person("Anna Berg")["id"].clone();
    assert_eq!(code(place.app.call("person.withdraw", anna.clone())), Code::NotAllowed, "who has joined stays");
    let again = json!({"person": anna, "corrected": {"name": "Anne", "roles": ["senior"], "grade": null, "years": null, "department": null}});
    assert_eq!(code(place.app.call("person.reinvite", again)), Code::NotAllowed, "and keeps name and role");
}

#[test]
fn who_leaves_signs_in_no_more_the_work_stays_and_others_seal_with_new_keys() {
    let (place, truths, ids) = Place::with_photographs();
    let by = |person| sign_in(&place.app, &place.study, person).unwrap();
    let kinds = || -> Vec<Value> {
        by(COORDINATOR);
        let lines = place.app.call("record.list", json!({"after": null, "limit": 1000})).unwrap();
        assert!(lines.as_array().unwrap().iter().all(|line| line["not_in_force"].is_null()), "{lines}");
        lines.as_array().unwrap().iter().map(|line| line["kind"].clone()).collect()
    };
    by(COORDINATOR);
    invite(&place.app, &place.study, &[OTHER_SENIOR]).unwrap();
    place.submit(FIRST, &truths[0], &ids[0]);
    place.submit(SECOND, &truths[0], &ids[0]);
    by(COORDINATOR);
    let id = |person: Person| place.person(person.name)["id"].clone();
    let leave = |person: Person| place.app.call("person.revoke", id(person));
    assert_eq!(code(leave(COORDINATOR)), Code::NotAllowed, "nobody ends the own participation");
    leave(OTHER_SENIOR).unwrap();
    assert_eq!(code(leave(OTHER_SENIOR)), Code::NotAllowed, "nobody leaves twice");
    assert_eq!(place.person(OTHER_SENIOR.name)["left"], true);
    assert_eq!(code(place.open(OTHER_SENIOR.name, OTHER_SENIOR.password)), Code::WrongPassword);
    assert!(!kinds().contains(&json!("sealing_key.renewed")));

    // What is submitted from now on is sealed with a key that the senior who left never had.
    place.submit(FIRST, &truths[1], &ids[1]);
    place.submit(SECOND, &truths[1], &ids[1]);
    place.submit(FIRST, &truths[2], &ids[2]);
    assert_eq!(kinds().iter().filter(|kind| *kind == "sealing_key.renewed").count(), 2, "once for each author");
    by(SENIOR);
    for id in &ids[..2] {
        review(&place.app, &json!(id)).unwrap();
    }

    // Begun and not submitted: taken back all the same, because nobody goes on with it.
    by(FIRST);
    let draft = json!({"annotation": annotation(&truths[3], Slant::Exact), "history": null, "active_seconds": 9});
    place.app.call("annotation.save", json!({"photograph": ids[3], "draft": draft})).unwrap();
    by(COORDINATOR);
    let first = id(FIRST);
    leave(FIRST).unwrap();
    assert_eq!(code(place.open(FIRST.name, FIRST.password)), Code::WrongPassword);
    by(COORDINATOR);
    let preview = place.app.call("assignment.preview", json!({"seed": 1})).unwrap();
    let load = preview["people"].as_array().unwrap().iter().find(|load| load["person"] == first).unwrap();
    let open = load["not_begun"].as_u64().unwrap();
    assert_eq!((&load["left"], &load["chosen"], open), (&json!(true), &json!(false), ids.len() as u64 - 3));
    let taken = place.app.call("assignment.take_back", json!({"from": first})).unwrap();
    assert_eq!(taken["photographs"].as_u64(), Some(open));
    assert_eq!(
        code(place.app.call("assignment.take_back", json!({"from": id(SECOND), "to": first}))),
        Code::NotAllowed
    );

    // With a new code the same person goes on with the own work.
    let again = place.app.call("person.reinvite", json!({"person": first})).unwrap();
    let join = json!({"folder": place.study, "name": FIRST.name, "code": again["code"], "password": ANOTHER});
    place.app.call("study.join", join).unwrap();
    for (id, revision) in [(&ids[0], 1), (&ids[2], 1)] {
        assert_eq!(place.app.call("annotation.open", json!(id)).unwrap()["revision"], revision);
    }
    place.record_holds();
    by(SECOND);
    assert_eq!(code(place.app.call("person.revoke", first)), Code::NotAllowed);
}

#[test]
fn a_person_changes_the_own_password() {
    let place = Place::new();
    let change = |old: &str, new: &str| place.app.call("password.change", json!({"old": old, "new": new}));
    assert_eq!(code(change("not the password", ANOTHER)), Code::WrongPassword);
    assert_eq!(code(change(COORDINATOR.password, "short")), Code::WeakPassword);
    change(COORDINATOR.password, ANOTHER).unwrap();
    assert_eq!(code(place.open(COORDINATOR.name, COORDINATOR.password)), Code::WrongPassword);
    place.open(COORDINATOR.name, ANOTHER).unwrap();
    let verified = place.app.call("record.verify", Value::Null).unwrap();
    assert_eq!((&verified["problem"], &verified["differing"]), (&Value::Null, &json!([])));
}

#[test]
fn wrong_passwords_delay_the_next_and_neither_a_restart_nor_another_clock_helps() {
    let place = Place::new();
    place.app.call("study.close", Value::Null).unwrap();
    let wait = |result: Result<Value, app::AppError>| {
        let error = result.unwrap_err();
        (error.code == Code::Wait).then(|| error.args["seconds"].as_u64().unwrap())
    };
    for name in [COORDINATOR.name, "Nobody At All"] {
        for _ in 0..5 {
            assert_eq!(wait(place.open(name, "not the password")), None);
        }
        // A name that nobody has looks the same.
        assert_eq!(wait(place.open(name, "not the password")), Some(15), "{name}");
    }
    assert_eq!(wait(place.open(COORDINATOR.name, COORDINATOR.password)), Some(15), "even the right one waits");
    place.clocks.wall_minutes.store(600_000, Ordering::Relaxed);
    assert_eq!(wait(place.open(COORDINATOR.name, COORDINATOR.password)), Some(15), "the wall clock is not asked");
    place.clocks.up_seconds.store(10, Ordering::Relaxed);
    let again = program(place.folder.path(), &place.clocks);
    let open = |app: &App, password: &str| {
        app.call("study.open", json!({"folder": place.study, "name": COORDINATOR.name, "password": password}))
    };
    assert_eq!(wait(open(&again, COORDINATOR.password)), Some(15), "after a restart the wait begins anew");
    place.clocks.up_seconds.store(25, Ordering::Relaxed);
    assert_eq!(wait(open(&again, "not the password")), None);
    assert_eq!(wait(open(&again, COORDINATOR.password)), Some(30), "the next one is twice as long");
    place.clocks.up_seconds.store(55, Ordering::Relaxed);
    open(&again, COORDINATOR.password).unwrap();
    again.call("study.close", Value::Null).unwrap();
    assert_eq!(wait(open(&again, "not the password")), None, "the right one forgets the rest");
}

#[test]
fn a_locked_window_answers_nothing_until_the_password_comes() {
    let (place, _, ids) = Place::with_photographs();
    assert!(place.app.picture(&ids[0], "preview", None, false).is_ok());
    place.app.call("study.lock", Value::Null).unwrap();
    for command in COMMANDS.iter().filter(|command| command.allow != Allow::Anyone) {
        assert_eq!(code(place.app.call(command.name, Value::Null)), Code::Locked, "{}", command.name);
    }
    assert!(place.app.picture(&ids[0], "preview", None, false).is_err());
    let unlock = |password: &str| {
        place.app.call("study.unlock", json!({"folder": place.study, "name": COORDINATOR.name, "password": password}))
    };
    assert_eq!(code(unlock("not the password")), Code::WrongPassword);
    assert_eq!(code(place.app.call("home.view", Value::Null)), Code::Locked);
    assert_eq!(unlock(COORDINATOR.password).unwrap()["name"], COORDINATOR.name);
    place.app.call("home.view", Value::Null).unwrap();
    // A window that does not lock itself is locked a minute later; the time is the study's.
    let set = |minutes: u8| place.app.call("study.configure", json!({"idle_minutes": minutes}));
    assert_eq!(code(set(31)), Code::BadInput);
    assert_eq!(set(3).unwrap()["idle_minutes"], 3);
    place.clocks.wall_minutes.store(3, Ordering::Relaxed);
    place.app.call("home.view", Value::Null).unwrap();
    place.clocks.wall_minutes.store(7, Ordering::Relaxed);
    assert_eq!(code(place.app.call("home.view", Value::Null)), Code::Locked);
}

#[test]
fn an_import_goes_on_while_the_window_is_locked() {
    let place = Place::new();
    let pictures = place.folder.path().join("photographs");
    photographs::write_all(&pictures, 7).unwrap();
    let refused = Mutex::new(None);
    let input = json!({"folder": pictures});
    let lock = |step: app::Progress| {
        if step.done == 3 {
            place.app.call("study.lock", Value::Null).unwrap();
            *refused.lock().unwrap() = Some(code(place.app.call("photograph.list", Value::Null)));
        }
    };
    let imported = place.app.call_with_progress("photograph.import", input, "import", &lock).unwrap();
    assert_eq!((imported["imported"].clone(), *refused.lock().unwrap()), (json!(24), Some(Code::Locked)));
    assert_eq!(code(place.app.call("photograph.list", Value::Null)), Code::Locked);
    let unlock = json!({"folder": place.study, "name": COORDINATOR.name, "password": COORDINATOR.password});
    place.app.call("study.unlock", unlock).unwrap();
    assert_eq!(place.app.call("photograph.list", Value::Null).unwrap().as_array().unwrap().len(), 24);
}

#[test]
fn one_password_serves_a_series_of_signatures_until_the_lock_and_is_never_part_of_what_is_signed() {
    let (place, truths, ids) = Place::with_photographs();
    for person in [FIRST, SECOND] {
        for n in 0..3 {
            place.submit(person, &truths[n], &ids[n]);
        }
    }
    sign_in(&place.app, &place.study, SENIOR).unwrap();
    let signature = |n: usize, password: Value, keep_open: bool, reasoning: &str| {
        let open = place.app.call("review.open", json!(ids[n])).unwrap();
        let decisions = json!({"slots": {}, "differential": null, "reasoning": reasoning, "treatment_text": ""});
        let input = json!({"photograph": ids[n], "decisions": decisions, "revisions": open["revisions"], "review": 0,
                           "password": password, "keep_open": keep_open});
        place.app.call("review.sign", input)
    };
    let words = "Seen and agreed.";
    assert_eq!(code(signature(0, Value::Null, false, words)), Code::PasswordNeeded);
    let leaked = format!("{words} {}", SENIOR.password);
    assert_eq!(code(signature(0, json!(SENIOR.password), true, &leaked)), Code::PasswordInText);
    signature(0, json!(SENIOR.password), true, words).unwrap();
    signature(1, Value::Null, true, words).unwrap();
    place.app.call("study.lock", Value::Null).unwrap();
    let unlock = json!({"folder": place.study, "name": SENIOR.name, "password": SENIOR.password});
    place.app.call("study.unlock", unlock).unwrap();
    assert_eq!(code(signature(2, Value::Null, true, words)), Code::PasswordNeeded, "a lock ends the series");
    for _ in 0..5 {
        assert_eq!(code(signature(2, json!("not the password"), true, words)), Code::WrongPassword);
    }
    assert_eq!(code(place.app.call("home.view", Value::Null)), Code::Locked, "five wrong ones lock");
    sign_in(&place.app, &place.study, SENIOR).unwrap();
    review(&place.app, &json!(ids[2])).unwrap();
}

#[test]
fn publishing_and_a_new_password_ask_for_the_password_and_count_wrong_ones() {
    let place = Place::new();
    let publish = |password: &str| {
        let input = json!({"folder": place.folder.path(), "name": "Skin", "version": "1.0.0", "license": "CC-BY-4.0",
                           "notes": "", "seed": 1, "password": password});
        place.app.call("release.publish", input)
    };
    for wrong in ["", "not the password"] {
        assert_eq!(code(publish(wrong)), Code::WrongPassword);
    }
    assert_eq!(code(publish(COORDINATOR.password)), Code::ReleaseRefused, "the right one begins the count anew");
    let change = || place.app.call("password.change", json!({"old": "not the password", "new": ANOTHER}));
    for _ in 0..5 {
        assert_eq!(code(change()), Code::WrongPassword);
    }
    assert_eq!(code(place.app.call("home.view", Value::Null)), Code::Locked, "five wrong ones lock");
}

#[test]
fn a_new_code_can_be_tried_at_once_in_the_same_window() {
    let (place, ..) = Place::with_photographs();
    for _ in 0..6 {
        let _ = place.open(FIRST.name, "not the password");
    }
    assert_eq!(code(place.open(FIRST.name, FIRST.password)), Code::Wait);
    sign_in(&place.app, &place.study, COORDINATOR).unwrap();
    assert_eq!(place.person(FIRST.name)["wrong_passwords"], 5);
    let id = place.person(FIRST.name)["id"].clone();
    let renewed = place.app.call("person.reinvite", json!({"person": id})).unwrap();
    assert_eq!(place.open(FIRST.name, renewed["code"].as_str().unwrap()).unwrap()["must_join"], true);
}

#[test]
fn assigning_is_shown_before_goes_to_who_has_joined_and_can_be_taken_back_and_handed_over() {
    let place = Place::new();
    let names = ["Ada", "Ben", "Cleo", "Dana"];
    let mut people = Vec::new();
    for name in names {
        let input = json!({"name": name, "roles": ["physician"], "grade": null, "years": null, "department": null});
        people.push(place.app.call("person.invite", input).unwrap());
    }
    let join = |n: usize| {
        let input = json!({"folder": place.study, "name": names[n], "code": people[n]["code"], "password": ANOTHER});
        place.app.call("study.join", input).unwrap();
    };
    join(0);
    sign_in(&place.app, &place.study, COORDINATOR).unwrap();
    let pictures = place.folder.path().join("photographs");
    let truths = photographs::write_all(&pictures, 7).unwrap();
    place.app.call("photograph.import", json!({"folder": pictures})).unwrap();
    let ids = ids_in_order(&place.app.call("photograph.list", Value::Null).unwrap(), &truths).unwrap();
    for id in &ids {
        let accept = json!({"photograph": id, "decision": {"decision": "accept"}, "masks": []});
        place.app.call("photograph.screen", accept).unwrap();
    }
    let preview = |people: Value| place.app.call("assignment.preview", json!({"seed": 3, "people": people})).unwrap();
    // One of four has joined: nobody else gets anything in passing.
    assert_eq!(preview(Value::Null)["too_few"], true);
    let refused = place.app.call("photograph.assign", json!({"seed": 3})).unwrap_err();
    assert_eq!((refused.code, refused.args["found"].clone()), (Code::TooFewPhysicians, json!(1)));
    join(1);
    join(2);
    sign_in(&place.app, &place.study, COORDINATOR).unwrap();
    let shown = preview(Value::Null);
    let gets = |view: &Value, n: usize| view["people"][n]["gets"].as_u64().unwrap();
    assert_eq!((gets(&shown, 0) + gets(&shown, 1) + gets(&shown, 2), gets(&shown, 3)), (48, 0));
    // Somebody who has not joined only when chosen.
    let all: Vec<Value> = people.iter().map(|person| person["person"].clone()).collect();
    assert!(gets(&preview(json!(all)), 3) > 0);
    place.app.call("photograph.assign", json!({"seed": 3})).unwrap();
    let after = preview(Value::Null);
    assert_eq!((after["photographs"].clone(), after["people"][0]["has"].clone()), (json!(0), json!(gets(&shown, 0))));
    // What is begun stays: one photograph submitted, one draft saved.
    let open = |n: usize| place.open(names[n], ANOTHER).unwrap();
    open(0);
    let mine = place.app.call("annotation.queue", Value::Null).unwrap();
    let mine: Vec<&str> =
        mine.as_array().unwrap().iter().map(|item| item["photograph"]["id"].as_str().unwrap()).collect();
    let truth = |id: &str| &truths[ids.iter().position(|other| other == id).unwrap()];
    let draft =
        |id: &str| json!({"annotation": annotation(truth(id), Slant::Exact), "history": null, "active_seconds": 1});
    place.app.call("annotation.submit", json!({"photograph": mine[0], "draft": draft(mine[0])})).unwrap();
    place.app.call("annotation.save", json!({"photograph": mine[1], "draft": draft(mine[1])})).unwrap();
    sign_in(&place.app, &place.study, COORDINATOR).unwrap();
    let id = |n: usize| people[n]["person"].clone();
    let moved = place.app.call("assignment.take_back", json!({"from": id(0), "to": id(2)})).unwrap();
    let total = moved["photographs"].as_u64().unwrap() + moved["kept"].as_u64().unwrap();
    assert_eq!(total, gets(&shown, 0) - 2);
    let taken = place.app.call("assignment.take_back", json!({"from": id(1)})).unwrap();
    assert_eq!(taken["photographs"], gets(&shown, 1));
    // What lacks a reader waits again and is not reviewed by one reader less.
    let waiting = preview(Value::Null);
    assert_eq!(waiting["photographs"], taken["photographs"]);
    place.app.call("photograph.assign", json!({"seed": 4})).unwrap();
    assert_eq!(preview(Value::Null)["photographs"], 0);
    place.record_holds();
    open(0);
    assert_eq!(place.app.call("annotation.open", json!(mine[0])).unwrap()["revision"], 1);
    assert_eq!(code(place.app.call("assignment.take_back", json!({"from": id(1)}))), Code::NotAllowed);
}

#[test]
fn age_sex_and_skin_type_reach_annotators_only_where_the_protocol_shows_them() {
    let (place, ..) = Place::with_photographs();
    let first = || {
        sign_in(&place.app, &place.study, FIRST).unwrap();
        place.app.call("annotation.queue", Value::Null).unwrap()[0]["photograph"]["capture"].clone()
    };
    let hidden = first();
    assert_eq!(
        (&hidden["age_years"], &hidden["sex"], &hidden["fitzpatrick"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    sign_in(&place.app, &place.study, COORDINATOR).unwrap();
    place.app.call("study.configure", json!({"subject_shown": true})).unwrap();
    let shown = first();
    assert!(shown["age_years"].is_u64() && shown["sex"].is_string() && shown["fitzpatrick"].is_u64(), "{shown}");
    place.record_holds();
}

#[test]
fn a_folder_that_is_not_there_is_named_and_not_called_damaged() {
    let place = Place::new();
    let open = |folder: &str| {
        let input = json!({"folder": folder, "name": "Ada", "password": "seven grey herons flying"});
        place.app.call("study.open", input).err().unwrap()
    };
    assert_eq!(open(" ").code, Code::FolderNeeded);
    let gone = place.folder.path().join("unplugged").display().to_string();
    assert_eq!((open(&gone).code, open(&gone).args["path"].clone()), (Code::PathNotFound, json!(gone)));
    let empty = place.folder.path().display().to_string();
    assert_eq!((open(&empty).code, open(&empty).args["path"].clone()), (Code::StudyNotFound, json!(empty)));
}
