//! `cargo xtask test`: every test of the project, one after the other; ends with a plain line.

use std::process::Command;

use crate::install;
use crate::shell::{Failure, command, must, project, watch};
use crate::window;

/// Runs everything even after a failure, so that one run shows all that is wrong.
pub(crate) fn test() -> Result<(), Failure> {
    install::for_building()?;
    install::for_comparing()?;
    let (mut passed, mut failed) = (0, 0);
    let mut check = |title: &str, command: Command| {
        println!("── {title}");
        let (succeeded, printed) = watch(command);
        let (good, bad) = counts(&printed).unwrap_or((usize::from(succeeded), usize::from(!succeeded)));
        passed += good;
        // A run that failed without a failing test (it did not compile, say) is one failure.
        failed += if succeeded { bad } else { bad.max(1) };
    };
    check("formatting", command("cargo", &["fmt", "--all", "--check"]));
    check("build", build());
    check(
        "lints",
        command(
            "cargo",
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--features",
                "tests/window",
                "--quiet",
                "--",
                "--deny",
                "warnings",
            ],
        ),
    );
    check("Rust tests", rust_tests());
    check("types of the pages", npm(&["run", "--silent", "check"]));
    check("imports and format of the pages", npm(&["run", "--silent", "lint"]));
    check("tests of the pages", npm(&["run", "--silent", "test"]));
    install::for_the_window()?;
    check("stories in the window", stories());
    println!("{passed} passed, {failed} failed");
    if failed == 0 { Ok(()) } else { Err(format!("{failed} failed")) }
}

/// Takes the pictures of the README: the stories leave what they saw in the target folder, and the
/// README says which of them it shows.
pub(crate) fn pictures() -> Result<(), Failure> {
    install::for_building()?;
    install::for_the_window()?;
    must(build())?;
    must(stories())?;
    let readme = std::fs::read_to_string(project().join("README.md")).map_err(|error| error.to_string())?;
    let shown = readme.split("(fixtures/pictures/").skip(1).filter_map(|rest| rest.split(')').next());
    let folder = project().join("fixtures/pictures");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    for name in shown {
        std::fs::copy(window::pictures().join(name), folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

/// The whole workspace with all targets, always: another selection would build shared crates again.
fn build() -> Command {
    command("cargo", &["build", "--quiet", "--workspace", "--all-targets", "--features", "tests/window"])
}

/// Everything but the stories in the window.
fn rust_tests() -> Command {
    let which = ["--lib", "--bins", "--test", "acceptance", "--test", "rooms", "--test", "peers"];
    let all = ["test", "--quiet", "--no-fail-fast", "--workspace", "--features", "tests/window"];
    let mut command = command("cargo", &[&all[..], &which].concat());
    command.env("CONSILIUM_PYTHON", install::python("python"));
    command.env("CONSILIUM_OLD_PYTHON", install::python("old-python"));
    command
}

/// The stories in the real window, two at a time: each waits for its window more than it computes.
fn stories() -> Command {
    let tests = ["test", "--quiet", "--workspace", "--features", "tests/window", "--test", "window"];
    window::command("cargo", &[&tests[..], &["--", "--test-threads=2"]].concat(), "debug")
}

fn npm(arguments: &[&str]) -> Command {
    let mut command = command("npm", arguments);
    command.current_dir(project().join("ui")).env("NO_COLOR", "1").env("FORCE_COLOR", "0");
    command
}

/// Passed and failed as the runner's own lines say: cargo test's results and vitest's tests.
fn counts(printed: &str) -> Option<(usize, usize)> {
    let number_before = |line: &str, word: &str| -> usize {
        let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let place = words.iter().position(|found| *found == word);
        place.and_then(|place| words.get(place.checked_sub(1)?)?.parse().ok()).unwrap_or(0)
    };
    let mut found = None;
    for line in printed.lines() {
        let line = line.trim_start();
        if line.starts_with("test result:") || line.starts_with("Tests ") {
            let (passed, failed) = found.unwrap_or((0, 0));
            found = Some((passed + number_before(line, "passed"), failed + number_before(line, "failed")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_both_runners_are_counted() {
        let printed = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored\ntest result: FAILED. 1 passed; 2 failed; 0 ignored\n      Tests  1 failed | 11 passed (12)\n";
        assert_eq!(counts(printed), Some((15, 3)));
        assert_eq!(counts("nothing"), None);
    }
}
