//! What a senior decides, and what of it stays when a reader amends.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::differential::rankings;
use crate::annotation::{Annotation, Mark};
use crate::comparison::{Cards, Comparison, Pairing, Slot, compare};
use crate::vocabulary::{Code, Vocabulary};

/// What a senior decides for one slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "choice", rename_all = "snake_case")]
pub enum Decision {
    /// As one reader states, from 0 (A is 0, B is 1).
    Reader {
        /// Which reader.
        reader: usize,
    },
    /// What any of them states.
    Both,
    /// Nothing.
    Neither {
        /// Why, when it overrides all readers.
        reason: String,
    },
    /// The senior's own values.
    Own {
        /// Codes that fit the line, stated by readers or not.
        values: Vec<Code>,
        /// Why.
        reason: String,
    },
}

/// Which marks a lesion of the reviewed record gets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "marks", rename_all = "snake_case")]
pub enum MarksDecision {
    /// As one reader drew them.
    Reader {
        /// Which reader, from 0.
        reader: usize,
    },
    /// Those of all readers.
    All,
    /// Drawn by the senior, in upright photo pixels; empty for none.
    Own {
        /// Marks.
        drawn: Vec<Mark>,
    },
}

/// Everything a senior decided on one photograph; also the draft of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Decisions {
    /// Decision by slot; agreed slots need none.
    #[ts(as = "BTreeMap<String, Decision>")]
    pub slots: BTreeMap<Slot, Decision>,
    /// The reviewed differential, empty until the senior decides or takes over the fused one.
    pub differential: Option<Vec<Code>>,
    /// Reasoning in words.
    pub reasoning: String,
    /// Treatment in words.
    pub treatment_text: String,
    /// Lesions that were paired or unpaired by hand.
    #[serde(default, skip_serializing_if = "Pairing::is_empty")]
    #[ts(as = "Option<Pairing>", optional)]
    pub pairing: Pairing,
    /// Marks by lesion (key of its group); without a decision those of the first reader who drew some.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<String, MarksDecision>>", optional)]
    pub marks: BTreeMap<Cards, MarksDecision>,
}

impl Decisions {
    /// Where a review starts: texts that all readers wrote word for word alike are taken over, as
    /// every other agreed part is.
    pub fn starting(records: &[&Annotation]) -> Self {
        let alike = |text: fn(&Annotation) -> &str| {
            let first = records.first().map_or("", |record| text(record).trim());
            if records.iter().all(|record| text(record).trim() == first) { first.to_owned() } else { String::new() }
        };
        Self {
            reasoning: alike(|record| &record.reasoning),
            treatment_text: alike(|record| &record.treatment.text),
            ..Self::default()
        }
    }

    /// The same decisions after a reader amended: what was decided on lines that read otherwise now is to be
    /// decided again. Returns also what that is: the slots of those lines, the differential, or words.
    pub fn after_amendment(
        self,
        before: &[&Annotation],
        now: &[&Annotation],
        vocabulary: &Vocabulary,
    ) -> (Self, BTreeSet<Slot>) {
        let mut kept = self;
        let mut again = BTreeSet::new();
        // A pairing by hand holds while its cards are there and of the type that was paired.
        let kind = |record: &Annotation, card: u32| {
            record.lesions.iter().find(|lesion| lesion.number == card).map(|lesion| lesion.lesion.clone())
        };
        kept.pairing.retain(|cards| {
            cards.iter().zip(before.iter().zip(now)).all(|(card, (before, now))| {
                card.is_none_or(|card| kind(now, card).is_some() && kind(now, card) == kind(before, card))
            })
        });
        let (old, new) = (compare(before, &kept.pairing, vocabulary), compare(now, &kept.pairing, vocabulary));
        let values = |comparison: &Comparison, slot: &Slot| comparison.row(slot).map(|row| row.values.clone());
        kept.slots.retain(|slot, _| {
            let same = values(&old, slot) == values(&new, slot);
            if !same {
                again.insert(slot.clone());
            }
            same
        });
        if rankings(before) != rankings(now) && kept.differential.take().is_some() {
            again.insert(Slot::Differential);
        }
        // Words that were taken from a reader who says something else now are taken back.
        for (before, now) in before.iter().zip(now) {
            if before.reasoning.trim() != now.reasoning.trim() {
                again.insert(Slot::Reasoning);
                if kept.reasoning.trim() == before.reasoning.trim() {
                    kept.reasoning.clear();
                }
            }
            if before.treatment.text.trim() != now.treatment.text.trim() {
                again.insert(Slot::TreatmentText);
            }
        }
        (kept, again)
    }
}
