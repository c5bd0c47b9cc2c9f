//! `consilium`: the same use cases as the window, and filters that need no study.
#![allow(clippy::print_stdout, reason = "a command-line program")]

mod import;
mod sentences;

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use app::{App, AppError, Code, Config, Progress, Strength, SystemClock};
use clap::{Args, Parser, Subcommand};
use serde_json::{Value, json};

#[derive(Parser)]
#[command(name = "consilium", version, about = "Annotation of body-surface photographs by physicians")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Create a study, or say what it is.
    #[command(subcommand)]
    Study(StudyTask),
    /// Import a folder of photographs: exit 2 when something must be decided first, 3 when files were refused.
    Import {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        import: import::ImportArguments,
    },
    /// Publish a release.
    Release {
        #[command(flatten)]
        who: Who,
        /// Folder in which the release's own folder is made.
        into: PathBuf,
        /// Name: letters, digits, - and _.
        #[arg(long)]
        title: String,
        /// Version, such as 1.0.0.
        #[arg(long)]
        version: String,
        /// SPDX licence.
        #[arg(long, default_value = "CC-BY-4.0")]
        license: String,
        /// Notes for the card.
        #[arg(long, default_value = "")]
        notes: String,
        /// Seed of the split.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Release without what is not finished; each is listed in exclusions.jsonl with its reason.
        #[arg(long)]
        leave_out: bool,
        /// Degraded twins of the pictures too, in eight ways and three strengths: large, and slow to make.
        #[arg(long)]
        degraded: bool,
        /// Pack it into one zip file too, beside the folder.
        #[arg(long)]
        zip: bool,
        /// Save it as a BagIt bag too, beside the folder.
        #[arg(long)]
        bag: bool,
    },
    /// Verify a release folder; needs no study.
    Verify {
        /// Folder of the release.
        release: PathBuf,
    },
    /// Fuse rankings: JSON Lines in, JSON Lines out.
    Fuse {
        /// File to read; standard input when left out.
        file: Option<PathBuf>,
    },
    /// Agreement of a CSV table `item,rater,value`: JSON out, with how often each category was answered.
    Agreement {
        /// File to read; standard input when left out.
        file: Option<PathBuf>,
        /// Words that mean "no answer", such as NA,NaN; "" when every word is an answer.
        #[arg(long, value_delimiter = ',')]
        missing: Option<Vec<String>>,
    },
}

#[derive(Subcommand)]
enum StudyTask {
    /// Create a study and print its recovery key.
    Create {
        #[command(flatten)]
        who: Who,
        /// What the study is called.
        #[arg(long)]
        title: String,
        /// Language of released questions: en or zh.
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Choose a new password for somebody with the recovery sheet.
    Recover {
        #[command(flatten)]
        who: Who,
        /// File with the text of the recovery sheet.
        #[arg(long)]
        sheet: PathBuf,
    },
    /// Say what a study is and how far it has come.
    Info {
        #[command(flatten)]
        who: Who,
    },
}

/// Which study, and who asks. The password comes from a prompt or a file, never from an argument.
#[derive(Args)]
struct Who {
    /// Folder of the study.
    study: PathBuf,
    /// Name to sign in with.
    #[arg(long)]
    name: String,
    /// File whose first line is the password; a prompt asks when left out.
    #[arg(long)]
    password_file: Option<PathBuf>,
}

/// A sentence for standard error, and the exit code.
struct Failure(String, u8);

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self(sentences::sentence(&error), 1)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string(), 1)
    }
}

fn main() -> ExitCode {
    app::run_worker_if_asked();
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(sentence, code)) => {
            eprintln!("consilium: {sentence}");
            ExitCode::from(code)
        }
    }
}

fn run(task: Task) -> Result<(), Failure> {
    match task {
        Task::Study(StudyTask::Create { who, title, language }) => {
            let password = new_password(&who)?;
            let input = json!({"folder": absolute(&who.study)?, "title": title, "language": language, "name": who.name, "password": password});
            let created = program()?.call("study.create", input)?;
            print(&json!({"study": created["session"]["folder"], "recovery": created["recovery"]}))
        }
        Task::Study(StudyTask::Recover { who, sheet }) => {
            let text =
                std::fs::read_to_string(&sheet).map_err(|error| Failure(format!("{}: {error}", sheet.display()), 1))?;
            let password = new_password(&who)?;
            let input = json!({"folder": absolute(&who.study)?, "sheet": text, "name": who.name, "password": password});
            let session = program()?.call("study.recover", input)?;
            print(&json!({"study": session["folder"], "title": session["title"], "name": session["name"]}))
        }
        Task::Study(StudyTask::Info { who }) => {
            let (app, _) = signed_in(&who)?;
            print(
                &json!({"study": app.call("study.info", Value::Null)?, "waiting": app.call("home.view", Value::Null)?}),
            )
        }
        Task::Import { who, import } => import::import(&signed_in(&who)?.0, &import),
        Task::Release { who, into, title, version, license, notes, seed, leave_out, degraded, zip, bag } => {
            let (app, password) = signed_in(&who)?;
            let input = json!({"folder": absolute(&into)?, "name": title, "version": version, "license": license,
                               "notes": notes, "seed": seed, "leave_out": leave_out, "degraded": degraded, "zip": zip, "bag": bag,
                               "password": password});
            let published = app.call_with_progress("release.publish", input, "release", &progress)?;
            eprintln!();
            print(&published)
        }
        Task::Verify { release } => {
            let verified = app::releases::verify_folder(&release, &mut |_, _| true)?;
            print(&verified)?;
            if verified.findings.is_empty() { Ok(()) } else { Err(Failure("the release is not sound".into(), 1)) }
        }
        Task::Fuse { file } => fuse(reader(file)?),
        Task::Agreement { file, missing } => {
            let missing = missing.map(|words| words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>());
            let found = app::filters::agreement_of_csv(reader(file)?, missing.as_deref()).map_err(|error| {
                let line = error.args.get("line").map(|line| format!("line {line}: ")).unwrap_or_default();
                let detail = error.args.get("detail").and_then(Value::as_str).unwrap_or("not readable").to_owned();
                Failure(format!("{line}{detail}"), 2)
            })?;
            print(&found)
        }
    }
}

/// Every good line gives a line; bad lines are named, and the exit code is 2 when there was one.
fn fuse(input: impl Read) -> Result<(), Failure> {
    let (mut output, mut bad) = (io::stdout().lock(), false);
    for (number, line) in (1_usize..).zip(io::BufReader::new(input).split(b'\n')) {
        let line = line?;
        let text = std::str::from_utf8(&line).map(|text| text.trim_start_matches('\u{feff}').trim());
        if text.is_ok_and(str::is_empty) {
            continue;
        }
        // Two names in another encoding could become one.
        let not_utf8 = |_| AppError::new(Code::BadInput).with("detail", "is not UTF-8; save the file as UTF-8");
        match text.map_err(not_utf8).and_then(app::filters::fuse_line) {
            Ok(fused) => writeln!(output, "{}", serde_json::to_string(&fused).unwrap_or_default())?,
            Err(error) => {
                bad = true;
                let detail = error.args.get("detail").and_then(Value::as_str).unwrap_or("not readable");
                eprintln!("line {number}: {detail}");
            }
        }
    }
    if bad { Err(Failure("some lines could not be fused".into(), 2)) } else { Ok(()) }
}

fn reader(file: Option<PathBuf>) -> Result<Box<dyn Read>, Failure> {
    match file.filter(|path| path != Path::new("-")) {
        Some(path) => {
            let open = std::fs::File::open(&path);
            Ok(Box::new(open.map_err(|error| Failure(format!("{}: {error}", path.display()), 2))?))
        }
        None => Ok(Box::new(io::stdin())),
    }
}

fn program() -> Result<App, Failure> {
    Ok(App::new(Config {
        // The command line leaves no list of studies behind.
        settings_folder: PathBuf::new(),
        marks_folder: marks_folder(),
        worker: std::env::current_exe()?,
        machine: "command line".into(),
        study: None,
        clock: Arc::new(SystemClock),
        strength: Strength::FULL,
    }))
}

/// As the window notes them, so that both are one device.
fn marks_folder() -> PathBuf {
    let settings = std::env::var_os("CONSILIUM_SETTINGS").map(PathBuf::from);
    let settings = settings.or_else(|| Some(dirs::config_dir()?.join("org.consilium.desktop")));
    settings.unwrap_or_default().join("marks")
}

fn signed_in(who: &Who) -> Result<(App, String), Failure> {
    let (app, password) = (program()?, password(who)?);
    let input = json!({"folder": absolute(&who.study)?, "name": who.name, "password": password});
    let opened = match app.call("study.open", input.clone()) {
        // Every run is a new program, which waits from its beginning.
        Err(error) if error.code == Code::Wait => {
            let seconds = error.args.get("seconds").and_then(Value::as_u64).unwrap_or_default();
            eprintln!("consilium: too many wrong passwords; the next is tried in {seconds} seconds");
            std::thread::sleep(Duration::from_secs(seconds));
            app.call("study.open", input)
        }
        opened => opened,
    };
    if opened?["must_join"] == true {
        return Err(Failure("this person was invited and must choose a password in the window first".into(), 1));
    }
    Ok((app, password))
}

fn password(who: &Who) -> Result<String, Failure> {
    match &who.password_file {
        Some(file) => {
            let text =
                std::fs::read_to_string(file).map_err(|error| Failure(format!("{}: {error}", file.display()), 1))?;
            Ok(text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().to_owned())
        }
        None => Ok(rpassword::prompt_password("Password: ")?),
    }
}

/// A password that is chosen: typed twice where nobody can see it.
fn new_password(who: &Who) -> Result<String, Failure> {
    let first = password(who)?;
    if who.password_file.is_none() && rpassword::prompt_password("Password again: ")? != first {
        return Err(Failure("the two passwords differ".into(), 1));
    }
    Ok(first)
}

fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    Ok(std::path::absolute(path)?)
}

/// Only for somebody who watches.
fn progress(step: Progress) {
    if io::stderr().is_terminal() {
        eprint!("\r{} of {} ", step.done, step.total);
    }
}

fn print(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure(error.to_string(), 1))?;
    println!("{text}");
    Ok(())
}
