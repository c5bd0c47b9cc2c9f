//! How good annotations are: precision and recall of entities against what is right, with Wilson intervals (paper,
//! section 3.3: above 95 %). The one way in which an annotation is scored against another: readers against the reviewed
//! record, the reviewed record against an audit, trials against the reference.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::annotation::Annotation;
use crate::comparison::{Entity, EntityKind, entities};
use crate::vocabulary::Vocabulary;

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
    /// Entities that were stated.
    pub stated: usize,
    /// Entities of what is right.
    pub right: usize,
}

impl Tally {
    fn add(&mut self, stated: &BTreeSet<Entity>, right: &BTreeSet<Entity>) {
        self.shared += stated.intersection(right).count();
        self.stated += stated.len();
        self.right += right.len();
    }
    /// Share of what was stated that is right.
    pub fn precision(&self) -> Share {
        Share::of(self.shared, self.stated)
    }
    /// Share of what is right that was stated.
    pub fn recall(&self) -> Share {
        Share::of(self.shared, self.right)
    }
}

/// How good some annotations are, for one kind of entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct KindQuality {
    /// Which entities are counted.
    pub kind: EntityKind,
    /// Share of what was stated that is right.
    pub precision: Share,
    /// Share of what is right that was stated.
    pub recall: Share,
    /// Harmonic mean of the two (F1): twice what is shared over all that is stated and right. Its interval is
    /// that of such a share, which is an approximation.
    pub f1: Share,
}

/// What is right on one photograph, to score annotations against.
#[derive(Debug, Clone)]
pub struct AnswerKey(BTreeSet<Entity>);

impl AnswerKey {
    /// None for a photograph that cannot be annotated: there is nothing to be measured.
    pub fn of(right: &Annotation, vocabulary: &Vocabulary) -> Option<Self> {
        right.cannot_annotate.is_none().then(|| Self(entities(right, vocabulary)))
    }
}

/// Scores of annotations: tallies of all entities and by kind.
#[derive(Debug, Clone, Default)]
pub struct Tallies {
    photographs: usize,
    all: Tally,
    kinds: BTreeMap<EntityKind, Tally>,
}

impl Tallies {
    /// Scores the annotation of one photograph. Who could not annotate it missed everything.
    pub fn score(&mut self, stated: &Annotation, key: &AnswerKey, vocabulary: &Vocabulary) {
        self.photographs += 1;
        self.add(&entities(stated, vocabulary), &key.0);
    }

    /// Photographs scored.
    pub fn photographs(&self) -> usize {
        self.photographs
    }

    fn add(&mut self, stated: &BTreeSet<Entity>, right: &BTreeSet<Entity>) {
        self.all.add(stated, right);
        for entity in stated {
            let tally = self.kinds.entry(entity.kind()).or_default();
            tally.stated += 1;
            tally.shared += usize::from(right.contains(entity));
        }
        for entity in right {
            self.kinds.entry(entity.kind()).or_default().right += 1;
        }
    }

    /// All entities together.
    pub fn all(&self) -> KindQuality {
        quality(EntityKind::All, self.all)
    }

    /// By kind, those that occur.
    pub fn kinds(&self) -> Vec<KindQuality> {
        EntityKind::EACH.into_iter().filter_map(|kind| Some(quality(kind, *self.kinds.get(&kind)?))).collect()
    }
}

fn quality(kind: EntityKind, tally: Tally) -> KindQuality {
    KindQuality {
        kind,
        precision: tally.precision(),
        recall: tally.recall(),
        f1: Share::of(2 * tally.shared, tally.stated + tally.right),
    }
}

/// What is stated where something else is right, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Confusion {
    /// Codes, those that are confused most often first.
    pub terms: Vec<String>,
    /// Counts by what is right (rows) and what is stated (columns), in the order of the terms.
    pub counts: Vec<Vec<usize>>,
}

impl Confusion {
    /// The matrix of the `most` terms that are confused most often, from pairs of what is right and what is stated.
    pub fn of(pairs: &BTreeMap<(String, String), usize>, most: usize) -> Self {
        let mut confused: BTreeMap<&String, usize> = BTreeMap::new();
        for ((right, stated), count) in pairs.iter().filter(|((right, stated), _)| right != stated) {
            *confused.entry(right).or_default() += count;
            *confused.entry(stated).or_default() += count;
        }
        let mut terms: Vec<(&String, usize)> = confused.into_iter().collect();
        terms.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let terms: Vec<String> = terms.into_iter().take(most).map(|(term, _)| term.clone()).collect();
        let count = |right: &String, stated: &String| pairs.get(&(right.clone(), stated.clone())).copied().unwrap_or(0);
        let counts = terms.iter().map(|right| terms.iter().map(|stated| count(right, stated)).collect()).collect();
        Self { terms, counts }
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

    #[test]
    fn kinds_are_tallied_apart_and_f1_is_the_harmonic_mean() {
        let (region, lesion) = (|code: &str| Entity::Region(code.into()), |code: &str| Entity::Lesion(code.into()));
        let mut tallies = Tallies::default();
        tallies.add(
            &BTreeSet::from([region("a"), lesion("x"), lesion("y")]),
            &BTreeSet::from([region("a"), lesion("x"), lesion("z"), Entity::Disease("d".into())]),
        );
        let kinds = tallies.kinds();
        assert_eq!(
            kinds.iter().map(|kind| kind.kind).collect::<Vec<_>>(),
            [EntityKind::Region, EntityKind::Lesion, EntityKind::Disease]
        );
        assert_eq!(
            (kinds[1].precision.value, kinds[1].recall.value, kinds[1].f1.value),
            (Some(0.5), Some(0.5), Some(0.5))
        );
        let all = tallies.all();
        let (precision, recall) = (all.precision.value.unwrap(), all.recall.value.unwrap());
        assert!((all.f1.value.unwrap() - 2.0 * precision * recall / (precision + recall)).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_annotated_measures_nobody_and_who_could_not_missed_everything() {
        let vocabulary = Vocabulary::built_in();
        let annotated = Annotation { regions: vec!["region.cheek".into()], ..Annotation::default() };
        let blurred = Annotation {
            cannot_annotate: Some(crate::annotation::CannotAnnotate::PoorQuality),
            ..Annotation::default()
        };
        assert!(AnswerKey::of(&blurred, vocabulary).is_none());
        let key = AnswerKey::of(&annotated, vocabulary).unwrap();
        let mut tallies = Tallies::default();
        tallies.score(&annotated, &key, vocabulary);
        tallies.score(&blurred, &key, vocabulary);
        let all = tallies.all();
        assert_eq!((tallies.photographs(), all.precision.value, all.recall.value), (2, Some(1.0), Some(0.5)));
    }

    #[test]
    fn the_matrix_holds_what_is_confused_most() {
        let pair = |right: &str, stated: &str| (right.to_owned(), stated.to_owned());
        let pairs =
            BTreeMap::from([(pair("a", "a"), 9), (pair("a", "b"), 3), (pair("b", "a"), 1), (pair("c", "d"), 1)]);
        let found = Confusion::of(&pairs, 2);
        assert_eq!(found, Confusion { terms: vec!["a".into(), "b".into()], counts: vec![vec![9, 3], vec![1, 0]] });
    }
}
