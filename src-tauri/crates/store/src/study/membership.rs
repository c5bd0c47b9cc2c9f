//! Inviting people to a study and joining it: whose keys open what.

use domain::people::{PersonId, Profile, Role};
use ledger::{Body, Grant, SealKey};
use uuid::Uuid;

use super::{RECOVERY, Study};
use crate::envelope::Envelope;
use crate::error::StoreError;
use crate::ledger_log::{LedgerRow, Writing};
use crate::secrets::{Secrets, random_bytes, wrap};
use crate::tables::people;

/// Somebody who was invited.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Person.
    pub person: PersonId,
    /// Ledger line.
    pub row: LedgerRow,
}

impl Study {
    /// Enrols a person, who can open the study with a one-time code until he or she joins.
    pub fn invite(&mut self, profile: &Profile, code: &str, writing: &Writing) -> Result<Invitation, StoreError> {
        let tag = self.header.tag(&profile.name);
        if people::all(&self.connection)?.iter().any(|other| self.header.tag(&other.profile.name) == tag) {
            return Err(StoreError::Refused("somebody of this name is enrolled"));
        }
        let person = PersonId(Uuid::now_v7().to_string());
        let secrets = Secrets::generate(self.secrets.study_key())?;
        let (keys, seal) = (secrets.public()?, SealKey(random_bytes()?));
        let mut grants = Vec::new();
        let mut grant = |author: &PersonId, grantee: &PersonId, recipient: &str, key: &SealKey| {
            let wrapped = wrap(recipient, &key.0)?;
            grants.push(Grant { author: author.clone(), grantee: grantee.clone(), wrapped });
            Ok::<(), StoreError>(())
        };
        grant(&person, &person, &keys.sealing, &seal)?;
        grant(&person, &PersonId(RECOVERY.into()), &self.header.recovery, &seal)?;
        for other in people::all(&self.connection)?.iter().filter(|other| opens_all(&other.profile)) {
            grant(&person, &other.id, &other.keys.sealing, &seal)?;
        }
        if opens_all(profile) {
            for (author, key) in &self.seal_keys {
                grant(author, &person, &keys.sealing, key)?;
            }
        }
        let envelope = Envelope::close(&person.0, code, &secrets)?;
        let body = Body::PersonInvited { person: person.clone(), profile: profile.clone(), keys, grants };
        // The envelope first: without the entry it opens nothing, and the name can be invited again.
        self.header.envelopes.insert(tag, envelope);
        self.header.write(&self.folder)?;
        let row = self.append(body, writing)?;
        self.seal_keys.insert(person.clone(), seal);
        Ok(Invitation { person, row })
    }

    /// The invited person chooses a password and gets keys that nobody else has seen.
    pub fn join(&mut self, name: &str, password: &str, writing: &Writing) -> Result<LedgerRow, StoreError> {
        let secrets = Secrets::generate(self.secrets.study_key())?;
        let keys = secrets.public()?;
        let mut grants = Vec::new();
        for (author, key) in &self.seal_keys {
            let wrapped = wrap(&keys.sealing, &key.0)?;
            grants.push(Grant { author: author.clone(), grantee: self.person.clone(), wrapped });
        }
        let envelope = Envelope::close(&self.person.0, password, &secrets)?;
        let body = Body::PersonJoined { person: self.person.clone(), keys, grants };
        // Both envelopes stand until the entry is written: whichever keys the record names after a
        // crash, one of the two opens with them.
        let tag = self.header.tag(name);
        self.header.envelopes.insert(joining(&tag), envelope.clone());
        self.header.write(&self.folder)?;
        let row = self.append(body, writing)?;
        self.header.envelopes.remove(&joining(&tag));
        self.header.envelopes.insert(tag, envelope);
        self.header.write(&self.folder)?;
        self.secrets = secrets;
        Ok(row)
    }
}

/// Key of the envelope of somebody who is just joining.
pub(super) fn joining(tag: &str) -> String {
    format!("{tag}/joining")
}

/// Seniors and coordinators may open what physicians sealed (protocol, "People").
fn opens_all(profile: &Profile) -> bool {
    profile.roles.contains(&Role::Coordinator) || profile.roles.contains(&Role::Senior)
}
