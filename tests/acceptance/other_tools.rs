//! Annotations that were made in another tool: they begin what nobody began here, or stand for a reader who worked there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use app::{App, Code};
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use tests::people::{FIRST, SECOND, SENIOR, create_study, enrol, sign_in};
use tests::photographs::Truth;
use tests::readings::{Slant, annotation};

use super::{app, finished, imported, screen, submit};

/// A study with the first photographs assigned and a physician at work; the others are nobody's.
struct Desk {
    app: App,
    study: PathBuf,
    pictures: PathBuf,
    truths: Vec<Truth>,
    ids: Vec<String>,
    _folder: tempfile::TempDir,
}

const ASSIGNED: usize = 6;

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let (app, study, truths, ids) = imported(folder.path());
    for id in &ids[..ASSIGNED] {
        screen(&app, id, &json!({"decision": "accept"}));
    }
    app.call("photograph.assign", json!({"seed": 1})).unwrap();
    sign_in(&app, &study, FIRST).unwrap();
    Desk { app, study, pictures: folder.path().join("pictures"), truths, ids, _folder: folder }
}

impl Desk {
    /// A file of annotations beside the pictures.
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.pictures.join(name);
        fs::write(&path, text).unwrap();
        path
    }
    fn preview(&self, path: &Path) -> Value {
        self.app.call("annotation.import_preview", json!({"path": path})).unwrap()
    }
    fn import(&self, input: Value) -> Value {
        self.app.call("annotation.import", input).unwrap()
    }
    fn open(&self, photograph: usize) -> Value {
        self.app.call("annotation.open", json!(self.ids[photograph])).unwrap()
    }
    fn draft(&self, photograph: usize) -> Value {
        self.open(photograph)["draft"]["annotation"].clone()
    }
    /// File of a photograph, as a tool names it that was given the folder.
    fn name(&self, photograph: usize) -> String {
        self.truths[photograph].file.clone()
    }
    fn size(&self, photograph: usize) -> [u32; 2] {
        self.truths[photograph].size_px
    }
}

/// Reasons for which pictures, or parts of them, were left out, with how often.
fn reasons(report: &Value) -> Vec<(String, u64)> {
    let mut counts = BTreeMap::new();
    for left in report["left_out"].as_array().unwrap() {
        *counts.entry(left["reason"].as_str().unwrap().to_owned()).or_default() += left["count"].as_u64().unwrap();
    }
    counts.into_iter().collect()
}

fn counted(reasons: &[(&str, u64)]) -> Vec<(String, u64)> {
    reasons.iter().map(|(reason, count)| ((*reason).to_owned(), *count)).collect()
}

fn shape(id: &str, kind: &str, [width, height]: [u32; 2], value: Value) -> Value {
    json!({"id": id, "type": kind, "from_name": "label", "to_name": "image", "original_width": width,
        "original_height": height, "image_rotation": 0, "value": value})
}

#[test]
fn drafts_begin_with_what_label_studio_says_and_nothing_that_was_begun_here_is_touched() {
    let desk = desk();
    let [begun, submitted] = [1, 2].map(|place| annotation(&desk.truths[place], Slant::Exact));
    let draft = json!({"annotation": begun, "history": null, "active_seconds": 5});
    desk.app.call("annotation.save", json!({"photograph": desk.ids[1], "draft": draft})).unwrap();
    submit(&desk.app, &desk.ids[2], &submitted).unwrap();
    let [begun, submitted] = [1, 2].map(|place| desk.draft(place));
    let size = desk.size(0);
    let said = json!([
        shape("a", "rectanglelabels", size, json!({"x": 25, "y": 50, "width": 10, "height": 20, "rotation": 0,
            "rectanglelabels": ["Plaque"]})),
        shape("b", "polygonlabels", size, json!({"points": [[10, 10], [20, 10], [20, 20]], "polygonlabels": ["scaly bits"]})),
        shape("c", "keypointlabels", size, json!({"x": 50, "y": 50, "width": 1, "keypointlabels": ["plaques"]})),
        shape("d", "brushlabels", size, json!({"format": "rle", "rle": [1, 2], "brushlabels": ["Plaque"]})),
        shape("a", "choices", size, json!({"choices": ["pink"]})),
        {"type": "relation", "from_id": "b", "to_id": "a", "direction": "right", "labels": ["on the surface of"]},
        {"id": "e", "type": "choices", "from_name": "diagnosis", "to_name": "image",
            "value": {"choices": ["Psoriasis vulgaris", "Lichen planus", "Rosacea", "Nummular eczema"]}},
        {"id": "f", "type": "taxonomy", "from_name": "region", "to_name": "image",
            "value": {"taxonomy": [["Head", "Scalp"]]}},
        {"id": "g", "type": "textarea", "from_name": "reasoning", "to_name": "image", "value": {"text": ["Well defined."]}},
        {"id": "h", "type": "textarea", "from_name": "remarks", "to_name": "image", "value": {"text": ["Blurred."]}},
    ]);
    let other = json!([shape(
        "a",
        "rectanglelabels",
        size,
        json!({"x": 0, "y": 0, "width": 5, "height": 5,
        "rectanglelabels": ["Nodule"]})
    )]);
    let plain = |place: usize| {
        json!([shape(
            "a",
            "rectanglelabels",
            desk.size(place),
            json!({"x": 0, "y": 0,
        "width": 50, "height": 50, "rectanglelabels": ["Papule"]})
        )])
    };
    let by = |person: Value, result: &Value| json!({"completed_by": person, "was_cancelled": false, "result": result});
    let task = |id: u64, file: &str, annotations: Value| {
        json!({"id": id, "data": {"image": file}, "annotations": annotations,
        "predictions": []})
    };
    let uploaded = format!("/data/upload/1/0a1b2c3d-{}", desk.name(3).rsplit('/').next().unwrap());
    let served = format!("/data/local-files/?d={}", desk.name(0).replace(' ', "%20"));
    let mut first =
        task(11, &served, json!([by(json!(7), &said), by(json!({"id": 8, "email": "b@example.org"}), &other)]));
    first["predictions"] = json!([{"model_version": "yolo", "result": other}]);
    let tasks = json!([
        first,
        task(12, &desk.name(1), json!([by(json!(7), &plain(1))])),
        task(13, &desk.name(2), json!([by(json!(7), &plain(2))])),
        task(14, &uploaded, json!([by(json!(7), &plain(3))])),
        task(15, &desk.name(ASSIGNED), json!([by(json!(7), &plain(ASSIGNED))])),
        task(16, "nowhere/none.jpg", json!([by(json!(7), &plain(0))])),
        task(17, &desk.name(4), json!([{"completed_by": 7, "was_cancelled": true, "result": plain(4)}])),
    ]);
    let path = desk.file("export.json", &serde_json::to_string_pretty(&tasks).unwrap());

    let asked = desk.preview(&path);
    assert_eq!((&asked["format"], &asked["annotator"]), (&json!("label_studio"), &Value::Null), "whose is asked");
    assert_eq!(
        asked["annotators"],
        json!([
            {"name": "7", "model": false, "pictures": 6},
            {"name": "b@example.org", "model": false, "pictures": 1},
            {"name": "yolo", "model": true, "pictures": 1},
        ])
    );
    assert!(desk.app.call("annotation.import", json!({"path": path})).is_err(), "nothing is guessed");
    let mut input = json!({"path": path, "annotator": {"name": "7", "model": false}});
    let preview = desk.app.call("annotation.import_preview", input.clone()).unwrap();
    assert_eq!((preview["pictures"].as_u64(), preview["waiting"].as_u64()), (Some(6), Some(2)));
    let left = counted(&[("file_not_found", 1), ("not_yours", 1), ("started", 1), ("submitted", 1)]);
    assert_eq!(reasons(&preview), left);
    let label = |preview: &Value, name: &str| {
        let all = preview["labels"].as_array().unwrap().clone();
        all.into_iter()
            .find(|view| view["label"] == name)
            .map(|view| (view["term"].clone(), view["from"].clone()))
            .unwrap()
    };
    assert_eq!(label(&preview, "Plaque"), (json!("lesion.plaque"), json!("name")));
    assert_eq!(label(&preview, "plaques"), (json!("lesion.plaque"), json!("name")));
    assert_eq!(label(&preview, "on the surface of"), (json!("relation.on_surface_of"), json!("name")));
    assert_eq!(label(&preview, "scaly bits"), (Value::Null, json!("nothing")));
    assert_eq!(preview["texts"][0]["used"], "reasoning");
    assert_eq!(preview["texts"][1]["used"], "none");

    input["labels"] = json!([{"field": "label", "label": "scaly bits", "term": "lesion.scale"}]);
    let report = desk.import(input.clone());
    assert_eq!((report["drafts"].as_u64(), report["submitted"].as_u64()), (Some(2), Some(0)));
    let parts: Vec<_> = reasons(&report).into_iter().filter(|one| !left.contains(one)).collect();
    assert_eq!(parts, counted(&[("fourth_diagnosis", 1), ("mark_shape", 1), ("text", 1)]));
    let draft = desk.draft(0);
    let [width, height] = size.map(f64::from);
    assert_eq!(draft["regions"], json!(["region.scalp"]));
    let cards = draft["lesions"].as_array().unwrap();
    assert_eq!(cards.len(), 2, "{cards:?}");
    assert_eq!(cards[0]["lesion"], "lesion.plaque");
    assert_eq!(cards[0]["attributes"], json!(["attribute.colour.pink"]));
    assert_eq!(
        cards[0]["marks"],
        json!([
            {"shape": "box", "x": width * 0.25, "y": height * 0.5, "width": width * 0.1, "height": height * 0.2},
            {"shape": "point", "x": width * 0.5, "y": height * 0.5},
        ])
    );
    assert_eq!(cards[1]["marks"][0]["points"][2], json!([width * 0.2, height * 0.2]));
    assert_eq!(draft["relations"], json!([{"from": 2, "relation": "relation.on_surface_of", "to": 1}]));
    let diseases: Vec<_> = draft["differential"].as_array().unwrap().iter().map(|one| one["disease"].clone()).collect();
    assert_eq!(
        diseases,
        [json!("disease.psoriasis_vulgaris"), json!("disease.lichen_planus"), json!("disease.rosacea")]
    );
    assert_eq!(draft["reasoning"], "Well defined.");
    assert_eq!(desk.draft(1), begun, "what was begun here stays");
    assert_eq!(desk.draft(2), submitted);
    assert_eq!(desk.open(0)["revision"], Value::Null, "it is for the physician to submit");

    input["labels"] = json!([]);
    let again = desk.import(input.clone());
    assert_eq!(again["drafts"], 0, "what came in is begun now");
    let preview = desk.app.call("annotation.import_preview", input).unwrap();
    assert_eq!(label(&preview, "scaly bits"), (json!("lesion.scale"), json!("remembered")));
    desk.app.call("preference.save", json!({"favourites": [], "recent": [], "phrases": [], "last": null})).unwrap();
    let preview =
        desk.app.call("annotation.import_preview", json!({"path": path, "annotator": {"name": "7", "model": false}}));
    assert_eq!(label(&preview.unwrap(), "scaly bits").1, "remembered", "the pages do not forget it");
    let saved = desk.app.call("annotation.save_report", json!({"folder": desk.pictures, "report": report})).unwrap();
    assert!(fs::read_to_string(saved.as_str().unwrap()).unwrap().contains("nowhere/none.jpg,16,file_not_found,1"));
    sign_in(&desk.app, &desk.study, SECOND).unwrap();
    assert_eq!(desk.draft(0)["lesions"], json!([]), "the other reader learns nothing of it");
}

#[test]
fn a_reader_who_worked_in_another_tool_submits_at_once_and_the_record_says_so() {
    let desk = desk();
    let turned = |[width, height]: [u32; 2]| [height, width];
    let image = |id: usize, [width, height]: [u32; 2]| json!({"id": id, "file_name": desk.name(id), "width": width, "height": height});
    let half = desk.size(1).map(|side| side / 2);
    let [width, height] = desk.size(0).map(f64::from);
    let coco = json!({
        "info": {"description": "made elsewhere"},
        "images": [image(0, desk.size(0)), image(1, half), image(2, turned(desk.size(2))), image(3, desk.size(3)), image(4, desk.size(4)), image(5, desk.size(5))],
        "categories": [{"id": 1, "name": "papule"}, {"id": 2, "name": "Psoriasis vulgaris"}, {"id": 3, "name": "freckle-ish"}],
        "annotations": [
            {"id": 1, "image_id": 0, "category_id": 1, "bbox": [-10, -10, 30, 40], "segmentation": [], "iscrowd": 0,
                "attributes": {"colour": "pink", "occluded": false}},
            {"id": 2, "image_id": 0, "category_id": 2, "bbox": [0, 0, width, height]},
            {"id": 3, "image_id": 0, "category_id": 1, "bbox": [width + 5.0, 0, 9, 9]},
            {"id": 4, "image_id": 1, "category_id": 1, "bbox": [10, 20, 30, 40], "segmentation": {"counts": "xy", "size": [1, 1]}},
            {"id": 5, "image_id": 2, "category_id": 1, "bbox": [10, 20, 30, 40], "segmentation": [[10, 20, 40, 20, 40, 60]]},
            {"id": 6, "image_id": 3, "category_id": 3, "bbox": [10, 20, 30, 40]},
            {"id": 7, "image_id": 4, "category_id": 1, "bbox": [10, 20, 30, 40], "segmentation": [[10, 20, 40, 20, 40, 60]]},
            {"id": 8, "image_id": 4, "category_id": 1, "bbox": [10, 20, 0, 40]},
            {"id": 9, "image_id": 4, "category_id": 1, "bbox": [90, 20, 5, 40], "attributes": {"quantity": "single"}},
            {"id": 10, "image_id": 4, "category_id": 1, "bbox": [190, 20, 5, 40], "attributes": {"quantity": "innumerable"}},
            {"id": 11, "image_id": 99, "category_id": 1, "bbox": [1, 2, 3, 4]},
            {"id": 12, "image_id": 5, "category_id": 77, "bbox": [1, 2, 3, 4], "attributes": {"colour": "pink"}},
        ],
    });
    let path = desk.file("coco.json", &coco.to_string());
    let preview = desk.preview(&path);
    assert_eq!((preview["format"].as_str(), preview["waiting"].as_u64()), (Some("coco"), Some(6)), "{preview}");
    let report = desk.import(json!({"path": path, "submit": "Read in CVAT."}));
    assert_eq!((report["submitted"].as_u64(), report["drafts"].as_u64()), (Some(3), Some(1)), "{report}");
    assert_eq!(
        reasons(&report),
        counted(&[
            ("attribute_of_no_lesion", 1),
            ("contradiction", 1),
            ("file_not_found", 1),
            ("label", 1),
            ("mark_numbers", 1),
            ("mark_of_no_lesion", 3),
            ("nothing_understood", 2),
            ("other_size", 1),
            ("outside", 1),
        ])
    );
    assert_eq!(report["labels"], json!([[{"field": "category", "label": "freckle-ish"}, 1]]));
    let first = desk.open(0);
    assert_eq!(first["revision"], 1);
    let said = &first["draft"]["annotation"];
    assert_eq!(
        said["lesions"][0]["marks"],
        json!([{"shape": "box", "x": 0.0, "y": 0.0, "width": 20.0, "height": 30.0}])
    );
    assert_eq!(said["differential"][0]["disease"], "disease.psoriasis_vulgaris");
    let unsure: Vec<_> = said["unsure"].as_array().unwrap().iter().map(|field| field.as_str().unwrap()).collect();
    for field in ["regions", "reasoning", "treatment", "lesion/1/role", "lesion/1/attribute.size"] {
        assert!(unsure.contains(&field), "{field} is not said, so it is unsure: {unsure:?}");
    }
    assert!(!unsure.contains(&"lesion/1/attribute.colour") && !unsure.contains(&"differential"));
    // A copy of half the size has the same places.
    let scaled = json!([{"shape": "box", "x": 20.0, "y": 40.0, "width": 60.0, "height": 80.0}]);
    assert_eq!(desk.draft(1)["lesions"][0]["marks"], scaled);
    assert_eq!(desk.draft(2)["lesions"][0]["marks"], json!([]), "marks on a picture that lay on its side");
    assert_eq!(desk.open(3)["revision"], Value::Null);
    assert_eq!(desk.open(4)["revision"], Value::Null, "what excludes itself is for a person to decide");
    assert_eq!(desk.draft(4)["lesions"][0]["marks"].as_array().map(Vec::len), Some(3));
    // The senior sees that the reader worked elsewhere.
    sign_in(&desk.app, &desk.study, SECOND).unwrap();
    submit(&desk.app, &desk.ids[0], &annotation(&desk.truths[0], Slant::Exact)).unwrap();
    sign_in(&desk.app, &desk.study, SENIOR).unwrap();
    let readers = desk.app.call("review.open", json!(desk.ids[0])).unwrap()["readers"].clone();
    let mut reasons: Vec<_> = readers.as_array().unwrap().iter().map(|reader| reader["reason"].clone()).collect();
    reasons.sort_by_key(Value::is_null);
    assert_eq!(reasons, [json!("Read in CVAT."), Value::Null]);
}

#[test]
fn a_table_is_read_as_spreadsheets_write_it() {
    let desk = desk();
    let text = format!(
        "filename;annotator;lesion;region;diagnosis;x;y;w;h;comment;patient\r\n\
         {0};Li;Papule;Face;Acne vulgaris|Rosacea;10,5;20;30;40;On both cheeks;1\r\n\
         {0};Li;Macule;Scalp;;100;20;30;40;On both cheeks;1\r\n\
         {0};Wang;Nodule;;;1;2;3;4;;1\r\n\
         {1};Li;Nodule;;;1;oops;3;4;;2\r\n",
        desk.name(0),
        desk.name(1)
    );
    // As Excel saves "Unicode text".
    let bytes: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let path = desk.pictures.join("annotations.csv");
    fs::write(&path, bytes).unwrap();
    let preview =
        desk.app.call("annotation.import_preview", json!({"path": path, "annotator": {"name": "Li", "model": false}}));
    let preview = preview.unwrap();
    let uses: Vec<_> = preview["columns"].as_array().unwrap().iter().map(|column| column["used"].clone()).collect();
    let expected = ["file", "annotator", "labels", "labels", "labels", "x", "y", "width", "height", "text", "none"];
    assert_eq!(uses, expected);
    let input = json!({"path": path, "annotator": {"name": "Li", "model": false}, "texts": {"comment": "reasoning"}});
    let report = desk.import(input);
    assert_eq!(report["drafts"], 2);
    assert_eq!(report["left_out"], json!([{"file": desk.name(1), "number": 5, "reason": "mark_numbers", "count": 1}]));
    let draft = desk.draft(0);
    assert_eq!(draft["regions"], json!(["region.face", "region.scalp"]));
    assert_eq!(draft["lesions"][0]["regions"], json!(["region.face"]), "a region beside a box is the lesion's");
    assert_eq!(draft["lesions"][1]["regions"], json!(["region.scalp"]));
    assert_eq!(draft["lesions"][0]["marks"][0]["x"], 10.5);
    assert_eq!(draft["differential"].as_array().map(Vec::len), Some(2));
    assert_eq!(draft["reasoning"], "On both cheeks", "said beside each box, kept once");
    // Tables made of Pascal VOC say where a box ends, and how large the picture is: here half as large.
    let [width, height] = desk.size(3).map(|side| side / 2);
    let voc = format!(
        "filename,width,height,class,xmin,ymin,xmax,ymax\n{},{width},{height},Papule,10,20,40,60\n",
        desk.name(3)
    );
    assert_eq!(desk.import(json!({"path": desk.file("voc.csv", &voc)}))["drafts"], 1);
    let marks = json!([{"shape": "box", "x": 20.0, "y": 40.0, "width": 60.0, "height": 80.0}]);
    assert_eq!(desk.draft(3)["lesions"][0]["marks"], marks);
    // What is chosen is no longer what another header seems to say.
    let two = format!("file,photo id,lesion\nunknown.jpg,{},Papule\n", desk.name(4));
    let two = desk.file("two.csv", &two);
    let preview = desk.app.call("annotation.import_preview", json!({"path": two, "columns": {"1": "file"}})).unwrap();
    assert_eq!((preview["columns"][0]["used"].as_str(), preview["waiting"].as_u64()), (Some("none"), Some(1)));
    // What a header does not say, a person does.
    let odd = desk.file("odd.csv", &format!("what,where\nPapule,{}\n", desk.name(2)));
    assert_eq!(desk.preview(&odd)["pictures"], 0);
    let report = desk.import(json!({"path": odd, "columns": {"0": "labels", "1": "file"}}));
    assert_eq!(
        (report["drafts"].as_u64(), desk.draft(2)["lesions"][0]["lesion"].as_str()),
        (Some(1), Some("lesion.papule"))
    );
}

#[test]
fn a_file_that_is_broken_huge_or_of_another_tool_is_refused_whole_with_line_and_reason() {
    let desk = desk();
    let good = json!({"image_id": 0, "category_id": 1, "bbox": [1, 2, 3, 4]});
    let coco = |annotations: &str| {
        format!(
            "{{\"images\": [{{\"id\": 0, \"file_name\": \"{}\"}}],\n\"categories\": [{{\"id\": 1, \"name\": \"Papule\"}}],\n\"annotations\": [{good},\n{annotations}]}}",
            desk.name(0)
        )
    };
    let deep = format!("[{{\"data\": {}{}}}]", "{\"a\":".repeat(5000), "}".repeat(5000));
    let cases: Vec<(&str, String, &str, Option<u64>)> = vec![
        ("empty.json", "  \n".into(), "empty", None),
        ("no-tasks.json", "[]".into(), "empty", None),
        ("cut-off.json", coco("{\"image_id\": 0").trim_end_matches("]}").into(), "cut_off", Some(4)),
        ("syntax.json", coco("{\"image_id\": 0,, }"), "syntax", Some(4)),
        ("nan.json", coco("{\"image_id\": 0, \"bbox\": [NaN, 1, 2, 3]}"), "syntax", Some(4)),
        ("shape.json", coco("{\"image_id\": 0, \"bbox\": [\"1\", 1, 2, 3]}"), "shape", Some(4)),
        ("not-json.json", "image,label\na.jpg,Papule".into(), "syntax", Some(1)),
        ("deep.json", deep, "deep", Some(1)),
        ("labelme.json", json!({"version": "5.0", "shapes": [], "imagePath": "a.jpg"}).to_string(), "other_tool", None),
        ("via.json", json!({"_via_settings": {}, "_via_img_metadata": {}}).to_string(), "other_tool", None),
        ("min.json", json!([{"image": "a.jpg", "id": 1, "choice": "x"}]).to_string(), "json_min", None),
        ("old.json", json!([{"data": {"image": "a.jpg"}, "completions": []}]).to_string(), "old_version", None),
    ];
    for (name, text, why, line) in cases {
        let path = desk.file(name, &text);
        for command in ["annotation.import_preview", "annotation.import"] {
            let refused = desk.app.call(command, json!({"path": path})).unwrap_err();
            assert_eq!(refused.code, Code::AnnotationsUnreadable, "{name}");
            assert_eq!(refused.args["why"], why, "{name}");
            assert_eq!(refused.args.get("line").and_then(Value::as_u64), line, "{name}");
        }
    }
    let huge = desk.pictures.join("huge.json");
    fs::File::create(&huge).unwrap().set_len(300 << 20).unwrap();
    let refused = desk.app.call("annotation.import", json!({"path": huge})).unwrap_err();
    assert_eq!((refused.code, &refused.args["why"]), (Code::AnnotationsUnreadable, &json!("large")));
    let absent = desk.app.call("annotation.import", json!({"path": desk.pictures.join("none.json")})).unwrap_err();
    assert_eq!(absent.code, Code::PathNotFound);
    for photograph in 0..ASSIGNED {
        assert_eq!(desk.draft(photograph)["lesions"], json!([]), "nothing is imported by half");
    }
}

#[test]
fn a_file_that_is_cut_or_changed_anywhere_is_read_or_refused_and_never_more() {
    let desk = desk();
    let rectangle = json!({"x": 5, "y": 5, "width": 20, "height": 20, "rotation": 15, "rectanglelabels": ["Papule"]});
    let said = json!([shape("a", "rectanglelabels", desk.size(0), rectangle),
        shape("b", "ellipselabels", desk.size(0), json!({"x": 5, "y": 5, "radiusX": 2, "radiusY": 3, "ellipselabels": ["Plaque"]})),
        {"type": "relation", "from_id": "b", "to_id": "a", "labels": ["beneath"]}]);
    let tasks =
        json!([{"id": 1, "data": {"image": desk.name(0)}, "annotations": [{"completed_by": 1, "result": said}]}]);
    let coco = json!({"images": [{"id": 1, "file_name": desk.name(0), "width": 1280, "height": 960}],
        "categories": [{"id": 1, "name": "Papule"}],
        "annotations": [{"image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4], "segmentation": [[1, 2, 3, 4, 5, 6]]}]});
    let table = format!("file;lesion;x;y;width;height\n{};Papule;1;2;3;4\n", desk.name(0));
    let mut rng = ChaCha8Rng::seed_from_u64(17);
    for (name, text) in [("a.json", tasks.to_string()), ("b.json", coco.to_string()), ("c.csv", table)] {
        for _ in 0..150 {
            let mut bytes = text.clone().into_bytes();
            match rng.random_range(0..4) {
                0 => bytes.truncate(rng.random_range(0..bytes.len())),
                1 => _ = bytes.remove(rng.random_range(0..bytes.len())),
                2 => bytes.insert(rng.random_range(0..bytes.len()), *b"[]{}\",:0-e;\n\xFF".choose(&mut rng).unwrap()),
                _ => {
                    let place = rng.random_range(0..bytes.len());
                    bytes[place] = rng.random();
                }
            }
            let path = desk.pictures.join(name);
            fs::write(&path, &bytes).unwrap();
            if let Err(refused) = desk.app.call("annotation.import_preview", json!({"path": path})) {
                let known = [Code::AnnotationsUnreadable, Code::TableUnreadable];
                assert!(known.contains(&refused.code), "{refused:?}: {}", String::from_utf8_lossy(&bytes));
            }
        }
    }
}

#[test]
fn regions_of_a_release_come_back_as_they_were_released() {
    let (_, day) = finished();
    let release = day.release.clone().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (app, study, pictures) = (app(folder.path()), folder.path().join("study"), folder.path().join("pictures"));
    let coco: Value = serde_json::from_slice(&fs::read(release.join("regions/coco.json")).unwrap()).unwrap();
    let images = coco["images"].as_array().unwrap();
    for image in images {
        let name = image["file_name"].as_str().unwrap();
        fs::create_dir_all(pictures.join(name).parent().unwrap()).unwrap();
        fs::copy(release.join(name), pictures.join(name)).unwrap();
    }
    create_study(&app, &study, "Again").unwrap();
    enrol(&app, &study).unwrap();
    app.call("photograph.import", json!({"folder": pictures, "subject_from": "file"})).unwrap();
    let listed = app.call("photograph.list", Value::Null).unwrap();
    let ids: Vec<Value> = listed.as_array().unwrap().iter().map(|photograph| photograph["id"].clone()).collect();
    for id in &ids {
        screen(&app, id.as_str().unwrap(), &json!({"decision": "accept"}));
    }
    app.call("photograph.assign", json!({"seed": 1})).unwrap();
    sign_in(&app, &study, FIRST).unwrap();
    let input = json!({"path": release.join("regions/coco.json"), "photographs": pictures});
    let report = app.call("annotation.import", input).unwrap();
    assert_eq!(
        (&report["left_out"], &report["labels"]),
        (&json!([]), &json!([])),
        "every category is known by its name"
    );
    // Lesion and bounds of each region, whichever picture it is in.
    let names: BTreeMap<u64, &str> = coco["categories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|category| (category["id"].as_u64().unwrap(), category["code"].as_str().unwrap()))
        .collect();
    let released = coco["annotations"].as_array().unwrap().iter().map(|region| {
        let bounds: Vec<f64> = region["bbox"].as_array().unwrap().iter().map(|side| side.as_f64().unwrap()).collect();
        (names[&region["category_id"].as_u64().unwrap()].to_owned(), format!("{bounds:?}"))
    });
    let mut released: Vec<(String, String)> = released.collect();
    let mut back = Vec::new();
    for id in &ids {
        let draft = app.call("annotation.open", id.clone()).unwrap()["draft"]["annotation"].clone();
        for card in draft["lesions"].as_array().unwrap() {
            for mark in card["marks"].as_array().unwrap() {
                let bounds = ["x", "y", "width", "height"].map(|side| mark[side].as_f64().unwrap());
                back.push((card["lesion"].as_str().unwrap().to_owned(), format!("{bounds:?}")));
            }
        }
    }
    released.sort();
    back.sort();
    assert!(!released.is_empty());
    assert_eq!(back, released);
}
