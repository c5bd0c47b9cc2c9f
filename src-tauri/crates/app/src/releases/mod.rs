//! Releases: what would be in one, publishing, verifying.

mod contents;
mod obstacles;
mod pictures;
mod preview;
mod publish;

pub use contents::Fate;
pub use obstacles::Obstacle;
pub(crate) use preview::preview;
pub use preview::{PreviewView, ReleaseView};
pub use publish::{FindingView, PublishInput, PublishedView, VerifiedView, VerifyInput, verify_folder};
pub(crate) use publish::{publish, verify};
