//! The main job, step by step, as people do it: import, screen, assign, annotate twice, review and
//! sign, draft and approve questions, publish and verify.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::{App, AppError, Clock, Config, Strength, SystemClock};
use serde_json::{Value, json};

use crate::people::{COORDINATOR, FIRST, Person, SECOND, SENIOR, create_study, enrol, sign_in};
use crate::photographs::{self, CASES, Truth};
use crate::readings::{Slant, annotation};

/// What went wrong.
pub type Failure = Box<dyn std::error::Error>;

/// A program on a fresh settings folder, with a worker that decodes photographs. Its passwords are no secret.
pub fn app(settings: &Path, worker: &Path) -> App {
    app_at(settings, worker, Arc::new(SystemClock), Strength::DEMO)
}

/// The same with a clock of one's own, and passwords of another strength.
pub fn app_at(settings: &Path, worker: &Path, clock: Arc<dyn Clock>, strength: Strength) -> App {
    App::new(Config {
        settings_folder: settings.to_owned(),
        marks_folder: settings.join("marks"),
        worker: worker.to_owned(),
        machine: "tests".into(),
        study: None,
        clock,
        strength,
    })
}

/// How far a day is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// Everybody has something to do: some screened, annotated, reviewed, drafted.
    Halfway,
    /// A release lies there, verified.
    Released,
}

/// What a day came to.
#[derive(Debug, Clone)]
pub struct Day {
    /// What was done, a line each.
    pub lines: Vec<String>,
    /// Folder of the release.
    pub release: Option<PathBuf>,
}

/// Carries the main job through in `folder` (study, photographs, release beside each other).
pub fn carry_through(app: &App, folder: &Path, until: Until) -> Result<Day, Failure> {
    let mut lines = Vec::new();
    let mut say = |line: String| lines.push(line);
    let (study, pictures) = (folder.join("Body surface demo"), folder.join("photographs"));
    let truths = photographs::write_all(&pictures, 7)?;
    create_study(app, &study, "Body surface demo")?;
    enrol(app, &study)?;
    say(format!("created {} with four people", study.display()));

    let imported = app.call("photograph.import", json!({"folder": pictures}))?;
    expect(imported["imported"] == truths.len(), || format!("imported {imported}"))?;
    say(format!("imported {} photographs, {} refused", imported["imported"], imported["refused"]));
    let listed = app.call("photograph.list", Value::Null)?;
    let ids = ids_in_order(&listed, &truths)?;
    let screened = if until == Until::Halfway { truths.len() - 3 } else { truths.len() };
    for id in ids.iter().take(screened) {
        app.call("photograph.screen", json!({"photograph": id, "decision": {"decision": "accept"}, "masks": []}))?;
    }
    let assigned = app.call("photograph.assign", json!({"seed": 11}))?;
    say(format!("screened {screened}, assigned {} to two physicians each", assigned["photographs"]));

    for (person, share) in [(FIRST, screened), (SECOND, if until == Until::Halfway { screened - 6 } else { screened })]
    {
        let done = annotate(app, &study, person, &truths, &ids, share)?;
        say(format!("{} annotated {done}", person.name));
    }

    sign_in(app, &study, SENIOR)?;
    let waiting = app.call("review.queue", json!("random"))?;
    let mut waiting: Vec<Value> = waiting.as_array().cloned().unwrap_or_default();
    // The queue is shuffled; the day goes the same way every time.
    waiting.sort_by_key(|item| ids.iter().position(|id| item["photograph"] == *id.as_str()));
    let reviewed = if until == Until::Halfway { waiting.len() / 2 } else { waiting.len() };
    for item in waiting.iter().take(reviewed) {
        review(app, &item["photograph"])?;
    }
    let ties = waiting.iter().filter(|item| item["needs_adjudication"] == true).count();
    say(format!("{} reviewed and signed {reviewed} of {}; {ties} needed adjudication", SENIOR.name, waiting.len()));

    sign_in(app, &study, COORDINATOR)?;
    let drafted = app.call("question.draft", json!({"count": reviewed * 4, "seed": 5}))?;
    sign_in(app, &study, SENIOR)?;
    let list = app.call("question.list", Value::Null)?;
    let questions: Vec<Value> = list["questions"].as_array().cloned().unwrap_or_default();
    let judged = if until == Until::Halfway { questions.len() / 3 } else { questions.len() };
    for question in questions.iter().take(judged) {
        let approve = json!({"verdict": "approve", "edited": null});
        app.call("question.review", json!({"id": question["question"]["id"], "judgement": approve}))?;
    }
    say(format!("drafted {} questions, approved {judged}", drafted["drafted"]));
    if until == Until::Halfway {
        app.call("study.close", Value::Null)?;
        return Ok(Day { lines, release: None });
    }

    sign_in(app, &study, COORDINATOR)?;
    let published = publish(app, folder, "1.0.0")?;
    let release = PathBuf::from(published["folder"].as_str().unwrap_or_default());
    let verified = app.call("release.verify", json!({"folder": release}))?;
    expect(verified["findings"] == json!([]), || format!("findings {}", verified["findings"]))?;
    let record = app.call("record.verify", Value::Null)?;
    expect(record["problem"].is_null() && record["differing"] == json!([]), || format!("record {record}"))?;
    say(format!(
        "published {} photographs and {} questions to {}, verified {} files and {} entries of the record",
        published["photographs"],
        published["questions"],
        release.display(),
        verified["files"],
        record["entries"]
    ));
    Ok(Day { lines, release: Some(release) })
}

/// Publishes as the coordinator, who must be signed in.
pub fn publish(app: &App, folder: &Path, version: &str) -> Result<Value, AppError> {
    app.call(
        "release.publish",
        json!({"folder": folder, "name": "BodySurfaceDemo", "version": version, "license": "CC-BY-4.0",
               "notes": "Synthetic photographs; no patient.", "seed": 3, "leave_out": true, "password": COORDINATOR.password}),
    )
}

/// How the second physician reads each subject: the same on all of its photographs, as one doctor does.
const SECOND_READINGS: [Slant; CASES.len()] = [
    Slant::Swapped,
    Slant::Agreeing,
    Slant::Apart,
    Slant::Agreeing,
    Slant::Swapped,
    Slant::Agreeing,
    Slant::Swapped,
    Slant::Apart,
];

/// Signs a physician in and submits annotations on the first `share` photographs.
pub fn annotate(
    app: &App,
    study: &Path,
    person: Person,
    truths: &[Truth],
    ids: &[String],
    share: usize,
) -> Result<usize, Failure> {
    sign_in(app, study, person)?;
    let mut done = 0;
    for (truth, id) in truths.iter().zip(ids).take(share) {
        let subject = CASES.iter().position(|case| case.subject == truth.subject);
        let slant = match subject {
            Some(place) if person.name != FIRST.name => SECOND_READINGS[place],
            _ => Slant::Exact,
        };
        let draft = json!({"annotation": annotation(truth, slant), "history": null, "active_seconds": 60});
        app.call("annotation.submit", json!({"photograph": id, "draft": draft}))?;
        done += 1;
    }
    Ok(done)
}

/// Decides everything on one photograph with one reader and signs: with A, or with the one who weighed more diagnoses
/// where the readers share none.
pub fn review(app: &App, id: &Value) -> Result<(), Failure> {
    let open = app.call("review.open", id.clone())?;
    let annotations: Vec<&Value> =
        open["readers"].as_array().into_iter().flatten().map(|reader| &reader["annotation"]).collect();
    let diseases = |place: usize| -> Vec<&Value> {
        annotations[place]["differential"].as_array().into_iter().flatten().map(|each| &each["disease"]).collect()
    };
    let apart = (1..annotations.len()).all(|place| diseases(place).iter().all(|each| !diseases(0).contains(each)));
    let longest = (0..annotations.len()).rev().max_by_key(|place| diseases(*place).len());
    let reader = longest.filter(|_| apart).unwrap_or(0);
    let mut slots = serde_json::Map::new();
    for row in open["lines"].as_array().into_iter().flatten() {
        if matches!(row["state"]["kind"].as_str(), Some("only" | "conflict")) {
            let slot = row["slot"].as_str().unwrap_or_default();
            slots.insert(slot.to_owned(), json!({"choice": "reader", "reader": reader}));
        }
    }
    let decisions = json!({
        "slots": slots, "differential": diseases(reader), "reasoning": annotations[reader]["reasoning"],
        "treatment_text": annotations[reader]["treatment"]["text"]
    });
    let signed = json!({
        "photograph": id, "decisions": decisions, "revisions": open["revisions"], "review": 0,
        "password": SENIOR.password
    });
    app.call("review.sign", signed)?;
    Ok(())
}

/// Ids of the photographs in the order of the truths: subjects and distances name them uniquely.
pub fn ids_in_order(listed: &Value, truths: &[Truth]) -> Result<Vec<String>, Failure> {
    let rows = listed.as_array().cloned().unwrap_or_default();
    truths
        .iter()
        .map(|truth| {
            let row = rows
                .iter()
                .find(|row| row["capture"]["subject"] == truth.subject && row["capture"]["distance"] == truth.distance);
            row.and_then(|row| row["id"].as_str().map(str::to_owned)).ok_or_else(|| truth.file.clone().into())
        })
        .collect()
}

fn expect(holds: bool, otherwise: impl Fn() -> String) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(otherwise().into()) }
}
