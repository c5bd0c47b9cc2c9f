//! What we compute beside what packages of the field compute of the same: `agreement.py` and `heic.py` ask them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so and stops"
)]

mod agreement;
mod heic;

use std::path::Path;
use std::process::Command;

/// One of the programs beside this file, with the Python that has the packages.
fn python(program: &str) -> Command {
    let python = std::env::var_os("CONSILIUM_PYTHON")
        .expect("CONSILIUM_PYTHON names no Python with the packages; `cargo xtask test` installs them and runs this");
    let mut command = Command::new(python);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(program));
    command
}
