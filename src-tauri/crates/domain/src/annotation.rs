//! One physician's reading of one photograph (paper, section 3.3): regions, lesions with six
//! attributes, relations, ranked differential, reasoning, treatment.
//!
//! Drafts and submitted annotations have the same shape; [`missing`] says what a draft still
//! lacks and [`problems`] what it must not contain. Storing and signing are done elsewhere.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::vocabulary::{Code, Kind, Vocabulary};

/// Whether a lesion arose first or out of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum LesionRole {
    /// Arose first.
    Primary,
    /// Evolved from a primary lesion, or from scratching or treatment.
    Secondary,
}

impl LesionRole {
    /// Code under which the role is compared.
    pub fn code(self) -> Code {
        Code::from(match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
        })
    }
}

/// A place on the photograph, in pixels of the upright full-size picture, origin top left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Mark {
    /// One point.
    Point {
        /// Pixels from the left.
        x: f64,
        /// Pixels from the top.
        y: f64,
    },
    /// A rectangle.
    Box {
        /// Left edge.
        x: f64,
        /// Top edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
    },
    /// A closed polygon.
    Polygon {
        /// Corners in order, `[x, y]` each.
        points: Vec<[f64; 2]>,
    },
}

impl Mark {
    /// Centre of the mark in photo pixels.
    pub fn centre(&self) -> [f64; 2] {
        match self {
            Self::Point { x, y } => [*x, *y],
            Self::Box { x, y, width, height } => [x + width / 2.0, y + height / 2.0],
            Self::Polygon { points } => {
                let count = points.len().max(1) as f64;
                points.iter().fold([0.0, 0.0], |sum, point| [sum[0] + point[0] / count, sum[1] + point[1] / count])
            }
        }
    }
}

/// One kind of lesion on the photograph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Lesion {
    /// Number of the card, unique within the annotation; relations refer to it.
    pub number: u32,
    /// Lesion type.
    pub lesion: Code,
    /// Primary or secondary.
    pub role: Option<LesionRole>,
    /// On which of the chosen regions.
    pub regions: Vec<Code>,
    /// Values of the six attributes, several per attribute allowed.
    pub attributes: BTreeSet<Code>,
    /// Marks on the photograph.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// Largest diameter in millimetres.
    #[serde(default)]
    pub size_mm: Option<f64>,
}

/// How two lesions lie to each other: `from` is `relation` `to`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Relation {
    /// Card number of the first lesion.
    pub from: u32,
    /// Relation.
    pub relation: Code,
    /// Card number of the second lesion.
    pub to: u32,
}

/// One place of the differential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Candidate {
    /// Disease.
    pub disease: Code,
    /// Confidence 1 to 5.
    pub confidence: Option<u8>,
}

/// Up to three diseases, the most plausible first, no ties (paper, section 3.3, "Disease").
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(try_from = "Vec<Candidate>", into = "Vec<Candidate>")]
#[schemars(with = "Vec<Candidate>")]
#[ts(as = "Vec<Candidate>")]
pub struct Differential(Vec<Candidate>);

/// Why a differential cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DifferentialError {
    /// A fourth disease.
    #[error("a differential holds at most three diseases")]
    TooLong,
    /// The same disease twice.
    #[error("{0} stands twice in the differential")]
    Repeated(Code),
    /// Confidence outside 1 to 5.
    #[error("confidence is a number from 1 to 5")]
    Confidence,
}

impl Differential {
    /// Refuses repeats, a fourth disease and confidences outside 1 to 5.
    pub fn new(candidates: Vec<Candidate>) -> Result<Self, DifferentialError> {
        if candidates.len() > 3 {
            return Err(DifferentialError::TooLong);
        }
        let mut seen = BTreeSet::new();
        for candidate in &candidates {
            if !seen.insert(&candidate.disease) {
                return Err(DifferentialError::Repeated(candidate.disease.clone()));
            }
            if candidate.confidence.is_some_and(|confidence| !(1..=5).contains(&confidence)) {
                return Err(DifferentialError::Confidence);
            }
        }
        Ok(Self(candidates))
    }
    /// Places in order.
    pub fn candidates(&self) -> &[Candidate] {
        &self.0
    }
    /// Diseases in order.
    pub fn diseases(&self) -> impl Iterator<Item = &Code> {
        self.0.iter().map(|candidate| &candidate.disease)
    }
}

impl TryFrom<Vec<Candidate>> for Differential {
    type Error = DifferentialError;
    fn try_from(candidates: Vec<Candidate>) -> Result<Self, Self::Error> {
        Self::new(candidates)
    }
}

impl From<Differential> for Vec<Candidate> {
    fn from(differential: Differential) -> Self {
        differential.0
    }
}

/// One line of suggestion and treatment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
pub struct TreatmentItem {
    /// Care advice, substance, procedure or precaution.
    pub item: Code,
    /// Route, for medication.
    pub route: Option<String>,
}

/// Suggestion and treatment (paper, section 3.3).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Treatment {
    /// From the lists.
    pub items: Vec<TreatmentItem>,
    /// In words.
    pub text: String,
}

/// Why a photograph cannot be annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CannotAnnotate {
    /// The picture is too poor.
    PoorQuality,
    /// Nothing abnormal is visible.
    NoLesion,
    /// The finding lies outside the vocabulary.
    OutOfScope,
    /// The reader knows the person.
    ConflictOfInterest,
}

/// One physician's reading of one photograph.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Annotation {
    /// All visible regions.
    pub regions: Vec<Code>,
    /// Lesion cards.
    pub lesions: Vec<Lesion>,
    /// Relations between cards.
    pub relations: Vec<Relation>,
    /// Ranked differential diagnosis.
    pub differential: Differential,
    /// Diagnostic reasoning in words.
    pub reasoning: String,
    /// Suggestion and treatment.
    pub treatment: Treatment,
    /// Fields marked "unsure", by field path such as `regions` or `lesion/2/attribute.size`.
    #[serde(default)]
    pub unsure: BTreeSet<String>,
    /// More than one condition is visible.
    #[serde(default)]
    pub several_conditions: bool,
    /// Set when the photograph cannot be annotated; the other sections may then be empty.
    #[serde(default)]
    pub cannot_annotate: Option<CannotAnnotate>,
}

/// The six sections, in the paper's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Body regions.
    Regions,
    /// Lesions and their attributes.
    Lesions,
    /// Relations between lesions.
    Relations,
    /// Differential diagnosis.
    Differential,
    /// Diagnostic reasoning.
    Reasoning,
    /// Suggestion and treatment.
    Treatment,
}

/// Something a draft still lacks before it may be submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Missing {
    /// Where.
    pub section: Section,
    /// Field path, as in [`Annotation::unsure`]; marking it unsure settles it.
    pub field: String,
    /// Lesion card, when it is about one.
    pub lesion: Option<u32>,
    /// Attribute, when it is about one.
    pub attribute: Option<Code>,
}

/// What a draft still lacks (protocol, "The annotation"). Relations are asked for only when two
/// lesions were found; whatever is marked unsure counts as answered.
pub fn missing(annotation: &Annotation, vocabulary: &Vocabulary) -> Vec<Missing> {
    if annotation.cannot_annotate.is_some() {
        return Vec::new();
    }
    let mut missing = Vec::new();
    let mut ask = |absent: bool, section: Section, field: String, lesion: Option<u32>, attribute: Option<&Code>| {
        if absent && !annotation.unsure.contains(&field) {
            missing.push(Missing { section, field, lesion, attribute: attribute.cloned() });
        }
    };
    ask(annotation.regions.is_empty(), Section::Regions, "regions".into(), None, None);
    ask(annotation.lesions.is_empty(), Section::Lesions, "lesions".into(), None, None);
    for lesion in &annotation.lesions {
        let n = lesion.number;
        ask(lesion.role.is_none(), Section::Lesions, format!("lesion/{n}/role"), Some(n), None);
        ask(lesion.regions.is_empty(), Section::Lesions, format!("lesion/{n}/regions"), Some(n), None);
        for attribute in vocabulary.attributes() {
            let stated = lesion
                .attributes
                .iter()
                .any(|value| vocabulary.term(value).is_some_and(|term| term.parent.as_ref() == Some(&attribute.code)));
            let field = format!("lesion/{n}/{}", attribute.code);
            ask(!stated, Section::Lesions, field, Some(n), Some(&attribute.code));
        }
    }
    let apart = annotation.lesions.len() > 1 && annotation.relations.is_empty();
    ask(apart, Section::Relations, "relations".into(), None, None);
    ask(annotation.differential.0.is_empty(), Section::Differential, "differential".into(), None, None);
    ask(annotation.reasoning.trim().is_empty(), Section::Reasoning, "reasoning".into(), None, None);
    let untreated = annotation.treatment.items.is_empty() && annotation.treatment.text.trim().is_empty();
    ask(untreated, Section::Treatment, "treatment".into(), None, None);
    missing
}

/// Why a record is refused, draft or not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnnotationProblem {
    /// A code that the vocabulary does not offer there.
    #[error("the vocabulary has no {1:?} term {0}")]
    UnknownTerm(Code, Kind),
    /// Two cards with one number.
    #[error("lesion {0} stands twice")]
    RepeatedLesion(u32),
    /// A relation to a card that is not there, or to itself.
    #[error("a relation refers to lesion {0}")]
    DanglingRelation(u32),
    /// A lesion lies on a region that was not chosen.
    #[error("lesion {0} lies on {1}, which is not among the chosen regions")]
    RegionNotChosen(u32, Code),
}

/// Everything in a record that must be refused.
pub fn problems(annotation: &Annotation, vocabulary: &Vocabulary) -> Vec<AnnotationProblem> {
    let mut problems = Vec::new();
    let mut known = |kind: Kind, code: &Code| {
        if !vocabulary.may_choose(kind, code) {
            problems.push(AnnotationProblem::UnknownTerm(code.clone(), kind));
        }
    };
    annotation.regions.iter().for_each(|code| known(Kind::Region, code));
    for lesion in &annotation.lesions {
        known(Kind::Lesion, &lesion.lesion);
        lesion.attributes.iter().for_each(|code| known(Kind::Attribute, code));
    }
    annotation.relations.iter().for_each(|relation| known(Kind::Relation, &relation.relation));
    annotation.differential.diseases().for_each(|code| known(Kind::Disease, code));
    annotation.treatment.items.iter().for_each(|line| known(Kind::Treatment, &line.item));

    let mut numbers = BTreeSet::new();
    for lesion in &annotation.lesions {
        if !numbers.insert(lesion.number) {
            problems.push(AnnotationProblem::RepeatedLesion(lesion.number));
        }
        for region in &lesion.regions {
            if !annotation.regions.contains(region) {
                problems.push(AnnotationProblem::RegionNotChosen(lesion.number, region.clone()));
            }
        }
    }
    for relation in &annotation.relations {
        for end in [relation.from, relation.to] {
            if !numbers.contains(&end) || relation.from == relation.to {
                problems.push(AnnotationProblem::DanglingRelation(end));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(code: &str) -> Candidate {
        Candidate { disease: code.into(), confidence: None }
    }

    #[test]
    fn a_differential_refuses_a_fourth_a_repeat_and_a_wild_confidence() {
        let four = ["a", "b", "c", "d"].map(candidate).to_vec();
        assert_eq!(Differential::new(four), Err(DifferentialError::TooLong));
        let twice = vec![candidate("a"), candidate("a")];
        assert_eq!(Differential::new(twice), Err(DifferentialError::Repeated("a".into())));
        let sure = vec![Candidate { disease: "a".into(), confidence: Some(6) }];
        assert_eq!(Differential::new(sure), Err(DifferentialError::Confidence));
        assert!(serde_json::from_str::<Differential>(r#"[{"disease":"a"},{"disease":"a"}]"#).is_err());
    }

    #[test]
    fn an_empty_annotation_misses_every_section_but_relations() {
        let sections: Vec<_> =
            missing(&Annotation::default(), Vocabulary::built_in()).into_iter().map(|m| m.section).collect();
        assert_eq!(
            sections,
            [Section::Regions, Section::Lesions, Section::Differential, Section::Reasoning, Section::Treatment]
        );
    }

    #[test]
    fn unsure_and_cannot_annotate_settle_what_is_missing() {
        let mut draft = Annotation::default();
        for field in ["regions", "lesions", "differential", "reasoning", "treatment"] {
            draft.unsure.insert(field.into());
        }
        assert!(missing(&draft, Vocabulary::built_in()).is_empty());
        let none = Annotation { cannot_annotate: Some(CannotAnnotate::PoorQuality), ..Annotation::default() };
        assert!(missing(&none, Vocabulary::built_in()).is_empty());
    }

    #[test]
    fn a_lesion_misses_its_role_its_region_and_all_six_attributes() {
        let lesion = Lesion {
            number: 1,
            lesion: "lesion.papule".into(),
            role: None,
            regions: vec![],
            attributes: BTreeSet::new(),
            marks: vec![],
            size_mm: None,
        };
        let draft = Annotation { lesions: vec![lesion], ..Annotation::default() };
        let count = missing(&draft, Vocabulary::built_in()).iter().filter(|m| m.lesion == Some(1)).count();
        assert_eq!(count, 8);
    }

    #[test]
    fn unknown_terms_groups_and_loose_ends_are_refused() {
        let vocabulary = Vocabulary::built_in();
        let record = Annotation {
            regions: vec!["region.atlantis".into(), "region.body_surface".into()],
            relations: vec![Relation { from: 1, relation: "relation.adjacent_to".into(), to: 2 }],
            ..Annotation::default()
        };
        let found = problems(&record, vocabulary);
        assert!(found.contains(&AnnotationProblem::UnknownTerm("region.atlantis".into(), Kind::Region)));
        assert!(found.contains(&AnnotationProblem::UnknownTerm("region.body_surface".into(), Kind::Region)));
        assert!(found.contains(&AnnotationProblem::DanglingRelation(1)));
    }
}
