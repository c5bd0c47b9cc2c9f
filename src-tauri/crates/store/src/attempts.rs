//! Wrong passwords in a row, counted beside the study so that a restart forgets none. Only hashed names stand there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::header::{Header, write_whole};

/// Most names that are counted; names that nobody has are counted like others.
const MOST: usize = 500;

/// Wrong passwords by hashed name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Attempts(BTreeMap<String, Wrong>);

/// Wrong passwords of one name since the last right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    /// How many.
    pub count: u32,
    /// The last of them, milliseconds since 1970, UTC; for people, not for waiting.
    pub last_ms: i64,
}

fn path(folder: &Path) -> PathBuf {
    folder.join("attempts.json")
}

impl Attempts {
    /// What was counted; nothing where the file is missing or damaged.
    pub fn read(folder: &Path) -> Self {
        std::fs::read(path(folder)).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
    }

    /// Wrong passwords of a name.
    pub fn of(&self, header: &Header, name: &str) -> Option<Wrong> {
        self.0.get(&header.tag(name)).copied()
    }

    /// Counts one more.
    pub fn wrong(&mut self, header: &Header, name: &str, now_ms: i64) {
        let wrong = self.0.entry(header.tag(name)).or_insert(Wrong { count: 0, last_ms: now_ms });
        *wrong = Wrong { count: wrong.count.saturating_add(1), last_ms: now_ms };
        while self.0.len() > MOST {
            // The fewest first: they delay nobody.
            let fewest = self.0.iter().min_by_key(|(_, wrong)| wrong.count).map(|(tag, _)| tag.clone());
            self.0.remove(&fewest.unwrap_or_default());
        }
    }

    /// Forgets those of a name, on disk. The count only delays: one that cannot be forgotten costs a wait and no work.
    pub fn forget(folder: &Path, header: &Header, name: &str) {
        let mut kept = Self::read(folder);
        if kept.0.remove(&header.tag(name)).is_some() {
            let _ = kept.write(folder);
        }
    }

    /// Keeps the count.
    pub fn write(&self, folder: &Path) -> Result<(), StoreError> {
        write_whole(&path(folder), &serde_json::to_vec(self)?)
    }
}
