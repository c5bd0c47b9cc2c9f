//! What a study finds different when it moves from one version of the vocabulary to another.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Code, Kind, Vocabulary};

/// What became of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum TermChanged {
    /// It is new, and can be chosen.
    Added,
    /// It could not be chosen and now can.
    Offered,
    /// It is no longer offered; records that name it keep it.
    Withdrawn,
    /// It has another name.
    Renamed,
    /// It is defined otherwise.
    Redefined,
    /// It lies elsewhere in its tree.
    Moved,
}

/// A term that differs between two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct TermChange {
    /// Code.
    pub code: Code,
    /// Which vocabulary it belongs to.
    pub kind: Kind,
    /// What became of it, the weightiest first.
    pub changes: BTreeSet<TermChanged>,
    /// English and Chinese name in the earlier version; none for a new term.
    pub before: Option<[String; 2]>,
    /// English and Chinese name in the later version.
    pub after: [String; 2],
}

impl Vocabulary {
    /// Terms that read otherwise in a later version, in its order. Knowledge that only questions use is not among them.
    pub fn changes_to(&self, later: &Self) -> Vec<TermChange> {
        let mut changes = Vec::new();
        for kind in Kind::ALL {
            for after in later.terms(kind) {
                let before = self.term(&after.code);
                let mut found = BTreeSet::new();
                let mut note = |changed: TermChanged, holds: bool| {
                    if holds {
                        found.insert(changed);
                    }
                };
                match before {
                    None => note(TermChanged::Added, after.choosable),
                    Some(before) => {
                        note(TermChanged::Offered, after.choosable && !before.choosable);
                        note(TermChanged::Withdrawn, before.choosable && !after.choosable);
                        note(TermChanged::Renamed, (&before.en, &before.zh) != (&after.en, &after.zh));
                        let definitions = (&before.definition_en, &before.definition_zh);
                        note(TermChanged::Redefined, definitions != (&after.definition_en, &after.definition_zh));
                        note(TermChanged::Moved, before.parent != after.parent);
                    }
                }
                if !found.is_empty() {
                    changes.push(TermChange {
                        code: after.code.clone(),
                        kind,
                        changes: found,
                        before: before.map(|term| [term.en.clone(), term.zh.clone()]),
                        after: [after.en.clone(), after.zh.clone()],
                    });
                }
            }
        }
        changes
    }
}
