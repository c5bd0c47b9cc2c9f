//! Releases as Hugging Face `datasets` loads them, its oldest version that the card promises and a new one: every row,
//! every column, every picture; also when a split has open questions only, and when a photograph has no question.

use std::fs;
use std::path::Path;

use app::App;
use serde_json::{Value, json};
use tests::day::{Until, app, carry_through, publish};
use tests::people::{COORDINATOR, SENIOR, sign_in};

use crate::program;

/// Rows of the tables that people read, with the hash that the picture's name says.
fn written(release: &Path, split: &str) -> Vec<Value> {
    let text = fs::read_to_string(release.join(split).join("metadata.jsonl")).unwrap();
    let row = |line: &str| {
        let mut row: Value = serde_json::from_str(line).unwrap();
        let name = row["file_name"].as_str().unwrap().to_owned();
        let jpeg = fs::read(release.join(split).join(&name)).unwrap();
        let (width, height) = image::load_from_memory(&jpeg).map(|read| (read.width(), read.height())).unwrap();
        row["image"] = json!(Path::new(&name).file_stem().unwrap().to_str());
        row["size"] = json!([width, height]);
        row.as_object_mut().unwrap().remove("file_name");
        // In Parquet they are text.
        row["boxes"] = json!(row["boxes"].to_string());
        row
    };
    text.lines().map(row).collect()
}

fn loaded_by(python: &str, release: &Path) -> Value {
    let cache = tempfile::tempdir().unwrap();
    let output = program(python, "hugging_face.py").arg(release).arg(cache.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn questions(app: &App) -> Vec<Value> {
    app.call("question.list", Value::Null).unwrap()["questions"].as_array().unwrap().clone()
}

#[test]
fn hugging_face_loads_every_row() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let study = folder.join("Body surface demo");
    let app = app(folder, env!("CARGO_BIN_EXE_consilium-demo").as_ref());
    carry_through(&app, folder, Until::Halfway).unwrap();

    sign_in(&app, &study, COORDINATOR).unwrap();
    let some = publish(&app, folder, "1.0.0").unwrap();
    sign_in(&app, &study, SENIOR).unwrap();
    for question in questions(&app) {
        let verdict = if question["question"]["form"] == "multiple_choice" { "reject" } else { "approve" };
        let judgement = json!({"verdict": verdict, "edited": null, "reason": "not now"});
        app.call("question.review", json!({"id": question["question"]["id"], "judgement": judgement})).unwrap();
    }
    sign_in(&app, &study, COORDINATOR).unwrap();
    let open_ended = publish(&app, folder, "2.0.0").unwrap();

    let mut without_question = 0;
    for published in [some, open_ended] {
        let release = Path::new(published["folder"].as_str().unwrap());
        let card = fs::read_to_string(release.join("README.md")).unwrap();
        assert!(card.contains("`datasets` 2.14.5 or newer"), "the card promises the oldest version that is tried here");
        without_question += fs::read_dir(release.join("annotations/images")).unwrap().count();
        for (python, version) in [("CONSILIUM_PYTHON", "5.2.0"), ("CONSILIUM_OLD_PYTHON", "2.14.5")] {
            let loaded = loaded_by(python, release);
            assert_eq!(loaded["version"], version);
            for split in ["validation", "test"] {
                assert_eq!(loaded["splits"][split], json!(written(release, split)), "{split} by {version}");
            }
        }
    }
    assert!(without_question > 0, "every photograph has a question: the test says nothing of those without");
}
