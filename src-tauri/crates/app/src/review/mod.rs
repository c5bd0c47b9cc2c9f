//! The senior's work: several readings become one signed record.

mod case;
mod memory;
mod open;
mod queries;
mod queue;
mod readings;
mod sign;
mod states;
mod weigh;

pub(crate) use memory::{Compared, Waiting};
pub use open::{FusedItemView, FusedView, ReaderView, ReviewView, SaveReviewInput, SignedView};
pub(crate) use open::{open, save};
pub use queries::{AnswerInput, AskInput, QueryView};
pub(crate) use queries::{answer, ask, asked_of_me, close};
pub use queue::{QueryState, ReviewItemView, ReviewOrder, SignedItemView};
pub(crate) use queue::{queue, signed};
pub(crate) use readings::{readings, records};
pub use sign::{SignAgreedInput, SignInput, SignedTogetherView};
pub(crate) use sign::{sign, sign_agreed};
pub use states::PreparedView;
pub(crate) use states::prepare;
pub(crate) use weigh::weigh;
pub use weigh::{Besides, WeighInput, WeighedView};
