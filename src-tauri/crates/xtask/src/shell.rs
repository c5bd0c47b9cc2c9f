//! Running other programs from the project's folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A sentence that says what did not work.
pub(crate) type Failure = String;

/// The project's folder.
pub(crate) fn project() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(3).unwrap_or(here).to_owned()
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project().join("target"), PathBuf::from)
}

/// A command in the project's folder.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(project());
    command
}

/// Runs a command and shows what it prints; an error when it fails.
pub(crate) fn must(mut command: Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed")) }
}

/// Runs a command, shows and returns what it prints on standard output; and whether it succeeded.
pub(crate) fn watch(mut command: Command) -> (bool, String) {
    use std::io::{BufRead, BufReader};
    let mut printed = String::new();
    let Ok(mut child) = command.stdout(Stdio::piped()).spawn() else {
        return (false, format!("{command:?} could not be started"));
    };
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            printed.push_str(&line);
            printed.push('\n');
        }
    }
    (child.wait().is_ok_and(|status| status.success()), printed)
}

/// Whether a command succeeds without being shown.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    command(program, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
