//! What goes wrong, as codes that a screen acts on. The sentence is the screen's, per language.

use std::collections::BTreeMap;

use domain::fusion::FusionError;
use imaging::WorkerError;
use release::PublishError;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::StoreError;
use ts_rs::TS;

/// Codes of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ErrorCode")]
pub enum Code {
    /// No command of this name.
    UnknownCommand,
    /// The input does not have the expected shape; `detail` says where.
    BadInput,
    /// Nobody is signed in, or the session was locked.
    Locked,
    /// This person may not do this, or not on this photograph; `why` says more where more can be said.
    NotAllowed,
    /// Name or password do not fit.
    WrongPassword,
    /// Too many wrong passwords: the next may be tried in `seconds`.
    Wait,
    /// The password is needed for this signature.
    PasswordNeeded,
    /// The password stands in a text that would be signed.
    PasswordInText,
    /// What was typed is not the recovery sheet of this study.
    WrongSheet,
    /// Nobody of this name is enrolled.
    UnknownPerson,
    /// The new password is too short, too long or too common; `why` says which.
    WeakPassword,
    /// No folder was named, or not by its whole path.
    FolderNeeded,
    /// There is no study in this folder.
    StudyNotFound,
    /// A study, folder or name is already there.
    AlreadyThere,
    /// The study is damaged; nothing was changed. `part` says where.
    StudyDamaged,
    /// The study needs a newer program; nothing was changed.
    StudyNewer,
    /// Another window has the study open.
    StudyInUse,
    /// The disk is full; nothing was changed.
    DiskFull,
    /// The operating system refused; `detail` is its message.
    FileAccess,
    /// The file or folder at `path` is not there.
    PathNotFound,
    /// The file or folder at `path` may not be read or written by this person on this computer.
    PathForbidden,
    /// The table at `path` cannot be read; `why` says whether it is empty, too large, no text or a damaged workbook.
    TableUnreadable,
    /// The annotations of another tool at `path` cannot be read; `why` says why, `line` where, `detail` what the parser says.
    AnnotationsUnreadable,
    /// Several tables could be meant; `tables` lists them.
    SeveralTables,
    /// Cells of the table at `path` are not understood; `cells` lists all.
    TableCells,
    /// Neither a table nor a choice says which subject a photograph belongs to.
    SubjectsUnknown,
    /// Another subject is called `subject` already.
    SubjectThere,
    /// A code that the vocabulary does not offer there.
    UnknownTerm,
    /// Something is missing before this can be submitted or signed; `missing` lists it.
    Incomplete,
    /// Values of one attribute exclude each other; `contradictions` lists lesion, field and values.
    Contradiction,
    /// The annotation was submitted before; it can be amended with a reason.
    AlreadySubmitted,
    /// A review is signed for this photograph.
    AlreadyReviewed,
    /// A reader amended the annotation since it was opened; the record is as before.
    AmendedMeanwhile,
    /// Another senior signed the review since it was opened; the record is as that senior signed it.
    SignedMeanwhile,
    /// A question to a reader waits for its answer.
    QueryOpen,
    /// Another senior has the photograph open.
    InReview,
    /// No senior is left who neither annotated nor reviewed a photograph.
    NoAuditor,
    /// Too few physicians are enrolled; `needed` and `found`.
    TooFewPhysicians,
    /// The study follows a vocabulary that does not say enough for this; it can be moved to a newer version.
    VocabularyOlder,
    /// There is nothing to do, assign, draft or release.
    Nothing,
    /// Nothing was published; `obstacles` says everything that stands in the way.
    ReleaseRefused,
    /// The release does not verify; nothing was published.
    ReleaseUnsound,
    /// Long work goes on with the session: `what` is its command, `work` its id, `done` of `total` its steps.
    WorkRunning,
    /// The work was cancelled; what was finished stays.
    Cancelled,
    /// A program error; `detail` has no patient data.
    Internal,
}

/// Why somebody who may do such things may not do this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NotAllowedBecause {
    /// The person has joined already.
    Joined,
    /// Photographs are assigned to the person.
    Assigned,
    /// The person has left already.
    Left,
    /// The person has not joined yet.
    Invited,
    /// A senior would review a photograph that he or she audits.
    OwnAudit,
    /// A senior would review a photograph that he or she annotated.
    OwnAnnotation,
    /// Readings of the photograph are missing.
    NotAnnotated,
    /// A review that somebody began by hand would be signed together with others.
    Started,
    /// Readers who differ, or a photograph that was held back, would be signed together with others.
    NotAgreed,
}

/// A refusal: code and what its sentence needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AppError {
    /// Code.
    pub code: Code,
    /// Values for the sentence.
    #[ts(type = "Record<string, unknown>")]
    pub args: BTreeMap<String, Value>,
    /// What it came of, for the log of this machine; never shown, and never what it was about.
    #[serde(skip)]
    #[ts(skip)]
    pub cause: Option<String>,
}

/// What a log may say of an error: of which kind it is and where, but never a text, name or path.
pub(crate) trait Cause {
    /// As the log says it.
    fn cause(&self) -> String;
}

impl Cause for serde_json::Error {
    fn cause(&self) -> String {
        format!("JSON: {:?} at {}:{}", self.classify(), self.line(), self.column())
    }
}

impl Cause for std::io::Error {
    fn cause(&self) -> String {
        store::system_failure(self)
    }
}

impl Cause for csv::Error {
    fn cause(&self) -> String {
        match self.kind() {
            csv::ErrorKind::Io(error) => error.cause(),
            _ => "CSV".to_owned(),
        }
    }
}

impl Cause for StoreError {
    fn cause(&self) -> String {
        self.kind()
    }
}

/// What a failure of the operating system means for the person.
fn code_of(kind: std::io::ErrorKind) -> Code {
    use std::io::ErrorKind::{NotFound, PermissionDenied, ReadOnlyFilesystem, StorageFull};
    if kind == NotFound {
        Code::PathNotFound
    } else if kind == PermissionDenied || kind == ReadOnlyFilesystem {
        Code::PathForbidden
    } else if kind == StorageFull {
        Code::DiskFull
    } else {
        Code::FileAccess
    }
}

impl AppError {
    /// A code without values.
    pub fn new(code: Code) -> Self {
        Self { code, args: BTreeMap::new(), cause: None }
    }
    /// This is not allowed here, for a reason that the screen names.
    pub(crate) fn not_allowed(because: NotAllowedBecause) -> Self {
        Self::new(Code::NotAllowed).with("why", json!(because))
    }
    /// What the operating system says about a file or folder.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(code_of(error.kind()))
            .with("path", path.display().to_string())
            .with("detail", error.to_string())
            .because(error)
    }
    /// Keeps what it came of, for the log.
    #[must_use]
    pub(crate) fn because(self, error: &impl Cause) -> Self {
        Self { cause: Some(error.cause()), ..self }
    }
    /// Whether something is wrong with the program, the machine or the study, rather than with what was asked.
    pub(crate) fn is_fault(&self) -> bool {
        matches!(
            self.code,
            Code::Internal | Code::StudyDamaged | Code::FileAccess | Code::PathForbidden | Code::DiskFull
        )
    }
    /// Names the study's folder where files could not be used; says that it is gone where the whole folder is (a drive
    /// that was unplugged, a share that was disconnected), whatever that looked like.
    #[must_use]
    pub fn about(self, folder: &std::path::Path) -> Self {
        let of_files = matches!(
            self.code,
            Code::FileAccess | Code::PathForbidden | Code::PathNotFound | Code::StudyDamaged | Code::Internal
        );
        let path = folder.display().to_string();
        if (of_files || self.code == Code::StudyNotFound) && !folder.exists() {
            Self { cause: self.cause, ..Self::new(Code::PathNotFound) }.with("path", path)
        } else if (of_files || self.code == Code::StudyNotFound) && !self.args.contains_key("path") {
            // The folder is there; what is missing is in it.
            let code = if self.code == Code::PathNotFound { Code::FileAccess } else { self.code };
            Self { code, ..self }.with("path", path)
        } else {
            self
        }
    }
    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let code = json!(self.code);
        f.write_str(code.as_str().unwrap_or_default())?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for AppError {}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let cause = Some(error.cause());
        let refusal = match error {
            StoreError::NotFound => Self::new(Code::StudyNotFound),
            StoreError::AlreadyThere => Self::new(Code::AlreadyThere),
            StoreError::WrongPassword => Self::new(Code::WrongPassword),
            StoreError::WrongSheet => Self::new(Code::WrongSheet),
            StoreError::UnknownPerson => Self::new(Code::UnknownPerson),
            StoreError::Damaged(part) => Self::new(Code::StudyDamaged).with("part", part),
            StoreError::Newer => Self::new(Code::StudyNewer),
            StoreError::InUse => Self::new(Code::StudyInUse),
            StoreError::DiskFull => Self::new(Code::DiskFull),
            StoreError::Refused(why) => Self::new(Code::AlreadyThere).with("why", why),
            StoreError::NotInForce(reason) => Self::new(Code::AlreadyThere).with("why", reason.as_str()),
            StoreError::Cancelled => Self::new(Code::Cancelled),
            StoreError::NoKey => Self::new(Code::NotAllowed),
            StoreError::Io(error) => Self::new(code_of(error.kind())).with("detail", error.to_string()),
            StoreError::Database(error) => Self::new(Code::Internal).with("detail", error.to_string()),
        };
        Self { cause, ..refusal }
    }
}

impl From<PublishError> for AppError {
    fn from(error: PublishError) -> Self {
        match error {
            // Found before, unless it came up meanwhile; named as obstacles are.
            PublishError::Exists => Self::new(Code::ReleaseRefused).with("obstacles", json!([{"what": "exists"}])),
            PublishError::Nothing => Self::new(Code::ReleaseRefused).with("obstacles", json!([{"what": "nothing"}])),
            PublishError::BadSettings(bad) => {
                let obstacles: Vec<Value> = bad.iter().map(|setting| json!({"what": setting})).collect();
                Self::new(Code::ReleaseRefused).with("obstacles", obstacles)
            }
            PublishError::Cancelled => Self::new(Code::Cancelled),
            PublishError::Unsound(findings) => {
                let list: Vec<String> = findings
                    .iter()
                    .take(5)
                    .map(|f| match f.line {
                        Some(line) => format!("{}:{line} {} {}", f.file, f.what, f.detail),
                        None => format!("{} {} {}", f.file, f.what, f.detail),
                    })
                    .collect();
                Self::new(Code::ReleaseUnsound).with("findings", list)
            }
            PublishError::Picture(_) => Self::new(Code::StudyDamaged).with("part", "a photograph"),
            PublishError::Io(error) => StoreError::from(error).into(),
        }
    }
}

impl From<WorkerError> for AppError {
    fn from(error: WorkerError) -> Self {
        match error {
            WorkerError::Refused(refusal) => Self::new(Code::BadInput).with("detail", refusal.to_string()),
            WorkerError::Start(error) => Self::new(Code::FileAccess).with("detail", error.to_string()),
        }
    }
}

impl<T> From<FusionError<T>> for AppError {
    fn from(error: FusionError<T>) -> Self {
        let detail = match error {
            FusionError::Repeated(_) => "a ranking names an item twice",
            FusionError::EmptyBlock => "a ranking holds an empty block of ties",
        };
        Self::new(Code::BadInput).with("detail", detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_gone_is_no_damage_and_a_folder_is_always_named() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("unplugged");
        let damaged = AppError::new(Code::StudyDamaged).with("part", "a photograph");
        assert_eq!(damaged.clone().about(&gone).code, Code::PathNotFound);
        assert_eq!(damaged.about(folder.path()).code, Code::StudyDamaged);
        let read_only = std::io::Error::from(std::io::ErrorKind::ReadOnlyFilesystem);
        let refused = AppError::from(StoreError::from(read_only)).about(folder.path());
        assert_eq!((refused.code, &refused.args["path"]), (Code::PathForbidden, &json!(folder.path())));
        assert_eq!(AppError::new(Code::NotAllowed).about(&gone).code, Code::NotAllowed);
    }
}
