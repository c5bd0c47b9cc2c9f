//! Random histories of a study at many desks: packets lost, repeated and out of order, backups restored with and without
//! notice, people who leave, pictures imported twice, a keeper who goes on from an older copy. After each, what must
//! always hold is checked on the real ledger and the real tables. `CONSILIUM_HISTORIES` says how many; `cargo xtask soak`
//! runs ten thousand.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::rc::Rc;

use chrono::{DateTime, TimeDelta};
use domain::annotation::Annotation;
use domain::people::{PersonId, Profile, Role};
use domain::photograph::{Capture, PhotographId, Quality};
use domain::review::Decisions;
use domain::vocabulary::Language;
use ed25519_dalek::SigningKey;
use ledger::{
    Audience, Body, Chain, ChainId, Followed, Following, Hash, Head, PublicKeys, Sealed, Seen, SignedEntry,
    SignedReview, SubmittedAnnotation,
};
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rusqlite::Connection;

use crate::database::in_memory;
use crate::ledger_log::{self, Writing};
use crate::projection;
use crate::record::{Record, Writer, compose};
use crate::tables::{annotations, photographs, reviews, tasks};

const STEPS: usize = 250;
const PICTURES: u8 = 25;

/// Who takes part beside the keeper: five physicians, three seniors (one of whom annotates too), two who import.
const PEOPLE: [(&str, &[Role]); 10] = [
    ("P0", &[Role::Physician]),
    ("P1", &[Role::Physician]),
    ("P2", &[Role::Physician]),
    ("P3", &[Role::Physician]),
    ("P4", &[Role::Physician]),
    ("S0", &[Role::Senior]),
    ("S1", &[Role::Senior]),
    ("S2", &[Role::Senior, Role::Physician]),
    ("I0", &[Role::Coordinator]),
    ("I1", &[Role::Coordinator]),
];

/// What a history came to.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    entries: usize,
    aside: usize,
    forked: usize,
    reviews: usize,
    not_in_force: usize,
    copies: usize,
    refused_keepers: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.entries += other.entries;
        self.aside += other.aside;
        self.forked += other.forked;
        self.reviews += other.reviews;
        self.not_in_force += other.not_in_force;
        self.copies += other.copies;
        self.refused_keepers += other.refused_keepers;
    }
}

/// An entry as it travels, read once.
type Letter = Rc<SignedEntry>;

fn number(letter: &SignedEntry) -> (ChainId, u64) {
    (ChainId::of(&letter.entry), letter.entry.sequence)
}

fn audience(letter: &SignedEntry) -> &Audience {
    &letter.entry.known().unwrap().audience
}

/// A desk that is not the keeper's.
struct Desk {
    person: PersonId,
    roles: &'static [Role],
    person_key: SigningKey,
    device: String,
    device_key: SigningKey,
    /// The own chains, and the last of the keeper's entries that is known.
    chains: Chain,
    /// All that was written here.
    written: Vec<Letter>,
    /// What is not sent yet.
    outbox: Vec<Letter>,
    backup: Option<(Chain, Vec<Letter>, Vec<Letter>)>,
    following: Following,
    /// Entries of the keeper's desk as they arrived; those that came early wait.
    followed: Vec<Letter>,
    early: Vec<Letter>,
    /// How many of the keeper's entries were offered to this desk.
    offered: usize,
    /// Photographs that this desk knows to be its person's to annotate.
    mine: BTreeSet<PhotographId>,
    /// Newest revisions, as far as this desk knows.
    known: BTreeMap<PhotographId, Vec<(PersonId, u32)>>,
    /// Photographs that were imported here.
    imported: Vec<PhotographId>,
    /// Set when the keeper's record was found to be another.
    refuses: bool,
}

struct Keeper {
    record: Record,
    person: PersonId,
    person_key: SigningKey,
    device_key: SigningKey,
    /// The ledger, as far as it was read.
    ledger: Vec<Letter>,
    /// How many of its entries an older copy holds, which may be restored.
    backup: Option<usize>,
    /// Set when an older copy was restored and not all that was lost was found again.
    lost_something: bool,
}

struct World {
    dice: ChaCha8Rng,
    keeper: Keeper,
    desks: Vec<Desk>,
    /// Packets under way.
    wire: Vec<Vec<Letter>>,
    /// Hashes of entries as they reached the keeper, by chain and number, the first first; since the last restoring.
    arrived: BTreeMap<(ChainId, u64), Vec<Hash>>,
    left: Option<PersonId>,
    next_id: usize,
    tally: Tally,
}

fn key(seed: u8, number: usize) -> SigningKey {
    let mut bytes = [seed; 32];
    bytes[..8].copy_from_slice(&(number as u64).to_le_bytes());
    SigningKey::from_bytes(&bytes)
}

fn profile(name: &str, roles: &[Role]) -> Profile {
    Profile { name: name.into(), roles: roles.to_vec(), grade: None, years: None, department: None }
}

fn keys(key: &SigningKey) -> PublicKeys {
    PublicKeys { signing: hex::encode(key.verifying_key().as_bytes()), sealing: "age1".into() }
}

fn sealed() -> Sealed {
    Sealed { nonce: String::new(), ciphertext: String::new(), generation: 1 }
}

impl World {
    fn new(seed: u64) -> Self {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let record = Record::of(in_memory(), None).unwrap();
        let (person, person_key, device_key) = (PersonId("K".into()), key(1, 0), key(2, 0));
        let mut keeper =
            Keeper { record, person, person_key, device_key, ledger: vec![], backup: None, lost_something: false };
        keeper.write(
            &mut dice,
            Body::StudyCreated {
                study: "s".into(),
                title: "Skin".into(),
                language: Language::En,
                vocabulary: "1.0.0".into(),
                person: keeper.person.clone(),
                profile: profile("K", &[Role::Coordinator]),
                keys: keys(&keeper.person_key),
                grants: vec![],
                recovery: None,
            },
        );
        let mut desks = Vec::new();
        for (number, (name, roles)) in PEOPLE.iter().enumerate() {
            let (person, person_key) = (PersonId((*name).into()), key(3, number));
            keeper.write(
                &mut dice,
                Body::PersonInvited {
                    person: person.clone(),
                    profile: profile(name, roles),
                    keys: keys(&person_key),
                    grants: vec![],
                },
            );
            desks.push(Desk {
                person,
                roles,
                person_key,
                device: format!("{name}/1"),
                device_key: key(4, number),
                chains: Chain { study: Some("s".into()), ..Chain::default() },
                written: vec![],
                outbox: vec![],
                backup: None,
                following: Following::new(Chain::default()),
                followed: vec![],
                early: vec![],
                offered: 0,
                mine: BTreeSet::new(),
                known: BTreeMap::new(),
                imported: vec![],
                refuses: false,
            });
        }
        let mut world = Self {
            dice,
            keeper,
            desks,
            wire: vec![],
            arrived: BTreeMap::new(),
            left: None,
            next_id: 0,
            tally: Tally::default(),
        };
        for number in 0..world.desks.len() {
            world.distribute(number);
            assert!(!world.desks[number].refuses, "an honest keeper is followed");
        }
        world
    }

    fn connection(&self) -> &Connection {
        self.keeper.record.connection()
    }

    fn run(&mut self) {
        let restoring = self.dice.random_bool(0.15).then(|| self.dice.random_range(STEPS / 3..STEPS));
        for step in 0..STEPS {
            let number = self.dice.random_range(0..self.desks.len());
            self.somebody_works(number);
            self.carry();
            if self.dice.random_bool(0.3) {
                self.keeper_works();
            }
            if self.dice.random_bool(0.05) {
                self.keeper.backup = Some(self.keeper.read().len());
            }
            if restoring == Some(step) && !self.restore_keeper() {
                return self.check_refusals();
            }
            if self.dice.random_bool(0.1) {
                self.offer_again();
            }
        }
        // At the end everybody offers all that was ever written there.
        for number in 0..self.desks.len() {
            let packet = self.desks[number].written.clone();
            self.arrive(&packet);
        }
        self.check();
    }

    fn somebody_works(&mut self, number: usize) {
        let chance: f64 = self.dice.random();
        let desk = &mut self.desks[number];
        let imports = desk.roles.contains(&Role::Coordinator);
        let annotates = desk.roles.contains(&Role::Physician) && !desk.mine.is_empty();
        let signs = desk.roles.contains(&Role::Senior) && !desk.known.is_empty();
        if imports && chance < 0.5 {
            if !desk.imported.is_empty() && chance < 0.1 {
                // Who imported it offline assigns it at once, before anybody can say that it is a copy.
                let photograph = desk.imported.choose(&mut self.dice).unwrap().clone();
                let given = vec![(photograph, PersonId(format!("P{}", self.dice.random_range(0..5))))];
                return desk.write(&mut self.dice, Body::AssignmentsChanged { taken: vec![], given });
            }
            self.next_id += 1;
            let photograph = PhotographId(format!("p{}", self.next_id));
            desk.imported.push(photograph.clone());
            let picture = Hash::of(&[self.dice.random_range(0..PICTURES)]);
            desk.write(
                &mut self.dice,
                Body::PhotographImported {
                    photograph,
                    capture: Capture { subject: "subject".into(), ..Capture::default() },
                    width_px: 4,
                    height_px: 4,
                    content: picture.clone(),
                    source: picture,
                    quality: Quality { sharpness: 1.0, brightness: 1.0, clipped: 0.0, fingerprint: None },
                },
            );
        } else if annotates && chance < if signs { 0.25 } else { 0.5 } {
            let photograph = desk.mine.iter().nth(self.dice.random_range(0..desk.mine.len())).unwrap().clone();
            let revision = self.dice.random_range(1..4);
            desk.write(
                &mut self.dice,
                Body::AnnotationSubmitted(SubmittedAnnotation {
                    photograph,
                    revision,
                    sealed: sealed(),
                    active_seconds: 1,
                }),
            );
        } else if signs && chance < 0.5 {
            let at = self.dice.random_range(0..desk.known.len());
            let (photograph, readers) = desk.known.iter().nth(at).map(|(p, r)| (p.clone(), r.clone())).unwrap();
            desk.write(
                &mut self.dice,
                Body::ReviewSigned(Box::new(SignedReview {
                    photograph,
                    readers,
                    decisions: Decisions::default(),
                    reviewed: Annotation::default(),
                    fusion_rule: String::new(),
                    meaning: String::new(),
                })),
            );
        } else if chance < 0.75 && !desk.outbox.is_empty() {
            self.wire.push(desk.outbox.clone());
            // Now and then the sender does not learn that it was sent, and sends it again.
            if self.dice.random_bool(0.8) {
                desk.outbox.clear();
            }
        } else if chance < 0.8 {
            // A copy of the folder, mostly while something waits to be sent.
            if desk.backup.is_none() || !desk.outbox.is_empty() {
                desk.backup = Some((desk.chains.clone(), desk.written.clone(), desk.outbox.clone()));
            }
        } else if chance < 0.83
            && let Some((chains, written, outbox)) = desk.backup.clone()
        {
            let lost = written.len() < desk.written.len();
            // What lay in the outbox, outside the folder that was restored, is sent all the same.
            let mut left_behind = std::mem::replace(&mut desk.outbox, outbox);
            left_behind.retain(|letter| desk.outbox.iter().all(|sent| sent.hash() != letter.hash()));
            desk.outbox.extend(left_behind);
            (desk.chains, desk.written) = (chains, written);
            // The mark outside the folder tells, unless it was copied too.
            if lost && self.dice.random_bool(0.5) {
                desk.device.push('+');
            }
        } else if chance > 0.98 {
            self.work_on_two_copies(number);
        }
    }

    /// Somebody starts the program on two copies of a folder, writes in both, and both are sent.
    fn work_on_two_copies(&mut self, number: usize) {
        let (dice, desk) = (&mut self.dice, &mut self.desks[number]);
        let note = |text: &str| Body::Other { kind: "note.left".into(), body: serde_json::json!(text) };
        let (chains, written) = (desk.chains.clone(), desk.written.len());
        desk.write(dice, note("on the one"));
        desk.chains = chains;
        desk.written.truncate(written);
        desk.write(dice, note("on the other"));
    }

    /// The wire loses, repeats, delays and shuffles.
    fn carry(&mut self) {
        self.wire.shuffle(&mut self.dice);
        while !self.wire.is_empty() && self.dice.random_bool(0.6) {
            let mut packet = self.wire.pop().unwrap();
            // Files are found in any order, often the newest first.
            if self.dice.random() {
                packet.shuffle(&mut self.dice);
            } else {
                packet.reverse();
            }
            if self.dice.random_bool(0.1) {
                continue;
            }
            self.arrive(&packet);
            if self.dice.random_bool(0.2) {
                self.wire.push(packet);
            }
        }
    }

    fn arrive(&mut self, packet: &[Letter]) {
        for letter in packet {
            let hashes = self.arrived.entry(number(letter)).or_default();
            if !hashes.contains(letter.hash()) {
                hashes.push(letter.hash().clone());
            }
        }
        let texts: Vec<String> = packet.iter().map(|letter| letter.text().to_owned()).collect();
        let Keeper { record, person, person_key, device_key, .. } = &mut self.keeper;
        let writer = Writer { person, person_key, device_key, unsaved_key: None, machine: "k", version: "0" };
        record.take_in(&texts, &writer, &writing(&mut self.dice)).unwrap();
    }

    fn keeper_works(&mut self) {
        let readers = tasks::readers(self.connection()).unwrap();
        for photograph in self.unassigned() {
            if self.dice.random_bool(0.5) {
                let mut readers = ["P0", "P1", "P2", "P3", "P4", "S2"];
                readers.shuffle(&mut self.dice);
                for name in &readers[..2] {
                    let person = PersonId((*name).into());
                    if self.left.as_ref() != Some(&person) {
                        let given = vec![(photograph.clone(), person)];
                        self.keeper.write(&mut self.dice, Body::AssignmentsChanged { taken: vec![], given });
                    }
                }
            }
        }
        if self.dice.random_bool(0.1) {
            let newest = annotations::newest_revisions(self.connection()).unwrap();
            let open: Vec<_> = readers
                .into_iter()
                .flat_map(|(photograph, people)| people.into_iter().map(move |person| (photograph.clone(), person)))
                .filter(|(photograph, person)| {
                    newest.get(photograph).is_none_or(|done| done.iter().all(|(author, _)| author != person))
                })
                .collect();
            if let Some(taken) = open.choose(&mut self.dice).cloned() {
                let taken = vec![taken];
                self.keeper.write(&mut self.dice, Body::AssignmentsChanged { taken, given: vec![] });
            }
        }
        if self.left.is_none() && self.dice.random_bool(0.02) {
            let person = PersonId((*["P0", "S0"].choose(&mut self.dice).unwrap()).into());
            self.left = Some(person.clone());
            let accepted = self.keeper.record.written_by(&person);
            self.keeper.write(&mut self.dice, Body::PersonRevoked { person, accepted });
        }
        for number in 0..self.desks.len() {
            if self.dice.random_bool(0.5) {
                self.distribute(number);
            }
        }
    }

    fn unassigned(&self) -> Vec<PhotographId> {
        let unassigned = "SELECT id FROM photograph WHERE id NOT IN (SELECT photograph FROM task) ORDER BY position";
        let mut statement = self.connection().prepare_cached(unassigned).unwrap();
        statement.query_map([], |row| Ok(PhotographId(row.get(0)?))).unwrap().map(Result::unwrap).collect()
    }

    /// Gives a desk what was written at the keeper's desk and is for its person, in whatever order it comes.
    fn distribute(&mut self, number: usize) {
        let is_senior = self.desks[number].roles.contains(&Role::Senior);
        let newest = is_senior.then(|| annotations::newest_revisions(self.connection()).unwrap());
        let (ledger, desk) = (self.keeper.read(), &mut self.desks[number]);
        if desk.refuses {
            return;
        }
        let mut packet = std::mem::take(&mut desk.early);
        let from_keeper = ledger[desk.offered..].iter().filter(|letter| letter.entry.author.0 == "K");
        packet.extend(from_keeper.filter(|letter| audience(letter).includes(&desk.person, desk.roles)).cloned());
        desk.offered = ledger.len();
        if let Some(newest) = newest {
            desk.known = newest.into_iter().filter(|(_, readers)| readers.len() >= 2).collect();
        }
        packet.shuffle(&mut self.dice);
        desk.follow(packet, self.keeper.lost_something);
    }

    /// The keeper goes on from an older copy. With the mark that is noticed, and what others kept is asked for first.
    /// Whether the keeper's record is whole again.
    fn restore_keeper(&mut self) -> bool {
        let Some(backup) = self.keeper.backup else { return true };
        let noticed = self.dice.random_bool(0.8);
        self.keeper.ledger.truncate(backup);
        self.keeper.record = replayed(&self.keeper.ledger, if noticed { "home+" } else { "home" });
        if noticed {
            self.keeper.device_key = key(2, 1);
            let kept = self.desks.iter().flat_map(|desk| desk.followed.iter().chain(&desk.written));
            let kept: Vec<String> = kept.map(|letter| letter.text().to_owned()).collect();
            self.keeper.record.catch_up(&kept).unwrap();
        }
        self.arrived = self.keeper.read().iter().map(|letter| (number(letter), vec![letter.hash().clone()])).collect();
        let last = ledger_log::last(self.connection()).unwrap().map_or(0, |seen| seen.position);
        for desk in &mut self.desks {
            desk.offered = desk.offered.min(last as usize);
        }
        let left = self.left.clone();
        self.left = left.filter(|person| {
            let revoked = crate::tables::people::one_of(self.connection(), person).unwrap();
            revoked.is_some_and(|row| row.has_left())
        });
        let whole = self.desks.iter().all(|desk| desk.following.last().is_none_or(|(position, _)| position <= last));
        self.keeper.lost_something = !whole || !noticed;
        whole
    }

    /// A keeper whose record is shorter than what others have seen is not followed by them.
    fn check_refusals(&mut self) {
        let last = ledger_log::last(self.connection()).unwrap().map_or(0, |seen| seen.position);
        let seen_more: Vec<bool> = self
            .desks
            .iter()
            .map(|desk| !desk.refuses && desk.following.last().is_some_and(|(position, _)| position > last))
            .collect();
        // It goes on regardless, for longer than what was lost: all of it is for everybody.
        for _ in 0..STEPS {
            let body = Body::StudyConfigured { readers: 2, idle_minutes: None, subject_shown: None, vocabulary: None };
            self.keeper.write(&mut self.dice, body);
        }
        for (number, had_seen_more) in seen_more.into_iter().enumerate() {
            self.distribute(number);
            let desk = &self.desks[number];
            assert!(desk.refuses || !had_seen_more, "{} follows a keeper that lost what it has seen", desk.person);
            self.tally.refused_keepers += usize::from(desk.refuses);
            desk.check_order(self.connection());
        }
        self.check();
    }

    fn offer_again(&mut self) {
        for desk in &self.desks {
            let connection = self.keeper.record.connection();
            let is_missing = |letter: &&Letter| {
                let (chain, sequence) = number(letter);
                ledger_log::hash_in(connection, &chain, sequence).is_none()
            };
            let missing: Vec<Letter> = desk.written.iter().filter(is_missing).cloned().collect();
            if !missing.is_empty() {
                self.wire.push(missing);
            }
        }
    }

    /// What must always hold.
    fn check(&mut self) {
        let found = projection::digests(self.connection()).unwrap();
        let tx = self.keeper.record.connection_mut().transaction().unwrap();
        projection::compute_anew(&tx, &mut |_, _| true).unwrap();
        assert_eq!(found, projection::digests(&tx).unwrap(), "tables computed anew are the same");
        tx.commit().unwrap();
        let connection = self.keeper.record.connection();
        let texts = ledger_log::texts(connection).unwrap();
        Chain::verify(texts.iter().map(String::as_str)).unwrap();
        assert_eq!(found, projection::expected_digests(&texts, &mut |_, _| true).unwrap(), "in memory too");

        let order: Vec<SignedEntry> = texts.iter().map(|text| SignedEntry::read(text).unwrap()).collect();
        let hashes: BTreeSet<&Hash> = order.iter().map(SignedEntry::hash).collect();
        let aside = aside(connection);

        // Nothing that reached the keeper vanished.
        for (number, arrived) in &self.arrived {
            for hash in arrived {
                assert!(
                    hashes.contains(hash) || aside.contains_key(hash.as_str()),
                    "{number:?} is neither in nor aside"
                );
            }
            // Of two entries with one number, the first stands; the others are kept aside.
            let stands: Vec<_> = arrived.iter().filter(|hash| hashes.contains(hash)).collect();
            assert!(stands.len() <= 1, "{number:?} stands twice");
        }
        for (chain, sequence, hash) in first_forks(&self.arrived) {
            // One that continues a branch which never arrived does not stand, however early it came.
            let fits = aside.get(hash.as_str()).is_none_or(|reason| reason != "broken");
            if let Some(stands) = ledger_log::hash_in(connection, &chain, sequence).filter(|_| fits) {
                assert_eq!(stands, hash, "the first of two with number {sequence} stands");
            }
            self.tally.forked += 1;
        }

        let reference = fold(&order);
        let newest = annotations::newest_revisions(connection).unwrap();
        assert_eq!(newest, reference.annotations, "annotations in force");
        let reviews = reviews::all(connection).unwrap();
        let signed: BTreeMap<_, _> = reviews.iter().map(|row| (row.photograph.clone(), row.reviewer.clone())).collect();
        assert_eq!(signed, reference.reviews, "reviews in force");
        for row in &reviews {
            let mut readers = row.readers.clone();
            readers.sort();
            assert!(readers.len() >= 2 && readers.iter().all(|(reader, _)| *reader != row.reviewer), "own reading");
            assert_eq!(newest.get(&row.photograph), Some(&readers), "the newest revisions were signed");
        }

        // One photograph a picture, and nobody works on a copy.
        let rows = photographs::all(connection).unwrap();
        let assigned = tasks::readers(connection).unwrap();
        let mut by_picture: BTreeMap<Hash, Vec<PhotographId>> = BTreeMap::new();
        for entry in &order {
            if let Body::PhotographImported { photograph, source, .. } = &entry.entry.body {
                by_picture.entry(source.clone()).or_default().push(photograph.clone());
            }
        }
        for photographs in by_picture.values() {
            let worked_on = photographs.iter().filter(|id| assigned.contains_key(id)).count();
            assert!(worked_on <= 1, "somebody works on a copy");
            assert_eq!(rows.iter().filter(|row| photographs.contains(&row.id)).count(), 1);
            assert!(rows.iter().any(|row| row.id == photographs[0]), "the first import stands");
        }

        // What somebody wrote after leaving does not count.
        for (place, entry) in order.iter().enumerate() {
            let Body::PersonRevoked { person, accepted } = &entry.entry.body else { continue };
            for later in order[place..].iter().filter(|later| later.entry.author == *person) {
                let known = later.entry.known().unwrap();
                let counts = |chain: &ledger::Accepted| {
                    chain.device == later.entry.device
                        && chain.audience.as_ref() == Some(&known.audience)
                        && later.entry.sequence <= chain.sequence
                };
                assert!(accepted.iter().any(counts), "{person} wrote after leaving");
            }
        }

        for desk in &self.desks {
            // A physician has nothing but what is for everybody or for that person alone.
            let own = Audience::Box(desk.person.clone());
            if desk.roles == [Role::Physician] {
                for letter in &desk.followed {
                    let audience = audience(letter);
                    assert!(*audience == Audience::All || *audience == own, "{} got {audience}", desk.person);
                }
            }
            desk.check_order(connection);
        }

        self.tally.entries += order.len();
        self.tally.aside += aside.len();
        self.tally.reviews += reviews.len();
        let count = |table: &str| -> usize {
            let rows: i64 =
                connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
            rows as usize
        };
        self.tally.not_in_force += count("not_in_force");
        self.tally.copies += count("alias");
    }
}

impl Keeper {
    /// The ledger as it stands now.
    fn read(&mut self) -> &[Letter] {
        let connection = self.record.connection();
        let mut statement =
            connection.prepare_cached("SELECT text FROM ledger WHERE position > ?1 ORDER BY position").unwrap();
        let new = statement.query_map([self.ledger.len() as i64], |row| row.get(0)).unwrap();
        self.ledger
            .extend(new.map(|text: rusqlite::Result<String>| Letter::new(SignedEntry::read(&text.unwrap()).unwrap())));
        &self.ledger
    }

    fn write(&mut self, dice: &mut ChaCha8Rng, body: Body) {
        let Self { record, person, person_key, device_key, .. } = self;
        let writer = Writer { person, person_key, device_key, unsaved_key: None, machine: "k", version: "0" };
        record.write(vec![(body, writing(dice))], &writer, |_| Ok(())).unwrap();
    }
}

impl Desk {
    fn write(&mut self, dice: &mut ChaCha8Rng, body: Body) {
        self.chains.last = self.following.last().map(|(position, hash)| Seen { position, hash: hash.clone() });
        let writer = Writer {
            person: &self.person,
            person_key: &self.person_key,
            device_key: &self.device_key,
            unsaved_key: None,
            machine: "pc",
            version: "0",
        };
        let signed = compose(&self.chains, &self.device, body, &writing(dice), &writer).unwrap();
        let letter = Letter::new(signed);
        let device_key = Some(hex::encode(self.device_key.verifying_key().as_bytes()));
        let (chain, sequence) = number(&letter);
        self.chains.heads.insert(chain, Head { sequence, hash: letter.hash().clone(), device_key });
        self.written.push(letter.clone());
        self.outbox.push(letter);
    }

    /// Follows the keeper as far as it can be followed.
    fn follow(&mut self, mut packet: Vec<Letter>, may_refuse: bool) {
        loop {
            let before = packet.len();
            let mut early = Vec::new();
            for letter in packet {
                match self.following.follow(&letter) {
                    Ok(Followed::New) => {
                        if let Body::AssignmentsChanged { taken, given } = &letter.entry.body {
                            // Some who lost a photograph go on with it for a while.
                            self.mine
                                .extend(given.iter().filter(|(_, who)| *who == self.person).map(|(p, _)| p.clone()));
                            taken.iter().filter(|(p, _)| p.0.ends_with('1')).for_each(|(p, _)| {
                                self.mine.remove(p);
                            });
                        }
                        self.followed.push(letter);
                    }
                    Ok(Followed::Known) => {}
                    Ok(Followed::Early) => early.push(letter),
                    Err(error) => {
                        assert!(may_refuse, "{} refuses an honest keeper: {error}", self.person);
                        self.refuses = true;
                        return;
                    }
                }
            }
            if early.is_empty() || early.len() == before {
                self.early = early;
                return;
            }
            packet = early;
        }
    }

    /// What this desk knows of the keeper's order is the keeper's order, unless it refuses the keeper.
    fn check_order(&self, connection: &Connection) {
        let Some((last, _)) = self.following.last() else { return };
        for position in 1..=last {
            if let Some(known) = self.following.hash_at(position).filter(|_| !self.refuses) {
                let stands = ledger_log::hash_at(connection, position);
                assert_eq!(stands.as_ref(), Some(known), "{} follows another record at {position}", self.person);
            }
        }
    }
}

/// Claimed times are those of clocks that are years off.
fn writing(dice: &mut ChaCha8Rng) -> Writing {
    let at =
        DateTime::from_timestamp(1_780_000_000, 0).unwrap() + TimeDelta::seconds(dice.random_range(0..100_000_000));
    Writing { at, offset_minutes: 0, reason: None }
}

/// A record as its entries say, on a device of this name.
fn replayed(ledger: &[Letter], device: &str) -> Record {
    let mut connection = in_memory();
    let tx = connection.transaction().unwrap();
    for letter in ledger {
        let row = ledger_log::insert(&tx, letter).unwrap();
        projection::apply(&tx, &letter.entry, row.position).unwrap();
    }
    tx.execute("INSERT INTO this_device VALUES (?1)", [device]).unwrap();
    tx.commit().unwrap();
    Record::on_device(connection, device).unwrap()
}

/// Hashes of what is kept aside or waits, with the reason.
fn aside(connection: &Connection) -> BTreeMap<String, String> {
    let mut statement =
        connection.prepare("SELECT hash, reason FROM quarantine UNION SELECT hash, 'early' FROM early_entry").unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// The first number of each chain that two entries bear, with the one that arrived first.
fn first_forks(arrived: &BTreeMap<(ChainId, u64), Vec<Hash>>) -> Vec<(ChainId, u64, Hash)> {
    let mut forks: BTreeMap<&ChainId, (u64, &Hash)> = BTreeMap::new();
    for ((chain, sequence), hashes) in arrived {
        if hashes.len() > 1 {
            forks.entry(chain).or_insert((*sequence, &hashes[0]));
        }
    }
    forks.into_iter().map(|(chain, (sequence, hash))| (chain.clone(), sequence, hash.clone())).collect()
}

/// What the keeper's order means, by the shortest rules that say it.
#[derive(Default)]
struct Reference {
    annotations: BTreeMap<PhotographId, Vec<(PersonId, u32)>>,
    reviews: BTreeMap<PhotographId, PersonId>,
}

fn fold(order: &[SignedEntry]) -> Reference {
    let (mut reference, mut sources) = (Reference::default(), BTreeSet::new());
    let (mut there, mut assigned) = (BTreeSet::new(), BTreeSet::new());
    for SignedEntry { entry, .. } in order {
        match &entry.body {
            Body::PhotographImported { photograph, source, .. } if sources.insert(source.clone()) => {
                there.insert(photograph.clone());
            }
            Body::AssignmentsChanged { taken, given }
                if given.iter().all(|one| there.contains(&one.0) && !assigned.contains(one))
                    && taken.iter().all(|one| assigned.contains(one)) =>
            {
                assigned.extend(given.iter().cloned());
                assigned.retain(|one| !taken.contains(one));
            }
            Body::AnnotationSubmitted(annotation) => {
                let (photograph, author) = (annotation.photograph.clone(), entry.author.clone());
                let mine = assigned.contains(&(photograph.clone(), author.clone()));
                let readers = reference.annotations.entry(photograph.clone()).or_default();
                let newest = readers.iter().find(|(reader, _)| *reader == author).map_or(0, |(_, revision)| *revision);
                if mine && !reference.reviews.contains_key(&photograph) && annotation.revision == newest + 1 {
                    readers.retain(|(reader, _)| *reader != author);
                    readers.push((author, annotation.revision));
                    readers.sort();
                }
            }
            Body::ReviewSigned(review) => {
                let newest = reference.annotations.get(&review.photograph).cloned().unwrap_or_default();
                let reads = newest.iter().any(|(reader, _)| *reader == entry.author)
                    || assigned.contains(&(review.photograph.clone(), entry.author.clone()));
                let mut named = review.readers.clone();
                named.sort();
                if !reads && newest.len() >= 2 && named == newest {
                    reference.reviews.entry(review.photograph.clone()).or_insert_with(|| entry.author.clone());
                }
            }
            _ => {}
        }
    }
    reference.annotations.retain(|_, readers| !readers.is_empty());
    reference
}

/// How many histories, and from which seed on.
fn asked_for() -> (u64, u64) {
    let number = |name: &str, default| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default);
    (number("CONSILIUM_HISTORIES", 500), number("CONSILIUM_FIRST_HISTORY", 0))
}

#[test]
fn whatever_happens_between_desks_nothing_is_lost_doubled_or_misplaced() {
    let (histories, first) = asked_for();
    let cores = std::thread::available_parallelism().map_or(2, usize::from) as u64;
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let run = |core: u64| {
            let mut tally = Tally::default();
            for seed in (first..first + histories).filter(|seed| seed % cores == core) {
                let history = std::panic::catch_unwind(|| {
                    let mut world = World::new(seed);
                    world.run();
                    world.tally
                });
                tally += history.unwrap_or_else(|_| panic!("history {seed} (CONSILIUM_FIRST_HISTORY={seed})"));
            }
            tally
        };
        let threads: Vec<_> = (0..cores).map(|core| scope.spawn(move || run(core))).collect();
        for thread in threads {
            tally += thread.join().unwrap();
        }
    });
    let line = serde_json::json!({
        "histories": histories, "first": first, "entries": tally.entries, "aside": tally.aside,
        "forked_chains": tally.forked, "reviews": tally.reviews, "not_in_force": tally.not_in_force,
        "copies": tally.copies, "keepers_refused": tally.refused_keepers,
    });
    // Past the harness, which keeps what a test prints.
    writeln!(std::io::stdout(), "\n{line}").unwrap();
    // Histories in which nothing went wrong would show nothing.
    let shown = [tally.aside, tally.forked, tally.reviews, tally.not_in_force, tally.copies, tally.refused_keepers];
    assert!(histories < 500 || shown.iter().all(|count| *count > 0), "{tally:?}");
}

/// What became of one text that was offered to the keeper: `in force`, `aside: ` or `kept: ` with the reason, or `waits`.
fn offered(world: &mut World, text: String) -> String {
    let Keeper { record, person, person_key, device_key, .. } = &mut world.keeper;
    let writer = Writer { person, person_key, device_key, unsaved_key: None, machine: "k", version: "0" };
    let hash = Hash::of(text.as_bytes());
    record.take_in(&[text], &writer, &writing(&mut world.dice)).unwrap();
    if let Some(reason) = aside(world.connection()).get(hash.as_str()) {
        return if reason == "early" { "waits".to_owned() } else { format!("aside: {reason}") };
    }
    let found: Option<String> = world
        .connection()
        .query_row(
            "SELECT reason FROM ledger l LEFT JOIN not_in_force n ON n.position = l.position WHERE hash = ?1",
            [hash.as_str()],
            |row| row.get(0),
        )
        .unwrap();
    found.map_or_else(|| "in force".to_owned(), |reason| format!("kept: {reason}"))
}

#[test]
fn what_does_not_belong_is_kept_with_the_reason_and_the_rest_goes_on() {
    let mut world = World::new(1);
    let (importer, physician) = (8, 0);
    let settings = || Body::StudyConfigured { readers: 3, idle_minutes: None, subject_shown: None, vocabulary: None };
    let newer = || Body::Other { kind: "room.painted".into(), body: serde_json::json!({"colour": [1.5, "green"]}) };
    let write = |world: &mut World, desk: usize, body: Body| -> String {
        let (dice, desks) = (&mut world.dice, &mut world.desks);
        desks[desk].write(dice, body);
        desks[desk].written.last().unwrap().text().to_owned()
    };

    let told = write(&mut world, importer, newer());
    assert_eq!(offered(&mut world, told.clone()), "kept: unknown_kind");
    assert_eq!(offered(&mut world, told), "kept: unknown_kind", "once more changes nothing");
    let told = write(&mut world, importer, settings());
    assert_eq!(offered(&mut world, told), "in force");

    // Torn, forged, foreign, out of order.
    let told = write(&mut world, importer, newer());
    assert_eq!(offered(&mut world, told[..told.len() / 2].to_owned()), "aside: unreadable");
    assert_eq!(offered(&mut world, told.replace("green", "brown")), "aside: bad_signature");
    assert_eq!(offered(&mut world, told.replace(r#""study":"s""#, r#""study":"t""#)), "aside: other_study");
    assert_eq!(offered(&mut world, told.replace(r#""author":"I0""#, r#""author":"X9""#)), "aside: unknown_author");
    let next = write(&mut world, importer, newer());
    assert_eq!(offered(&mut world, next.clone()), "waits");
    assert_eq!(offered(&mut world, told), "kept: unknown_kind");
    assert_eq!(offered(&mut world, next), "kept: unknown_kind", "what waited followed");

    // A physician speaks neither to everybody nor as a coordinator.
    let told = write(&mut world, physician, settings());
    assert_eq!(offered(&mut world, told), "aside: wrong_audience");
    let told =
        write(&mut world, physician, Body::CalibrationChosen { photograph: PhotographId("p".into()), chosen: true });
    assert_eq!(offered(&mut world, told), "kept: wrong_role");
    // The writer knows an entry that this keeper does not have.
    let desk = &mut world.desks[importer];
    let seen = desk.following.last().map(|(position, _)| Seen { position, hash: Hash::of(b"another") });
    desk.chains.last = seen;
    let writer = Writer {
        person: &desk.person,
        person_key: &desk.person_key,
        device_key: &desk.device_key,
        unsaved_key: None,
        machine: "pc",
        version: "0",
    };
    let told = compose(&desk.chains, &desk.device, newer(), &writing(&mut world.dice), &writer).unwrap();
    assert_eq!(offered(&mut world, told.text().to_owned()), "aside: out_of_place");
    world.check();
}
