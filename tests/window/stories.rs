//! What people do at the window.

use std::fs;

use fantoccini::key::Key;
use tests::folders::{copy, password_strengths};
use tests::people::{COORDINATOR, FIRST, SECOND, SENIOR};
use tests::photographs;

use crate::story::{Story, demo};

#[tokio::test]
async fn a_newcomer_creates_a_study_and_puts_the_recovery_sheet_away() {
    let story = Story::begin().await;
    let w = &story.window;
    w.click("sign-in-create").await;
    // Choosing a language creates nothing; Enter says what is missing and goes there.
    w.click("create-language-zh").await;
    w.click("create-language-en").await;
    w.fill("create-title", "Clinic 2026").await;
    w.press(&String::from(char::from(Key::Enter))).await;
    w.says("create-folder-problem", "folder").await;
    assert_eq!(w.script("return document.activeElement.dataset.testid").await, "create-folder");
    w.fill("create-folder", &story.folder.path().join("Clinic 2026").to_string_lossy()).await;
    w.fill("create-name", "Ada Example").await;
    w.fill("create-password", "short").await;
    w.fill("create-password-again", "short").await;
    w.click("create-submit").await;
    w.says("sign-in-error", "12 characters").await;
    w.fill("create-password", "seven grey herons flying").await;
    w.fill("create-password-again", "seven grey herons walking").await;
    w.says("create-password-again-problem", "differ").await;
    w.fill("create-password-again", "seven grey herons flying").await;
    w.picture("create-en-light").await;
    w.click("create-submit").await;
    let key =
        "return [...document.querySelectorAll('[data-testid=create-recovery] code')].map(code => code.textContent)";
    w.find("create-recovery").await;
    let groups: Vec<String> = serde_json::from_value(w.script(key).await).expect("groups");
    let sheet = groups.join(" ");
    assert!(groups.concat().starts_with("AGE-SECRET-KEY-1") && groups.concat().len() == 74, "{sheet}");
    w.picture("recovery-en-light").await;
    // Nobody goes on without a copy that can be read.
    let asked = w.script("return [...document.querySelectorAll('[data-testid=create-recovery] li')].findIndex(li => li.classList.contains('asked'))").await;
    let asked = asked.as_u64().and_then(|n| usize::try_from(n).ok()).expect("a group");
    w.fill("create-type-back", "QQQQQQ").await;
    w.find("create-type-back-problem").await;
    w.press(&String::from(char::from(Key::Enter))).await;
    assert!(w.is_there("create-recovery").await, "the sheet stays");
    w.fill("create-type-back", &groups[asked].to_lowercase()).await;
    w.click("create-done").await;
    assert!(w.text("home-next").await.contains("Invite"), "a new study asks for people first");
    let strengths = password_strengths(&story.folder.path().join("Clinic 2026")).expect("a study");
    assert_eq!(strengths, [serde_json::json!([128 * 1024, 3, 1])], "as README promises");
    // The sheet lets back in whoever forgot the password.
    w.sign_out().await;
    w.fill("sign-in-folder", &story.folder.path().join("Clinic 2026").to_string_lossy()).await;
    w.click("sign-in-lost").await;
    w.fill("recover-sheet", &sheet.replace('Q', "P")).await;
    w.click("recover-submit").await;
    if sheet.contains('Q') {
        w.says("recover-error", "not the key").await;
        w.fill("recover-sheet", &sheet).await;
        w.click("recover-submit").await;
    }
    w.find("recover-name").await;
    w.script("const who = document.querySelector('[data-testid=recover-name]'); who.value = 'Ada Example'; who.dispatchEvent(new Event('change', {bubbles: true}))").await;
    w.fill("recover-password", "nine small boats waiting").await;
    w.fill("recover-password-again", "nine small boats waiting").await;
    w.picture("recover-en-light").await;
    w.click("recover-submit").await;
    w.click("nav-study").await;
    w.until(|| async { w.text("study-record").await.contains("with the recovery sheet") }, "the record says so").await;
    w.picture("study-en-light").await;
    w.click("nav-home").await;
    assert!(w.text("home-next").await.contains("Invite"), "a new study asks for people first");
    story.window.close().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_empty_folder_get_a_sentence_that_says_what_to_do() {
    let story = Story::begin().await;
    let w = &story.window;
    w.fill("sign-in-name", FIRST.name).await;
    w.fill("sign-in-password", "not the password").await;
    w.click("sign-in-submit").await;
    w.says("sign-in-error", "Incorrect name or password").await;
    w.fill("sign-in-folder", "/").await;
    w.fill("sign-in-password", "not the password").await;
    w.click("sign-in-submit").await;
    w.until(|| async { w.text("sign-in-error").await.contains("There is no study in /") }, "the folder is named").await;
    // A study of a newer program and a damaged one say which they are, and stay as they are.
    let other = story.folder.path().join("Other study");
    copy(&demo().join("Body surface demo"), &other).unwrap();
    let (header, good) = (other.join("study.json"), fs::read_to_string(other.join("study.json")).expect("a header"));
    for (bad, words) in [
        (good.replace("\"layout\": 1", "\"layout\": 9"), "newer version"),
        (good[..good.len() / 2].to_owned(), "damaged"),
    ] {
        fs::write(&header, &bad).expect("another header");
        w.fill("sign-in-folder", &other.to_string_lossy()).await;
        w.click("sign-in-submit").await;
        w.until(|| async { w.text("sign-in-error").await.contains(words) }, words).await;
        assert_eq!(fs::read_to_string(&header).expect("a header"), bad);
    }
    // Whoever helps finds it in the log of the computer, which names neither people nor folders.
    w.fill("sign-in-folder", &story.folder.path().join("Body surface demo").to_string_lossy()).await;
    w.sign_in(COORDINATOR).await;
    w.click("nav-study").await;
    w.says("study-log", "code=\"study_damaged\"").await;
    w.click("study-log-reload").await;
    let log = w.text("study-log").await;
    assert!(["wrong_password", "study_newer", "study_not_found"].iter().all(|code| log.contains(code)), "{log}");
    assert!(!log.contains(FIRST.name) && !log.contains("Other study") && !log.contains('/'), "{log}");
    story.window.close().await;
}

#[tokio::test]
async fn a_physician_annotates_submits_and_finds_the_next_photograph() {
    let story = Story::begin().await;
    let w = &story.window;
    // The second physician has six photographs left.
    w.sign_in(SECOND).await;
    let at_hand = || async { w.script("return document.activeElement.dataset.testid").await == "home-next" };
    w.until(at_hand, "Enter begins what is next").await;
    w.press(&String::from(char::from(Key::Enter))).await;
    w.find("annotate-stage").await;
    let position = w.text("annotate-position").await;
    w.says("annotate-missing", "To do").await;
    w.click("annotate-submit").await;
    w.says("frame-error", "missing").await;

    w.pick("annotate-regions", "cheek").await;
    w.pick("annotate-lesions", "papule").await;
    w.find("annotate-lesion-1").await;
    for value in
        ["size.millet", "colour.pink", "shape.round", "quantity.two", "distribution.localised", "boundary.well_defined"]
    {
        let id = format!("annotate-value-1-attribute.{value}");
        if !w.is_there(&id).await {
            // Rarer values stand behind "more".
            let attribute = value.split('.').next().unwrap();
            w.click_css(&format!("[data-field='lesion/1/attribute.{attribute}'] .more")).await;
        }
        w.click(&id).await;
    }
    w.pick("annotate-differential", "acne").await;
    w.pick("annotate-differential", "rosacea").await;
    w.fill("annotate-reasoning", "Red papules on the cheek.").await;
    w.pick("annotate-treatment", "sun").await;
    w.until(|| async { w.attribute("annotate-saved", "data-state").await == "saved" }, "the draft is saved").await;
    w.picture("annotate-full-en-light").await;

    // Undo takes the treatment back, redo brings it again.
    w.click("annotate-undo").await;
    w.until(|| async { w.text("annotate-missing").await.contains("treatment") }, "undo reaches the treatment").await;
    w.click("annotate-redo").await;
    w.until(|| async { w.text("annotate-missing").await.contains("Complete") }, "redo brings it back").await;

    // Signed out and in again, everything is there.
    w.sign_out().await;
    w.sign_in(SECOND).await;
    w.click("nav-annotate").await;
    w.until(|| async { w.is_there("annotate-lesion-1").await }, "the draft is there again").await;
    assert_eq!(w.text("annotate-position").await, position);
    w.until(|| async { w.text("annotate-missing").await.contains("Complete") }, "nothing is missing").await;
    w.click("annotate-submit").await;
    w.until(|| async { w.text("annotate-position").await != position }, "the next photograph comes").await;
    story.window.close().await;
}

#[tokio::test]
async fn stepping_measures_itself_and_keys_do_not_fire_while_typing() {
    let story = Story::begin().await;
    let w = &story.window;
    story.annotating(FIRST).await;
    w.find("annotate-lesion-1").await;
    w.watch_steps("photo-step").await;
    // The first ones are reviewed: they can be read, and nothing in them changed.
    assert!(!w.is_there("annotate-regions").await);
    w.keys(&String::from(char::from(Key::PageDown))).await;
    w.until(|| async { w.steps_taken().await == 1 }, "ten photographs on").await;
    w.find("annotate-lesion-1").await;
    w.picture("annotate-en-light").await;
    let before = w.text("annotate-position").await;
    let search = w.find("annotate-regions").await;
    search.send_keys("kkk").await.unwrap();
    assert_eq!(w.text("annotate-position").await, before, "letters in a field step nowhere");
    w.script("document.activeElement.blur()").await;
    for steps in 2..=6 {
        w.keys(&String::from(char::from(Key::Right))).await;
        let measured = || async { w.steps_taken().await == steps };
        w.until(measured, "a step is measured once its picture is there").await;
    }
    assert_ne!(w.text("annotate-position").await, before);
    story.window.close().await;
}

#[tokio::test]
async fn a_senior_decides_the_differences_and_signs_with_the_password() {
    let story = Story::begin().await;
    let w = &story.window;
    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.find("review-fused").await;
    assert_ne!(w.attribute("review-undecided", "data-count").await, "0", "at least the reasoning waits for a senior");
    w.picture("review-en-light").await;
    // Photographs on which both agree throughout have no rest to take over.
    if w.is_there("review-rest").await {
        w.click("review-rest").await;
    }
    if w.is_there("review-accept-fused-A").await {
        w.click("review-accept-fused-A").await;
    }
    w.click("review-reasoning-A").await;
    w.until(|| async { w.attribute("review-undecided", "data-count").await == "0" }, "everything is decided").await;
    w.click("review-sign-open").await;
    w.fill("review-password", "not the password").await;
    w.picture("review-sign-en-light").await;
    w.click("review-sign").await;
    w.until(|| async { w.text("review-sign-dialog").await.contains("Incorrect") }, "a wrong password is said").await;
    let before = w.attribute("review-stage", "data-photograph").await;
    w.fill("review-password", SENIOR.password).await;
    w.click("review-sign").await;
    w.until(|| async { w.attribute("review-stage", "data-photograph").await != before }, "the next one comes").await;
    story.window.close().await;
}

#[tokio::test]
async fn a_coordinator_imports_screens_assigns_and_invites() {
    let story = Story::begin().await;
    let w = &story.window;
    let more = story.folder.path().join("more");
    photographs::write_all(&more, 99).expect("photographs");
    fs::write(more.join("broken.jpg"), b"\xFF\xD8\xFF not a photograph").expect("a hostile file");
    w.sign_in(COORDINATOR).await;
    w.click("nav-screening").await;
    w.click("import-open").await;
    let manifest = fs::read_to_string(more.join("manifest.csv")).expect("a manifest");
    fs::write(more.join("manifest.csv"), manifest.replacen(",near,", ",close by,", 1)).expect("a bad cell");
    w.fill("import-folder", &more.to_string_lossy()).await;
    w.press(&String::from(char::from(Key::Enter))).await;
    w.says("import-cells", "close by").await;
    fs::write(more.join("manifest.csv"), manifest).expect("the manifest as it was");
    w.fill("import-folder", &more.to_string_lossy()).await;
    w.press(&String::from(char::from(Key::Enter))).await;
    w.says("import-left-out", "1 file is left out").await;
    w.click("import-subject-from-file").await;
    w.says("import-start", "Import 25 photographs").await;
    w.click("import-start").await;
    let result = w.text("import-result").await;
    assert!(result.contains("24 imported") && result.contains("1 refused"), "{result}");
    // The three that the demo left, then the new ones.
    w.click("screening-only-imported").await;
    w.click("screening-cell-21").await;
    w.find("screening-accept").await;
    w.keys("a").await;
    w.until(|| async { w.count("[data-testid=screening-accept]").await == 1 }, "the next one comes").await;
    w.click("screening-discard-unclear").await;
    w.picture("screening-single-en-light").await;
    w.keys(&String::from(char::from(Key::Escape))).await;
    w.picture("screening-en-light").await;
    // What would be assigned is shown; afterwards it can be taken back.
    w.click("screening-assign-open").await;
    w.says("screening-assign-panel", FIRST.name).await;
    w.picture("assign-en-light").await;
    w.click("screening-assign").await;
    w.says("screening-assign-said", "assigned").await;
    w.click(&format!("screening-take-back-{}", FIRST.name)).await;
    w.click("screening-take-back-do").await;
    w.says("screening-assign-said", "taken back").await;
    w.click("nav-study").await;
    // Choosing role and grade invites nobody.
    w.fill("study-invite-name", "Nur Haddad").await;
    w.click("study-invite-name-senior").await;
    w.click("study-invite-name-physician").await;
    w.click("study-invite-name-primary").await;
    assert!(!w.is_there("study-code").await, "nobody is invited before the button says so");
    w.click("study-invite").await;
    let first = w.text("study-code").await;
    assert_eq!(first.len(), 19);
    // A wrong name is put right with another code; an invitation is withdrawn after a question.
    let of = |name: &str, what: &str| format!("[data-testid='study-person-{name}'] [data-testid=study-{what}]");
    w.click_css(&of("Nur Haddad", "edit")).await;
    let name = w.client.find_all(fantoccini::Locator::Css("[data-testid=study-invite-name]")).await.expect("fields");
    let name = name.last().expect("the field of the dialog");
    name.clear().await.expect("empty");
    name.send_keys(&format!("Noor Haddad{}", char::from(Key::Enter))).await.expect("typed");
    w.find("study-person-Noor Haddad").await;
    let codes = "return [...document.querySelectorAll('[data-testid=study-code]')].map(each => each.textContent)";
    w.until(
        || async {
            let shown = w.script(codes).await;
            shown.as_array().is_some_and(|all| all.len() == 1) && shown != serde_json::json!([first])
        },
        "another code in the place of the first",
    )
    .await;
    w.picture("study-people-en-light").await;
    w.click_css(&of("Noor Haddad", "withdraw")).await;
    w.find("study-confirm").await;
    w.press(&String::from(char::from(Key::Escape))).await;
    w.until(|| async { !w.is_there("study-confirm").await }, "Escape leaves it").await;
    assert!(w.is_there("study-person-Noor Haddad").await);
    w.click_css(&of("Noor Haddad", "withdraw")).await;
    w.click("study-confirm").await;
    w.until(|| async { !w.is_there("study-person-Noor Haddad").await }, "the invitation is gone").await;
    // Several who have not joined get new codes, or are withdrawn, at once; nothing before the question is answered.
    for name in ["Ola Berg", "Ida Lund"] {
        w.fill("study-invite-name", name).await;
        w.click("study-invite").await;
        w.find(&format!("study-person-{name}")).await;
    }
    w.click("study-sort-name").await;
    let names =
        "return [...document.querySelectorAll('[data-testid^=study-person-] td b')].map((name) => name.textContent)";
    let sorted = w.script(names).await;
    let sorted: Vec<&str> = sorted.as_array().expect("names").iter().filter_map(|name| name.as_str()).collect();
    assert!(sorted.len() > 5 && sorted.is_sorted(), "{sorted:?}");
    let given = w.script(codes).await;
    assert_eq!(given.as_array().map(Vec::len), Some(2), "codes stay while one goes on inviting");
    w.click("study-choose-all").await;
    w.says("study-bulk", "2 selected").await;
    w.click("study-renew-all").await;
    w.click("study-confirm").await;
    w.until(
        || async {
            let shown = w.script(codes).await;
            shown.as_array().is_some_and(|all| {
                all.len() == 2 && given.as_array().is_some_and(|old| all.iter().all(|code| !old.contains(code)))
            })
        },
        "two other codes",
    )
    .await;
    w.click("study-choose-all").await;
    w.click("study-withdraw-all").await;
    w.picture("study-withdraw-many-en-light").await;
    w.click("study-confirm").await;
    w.until(
        || async { !w.is_there("study-person-Ola Berg").await && !w.is_there("study-person-Ida Lund").await },
        "gone",
    )
    .await;
    w.until(|| async { w.count("[data-testid=study-code]").await == 0 }, "codes that stopped working are not shown")
        .await;
    w.click("study-record-sort").await;
    let first = "return document.querySelector('[data-testid=study-record] tbody td.n')?.textContent";
    w.until(|| async { w.script(first).await == "1" }, "the record from its beginning").await;
    w.picture("study-record-en-light").await;
    // A reset of a password shows a code for the person.
    // The driver by itself scrolls the line no further than under the edge.
    let back = format!("document.querySelector(`{}`).scrollIntoView({{block: 'center'}})", of(SECOND.name, "reinvite"));
    w.script(&back).await;
    w.click_css(&of(SECOND.name, "reinvite")).await;
    w.picture("study-reset-en-light").await;
    w.click("study-confirm").await;
    w.until(|| async { w.text("study-code").await.len() == 19 }, "a code for the person").await;
    w.click("study-verify").await;
    w.until(|| async { w.text("study-record").await.contains("verified") }, "the record is verified").await;
    story.window.close().await;
}

#[tokio::test]
async fn questions_are_judged_and_a_release_is_published_and_verified() {
    let story = Story::begin().await;
    let w = &story.window;
    w.sign_in(SENIOR).await;
    w.click("nav-questions").await;
    let question = || w.script("return document.querySelector('[data-testid=questions-item] h2').innerText");
    w.find("questions-item").await;
    let first = question().await;
    // Answered first: whoever types without looking types an answer, and nothing is judged before its key was seen.
    let field = "[data-testid=questions-answer-text]";
    if w.count(field).await > 0 {
        w.press("a red rash").await;
        assert_eq!(w.find("questions-answer-text").await.prop("value").await.unwrap().as_deref(), Some("a red rash"));
    } else {
        w.press("1").await;
    }
    w.press(&String::from(char::from(Key::Enter))).await;
    w.find("questions-approve").await;
    assert_eq!(question().await, first, "the key was shown, and nothing judged");
    w.keys("a").await;
    w.until(|| async { question().await != first }, "the next question comes").await;
    w.find("questions-show").await;
    w.picture("questions-en-light").await;
    let second = question().await;
    w.click("questions-show").await;
    // Typing on after R goes into the reason and judges nothing; Escape leaves it without change.
    w.keys("r").await;
    w.press("a bad one").await;
    assert_eq!(w.find("questions-reason").await.prop("value").await.unwrap().as_deref(), Some("a bad one"));
    w.script("document.activeElement.blur()").await;
    w.keys("a").await;
    w.press(&String::from(char::from(Key::Escape))).await;
    w.until(|| async { !w.is_there("questions-reason").await }, "Escape leaves it").await;
    assert_eq!(question().await, second, "nothing was judged");
    w.click("questions-reject").await;
    w.find("questions-reason").await.send_keys("Ambiguous.").await.unwrap();
    w.find("questions-reason").await.send_keys(&String::from(char::from(Key::Enter))).await.unwrap();
    w.until(|| async { question().await != second }, "a rejected question goes").await;
    // What was judged is listed, found, taken back and judged otherwise.
    let control_z = format!("{}z", char::from(Key::Control));
    w.keys(&control_z).await;
    w.until(|| async { question().await == second }, "undo brings the question back").await;
    let rows = || async { w.count("[data-testid=questions-row]").await };
    w.click("questions-stage-approved").await;
    let approved = rows().await;
    let wording = w.script("return document.querySelector('[data-testid=questions-row] button').innerText").await;
    w.click_css("[data-testid=questions-row] button").await;
    w.says("questions-item", wording.as_str().unwrap()).await;
    w.click("questions-reject").await;
    w.find("questions-reason").await.send_keys("Not quite.").await.unwrap();
    w.press(&String::from(char::from(Key::Enter))).await;
    w.until(|| async { rows().await + 1 == approved }, "it is rejected instead").await;
    w.picture("questions-list-en-light").await;
    // Several at once, shown before; the two that were rejected wait again.
    w.click("questions-stage-rejected").await;
    let rejected = rows().await;
    w.click_css("[data-testid=questions-list] thead input").await;
    w.click("questions-reopen-all").await;
    w.picture("questions-bulk-en-light").await;
    w.click("questions-confirm-all").await;
    w.until(|| async { !w.is_there("questions-stage-rejected").await }, "none is rejected any more").await;
    // That is undone as well; and in a field Control with Z belongs to what is typed.
    w.keys("e").await;
    w.until(|| async { w.count("[data-testid=questions-item] textarea").await > 0 }, "the wording can be edited").await;
    w.script("document.querySelector('[data-testid=questions-item] textarea').focus()").await;
    w.press(&control_z).await;
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    assert!(!w.is_there("questions-stage-rejected").await, "no judgement was undone");
    w.press(&String::from(char::from(Key::Escape))).await;
    w.script("document.activeElement.blur()").await;
    w.keys(&control_z).await;
    w.find("questions-stage-rejected").await;
    assert!(rejected > 0);
    // A question on a box shows the box. The marks of the record, and what was decided before, come with the key.
    w.click("questions-stage-all").await;
    w.fill("questions-search", "green box").await;
    w.until(|| async { rows().await > 0 }, "the demo has a question on a box").await;
    w.click_css("[data-testid=questions-row] button").await;
    let shapes = |css: &'static str| async move { w.count(&format!("[data-testid=questions-photograph] {css}")).await };
    w.until(|| async { shapes("[data-tone=green]").await == 1 }, "the box is drawn").await;
    if w.is_there("questions-show").await {
        assert!(!w.is_there("questions-marks").await, "the marks tell the answer");
        w.click("questions-show").await;
    }
    w.find("questions-marks").await;
    w.keys("m").await;
    w.until(|| async { shapes("[data-shape]").await > 1 }, "the marks of the record are shown").await;
    w.click_css("[data-testid=questions-history] summary").await;
    w.until(|| async { w.text("questions-history").await.contains("Lin Wei") }, "who drafted it").await;
    w.picture("questions-box-en-light").await;
    w.sign_out().await;
    w.sign_in(COORDINATOR).await;
    w.click("nav-release").await;
    w.fill("release-folder", &story.folder.path().to_string_lossy()).await;
    // No licence is chosen for anybody, and consent is asked for.
    assert_eq!(w.attribute("release-publish-open", "disabled").await, "true");
    w.click("release-license-CC-BY-NC-4.0").await;
    w.click("release-consent").await;
    // What is not finished is left out only when somebody says so.
    assert_eq!(w.attribute("release-publish-open", "disabled").await, "true");
    w.click("release-leave-out").await;
    w.click("release-zip").await;
    w.click("release-publish-open").await;
    w.fill("release-password", COORDINATOR.password).await;
    w.click("release-publish").await;
    assert!(w.text("release-result").await.contains("verified"));
    w.picture("release-en-light").await;
    assert!(story.folder.path().join("BodySurfaceVQA-1.0.0/SHA256SUMS").is_file());
    assert!(story.folder.path().join("BodySurfaceVQA-1.0.0.zip").is_file());
    w.click("release-reveal").await;
    let (opened, folder) =
        (story.folder.path().join("settings/opened"), story.folder.path().join("BodySurfaceVQA-1.0.0"));
    let shown = || async { fs::read_to_string(&opened).is_ok_and(|shown| shown == folder.to_string_lossy()) };
    w.until(shown, "the folder is shown in the file manager").await;
    // A refusal moves nothing that one is about to click.
    w.fill("release-version", "1.0.0").await;
    let places = "return [...document.querySelectorAll('form:has([data-testid=release-consent]) :is(input, textarea)')].map(each => { const box = each.getBoundingClientRect(); return [box.left, box.top]; })";
    w.click("release-publish-open").await;
    w.fill("release-password", COORDINATOR.password).await;
    let before = w.script(places).await;
    w.click("release-publish").await;
    w.says("frame-error", "published before").await;
    assert_eq!(w.script(places).await, before, "the refusal lies over the screen");
    // What was verified is said of the folder that is written there, and of no other.
    w.fill("release-verify-folder", &folder.to_string_lossy()).await;
    w.click("release-verify").await;
    w.says("release-verified", "Sound").await;
    fs::write(folder.join("README.md"), "another card").expect("a card");
    w.fill("release-verify-folder", &story.folder.path().to_string_lossy()).await;
    w.until(|| async { !w.is_there("release-verified").await }, "another folder is not verified yet").await;
    w.fill("release-verify-folder", &folder.to_string_lossy()).await;
    w.click("release-verify").await;
    w.says("release-verified", "README.md").await;
    story.window.close().await;
}

#[tokio::test]
async fn every_screen_in_both_languages_and_themes() {
    let story = Story::begin().await;
    let w = &story.window;
    w.find("sign-in-demo-0").await;
    w.picture("sign-in-en-light").await;
    for (language, theme) in [("en", "light"), ("en", "dark"), ("zh", "light"), ("zh", "dark")] {
        for (person, screens) in [
            (COORDINATOR, &["home", "screening", "agreement", "questions", "release", "study"][..]),
            (SECOND, &["home", "annotate"][..]),
            (SENIOR, &["review", "questions"][..]),
        ] {
            w.sign_in(person).await;
            for screen in screens {
                w.click(&format!("nav-{screen}")).await;
                let full = || async {
                    let shown = w.script("return document.querySelector('main').innerText.trim().length").await;
                    shown.as_u64().is_some_and(|letters| letters > 30)
                };
                w.until(full, "the screen has something in it").await;
                w.picture(&format!("{screen}-{}-{language}-{theme}", person.roles[0])).await;
                // Very wide windows enlarge everything (3840 / 1.75), so that text stays readable.
                for (width, height, inner) in [(1100, 700, 1100), (3840, 2160, 2194), (1440, 900, 1440)] {
                    w.client.set_window_size(width, height).await.unwrap();
                    let fits = || async {
                        let script = "return [innerWidth, document.documentElement.scrollWidth]";
                        let found: [i64; 2] = serde_json::from_value(w.script(script).await).unwrap_or_default();
                        found.iter().all(|found| (found - inner).abs() <= 2)
                    };
                    w.until(fits, &format!("{screen} fits {width} pixels in {language}")).await;
                    let name = format!("{screen}-{}-{language}-{theme}-{width}", person.roles[0]);
                    if width != 1440 && theme == "light" {
                        w.picture(&name).await;
                    } else {
                        w.within_reach(&name).await;
                    }
                }
            }
            w.sign_out().await;
        }
        w.click("frame-theme").await;
        if theme == "dark" && language == "en" {
            w.click("frame-language").await;
        }
    }
    story.window.close().await;
}

#[tokio::test]
async fn a_newcomer_is_shown_three_steps_and_finds_the_guidelines_of_every_screen() {
    let story = Story::begin().await;
    let w = &story.window;
    let f1 = String::from(char::from(Key::F1));
    w.sign_in(COORDINATOR).await;
    w.says("home-tour", "step 1 of 3").await;
    w.picture("home-tour-en-light").await;
    w.click("home-tour-next").await;
    w.says("home-tour", "step 2 of 3").await;
    w.click("home-tour-skip").await;
    w.until(|| async { !w.is_there("home-tour").await }, "it is skipped").await;
    w.click("nav-study").await;
    w.click("nav-home").await;
    w.find("home-tour-again").await;
    assert!(!w.is_there("home-tour").await, "skipped once, it does not come back by itself");
    w.click("home-tour-again").await;
    w.find("home-tour").await;
    for (screen, chapter) in
        [("release", "Publish a release"), ("study", "Invite people"), ("screening", "Accept or discard")]
    {
        w.click(&format!("nav-{screen}")).await;
        w.keys(&f1).await;
        w.says("annotate-guidelines", chapter).await;
        w.picture(&format!("help-{screen}-en-light")).await;
        w.press(&String::from(char::from(Key::Escape))).await;
        w.until(|| async { !w.is_there("annotate-guidelines").await }, "Escape closes it").await;
    }
    w.sign_out().await;
    w.sign_in(SECOND).await;
    w.says("home-tour", "Look, then annotate").await;
    w.click("nav-annotate").await;
    w.find("annotate-regions").await.click().await.expect("a click into the search");
    w.press(&f1).await;
    w.says("annotate-guidelines", "Choose the body regions").await;
    story.window.close().await;
}
