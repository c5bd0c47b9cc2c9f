//! What people do: use cases, permissions, sessions, views and error codes.
//!
//! The one door is [`App::call`]: a command's name and JSON in, JSON or a code out. [`COMMANDS`] is
//! the table of everything that can be asked and who may. Deliberately absent: windows, dialogs,
//! sentences for people (the screens have those, per language).

pub mod agreement;
pub mod annotation;
mod app;
pub mod audits;
pub mod backups;
pub mod calibration;
mod clock;
mod commands;
mod csv_file;
mod desk;
pub mod diagnostics;
mod error;
pub mod filters;
mod folders;
pub mod home;
pub mod import;
mod log;
pub mod people;
pub mod photographs;
pub mod preferences;
pub mod quality;
pub mod questions;
pub mod record;
pub mod releases;
pub mod review;
mod session;
pub mod studies;
pub mod terms;
mod ticket;
mod work;

#[cfg(test)]
mod contract;

pub use app::App;
pub use clock::{Clock, SystemClock};
pub use commands::COMMANDS;
pub use desk::Config;
pub use error::{AppError, Code};
pub use imaging::run_worker_if_asked;
pub use session::{PictureError, Signature};
pub use store::Strength;
pub use ticket::Allow;
pub use work::Progress;

/// How photographs are read, for those who compare it with what others read.
pub mod pictures {
    pub use imaging::{Note, Refusal, WorkerError, WorkerPool};
}

/// Version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
