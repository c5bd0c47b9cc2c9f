//! HEIC beside pillow-heif, that is, libheif and LittleCMS: orientation, tiles, depth, colours. Both sides go through the
//! same JPEG afterwards.

use std::fs;
use std::path::Path;

use app::pictures::{Note, Refusal, WorkerError, WorkerPool};
use serde_json::Value;
use tests::photographs;

use crate::python;

fn json(program: &[&str], folder: &Path) -> Value {
    let output = python("heic.py").args(program).arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn heic_is_what_libheif_reads() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (photograph, _) = photographs::upright(5, 1);
    let odd = image::imageops::crop_imm(&photograph, 0, 0, photograph.width().min(1513), photograph.height().min(1009));
    odd.to_image().save(folder.join("photograph.png")).unwrap();
    fs::write(folder.join("p3.icc"), moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    let kinds = json(&["make"], folder);
    let workers = WorkerPool::new(env!("CARGO_BIN_EXE_consilium-demo").into());
    for name in kinds.as_array().unwrap().iter().map(|name| name.as_str().unwrap()) {
        let derived = workers.derive(&fs::read(folder.join(format!("{name}.heic"))).unwrap());
        if name.starts_with("hdr") {
            assert!(matches!(derived, Err(WorkerError::Refused(Refusal::HighDynamicRange))), "{name}");
            continue;
        }
        let derived = derived.unwrap();
        assert_eq!(derived.notes, if name == "burst" { vec![Note::PrimaryOfSeveral] } else { vec![] }, "{name}");
        fs::write(folder.join(format!("{name}.heic.jpg")), derived.full).unwrap();
        let theirs = workers.derive(&fs::read(folder.join(format!("{name}.png"))).unwrap()).unwrap();
        fs::write(folder.join(format!("{name}.png.jpg")), theirs.full).unwrap();
    }
    let compared = json(&["compare"], folder);
    let compared = compared.as_object().unwrap();
    assert_eq!(compared.len() + 2, kinds.as_array().unwrap().len());
    for (name, found) in compared {
        assert_eq!(found["size"], found["expected_size"], "{name}");
        let number = |what: &str| found[what].as_f64();
        // Where chroma is not halved there is one right answer; elsewhere ours is no further from the original.
        let (apart, mean) = if name == "chroma-444" { (0.01, 0.01) } else { (3.0, 0.7) };
        assert!(number("apart").unwrap() <= apart && number("mean").unwrap() <= mean, "{name}: {found}");
        if let Some((ours, theirs)) = number("ours").zip(number("theirs")) {
            assert!(ours <= theirs, "{name}: {found}");
        }
    }
}
