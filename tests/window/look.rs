//! Every state of the screens at which physicians work, for axe-core: nothing serious in either language.

use std::path::Path;

use fantoccini::key::Key;
use serde_json::json;
use tests::people::{COORDINATOR, EVERYBODY, Person, SECOND, SENIOR};
use tests::window::Window;

use crate::story::Story;

/// What axe-core finds serious or critical on what the window shows now.
async fn serious(w: &Window, state: &str) -> Vec<String> {
    w.at_rest().await;
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(axe).expect("axe-core is installed with the pages");
    w.client.execute(&source, vec![]).await.expect("axe-core runs in the page");
    let run = "const done = arguments[arguments.length - 1];
        axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations
          .filter(each => ['serious', 'critical'].includes(each.impact))
          .map(each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | ')}`)),
          error => done([String(error)]))";
    let found = w.client.execute_async(run, vec![json!(state)]).await.expect("axe-core answers");
    let mut found: Vec<String> = serde_json::from_value(found).unwrap_or_else(|_| vec!["no answer".into()]);
    found.extend(small(w).await);
    found.into_iter().map(|finding| format!("{state}: {finding}")).collect()
}

/// Controls under 24 and text under 11 pixels. A box in a label is as large as its label.
async fn small(w: &Window) -> Vec<String> {
    let script = "const shown = each => { const box = each.getBoundingClientRect(); return box.width > 1 && box.height > 1 && getComputedStyle(each).visibility === 'visible'; };
        const size = each => { const box = (each.closest('label') ?? each).getBoundingClientRect(); return [Math.round(box.width), Math.round(box.height)]; };
        const controls = [...document.querySelectorAll('button, select, summary, input, [role=option], [role=tab]')].filter(shown)
          .filter(each => Math.min(...size(each)) < 24).map(each => `small control: ${size(each)} ${each.outerHTML.slice(0, 120)}`);
        const texts = [...document.querySelectorAll('body *:not(svg *)')].filter(each => shown(each) && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && parseFloat(getComputedStyle(each).fontSize) < 11)
          .map(each => `small text: ${getComputedStyle(each).fontSize} ${each.outerHTML.slice(0, 120)}`);
        return [...new Set([...controls, ...texts])].slice(0, 12)";
    serde_json::from_value(w.script(script).await).unwrap_or_else(|_| vec!["no answer about sizes".into()])
}

#[tokio::test]
async fn axe_finds_nothing_serious_where_physicians_work() {
    let story = Story::begin().await;
    let w = &story.window;
    let (escape, enter) = (String::from(char::from(Key::Escape)), String::from(char::from(Key::Enter)));
    let mut found = serious(w, "sign-in").await;
    for (theme, language) in [("light", "en"), ("dark", "zh"), ("contrast", "en")] {
        let state = |name: &str| format!("{name} {theme} {language}");
        w.sign_in(SECOND).await;
        w.click("settings-open").await;
        w.click(&format!("settings-theme-{theme}")).await;
        found.extend(serious(w, &state("settings")).await);
        if w.script("return document.documentElement.lang.slice(0, 2)").await != language {
            w.click("frame-language").await;
        }
        w.click("nav-home").await;
        w.find("home-next").await;
        found.extend(serious(w, &state("home")).await);
        w.click("nav-annotate").await;
        w.find("annotate-stage").await;
        found.extend(serious(w, &state("annotate, as it was")).await);
        if !w.is_there("annotate-lesion-1").await {
            w.pick("annotate-regions", "cheek").await;
            w.pick("annotate-lesions", "papule").await;
            w.find("annotate-lesion-1").await;
            w.pick("annotate-differential", "acne").await;
        }
        w.find("annotate-lesions").await.send_keys("mac").await.expect("typed");
        w.until(|| async { w.count("[role=option]").await > 0 }, "terms are found").await;
        found.extend(serious(w, &state("annotate, searching")).await);
        w.picture(&format!("annotate-search-{language}-{theme}")).await;
        w.press(&escape).await;
        w.press(&escape).await;
        w.click("annotate-browse-region").await;
        w.find("annotate-browse").await;
        found.extend(serious(w, &state("body map")).await);
        w.picture(&format!("body-map-{language}-{theme}")).await;
        w.press(&escape).await;
        w.keys("g").await;
        w.find("annotate-guidelines-search").await;
        found.extend(serious(w, &state("guidelines")).await);
        w.press(&escape).await;
        w.keys("?").await;
        w.find("keys-sheet").await;
        found.extend(serious(w, &state("keys")).await);
        w.press(&escape).await;
        w.sign_out().await;
        w.sign_in(COORDINATOR).await;
        w.click("nav-screening").await;
        w.find("screening-cell-0").await;
        found.extend(serious(w, &state("photographs")).await);
        w.click("screening-only-imported").await;
        w.click_css("[data-testid^=screening-cell]").await;
        w.find("screening-accept").await;
        found.extend(serious(w, &state("screening")).await);
        w.picture(&format!("screening-single-{language}-{theme}")).await;
        w.keys("m").await;
        w.keys(&enter).await;
        w.until(|| async { w.count("[data-shape]").await == 1 }, "a mask").await;
        found.extend(serious(w, &state("masking")).await);
        w.press(&escape).await;
        w.press(&escape).await;
        w.click("import-open").await;
        w.find("import-folder").await;
        found.extend(serious(w, &state("importing")).await);
        w.sign_out().await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    story.window.close().await;
}

#[tokio::test]
async fn axe_finds_nothing_serious_where_seniors_work() {
    let story = Story::begin().await;
    let w = &story.window;
    let escape = String::from(char::from(Key::Escape));
    let mut found = Vec::new();
    for (theme, language) in [("light", "en"), ("dark", "zh"), ("contrast", "en")] {
        let state = |name: &str| format!("{name} {theme} {language}");
        w.sign_in(SENIOR).await;
        w.click("settings-open").await;
        w.click(&format!("settings-theme-{theme}")).await;
        if w.script("return document.documentElement.lang.slice(0, 2)").await != language {
            w.click("frame-language").await;
        }
        w.click("nav-review").await;
        w.find("review-fused").await;
        found.extend(serious(w, &state("review")).await);
        w.keys("v").await;
        w.keys("q").await;
        w.find("review-question").await;
        found.extend(serious(w, &state("asking a reader")).await);
        w.press(&escape).await;
        w.keys("g").await;
        w.find("review-fusion").await;
        found.extend(serious(w, &state("how the ranking came about")).await);
        w.picture(&format!("review-fusion-{language}-{theme}")).await;
        w.keys("g").await;
        w.click("review-signed-open").await;
        w.find("review-signed-0").await;
        found.extend(serious(w, &state("signed reviews")).await);
        w.press(&escape).await;
        w.click("nav-agreement").await;
        w.find("agreement-table").await;
        w.click_css("[data-testid=agreement-table] .field").await;
        for tab in ["agreement", "readers", "confusion", "audit"] {
            w.click(&format!("agreement-tab-{tab}")).await;
            found.extend(serious(w, &state(&format!("agreement, {tab}"))).await);
            w.picture(&format!("agreement-{tab}-{language}-{theme}")).await;
        }
        w.sign_out().await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    story.window.close().await;
}

#[tokio::test]
async fn nothing_moves_by_itself_when_the_system_asks_for_less_motion() {
    let story = Story::without_motion().await;
    let w = &story.window;
    assert_eq!(w.script("return matchMedia('(prefers-reduced-motion: reduce)').matches").await, true);
    let moving = "return [...document.querySelectorAll('*')].filter(each => { const style = getComputedStyle(each);
        return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'; }).map(each => each.outerHTML.slice(0, 80))";
    story.annotating(SECOND).await;
    for key in ["g", "?"] {
        w.keys(key).await;
        assert_eq!(w.script(moving).await, json!([]), "after {key}");
    }
    story.window.close().await;
}

/// 1366×768 with a taskbar, and letters half as large again.
#[tokio::test]
async fn everything_is_within_reach_on_a_small_screen_with_large_letters() {
    let story = Story::with_letters("1.5").await;
    let w = &story.window;
    // The driver presses beside what it means when letters are larger than it knows.
    let click = async |id: &str| {
        w.find(id).await;
        w.script(&format!("document.querySelector('[data-testid=\"{id}\"]').click()")).await;
    };
    let sign_in = async |person: Person| {
        let place = EVERYBODY.iter().position(|other| other.name == person.name).expect("one of the demo study");
        click(&format!("sign-in-demo-{place}")).await;
        click("sign-in-submit").await;
        w.find("nav-home").await;
    };
    w.client.set_window_size(1366, 728).await.expect("a small screen");
    assert!(w.script("return innerWidth").await.as_f64().is_some_and(|width| width < 950.0), "letters are larger");
    for language in ["en", "zh"] {
        let name = |screen: &str| format!("large-{screen}-{language}-light");
        if w.script("return document.documentElement.lang.slice(0, 2)").await != language {
            click("frame-language").await;
        }
        w.picture(&name("sign-in")).await;
        sign_in(SECOND).await;
        w.find("home-next").await;
        w.picture(&name("home")).await;
        click("nav-annotate").await;
        w.find("annotate-stage").await;
        w.picture(&name("annotate")).await;
        click("annotate-browse-region").await;
        w.find("annotate-browse").await;
        w.picture(&name("body-map")).await;
        w.script("document.querySelector('[data-testid=annotate-browse] .x').click()").await;
        click("settings-open").await;
        w.picture(&name("settings")).await;
        click("frame-sign-out").await;
        sign_in(SENIOR).await;
        click("nav-review").await;
        w.find("review-fused").await;
        w.picture(&name("review")).await;
        click("nav-questions").await;
        w.find("questions-list").await;
        w.picture(&name("questions")).await;
        click("nav-agreement").await;
        w.find("agreement-table").await;
        w.picture(&name("agreement")).await;
        click("frame-sign-out").await;
        sign_in(COORDINATOR).await;
        click("nav-screening").await;
        w.find("screening-cell-0").await;
        w.picture(&name("photographs")).await;
        click("import-open").await;
        w.find("import-folder").await;
        w.picture(&name("import")).await;
        click("nav-release").await;
        w.find("release-publish-open").await;
        w.picture(&name("release")).await;
        click("nav-study").await;
        w.find("study-invite").await;
        w.picture(&name("study")).await;
        click("frame-sign-out").await;
    }
    story.window.close().await;
}
