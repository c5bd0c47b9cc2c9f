//! Photographs: decode in a bounded worker, make upright, strip, derive, mask, measure.
//!
//! Hostile files are decoded in a child process of the same binary under limits of memory, time,
//! pixels and bytes. Deliberately absent: the study, the
//! vault, and any idea of what is on the picture.

mod colour;
mod decode;
mod derive;
#[cfg(feature = "heic")]
mod heic;
mod jpeg;
mod pool;
mod quality;
mod upright;
mod variants;
mod worker;

pub use derive::{Derived, Mask, Measured, PREVIEW_PX, THUMBNAIL_PX, preview_within};
pub use pool::{WorkerError, WorkerPool};
pub use upright::{Note, Refusal};
pub use variants::{Degradation, Frame};
pub use worker::{WORKER_ARGUMENT, run_worker_if_asked};

/// Largest file in bytes.
pub const MAX_FILE_BYTES: usize = 64 << 20;
/// Most pixels.
pub const MAX_PIXELS: u64 = 100_000_000;
/// Longest side in pixels.
pub const MAX_SIDE_PX: u32 = 16_384;
/// Longest time in seconds that one photograph may take.
pub const MAX_SECONDS: u64 = 20;
/// Most memory in bytes that the worker may map.
pub const MAX_WORKER_BYTES: u64 = 3 << 29;
