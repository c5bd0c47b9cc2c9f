//! Fusing the rankings of 12,000 photographs by two readers.

use std::time::Instant;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use tests::day::Failure;

use crate::memory::peak_during;
use crate::{median, say};

pub(crate) fn fuse() -> Result<(), Failure> {
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
    let (times, peak) = peak_during(|| {
        let mut times = Vec::new();
        for _ in 0..5 {
            let started = Instant::now();
            for line in &lines {
                app::filters::fuse_line(line)?;
            }
            times.push(started.elapsed().as_secs_f64() * 1e3);
        }
        Ok::<_, app::AppError>(times)
    });
    say("fuse", "median", median(&mut times?), "ms", None);
    say("fuse", "peak_rss", peak, "MB", None);
    Ok(())
}
