//! Synthetic photographs whose truth is known: drawn by a seeded generator, never a patient.
//!
//! Eight subjects with skin types I to VI: limbs, the scalp, a face, the back, a hand, a nail and the tongue, each near,
//! medium and far; written as a phone writes them, with GPS and all eight orientations.

mod cases;
mod draw;
mod file;

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::folders::copy;

pub use cases::{CASES, Case, View};
pub use file::with_phone_metadata;

/// What is on one synthetic photograph.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Truth {
    /// File name below the subject's folder.
    pub file: String,
    /// Subject.
    pub subject: String,
    /// Near, medium or far.
    pub distance: String,
    /// Fitzpatrick type, 1 to 6.
    pub fitzpatrick: u8,
    /// EXIF orientation of the file, 1 to 8.
    pub orientation: u8,
    /// Upright size in pixels.
    pub size_px: [u32; 2],
    /// Places of the lesions in upright pixels: `[x, y, width, height]`.
    pub boxes: Vec<[f64; 4]>,
}

/// Upright size of the demo photographs.
const SIZE_PX: [u32; 2] = [1280, 960];

/// Puts all photographs into a folder, one folder a subject, with `manifest.csv` and `truth.json`. They take seconds to
/// draw, so that what was drawn once for a seed is copied.
pub fn write_all(folder: &Path, seed: u64) -> std::io::Result<Vec<Truth>> {
    let mut hasher = DefaultHasher::new();
    // Drawn otherwise, they are others.
    [include_str!("mod.rs"), include_str!("draw.rs"), include_str!("cases.rs"), include_str!("file.rs")]
        .hash(&mut hasher);
    // Whoever wants the same waits for it.
    static DRAWING: Mutex<()> = Mutex::new(());
    let drawing = DRAWING.lock().unwrap_or_else(PoisonError::into_inner);
    let drawn = std::env::temp_dir().join(format!("consilium-photographs-{:016x}-{seed}", hasher.finish()));
    if !drawn.is_dir() {
        // Another process may draw the same meanwhile: whichever is first counts.
        let own = tempfile::tempdir_in(std::env::temp_dir())?;
        draw_all(own.path(), seed)?;
        if fs::rename(own.path(), &drawn).is_ok() {
            let _ = own.keep();
        }
    }
    drop(drawing);
    copy(&drawn, folder)?;
    Ok(serde_json::from_slice(&fs::read(folder.join("truth.json"))?)?)
}

fn draw_all(folder: &Path, seed: u64) -> std::io::Result<Vec<Truth>> {
    let pictures: Vec<_> = (0..CASES.len() * 3).into_par_iter().map(|place| upright(seed, place)).collect();
    let mut truths = Vec::new();
    let mut manifest = String::from("file,subject,visit,distance,age,sex,fitzpatrick,modality\n");
    for (n, case) in CASES.iter().enumerate() {
        fs::create_dir_all(folder.join(case.subject))?;
        for (place, view) in [View::Far, View::Medium, View::Near].into_iter().enumerate() {
            let orientation = u8::try_from((n * 3 + place) % 8 + 1).unwrap_or(1);
            let (pixels, boxes) = &pictures[n * 3 + place];
            let file = format!("{}/IMG_{:04}.jpg", case.subject, 1000 + n * 37 + place);
            fs::write(folder.join(&file), with_phone_metadata(pixels, orientation, 78))?;
            manifest.push_str(&format!(
                "{file},{},1,{},{},{},{},clinical\n",
                case.subject,
                view.name(),
                case.age,
                case.sex,
                case.fitzpatrick
            ));
            truths.push(Truth {
                file,
                subject: case.subject.to_owned(),
                distance: view.name().to_owned(),
                fitzpatrick: case.fitzpatrick,
                orientation,
                size_px: SIZE_PX,
                boxes: boxes.clone(),
            });
        }
    }
    fs::write(folder.join("manifest.csv"), manifest)?;
    fs::write(folder.join("truth.json"), serde_json::to_vec_pretty(&truths)?)?;
    Ok(truths)
}

/// The upright picture behind a photograph of [`write_all`], by its place there, and where its lesions lie.
pub fn upright(seed: u64, place: usize) -> (image::RgbImage, Vec<[f64; 4]>) {
    let (n, view) = (place / 3, [View::Far, View::Medium, View::Near][place % 3]);
    draw::picture(&CASES[n], view, SIZE_PX, seed ^ (n as u64 * 31), seed ^ (n as u64 * 31 + (place % 3) as u64))
}

/// One large photograph for benchmarks, upright size in pixels; different for every seed.
pub fn large(size_px: [u32; 2], orientation: u8, seed: u64) -> Vec<u8> {
    let case = &CASES[seed as usize % CASES.len()];
    // Drawn small and enlarged, then grained at full size: a phone's picture has detail at every pixel.
    let (pixels, _) = draw::picture(case, View::Near, [size_px[0] / 4, size_px[1] / 4], seed, seed);
    let mut pixels = image::imageops::resize(&pixels, size_px[0], size_px[1], image::imageops::FilterType::Triangle);
    draw::grain(&mut pixels, seed);
    with_phone_metadata(&pixels, orientation, 85)
}
