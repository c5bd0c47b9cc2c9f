//! Questions: drafting from signed reviews, and a senior's judgement of each.

mod about;
mod audit;
mod draft;
mod list;
mod review;
mod sample;

pub use about::{MarkedLesionView, QuestionAboutView, QuestionDeed, QuestionStepView};
pub(crate) use about::{about, history};
pub use audit::QuestionAuditView;
pub(crate) use audit::audit;
pub use draft::{DraftQuestionsInput, DraftedView};
pub(crate) use draft::{draft, overtaken, subjects};
pub(crate) use list::list;
pub use list::{QuestionListView, QuestionStage, QuestionView};
pub use review::{AdmitInput, JudgeInput, Judgement, ReopenInput};
pub(crate) use review::{admit, check, others, reopen, review};
pub(crate) use sample::approve_rest;
