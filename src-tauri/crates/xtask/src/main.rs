//! `cargo xtask run | test | bench`: installs what is missing, builds, runs and checks the project.
//! Needs nothing but cargo and Node; knows the other rooms only by their names.
#![allow(clippy::print_stdout, reason = "a command-line program")]

mod bench;
mod install;
mod run;
mod shell;
mod test;
mod window;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, runs and checks Consilium")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Open the window on a demo study; without a display, carry the main job through by script.
    Run {
        /// Carry the main job through by script even where there is a display.
        #[arg(long)]
        headless: bool,
    },
    /// Run every test of the project.
    Test,
    /// Take the pictures of the README out of the real window.
    Pictures,
    /// Measure; prints JSON lines.
    Bench {
        /// Only this benchmark.
        #[arg(long)]
        only: Option<String>,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Run { headless } => run::run(headless),
        Task::Test => test::test(),
        Task::Pictures => test::pictures(),
        Task::Bench { only } => bench::bench(only.as_deref()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
