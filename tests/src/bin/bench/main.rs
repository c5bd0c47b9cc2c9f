//! `consilium-bench NAME ...`: measured here, printed as JSON lines.
#![allow(clippy::print_stdout, reason = "a command-line program")]

mod draft;
mod fuse;
#[cfg(feature = "window")]
mod host;
mod import;
#[cfg(feature = "window")]
mod many;
mod memory;
mod open;
mod review;
#[cfg(feature = "window")]
mod step;

use std::process::ExitCode;

use serde_json::json;
use tests::day::Failure;

fn main() -> ExitCode {
    app::run_worker_if_asked();
    for name in std::env::args().skip(1) {
        let done: Result<(), Failure> = match name.as_str() {
            "import" => import::import(),
            "fuse" => fuse::fuse(),
            "draft" => draft::draft(),
            "release" => draft::release(),
            "open" => open::open(),
            "review" => review::review(),
            #[cfg(feature = "window")]
            "review-step" => review::review_step(),
            #[cfg(feature = "window")]
            "many" => many::many(),
            #[cfg(feature = "window")]
            "step-warm" | "step-cold" | "step-thousand" | "submit-step" => step::step(&name),
            _ => Err("there is no such benchmark".into()),
        };
        if let Err(error) = done {
            eprintln!("consilium-bench {name}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Prints one measured number.
fn say(bench: &str, metric: &str, value: f64, unit: &str, peer: Option<&str>) {
    let mut line = json!({"bench": bench, "metric": metric, "value": (value * 1000.0).round() / 1000.0, "unit": unit});
    if let Some(peer) = peer {
        line["peer"] = json!(peer);
    }
    println!("{line}");
}

/// The value below which a share of the measured ones lies, by nearest rank.
fn quantile(measured: &mut [f64], share: f64) -> f64 {
    measured.sort_by(f64::total_cmp);
    let rank = (share * measured.len() as f64).ceil().max(1.0) as usize - 1;
    measured.get(rank).copied().unwrap_or(f64::NAN)
}

fn median(measured: &mut [f64]) -> f64 {
    quantile(measured, 0.5)
}
