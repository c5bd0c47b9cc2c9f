//! Backups of a study: bundles in a folder, thinned as they grow old, and how a study is made of one again.
//!
//! The first place is the folder `backups` in the study's own; it has no photographs, which lie in the study and are
//! never changed. A second place, on another disk, gets the photographs too. Nothing here deletes a study.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, Utc};
use ledger::SignedEntry;
use rusqlite::types::Value as Column;
use rusqlite::{Connection, Transaction, params_from_iter};

use crate::bundle::{self, About, BundleWriter, ENDING, Piece};
use crate::database::open_database;
use crate::error::StoreError;
use crate::header::{Header, write_whole};
use crate::ledger_log;
use crate::projection;
use crate::secrets::Sheet;
use crate::study::Study;
use crate::tables::{people, photographs};
use crate::vault::Vault;

/// Folder of backups within a study's folder.
pub const FIRST_PLACE: &str = "backups";
/// Entries that are read at once.
const PIECE: u32 = 500;
/// Tables beside the ledger that a backup holds. Which device this is, and its keys, are this copy's alone.
const BESIDE: [&str; 5] = ["draft", "preference", "import_report", "early_entry", "quarantine"];

/// A backup that lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// File.
    pub path: PathBuf,
    /// What it says it is; none where it is damaged or of a newer program.
    pub about: Option<About>,
    /// Size of the file, in bytes.
    pub bytes: u64,
}

/// Whose keys open a backup.
#[derive(Debug, Clone, Copy)]
pub enum Opener<'a> {
    /// Somebody who may open everything, or who wrote it.
    Person {
        /// Name.
        name: &'a str,
        /// Password at the time of the backup.
        password: &'a str,
    },
    /// The recovery sheet.
    Sheet(&'a str),
}

/// Backups in a folder, the newest first.
pub fn backups_in(folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let files = match fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut found: Vec<Backup> = files
        .filter_map(|file| {
            let file = file.ok()?;
            let path = file.path();
            let bytes = file.metadata().ok()?.len();
            (path.extension()? == ENDING).then(|| Backup { about: bundle::about(&path).ok(), path, bytes })
        })
        .collect();
    found.sort_by(|a, b| b.path.file_name().cmp(&a.path.file_name()));
    Ok(found)
}

/// A backup that everything was put into, and whose study is no longer needed.
pub struct WholeBackup {
    bundle: BundleWriter,
    identity: age::x25519::Identity,
}

impl WholeBackup {
    /// Writes it to the end, reads it back and gives it its name.
    pub fn finish(self) -> Result<PathBuf, StoreError> {
        self.bundle.finish(&self.identity)
    }
}

impl Study {
    /// Begins a backup of everything in a folder. The recovery sheet opens it, and coordinators, seniors and whoever
    /// writes it.
    pub fn begin_backup(&self, place: &Path, at: DateTime<Utc>) -> Result<BundleWriter, StoreError> {
        let (header, me) = (Header::read(self.folder())?, self.person());
        let mut recipients = vec![header.recovery.clone()];
        for row in people::all(self.connection())?.into_iter().filter(people::PersonRow::takes_part) {
            if row.id == *me || row.opens_everything() {
                recipients.push(row.keys.sealing);
            }
        }
        BundleWriter::begin(place, &header, &recipients, at, 0)
    }

    /// The entries after a position, some at a time; none at the end.
    pub fn entries_after(&self, position: u64) -> Result<Vec<String>, StoreError> {
        ledger_log::texts_after(self.connection(), position, PIECE)
    }

    /// The last of a backup: what lies beside the ledger.
    pub fn end_backup(&self, mut bundle: BundleWriter) -> Result<WholeBackup, StoreError> {
        for table in BESIDE {
            bundle.beside(table, &rows_of(self.connection(), table)?)?;
        }
        Ok(WholeBackup { bundle, identity: self.identity()? })
    }
}

/// Copies photographs to a place of backups: those that are not there yet. `progress` is told of how many of how many,
/// and `false` stops.
pub fn copy_photographs(
    from: &Path,
    to: &Path,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<bool, StoreError> {
    let mut files = Vec::new();
    for shelf in entries_of(from)? {
        files.extend(entries_of(&shelf)?);
    }
    for (done, file) in files.iter().enumerate() {
        if !progress(done, files.len()) {
            return Ok(false);
        }
        let (Some(name), Some(shelf)) = (file.file_name(), file.parent().and_then(Path::file_name)) else { continue };
        if file.extension().is_some_and(|ending| ending == "partial") {
            continue;
        }
        let target = to.join(shelf).join(name);
        if fs::metadata(&target).is_ok_and(|there| fs::metadata(file).is_ok_and(|here| here.len() == there.len())) {
            continue;
        }
        fs::create_dir_all(to.join(shelf))?;
        let bytes = fs::read(file)?;
        write_whole(&target, &bytes)?;
        if fs::read(&target)? != bytes {
            return Err(StoreError::Damaged("a photograph in the backup"));
        }
    }
    Ok(true)
}

fn entries_of(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    match fs::read_dir(folder) {
        Ok(entries) => {
            let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            paths.sort();
            Ok(paths)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Which backups stay: the three newest, and the newest of each of the last 12 days, 10 weeks and 9 months that have
/// one. Given and answered newest first.
pub fn kept<T>(backups: &[T], at: impl Fn(&T) -> DateTime<Utc>) -> Vec<bool> {
    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    backups
        .iter()
        .enumerate()
        .map(|(place, backup)| {
            let at = at(backup);
            let day = days.len() < 12 && days.insert(at.date_naive());
            let week = weeks.len() < 10 && weeks.insert((at.iso_week().year(), at.iso_week().week()));
            let month = months.len() < 9 && months.insert((at.year(), at.month()));
            place < 3 || day || week || month
        })
        .collect()
}

/// Removes backups that have grown superfluous. What cannot be read, and other studies', stays.
pub fn thin(folder: &Path, study: &str) -> Result<(), StoreError> {
    let mine: Vec<(PathBuf, DateTime<Utc>)> = backups_in(folder)?
        .into_iter()
        .filter_map(|backup| Some((backup.path, backup.about.filter(|about| about.study == study)?.at)))
        .collect();
    for ((path, _), stays) in mine.iter().zip(kept(&mine, |(_, at)| *at)) {
        if !stays {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// What came of restoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where what was there before lies now.
    pub set_aside: Option<PathBuf>,
    /// Photographs that were found neither beside the backup nor in the folder.
    pub missing_photographs: usize,
}

/// Makes a study of a backup. What is in the folder is not touched but set aside, with another name. `progress` is told
/// of entries; `false` stops, and nothing has changed.
pub fn restore(
    backup: &Path,
    folder: &Path,
    opener: Opener<'_>,
    at: DateTime<Utc>,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Restored, StoreError> {
    let parent = folder.parent().ok_or(StoreError::NotFound)?;
    fs::create_dir_all(parent)?;
    let total = usize::try_from(bundle::about(backup)?.entries).unwrap_or_default();
    let made = tempfile::Builder::new().prefix(".restoring-").tempdir_in(parent)?;
    let mut done = 0;
    // The envelopes first: with them the key of the study is found, then everything is read in one go.
    let (header, study_key, identity) = keys(backup, opener)?;
    let mut connection = open_database(made.path(), &study_key, true, &mut |_, _| true)?;
    let tx = connection.transaction()?;
    bundle::read(backup, |_| Ok(identity), &mut |piece| {
        match piece {
            Piece::Entries(entries) => {
                for entry in &entries {
                    take_in(&tx, entry)?;
                    done += 1;
                }
                if !progress(done, total) {
                    return Err(StoreError::Cancelled);
                }
            }
            Piece::Beside(table, rows) => put_rows(&tx, &table, &rows)?,
        }
        Ok(())
    })?;
    tx.commit()?;
    let vault = Vault::new(made.path(), &study_key);
    let pictures = made.path().join("photographs");
    let beside = [backup.parent(), backup.parent().and_then(Path::parent), Some(folder)];
    for place in beside.into_iter().flatten() {
        copy_photographs(&place.join("photographs"), &pictures, &mut |_, _| true)?;
    }
    let rows = photographs::all(&connection)?;
    let missing_photographs = rows.iter().filter(|row| !vault.holds(&row.shown)).count();
    drop(connection);
    // Last: a folder without study.json is no study.
    header.write(made.path())?;
    let set_aside = if folder.exists() && fs::read_dir(folder)?.next().is_some() {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let aside = parent.join(format!("{name} (set aside {})", at.format("%Y-%m-%d %H%M%S")));
        fs::rename(folder, &aside)?;
        // The other backups stay where they are looked for.
        let backups = aside.join(FIRST_PLACE);
        if backups.is_dir() {
            fs::rename(backups, made.path().join(FIRST_PLACE))?;
        }
        Some(aside)
    } else {
        None
    };
    if folder.exists() {
        // It was empty.
        fs::remove_dir(folder)?;
    }
    fs::rename(made.keep(), folder)?;
    Ok(Restored { set_aside, missing_photographs })
}

/// Envelopes, study key and the key that opens the content.
fn keys(backup: &Path, opener: Opener<'_>) -> Result<(Header, [u8; 32], age::x25519::Identity), StoreError> {
    let mut found = None;
    let opened = bundle::read(
        backup,
        |header| {
            let (study_key, identity) = match opener {
                Opener::Person { name, password } => header.open(name, password)?,
                Opener::Sheet(text) => {
                    let sheet = Sheet::read(text)?;
                    (sheet.open(header.recovery_key())?, sheet.identity().clone())
                }
            };
            found = Some((header.clone(), study_key, identity.clone()));
            Ok(identity)
        },
        &mut |_| Err(StoreError::Cancelled),
    );
    match (opened, found) {
        (Ok(_) | Err(StoreError::Cancelled), Some(found)) => Ok(found),
        (Err(error), _) => Err(error),
        (Ok(_), None) => Err(StoreError::Damaged("the backup")),
    }
}

fn take_in(tx: &Transaction<'_>, entry: &SignedEntry) -> Result<(), StoreError> {
    let row = ledger_log::insert(tx, entry)?;
    projection::apply(tx, &entry.entry, row.position).map(|_| ())
}

/// Rows of a table as JSON arrays.
fn rows_of(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut values = Vec::new();
        for column in 0..columns {
            values.push(match row.get::<_, Column>(column)? {
                Column::Integer(number) => serde_json::Value::from(number),
                Column::Text(text) => serde_json::Value::from(text),
                Column::Null | Column::Real(_) | Column::Blob(_) => serde_json::Value::Null,
            });
        }
        found.push(serde_json::to_string(&values)?);
    }
    Ok(found)
}

fn put_rows(tx: &Transaction<'_>, table: &str, rows: &[String]) -> Result<(), StoreError> {
    // Another version may keep more beside the ledger; what this one does not know it leaves in the backup.
    let Some(table) = BESIDE.iter().find(|known| **known == table) else { return Ok(()) };
    for row in rows {
        let values: Vec<serde_json::Value> =
            serde_json::from_str(row).map_err(|_| StoreError::Damaged("the backup"))?;
        let places = vec!["?"; values.len()].join(", ");
        let columns = values.iter().map(|value| match value {
            serde_json::Value::String(text) => Column::Text(text.clone()),
            serde_json::Value::Number(number) => number.as_i64().map_or(Column::Null, Column::Integer),
            _ => Column::Null,
        });
        tx.execute(&format!("INSERT INTO {table} VALUES ({places})"), params_from_iter(columns))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::{Days, TimeDelta};

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc)
    }

    #[test]
    fn backups_grow_sparse_as_they_grow_old() {
        // Four a day for two years, the newest first.
        let newest = at("2026-11-27T18:00:00Z");
        let backups: Vec<_> = (0..2 * 365 * 4).map(|n| newest - TimeDelta::hours(6 * n)).collect();
        let stays: Vec<_> =
            backups.iter().zip(kept(&backups, |at| *at)).filter(|(_, stays)| *stays).map(|(at, _)| *at).collect();
        assert_eq!(stays[..3], backups[..3], "the three newest");
        let newest_days: BTreeSet<_> = (0..12).map(|n| newest.date_naive() - Days::new(n)).collect();
        assert!(newest_days.is_subset(&stays.iter().map(DateTime::date_naive).collect()));
        let weeks: BTreeSet<_> = stays.iter().map(|at| (at.iso_week().year(), at.iso_week().week())).collect();
        let months: BTreeSet<_> = stays.iter().map(|at| (at.year(), at.month())).collect();
        assert!(weeks.len() >= 10 && months.len() == 9, "{} weeks, {} months", weeks.len(), months.len());
        assert!(stays.len() <= 3 + 12 + 10 + 9, "{}", stays.len());
        // Thinned once more, the same stay.
        assert!(kept(&stays, |at| *at).into_iter().all(|stays| stays));
    }
}
