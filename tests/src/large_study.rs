//! Large studies, made through the door like any other, for benchmarks.

use std::path::{Path, PathBuf};
use std::thread;

use app::App;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

use crate::day::{Failure, app};
use crate::people::{FIRST, Person, SECOND, SENIOR, create_study, enrol, sign_in};
use crate::photographs::{CASES, Truth, large};
use crate::population::Population;
use crate::readings::{Slant, annotation};

/// Commands after which a person signs in anew: a study is made in less time than a session lasts,
/// but not by much.
const SIGN_IN_EVERY: usize = 5000;

/// 12 megapixels.
const LARGE_PX: [u32; 2] = [4000, 3000];

/// A study with `count` tiny photographs, each annotated and submitted by both physicians.
pub fn submitted(folder: &Path, worker: &Path, count: u32) -> Result<PathBuf, Failure> {
    let (app, study, ids) = assigned(folder, worker, &tiny_pictures(folder, count)?)?;
    for (person, slant) in [(FIRST, Slant::Exact), (SECOND, Slant::Swapped)] {
        say(&app, &study, "annotation.submit", person, slant, &ids, [48, 36])?;
    }
    app.call("study.close", Value::Null)?;
    Ok(study)
}

/// A study with `count` tiny photographs, each of another case, on which both physicians agree, and whose reviews are signed
/// but for about one in ten, which is held back to be reviewed in full.
/// Returns what was annotated on each, too.
pub fn reviewed(
    folder: &Path,
    worker: &Path,
    count: u32,
    seed: u64,
) -> Result<(PathBuf, Vec<(Value, Value)>), Failure> {
    let (app, study, ids) = assigned(folder, worker, &tiny_pictures(folder, count)?)?;
    let mut population = Population::new(seed);
    let annotations: Vec<Value> = ids.iter().map(|_| population.next_annotation()).collect();
    for person in [FIRST, SECOND] {
        for (place, (id, annotation)) in ids.iter().zip(&annotations).enumerate() {
            if place % SIGN_IN_EVERY == 0 {
                sign_in(&app, &study, person)?;
            }
            let draft = json!({"annotation": annotation, "history": null, "active_seconds": 60});
            app.call("annotation.submit", json!({"photograph": id, "draft": draft}))?;
        }
    }
    sign_in(&app, &study, SENIOR)?;
    let queue = app.call("review.queue", json!("random"))?;
    let agreed = |item: &&Value| item["agreed"] == true && item["held_back"] != true;
    let photographs: Vec<&Value> =
        queue.as_array().into_iter().flatten().filter(agreed).map(|item| &item["photograph"]).collect();
    app.call("review.sign_agreed", json!({"photographs": photographs, "password": SENIOR.password}))?;
    app.call("study.close", Value::Null)?;
    Ok((study, ids.into_iter().zip(annotations).collect()))
}

/// A folder of `count` tiny pictures.
fn tiny_pictures(folder: &Path, count: u32) -> Result<PathBuf, Failure> {
    let pictures = folder.join("pictures");
    std::fs::create_dir_all(&pictures)?;
    for n in 0..count {
        // The number in black and white blocks, so that no two pictures are the same.
        RgbImage::from_fn(48, 36, |x, y| Rgb([if n >> (x / 12 + y / 9 * 4) & 1 == 1 { 230 } else { 30 }; 3]))
            .save_with_format(pictures.join(format!("{n:05}.png")), ImageFormat::Png)?;
    }
    Ok(pictures)
}

/// A study with `count` photographs of 12 megapixels, each annotated and submitted by both physicians.
pub fn submitted_large(folder: &Path, worker: &Path, count: u32) -> Result<PathBuf, Failure> {
    let pictures = folder.join("pictures");
    std::fs::create_dir_all(&pictures)?;
    write_large(&pictures, count)?;
    let (app, study, ids) = assigned(folder, worker, &pictures)?;
    for (person, slant) in [(FIRST, Slant::Exact), (SECOND, Slant::Swapped)] {
        say(&app, &study, "annotation.submit", person, slant, &ids, LARGE_PX)?;
    }
    app.call("study.close", Value::Null)?;
    Ok(study)
}

/// A study with `count` photographs of 12 megapixels, each with a draft of the first physician.
pub fn drafted(folder: &Path, worker: &Path, count: u32) -> Result<PathBuf, Failure> {
    let pictures = folder.join("pictures");
    std::fs::create_dir_all(&pictures)?;
    write_large(&pictures, count)?;
    let (app, study, ids) = assigned(folder, worker, &pictures)?;
    say(&app, &study, "annotation.save", FIRST, Slant::Exact, &ids, LARGE_PX)?;
    app.call("study.close", Value::Null)?;
    std::fs::remove_dir_all(&pictures)?;
    Ok(study)
}

/// Writes `count` different photographs of 12 megapixels in all eight orientations; returns their bytes.
pub fn write_large(folder: &Path, count: u32) -> std::io::Result<u64> {
    write(folder, count, LARGE_PX)
}

/// Writes `count` different photographs of this size in all eight orientations; returns their bytes.
pub fn write(folder: &Path, count: u32, size_px: [u32; 2]) -> std::io::Result<u64> {
    let cores = thread::available_parallelism().map_or(2, usize::from) as u32;
    let draw = |first: u32| -> std::io::Result<u64> {
        let mut bytes = 0;
        for seed in (first..count).step_by(cores as usize) {
            let file = large(size_px, (seed % 8 + 1) as u8, u64::from(seed));
            bytes += file.len() as u64;
            std::fs::write(folder.join(format!("{seed:05}.jpg")), file)?;
        }
        Ok(bytes)
    };
    thread::scope(|scope| {
        let drawing: Vec<_> = (0..cores).map(|first| scope.spawn(move || draw(first))).collect();
        drawing.into_iter().map(|part| part.join().unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into()))).sum()
    })
}

/// A study whose photographs are accepted and assigned, and their ids.
fn assigned(folder: &Path, worker: &Path, pictures: &Path) -> Result<(App, PathBuf, Vec<Value>), Failure> {
    let study = folder.join("Large study");
    let app = app(&folder.join("settings"), worker);
    create_study(&app, &study, "Large study")?;
    enrol(&app, &study)?;
    app.call("photograph.import", json!({"folder": pictures, "subject_from": "file"}))?;
    let listed = app.call("photograph.list", Value::Null)?;
    let ids: Vec<Value> = listed.as_array().into_iter().flatten().map(|row| row["id"].clone()).collect();
    for id in &ids {
        app.call("photograph.screen", json!({"photograph": id, "decision": {"decision": "accept"}, "masks": []}))?;
    }
    app.call("photograph.assign", json!({"seed": 1}))?;
    Ok((app, study, ids))
}

/// One person annotates all photographs by `annotation.submit` or `annotation.save`, as the cases in turn.
fn say(
    app: &App,
    study: &Path,
    command: &str,
    person: Person,
    slant: Slant,
    ids: &[Value],
    size_px: [u32; 2],
) -> Result<(), Failure> {
    let [width, height] = size_px.map(f64::from);
    for (place, id) in ids.iter().enumerate() {
        let case = &CASES[place % CASES.len()];
        let truth = Truth {
            file: String::new(),
            subject: case.subject.into(),
            distance: "near".to_owned(),
            fitzpatrick: case.fitzpatrick,
            orientation: 1,
            size_px,
            // An upright photograph is as wide as this one is high.
            boxes: (1..4).map(|n| f64::from(n) * 0.15 * height).map(|at| [at, at, width / 8.0, height / 8.0]).collect(),
        };
        if place % SIGN_IN_EVERY == 0 {
            sign_in(app, study, person)?;
        }
        let draft = json!({"annotation": annotation(&truth, slant), "history": null, "active_seconds": 60});
        app.call(command, json!({"photograph": id, "draft": draft}))?;
    }
    Ok(())
}
