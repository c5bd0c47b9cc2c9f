//! Photographs in the study: screen, list, assign.

mod assign;
mod list;
mod screen;

pub use assign::{AssignInput, AssignedView, AssignmentPreview, LoadView, TakeBackInput, TakenBackView};
pub(crate) use assign::{assign, preview, take_back};
pub use list::PhotographView;
pub(crate) use list::list;
pub(crate) use screen::screen;
pub use screen::{ScreenDecision, ScreenInput};
