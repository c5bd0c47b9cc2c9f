//! Every pair, every reader, and why kappa and AC1 may part.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::coded::Coded;

/// Kappa and AC1 part when they differ by more than this (a choice of this program).
const APART: f64 = 0.2;
/// One answer prevails when its share is above this (a choice of this program).
const PREVAILING: f64 = 0.8;
/// Codes whose use is shown.
const CODES: usize = 8;

/// What lies behind the coefficients of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct AgreementDetails {
    /// Every pair of readers, also those that share no item.
    pub pairs: Vec<PairAgreement>,
    /// Every reader.
    pub raters: Vec<RaterAgreement>,
    /// Set when Fleiss' kappa and AC1 of the table part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parting: Option<Parting>,
}

/// Two readers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PairAgreement {
    /// The two readers.
    pub raters: [String; 2],
    /// Items both answered.
    pub count: usize,
    /// Share of these with the same answer, 0 to 1; empty when there are none.
    pub percent: Option<f64>,
    /// Cohen's kappa (Cohen 1960); empty when undefined.
    pub cohen: Option<f64>,
    /// Gwet's AC1 (Gwet 2008), the categories being the answers of the whole table; empty when undefined.
    pub gwet_ac1: Option<f64>,
    /// Set when Cohen's kappa and AC1 part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parting: Option<Parting>,
}

/// One reader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct RaterAgreement {
    /// The reader.
    pub rater: String,
    /// Items this reader answered.
    pub answered: usize,
    /// Items of the table.
    pub items: usize,
    /// Share of the comparisons with the same answer, 0 to 1; empty when there are none.
    pub agreement: Option<f64>,
    /// Comparisons with another reader's answer of the same item.
    pub comparisons: usize,
    /// How often this reader gave the most used codes of the table: at most eight, the most used
    /// first, the same for every reader.
    pub rates: Vec<CodeRate>,
}

/// How often a reader gave a code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CodeRate {
    /// The code.
    pub code: String,
    /// The reader's answers that have it.
    pub count: usize,
    /// Share of the reader's answers that have it, 0 to 1.
    pub share: f64,
}

/// Kappa and AC1 differ by more than 0.2.
///
/// When one answer prevails, chance agreement as kappa has it is so high that kappa is low although
/// readers nearly always agree (Feinstein and Cicchetti 1990, "High agreement but low kappa: I. The
/// problems of two paradoxes"). AC1 does not fall with it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Parting {
    /// Share of the commonest answer among the answers compared, 0 to 1.
    pub prevalence: f64,
    /// That is why: the commonest answer has a share above 0.8.
    pub by_prevalence: bool,
}

impl AgreementDetails {
    pub(super) fn new(coded: &Coded<'_>) -> AgreementDetails {
        let times = coded.each_once();
        AgreementDetails {
            pairs: pairs(coded),
            raters: raters(coded),
            parting: Parting::new(coded.fleiss(&times), coded.gwet_ac1(&times), prevalence(coded)),
        }
    }
}

impl Parting {
    fn new(kappa: Option<f64>, gwet_ac1: Option<f64>, prevalence: f64) -> Option<Parting> {
        let apart = (kappa? - gwet_ac1?).abs() > APART;
        apart.then_some(Parting { prevalence, by_prevalence: prevalence > PREVAILING })
    }
}

/// Share of the commonest answer on items with two answers or more.
fn prevalence(coded: &Coded<'_>) -> f64 {
    let mut used = vec![0.0; coded.kinds.len()];
    coded.pairable().flat_map(|row| &row.tally).for_each(|(kind, count)| used[*kind] += count);
    used.iter().copied().fold(0.0, f64::max) / used.iter().sum::<f64>()
}

fn pairs(coded: &Coded<'_>) -> Vec<PairAgreement> {
    let times = coded.each_once();
    let pair = |pair| {
        let counts = coded.counts(pair, &times);
        let (cohen, gwet_ac1) = (counts.cohen(), counts.gwet_ac1(coded.kinds.len()));
        PairAgreement {
            raters: coded.names(pair),
            count: pair.items.len(),
            percent: counts.percent(),
            cohen,
            gwet_ac1,
            parting: Parting::new(cohen, gwet_ac1, counts.prevalence()),
        }
    };
    coded.pairs.iter().map(pair).collect()
}

fn raters(coded: &Coded<'_>) -> Vec<RaterAgreement> {
    // By reader: items answered, comparisons, agreements, answers by code.
    let mut answered = vec![0; coded.raters.len()];
    let mut compared = vec![(0, 0); coded.raters.len()];
    let mut used: Vec<BTreeMap<&str, usize>> = vec![BTreeMap::new(); coded.raters.len()];
    for (rater, kind) in coded.rows.iter().flat_map(|row| &row.answers) {
        answered[*rater] += 1;
        for code in coded.kinds[*kind] {
            *used[*rater].entry(code).or_default() += 1;
        }
    }
    for pair in &coded.pairs {
        let agreeing = pair.items.iter().filter(|(_, a, b)| a == b).count();
        for rater in pair.raters {
            compared[rater].0 += pair.items.len();
            compared[rater].1 += agreeing;
        }
    }
    let codes = most_used(&used);
    let rater = |place: usize| {
        let (comparisons, agreeing) = compared[place];
        let rate = |code: &&str| {
            let count = used[place].get(code).copied().unwrap_or(0);
            CodeRate { code: (*code).to_owned(), count, share: count as f64 / answered[place] as f64 }
        };
        RaterAgreement {
            rater: coded.raters[place].to_owned(),
            answered: answered[place],
            items: coded.rows.len(),
            agreement: (comparisons > 0).then(|| agreeing as f64 / comparisons as f64),
            comparisons,
            rates: codes.iter().map(rate).collect(),
        }
    };
    (0..coded.raters.len()).map(rater).collect()
}

/// The codes that all readers together used most; of equals the first in order.
fn most_used<'a>(used: &[BTreeMap<&'a str, usize>]) -> Vec<&'a str> {
    let mut total: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, count) in used.iter().flatten() {
        *total.entry(code).or_default() += count;
    }
    let mut codes: Vec<&str> = total.keys().copied().collect();
    codes.sort_by_key(|code| Reverse(total[code]));
    codes.truncate(CODES);
    codes
}

#[cfg(test)]
mod tests {
    use super::super::published::{near, table};
    use super::*;

    #[test]
    fn a_prevailing_answer_explains_why_kappa_is_low() {
        // The table of Gwet (2008): kappa -0.02, AC1 0.94; "+" is 243 of 250 answers.
        let mut rows: Vec<&[&str]> = vec![&["+", "+"]; 118];
        rows.extend(vec![&["+", "-"][..]; 5]);
        rows.extend(vec![&["-", "+"][..]; 2]);
        let found = table(&rows).details();
        let parting = Parting { prevalence: 243.0 / 250.0, by_prevalence: true };
        assert_eq!((found.parting, found.pairs[0].parting), (Some(parting), Some(parting)));
        near(found.pairs[0].cohen, -0.0234);
        near(found.pairs[0].gwet_ac1, 0.9408);
        near(found.pairs[0].percent, 0.944);
    }

    #[test]
    fn kappa_and_ac1_may_part_without_a_prevailing_answer() {
        // "a" is 30 of 40 answers. Observed .65; kappa's chance .75² + 2 × .15 × .05 + .05² = .58,
        // kappa .17; AC1's chance (.1875 + .09 + .09 + .0475) / 3 = .138, AC1 .59.
        let mut rows: Vec<&[&str]> = vec![&["a", "a"]; 12];
        rows.extend(vec![&["a", "b"][..]; 3]);
        rows.extend(vec![&["c", "a"][..]; 3]);
        rows.extend([&["b", "c"][..], &["d", "d"]]);
        let found = table(&rows).details().pairs.remove(0);
        near(found.cohen, 0.1667);
        near(found.gwet_ac1, 0.5938);
        let found = found.parting.unwrap();
        assert_eq!(found, Parting { prevalence: 30.0 / 40.0, by_prevalence: false });
        assert_eq!(table(&[&["a", "a"], &["b", "b"], &["a", "b"]]).details().parting, None);
    }

    #[test]
    fn pairs_and_readers_are_counted_without_missing_answers() {
        let found = table(&[&["a", "a", ""], &["a|b", "b", "a|b"], &["b", "b", ""], &["a", "", ""]]).details();
        let pairs: Vec<_> = found.pairs.iter().map(|pair| (pair.count, pair.percent)).collect();
        assert_eq!(pairs, [(3, Some(2.0 / 3.0)), (1, Some(1.0)), (1, Some(0.0))]);
        let readers: Vec<_> = found
            .raters
            .iter()
            .map(|reader| (reader.answered, reader.items, reader.comparisons, reader.agreement))
            .collect();
        assert_eq!(readers, [(4, 4, 4, Some(0.75)), (3, 4, 4, Some(0.5)), (1, 4, 2, Some(0.5))]);
        let rate = |code: &str, count, share| CodeRate { code: code.into(), count, share };
        assert_eq!(found.raters[0].rates, [rate("a", 3, 0.75), rate("b", 2, 0.5)]);
        assert_eq!(found.raters[1].rates, [rate("a", 1, 1.0 / 3.0), rate("b", 2, 2.0 / 3.0)]);
    }

    #[test]
    fn a_reader_alone_is_compared_with_nobody_and_eight_codes_are_shown() {
        let found = table(&[&["a|b|c|d|e|f|g|h|i|j"], &["j"]]).details();
        assert!(found.pairs.is_empty());
        assert_eq!((found.raters[0].agreement, found.raters[0].comparisons), (None, 0));
        let codes: Vec<&str> = found.raters[0].rates.iter().map(|rate| rate.code.as_str()).collect();
        assert_eq!(codes, ["j", "a", "b", "c", "d", "e", "f", "g"]);
    }
}
