//! `cargo xtask bench`: measured on an optimised build, printed as JSON lines.

use crate::install;
use crate::shell::{Failure, command, must, target};
use crate::window;

/// Benchmarks that need no window, and those in the real window.
const NAMES: [&str; 6] = ["import", "fuse", "open", "review", "draft", "release"];
const IN_THE_WINDOW: [&str; 6] = ["step-warm", "submit-step", "step-cold", "step-thousand", "many", "review-step"];

pub(crate) fn bench(only: Option<&str>) -> Result<(), Failure> {
    let wanted = |names: &[&'static str]| -> Vec<&'static str> {
        names.iter().copied().filter(|name| only.is_none_or(|only| only == *name)).collect()
    };
    let (plain, in_the_window) = (wanted(&NAMES), wanted(&IN_THE_WINDOW));
    if plain.is_empty() && in_the_window.is_empty() {
        return Err(format!(
            "there is no such benchmark; there are {}",
            [&NAMES[..], &IN_THE_WINDOW].concat().join(", ")
        ));
    }
    install::for_building()?;
    install::for_benchmarks()?;
    install::for_the_window()?;
    // Everything that is measured at once, so that shared crates are built once.
    let build = ["build", "--quiet", "--release", "--package", "tests", "--package", "consilium-desktop"];
    must(command("cargo", &[&build[..], &["--bins", "--features", "tests/window"]].concat()))?;
    let program = target().join("release/consilium-bench");
    let program = program.to_string_lossy();
    if !plain.is_empty() {
        must(command(&program, &plain))?;
    }
    if !in_the_window.is_empty() {
        must(window::command(&program, &in_the_window, "release"))?;
    }
    Ok(())
}
