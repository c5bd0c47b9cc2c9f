//! Rank-reciprocal fusion of ranked differentials: the weight of a disease is the sum over
//! physicians of 1/rank (MedLesionVQA, section 3.3; the family of inverse rank normalisation, Liu
//! et al. 2020, and reciprocal rank fusion, Cormack et al. 2009, with k = 0).
//!
//! Exact rationals only: with two readers few distinct weights exist and ties are common, so a
//! rounding error would decide diagnoses. Codes order ties on the screen, never in rank.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::ToPrimitive;
use serde::Serialize;

/// Version of this rule, written into every stored result.
pub const RULE_VERSION: &str = "reciprocal-rank/1";

/// A ranking with ties: blocks in order of plausibility; the members of block i (from 1) weigh 1/i each.
pub type Ranking<T> = Vec<Vec<T>>;

/// One fused item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FusedItem<T> {
    /// What was ranked, such as a disease.
    pub item: T,
    /// Competition rank (1, 1, 3).
    pub rank: usize,
    /// Sum of 1/rank over the readers, exact.
    pub weight: Ratio<BigInt>,
}

/// A fused ranking, sorted by rank then item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fused<T> {
    /// Every item that any reader named.
    pub items: Vec<FusedItem<T>>,
    /// Two or more items share rank 1.
    pub tie_at_first: bool,
    /// Some item was named by at least two readers.
    pub shared: bool,
    /// A senior must decide: a tie at rank 1, or several readers who share nothing.
    pub needs_adjudication: bool,
}

/// Why rankings cannot be fused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FusionError<T> {
    /// One reader names an item twice.
    #[error("a ranking names an item twice")]
    Repeated(T),
    /// A block of ties is empty.
    #[error("a ranking holds an empty block of ties")]
    EmptyBlock,
}

/// Fuses any number of rankings of any length.
pub fn fuse<T: Ord + Clone>(rankings: &[Ranking<T>]) -> Result<Fused<T>, FusionError<T>> {
    let mut weights: BTreeMap<&T, Ratio<BigInt>> = BTreeMap::new();
    let mut shared = false;
    for ranking in rankings {
        let mut seen = BTreeSet::new();
        for (block, place) in ranking.iter().zip(1_u64..) {
            if block.is_empty() {
                return Err(FusionError::EmptyBlock);
            }
            for item in block {
                if !seen.insert(item) {
                    return Err(FusionError::Repeated(item.clone()));
                }
                let share = Ratio::new(BigInt::from(1), BigInt::from(place));
                match weights.get_mut(item) {
                    Some(weight) => {
                        *weight += share;
                        shared = true;
                    }
                    None => {
                        weights.insert(item, share);
                    }
                }
            }
        }
    }
    let mut ordered: Vec<(&T, Ratio<BigInt>)> = weights.into_iter().collect();
    ordered.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    let mut items: Vec<FusedItem<T>> = Vec::with_capacity(ordered.len());
    for (place, (item, weight)) in ordered.into_iter().enumerate() {
        let rank = match items.last() {
            Some(last) if last.weight == weight => last.rank,
            _ => place + 1,
        };
        items.push(FusedItem { item: item.clone(), rank, weight });
    }
    let tie_at_first = items.iter().filter(|item| item.rank == 1).count() > 1;
    let needs_adjudication = tie_at_first || (rankings.len() > 1 && !shared);
    Ok(Fused { items, tie_at_first, shared, needs_adjudication })
}

/// One fused item as it is shown and exported.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked<T> {
    /// What was ranked, such as a disease.
    pub item: T,
    /// Competition rank.
    pub rank: usize,
    /// Exact weight, such as `3/2`.
    pub weight: String,
    /// Weight as a share of all weights, which sum to 1.
    pub normalized: f64,
}

impl<T: Clone> Fused<T> {
    /// All items as they are shown and exported.
    pub fn ranked(&self) -> Vec<Ranked<T>> {
        let total: Ratio<BigInt> = self.items.iter().map(|item| item.weight.clone()).sum();
        let ranked = |item: &FusedItem<T>| Ranked {
            item: item.item.clone(),
            rank: item.rank,
            weight: item.weight.to_string(),
            normalized: (item.weight.clone() / total.clone()).to_f64().unwrap_or(f64::NAN),
        };
        self.items.iter().map(ranked).collect()
    }

    /// The first three items, unless a tie crosses the cut or a senior must decide anyway; then
    /// nothing is prefilled beyond doubt and the list stops before the tie.
    pub fn first_three(&self) -> Vec<T> {
        if self.needs_adjudication {
            return Vec::new();
        }
        let cut = self.items.get(3).filter(|fourth| self.items.get(2).is_some_and(|third| third.rank == fourth.rank));
        let end = cut.map_or(usize::MAX, |fourth| fourth.rank);
        self.items.iter().take(3).filter(|item| item.rank < end).map(|item| item.item.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn list(items: &[&str]) -> Ranking<String> {
        items.iter().map(|item| vec![(*item).to_owned()]).collect()
    }
    fn weights(fused: &Fused<String>) -> Vec<(String, usize, String)> {
        fused.items.iter().map(|i| (i.item.clone(), i.rank, i.weight.to_string())).collect()
    }

    #[test]
    fn a_swap_ties_at_the_first_place_and_asks_a_senior() {
        let fused = fuse(&[list(&["bcc", "scc"]), list(&["scc", "bcc", "ka"])]).unwrap();
        assert_eq!(
            weights(&fused),
            [("bcc".into(), 1, "3/2".into()), ("scc".into(), 1, "3/2".into()), ("ka".into(), 3, "1/3".into())]
        );
        assert!(fused.tie_at_first && fused.shared && fused.needs_adjudication);
        assert!(fused.first_three().is_empty());
    }

    #[test]
    fn disjoint_lists_ask_a_senior_and_one_reader_does_not() {
        let fused = fuse(&[list(&["a", "b"]), list(&["c"])]).unwrap();
        assert!(!fused.shared && fused.needs_adjudication);
        assert!(!fuse(&[list(&["a", "b"])]).unwrap().needs_adjudication);
    }

    #[test]
    fn members_of_a_block_weigh_alike() {
        let fused = fuse(&[vec![vec!["a", "b"], vec!["c"]]]).unwrap();
        let found: Vec<_> = fused.items.iter().map(|i| (i.item, i.rank, i.weight.to_string())).collect();
        assert_eq!(found, [("a", 1, "1".into()), ("b", 1, "1".into()), ("c", 3, "1/2".into())]);
    }

    #[test]
    fn a_tie_across_the_cut_is_not_prefilled() {
        let fused = fuse(&[list(&["a", "b", "c"]), list(&["a", "b", "d"])]).unwrap();
        assert_eq!(fused.first_three(), ["a", "b"]);
        let fused = fuse(&[list(&["a", "b", "c"]), list(&["a", "c", "b"])]).unwrap();
        assert_eq!(fused.first_three(), ["a", "b", "c"]);
    }

    #[test]
    fn repeats_and_empty_blocks_are_refused() {
        assert_eq!(fuse(&[list(&["a", "a"])]), Err(FusionError::Repeated("a".into())));
        assert_eq!(fuse::<&str>(&[vec![vec![]]]), Err(FusionError::EmptyBlock));
    }

    fn rankings() -> impl Strategy<Value = Vec<Ranking<u8>>> {
        let ranking = prop::collection::vec(0_u8..12, 0..8).prop_map(|mut items| {
            let mut seen = BTreeSet::new();
            items.retain(|item| seen.insert(*item));
            items.chunks(2).map(<[u8]>::to_vec).collect::<Ranking<u8>>()
        });
        prop::collection::vec(ranking, 0..5)
    }

    proptest! {
        #[test]
        fn the_order_of_readers_does_not_matter(mut lists in rankings()) {
            let before = fuse(&lists).unwrap();
            lists.reverse();
            prop_assert_eq!(before, fuse(&lists).unwrap());
        }
        #[test]
        fn equal_weight_means_equal_rank_and_more_weight_a_better_one(lists in rankings()) {
            let fused = fuse(&lists).unwrap();
            for a in &fused.items {
                let better = fused.items.iter().filter(|b| b.weight > a.weight).count();
                prop_assert_eq!(a.rank, better + 1);
            }
        }
        #[test]
        fn the_weights_are_the_sum_of_reciprocal_places(lists in rankings()) {
            let fused = fuse(&lists).unwrap();
            let all: Ratio<BigInt> = fused.items.iter().map(|i| i.weight.clone()).sum();
            let expected: Ratio<BigInt> = lists.iter().flat_map(|list| list.iter().zip(1_u64..))
                .map(|(block, place)| Ratio::new(BigInt::from(block.len()), BigInt::from(place))).sum();
            prop_assert_eq!(all, expected);
            if !fused.items.is_empty() {
                let sum: f64 = fused.ranked().iter().map(|item| item.normalized).sum();
                prop_assert!((sum - 1.0).abs() < 1e-12);
            }
        }
        #[test]
        fn renaming_items_renames_the_result(lists in rankings()) {
            let renamed: Vec<Ranking<u8>> = lists.iter()
                .map(|list| list.iter().map(|block| block.iter().map(|i| i + 100).collect()).collect()).collect();
            let (a, b) = (fuse(&lists).unwrap(), fuse(&renamed).unwrap());
            prop_assert_eq!(a.needs_adjudication, b.needs_adjudication);
            for (x, y) in a.items.iter().zip(&b.items) {
                prop_assert_eq!((x.item + 100, x.rank, &x.weight), (y.item, y.rank, &y.weight));
            }
        }
    }
}
