//! The house as ARCHITECTURE.md draws it: which crate may use which, asked of cargo itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so and stops"
)]

mod files;

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

#[test]
fn only_the_store_asks_the_database_anything() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/crates");
    let asking =
        ["execute", "execute_batch", "prepare", "prepare_cached", "query_map", "query_row", "query_row_and_then"];
    assert!(files::calling(&crates.join("store/src"), &asking).len() > 5, "the store does");
    for room in ["app", "cli", "release"] {
        assert_eq!(files::calling(&crates.join(room).join("src"), &asking), Vec::<String>::new(), "{room}");
    }
}

#[test]
fn no_two_files_of_a_room_know_each_other_both_ways() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/crates");
    let uses = files::uses(&crates.join("app/src"));
    assert!(uses["app.rs"].contains("commands.rs") && uses["commands.rs"].contains("session.rs"), "{uses:?}");
    for room in ["app", "cli", "domain", "imaging", "ledger", "release", "store", "xtask"] {
        let circles = files::circles(&files::uses(&crates.join(room).join("src")));
        assert!(circles.is_empty(), "{room}: {circles:#?}");
    }
}

#[test]
fn a_circle_of_files_is_found_however_long() {
    let uses = |pairs: &[(&str, &[&str])]| {
        pairs
            .iter()
            .map(|(file, others)| ((*file).to_owned(), others.iter().map(|o| (*o).to_owned()).collect()))
            .collect()
    };
    let circles = files::circles(&uses(&[("a", &["b"]), ("b", &["c"]), ("c", &["a", "d"]), ("d", &[])]));
    assert_eq!(circles, BTreeSet::from([["a", "b", "c"].map(str::to_owned).into()]));
}
