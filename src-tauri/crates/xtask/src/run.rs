//! `cargo xtask run`: the demo study in the window, or the main job by script.

use std::path::PathBuf;

use crate::install;
use crate::shell::{Failure, command, must, target};

fn tool(name: &str) -> PathBuf {
    target().join("debug").join(name)
}

pub(crate) fn run(headless: bool) -> Result<(), Failure> {
    install::for_building()?;
    let display = std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some();
    if headless || !display {
        must(command("cargo", &["build", "--package", "tests", "--bin", "consilium-demo"]))?;
        let folder = fresh("headless")?;
        return must(command(&tool("consilium-demo").to_string_lossy(), &["headless", &folder.to_string_lossy()]));
    }
    must(command("cargo", &["build", "--workspace", "--bins"]))?;
    let study = demo_study()?;
    let mut window = command(&tool("consilium-desktop").to_string_lossy(), &["--study", &study.to_string_lossy()]);
    window.env("CONSILIUM_SETTINGS", target().join("demo/settings"));
    must(window)
}

/// The demo study; made once, then kept with whatever was done in it.
pub(crate) fn demo_study() -> Result<PathBuf, Failure> {
    let study = target().join("demo/Body surface demo");
    if !study.join("study.json").is_file() {
        let folder = fresh("demo")?;
        println!("making the demo study (half a minute)");
        must(command(&tool("consilium-demo").to_string_lossy(), &["create", &folder.to_string_lossy()]))?;
    }
    Ok(study)
}

/// An empty folder below the target folder.
fn fresh(name: &str) -> Result<PathBuf, Failure> {
    let folder = target().join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}
