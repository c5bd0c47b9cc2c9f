//! Photographs from the folder to the physicians: import, screen, assign.

mod assign;
mod files;
mod import;
mod list;
mod manifest;
mod screen;

pub use assign::{AssignInput, AssignedView, AssignmentPreview, LoadView, TakeBackInput, TakenBackView};
pub(crate) use assign::{assign, preview, take_back};
pub(crate) use import::import;
pub use import::{ImportInput, ImportView};
pub use list::{PhotographView, RefusalView, Stage};
pub(crate) use list::{list, refusals};
pub(crate) use screen::screen;
pub use screen::{ScreenDecision, ScreenInput};
