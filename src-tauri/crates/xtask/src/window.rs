//! Programs that drive the real window.

use std::path::PathBuf;
use std::process::Command;

use crate::shell::{self, target};

/// A command that finds the window's driver and the program, built with a profile (`debug` or `release`).
pub(crate) fn command(program: &str, arguments: &[&str], profile: &str) -> Command {
    let mut command = shell::command(program, arguments);
    command
        .env("CONSILIUM_DRIVER", target().join("tools/bin/tauri-driver"))
        .env("CONSILIUM_PICTURES", pictures())
        .env("CONSILIUM_PROGRAM", target().join(profile).join("consilium-desktop"));
    command
}

/// Where stories leave pictures of the window.
pub(crate) fn pictures() -> PathBuf {
    target().join("tmp/pictures")
}
