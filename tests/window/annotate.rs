//! A physician annotates.
#![allow(clippy::print_stdout, reason = "a story that measures says what it measured")]

use std::time::Instant;

use serde_json::{Value, json};
use tests::people::{COORDINATOR, FIRST, SECOND, SENIOR};
use tests::photographs;
use tests::window::Window;

use crate::story::Story;

const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';
const CONTROL: char = '\u{E009}';
const ALT: char = '\u{E00A}';
const DOWN: char = '\u{E015}';
const RIGHT: char = '\u{E014}';
const LEFT: char = '\u{E012}';
const UP: char = '\u{E013}';
const PAGE_UP: char = '\u{E00E}';

/// Presses keys one by one; how many they were.
async fn type_keys(w: &Window, keys: &str) -> usize {
    w.press(keys).await;
    keys.chars().count()
}

async fn saved(w: &Window) {
    w.until(|| async { w.attribute("annotate-saved", "data-state").await == "saved" }, "the draft is saved").await;
}

/// Waits until the cursor is in the search field of a section.
async fn cursor_in(w: &Window, section: &str) {
    let script = format!("return document.activeElement.closest('#section-{section}') !== null");
    w.until(|| async { w.script(&script).await == Value::Bool(true) }, &format!("the cursor is in {section}")).await;
}

/// One photograph from empty to submitted, by keyboard alone; how many keys.
async fn annotate_by_keyboard(w: &Window, region: &str, lesion: &str, disease: &str) -> usize {
    let mut keys = type_keys(w, "1").await;
    cursor_in(w, "regions").await;
    keys += type_keys(w, region).await;
    w.until(|| async { w.count("[role=option]").await > 0 }, "a region is found").await;
    keys += type_keys(w, &ENTER.to_string()).await;
    keys += type_keys(w, &ENTER.to_string()).await;
    cursor_in(w, "lesions").await;
    keys += type_keys(w, lesion).await;
    w.until(|| async { w.count("[role=option]").await > 0 }, "a lesion is found").await;
    keys += type_keys(w, &ENTER.to_string()).await;
    // Role and region are there already: the cursor waits at the size. A number answers size and quantity and goes on; where
    // several can hold, an arrow does.
    let in_card = "return document.activeElement.closest('[data-row]')?.dataset.field";
    w.until(|| async { w.script(in_card).await == "lesion/1/attribute.size" }, "the cursor is at the size").await;
    for (attribute, value) in [("size", "2"), ("colour", "r"), ("shape", "1"), ("quantity", "2"), ("distribution", "1")]
    {
        let field = format!("lesion/1/attribute.{attribute}");
        w.until(|| async { w.script(in_card).await == field.as_str() }, &format!("the cursor is at {attribute}")).await;
        keys += type_keys(w, value).await;
        if value == "r" {
            // The first letters of a name go to it; Space chooses.
            let red = "return document.activeElement.textContent.includes('Red')";
            w.until(|| async { w.script(red).await == Value::Bool(true) }, "the cursor is on red").await;
            keys += type_keys(w, " ").await;
        }
        if !["size", "quantity"].contains(&attribute) {
            keys += type_keys(w, &DOWN.to_string()).await;
        }
    }
    keys += type_keys(w, "1").await;
    keys += type_keys(w, &DOWN.to_string()).await;
    cursor_in(w, "lesions").await;
    keys += type_keys(w, &ENTER.to_string()).await;
    cursor_in(w, "differential").await;
    keys += type_keys(w, disease).await;
    w.until(|| async { w.count("[role=option]").await > 0 }, "a disease is found").await;
    keys += type_keys(w, &ENTER.to_string()).await;
    keys += type_keys(w, &ENTER.to_string()).await;
    cursor_in(w, "reasoning").await;
    keys += type_keys(w, "Typical.").await;
    keys += type_keys(w, &ESCAPE.to_string()).await;
    keys += type_keys(w, "6").await;
    cursor_in(w, "treatment").await;
    keys += type_keys(w, "sun").await;
    w.until(|| async { w.count("[role=option]").await > 0 }, "advice is found").await;
    keys += type_keys(w, &ENTER.to_string()).await;
    keys + type_keys(w, &format!("{CONTROL}{ENTER}")).await
}

#[tokio::test]
async fn ten_photographs_by_keyboard_alone() {
    let story = Story::with_more_to_do().await;
    let w = &story.window;
    story.annotating(SECOND).await;
    let mut spent = Vec::new();
    for n in 0..10 {
        let before = w.text("annotate-position").await;
        let (started, region) = (Instant::now(), ["cheek", "forearm", "shin"][n % 3]);
        let keys = annotate_by_keyboard(w, region, ["papule", "plaque"][n % 2], ["acne", "psoriasis"][n % 2]).await;
        w.until(|| async { w.text("annotate-position").await != before }, "the next photograph comes").await;
        spent.push((keys, started.elapsed().as_secs_f64()));
        if n == 3 {
            // What was used before is offered by number.
            w.press("1").await;
            cursor_in(w, "regions").await;
            w.until(|| async { w.count("[role=option]").await >= 3 }, "recent regions are offered").await;
            w.picture("annotate-recent-en-light").await;
            w.press("1").await;
            w.until(|| async { w.count("[data-testid^='chosen-region']").await == 1 }, "a number chooses").await;
            w.press(&format!("{ESCAPE}")).await;
            w.press(&format!("{CONTROL}z")).await;
            w.until(|| async { w.count("[data-testid^='chosen-region']").await == 0 }, "undo takes it back").await;
        }
    }
    let keys = spent.iter().map(|(keys, _)| keys).sum::<usize>();
    let seconds = spent.iter().map(|(_, seconds)| seconds).sum::<f64>();
    println!("a full annotation by keyboard: {} keys, {:.1} s with the waits of the test", keys / 10, seconds / 10.0);
    let searches = "return performance.getEntriesByName('term-search').map(entry => entry.duration)";
    let mut times: Vec<f64> = serde_json::from_value(w.script(searches).await).expect("times");
    times.sort_by(f64::total_cmp);
    println!(
        "a key in a term search: median {:.0} ms, 95 % within {:.0} ms of {}",
        times[times.len() / 2],
        times[times.len() * 95 / 100],
        times.len()
    );
    story.window.close().await;
}

#[tokio::test]
async fn killed_in_the_middle_the_work_goes_on_where_it_was() {
    let story = Story::begin().await;
    let w = &story.window;
    story.annotating(SECOND).await;
    w.keys("j").await;
    w.pick("annotate-regions", "cheek").await;
    w.pick("annotate-lesions", "papule").await;
    w.find("annotate-lesion-1").await;
    w.click("annotate-value-1-attribute.colour.pink").await;
    let position = w.text("annotate-position").await;
    saved(w).await;
    // What is kept for convenience follows a little later.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let story = story.kill_and_restart().await;
    let w = &story.window;
    w.sign_in(SECOND).await;
    w.click("nav-annotate").await;
    w.find("annotate-lesion-1").await;
    assert_eq!(w.text("annotate-position").await, position, "where he was");
    assert_eq!(w.attribute("annotate-value-1-attribute.colour.pink", "aria-pressed").await, "true");
    // Undo goes back beyond the kill.
    w.keys(&format!("{CONTROL}z")).await;
    let pink = || async { w.attribute("annotate-value-1-attribute.colour.pink", "aria-pressed").await };
    w.until(|| async { pink().await == "false" }, "undo reaches what was done before").await;
    w.keys(&format!("{CONTROL}y")).await;
    w.until(|| async { pink().await == "true" }, "redo as well").await;
    story.window.close().await;
}

#[tokio::test]
async fn a_key_is_changed_a_conflict_is_refused_and_the_sheet_shows_it() {
    let story = Story::begin().await;
    let w = &story.window;
    w.sign_in(SECOND).await;
    w.click("settings-open").await;
    w.click("settings-key-photograph.next").await;
    w.press("b").await;
    w.says("settings-message", "Draw a box").await;
    w.click("settings-key-photograph.next").await;
    w.press("d").await;
    w.until(|| async { w.text("settings-key-photograph.next").await == "D" }, "the new key is shown").await;
    w.picture("settings-en-light").await;
    w.click("nav-annotate").await;
    w.find("annotate-stage").await;
    let before = w.text("annotate-position").await;
    w.keys("j").await;
    w.keys("d").await;
    w.until(|| async { w.text("annotate-position").await != before }, "the new key steps").await;
    let first = || async { w.text("annotate-position").await };
    let after = first().await;
    w.keys("?").await;
    w.find("keys-sheet").await;
    let first_line =
        w.script("return document.querySelector('dialog li').innerText.trim().split(/\\s+/).join(' ')").await;
    assert_eq!(first_line, "Next photograph D", "the sheet shows the person's key");
    w.picture("keys-en-light").await;
    w.press(&ESCAPE.to_string()).await;
    w.until(|| async { !w.is_there("keys-sheet").await }, "the sheet goes").await;
    // One step, not two: the old key does nothing any more.
    w.keys("k").await;
    w.until(|| async { first().await == before && after != before }, "back again").await;
    story.window.close().await;
}

#[tokio::test]
async fn a_physician_works_in_chinese_with_pinyin() {
    let story = Story::begin().await;
    let w = &story.window;
    w.sign_in(SECOND).await;
    w.click("frame-language").await;
    w.click("nav-annotate").await;
    w.find("annotate-stage").await;
    let position = w.text("annotate-position").await;
    w.pick("annotate-regions", "jiabu").await;
    w.until(|| async { w.is_there("chosen-region.cheek").await }, "whole syllables find the cheek").await;
    w.pick("annotate-lesions", "qz").await;
    w.until(|| async { w.text("annotate-lesion-1").await.contains("丘疹") }, "initials find the papule").await;
    for value in ["size.millet", "colour.pink", "shape.round", "quantity.two", "distribution.localised"] {
        w.click(&format!("annotate-value-1-attribute.{value}")).await;
    }
    w.click("annotate-value-1-attribute.boundary.well_defined").await;
    w.pick("annotate-differential", "cuochuang").await;
    w.until(|| async { w.text("annotate-differential-0").await.contains("痤疮") }, "acne").await;
    // A sentence made of the findings is offered, and inserted only when it is chosen.
    assert!(w.find("annotate-reasoning").await.prop("value").await.unwrap().unwrap_or_default().is_empty());
    w.click("annotate-phrase").await;
    let said = || async { w.find("annotate-reasoning").await.prop("value").await.unwrap().unwrap_or_default() };
    w.until(|| async { said().await.contains("颊部可见丘疹") }, "the sentence is there").await;
    w.pick("annotate-treatment", "防晒").await;
    saved(w).await;
    w.picture("annotate-full-zh-light").await;
    w.keys(&format!("{CONTROL}{ENTER}")).await;
    w.until(|| async { w.text("annotate-position").await != position }, "the next photograph comes").await;
    story.window.close().await;
}

#[tokio::test]
async fn a_subject_with_five_photographs_is_copied_forward() {
    let files: Vec<(String, Vec<u8>)> =
        (0..5).map(|n| (format!("IMG_{n}.jpg"), photographs::large([1600, 1200], 1, n))).collect();
    let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let story = Story::with_photographs(&files).await;
    let w = &story.window;
    story.annotating(FIRST).await;
    w.until(|| async { w.count("aside img").await == 5 }, "the strip shows all five").await;
    annotate_by_keyboard(w, "cheek", "papule", "acne").await;
    for n in 2..=5 {
        w.says("annotate-position", &format!("Photograph {n} of 5")).await;
        w.find("annotate-copy").await;
        w.keys("c").await;
        w.find("annotate-lesion-1").await;
        // One thing differs on this photograph; an answered line shows its answer alone until it is asked.
        w.click_css("[data-field='lesion/1/attribute.colour'] .more").await;
        w.click("annotate-value-1-attribute.colour.pink").await;
        w.until(|| async { w.text("annotate-missing").await.contains("Complete") }, "nothing is missing").await;
        w.keys(&format!("{CONTROL}{ENTER}")).await;
    }
    w.until(|| async { w.text("annotate-saved").await.contains("Submitted") }, "the last one is submitted").await;
    let ticks = w.script("return document.querySelector('aside').innerText.split('✓').length - 1").await;
    assert_eq!(ticks, 5, "the strip shows that all five are submitted");
    story.window.close().await;
}

/// Where a pure colour lies on the stage of a picture of the window: left, top, right, bottom.
fn bounds_of(png: &[u8], is: impl Fn([u8; 3]) -> bool) -> Option<[f64; 4]> {
    let picture = image::load_from_memory(png).ok()?.into_rgb8();
    // The strip of thumbnails at the left shows it too.
    let found = picture.enumerate_pixels().filter(|(x, _, pixel)| *x > 88 && is(pixel.0)).map(|(x, y, _)| (x, y));
    found.fold(None, |all: Option<[f64; 4]>, (x, y)| {
        let (x, y) = (f64::from(x), f64::from(y));
        let [l, t, r, b] = all.unwrap_or([x, y, x, y]);
        Some([l.min(x), t.min(y), r.max(x + 1.0), b.max(y + 1.0)])
    })
}

#[tokio::test]
async fn a_mark_on_a_photograph_of_48_megapixels_with_orientation_6_lies_where_it_was_drawn() {
    // Upright 6000 × 8000, stored lying on its side; a blue and a green rectangle at known places.
    let skin = image::Rgb([190, 140, 115]);
    let places = [([0, 0, 255], [3600_u32, 1500, 900, 700]), ([0, 200, 0], [1200, 5200, 1400, 800])];
    let mut pixels = image::RgbImage::from_pixel(6000, 8000, skin);
    for (colour, [left, top, width, height]) in places {
        for (x, y) in (top..top + height).flat_map(|y| (left..left + width).map(move |x| (x, y))) {
            pixels.put_pixel(x, y, image::Rgb(colour));
        }
    }
    let story = Story::with_photographs(&[("IMG_1.jpg", photographs::with_phone_metadata(&pixels, 6, 90))]).await;
    let w = &story.window;
    story.annotating(FIRST).await;
    w.pick("annotate-lesions", "papule").await;
    w.find("annotate-lesion-1").await;
    w.press(&ESCAPE.to_string()).await;
    // Also while the photograph is turned for viewing, coordinates stay those of the upright picture.
    for (turns, (colour, _)) in places.into_iter().enumerate() {
        if turns == 1 {
            w.keys("r").await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        // A pixel belongs to the rectangle when it is nearer to its colour than to the skin.
        let apart = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>();
        let inside = |pixel: [u8; 3]| 2 * apart(pixel, colour) < apart(pixel, skin.0);
        let [left, top, right, bottom] = bounds_of(&w.png().await, inside).expect("the rectangle is on the screen");
        w.keys("b").await;
        w.drag(&[(left, top), ((left + right) / 2.0, (top + bottom) / 2.0), (right, bottom)]).await;
        w.until(|| async { w.count("[data-shape]").await == turns + 1 }, "the box is there").await;
        saved(w).await;
    }
    w.picture("annotate-turned-en-light").await;
    let scale: f64 = w.attribute("annotate-stage", "data-scale").await.parse().expect("a scale");
    w.keys("f").await;
    story.window.close().await;

    let app = tests::day::app(&story.folder.path().join("settings"), std::path::Path::new("/nonexistent"));
    tests::people::sign_in(&app, &story.folder.path().join("Body surface demo"), FIRST).expect("signed in");
    let queue = app.call("annotation.queue", Value::Null).expect("a queue");
    let opened = app.call("annotation.open", queue[0]["photograph"]["id"].clone()).expect("opened");
    let marks = opened["draft"]["annotation"]["lesions"][0]["marks"].as_array().expect("marks").clone();
    assert_eq!(marks.len(), 2);
    for (mark, (_, drawn)) in marks.iter().zip(places) {
        let at = |name: &str| mark[name].as_f64().unwrap_or(f64::NAN);
        for (found, drawn) in ["x", "y", "width", "height"].map(at).into_iter().zip(drawn.map(f64::from)) {
            // A window pixel is many photo pixels here; a corner is exact to one of them, a side to two.
            assert!((found - drawn).abs() <= 2.0 / scale, "{mark} was drawn at {places:?}, scale {scale}");
        }
    }
}

#[tokio::test]
async fn marks_are_drawn_moved_measured_and_regions_chosen_on_the_body() {
    let story = Story::begin().await;
    let w = &story.window;
    story.annotating(SECOND).await;
    // The body map and the tree are one choice.
    w.click("annotate-browse-region").await;
    w.find("annotate-browse").await;
    w.click_css("[data-region='region.forearm'] path").await;
    w.find("chosen-region.forearm").await;
    assert_eq!(w.count("[role=treeitem][aria-selected=true]").await, 1, "the tree is in step");
    let beside = "const box = id => document.querySelector(`[data-testid=${id}]`).getBoundingClientRect();
        return box('annotate-browse').left >= box('annotate-stage').right - 1";
    assert_eq!(w.script(beside).await, true, "the body stands beside the photograph, not over it");
    w.picture("body-map-en-light").await;
    w.press(&ESCAPE.to_string()).await;
    w.until(|| async { !w.is_there("annotate-browse").await }, "Escape closes it").await;

    // Without a lesion a mark has nowhere to go, and that is said.
    w.keys("b").await;
    w.drag(&[(400.0, 300.0), (500.0, 380.0)]).await;
    let hint = || async { w.script("return document.querySelector('.hint')?.innerText ?? ''").await.to_string() };
    w.until(|| async { hint().await.contains("Add a lesion first") }, "it is said why there is no mark").await;
    w.pick("annotate-lesions", "papule").await;
    w.find("annotate-lesion-1").await;
    w.press(&ESCAPE.to_string()).await;
    // The tool has waited for that. A box by mouse, changed by a handle, moved by keys; a polygon by clicks; a point by key.
    w.drag(&[(400.0, 300.0), (450.0, 340.0), (500.0, 380.0)]).await;
    w.until(|| async { w.count("[data-shape]").await == 1 }, "a box").await;
    let drawn = || async { w.script("return document.querySelector('[data-shape] .line').getAttribute('d')").await };
    let before = drawn().await;
    w.drag(&[(500.0, 380.0), (520.0, 390.0), (560.0, 430.0)]).await;
    w.until(|| async { drawn().await != before }, "the corner follows").await;
    let before = drawn().await;
    w.keys(&format!("{}{RIGHT}", '\u{E008}')).await;
    w.until(|| async { drawn().await != before }, "keys move it").await;
    w.keys("y").await;
    for point in [(600.0, 300.0), (680.0, 320.0), (640.0, 400.0)] {
        w.drag(&[point]).await;
    }
    w.keys(&ENTER.to_string()).await;
    w.until(|| async { w.count("[data-shape]").await == 2 }, "a polygon").await;
    w.keys("p").await;
    w.keys(&ENTER.to_string()).await;
    w.until(|| async { w.count("[data-shape]").await == 3 }, "a point in the middle, by keyboard").await;
    w.keys(&ESCAPE.to_string()).await;
    // A line of known length sets the scale; the next line is measured and becomes the size.
    w.keys("m").await;
    w.drag(&[(300.0, 500.0), (350.0, 500.0), (400.0, 500.0)]).await;
    w.find("annotate-scale").await;
    w.press("10").await;
    w.press(&ENTER.to_string()).await;
    w.drag(&[(300.0, 550.0), (350.0, 550.0), (350.0, 550.0)]).await;
    w.find("annotate-take-size").await;
    w.picture("annotate-marks-en-light").await;
    w.click("annotate-take-size").await;
    let size = || async { w.find("annotate-size-1").await.prop("value").await.unwrap().unwrap_or_default() };
    w.until(|| async { size().await.parse::<f64>().is_ok_and(|mm| (mm - 5.0).abs() < 0.2) }, "half of 10 mm").await;
    // A comment on a field, by keyboard.
    w.press("1").await;
    cursor_in(w, "regions").await;
    w.press(&format!("{ALT}c")).await;
    w.find("annotate-comment").await;
    w.press("Which side?").await;
    w.press(&ESCAPE.to_string()).await;
    saved(w).await;
    // What is typed as a remark on a line of chips chooses nothing there.
    w.click_css("[data-field='lesion/1/attribute.colour'] .comment").await;
    w.find("annotate-comment").await;
    w.press("2 red").await;
    let remark = || async { w.find("annotate-comment").await.prop("value").await.unwrap().unwrap_or_default() };
    w.until(|| async { remark().await == "2 red" }, "the remark is typed").await;
    assert_eq!(w.count("[data-field='lesion/1/attribute.colour'] .chip[aria-pressed=true]").await, 0);
    w.press(&ESCAPE.to_string()).await;
    // Diagnoses in order, moved by key.
    w.pick("annotate-differential", "acne").await;
    w.pick("annotate-differential", "rosacea").await;
    w.click_css("[data-place='0']").await;
    w.press(&format!("{ALT}{DOWN}")).await;
    w.until(|| async { w.text("annotate-differential-0").await.contains("Rosacea") }, "rosacea is first").await;
    // Guidelines beside the work.
    w.keys(&ESCAPE.to_string()).await;
    w.keys("g").await;
    w.find("annotate-guidelines-search").await;
    w.press("pustule").await;
    w.until(|| async { w.text("annotate-guidelines").await.contains("Pustule") }, "definitions are found").await;
    w.picture("guidelines-en-light").await;
    assert_eq!(w.script("return performance.getEntriesByName('photo-step').length").await, Value::from(0), "no step");
    story.window.close().await;
}

#[tokio::test]
async fn a_physician_practises_against_a_reference_that_is_never_shown() {
    let story = Story::begin().await;
    let w = &story.window;
    let escape = ESCAPE.to_string();
    let closed = || async { w.count("[data-testid=annotate-submit]:disabled").await == 1 };
    w.sign_in(COORDINATOR).await;
    w.click("nav-screening").await;
    w.click("screening-only-imported").await;
    w.click_css("[data-testid^=screening-cell]").await;
    w.find("screening-accept").await;
    let here = w.text("screening-position").await;
    w.keys("a").await;
    w.until(|| async { w.text("screening-position").await != here }, "the next one is there").await;
    w.keys(&escape).await;
    w.click("screening-only-accepted").await;
    w.click_css("[data-testid^=screening-cell]").await;
    w.click("screening-calibrate").await;
    w.until(|| async { w.text("screening-calibrate").await.contains("out of") }, "it is in the set").await;
    w.sign_out().await;

    // A senior's reading becomes the reference.
    story.annotating(SENIOR).await;
    w.says("annotate-purpose", "Reference 1 of 1").await;
    w.picture("annotate-reference-en-light").await;
    w.client.set_window_size(1100, 700).await.expect("a small window");
    w.picture("annotate-reference-en-light-1100").await;
    w.click("frame-language").await;
    w.click("frame-theme").await;
    w.picture("annotate-reference-zh-dark-1100").await;
    w.click("frame-theme").await;
    w.click("frame-language").await;
    w.client.set_window_size(1440, 900).await.expect("the usual window");
    annotate_by_keyboard(w, "cheek", "papule", "acne").await;
    w.until(closed, "the reference is taken").await;
    w.sign_out().await;

    // The trial comes first, blank, and says that it is one; another lesion and another place are counted.
    story.annotating(SECOND).await;
    w.says("annotate-purpose", "Calibration 1 of 1").await;
    assert_eq!(w.count("[data-testid^='chosen-region']").await, 0, "nothing of the reference is there");
    w.picture("annotate-trial-en-light").await;
    annotate_by_keyboard(w, "cheek", "plaque", "acne").await;
    w.until(|| async { w.count("[data-testid=annotate-purpose]").await == 0 }, "real work comes").await;
    w.click("nav-home").await;
    let score = w.text("home-calibration").await;
    assert!(score.contains("Body regions100%") && score.contains("Lesions0%"), "{score}");
    w.picture("calibration-en-light").await;
    story.window.close().await;
}

#[tokio::test]
async fn a_card_gets_another_type_and_keeps_what_was_said_of_it() {
    let story = Story::with_photographs(&[("one.jpg", photographs::large([1200, 900], 1, 5))]).await;
    let w = &story.window;
    story.annotating(FIRST).await;
    w.pick("annotate-regions", "cheek").await;
    w.pick("annotate-lesions", "papule").await;
    w.find("annotate-lesion-1").await;
    w.press(&ESCAPE.to_string()).await;
    w.click("retype-1").await;
    cursor_in(w, "lesions").await;
    w.press("nodule").await;
    w.until(|| async { w.count("[role=option]").await > 0 }, "a lesion is found").await;
    w.press(&ENTER.to_string()).await;
    w.until(|| async { w.text("annotate-lesion-1").await.contains("Nodule") }, "another type").await;
    assert_eq!(w.count("[data-card]").await, 1, "no second card");
    w.press(&ESCAPE.to_string()).await;
    w.press(&format!("{CONTROL}z")).await;
    w.until(|| async { w.text("annotate-lesion-1").await.contains("Papule") }, "undo").await;
    story.window.close().await;
}

#[tokio::test]
async fn the_cursor_stays_on_an_answer_when_its_line_opens_and_leaves_it_with_the_photograph() {
    let story = Story::with_photographs(&[
        ("one.jpg", photographs::large([1200, 900], 1, 5)),
        ("two.jpg", photographs::large([1200, 900], 1, 6)),
    ])
    .await;
    let w = &story.window;
    story.annotating(FIRST).await;
    // The same card on both.
    for last in [false, true] {
        w.pick("annotate-regions", "cheek").await;
        w.pick("annotate-lesions", "papule").await;
        w.find("annotate-lesion-1").await;
        if !last {
            w.keys("j").await;
            w.until(|| async { w.count("[data-card]").await == 0 }, "the next photograph").await;
        }
    }
    let at =
        "const chip = document.activeElement; return [chip.closest('[data-row]')?.dataset.field, chip.dataset.testid]";
    let is_at = async |line: &str, chip: Option<&str>| {
        w.until(
            || async {
                let at = w.script(at).await;
                at[0] == format!("lesion/1/attribute.{line}") && chip.is_none_or(|chip| at[1] == chip)
            },
            &format!("the cursor is at {line}, {chip:?}"),
        )
        .await;
    };
    is_at("size", None).await;
    let third = w.script("return document.activeElement.closest('.chips').children[2].dataset.testid").await;
    let third = third.as_str().expect("a third size");
    // Chosen by number: the line shows its answer alone.
    w.press("3").await;
    is_at("colour", None).await;
    let sizes = "[data-field='lesion/1/attribute.size'] .chip";
    w.until(|| async { w.count(sizes).await == 1 }, "the line is folded").await;
    w.press(&UP.to_string()).await;
    is_at("size", Some(third)).await;
    w.until(|| async { w.count(sizes).await > 3 }, "the line is open").await;
    w.press(&RIGHT.to_string()).await;
    w.press(&LEFT.to_string()).await;
    is_at("size", Some(third)).await;
    // Taken back and chosen anew, nothing moves.
    w.press("  ").await;
    is_at("size", Some(third)).await;
    assert_eq!(w.attribute(third, "aria-pressed").await, "true");
    // What is typed on another photograph must not go to a line of it.
    let before = w.text("annotate-position").await;
    w.press(&PAGE_UP.to_string()).await;
    w.until(|| async { w.text("annotate-position").await != before }, "the photograph before").await;
    w.until(|| async { w.count(sizes).await > 3 }, "its card").await;
    w.until(|| async { w.script("return document.activeElement === document.body").await == true }, "no cursor").await;
    // After a click keys are commands, also where the options change under the pointer.
    w.click("annotate-value-1-attribute.size.mung_bean").await;
    w.keys("j").await;
    w.until(|| async { w.count(sizes).await == 1 }, "the other photograph").await;
    w.click(third).await;
    w.until(|| async { w.count(sizes).await > 3 }, "all sizes").await;
    w.press("k").await;
    w.until(|| async { w.text("annotate-position").await != before }, "a click leaves the keys alone").await;
    story.window.close().await;
}

/// The middle of what a selector finds.
async fn middle_of(w: &Window, css: &str) -> (f64, f64) {
    let script = format!(
        "const box = document.querySelector(`{css}`).getBoundingClientRect(); return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]"
    );
    let [x, y]: [f64; 2] = serde_json::from_value(w.script(&script).await).expect("it is on the page");
    (x, y)
}

/// Drags what a selector finds onto another: slowly, as lists make room while something is held over them.
async fn drag_onto(w: &Window, what: &str, onto: &str) {
    let [from, to] = [middle_of(w, what).await, middle_of(w, onto).await];
    let between = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
    w.drag(&[&[from, between][..], &[to; 15]].concat()).await;
}

#[tokio::test]
async fn lesions_are_related_and_diagnoses_ranked_by_dragging() {
    let story = Story::with_photographs(&[("one.jpg", photographs::large([1200, 900], 1, 5))]).await;
    let w = &story.window;
    story.annotating(FIRST).await;
    w.pick("annotate-regions", "cheek").await;
    w.pick("annotate-lesions", "papule").await;
    w.find("annotate-lesion-1").await;
    w.press(&ESCAPE.to_string()).await;
    w.pick("annotate-lesions", "pustule").await;
    w.find("annotate-lesion-2").await;
    w.press(&ESCAPE.to_string()).await;
    // From the second card to the first: the search of relations waits with both in that order.
    drag_onto(w, "[data-card='2'] .link", "[data-card='1'] header").await;
    cursor_in(w, "relations").await;
    w.press("surface").await;
    w.until(|| async { w.count("[role=option]").await > 0 }, "a relation is found").await;
    w.press(&ENTER.to_string()).await;
    w.until(|| async { w.count(".arc").await == 1 }, "a line between the cards").await;
    let ends = "const middle = (number) => { const box = document.querySelector(`[data-card='${number}'] .title`).getBoundingClientRect(); return (box.top + box.bottom) / 2; };
        const arc = document.querySelector('.arc').getBoundingClientRect();
        return Math.max(Math.abs(arc.top - middle(1)), Math.abs(arc.bottom - middle(2)))";
    let off = w.script(ends).await.as_f64().expect("pixels");
    assert!(off < 4.0, "the line goes from title to title, not {off} pixels beside");
    w.picture("annotate-related-en-light").await;

    for disease in ["acne", "folliculitis", "rosacea"] {
        w.pick("annotate-differential", disease).await;
    }
    w.until(|| async { w.count("[data-place]").await == 3 }, "three diagnoses").await;
    drag_onto(w, "[data-place='2'] .grip", "[data-place='0'] .grip").await;
    let first = |name: &'static str| async move { w.text("annotate-differential-0").await.contains(name) };
    w.until(|| first("Rosacea"), "the third is first now").await;
    assert!(w.text("annotate-differential-1").await.contains("Acne"), "the others follow in their order");
    saved(w).await;
    w.keys(&format!("{CONTROL}z")).await;
    w.until(|| first("Acne"), "one step back").await;
    story.window.close().await;
}

#[tokio::test]
async fn the_list_of_terms_lies_where_there_is_room() {
    let story = Story::begin().await;
    let w = &story.window;
    w.client.set_window_size(1100, 700).await.expect("a small window");
    story.annotating(SECOND).await;
    for field in ["regions", "lesions", "differential", "treatment"] {
        w.find(&format!("annotate-{field}")).await.send_keys("a").await.expect("typed");
        w.until(|| async { w.count("[role=option]").await > 0 }, "terms are found").await;
        let places = "const box = (css) => { const { top, bottom } = document.querySelector(css).getBoundingClientRect(); return [top, bottom]; };
            return [box('.drop'), box('.sections'), box('[aria-expanded=true][role=combobox]')]";
        let [list, panel, own]: [[f64; 2]; 3] = serde_json::from_value(w.script(places).await).expect("places");
        assert!(list[0] >= panel[0] && list[1] <= panel[1], "{field}: {list:?} in {panel:?}");
        assert!(list[1] - list[0] > 200.0 && (list[1] <= own[0] || list[0] >= own[1]), "{field}: {list:?}, {own:?}");
        w.press(&ESCAPE.to_string()).await;
        w.press(&ESCAPE.to_string()).await;
    }
    story.window.close().await;
}

#[tokio::test]
async fn hints_come_before_submitting_and_all_photographs_are_found() {
    let story = Story::begin().await;
    let w = &story.window;
    w.sign_in(SECOND).await;
    w.click("nav-annotate").await;
    w.find("annotate-stage").await;
    // Views of the same visit, side by side; it stays so.
    w.keys("s").await;
    w.until(|| async { w.count("[data-testid=annotate-views] img").await == 2 }, "the two other views").await;
    w.picture("annotate-views-en-light").await;
    w.keys("s").await;
    w.until(|| async { !w.is_there("annotate-views").await }, "they are put away").await;
    // All of one's own photographs, found by state and words; a click goes there.
    w.keys("o").await;
    w.find("annotate-overview").await;
    w.picture("annotate-overview-en-light").await;
    w.click("annotate-overview-submitted").await;
    w.click("annotate-overview-waiting").await;
    w.fill("annotate-overview-search", "subject-07").await;
    w.until(|| async { w.count("[data-testid=annotate-overview] .cells button").await == 3 }, "three are found").await;
    w.click_css("[data-testid=annotate-overview] .cells button").await;
    w.until(|| async { !w.is_there("annotate-overview").await }, "it closes").await;
    // A flat lesion that rises is pointed out where it was chosen, and only after it was.
    assert!(!w.is_there("annotate-live-hints").await);
    w.pick("annotate-regions", "cheek").await;
    w.pick("annotate-lesions", "macule").await;
    saved(w).await;
    assert!(!w.is_there("annotate-live-hints").await, "nothing suggests an answer");
    w.script("for (const more of document.querySelectorAll('.more')) more.click()").await;
    w.click("annotate-value-1-attribute.shape.dome_shaped").await;
    w.says("annotate-live-hints", "flat by definition").await;
    w.picture("annotate-hints-en-light").await;
    w.click("annotate-value-1-attribute.shape.dome_shaped").await;
    w.until(|| async { !w.is_there("annotate-live-hints").await }, "the hint goes with its reason").await;
    // The next photograph begins at the top of the panel.
    w.script("document.querySelector('.sections').scrollTop = 400").await;
    w.script("document.activeElement.blur()").await;
    w.keys("j").await;
    w.until(|| async { w.script("return document.querySelector('.sections').scrollTop").await == 0 }, "at the top")
        .await;
    story.window.close().await;
}

#[tokio::test]
async fn drafts_begin_with_annotations_of_another_tool_once_its_words_have_a_meaning() {
    let story = Story::begin().await;
    let w = &story.window;
    let pictures = story.folder.path().join("pictures");
    let truths = photographs::write_all(&pictures, 7).expect("photographs");
    let images: Vec<Value> = truths
        .iter()
        .enumerate()
        .map(|(id, truth)| json!({"id": id, "file_name": truth.file, "width": truth.size_px[0], "height": truth.size_px[1]}))
        .collect();
    let marked = |id: usize| json!({"image_id": id, "category_id": 1 + id % 2, "bbox": [300, 200, 160, 120]});
    let annotations: Vec<Value> = (0..truths.len()).map(marked).collect();
    let categories = json!([{"id": 1, "name": "red spot"}, {"id": 2, "name": "Plaques"}]);
    let coco = json!({"images": images, "categories": categories, "annotations": annotations}).to_string();
    let (whole, half) = (pictures.join("coco.json"), pictures.join("half.json"));
    std::fs::write(&whole, &coco).expect("a file");
    std::fs::write(&half, &coco[..coco.len() / 2]).expect("half a file");
    story.annotating(SECOND).await;
    w.keys("o").await;
    w.click("annotate-other-tools-open").await;
    let look_at = async |path: &std::path::Path| {
        w.fill("annotate-other-tools-path", &path.display().to_string()).await;
        w.press(&ENTER.to_string()).await;
    };
    look_at(&half).await;
    w.says("annotate-other-tools-refusal", "ends in the middle").await;
    look_at(&whole).await;
    w.says("annotate-other-tools-found", "you have not started 6 of them").await;
    w.says("annotate-other-tools-undecided", "1 word has no meaning yet").await;
    w.says("annotate-other-tools-label-1", "Plaque").await;
    w.picture("annotate-other-tools-en-light").await;
    w.click("annotate-other-tools-change-0").await;
    w.press("macule").await;
    w.until(|| async { w.count("[role=option]").await > 0 }, "a term is found").await;
    w.press(&ENTER.to_string()).await;
    w.says("annotate-other-tools-label-0", "Macule").await;
    w.click("annotate-other-tools-start").await;
    w.says("annotate-other-tools-result", "6 drafts begun").await;
    w.click("annotate-other-tools-done").await;
    w.find("annotate-lesion-1").await;
    w.until(|| async { w.count(".stage svg rect").await > 0 }, "the box lies on the photograph").await;
    // It is a draft like any other.
    w.pick("annotate-lesions", "nodule").await;
    w.find("annotate-lesion-2").await;
    saved(w).await;
    // What was begun is not begun again, and what the words meant is remembered.
    w.keys("o").await;
    w.click("annotate-other-tools-open").await;
    look_at(&whole).await;
    w.says("annotate-other-tools-found", "none of them is a photograph that waits for you").await;
    w.says("annotate-other-tools-labels", "as last time").await;
    w.press(&ESCAPE.to_string()).await;
    w.until(|| async { !w.is_there("annotate-other-tools").await }, "Escape leaves it").await;
    story.window.close().await;
}
