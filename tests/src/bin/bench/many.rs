//! A folder of 10,000 photographs: what memory importing it takes, and how the page that shows all of
//! them behaves in the real window.

use std::time::{Duration, Instant};

use serde_json::json;
use tests::day::{Failure, app};
use tests::people::{COORDINATOR, create_study, enrol};
use tests::window::Window;

use crate::memory::peak_during;
use crate::step::{WATCH, longest};
use crate::{median, quantile, say};

const COUNT: u32 = 10_000;
/// Places to which the grid is scrolled.
const LEAPS: u32 = 100;

/// Milliseconds from a click on the way to the photographs, or from a leap in the grid, until every thumbnail
/// in view is drawn.
const DRAWN: &str = "const [act, done] = arguments; const from = performance.now();
    const grid = () => document.querySelector('[data-testid^=screening-cell]')?.closest('.grid');
    const seen = () => [...(grid()?.querySelectorAll('img') ?? [])].filter(image => { const at = image.getBoundingClientRect(); return at.bottom > 0 && at.top < innerHeight; });
    if (act === 'open') document.querySelector('[data-testid=nav-screening]').click();
    else grid().firstElementChild.scrollTop = grid().firstElementChild.scrollHeight * act;
    const look = () => requestAnimationFrame(() => {
      const images = seen();
      if (images.length > 0 && images.every(image => image.complete && image.naturalWidth > 0)) done(performance.now() - from); else look();
    });
    requestAnimationFrame(look);";

pub(crate) fn many() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let pictures = folder.path().join("pictures");
    std::fs::create_dir_all(&pictures)?;
    tests::large_study::write(&pictures, COUNT, [640, 480])?;
    let study = folder.path().join("Large study");
    let settings = folder.path().join("settings");
    let app = app(&settings, &std::env::current_exe()?);
    create_study(&app, &study, "Large study")?;
    enrol(&app, &study)?;
    let started = Instant::now();
    let (done, peak) =
        peak_during(|| app.call("photograph.import", json!({"folder": pictures, "subject_from": "file"})));
    let done = done?;
    if done["imported"] != COUNT {
        return Err(format!("imported {done}").into());
    }
    say("many", "import_throughput", f64::from(COUNT) / started.elapsed().as_secs_f64(), "1/s", None);
    say("many", "import_peak_rss", peak, "MB", None);
    app.call("study.close", serde_json::Value::Null)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let window = Window::open(&study, &settings).await;
        window.sign_in(COORDINATOR).await;
        window.find("home-next").await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        window.script(WATCH).await;
        let drawn = async |act: serde_json::Value| window.client.execute_async(DRAWN, vec![act]).await;
        say("many", "grid_opened", drawn(json!("open")).await?.as_f64().unwrap_or(f64::NAN), "ms", None);
        let mut leaps = Vec::new();
        for leap in 0..LEAPS {
            // To and fro over the whole grid.
            let to = f64::from(leap * 37 % LEAPS) / f64::from(LEAPS);
            leaps.push(drawn(json!(to)).await?.as_f64().unwrap_or(f64::NAN));
        }
        say("many", "grid_leap_median", median(&mut leaps), "ms", None);
        say("many", "grid_leap_p95", quantile(&mut leaps, 0.95), "ms", None);
        let blocks = window.script("return window.blocks").await;
        say("many", "grid_longest_block", longest(&serde_json::from_value::<Vec<_>>(blocks)?), "ms", None);
        say("many", "grid_rss", window.resident_mb().iter().sum(), "MB", None);
        window.close().await;
        Ok::<_, Failure>(())
    })
}
