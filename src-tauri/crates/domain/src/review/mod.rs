//! The senior's decisions, and the reviewed record they make. The annotations themselves are never changed: the reviewed
//! record is a third record.

mod decisions;
mod differential;
mod lines;
mod record;
#[cfg(test)]
mod tests;

pub use decisions::{Decision, Decisions, MarksDecision};
pub use differential::{fused_differential, ranking};
pub use lines::{Line, Review, ReviewedLesion, Undecided, agrees_completely};
pub use record::ReviewError;
