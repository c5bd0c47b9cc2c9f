//! The rules of the study as pure functions: vocabulary, annotation, comparison, fusion,
//! agreement, questions, assignment, tasks.
//!
//! Deliberately absent: disk, clock, hidden dice, and every other room of the house. Whoever
//! needs the time or a seed passes it in, so the same input always gives the same output.

pub mod agreement;
pub mod annotation;
pub mod assignment;
pub mod comparison;
pub mod fusion;
pub mod hints;
pub mod people;
pub mod photograph;
pub mod quality;
pub mod questions;
pub mod review;
pub mod standing;
pub mod task;
pub mod vocabulary;
