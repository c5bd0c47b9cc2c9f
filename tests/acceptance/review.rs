//! Two or more opinions become one record: what waits, what is asked, what is signed together, opened again,
//! audited.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use app::{App, Clock, Code, Strength};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tests::day::{app_at, ids_in_order, review};
use tests::folders::copy;
use tests::people::{COORDINATOR, FIRST, Person, SECOND, SENIOR, THIRD, create_study, enrol, invite, sign_in};
use tests::photographs::{self, Truth};
use tests::readings::{Slant, annotation};

pub(crate) const OTHER_SENIOR: Person = Person {
    name: "Sofia Brandt",
    password: "meadow glass lighthouse",
    roles: &["senior"],
    grade: Some("senior"),
    years: Some(20),
};

/// A clock that is moved by hand.
struct Hand {
    from: DateTime<Utc>,
    minutes: AtomicI64,
}
impl Clock for Hand {
    fn now(&self) -> DateTime<Utc> {
        self.from + TimeDelta::minutes(self.minutes.load(Ordering::Relaxed))
    }
    fn offset_minutes(&self) -> i32 {
        0
    }
    fn uptime(&self) -> Duration {
        Duration::from_secs(60 * self.minutes.load(Ordering::Relaxed).unsigned_abs())
    }
}

/// A study with everybody and two more people, photographs accepted and assigned to this many readers each.
struct Study {
    _folder: tempfile::TempDir,
    app: App,
    study: PathBuf,
    truths: Vec<Truth>,
    ids: Vec<String>,
    clock: Arc<Hand>,
    signed_in: Mutex<Option<&'static str>>,
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap()
}
fn program(folder: &Path, clock: &Arc<Hand>) -> App {
    let worker = Path::new(env!("CARGO_BIN_EXE_consilium-demo"));
    app_at(&folder.join("settings"), worker, Arc::clone(clock) as Arc<dyn Clock>, Strength::DEMO)
}

/// A study with everybody, a second senior and the photographs imported; made once and copied for every test.
fn prepared() -> &'static (PathBuf, Vec<Truth>) {
    static PREPARED: OnceLock<(PathBuf, Vec<Truth>)> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("review");
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        let app = program(&folder, &Arc::new(Hand { from: start(), minutes: AtomicI64::new(0) }));
        let (study, pictures) = (folder.join("study"), folder.join("pictures"));
        let truths = photographs::write_all(&pictures, 7).unwrap();
        create_study(&app, &study, "Skin").unwrap();
        enrol(&app, &study).unwrap();
        invite(&app, &study, &[OTHER_SENIOR]).unwrap();
        sign_in(&app, &study, COORDINATOR).unwrap();
        app.call("photograph.import", json!({"folder": pictures})).unwrap();
        app.call("study.close", Value::Null).unwrap();
        (study, truths)
    })
}

impl Study {
    fn begin(readers: u8, photographs: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (prepared, truths) = prepared();
        let study = folder.path().join("study");
        copy(prepared, &study).unwrap();
        let clock = Arc::new(Hand { from: start(), minutes: AtomicI64::new(0) });
        let app = program(folder.path(), &clock);
        sign_in(&app, &study, COORDINATOR).unwrap();
        if readers > 2 {
            invite(&app, &study, &[THIRD]).unwrap();
            sign_in(&app, &study, COORDINATOR).unwrap();
            assert_eq!(app.call("study.configure", json!({"readers": readers})).unwrap()["readers"], readers);
        }
        let ids = ids_in_order(&app.call("photograph.list", Value::Null).unwrap(), truths).unwrap();
        for id in &ids[..photographs] {
            let accept = json!({"photograph": id, "decision": {"decision": "accept"}, "masks": []});
            app.call("photograph.screen", accept).unwrap();
        }
        app.call("photograph.assign", json!({"seed": 1})).unwrap();
        let ids = ids[..photographs].to_vec();
        let signed_in = Mutex::new(None);
        Self { _folder: folder, app, study, truths: truths.clone(), ids, clock, signed_in }
    }

    /// Signs a person in, unless that is so already.
    fn by(&self, person: Person) -> &App {
        let mut signed_in = self.signed_in.lock().unwrap();
        if *signed_in != Some(person.name) {
            sign_in(&self.app, &self.study, person).unwrap();
            *signed_in = Some(person.name);
        }
        &self.app
    }
    fn draft(&self, place: usize, slant: Slant) -> Value {
        json!({"annotation": annotation(&self.truths[place], slant), "history": null, "active_seconds": 1})
    }
    fn submit(&self, person: Person, place: usize, slant: Slant) {
        let input = json!({"photograph": self.ids[place], "draft": self.draft(place, slant)});
        self.by(person).call("annotation.submit", input).unwrap();
    }
    fn amend(&self, person: Person, place: usize, slant: Slant) {
        let input =
            json!({"photograph": self.ids[place], "draft": self.draft(place, slant), "reason": "I looked again."});
        self.by(person).call("annotation.amend", input).unwrap();
    }
    fn open(&self, place: usize) -> Value {
        self.app.call("review.open", json!(self.ids[place])).unwrap()
    }
    fn refusal(&self, command: &str, input: Value) -> Code {
        self.app.call(command, input).expect_err(command).code
    }
}

/// Sides with A wherever nothing is decided, and takes the differential and the words of A.
fn decided(view: &Value) -> Value {
    let mut decisions = view["decisions"].clone();
    for open in view["undecided"].as_array().unwrap() {
        if let Some(slot) = open["slot"].as_str() {
            decisions["slots"][slot] = json!({"choice": "reader", "reader": 0});
        }
    }
    let diseases = view["fused"]["items"].as_array().unwrap().iter().take(3).map(|item| item["disease"].clone());
    decisions["differential"] = diseases.collect();
    decisions["reasoning"] = view["readers"][0]["annotation"]["reasoning"].clone();
    decisions
}
fn signing(view: &Value, decisions: &Value, person: Person, reason: &str) -> Value {
    json!({"photograph": view["photograph"]["id"], "decisions": decisions, "revisions": view["revisions"],
           "review": view["signed"]["revision"].as_u64().unwrap_or(0), "password": person.password, "reason": reason})
}

#[test]
fn an_amendment_during_a_review_reopens_what_it_touches_and_keeps_the_rest() {
    let study = Study::begin(2, 2);
    study.submit(FIRST, 0, Slant::Exact);
    study.submit(SECOND, 0, Slant::Swapped);
    study.by(SENIOR);
    let before = study.open(0);
    let decisions = decided(&before);
    assert!(!decisions["slots"].as_object().unwrap().is_empty());
    let saved = json!({"photograph": study.ids[0], "decisions": decisions, "revisions": before["revisions"],
        "review": 0});
    study.app.call("review.save", saved.clone()).unwrap();

    study.amend(SECOND, 0, Slant::Apart);
    study.by(SENIOR);
    assert_eq!(study.refusal("review.sign", signing(&before, &decisions, SENIOR, "")), Code::AmendedMeanwhile);
    // Refused, but kept: the screen had other words under it.
    let mut later = saved.clone();
    later["decisions"]["treatment_text"] = json!("Emollients.");
    assert_eq!(study.refusal("review.save", later), Code::AmendedMeanwhile);
    let after = study.open(0);
    assert_eq!(after["decisions"]["treatment_text"], "Emollients.");
    assert_eq!(after["amended"].as_array().unwrap().len(), 1, "one letter, no name");
    assert!(
        after["again"].as_array().unwrap().contains(&json!("differential")),
        "the ranking changed: {}",
        after["again"]
    );
    assert!(after["decisions"]["differential"].is_null());
    assert_ne!(before["fused"], after["fused"], "fused anew");
    study.app.call("review.sign", signing(&after, &decided(&after), SENIOR, "")).unwrap();
}

#[test]
fn what_is_weighed_is_what_is_signed_and_nothing_is_written_by_weighing() {
    let study = Study::begin(2, 2);
    study.submit(FIRST, 0, Slant::Exact);
    study.submit(SECOND, 0, Slant::Swapped);
    study.by(SENIOR);
    let view = study.open(0);
    let weigh = |decisions: &Value, besides: Value| {
        let input = json!({"photograph": study.ids[0], "decisions": decisions, "besides": besides});
        study.app.call("review.weigh", input).unwrap()
    };
    let slot = view["undecided"][0]["slot"].clone();
    let decision = json!({"choice": "reader", "reader": 1});
    let one = weigh(&view["decisions"], json!({"kind": "line", "slot": slot, "decision": decision}));
    assert_eq!(one["decisions"]["slots"], json!({slot.as_str().unwrap(): decision}));
    let line = |view: &Value| {
        let lines = view["lines"].as_array().unwrap();
        lines.iter().find(|line| line["slot"] == slot).cloned().unwrap()
    };
    assert_eq!((line(&view)["waits"].clone(), line(&one)["waits"].clone()), (json!(true), json!(false)));
    assert_eq!(line(&one)["value"], line(&view)["values"][1]);
    let mut decisions = weigh(&one["decisions"], json!({"kind": "rest"}))["decisions"].clone();
    assert_eq!(decisions["slots"][slot.as_str().unwrap()]["reader"], 1, "what is decided stays");
    decisions["reasoning"] = json!("Seen.");
    decisions["differential"] = decided(&view)["differential"].clone();
    let all = weigh(&decisions, json!({"kind": "nothing"}));
    assert_eq!((all["undecided"].clone(), all["decisions"].clone()), (json!([]), decisions.clone()));
    assert_eq!(study.open(0)["decisions"], view["decisions"], "nothing is saved");

    // Another senior signs what is shown, line by line; nobody else weighs anything.
    let input = json!({"photograph": study.ids[0], "decisions": decisions, "besides": {"kind": "nothing"}});
    study.by(FIRST);
    assert_eq!(study.refusal("review.weigh", input.clone()), Code::NotAllowed);
    study.by(SENIOR);
    study.app.call("review.sign", signing(&view, &decisions, SENIOR, "")).unwrap();
    let lines = study.open(0)["lines"].clone();
    assert_eq!(lines, all["lines"]);
}

#[test]
fn a_reader_who_cannot_annotate_leaves_that_for_the_senior_to_decide() {
    let study = Study::begin(2, 2);
    for place in 0..2 {
        study.submit(FIRST, place, Slant::Exact);
        let mut draft = study.draft(place, Slant::Exact);
        draft["annotation"]["cannot_annotate"] = json!("poor_quality");
        let input = json!({"photograph": study.ids[place], "draft": draft});
        study.by(SECOND).call("annotation.submit", input).unwrap();
    }
    study.by(SENIOR);
    for (place, cannot) in [(0, true), (1, false)] {
        let view = study.open(place);
        assert_eq!(view["undecided"], json!([{"kind": "slot", "slot": "cannot_annotate"}]), "all else agrees");
        let rows = view["lines"].as_array().unwrap();
        let values = &rows.iter().find(|row| row["slot"] == "cannot_annotate").unwrap()["values"];
        let says = values.as_array().unwrap().iter().position(|value| value[0] == "poor_quality").unwrap();
        let mut decisions = view["decisions"].clone();
        decisions["slots"]["cannot_annotate"] =
            json!({"choice": "reader", "reader": if cannot { says } else { 1 - says }});
        study.app.call("review.sign", signing(&view, &decisions, SENIOR, "")).unwrap();
    }
    // Only a record that was annotated makes questions.
    study.by(COORDINATOR).call("question.draft", json!({"count": 8, "seed": 5})).unwrap();
    let questions = study.app.call("question.list", Value::Null).unwrap();
    let asked = questions["questions"].as_array().unwrap();
    let of = |place: usize| asked.iter().filter(|view| view["question"]["photograph"] == study.ids[place]).count();
    assert_eq!(of(0), 0);
    assert!(of(1) > 0, "{questions}");
}

#[test]
fn an_amended_record_overtakes_the_questions_that_it_makes_wrong_and_no_others() {
    let study = Study::begin(2, 2);
    study.submit(FIRST, 0, Slant::Exact);
    study.submit(SECOND, 0, Slant::Swapped);
    study.by(SENIOR);
    let view = study.open(0);
    study.app.call("review.sign", signing(&view, &decided(&view), SENIOR, "")).unwrap();
    study.by(COORDINATOR).call("question.draft", json!({"count": 60, "seed": 5})).unwrap();
    study.by(SENIOR);
    let list = || study.app.call("question.list", Value::Null).unwrap()["questions"].as_array().unwrap().clone();
    let approve = json!({"verdict": "approve", "edited": null});
    let before = list();
    for view in &before {
        let input = json!({"id": view["question"]["id"], "judgement": approve, "answered": "A"});
        study.app.call("question.review", input).unwrap();
    }
    assert!(list().iter().all(|view| view["answered"] == "A" && view["overtaken"] == false));

    let view = study.open(0);
    let mut decisions = view["decisions"].clone();
    let colour = decisions["slots"].as_object().unwrap().keys().find(|slot| slot.ends_with("colour")).unwrap().clone();
    let chosen = decisions["slots"][&colour]["reader"].as_u64().unwrap();
    decisions["slots"][&colour] = json!({"choice": "reader", "reader": 1 - chosen});
    let mut again = signing(&view, &decisions, SENIOR, "The colour was read from the rim.");
    again["review"] = view["signed"]["revision"].clone();
    study.app.call("review.sign", again).unwrap();

    let after = list();
    let (overtaken, kept): (Vec<&Value>, Vec<&Value>) = after.iter().partition(|view| view["overtaken"] == true);
    assert!(!overtaken.is_empty() && overtaken.len() < kept.len(), "{} and {}", overtaken.len(), kept.len());
    assert!(overtaken.iter().all(|view| view.to_string().contains("colour")), "{overtaken:?}");
    // "Is it green?" may still be answered by "No"; what asks for the colour itself cannot stand.
    let of = |view: &Value| view["question"]["lesion"].clone();
    let lesions: Vec<Value> = overtaken.iter().map(|view| of(view)).collect();
    let asks_colour = |view: &&&Value| {
        let question = &view["question"];
        question["template"].as_str().unwrap().starts_with("attribute.colour") && question["form"] != "judgement"
    };
    assert!(kept.iter().filter(asks_colour).all(|view| !lesions.contains(&of(view))), "{kept:?}");
    let counts = study.by(COORDINATOR).call("release.preview", Value::Null).unwrap()["questions"].clone();
    assert_eq!(counts["record_amended"], overtaken.len());
    assert_eq!(counts["released"], kept.len());

    // What was overtaken is drafted anew; what holds is not.
    study.app.call("question.draft", json!({"count": 200, "seed": 6})).unwrap();
    let asks = |view: &Value| {
        let question = &view["question"];
        format!("{} {} {} {}", question["photograph"], question["template"], question["lesion"], question["about"])
    };
    let all = list();
    let drafted: Vec<String> = all.iter().filter(|view| view["stage"] == "drafted").map(asks).collect();
    assert!(overtaken.iter().any(|view| drafted.contains(&asks(view))), "{drafted:?}");
    assert!(kept.iter().all(|view| !drafted.contains(&asks(view))));
}

#[test]
fn a_photograph_waits_while_a_question_to_a_reader_is_open() {
    let study = Study::begin(2, 2);
    study.submit(FIRST, 0, Slant::Exact);
    study.submit(SECOND, 0, Slant::Swapped);
    study.by(SENIOR);
    let view = study.open(0);
    // Which of A and B is the first physician is not to be seen; the question goes to A.
    let slot = view["undecided"][0]["slot"].as_str().unwrap();
    let ask = json!({"photograph": study.ids[0], "reader": 0, "slot": slot, "text": "Is it scaly?"});
    let asked = study.app.call("query.ask", ask).unwrap();
    assert_eq!((asked[0]["letter"].clone(), asked[0]["answer"].clone()), (json!("A"), Value::Null));
    let names = [FIRST.name, SECOND.name];
    assert!(names.iter().all(|name| !study.open(0).to_string().contains(name)), "the senior learns no name");
    assert_eq!(study.refusal("review.sign", signing(&view, &decided(&view), SENIOR, "")), Code::QueryOpen);
    let state = |order: &str| study.app.call("review.queue", json!(order)).unwrap()[0]["query"].clone();
    assert_eq!(state("random"), "open");

    let mut answered = 0;
    for person in [FIRST, SECOND] {
        let app = study.by(person);
        let open = app.call("annotation.open", json!(study.ids[0])).unwrap();
        let queue = app.call("annotation.queue", Value::Null).unwrap();
        let asked = queue.as_array().unwrap().iter().any(|item| item["asked"] == true);
        let Some(query) = open["queries"].as_array().unwrap().first() else {
            assert!(!asked, "the other reader learns nothing of it");
            continue;
        };
        assert!(asked && query["letter"].is_null() && query["field"].as_str().unwrap().contains("colour"), "{query}");
        assert!(!query.to_string().contains(SENIOR.name));
        let empty = json!({"query": query["id"], "answer": " "});
        assert_eq!(study.refusal("query.answer", empty), Code::Incomplete);
        app.call("query.answer", json!({"query": query["id"], "answer": "Yes, finely."})).unwrap();
        answered += 1;
    }
    assert_eq!(answered, 1);
    study.by(SENIOR);
    assert_eq!(state("random"), "answered");
    let view = study.open(0);
    assert_eq!(view["queries"][0]["answer"], "Yes, finely.");
    study.app.call("review.sign", signing(&view, &decided(&view), SENIOR, "")).unwrap();
    assert_eq!(study.app.call("record.verify", Value::Null).err().map(|e| e.code), Some(Code::NotAllowed));
    let verified = study.by(COORDINATOR).call("record.verify", Value::Null).unwrap();
    assert_eq!((&verified["problem"], &verified["differing"]), (&Value::Null, &json!([])));
}

#[test]
fn agreed_photographs_are_signed_together_but_not_those_held_back() {
    let study = Study::begin(2, 24);
    for place in 0..24 {
        study.submit(FIRST, place, Slant::Exact);
    }
    for place in 0..24 {
        study.submit(SECOND, place, if place == 5 { Slant::Swapped } else { Slant::Exact });
    }
    study.by(SENIOR);
    let prepared = study.app.call("review.prepare", Value::Null).unwrap();
    assert!(prepared["done"].as_u64().unwrap() > 0);
    let queue = study.app.call("review.queue", json!("disagreement")).unwrap();
    let items = queue.as_array().unwrap().clone();
    assert_eq!(items[0]["photograph"], json!(study.ids[5]), "where the readers differ comes first");
    let (held, free): (Vec<_>, Vec<_>) =
        items.iter().filter(|item| item["agreed"] == true).partition(|item| item["held_back"] == true);
    assert_eq!(held.len() + free.len(), 23);
    let photographs: Vec<&Value> = free.iter().map(|item| &item["photograph"]).collect();
    let wrong = json!({"photographs": photographs, "password": "not the password"});
    assert_eq!(study.refusal("review.sign_agreed", wrong), Code::WrongPassword);
    let differing = json!({"photographs": [study.ids[5]], "password": SENIOR.password});
    assert_eq!(study.refusal("review.sign_agreed", differing), Code::NotAllowed);
    if let Some(item) = held.first() {
        let input = json!({"photographs": [item["photograph"]], "password": SENIOR.password});
        assert_eq!(study.refusal("review.sign_agreed", input), Code::NotAllowed);
    }
    // What was decided on by hand is not signed over.
    let view = study.app.call("review.open", photographs[0].clone()).unwrap();
    let save = json!({"photograph": photographs[0], "decisions": view["decisions"], "revisions": view["revisions"],
        "review": 0});
    study.app.call("review.save", save).unwrap();
    let one = json!({"photographs": [photographs[0]], "password": SENIOR.password});
    assert_eq!(study.refusal("review.sign_agreed", one), Code::NotAllowed);
    let photographs = &photographs[1..];
    let input = json!({"photographs": photographs, "password": SENIOR.password});
    assert_eq!(study.app.call("review.sign_agreed", input).unwrap()["signed"], photographs.len());
    let left = study.app.call("review.queue", json!("random")).unwrap();
    assert_eq!(left.as_array().unwrap().len(), 2 + held.len());
    let orders = ["random", "random"].map(|order| study.app.call("review.queue", json!(order)).unwrap());
    assert_eq!(orders[0], orders[1], "the random order stays");
}

#[test]
fn a_signed_review_is_opened_again_with_a_reason_and_the_readings_stay() {
    let study = Study::begin(2, 2);
    study.submit(FIRST, 0, Slant::Exact);
    study.submit(SECOND, 0, Slant::Swapped);
    study.by(SENIOR);
    review(&study.app, &json!(study.ids[0])).unwrap();
    assert_eq!(study.app.call("review.signed", Value::Null).unwrap()[0]["revision"], 1);
    let view = study.open(0);
    assert_eq!((view["signed"]["revision"].clone(), view["undecided"].clone()), (json!(1), json!([])));
    let mut decisions = view["decisions"].clone();
    decisions["reasoning"] = json!("Looked at again.");
    assert_eq!(study.refusal("review.sign", signing(&view, &decisions, SENIOR, " ")), Code::Incomplete);
    study.app.call("review.sign", signing(&view, &decisions, SENIOR, "A typing error.")).unwrap();
    let signed = study.app.call("review.signed", Value::Null).unwrap();
    assert_eq!((signed.as_array().unwrap().len(), signed[0]["revision"].clone()), (1, json!(2)));
    let again = study.open(0);
    assert_eq!(again["decisions"]["reasoning"], "Looked at again.");
    assert_eq!(again["readers"], view["readers"], "A and B are as they were");
    let verified = study.by(COORDINATOR).call("record.verify", Value::Null).unwrap();
    assert_eq!((&verified["problem"], &verified["differing"]), (&Value::Null, &json!([])));
}

#[test]
fn a_photograph_stays_with_the_senior_who_has_it_open_and_comes_back_after_a_time() {
    let study = Study::begin(2, 2);
    study.submit(FIRST, 0, Slant::Exact);
    study.submit(SECOND, 0, Slant::Swapped);
    study.by(SENIOR);
    let before = study.open(0);
    study.by(OTHER_SENIOR);
    assert_eq!(study.app.call("review.queue", json!("random")).unwrap(), json!([]));
    assert_eq!(study.refusal("review.open", json!(study.ids[0])), Code::InReview);
    study.clock.minutes.fetch_add(31, Ordering::Relaxed);
    *study.signed_in.lock().unwrap() = None;
    study.by(OTHER_SENIOR);
    assert_eq!(study.app.call("review.queue", json!("random")).unwrap().as_array().unwrap().len(), 1);
    // Signed by the other: what the first decided without having seen that does not become its amendment.
    let theirs = decided(&study.open(0));
    let signed = signing(&before, &theirs, OTHER_SENIOR, "");
    study.app.call("review.sign", signed).unwrap();
    study.clock.minutes.fetch_add(31, Ordering::Relaxed);
    *study.signed_in.lock().unwrap() = None;
    study.by(SENIOR);
    let mut mine = decided(&before);
    mine["reasoning"] = json!("Decided before.");
    let save = json!({"photograph": study.ids[0], "decisions": mine, "revisions": before["revisions"], "review": 0});
    assert_eq!(study.refusal("review.save", save), Code::SignedMeanwhile);
    let sign = signing(&before, &mine, SENIOR, "I decided otherwise.");
    assert_eq!(study.refusal("review.sign", sign), Code::SignedMeanwhile);
    let after = study.open(0);
    assert_eq!((&after["signed"]["revision"], &after["decisions"]), (&json!(1), &theirs));
}

#[test]
fn another_senior_audits_a_random_sample_and_the_records_are_measured() {
    let study = Study::begin(2, 4);
    for place in 0..4 {
        study.submit(FIRST, place, Slant::Exact);
    }
    for place in 0..4 {
        study.submit(SECOND, place, Slant::Swapped);
    }
    study.by(SENIOR);
    for id in &study.ids {
        review(&study.app, &json!(id)).unwrap();
    }
    let drawn = study.by(COORDINATOR).call("audit.draw", json!({"count": 3, "seed": 7})).unwrap();
    assert_eq!(drawn, json!({"drawn": 3, "read": 0, "left": 1}));
    let queue = study.by(SENIOR).call("annotation.queue", Value::Null).unwrap();
    assert_eq!(queue, json!([]), "nobody audits the own reviews");
    let queue = study.by(OTHER_SENIOR).call("annotation.queue", Value::Null).unwrap();
    let items = queue.as_array().unwrap();
    assert!(items.len() == 3 && items.iter().all(|item| item["purpose"] == "audit"), "{queue}");
    for (n, item) in items.iter().enumerate() {
        let id = item["photograph"]["id"].as_str().unwrap();
        let place = study.ids.iter().position(|other| other == id).unwrap();
        let open = study.app.call("annotation.open", json!(id)).unwrap();
        assert_eq!(open["draft"]["annotation"]["regions"], json!([]), "afresh: nothing of the record is shown");
        // Whichever reader the record follows: one audit sees something else.
        let slant = if n == 0 { Slant::Apart } else { Slant::Exact };
        let input = json!({"photograph": id, "draft": study.draft(place, slant)});
        study.app.call("annotation.submit", input).unwrap();
    }
    let view = study.by(COORDINATOR).call("agreement.view", Value::Null).unwrap();
    let audit = &view["quality"]["audit"];
    assert_eq!(audit["photographs"], 3);
    let recall = audit["all"]["recall"]["value"].as_f64().unwrap();
    assert!(recall > 0.6 && audit["all"]["recall"]["low"].as_f64().unwrap() < recall, "{audit}");
    assert_eq!(view["quality"]["readers"].as_array().unwrap().len(), 2);
    let folder = tempfile::tempdir().unwrap();
    let saved = study.app.call("agreement.save", json!({"folder": folder.path()})).unwrap();
    let files = ["agreement.csv", "pairs.csv", "quality.csv", "confusion-lesions.csv", "confusion-first_diagnosis.csv"];
    assert_eq!(saved["files"], json!(files));
    let [agreement, pairs, quality, ..] = files.map(|file| fs::read_to_string(folder.path().join(file)).unwrap());
    assert!(agreement.lines().any(|line| line.starts_with("regions,percent,1,")), "{agreement}");
    assert!(pairs.contains("Anna Berg,Chen Yu,cohen") || pairs.contains("Chen Yu,Anna Berg,cohen"), "{pairs}");
    assert!(quality.lines().any(|line| line.starts_with("reviewed records (audit),all,,3,")), "{quality}");
}

#[test]
fn three_readers_are_compared_fused_and_reviewed() {
    let study = Study::begin(3, 2);
    study.submit(FIRST, 0, Slant::Exact);
    study.submit(SECOND, 0, Slant::Swapped);
    study.by(SENIOR);
    assert_eq!(study.app.call("review.queue", json!("random")).unwrap(), json!([]), "the third has not submitted");
    study.submit(THIRD, 0, Slant::Exact);
    study.by(SENIOR);
    let view = study.open(0);
    assert_eq!((view["readers"].as_array().unwrap().len(), view["revisions"].clone()), (3, json!([1, 1, 1])));
    let first = &view["fused"]["items"][0];
    assert_eq!(
        (first["rank"].clone(), first["weight"].clone()),
        (json!(1), json!("5/2")),
        "1 + 1 + 1/2: {}",
        view["fused"]
    );
    let mut decisions = decided(&view);
    for (_, decision) in decisions["slots"].as_object_mut().unwrap() {
        *decision = json!({"choice": "reader", "reader": 2});
    }
    study.app.call("review.sign", signing(&view, &decisions, SENIOR, "")).unwrap();
    let agreement = study.app.call("agreement.view", Value::Null).unwrap();
    let regions = &agreement["fields"][0]["agreement"];
    assert_eq!(regions["cohen"].as_array().unwrap().len(), 3, "every pair");
    assert_eq!(agreement["quality"]["readers"].as_array().unwrap().len(), 3);
}
