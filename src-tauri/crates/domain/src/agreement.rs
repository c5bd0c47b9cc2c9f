//! Agreement between readers: percent, Cohen's kappa, Fleiss' kappa, Gwet's AC1, Krippendorff's
//! alpha with nominal and MASI distance.
//!
//! Every figure carries the number of items it rests on; a missing answer never counts as
//! agreement; a coefficient whose chance agreement is 1 is undefined and stays empty.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One answer: a set of codes (one code for single-valued fields).
pub type Answer = BTreeSet<String>;

/// A coefficient and the number of items behind it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Coefficient {
    /// Value; empty when undefined.
    pub value: Option<f64>,
    /// Items that at least two readers answered (and that the coefficient could use).
    pub count: usize,
}

/// Cohen's kappa of one pair of readers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PairCoefficient {
    /// The two readers.
    pub raters: [String; 2],
    /// Value; empty when undefined.
    pub value: Option<f64>,
    /// Items both answered.
    pub count: usize,
}

/// Krippendorff's alpha by distance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Alpha {
    /// Nominal distance: two different answers are at distance 1.
    pub nominal: Coefficient,
    /// MASI distance (Passonneau 2006), when some answer is a set.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub masi: Option<Coefficient>,
}

/// All coefficients of one table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Agreement {
    /// Share of agreeing pairs, averaged over items.
    pub percent: Coefficient,
    /// Cohen's kappa per pair (Cohen 1960).
    pub cohen: Vec<PairCoefficient>,
    /// Fleiss' kappa (Fleiss 1971) over the items with the full number of readers.
    pub fleiss: Coefficient,
    /// Krippendorff's alpha (Krippendorff 2004).
    pub krippendorff: Alpha,
    /// Gwet's AC1 (Gwet 2008).
    pub gwet_ac1: Coefficient,
}

/// Answers by item and reader; an absent reader is a missing answer.
#[derive(Debug, Clone, Default)]
pub struct Table {
    items: BTreeMap<String, BTreeMap<String, Answer>>,
}

impl Table {
    /// Records one answer; the former one when the reader had answered already.
    pub fn answer(&mut self, item: &str, rater: &str, value: Answer) -> Option<Answer> {
        self.items.entry(item.to_owned()).or_default().insert(rater.to_owned(), value)
    }

    fn raters(&self) -> Vec<&str> {
        let all: BTreeSet<&str> = self.items.values().flat_map(|row| row.keys().map(String::as_str)).collect();
        all.into_iter().collect()
    }

    /// Rows that at least two readers answered.
    fn pairable(&self) -> Vec<Vec<&Answer>> {
        self.items.values().filter(|row| row.len() > 1).map(|row| row.values().collect()).collect()
    }

    /// All coefficients.
    pub fn agreement(&self) -> Agreement {
        let sets = self.items.values().flat_map(BTreeMap::values).any(|answer| answer.len() != 1);
        Agreement {
            percent: self.percent(),
            cohen: self.cohen(),
            fleiss: self.fleiss(),
            krippendorff: Alpha {
                nominal: self.alpha(|a, b| f64::from(u8::from(a != b))),
                masi: sets.then(|| self.alpha(masi_distance)),
            },
            gwet_ac1: self.gwet_ac1(),
        }
    }

    /// Share of agreeing pairs of readers per item, averaged over items with two or more answers.
    pub fn percent(&self) -> Coefficient {
        let rows = self.pairable();
        let sum: f64 = rows.iter().map(|row| agreeing_share(row)).sum();
        Coefficient { value: (!rows.is_empty()).then(|| sum / rows.len() as f64), count: rows.len() }
    }

    /// Cohen's kappa for every pair of readers, over the items both answered (Cohen 1960).
    pub fn cohen(&self) -> Vec<PairCoefficient> {
        let raters = self.raters();
        let mut pairs = Vec::new();
        for (place, first) in raters.iter().enumerate() {
            for second in &raters[place + 1..] {
                let both: Vec<(&Answer, &Answer)> =
                    self.items.values().filter_map(|row| Some((row.get(*first)?, row.get(*second)?))).collect();
                let value = cohen_of(&both);
                pairs.push(PairCoefficient {
                    raters: [(*first).to_owned(), (*second).to_owned()],
                    value,
                    count: both.len(),
                });
            }
        }
        pairs
    }

    /// Fleiss' kappa over the items that have the largest number of answers (Fleiss 1971).
    pub fn fleiss(&self) -> Coefficient {
        let rows = self.pairable();
        let full = rows.iter().map(Vec::len).max().unwrap_or(0);
        let rows: Vec<_> = rows.into_iter().filter(|row| row.len() == full).collect();
        if rows.is_empty() {
            return Coefficient { value: None, count: 0 };
        }
        let observed = rows.iter().map(|row| agreeing_share(row)).sum::<f64>() / rows.len() as f64;
        let total = (rows.len() * full) as f64;
        let chance: f64 = tally(rows.iter().flatten().copied()).values().map(|n| (*n as f64 / total).powi(2)).sum();
        Coefficient { value: beyond_chance(observed, chance), count: rows.len() }
    }

    /// Gwet's AC1 (Gwet 2008); with missing answers, category shares are averaged over all answered
    /// items and agreement over those with two answers (Gwet 2014, chapter 2).
    pub fn gwet_ac1(&self) -> Coefficient {
        let rows = self.pairable();
        let answered: Vec<Vec<&Answer>> =
            self.items.values().filter(|row| !row.is_empty()).map(|row| row.values().collect()).collect();
        let categories = tally(answered.iter().flatten().copied());
        if rows.is_empty() || categories.len() < 2 {
            return Coefficient { value: None, count: rows.len() };
        }
        let observed = rows.iter().map(|row| agreeing_share(row)).sum::<f64>() / rows.len() as f64;
        let mut chance = 0.0;
        for category in categories.keys() {
            let share = answered
                .iter()
                .map(|row| row.iter().filter(|answer| *answer == category).count() as f64 / row.len() as f64)
                .sum::<f64>()
                / answered.len() as f64;
            chance += share * (1.0 - share);
        }
        chance /= (categories.len() - 1) as f64;
        Coefficient { value: beyond_chance(observed, chance), count: rows.len() }
    }

    /// Krippendorff's alpha for a distance between answers (Krippendorff 2004, chapter 11).
    pub fn alpha(&self, distance: fn(&Answer, &Answer) -> f64) -> Coefficient {
        let rows = self.pairable();
        let values = tally(rows.iter().flatten().copied());
        let total: usize = values.values().sum();
        let mut observed = 0.0;
        for row in &rows {
            let mut within = 0.0;
            for (place, a) in row.iter().enumerate() {
                within += row[place + 1..].iter().map(|b| distance(a, b)).sum::<f64>();
            }
            observed += 2.0 * within / (row.len() - 1) as f64;
        }
        let kinds: Vec<(&Answer, usize)> = values.iter().map(|(answer, count)| (*answer, *count)).collect();
        let mut expected = 0.0;
        for (place, (a, n)) in kinds.iter().enumerate() {
            for (b, m) in &kinds[place + 1..] {
                expected += 2.0 * (n * m) as f64 * distance(a, b);
            }
        }
        let value = (expected > 0.0).then(|| 1.0 - (total - 1) as f64 * observed / expected);
        Coefficient { value, count: rows.len() }
    }
}

/// MASI distance between two sets (Passonneau 2006): 1 − Jaccard × monotonicity.
pub fn masi_distance(a: &Answer, b: &Answer) -> f64 {
    if a == b {
        return 0.0;
    }
    let both = a.intersection(b).count() as f64;
    let either = a.union(b).count() as f64;
    let monotonicity = if a.is_subset(b) || b.is_subset(a) {
        2.0 / 3.0
    } else if both > 0.0 {
        1.0 / 3.0
    } else {
        0.0
    };
    1.0 - both / either * monotonicity
}

fn cohen_of(both: &[(&Answer, &Answer)]) -> Option<f64> {
    if both.is_empty() {
        return None;
    }
    let count = both.len() as f64;
    let observed = both.iter().filter(|(a, b)| a == b).count() as f64 / count;
    let (first, second) = (tally(both.iter().map(|(a, _)| *a)), tally(both.iter().map(|(_, b)| *b)));
    let chance: f64 = first
        .iter()
        .map(|(answer, n)| (*n as f64 / count) * (second.get(answer).copied().unwrap_or(0) as f64 / count))
        .sum();
    beyond_chance(observed, chance)
}

/// Observed agreement beyond chance; undefined when chance alone agrees always.
fn beyond_chance(observed: f64, chance: f64) -> Option<f64> {
    (1.0 - chance > 1e-12).then(|| (observed - chance) / (1.0 - chance))
}

fn agreeing_share(row: &[&Answer]) -> f64 {
    let pairs = row.len() * (row.len() - 1);
    let agreeing: usize = tally(row.iter().copied()).values().map(|n| n * (n - 1)).sum();
    agreeing as f64 / pairs as f64
}

fn tally<'a>(answers: impl Iterator<Item = &'a Answer>) -> BTreeMap<&'a Answer, usize> {
    let mut counts = BTreeMap::new();
    for answer in answers {
        *counts.entry(answer).or_insert(0) += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Table {
        let mut table = Table::default();
        for (item, row) in rows.iter().enumerate() {
            for (rater, value) in row.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
                let answer = value.split('|').map(str::to_owned).collect();
                table.answer(&format!("{item:03}"), &format!("r{rater}"), answer);
            }
        }
        table
    }
    fn near(found: Option<f64>, expected: f64) {
        assert!((found.unwrap_or(f64::NAN) - expected).abs() < 5e-4, "{found:?} is not {expected}");
    }

    #[test]
    fn krippendorff_2004_nominal_example_with_missing_answers() {
        // Krippendorff, "Computing Krippendorff's Alpha-Reliability", section C: four observers,
        // twelve units, nominal alpha 0.743.
        let rows: [&[&str]; 12] = [
            &["1", "1", "", "1"],
            &["2", "2", "3", "2"],
            &["3", "3", "3", "3"],
            &["3", "3", "3", "3"],
            &["2", "2", "2", "2"],
            &["1", "2", "3", "4"],
            &["4", "4", "4", "4"],
            &["1", "1", "2", "1"],
            &["2", "2", "2", "2"],
            &["", "5", "5", "5"],
            &["", "", "1", "1"],
            &["", "", "3", ""],
        ];
        let alpha = table(&rows).agreement().krippendorff.nominal;
        near(alpha.value, 0.743);
        assert_eq!(alpha.count, 11);
    }

    #[test]
    fn fleiss_1971_style_example() {
        // Fleiss' kappa, ten subjects, fourteen raters, five categories: 0.210.
        let counts = [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ];
        let names = ["1", "2", "3", "4", "5"];
        let rows: Vec<Vec<&str>> = counts
            .iter()
            .map(|row| row.iter().zip(names).flat_map(|(n, name)| std::iter::repeat_n(name, *n)).collect())
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let fleiss = table(&rows).fleiss();
        near(fleiss.value, 0.210);
        assert_eq!(fleiss.count, 10);
    }

    #[test]
    fn cohen_and_ac1_part_when_one_answer_is_rare() {
        // 2 × 2 table 118, 5, 2, 0 (Gwet 2008, table 1): kappa about -0.023, AC1 about 0.94.
        let mut rows: Vec<&[&str]> = Vec::new();
        rows.extend(std::iter::repeat_n(&["+", "+"][..], 118));
        rows.extend(std::iter::repeat_n(&["+", "-"][..], 5));
        rows.extend(std::iter::repeat_n(&["-", "+"][..], 2));
        let found = table(&rows).agreement();
        near(found.cohen[0].value, -0.0234);
        near(found.gwet_ac1.value, 0.9408);
        near(found.percent.value, 0.944);
    }

    #[test]
    fn a_missing_answer_is_never_agreement_and_one_category_is_undefined() {
        let found = table(&[&["a", ""], &["", "a"]]).agreement();
        assert_eq!(found.percent, Coefficient { value: None, count: 0 });
        assert_eq!(found.cohen[0].count, 0);
        let found = table(&[&["a", "a"], &["a", "a"]]).agreement();
        assert_eq!((found.cohen[0].value, found.fleiss.value, found.gwet_ac1.value), (None, None, None));
        assert_eq!(found.percent.value, Some(1.0));
    }

    #[test]
    fn masi_weighs_subsets_above_overlaps() {
        let set = |text: &str| text.split('|').map(str::to_owned).collect::<Answer>();
        near(Some(masi_distance(&set("a|b"), &set("a"))), 1.0 - 0.5 * 2.0 / 3.0);
        near(Some(masi_distance(&set("a|b"), &set("b|c"))), 1.0 - (1.0 / 3.0) * (1.0 / 3.0));
        near(Some(masi_distance(&set("a"), &set("b"))), 1.0);
        assert!(table(&[&["a|b", "a"], &["c", "c"]]).agreement().krippendorff.masi.is_some());
    }
}
