//! `cargo xtask run | test | soak | bench`: installs what is missing, builds, runs and checks the project.
//! Needs nothing but cargo and Node; knows the other rooms only by their names.
#![allow(clippy::print_stdout, reason = "a command-line program")]

mod bench;
mod install;
mod run;
mod shell;
mod soak;
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
    /// Try for long what the tests try briefly; prints JSON lines.
    Soak {
        /// Only this: `exchange`.
        #[arg(long)]
        only: Option<String>,
    },
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
        Task::Soak { only } => soak::soak(only.as_deref()),
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
