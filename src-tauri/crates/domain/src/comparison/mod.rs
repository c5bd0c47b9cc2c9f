//! One comparison of independent annotations, for the review screen and for the statistics alike. Free text is shown,
//! never counted.

mod pairing;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::annotation::{Annotation, CannotAnnotate, Lesion, Section};
use crate::vocabulary::{Code, Vocabulary};

pub use pairing::{LesionGroup, Pairing};

/// What a set of readers says about one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum State {
    /// All state the same.
    Agreed,
    /// One reader states something, the others nothing.
    Only {
        /// Which reader, from 0.
        reader: usize,
    },
    /// Different values for the same slot.
    Conflict,
    /// Nobody states anything.
    NotStated,
}

/// Key of a slot: `cannot_annotate`, `region/…`, `lesion/1-2`, `attribute/1-2/attribute.colour`, `relation/1-2/0-3`,
/// `treatment/…`. A lesion is named by the card numbers of its readers (0 where a reader has none), so that
/// pairing others, or amending something else, leaves it as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(as = "String")]
pub struct Slot(pub String);

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Row {
    /// Slot.
    pub slot: Slot,
    /// Section of the annotation.
    pub section: Section,
    /// What the line is about.
    pub subject: Subject,
    /// What each reader states, in reader order; empty means not stated.
    pub values: Vec<Vec<Code>>,
    /// State.
    pub state: State,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Subject {
    /// Why the photograph cannot be annotated; only where a reader says so.
    CannotAnnotate,
    /// A body region of the picture.
    Region,
    /// Presence of a lesion (group number).
    Lesion {
        /// Paired lesion, from 0.
        group: usize,
    },
    /// A region that the lesion lies on.
    Site {
        /// Paired lesion.
        group: usize,
    },
    /// Primary or secondary.
    Role {
        /// Paired lesion.
        group: usize,
    },
    /// One attribute of the lesion.
    Attribute {
        /// Paired lesion.
        group: usize,
        /// Attribute.
        attribute: Code,
    },
    /// How one lesion lies to another.
    Relation {
        /// First paired lesion.
        from: usize,
        /// Second paired lesion.
        to: usize,
    },
    /// One line of treatment, or all care advice.
    Treatment {
        /// Category.
        category: String,
    },
}

/// Comparison of two or more annotations of one photograph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Comparison {
    /// Paired lesions.
    pub groups: Vec<LesionGroup>,
    /// Lines in section order.
    pub rows: Vec<Row>,
}

impl Comparison {
    /// The line of a slot.
    pub fn row(&self, slot: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.slot.0 == slot)
    }
}

impl Row {
    /// Whether the readers differ, so that somebody must decide.
    pub fn differs(&self) -> bool {
        matches!(self.state, State::Only { .. } | State::Conflict)
    }
}

/// Compares annotations of one photograph, in the order given; lesions that a senior paired or unpaired
/// by hand stay so.
pub fn compare(records: &[&Annotation], by_hand: &Pairing, vocabulary: &Vocabulary) -> Comparison {
    let groups = pairing::pair_lesions(records, by_hand);
    let mut rows = Vec::new();
    let mut line = |slot: String, section: Section, subject: Subject, values: Vec<Vec<Code>>| {
        let state = state_of(&values);
        rows.push(Row { slot: Slot(slot), section, subject, values, state });
    };

    if records.iter().any(|record| record.cannot_annotate.is_some()) {
        let reasons = records.iter().map(|r| r.cannot_annotate.map(CannotAnnotate::code).into_iter().collect());
        line("cannot_annotate".into(), Section::Regions, Subject::CannotAnnotate, reasons.collect());
    }
    for region in union(records.iter().map(|record| record.regions.iter())) {
        let values = records.iter().map(|r| one_if(r.regions.contains(&region), &region)).collect();
        line(format!("region/{region}"), Section::Regions, Subject::Region, values);
    }
    for (group, paired) in groups.iter().enumerate() {
        let lesions: Vec<Option<&Lesion>> = records
            .iter()
            .zip(&paired.cards)
            .map(|(record, card)| card.and_then(|card| lesion(record, card)))
            .collect();
        let key = &paired.key;
        let types = lesions.iter().map(|l| l.iter().map(|l| l.lesion.clone()).collect()).collect();
        line(format!("lesion/{key}"), Section::Lesions, Subject::Lesion { group }, types);
        let roles = lesions.iter().map(|l| l.and_then(|l| l.role).map(|role| role.code()).into_iter().collect());
        line(format!("role/{key}"), Section::Lesions, Subject::Role { group }, roles.collect());
        for site in union(lesions.iter().flatten().map(|l| l.regions.iter())) {
            let values = lesions.iter().map(|l| one_if(l.is_some_and(|l| l.regions.contains(&site)), &site)).collect();
            line(format!("site/{key}/{site}"), Section::Lesions, Subject::Site { group }, values);
        }
        for attribute in vocabulary.attributes() {
            let of = |lesion: &Option<&Lesion>| -> Vec<Code> {
                let belongs =
                    |value: &&Code| vocabulary.term(value).and_then(|t| t.parent.as_ref()) == Some(&attribute.code);
                lesion.map(|l| l.attributes.iter().filter(belongs).cloned().collect()).unwrap_or_default()
            };
            let subject = Subject::Attribute { group, attribute: attribute.code.clone() };
            let slot = format!("attribute/{key}/{}", attribute.code);
            line(slot, Section::Lesions, subject, lesions.iter().map(of).collect());
        }
    }
    let relations: Vec<BTreeMap<(usize, usize), BTreeSet<Code>>> = records
        .iter()
        .enumerate()
        .map(|(reader, record)| relations_between_groups(record, reader, &groups, vocabulary))
        .collect();
    let ends: BTreeSet<(usize, usize)> = relations.iter().flat_map(|of| of.keys().copied()).collect();
    for (from, to) in ends {
        let values = relations.iter().map(|of| of.get(&(from, to)).into_iter().flatten().cloned().collect()).collect();
        let slot = format!("relation/{}/{}", groups[from].key, groups[to].key);
        line(slot, Section::Relations, Subject::Relation { from, to }, values);
    }
    treatment_rows(records, vocabulary, &mut line);
    rows.sort_by_key(|row| row.section);
    Comparison { groups, rows }
}

fn treatment_rows(
    records: &[&Annotation],
    vocabulary: &Vocabulary,
    line: &mut impl FnMut(String, Section, Subject, Vec<Vec<Code>>),
) {
    let category = |code: &Code| vocabulary.term(code).and_then(|term| term.category.clone()).unwrap_or_default();
    let items: Vec<BTreeSet<Code>> =
        records.iter().map(|r| r.treatment.items.iter().map(|line| line.item.clone()).collect()).collect();
    let care: Vec<Vec<Code>> =
        items.iter().map(|set| set.iter().filter(|code| category(code) == "care").cloned().collect()).collect();
    if care.iter().any(|values| !values.is_empty()) {
        line("treatment/care".into(), Section::Treatment, Subject::Treatment { category: "care".into() }, care);
    }
    for code in union(items.iter().map(BTreeSet::iter)) {
        let category = category(&code);
        if category != "care" {
            let values = items.iter().map(|set| one_if(set.contains(&code), &code)).collect();
            line(format!("treatment/{code}"), Section::Treatment, Subject::Treatment { category }, values);
        }
    }
}

/// State of one slot.
pub fn state_of(values: &[Vec<Code>]) -> State {
    let stating: Vec<usize> = (0..values.len()).filter(|reader| !values[*reader].is_empty()).collect();
    match stating.as_slice() {
        [] => State::NotStated,
        [reader] if values.len() > 1 => State::Only { reader: *reader },
        _ if values.iter().all(|value| *value == values[0]) => State::Agreed,
        _ => State::Conflict,
    }
}

/// Entities of one annotation for precision, recall and counts: `kind/…` tuples in which lesions appear by type.
pub fn entities(record: &Annotation, vocabulary: &Vocabulary) -> BTreeSet<String> {
    let mut entities = BTreeSet::new();
    for region in &record.regions {
        entities.insert(format!("region/{region}"));
    }
    for lesion in &record.lesions {
        let kind = &lesion.lesion;
        entities.insert(format!("lesion/{kind}"));
        entities.extend(lesion.regions.iter().map(|region| format!("site/{kind}/{region}")));
        entities.extend(lesion.role.map(|role| format!("role/{kind}/{}", role.code())));
        entities.extend(lesion.attributes.iter().map(|value| format!("attribute/{kind}/{value}")));
    }
    for relation in &record.relations {
        if let (Some(from), Some(to)) = (lesion(record, relation.from), lesion(record, relation.to)) {
            let (from, to) = (&from.lesion, &to.lesion);
            let back = inverse(&relation.relation, vocabulary);
            let (from, relation, to) = match from.cmp(to) {
                Ordering::Less => (from, relation.relation.clone(), to),
                Ordering::Greater => (to, back, from),
                Ordering::Equal => (from, relation.relation.clone().min(back), to),
            };
            entities.insert(format!("relation/{from}/{relation}/{to}"));
        }
    }
    entities.extend(record.differential.diseases().map(|disease| format!("disease/{disease}")));
    entities.extend(record.treatment.items.iter().map(|line| format!("treatment/{}", line.item)));
    entities
}

fn lesion(record: &Annotation, number: u32) -> Option<&Lesion> {
    record.lesions.iter().find(|lesion| lesion.number == number)
}

fn inverse(relation: &Code, vocabulary: &Vocabulary) -> Code {
    vocabulary.term(relation).and_then(|term| term.inverse.clone()).unwrap_or_else(|| relation.clone())
}

fn one_if(stated: bool, code: &Code) -> Vec<Code> {
    if stated { vec![code.clone()] } else { Vec::new() }
}

fn union<'a>(sets: impl Iterator<Item = impl Iterator<Item = &'a Code>>) -> BTreeSet<Code> {
    sets.flatten().cloned().collect()
}

/// Relations of one reader between groups, read from the lower to the higher group number.
fn relations_between_groups(
    record: &Annotation,
    reader: usize,
    groups: &[LesionGroup],
    vocabulary: &Vocabulary,
) -> BTreeMap<(usize, usize), BTreeSet<Code>> {
    let group_of = |card: u32| groups.iter().position(|group| group.cards[reader] == Some(card));
    let mut between: BTreeMap<(usize, usize), BTreeSet<Code>> = BTreeMap::new();
    for relation in &record.relations {
        if let (Some(from), Some(to)) = (group_of(relation.from), group_of(relation.to)) {
            let (ends, code) = if from <= to {
                ((from, to), relation.relation.clone())
            } else {
                ((to, from), inverse(&relation.relation, vocabulary))
            };
            between.entry(ends).or_default().insert(code);
        }
    }
    between
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::{Candidate, Differential, LesionRole, Relation, Treatment, TreatmentItem};
    use crate::vocabulary::Kind;

    /// Any well-formed annotation over the built-in vocabulary.
    pub(crate) fn annotations() -> impl Strategy<Value = Annotation> {
        let pick = |kind: Kind, count: std::ops::Range<usize>| {
            let codes: Vec<Code> = Vocabulary::built_in().choosable(kind).take(12).map(|t| t.code.clone()).collect();
            prop::collection::btree_set(prop::sample::select(codes), count)
                .prop_map(|set| set.into_iter().collect::<Vec<_>>())
        };
        let lesion = (pick(Kind::Lesion, 1..2), pick(Kind::Attribute, 0..4), any::<Option<bool>>());
        (
            pick(Kind::Region, 1..4),
            prop::collection::vec(lesion, 0..4),
            pick(Kind::Relation, 1..2),
            pick(Kind::Disease, 0..4),
            pick(Kind::Treatment, 0..4),
        )
            .prop_map(|(regions, lesions, relation, diseases, items)| {
                let lesions: Vec<Lesion> = (1..)
                    .zip(lesions)
                    .map(|(number, (lesion, attributes, primary))| Lesion {
                        number,
                        lesion: lesion[0].clone(),
                        role: primary.map(|p| if p { LesionRole::Primary } else { LesionRole::Secondary }),
                        regions: regions[..1].to_vec(),
                        attributes: attributes.into_iter().collect(),
                        marks: vec![],
                        size_mm: None,
                    })
                    .collect();
                let relations = if lesions.len() > 1 {
                    vec![Relation { from: 2, relation: relation[0].clone(), to: 1 }]
                } else {
                    vec![]
                };
                let candidates =
                    diseases.into_iter().take(3).map(|disease| Candidate { disease, confidence: None }).collect();
                Annotation {
                    regions,
                    lesions,
                    relations,
                    differential: Differential::new(candidates).unwrap_or_default(),
                    treatment: Treatment {
                        items: items.into_iter().map(|item| TreatmentItem { item, route: None }).collect(),
                        text: String::new(),
                    },
                    ..Annotation::default()
                }
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn a_record_agrees_with_itself_everywhere(a in annotations()) {
            let found = compare(&[&a, &a], &Pairing::new(), Vocabulary::built_in());
            prop_assert!(found.rows.iter().all(|row| matches!(row.state, State::Agreed | State::NotStated)));
        }
        #[test]
        fn exchanging_the_readers_exchanges_the_states(a in annotations(), b in annotations()) {
            let count = |x: &Annotation, y: &Annotation| {
                let mut states: Vec<State> = compare(&[x, y], &Pairing::new(), Vocabulary::built_in()).rows.iter().map(|r| r.state).collect();
                states.sort();
                states
            };
            let mut swapped: Vec<State> = count(&b, &a).into_iter().map(|state| match state {
                State::Only { reader } => State::Only { reader: 1 - reader },
                State::Agreed | State::Conflict | State::NotStated => state,
            }).collect();
            swapped.sort();
            prop_assert_eq!(count(&a, &b), swapped);
        }
        #[test]
        fn an_empty_reader_never_agrees(a in annotations()) {
            let found = compare(&[&a, &Annotation::default()], &Pairing::new(), Vocabulary::built_in());
            let alone = |state: State| state == State::NotStated || state == State::Only { reader: 0 };
            prop_assert!(found.rows.iter().all(|row| alone(row.state)));
        }
        #[test]
        fn the_order_of_cards_regions_and_treatments_changes_no_entity(a in annotations()) {
            let mut b = a.clone();
            b.lesions.reverse();
            b.regions.reverse();
            b.treatment.items.reverse();
            prop_assert_eq!(entities(&a, Vocabulary::built_in()), entities(&b, Vocabulary::built_in()));
        }
    }

    #[test]
    fn a_relation_reads_the_same_from_both_sides() {
        let lesion = |number, code: &str| Lesion {
            number,
            lesion: code.into(),
            role: None,
            regions: vec![],
            attributes: BTreeSet::new(),
            marks: vec![],
            size_mm: None,
        };
        let vocabulary = Vocabulary::built_in();
        let on = vocabulary.choosable(Kind::Relation).find(|r| r.inverse.as_ref() != Some(&r.code)).unwrap();
        let a = Annotation {
            lesions: vec![lesion(1, "lesion.crust"), lesion(2, "lesion.nodule")],
            relations: vec![Relation { from: 1, relation: on.code.clone(), to: 2 }],
            ..Annotation::default()
        };
        let b = Annotation {
            lesions: vec![lesion(1, "lesion.nodule"), lesion(2, "lesion.crust")],
            relations: vec![Relation { from: 1, relation: on.inverse.clone().unwrap(), to: 2 }],
            ..Annotation::default()
        };
        let row = compare(&[&a, &b], &Pairing::new(), vocabulary)
            .rows
            .into_iter()
            .find(|r| r.section == Section::Relations)
            .unwrap();
        assert_eq!(row.state, State::Agreed);
        assert_eq!(entities(&a, vocabulary), entities(&b, vocabulary));
    }
}
