//! The coefficients, one formula a function. Each is taken over a sample of items (`times` says how
//! often an item is in it), so that the table and the rounds of the bootstrap share one formula.
//!
//! What a coefficient is about is settled by the whole table and not by a sample: which answers
//! there are to choose from (AC1), and how many answers a full item has (Fleiss).

use super::coded::{Coded, Disagreement, Pair, Times};

/// All coefficients of one sample; empty where undefined.
pub(super) struct Values {
    pub(super) percent: Option<f64>,
    pub(super) fleiss: Option<f64>,
    pub(super) gwet_ac1: Option<f64>,
    pub(super) nominal: Option<f64>,
    pub(super) masi: Option<f64>,
    /// By pair, in the order of [`Coded::pairs`].
    pub(super) cohen: Vec<Option<f64>>,
}

/// What a pair of readers answered in a sample.
pub(super) struct PairCounts {
    /// Items both answered.
    pub(super) count: f64,
    /// Items with the same answer.
    pub(super) agreeing: f64,
    /// How often each reader gave each answer, in the order of [`Pair::kinds`].
    pub(super) used: Vec<[f64; 2]>,
}

impl Coded<'_> {
    pub(super) fn values(&self, times: &Times) -> Values {
        Values {
            percent: self.percent(times),
            fleiss: self.fleiss(times),
            gwet_ac1: self.gwet_ac1(times),
            nominal: self.alpha(&self.nominal, times),
            masi: self.alpha(&self.masi, times),
            cohen: self.pairs.iter().map(|pair| self.counts(pair, times).cohen()).collect(),
        }
    }

    /// Share of agreeing pairs of readers per item, averaged over items with two or more answers.
    pub(super) fn percent(&self, times: &Times) -> Option<f64> {
        let (mut agreeing, mut count) = (0.0, 0.0);
        for row in self.pairable() {
            agreeing += times[row.item] * row.agreeing;
            count += times[row.item];
        }
        (count > 0.0).then(|| agreeing / count)
    }

    /// Fleiss' kappa over the items that have the largest number of answers (Fleiss 1971).
    pub(super) fn fleiss(&self, times: &Times) -> Option<f64> {
        let (mut agreeing, mut count, mut total) = (0.0, 0.0, 0.0);
        let mut used = vec![0.0; self.kinds.len()];
        for row in self.full() {
            agreeing += times[row.item] * row.agreeing;
            count += times[row.item];
            total += times[row.item] * row.answers.len() as f64;
            for (kind, readers) in &row.tally {
                used[*kind] += times[row.item] * readers;
            }
        }
        let chance: f64 = used.iter().map(|count| (count / total).powi(2)).sum();
        (count > 0.0).then(|| beyond_chance(agreeing / count, chance)).flatten()
    }

    /// Gwet's AC1 (Gwet 2008); with missing answers, category shares are averaged over all answered
    /// items and agreement over those with two answers (Gwet 2014, chapter 2). The categories are
    /// the answers of the whole table.
    pub(super) fn gwet_ac1(&self, times: &Times) -> Option<f64> {
        let mut count = 0.0;
        let mut shares = vec![0.0; self.kinds.len()];
        for row in &self.rows {
            count += times[row.item];
            for (kind, readers) in &row.tally {
                shares[*kind] += times[row.item] * (readers / row.answers.len() as f64);
            }
        }
        let chance = ac1_chance(shares.iter().map(|share| share / count), self.kinds.len())?;
        beyond_chance(self.percent(times)?, chance)
    }

    /// Krippendorff's alpha (Krippendorff 2004, chapter 11):
    /// 1 − (n − 1) Σ observed distances / Σ n_a n_b distance(a, b), over items with two answers or more.
    pub(super) fn alpha(&self, distance: &Disagreement, times: &Times) -> Option<f64> {
        let (mut observed, mut total) = (0.0, 0.0);
        let mut used = vec![0.0; self.kinds.len()];
        for row in self.pairable() {
            observed += times[row.item] * distance.observed[row.item];
            total += times[row.item] * row.answers.len() as f64;
            for (kind, readers) in &row.tally {
                used[*kind] += times[row.item] * readers;
            }
        }
        // As if all different answers were at distance 1, less what they are alike.
        let mut expected = total * total - used.iter().map(|count| count * count).sum::<f64>();
        for (count, alike) in used.iter().zip(&distance.alike).filter(|(count, _)| **count > 0.0) {
            expected -= 2.0 * count * weighted(alike, &used);
        }
        (expected > 0.0).then(|| 1.0 - (total - 1.0) * observed / expected)
    }

    /// Counts a pair's answers.
    pub(super) fn counts(&self, pair: &Pair, times: &Times) -> PairCounts {
        let mut used = vec![[0.0; 2]; self.kinds.len()];
        let (mut count, mut agreeing) = (0.0, 0.0);
        for (item, a, b) in &pair.items {
            let times = times[*item];
            count += times;
            agreeing += if a == b { times } else { 0.0 };
            used[*a][0] += times;
            used[*b][1] += times;
        }
        PairCounts { count, agreeing, used: pair.kinds.iter().map(|kind| used[*kind]).collect() }
    }
}

impl PairCounts {
    /// Share of items with the same answer.
    pub(super) fn percent(&self) -> Option<f64> {
        (self.count > 0.0).then(|| self.agreeing / self.count)
    }

    /// Cohen's kappa (Cohen 1960).
    pub(super) fn cohen(&self) -> Option<f64> {
        let chance = self.used.iter().map(|[a, b]| (a / self.count) * (b / self.count)).sum();
        beyond_chance(self.percent()?, chance)
    }

    /// Gwet's AC1 (Gwet 2008) with a number of answers to choose from.
    pub(super) fn gwet_ac1(&self, categories: usize) -> Option<f64> {
        beyond_chance(self.percent()?, ac1_chance(self.shares(), categories)?)
    }

    /// Share of the commonest answer among both readers' answers.
    pub(super) fn prevalence(&self) -> f64 {
        self.shares().fold(0.0, f64::max)
    }

    fn shares(&self) -> impl Iterator<Item = f64> {
        self.used.iter().map(|[a, b]| (a + b) / (2.0 * self.count))
    }
}

/// Σ used × share, in four sums side by side: one would make the processor wait for every addition.
fn weighted(alike: &[(usize, f64)], used: &[f64]) -> f64 {
    let (fours, rest) = alike.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for four in fours {
        for (sum, (other, share)) in sums.iter_mut().zip(four) {
            *sum += used[*other] * share;
        }
    }
    sums.iter().sum::<f64>() + rest.iter().map(|(other, share)| used[*other] * share).sum::<f64>()
}

/// Observed agreement beyond chance; undefined when chance alone agrees always.
fn beyond_chance(observed: f64, chance: f64) -> Option<f64> {
    (1.0 - chance > 1e-12).then(|| (observed - chance) / (1.0 - chance))
}

/// Chance agreement of AC1 (Gwet 2008): Σ share (1 − share) / (categories − 1); undefined
/// when there is nothing to choose from.
fn ac1_chance(shares: impl Iterator<Item = f64>, categories: usize) -> Option<f64> {
    let sum: f64 = shares.map(|share| share * (1.0 - share)).sum();
    (categories > 1).then(|| sum / (categories - 1) as f64)
}
