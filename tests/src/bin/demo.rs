//! `consilium-demo`: draws the synthetic photographs, makes the demo study, or carries the main job
//! through by script.
#![allow(clippy::print_stdout, reason = "a command-line program")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tests::day::{Failure, Until, app, carry_through};
use tests::photographs;

fn main() -> ExitCode {
    app::run_worker_if_asked();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["photographs", folder] => photographs::write_all(Path::new(folder), 7).map(|_| ()).map_err(Failure::from),
        ["create", folder] => run(Path::new(folder), Until::Halfway),
        ["headless", folder] => run(Path::new(folder), Until::Released),
        _ => Err("use: consilium-demo photographs|create|headless FOLDER".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("consilium-demo: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, until: Until) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    let folder: PathBuf = folder.canonicalize()?;
    let app = app(&folder.join("settings"), &std::env::current_exe()?);
    for line in carry_through(&app, &folder, until)?.lines {
        println!("{line}");
    }
    Ok(())
}
