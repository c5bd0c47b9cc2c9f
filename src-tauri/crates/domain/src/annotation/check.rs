//! What a draft still lacks, and what no record may contain.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Annotation, Lesion};
use crate::vocabulary::{Code, Kind, Term, Vocabulary};

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

/// What a draft still lacks. Relations are asked for only when two
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
        for attribute in vocabulary.attributes().filter(|each| vocabulary.applies(&each.code, &lesion.lesion)) {
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
    ask(annotation.differential.candidates().is_empty(), Section::Differential, "differential".into(), None, None);
    ask(annotation.reasoning.trim().is_empty(), Section::Reasoning, "reasoning".into(), None, None);
    let untreated = annotation.treatment.items.is_empty() && annotation.treatment.text.trim().is_empty();
    ask(untreated, Section::Treatment, "treatment".into(), None, None);
    missing
}

/// Values of one attribute of one lesion that exclude each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Contradiction {
    /// Lesion card.
    pub lesion: u32,
    /// Field path, as in [`Annotation::unsure`].
    pub field: String,
    /// The values, in the order of their scale.
    pub values: Vec<Code>,
}

/// What contradicts itself within one attribute, by the scales of the vocabulary. Nothing new is
/// submitted with it; what was submitted before there were scales stays as it is.
pub fn contradictions(annotation: &Annotation, vocabulary: &Vocabulary) -> Vec<Contradiction> {
    if annotation.cannot_annotate.is_some() {
        return Vec::new();
    }
    let about = |lesion: &Lesion| -> Vec<Contradiction> {
        let conflicts = lesion.conflicts(vocabulary).into_iter();
        let named = conflicts.map(|(attribute, values)| {
            let field = format!("lesion/{}/{attribute}", lesion.number);
            Contradiction { lesion: lesion.number, field, values }
        });
        named.collect()
    };
    annotation.lesions.iter().flat_map(about).collect()
}

impl Lesion {
    /// Attributes and those of their stated values that exclude each other, in the order of the vocabulary.
    pub fn conflicts(&self, vocabulary: &Vocabulary) -> Vec<(Code, Vec<Code>)> {
        let of = |attribute: &Term| {
            let conflicts = vocabulary.conflicts(attribute, &self.attributes).into_iter();
            conflicts.map(|values| (attribute.code.clone(), values)).collect::<Vec<_>>()
        };
        vocabulary.attributes().flat_map(of).collect()
    }
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
    /// A scale without length.
    #[error("the scale has no length")]
    Scale,
    /// A lesion lies on a region that was not chosen.
    #[error("lesion {0} lies on {1}, which is not among the chosen regions")]
    RegionNotChosen(u32, Code),
}

/// Everything in a record that must be refused.
pub fn problems(annotation: &Annotation, vocabulary: &Vocabulary) -> Vec<AnnotationProblem> {
    let mut problems = Vec::new();
    let mut known = |kind: Kind, code: &Code| {
        if !vocabulary.may_name(kind, code) {
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

    if annotation.scale.is_some_and(|scale| scale.mm.is_nan() || scale.mm <= 0.0 || scale.pixels_per_mm() <= 0.0) {
        problems.push(AnnotationProblem::Scale);
    }
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
    use crate::annotation::{Candidate, CannotAnnotate, Differential, Relation, Scale};

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

    fn papule(number: u32, values: &[&str]) -> Lesion {
        Lesion {
            number,
            lesion: "lesion.papule".into(),
            role: None,
            regions: vec![],
            attributes: values.iter().map(|value| Code::new(format!("attribute.{value}"))).collect(),
            marks: vec![],
            size_mm: None,
        }
    }

    #[test]
    fn what_excludes_each_other_is_named_with_its_lesion_and_field() {
        let found = |values: &[&str]| {
            let lesions = vec![papule(1, &["quantity.two"]), papule(3, values)];
            contradictions(&Annotation { lesions, ..Annotation::default() }, Vocabulary::built_in())
        };
        for (values, field) in [
            (["quantity.single", "quantity.innumerable"], "attribute.quantity"),
            (["size.soybean", "size.palm"], "attribute.size"),
            (["distribution.localised", "distribution.generalised"], "attribute.distribution"),
            (["distribution.symmetric", "distribution.unilateral"], "attribute.distribution"),
            (["boundary.well_defined", "boundary.ill_defined"], "attribute.boundary"),
        ] {
            let values_of = values.map(|value| Code::new(format!("attribute.{value}"))).to_vec();
            let expected = Contradiction { lesion: 3, field: format!("lesion/3/{field}"), values: values_of };
            assert_eq!(found(&values), [expected]);
        }
        for sound in [
            &["size.soybean", "size.broad_bean", "size.coin"][..],
            &["quantity.multiple", "quantity.numerous"],
            &["colour.red", "colour.white", "shape.annular", "shape.flat_topped"],
            &["distribution.localised", "distribution.clustered", "distribution.extensor", "distribution.unilateral"],
            &["boundary.well_defined", "boundary.raised", "boundary.halo"],
        ] {
            assert_eq!(found(sound), [], "{sound:?}");
        }
        let lesions = vec![papule(1, &["quantity.single", "quantity.innumerable"])];
        let none = Annotation { lesions, cannot_annotate: Some(CannotAnnotate::NoLesion), ..Annotation::default() };
        assert_eq!(contradictions(&none, Vocabulary::built_in()), []);
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

    #[test]
    fn a_scale_needs_a_length_in_the_picture_and_in_millimetres() {
        let with = |to: [f64; 2], mm: f64| Annotation {
            scale: Some(Scale { from: [10.0, 10.0], to, mm }),
            ..Annotation::default()
        };
        for (to, mm) in [([10.0, 10.0], 10.0), ([40.0, 50.0], 0.0), ([40.0, 50.0], f64::NAN)] {
            assert_eq!(problems(&with(to, mm), Vocabulary::built_in()), [AnnotationProblem::Scale]);
        }
        let good = with([40.0, 50.0], 10.0);
        assert!(problems(&good, Vocabulary::built_in()).is_empty());
        assert!(good.scale.is_some_and(|scale| (scale.pixels_per_mm() - 5.0).abs() < 1e-12));
    }

    #[test]
    fn not_applicable_stands_alone_and_is_not_asked_where_it_goes_without_saying() {
        let vocabulary = Vocabulary::built_in();
        let lesion = |lesion: &str, values: &[&str]| Annotation {
            lesions: vec![Lesion {
                number: 1,
                lesion: lesion.into(),
                role: None,
                regions: vec![],
                attributes: values.iter().map(|value| Code::from(*value)).collect(),
                marks: vec![],
                size_mm: None,
            }],
            ..Annotation::default()
        };
        let asked = |annotation: &Annotation| -> Vec<String> {
            missing(annotation, vocabulary)
                .into_iter()
                .filter_map(|m| m.attribute)
                .map(|code| code.to_string())
                .collect()
        };
        assert_eq!(asked(&lesion("lesion.papule", &["attribute.size.not_applicable"])).len(), 5);
        assert_eq!(asked(&lesion("lesion.dryness", &[])), ["attribute.colour", "attribute.distribution"]);
        let both = ["attribute.colour.not_applicable", "attribute.colour.red"];
        let conflicts = contradictions(&lesion("lesion.papule", &both), vocabulary);
        assert_eq!(conflicts.len(), 1);
        assert_eq!(conflicts[0].values, ["attribute.colour.red".into(), "attribute.colour.not_applicable".into()]);
        // Of another attribute nothing is said.
        let apart = ["attribute.colour.not_applicable", "attribute.shape.round"];
        assert_eq!(contradictions(&lesion("lesion.papule", &apart), vocabulary), []);
    }

    #[test]
    fn what_an_earlier_vocabulary_offered_can_still_be_amended_and_signed() {
        let (first, newest) = (Vocabulary::of_version("1.0.0").unwrap(), Vocabulary::built_in());
        let accepted = |region: &str, disease: &str, vocabulary: &Vocabulary| {
            let disease = Candidate { disease: disease.into(), confidence: None };
            let differential = Differential::new(vec![disease]).unwrap();
            let record = Annotation { regions: vec![region.into()], differential, ..Annotation::default() };
            problems(&record, vocabulary).is_empty()
        };
        // Offered in version 1 alone, in both, and in version 2 alone.
        assert!(
            accepted("region.uvula", "disease.mucocele", first) && accepted("region.uvula", "disease.mucocele", newest)
        );
        assert!(
            accepted("region.cheek", "disease.eczema", newest) && !accepted("region.cheek", "disease.eczema", first)
        );
        assert!(
            accepted("region.nose", "disease.rosacea", newest) && !accepted("region.nose", "disease.rosacea", first)
        );
        // A group never was.
        assert!(!accepted("region.trunk", "disease.rosacea", newest));
    }
}
