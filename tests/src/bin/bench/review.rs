//! A senior's work in a study of 12,000 photographs and 24,000 annotations: preparing the queue, the queue itself,
//! all statistics; and the next review in the real window.

use std::time::Instant;

use serde_json::{Value, json};
use tests::day::{Failure, app};
use tests::people::{SENIOR, sign_in};
#[cfg(feature = "window")]
use tests::window::Window;

use crate::memory::peak_during;
use crate::{median, quantile, say};

/// Photographs whose reviews are signed, so that there is something to measure readers against.
const SIGNED: usize = 300;

pub(crate) fn review() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let program = std::env::current_exe()?;
    let study = tests::large_study::submitted(&folder.path().join("study"), &program, 12_000)?;
    let app = app(&folder.path().join("settings"), &program);
    sign_in(&app, &study, SENIOR)?;
    let (measured, peak) = peak_during(|| {
        let started = Instant::now();
        let mut pieces = Vec::new();
        loop {
            let piece = Instant::now();
            let prepared = app.call("review.prepare", Value::Null)?;
            pieces.push(piece.elapsed().as_secs_f64() * 1e3);
            if prepared["done"] == prepared["total"] {
                break;
            }
        }
        let prepared = started.elapsed().as_secs_f64() * 1e3;
        let mut queues = Vec::new();
        for _ in 0..5 {
            let started = Instant::now();
            app.call("review.queue", json!("disagreement"))?;
            queues.push(started.elapsed().as_secs_f64() * 1e3);
        }
        Ok::<_, app::AppError>((prepared, pieces, queues))
    });
    let (prepared, mut pieces, mut queues) = measured?;
    say("review", "queue_prepared", prepared, "ms", None);
    say("review", "queue_prepared_longest_piece", quantile(&mut pieces, 1.0), "ms", None);
    say("review", "queue_median", median(&mut queues), "ms", None);
    let queue = app.call("review.queue", json!("random"))?;
    let mut opens = Vec::new();
    for item in queue.as_array().into_iter().flatten().take(SIGNED) {
        let started = Instant::now();
        app.call("review.open", item["photograph"].clone())?;
        opens.push(started.elapsed().as_secs_f64() * 1e3);
        tests::day::review(&app, &item["photograph"])?;
    }
    say("review", "open_median", median(&mut opens), "ms", None);
    let mut statistics = Vec::new();
    for _ in 0..3 {
        let started = Instant::now();
        app.call("agreement.view", Value::Null)?;
        statistics.push(started.elapsed().as_secs_f64() * 1e3);
    }
    say("review", "statistics_median", median(&mut statistics), "ms", None);
    say("review", "peak_rss", peak, "MB", None);
    Ok(())
}

/// Photographs of 12 megapixels to review, one after the other, each looked at for a moment.
#[cfg(feature = "window")]
pub(crate) fn review_step() -> Result<(), Failure> {
    const PHOTOGRAPHS: u32 = 60;
    const REST: std::time::Duration = std::time::Duration::from_millis(600);
    let folder = tempfile::tempdir()?;
    let study = tests::large_study::submitted_large(folder.path(), &std::env::current_exe()?, PHOTOGRAPHS)?;
    let settings = tempfile::tempdir()?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let window = Window::open(&study, settings.path()).await;
        window.sign_in(SENIOR).await;
        window.click("nav-review").await;
        window.find("review-fused").await;
        tokio::time::sleep(2 * REST).await;
        window.watch_steps("review-step").await;
        for _ in 0..PHOTOGRAPHS {
            window.keys("x").await;
            tokio::time::sleep(REST).await;
        }
        let mut times = window.steps().await;
        say("review-step", "median", median(&mut times), "ms", None);
        say("review-step", "p95", quantile(&mut times, 0.95), "ms", None);
        window.close().await;
        Ok::<_, Failure>(())
    })
}
