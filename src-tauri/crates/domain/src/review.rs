//! The senior's decisions, and the reviewed record they make. The
//! annotations themselves are never changed: the reviewed record is a third record.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::annotation::{
    Annotation, Candidate, CannotAnnotate, Differential, Lesion, LesionRole, Mark, Relation, Treatment, TreatmentItem,
};
use crate::comparison::{Comparison, LesionGroup, Pairing, Row, State, Subject, compare};
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
    pub slots: BTreeMap<String, Decision>,
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
    pub marks: BTreeMap<String, MarksDecision>,
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
    /// decided again. Returns also the slots of those lines, and `differential`, `reasoning`,
    /// `treatment` where they are meant.
    pub fn after_amendment(
        self,
        before: &[&Annotation],
        now: &[&Annotation],
        vocabulary: &Vocabulary,
    ) -> (Self, BTreeSet<String>) {
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
        let values = |comparison: &Comparison, slot: &str| comparison.row(slot).map(|row| row.values.clone());
        kept.slots.retain(|slot, _| {
            let same = values(&old, slot) == values(&new, slot);
            if !same {
                again.insert(slot.clone());
            }
            same
        });
        if rankings(before) != rankings(now) && kept.differential.take().is_some() {
            again.insert("differential".into());
        }
        // Words that were taken from a reader who says something else now are taken back.
        for (before, now) in before.iter().zip(now) {
            if before.reasoning.trim() != now.reasoning.trim() {
                again.insert("reasoning".into());
                if kept.reasoning.trim() == before.reasoning.trim() {
                    kept.reasoning.clear();
                }
            }
            if before.treatment.text.trim() != now.treatment.text.trim() {
                again.insert("treatment".into());
            }
        }
        (kept, again)
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
    /// The senior's values exclude each other by the scales of the vocabulary.
    Contradiction {
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

fn rankings(records: &[&Annotation]) -> Vec<Ranking<Code>> {
    records.iter().map(|record| ranking(record)).collect()
}

/// Fused differential of several annotations; a [`Differential`] never repeats, so this cannot fail.
pub fn fused_differential(records: &[&Annotation]) -> Fused<Code> {
    fuse(&rankings(records)).unwrap_or(Fused {
        items: Vec::new(),
        tie_at_first: false,
        shared: false,
        needs_adjudication: true,
    })
}

/// Whether a line holds one value only, so that two different ones cannot both stand.
fn single(row: &Row) -> bool {
    matches!(row.subject, Subject::CannotAnnotate | Subject::Lesion { .. } | Subject::Role { .. })
}

/// Whether values that a senior put together exclude each other. What one reader said stays as it was said.
fn contradicts(row: &Row, decisions: &Decisions, vocabulary: &Vocabulary) -> bool {
    let Subject::Attribute { attribute, .. } = &row.subject else { return false };
    if !matches!(decisions.slots.get(&row.slot.0), Some(Decision::Both | Decision::Own { .. })) {
        return false;
    }
    let values: BTreeSet<Code> = decided_values(row, decisions).into_iter().collect();
    let mut scales = vocabulary.attributes().filter(|term| term.code == *attribute).flat_map(|term| &term.scales);
    scales.any(|scale| !scale.allows(&values))
}

/// Why the reviewed record says that the photograph cannot be annotated, when it does: all readers say so, or the
/// senior decided it.
fn cannot_annotate(comparison: &Comparison, decisions: &Decisions) -> Option<CannotAnnotate> {
    let row = comparison.row("cannot_annotate")?;
    let decided = row.state == State::Agreed || decisions.slots.contains_key(&row.slot.0);
    let reason = decided.then(|| decided_values(row, decisions).into_iter().next()).flatten()?;
    CannotAnnotate::ALL.into_iter().find(|known| known.code() == reason)
}

/// Whether all readers annotated and agree in everything that is compared and in the whole differential, so that
/// nothing is left to decide; words are shown, never counted.
pub fn agrees_completely(records: &[&Annotation], comparison: &Comparison) -> bool {
    let rankings = rankings(records);
    let annotated =
        records.iter().all(|record| record.cannot_annotate.is_none() && !record.reasoning.trim().is_empty());
    annotated
        && rankings.windows(2).all(|pair| pair[0] == pair[1])
        && rankings.first().is_some_and(|ranking| !ranking.is_empty())
        && !comparison.rows.iter().any(Row::differs)
}

/// What still keeps a review from being signed. `comparison` is that of the records with the pairing of the decisions.
pub fn undecided(
    records: &[&Annotation],
    decisions: &Decisions,
    comparison: &Comparison,
    vocabulary: &Vocabulary,
) -> Vec<Undecided> {
    let mut open = Vec::new();
    for row in &comparison.rows {
        let slot = &row.slot;
        if dropped(comparison, decisions, &row.subject) {
            continue;
        }
        match (row.state, decisions.slots.get(&slot.0)) {
            (State::Conflict, Some(Decision::Both)) if single(row) => {
                open.push(Undecided::Slot { slot: slot.0.clone() });
            }
            (_, Some(_)) if contradicts(row, decisions, vocabulary) => {
                open.push(Undecided::Contradiction { slot: slot.0.clone() });
            }
            (_, Some(Decision::Own { .. })) if row.subject == Subject::CannotAnnotate => {
                open.push(Undecided::Slot { slot: slot.0.clone() });
            }
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
    let annotated = cannot_annotate(comparison, decisions).is_none();
    let fused = fused_differential(records);
    // What is taken over when nothing is decided; an empty list is no decision.
    let diseases = decisions.differential.clone().unwrap_or_else(|| fused.first_three());
    if annotated && diseases.is_empty() {
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

/// The reviewed record. `comparison` is that of the records with the pairing of the decisions.
pub fn reviewed_record(
    records: &[&Annotation],
    decisions: &Decisions,
    comparison: &Comparison,
    vocabulary: &Vocabulary,
) -> Result<Annotation, ReviewError> {
    let open = undecided(records, decisions, comparison, vocabulary);
    if !open.is_empty() {
        return Err(ReviewError::Undecided(open));
    }
    if let Some(reason) = cannot_annotate(comparison, decisions) {
        let reasoning = decisions.reasoning.clone();
        return Ok(Annotation { reasoning, cannot_annotate: Some(reason), ..Annotation::default() });
    }
    let values = |row: &Row| decided_values(row, decisions);
    let mut record = Annotation {
        reasoning: decisions.reasoning.clone(),
        scale: records.iter().find_map(|r| r.scale),
        several_conditions: records.iter().any(|r| r.several_conditions),
        ..Annotation::default()
    };
    let mut items: BTreeSet<Code> = BTreeSet::new();
    for (group, paired) in comparison.groups.iter().enumerate() {
        let lesion = comparison.row(&format!("lesion/{}", paired.key)).and_then(|row| values(row).into_iter().next());
        if let Some(lesion) = lesion {
            record.lesions.push(lesion_of(group, lesion, records, paired, decisions, comparison));
        }
    }
    for row in &comparison.rows {
        let stated = values(row);
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
            Subject::CannotAnnotate
            | Subject::Lesion { .. }
            | Subject::Role { .. }
            | Subject::Site { .. }
            | Subject::Attribute { .. } => {}
        }
    }
    // A lesion does not lie on a region that the senior took out; any other region follows its site.
    let taken_out: BTreeSet<Code> = comparison
        .rows
        .iter()
        .filter(|row| {
            row.subject == Subject::Region && decisions.slots.contains_key(&row.slot.0) && values(row).is_empty()
        })
        .flat_map(|row| row.values.iter().flatten().cloned())
        .collect();
    for lesion in &mut record.lesions {
        lesion.regions.retain(|region| !taken_out.contains(region));
    }
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
    lesion: Code,
    records: &[&Annotation],
    paired: &LesionGroup,
    decisions: &Decisions,
    comparison: &Comparison,
) -> Lesion {
    let (mut role, mut regions, mut attributes) = (None, Vec::new(), BTreeSet::new());
    for row in &comparison.rows {
        let stated = decided_values(row, decisions);
        match &row.subject {
            Subject::Role { group: g } if *g == group => {
                role = stated.first().map(|code| {
                    if *code == LesionRole::Primary.code() { LesionRole::Primary } else { LesionRole::Secondary }
                });
            }
            Subject::Site { group: g } if *g == group => regions.extend(stated),
            Subject::Attribute { group: g, .. } if *g == group => attributes.extend(stated),
            Subject::CannotAnnotate
            | Subject::Region
            | Subject::Lesion { .. }
            | Subject::Role { .. }
            | Subject::Site { .. }
            | Subject::Attribute { .. }
            | Subject::Relation { .. }
            | Subject::Treatment { .. } => {}
        }
    }
    let sources: Vec<Option<&Lesion>> = records
        .iter()
        .zip(&paired.cards)
        .map(|(record, card)| record.lesions.iter().find(|lesion| Some(lesion.number) == *card))
        .collect();
    let drawn = || sources.iter().flatten().map(|l| l.marks.clone());
    let marks = match decisions.marks.get(&paired.key) {
        None => drawn().find(|marks| !marks.is_empty()).unwrap_or_default(),
        Some(MarksDecision::Reader { reader }) => {
            sources.get(*reader).copied().flatten().map(|l| l.marks.clone()).unwrap_or_default()
        }
        Some(MarksDecision::All) => drawn().flatten().collect(),
        Some(MarksDecision::Own { drawn }) => drawn.clone(),
    };
    Lesion {
        number: group as u32 + 1,
        lesion,
        role,
        regions,
        attributes,
        marks,
        size_mm: sources.iter().flatten().find_map(|l| l.size_mm),
    }
}

/// Values of one line after the decision; without one, what everybody agrees on.
fn decided_values(row: &Row, decisions: &Decisions) -> Vec<Code> {
    let values = &row.values;
    match decisions.slots.get(&row.slot.0) {
        None => values.first().cloned().unwrap_or_default(),
        Some(Decision::Reader { reader }) => values.get(*reader).cloned().unwrap_or_default(),
        Some(Decision::Both) => values.iter().flatten().cloned().collect::<BTreeSet<_>>().into_iter().collect(),
        Some(Decision::Neither { .. }) => Vec::new(),
        Some(Decision::Own { values, .. }) => values.clone(),
    }
}

/// Whether a line needs no decision: it hangs on a lesion that the senior dropped, or the photograph cannot be annotated.
fn dropped(comparison: &Comparison, decisions: &Decisions, subject: &Subject) -> bool {
    let gone = |group: &usize| {
        let slot = format!("lesion/{}", comparison.groups[*group].key);
        decisions.slots.contains_key(&slot)
            && comparison.row(&slot).is_some_and(|row| decided_values(row, decisions).is_empty())
    };
    if *subject != Subject::CannotAnnotate && cannot_annotate(comparison, decisions).is_some() {
        return true;
    }
    match subject {
        Subject::CannotAnnotate | Subject::Region | Subject::Lesion { .. } | Subject::Treatment { .. } => false,
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

    fn undecided(records: &[&Annotation], decisions: &Decisions, vocabulary: &Vocabulary) -> Vec<Undecided> {
        super::undecided(records, decisions, &compare(records, &decisions.pairing, vocabulary), vocabulary)
    }
    fn reviewed_record(
        records: &[&Annotation],
        decisions: &Decisions,
        vocabulary: &Vocabulary,
    ) -> Result<Annotation, ReviewError> {
        super::reviewed_record(records, decisions, &compare(records, &decisions.pairing, vocabulary), vocabulary)
    }
    fn settle(records: &[&Annotation], choose: impl Fn() -> Decision) -> Decisions {
        let comparison = compare(records, &Pairing::new(), Vocabulary::built_in());
        let slots =
            comparison.rows.iter().filter(|row| row.differs()).map(|row| (row.slot.0.clone(), choose())).collect();
        let first = records[0].differential.diseases().cloned().collect::<Vec<_>>();
        let fallback = vec![Code::from("disease.psoriasis_vulgaris")];
        Decisions {
            slots,
            differential: Some(if first.is_empty() { fallback } else { first }),
            reasoning: "Because.".into(),
            ..Decisions::default()
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

    fn lesion(number: u32, code: &str, colour: &str, at: f64) -> Lesion {
        Lesion {
            number,
            lesion: code.into(),
            role: None,
            regions: vec![],
            attributes: BTreeSet::from([colour.into()]),
            marks: vec![Mark::Point { x: at, y: at }],
            size_mm: None,
        }
    }
    fn with(lesions: Vec<Lesion>) -> Annotation {
        Annotation { lesions, reasoning: "Seen.".into(), ..Annotation::default() }
    }

    #[test]
    fn lesions_of_different_types_paired_by_hand_become_one_with_the_type_that_is_decided() {
        let a = with(vec![lesion(1, "lesion.papule", "attribute.colour.red", 1.0)]);
        let b = with(vec![lesion(1, "lesion.nodule", "attribute.colour.red", 2.0)]);
        let mut decisions = Decisions { pairing: vec![vec![Some(1), Some(1)]], ..settle(&[&a, &b], || Decision::Both) };
        let slot = || Undecided::Slot { slot: "lesion/1-1".into() };
        let open = |decisions: &Decisions| undecided(&[&a, &b], decisions, Vocabulary::built_in());
        assert_eq!(open(&decisions), [slot()]);
        decisions.slots.insert("lesion/1-1".into(), Decision::Both);
        assert_eq!(open(&decisions), [slot()], "one lesion has one type");
        decisions.slots.insert("lesion/1-1".into(), Decision::Reader { reader: 1 });
        let reviewed = reviewed_record(&[&a, &b], &decisions, Vocabulary::built_in()).unwrap();
        assert_eq!((reviewed.lesions.len(), reviewed.lesions[0].lesion.clone()), (1, "lesion.nodule".into()));
        assert_eq!(reviewed.lesions[0].marks, [Mark::Point { x: 1.0, y: 1.0 }], "the first reader's, undecided");
        decisions.marks.insert("1-1".into(), MarksDecision::All);
        let reviewed = reviewed_record(&[&a, &b], &decisions, Vocabulary::built_in()).unwrap();
        assert_eq!(reviewed.lesions[0].marks.len(), 2);
    }

    #[test]
    fn values_put_together_by_a_senior_do_not_exclude_each_other() {
        let sized = |code: &str| with(vec![lesion(1, "lesion.papule", code, 1.0)]);
        let vocabulary = Vocabulary::built_in();
        let scale =
            vocabulary.attributes().find(|term| term.code == "attribute.size".into()).unwrap().scales[0].clone();
        let (least, next, most) = (&scale.values[0], &scale.values[1], scale.values.last().unwrap());
        let slot = "attribute/1-1/attribute.size";
        let open = |other: &Code, decision: Decision| {
            let (a, b) = (sized(least.as_str()), sized(other.as_str()));
            let mut decisions = settle(&[&a, &b], || Decision::Reader { reader: 0 });
            assert!(decisions.slots.contains_key(slot), "{:?}", decisions.slots.keys());
            decisions.slots.insert(slot.into(), decision);
            undecided(&[&a, &b], &decisions, vocabulary)
        };
        let refused = [Undecided::Contradiction { slot: slot.into() }];
        let own = |values: &[&Code]| Decision::Own {
            values: values.iter().map(|&value| value.clone()).collect(),
            reason: "Measured.".into(),
        };
        assert_eq!(open(most, Decision::Both), refused, "the smallest and the largest");
        assert_eq!(open(next, Decision::Both), [], "from one to the next");
        assert_eq!(open(next, own(&[least, most])), refused);
        assert_eq!(open(most, own(&[next])), []);
    }

    #[test]
    fn whether_a_photograph_can_be_annotated_is_decided_like_any_other_line() {
        let a = with(vec![lesion(1, "lesion.papule", "attribute.colour.red", 1.0)]);
        let blurred = Annotation { cannot_annotate: Some(CannotAnnotate::PoorQuality), ..Annotation::default() };
        let vocabulary = Vocabulary::built_in();
        let slot = || Undecided::Slot { slot: "cannot_annotate".into() };
        let mut decisions = settle(&[&a, &blurred], || Decision::Reader { reader: 0 });
        decisions.slots.remove("cannot_annotate");
        assert_eq!(undecided(&[&a, &blurred], &decisions, vocabulary), [slot()], "one reader only");
        decisions.slots.insert("cannot_annotate".into(), Decision::Reader { reader: 0 });
        let reviewed = reviewed_record(&[&a, &blurred], &decisions, vocabulary).unwrap();
        assert_eq!((reviewed.cannot_annotate, reviewed.lesions.len()), (None, 1));
        // With the other reader nothing else is to be decided.
        let only = BTreeMap::from([("cannot_annotate".to_owned(), Decision::Reader { reader: 1 })]);
        let decisions = Decisions { slots: only, ..Decisions::default() };
        let reviewed = reviewed_record(&[&a, &blurred], &decisions, vocabulary).unwrap();
        assert_eq!(reviewed, blurred);
        // Both say so, for different reasons.
        let healthy = Annotation { cannot_annotate: Some(CannotAnnotate::NoLesion), ..Annotation::default() };
        assert_eq!(undecided(&[&blurred, &healthy], &Decisions::default(), vocabulary)[0], slot());
        assert_eq!(undecided(&[&blurred, &blurred], &Decisions::default(), vocabulary), []);
    }

    #[test]
    fn an_amendment_reopens_what_it_touches_and_nothing_else() {
        let a = with(vec![lesion(1, "lesion.papule", "attribute.colour.red", 1.0)]);
        let b = with(vec![lesion(1, "lesion.papule", "attribute.colour.pink", 1.0)]);
        let mut amended = b.clone();
        amended.lesions[0].attributes = BTreeSet::from(["attribute.colour.brown".into()]);
        let mut decisions = settle(&[&a, &b], || Decision::Reader { reader: 0 });
        decisions.slots.insert("lesion/1-1".into(), Decision::Both);
        let (kept, again) = decisions.after_amendment(&[&a, &b], &[&a, &amended], Vocabulary::built_in());
        assert_eq!(again, BTreeSet::from(["attribute/1-1/attribute.colour".to_owned()]));
        assert_eq!(kept.slots.keys().collect::<Vec<_>>(), ["lesion/1-1"]);
        assert!(kept.differential.is_some(), "the rankings are as they were");
    }
}
