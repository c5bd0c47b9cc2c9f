//! Creating, opening, joining and closing a study.

mod open;
mod password;
mod recent;

pub use open::{ConfigureInput, CreateInput, CreatedView, JoinInput, OpenInput, SessionView};
pub(crate) use open::{close, configure, create, info, join, open};
pub(crate) use password::check as check_password;
pub(crate) use recent::recent;
pub use recent::{DemoPersonView, RecentStudyView};
