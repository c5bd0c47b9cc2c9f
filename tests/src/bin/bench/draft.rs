//! Drafting 19,843 questions, the paper's number, from a study of 12,000 photographs (nine in ten of them reviewed), and
//! reading them without their pictures; then publishing them all as a release, and verifying it. The photographs are tiny, so
//! that what is measured is the tables; beside it stands a copy of the same bytes by `cp`.

use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use app::App;
use serde_json::{Value, json};
use tests::day::{Failure, app, publish};
use tests::people::{COORDINATOR, SENIOR, sign_in};

use crate::memory::peak_during;
use crate::say;

/// Photographs, and questions of the paper.
const PHOTOGRAPHS: u32 = 12_000;
const QUESTIONS: u32 = 19_843;

/// A program whose coordinator is signed in to a reviewed study, and how many questions to draft. A smaller study is measured
/// where `CONSILIUM_PHOTOGRAPHS` says how small.
fn reviewed(folder: &Path) -> Result<(App, std::path::PathBuf, u32), Failure> {
    let fewer = std::env::var("CONSILIUM_PHOTOGRAPHS").ok().and_then(|n| n.parse().ok());
    let photographs: u32 = fewer.unwrap_or(PHOTOGRAPHS);
    let program = std::env::current_exe()?;
    let (study, _) = tests::large_study::reviewed(&folder.join("study"), &program, photographs, 7)?;
    let app = app(&folder.join("settings"), &program);
    sign_in(&app, &study, COORDINATOR)?;
    Ok((app, study, QUESTIONS.min(photographs * 7)))
}

pub(crate) fn draft() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (app, _, count) = reviewed(folder.path())?;
    let steps = Mutex::new(Vec::new());
    let tell = |_: app::Progress| steps.lock().unwrap_or_else(PoisonError::into_inner).push(Instant::now());
    let started = Instant::now();
    let (drafted, peak) =
        peak_during(|| app.call_with_progress("question.draft", json!({"count": count, "seed": 1}), "draft", &tell));
    let drafted = drafted?;
    let whole = started.elapsed();
    let steps = steps.into_inner().unwrap_or_else(PoisonError::into_inner);
    // The first step begins when the records are read, the second when it is known what can be asked, and the third when
    // all is drafted and nothing has been read blind.
    let until = |step: usize| steps.get(step).map_or(whole, |step| step.duration_since(started));
    say("draft", "questions", drafted["drafted"].as_f64().unwrap_or(f64::NAN), "", None);
    say("draft", "records_read", until(0).as_secs_f64(), "s", None);
    say("draft", "facts_found", (until(1) - until(0)).as_secs_f64(), "s", None);
    say("draft", "first_draft", until(2).as_secs_f64(), "s", None);
    say("draft", "redrafting", (whole - until(2)).as_secs_f64(), "s", None);
    say("draft", "rounds", drafted["rounds"].as_f64().unwrap_or(f64::NAN), "", None);
    say("draft", "peak_rss", peak, "MB", None);
    let started = Instant::now();
    let audit = app.call("question.audit", Value::Null)?;
    say("draft", "read_blind", started.elapsed().as_secs_f64(), "s", None);
    let started = Instant::now();
    app.call("question.list", Value::Null)?;
    say("draft", "list", started.elapsed().as_secs_f64(), "s", None);
    for (ability, leak) in audit["leaks"]["abilities"].as_object().into_iter().flatten() {
        for figure in ["chance", "blind"] {
            say("draft", &format!("{ability}_{figure}"), leak[figure].as_f64().unwrap_or(f64::NAN), "", None);
        }
        let majority = leak["rules"]["majority"].as_f64().unwrap_or(f64::NAN);
        say("draft", &format!("{ability}_majority"), majority, "", None);
    }
    Ok(())
}

pub(crate) fn release() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (app, study, count) = reviewed(folder.path())?;
    app.call("question.draft", json!({"count": count, "seed": 1}))?;
    sign_in(&app, &study, SENIOR)?;
    let listed = app.call("question.list", Value::Null)?;
    let approve = json!({"verdict": "approve", "edited": null});
    for view in listed["questions"].as_array().into_iter().flatten() {
        app.call("question.review", json!({"id": view["question"]["id"], "judgement": approve}))?;
    }
    sign_in(&app, &study, COORDINATOR)?;
    let started = Instant::now();
    let (published, peak) = peak_during(|| publish(&app, folder.path(), "1.0.0"));
    let (published, took) = (published?, started.elapsed());
    say("release", "questions", published["questions"].as_f64().unwrap_or(f64::NAN), "", None);
    say("release", "published", took.as_secs_f64(), "s", None);
    say("release", "peak_rss", peak, "MB", None);
    let release = published["folder"].as_str().unwrap_or_default();
    let bytes = {
        let output = Command::new("du").args(["--summarize", "--bytes", release]).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(f64::NAN)
    };
    let copy = format!("{release}-copy");
    let started = Instant::now();
    let copied = Command::new("cp").args(["-r", release, &copy]).status()?.success() && {
        Command::new("sync").status()?.success()
    };
    if !copied {
        return Err("cp failed".into());
    }
    let copying = started.elapsed().as_secs_f64();
    say("release", "bytes", bytes / 1e6, "MB", None);
    say("release", "speed_beside_cp", copying / took.as_secs_f64(), "ratio", Some("cp -r, sync"));
    let started = Instant::now();
    let verified = app.call("release.verify", json!({"folder": release}))?;
    if verified["findings"] != json!([]) {
        return Err(format!("the release: {verified}").into());
    }
    say("release", "verified", bytes / 1e6 / started.elapsed().as_secs_f64(), "MB/s", None);
    Ok(())
}
