//! Driving the real window through `tauri-driver` and `WebKitWebDriver`. Waits for everything; a
//! test or benchmark that cannot go on says what the window shows instead, and stops.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test that cannot go on says so and stops"
)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::people::{EVERYBODY, Person};
use crate::x11;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Map, Value, json};

/// Longest that anything on the screen may take.
const PATIENCE: Duration = Duration::from_secs(40);

/// Draws one invisible pixel again and again.
const DRAW_ANEW: &str = "const pixel = window.pixel = document.body.appendChild(document.createElement('i'));
    pixel.style.cssText = 'position: fixed; right: 0; bottom: 0; width: 1px; height: 1px';
    window.drawing = setInterval(() => (pixel.style.background = `rgb(0 0 0 / ${Math.random() / 100})`), 30);";

/// A running window, on a display and a message bus of its own: stories run beside each other, and no window takes
/// another one's focus.
pub struct Window {
    /// The WebDriver session.
    pub client: Client,
    driver: Child,
    display: Display,
}

impl Window {
    /// Opens the program on a study, with settings of its own.
    pub async fn open(study: &Path, settings: &Path) -> Self {
        Self::open_in(study, settings, &[]).await
    }
    /// The same in an environment with more variables.
    pub async fn open_in(study: &Path, settings: &Path, environment: &[(&str, &str)]) -> Self {
        let (driver, program) = (variable("CONSILIUM_DRIVER"), variable("CONSILIUM_PROGRAM"));
        // A pair of ports of its own for every window.
        static OPENED: AtomicU32 = AtomicU32::new(0);
        let commands = settings.join("bin");
        note_opened_folders(&commands, &settings.join("opened"));
        let path = format!("{}:{}", commands.display(), std::env::var("PATH").unwrap_or_default());
        let port = 4500 + 2 * OPENED.fetch_add(1, Ordering::Relaxed);
        let display = Display::new();
        let driver = Command::new("dbus-run-session")
            .arg("--")
            .arg(driver)
            .args(["--port", &port.to_string(), "--native-port", &(port + 1).to_string()])
            .env("DISPLAY", &display.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("NO_AT_BRIDGE", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("CONSILIUM_STUDY", study)
            .env("CONSILIUM_SETTINGS", settings)
            // A profile of its own: language and theme are remembered there.
            .env("PATH", path)
            .env("XDG_DATA_HOME", settings.join("profile"))
            .env("XDG_CACHE_HOME", settings.join("cache"))
            .env("XDG_CONFIG_HOME", settings.join("config"))
            .envs(environment.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("tauri-driver starts");
        let mut capabilities = Map::new();
        capabilities.insert("tauri:options".into(), json!({"application": program}));
        let started = Instant::now();
        let client = loop {
            let mut builder = ClientBuilder::new(fantoccini_connector());
            match builder.capabilities(capabilities.clone()).connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => break client,
                Err(error) if started.elapsed() > PATIENCE => panic!("the window does not open: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        };
        let window = Self { client, driver, display };
        window.client.set_window_size(1440, 900).await.expect("the window takes a size");
        window.find("sign-in-demo-0").await;
        window
    }

    /// Notes how long steps of a name take from now on.
    pub async fn watch_steps(&self, name: &str) {
        self.script(&format!(
            "window.steps = []; new PerformanceObserver((seen) => window.steps.push(...seen.getEntriesByName('{name}').map((step) => step.duration)))
                .observe({{ type: 'measure' }})"
        ))
        .await;
    }
    /// How many steps were noted.
    pub async fn steps_taken(&self) -> usize {
        self.script("return window.steps.length").await.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
    }
    /// Durations of the noted steps, in milliseconds.
    pub async fn steps(&self) -> Vec<f64> {
        serde_json::from_value(self.script("return window.steps").await).unwrap_or_default()
    }

    /// Resident size of the program and of its web processes, now, in MB; without the driver.
    pub fn resident_mb(&self) -> [f64; 2] {
        let group = self.driver.id().to_string();
        let mine = |folder: &Path| {
            let stat = fs::read_to_string(folder.join("stat")).ok()?;
            let (before, after) = stat.rsplit_once(')')?;
            let name = before.split_once('(')?.1;
            let fields: Vec<&str> = after.split_whitespace().collect();
            // After the name come state, parent, process group.
            let web = name.starts_with("WebKit");
            (fields.get(2) == Some(&group.as_str()) && (web || name.starts_with("consilium"))).then_some(())?;
            let status = fs::read_to_string(folder.join("status")).ok()?;
            let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
            let mb = resident.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0;
            Some(if web { [0.0, mb] } else { [mb, 0.0] })
        };
        let processes = fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok);
        processes.filter_map(|process| mine(&process.path())).fold([0.0; 2], |[a, b], [c, d]| [a + c, b + d])
    }

    /// Ends the program and its driver after a time, so that one that stopped answering holds nothing up.
    pub fn end_after(&self, time: Duration) {
        let group = self.driver.id();
        std::thread::spawn(move || {
            std::thread::sleep(time);
            end(group);
        });
    }

    /// Asks the program to close, as the button in its title bar does, and waits until it has ended; how long it took.
    pub async fn press_close(&self) -> Duration {
        self.ask_to_close();
        let sent = Instant::now();
        let ended = || async { self.resident_mb()[0] < 1.0 };
        self.until(ended, "the program ends").await;
        sent.elapsed()
    }

    /// Waits until the page is at rest.
    pub async fn at_rest(&self) {
        self.client.execute_async(AT_REST, vec![]).await.expect("a page at rest");
    }

    /// Presses the cross of the window, which may ask first.
    pub fn ask_to_close(&self) {
        x11::press_close(&self.display.name);
    }

    /// Drops files and folders on the window, as a file manager does.
    pub async fn drop_files(&self, paths: &[&Path]) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
        let display = self.display.name.clone();
        let dropped = tokio::task::spawn_blocking(move || {
            x11::drop_files(&display, &paths.iter().map(PathBuf::as_path).collect::<Vec<_>>());
        });
        dropped.await.expect("the files are taken");
    }

    /// Closes the window.
    pub async fn close(self) {
        let _ = self.client.clone().close().await;
    }

    /// The element with a handle; waits until it is there.
    pub async fn find(&self, id: &str) -> Element {
        let css = format!("[data-testid=\"{id}\"]");
        match self.client.wait().at_most(PATIENCE).for_element(Locator::Css(&css)).await {
            Ok(element) => element,
            Err(error) => {
                let shown = self.client.find(Locator::Css("body")).await.ok();
                let text = match shown {
                    Some(body) => body.text().await.unwrap_or_default(),
                    None => String::new(),
                };
                panic!("{id} is not there ({error}); the window shows:\n{text}")
            }
        }
    }
    /// Whether the element is there now.
    pub async fn is_there(&self, id: &str) -> bool {
        self.client.find(Locator::Css(&format!("[data-testid=\"{id}\"]"))).await.is_ok()
    }
    /// Clicks what may still be moving into its place.
    pub async fn click(&self, id: &str) {
        let started = Instant::now();
        while let Err(error) = self.find(id).await.click().await {
            assert!(started.elapsed() < PATIENCE, "{id} cannot be clicked: {error:?}");
            // What is half hidden at an edge is scrolled into sight, as a person would.
            self.script(&format!(
                "document.querySelector('[data-testid=\"{id}\"]')?.scrollIntoView({{ block: 'nearest' }})"
            ))
            .await;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    /// What an element says.
    pub async fn text(&self, id: &str) -> String {
        let started = Instant::now();
        loop {
            // What was found may be drawn anew before it is read.
            match self.find(id).await.text().await {
                Ok(text) => break text,
                Err(error) => assert!(started.elapsed() < PATIENCE, "{id} cannot be read: {error:?}"),
            }
        }
    }
    /// Waits until an element says something.
    pub async fn says(&self, id: &str, words: &str) {
        let started = Instant::now();
        loop {
            let said = self.text(id).await;
            if said.contains(words) {
                break;
            }
            assert!(started.elapsed() < PATIENCE, "{id} says {said:?}, not {words:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    /// Replaces what stands in a field.
    pub async fn fill(&self, id: &str, text: &str) {
        let field = self.find(id).await;
        field.clear().await.expect("a field that can be cleared");
        field.send_keys(text).await.expect("a field that takes text");
    }
    /// Searches a term by name and takes the first that is found.
    pub async fn pick(&self, id: &str, words: &str) {
        let field = self.find(id).await;
        field.send_keys(words).await.expect("a field that takes text");
        self.until(|| async { self.count("[role=option]").await > 0 }, "a term is found").await;
        field.send_keys(&String::from(char::from(Key::Enter))).await.expect("enter");
    }
    /// Keys for the window as a whole.
    pub async fn keys(&self, keys: &str) {
        let body = self.client.find(Locator::Css("body")).await.expect("a body");
        body.send_keys(keys).await.expect("keys");
    }
    /// Types into whatever has the focus, as a person without a mouse does. Keys that are held stand before
    /// the one they are held for.
    pub async fn press(&self, keys: &str) {
        let focused = self.client.active_element().await.expect("something has the focus");
        focused.send_keys(keys).await.expect("keys");
    }
    /// Clicks the first element that a selector finds.
    pub async fn click_css(&self, css: &str) {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        let found = found.unwrap_or_else(|error| panic!("{css} is not there: {error}"));
        found.click().await.unwrap_or_else(|error| panic!("{css} takes no click: {error}"));
    }
    /// Presses the mouse at the first point of the page, draws it through the others and lets it go.
    pub async fn drag(&self, points: &[(f64, f64)]) {
        let mut mouse = MouseActions::new("mouse".into());
        for (place, (x, y)) in points.iter().enumerate() {
            let duration = Some(Duration::from_millis(if place == 0 { 0 } else { 40 }));
            mouse = mouse.then(PointerAction::MoveTo { duration, x: *x, y: *y });
            if place == 0 {
                mouse = mouse.then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
            }
        }
        let mouse = mouse.then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(mouse).await.expect("the mouse moves");
    }
    /// A picture of the window, as PNG.
    pub async fn png(&self) -> Vec<u8> {
        // WebKitGTK without a graphics card hands a picture out only after it drew something anew.
        self.script(DRAW_ANEW).await;
        let png = self.client.screenshot().await.expect("a picture of the window");
        self.script("clearInterval(window.drawing); window.pixel.remove()").await;
        png
    }
    /// How many elements a selector finds.
    pub async fn count(&self, css: &str) -> usize {
        self.client.find_all(Locator::Css(css)).await.map(|found| found.len()).unwrap_or(0)
    }
    /// An attribute of an element, empty when absent.
    pub async fn attribute(&self, id: &str, name: &str) -> String {
        self.find(id).await.attr(name).await.ok().flatten().unwrap_or_default()
    }
    /// Waits until something holds.
    pub async fn until<F: Future<Output = bool>>(&self, holds: impl Fn() -> F, what: &str) {
        let started = Instant::now();
        while !holds().await {
            assert!(started.elapsed() < PATIENCE, "it does not happen that {what}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    /// What a script in the page returns.
    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or(Value::Null)
    }

    /// Signs in as a person of the demo study.
    pub async fn sign_in(&self, person: Person) {
        let place = EVERYBODY.iter().position(|other| other.name == person.name).unwrap_or(0);
        self.click(&format!("sign-in-demo-{place}")).await;
        self.click("sign-in-submit").await;
        self.find("nav-home").await;
    }
    /// Signs out.
    pub async fn sign_out(&self) {
        self.click("frame-sign-out").await;
        self.find("sign-in-submit").await;
    }
    /// Everything on the screen can be reached by hand.
    pub async fn within_reach(&self, name: &str) {
        let beyond = self.script(BEYOND_REACH).await;
        assert_eq!(beyond, Value::Array(vec![]), "{name}: cut off where nothing scrolls, or covered");
    }
    /// Keeps a picture of the window in the target folder. Everything on it can be reached by hand.
    pub async fn picture(&self, name: &str) {
        self.at_rest().await;
        self.within_reach(name).await;
        let png = self.png().await;
        let folder = variable("CONSILIUM_PICTURES");
        fs::create_dir_all(&folder).expect("a folder for pictures");
        fs::write(folder.join(format!("{name}.png")), png).expect("a picture is written");
    }
}

/// A display in memory, as wide as the widest screen that a story asks for.
struct Display {
    server: Child,
    /// As in `DISPLAY`.
    name: String,
}

impl Display {
    fn new() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "3840x2160x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("Xvfb starts");
        // The server takes a number that is free, and says which once it answers.
        let mut number = String::new();
        let said = server.stdout.take().expect("what Xvfb says");
        BufReader::new(said).read_line(&mut number).expect("the number of the display");
        Self { server, name: format!(":{}", number.trim()) }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        end(self.server.id());
        let _ = self.server.wait();
    }
}

/// Puts a file manager in place that writes down what it is asked to show.
fn note_opened_folders(commands: &Path, note: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir_all(commands).expect("a folder");
    let script = commands.join("xdg-open");
    fs::write(&script, format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", note.display())).expect("a script");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("a script that runs");
}

/// Where `cargo xtask` says that something lies.
fn variable(name: &str) -> PathBuf {
    std::env::var_os(name).map(PathBuf::from).unwrap_or_else(|| panic!("{name} is not set; use cargo xtask"))
}

impl Drop for Window {
    fn drop(&mut self) {
        end(self.driver.id());
        let _ = self.driver.wait();
    }
}

/// The native driver and the program are children of the driver: the whole group ends.
fn end(group: u32) {
    let _ = Command::new("kill").args(["-KILL", "--", &format!("-{group}")]).stderr(Stdio::null()).status();
}

/// Plain HTTP to this machine.
fn fantoccini_connector() -> hyper_util::client::legacy::connect::HttpConnector {
    hyper_util::client::legacy::connect::HttpConnector::new()
}

/// Waits until nothing on the page has changed for 150 ms, every picture on it is there, and nothing moves; at most three
/// seconds.
const AT_REST: &str = "const done = arguments[0], from = performance.now(); let changed = from;
    const watch = new MutationObserver(() => { changed = performance.now(); });
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const look = () => {
      const now = performance.now();
      const moving = document.getAnimations().some(one => one.playState === 'running' && one.effect.getComputedTiming().endTime < Infinity);
      if (moving || [...document.images].some(image => !image.complete)) changed = now;
      if (now - changed > 150 || now - from > 3000) { watch.disconnect(); done(true); } else setTimeout(look, 25);
    };
    look();";

/// Words and controls that are cut off by something that does not scroll, and controls that lie over their neighbours:
/// a driver's click reaches them all the same.
const BEYOND_REACH: &str = r#"
const found = [];
for (const each of document.querySelectorAll("button, select, input, textarea, summary, h1, h2, h3, p, td")) {
  let box = each.getBoundingClientRect();
  if (box.width < 2 || box.height < 2 || getComputedStyle(each).visibility !== "visible") continue;
  const right = document.elementFromPoint(box.right - 6, (box.top + box.bottom) / 2)?.closest("button, select");
  if (each.matches("button, select") && right && right !== each && right.parentElement.parentElement === each.parentElement.parentElement && !each.contains(right))
    found.push(`covered: ${each.outerHTML.slice(0, 120)}`);
  for (let around = each.parentElement; around; around = around.parentElement) {
    const { overflowX, overflowY, position } = getComputedStyle(around);
    const edge = around.getBoundingClientRect();
    if (/auto|scroll/.test(overflowY)) box = edge;
    else if (/hidden|clip/.test(overflowY) && (box.bottom > edge.bottom + 2 || (box.right > edge.right + 2 && !/auto|scroll/.test(overflowX)))) {
      found.push(`cut off by ${around.tagName} ${around.className}: ${each.outerHTML.slice(0, 120)}`);
      break;
    }
    if (position === "fixed") break;
  }
}
return found.slice(0, 8);
"#;
