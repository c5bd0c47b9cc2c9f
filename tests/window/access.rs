//! Nothing happens that was not meant, and nobody sees what is not for them.

use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use serde_json::{Value, json};
use tests::people::{COORDINATOR, FIRST, SECOND, SENIOR};
use tests::photographs;
use tests::window::Window;

use crate::story::Story;

const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';
const CONTROL: char = '\u{E009}';
const F5: char = '\u{E035}';

/// What stands in a field.
async fn value(w: &Window, id: &str) -> String {
    w.find(id).await.prop("value").await.ok().flatten().unwrap_or_default()
}

#[tokio::test]
async fn a_password_that_is_typed_too_early_reaches_no_record() {
    let story = Story::with_readings(6).await;
    let w = &story.window;
    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.find("review-fused").await;
    // With something undecided the dialog has no field, and behind it nothing listens.
    while w.attribute("review-undecided", "data-count").await == "0" {
        let here = w.attribute("review-stage", "data-photograph").await;
        w.press("x").await;
        w.until(|| async { w.attribute("review-stage", "data-photograph").await != here }, "another one").await;
    }
    let before = (w.attribute("review-undecided", "data-count").await, value(w, "review-reasoning").await);
    w.press(&format!("{CONTROL}{ENTER}")).await;
    w.find("review-goto").await;
    w.press(SENIOR.password).await;
    w.picture("review-not-yet-en-light").await;
    w.press(&ESCAPE.to_string()).await;
    w.until(|| async { !w.is_there("review-sign-dialog").await }, "Escape leaves it").await;
    assert_eq!((w.attribute("review-undecided", "data-count").await, value(w, "review-reasoning").await), before);
    // One password serves a series, each signature with its meaning.
    let photograph = || async { w.attribute("review-stage", "data-photograph").await };
    for n in 0..3 {
        let here = photograph().await;
        if w.is_there("review-rest").await {
            w.click("review-rest").await;
        }
        if w.is_there("review-accept-fused-A").await {
            w.click("review-accept-fused-A").await;
        }
        w.click("review-reasoning-A").await;
        w.until(|| async { w.attribute("review-undecided", "data-count").await == "0" }, "all is decided").await;
        w.script("document.activeElement.blur()").await;
        w.press(&format!("{CONTROL}{ENTER}")).await;
        w.says("review-sign-dialog", "I reviewed all annotations").await;
        if n == 0 {
            w.click("review-keep-open").await;
            w.fill("review-password", SENIOR.password).await;
        } else {
            assert!(!w.is_there("review-password").await, "the series is open");
        }
        w.press(&ENTER.to_string()).await;
        w.until(|| async { photograph().await != here }, "the next one comes").await;
    }
    story.window.close().await;
}

#[tokio::test]
async fn after_a_minute_of_rest_the_window_locks_and_comes_back_where_it_was() {
    let story = Story::begin().await;
    let w = &story.window;
    w.sign_in(COORDINATOR).await;
    w.click("nav-study").await;
    w.script("const idle = document.querySelector('[data-testid=study-idle]'); idle.value = '1'; idle.dispatchEvent(new Event('change', {bubbles: true}))").await;
    w.until(
        || async {
            w.text("study-record").await.contains("changed a setting") || {
                w.click("nav-home").await;
                w.click("nav-study").await;
                false
            }
        },
        "the setting is kept",
    )
    .await;
    w.sign_out().await;
    story.annotating(SECOND).await;
    w.keys("j").await;
    let position = w.text("annotate-position").await;
    w.find("annotate-reasoning").await.send_keys("Seen before lunch").await.expect("typed");
    let rested = Instant::now();
    let seconds = w.text("annotate-saved").await;
    assert!(!seconds.is_empty());
    // Without a key: the photograph and the text are gone within a second of the minute.
    let hidden = "return document.querySelector('[data-testid=lock]') !== null && getComputedStyle(document.querySelector('main')).visibility === 'hidden'";
    while w.script(hidden).await != Value::Bool(true) {
        assert!(rested.elapsed() < Duration::from_secs(63), "still there after {:?}", rested.elapsed());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(rested.elapsed() > Duration::from_secs(58), "not before its time: {:?}", rested.elapsed());
    w.picture("lock-en-light").await;
    // Nothing behind it listens.
    w.press(&ESCAPE.to_string()).await;
    w.press(&ESCAPE.to_string()).await;
    assert!(w.is_there("lock").await);
    w.fill("lock-password", "not the password").await;
    w.click("lock-submit").await;
    w.says("lock-error", "Incorrect").await;
    w.fill("lock-password", SECOND.password).await;
    w.press(&ENTER.to_string()).await;
    w.until(|| async { !w.is_there("lock").await }, "unlocked").await;
    assert_eq!(w.text("annotate-position").await, position);
    assert_eq!(value(w, "annotate-reasoning").await, "Seen before lunch");
    w.until(|| async { w.attribute("annotate-saved", "data-state").await == "saved" }, "and saved").await;
    story.window.close().await;
}

#[tokio::test]
async fn a_window_that_is_closed_right_after_the_last_letter_loses_nothing() {
    let story = Story::begin().await;
    let w = &story.window;
    story.annotating(SECOND).await;
    let position = w.text("annotate-position").await;
    w.find("annotate-reasoning").await.send_keys("To the last letter").await.expect("typed");
    let took = w.press_close().await;
    assert!(took < Duration::from_secs(3), "the page answers, nothing has to give up on it: {took:?}");
    let story = story.kill_and_restart().await;
    let w = &story.window;
    w.sign_in(SECOND).await;
    w.click("nav-annotate").await;
    w.find("annotate-stage").await;
    assert_eq!(w.text("annotate-position").await, position);
    assert_eq!(value(w, "annotate-reasoning").await, "To the last letter");
    story.window.close().await;
}

#[tokio::test]
async fn a_damaged_study_comes_back_from_its_backup_in_three_clicks() {
    let story = Story::begin().await;
    let w = &story.window;
    let study = std::path::PathBuf::from(value(w, "sign-in-folder").await);
    w.sign_in(COORDINATOR).await;
    w.click("nav-study").await;
    // The list of people stands above and comes first.
    w.find(&format!("study-person-{}", COORDINATOR.name)).await;
    w.click("backups-write").await;
    w.says("backups-written", "read back").await;
    w.script("document.querySelector('[data-testid=backups]').scrollIntoView()").await;
    w.picture("backups-en-light").await;
    // What is decided after it is kept when one signs out.
    w.click("study-subject-shown").await;
    w.click("frame-sign-out").await;
    w.find("sign-in-submit").await;
    let backups = std::fs::read_dir(study.join("backups")).expect("backups").count();
    assert!(backups >= 2, "{backups}");

    std::fs::write(study.join("study.db"), vec![7; 50_000]).expect("damage");
    w.fill("sign-in-name", COORDINATOR.name).await;
    w.fill("sign-in-password", COORDINATOR.password).await;
    w.press(&ENTER.to_string()).await;
    w.says("sign-in-error", "Restore").await;
    w.click("sign-in-restore").await;
    w.find("restore-submit").await;
    w.until(|| async { w.count("[name=backup]:checked").await == 1 }, "the newest backup is chosen").await;
    w.fill("restore-password", "not the password").await;
    w.click("restore-submit").await;
    w.find("restore-error").await;
    w.picture("restore-en-light").await;
    w.fill("restore-password", COORDINATOR.password).await;
    w.click("restore-submit").await;
    w.says("restore-done", "set aside").await;
    w.click("restore-sign-in").await;
    w.sign_in(COORDINATOR).await;
    w.click("nav-study").await;
    let shown = || async { w.count("[data-testid=study-subject-shown]:checked").await == 1 };
    w.until(shown, "what was decided last is there").await;
    w.client.set_window_size(1100, 700).await.expect("a small window");
    w.click("frame-language").await;
    w.click("frame-theme").await;
    w.script("document.querySelector('[data-testid=backups]').scrollIntoView()").await;
    w.picture("backups-zh-dark").await;
    w.click("frame-sign-out").await;
    w.click("sign-in-restore").await;
    w.find("restore-submit").await;
    w.picture("restore-zh-dark").await;
    story.window.close().await;
}

#[tokio::test]
async fn a_participation_is_ended_and_begun_again() {
    let story = Story::begin().await;
    let w = &story.window;
    w.sign_in(COORDINATOR).await;
    w.click("nav-study").await;
    let row = format!("study-person-{}", SECOND.name);
    w.find(&row).await;
    let in_row = |button: &str| format!("[data-testid='{row}'] [data-testid={button}]");
    let press = |button: &'static str| {
        let script = format!("document.querySelector(\"{}\").click()", in_row(button));
        async move { w.script(&script).await }
    };
    press("study-leave").await;
    w.find("study-confirm").await;
    w.picture("leave-study-en-light").await;
    // Nothing happens by Escape.
    w.press(&ESCAPE.to_string()).await;
    w.until(|| async { !w.is_there("study-confirm").await }, "Escape leaves it").await;
    press("study-leave").await;
    w.click("study-confirm").await;
    w.says(&row, "has left").await;
    assert_eq!(w.count(&in_row("study-leave")).await, 0);
    w.client.set_window_size(1100, 700).await.expect("a small window");
    w.click("frame-language").await;
    w.click("frame-theme").await;
    w.picture("people-left-zh-dark").await;
    press("study-reinvite").await;
    w.picture("return-zh-dark").await;
    w.click("study-confirm").await;
    w.find("study-code").await;
    w.until(|| async { w.count(&in_row("study-leave")).await == 0 }, "who has a code has not joined yet").await;
    story.window.close().await;
}

#[tokio::test]
async fn leaving_while_work_is_under_way_waits_for_it_or_stops_it() {
    let story = Story::begin().await;
    let w = &story.window;
    let photographs = story.folder.path().join("many");
    std::fs::create_dir_all(&photographs).expect("a folder");
    // One picture with another trailer each: small files that take a second to decode, every time.
    let mut picture = std::io::Cursor::new(Vec::new());
    let grey = image::RgbImage::from_pixel(6000, 4000, image::Rgb([128; 3]));
    grey.write_to(&mut picture, image::ImageFormat::Png).expect("a picture");
    for number in 0..100_u8 {
        let file = [picture.get_ref().as_slice(), &[number]].concat();
        std::fs::write(photographs.join(format!("{number}.png")), file).expect("a photograph");
    }
    w.sign_in(COORDINATOR).await;
    w.click("nav-screening").await;
    w.click("import-open").await;
    w.fill("import-folder", &photographs.to_string_lossy()).await;
    w.press(&ENTER.to_string()).await;
    w.click("import-subject-from-file").await;
    let ready = || async { w.count("[data-testid=import-start]:enabled").await == 1 };
    w.until(ready, "the folder is read").await;
    w.click("import-start").await;
    // Signing out waits; who thinks better of it stays, by Escape or by Enter on what has the cursor. A wrong key and
    // letters do nothing.
    w.client.set_window_size(1100, 700).await.expect("a small window");
    for (language, theme, leave) in [("en", "light", ESCAPE), ("zh", "dark", ENTER)] {
        if language == "zh" {
            w.click("frame-language").await;
            w.click("frame-theme").await;
        }
        w.click("frame-sign-out").await;
        w.says("frame-leaving", if language == "zh" { "正在导入照片" } else { "Photographs are being imported" }).await;
        w.press("xq7").await;
        w.picture(&format!("leaving-{language}-{theme}")).await;
        w.press(&leave.to_string()).await;
        w.until(|| async { !w.is_there("frame-leaving").await }, "stayed").await;
    }
    w.click("frame-language").await;
    // So does the cross of the window, also of who was about to sign out, and however long one thinks about it.
    w.click("frame-sign-out").await;
    w.says("frame-leaving", "You will be signed out").await;
    w.ask_to_close();
    w.says("frame-leaving", "The window will close").await;
    w.press(&ESCAPE.to_string()).await;
    tokio::time::sleep(Duration::from_millis(4500)).await;
    assert!(!w.is_there("frame-leaving").await && w.is_there("nav-screening").await, "the window stays open");
    w.ask_to_close();
    w.click("frame-stop-and-leave").await;
    w.until(|| async { w.resident_mb()[0] < 1.0 }, "the program ends").await;
    let story = story.kill_and_restart().await;
    let w = &story.window;
    w.sign_in(COORDINATOR).await;
    w.click("nav-screening").await;
    w.click("import-open").await;
    w.says("import-reports", "2 imports so far").await;
    story.window.close().await;
}

#[tokio::test]
async fn the_window_neither_reloads_nor_gives_pictures_away_and_space_moves_no_mark() {
    let story = Story::with_photographs(&[("one.jpg", photographs::large([1600, 1200], 1, 5))]).await;
    let w = &story.window;
    story.annotating(FIRST).await;
    w.script("window.here = true").await;
    for keys in [F5.to_string(), format!("{CONTROL}r"), "\u{E00A}\u{E012}".to_owned()] {
        w.keys(&keys).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(w.script("return window.here").await, true, "the page is the same");
    }
    // What is copied is text alone.
    let copied = "const data = new DataTransfer(); getSelection().selectAllChildren(document.querySelector('.middle'));
        document.querySelector('.middle').dispatchEvent(new ClipboardEvent('copy', {bubbles: true, cancelable: true, clipboardData: data})); return [...data.types]";
    assert_eq!(w.script(copied).await, json!(["text/plain"]));
    w.script("getSelection().removeAllRanges()").await;
    // Space and a drag move the photograph, not the mark under it.
    w.pick("annotate-regions", "cheek").await;
    w.pick("annotate-lesions", "papule").await;
    let in_card = "return document.activeElement.closest('[data-card]') !== null";
    w.until(|| async { w.script(in_card).await == true }, "the cursor is in the card").await;
    w.press(&ESCAPE.to_string()).await;
    w.keys("b").await;
    w.drag(&[(400.0, 300.0), (450.0, 340.0), (500.0, 380.0)]).await;
    w.until(|| async { w.count("[data-shape]").await == 1 }, "a box").await;
    w.until(|| async { w.attribute("annotate-saved", "data-state").await == "saved" }, "saved").await;
    let photo = "return document.querySelector('[data-testid=annotate-stage] .photo').style.transform";
    let before = w.script(photo).await;
    w.script("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: ' ', bubbles: true}))").await;
    w.drag(&[(450.0, 340.0), (480.0, 360.0), (520.0, 390.0)]).await;
    w.script("document.body.dispatchEvent(new KeyboardEvent('keyup', {key: ' ', bubbles: true}))").await;
    assert_ne!(w.script(photo).await, before, "the photograph moved");
    assert_eq!(w.attribute("annotate-saved", "data-state").await, "saved", "and nothing else");
    // A menu of our own.
    let right_click = MouseActions::new("mouse".into())
        .then(PointerAction::MoveTo { duration: None, x: 500.0, y: 400.0 })
        .then(PointerAction::Down { button: 2 })
        .then(PointerAction::Up { button: 2 });
    w.client.perform_actions(right_click).await.expect("a click");
    w.client.release_actions().await.expect("the button is let go");
    w.says("frame-menu", "Whole photograph").await;
    assert!(w.text("frame-menu").await.contains("Add a point here"));
    w.picture("menu-en-light").await;
    w.press(&ESCAPE.to_string()).await;
    w.until(|| async { !w.is_there("frame-menu").await }, "Escape leaves it").await;
    story.window.close().await;
}

#[tokio::test]
async fn what_is_changed_after_submitting_says_so_until_it_is_amended() {
    let story = Story::with_readings(4).await;
    let w = &story.window;
    story.annotating(FIRST).await;
    w.keys("\u{E00E}").await;
    w.says("annotate-position", "Photograph 1 of").await;
    w.until(|| async { w.text("annotate-saved").await.contains("Submitted") }, "as it was submitted").await;
    w.find("annotate-reasoning").await.send_keys(" Perhaps not.").await.expect("typed");
    w.says("annotate-saved", "Changed, not yet amended").await;
    w.picture("annotate-changed-en-light").await;
    // Without the reason nothing is amended, and the cursor is where it belongs.
    w.keys(&format!("{CONTROL}{ENTER}")).await;
    w.until(
        || async { w.script("return document.activeElement.dataset.testid").await == "annotate-reason" },
        "the reason",
    )
    .await;
    w.script("document.activeElement.blur()").await;
    w.click("frame-sign-out").await;
    w.says("frame-unfinished", "not yet amended").await;
    w.press(&ESCAPE.to_string()).await;
    w.fill("annotate-reason", "A second look.").await;
    w.press(&ENTER.to_string()).await;
    w.click("nav-home").await;
    w.find("home-next").await;
    w.click("nav-annotate").await;
    w.find("annotate-stage").await;
    w.sign_out().await;
    story.window.close().await;
}
