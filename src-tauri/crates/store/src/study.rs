//! An open study: one person's session with the files.

mod membership;
mod own;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use domain::people::{PersonId, Profile};
use domain::vocabulary::Language;
use ed25519_dalek::SigningKey;
use ledger::{Body, Chain, Entry, Grant, Hash, NONCE_BYTES, SealKey, Sealed, SignedEntry};
use rusqlite::{Connection, Transaction};
use uuid::Uuid;

use crate::database::open_database;
use crate::envelope::{Envelope, Strength, pretend};
use crate::error::StoreError;
use crate::header::{DemoPerson, Header};
use crate::ledger_log::{self, LedgerRow, Writing};
use crate::projection::{self, Digests, Progress};
use crate::secrets::{Secrets, Sheet, random_bytes, wrap};
use crate::tables::import_reports;
use crate::tables::people::{self, PersonRow};
use crate::vault::Vault;

pub use membership::{Invitation, Recoverable};

/// Holder of the recovery sheet, as a grantee.
pub const RECOVERY: &str = "recovery";

/// What a new study starts with.
#[derive(Debug, Clone)]
pub struct NewStudy<'a> {
    /// Title.
    pub title: &'a str,
    /// Language of released questions.
    pub language: Language,
    /// Vocabulary version to pin.
    pub vocabulary: &'a str,
    /// First coordinator.
    pub profile: Profile,
    /// The coordinator's password.
    pub password: &'a str,
}

/// The program that opens studies.
#[derive(Debug, Clone)]
pub struct Program {
    /// Name of the device in the record.
    pub device: String,
    /// Version of the program in the record.
    pub version: String,
    /// Strength of the envelopes that it closes.
    pub strength: Strength,
}

/// A study opened by one person.
pub struct Study {
    folder: PathBuf,
    header: Header,
    connection: Connection,
    chain: Chain,
    program: Program,
    person: PersonId,
    secrets: Secrets,
    seal_keys: BTreeMap<PersonId, SealKey>,
    vault: Vault,
}

impl std::fmt::Debug for Study {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Study").field("folder", &self.folder).field("person", &self.person).finish_non_exhaustive()
    }
}

impl Study {
    /// Creates a study in a folder that must not exist or be empty. Returns it opened by its
    /// coordinator, and the text of the recovery sheet, which is kept nowhere else.
    pub fn create(
        folder: &Path,
        new: &NewStudy<'_>,
        program: &Program,
        writing: &Writing,
    ) -> Result<(Self, String), StoreError> {
        if folder.exists() && (!folder.is_dir() || fs::read_dir(folder)?.next().is_some()) {
            return Err(StoreError::AlreadyThere);
        }
        fs::create_dir_all(folder)?;
        let sheet = Sheet::generate();
        let recovery = sheet.recipient();
        let secrets = Secrets::generate(random_bytes()?)?;
        let person = PersonId(Uuid::now_v7().to_string());
        let mut header =
            Header::new(Uuid::now_v7().to_string(), recovery.clone(), wrap(&recovery, &secrets.study_key())?);
        let tag = header.tag(&new.profile.name);
        header.envelopes.insert(tag, Envelope::close(&person.0, new.password, &secrets, program.strength)?);

        let connection = open_database(folder, &secrets.study_key(), true, &mut |_, _| true)?;
        let keys = secrets.public()?;
        let seal = SealKey(random_bytes()?);
        let grants = vec![
            Grant { author: person.clone(), grantee: person.clone(), wrapped: wrap(&keys.sealing, &seal.0)? },
            Grant { author: person.clone(), grantee: PersonId(RECOVERY.into()), wrapped: wrap(&recovery, &seal.0)? },
        ];
        let mut study = Self {
            folder: folder.to_owned(),
            vault: Vault::new(folder, &secrets.study_key()),
            connection,
            chain: Chain::default(),
            program: program.clone(),
            person: person.clone(),
            seal_keys: BTreeMap::from([(person.clone(), seal)]),
            secrets,
            header,
        };
        let body = Body::StudyCreated {
            study: study.header.study.clone(),
            title: new.title.to_owned(),
            language: new.language,
            vocabulary: new.vocabulary.to_owned(),
            person,
            profile: new.profile.clone(),
            keys,
            grants,
            recovery: Some(hex::encode(sheet.signing_key().verifying_key().as_bytes())),
        };
        study.append(body, writing)?;
        // Last: a folder without study.json is no study, so a crash before this leaves none.
        study.header.write(folder)?;
        Ok((study, sheet.text()))
    }

    /// Opens a study as one person. An unknown name takes as long as a wrong password. Progress is that of tables that
    /// are computed anew, in a study that another version of the program left.
    pub fn open(
        folder: &Path,
        name: &str,
        password: &str,
        program: &Program,
        progress: Progress<'_>,
    ) -> Result<Self, StoreError> {
        let header = Header::read(folder)?;
        let tag = header.tag(name);
        let Some(envelope) = header.envelopes.get(&tag) else {
            pretend(password, program.strength)?;
            return Err(StoreError::WrongPassword);
        };
        let opened = match (envelope.open(password), header.envelopes.get(&membership::replacing(&tag))) {
            (Err(StoreError::WrongPassword), Some(other)) => other.open(password),
            (opened, _) => opened,
        };
        let (person, secrets) = (PersonId(envelope.person.clone()), opened?);
        if !folder.join("study.db").exists() {
            return Err(StoreError::Damaged("study.db is missing"));
        }
        let connection = open_database(folder, &secrets.study_key(), false, progress)?;
        // Keys that the record does not name (an invitation that was used, or came to nothing) open nothing.
        let keys = secrets.public()?;
        let known = people::all(&connection)?.into_iter().any(|row| row.id == person && row.keys == keys);
        if !known {
            return Err(StoreError::WrongPassword);
        }
        let mut seal_keys = BTreeMap::new();
        for grant in people::grants_of(&connection, &person)? {
            seal_keys.insert(grant.author, secrets.unwrap(&grant.wrapped)?);
        }
        Self::of(folder, header, connection, person, secrets, seal_keys, program)
    }

    fn of(
        folder: &Path,
        header: Header,
        connection: Connection,
        person: PersonId,
        secrets: Secrets,
        seal_keys: BTreeMap<PersonId, SealKey>,
        program: &Program,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            folder: folder.to_owned(),
            vault: Vault::new(folder, &secrets.study_key()),
            chain: ledger_log::heads(&connection)?,
            header,
            connection,
            program: program.clone(),
            person,
            secrets,
            seal_keys,
        })
    }

    /// Whether a password opens the envelope of the person who has the study open.
    pub fn check_password(&self, password: &str) -> Result<(), StoreError> {
        let mine = self.header.envelopes.values().find(|envelope| envelope.person == self.person.0);
        mine.ok_or(StoreError::WrongPassword)?.open(password).map(|_| ())
    }

    /// Marks the study as a demo whose sign-in screen shows these people.
    pub fn set_demo(&mut self, people: Vec<DemoPerson>) -> Result<(), StoreError> {
        self.header.demo = people;
        self.header.write(&self.folder)
    }

    /// Signs and writes one entry together with what it means, in one transaction.
    pub fn append(&mut self, body: Body, writing: &Writing) -> Result<LedgerRow, StoreError> {
        self.append_signed(body, writing, &self.secrets.signing_key())
    }

    /// Several entries that belong together, and what goes with them beside the ledger: all in one transaction, or none.
    pub(crate) fn append_together(
        &mut self,
        entries: Vec<(Body, Writing)>,
        beside: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let key = self.secrets.signing_key();
        let mut chain = self.chain.clone();
        let signed = entries
            .into_iter()
            .map(|(body, writing)| self.sign(&mut chain, body, &writing, &key))
            .collect::<Result<Vec<_>, _>>()?;
        let tx = self.connection.transaction()?;
        for signed in signed {
            let row = ledger_log::insert(&tx, &signed)?;
            projection::apply(&tx, &signed.entry, row.position)?;
        }
        beside(&tx)?;
        tx.commit()?;
        self.chain = chain;
        Ok(())
    }

    fn append_signed(&mut self, body: Body, writing: &Writing, key: &SigningKey) -> Result<LedgerRow, StoreError> {
        let mut chain = self.chain.clone();
        let signed = self.sign(&mut chain, body, writing, key)?;
        let tx = self.connection.transaction()?;
        let row = ledger_log::insert(&tx, &signed)?;
        projection::apply(&tx, &signed.entry, row.position)?;
        tx.commit()?;
        self.chain = chain;
        Ok(row)
    }

    /// The next entry of a chain, which takes it in.
    fn sign(
        &self,
        chain: &mut Chain,
        body: Body,
        writing: &Writing,
        key: &SigningKey,
    ) -> Result<SignedEntry, StoreError> {
        let (sequence, previous, follows) = chain.next(&self.person, &self.program.device);
        let entry = Entry {
            id: Uuid::now_v7().to_string(),
            author: self.person.clone(),
            device: self.program.device.clone(),
            app: self.program.version.clone(),
            sequence,
            previous,
            follows,
            at: writing.at,
            offset_minutes: writing.offset_minutes,
            reason: writing.reason.clone(),
            body,
        };
        let unreadable = |_| StoreError::Damaged("a new entry");
        let signed = entry.sign(key).map_err(unreadable)?;
        chain.push(&signed).map_err(|_| StoreError::Refused("the entry does not continue the record"))?;
        Ok(signed)
    }

    /// The tables that are computed from the ledger, to be compared with what its entries say.
    pub fn table_digests(&self) -> Result<Digests, StoreError> {
        projection::digests(&self.connection)
    }
    /// The tables are computed anew when the study is opened next.
    pub fn distrust_tables(&mut self) -> Result<(), StoreError> {
        self.write(projection::distrust)
    }

    /// For reading tables.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
    /// The photographs.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }
    /// Who has the study open.
    pub fn person(&self) -> &PersonId {
        &self.person
    }
    /// The person's row.
    pub fn me(&self) -> Result<PersonRow, StoreError> {
        let me = people::all(&self.connection)?.into_iter().find(|row| row.id == self.person);
        me.ok_or(StoreError::Damaged("the person is not in the study"))
    }
    /// Where the study lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
    /// Study id.
    pub fn id(&self) -> &str {
        &self.header.study
    }
    /// Hash of the last entry.
    pub fn head(&self) -> Hash {
        self.chain.head().cloned().unwrap_or_else(|| Hash::of(b""))
    }
    /// Whether this session holds an author's sealing key.
    pub fn can_open(&self, author: &PersonId) -> bool {
        self.seal_keys.contains_key(author)
    }

    /// Seals with the key of the person who has the study open.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Sealed, StoreError> {
        let nonce: [u8; NONCE_BYTES] = random_bytes()?;
        self.seal_key(&self.person)?.seal(context, nonce, plain).map_err(|_| StoreError::NoKey)
    }

    /// Opens what an author sealed, if this session holds the key.
    pub fn unseal(&self, author: &PersonId, context: &str, sealed: &Sealed) -> Result<Vec<u8>, StoreError> {
        self.seal_key(author)?.open(context, sealed).map_err(|_| StoreError::Damaged("a sealed record"))
    }

    fn seal_key(&self, author: &PersonId) -> Result<&SealKey, StoreError> {
        self.seal_keys.get(author).ok_or(StoreError::NoKey)
    }

    /// Keeps what came of an import.
    pub fn keep_import_report(&mut self, at_ms: i64, report: &str) -> Result<(), StoreError> {
        self.write(|tx| import_reports::insert(tx, at_ms, report))
    }

    fn write(&mut self, change: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        change(&tx)?;
        tx.commit()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::people::Role;
    use domain::photograph::{Capture, PhotographId, Quality};

    use super::*;
    use crate::tables::drafts::DraftKind;

    const PASSWORD: &str = "a long enough password";

    fn program() -> Program {
        Program { device: "desk".into(), version: "0".into(), strength: Strength::DEMO }
    }
    fn writing() -> Writing {
        Writing { at: DateTime::from_timestamp(1_780_000_000, 0).unwrap(), offset_minutes: 0, reason: None }
    }
    fn profile(name: &str, role: Role) -> Profile {
        Profile { name: name.into(), roles: vec![role], grade: None, years: None, department: None }
    }
    fn create(folder: &Path) -> Study {
        let new = NewStudy {
            title: "Skin",
            language: Language::En,
            vocabulary: "1.0.0",
            profile: profile("Ada", Role::Coordinator),
            password: PASSWORD,
        };
        Study::create(folder, &new, &program(), &writing()).unwrap().0
    }
    fn open(folder: &Path, name: &str, password: &str) -> Result<Study, StoreError> {
        Study::open(folder, name, password, &program(), &mut |_, _| true)
    }
    fn import(study: &mut Study, n: u8) {
        study.append(photograph(n), &writing()).unwrap();
    }
    fn differing(study: &Study) -> Vec<&'static str> {
        let entries = ledger_log::texts(study.connection()).unwrap();
        let expected = projection::expected_digests(&entries, &mut |_, _| true).unwrap();
        let found = study.table_digests().unwrap();
        expected
            .into_iter()
            .zip(found)
            .filter(|(expected, found)| expected != found)
            .map(|(table, _)| table.0)
            .collect()
    }
    /// A photograph that is another at every head of the record.
    fn photograph_of(n: u8, head: &Hash) -> Body {
        let Body::PhotographImported { capture, width_px, height_px, content, quality, .. } = photograph(n) else {
            panic!("a photograph")
        };
        let (photograph, source) = (PhotographId(head.as_str().to_owned()), head.clone());
        Body::PhotographImported { photograph, capture, width_px, height_px, content, source, quality }
    }
    fn photograph(n: u8) -> Body {
        let capture = Capture { subject: "subject-canary".into(), ..Capture::default() };
        Body::PhotographImported {
            photograph: PhotographId(format!("p{n}")),
            capture,
            width_px: 4,
            height_px: 3,
            content: Hash::of(&[n]),
            source: Hash::of(&[n, n]),
            quality: Quality { sharpness: 1.5, brightness: 0.1, clipped: 0.0, fingerprint: None },
        }
    }

    #[test]
    fn an_invited_person_joins_and_only_seniors_and_coordinators_open_what_a_physician_seals() {
        let folder = tempfile::tempdir().unwrap();
        let mut study = create(folder.path());
        let ben = study.invite(&profile("Ben", Role::Physician), "code-for-ben-1", &writing()).unwrap().person;
        study.invite(&profile("Cleo", Role::Physician), "code-for-cleo", &writing()).unwrap();
        study.invite(&profile("Dora", Role::Senior), "code-for-dora", &writing()).unwrap();
        assert!(matches!(study.invite(&profile("ben", Role::Senior), "x", &writing()), Err(StoreError::Refused(_))));
        drop(study);
        open(folder.path(), "Ben", "code-for-ben-1").unwrap().join("Ben", PASSWORD, &writing()).unwrap();
        assert!(matches!(open(folder.path(), "Ben", "code-for-ben-1"), Err(StoreError::WrongPassword)));
        let sealed = open(folder.path(), "ben", PASSWORD).unwrap().seal("p1/1", b"papule").unwrap();
        for (name, password, may) in
            [("Ada", PASSWORD, true), ("Cleo", "code-for-cleo", false), ("Dora", "code-for-dora", true)]
        {
            let study = open(folder.path(), name, password).unwrap();
            assert_eq!(study.can_open(&ben), may, "{name}");
            assert_eq!(study.unseal(&ben, "p1/1", &sealed).is_ok(), may, "{name}");
        }
    }

    #[test]
    fn wrong_password_damage_newer_files_and_a_second_window_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let study = create(folder.path());
        assert!(matches!(open(folder.path(), "Ada", PASSWORD), Err(StoreError::InUse)));
        drop(study);
        assert!(matches!(open(folder.path(), "Ada", "something else"), Err(StoreError::WrongPassword)));
        assert!(matches!(open(folder.path(), "Nobody", PASSWORD), Err(StoreError::WrongPassword)));
        assert!(matches!(open(&folder.path().join("void"), "Ada", PASSWORD), Err(StoreError::NotFound)));

        let (json, db) = (folder.path().join("study.json"), folder.path().join("study.db"));
        let good = fs::read_to_string(&json).unwrap();
        fs::write(&json, good.replace("\"layout\": 1", "\"layout\": 9")).unwrap();
        assert!(matches!(open(folder.path(), "Ada", PASSWORD), Err(StoreError::Newer)));
        fs::write(&json, &good[..good.len() / 2]).unwrap();
        assert!(matches!(open(folder.path(), "Ada", PASSWORD), Err(StoreError::Damaged(_))));
        fs::write(&json, &good).unwrap();

        let mut bytes = fs::read(&db).unwrap();
        bytes[100] ^= 1;
        fs::write(&db, &bytes).unwrap();
        assert!(matches!(open(folder.path(), "Ada", PASSWORD), Err(StoreError::Damaged(_))));
        assert_eq!(fs::read(&db).unwrap(), bytes, "a damaged study stays as it is");
    }

    #[test]
    fn a_newer_database_is_refused_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let study = create(folder.path());
        study.connection.execute_batch("PRAGMA user_version = 99;").unwrap();
        drop(study);
        let before = fs::read(folder.path().join("study.db")).unwrap();
        assert!(matches!(open(folder.path(), "Ada", PASSWORD), Err(StoreError::Newer)));
        assert_eq!(fs::read(folder.path().join("study.db")).unwrap(), before);
    }

    #[test]
    fn a_table_that_is_not_what_the_ledger_says_is_named_and_computed_anew() {
        let folder = tempfile::tempdir().unwrap();
        let mut study = create(folder.path());
        study.invite(&profile("Ben", Role::Physician), "code-for-ben-1", &writing()).unwrap();
        (0..5).for_each(|n| import(&mut study, n));
        assert_eq!(differing(&study), [""; 0]);
        study.connection.execute_batch("UPDATE photograph SET subject = 'another' WHERE id = 'p4'").unwrap();
        assert_eq!(differing(&study), ["photograph"]);
        study.distrust_tables().unwrap();
        drop(study);
        let study = open(folder.path(), "Ada", PASSWORD).unwrap();
        assert_eq!(differing(&study), [""; 0]);
    }

    #[test]
    fn computing_the_tables_anew_can_be_cancelled_and_leaves_the_study_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut study = create(folder.path());
        (0..3).for_each(|_| {
            (0..250).for_each(|n| study.append(photograph_of(n, &study.head()), &writing()).map(|_| ()).unwrap())
        });
        study.distrust_tables().unwrap();
        drop(study);
        let mut steps = Vec::new();
        let mut cancel = |done, total| {
            steps.push((done, total));
            false
        };
        let opened = Study::open(folder.path(), "Ada", PASSWORD, &program(), &mut cancel);
        assert!(matches!(opened, Err(StoreError::Cancelled)));
        assert_eq!(steps, [(500, 751)]);
        let study = open(folder.path(), "Ada", PASSWORD).unwrap();
        assert_eq!(differing(&study), [""; 0]);
    }

    #[test]
    fn the_ledger_refuses_to_be_changed_and_goes_on_after_reopening() {
        let folder = tempfile::tempdir().unwrap();
        let mut study = create(folder.path());
        import(&mut study, 1);
        for change in ["UPDATE ledger SET kind = 'x'", "DELETE FROM ledger"] {
            assert!(study.connection.execute(change, []).is_err());
        }
        drop(study);
        let mut study = open(folder.path(), "Ada", PASSWORD).unwrap();
        import(&mut study, 2);
        assert_eq!(ledger_log::verify(study.connection()).unwrap().unwrap(), 3);
    }

    #[test]
    fn a_refused_entry_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut study = create(folder.path());
        import(&mut study, 1);
        let body = Body::QuestionReviewed {
            question: "q-unknown".into(),
            verdict: ledger::Verdict::Rejected { reason: "r".into() },
        };
        assert!(matches!(study.append(body, &writing()), Err(StoreError::Refused(_))));
        import(&mut study, 2);
        assert_eq!(ledger_log::verify(study.connection()).unwrap().unwrap(), 3);
    }

    #[test]
    fn entries_that_belong_together_are_all_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let mut study = create(folder.path());
        let id = PhotographId("p1".into());
        import(&mut study, 1);
        study.save_draft(&id, DraftKind::Review, b"decided", 1).unwrap();
        let refused = Body::ReviewAmended(Box::new(ledger::SignedReview {
            photograph: id.clone(),
            readers: vec![],
            decisions: domain::review::Decisions::default(),
            reviewed: domain::annotation::Annotation::default(),
            fusion_rule: String::new(),
            meaning: String::new(),
        }));
        let mut signed = |last: Body| study.sign_review(vec![(photograph(2), writing()), (last, writing())], &id);
        assert!(matches!(signed(refused), Err(StoreError::Refused(_))), "nothing was signed that could be amended");
        signed(photograph(3)).unwrap();
        assert!(study.draft(&id, DraftKind::Review).unwrap().is_none());
        assert_eq!(ledger_log::verify(study.connection()).unwrap().unwrap(), 4);
        assert_eq!(differing(&study), [""; 0]);
    }

    #[test]
    fn a_full_disk_is_refused_and_what_was_there_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut study = create(folder.path());
        import(&mut study, 1);
        let id = PhotographId("p1".into());
        study.save_draft(&id, DraftKind::Annotation, b"kept", 1).unwrap();
        // The database may not grow any more, which SQLite reports as it does a full disk.
        let pages = "PRAGMA max_page_count = 1;";
        study.connection.query_row(pages, [], |_| Ok(())).unwrap();
        let large = vec![7; 200_000];
        let saved = study.save_draft(&id, DraftKind::Annotation, &large, 2);
        assert!(matches!(saved, Err(StoreError::DiskFull)), "{saved:?}");
        let reason = Some("w".repeat(200_000));
        let body = photograph(9);
        assert!(matches!(
            study.append(body.clone(), &Writing { reason: reason.clone(), ..writing() }),
            Err(StoreError::DiskFull)
        ));
        assert_eq!(study.draft(&id, DraftKind::Annotation).unwrap().unwrap().0, b"kept");
        study.connection.query_row("PRAGMA max_page_count = 4294967294;", [], |_| Ok(())).unwrap();
        study.save_draft(&id, DraftKind::Annotation, &large, 3).unwrap();
        study.append(body, &Writing { reason, ..writing() }).unwrap();
        assert_eq!(ledger_log::verify(study.connection()).unwrap().unwrap(), 3);
    }

    #[test]
    fn nothing_readable_lies_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let mut study = create(folder.path());
        import(&mut study, 1);
        for file in fs::read_dir(folder.path()).unwrap().filter_map(Result::ok).filter(|f| f.path().is_file()) {
            let bytes = fs::read(file.path()).unwrap();
            for canary in [&b"subject-canary"[..], b"photograph.imported", b"CREATE TABLE"] {
                assert!(!bytes.windows(canary.len()).any(|window| window == canary), "{:?}", file.path());
            }
        }
    }
}
