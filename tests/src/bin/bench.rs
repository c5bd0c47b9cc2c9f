//! `consilium-bench import|fuse|open`: measured here, printed as JSON lines.
#![allow(clippy::print_stdout, reason = "a command-line program")]

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use tests::day::{Failure, app};
use tests::people::create_study;
use tests::photographs::large;

fn main() -> ExitCode {
    app::run_worker_if_asked();
    let name = std::env::args().nth(1).unwrap_or_default();
    let done = match name.as_str() {
        "import" => import(),
        "fuse" => fuse(),
        "open" => open(),
        _ => Err("use: consilium-bench import|fuse|open".into()),
    };
    if let Err(error) = done {
        eprintln!("consilium-bench: {error}");
        return ExitCode::FAILURE;
    }
    say(&name, "peak_rss", peak_mib(), "MB", None);
    ExitCode::SUCCESS
}

fn say(bench: &str, metric: &str, value: f64, unit: &str, peer: Option<&str>) {
    let mut line = json!({"bench": bench, "metric": metric, "value": (value * 1000.0).round() / 1000.0, "unit": unit});
    if let Some(peer) = peer {
        line["peer"] = json!(peer);
    }
    println!("{line}");
}

/// Largest resident size of this process, or of all its children together where that is more.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}

/// Forty photographs of 12 megapixels, beside `vipsthumbnail` making the same two sizes, in turn.
fn import() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let photographs = folder.path().join("photographs");
    std::fs::create_dir_all(&photographs)?;
    let mut bytes = 0;
    for seed in 0..40 {
        let file = large([4000, 3000], (seed % 8 + 1) as u8, seed);
        bytes += file.len();
        std::fs::write(photographs.join(format!("{seed:02}.jpg")), file)?;
    }
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..3 {
        let app = app(&folder.path().join("settings"), &std::env::current_exe()?);
        create_study(&app, &folder.path().join(format!("study-{round}")), "Benchmark")?;
        let started = Instant::now();
        let done = app.call("photograph.import", json!({"folder": photographs, "manifest": null}))?;
        ours.push(started.elapsed().as_secs_f64());
        if done["imported"] != 40 {
            return Err(format!("imported {done}").into());
        }
        if let Some(time) = vipsthumbnail(&photographs, &folder.path().join(format!("vips-{round}")))? {
            theirs.push(time.as_secs_f64());
        }
    }
    let ours = median(&mut ours);
    say("import", "throughput", 40.0 / ours, "1/s", None);
    say("import", "throughput", bytes as f64 / ours / 1e6, "MB/s", None);
    if !theirs.is_empty() {
        let theirs = median(&mut theirs);
        say("import", "throughput", 40.0 / theirs, "1/s", Some("vipsthumbnail"));
        say("import", "ratio", theirs / ours, "x", Some("vipsthumbnail"));
    }
    Ok(())
}

/// The same two sizes by `vipsthumbnail`, one process a core; `None` when it is not installed.
fn vipsthumbnail(photographs: &Path, out: &Path) -> Result<Option<Duration>, Failure> {
    std::fs::create_dir_all(out)?;
    let mut files: Vec<_> = std::fs::read_dir(photographs)?.filter_map(Result::ok).map(|file| file.path()).collect();
    files.sort();
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let started = Instant::now();
    let mut running = Vec::new();
    for part in files.chunks(files.len().div_ceil(cores)) {
        let script = format!(
            "vipsthumbnail \"$@\" --size 2048x2048 --output '{0}/%s-preview.jpg[Q=85,strip]' && vipsthumbnail \"$@\" --size 320x320 --output '{0}/%s-thumb.jpg[Q=80,strip]'",
            out.display()
        );
        let mut child = Command::new("sh");
        child.args(["-c", &script, "sh"]).args(part).stdout(Stdio::null()).stderr(Stdio::null());
        running.push(child.spawn()?);
    }
    let mut good = true;
    for mut child in running {
        good &= child.wait()?.success();
    }
    Ok(good.then(|| started.elapsed()))
}

/// Fusing the rankings of 12,000 photographs by two readers.
fn fuse() -> Result<(), Failure> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let diseases: Vec<String> = (0..96).map(|n| format!("disease.{n:02}")).collect();
    let lines: Vec<String> = (0..12_000)
        .map(|id| {
            let mut few: Vec<&String> = diseases.iter().skip(id % 90).take(5).collect();
            let mut list = || {
                few.shuffle(&mut rng);
                few.iter().take(3).map(|disease| (*disease).clone()).collect::<Vec<String>>()
            };
            json!({"id": id, "rankings": [list(), list()]}).to_string()
        })
        .collect();
    let mut times = Vec::new();
    for _ in 0..5 {
        let started = Instant::now();
        for line in &lines {
            app::filters::fuse_line(line)?;
        }
        times.push(started.elapsed().as_secs_f64() * 1e3);
    }
    say("fuse", "median", median(&mut times), "ms", None);
    Ok(())
}

/// Opening a study of 12,000 photographs and 24,000 annotations, password included.
fn open() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let program = std::env::current_exe()?;
    let study = tests::large_study::write(&folder.path().join("study"), &program, 12_000)?;
    let (mut opening, mut home) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let app = app(&folder.path().join("settings"), &program);
        let started = Instant::now();
        tests::people::sign_in(&app, &study, tests::people::FIRST)?;
        opening.push(started.elapsed().as_secs_f64() * 1e3);
        app.call("home.view", Value::Null)?;
        home.push(started.elapsed().as_secs_f64() * 1e3);
    }
    say("open", "median", median(&mut opening), "ms", None);
    say("open", "median", median(&mut home), "ms", Some("with the home screen"));
    Ok(())
}
