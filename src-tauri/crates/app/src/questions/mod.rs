//! Questions: drafting from signed reviews, and a senior's judgement of each.

mod draft;
mod list;
mod review;

pub use draft::{DraftQuestionsInput, DraftedView};
pub(crate) use draft::{draft, sources};
pub(crate) use list::list;
pub use list::{QuestionListView, QuestionStage, QuestionView};
pub use review::{JudgeInput, Judgement, ReopenInput};
pub(crate) use review::{reopen, review};
