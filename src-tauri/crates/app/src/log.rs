//! The log of this machine: which commands were refused, and what that came of, for whoever helps when something is wrong.
//! A file a day, beside the settings; the oldest go. It holds no names, no texts of the study and no paths.

use std::fs;
use std::path::PathBuf;

use tracing::dispatcher::{self, Dispatch};
use tracing_appender::rolling::{RollingFileAppender, Rotation};

use crate::VERSION;
use crate::error::AppError;

/// Files that are kept, one a day.
const DAYS: usize = 14;

/// The log of this machine.
pub(crate) struct Log {
    folder: PathBuf,
    to: Dispatch,
}

impl Log {
    /// Begins to log in a folder; nothing is logged where none is named or it cannot be written: that is no reason not to
    /// work.
    pub(crate) fn begin(folder: PathBuf) -> Self {
        let files = RollingFileAppender::builder()
            .rotation(Rotation::DAILY)
            .filename_prefix("consilium")
            .filename_suffix("log")
            .max_log_files(DAYS);
        let may = folder.is_absolute() && fs::create_dir_all(&folder).is_ok();
        let file = may.then(|| files.build(&folder).ok()).flatten();
        let to = file.map_or_else(Dispatch::none, |file| {
            Dispatch::new(tracing_subscriber::fmt().with_ansi(false).with_target(false).with_writer(file).finish())
        });
        let log = Self { folder, to };
        log.say(|| tracing::info!(version = VERSION, system = std::env::consts::OS, "started"));
        log
    }

    /// Notes what became of a command: faults with what they came of, other refusals by their code.
    pub(crate) fn note<T>(&self, command: &str, answer: &Result<T, AppError>) {
        let Err(error) = answer else { return };
        let code = serde_json::to_value(error.code).unwrap_or_default();
        let (code, cause) = (code.as_str().unwrap_or_default(), error.cause.as_deref().unwrap_or_default());
        self.say(|| {
            if error.is_fault() {
                tracing::error!(command, code, cause);
            } else {
                tracing::info!(command, code);
            }
        });
    }

    fn say(&self, event: impl FnOnce()) {
        dispatcher::with_default(&self.to, event);
    }

    /// All lines, the oldest first.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut files: Vec<PathBuf> = match fs::read_dir(&self.folder) {
            Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
            Err(_) => Vec::new(),
        };
        files.retain(|path| path.extension().is_some_and(|extension| extension == "log"));
        files.sort();
        let texts = files.iter().filter_map(|path| fs::read_to_string(path).ok());
        texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn faults_are_logged_with_their_cause_and_nothing_that_they_were_about() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::begin(folder.path().join("log"));
        let missing = std::io::Error::new(std::io::ErrorKind::PermissionDenied, "/home/anna/study: Anna Berg");
        let refused = AppError::file(std::path::Path::new("/home/anna/Anna Berg.jpg"), &missing);
        log.note::<()>("photograph.import", &Err(refused));
        let torn = serde_json::from_str::<u8>("\"Anna Berg\"").unwrap_err();
        log.note::<()>("annotation.open", &Err(AppError::new(Code::StudyDamaged).because(&torn)));
        let store = store::StoreError::Io(std::io::Error::from_raw_os_error(5));
        log.note::<()>("annotation.save", &Err(store.into()));
        log.note::<()>("study.open", &Err(AppError::new(Code::WrongPassword).with("name", "Anna Berg")));
        log.note("study.info", &Ok(()));
        let lines = log.lines();
        let ends: Vec<&str> = lines.iter().map(|line| line.split_once("Z ").unwrap().1.trim()).collect();
        assert!(ends[0].starts_with("INFO started version="), "{ends:?}");
        let expected = [
            "ERROR command=\"photograph.import\" code=\"path_forbidden\" cause=\"system: PermissionDenied\"",
            "ERROR command=\"annotation.open\" code=\"study_damaged\" cause=\"JSON: Data at 1:11\"",
            "ERROR command=\"annotation.save\" code=\"file_access\" cause=\"system: Uncategorized (5)\"",
            "INFO command=\"study.open\" code=\"wrong_password\"",
        ];
        assert_eq!(ends[1..], expected);
        assert!(!lines.concat().contains("nna"), "no names, no paths");
    }

    #[test]
    fn files_of_more_than_fourteen_days_go_and_others_in_the_folder_stay() {
        let folder = tempfile::tempdir().unwrap();
        for day in 1..=20 {
            // The age of a file is when it came into being, not its name.
            std::thread::sleep(std::time::Duration::from_millis(15));
            fs::write(folder.path().join(format!("consilium.2026-01-{day:02}.log")), format!("day {day}\n")).unwrap();
        }
        fs::write(folder.path().join("notes.txt"), "mine").unwrap();
        let log = Log::begin(folder.path().to_owned());
        let lines = log.lines();
        assert!(lines.len() <= DAYS && lines.last().is_some_and(|line| line.contains("started")), "{lines:?}");
        assert!(
            !lines.contains(&"day 1".to_owned()) && lines.contains(&"day 20".to_owned()),
            "the oldest go: {lines:?}"
        );
        assert!(folder.path().join("notes.txt").exists());
    }

    #[test]
    fn where_nothing_can_be_kept_nothing_is_logged() {
        let log = Log::begin(PathBuf::from("log"));
        log.note::<()>("study.open", &Err(AppError::new(Code::Internal)));
        assert!(log.lines().is_empty());
    }
}
