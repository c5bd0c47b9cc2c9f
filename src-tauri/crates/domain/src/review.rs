//! The senior's decisions, and the reviewed record they make (protocol, "Review"). The
//! annotations themselves are never changed: the reviewed record is a third record.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::annotation::{Annotation, Candidate, Differential, Lesion, LesionRole, Relation, Treatment, TreatmentItem};
use crate::comparison::{Comparison, Slot, State, Subject, compare};
use crate::fusion::{Fused, Ranking, fuse};
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
        /// Values.
        values: Vec<Code>,
        /// Why.
        reason: String,
    },
}

/// Everything a senior decided on one photograph; also the draft of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Decisions {
    /// Decision by slot; agreed slots need none.
    pub slots: BTreeMap<String, Decision>,
    /// The reviewed differential, empty until the senior decides or takes over the fused one.
    pub differential: Option<Vec<Code>>,
    /// Reasoning in words.
    pub reasoning: String,
    /// Treatment in words.
    pub treatment_text: String,
}

impl Decisions {
    /// Where a review starts: texts that all readers wrote word for word alike are taken over, as
    /// every other agreed part is (protocol, "Review").
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
}

/// What still keeps a review from being signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Undecided {
    /// A slot without a decision.
    Slot {
        /// Which.
        slot: String,
    },
    /// All readers are overridden without a reason.
    Reason {
        /// Which slot.
        slot: String,
    },
    /// The differential needs an explicit decision.
    Differential,
    /// The reasoning is empty.
    Reasoning,
}

/// Ranking of one annotation, each disease a block of its own.
pub fn ranking(annotation: &Annotation) -> Ranking<Code> {
    annotation.differential.diseases().map(|disease| vec![disease.clone()]).collect()
}

/// Fused differential of several annotations; a [`Differential`] never repeats, so this cannot fail.
pub fn fused_differential(records: &[&Annotation]) -> Fused<Code> {
    let rankings: Vec<Ranking<Code>> = records.iter().map(|record| ranking(record)).collect();
    fuse(&rankings).unwrap_or(Fused { items: Vec::new(), tie_at_first: false, shared: false, needs_adjudication: true })
}

/// What still keeps a review from being signed.
pub fn undecided(records: &[&Annotation], decisions: &Decisions, vocabulary: &Vocabulary) -> Vec<Undecided> {
    let comparison = compare(records, vocabulary);
    let mut open = Vec::new();
    for row in &comparison.rows {
        let slot = &row.slot;
        if dropped(&comparison, decisions, &row.subject) {
            continue;
        }
        match (row.state, decisions.slots.get(&slot.0)) {
            (State::Agreed | State::NotStated, None) | (_, Some(Decision::Reader { .. } | Decision::Both)) => {}
            (_, Some(Decision::Neither { reason } | Decision::Own { reason, .. })) => {
                let overrides_all = row.values.iter().filter(|values| !values.is_empty()).count() > 1;
                if overrides_all && reason.trim().is_empty() {
                    open.push(Undecided::Reason { slot: slot.0.clone() });
                }
            }
            (State::Only { .. } | State::Conflict, None) => open.push(Undecided::Slot { slot: slot.0.clone() }),
        }
    }
    let annotated = records.iter().any(|record| record.cannot_annotate.is_none());
    let differential = fused_differential(records);
    let decided = decisions.differential.as_ref().is_some_and(|list| !list.is_empty());
    if annotated && !decided && (differential.needs_adjudication || differential.first_three().is_empty()) {
        open.push(Undecided::Differential);
    }
    if annotated && decisions.reasoning.trim().is_empty() {
        open.push(Undecided::Reasoning);
    }
    open
}

/// Why decisions do not make a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// Not everything is decided.
    #[error("{} points are not decided", .0.len())]
    Undecided(Vec<Undecided>),
    /// The reviewed differential is no differential.
    #[error(transparent)]
    Differential(#[from] crate::annotation::DifferentialError),
}

/// The reviewed record.
pub fn reviewed_record(
    records: &[&Annotation],
    decisions: &Decisions,
    vocabulary: &Vocabulary,
) -> Result<Annotation, ReviewError> {
    let open = undecided(records, decisions, vocabulary);
    if !open.is_empty() {
        return Err(ReviewError::Undecided(open));
    }
    let comparison = compare(records, vocabulary);
    let values = |slot: &Slot| -> Vec<Code> {
        comparison
            .rows
            .iter()
            .find(|row| row.slot == *slot)
            .map(|row| decided_values(&row.values, decisions.slots.get(&slot.0)))
            .unwrap_or_default()
    };
    let mut record = Annotation {
        reasoning: decisions.reasoning.clone(),
        scale: records.iter().find_map(|r| r.scale),
        several_conditions: records.iter().any(|r| r.several_conditions),
        cannot_annotate: records.iter().map(|r| r.cannot_annotate).reduce(Option::and).flatten(),
        ..Annotation::default()
    };
    let mut items: BTreeSet<Code> = BTreeSet::new();
    for (group, paired) in comparison.groups.iter().enumerate() {
        if !values(&Slot(format!("lesion/{group}"))).is_empty() {
            record.lesions.push(lesion_of(group, &paired.lesion, records, &paired.cards, decisions, &comparison));
        }
    }
    for row in &comparison.rows {
        let stated = values(&row.slot);
        match &row.subject {
            Subject::Region => record.regions.extend(stated),
            Subject::Treatment { .. } => items.extend(stated),
            Subject::Relation { from, to } => {
                for relation in stated {
                    let card = |group: &usize| *group as u32 + 1;
                    let both = [from, to].into_iter().all(|g| record.lesions.iter().any(|l| l.number == card(g)));
                    if both {
                        record.relations.push(Relation { from: card(from), relation, to: card(to) });
                    }
                }
            }
            Subject::Lesion { .. } | Subject::Role { .. } | Subject::Site { .. } | Subject::Attribute { .. } => {}
        }
    }
    // A site that was kept while its region was not is still visible skin: the region follows the site.
    for region in record.lesions.iter().flat_map(|lesion| &lesion.regions) {
        if !record.regions.contains(region) {
            record.regions.push(region.clone());
        }
    }
    let route = |item: &Code| {
        let mut lines = records.iter().flat_map(|r| &r.treatment.items);
        lines.find(|line| line.item == *item).and_then(|line| line.route.clone())
    };
    record.treatment = Treatment {
        items: items.into_iter().map(|item| TreatmentItem { route: route(&item), item }).collect(),
        text: decisions.treatment_text.clone(),
    };
    let diseases = decisions.differential.clone().unwrap_or_else(|| fused_differential(records).first_three());
    record.differential =
        Differential::new(diseases.into_iter().map(|disease| Candidate { disease, confidence: None }).collect())?;
    Ok(record)
}

fn lesion_of(
    group: usize,
    lesion: &Code,
    records: &[&Annotation],
    cards: &[Option<u32>],
    decisions: &Decisions,
    comparison: &Comparison,
) -> Lesion {
    let (mut role, mut regions, mut attributes) = (None, Vec::new(), BTreeSet::new());
    for row in &comparison.rows {
        let stated = decided_values(&row.values, decisions.slots.get(&row.slot.0));
        match &row.subject {
            Subject::Role { group: g } if *g == group => {
                role = stated.first().map(|code| {
                    if *code == LesionRole::Primary.code() { LesionRole::Primary } else { LesionRole::Secondary }
                });
            }
            Subject::Site { group: g } if *g == group => regions.extend(stated),
            Subject::Attribute { group: g, .. } if *g == group => attributes.extend(stated),
            Subject::Region
            | Subject::Lesion { .. }
            | Subject::Role { .. }
            | Subject::Site { .. }
            | Subject::Attribute { .. }
            | Subject::Relation { .. }
            | Subject::Treatment { .. } => {}
        }
    }
    let sources: Vec<&Lesion> = records
        .iter()
        .zip(cards)
        .filter_map(|(record, card)| record.lesions.iter().find(|lesion| Some(lesion.number) == *card))
        .collect();
    Lesion {
        number: group as u32 + 1,
        lesion: lesion.clone(),
        role,
        regions,
        attributes,
        marks: sources.iter().map(|l| &l.marks).find(|marks| !marks.is_empty()).cloned().unwrap_or_default(),
        size_mm: sources.iter().find_map(|l| l.size_mm),
    }
}

/// Values of one slot after the decision; without one, what everybody agrees on.
fn decided_values(values: &[Vec<Code>], decision: Option<&Decision>) -> Vec<Code> {
    match decision {
        None => values.first().cloned().unwrap_or_default(),
        Some(Decision::Reader { reader }) => values.get(*reader).cloned().unwrap_or_default(),
        Some(Decision::Both) => values.iter().flatten().cloned().collect::<BTreeSet<_>>().into_iter().collect(),
        Some(Decision::Neither { .. }) => Vec::new(),
        Some(Decision::Own { values, .. }) => values.clone(),
    }
}

/// Whether a line hangs on a lesion that the senior dropped.
fn dropped(comparison: &Comparison, decisions: &Decisions, subject: &Subject) -> bool {
    let gone = |group: &usize| {
        let slot = Slot(format!("lesion/{group}"));
        comparison.rows.iter().find(|row| row.slot == slot).is_some_and(|row| {
            decisions.slots.get(&slot.0).is_some_and(|d| decided_values(&row.values, Some(d)).is_empty())
        })
    };
    match subject {
        Subject::Region | Subject::Lesion { .. } | Subject::Treatment { .. } => false,
        Subject::Site { group } | Subject::Role { group } | Subject::Attribute { group, .. } => gone(group),
        Subject::Relation { from, to } => gone(from) || gone(to),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::comparison::entities;
    use crate::comparison::tests::annotations;

    fn settle(records: &[&Annotation], choose: impl Fn() -> Decision) -> Decisions {
        let comparison = compare(records, Vocabulary::built_in());
        let slots = comparison
            .rows
            .iter()
            .filter(|row| matches!(row.state, State::Only { .. } | State::Conflict))
            .map(|row| (row.slot.0.clone(), choose()))
            .collect();
        let first = records[0].differential.diseases().cloned().collect::<Vec<_>>();
        let fallback = vec![Code::from("disease.psoriasis_vulgaris")];
        Decisions {
            slots,
            differential: Some(if first.is_empty() { fallback } else { first }),
            reasoning: "Because.".into(),
            treatment_text: String::new(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn siding_with_a_everywhere_reproduces_a(a in annotations(), b in annotations()) {
            let records = [&a, &b];
            let decisions = settle(&records, || Decision::Reader { reader: 0 });
            let reviewed = reviewed_record(&records, &decisions, Vocabulary::built_in()).unwrap();
            let without_disease = |record: &Annotation| {
                entities(record, Vocabulary::built_in()).into_iter().filter(|e| !e.starts_with("disease/")).collect::<BTreeSet<_>>()
            };
            prop_assert_eq!(without_disease(&reviewed), without_disease(&a));
        }
        #[test]
        fn nothing_can_be_signed_before_every_difference_is_decided(a in annotations(), b in annotations()) {
            let records = [&a, &b];
            let open = undecided(&records, &Decisions::default(), Vocabulary::built_in());
            prop_assert!(open.contains(&Undecided::Reasoning));
            prop_assert!(reviewed_record(&records, &Decisions::default(), Vocabulary::built_in()).is_err());
        }
    }

    #[test]
    fn only_words_on_which_all_readers_agree_are_taken_over() {
        let wrote = |words: &str| Annotation { reasoning: words.into(), ..Annotation::default() };
        let (a, same, other) = (wrote("Papules."), wrote(" Papules. "), wrote("Plaques."));
        assert_eq!(Decisions::starting(&[&a, &same]).reasoning, "Papules.");
        assert_eq!(Decisions::starting(&[&a, &other]).reasoning, "");
        assert_eq!(Decisions::starting(&[&a, &same, &other]).reasoning, "");
    }

    #[test]
    fn overriding_both_readers_needs_a_reason() {
        let region = |code: &str| Annotation { regions: vec![code.into()], ..Annotation::default() };
        let (a, b) = (region("region.cheek"), region("region.cheek"));
        let mut decisions = settle(&[&a, &b], || Decision::Both);
        decisions.slots.insert("region/region.cheek".into(), Decision::Neither { reason: " ".into() });
        let open = undecided(&[&a, &b], &decisions, Vocabulary::built_in());
        assert_eq!(open, [Undecided::Reason { slot: "region/region.cheek".into() }]);
    }
}
