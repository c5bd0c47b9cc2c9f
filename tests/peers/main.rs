//! What we compute beside what packages of the field compute of the same: the Python programs beside this file ask them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so and stops"
)]

mod agreement;
mod backup;
mod heic;
mod hugging_face;
mod release;

use std::path::Path;
use std::process::Command;

/// One of the programs beside this file, with the Python that a variable of the environment names.
fn program(variable: &str, program: &str) -> Command {
    let python = std::env::var_os(variable).unwrap_or_else(|| {
        panic!("{variable} names no Python with the packages; `cargo xtask test` installs them and runs this")
    });
    let mut command = Command::new(python);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(program));
    command
}

fn python(name: &str) -> Command {
    program("CONSILIUM_PYTHON", name)
}
