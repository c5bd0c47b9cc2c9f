//! Opening a study of 12,000 photographs and 24,000 annotations, password and first screen included;
//! the figures are those of the role for which it takes longest. Then verifying its record, and the part of that in which
//! all tables are computed anew, as when another version of the program opens the study.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use app::{Strength, SystemClock};
use serde_json::{Value, json};
use tests::day::{Failure, app, app_at};
use tests::people::{COORDINATOR, FIRST, SENIOR, sign_in};

use crate::memory::peak_during;
use crate::{median, say};

pub(crate) fn open() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let program = std::env::current_exe()?;
    let study = tests::large_study::submitted(&folder.path().join("study"), &program, 12_000)?;
    let (mut slowest, mut most) = (0.0_f64, 0.0_f64);
    for person in [COORDINATOR, FIRST, SENIOR] {
        // People's own passwords are of full strength.
        let real = app_at(&folder.path().join("settings"), &program, Arc::new(SystemClock), Strength::FULL);
        sign_in(&real, &study, person)?;
        real.call("password.change", json!({"old": person.password, "new": person.password}))?;
        drop(real);
        let (times, peak) = peak_during(|| {
            let mut times = Vec::new();
            for _ in 0..5 {
                let app = app(&folder.path().join("settings"), &program);
                let started = Instant::now();
                sign_in(&app, &study, person)?;
                app.call("home.view", Value::Null)?;
                times.push(started.elapsed().as_secs_f64() * 1e3);
            }
            Ok::<_, app::AppError>(times)
        });
        slowest = slowest.max(median(&mut times?));
        most = most.max(peak);
    }
    say("open", "median", slowest, "ms", None);
    say("open", "peak_rss", most, "MB", None);

    let app = app(&folder.path().join("settings"), &program);
    sign_in(&app, &study, COORDINATOR)?;
    let steps = Mutex::new(Vec::new());
    let tell = |step: app::Progress| steps.lock().unwrap_or_else(PoisonError::into_inner).push((Instant::now(), step));
    let started = Instant::now();
    let verified = app.call_with_progress("record.verify", Value::Null, "verify", &tell)?;
    say("open", "record_verified", started.elapsed().as_secs_f64() * 1e3, "ms", None);
    if !verified["problem"].is_null() || verified["differing"] != json!([]) {
        return Err(format!("the record: {verified}").into());
    }
    let steps = steps.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let (Some((from, first)), Some((to, last))) = (steps.first(), steps.last()) {
        let share = (last.done - first.done) as f64 / last.total as f64;
        say("open", "tables_computed_anew", to.duration_since(*from).as_secs_f64() * 1e3 / share, "ms", None);
    }
    Ok(())
}
