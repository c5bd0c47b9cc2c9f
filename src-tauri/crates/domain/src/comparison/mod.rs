//! One comparison of independent annotations, for the review screen and for the statistics alike. Free text is shown,
//! never counted.

mod entities;
mod pairing;
mod slot;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::annotation::{Annotation, CannotAnnotate, Lesion, Section};
use crate::vocabulary::{Code, Vocabulary};

pub use entities::{Entity, EntityKind, entities};
pub use pairing::{LesionGroup, Pairing};
pub use slot::{Cards, Slot};

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

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Row {
    /// Place that the readers fill; once in a comparison.
    pub slot: Slot,
    /// Section of the annotation.
    pub section: Section,
    /// What the line is about.
    pub subject: Subject,
    /// What each reader states, in reader order; empty means not stated.
    pub values: Vec<Vec<Code>>,
    /// How the values of all readers stand to each other.
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
    /// The line of known length, in photo pixels a millimetre.
    Scale,
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
        /// One of the six.
        attribute: Code,
    },
    /// Largest diameter of the lesion in millimetres.
    Diameter {
        /// Paired lesion.
        group: usize,
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
        /// `care`, `medication`, `procedure` or `precaution`.
        category: String,
    },
    /// Route of a medication that several readers name.
    Route {
        /// Medication.
        item: Code,
    },
}

impl Subject {
    /// Section of the annotation that it belongs to.
    fn section(&self) -> Section {
        match self {
            Self::CannotAnnotate | Self::Region | Self::Scale => Section::Regions,
            Self::Lesion { .. }
            | Self::Site { .. }
            | Self::Role { .. }
            | Self::Attribute { .. }
            | Self::Diameter { .. } => Section::Lesions,
            Self::Relation { .. } => Section::Relations,
            Self::Treatment { .. } | Self::Route { .. } => Section::Treatment,
        }
    }
    /// Field path in one annotation, as in [`Annotation::unsure`], by the card that a paired lesion has there; none where
    /// it has none, or where nobody can be unsure.
    pub fn field(&self, card: impl Fn(usize) -> Option<u32>) -> Option<String> {
        let of_lesion = |group: &usize, part: &str| Some(format!("lesion/{}/{part}", card(*group)?));
        match self {
            Self::Region => Some("regions".to_owned()),
            Self::Lesion { group } => card(*group).map(|_| "lesions".to_owned()),
            Self::Site { group } => of_lesion(group, "regions"),
            Self::Role { group } => of_lesion(group, "role"),
            Self::Attribute { group, attribute } => of_lesion(group, attribute.as_str()),
            Self::Diameter { group } => of_lesion(group, "attribute.size"),
            Self::Relation { .. } => Some("relations".to_owned()),
            Self::Treatment { .. } | Self::Route { .. } => Some("treatment".to_owned()),
            Self::CannotAnnotate | Self::Scale => None,
        }
    }
    /// The lesion that a line hangs on; none for the lesion itself.
    pub fn hangs_on(&self) -> Option<usize> {
        match self {
            Self::Site { group } | Self::Role { group } | Self::Attribute { group, .. } | Self::Diameter { group } => {
                Some(*group)
            }
            Self::CannotAnnotate
            | Self::Region
            | Self::Scale
            | Self::Lesion { .. }
            | Self::Relation { .. }
            | Self::Treatment { .. }
            | Self::Route { .. } => None,
        }
    }
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
    pub fn row(&self, slot: &Slot) -> Option<&Row> {
        self.rows.iter().find(|row| row.slot == *slot)
    }
}

impl Row {
    fn of(slot: Slot, subject: Subject, values: Vec<Vec<Code>>) -> Self {
        let state = state_of(&values);
        Self { slot, section: subject.section(), subject, values, state }
    }
    /// A line of measurements; none where nobody measured.
    fn measured(slot: Slot, subject: Subject, measured: Vec<Option<f64>>) -> Option<Self> {
        let (least, most) = measured
            .iter()
            .flatten()
            .fold((f64::INFINITY, 0.0_f64), |(low, high), one| (low.min(*one), high.max(*one)));
        let values = measured.iter().map(|one| one.map(|one| Code::new(one.to_string())).into_iter().collect());
        let row = Self::of(slot, subject, values.collect());
        let alike = measured.iter().all(Option::is_some) && most - least <= ALIKE * most;
        let state = if alike { State::Agreed } else { row.state };
        (row.state != State::NotStated).then_some(Self { state, ..row })
    }
    /// Whether the readers differ, so that somebody must decide.
    pub fn differs(&self) -> bool {
        matches!(self.state, State::Only { .. } | State::Conflict)
    }
    /// What a reader states; nothing where there is no such reader.
    pub fn stated_by(&self, reader: usize) -> &[Code] {
        self.values.get(reader).map_or(&[], Vec::as_slice)
    }
}

/// Two measurements are alike when they differ by at most a tenth of the larger one: the ends of a line on a photograph
/// are not placed more precisely by hand.
const ALIKE: f64 = 0.1;

/// Compares annotations of one photograph, in the order given; lesions that a senior paired or unpaired
/// by hand stay so.
pub fn compare(records: &[&Annotation], by_hand: &Pairing, vocabulary: &Vocabulary) -> Comparison {
    let groups = pairing::pair_lesions(records, by_hand);
    let mut rows = picture_rows(records);
    for (group, paired) in groups.iter().enumerate() {
        rows.extend(lesion_rows(records, group, paired, vocabulary));
    }
    let relations: Vec<BTreeMap<(usize, usize), BTreeSet<Code>>> = records
        .iter()
        .enumerate()
        .map(|(reader, record)| relations_between_groups(record, reader, &groups, vocabulary))
        .collect();
    let ends: BTreeSet<(usize, usize)> = relations.iter().flat_map(|of| of.keys().copied()).collect();
    for (from, to) in ends {
        let values = relations.iter().map(|of| of.get(&(from, to)).into_iter().flatten().cloned().collect()).collect();
        let slot = Slot::Relation(groups[from].key.clone(), groups[to].key.clone());
        rows.push(Row::of(slot, Subject::Relation { from, to }, values));
    }
    rows.extend(treatment_rows(records, vocabulary));
    Comparison { groups, rows }
}

fn picture_rows(records: &[&Annotation]) -> Vec<Row> {
    let mut rows = Vec::new();
    if records.iter().any(|record| record.cannot_annotate.is_some()) {
        let reasons = records.iter().map(|r| r.cannot_annotate.map(CannotAnnotate::code).into_iter().collect());
        rows.push(Row::of(Slot::CannotAnnotate, Subject::CannotAnnotate, reasons.collect()));
    }
    for region in union(records.iter().map(|record| record.regions.iter())) {
        let values = records.iter().map(|r| one_if(r.regions.contains(&region), &region)).collect();
        rows.push(Row::of(Slot::Region(region), Subject::Region, values));
    }
    let scales = records.iter().map(|record| record.scale.map(|scale| scale.pixels_per_mm()));
    rows.extend(Row::measured(Slot::Scale, Subject::Scale, scales.collect()));
    rows
}

fn lesion_rows(records: &[&Annotation], group: usize, paired: &LesionGroup, vocabulary: &Vocabulary) -> Vec<Row> {
    let cards = records.iter().zip(&paired.cards);
    let lesions: Vec<Option<&Lesion>> =
        cards.map(|(record, card)| card.and_then(|card| lesion(record, card))).collect();
    let key = || paired.key.clone();
    let types = lesions.iter().map(|l| l.iter().map(|l| l.lesion.clone()).collect());
    let roles = lesions.iter().map(|l| l.and_then(|l| l.role).map(|role| role.code()).into_iter().collect());
    let mut rows = vec![
        Row::of(Slot::Lesion(key()), Subject::Lesion { group }, types.collect()),
        Row::of(Slot::Role(key()), Subject::Role { group }, roles.collect()),
    ];
    for site in union(lesions.iter().flatten().map(|l| l.regions.iter())) {
        let values = lesions.iter().map(|l| one_if(l.is_some_and(|l| l.regions.contains(&site)), &site)).collect();
        rows.push(Row::of(Slot::Site(key(), site), Subject::Site { group }, values));
    }
    for attribute in vocabulary.attributes() {
        let of = |lesion: &Option<&Lesion>| -> Vec<Code> {
            let belongs =
                |value: &&Code| vocabulary.term(value).and_then(|t| t.parent.as_ref()) == Some(&attribute.code);
            lesion.map(|l| l.attributes.iter().filter(belongs).cloned().collect()).unwrap_or_default()
        };
        let subject = Subject::Attribute { group, attribute: attribute.code.clone() };
        let values = lesions.iter().map(of).collect();
        rows.push(Row::of(Slot::Attribute(key(), attribute.code.clone()), subject, values));
    }
    let diameters = lesions.iter().map(|l| l.and_then(|l| l.size_mm));
    rows.extend(Row::measured(Slot::Diameter(key()), Subject::Diameter { group }, diameters.collect()));
    rows
}

fn treatment_rows(records: &[&Annotation], vocabulary: &Vocabulary) -> Vec<Row> {
    let mut rows = Vec::new();
    let category = |code: &Code| vocabulary.term(code).and_then(|term| term.category.clone()).unwrap_or_default();
    let items: Vec<BTreeMap<&Code, Option<&String>>> = records
        .iter()
        .map(|record| record.treatment.items.iter().map(|line| (&line.item, line.route.as_ref())).collect())
        .collect();
    let is_care = |code: &&Code| category(code) == "care";
    let care: Vec<Vec<Code>> = items.iter().map(|of| of.keys().copied().filter(is_care).cloned().collect()).collect();
    if care.iter().any(|values| !values.is_empty()) {
        rows.push(Row::of(Slot::Care, Subject::Treatment { category: "care".into() }, care));
    }
    for code in union(items.iter().map(|of| of.keys().copied())).into_iter().filter(|code| !is_care(&code)) {
        let values = items.iter().map(|of| one_if(of.contains_key(&code), &code)).collect();
        let category = category(&code);
        rows.push(Row::of(Slot::Treatment(code.clone()), Subject::Treatment { category }, values));
        rows.extend(route_row(&items, code));
    }
    rows
}

/// By which route, where several readers name the medication and one of them says so. Who does not name it says nothing
/// about its route either.
fn route_row(items: &[BTreeMap<&Code, Option<&String>>], item: Code) -> Option<Row> {
    let values: Vec<Vec<Code>> = items
        .iter()
        .map(|of| of.get(&item).copied().flatten().map(|route| Code::from(route.as_str())).into_iter().collect())
        .collect();
    let naming: Vec<usize> = (0..items.len()).filter(|reader| items[*reader].contains_key(&item)).collect();
    if naming.len() < 2 || values.iter().all(Vec::is_empty) {
        return None;
    }
    let state = match state_of(&naming.iter().map(|reader| values[*reader].clone()).collect::<Vec<_>>()) {
        State::Only { reader } => State::Only { reader: naming[reader] },
        other => other,
    };
    let (slot, subject) = (Slot::Route(item.clone()), Subject::Route { item });
    Some(Row { slot, section: subject.section(), subject, values, state })
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
    use crate::annotation::{Candidate, Differential, LesionRole, Mark, Relation, Scale, Treatment, TreatmentItem};
    use crate::vocabulary::{Kind, Term};

    /// Any well-formed annotation over the built-in vocabulary.
    pub(crate) fn annotations() -> impl Strategy<Value = Annotation> {
        let pick = |kind: Kind, count: std::ops::Range<usize>| {
            let codes: Vec<Code> = Vocabulary::built_in().choosable(kind).take(12).map(|t| t.code.clone()).collect();
            prop::collection::btree_set(prop::sample::select(codes), count)
                .prop_map(|set| set.into_iter().collect::<Vec<_>>())
        };
        let category = |name: &'static str| {
            let of = |term: &&Term| term.category.as_deref() == Some(name);
            Vocabulary::built_in().choosable(Kind::Treatment).filter(of).take(5).map(|t| t.code.clone())
        };
        let treatments: Vec<Code> = category("care").chain(category("medication")).collect();
        let treatments = prop::collection::btree_set(prop::sample::select(treatments), 0..6);
        let measured = || prop::option::of(prop::sample::select(vec![4.0, 4.2, 9.5]));
        let lesion = (pick(Kind::Lesion, 1..2), pick(Kind::Attribute, 0..4), any::<Option<bool>>(), measured());
        (
            pick(Kind::Region, 1..4),
            prop::collection::vec(lesion, 0..4),
            pick(Kind::Relation, 1..2),
            pick(Kind::Disease, 0..4),
            treatments,
            prop::option::of(prop::sample::select(vec!["topical", "oral"])),
            measured(),
            "[a-z]{0,3}",
        )
            .prop_map(|(regions, lesions, relation, diseases, items, route, scale, reasoning)| {
                let lesions: Vec<Lesion> = (1..)
                    .zip(lesions)
                    .map(|(number, (lesion, attributes, primary, size_mm))| Lesion {
                        number,
                        lesion: lesion[0].clone(),
                        role: primary.map(|p| if p { LesionRole::Primary } else { LesionRole::Secondary }),
                        regions: regions[..1].to_vec(),
                        attributes: attributes.into_iter().collect(),
                        // Of three cards the first two overlap, and the third is marked elsewhere.
                        marks: vec![Mark::Box {
                            x: f64::from(number * number) * 20.0,
                            y: 0.0,
                            width: 70.0,
                            height: 40.0,
                        }],
                        size_mm,
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
                        items: items
                            .into_iter()
                            .map(|item| {
                                let takes_one = |term: &Term| term.category.as_deref() == Some("medication");
                                let route = route.filter(|_| Vocabulary::built_in().term(&item).is_some_and(takes_one));
                                TreatmentItem { item, route: route.map(str::to_owned) }
                            })
                            .collect(),
                        text: String::new(),
                    },
                    scale: scale.map(|mm| Scale { from: [0.0, 0.0], to: [50.0, 0.0], mm }),
                    reasoning,
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
