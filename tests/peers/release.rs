//! A release in the field's own tools: `mlcroissant`, `pycocotools`, `frictionless`, `bagit`, `jsonschema`, and pandas as
//! VLMEvalKit reads.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tests::day::{Until, app, carry_through};
use tests::people::{COORDINATOR, SENIOR, sign_in};

use crate::python;

fn lines(release: &Path, path: &str) -> usize {
    fs::read_to_string(release.join(path)).unwrap().lines().count()
}

#[test]
fn the_tools_of_the_field_read_a_release() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(&folder.path().join("settings"), env!("CARGO_BIN_EXE_consilium-demo").as_ref());
    carry_through(&app, folder.path(), Until::Released).unwrap();
    // A second version, from which a question is left out.
    let study = folder.path().join("Body surface demo");
    sign_in(&app, &study, SENIOR).unwrap();
    let listed = app.call("question.list", Value::Null).unwrap();
    let reject = json!({"verdict": "reject", "reason": "Ambiguous."});
    let id = &listed["questions"][0]["question"]["id"];
    app.call("question.review", json!({"id": id, "judgement": reject})).unwrap();
    sign_in(&app, &study, COORDINATOR).unwrap();
    let input = json!({"folder": folder.path(), "name": "BodySurfaceDemo", "version": "1.1.0", "license": "CC-BY-NC-SA-4.0",
                       "notes": "", "seed": 7, "bag": true, "password": COORDINATOR.password});
    let published = app.call("release.publish", input).unwrap();
    let release = PathBuf::from(published["folder"].as_str().unwrap());
    let bag = folder.path().join("BodySurfaceDemo-1.1.0-bag");
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/release");
    let output = python("release.py").arg(&release).arg(schemas).arg(bag).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let [validation, test] = ["validation", "test"].map(|split| lines(&release, &format!("{split}/metadata.jsonl")));
    let photographs = lines(&release, "annotations/records.jsonl");

    assert_eq!(found["croissant"]["issues"], json!([]));
    let records = json!({"validation": validation, "test": test, "splits": 2, "abilities": 7});
    assert_eq!(found["croissant"]["records"], records);
    assert_eq!(found["croissant"]["image"], json!([true]));

    assert_eq!(found["coco"]["images"], photographs);
    assert_eq!((&found["coco"]["missing"], &found["coco"]["outside"]), (&json!([]), &json!([])));
    assert!(found["coco"]["annotations"].as_u64().unwrap() > 20, "{}", found["coco"]);
    // A mask is whole pixels, an area is not.
    assert!(found["coco"]["area_off_by"].as_f64().unwrap() < 0.05, "{}", found["coco"]);

    let tasks = json!({"framework": "inspect-ai", "tasks": ["validation", "test"], "missing": [], "scorers": ["model_graded_fact"]});
    assert_eq!(found["eval"], tasks);
    assert_eq!(found["bag"], json!({"valid": true, "damaged": false}));

    assert_eq!(found["frictionless"], json!({"tables": 13, "errors": []}));
    assert_eq!(found["jsonschema"]["errors"], json!([]));
    assert!(found["jsonschema"]["rows"].as_u64().unwrap() as usize > (validation + test) * 2 + photographs);

    let tables = found["vlmevalkit"].as_object().unwrap();
    assert_eq!(tables.len(), 4);
    assert_eq!(tables.values().map(|table| table["rows"].as_u64().unwrap() as usize).sum::<usize>(), validation + test);
    for (name, table) in tables {
        assert_eq!(
            (&table["unique"], &table["lost"], &table["unresolved"]),
            (&json!(true), &json!(0), &json!([])),
            "{name}"
        );
    }
    for (split, questions) in [("validation", validation), ("test", test)] {
        let talks = &found["conversations"][split];
        assert_eq!(
            (talks["turns"].as_u64().unwrap() as usize, &talks["sound"]),
            (questions * 2, &json!(true)),
            "{split}"
        );
    }
}
