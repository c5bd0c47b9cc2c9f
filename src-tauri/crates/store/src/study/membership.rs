//! Inviting people to a study, joining it, and getting back in: whose keys open what.

use std::collections::BTreeMap;
use std::path::Path;

use domain::people::{PersonId, Profile};
use ed25519_dalek::SigningKey;
use ledger::{Body, Grant, PublicKeys, SealKey};
use uuid::Uuid;

use super::{DeviceSigner, Program, RECOVERY, SealKeys, Study};
use crate::database::open_database;
use crate::envelope::Envelope;
use crate::error::StoreError;
use crate::header::Header;
use crate::ledger_log::{LedgerRow, Writing, sheet_key};
use crate::projection::Progress;
use crate::secrets::{Secrets, Sheet, random_bytes, wrap};
use crate::tables::people::{self, PersonRow, opens_everything};

/// Somebody who was invited.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// A new id, or that of who is invited again.
    pub person: PersonId,
    /// Ledger line.
    pub row: LedgerRow,
}

/// What the recovery sheet of a study says about it.
#[derive(Debug, Clone)]
pub struct Recoverable {
    /// Title of the study.
    pub title: String,
    /// Everybody, in order of enrolment.
    pub people: Vec<String>,
}

impl Study {
    /// Enrols a person, who can open the study with a one-time code until he or she joins.
    pub fn invite(&mut self, profile: &Profile, code: &str, writing: &Writing) -> Result<Invitation, StoreError> {
        self.refuse_taken(profile, None)?;
        let person = PersonId(Uuid::now_v7().to_string());
        let secrets = Secrets::generate(self.secrets.study_key())?;
        let keys = secrets.public()?;
        let first = BTreeMap::from([(1, SealKey(random_bytes()?))]);
        let mut grants = self.opened_to(profile, &person, &first, &keys)?;
        grants.extend(self.opened_by_others(&person, 1, &first[&1])?);
        let envelope = Envelope::close(&person.0, code, &secrets, self.program.strength)?;
        let body = Body::PersonInvited { person: person.clone(), profile: profile.clone(), keys, grants };
        // The envelope first: without the entry it opens nothing, and the name can be invited again.
        self.header.envelopes.insert(self.header.tag(&profile.name), envelope);
        self.header.write(&self.folder)?;
        let row = self.append(body, writing)?;
        self.seal_keys.insert(person.clone(), first);
        Ok(Invitation { person, row })
    }

    /// Gives somebody a new one-time code, perhaps with a corrected profile. Who has joined loses the password and
    /// chooses another; nobody learns either.
    pub fn reinvite(
        &mut self,
        before: &PersonRow,
        profile: &Profile,
        code: &str,
        writing: &Writing,
    ) -> Result<LedgerRow, StoreError> {
        self.refuse_taken(profile, Some(&before.id))?;
        let person = before.id.clone();
        let secrets = Secrets::generate(self.secrets.study_key())?;
        let keys = secrets.public()?;
        let own = self.seal_keys.get(&person).cloned().ok_or(StoreError::NoKey)?;
        let grants = self.opened_to(profile, &person, &own, &keys)?;
        let envelope = Envelope::close(&person.0, code, &secrets, self.program.strength)?;
        let body = Body::PersonReinvited { person, profile: profile.clone(), keys, grants };
        let (old, new) = (self.header.tag(&before.profile.name), self.header.tag(&profile.name));
        self.replace_envelope(&old, &new, envelope, body, writing, &self.secrets.signing_key())
    }

    /// Takes back an invitation that nobody has used.
    pub fn withdraw(&mut self, invited: &PersonRow, writing: &Writing) -> Result<LedgerRow, StoreError> {
        if invited.joined {
            return Err(StoreError::Refused("the person has joined"));
        }
        let row = self.append(Body::PersonWithdrawn { person: invited.id.clone() }, writing)?;
        let tag = self.header.tag(&invited.profile.name);
        self.header.envelopes.remove(&replacing(&tag));
        self.header.envelopes.remove(&tag);
        self.header.write(&self.folder)?;
        self.seal_keys.remove(&invited.id);
        Ok(row)
    }

    /// The invited person chooses a password and gets keys that nobody else has seen.
    pub fn join(&mut self, name: &str, password: &str, writing: &Writing) -> Result<LedgerRow, StoreError> {
        let secrets = Secrets::generate(self.secrets.study_key())?;
        let keys = secrets.public()?;
        let mut grants = Vec::new();
        for (author, own) in &self.seal_keys {
            grants.extend(wrapped_for(&self.person, &keys.sealing, author, own)?);
        }
        let envelope = Envelope::close(&self.person.0, password, &secrets, self.program.strength)?;
        let body = Body::PersonJoined { person: self.person.clone(), keys, grants };
        let tag = self.header.tag(name);
        let row = self.replace_envelope(&tag, &tag, envelope, body, writing, &self.secrets.signing_key())?;
        self.device_key = DeviceSigner::generate(&secrets)?;
        self.secrets = secrets;
        Ok(row)
    }

    /// Another password for the person who has the study open; the keys stay. The old one is asked for again.
    pub fn change_password(&mut self, old: &str, new: &str, writing: &Writing) -> Result<LedgerRow, StoreError> {
        self.check_password(old)?;
        let tag = self.header.tag(&self.me()?.profile.name);
        let envelope = Envelope::close(&self.person.0, new, &self.secrets, self.program.strength)?;
        let body = Body::PasswordChanged { person: self.person.clone() };
        self.replace_envelope(&tag, &tag, envelope, body, writing, &self.secrets.signing_key())
    }

    /// What a study is and who is in it, for whoever holds its recovery sheet.
    pub fn recoverable(folder: &Path, sheet: &str, progress: Progress<'_>) -> Result<Recoverable, StoreError> {
        let (header, sheet) = (Header::read(folder)?, Sheet::read(sheet)?);
        let connection = open_database(folder, &sheet.open(&header.recovery_key)?, false, progress)?;
        let people = people::all(&connection)?.into_iter().map(|row| row.profile.name).collect();
        Ok(Recoverable { title: people::study(&connection)?.title, people })
    }

    /// Opens a study for somebody with the recovery sheet and a new password. The person gets new keys; all that he or
    /// she may open is wrapped for them. The sheet stays valid.
    pub fn recover(
        folder: &Path,
        sheet: &str,
        name: &str,
        password: &str,
        program: &Program,
        writing: &Writing,
        progress: Progress<'_>,
    ) -> Result<Self, StoreError> {
        let (header, sheet) = (Header::read(folder)?, Sheet::read(sheet)?);
        let study_key = sheet.open(&header.recovery_key)?;
        let connection = open_database(folder, &study_key, false, progress)?;
        let tag = header.tag(name);
        let found = people::all(&connection)?.into_iter().find(|row| header.tag(&row.profile.name) == tag);
        let row = found.ok_or(StoreError::UnknownPerson)?;
        let secrets = Secrets::generate(study_key)?;
        let keys = secrets.public()?;
        let (mut grants, mut seal_keys) = (Vec::new(), SealKeys::new());
        for grant in people::grants_of(&connection, &PersonId(RECOVERY.into()))? {
            if grant.author == row.id || opens_everything(&row.profile) {
                let key = SealKey(sheet.open(&grant.wrapped)?);
                let wrapped = wrap(&keys.sealing, &key.0)?;
                let (author, generation) = (grant.author, grant.generation);
                grants.push(Grant { author: author.clone(), grantee: row.id.clone(), generation, wrapped });
                seal_keys.entry(author).or_default().insert(generation, key);
            }
        }
        let envelope = Envelope::close(&row.id.0, password, &secrets, program.strength)?;
        let named = sheet_key(&connection)?.is_some();
        let signer = if named { sheet.signing_key().clone() } else { secrets.signing_key() };
        let mut study = Self::of(folder, header, connection, row.id.clone(), secrets, seal_keys, program)?;
        let body = Body::PersonRecovered { person: row.id, keys, grants };
        study.replace_envelope(&tag, &tag, envelope, body, writing, &signer)?;
        Ok(study)
    }

    /// Both envelopes stand until the entry is written: whichever keys the record names after a crash, one of the two
    /// opens with them.
    fn replace_envelope(
        &mut self,
        old: &str,
        new: &str,
        envelope: Envelope,
        body: Body,
        writing: &Writing,
        signer: &SigningKey,
    ) -> Result<LedgerRow, StoreError> {
        // A name that is looked up needs an envelope of its own beside the one that replaces it.
        if !self.header.envelopes.contains_key(new) {
            self.header.envelopes.insert(new.to_owned(), envelope.clone());
        }
        self.header.envelopes.insert(replacing(new), envelope.clone());
        self.header.write(&self.folder)?;
        let row = self.append_signed(vec![(body, writing.clone())], signer, |_| Ok(()))?;
        let row = row.ok_or(StoreError::Damaged("a new entry"))?;
        self.header.envelopes.remove(&replacing(new));
        self.header.envelopes.remove(old);
        self.header.envelopes.insert(new.to_owned(), envelope);
        self.header.write(&self.folder)?;
        Ok(row)
    }

    fn refuse_taken(&self, profile: &Profile, except: Option<&PersonId>) -> Result<(), StoreError> {
        let tag = self.header.tag(&profile.name);
        let taken = people::all(self.connection())?
            .iter()
            .any(|other| Some(&other.id) != except && self.header.tag(&other.profile.name) == tag);
        if taken { Err(StoreError::Refused("somebody of this name is enrolled")) } else { Ok(()) }
    }

    /// All that a person may open, wrapped for the person's keys: the own annotations, and everybody's for seniors and
    /// coordinators.
    fn opened_to(
        &self,
        profile: &Profile,
        person: &PersonId,
        own: &BTreeMap<u32, SealKey>,
        keys: &PublicKeys,
    ) -> Result<Vec<Grant>, StoreError> {
        let others = self.seal_keys.iter().filter(|(author, _)| opens_everything(profile) && *author != person);
        let mut grants = Vec::new();
        for (author, of_author) in std::iter::once((person, own)).chain(others) {
            grants.extend(wrapped_for(person, &keys.sealing, author, of_author)?);
        }
        Ok(grants)
    }

    /// An author's key, wrapped for the recovery sheet and for the seniors and coordinators of the study.
    fn opened_by_others(&self, author: &PersonId, generation: u32, key: &SealKey) -> Result<Vec<Grant>, StoreError> {
        let all = people::all(self.connection())?;
        let overseers =
            all.iter().filter(|other| opens_everything(&other.profile) && !other.has_left() && other.id != *author);
        std::iter::once((PersonId(RECOVERY.into()), self.header.recovery.as_str()))
            .chain(overseers.map(|other| (other.id.clone(), other.keys.sealing.as_str())))
            .map(|(grantee, recipient)| {
                let wrapped = wrap(recipient, &key.0)?;
                Ok(Grant { author: author.clone(), grantee, generation, wrapped })
            })
            .collect()
    }

    /// Somebody leaves the study: what he or she wrote until now counts, and the password opens nothing any more.
    pub fn revoke(&mut self, leaver: &PersonRow, writing: &Writing) -> Result<LedgerRow, StoreError> {
        let (person, accepted) = (leaver.id.clone(), self.record.written_by(&leaver.id));
        let row = self.append(Body::PersonRevoked { person, accepted }, writing)?;
        let tag = self.header.tag(&leaver.profile.name);
        self.header.envelopes.remove(&replacing(&tag));
        self.header.envelopes.remove(&tag);
        self.header.write(&self.folder)?;
        Ok(row)
    }

    /// Another sealing key for the person who has the study open, if somebody who has left can open the one in use.
    pub fn renew_seal_key(&mut self, writing: &Writing) -> Result<(), StoreError> {
        if !people::is_open_to_leavers(self.connection(), &self.person)? {
            return Ok(());
        }
        let person = self.person.clone();
        let (generation, key) = (self.newest_seal_key(&person)?.0 + 1, SealKey(random_bytes()?));
        let own = wrap(&self.secrets.public()?.sealing, &key.0)?;
        let mut grants = vec![Grant { author: person.clone(), grantee: person.clone(), generation, wrapped: own }];
        grants.extend(self.opened_by_others(&person, generation, &key)?);
        self.append(Body::SealingKeyRenewed { person: person.clone(), grants }, writing)?;
        self.seal_keys.entry(person).or_default().insert(generation, key);
        Ok(())
    }
}

/// All keys of an author, wrapped for one person.
fn wrapped_for(
    grantee: &PersonId,
    recipient: &str,
    author: &PersonId,
    keys: &BTreeMap<u32, SealKey>,
) -> Result<Vec<Grant>, StoreError> {
    keys.iter()
        .map(|(generation, key)| {
            let wrapped = wrap(recipient, &key.0)?;
            Ok(Grant { author: author.clone(), grantee: grantee.clone(), generation: *generation, wrapped })
        })
        .collect()
}

/// Key of the envelope that is about to replace the one of a name.
pub(super) fn replacing(tag: &str) -> String {
    format!("{tag}/joining")
}
