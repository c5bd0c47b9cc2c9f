//! Which physicians annotate which photograph: as many different ones each as the study says, balanced over people and
//! over pairs. Seeded, so the same input assigns alike.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::people::PersonId;
use crate::photograph::PhotographId;

/// Fewer physicians than readers per photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{needed} different physicians are needed, {found} are enrolled")]
pub struct TooFewPhysicians {
    /// Readers per photograph.
    pub needed: usize,
    /// Physicians enrolled.
    pub found: usize,
}

/// A photograph that waits for readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// What is to be read.
    pub photograph: PhotographId,
    /// Who reads it already.
    pub readers: Vec<PersonId>,
    /// How many readers it is to have.
    pub wanted: usize,
}

/// Gives every photograph the readers that it lacks. `loads` says who can be chosen and how many photographs each has;
/// where nobody reads yet, the loads after assignment differ by at most one more than before. Only new readers are
/// returned.
pub fn assign(
    photographs: &[Unread],
    loads: &BTreeMap<PersonId, usize>,
    seed: u64,
) -> Result<Vec<(PhotographId, Vec<PersonId>)>, TooFewPhysicians> {
    let can = |unread: &Unread| unread.readers.len() + loads.keys().filter(|who| !unread.readers.contains(who)).count();
    if let Some(short) = photographs.iter().find(|unread| can(unread) < unread.wanted) {
        return Err(TooFewPhysicians { needed: short.wanted, found: can(short) });
    }
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut loads = loads.clone();
    let mut together: BTreeMap<(PersonId, PersonId), usize> = BTreeMap::new();
    let mut order: Vec<&Unread> = photographs.iter().collect();
    order.shuffle(&mut rng);
    let mut assigned = Vec::with_capacity(order.len());
    for unread in order {
        let mut people: Vec<PersonId> = loads.keys().cloned().collect();
        people.shuffle(&mut rng);
        let mut chosen = unread.readers.clone();
        while chosen.len() < unread.wanted {
            let met = |person: &PersonId| -> usize {
                chosen.iter().map(|other| together.get(&pair(person, other)).copied().unwrap_or(0)).sum()
            };
            let next = people
                .iter()
                .filter(|person| !chosen.contains(person))
                .min_by_key(|person| (loads.get(person).copied().unwrap_or(0), met(person)))
                .cloned();
            let Some(next) = next else { break };
            *loads.entry(next.clone()).or_insert(0) += 1;
            chosen.push(next);
        }
        for (place, person) in chosen.iter().enumerate() {
            for other in &chosen[place + 1..] {
                *together.entry(pair(person, other)).or_insert(0) += 1;
            }
        }
        assigned.push((unread.photograph.clone(), chosen.split_off(unread.readers.len())));
    }
    Ok(assigned)
}

fn pair(a: &PersonId, b: &PersonId) -> (PersonId, PersonId) {
    if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
}

/// A random sample of at most `most`, in the order given.
pub fn sample<T: Copy>(all: &[T], most: usize, seed: u64) -> Vec<T> {
    if all.len() <= most {
        return all.to_vec();
    }
    let mut places: Vec<usize> = (0..all.len()).collect();
    places.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    places.truncate(most);
    places.sort_unstable();
    places.into_iter().map(|place| all[place]).collect()
}

/// Draws photographs at random, each for one of the seniors who may audit it, balanced over them.
pub fn draw_audits(
    mut candidates: Vec<(PhotographId, Vec<PersonId>)>,
    count: usize,
    seed: u64,
) -> Vec<(PhotographId, PersonId)> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    candidates.shuffle(&mut rng);
    let mut loads: BTreeMap<PersonId, usize> = BTreeMap::new();
    let mut drawn = Vec::new();
    for (photograph, mut may) in candidates.into_iter().take(count) {
        may.shuffle(&mut rng);
        may.sort_by_key(|senior| loads.get(senior).copied().unwrap_or(0));
        if let Some(auditor) = may.into_iter().next() {
            *loads.entry(auditor.clone()).or_insert(0) += 1;
            drawn.push((photograph, auditor));
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unread(count: usize, wanted: usize) -> Vec<Unread> {
        let photograph = |n| PhotographId(format!("{n:04}"));
        (0..count).map(|n| Unread { photograph: photograph(n), readers: Vec::new(), wanted }).collect()
    }
    fn nobody_busy(count: usize) -> BTreeMap<PersonId, usize> {
        (0..count).map(|n| (PersonId(format!("p{n}")), 0)).collect()
    }
    /// How often each two of these people read the same photograph.
    fn pairs(assigned: &[(PhotographId, Vec<PersonId>)], people: usize) -> Vec<usize> {
        let people: Vec<PersonId> = nobody_busy(people).into_keys().collect();
        let mut counts = Vec::new();
        for (n, one) in people.iter().enumerate() {
            for other in &people[n + 1..] {
                let both = assigned.iter().filter(|(_, readers)| readers.contains(one) && readers.contains(other));
                counts.push(both.count());
            }
        }
        counts
    }

    proptest! {
        #[test]
        fn everybody_gets_alike_nobody_twice_and_pairs_meet_alike(
            count in 0_usize..60, wanted in 2_usize..6, more in 0_usize..5, seed: u64
        ) {
            let people = wanted + more;
            let assigned = assign(&unread(count, wanted), &nobody_busy(people), seed).unwrap();
            let mut loads = nobody_busy(people);
            for (_, readers) in &assigned {
                prop_assert_eq!(readers.len(), wanted);
                let different: std::collections::BTreeSet<_> = readers.iter().collect();
                prop_assert_eq!(different.len(), wanted);
                for reader in readers { *loads.get_mut(reader).unwrap() += 1; }
            }
            let (low, high) = (loads.values().min().unwrap(), loads.values().max().unwrap());
            prop_assert!(high - low <= 1);
            prop_assert_eq!(assigned.len(), count);
            let pairs = pairs(&assigned, people);
            let (low, high) = (pairs.iter().min().unwrap(), pairs.iter().max().unwrap());
            let most = if wanted == 2 { 4 } else { 6 };
            prop_assert!(high - low <= most, "{:?}", pairs);
        }
    }

    proptest! {
        #[test]
        fn who_reads_already_stays_and_is_not_chosen_again(
            count in 1_usize..40, wanted in 2_usize..6, more in 1_usize..4, seed: u64
        ) {
            let people = wanted + more;
            let mut waiting = unread(count, wanted);
            for (n, photograph) in waiting.iter_mut().enumerate().filter(|(n, _)| n % 2 == 0) {
                photograph.readers.push(PersonId(format!("p{}", n % people)));
            }
            for (photograph, new) in assign(&waiting, &nobody_busy(people), seed).unwrap() {
                let before = waiting.iter().find(|unread| unread.photograph == photograph).unwrap();
                prop_assert_eq!(before.readers.len() + new.len(), wanted);
                prop_assert!(new.iter().all(|person| !before.readers.contains(person)));
            }
        }
    }

    #[test]
    fn one_physician_is_too_few() {
        assert_eq!(assign(&unread(1, 2), &nobody_busy(1), 0), Err(TooFewPhysicians { needed: 2, found: 1 }));
    }
}
