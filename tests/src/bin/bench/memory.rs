//! Memory of this process and the ones it started, sampled while something runs.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Runs something; returns also the largest resident size of this process and its children together, in MB.
pub(crate) fn peak_during<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let sampling = scope.spawn(|| {
            let mut peak = resident_mb();
            while !over.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(20));
                peak = peak.max(resident_mb());
            }
            peak
        });
        let done = run();
        over.store(true, Ordering::Relaxed);
        (done, sampling.join().unwrap_or(f64::NAN))
    })
}

/// Resident size of this process and all below it, in MB.
fn resident_mb() -> f64 {
    let mut parents = BTreeMap::new();
    let mut sizes = BTreeMap::new();
    for status in fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok) {
        let Ok(status) = fs::read_to_string(status.path().join("status")) else { continue };
        let field = |name: &str| -> Option<u64> {
            status.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
        };
        if let (Some(process), Some(parent)) = (field("Pid:"), field("PPid:")) {
            parents.insert(process, parent);
            sizes.insert(process, field("VmRSS:").unwrap_or(0));
        }
    }
    let me = u64::from(std::process::id());
    let below_me = |process: &u64| {
        std::iter::successors(Some(*process), |process| parents.get(process).copied()).take(64).any(|p| p == me)
    };
    sizes.iter().filter(|(process, _)| below_me(process)).map(|(_, kib)| *kib as f64).sum::<f64>() / 1024.0
}
