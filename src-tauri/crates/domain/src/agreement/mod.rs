//! Agreement between readers: percent, Cohen's kappa, Fleiss' kappa, Gwet's AC1, Krippendorff's
//! alpha with nominal and MASI distance; intervals by the bootstrap; every pair and every reader.
//!
//! Every figure carries the number of items it rests on; a missing answer never counts as
//! agreement; a coefficient whose chance agreement is 1 is undefined and stays empty.
//!
//! `coded` turns the table into whole numbers once, `masi` compares sets, `coefficients` has one formula a function,
//! `bootstrap` draws the rounds, `details` looks at pairs and readers.

mod bootstrap;
mod coded;
mod coefficients;
mod details;
mod masi;
#[cfg(test)]
mod published;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use bootstrap::Bootstrap;
pub(crate) use bootstrap::interval;
use coded::Coded;
pub use details::{AgreementDetails, CodeRate, PairAgreement, Parting, RaterAgreement};
pub use masi::masi_distance;

/// One answer: a set of codes (one code for single-valued fields).
pub type Answer = BTreeSet<String>;

/// A coefficient and the number of items behind it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Coefficient {
    /// Value; empty when undefined.
    pub value: Option<f64>,
    /// Items that at least two readers answered (and that the coefficient could use).
    pub count: usize,
    /// 95 % interval, lower and upper end; empty when it was not asked for or is undefined.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interval: Option<[f64; 2]>,
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
    /// 95 % interval, lower and upper end; empty when it was not asked for or is undefined.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interval: Option<[f64; 2]>,
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

impl Agreement {
    /// The coefficients of the whole table by name; MASI only when some answer is a set. Those of
    /// pairs are in [`Agreement::cohen`].
    pub fn coefficients(&self) -> Vec<(&'static str, Coefficient)> {
        let mut all = vec![
            ("percent", self.percent),
            ("fleiss", self.fleiss),
            ("gwet_ac1", self.gwet_ac1),
            ("krippendorff_nominal", self.krippendorff.nominal),
        ];
        all.extend(self.krippendorff.masi.map(|masi| ("krippendorff_masi", masi)));
        all
    }

    /// All names of readers in it, so that they can be replaced by pseudonyms.
    pub fn names_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.cohen.iter_mut().flat_map(|pair| &mut pair.raters)
    }
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

    /// All coefficients, without intervals.
    pub fn agreement(&self) -> Agreement {
        self.agreement_with(Bootstrap { rounds: 0, seed: 0 })
    }

    /// All coefficients, each with a 95 % interval; see [`Bootstrap`] for how it is found and when
    /// it stays empty. The same table, rounds and seed give the same figures, however many
    /// processors there are.
    pub fn agreement_with(&self, bootstrap: Bootstrap) -> Agreement {
        let coded = Coded::new(self);
        let whole = coded.values(&coded.each_once());
        let rounds = bootstrap.rounds(&coded);
        let interval = |of: &dyn Fn(&coefficients::Values) -> Option<f64>| {
            of(&whole).and_then(|_| interval(rounds.iter().map(of)))
        };
        let coefficient = |count: usize, of: fn(&coefficients::Values) -> Option<f64>| Coefficient {
            value: of(&whole),
            count,
            interval: interval(&of),
        };
        let pairable = coded.pairable().count();
        let pairs = coded.pairs.iter().enumerate().map(|(place, pair)| PairCoefficient {
            raters: coded.names(pair),
            value: whole.cohen[place],
            count: pair.items.len(),
            interval: interval(&|values| values.cohen[place]),
        });
        let sets = coded.kinds.iter().any(|answer| answer.len() != 1);
        Agreement {
            percent: coefficient(pairable, |values| values.percent),
            cohen: pairs.collect(),
            fleiss: coefficient(coded.full().count(), |values| values.fleiss),
            krippendorff: Alpha {
                nominal: coefficient(pairable, |values| values.nominal),
                masi: sets.then(|| coefficient(pairable, |values| values.masi)),
            },
            gwet_ac1: coefficient(pairable, |values| values.gwet_ac1),
        }
    }

    /// Every pair, every reader, and where kappa and AC1 part.
    pub fn details(&self) -> AgreementDetails {
        AgreementDetails::new(&Coded::new(self))
    }
}

#[cfg(test)]
mod tests {
    use super::published::{near, table};
    use super::*;

    #[test]
    fn a_missing_answer_is_never_agreement_and_one_category_is_undefined() {
        let found = table(&[&["a", ""], &["", "a"]]).agreement();
        assert_eq!(found.percent, Coefficient { value: None, count: 0, interval: None });
        assert_eq!(found.cohen[0].count, 0);
        let found = table(&[&["a", "a"], &["a", "a"]]).agreement();
        assert_eq!((found.cohen[0].value, found.fleiss.value, found.gwet_ac1.value), (None, None, None));
        assert_eq!(found.krippendorff.nominal.value, None);
        assert_eq!(found.percent.value, Some(1.0));
    }

    #[test]
    fn an_empty_table_has_no_figures() {
        let found = Table::default().agreement_with(Bootstrap { rounds: 50, seed: 1 });
        assert_eq!(found.percent, Coefficient { value: None, count: 0, interval: None });
        assert!(found.cohen.is_empty() && found.krippendorff.masi.is_none());
    }

    #[test]
    fn coefficients_and_readers_are_known_by_name() {
        let mut found = table(&[&["a", "a"], &["b", "a"]]).agreement();
        let names = |found: &Agreement| found.coefficients().into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(&found), ["percent", "fleiss", "gwet_ac1", "krippendorff_nominal"]);
        found.names_mut().for_each(|name| name.push('!'));
        assert_eq!(found.cohen[0].raters, ["r0!", "r1!"]);
        assert_eq!(names(&table(&[&["a|b", "a"]]).agreement())[4], "krippendorff_masi");
    }

    #[test]
    fn masi_weighs_subsets_above_overlaps() {
        let set = |text: &str| text.split('|').map(str::to_owned).collect::<Answer>();
        near(Some(masi_distance(&set("a|b"), &set("a"))), 1.0 - 0.5 * 2.0 / 3.0);
        near(Some(masi_distance(&set("a|b"), &set("b|c"))), 1.0 - (1.0 / 3.0) * (1.0 / 3.0));
        near(Some(masi_distance(&set("a"), &set("b"))), 1.0);
        near(Some(masi_distance(&set("a|b"), &set("a|b"))), 0.0);
        near(Some(masi_distance(&Answer::new(), &set("a"))), 1.0);
        near(Some(masi_distance(&Answer::new(), &Answer::new())), 0.0);
        assert!(table(&[&["a|b", "a"], &["c", "c"]]).agreement().krippendorff.masi.is_some());
    }

    #[test]
    fn the_public_format_has_intervals_only_when_they_are_asked_for() {
        let table = table(&[&["a", "a"], &["b", "b"], &["a", "b"], &["b", "b"]]);
        // Observed 3/4. Kappa: chance 1/2 × 1/4 + 1/2 × 3/4 = 1/2. Fleiss: shares 3/8 and 5/8,
        // chance 34/64. AC1: chance 2 × 3/8 × 5/8 = 30/64. Alpha: 1 - 7 × 2 / (2 × 3 × 5).
        let expected = "{\"percent\":{\"value\":0.75,\"count\":4},\
            \"cohen\":[{\"raters\":[\"r0\",\"r1\"],\"value\":0.5,\"count\":4}],\
            \"fleiss\":{\"value\":0.4666666666666667,\"count\":4},\
            \"krippendorff\":{\"nominal\":{\"value\":0.5333333333333333,\"count\":4}},\
            \"gwet_ac1\":{\"value\":0.5294117647058824,\"count\":4}}";
        assert_eq!(serde_json::to_string(&table.agreement()).unwrap(), expected);
        let old: Agreement = serde_json::from_str(expected).unwrap();
        assert_eq!(old, table.agreement());
        let with = serde_json::to_value(table.agreement_with(Bootstrap { rounds: 200, seed: 1 })).unwrap();
        assert_eq!(with["percent"]["interval"].as_array().unwrap().len(), 2);
    }
}
