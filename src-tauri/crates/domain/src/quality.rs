//! How good annotations are: precision and recall of entities against the reviewed record, with
//! Wilson intervals (paper, section 3.3: above 95 %).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The paper's quality target for precision and recall.
pub const TARGET: f64 = 0.95;

/// A share with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Share {
    /// Cases that hold.
    pub hits: usize,
    /// Cases.
    pub count: usize,
    /// Hits over count; empty without cases.
    pub value: Option<f64>,
    /// Lower end of the Wilson score interval, 95 %.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Share {
    /// Share with its Wilson score interval (Wilson 1927), z = 1.959964.
    pub fn of(hits: usize, count: usize) -> Self {
        if count == 0 {
            return Self { hits, count, value: None, low: None, high: None };
        }
        let (n, z) = (count as f64, 1.959_963_984_540_054_f64);
        let p = hits as f64 / n;
        let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        Self { hits, count, value: Some(p), low: Some((middle - half).max(0.0)), high: Some((middle + half).min(1.0)) }
    }
}

/// Precision and recall of some entities against others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Entities in both.
    pub shared: usize,
    /// Entities the reader stated.
    pub stated: usize,
    /// Entities of the reviewed record.
    pub reviewed: usize,
}

impl Tally {
    /// Adds one photograph.
    pub fn add(&mut self, stated: &BTreeSet<String>, reviewed: &BTreeSet<String>) {
        self.shared += stated.intersection(reviewed).count();
        self.stated += stated.len();
        self.reviewed += reviewed.len();
    }
    /// Share of what the reader stated that is right.
    pub fn precision(&self) -> Share {
        Share::of(self.shared, self.stated)
    }
    /// Share of what is right that the reader stated.
    pub fn recall(&self) -> Share {
        Share::of(self.shared, self.reviewed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_matches_wilson_and_stays_in_bounds() {
        // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662.
        let share = Share::of(81, 263);
        assert!((share.low.unwrap() - 0.2553).abs() < 5e-5 && (share.high.unwrap() - 0.3662).abs() < 5e-5);
        let all = Share::of(5, 5);
        assert_eq!(all.high, Some(1.0));
        assert_eq!(Share::of(0, 0).value, None);
    }
}
