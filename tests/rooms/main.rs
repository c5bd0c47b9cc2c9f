//! The house as ARCHITECTURE.md draws it: which crate may use which, asked of cargo itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so and stops"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn cargo(arguments: &[&str]) -> String {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(project).output().expect("cargo runs");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn every_arrow_between_crates_goes_down() {
    let metadata: Value = serde_json::from_str(&cargo(&["metadata", "--no-deps", "--format-version", "1"])).unwrap();
    let allowed: &[(&str, &[&str])] = &[
        ("domain", &[]),
        ("ledger", &["domain"]),
        ("imaging", &[]),
        ("store", &["domain", "imaging", "ledger"]),
        ("release", &["domain"]),
        ("app", &["domain", "imaging", "ledger", "release", "store"]),
        ("cli", &["app"]),
        ("consilium-desktop", &["app"]),
        ("tests", &["app"]),
        ("xtask", &[]),
    ];
    let rooms: BTreeSet<&str> = allowed.iter().map(|(room, _)| *room).collect();
    let packages = metadata["packages"].as_array().unwrap();
    assert_eq!(packages.len(), rooms.len(), "a room that ARCHITECTURE.md does not know");
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let may = allowed.iter().find(|(room, _)| *room == name).unwrap().1;
        for dependency in package["dependencies"].as_array().unwrap() {
            let other = dependency["name"].as_str().unwrap();
            assert!(!rooms.contains(other) || may.contains(&other), "{name} must not use {other}");
        }
    }
}

#[test]
fn nothing_below_the_shell_names_tauri() {
    // The first word of a line is the package; the rest is its version and folder (`src-tauri/…`).
    let packages = |arguments: &[&str]| -> BTreeSet<String> {
        cargo(arguments).lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
    };
    let below = packages(&["tree", "--package", "app", "--edges", "normal,build", "--prefix", "none"]);
    assert!(below.contains("rusqlite"), "the tree was printed");
    assert!(!below.iter().any(|package| package.starts_with("tauri")), "{below:?}");
    let pure = packages(&["tree", "--package", "domain", "--edges", "normal", "--prefix", "none"]);
    for package in ["tokio", "rusqlite", "chrono"] {
        assert!(!pure.contains(package), "domain must not use {package}");
    }
}
