//! One physician's reading of one photograph (paper, section 3.3): regions, lesions with six
//! attributes, relations, ranked differential, reasoning, treatment.
//!
//! Drafts and submitted annotations have the same shape; [`missing`] says what a draft still
//! lacks and [`problems`] what it must not contain. Storing and signing are done elsewhere.

mod check;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::check::{AnnotationProblem, Contradiction, Missing, Section, contradictions, missing, problems};
use crate::vocabulary::Code;

/// Whether a lesion arose first or out of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum LesionRole {
    /// Arose first.
    Primary,
    /// Evolved from a primary lesion, or from scratching, infection or treatment.
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
        /// Extent to the right, in pixels; positive.
        width: f64,
        /// Extent downwards, in pixels; positive.
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

/// A line of known length on the photograph, such as a ruler beside the lesion: what sizes are measured by.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Scale {
    /// One end, `[x, y]` in pixels of the upright full-size picture.
    pub from: [f64; 2],
    /// Other end.
    pub to: [f64; 2],
    /// Length in millimetres.
    pub mm: f64,
}

impl Scale {
    /// Photo pixels a millimetre.
    pub fn pixels_per_mm(&self) -> f64 {
        (self.from[0] - self.to[0]).hypot(self.from[1] - self.to[1]) / self.mm
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
    /// Values of the six attributes; several of one attribute only where the scales of the vocabulary allow it.
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
    /// Spatial, or "secondary to" and its inverse.
    pub relation: Code,
    /// Card number of the second lesion.
    pub to: u32,
}

/// One place of the differential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Candidate {
    /// Code of the vocabulary; once in a differential.
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

impl CannotAnnotate {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::PoorQuality, Self::NoLesion, Self::OutOfScope, Self::ConflictOfInterest];

    /// Code under which the reason is compared.
    pub fn code(self) -> Code {
        Code::from(match self {
            Self::PoorQuality => "poor_quality",
            Self::NoLesion => "no_lesion",
            Self::OutOfScope => "out_of_scope",
            Self::ConflictOfInterest => "conflict_of_interest",
        })
    }
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
    /// Remarks on single fields, by the same paths; not compared and not counted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<String, String>>", optional)]
    pub comments: BTreeMap<String, String>,
    /// Line of known length, when there is one in the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub scale: Option<Scale>,
    /// More than one condition is visible.
    #[serde(default)]
    pub several_conditions: bool,
    /// Set when the photograph cannot be annotated; the other sections may then be empty.
    #[serde(default)]
    pub cannot_annotate: Option<CannotAnnotate>,
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
}
