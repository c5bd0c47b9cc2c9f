//! Stepping between photographs of 12 megapixels in the real window, as the page measures it: from
//! the key event to the second animation frame after the swap.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use tests::day::Failure;
use tests::people::FIRST;
use tests::window::Window;

use crate::{median, quantile, say};

const PHOTOGRAPHS: u32 = 200;
/// A physician who only looks through photographs still rests on each for longer than this.
const REST: Duration = Duration::from_millis(400);
const PAGE_DOWN: char = '\u{E00F}';
const PAGE_UP: char = '\u{E00E}';

/// `step-warm`: through all photographs and part of the way back, one by one, each looked at.
/// `step-cold`: ten photographs at a time, beyond anything that was prepared.
pub(crate) fn step(name: &str) -> Result<(), Failure> {
    let steps: Vec<char> = if name == "step-warm" {
        std::iter::repeat_n('j', PHOTOGRAPHS as usize - 1).chain(std::iter::repeat_n('k', 60)).collect()
    } else {
        let there_and_back = std::iter::repeat_n(PAGE_DOWN, 20).chain(std::iter::repeat_n(PAGE_UP, 20));
        there_and_back.cycle().take(80).collect()
    };
    let study = study()?;
    let settings = tempfile::tempdir()?;
    let (mut times, peak) = tokio::runtime::Runtime::new()?.block_on(walk(&study, settings.path(), &steps))?;
    say(name, "median", median(&mut times), "ms", None);
    say(name, "p95", quantile(&mut times, 0.95), "ms", None);
    say(name, "peak_rss", peak, "MB", None);
    Ok(())
}

/// One study for both, made once in a run.
fn study() -> Result<PathBuf, Failure> {
    static STUDY: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    if STUDY.get().is_none() {
        let folder = tempfile::tempdir()?;
        let study = tests::large_study::drafted(folder.path(), &std::env::current_exe()?, PHOTOGRAPHS)?;
        let _ = STUDY.set((folder, study));
    }
    STUDY.get().map(|(_, study)| study.clone()).ok_or("no study".into())
}

/// Steps through the window; what each step took in milliseconds, and the largest resident size in MB.
async fn walk(study: &Path, settings: &Path, steps: &[char]) -> Result<(Vec<f64>, f64), Failure> {
    let window = Window::open(study, settings).await;
    window.sign_in(FIRST).await;
    window.click("nav-annotate").await;
    window.find("annotate-lesion-1").await;
    tokio::time::sleep(2 * REST).await;
    let mut peak = window.resident_mb();
    for (done, key) in steps.iter().enumerate() {
        window.keys(&key.to_string()).await;
        // Nobody asks the page anything while it steps: that would be measured too.
        tokio::time::sleep(REST).await;
        let measured = || async {
            let script = "return performance.getEntriesByName('photo-step').length";
            window.script(script).await.as_u64() > Some(done as u64)
        };
        window.until(measured, "a step is painted").await;
        peak = peak.max(window.resident_mb());
    }
    let script = "return performance.getEntriesByName('photo-step').map(step => step.duration)";
    let times = serde_json::from_value(window.script(script).await)?;
    window.close().await;
    Ok((times, peak))
}
