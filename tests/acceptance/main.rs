//! Acceptance stories through the door.
