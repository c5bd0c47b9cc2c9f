//! A large study, made through the door like any other, for benchmarks.

use std::path::{Path, PathBuf};

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

use crate::day::{Failure, app};
use crate::people::{FIRST, SECOND, create_study, enrol, sign_in};
use crate::photographs::Truth;
use crate::readings::{Slant, annotation};

/// Writes a study with `count` tiny photographs, each annotated by both physicians.
pub fn write(folder: &Path, worker: &Path, count: u32) -> Result<PathBuf, Failure> {
    let (study, pictures) = (folder.join("Large study"), folder.join("pictures"));
    std::fs::create_dir_all(&pictures)?;
    for n in 0..count {
        let colour = Rgb([(n % 251) as u8, (n / 251 % 251) as u8, 128]);
        RgbImage::from_pixel(48, 36, colour)
            .save_with_format(pictures.join(format!("{n:05}.png")), ImageFormat::Png)?;
    }
    let app = app(&folder.join("settings"), worker);
    create_study(&app, &study, "Large study")?;
    enrol(&app, &study)?;
    app.call("photograph.import", json!({"folder": pictures, "manifest": null}))?;
    let listed = app.call("photograph.list", Value::Null)?;
    let ids: Vec<Value> = listed.as_array().into_iter().flatten().map(|row| row["id"].clone()).collect();
    for id in &ids {
        app.call("photograph.screen", json!({"photograph": id, "decision": {"decision": "accept"}, "masks": []}))?;
    }
    app.call("photograph.assign", json!({"seed": 1}))?;
    let truth = Truth {
        file: String::new(),
        subject: "subject-02".into(),
        distance: "near",
        fitzpatrick: 2,
        orientation: 1,
        size_px: [48, 36],
        region: "region.elbow",
        lesion: "lesion.plaque",
        colour: "attribute.colour.pink",
        boxes: vec![[4.0, 4.0, 20.0, 20.0]],
    };
    for (person, slant) in [(FIRST, Slant::Exact), (SECOND, Slant::Swapped)] {
        let reading = annotation(&truth, slant);
        for (place, id) in ids.iter().enumerate() {
            // Long work outlasts no session here, but a person would sign in again now and then.
            if place % 5000 == 0 {
                sign_in(&app, &study, person)?;
            }
            let draft = json!({"annotation": reading, "history": null, "active_seconds": 60});
            app.call("annotation.submit", json!({"photograph": id, "draft": draft}))?;
        }
    }
    app.call("study.close", Value::Null)?;
    Ok(study)
}
