//! Stories in the real window: a person signs in, works, and sees what happened.

mod driver;
mod stories;
