//! A bundle: entries of a study from a position on, its envelopes, and what lies beside the ledger, in one file.
//!
//! The file is a `tar` of `about.json` (what it is, without names), `study.json` (envelopes, as in the study's folder)
//! and `content.age`: an `age` file for the recovery sheet and for those who may open everything, within it a
//! `tar.gz` of `entries/…` (JSON lines), `beside/…` (rows of tables, JSON lines) and, last, `manifest.json` with the
//! SHA-256 of each. So `tar`, `age` and `gzip` open it without this program. Photographs lie beside bundles, encrypted
//! as they are in the study. A bundle is written whole, under another name until it has been read back.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use ledger::{Chain, Hash, SignedEntry};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::header::Header;

/// Ending of a bundle's name.
pub(crate) const ENDING: &str = "consilium-backup";
/// Version of the format that this program writes.
const LAYOUT: u32 = 1;

/// What a bundle is, readable by everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    format: String,
    layout: u32,
    /// Id of the study that it is of.
    pub study: String,
    /// When it was written, by the clock of that machine.
    pub at: DateTime<Utc>,
    /// Position of the last entry before those in it; 0 where it holds all.
    pub since: u64,
    /// Entries in it.
    pub entries: u64,
    /// Hash of the last of them.
    pub head: Hash,
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    /// SHA-256 by name.
    files: BTreeMap<String, Hash>,
}

type Inner = tar::Builder<GzEncoder<age::stream::StreamWriter<BufWriter<File>>>>;

/// A bundle that is being written.
pub struct BundleWriter {
    folder: PathBuf,
    about: About,
    header: Vec<u8>,
    content: tempfile::TempPath,
    inner: Inner,
    manifest: Manifest,
}

fn append<W: Write>(to: &mut tar::Builder<W>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    to.append_data(&mut header, name, bytes)
}

fn damaged<E>(_: E) -> StoreError {
    StoreError::Damaged("the backup")
}

impl BundleWriter {
    /// Begins a bundle in a folder; `recipients` may open it.
    pub(crate) fn begin(
        folder: &Path,
        header: &Header,
        recipients: &[String],
        at: DateTime<Utc>,
        since: u64,
    ) -> Result<Self, StoreError> {
        fs::create_dir_all(folder)?;
        let recipients = recipients
            .iter()
            .map(|text| text.parse::<age::x25519::Recipient>().map_err(|_| StoreError::Damaged("a public key")))
            .collect::<Result<Vec<_>, _>>()?;
        let encryptor =
            age::Encryptor::with_recipients(recipients.iter().map(|recipient| recipient as &dyn age::Recipient))
                .map_err(|_| StoreError::Damaged("a public key"))?;
        let (file, content) = tempfile::Builder::new().suffix(".partial").tempfile_in(folder)?.into_parts();
        let encrypted = encryptor.wrap_output(BufWriter::new(file))?;
        let about = About {
            format: ENDING.to_owned(),
            layout: LAYOUT,
            study: header.study.clone(),
            at,
            since,
            entries: 0,
            head: Hash::of(b""),
        };
        Ok(Self {
            folder: folder.to_owned(),
            about,
            header: serde_json::to_vec_pretty(header)?,
            content,
            inner: tar::Builder::new(GzEncoder::new(encrypted, Compression::fast())),
            manifest: Manifest { files: BTreeMap::new() },
        })
    }

    fn put(&mut self, name: String, bytes: &[u8]) -> Result<(), StoreError> {
        append(&mut self.inner, &name, bytes)?;
        self.manifest.files.insert(name, Hash::of(bytes));
        Ok(())
    }

    /// The next entries, in order.
    pub fn entries(&mut self, texts: &[String]) -> Result<(), StoreError> {
        let Some(last) = texts.last() else { return Ok(()) };
        self.about.head = Hash::of(last.as_bytes());
        let name = format!("entries/{:010}.jsonl", self.about.since + self.about.entries + 1);
        self.about.entries += texts.len() as u64;
        self.put(name, texts.join("\n").as_bytes())
    }

    /// Rows of a table that lies beside the ledger, each a JSON array.
    pub(crate) fn beside(&mut self, table: &str, rows: &[String]) -> Result<(), StoreError> {
        self.put(format!("beside/{table}.jsonl"), rows.join("\n").as_bytes())
    }

    /// Ends the bundle, reads it back with the keys of whoever writes it, and gives it its name.
    pub(crate) fn finish(mut self, identity: &age::x25519::Identity) -> Result<PathBuf, StoreError> {
        let manifest = serde_json::to_vec(&self.manifest)?;
        append(&mut self.inner, "manifest.json", &manifest)?;
        let written =
            self.inner.into_inner()?.finish()?.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        written.sync_all()?;
        let outer = tempfile::Builder::new().suffix(".partial").tempfile_in(&self.folder)?;
        let mut tar = tar::Builder::new(BufWriter::new(outer.as_file()));
        append(&mut tar, "about.json", &serde_json::to_vec_pretty(&self.about)?)?;
        append(&mut tar, "study.json", &self.header)?;
        tar.append_path_with_name(&self.content, "content.age")?;
        tar.into_inner()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        let found = read(outer.path(), |_| Ok(identity.clone()), &mut |_| Ok(()))?;
        if found != self.about {
            return Err(StoreError::Damaged("the backup"));
        }
        let name = format!("{}-{}.{ENDING}", self.about.at.format("%Y-%m-%dT%H%M%SZ"), &self.about.head.as_str()[..12]);
        let path = self.folder.join(name);
        outer.persist(&path).map_err(|error| error.error)?;
        // A share that cannot sync its folder has the file all the same.
        let _ = File::open(&self.folder).and_then(|folder| folder.sync_all());
        Ok(path)
    }
}

/// A piece of a bundle's content, as it is read.
pub(crate) enum Piece {
    /// Entries, in order.
    Entries(Vec<SignedEntry>),
    /// Rows of a table that lies beside the ledger.
    Beside(String, Vec<String>),
}

/// What a bundle says it is; nothing of its content is read.
pub fn about(path: &Path) -> Result<About, StoreError> {
    let mut archive = tar::Archive::new(BufReader::new(File::open(path)?));
    let mut first = archive.entries()?.next().ok_or(StoreError::Damaged("the backup"))?.map_err(damaged)?;
    if first.path().map_err(damaged)?.as_ref() != Path::new("about.json") {
        return Err(StoreError::Damaged("the backup"));
    }
    let mut text = Vec::new();
    first.read_to_end(&mut text).map_err(damaged)?;
    #[derive(Deserialize)]
    struct Layout {
        format: String,
        layout: u32,
    }
    let layout: Layout = serde_json::from_slice(&text).map_err(damaged)?;
    match layout.format.as_str() {
        ENDING if layout.layout > LAYOUT => Err(StoreError::Newer),
        ENDING => serde_json::from_slice(&text).map_err(damaged),
        _ => Err(StoreError::Damaged("the backup")),
    }
}

/// Reads a whole bundle: each piece is given to `take` when its hash fits. `identity` finds the key that opens it,
/// given the envelopes. Entries must be well signed and continue each other.
pub(crate) fn read(
    path: &Path,
    identity: impl FnOnce(&Header) -> Result<age::x25519::Identity, StoreError>,
    take: &mut dyn FnMut(Piece) -> Result<(), StoreError>,
) -> Result<About, StoreError> {
    let about = about(path)?;
    let mut archive = tar::Archive::new(BufReader::new(File::open(path)?));
    let mut parts = archive.entries()?.skip(1);
    let mut next = |name: &str| {
        let part = parts.next().ok_or(StoreError::Damaged("the backup"))?.map_err(damaged)?;
        if part.path().map_err(damaged)?.as_ref() == Path::new(name) { Ok(part) } else { Err(damaged(())) }
    };
    let mut header = Vec::new();
    next("study.json")?.read_to_end(&mut header).map_err(damaged)?;
    let identity = identity(&serde_json::from_slice(&header).map_err(damaged)?)?;
    let content = next("content.age")?;
    let decryptor = age::Decryptor::new_buffered(BufReader::new(content)).map_err(damaged)?;
    let plain = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => StoreError::NoKey,
        _ => StoreError::Damaged("the backup"),
    })?;
    let mut inner = tar::Archive::new(GzDecoder::new(plain));
    let (mut hashes, mut manifest) = (BTreeMap::new(), None);
    let (mut chain, mut positions, mut count) = (Chain::default(), Vec::<Hash>::new(), 0);
    for part in inner.entries().map_err(damaged)? {
        let mut part = part.map_err(damaged)?;
        let name = part.path().map_err(damaged)?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(damaged)?;
        if name == "manifest.json" {
            manifest = Some(serde_json::from_slice::<Manifest>(&bytes).map_err(damaged)?);
            break;
        }
        hashes.insert(name.clone(), Hash::of(&bytes));
        let text = String::from_utf8(bytes).map_err(damaged)?;
        if name.starts_with("entries/") {
            let entries = text.lines().map(SignedEntry::read).collect::<Result<Vec<_>, _>>().map_err(damaged)?;
            count += entries.len() as u64;
            if about.since == 0 {
                for entry in &entries {
                    let hash_at =
                        |position: u64| positions.get(usize::try_from(position).ok()?.checked_sub(1)?).cloned();
                    chain.push(entry, &hash_at).map_err(damaged)?;
                    positions.push(entry.hash().clone());
                }
            }
            take(Piece::Entries(entries))?;
        } else if let Some(table) = name.strip_prefix("beside/").and_then(|name| name.strip_suffix(".jsonl")) {
            take(Piece::Beside(table.to_owned(), text.lines().map(str::to_owned).collect()))?;
        }
    }
    let whole = manifest.is_some_and(|manifest| manifest.files == hashes) && count == about.entries;
    let ends_well = about.since > 0 || chain.head().is_none_or(|head| *head == about.head);
    if whole && ends_well { Ok(about) } else { Err(StoreError::Damaged("the backup")) }
}
