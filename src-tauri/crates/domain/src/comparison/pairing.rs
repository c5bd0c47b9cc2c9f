//! Which lesion cards of the readers are one lesion: of the same type first, then most shared regions,
//! then the nearest marks; what a senior paired by hand goes before.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::lesion;
use super::slot::Cards;
use crate::annotation::{Annotation, Lesion};
use crate::vocabulary::Code;

/// Lesions that were paired or unpaired by hand: a card number per reader, empty where the reader has none.
pub type Pairing = Vec<Vec<Option<u32>>>;

/// One lesion as seen by several readers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct LesionGroup {
    /// Its name.
    pub key: Cards,
    /// Type as the first reader who has it states it.
    pub lesion: Code,
    /// Card number per reader; empty where the reader has no such lesion.
    pub cards: Vec<Option<u32>>,
    /// Whether a senior paired or unpaired it by hand.
    pub by_hand: bool,
}

/// How well two cards go together; the smallest goes first.
struct Fit {
    /// Regions not shared: fewer is better.
    unshared: i64,
    /// Distance of the nearest marks in pixels.
    apart: f64,
    /// Places of the two cards, added: the same from either side.
    places: usize,
}

/// Pairs the lesions of all readers. Groups are ordered by the cards of the first reader, then of the next.
pub(super) fn pair_lesions(records: &[&Annotation], by_hand: &Pairing) -> Vec<LesionGroup> {
    let mut taken: BTreeSet<(usize, u32)> = BTreeSet::new();
    let mut groups: Vec<(Vec<Option<u32>>, bool)> = Vec::new();
    for cards in by_hand.iter().filter(|cards| cards.len() == records.len()) {
        // A card that is gone, or that an earlier line holds, is left out.
        let held = |(reader, card): (usize, &Option<u32>)| {
            card.filter(|card| lesion(records[reader], *card).is_some() && taken.insert((reader, *card)))
        };
        let cards: Vec<Option<u32>> = cards.iter().enumerate().map(held).collect();
        if cards.iter().any(Option::is_some) {
            groups.push((cards, true));
        }
    }
    let free: Vec<(usize, usize, &Lesion)> = records
        .iter()
        .enumerate()
        .flat_map(|(reader, record)| record.lesions.iter().enumerate().map(move |(place, card)| (reader, place, card)))
        .filter(|(reader, _, card)| !taken.contains(&(*reader, card.number)))
        .collect();
    let mut fits: Vec<(Fit, usize, usize)> = Vec::new();
    for (a, (reader, place, card)) in free.iter().enumerate() {
        for (b, (other_reader, other_place, other)) in free.iter().enumerate().skip(a + 1) {
            if reader != other_reader && card.lesion == other.lesion {
                let shared = card.regions.iter().filter(|region| other.regions.contains(region)).count() as i64;
                let fit = Fit { unshared: -shared, apart: distance(card, other), places: place + other_place };
                fits.push((fit, a, b));
            }
        }
    }
    fits.sort_by(|(a, ..), (b, ..)| {
        a.unshared.cmp(&b.unshared).then(a.apart.total_cmp(&b.apart)).then(a.places.cmp(&b.places))
    });
    // Each card begins alone; the best fits are joined first, never two cards of one reader.
    let mut group_of: Vec<usize> = (0..free.len()).collect();
    for (_, a, b) in fits {
        let (keep, join) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
        let readers = |group: usize| -> BTreeSet<usize> {
            free.iter().zip(&group_of).filter(|(_, of)| **of == group).map(|((reader, ..), _)| *reader).collect()
        };
        if keep != join && readers(keep).is_disjoint(&readers(join)) {
            group_of.iter_mut().filter(|group| **group == join).for_each(|group| *group = keep);
        }
    }
    for group in group_of.iter().copied().collect::<BTreeSet<_>>() {
        let mut cards = vec![None; records.len()];
        for (place, (reader, _, card)) in free.iter().enumerate() {
            if group_of[place] == group {
                cards[*reader] = Some(card.number);
            }
        }
        groups.push((cards, false));
    }
    let order = |cards: &[Option<u32>]| cards.iter().map(|card| card.unwrap_or(u32::MAX)).collect::<Vec<_>>();
    groups.sort_by_key(|(cards, _)| order(cards));
    groups
        .into_iter()
        .filter_map(|(cards, by_hand)| {
            let first = records.iter().zip(&cards).find_map(|(record, card)| lesion(record, (*card)?))?;
            Some(LesionGroup { key: Cards::of(&cards), lesion: first.lesion.clone(), cards, by_hand })
        })
        .collect()
}

/// Shortest distance between the centres of two lesions' marks in pixels; infinite without marks.
fn distance(a: &Lesion, b: &Lesion) -> f64 {
    let mut nearest = f64::INFINITY;
    for one in &a.marks {
        for other in &b.marks {
            let ([x, y], [u, v]) = (one.centre(), other.centre());
            nearest = nearest.min((x - u).hypot(y - v));
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::annotations;
    use super::*;
    use crate::annotation::Mark;

    fn card(number: u32, code: &str, at: f64) -> Lesion {
        Lesion {
            number,
            lesion: code.into(),
            role: None,
            regions: vec![],
            attributes: BTreeSet::new(),
            marks: vec![Mark::Point { x: at, y: 0.0 }],
            size_mm: None,
        }
    }
    fn record(lesions: Vec<Lesion>) -> Annotation {
        Annotation { lesions, ..Annotation::default() }
    }
    fn keys(records: &[&Annotation], by_hand: &Pairing) -> Vec<String> {
        pair_lesions(records, by_hand).into_iter().map(|group| group.key.to_string()).collect()
    }

    #[test]
    fn the_nearest_of_the_same_type_are_paired() {
        let a = record(vec![card(1, "lesion.papule", 10.0), card(2, "lesion.papule", 90.0)]);
        let b = record(vec![card(1, "lesion.papule", 88.0), card(2, "lesion.crust", 10.0)]);
        assert_eq!(keys(&[&a, &b], &Pairing::new()), ["1-0", "2-1", "0-2"]);
    }

    #[test]
    fn what_a_senior_paired_or_unpaired_stays_and_the_rest_is_paired_as_before() {
        let a = record(vec![card(1, "lesion.papule", 10.0), card(2, "lesion.crust", 50.0)]);
        let b = record(vec![card(1, "lesion.papule", 10.0), card(2, "lesion.crust", 50.0)]);
        assert_eq!(keys(&[&a, &b], &Pairing::new()), ["1-1", "2-2"]);
        assert_eq!(keys(&[&a, &b], &vec![vec![Some(1), None], vec![None, Some(1)]]), ["1-0", "2-2", "0-1"]);
        assert_eq!(keys(&[&a, &b], &vec![vec![Some(1), Some(2)]]), ["1-2", "2-0", "0-1"]);
        assert_eq!(keys(&[&a, &b], &vec![vec![Some(7), Some(8)], vec![Some(1)]]), ["1-1", "2-2"], "what is gone");
    }

    #[test]
    fn three_readers_make_one_group_of_one_lesion() {
        let of = |at: f64| record(vec![card(1, "lesion.papule", at)]);
        assert_eq!(keys(&[&of(1.0), &of(2.0), &of(3.0)], &Pairing::new()), ["1-1-1"]);
    }

    proptest! {
        #[test]
        fn the_order_of_readers_does_not_change_the_groups(a in annotations(), b in annotations(), c in annotations()) {
            let groups = |order: [usize; 3]| {
                let records = [&a, &b, &c];
                let found = pair_lesions(&order.map(|reader| records[reader]), &Pairing::new());
                // Card numbers by reader as they are named here, whatever the order.
                let named = |group: LesionGroup| {
                    let mut cards = [None; 3];
                    for (place, reader) in order.into_iter().enumerate() { cards[reader] = group.cards[place]; }
                    cards
                };
                found.into_iter().map(named).collect::<BTreeSet<_>>()
            };
            let two = |order: [usize; 2]| {
                let records = [&a, &b];
                let found = pair_lesions(&order.map(|reader| records[reader]), &Pairing::new());
                found.into_iter().map(|group| [group.cards[order[0]], group.cards[order[1]]]).collect::<BTreeSet<_>>()
            };
            prop_assert_eq!(two([0, 1]), two([1, 0]));
            prop_assert_eq!(groups([0, 1, 2]), groups([2, 0, 1]));
        }
        #[test]
        fn every_card_is_in_one_group(a in annotations(), b in annotations()) {
            let found = pair_lesions(&[&a, &b], &Pairing::new());
            for (reader, record) in [&a, &b].into_iter().enumerate() {
                for lesion in &record.lesions {
                    prop_assert_eq!(found.iter().filter(|group| group.cards[reader] == Some(lesion.number)).count(), 1);
                }
            }
        }
    }
}
