//! Time as it is passed in: tests bring their own.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use chrono::{DateTime, Local, Offset, Utc};

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> DateTime<Utc>;
    /// Offset of the wall clock from UTC in minutes.
    fn offset_minutes(&self) -> i32;
    /// Time since some moment that nobody can set back or forward.
    fn uptime(&self) -> Duration;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
    fn offset_minutes(&self) -> i32 {
        Local::now().offset().fix().local_minus_utc() / 60
    }
    fn uptime(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}
