//! What a fresh machine lacks: Debian packages, the pages' packages, the window's driver, the
//! Python packages that tests compare with.

use std::path::PathBuf;

use crate::shell::{Failure, command, must, project, succeeds, target};

/// To build the program.
const BUILD: [&str; 7] =
    ["build-essential", "cmake", "libwebkit2gtk-4.1-dev", "nasm", "perl", "pkg-config", "fonts-noto-cjk"];
/// To drive the real window.
const WINDOW: [&str; 3] = ["dbus-x11", "webkit2gtk-driver", "xvfb"];
/// To compare against.
const PEERS: [&str; 1] = ["libvips-tools"];
/// Python packages that tests compare with.
const PYTHON: [&str; 12] = [
    "bagit==1.9.0",
    "datasets==5.2.0",
    "frictionless[json]==5.21.0",
    "jsonschema==4.26.0",
    "krippendorff==0.9.0",
    "mlcroissant==1.1.1",
    "pillow==13.0.0",
    "pillow-heif==1.8.1",
    "pycocotools==2.0.11",
    "scikit-image==0.26.0",
    "scikit-learn==1.9.1",
    "statsmodels==0.15.0",
];
/// The oldest version of Hugging Face `datasets` that the card of a release promises, with what goes with it.
const OLD_PYTHON: [&str; 6] =
    ["datasets==2.14.5", "fsspec<2023.10", "numpy<2", "pandas<2.2", "pillow==13.0.0", "pyarrow<15"];

/// Installs Debian packages that are missing, when it may; otherwise says what to type.
fn packages(wanted: &[&str]) -> Result<(), Failure> {
    if !succeeds("dpkg", &["--version"]) {
        return Ok(());
    }
    let installed = |name: &str| {
        let query = command("dpkg-query", &["-W", "-f=${Status}", name]).output();
        query.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("install ok installed"))
    };
    let missing: Vec<&str> = wanted.iter().copied().filter(|name| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("installing {}", missing.join(" "));
    let root = command("id", &["-u"]).output().is_ok_and(|output| output.stdout.starts_with(b"0\n"));
    let prefix: &[&str] = if root { &[] } else { &["sudo", "-n"] };
    let run = |arguments: &[&str]| {
        let all: Vec<&str> = prefix.iter().chain(arguments).copied().collect();
        let mut command = command(all[0], &all[1..]);
        command.env("DEBIAN_FRONTEND", "noninteractive").stdout(std::process::Stdio::null());
        must(command)
    };
    let install: Vec<&str> =
        ["apt-get", "install", "--yes", "--no-install-recommends"].into_iter().chain(missing.iter().copied()).collect();
    run(&["apt-get", "update"])
        .and_then(|()| run(&install))
        .map_err(|_| format!("please type: sudo apt-get update && sudo apt-get install {}", missing.join(" ")))
}

/// What building needs, and the pages.
pub(crate) fn for_building() -> Result<(), Failure> {
    packages(&BUILD)?;
    pages()
}

/// What driving the window needs.
pub(crate) fn for_the_window() -> Result<(), Failure> {
    packages(&WINDOW)?;
    let tools = target().join("tools");
    if tools.join("bin/tauri-driver").is_file() {
        return Ok(());
    }
    let (root, built) =
        (tools.to_string_lossy().into_owned(), target().join("tools-build").to_string_lossy().into_owned());
    must(command(
        "cargo",
        &["install", "tauri-driver", "--version", "^2", "--locked", "--quiet", "--root", &root, "--target-dir", &built],
    ))
}

/// What benchmarks compare against.
pub(crate) fn for_benchmarks() -> Result<(), Failure> {
    packages(&PEERS)
}

/// What tests compare with: the stock `age`, and two Pythons of the project's own, with new packages and with old ones.
pub(crate) fn for_comparing() -> Result<(), Failure> {
    packages(&["age"])?;
    environment("python", &PYTHON)?;
    environment("old-python", &OLD_PYTHON)
}

/// A Python with packages. Made anew when the wanted packages change.
fn environment(name: &str, wanted: &[&str]) -> Result<(), Failure> {
    let folder = target().join("tools").join(name);
    let (made_with, lines) = (folder.join("packages.txt"), wanted.join("\n"));
    if std::fs::read_to_string(&made_with).is_ok_and(|found| found == lines) {
        return Ok(());
    }
    if !succeeds("python3", &["-c", "import ensurepip, venv"]) {
        packages(&["python3", "python3-venv"])?;
    }
    println!("installing {}", wanted.join(" "));
    must(command("python3", &["-m", "venv", "--clear", &folder.to_string_lossy()]))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    must(command(&python(name).to_string_lossy(), &[&pip[..], wanted].concat()))?;
    std::fs::write(&made_with, lines).map_err(|error| format!("{}: {error}", made_with.display()))
}

/// A Python that [`for_comparing`] makes.
pub(crate) fn python(name: &str) -> PathBuf {
    target().join("tools").join(name).join("bin/python")
}

/// Installs the pages' packages when the lock file is newer than what is there, and builds the pages.
fn pages() -> Result<(), Failure> {
    let ui = project().join("ui");
    let age = |path: &str| std::fs::metadata(ui.join(path)).and_then(|data| data.modified()).ok();
    if age("node_modules/.package-lock.json") < age("package-lock.json") {
        npm(&["ci", "--no-audit", "--no-fund"])?;
    }
    npm(&["run", "--silent", "build"])
}

/// Runs npm in the pages' folder.
pub(crate) fn npm(arguments: &[&str]) -> Result<(), Failure> {
    let mut command = command("npm", arguments);
    command.current_dir(project().join("ui"));
    must(command)
}
