//! Intervals by resampling items with replacement (Efron and Tibshirani 1993, chapter 13).

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::coded::Coded;
use super::coefficients::Values;

/// How the intervals of a table are found: in every round as many items as the table has are drawn
/// out of it with replacement, each with all its answers, and every coefficient is taken anew.
/// Which answers there are to choose from (AC1) and how many answers a full item has (Fleiss) stay
/// those of the whole table.
///
/// The interval is the percentile interval of Efron and Tibshirani (1993, section 13.3) with the
/// rounding of their section 12.5: of B values in order, the k-th from below and the k-th from
/// above, k being the whole part of (B + 1) × 0.025. With 1,000 rounds these are the 25th and the
/// 976th.
///
/// A round in which a coefficient is undefined is left out for that coefficient. The interval stays
/// empty when the coefficient itself is undefined, when fewer than 90 % of the rounds are defined,
/// or when there are fewer than 39 rounds (k would be 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bootstrap {
    /// Number of rounds; 0 for no intervals.
    pub rounds: usize,
    /// Seed. A round draws from ChaCha8 with this seed and its own number as stream, so a round is
    /// the same whichever processor works on it.
    pub seed: u64,
}

impl Bootstrap {
    /// The coefficients of every round, in order.
    pub(super) fn rounds(self, coded: &Coded<'_>) -> Vec<Values> {
        let round = |round| coded.values(&self.draw(round, coded.rows.len()));
        (0..self.rounds).into_par_iter().map(round).collect()
    }

    /// How often each item is drawn in a round.
    fn draw(self, round: usize, items: usize) -> Vec<f64> {
        let mut dice = ChaCha8Rng::seed_from_u64(self.seed);
        dice.set_stream(round as u64);
        let mut times = vec![0.0; items];
        for _ in 0..items {
            times[dice.random_range(0..items)] += 1.0;
        }
        times
    }
}

/// The 95 % percentile interval of the rounds' values.
pub(crate) fn interval(rounds: impl ExactSizeIterator<Item = Option<f64>>) -> Option<[f64; 2]> {
    let all = rounds.len();
    let mut values: Vec<f64> = rounds.flatten().collect();
    // 2.5 % is one in forty.
    let k = (values.len() + 1) / 40;
    if k == 0 || values.len() * 10 < all * 9 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    Some([values[k - 1], values[values.len() - k]])
}

#[cfg(test)]
mod tests {
    use super::super::published::{near, table};
    use super::super::{Agreement, Table};
    use super::*;

    /// Three readers, sixty items, sets among the answers, all answered.
    fn sixty() -> Table {
        let mut dice = ChaCha8Rng::seed_from_u64(60);
        let answers = ["a", "b", "a|b", "b|c"];
        let rows: Vec<[&str; 3]> = (0..60)
            .map(|_| {
                let truth = dice.random_range(0..4);
                [(); 3].map(|()| answers[if dice.random_bool(0.6) { truth } else { dice.random_range(0..4) }])
            })
            .collect();
        table(&rows.iter().map(|row| &row[..]).collect::<Vec<_>>())
    }

    #[test]
    fn the_ends_are_the_kth_from_below_and_above() {
        let of = |defined: usize, all: usize| {
            interval((0..all).rev().map(|value| (value < defined).then_some(value as f64 + 1.0)))
        };
        assert_eq!(of(1000, 1000), Some([25.0, 976.0]));
        assert_eq!(of(999, 999), Some([25.0, 975.0]));
        assert_eq!(of(900, 1000), Some([22.0, 879.0]));
        assert_eq!(of(899, 1000), None);
        assert_eq!((of(39, 39), of(38, 38), of(0, 0)), (Some([1.0, 39.0]), None, None));
    }

    #[test]
    fn a_round_is_the_coefficient_of_the_table_that_was_drawn() {
        let table = sixty();
        let coded = Coded::new(&table);
        let bootstrap = Bootstrap { rounds: 20, seed: 7 };
        for (round, found) in bootstrap.rounds(&coded).into_iter().enumerate() {
            let mut drawn = Table::default();
            for ((item, row), times) in table.items.iter().zip(bootstrap.draw(round, 60)) {
                for copy in 0..times as usize {
                    drawn.items.insert(format!("{item}/{copy}"), row.clone());
                }
            }
            assert_eq!(drawn.items.len(), 60);
            let expected = drawn.agreement();
            let same = |found: Option<f64>, expected: Option<f64>| {
                assert!((found.unwrap() - expected.unwrap()).abs() < 1e-12, "{found:?} is not {expected:?}");
            };
            same(found.percent, expected.percent.value);
            same(found.fleiss, expected.fleiss.value);
            same(found.gwet_ac1, expected.gwet_ac1.value);
            same(found.nominal, expected.krippendorff.nominal.value);
            same(found.masi, expected.krippendorff.masi.unwrap().value);
            for (found, expected) in found.cohen.iter().zip(&expected.cohen) {
                same(*found, expected.value);
            }
        }
    }

    #[test]
    fn intervals_depend_on_the_seed_and_not_on_the_threads() {
        let table = sixty();
        let with = |threads: usize, seed: u64| -> Agreement {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| table.agreement_with(Bootstrap { rounds: 100, seed }))
        };
        assert_eq!(with(1, 5), with(3, 5));
        assert_ne!(with(1, 5), with(1, 6));
    }

    #[test]
    fn every_interval_is_there_and_around_its_value() {
        let found = sixty().agreement_with(Bootstrap { rounds: 400, seed: 3 });
        let mut all: Vec<_> = found
            .coefficients()
            .into_iter()
            .map(|(_, coefficient)| (coefficient.value, coefficient.interval))
            .collect();
        all.extend(found.cohen.iter().map(|pair| (pair.value, pair.interval)));
        assert_eq!(all.len(), 8);
        for (value, interval) in all {
            let ([low, high], value) = (interval.unwrap(), value.unwrap());
            assert!(low < value && value < high, "{low} {value} {high}");
        }
    }

    #[test]
    fn the_interval_of_a_share_is_the_binomials() {
        // 80 of 100 items agree: the drawn share is binomial (100, 0.8) / 100, whose 2.5 % and
        // 97.5 % points are 0.72 and 0.87.
        let rows: Vec<&[&str]> = (0..100).map(|item| if item < 80 { &["a", "a"][..] } else { &["a", "b"] }).collect();
        let [low, high] = table(&rows).agreement_with(Bootstrap { rounds: 4000, seed: 2 }).percent.interval.unwrap();
        assert!((low - 0.72).abs() < 0.011 && (high - 0.87).abs() < 0.011, "{low} {high}");
    }

    #[test]
    fn an_interval_of_too_few_defined_rounds_stays_empty() {
        // One item of twenty differs; without it (in 36 % of rounds) kappa is undefined.
        let rows: Vec<&[&str]> = (0..20).map(|item| if item > 0 { &["a", "a"][..] } else { &["a", "b"] }).collect();
        let found = table(&rows).agreement_with(Bootstrap { rounds: 400, seed: 1 });
        assert_eq!((found.cohen[0].value, found.cohen[0].interval), (Some(0.0), None));
        assert_eq!((found.fleiss.interval, found.krippendorff.nominal.interval), (None, None));
        near(found.percent.value, 0.95);
        assert!(found.percent.interval.is_some() && found.gwet_ac1.interval.is_some());
    }
}
