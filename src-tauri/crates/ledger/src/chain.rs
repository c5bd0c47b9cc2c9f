//! The chains of a study, checked entry by entry in the keeper's order: study, number and hash of the entry before, what
//! the writer knew, who may write for whom, and the signature under a key that the record itself introduced.
//!
//! A chain is one author on one device for one audience. Entries of the earlier form (author and name of the machine,
//! each following the last of the study) stand before all others.

use std::collections::BTreeMap;

use domain::people::{PersonId, Profile, Role};

use crate::audience::Audience;
use crate::body::{Accepted, Body};
use crate::entry::{Entry, EntryError, Known, Place, Seen, SignedEntry};
use crate::hash::Hash;

/// First entry that does not fit, and why.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// The entry itself is unreadable or wrongly signed.
    #[error("entry {0}: {1}")]
    Entry(String, EntryError),
    /// It does not continue its chain.
    #[error("entry {0} does not continue its author's chain")]
    Broken(String),
    /// What it says was there before it is not.
    #[error("entry {0} does not follow the entry before it")]
    OutOfPlace(String),
    /// Nobody introduced its author.
    #[error("entry {0} has an unknown author")]
    UnknownAuthor(String),
    /// It belongs to another study.
    #[error("entry {0} belongs to another study")]
    OtherStudy(String),
    /// Its author may not write for this audience, or what it says is for another.
    #[error("entry {0} is addressed to others than its author may write to")]
    WrongAudience(String),
    /// Its author had left the study.
    #[error("entry {0} was written after its author had left the study")]
    Revoked(String),
    /// Another entry of this number came first.
    #[error("entry {0} has the number of another, which came first")]
    Forked(String),
    /// It is in the form that ended when the study learned to be at many desks.
    #[error("entry {0} is in the earlier form, which does not travel")]
    Earlier(String),
    /// No keeper says that it was received.
    #[error("the entry at position {0} came from another desk, and no keeper says when")]
    NotReceived(u64),
}

impl ChainError {
    /// Name of the reason, for the screen.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Entry(_, EntryError::Unreadable) => "unreadable",
            Self::Entry(_, EntryError::BadSignature) => "bad_signature",
            Self::Broken(_) => "broken",
            Self::OutOfPlace(_) => "out_of_place",
            Self::UnknownAuthor(_) => "unknown_author",
            Self::OtherStudy(_) => "other_study",
            Self::WrongAudience(_) => "wrong_audience",
            Self::Revoked(_) => "revoked",
            Self::Forked(_) => "forked",
            Self::Earlier(_) => "earlier_form",
            Self::NotReceived(_) => "not_received",
        }
    }
}

/// A chain: one author on one device for one audience.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChainId {
    /// Who writes it; nobody else may.
    pub author: PersonId,
    /// Device; the name of a machine in the earlier form.
    pub device: String,
    /// Audience; none in the earlier form.
    pub audience: Option<Audience>,
}

impl ChainId {
    /// Chain of an entry.
    pub fn of(entry: &Entry) -> Self {
        let audience = entry.known().map(|known| known.audience.clone());
        Self { author: entry.author.clone(), device: entry.device.clone(), audience }
    }
}

/// Newest entry of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub sequence: u64,
    /// SHA-256 of the entry's signed text.
    pub hash: Hash,
    /// Key that signs the next (Ed25519, hex), unless that entry brings another.
    pub device_key: Option<String>,
}

/// What chains must know of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Ed25519 verifying key, hex.
    pub signing_key: String,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// Whether the person has chosen a password.
    pub joined: bool,
    /// Up to where the chains count of somebody who has left.
    pub accepted: Option<Vec<Accepted>>,
}

impl Member {
    fn is_coordinator(&self) -> bool {
        self.roles.contains(&Role::Coordinator)
    }
}

/// State of all chains after some entries.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    /// Study, when its first entry is there.
    pub study: Option<String>,
    /// Newest entries.
    pub heads: BTreeMap<ChainId, Head>,
    /// People.
    pub members: BTreeMap<PersonId, Member>,
    /// Key of the recovery sheet, when the study named one.
    pub recovery: Option<String>,
    /// Last entry of the study.
    pub last: Option<Seen>,
    /// Entries from other desks of which no keeper has said yet that they were received, by position.
    pub unconfirmed: BTreeMap<u64, Hash>,
}

/// Tells the hash of the entry at a position that was taken in before.
pub type HashAt<'a> = &'a dyn Fn(u64) -> Option<Hash>;

impl Chain {
    /// Hash of the last entry of the study.
    pub fn head(&self) -> Option<&Hash> {
        self.last.as_ref().map(|seen| &seen.hash)
    }

    /// Number and previous hash of the next entry of a chain.
    pub fn next(&self, chain: &ChainId) -> (u64, Option<Hash>) {
        self.heads.get(chain).map_or((1, None), |head| (head.sequence + 1, Some(head.hash.clone())))
    }

    /// Key that signs the next entry of a chain, unless the entry brings another; hex.
    pub fn device_key(&self, chain: &ChainId) -> Option<&str> {
        self.heads.get(chain)?.device_key.as_deref()
    }

    /// Checks one more entry and takes it in at the next position.
    pub fn push(&mut self, signed: &SignedEntry, hash_at: HashAt<'_>) -> Result<(), ChainError> {
        self.check(signed, hash_at)?;
        self.take(signed);
        Ok(())
    }

    /// Checks whether an entry could be the next.
    pub(crate) fn check(&self, signed: &SignedEntry, hash_at: HashAt<'_>) -> Result<(), ChainError> {
        self.check_place(&signed.entry, hash_at)?;
        self.check_chain(signed)
    }

    /// Whether what an entry says was there before it is there.
    fn check_place(&self, entry: &Entry, hash_at: HashAt<'_>) -> Result<(), ChainError> {
        let follows = match &entry.place {
            // Nobody goes on in the earlier form once the study has left it.
            Place::Earlier { follows } => {
                follows.as_ref() == self.head() && self.heads.keys().all(|chain| chain.audience.is_none())
            }
            Place::Known(known) => match (&known.seen, &self.last) {
                (None, None) => true,
                (Some(seen), Some(last)) if seen.position == last.position => seen.hash == last.hash,
                (Some(seen), Some(last)) => {
                    seen.position < last.position && hash_at(seen.position).as_ref() == Some(&seen.hash)
                }
                (None, Some(_)) | (Some(_), None) => false,
            },
        };
        let received_is_there = match &entry.body {
            Body::EntriesReceived { from, entries } => {
                (*from..).zip(entries).all(|(position, hash)| hash_at(position).as_ref() == Some(hash))
            }
            _ => true,
        };
        if follows && received_is_there { Ok(()) } else { Err(ChainError::OutOfPlace(entry.id.clone())) }
    }

    /// Whether an entry continues its chain, by somebody who may write in it.
    pub(crate) fn check_chain(&self, signed: &SignedEntry) -> Result<(), ChainError> {
        let (entry, chain) = (&signed.entry, ChainId::of(&signed.entry));
        let id = || entry.id.clone();
        if let Some(known) = entry.known() {
            self.check_known(entry, known)?;
        }
        let (sequence, previous) = self.next(&chain);
        if entry.sequence != sequence || entry.previous != previous {
            return Err(ChainError::Broken(id()));
        }
        let key = self.key_of(entry, &chain)?;
        signed.verify(&key).map_err(|error| ChainError::Entry(id(), error))
    }

    fn check_known(&self, entry: &Entry, known: &Known) -> Result<(), ChainError> {
        let id = || entry.id.clone();
        match &entry.body {
            Body::StudyCreated { study, .. } if self.study.is_none() && *study == known.study => {}
            _ if self.study.as_ref() == Some(&known.study) => {}
            _ => return Err(ChainError::OtherStudy(id())),
        }
        let is_other = matches!(entry.body, Body::Other { .. });
        if !is_other && entry.body.audience() != known.audience {
            return Err(ChainError::WrongAudience(id()));
        }
        if self.is_revoked(entry) {
            return Err(ChainError::Revoked(id()));
        }
        let Some(member) = self.members.get(&entry.author) else { return Ok(()) };
        let is_keepers = matches!(entry.body, Body::EntriesReceived { .. });
        if !known.audience.may_be_addressed_by(&member.roles) || (is_keepers && !member.is_coordinator()) {
            return Err(ChainError::WrongAudience(id()));
        }
        Ok(())
    }

    /// Whether the author had left when the entry was written.
    pub(crate) fn is_revoked(&self, entry: &Entry) -> bool {
        let accepted = self.members.get(&entry.author).and_then(|member| member.accepted.as_ref());
        accepted.zip(entry.known()).is_some_and(|(accepted, known)| !counts(accepted, entry, known))
    }

    /// Key with which an entry must be signed, hex.
    fn key_of(&self, entry: &Entry, chain: &ChainId) -> Result<String, ChainError> {
        let id = || entry.id.clone();
        match (&entry.body, &self.last) {
            (Body::StudyCreated { person, keys, .. }, None) if *person == entry.author => {
                return Ok(keys.signing.clone());
            }
            // Who lost the own key has the sheet; a study that names no key of its sheet takes the new key's word.
            (Body::PersonRecovered { keys, .. }, _) if self.members.contains_key(&entry.author) => {
                return Ok(self.recovery.as_ref().unwrap_or(&keys.signing).clone());
            }
            _ => {}
        }
        let person_key = &self.members.get(&entry.author).ok_or_else(|| ChainError::UnknownAuthor(id()))?.signing_key;
        let Some(known) = entry.known() else { return Ok(person_key.clone()) };
        // Who joins signs with the invitation's key: the device has none that holds from now on.
        if matches!(entry.body, Body::PersonJoined { .. }) {
            return Ok(person_key.clone());
        }
        if let Some(brought) = &known.device_key {
            let vouched = brought.verify(&known.study, &entry.author, &entry.device, person_key);
            vouched.map_err(|error| ChainError::Entry(id(), error))?;
            return Ok(brought.key.clone());
        }
        let held = self.device_key(chain).ok_or_else(|| ChainError::Entry(id(), EntryError::BadSignature))?;
        Ok(held.to_owned())
    }

    /// Takes in an entry that was checked.
    pub(crate) fn take(&mut self, signed: &SignedEntry) {
        let hash = signed.hash().clone();
        let (entry, chain) = (&signed.entry, ChainId::of(&signed.entry));
        let position = self.last.as_ref().map_or(1, |last| last.position + 1);
        let here = match &entry.place {
            Place::Known(known) => known.seen.as_ref() == self.last.as_ref(),
            Place::Earlier { .. } => true,
        };
        if !here {
            self.unconfirmed.insert(position, hash.clone());
        }
        if let Body::EntriesReceived { from, entries } = &entry.body {
            for (position, _) in (*from..).zip(entries) {
                self.unconfirmed.remove(&position);
            }
        }
        let brought = entry.known().and_then(|known| known.device_key.as_ref()).map(|brought| brought.key.clone());
        let device_key = brought.or_else(|| self.device_key(&chain).map(str::to_owned));
        self.heads.insert(chain, Head { sequence: entry.sequence, hash: hash.clone(), device_key });
        self.last = Some(Seen { position, hash });
        self.learn(entry);
    }

    /// An invitation introduces a person; joining (signed with the invitation's key) replaces it, as do another
    /// invitation and the recovery sheet.
    fn learn(&mut self, entry: &Entry) {
        let by_coordinator = self.members.get(&entry.author).is_some_and(Member::is_coordinator);
        match &entry.body {
            Body::StudyCreated { study, person, profile, keys, recovery, .. } if self.study.is_none() => {
                self.study = Some(study.clone());
                self.recovery.clone_from(recovery);
                self.introduce(person, profile, &keys.signing, true);
            }
            Body::PersonInvited { person, profile, keys, .. }
                if by_coordinator && !self.members.contains_key(person) =>
            {
                self.introduce(person, profile, &keys.signing, false);
            }
            Body::PersonReinvited { person, profile, keys, .. }
                if by_coordinator && self.members.contains_key(person) =>
            {
                self.introduce(person, profile, &keys.signing, false);
            }
            Body::PersonJoined { person, keys, .. } | Body::PersonRecovered { person, keys, .. }
                if *person == entry.author =>
            {
                if let Some(member) = self.members.get_mut(person) {
                    (member.signing_key, member.joined) = (keys.signing.clone(), true);
                }
                self.forget_devices(person);
            }
            Body::PersonWithdrawn { person }
                if by_coordinator && self.members.get(person).is_some_and(|member| !member.joined) =>
            {
                self.members.remove(person);
            }
            Body::PersonRevoked { person, accepted } if by_coordinator => {
                if let Some(member) = self.members.get_mut(person) {
                    member.accepted = Some(accepted.clone());
                }
            }
            _ => {}
        }
    }

    fn introduce(&mut self, person: &PersonId, profile: &Profile, signing_key: &str, joined: bool) {
        let (signing_key, roles) = (signing_key.to_owned(), profile.roles.clone());
        self.members.insert(person.clone(), Member { signing_key, roles, joined, accepted: None });
        self.forget_devices(person);
    }

    /// Who has another key vouches anew for every device.
    fn forget_devices(&mut self, person: &PersonId) {
        for (_, head) in self.heads.iter_mut().filter(|(chain, _)| chain.author == *person) {
            head.device_key = None;
        }
    }

    /// Checks a whole ledger given as stored texts in the keeper's order.
    pub fn verify<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, ChainError> {
        let (mut chain, mut hashes) = (Self::default(), Vec::<Hash>::new());
        for (place, text) in texts.into_iter().enumerate() {
            let entry =
                SignedEntry::read(text).map_err(|error| ChainError::Entry(format!("number {}", place + 1), error))?;
            chain.push(&entry, &|position| {
                let place = usize::try_from(position).ok()?.checked_sub(1)?;
                hashes.get(place).cloned()
            })?;
            hashes.push(entry.hash().clone());
        }
        match chain.unconfirmed.keys().next() {
            Some(position) => Err(ChainError::NotReceived(*position)),
            None => Ok(chain),
        }
    }
}

/// Whether an entry of somebody who has left still counts.
fn counts(accepted: &[Accepted], entry: &Entry, known: &Known) -> bool {
    accepted.iter().any(|chain| {
        chain.device == entry.device
            && chain.audience.as_ref() == Some(&known.audience)
            && entry.sequence <= chain.sequence
    })
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::photograph::{PhotographId, Screening};
    use domain::vocabulary::Language;
    use ed25519_dalek::SigningKey;
    use proptest::prelude::*;

    use super::*;
    use crate::body::PublicKeys;
    use crate::entry::DeviceKey;

    /// The first entries are of the earlier form, as in a study that began before.
    const EARLIER: usize = 3;

    fn ledger(length: usize) -> Vec<String> {
        let (key, device_key) = (SigningKey::from_bytes(&[7; 32]), SigningKey::from_bytes(&[8; 32]));
        let author = PersonId("ada".into());
        let (mut chain, mut hashes) = (Chain::default(), Vec::new());
        (0..length)
            .map(|n| {
                let body = if n == 0 {
                    Body::StudyCreated {
                        study: "s".into(),
                        title: "Skin".into(),
                        language: Language::En,
                        vocabulary: "1.0.0".into(),
                        person: author.clone(),
                        profile: Profile {
                            name: "Ada".into(),
                            roles: vec![Role::Coordinator],
                            grade: None,
                            years: None,
                            department: None,
                        },
                        keys: PublicKeys {
                            signing: hex::encode(key.verifying_key().as_bytes()),
                            sealing: "age1".into(),
                        },
                        grants: vec![],
                        recovery: None,
                    }
                } else if n == EARLIER + 1 {
                    Body::Other { kind: "room.painted".into(), body: serde_json::json!({"colour": [1.5, "green"]}) }
                } else {
                    Body::PhotographScreened {
                        photograph: PhotographId(format!("p{n}")),
                        screening: Some(Screening::Accepted),
                        masks: vec![],
                        shown: Hash::of(&[n as u8]),
                    }
                };
                let audience = (n >= EARLIER).then_some(Audience::Reviewers);
                let id = ChainId { author: author.clone(), device: "desk".into(), audience: audience.clone() };
                let (sequence, previous) = chain.next(&id);
                let place = match audience {
                    None => Place::Earlier { follows: chain.head().cloned() },
                    Some(audience) => Place::Known(Known {
                        study: "s".into(),
                        audience,
                        seen: chain.last.clone(),
                        device_key: (sequence == 1)
                            .then(|| DeviceKey::vouch("s", (&author, &key), ("desk", "PC 4"), &device_key).unwrap()),
                    }),
                };
                let entry = Entry {
                    id: format!("e{n}"),
                    author: author.clone(),
                    device: "desk".into(),
                    app: "0".into(),
                    sequence,
                    previous,
                    place,
                    at: DateTime::from_timestamp(1_700_000_000 + n as i64, 0).unwrap(),
                    offset_minutes: 60,
                    reason: None,
                    body,
                };
                let signed = entry.sign(if n < EARLIER { &key } else { &device_key }).unwrap();
                chain.push(&signed, &|position| hashes.get(position as usize - 1).cloned()).unwrap();
                hashes.push(signed.hash().clone());
                signed.text().to_owned()
            })
            .collect()
    }
    fn holds(texts: &[String]) -> bool {
        Chain::verify(texts.iter().map(String::as_str)).is_ok()
    }

    #[test]
    fn an_honest_ledger_holds_and_reads_back_to_the_same_bytes() {
        let texts = ledger(20);
        assert!(holds(&texts));
        for text in &texts {
            assert_eq!(SignedEntry::read(text).unwrap().text(), text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn any_changed_byte_is_found(place in 0_usize..8, at in any::<prop::sample::Index>(), to in 32_u8..127) {
            let mut texts = ledger(8);
            let mut bytes = texts[place].clone().into_bytes();
            let at = at.index(bytes.len());
            prop_assume!(bytes[at] != to);
            bytes[at] = to;
            texts[place] = String::from_utf8(bytes).unwrap();
            prop_assert!(!holds(&texts));
        }
        #[test]
        fn a_removed_swapped_or_repeated_entry_is_found(a in 0_usize..7, b in 0_usize..8, how in 0_u8..3) {
            let mut texts = ledger(8);
            match how {
                0 => { texts.remove(a); }
                1 => { prop_assume!(a != b); texts.swap(a, b); }
                _ => { let copy = texts[a].clone(); texts.insert(b.max(1), copy); }
            }
            prop_assert!(!holds(&texts));
        }
    }
}
