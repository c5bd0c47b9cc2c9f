//! A photograph under review, line by line: what readers state, what stands in the record as it is decided now, and what
//! still needs a decision.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::decisions::{Decision, Decisions, MarksDecision};
use super::differential::{fused_differential, rankings};
use crate::annotation::{Annotation, CannotAnnotate, Lesion, Mark};
use crate::comparison::{Comparison, LesionGroup, Row, Slot, State, Subject, compare};
use crate::vocabulary::{Code, Vocabulary};

/// What still keeps a review from being signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Undecided {
    /// A slot without a decision.
    Slot {
        /// Which.
        slot: Slot,
    },
    /// All readers are overridden without a reason.
    Reason {
        /// Which slot.
        slot: Slot,
    },
    /// The senior's values exclude each other by the scales of the vocabulary.
    Contradiction {
        /// Which slot.
        slot: Slot,
    },
    /// The differential needs an explicit decision.
    Differential,
    /// The reasoning is empty.
    Reasoning,
}

impl Undecided {
    /// The line that it is about.
    fn into_slot(self) -> Option<Slot> {
        match self {
            Self::Slot { slot } | Self::Reason { slot } | Self::Contradiction { slot } => Some(slot),
            Self::Differential | Self::Reasoning => None,
        }
    }
}

/// One line of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Line {
    /// What the readers state.
    #[serde(flatten)]
    pub row: Row,
    /// Lesion that it hangs on, from 0; none for the lesion itself.
    pub hangs_on: Option<usize>,
    /// What stands in the record, as it is decided now.
    pub value: Vec<Code>,
    /// Whether it waits for the senior: the readers differ, nothing is decided, and it is needed.
    pub waits: bool,
    /// Whether something on this line keeps the review from being signed.
    pub open: bool,
    /// Whether it needs no decision: what it hangs on is dropped, or the photograph cannot be annotated.
    pub needless: bool,
    /// Whether the decision on its lesion, which one reader alone states, carries it.
    pub carried: bool,
    /// Whether the readers differ.
    pub differs: bool,
    /// Whether several readers state something, so that leaving it out, or another value, needs a reason.
    pub needs_reason: bool,
    /// Whether it holds one value only.
    pub single: bool,
    /// Whether what all readers state can stand together.
    pub all_hold: bool,
    /// Whether a senior can state something that no reader does.
    pub own: bool,
}

/// A lesion under review.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ReviewedLesion {
    /// The cards of the readers.
    #[serde(flatten)]
    pub group: LesionGroup,
    /// Marks of each reader.
    pub drawn: Vec<Vec<Mark>>,
    /// Marks in the record, as it is decided now.
    pub marks: Vec<Mark>,
}

/// A photograph under review.
#[derive(Debug)]
pub struct Review<'a> {
    pub(super) records: &'a [&'a Annotation],
    pub(super) decisions: &'a Decisions,
    pub(super) comparison: Comparison,
    vocabulary: &'a Vocabulary,
}

impl<'a> Review<'a> {
    /// Compares the records with the pairing of the decisions.
    pub fn of(records: &'a [&'a Annotation], decisions: &'a Decisions, vocabulary: &'a Vocabulary) -> Self {
        Self { records, decisions, comparison: compare(records, &decisions.pairing, vocabulary), vocabulary }
    }

    /// All lines in the order of the annotation.
    pub fn lines(&self) -> Vec<Line> {
        let open: BTreeSet<Slot> = self.undecided().into_iter().filter_map(Undecided::into_slot).collect();
        let waits = |row: &Row| self.waits(row);
        let rows = &self.comparison.rows;
        let still_open: BTreeSet<usize> =
            rows.iter().filter(|row| waits(row)).filter_map(|row| row.subject.hangs_on()).collect();
        rows.iter()
            .map(|row| Line {
                hangs_on: row.subject.hangs_on(),
                value: self.value(row),
                waits: waits(row),
                open: open.contains(&row.slot),
                needless: self.is_needless(&row.subject),
                carried: row.subject.hangs_on().is_some_and(|group| {
                    self.lesion_row(group).is_some_and(|lesion| {
                        let lone = matches!(lesion.state, State::Only { .. });
                        lone && (!self.is_decided(lesion) || !still_open.contains(&group))
                    })
                }),
                differs: row.differs(),
                needs_reason: needs_reason(row),
                single: is_single(row),
                all_hold: !is_single(row) && self.hold_together(row, &all_stated(row)),
                own: takes_own(row),
                row: row.clone(),
            })
            .collect()
    }

    /// All lesions, in the order of the first reader who has them.
    pub fn lesions(&self) -> Vec<ReviewedLesion> {
        let lesion = |group: &LesionGroup| {
            let drawn = self.cards(group).into_iter().map(|card| card.map_or_else(Vec::new, |card| card.marks.clone()));
            ReviewedLesion { group: group.clone(), drawn: drawn.collect(), marks: self.marks(group) }
        };
        self.comparison.groups.iter().map(lesion).collect()
    }

    /// The decisions with another one: what one reader alone states of a lesion goes with the lesion, wherever nothing
    /// else is decided.
    pub fn decide(&self, slot: &Slot, decision: Decision) -> Decisions {
        let mut decisions = self.decisions.clone();
        let Some(row) = self.comparison.row(slot).filter(|row| !self.is_needless(&row.subject)) else {
            return decisions;
        };
        decisions.slots.insert(slot.clone(), decision.clone());
        let (Subject::Lesion { group }, State::Only { reader: alone }) = (&row.subject, row.state) else {
            return decisions;
        };
        if decision != (Decision::Reader { reader: alone }) {
            return decisions;
        }
        for other in self.comparison.rows.iter().filter(|row| row.subject.hangs_on() == Some(*group) && row.differs()) {
            let before = decisions.slots.get(&other.slot);
            let nothing = matches!(before, Some(Decision::Reader { reader }) if other.stated_by(*reader).is_empty());
            if before.is_none() || nothing {
                decisions.slots.insert(other.slot.clone(), decision.clone());
            }
        }
        decisions
    }

    /// Whom the rest is taken over from: the first reader who could annotate the photograph.
    pub fn rest_reader(&self) -> usize {
        let row = self.comparison.row(&Slot::CannotAnnotate);
        row.and_then(|row| row.values.iter().position(Vec::is_empty)).unwrap_or_default()
    }

    /// The decisions with that reader's statements wherever nothing is decided; never what overrides everybody. Lines
    /// about a lesion that the reader does not have go with the lesion. Whether the photograph can be annotated at all is
    /// never decided in passing.
    pub fn take_rest(&self) -> Decisions {
        let reader = self.rest_reader();
        let mut decisions = self.decisions.clone();
        if self.comparison.row(&Slot::CannotAnnotate).is_some_and(|row| self.waits(row)) {
            return decisions;
        }
        let has = |group: usize| self.comparison.groups[group].cards[reader].is_some();
        for row in self.comparison.rows.iter().filter(|row| row.differs()) {
            if row.subject.hangs_on().is_none_or(has) {
                decisions.slots.entry(row.slot.clone()).or_insert(Decision::Reader { reader });
            }
        }
        decisions
    }

    /// What still keeps the review from being signed.
    pub fn undecided(&self) -> Vec<Undecided> {
        let mut open = Vec::new();
        for row in self.comparison.rows.iter().filter(|row| !self.is_needless(&row.subject)) {
            let slot = row.slot.clone();
            match (row.state, self.decisions.slots.get(&slot)) {
                (State::Conflict, Some(Decision::Both)) if is_single(row) => open.push(Undecided::Slot { slot }),
                (_, Some(Decision::Own { .. })) if !takes_own(row) => open.push(Undecided::Slot { slot }),
                (_, Some(Decision::Both | Decision::Own { .. })) if !self.hold_together(row, &self.value(row)) => {
                    open.push(Undecided::Contradiction { slot });
                }
                (State::Agreed | State::NotStated, None) | (_, Some(Decision::Reader { .. } | Decision::Both)) => {}
                (_, Some(Decision::Neither { reason } | Decision::Own { reason, .. })) => {
                    if needs_reason(row) && reason.trim().is_empty() {
                        open.push(Undecided::Reason { slot });
                    }
                }
                (State::Only { .. } | State::Conflict, None) => open.push(Undecided::Slot { slot }),
            }
        }
        let annotated = self.cannot_annotate().is_none();
        if annotated && self.diseases().is_empty() {
            open.push(Undecided::Differential);
        }
        if annotated && self.decisions.reasoning.trim().is_empty() {
            open.push(Undecided::Reasoning);
        }
        open
    }

    /// The differential of the record: the fused one is taken over when nothing is decided; an empty list is no decision.
    pub(super) fn diseases(&self) -> Vec<Code> {
        let decided = self.decisions.differential.clone();
        decided.unwrap_or_else(|| fused_differential(self.records).first_three())
    }

    /// Why the record says that the photograph cannot be annotated, when it does: all readers say so, or the senior
    /// decided it.
    pub(super) fn cannot_annotate(&self) -> Option<CannotAnnotate> {
        let reason = self.value(self.comparison.row(&Slot::CannotAnnotate)?).into_iter().next()?;
        CannotAnnotate::ALL.into_iter().find(|known| known.code() == reason)
    }

    /// What stands in the record for a line: as it is decided, or as everybody states it.
    pub(super) fn value(&self, row: &Row) -> Vec<Code> {
        match self.decisions.slots.get(&row.slot) {
            None if row.state == State::Agreed => {
                row.values.iter().find(|v| !v.is_empty()).cloned().unwrap_or_default()
            }
            None | Some(Decision::Neither { .. }) => Vec::new(),
            Some(Decision::Reader { reader }) => row.stated_by(*reader).to_vec(),
            Some(Decision::Both) => all_stated(row),
            Some(Decision::Own { values, .. }) => values.clone(),
        }
    }

    /// Cards of the readers that are one lesion, as each drew and measured them.
    pub(super) fn cards(&self, group: &LesionGroup) -> Vec<Option<&'a Lesion>> {
        let card = |(record, card): (&&'a Annotation, &Option<u32>)| {
            record.lesions.iter().find(|lesion| Some(lesion.number) == *card)
        };
        self.records.iter().zip(&group.cards).map(card).collect()
    }

    /// Marks in the record; without a decision those of the first reader who drew some.
    pub(super) fn marks(&self, group: &LesionGroup) -> Vec<Mark> {
        let cards = self.cards(group);
        let drawn = || cards.iter().flatten().map(|card| card.marks.clone());
        match self.decisions.marks.get(&group.key) {
            None => drawn().find(|marks| !marks.is_empty()).unwrap_or_default(),
            Some(MarksDecision::Reader { reader }) => {
                cards.get(*reader).copied().flatten().map(|card| card.marks.clone()).unwrap_or_default()
            }
            Some(MarksDecision::All) => drawn().flatten().collect(),
            Some(MarksDecision::Own { drawn }) => drawn.clone(),
        }
    }

    pub(super) fn is_decided(&self, row: &Row) -> bool {
        self.decisions.slots.contains_key(&row.slot)
    }

    /// Whether a line needs no decision: it hangs on something that the senior dropped, or the photograph cannot be
    /// annotated.
    fn is_needless(&self, subject: &Subject) -> bool {
        let dropped = |row: Option<&Row>| row.is_some_and(|row| self.is_decided(row) && self.value(row).is_empty());
        let gone = |group: usize| dropped(self.lesion_row(group));
        if *subject != Subject::CannotAnnotate && self.cannot_annotate().is_some() {
            return true;
        }
        match subject {
            Subject::Relation { from, to } => gone(*from) || gone(*to),
            // Dropped, or another medication in its place.
            Subject::Route { item } => {
                let row = self.comparison.row(&Slot::Treatment(item.clone()));
                row.is_some_and(|row| self.is_decided(row) && !self.value(row).contains(item))
            }
            other => other.hangs_on().is_some_and(gone),
        }
    }

    fn waits(&self, row: &Row) -> bool {
        row.differs() && !self.is_decided(row) && !self.is_needless(&row.subject)
    }

    fn lesion_row(&self, group: usize) -> Option<&Row> {
        self.comparison.row(&Slot::Lesion(self.comparison.groups[group].key.clone()))
    }

    /// Whether values of a line can stand together by the scales of the vocabulary.
    fn hold_together(&self, row: &Row, values: &[Code]) -> bool {
        let Subject::Attribute { attribute, .. } = &row.subject else { return true };
        let values: BTreeSet<Code> = values.iter().cloned().collect();
        let conflicts = |term| !self.vocabulary.conflicts(term, &values).is_empty();
        !self.vocabulary.term(attribute).is_some_and(conflicts)
    }
}

/// Whether a line holds one value only, so that two different ones cannot both stand.
fn is_single(row: &Row) -> bool {
    match row.subject {
        Subject::CannotAnnotate
        | Subject::Scale
        | Subject::Lesion { .. }
        | Subject::Role { .. }
        | Subject::Diameter { .. }
        | Subject::Route { .. } => true,
        Subject::Region
        | Subject::Site { .. }
        | Subject::Attribute { .. }
        | Subject::Relation { .. }
        | Subject::Treatment { .. } => false,
    }
}

/// Whether a senior can state something of his or her own; otherwise the choice is among the readers. Of what has one
/// value only, that is the type of a lesion.
fn takes_own(row: &Row) -> bool {
    !is_single(row) || matches!(row.subject, Subject::Lesion { .. })
}

/// Whether leaving a line out, or another value, overrides more than one reader.
fn needs_reason(row: &Row) -> bool {
    row.values.iter().filter(|values| !values.is_empty()).count() > 1
}

/// What any reader states on a line, each value once.
fn all_stated(row: &Row) -> Vec<Code> {
    row.values.iter().flatten().cloned().collect::<BTreeSet<_>>().into_iter().collect()
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
