//! Programs that drive the real window: under a display and a message bus of their own.

use std::path::PathBuf;
use std::process::Command;

use crate::shell::{self, target};

/// A command that finds the window's driver and the program, built with a profile (`debug` or `release`).
pub(crate) fn command(program: &str, arguments: &[&str], profile: &str) -> Command {
    let display = ["--auto-servernum", "--server-args=-screen 0 3840x2160x24", "dbus-run-session", "--", program];
    let mut command = shell::command("xvfb-run", &[&display[..], arguments].concat());
    command
        .env("NO_AT_BRIDGE", "1")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("CONSILIUM_DRIVER", target().join("tools/bin/tauri-driver"))
        .env("CONSILIUM_PICTURES", pictures())
        .env("CONSILIUM_PROGRAM", target().join(profile).join("consilium-desktop"));
    command
}

/// Where stories leave pictures of the window.
pub(crate) fn pictures() -> PathBuf {
    target().join("tmp/pictures")
}
