//! Creating, opening, joining, locking, recovering, restoring and closing a study.

mod delay;
mod open;
mod password;
mod recent;
mod recovery;
mod restore;

pub use open::{ConfigureInput, CreateInput, CreatedView, JoinInput, OpenInput, SessionView};
pub(crate) use open::{close, configure, create, info, join, lock, open, stay, unlock};
pub(crate) use password::check as check_password;
pub(crate) use recent::recent;
pub use recent::{DemoPersonView, RecentStudyView};
pub use recovery::{ChangePasswordInput, RecoverInput, RecoverableView, SheetInput};
pub(crate) use recovery::{change_password, read_sheet, recover};
pub(crate) use restore::restore;
pub use restore::{RestoreInput, RestoredView};
