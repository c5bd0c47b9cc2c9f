//! `cargo xtask soak`: what the tests try briefly, tried for long on an optimised build; prints JSON lines.

use crate::install;
use crate::shell::{Failure, command};

/// Ten thousand random histories of a study at many desks, a thousand a line.
const HISTORIES: u32 = 10_000;
const A_LINE: u32 = 1_000;

pub(crate) fn soak(only: Option<&str>) -> Result<(), Failure> {
    if only.is_some_and(|only| only != "exchange") {
        return Err("there is no such soak; there is exchange".into());
    }
    install::for_building()?;
    for first in (0..HISTORIES).step_by(A_LINE as usize) {
        let mut histories =
            command("cargo", &["test", "--quiet", "--release", "--package", "store", "--lib", "histories"]);
        histories.env("CONSILIUM_HISTORIES", A_LINE.to_string()).env("CONSILIUM_FIRST_HISTORY", first.to_string());
        let tried = histories.output().map_err(|error| format!("{histories:?}: {error}"))?;
        let printed = String::from_utf8_lossy(&tried.stdout);
        // What the test harness prints beside it is shown only where it says what went wrong.
        printed.lines().filter(|line| line.starts_with('{')).for_each(|line| println!("{line}"));
        if !tried.status.success() {
            return Err(format!("{printed}{}", String::from_utf8_lossy(&tried.stderr)));
        }
    }
    Ok(())
}
