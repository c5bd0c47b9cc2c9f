//! Drafting 19,843 questions, the paper's number, from a study of 12,000 reviewed photographs, and reading them without
//! their pictures; then what a physician's list of them takes.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use serde_json::{Value, json};
use tests::day::{Failure, app};
use tests::people::{COORDINATOR, sign_in};

use crate::memory::peak_during;
use crate::say;

/// Questions of the paper.
const QUESTIONS: u32 = 19_843;

pub(crate) fn draft() -> Result<(), Failure> {
    let photographs: u32 = std::env::var("CONSILIUM_PHOTOGRAPHS").ok().and_then(|n| n.parse().ok()).unwrap_or(12_000);
    let folder = tempfile::tempdir()?;
    let program = std::env::current_exe()?;
    let (study, _) = tests::large_study::reviewed(&folder.path().join("study"), &program, photographs, 7)?;
    let app = app(&folder.path().join("settings"), &program);
    sign_in(&app, &study, COORDINATOR)?;
    let steps = Mutex::new(Vec::new());
    let tell = |_: app::Progress| steps.lock().unwrap_or_else(PoisonError::into_inner).push(Instant::now());
    let started = Instant::now();
    let count = QUESTIONS.min(photographs * 7);
    let (drafted, peak) =
        peak_during(|| app.call_with_progress("question.draft", json!({"count": count, "seed": 1}), "draft", &tell));
    let drafted = drafted?;
    let whole = started.elapsed();
    let steps = steps.into_inner().unwrap_or_else(PoisonError::into_inner);
    // The first step begins when the records are read, the second when it is known what can be asked, and the third when
    // all is drafted and nothing has been read blind.
    let until = |step: usize| steps.get(step).map_or(whole, |step| step.duration_since(started));
    let first = until(2);
    say("draft", "records_read", until(0).as_secs_f64(), "s", None);
    say("draft", "facts_found", (until(1) - until(0)).as_secs_f64(), "s", None);
    say("draft", "questions", drafted["drafted"].as_f64().unwrap_or(f64::NAN), "", None);
    say("draft", "first_draft", first.as_secs_f64(), "s", None);
    say("draft", "redrafting", (whole - first).as_secs_f64(), "s", None);
    say("draft", "rounds", drafted["rounds"].as_f64().unwrap_or(f64::NAN), "", None);
    say("draft", "peak_rss", peak, "MB", None);
    let started = Instant::now();
    let audit = app.call("question.audit", Value::Null)?;
    say("draft", "read_blind", started.elapsed().as_secs_f64(), "s", None);
    let started = Instant::now();
    app.call("question.list", Value::Null)?;
    say("draft", "list", started.elapsed().as_secs_f64(), "s", None);
    if std::env::var_os("CONSILIUM_LEAKS").is_some() {
        println!("{}", json!({"plan": drafted["plan"]}));
        for (template, leak) in audit["leaks"]["templates"].as_object().into_iter().flatten() {
            println!("{}", json!({"template": template, "leak": leak}));
        }
    }
    Ok(())
}
