//! Photographs are imported and screened.

use std::fs;

use fantoccini::key::Key;
use tests::people::COORDINATOR;
use tests::photographs;

use crate::story::Story;

const ESCAPE: char = '\u{E00C}';
const ENTER: char = '\u{E007}';
const SHIFT: char = '\u{E008}';
const RIGHT: char = '\u{E014}';
/// Where the shapes are drawn.
const CHOSEN: &str = "return [...document.querySelectorAll('[data-shape]')].map(shape => shape.outerHTML).join()";

/// A PNG that claims to be enormous: signature, header chunk, nothing else.
fn enormous_png() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(60_000_u32.to_be_bytes());
    png.extend(60_000_u32.to_be_bytes());
    png.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    png
}

#[tokio::test]
async fn a_folder_with_hostile_files_is_screened_by_keys_and_taken_back() {
    let story = Story::begin().await;
    let w = &story.window;
    let folder = story.folder.path().join("hostile");
    photographs::write_all(&folder, 99).expect("photographs");
    fs::remove_file(folder.join("manifest.csv")).expect("no manifest");
    fs::write(folder.join("enormous.png"), enormous_png()).expect("a file");
    fs::write(folder.join("cut.jpg"), &photographs::large([800, 600], 1, 3)[..4000]).expect("a file");
    fs::write(folder.join("empty.jpg"), b"").expect("a file");
    fs::write(folder.join("script.jpg"), b"<svg onload=alert(1)>").expect("a file");
    fs::write(folder.join("phone.heic"), b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").expect("a file");
    // The same picture again, smaller and packed harder: nearly, not exactly, the same.
    let first = fs::read(folder.join("subject-01/IMG_1001.jpg")).expect("a photograph");
    let smaller =
        image::load_from_memory(&first).expect("pixels").resize(900, 900, image::imageops::FilterType::Triangle);
    smaller.to_rgb8().save(folder.join("subject-01/again.png")).expect("a file");

    w.sign_in(COORDINATOR).await;
    w.click("nav-screening").await;
    w.click("import-open").await;
    w.fill("import-folder", &folder.to_string_lossy()).await;
    w.press(&String::from(char::from(Key::Enter))).await;
    w.click("import-subject-from-folder").await;
    w.says("import-left-out", "5 files are left out").await;
    w.click("import-subject-from-file").await;
    w.says("import-start", "Import 30 photographs").await;
    w.click("import-start").await;
    let result = w.text("import-result").await;
    assert!(result.contains("25 imported") && result.contains("5 refused"), "{result}");
    w.click("import-open").await;
    w.click("screening-only-imported").await;
    w.picture("screening-hostile-en-light").await;
    w.click_css("[data-testid^=screening-cell]").await;
    w.find("screening-accept").await;
    w.picture("screening-single-en-light").await;

    // One key each; undo brings the photograph and its decision back.
    let position = || async { w.text("screening-position").await };
    let before = position().await;
    w.keys("2").await;
    w.until(|| async { position().await != before }, "the next one is there").await;
    w.keys("u").await;
    w.until(|| async { position().await == before }, "the first one is back").await;
    w.until(|| async { w.count("[data-testid^=screening-discard][aria-pressed=true]").await == 0 }, "undecided").await;
    for key in ["a", "1", "3", "5", "a"] {
        let here = position().await;
        w.keys(key).await;
        w.until(|| async { position().await != here }, "a decision goes on").await;
    }
    // A mask, drawn and taken back before it is painted, then painted.
    w.keys("m").await;
    w.drag(&[(300.0, 300.0), (380.0, 340.0), (420.0, 380.0)]).await;
    w.until(|| async { w.count("[data-shape]").await == 1 }, "a mask").await;
    w.keys("u").await;
    w.until(|| async { w.count("[data-shape]").await == 0 }, "taken back").await;
    w.keys("m").await;
    w.drag(&[(300.0, 300.0), (380.0, 340.0), (420.0, 380.0)]).await;
    w.until(|| async { w.count("[data-shape]").await == 1 }, "a mask").await;
    // Another by keys alone, moved and made wider; both are still there after a look at the neighbours.
    w.keys("m").await;
    w.keys(&ENTER.to_string()).await;
    w.until(|| async { w.count("[data-shape]").await == 2 }, "a mask in the middle").await;
    let placed = w.script(CHOSEN).await;
    w.keys(&format!("{SHIFT}{RIGHT}")).await;
    w.until(|| async { w.script(CHOSEN).await != placed }, "it moved").await;
    w.keys("j").await;
    w.until(|| async { w.count("[data-shape]").await == 0 }, "the next one has none").await;
    w.keys("k").await;
    w.until(|| async { w.count("[data-shape]").await == 2 }, "what was drawn is kept").await;
    let here = position().await;
    w.keys("a").await;
    w.until(|| async { position().await != here }, "the next one").await;
    w.keys(&ESCAPE.to_string()).await;
    w.until(|| async { w.text("screening-only-discarded").await.chars().any(|c| c.is_ascii_digit()) }, "the grid")
        .await;
    // The near-duplicate is pointed out and leads to its twin.
    let near = "[...document.querySelectorAll('[data-testid^=screening-cell]')].find(cell => cell.innerText.includes('similar to'))";
    w.until(|| async { w.script(&format!("return {near} !== undefined")).await == true }, "a near-duplicate").await;
    w.script(&format!("{near}.click()")).await;
    w.find("screening-near").await;
    let here = position().await;
    w.click("screening-near").await;
    w.until(|| async { position().await != here }, "its twin").await;
    story.window.close().await;
}

#[tokio::test]
async fn several_photographs_are_chosen_screened_and_their_subject_renamed() {
    let story = Story::begin().await;
    let w = &story.window;
    w.sign_in(COORDINATOR).await;
    w.click("nav-screening").await;
    w.find("screening-search").await;
    let cells = || async { w.count("[data-testid^=screening-cell]").await };
    w.fill("screening-search", "subject-08").await;
    w.until(|| async { cells().await == 3 }, "only one subject is shown").await;
    // Space chooses the one under the cursor, Shift takes all up to the last.
    w.script("document.querySelector('[data-testid^=screening-cell]').focus()").await;
    w.press(" ").await;
    w.press(&format!("{}{}", char::from(Key::Right), char::from(Key::Right))).await;
    w.until(|| async { w.script("return document.activeElement.dataset.at").await == "2" }, "the cursor is there")
        .await;
    w.press(&format!("{} ", char::from(Key::Shift))).await;
    w.says("screening-bulk", "3 photographs selected").await;
    // Escape clears the selection wherever the cursor is, and Control with A chooses all that are shown.
    w.script("document.activeElement.blur()").await;
    w.press(&String::from(char::from(Key::Escape))).await;
    w.says("screening-bulk", "0 photographs selected").await;
    w.script("document.querySelector('[data-testid^=screening-cell]').focus()").await;
    w.press(&format!("{}a", char::from(Key::Control))).await;
    w.says("screening-bulk", "3 photographs selected").await;
    w.picture("screening-chosen-en-light").await;
    w.click("screening-bulk-discard").await;
    w.says("screening-bulk-dialog", "Discard 3 photographs").await;
    w.click("screening-bulk-confirm").await;
    w.until(|| async { w.count(".small.discarded").await == 3 }, "all are discarded").await;
    // Another name for the subject; one that is there already is said before both become one.
    w.script("document.querySelector('[data-testid^=screening-cell]').focus()").await;
    w.press(&format!("{}a", char::from(Key::Control))).await;
    w.click("screening-bulk-rename").await;
    w.fill("screening-bulk-name", "subject-07").await;
    w.says("screening-bulk-name-problem", "become one subject").await;
    w.fill("screening-bulk-name", "S-8").await;
    w.click("screening-bulk-confirm").await;
    w.until(|| async { !w.is_there("screening-bulk-dialog").await }, "the dialog closes when it is done").await;
    w.fill("screening-search", "s-8").await;
    w.until(|| async { cells().await == 3 }, "the subject has its new name").await;
    w.click("nav-study").await;
    w.fill("study-record-about", "S-8").await;
    w.says("study-record", "corrected what is known of a photograph").await;
    story.window.close().await;
}
