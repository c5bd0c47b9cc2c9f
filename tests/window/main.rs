//! Stories in the real window: a person signs in, works, and sees what happened.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so and stops"
)]

mod access;
mod annotate;
mod import;
mod look;
mod review;
mod screening;
mod stories;
mod story;
