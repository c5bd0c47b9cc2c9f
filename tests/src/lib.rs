//! Consilium from outside: everything here goes through the door of `app`, as the window does.

pub mod day;
pub mod folders;
pub mod large_study;
pub mod people;
pub mod photographs;
pub mod population;
pub mod readings;
#[cfg(feature = "window")]
pub mod window;
#[cfg(feature = "window")]
mod x11;
