//! Stepping between photographs of 12 megapixels in the real window, as the page measures it: from
//! the key event to the second animation frame after the swap.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use tests::day::Failure;
use tests::folders::copy;
use tests::people::FIRST;
use tests::window::Window;

use crate::host::Host;
use crate::{median, quantile, say};

const PHOTOGRAPHS: u32 = 200;
/// A physician who only looks through photographs still rests on each for longer than this.
const REST: Duration = Duration::from_millis(400);
const PAGE_DOWN: char = '\u{E00F}';
const PAGE_UP: char = '\u{E00E}';
const CONTROL: char = '\u{E009}';
const ENTER: char = '\u{E007}';

/// `step-warm`: through all photographs and part of the way back, one by one, each looked at.
/// `step-cold`: ten photographs at a time, beyond anything that was prepared.
/// `submit-step`: eighty photographs submitted one after the other, from the key to the next photograph.
/// `step-thousand`: a thousand steps to and fro, now and then a longer rest at which the full picture comes;
/// how long the page was held up, and whether memory stays flat.
pub(crate) fn step(name: &str) -> Result<(), Failure> {
    let steps: Vec<String> = match name {
        "submit-step" => std::iter::repeat_n(format!("{CONTROL}{ENTER}"), 80).collect(),
        _ => walks(name).into_iter().map(String::from).collect(),
    };
    let made = study()?;
    // What is submitted stays so: in a copy of its own.
    let own = tempfile::tempdir()?;
    let study = if name == "submit-step" { own.path().join("study") } else { made.clone() };
    if name == "submit-step" {
        copy(&made, &study)?;
    }
    let settings = tempfile::tempdir()?;
    let thousand = name == "step-thousand";
    let walked = walk(&study, settings.path(), &steps, thousand);
    let mut walked = tokio::runtime::Runtime::new()?.block_on(walked)?;
    say(name, "median", median(&mut walked.times), "ms", None);
    say(name, "p95", quantile(&mut walked.times, 0.95), "ms", None);
    let sum = |memory: &[[f64; 2]]| memory.iter().map(|[program, web]| program + web).collect::<Vec<_>>();
    say(name, "peak_rss", sum(&walked.memory).into_iter().fold(0.0, f64::max), "MB", None);
    if thousand {
        for (what, steps) in [("100_to_200", &walked.memory[100..200]), ("900_to_1000", &walked.memory[900..])] {
            say(name, &format!("rss_steps_{what}"), median(&mut sum(steps)), "MB", None);
            let mut program: Vec<f64> = steps.iter().map(|[program, _]| *program).collect();
            say(name, &format!("rss_of_the_program_steps_{what}"), median(&mut program), "MB", None);
        }
        say(name, "longest_block", longest(&walked.blocks), "ms", None);
        say(name, "blocks_over_50_ms", walked.blocks.len() as f64, "count", None);
        // Those that the host of a virtual machine cannot explain: too long even without all it may have taken.
        let less = walked.blocks.iter().map(|[from, length]| [*from, length - walked.host.took(*from, from + length)]);
        let beyond: Vec<[f64; 2]> = less.filter(|[_, length]| *length > 50.0).collect();
        say(name, "longest_block_beyond_the_host", longest(&beyond), "ms", None);
        say(name, "blocks_over_50_ms_beyond_the_host", beyond.len() as f64, "count", None);
    }
    say(name, "taken_by_the_host", walked.host.share() * 100.0, "%", None);
    Ok(())
}

/// Keys of a benchmark that only looks.
fn walks(name: &str) -> Vec<char> {
    match name {
        "step-warm" => std::iter::repeat_n('j', PHOTOGRAPHS as usize - 1).chain(std::iter::repeat_n('k', 60)).collect(),
        "step-cold" => {
            let there_and_back = std::iter::repeat_n(PAGE_DOWN, 20).chain(std::iter::repeat_n(PAGE_UP, 20));
            there_and_back.cycle().take(80).collect()
        }
        _ => {
            let half = PHOTOGRAPHS as usize - 1;
            let there_and_back = std::iter::repeat_n('j', half).chain(std::iter::repeat_n('k', half));
            there_and_back.cycle().take(1000).collect()
        }
    }
}

/// One study for all, made once in a run.
fn study() -> Result<PathBuf, Failure> {
    static STUDY: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    if STUDY.get().is_none() {
        let folder = tempfile::tempdir()?;
        let study = tests::large_study::drafted(folder.path(), &std::env::current_exe()?, PHOTOGRAPHS)?;
        let _ = STUDY.set((folder, study));
    }
    STUDY.get().map(|(_, study)| study.clone()).ok_or("no study".into())
}

/// What a walk came to.
struct Walked {
    /// Each step in milliseconds.
    times: Vec<f64>,
    /// Resident size of the program and of its web view after each step, in MB.
    memory: Vec<[f64; 2]>,
    /// When one task of the page took over 50 ms, and for how long: see [`WATCH`].
    blocks: Vec<[f64; 2]>,
    host: Host,
}

/// Notes when the page is between two tasks: every 5 ms, before and after the task of a key, and after the frame that
/// it leads to (a message that the frame sends to itself comes after painting). Kept is where two such moments lie
/// over 50 ms apart, which W3C Long Tasks calls long: since when, in milliseconds of the Unix epoch, and for how many.
/// Without the key and the frame both would count as one, for WebKit runs timers last. The beginning of the frame's
/// script is no such moment, for WebKit lays out before it in the same task.
pub(crate) const WATCH: &str = "window.blocks = []; let before = performance.now();
    const between = () => { const now = performance.now();
        if (now - before > 50) window.blocks.push([performance.timeOrigin + before, now - before]);
        before = now; };
    const painted = new MessageChannel(); painted.port1.onmessage = between;
    setInterval(between, 5);
    addEventListener('keydown', between, true);
    addEventListener('keydown', () => { between(); requestAnimationFrame(() => painted.port2.postMessage(0)); });";

/// The longest of such times in milliseconds.
pub(crate) fn longest(blocks: &[[f64; 2]]) -> f64 {
    blocks.iter().map(|[_, length]| *length).fold(0.0, f64::max)
}

/// Steps through the window.
async fn walk(study: &Path, settings: &Path, steps: &[String], thousand: bool) -> Result<Walked, Failure> {
    let window = Window::open(study, settings).await;
    window.sign_in(FIRST).await;
    window.click("nav-annotate").await;
    window.find("annotate-lesion-1").await;
    // A study opens where it was left: back to the first photograph.
    for _ in 0..PHOTOGRAPHS / 10 {
        window.keys(&PAGE_UP.to_string()).await;
        tokio::time::sleep(REST).await;
    }
    tokio::time::sleep(2 * REST).await;
    window.watch_steps("photo-step").await;
    if thousand {
        window.script("performance.setResourceTimingBufferSize(0)").await;
        window.script(WATCH).await;
    }
    let host = Host::watch();
    let mut memory = Vec::new();
    for (done, key) in steps.iter().enumerate() {
        window.keys(key).await;
        // Nobody asks the page anything while it steps: that would be measured too.
        let rest = if !thousand {
            REST
        } else if done % 10 == 9 {
            4 * REST
        } else {
            REST / 2
        };
        tokio::time::sleep(rest).await;
        window.until(|| async { window.steps_taken().await > done }, "a step is painted").await;
        memory.push(window.resident_mb());
    }
    let times = window.steps().await;
    let blocks = serde_json::from_value(window.script("return window.blocks ?? []").await)?;
    window.close().await;
    Ok(Walked { times, memory, blocks, host })
}
