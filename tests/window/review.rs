//! A senior reviews.
#![allow(clippy::print_stdout, reason = "a story that measures says what it measured")]

use std::time::Instant;

use fantoccini::key::Key;
use serde_json::Value;
use tests::people::{FIRST, Person, SECOND, SENIOR, THIRD};
use tests::readings::Slant;
use tests::window::Window;

use crate::story::Story;

fn key(key: Key) -> String {
    String::from(char::from(key))
}

/// Presses keys one by one; how many they were.
async fn press(w: &Window, keys: &str) -> usize {
    w.press(keys).await;
    keys.chars().count()
}

async fn undecided(w: &Window) -> usize {
    w.attribute("review-undecided", "data-count").await.parse().unwrap_or(usize::MAX)
}

async fn saved(w: &Window) {
    w.until(|| async { w.attribute("review-undecided", "data-saved").await == "saved" }, "what was decided is saved")
        .await;
}

/// Whether the line at hand is open.
async fn open_line(w: &Window) -> bool {
    w.count("tr.at[data-open=true]").await == 1
}

/// Decides everything that is open with reader A, the first of the fused differential and the words of a reader.
async fn decide(w: &Window) -> usize {
    let mut keys = 0;
    for _ in 0..60 {
        saved(w).await;
        if undecided(w).await == 0 {
            return keys;
        }
        if open_line(w).await {
            keys += press(w, "a").await;
            continue;
        }
        let open = w.text("review-undecided").await;
        if open.contains("difference") {
            // To what is undecided.
            keys += press(w, "o").await;
        } else if open.contains("the differential") {
            // Numbers choose diagnoses.
            keys += press(w, "d").await;
            keys += press(w, "1").await;
            keys += press(w, &key(Key::Escape)).await;
        } else {
            keys += press(w, &format!("{}w", char::from(Key::Shift))).await;
        }
    }
    panic!("{} are still to decide: {}", undecided(w).await, w.text("review-undecided").await);
}

/// Signs; the next photograph comes, or none is left.
async fn sign(w: &Window) -> usize {
    let before = w.attribute("review-stage", "data-photograph").await;
    let mut keys = press(w, &format!("{}{}", char::from(Key::Control), char::from(Key::Enter))).await;
    let focused = "return document.activeElement.dataset.testid";
    w.until(|| async { w.script(focused).await == "review-password" }, "the cursor is in the password").await;
    keys += press(w, SENIOR.password).await;
    keys += press(w, &key(Key::Enter)).await;
    // Asked in one go: the stage itself may go meanwhile, where nothing is left to review.
    let same = format!("[data-testid=review-stage][data-photograph='{before}']");
    let gone = || async { w.count(&same).await == 0 };
    w.until(gone, "the next one comes").await;
    keys
}

/// Goes to a line whose slot begins so, with all lines shown.
async fn to_line(w: &Window, slot: &str) {
    w.press("v").await;
    for key in ["k", "j"] {
        for _ in 0..40 {
            if w.count(&format!("tr.at[data-slot^='{slot}']")).await == 1 {
                return;
            }
            w.press(key).await;
        }
    }
    panic!("no line {slot}");
}

#[tokio::test]
async fn ten_reviews_by_keyboard_alone() {
    let story = Story::with_readings(15).await;
    let w = &story.window;
    let escape = key(Key::Escape);
    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.find("review-fused").await;
    let (mut ties, mut disjoint, mut unpaired, mut reasons, mut asked) = (0, 0, 0, 0, 0);
    let mut spent = Vec::new();
    // They come at random: ten, and more while one of the kinds has not come yet.
    while spent.len() < 10 || ties == 0 || disjoint == 0 {
        assert!(w.is_there("review-stage").await, "all reviewed with {ties} ties and {disjoint} disjoint");
        let (started, mut keys) = (Instant::now(), 0);
        saved(w).await;
        let fused = w.text("review-fused").await;
        ties += usize::from(fused.contains("Tie at the first place"));
        disjoint += usize::from(fused.contains("share no diagnosis"));
        if asked == 0 && open_line(w).await {
            // A question: the photograph waits, the next one comes.
            let before = w.attribute("review-stage", "data-photograph").await;
            press(w, "q").await;
            w.until(
                || async { w.script("return document.activeElement.dataset.testid").await == "review-question" },
                "the question",
            )
            .await;
            press(w, "Which colour is it in daylight?").await;
            press(w, &format!("{}{}", char::from(Key::Control), char::from(Key::Enter))).await;
            w.until(|| async { w.text("review-queries").await.contains("awaiting an answer") }, "it is asked").await;
            w.picture("review-query-en-light").await;
            press(w, &escape).await;
            press(w, "x").await;
            w.until(|| async { w.attribute("review-stage", "data-photograph").await != before }, "the next one").await;
            asked += 1;
            continue;
        }
        if reasons == 0 && w.count("tr.at[data-open=true][data-slot^=attribute]").await == 1 {
            // Neither reader, with the reason why.
            keys += press(w, "n").await;
            w.until(|| async { w.script("return document.activeElement.dataset.testid").await == "review-why" }, "why")
                .await;
            keys += press(w, "The light is coloured.").await;
            keys += press(w, &escape).await;
            saved(w).await;
            reasons += 1;
        } else if unpaired == 0 && reasons > 0 {
            // Two different lesions of one type: paired by the program, unpaired by the senior.
            to_line(w, "lesion/1-1").await;
            keys += press(w, "u").await;
            w.until(|| async { w.count("tr[data-slot='lesion/1-0']").await == 1 }, "two lesions").await;
            w.picture("review-unpaired-en-light").await;
            keys += press(w, &format!("{}z", char::from(Key::Control))).await;
            w.until(|| async { w.count("tr[data-slot='lesion/1-1']").await == 1 }, "undo pairs them again").await;
            keys += press(w, "u").await;
            w.until(|| async { w.count("tr[data-slot='lesion/0-1']").await == 1 }, "two lesions again").await;
            keys += press(w, "v").await;
            keys += press(w, "o").await;
            unpaired += 1;
        }
        keys += decide(w).await;
        if spent.is_empty() {
            press(w, &format!("{}{}", char::from(Key::Control), char::from(Key::Enter))).await;
            press(w, "not the password").await;
            press(w, &key(Key::Enter)).await;
            w.until(|| async { w.text("review-sign-dialog").await.contains("Incorrect") }, "that is said").await;
            press(w, &format!("{}a", char::from(Key::Control))).await;
            press(w, &key(Key::Delete)).await;
            press(w, &escape).await;
        }
        keys += sign(w).await;
        spent.push((keys, started.elapsed().as_secs_f64()));
    }
    assert!(unpaired > 0 && reasons > 0 && asked > 0, "{unpaired} {reasons} {asked}");
    let keys = spent.iter().map(|(keys, _)| keys).sum::<usize>();
    let seconds = spent.iter().map(|(_, seconds)| seconds).sum::<f64>();
    println!(
        "a review by keyboard: {} keys with the password, {:.1} s with the waits of the test",
        keys / spent.len(),
        seconds / spent.len() as f64
    );
    story.window.close().await;
}

#[tokio::test]
async fn an_amendment_arrives_while_a_senior_reviews_and_a_question_is_answered() {
    let story = Story::with_readings(3).await;
    let w = &story.window;
    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.find("review-fused").await;
    // The one on which the first diagnoses are swapped.
    w.until(
        || async {
            let tie = w.text("review-fused").await.contains("Tie at the first place");
            if !tie {
                w.press("x").await;
            }
            tie
        },
        "a tie",
    )
    .await;
    let photograph = w.attribute("review-stage", "data-photograph").await;
    let before = undecided(w).await;
    for key in ["a", "d", "1", &key(Key::Escape)] {
        w.press(key).await;
    }
    saved(w).await;
    assert!(undecided(w).await < before);
    w.click_css("tr.at [data-testid=review-ask]").await;
    w.fill("review-question", "Is the order of the first two certain?").await;
    w.click("review-send").await;
    w.until(|| async { w.text("review-queries").await.contains("awaiting an answer") }, "it is asked").await;
    w.sign_out().await;

    // Whoever is asked finds the question first, answers and amends.
    let mut answered = false;
    for person in [FIRST, SECOND] {
        story.annotating(person).await;
        w.until(|| async { !w.attribute("annotate-stage", "data-scale").await.is_empty() }, "a photograph").await;
        if w.is_there("annotate-query").await {
            w.picture("annotate-query-en-light").await;
            w.fill("annotate-answer", "No: I would swap them.").await;
            w.click_css("[data-testid=annotate-query] button[type=submit]").await;
            w.until(|| async { w.text("annotate-query").await.contains("Answered") }, "it is answered").await;
            w.click_css("[data-card='1'] button[aria-label='Copy lesion']").await;
            w.fill("annotate-reason", "A second one beside it.").await;
            let before = w.text("annotate-position").await;
            w.click("annotate-submit").await;
            w.until(|| async { w.text("annotate-position").await != before }, "amended; the next one comes").await;
            answered = true;
        }
        w.sign_out().await;
    }
    assert!(answered, "one of the two was asked");

    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.find("review-fused").await;
    assert_eq!(w.attribute("review-stage", "data-photograph").await, photograph, "what was begun comes first");
    assert!(w.text("review-queries").await.contains("No: I would swap them."));
    w.until(
        || async {
            w.script("return document.body.innerText.includes('amended the annotation')").await == Value::Bool(true)
        },
        "the amendment is said",
    )
    .await;
    w.picture("review-amended-en-light").await;
    decide(w).await;
    sign(w).await;
    // Signed reviews are opened again, with a reason.
    w.click("review-signed-open").await;
    w.click("review-signed-0").await;
    w.until(|| async { w.text("review-sign-open").await.contains("amendment") }, "an amendment").await;
    w.click("review-sign-open").await;
    w.find("review-amend-reason").await;
    w.picture("review-signed-en-light").await;
    story.window.close().await;
}

#[tokio::test]
async fn a_fused_ranking_is_shown_step_by_step_and_figures_have_intervals() {
    let story = Story::with_readings(12).await;
    let w = &story.window;
    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.find("review-fused").await;
    w.press("g").await;
    let how = w.text("review-fusion").await;
    assert!(how.contains("reciprocal-rank/1") && how.contains("1/2"), "{how}");
    w.picture("review-fusion-en-light").await;
    w.press("g").await;
    // Marks of the reviewed record are drawn, chosen and taken away by keys, and that is undone.
    to_line(w, "lesion/").await;
    w.press("y").await;
    w.press(&key(Key::Enter)).await;
    w.until(|| async { w.count("tr.at .own").await == 1 }, "own marks").await;
    let own = async || w.script("return document.querySelector('tr.at .own').innerText").await;
    let drawn = own().await;
    w.press(&key(Key::Escape)).await;
    w.press(&format!("{}m", char::from(Key::Shift))).await;
    w.press(&key(Key::Delete)).await;
    w.until(|| async { own().await != drawn }, "one mark fewer").await;
    w.press(&format!("{}z", char::from(Key::Control))).await;
    w.until(|| async { own().await == drawn }, "undo").await;
    w.press(&format!("{}z", char::from(Key::Control))).await;
    w.until(|| async { w.count("tr.at .own").await == 0 }, "undo").await;
    // Photographs without any difference are signed together.
    w.click("review-agreed-open").await;
    w.picture("review-agreed-en-light").await;
    w.fill("review-agreed-password", SENIOR.password).await;
    w.click("review-sign-agreed").await;
    w.until(|| async { w.text("review-agreed").await.contains("signed") }, "signed together").await;
    w.press(&key(Key::Escape)).await;
    w.until(|| async { !w.is_there("review-agreed").await }, "the dialog goes").await;
    w.click("nav-agreement").await;
    w.find("agreement-table").await;
    w.picture("agreement-fields-en-light").await;
    w.click_css("[data-testid=agreement-table] .field").await;
    w.picture("agreement-details-en-light").await;
    for tab in ["readers", "confusion", "audit"] {
        w.click(&format!("agreement-tab-{tab}")).await;
        w.picture(&format!("agreement-{tab}-en-light")).await;
    }
    story.window.close().await;
}

#[tokio::test]
async fn three_readers_stand_beside_the_record() {
    let story = Story::read_by(&[(FIRST, Slant::Exact), (SECOND, Slant::Swapped), (THIRD, Slant::Exact)]).await;
    let w = &story.window;
    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.find("review-fused").await;
    assert_eq!(w.count("thead th.r0, thead th.r1, thead th.r2").await, 3, "a column each");
    w.picture("review-three-en-light").await;
    // The third reader has a key, a fourth there is none.
    let before = undecided(w).await;
    w.press("4").await;
    assert_eq!(w.attribute("review-undecided", "data-saved").await, "saved", "nothing was changed");
    w.press("3").await;
    saved(w).await;
    assert!(undecided(w).await < before);
    w.press("g").await;
    let how = w.text("review-fusion").await;
    assert!(how.contains("5/2"), "1 + 1 + 1/2: {how}");
    w.picture("review-three-fusion-en-light").await;
    w.press("g").await;
    decide(w).await;
    sign(w).await;
    story.window.close().await;
}

#[tokio::test]
async fn a_senior_does_not_review_what_she_annotated() {
    let both = Person { roles: &["physician", "senior"], ..SENIOR };
    let story = Story::read_by(&[(FIRST, Slant::Exact), (both, Slant::Swapped)]).await;
    let w = &story.window;
    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.says("review-own-waiting", "annotated yourself").await;
    w.picture("review-own-en-light").await;
    // She tries all the same, by the door that the page itself uses.
    w.script(
        "const door = window.__TAURI_INTERNALS__;
        const call = (name, input) => door.invoke('call', { name, input, work: '', progress: `__CHANNEL__:${door.transformCallback(() => {})}` });
        call('annotation.queue', null)
            .then((queue) => call('review.open', queue.find((item) => item.state === 'submitted').photograph.id))
            .then(() => (window.answer = 'opened'), (error) => (window.answer = JSON.stringify(error)))",
    )
    .await;
    w.until(|| async { w.script("return window.answer ?? null").await != Value::Null }, "an answer").await;
    let answer = w.script("return window.answer").await;
    assert!(answer.as_str().is_some_and(|text| text.contains("own_annotation")), "{answer}");
    story.window.close().await;
}

#[tokio::test]
async fn what_two_readers_measured_otherwise_is_decided_line_by_line() {
    let story = Story::read_by(&[(FIRST, Slant::Measured), (SECOND, Slant::MeasuredOtherwise)]).await;
    let w = &story.window;
    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.find("review-fused").await;
    let slots = || async {
        let open = "return [...document.querySelectorAll('tr[data-open=true]')].map((row) => row.dataset.slot)";
        serde_json::from_value::<Vec<String>>(w.script(open).await).expect("slots")
    };
    assert_eq!(slots().await, ["scale", "diameter/1-1", "route/medication.hydrocortisone"]);
    for (slot, said) in [("scale", ["10 px/mm", "15 px/mm"]), ("diameter/1-1", ["8 mm", "12.5 mm"])] {
        to_line(w, slot).await;
        let cells = w.script("return document.querySelector('tr.at').innerText").await;
        let cells = cells.as_str().unwrap_or_default();
        assert!(said.iter().all(|said| cells.contains(said)), "{cells}");
        assert_eq!(
            w.count("tr.at [data-testid=review-both], tr.at [data-testid=review-own]").await,
            0,
            "one of theirs"
        );
    }
    w.picture("review-measured-en-light").await;
    // Three keys, as fast as they come, decide the three lines.
    to_line(w, "scale").await;
    for key in ["1", "2", "1"] {
        w.press(key).await;
    }
    w.until(|| async { slots().await.is_empty() }, "all is decided").await;
    saved(w).await;
    let decided = "return [...document.querySelectorAll('td.r b')].map((value) => value.innerText)";
    let decided: Vec<String> = serde_json::from_value(w.script(decided).await).expect("values");
    assert_eq!(decided.len(), 3, "{decided:?}");
    let a_first = decided[0] == "10 px/mm";
    assert_eq!(decided[1], if a_first { "12.5 mm" } else { "8 mm" }, "{decided:?}");
    assert_eq!(decided[2], if a_first { "topical" } else { "oral" }, "{decided:?}");
    w.click("frame-language").await;
    w.picture("review-measured-zh-light").await;
    story.window.close().await;
}

#[tokio::test]
async fn whether_a_photograph_can_be_annotated_is_never_decided_in_passing() {
    let story = Story::read_by(&[(FIRST, Slant::Exact), (SECOND, Slant::Cannot)]).await;
    let w = &story.window;
    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.find("review-fused").await;
    let before = undecided(w).await;
    // The rest cannot be taken over before that: the key goes to the line instead.
    w.press("j").await;
    w.press(&format!("{}a", char::from(Key::Shift))).await;
    w.until(|| async { w.count("tr.at[data-slot='cannot_annotate']").await == 1 }, "the line").await;
    assert_eq!(w.attribute("review-undecided", "data-saved").await, "saved", "nothing was decided");
    assert_eq!(undecided(w).await, before);
    w.picture("review-cannot-en-light").await;
    // Whose reading is A is random: the one who could not has a reason there.
    let said = w.script("return [...document.querySelectorAll('tr.at td.said')].map((cell) => cell.innerText)").await;
    let a_could_not = said[0].as_str().is_some_and(|text| text.contains("too poor"));
    w.press(if a_could_not { "1" } else { "2" }).await;
    w.until(|| async { undecided(w).await == 0 }, "nothing else is to be decided").await;
    saved(w).await;
    w.picture("review-cannot-decided-en-light").await;
    // What needs no decision takes none.
    for key in ["j", "1", "s"] {
        w.press(key).await;
    }
    assert_eq!(w.attribute("review-undecided", "data-saved").await, "saved", "nothing was decided behind it");
    // It can be annotated after all: the rest comes from the reader who did.
    to_line(w, "cannot_annotate").await;
    w.press(if a_could_not { "2" } else { "1" }).await;
    w.until(|| async { undecided(w).await > 0 }, "all lines are open").await;
    w.press(&format!("{}a", char::from(Key::Shift))).await;
    saved(w).await;
    assert!(undecided(w).await <= 2, "at most differential and reasoning");
    assert!(w.count("tr[data-slot^='lesion/'] td.r b").await > 0, "the lesions of the one who annotated stand");
    story.window.close().await;
}

#[tokio::test]
async fn a_lesion_of_one_reader_is_one_decision_and_the_reasoning_is_compared_with_it() {
    let story = Story::begin().await;
    let w = &story.window;
    w.sign_in(SENIOR).await;
    w.click("nav-review").await;
    w.find("review-fused").await;
    // Cards that were paired are two different lesions: each stands with one reader alone.
    w.keys("v").await;
    w.click_css("tr[data-slot='lesion/1-1'] td.what").await;
    w.keys("u").await;
    w.find("review-unfold").await;
    // What hangs on the lesion is put away; a click shows it, and another puts it away again.
    let key = w.script("return document.querySelector('[data-testid=review-unfold]').closest('tr').dataset.slot").await;
    let slot = key.as_str().unwrap().to_owned();
    let hanging = format!("tr[data-slot^='attribute/{}/']", slot.trim_start_matches("lesion/"));
    assert_eq!(w.count(&hanging).await, 0, "{hanging}");
    w.click("review-unfold").await;
    w.until(|| async { w.count(&hanging).await > 0 }, "its lines are shown").await;
    w.picture("review-unfolded-en-light").await;
    w.click("review-unfold").await;
    w.until(|| async { w.count(&hanging).await == 0 }, "they are put away").await;
    w.picture("review-folded-en-light").await;
    // One key decides the lesion and all that it carries.
    w.click_css(&format!("tr[data-slot='{slot}'] td.what")).await;
    let reader = w.script("return document.querySelector('[data-testid=review-unfold]').closest('td').cellIndex").await;
    w.keys(if reader == 1 { "a" } else { "b" }).await;
    w.click("review-unfold").await;
    w.until(|| async { w.count(&hanging).await > 0 }, "its lines are shown").await;
    let open = format!("{hanging}[data-open=true]");
    w.until(|| async { w.count(&open).await == 0 }, "all are decided").await;
    // A reasoning that names what was not decided is pointed out; a denial is not.
    w.fill("review-reasoning", "A crust on a fissure, without any wheal.").await;
    w.says("review-mentions", "Fissure").await;
    assert!(!w.text("review-mentions").await.contains("Wheal"));
    story.window.close().await;
}
