//! A window on a study of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use app::App;
use serde_json::{Value, json};
use tests::day::{Until, annotate, app, carry_through, ids_in_order};
use tests::folders::copy;
use tests::people::{COORDINATOR, EVERYBODY, FIRST, Person, SECOND, SENIOR, create_study, enrol, invite, sign_in};
use tests::photographs::Truth;
use tests::readings::{Slant, annotation};
use tests::window::Window;

/// The program that decodes photographs where stories prepare a study.
fn worker() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_consilium-demo"))
}

/// A demo study halfway through its day, made once and copied for every story.
pub(crate) fn demo() -> &'static Path {
    static DEMO: OnceLock<PathBuf> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("an old demo goes");
        }
        fs::create_dir_all(&folder).expect("a folder");
        carry_through(&app(&folder.join("settings"), worker()), &folder, Until::Halfway).expect("the demo study");
        folder
    })
}

/// Longest that a story takes on a slow machine; a window that has stopped answering is ended then.
const LONGEST: Duration = Duration::from_secs(300);

/// A study and the window on it; both go with the story.
pub(crate) struct Story {
    pub(crate) window: Window,
    pub(crate) folder: tempfile::TempDir,
}

impl Story {
    /// On a copy of the demo study.
    pub(crate) async fn begin() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&demo().join("Body surface demo"), &study_in(folder.path())).expect("a copy");
        Self::open(folder).await
    }

    /// On a copy of the demo study, for a person whose system makes letters larger.
    pub(crate) async fn with_letters(times: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let study = study_in(folder.path());
        copy(&demo().join("Body surface demo"), &study).expect("a copy");
        let window = Window::open_in(&study, &folder.path().join("settings"), &[("GDK_DPI_SCALE", times)]).await;
        window.end_after(LONGEST);
        Self { window, folder }
    }

    /// On a copy of the demo study, for a person whose system is told not to move things on the screen.
    pub(crate) async fn without_motion() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&demo().join("Body surface demo"), &study_in(folder.path())).expect("a copy");
        let gtk = folder.path().join("settings/config/gtk-3.0");
        fs::create_dir_all(&gtk).expect("a folder");
        fs::write(gtk.join("settings.ini"), "[Settings]\ngtk-enable-animations=0\n").expect("settings of the system");
        Self::open(folder).await
    }

    /// On a new study with everybody in it and these photographs of one subject, imported and assigned.
    pub(crate) async fn with_photographs(files: &[(&str, Vec<u8>)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let pictures = folder.path().join("photographs");
        fs::create_dir_all(&pictures).expect("a folder");
        let mut manifest = String::from("file,subject\n");
        for (name, bytes) in files {
            fs::write(pictures.join(name), bytes).expect("a photograph");
            manifest.push_str(&format!("{name},S-1\n"));
        }
        fs::write(pictures.join("manifest.csv"), manifest).expect("a manifest");
        let study = study_in(folder.path());
        let app = app(&folder.path().join("settings"), worker());
        create_study(&app, &study, "Body surface demo").expect("a study");
        enrol(&app, &study).expect("people");
        import_and_assign(&app, &pictures);
        app.call("study.close", Value::Null).expect("closed");
        Self::open(folder).await
    }

    /// On a copy of the demo study, with more photographs for the physicians.
    pub(crate) async fn with_more_to_do() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&demo().join("Body surface demo"), &study_in(folder.path())).expect("a copy");
        let more = folder.path().join("more");
        tests::photographs::write_all(&more, 99).expect("photographs");
        let app = app(&folder.path().join("settings"), worker());
        sign_in(&app, &study_in(folder.path()), COORDINATOR).expect("the coordinator");
        import_and_assign(&app, &more);
        app.call("study.close", Value::Null).expect("closed");
        Self::open(folder).await
    }

    /// On a new study in which both physicians have submitted `count` photographs, three of a subject: of the first five
    /// subjects two with the same findings, two with the first diagnoses swapped, one with nothing in common.
    pub(crate) async fn with_readings(count: usize) -> Self {
        let new = New::of(&EVERYBODY[1..], 2);
        for person in [FIRST, SECOND] {
            annotate(&new.app, &new.study, person, &new.truths, &new.ids, count).expect("annotated");
        }
        new.begin().await
    }

    /// On a new study in which these people read every photograph and have submitted the first.
    pub(crate) async fn read_by(readers: &[(Person, Slant)]) -> Self {
        let mut people: Vec<Person> = readers.iter().map(|(person, _)| *person).collect();
        if !people.iter().any(|person| person.name == SENIOR.name) {
            people.push(SENIOR);
        }
        let new = New::of(&people, readers.len());
        for (person, slant) in readers {
            sign_in(&new.app, &new.study, *person).expect("a reader");
            let draft =
                json!({"annotation": annotation(&new.truths[0], *slant), "history": null, "active_seconds": 60});
            let input = json!({"photograph": new.ids[0], "draft": draft});
            new.app.call("annotation.submit", input).expect("submitted");
        }
        new.begin().await
    }

    /// Signs a person in and goes to annotating.
    pub(crate) async fn annotating(&self, person: Person) {
        self.window.sign_in(person).await;
        self.window.click("nav-annotate").await;
        self.window.find("annotate-stage").await;
    }

    async fn open(folder: tempfile::TempDir) -> Self {
        let window = Window::open(&study_in(folder.path()), &folder.path().join("settings")).await;
        window.end_after(LONGEST);
        Self { window, folder }
    }

    /// Kills the program as a power cut would, and starts it again on the same study.
    pub(crate) async fn kill_and_restart(self) -> Self {
        let Self { window, folder } = self;
        drop(window);
        Self::open(folder).await
    }
}

/// A new study with the synthetic photographs imported and assigned.
struct New {
    folder: tempfile::TempDir,
    study: PathBuf,
    app: App,
    truths: Vec<Truth>,
    ids: Vec<String>,
}

impl New {
    /// With these people besides the coordinator, and this many readers for every photograph.
    fn of(people: &[Person], readers: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (study, pictures) = (study_in(folder.path()), folder.path().join("photographs"));
        let truths = tests::photographs::write_all(&pictures, 99).expect("photographs");
        let app = app(&folder.path().join("settings"), worker());
        create_study(&app, &study, "Body surface demo").expect("a study");
        invite(&app, &study, people).expect("people");
        sign_in(&app, &study, COORDINATOR).expect("the coordinator");
        app.call("study.configure", json!({"readers": readers})).expect("as many readers");
        import_and_assign(&app, &pictures);
        let listed = app.call("photograph.list", Value::Null).expect("a list");
        let ids = ids_in_order(&listed, &truths).expect("ids");
        Self { folder, study, app, truths, ids }
    }

    /// Closes the study and opens the window on it.
    async fn begin(self) -> Story {
        self.app.call("study.close", Value::Null).expect("closed");
        Story::open(self.folder).await
    }
}

fn study_in(folder: &Path) -> PathBuf {
    folder.join("Body surface demo")
}

fn import_and_assign(app: &App, pictures: &Path) {
    app.call("photograph.import", json!({"folder": pictures})).expect("imported");
    let listed = app.call("photograph.list", Value::Null).expect("a list");
    for entry in listed.as_array().into_iter().flatten().filter(|entry| entry["stage"] == "imported") {
        let accept = json!({"photograph": entry["id"], "decision": {"decision": "accept"}, "masks": []});
        app.call("photograph.screen", accept).expect("accepted");
    }
    app.call("photograph.assign", json!({"seed": 5})).expect("assigned");
}
