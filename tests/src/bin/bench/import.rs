//! Forty photographs of 12 megapixels, beside `vipsthumbnail` making the same two sizes, in turn.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;
use tests::day::{Failure, app};
use tests::large_study::write_large;
use tests::people::create_study;

use crate::memory::peak_during;
use crate::{median, say};

const COUNT: u32 = 40;
const ROUNDS: u32 = 5;

pub(crate) fn import() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let photographs = folder.path().join("photographs");
    std::fs::create_dir_all(&photographs)?;
    let bytes = write_large(&photographs, COUNT)?;
    let (mut ours, mut theirs, mut memory) = (Vec::new(), Vec::new(), 0.0_f64);
    for round in 0..ROUNDS {
        let app = app(&folder.path().join("settings"), &std::env::current_exe()?);
        create_study(&app, &folder.path().join(format!("study-{round}")), "Benchmark")?;
        let started = Instant::now();
        let (done, peak) =
            peak_during(|| app.call("photograph.import", json!({"folder": photographs, "subject_from": "file"})));
        ours.push(started.elapsed().as_secs_f64());
        memory = memory.max(peak);
        let done = done?;
        if done["imported"] != COUNT {
            return Err(format!("imported {done}").into());
        }
        theirs.extend(
            vipsthumbnail(&photographs, &folder.path().join(format!("vips-{round}")))?.map(|t| t.as_secs_f64()),
        );
    }
    let ours = median(&mut ours);
    say("import", "throughput", f64::from(COUNT) / ours, "1/s", None);
    say("import", "throughput", bytes as f64 / ours / 1e6, "MB/s", None);
    if !theirs.is_empty() {
        let theirs = median(&mut theirs);
        say("import", "throughput", f64::from(COUNT) / theirs, "1/s", Some("vipsthumbnail"));
        say("import", "ratio", theirs / ours, "x", Some("vipsthumbnail"));
    }
    say("import", "peak_rss", memory, "MB", None);
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
