//! What may be wrong with a study's files, said as facts; `app` turns them into codes.

use std::io;

use domain::standing::NotInForce;

/// A fact about the study on disk.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no study in this folder.
    #[error("no study here")]
    NotFound,
    /// A study or another file is already there.
    #[error("something is already there")]
    AlreadyThere,
    /// No envelope opens with this name and password.
    #[error("name or password do not fit")]
    WrongPassword,
    /// What was typed is not the recovery sheet of this study.
    #[error("not the recovery sheet of this study")]
    WrongSheet,
    /// Nobody of this name is enrolled.
    #[error("nobody of this name is enrolled")]
    UnknownPerson,
    /// A file of the study is damaged.
    #[error("the study is damaged: {0}")]
    Damaged(&'static str),
    /// The study was written by a newer program.
    #[error("the study needs a newer program")]
    Newer,
    /// Another program has the study open.
    #[error("the study is in use")]
    InUse,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// What was to be written contradicts what is there.
    #[error("the record refuses this: {0}")]
    Refused(&'static str),
    /// What was to be written would change nothing.
    #[error("this would not be in force: {}", .0.as_str())]
    NotInForce(NotInForce),
    /// The session holds no key for this.
    #[error("this session has no key for it")]
    NoKey,
    /// Computing the tables anew was cancelled; the study is as it was.
    #[error("cancelled")]
    Cancelled,
    /// The operating system refused.
    #[error("file access: {0}")]
    Io(io::Error),
    /// The database refused.
    #[error("database: {0}")]
    Database(rusqlite::Error),
}

/// Of which kind a failure of the operating system is, without what it was about.
pub fn system_failure(error: &io::Error) -> String {
    let number = error.raw_os_error().map(|number| format!(" ({number})")).unwrap_or_default();
    format!("system: {:?}{number}", error.kind())
}

impl StoreError {
    /// Of which kind it is, without anything that it was about.
    pub fn kind(&self) -> String {
        match self {
            Self::Damaged(part) => format!("damaged: {part}"),
            Self::Refused(why) => format!("refused: {why}"),
            Self::NotInForce(reason) => format!("not in force: {}", reason.as_str()),
            Self::Io(error) => system_failure(error),
            Self::Database(error) => match error.sqlite_error() {
                Some(failure) => format!("SQLite: {:?} ({})", failure.code, failure.extended_code),
                // Its name alone: what is in it can be a text of the study.
                None => {
                    let text = format!("{error:?}");
                    let name = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                    format!("database: {name}")
                }
            },
            plain => plain.to_string(),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::StorageFull { Self::DiskFull } else { Self::Io(error) }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged("database"),
            Some(ErrorCode::ConstraintViolation) if is_about_reference(&error) => NotInForce::NothingThere.into(),
            Some(ErrorCode::ConstraintViolation) => NotInForce::ThereAlready.into(),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::Io(io::Error::new(io::ErrorKind::PermissionDenied, error.to_string()))
            }
            Some(ErrorCode::SystemIoFailure) => Self::Io(io::Error::other(error.to_string())),
            _ => Self::Database(error),
        }
    }
}

/// Whether a row refers to one that is not there.
fn is_about_reference(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _)
        if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY)
}

impl From<NotInForce> for StoreError {
    fn from(reason: NotInForce) -> Self {
        Self::NotInForce(reason)
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(_: serde_json::Error) -> Self {
        Self::Damaged("a stored record")
    }
}
