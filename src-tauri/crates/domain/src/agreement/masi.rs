//! How far two sets of codes are from each other (Passonneau 2006).

use super::Answer;

/// MASI distance between two sets (Passonneau 2006): 1 − Jaccard × monotonicity. From 0 (the same)
/// to 1 (nothing in common).
pub fn masi_distance(a: &Answer, b: &Answer) -> f64 {
    1.0 - likeness(a.intersection(b).count(), a.len(), b.len())
}

/// Jaccard × monotonicity (Passonneau 2006) of two sets by their sizes and the codes in common.
/// Monotonicity is 1 for the same set, 2/3 for a subset, 1/3 for an overlap, 0 for nothing in common.
pub(super) fn likeness(common: usize, a: usize, b: usize) -> f64 {
    let either = a + b - common;
    if common == either {
        return 1.0;
    }
    let monotonicity = if common == a.min(b) { 2.0 / 3.0 } else { 1.0 / 3.0 };
    common as f64 / either as f64 * monotonicity
}
