//! An open study: one person's session with the files.

mod membership;
mod own;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use domain::people::{PersonId, Profile};
use domain::vocabulary::Language;
use ed25519_dalek::SigningKey;
use hkdf::hmac::{Hmac, KeyInit, Mac};
use ledger::{Body, Grant, Hash, NONCE_BYTES, SealKey, Sealed};
use rusqlite::{Connection, Transaction};
use sha2::Sha256;
use uuid::Uuid;

use crate::database::open_database;
use crate::envelope::{Envelope, Strength, pretend};
use crate::error::StoreError;
use crate::header::{DemoPerson, Header};
use crate::ledger_log::{LedgerRow, Writing};
use crate::marks::Marks;
use crate::projection::{self, Digests, Progress};
use crate::record::{Record, Writer, wrapped_device_key};
use crate::secrets::{Secrets, Sheet, derived_key, random_bytes, wrap};
use crate::tables::import_reports;
use crate::tables::people::{self, PersonRow};
use crate::vault::Vault;

pub use membership::{Invitation, Recoverable};

/// Holder of the recovery sheet, as a grantee.
pub const RECOVERY: &str = "recovery";

/// What a new study starts with.
#[derive(Debug, Clone)]
pub struct NewStudy<'a> {
    /// What the study is called.
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
    /// Name of the machine in the record.
    pub machine: String,
    /// Version of the program in the record.
    pub version: String,
    /// Where it is noted what each study held last.
    pub marks: Marks,
    /// Strength of the envelopes that it closes.
    pub strength: Strength,
}

/// A study opened by one person.
pub struct Study {
    folder: PathBuf,
    header: Header,
    record: Record,
    program: Program,
    person: PersonId,
    secrets: Secrets,
    device_key: DeviceSigner,
    seal_keys: SealKeys,
    vault: Vault,
}

/// Sealing keys that a session holds, by author and generation.
type SealKeys = BTreeMap<PersonId, BTreeMap<u32, SealKey>>;

/// The key with which a person signs on this device.
struct DeviceSigner {
    key: SigningKey,
    /// Wrapped for the person, until the first entry signed with it is written.
    unsaved: Option<String>,
}

impl DeviceSigner {
    fn generate(secrets: &Secrets) -> Result<Self, StoreError> {
        let seed: [u8; 32] = random_bytes()?;
        Ok(Self { unsaved: Some(wrap(&secrets.public()?.sealing, &seed)?), key: SigningKey::from_bytes(&seed) })
    }

    /// The key that this person used here before; another where there is none, or none that the person's keys open.
    fn of(record: &Record, person: &PersonId, secrets: &Secrets) -> Result<Self, StoreError> {
        let wrapped = if record.device_is_new() { None } else { wrapped_device_key(record.connection(), person)? };
        match wrapped.and_then(|wrapped| secrets.unwrap(&wrapped).ok()) {
            Some(seed) => Ok(Self { key: SigningKey::from_bytes(&seed.0), unsaved: None }),
            None => Self::generate(secrets),
        }
    }
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
        let wrapped = |grantee: &PersonId, recipient: &str| {
            let wrapped = wrap(recipient, &seal.0)?;
            Ok::<_, StoreError>(Grant { author: person.clone(), grantee: grantee.clone(), generation: 1, wrapped })
        };
        let grants = vec![wrapped(&person, &keys.sealing)?, wrapped(&PersonId(RECOVERY.into()), &recovery)?];
        let seal_keys = BTreeMap::from([(person.clone(), BTreeMap::from([(1, seal)]))]);
        let mut study = Self::of(folder, header, connection, person.clone(), secrets, seal_keys, program)?;
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
        let known = people::one_of(&connection, &person)?.is_some_and(|row| row.keys == keys && !row.has_left());
        if !known {
            return Err(StoreError::WrongPassword);
        }
        let mut seal_keys = SealKeys::new();
        for grant in people::grants_of(&connection, &person)? {
            seal_keys.entry(grant.author).or_default().insert(grant.generation, secrets.unwrap(&grant.wrapped)?);
        }
        Self::of(folder, header, connection, person, secrets, seal_keys, program)
    }

    fn of(
        folder: &Path,
        header: Header,
        connection: Connection,
        person: PersonId,
        secrets: Secrets,
        seal_keys: SealKeys,
        program: &Program,
    ) -> Result<Self, StoreError> {
        let record = Record::of(connection, program.marks.read(&header.study).as_ref())?;
        Ok(Self {
            folder: folder.to_owned(),
            vault: Vault::new(folder, &secrets.study_key()),
            device_key: DeviceSigner::of(&record, &person, &secrets)?,
            record,
            header,
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
        let key = self.secrets.signing_key();
        let row = self.append_signed(vec![(body, writing.clone())], &key, |_| Ok(()))?;
        row.ok_or(StoreError::Damaged("a new entry"))
    }

    /// Several entries that belong together, and what goes with them beside the ledger: all in one transaction, or none.
    pub(crate) fn append_together(
        &mut self,
        entries: Vec<(Body, Writing)>,
        beside: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let key = self.secrets.signing_key();
        self.append_signed(entries, &key, beside).map(|_| ())
    }

    /// With the key of the person, or of the recovery sheet for who gets back in with it.
    fn append_signed(
        &mut self,
        entries: Vec<(Body, Writing)>,
        person_key: &SigningKey,
        beside: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<Option<LedgerRow>, StoreError> {
        let writer = Writer {
            person: &self.person,
            person_key,
            device_key: &self.device_key.key,
            unsaved_key: self.device_key.unsaved.as_deref(),
            machine: &self.program.machine,
            version: &self.program.version,
        };
        let row = self.record.write(entries, &writer, beside)?;
        self.device_key.unsaved = None;
        self.note_mark();
        Ok(row)
    }

    fn note_mark(&self) {
        if let Some(mark) = self.record.mark() {
            self.program.marks.write(&self.header.study, &mark);
        }
    }

    /// The tables that are computed from the ledger, to be compared with what its entries say.
    pub fn table_digests(&self) -> Result<Digests, StoreError> {
        projection::digests(self.record.connection())
    }
    /// The tables are computed anew when the study is opened next.
    pub fn distrust_tables(&mut self) -> Result<(), StoreError> {
        self.write(projection::distrust)
    }

    /// For reading tables.
    pub fn connection(&self) -> &Connection {
        self.record.connection()
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
        people::one_of(self.connection(), &self.person)?.ok_or(StoreError::Damaged("the person is not in the study"))
    }
    /// Where the study lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
    /// Study id.
    pub fn id(&self) -> &str {
        &self.header.study
    }
    /// Second folder for backups, as this machine knows it.
    pub fn second_place(&self) -> Option<PathBuf> {
        self.program.marks.second_place(self.id())
    }
    /// Chooses the second folder for backups, or none.
    pub fn set_second_place(&self, place: Option<&Path>) -> Result<(), StoreError> {
        self.program.marks.set_second_place(self.id(), place)
    }
    /// Rows that were changed since the study was opened.
    pub fn changes(&self) -> u64 {
        self.connection().total_changes()
    }
    /// Entries in the record.
    pub fn entries_written(&self) -> Result<usize, StoreError> {
        let last = self.record.mark().map_or(0, |mark| mark.position);
        usize::try_from(last).map_err(|_| StoreError::Damaged("a position"))
    }
    /// Hash of the last entry.
    pub fn head(&self) -> Hash {
        self.record.head().cloned().unwrap_or_else(|| Hash::of(b""))
    }
    /// Whether this session holds an author's sealing key.
    pub fn can_open(&self, author: &PersonId) -> bool {
        self.seal_keys.contains_key(author)
    }

    /// What stands in the record for a file whose SHA-256 is known: without the study nobody can tell whether it is in it.
    pub fn source_of(&self, file: &Hash) -> Hash {
        let key = derived_key(&self.secrets.study_key(), "source");
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { return file.clone() };
        mac.update(file.as_str().as_bytes());
        Hash::from_hex(hex::encode(mac.finalize().into_bytes()))
    }

    /// Seals with the newest key of the person who has the study open.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Sealed, StoreError> {
        let nonce: [u8; NONCE_BYTES] = random_bytes()?;
        let (generation, key) = self.newest_seal_key(&self.person)?;
        key.seal(generation, context, nonce, plain).map_err(|_| StoreError::NoKey)
    }

    /// Opens what an author sealed, if this session holds the key.
    pub fn unseal(&self, author: &PersonId, context: &str, sealed: &Sealed) -> Result<Vec<u8>, StoreError> {
        let key = self.seal_keys.get(author).and_then(|keys| keys.get(&sealed.generation)).ok_or(StoreError::NoKey)?;
        key.open(context, sealed).map_err(|_| StoreError::Damaged("a sealed record"))
    }

    /// The personal key that opens what is encrypted for this person.
    pub(crate) fn identity(&self) -> Result<age::x25519::Identity, StoreError> {
        self.secrets.identity()
    }

    fn newest_seal_key(&self, author: &PersonId) -> Result<(u32, &SealKey), StoreError> {
        let newest = self.seal_keys.get(author).and_then(BTreeMap::last_key_value).ok_or(StoreError::NoKey)?;
        Ok((*newest.0, newest.1))
    }

    /// Keeps what came of an import.
    pub fn keep_import_report(&mut self, at_ms: i64, report: &str) -> Result<(), StoreError> {
        self.write(|tx| import_reports::insert(tx, at_ms, report))
    }

    fn write(&mut self, change: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let tx = self.record.connection_mut().transaction()?;
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
    use crate::backups::{FIRST_PLACE, Opener, Restored, backups_in, restore};
    use crate::ledger_log;
    use crate::tables::drafts::DraftKind;

    const PASSWORD: &str = "a long enough password";

    fn program() -> Program {
        Program {
            machine: "desk".into(),
            version: "0".into(),
            marks: Marks(std::env::temp_dir().join(format!("consilium-marks-{}", std::process::id()))),
            strength: Strength::DEMO,
        }
    }
    fn writing() -> Writing {
        Writing { at: DateTime::from_timestamp(1_780_000_000, 0).unwrap(), offset_minutes: 0, reason: None }
    }
    fn profile(name: &str, role: Role) -> Profile {
        Profile { name: name.into(), roles: vec![role], grade: None, years: None, department: None }
    }
    fn new_study() -> NewStudy<'static> {
        NewStudy {
            title: "Skin",
            language: Language::En,
            vocabulary: "1.0.0",
            profile: profile("Ada", Role::Coordinator),
            password: PASSWORD,
        }
    }
    fn create(folder: &Path) -> Study {
        Study::create(folder, &new_study(), &program(), &writing()).unwrap().0
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
        study.connection().execute_batch("PRAGMA user_version = 99;").unwrap();
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
        study.connection().execute_batch("UPDATE photograph SET subject = 'another' WHERE id = 'p4'").unwrap();
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
            assert!(study.connection().execute(change, []).is_err());
        }
        drop(study);
        let mut study = open(folder.path(), "Ada", PASSWORD).unwrap();
        import(&mut study, 2);
        assert_eq!(ledger_log::verify(study.connection()).unwrap().unwrap(), 3);
    }

    #[test]
    fn a_copy_that_was_restored_goes_on_as_another_device() {
        let folder = tempfile::tempdir().unwrap();
        let (study, backup) = (folder.path().join("study"), folder.path().join("backup"));
        let devices = |study: &Study| -> Vec<String> {
            let mut statement =
                study.connection().prepare("SELECT device FROM ledger GROUP BY device ORDER BY min(position)").unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let copy = |from: &Path, to: &Path| {
            fs::create_dir_all(to).unwrap();
            for file in ["study.json", "study.db"] {
                fs::copy(from.join(file), to.join(file)).unwrap();
            }
        };
        import(&mut create(&study), 1);
        let mut opened = open(&study, "Ada", PASSWORD).unwrap();
        import(&mut opened, 2);
        let first = devices(&opened);
        assert_eq!(first.len(), 1, "the same device as long as nothing is restored");
        drop(opened);
        copy(&study, &backup);
        let mut opened = open(&study, "Ada", PASSWORD).unwrap();
        import(&mut opened, 3);
        assert_eq!(devices(&opened), first);
        drop(opened);
        copy(&backup, &study);
        let mut opened = open(&study, "Ada", PASSWORD).unwrap();
        import(&mut opened, 4);
        let second = devices(&opened);
        assert!(second.len() == 2 && second[0] == first[0], "{second:?}");
        drop(opened);
        let mut opened = open(&study, "Ada", PASSWORD).unwrap();
        import(&mut opened, 5);
        assert_eq!(devices(&opened), second);
        ledger_log::verify(opened.connection()).unwrap().unwrap();
        // Where no mark was noted, the folder came from elsewhere.
        let elsewhere = Program { marks: Marks(folder.path().join("marks")), ..program() };
        drop(opened);
        let mut opened = Study::open(&study, "Ada", PASSWORD, &elsewhere, &mut |_, _| true).unwrap();
        import(&mut opened, 6);
        assert_eq!(devices(&opened).len(), 3);
        ledger_log::verify(opened.connection()).unwrap().unwrap();
    }

    fn back_up(study: &Study, place: &Path, second: u32) -> PathBuf {
        let at = writing().at + chrono::TimeDelta::seconds(second.into());
        let (mut bundle, mut position) = (study.begin_backup(place, at).unwrap(), 0);
        loop {
            let texts = study.entries_after(position).unwrap();
            if texts.is_empty() {
                break;
            }
            position += texts.len() as u64;
            bundle.entries(&texts).unwrap();
        }
        study.end_backup(bundle).unwrap().finish().unwrap()
    }

    #[test]
    fn a_study_comes_back_from_a_backup_whole_and_what_was_there_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let (path, id) = (folder.path().join("study"), PhotographId("p1".into()));
        let (mut study, sheet) = Study::create(&path, &new_study(), &program(), &writing()).unwrap();
        (1..=3).for_each(|n| import(&mut study, n));
        study.save_draft(&id, DraftKind::Annotation, b"begun", 7).unwrap();
        study.save_preferences(b"liked").unwrap();
        let (head, digests) = (study.head(), study.table_digests().unwrap());
        let place = path.join(FIRST_PLACE);
        let backup = back_up(&study, &place, 1);
        import(&mut study, 4);
        let newest = back_up(&study, &place, 2);
        drop(study);
        let names: Vec<_> = backups_in(&place).unwrap().into_iter().map(|backup| backup.path).collect();
        assert_eq!(names, [newest.clone(), backup.clone()], "the newest first");

        // The newest was damaged since, in any byte of its content; the one before it helps.
        let whole = fs::read(&newest).unwrap();
        for place in [whole.len() / 2, whole.len() - 2000] {
            let mut torn = whole.clone();
            torn[place] ^= 1;
            fs::write(&newest, torn).unwrap();
            let restored = restored_by(&newest, &path, Opener::Person { name: "Ada", password: PASSWORD });
            assert!(matches!(restored, Err(StoreError::Damaged(_))), "{restored:?}");
        }
        fs::write(&newest, &whole[..whole.len() / 2]).unwrap();
        assert!(restored_by(&newest, &path, Opener::Sheet(&sheet)).is_err());
        let wrong = restored_by(&backup, &path, Opener::Person { name: "Ada", password: "another password" });
        assert!(matches!(wrong, Err(StoreError::WrongPassword)), "{wrong:?}");
        fs::write(path.join("study.db"), b"not a database any more").unwrap();
        assert!(open(&path, "Ada", PASSWORD).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "what was refused leaves nothing behind");

        let restored = restored_by(&backup, &path, Opener::Person { name: "Ada", password: PASSWORD }).unwrap();
        let aside = restored.set_aside.unwrap();
        assert_eq!(fs::read(aside.join("study.db")).unwrap(), b"not a database any more");
        let mut study = open(&path, "Ada", PASSWORD).unwrap();
        assert_eq!((study.head(), study.table_digests().unwrap()), (head.clone(), digests));
        assert_eq!(study.draft(&id, DraftKind::Annotation).unwrap().unwrap(), (b"begun".to_vec(), 7));
        assert_eq!(study.preferences().unwrap().unwrap(), b"liked");
        import(&mut study, 5);
        ledger_log::verify(study.connection()).unwrap().unwrap();
        assert_eq!(backups_in(&place).unwrap().len(), 2, "the other backups are where they were");

        // On a bare machine, with the sheet alone.
        let bare = folder.path().join("elsewhere/study");
        let restored = restored_by(&place.join(backup.file_name().unwrap()), &bare, Opener::Sheet(&sheet)).unwrap();
        assert_eq!(restored.set_aside, None);
        assert_eq!(open(&bare, "Ada", PASSWORD).unwrap().head(), head);
    }

    fn restored_by(backup: &Path, folder: &Path, opener: Opener<'_>) -> Result<Restored, StoreError> {
        restore(backup, folder, opener, writing().at, &mut |_, _| true)
    }

    #[test]
    fn whether_a_picture_is_in_the_study_is_told_by_nobody_without_it() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (create(&folder.path().join("one")), create(&folder.path().join("other")));
        let file = Hash::of(b"a photograph");
        assert_eq!(one.source_of(&file), one.source_of(&file));
        assert_ne!(one.source_of(&file), other.source_of(&file));
        assert_ne!(one.source_of(&file), file);
    }

    #[test]
    fn a_refused_entry_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut study = create(folder.path());
        import(&mut study, 1);
        let body = Body::QuestionReviewed {
            question: "q-unknown".into(),
            verdict: ledger::Verdict::Rejected { reason: "r".into() },
            answered: None,
            by_sample: false,
        };
        assert!(matches!(study.append(body, &writing()), Err(StoreError::NotInForce(_))));
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
        assert!(matches!(signed(refused), Err(StoreError::NotInForce(_))), "nothing was signed that could be amended");
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
        study.connection().query_row(pages, [], |_| Ok(())).unwrap();
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
        study.connection().query_row("PRAGMA max_page_count = 4294967294;", [], |_| Ok(())).unwrap();
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
