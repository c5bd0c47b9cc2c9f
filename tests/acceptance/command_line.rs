//! The `consilium` program.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tests::folders::{copy, password_strengths};
use tests::people::COORDINATOR;
use tests::photographs;

use crate::finished;

/// Runs the command line; standard output, standard error, exit code.
fn consilium(arguments: &[&str], input: &str) -> (String, String, i32) {
    let program = Path::new(env!("CARGO_BIN_EXE_consilium-demo")).with_file_name("consilium");
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command line is built with the workspace");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn the_command_line_fuses_and_names_a_bad_line() {
    let good = "{\"id\": \"x\", \"rankings\": [[\"a\", \"b\"], [\"b\", \"a\"]]}\n";
    let (out, _, code) = consilium(&["fuse"], good);
    let line: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (line["fused"][0]["weight"].clone(), line["tie_at_first"].clone(), code),
        (json!("3/2"), json!(true), 0)
    );
    let (out, error, code) = consilium(&["fuse"], &format!("{good}nonsense\n{good}"));
    assert_eq!((out.lines().count(), code), (2, 2));
    assert!(error.contains("line 2"), "{error}");
    // A label that is a number is said in words; two names in another encoding are not taken for one.
    let (_, error, code) = consilium(&["fuse"], "{\"id\": 1, \"rankings\": [[1, 2]]}\n");
    assert!(code == 2 && error.contains("an item is text"), "{error}");
}

#[test]
fn the_command_line_refuses_a_line_that_is_not_utf8() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gbk.jsonl");
    let mut bytes = b"{\"id\": 1, \"rankings\": [[\"".to_vec();
    bytes.extend(b"\xd2\xf8\xd0\xbc\"], [\"\xb0\xd7\xf1\xb0\"]]}\n{\"id\": 2, \"rankings\": [[\"a\"]]}\n");
    fs::write(&file, bytes).unwrap();
    let (out, error, code) = consilium(&["fuse", &file.to_string_lossy()], "");
    assert_eq!((out.lines().count(), code), (1, 2));
    assert!(error.contains("line 1") && error.contains("UTF-8"), "{error}");
}

#[test]
fn the_command_line_measures_agreement() {
    let (out, _, code) = consilium(&["agreement"], "item,rater,value\n1,a,x\n1,b,x\n2,a,x\n2,b,y\n3,a,y\n3,b,y\n");
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((found["percent"]["count"].clone(), code), (json!(3), 0));
    assert!((found["cohen"][0]["value"].as_f64().unwrap() - 0.4).abs() < 1e-12);
    assert_eq!(found["categories"], json!({"x": 3, "y": 3}));
    let (_, error, code) = consilium(&["agreement"], "item,rater,value\n1,a,\n");
    assert_eq!(code, 2);
    assert!(error.contains("line 2"), "{error}");
    // A placeholder is asked about; named, it is no answer.
    let table = "item,rater,value\n1,a,x\n1,b,x\n2,a,x\n2,b,NaN\n3,a,y\n3,b,y\n";
    let (_, error, code) = consilium(&["agreement"], table);
    assert!(code == 2 && error.contains("line 5") && error.contains("--missing"), "{error}");
    let (out, error, code) = consilium(&["agreement", "--missing", "NA,NaN"], table);
    let found: Value = serde_json::from_str(&out).expect(&error);
    assert_eq!((found["missing"].clone(), found["percent"]["value"].clone(), code), (json!(1), json!(1.0), 0));
}

#[test]
fn the_command_line_creates_imports_and_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("secret"), "seven grey herons flying\n").unwrap();
    photographs::write_all(&folder.path().join("pictures"), 7).unwrap();
    let who = ["--name", "Ada", "--password-file", &path("secret")];
    let (out, error, code) =
        consilium(&[&["study", "create", &path("study"), "--title", "Skin"], &who[..]].concat(), "");
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("AGE-SECRET-KEY-1"));
    assert_eq!(password_strengths(Path::new(&path("study"))).unwrap(), [json!([128 * 1024, 3, 1])]);
    let (out, error, code) = consilium(&[&["import", &path("study"), &path("pictures")], &who[..]].concat(), "");
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("24 imported"), "{out}");
    let release = finished().1.release.clone().unwrap();
    let (out, _, code) = consilium(&["verify", &release.to_string_lossy()], "");
    assert_eq!(code, 0, "{out}");
}

#[test]
fn the_command_line_says_what_a_study_is_and_publishes_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    copy(&finished().0.join("Body surface demo"), Path::new(&path("study"))).unwrap();
    fs::write(path("secret"), COORDINATOR.password).unwrap();
    let (study, into) = (path("study"), path(""));
    let who = ["--name", COORDINATOR.name, "--password-file", &path("secret")];
    let (out, error, code) = consilium(&[&["study", "info", &study], &who[..]].concat(), "");
    assert!(code == 0 && out.contains("Body surface demo"), "{out}{error}");
    let what = ["release", &study, &into, "--title", "ByCommandLine", "--version", "3.0.0"];
    let (out, error, code) = consilium(&[&what[..], &who].concat(), "");
    assert_eq!(code, 0, "{out}{error}");
    let (_, _, code) = consilium(&["verify", &path("ByCommandLine-3.0.0")], "");
    assert_eq!(code, 0);
    let (_, error, code) = consilium(&[&what[..], &who].concat(), "");
    assert!(code != 0 && !error.is_empty(), "what was published is not published again");
}

#[test]
fn the_command_line_imports_only_what_leaves_no_doubt_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("secret"), "\u{feff}seven grey herons flying\r\n").unwrap();
    let all = folder.path().join("all");
    let truths = photographs::write_all(&all, 7).unwrap();
    fs::create_dir_all(folder.path().join("pictures/S 1")).unwrap();
    for (number, truth) in truths.iter().take(3).enumerate() {
        fs::copy(all.join(&truth.file), folder.path().join(format!("pictures/S 1/{number}.jpg"))).unwrap();
    }
    fs::write(folder.path().join("pictures/S 1/clip.jpg"), "no photograph").unwrap();
    let who = ["--name", "Ada", "--password-file", &path("secret")];
    let run = |arguments: &[&str]| consilium(&[arguments, &who[..]].concat(), "");
    assert_eq!(run(&["study", "create", &path("study"), "--title", "Skin"]).2, 0);
    let (study, pictures) = (path("study"), path("pictures"));
    let import = |more: &[&str]| run(&[&["import", &study, &pictures], more].concat());

    let (_, error, code) = import(&[]);
    assert!(code == 2 && error.contains("--subject-from folder") && error.contains("S 1: 4 photographs"), "{error}");
    let (out, error, code) = import(&["--subject-from", "folder", "--dry-run"]);
    assert!(code == 0 && out.contains("would import 4 photographs of 1 subject"), "{out}{error}");
    let (out, error, code) = import(&["--subject-from", "folder", "--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&report["imported"], &report["offered"], code), (&json!(3), &json!(4), 3), "{error}");
    assert_eq!(
        report["refused"][0],
        json!({"path": "S 1/clip.jpg", "code": "unsupported_format",
        "sentence": "This is no photograph in a format that is read: JPEG, HEIC, PNG, WebP, TIFF or BMP."})
    );

    fs::remove_file(folder.path().join("pictures/S 1/clip.jpg")).unwrap();
    fs::write(folder.path().join("pictures/list.csv"), "name;subject;age\n0.jpg;Q1;40\n1.jpg;Q1;old\n").unwrap();
    let (_, error, code) = import(&[]);
    assert!(code == 2 && error.contains("line 3, age: \"old\" is not understood as an age"), "{error}");
    fs::write(folder.path().join("pictures/list.csv"), "name;subject;age\n0.jpg;Q1;40\n1.jpg;Q1;85+\n").unwrap();
    let (_, error, code) = import(&[]);
    assert!(code == 2 && error.contains("--column \"file=name\""), "a guess is not followed unseen: {error}");
    let (out, error, code) = import(&["--column", "file=name"]);
    assert!(code == 0 && out.contains("updated S 1/1.jpg: age unknown -> {\"from\":85,\"to\":120}"), "{out}{error}");

    let (_, error, code) = run(&["import", &study, &path("nowhere")]);
    assert!(code == 1 && error.contains("nowhere is not there"), "{error}");
    fs::write(path("secret"), "wrong").unwrap();
    let (_, error, code) = import(&[]);
    assert!(code == 1 && error.contains("name or password is wrong"), "{error}");
}
