//! What the keeper takes in from other desks: whatever arrives, in whatever order and however often, each entry ends in
//! the keeper's order once, waits for those before it, or is kept aside with the reason.

use std::collections::BTreeMap;

use crate::chain::{Chain, ChainError, ChainId};
use crate::entry::{Place, SignedEntry};
use crate::hash::Hash;

/// What the keeper has taken in before.
pub trait Past {
    /// Hash of the entry at a position.
    fn hash_at(&self, position: u64) -> Option<Hash>;
    /// Hash of the entry of a number in a chain.
    fn hash_in(&self, chain: &ChainId, sequence: u64) -> Option<Hash>;
}

/// What became of an entry.
#[derive(Debug)]
pub enum Arrival {
    /// It is the next in the keeper's order.
    Taken(Box<SignedEntry>),
    /// It is kept aside.
    Aside(Box<SignedEntry>, ChainError),
}

/// Entries that arrived before those that they continue.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    early: BTreeMap<ChainId, BTreeMap<u64, Vec<SignedEntry>>>,
}

impl Intake {
    /// Goes on with entries that wait.
    pub fn resume(early: impl IntoIterator<Item = SignedEntry>) -> Self {
        let mut intake = Self::default();
        for entry in early {
            intake.wait(entry);
        }
        intake
    }

    fn wait(&mut self, entry: SignedEntry) {
        let of_chain = self.early.entry(ChainId::of(&entry.entry)).or_default();
        let of_number = of_chain.entry(entry.entry.sequence).or_default();
        if of_number.iter().all(|known| known.hash() != entry.hash()) {
            of_number.push(entry);
        }
    }

    /// Takes an entry in, with those that waited for it. What was there before changes nothing.
    pub fn offer(&mut self, chains: &mut Chain, past: &dyn Past, entry: SignedEntry) -> Vec<Arrival> {
        let aside = |entry: SignedEntry, error| vec![Arrival::Aside(Box::new(entry), error)];
        let id = entry.entry.id.clone();
        if matches!(entry.entry.place, Place::Earlier { .. }) {
            return aside(entry, ChainError::Earlier(id));
        }
        if !chains.members.contains_key(&entry.entry.author) {
            return aside(entry, ChainError::UnknownAuthor(id));
        }
        if chains.is_revoked(&entry.entry) {
            return aside(entry, ChainError::Revoked(id));
        }
        let (chain, sequence) = (ChainId::of(&entry.entry), entry.entry.sequence);
        if sequence < chains.next(&chain).0 {
            let is_known = past.hash_in(&chain, sequence).is_some_and(|known| known == *entry.hash());
            return if is_known { Vec::new() } else { aside(entry, ChainError::Forked(id)) };
        }
        self.wait(entry);
        self.advance(chains, past, &chain)
    }

    /// Takes in what a chain can be continued with. Of two entries with one number the first that arrived stands.
    fn advance(&mut self, chains: &mut Chain, past: &dyn Past, chain: &ChainId) -> Vec<Arrival> {
        let mut arrivals = Vec::new();
        while let Some(candidates) = self.early.get_mut(chain).and_then(|early| early.remove(&chains.next(chain).0)) {
            let mut stands = false;
            for entry in candidates {
                let entry = Box::new(entry);
                let checked = chains.check(&entry, &|position| past.hash_at(position));
                match checked {
                    _ if stands => {
                        let id = entry.entry.id.clone();
                        arrivals.push(Arrival::Aside(entry, ChainError::Forked(id)));
                    }
                    Ok(()) => {
                        chains.take(&entry);
                        stands = true;
                        arrivals.push(Arrival::Taken(entry));
                    }
                    Err(error) => arrivals.push(Arrival::Aside(entry, error)),
                }
            }
        }
        if self.early.get(chain).is_some_and(BTreeMap::is_empty) {
            self.early.remove(chain);
        }
        arrivals
    }

    /// Entries that wait for others before them.
    pub fn early(&self) -> impl Iterator<Item = &SignedEntry> {
        self.early.values().flat_map(BTreeMap::values).flatten()
    }
}
