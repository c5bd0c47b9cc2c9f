//! The senior's work: two readings become one signed record.

mod open;
mod queue;
mod sign;

pub use open::{FusedItemView, FusedView, ReaderView, ReviewView, SaveReviewInput, SavedReviewView};
pub(crate) use open::{open, readings, save};
pub use queue::ReviewItemView;
pub(crate) use queue::queue;
pub use sign::SignInput;
pub(crate) use sign::sign;
