//! What belongs to the person who has the study open and to nobody else: work in progress, and what he or she
//! likes at hand. Sealed with that person's key, outside the ledger.

use domain::photograph::PhotographId;
use ledger::Body;

use super::Study;
use crate::error::StoreError;
use crate::ledger_log::Writing;
use crate::tables::drafts::{self, DraftKind};
use crate::tables::{preferences, reservations};

impl Study {
    /// Saves work in progress; durable when this returns.
    pub fn save_draft(
        &mut self,
        photograph: &PhotographId,
        kind: DraftKind,
        plain: &[u8],
        at_ms: i64,
    ) -> Result<(), StoreError> {
        let sealed = self.seal(&draft_context(photograph, kind), plain)?;
        let tx = self.record.connection_mut().transaction()?;
        drafts::put(&tx, photograph, &self.person, kind, &sealed, at_ms)?;
        tx.commit()?;
        Ok(())
    }

    /// Work in progress of the person who has the study open, and when it was saved.
    pub fn draft(&self, photograph: &PhotographId, kind: DraftKind) -> Result<Option<(Vec<u8>, i64)>, StoreError> {
        let Some((sealed, at_ms)) = drafts::get(self.connection(), photograph, &self.person, kind)? else {
            return Ok(None);
        };
        Ok(Some((self.unseal(&self.person, &draft_context(photograph, kind), &sealed)?, at_ms)))
    }

    /// Writes the entry with which an annotation is submitted, and keeps the draft that it was made of.
    pub fn submit(
        &mut self,
        body: Body,
        writing: &Writing,
        photograph: &PhotographId,
        draft: &[u8],
    ) -> Result<(), StoreError> {
        let (person, kind) = (self.person.clone(), DraftKind::Annotation);
        let sealed = self.seal(&draft_context(photograph, kind), draft)?;
        let at_ms = writing.at.timestamp_millis();
        self.append_together(vec![(body, writing.clone())], |tx| {
            drafts::put(tx, photograph, &person, kind, &sealed, at_ms)
        })
    }

    /// Writes the entries with which a review is signed and lets go of its draft, of which all is in the ledger then.
    pub fn sign_review(&mut self, entries: Vec<(Body, Writing)>, photograph: &PhotographId) -> Result<(), StoreError> {
        let person = self.person.clone();
        self.append_together(entries, |tx| drafts::remove(tx, photograph, &person, DraftKind::Review))
    }

    /// Holds a photograph for the person who has the study open until a time (milliseconds since 1970, UTC), and
    /// gives back the others that he or she held.
    pub fn reserve(&mut self, photograph: &PhotographId, until_ms: i64) -> Result<(), StoreError> {
        let person = self.person.clone();
        self.write(|tx| {
            reservations::release(tx, &person, Some(photograph))?;
            reservations::put(tx, photograph, &person, until_ms)
        })
    }

    /// Keeps what the person who has the study open likes at hand.
    pub fn save_preferences(&mut self, plain: &[u8]) -> Result<(), StoreError> {
        let sealed = self.seal("preferences", plain)?;
        let person = self.person.clone();
        self.write(|tx| preferences::put(tx, &person, &sealed))
    }

    /// What the person who has the study open likes at hand.
    pub fn preferences(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let sealed = preferences::get(self.connection(), &self.person)?;
        sealed.map(|sealed| self.unseal(&self.person, "preferences", &sealed)).transpose()
    }
}

fn draft_context(photograph: &PhotographId, kind: DraftKind) -> String {
    format!("draft/{photograph}/{}", kind.as_str())
}
