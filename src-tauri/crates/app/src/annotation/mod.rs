//! A physician's own annotations: what waits, opening, saving, submitting, amending.

mod open;
mod queue;
mod save;
mod sheet;
mod submit;

pub(crate) use open::open;
pub use open::{AnnotationView, DraftView};
pub use queue::{QueueItemView, QueueState};
pub(crate) use queue::{changed, queue};
pub(crate) use save::save;
pub use save::{SaveInput, SavedView};
pub use submit::{AmendInput, SubmitInput, SubmittedView};
pub(crate) use submit::{amend, submit};
