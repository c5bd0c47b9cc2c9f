//! Consilium from outside.
