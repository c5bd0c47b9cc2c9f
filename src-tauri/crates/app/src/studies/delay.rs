//! A growing delay after wrong passwords: five are free, then each doubles the
//! wait. Only waiting helps: a restart begins the wait anew, and the wall clock is never asked.

use std::path::Path;
use std::sync::PoisonError;
use std::time::Duration;

use store::{Attempts, Header, StoreError};

use crate::desk::Desk;
use crate::error::{AppError, Code};

/// Wrong passwords without a delay.
const FREE: u32 = 5;
/// First delay, and the longest.
const FIRST: Duration = Duration::from_secs(15);
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// How long to wait after so many wrong passwords in a row.
fn delay(count: u32) -> Duration {
    let doubled = 2_u32.saturating_pow(count.saturating_sub(FREE).min(10));
    if count < FREE { Duration::ZERO } else { FIRST.saturating_mul(doubled).min(LONGEST) }
}

/// Tries a password, unless it is too early; counts a wrong one and forgets the count after a right one.
pub(crate) fn guarded<T>(
    desk: &Desk,
    folder: &Path,
    name: &str,
    attempt: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, AppError> {
    // Where there is no study the attempt itself says so.
    let Ok(header) = Header::read(folder) else {
        return attempt().map_err(|error| AppError::from(error).about(folder));
    };
    // One at a time: many at once would all be the first.
    let mut seen = desk.wrong_passwords.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (folder.to_owned(), name.trim().to_lowercase());
    let mut kept = Attempts::read(folder);
    let (here, last) = seen.get(&key).copied().unwrap_or((0, desk.started));
    let count = kept.of(&header, name).map_or(0, |wrong| wrong.count).max(here);
    let now = desk.config.clock.uptime();
    let left = delay(count).saturating_sub(now.saturating_sub(last));
    if !left.is_zero() {
        return Err(AppError::new(Code::Wait).with("seconds", left.as_secs() + u64::from(left.subsec_nanos() > 0)));
    }
    let tried = attempt();
    match &tried {
        Err(StoreError::WrongPassword) => {
            kept.wrong(&header, name, desk.config.clock.now().timestamp_millis());
            // A folder that cannot be written to is counted in memory alone.
            let unkept = if kept.write(folder).is_ok() { 0 } else { count + 1 };
            seen.insert(key, (unkept, desk.config.clock.uptime()));
        }
        Ok(_) => {
            seen.remove(&key);
            Attempts::forget(folder, &header, name);
        }
        Err(_) => {}
    }
    tried.map_err(|error| AppError::from(error).about(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_are_free_and_then_every_one_doubles_the_wait_up_to_a_quarter_of_an_hour() {
        let seconds: Vec<u64> = [0, 4, 5, 6, 7, 10, 11, 12, 4000].map(|count| delay(count).as_secs()).to_vec();
        assert_eq!(seconds, [0, 0, 15, 30, 60, 480, 900, 900, 900]);
    }
}
