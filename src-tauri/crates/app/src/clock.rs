//! Time as it is passed in: tests bring their own.

use chrono::{DateTime, Local, Offset, Utc};

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> DateTime<Utc>;
    /// Offset of the wall clock from UTC in minutes.
    fn offset_minutes(&self) -> i32;
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
}
