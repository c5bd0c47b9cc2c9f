//! The chains of all authors, checked entry by entry in study order: sequence, previous hash, what
//! it follows, and the signature under the key that the record itself introduced.

use std::collections::BTreeMap;

use domain::people::PersonId;

use crate::body::Body;
use crate::entry::{Entry, EntryError, SignedEntry};
use crate::hash::Hash;

/// First entry that does not fit, and why.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// The entry itself is unreadable or wrongly signed.
    #[error("entry {0}: {1}")]
    Entry(String, EntryError),
    /// It does not continue its author's chain.
    #[error("entry {0} does not continue its author's chain")]
    Broken(String),
    /// It does not follow the entry before it in the study.
    #[error("entry {0} does not follow the entry before it")]
    OutOfPlace(String),
    /// Nobody introduced its author.
    #[error("entry {0} has an unknown author")]
    UnknownAuthor(String),
}

/// State of all chains after some entries.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    heads: Heads,
    keys: BTreeMap<PersonId, String>,
    /// Key of the recovery sheet, when the study named one.
    recovery: Option<String>,
    last: Option<Hash>,
}

/// Newest sequence and hash by author and device.
pub type Heads = BTreeMap<(PersonId, String), (u64, Hash)>;

impl Chain {
    /// Goes on from heads that were checked before, without reading all entries again. `recovery` is the key that the
    /// first entry names.
    pub fn resume(
        heads: Heads,
        keys: BTreeMap<PersonId, String>,
        recovery: Option<String>,
        last: Option<Hash>,
    ) -> Self {
        Self { heads, keys, recovery, last }
    }

    /// Hash of the last entry of the study.
    pub fn head(&self) -> Option<&Hash> {
        self.last.as_ref()
    }

    /// Sequence, previous hash and what it follows, for the next entry of this author and device.
    pub fn next(&self, author: &PersonId, device: &str) -> (u64, Option<Hash>, Option<Hash>) {
        match self.heads.get(&(author.clone(), device.to_owned())) {
            Some((sequence, hash)) => (sequence + 1, Some(hash.clone()), self.last.clone()),
            None => (1, None, self.last.clone()),
        }
    }

    /// Checks one more entry and takes it in.
    pub fn push(&mut self, signed: &SignedEntry) -> Result<(), ChainError> {
        let entry = &signed.entry;
        let id = || entry.id.clone();
        let (sequence, previous, follows) = self.next(&entry.author, &entry.device);
        if entry.follows != follows {
            return Err(ChainError::OutOfPlace(id()));
        }
        if entry.sequence != sequence || entry.previous != previous {
            return Err(ChainError::Broken(id()));
        }
        if let (None, Body::StudyCreated { person, keys, recovery, .. }) = (&self.last, &entry.body) {
            self.keys.insert(person.clone(), keys.signing.clone());
            self.recovery.clone_from(recovery);
        }
        let known = self.keys.get(&entry.author).ok_or_else(|| ChainError::UnknownAuthor(id()))?;
        let key = if let Body::PersonRecovered { keys, .. } = &entry.body {
            // Who lost the own key has the sheet; a study that names no key of its sheet takes the new key's word.
            self.recovery.as_ref().unwrap_or(&keys.signing)
        } else {
            known
        };
        signed.verify(key).map_err(|error| ChainError::Entry(id(), error))?;
        self.learn_keys(entry);
        let hash = signed.hash().map_err(|error| ChainError::Entry(id(), error))?;
        self.heads.insert((entry.author.clone(), entry.device.clone()), (sequence, hash.clone()));
        self.last = Some(hash);
        Ok(())
    }

    /// An invitation introduces a person; joining (signed with the invitation's key) replaces it, as do another
    /// invitation and the recovery sheet.
    fn learn_keys(&mut self, entry: &Entry) {
        match &entry.body {
            Body::PersonInvited { person, keys, .. } => {
                self.keys.entry(person.clone()).or_insert_with(|| keys.signing.clone());
            }
            Body::PersonReinvited { person, keys, .. } if self.keys.contains_key(person) => {
                self.keys.insert(person.clone(), keys.signing.clone());
            }
            Body::PersonJoined { person, keys, .. } | Body::PersonRecovered { person, keys, .. }
                if *person == entry.author =>
            {
                self.keys.insert(person.clone(), keys.signing.clone());
            }
            Body::PersonWithdrawn { person } => {
                self.keys.remove(person);
            }
            Body::StudyCreated { .. }
            | Body::PersonJoined { .. }
            | Body::PersonReinvited { .. }
            | Body::PersonRecovered { .. }
            | Body::PasswordChanged { .. }
            | Body::PhotographImported { .. }
            | Body::PhotographDescribed { .. }
            | Body::PhotographScreened { .. }
            | Body::CalibrationChosen { .. }
            | Body::CalibrationReferenced { .. }
            | Body::StudyConfigured { .. }
            | Body::PhotographsAssigned { .. }
            | Body::AssignmentsChanged { .. }
            | Body::AnnotationSubmitted(_)
            | Body::AnnotationAmended(_)
            | Body::ReviewSigned(_)
            | Body::ReviewAmended(_)
            | Body::QueryAsked { .. }
            | Body::QueryAnswered { .. }
            | Body::QueryClosed { .. }
            | Body::AuditDrawn { .. }
            | Body::AuditSubmitted { .. }
            | Body::QuestionsDrafted { .. }
            | Body::QuestionReviewed { .. }
            | Body::QuestionReopened { .. }
            | Body::ReleasePublished { .. } => {}
        }
    }

    /// Checks a whole ledger given as stored texts in study order.
    pub fn verify<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, ChainError> {
        let mut chain = Self::default();
        for (place, text) in texts.into_iter().enumerate() {
            let entry =
                SignedEntry::read(text).map_err(|error| ChainError::Entry(format!("number {}", place + 1), error))?;
            chain.push(&entry)?;
        }
        Ok(chain)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::people::{Profile, Role};
    use domain::photograph::{PhotographId, Screening};
    use domain::vocabulary::Language;
    use ed25519_dalek::SigningKey;
    use proptest::prelude::*;

    use super::*;
    use crate::body::PublicKeys;

    fn ledger(length: usize) -> Vec<String> {
        let key = SigningKey::from_bytes(&[7; 32]);
        let author = PersonId("ada".into());
        let mut chain = Chain::default();
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
                } else {
                    Body::PhotographScreened {
                        photograph: PhotographId(format!("p{n}")),
                        screening: Some(Screening::Accepted),
                        masks: vec![],
                        shown: Hash::of(&[n as u8]),
                    }
                };
                let (sequence, previous, follows) = chain.next(&author, "desk");
                let entry = Entry {
                    id: format!("e{n}"),
                    author: author.clone(),
                    device: "desk".into(),
                    app: "0".into(),
                    sequence,
                    previous,
                    follows,
                    at: DateTime::from_timestamp(1_700_000_000 + n as i64, 0).unwrap(),
                    offset_minutes: 60,
                    reason: None,
                    body,
                };
                let signed = entry.sign(&key).unwrap();
                chain.push(&signed).unwrap();
                signed.text().unwrap()
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
            assert_eq!(SignedEntry::read(text).unwrap().text().unwrap(), *text);
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
