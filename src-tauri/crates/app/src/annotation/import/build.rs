//! What a picture's labels and marks become in an annotation, and what cannot become anything.

use std::collections::BTreeMap;

use domain::annotation::{Annotation, Candidate, Differential, Lesion, Mark, Relation, TreatmentItem};
use domain::vocabulary::{Code, Kind, Vocabulary};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::file::{NoMark, Picture, Said};
use super::labels::TextUse;
use crate::preferences::Label;

/// Sides may differ by so much of themselves before a picture counts as another one.
const SAME_RATIO: f64 = 0.01;

/// Why something is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ExternalLeftOutReason")]
pub enum LeftOutReason {
    /// No picture of this name lies in the folder.
    FileNotFound,
    /// More than one picture could be meant.
    FileAmbiguous,
    /// The picture cannot be read.
    FileUnreadable,
    /// The picture is none of the photographs that this person annotates.
    NotYours,
    /// The practice comes first.
    PracticeFirst,
    /// The person began to annotate it here.
    Started,
    /// The person submitted it.
    Submitted,
    /// The file speaks of the picture twice; the first stands.
    Repeated,
    /// None of its words has a meaning here.
    NothingUnderstood,
    /// Values of one attribute exclude each other: kept as a draft, not submitted.
    Contradiction,
    /// A word without meaning here.
    Label,
    /// A text that has no place here.
    Text,
    /// A fourth diagnosis, or a later one.
    FourthDiagnosis,
    /// A mark whose words name no lesion.
    MarkOfNoLesion,
    /// A mark whose words name several lesions.
    SeveralLesions,
    /// A mark that is no point, box or polygon.
    MarkShape,
    /// A mark whose numbers make no shape.
    MarkNumbers,
    /// A mark on a picture that was turned in the other tool.
    Turned,
    /// A mark on a picture of other proportions, such as one that lay on its side.
    OtherSize,
    /// A mark beside the picture.
    Outside,
    /// A value of an attribute, of which nothing says to which lesion it belongs.
    AttributeOfNoLesion,
    /// A relation between marks that have no two lesions.
    Relation,
}

/// What words and fields mean.
pub(super) struct Meaning<'a> {
    pub(super) terms: BTreeMap<&'a Label, Option<Code>>,
    pub(super) texts: BTreeMap<&'a str, TextUse>,
    pub(super) vocabulary: &'a Vocabulary,
}

/// An annotation, and how often something of the picture was left out of it.
#[derive(Default)]
pub(super) struct Built {
    pub(super) annotation: Annotation,
    pub(super) left_out: BTreeMap<LeftOutReason, usize>,
}

impl Built {
    fn leave_out(&mut self, reason: LeftOutReason) {
        *self.left_out.entry(reason).or_default() += 1;
    }

    /// The card of a type of lesion.
    fn card(&mut self, lesion: &Code) -> &mut Lesion {
        let cards = &mut self.annotation.lesions;
        let place = cards.iter().position(|card| card.lesion == *lesion).unwrap_or_else(|| {
            let number = cards.len() as u32 + 1;
            cards.push(Lesion {
                number,
                lesion: lesion.clone(),
                role: None,
                regions: Vec::new(),
                attributes: Default::default(),
                marks: Vec::new(),
                size_mm: None,
            });
            cards.len() - 1
        });
        &mut cards[place]
    }

    fn region(&mut self, region: &Code) {
        if !self.annotation.regions.contains(region) {
            self.annotation.regions.push(region.clone());
        }
    }
}

/// Builds the annotation of a photograph of `width` by `height` pixels.
pub(super) fn build(picture: &Picture, meaning: &Meaning<'_>, [width, height]: [f64; 2]) -> Built {
    let mut built = Built::default();
    let kind = |code: &Code| meaning.vocabulary.kind(code);
    let term = |label: &Label| meaning.terms.get(label).cloned().flatten();
    // What is said of each mark, and of the picture.
    let mut of_mark: Vec<Vec<Code>> = vec![Vec::new(); picture.marks.len()];
    let mut of_picture: Vec<Code> = Vec::new();
    let mut diseases: Vec<Code> = Vec::new();
    for said in &picture.said {
        match said {
            Said::Label { label, mark } => match term(label) {
                None => built.leave_out(LeftOutReason::Label),
                Some(code) if kind(&code) == Some(Kind::Disease) => diseases.push(code),
                Some(code) => match mark.and_then(|mark| of_mark.get_mut(mark)) {
                    Some(terms) => terms.push(code),
                    None => of_picture.push(code),
                },
            },
            Said::Text { field, text } => {
                let annotation = &mut built.annotation;
                let place = match meaning.texts.get(field.as_str()) {
                    Some(TextUse::Reasoning) => &mut annotation.reasoning,
                    Some(TextUse::Treatment) => &mut annotation.treatment.text,
                    Some(TextUse::None) | None => {
                        built.leave_out(LeftOutReason::Text);
                        continue;
                    }
                };
                if !place.is_empty() {
                    place.push('\n');
                }
                place.push_str(text.trim());
            }
            Said::Relation { .. } => {}
        }
    }
    let scale = fitting(picture.size, [width, height]);
    let mut card_of: Vec<Option<u32>> = vec![None; picture.marks.len()];
    for (place, (mark, terms)) in picture.marks.iter().zip(&of_mark).enumerate() {
        let of = |wanted: Kind| terms.iter().filter(move |code| kind(code) == Some(wanted));
        of(Kind::Region).for_each(|region| built.region(region));
        of_picture.extend(of(Kind::Treatment).cloned());
        let mut lesions: Vec<&Code> = of(Kind::Lesion).collect();
        lesions.dedup();
        let [lesion] = lesions.as_slice() else {
            // Of two types nobody knows which one the attributes are about.
            let reason = if lesions.is_empty() { LeftOutReason::MarkOfNoLesion } else { LeftOutReason::SeveralLesions };
            built.leave_out(reason);
            of(Kind::Attribute).for_each(|_| built.leave_out(LeftOutReason::AttributeOfNoLesion));
            lesions.iter().for_each(|lesion| _ = built.card(lesion));
            continue;
        };
        let placed = match (mark, scale) {
            (Err(NoMark::Numbers), _) => Err(LeftOutReason::MarkNumbers),
            (Err(NoMark::Shape), _) => Err(LeftOutReason::MarkShape),
            (Err(NoMark::Turned), _) => Err(LeftOutReason::Turned),
            (Ok(_), None) => Err(LeftOutReason::OtherSize),
            (Ok(mark), Some(scale)) => within(scaled(mark, scale), [width, height]).ok_or(LeftOutReason::Outside),
        };
        let card = built.card(lesion);
        card_of[place] = Some(card.number);
        card.attributes.extend(of(Kind::Attribute).cloned());
        for region in of(Kind::Region) {
            if !card.regions.contains(region) {
                card.regions.push(region.clone());
            }
        }
        match placed {
            Ok(mark) => card.marks.push(mark),
            Err(reason) => built.leave_out(reason),
        }
    }
    // Cards first: what is said of the picture as a whole may be about the only one.
    of_picture.iter().filter(|code| kind(code) == Some(Kind::Lesion)).for_each(|lesion| _ = built.card(lesion));
    for code in &of_picture {
        match kind(code) {
            Some(Kind::Region) => built.region(code),
            Some(Kind::Attribute) => match built.annotation.lesions.as_mut_slice() {
                [only] => _ = only.attributes.insert(code.clone()),
                _ => built.leave_out(LeftOutReason::AttributeOfNoLesion),
            },
            Some(Kind::Treatment) => {
                let item = TreatmentItem { item: code.clone(), route: None };
                if !built.annotation.treatment.items.contains(&item) {
                    built.annotation.treatment.items.push(item);
                }
            }
            Some(Kind::Lesion) => {}
            Some(Kind::Relation | Kind::Disease) | None => built.leave_out(LeftOutReason::Label),
        }
    }
    for said in &picture.said {
        let Said::Relation { label, from, to } = said else { continue };
        let ends = (card_of.get(*from).copied().flatten(), card_of.get(*to).copied().flatten());
        match (term(label), ends) {
            (Some(relation), (Some(from), Some(to))) if from != to && kind(&relation) == Some(Kind::Relation) => {
                let relation = Relation { from, relation, to };
                if !built.annotation.relations.contains(&relation) {
                    built.annotation.relations.push(relation);
                }
            }
            (None, _) => built.leave_out(LeftOutReason::Label),
            _ => built.leave_out(LeftOutReason::Relation),
        }
    }
    let mut ranked: Vec<Candidate> = Vec::new();
    for disease in diseases {
        if ranked.iter().all(|candidate| candidate.disease != disease) {
            ranked.push(Candidate { disease, confidence: None });
        }
    }
    for _ in 3..ranked.len() {
        built.leave_out(LeftOutReason::FourthDiagnosis);
    }
    ranked.truncate(3);
    built.annotation.differential = Differential::new(ranked).unwrap_or_default();
    built
}

/// By what coordinates are multiplied; none where the other tool saw a picture of another shape, such as one that lay
/// on its side.
fn fitting(seen: Option<[f64; 2]>, [width, height]: [f64; 2]) -> Option<[f64; 2]> {
    let Some([seen_width, seen_height]) = seen else { return Some([1.0, 1.0]) };
    let [across, down] = [width / seen_width, height / seen_height];
    ((across / down - 1.0).abs() <= SAME_RATIO).then_some([across, down])
}

fn scaled(mark: &Mark, [across, down]: [f64; 2]) -> Mark {
    match mark {
        Mark::Point { x, y } => Mark::Point { x: x * across, y: y * down },
        Mark::Box { x, y, width, height } => {
            Mark::Box { x: x * across, y: y * down, width: width * across, height: height * down }
        }
        Mark::Polygon { points } => {
            Mark::Polygon { points: points.iter().map(|[x, y]| [x * across, y * down]).collect() }
        }
    }
}

/// The part of a mark that lies on the picture; none where it lies beside it.
fn within(mark: Mark, [right, bottom]: [f64; 2]) -> Option<Mark> {
    match mark {
        Mark::Point { x, y } => {
            ((0.0..=right).contains(&x) && (0.0..=bottom).contains(&y)).then_some(Mark::Point { x, y })
        }
        Mark::Box { x, y, width, height } => {
            let (left, top) = (x.max(0.0), y.max(0.0));
            let (width, height) = ((x + width).min(right) - left, (y + height).min(bottom) - top);
            (width > 0.0 && height > 0.0).then_some(Mark::Box { x: left, y: top, width, height })
        }
        Mark::Polygon { points } => {
            let points: Vec<[f64; 2]> =
                points.into_iter().map(|[x, y]| [x.clamp(0.0, right), y.clamp(0.0, bottom)]).collect();
            let next = points.iter().cycle().skip(1);
            let area: f64 = points.iter().zip(next).map(|([x, y], [x2, y2])| x * y2 - x2 * y).sum();
            (area.abs() > 0.0).then_some(Mark::Polygon { points })
        }
    }
}
