//! What a desk that is not the keeper's knows of the keeper's order. It takes in what continues that, and refuses a
//! keeper whose record is shorter than what was seen, or another: a backup that was restored, or a copy that went on.

use std::collections::BTreeMap;

use crate::body::Body;
use crate::chain::{Chain, ChainError, ChainId};
use crate::entry::SignedEntry;
use crate::hash::Hash;

/// What came of an entry of the keeper's desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// It is new.
    New,
    /// It was known.
    Known,
    /// Entries before it are missing: of its chain, or the one that introduces its author.
    Early,
}

/// Why the keeper is not followed.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The entry does not fit.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// The keeper's record is not the one that was seen before.
    #[error("the keeper's record is not the one that was seen before")]
    OtherRecord,
}

/// The keeper's order as far as one desk knows it.
#[derive(Debug, Clone)]
pub struct Following {
    /// Chains of the keeper's desk, and the people who may write in them.
    pub chains: Chain,
    /// What stands at the positions that are known.
    order: BTreeMap<u64, Hash>,
    /// First and last position that each device of the keeper wrote at, as far as known.
    spans: BTreeMap<String, (u64, u64)>,
    /// Hashes of what was followed, by chain and number.
    numbers: BTreeMap<(ChainId, u64), Hash>,
}

impl Following {
    /// Begins with the chains that the desk was given when it joined.
    pub fn new(chains: Chain) -> Self {
        Self { chains, order: BTreeMap::new(), spans: BTreeMap::new(), numbers: BTreeMap::new() }
    }

    /// Last position of the keeper's order that is known, with what stands there.
    pub fn last(&self) -> Option<(u64, &Hash)> {
        self.order.last_key_value().map(|(position, hash)| (*position, hash))
    }

    /// What stands at a position.
    pub fn hash_at(&self, position: u64) -> Option<&Hash> {
        self.order.get(&position)
    }

    /// Takes in an entry that was written at the keeper's desk.
    pub fn follow(&mut self, signed: &SignedEntry) -> Result<Followed, FollowError> {
        let (entry, chain) = (&signed.entry, ChainId::of(&signed.entry));
        let hash = signed.hash().clone();
        let next = self.chains.next(&chain).0;
        if entry.sequence < next {
            let known = self.numbers.get(&(chain, entry.sequence));
            return if known == Some(&hash) { Ok(Followed::Known) } else { Err(FollowError::OtherRecord) };
        }
        // Whoever writes has to be introduced first, perhaps in another chain.
        let begins = matches!(entry.body, Body::StudyCreated { .. });
        if entry.sequence > next || (!begins && !self.chains.members.contains_key(&entry.author)) {
            return Ok(Followed::Early);
        }
        self.chains.check_chain(signed)?;
        let known = entry.known().ok_or_else(|| ChainError::Earlier(entry.id.clone()))?;
        let position = known.seen.as_ref().map_or(1, |seen| seen.position + 1);
        let mut says = vec![(position, hash.clone())];
        says.extend(known.seen.iter().map(|seen| (seen.position, seen.hash.clone())));
        if let Body::EntriesReceived { from, entries } = &entry.body {
            says.extend((*from..).zip(entries.iter().cloned()));
        }
        let contradicts =
            says.iter().any(|(position, hash)| self.order.get(position).is_some_and(|known| known != hash));
        let span = self
            .spans
            .get(&entry.device)
            .map_or((position, position), |(first, last)| ((*first).min(position), (*last).max(position)));
        // One device after the other: a keeper that goes on elsewhere begins after all that is known.
        let overlaps =
            |(device, other): (&String, &(u64, u64))| *device != entry.device && other.0 <= span.1 && span.0 <= other.1;
        if contradicts || self.spans.iter().any(overlaps) {
            return Err(FollowError::OtherRecord);
        }
        self.spans.insert(entry.device.clone(), span);
        self.order.extend(says);
        self.numbers.insert((chain, entry.sequence), hash);
        self.chains.take(signed);
        Ok(Followed::New)
    }
}
