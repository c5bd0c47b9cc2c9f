//! Reviews of two and more readers.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::annotation::{Annotation, CannotAnnotate, Lesion, Mark, Scale, Treatment, TreatmentItem};
use crate::comparison::tests::annotations;
use crate::comparison::{Pairing, Slot, compare, entities};
use crate::vocabulary::{Code, Vocabulary};

fn undecided(records: &[&Annotation], decisions: &Decisions) -> Vec<Undecided> {
    Review::of(records, decisions, Vocabulary::built_in()).undecided()
}
fn record(records: &[&Annotation], decisions: &Decisions) -> Result<Annotation, ReviewError> {
    Review::of(records, decisions, Vocabulary::built_in()).record()
}
fn slot(text: &str) -> Slot {
    text.parse().unwrap()
}
fn sorted(items: &[TreatmentItem]) -> Vec<TreatmentItem> {
    let mut items = items.to_vec();
    items.sort();
    items
}
fn settle(records: &[&Annotation], choose: impl Fn() -> Decision) -> Decisions {
    let comparison = compare(records, &Pairing::new(), Vocabulary::built_in());
    let slots = comparison.rows.iter().filter(|row| row.differs()).map(|row| (row.slot.clone(), choose())).collect();
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
        let reviewed = record(&records, &decisions).unwrap();
        let without_disease = |record: &Annotation| {
            let all = entities(record, Vocabulary::built_in()).into_iter();
            all.map(|entity| entity.to_string()).filter(|e| !e.starts_with("disease/")).collect::<BTreeSet<_>>()
        };
        prop_assert_eq!(without_disease(&reviewed), without_disease(&a));
        prop_assert_eq!(reviewed.scale, a.scale);
        prop_assert_eq!(&reviewed.treatment.items, &sorted(&a.treatment.items));
        let diameters = |record: &Annotation| {
            let mut all: Vec<_> = record.lesions.iter().map(|l| (l.lesion.clone(), l.size_mm.map(f64::to_bits))).collect();
            all.sort();
            all
        };
        prop_assert_eq!(diameters(&reviewed), diameters(&a));
    }
    #[test]
    fn nothing_can_be_signed_before_every_difference_is_decided(a in annotations(), b in annotations(), words in "[a-z]{0,3}") {
        let records = [&a, &b];
        let decisions = Decisions { reasoning: words.clone(), ..Decisions::default() };
        let review = Review::of(&records, &decisions, Vocabulary::built_in());
        let open = review.undecided();
        prop_assert_eq!(open.contains(&Undecided::Reasoning), words.is_empty());
        for line in review.lines() {
            let asked = open.contains(&Undecided::Slot { slot: line.row.slot.clone() });
            prop_assert_eq!(asked, line.row.differs(), "{:?}", line);
            prop_assert_eq!((line.open, line.waits, line.needless), (asked, asked, false));
            prop_assert!(!asked || line.value.is_empty(), "nothing stands in the record before it is decided");
        }
        prop_assert_eq!(review.record().is_ok(), open.is_empty());
    }
    /// However a review is decided, one line or the rest at a time, what is shown is what is signed.
    #[test]
    fn what_is_shown_is_what_is_signed(
        a in annotations(), b in annotations(), choices in prop::collection::vec(0_usize..4, 64)
    ) {
        let records = [&a, &b];
        let mut decisions = settle(&records, || Decision::Reader { reader: 1 });
        decisions.slots.clear();
        for choice in choices {
            let review = Review::of(&records, &decisions, Vocabulary::built_in());
            let Some(line) = review.lines().into_iter().find(|line| line.waits) else { break };
            let because = "Seen.".to_owned();
            let decision = match choice {
                0 | 1 => Decision::Reader { reader: choice },
                2 if line.all_hold => Decision::Both,
                _ => Decision::Neither { reason: because },
            };
            let next = review.decide(&line.row.slot, decision.clone());
            prop_assert_eq!(next.slots.get(&line.row.slot), Some(&decision));
            decisions = next;
        }
        let review = Review::of(&records, &decisions, Vocabulary::built_in());
        decisions = review.take_rest();
        let review = Review::of(&records, &decisions, Vocabulary::built_in());
        let lines = review.lines();
        prop_assert!(lines.iter().all(|line| !line.waits));
        let signed = review.record().unwrap();
        let shown = |start: &str| -> BTreeSet<Code> {
            let named = |line: &&Line| line.row.slot.to_string().starts_with(start) && !line.needless;
            lines.iter().filter(named).flat_map(|line| line.value.clone()).collect()
        };
        prop_assert_eq!(shown("lesion/"), signed.lesions.iter().map(|l| l.lesion.clone()).collect());
        prop_assert_eq!(shown("treatment/"), signed.treatment.items.iter().map(|l| l.item.clone()).collect());
        prop_assert_eq!(shown("attribute/"), signed.lesions.iter().flat_map(|l| l.attributes.clone()).collect());
        let diameters = signed.lesions.iter().filter_map(|l| l.size_mm);
        prop_assert_eq!(shown("diameter/"), diameters.map(|mm| Code::new(mm.to_string())).collect());
        prop_assert_eq!(shown("scale").len(), usize::from(signed.scale.is_some()));
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
    decisions.slots.insert(slot("region/region.cheek"), Decision::Neither { reason: " ".into() });
    let open = undecided(&[&a, &b], &decisions);
    assert_eq!(open, [Undecided::Reason { slot: slot("region/region.cheek") }]);
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
    let open_slot = || Undecided::Slot { slot: slot("lesion/1-1") };
    let open = |decisions: &Decisions| undecided(&[&a, &b], decisions);
    assert_eq!(open(&decisions), [open_slot()]);
    decisions.slots.insert(slot("lesion/1-1"), Decision::Both);
    assert_eq!(open(&decisions), [open_slot()], "one lesion has one type");
    decisions.slots.insert(slot("lesion/1-1"), Decision::Reader { reader: 1 });
    let reviewed = record(&[&a, &b], &decisions).unwrap();
    assert_eq!((reviewed.lesions.len(), reviewed.lesions[0].lesion.clone()), (1, "lesion.nodule".into()));
    assert_eq!(reviewed.lesions[0].marks, [Mark::Point { x: 1.0, y: 1.0 }], "the first reader's, undecided");
    decisions.marks.insert("1-1".parse().unwrap(), MarksDecision::All);
    let reviewed = record(&[&a, &b], &decisions).unwrap();
    assert_eq!(reviewed.lesions[0].marks.len(), 2);
}

#[test]
fn values_put_together_by_a_senior_do_not_exclude_each_other() {
    let sized = |code: &str| with(vec![lesion(1, "lesion.papule", code, 1.0)]);
    let vocabulary = Vocabulary::built_in();
    let scale = vocabulary.attributes().find(|term| term.code == "attribute.size".into()).unwrap().scales[0].clone();
    let (least, next, most) = (&scale.values[0], &scale.values[1], scale.values.last().unwrap());
    let size = || slot("attribute/1-1/attribute.size");
    let open = |other: &Code, decision: Decision| {
        let (a, b) = (sized(least.as_str()), sized(other.as_str()));
        let mut decisions = settle(&[&a, &b], || Decision::Reader { reader: 0 });
        assert!(decisions.slots.contains_key(&size()), "{:?}", decisions.slots.keys());
        decisions.slots.insert(size(), decision);
        undecided(&[&a, &b], &decisions)
    };
    let refused = [Undecided::Contradiction { slot: size() }];
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
    let cannot = || Undecided::Slot { slot: Slot::CannotAnnotate };
    let mut decisions = settle(&[&a, &blurred], || Decision::Reader { reader: 0 });
    decisions.slots.remove(&Slot::CannotAnnotate);
    assert_eq!(undecided(&[&a, &blurred], &decisions), [cannot()], "one reader only");
    decisions.slots.insert(Slot::CannotAnnotate, Decision::Reader { reader: 0 });
    let reviewed = record(&[&a, &blurred], &decisions).unwrap();
    assert_eq!((reviewed.cannot_annotate, reviewed.lesions.len()), (None, 1));
    // With the other reader nothing else is to be decided.
    let only = BTreeMap::from([(Slot::CannotAnnotate, Decision::Reader { reader: 1 })]);
    let decisions = Decisions { slots: only, ..Decisions::default() };
    let reviewed = record(&[&a, &blurred], &decisions).unwrap();
    assert_eq!(reviewed, blurred);
    // Both say so, for different reasons.
    let healthy = Annotation { cannot_annotate: Some(CannotAnnotate::NoLesion), ..Annotation::default() };
    assert_eq!(undecided(&[&blurred, &healthy], &Decisions::default())[0], cannot());
    assert_eq!(undecided(&[&blurred, &blurred], &Decisions::default()), []);
}

#[test]
fn an_amendment_reopens_what_it_touches_and_nothing_else() {
    let a = with(vec![lesion(1, "lesion.papule", "attribute.colour.red", 1.0)]);
    let b = with(vec![lesion(1, "lesion.papule", "attribute.colour.pink", 1.0)]);
    let mut amended = b.clone();
    amended.lesions[0].attributes = BTreeSet::from(["attribute.colour.brown".into()]);
    let mut decisions = settle(&[&a, &b], || Decision::Reader { reader: 0 });
    decisions.slots.insert(slot("lesion/1-1"), Decision::Both);
    let (kept, again) = decisions.after_amendment(&[&a, &b], &[&a, &amended], Vocabulary::built_in());
    assert_eq!(again, BTreeSet::from([slot("attribute/1-1/attribute.colour")]));
    assert!(kept.differential.is_some(), "the rankings are as they were");
    assert_eq!(kept.slots.into_keys().collect::<Vec<_>>(), [slot("lesion/1-1")]);
}

/// A reader who measured, drew a scale of 20 mm and names a medication.
fn measured(mm: Option<f64>, scale_px: Option<f64>, route: Option<&str>) -> Annotation {
    let lesions = vec![Lesion { size_mm: mm, ..lesion(1, "lesion.papule", "attribute.colour.red", 1.0) }];
    let item = TreatmentItem { item: "medication.hydrocortisone".into(), route: route.map(str::to_owned) };
    Annotation {
        scale: scale_px.map(|px| Scale { from: [0.0, 0.0], to: [px, 0.0], mm: 20.0 }),
        treatment: Treatment { items: vec![item], text: String::new() },
        ..with(lesions)
    }
}

#[test]
fn millimetres_scale_and_route_are_compared_before_they_are_signed() {
    let a = measured(Some(10.0), Some(200.0), Some("topical"));
    let chosen = |slots: &[(&str, Decision)]| Decisions {
        slots: slots.iter().map(|(name, decision)| (slot(name), decision.clone())).collect(),
        differential: Some(vec!["disease.psoriasis_vulgaris".into()]),
        reasoning: "Measured.".into(),
        ..Decisions::default()
    };
    let differ = |b: &Annotation| -> Vec<String> {
        let named = |open| if let Undecided::Slot { slot } = open { slot.to_string() } else { panic!("{open:?}") };
        undecided(&[&a, b], &chosen(&[])).into_iter().map(named).collect()
    };
    let (size, scale, route) = ("diameter/1-1", "scale", "route/medication.hydrocortisone");
    assert_eq!(differ(&measured(Some(10.9), Some(219.0), Some("topical"))), [""; 0], "within a tenth");
    assert_eq!(differ(&measured(Some(11.2), Some(200.0), Some("topical"))), [size]);
    assert_eq!(differ(&measured(Some(10.0), Some(240.0), Some("topical"))), [scale]);
    assert_eq!(differ(&measured(Some(10.0), Some(200.0), Some("oral"))), [route]);
    assert_eq!(differ(&measured(None, None, None)), [scale, size, route], "what one reader alone says");

    // Each is taken from whom the senior sides with, or left out; two values never stand together, nor a third.
    let b = measured(Some(14.0), Some(300.0), Some("oral"));
    let reader = |reader: usize| Decision::Reader { reader };
    let neither = Decision::Neither { reason: "Not to be seen.".into() };
    let signed = record(&[&a, &b], &chosen(&[(size, reader(1)), (scale, reader(0)), (route, reader(1))])).unwrap();
    assert_eq!((signed.lesions[0].size_mm, signed.scale), (Some(14.0), a.scale));
    assert_eq!(signed.treatment.items, b.treatment.items);
    let without = chosen(&[(size, neither.clone()), (scale, neither.clone()), (route, neither.clone())]);
    let signed = record(&[&a, &b], &without).unwrap();
    assert_eq!((signed.lesions[0].size_mm, signed.scale), (None, None));
    assert_eq!(signed.treatment.items[0].route, None);
    let own = Decision::Own { values: vec!["12".into()], reason: "Between.".into() };
    for refused in [Decision::Both, own] {
        let decisions = chosen(&[(size, refused.clone()), (scale, refused.clone()), (route, refused)]);
        assert_eq!(undecided(&[&a, &b], &decisions).len(), 3);
    }
    // Where the medication is dropped its route is no question; where one reader alone names it, it comes along.
    let item = "treatment/medication.hydrocortisone";
    let dropped = chosen(&[(size, reader(0)), (scale, reader(0)), (item, neither)]);
    assert_eq!(record(&[&a, &b], &dropped).unwrap().treatment.items, []);
    // So it is where the senior names another medication in its place.
    let another = Decision::Own { values: vec!["medication.mupirocin".into()], reason: "Infected.".into() };
    let replaced = chosen(&[(size, reader(0)), (scale, reader(0)), (item, another)]);
    let items = record(&[&a, &b], &replaced).map(|signed| signed.treatment.items);
    assert_eq!(items, Ok(vec![TreatmentItem { item: "medication.mupirocin".into(), route: None }]));
    let nothing = Annotation { treatment: Treatment::default(), ..a.clone() };
    let signed = record(&[&a, &nothing], &chosen(&[(item, reader(0))])).unwrap();
    assert_eq!(signed.treatment.items, a.treatment.items);
}

#[test]
fn of_three_readers_only_those_who_name_a_medication_say_how_it_is_given() {
    let says = |route: Option<&str>| measured(None, None, route);
    let (a, none) = (says(Some("topical")), Annotation { treatment: Treatment::default(), ..says(None) });
    let state = |records: &[&Annotation]| {
        let comparison = compare(records, &Pairing::new(), Vocabulary::built_in());
        comparison.row(&slot("route/medication.hydrocortisone")).map(|row| row.state)
    };
    use crate::comparison::State;
    assert_eq!(state(&[&none, &a, &a]), Some(State::Agreed));
    assert_eq!(state(&[&none, &says(None), &a]), Some(State::Only { reader: 2 }));
    assert_eq!(state(&[&a, &none, &says(Some("oral"))]), Some(State::Conflict));
    assert_eq!(state(&[&none, &a, &none]), None);
    let decisions = Decisions {
        slots: BTreeMap::from([(slot("treatment/medication.hydrocortisone"), Decision::Reader { reader: 1 })]),
        reasoning: "Seen.".into(),
        differential: Some(vec!["disease.psoriasis_vulgaris".into()]),
        ..Decisions::default()
    };
    assert_eq!(record(&[&none, &a, &a], &decisions).unwrap().treatment.items, a.treatment.items);
}

#[test]
fn a_lesion_of_one_reader_alone_carries_its_lines_and_the_rest_goes_with_the_other() {
    let (a, b) = (with(vec![lesion(1, "lesion.papule", "attribute.colour.red", 1.0)]), with(vec![]));
    let records = [&a, &b];
    let none = Decisions::default();
    let review = Review::of(&records, &none, Vocabulary::built_in());
    let colour = |review: &Review<'_>| {
        review.lines().into_iter().find(|line| line.row.slot == slot("attribute/1-0/attribute.colour")).unwrap()
    };
    assert!(colour(&review).carried && colour(&review).waits);
    let taken = review.decide(&slot("lesion/1-0"), Decision::Reader { reader: 0 });
    assert_eq!(taken.slots.len(), 2, "the lesion and what is said of it");
    let review = Review::of(&records, &taken, Vocabulary::built_in());
    assert!(colour(&review).carried && !colour(&review).waits);
    // Taken back for the colour alone, that line is looked at again.
    let mut open = taken.clone();
    open.slots.remove(&slot("attribute/1-0/attribute.colour"));
    let review = Review::of(&records, &open, Vocabulary::built_in());
    assert!(!colour(&review).carried && colour(&review).waits);
    // Of what was decided before only "as the other reader" goes along, who says nothing.
    let its_colour = slot("attribute/1-0/attribute.colour");
    let before = |decision: Decision| {
        let decisions = Decisions { slots: BTreeMap::from([(its_colour.clone(), decision)]), ..Decisions::default() };
        let review = Review::of(&records, &decisions, Vocabulary::built_in());
        review.decide(&slot("lesion/1-0"), Decision::Reader { reader: 0 }).slots.remove(&its_colour)
    };
    let own = Decision::Own { values: vec!["attribute.colour.pink".into()], reason: String::new() };
    assert_eq!(before(Decision::Reader { reader: 1 }), Some(Decision::Reader { reader: 0 }));
    assert_eq!(before(own.clone()), Some(own));
    // Dropped, nothing of it is needed, nor can be decided.
    let dropped =
        Review::of(&records, &none, Vocabulary::built_in()).decide(&slot("lesion/1-0"), Decision::Reader { reader: 1 });
    assert_eq!(dropped.slots.len(), 1);
    let review = Review::of(&records, &dropped, Vocabulary::built_in());
    assert!(colour(&review).needless);
    let again = review.decide(&slot("attribute/1-0/attribute.colour"), Decision::Reader { reader: 0 });
    assert_eq!(again, dropped);
    // The rest of a reader who has no such lesion leaves its lines to the decision on the lesion.
    let other = [&b, &a];
    let review = Review::of(&other, &none, Vocabulary::built_in());
    assert_eq!(review.take_rest().slots.into_keys().collect::<Vec<_>>(), [slot("lesion/0-1")]);
    // What is decided stays as it is.
    let decided = Decisions {
        slots: BTreeMap::from([(slot("lesion/0-1"), Decision::Reader { reader: 1 })]),
        ..Decisions::default()
    };
    assert_eq!(Review::of(&other, &decided, Vocabulary::built_in()).take_rest(), decided);
}

#[test]
fn the_rest_never_decides_whether_a_photograph_can_be_annotated() {
    let a = with(vec![lesion(1, "lesion.papule", "attribute.colour.red", 1.0)]);
    let blurred = Annotation { cannot_annotate: Some(CannotAnnotate::PoorQuality), ..Annotation::default() };
    let records = [&blurred, &a];
    let none = Decisions::default();
    let review = Review::of(&records, &none, Vocabulary::built_in());
    assert_eq!((review.rest_reader(), review.take_rest()), (1, none.clone()));
    let can = review.decide(&Slot::CannotAnnotate, Decision::Reader { reader: 1 });
    let rest = Review::of(&records, &can, Vocabulary::built_in()).take_rest();
    assert!(rest.slots.len() > 2 && rest.slots.values().all(|d| *d == Decision::Reader { reader: 1 }), "{rest:?}");
}

#[test]
fn marks_are_those_of_the_first_who_drew_until_a_senior_says_otherwise() {
    let point = |x: f64| vec![Mark::Point { x, y: x }];
    let (a, b) = (
        with(vec![lesion(1, "lesion.papule", "attribute.colour.red", 1.0)]),
        with(vec![lesion(1, "lesion.papule", "attribute.colour.red", 2.0)]),
    );
    let none = Annotation { lesions: vec![Lesion { marks: vec![], ..a.lesions[0].clone() }], ..a.clone() };
    let marks = |records: &[&Annotation], marks: Option<MarksDecision>| {
        let marks = marks.into_iter().map(|decision| ("1-1".parse().unwrap(), decision)).collect();
        let decisions = Decisions { marks, ..Decisions::default() };
        Review::of(records, &decisions, Vocabulary::built_in()).lesions()[0].marks.clone()
    };
    assert_eq!(marks(&[&a, &b], None), point(1.0));
    assert_eq!(marks(&[&none, &b], None), point(2.0));
    assert_eq!(marks(&[&a, &b], Some(MarksDecision::Reader { reader: 1 })), point(2.0));
    assert_eq!(marks(&[&a, &b], Some(MarksDecision::All)), [point(1.0), point(2.0)].concat());
    assert_eq!(marks(&[&a, &b], Some(MarksDecision::Own { drawn: vec![] })), []);
}

#[test]
fn what_all_who_state_it_doubt_stays_doubtful_in_the_record() {
    let lesion = |number: u32, colour: &str| Lesion {
        number,
        lesion: "lesion.papule".into(),
        role: None,
        regions: vec!["region.cheek".into()],
        attributes: [colour.into()].into(),
        marks: Vec::new(),
        size_mm: None,
    };
    let reader = |number: u32, colour: &str, unsure: &[&str]| Annotation {
        regions: vec!["region.cheek".into()],
        lesions: vec![lesion(number, colour)],
        unsure: unsure.iter().map(|field| (*field).to_owned()).collect(),
        ..Annotation::default()
    };
    let field = |number: u32| format!("lesion/{number}/attribute.colour");
    let (red, other) = ("attribute.colour.red", "attribute.colour.brown");
    let unsure = |a: &Annotation, b: &Annotation, decide: Option<Decision>| {
        let mut decisions = settle(&[a, b], || Decision::Reader { reader: 0 });
        if let Some(decision) = decide {
            let slot = compare(&[a, b], &Pairing::new(), Vocabulary::built_in())
                .rows
                .into_iter()
                .find(|row| !row.values.concat().is_empty() && row.slot.to_string().contains("attribute.colour"))
                .map(|row| row.slot);
            decisions.slots.insert(slot.unwrap(), decision);
        }
        record(&[a, b], &decisions).unwrap().unsure.into_iter().collect::<Vec<_>>()
    };
    // Cards carry other numbers in the record than with the readers.
    let (doubts, too) = (reader(4, red, &[&field(4)]), reader(9, red, &[&field(9)]));
    assert_eq!(unsure(&doubts, &too, None), [field(1)]);
    assert_eq!(unsure(&doubts, &reader(9, red, &[]), None), Vec::<String>::new(), "the second reader is sure");
    // They differ: the value that stands is that of the one who doubts, or of the one who does not.
    let certain = reader(9, other, &[]);
    assert_eq!(unsure(&doubts, &certain, None), [field(1)]);
    assert_eq!(unsure(&doubts, &certain, Some(Decision::Reader { reader: 1 })), Vec::<String>::new());
    let own = Decision::Own { values: vec![red.into()], reason: "Seen.".into() };
    assert_eq!(unsure(&doubts, &too, Some(own)), Vec::<String>::new(), "the senior is sure");
    let all = reader(1, red, &["regions", "lesions", "lesion/1/regions"]);
    assert_eq!(unsure(&all, &all, None), ["lesion/1/regions", "lesions", "regions"]);
}
