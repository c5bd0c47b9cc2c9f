//! What a virtual machine cannot help: time in which its host gave the processors to others (`steal` of `/proc/stat`,
//! proc(5), in hundredths of a second). Sampled beside a measurement, so that it can be told apart.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Time of a sample in milliseconds of the Unix epoch, and what was taken from each processor until then, in
/// milliseconds.
type Sample = (f64, Vec<f64>);

/// Samples every 10 ms until it is dropped.
pub(crate) struct Host {
    samples: Arc<Mutex<Vec<Sample>>>,
    over: Arc<AtomicBool>,
}

impl Host {
    pub(crate) fn watch() -> Self {
        let host = Self { samples: Arc::default(), over: Arc::default() };
        let (samples, over) = (Arc::clone(&host.samples), Arc::clone(&host.over));
        thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1e3;
                let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
                samples.lock().unwrap_or_else(PoisonError::into_inner).push((now, taken(&stat)));
                thread::sleep(Duration::from_millis(10));
            }
        });
        host
    }

    /// Most that can have been taken from one processor between two times in milliseconds of the epoch; in
    /// milliseconds. The samples around them count, so it is too much by up to 20 ms rather than too little.
    pub(crate) fn took(&self, from: f64, to: f64) -> f64 {
        let samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
        let before = samples.iter().rev().find(|(at, _)| *at <= from).or(samples.first());
        let after = samples.iter().find(|(at, _)| *at >= to).or(samples.last());
        let (Some((_, before)), Some((_, after))) = (before, after) else { return 0.0 };
        before.iter().zip(after).map(|(before, after)| after - before).fold(0.0, f64::max)
    }

    /// Share of one processor's time that was taken since the first sample, at most over the processors.
    pub(crate) fn share(&self) -> f64 {
        let (first, last) = {
            let samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
            (samples.first().map_or(0.0, |(at, _)| *at), samples.last().map_or(0.0, |(at, _)| *at))
        };
        self.took(first, last) / (last - first).max(1.0)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// Of each processor (`cpu0`, `cpu1` …), the eighth figure of its line.
fn taken(stat: &str) -> Vec<f64> {
    let lines = stat.lines().filter(|line| line.starts_with("cpu") && !line.starts_with("cpu "));
    lines.filter_map(|line| line.split_whitespace().nth(8)?.parse().ok()).map(|ticks: f64| ticks * 10.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_from_each_processor_is_read() {
        let stat = "cpu  9 0 9 99 0 0 0 30 0 0\ncpu0 4 0 4 50 0 0 0 10 0 0\ncpu1 5 0 5 49 0 0 0 20 0 0\nintr 5\n";
        assert_eq!(taken(stat), [100.0, 200.0]);
    }

    #[test]
    fn the_most_that_one_processor_lost_counts_and_what_was_before_does_not() {
        let samples = vec![(0.0, vec![50.0, 0.0]), (10.0, vec![50.0, 10.0]), (20.0, vec![80.0, 20.0])];
        let host = Host { samples: Arc::new(Mutex::new(samples)), over: Arc::default() };
        assert_eq!([host.took(0.0, 5.0), host.took(5.0, 15.0), host.took(10.0, 10.0)], [10.0, 30.0, 0.0]);
    }
}
