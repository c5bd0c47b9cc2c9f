//! Terms that a record may name: regions, lesions, attributes, relations, diseases, treatments.
//!
//! The built-in vocabulary is a reconstruction with the counts of the paper (section 3.1: 94
//! lesions, 96 diseases, 110 body regions) and lives in `schema/vocabulary`. Records store codes,
//! never labels. Searching for terms is the screen's business, not this module's.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Stable code of a term, for example `lesion.papule`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(as = "String")]
pub struct Code(String);

impl Code {
    /// Wraps a code; whether the vocabulary knows it is asked of [`Vocabulary::term`].
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Code {
    fn from(code: &str) -> Self {
        Self::new(code)
    }
}

/// The six vocabularies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Body regions, two trees: outer body and oral cavity.
    Region,
    /// Lesion types.
    Lesion,
    /// Six attributes and their values.
    Attribute,
    /// Relations between two lesions.
    Relation,
    /// Diseases.
    Disease,
    /// Care advice, medication, procedures, precautions.
    Treatment,
}

impl Kind {
    /// All vocabularies in the order of the annotation.
    pub const ALL: [Self; 6] =
        [Self::Region, Self::Lesion, Self::Attribute, Self::Relation, Self::Disease, Self::Treatment];
}

/// Values of one attribute that exclude each other, such as "single" and "innumerable".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ValueScale {
    /// In order, the least first where there is an order.
    pub values: Vec<Code>,
    /// How many neighbours may hold at once, as "from … to": 1 where only a single value makes sense.
    pub span: usize,
}

impl ValueScale {
    /// Whether those of the stated values that lie on this scale are none, one, or neighbours within the span.
    pub fn allows(&self, stated: &BTreeSet<Code>) -> bool {
        let places: Vec<usize> = (0..self.values.len()).filter(|place| stated.contains(&self.values[*place])).collect();
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return true };
        last - first + 1 == places.len() && places.len() <= self.span
    }
}

/// One term. Fields that only some vocabularies use are empty elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Term {
    /// Stable code.
    pub code: Code,
    /// Parent in the tree or group; empty at a root.
    #[serde(default)]
    pub parent: Option<Code>,
    /// English name.
    pub en: String,
    /// Chinese name.
    pub zh: String,
    /// English synonyms and abbreviations.
    pub synonyms_en: Vec<String>,
    /// Chinese synonyms.
    pub synonyms_zh: Vec<String>,
    /// What one sees, in English.
    pub definition_en: String,
    /// What one sees, in Chinese.
    pub definition_zh: String,
    /// Whether a record may name it; groups are not choosable.
    #[serde(default = "yes")]
    pub choosable: bool,
    /// Terms it is commonly confused with: the distractors of questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confused_with: Vec<Code>,
    /// Regions: `outer` or `oral`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tree: Option<String>,
    /// Lesions: usual role, `primary`, `secondary` or `either`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub role: Option<String>,
    /// Relations: the same relation read from the other side; itself when symmetric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub inverse: Option<Code>,
    /// Relations: `spatial` or `clinical`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub relation_kind: Option<String>,
    /// Diseases: ICD-10 code (WHO).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub icd10: Option<String>,
    /// Diseases: `dermatology_std`, `dentistry` or `surgery`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub department: Option<String>,
    /// Diseases: what a delay would cost, `low`, `moderate`, `high` or `urgent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub risk: Option<String>,
    /// Treatments: `class`, `care`, `medication`, `procedure` or `precaution`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub category: Option<String>,
    /// Medication: routes it is given by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<String>,
    /// Sizes: smallest diameter in millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub min_mm: Option<f64>,
    /// Sizes: largest diameter in millimetres; empty when unbounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub max_mm: Option<f64>,
    /// Quantities: smallest count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub min_count: Option<u32>,
    /// Quantities: largest count; empty when unbounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub max_count: Option<u32>,
    /// Attributes: which of its values exclude each other; values on no scale may stand beside all others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<ValueScale>,
}

fn yes() -> bool {
    true
}

/// Languages of the study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese.
    #[serde(rename = "zh")]
    Zh,
}

impl Term {
    /// Name in one language.
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Zh => &self.zh,
        }
    }
    /// Definition in one language.
    pub fn definition(&self, language: Language) -> &str {
        match language {
            Language::En => &self.definition_en,
            Language::Zh => &self.definition_zh,
        }
    }
    /// Every name and synonym in both languages.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.en, &self.zh].into_iter().chain(&self.synonyms_en).chain(&self.synonyms_zh).map(String::as_str)
    }
}

#[derive(Deserialize)]
struct VocabularyFile {
    version: String,
    terms: Vec<Term>,
}

/// All terms of one version.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    version: String,
    kinds: BTreeMap<Kind, Vec<Term>>,
    places: BTreeMap<Code, (Kind, usize)>,
}

/// A vocabulary file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// Not the expected JSON.
    #[error("the {0:?} vocabulary is not readable: {1}")]
    Unreadable(Kind, serde_json::Error),
    /// The files carry different versions.
    #[error("the vocabularies carry different versions: {0} and {1}")]
    MixedVersions(String, String),
}

static BUILT_IN: LazyLock<Vocabulary> = LazyLock::new(|| {
    let files = [
        (Kind::Region, include_str!("../../../../schema/vocabulary/regions.json")),
        (Kind::Lesion, include_str!("../../../../schema/vocabulary/lesions.json")),
        (Kind::Attribute, include_str!("../../../../schema/vocabulary/attributes.json")),
        (Kind::Relation, include_str!("../../../../schema/vocabulary/relations.json")),
        (Kind::Disease, include_str!("../../../../schema/vocabulary/diseases.json")),
        (Kind::Treatment, include_str!("../../../../schema/vocabulary/treatments.json")),
    ];
    #[expect(clippy::expect_used, reason = "the files are compiled in and a test reads them all")]
    Vocabulary::read(files).expect("the built-in vocabulary is readable")
});

impl Vocabulary {
    /// The vocabulary that is compiled into the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Reads the files of one version.
    pub fn read<'a>(files: impl IntoIterator<Item = (Kind, &'a str)>) -> Result<Self, VocabularyError> {
        let mut version: Option<String> = None;
        let (mut kinds, mut places) = (BTreeMap::new(), BTreeMap::new());
        for (kind, text) in files {
            let file: VocabularyFile =
                serde_json::from_str(text).map_err(|error| VocabularyError::Unreadable(kind, error))?;
            match &version {
                Some(first) if *first != file.version => {
                    return Err(VocabularyError::MixedVersions(first.clone(), file.version));
                }
                Some(_) => {}
                None => version = Some(file.version),
            }
            for (place, term) in file.terms.iter().enumerate() {
                places.insert(term.code.clone(), (kind, place));
            }
            kinds.insert(kind, file.terms);
        }
        Ok(Self { version: version.unwrap_or_default(), kinds, places })
    }

    /// Version that a study pins.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Terms of one kind in file order, groups included.
    pub fn terms(&self, kind: Kind) -> &[Term] {
        self.kinds.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Terms of one kind that a record may name.
    pub fn choosable(&self, kind: Kind) -> impl Iterator<Item = &Term> {
        self.terms(kind).iter().filter(|term| term.choosable)
    }

    /// The term of a code, whatever its kind.
    pub fn term(&self, code: &Code) -> Option<&Term> {
        let (kind, place) = self.places.get(code)?;
        self.terms(*kind).get(*place)
    }

    /// Kind of a known code.
    pub fn kind(&self, code: &Code) -> Option<Kind> {
        self.places.get(code).map(|(kind, _)| *kind)
    }

    /// Name of a code in one language; the code itself when unknown.
    pub fn name(&self, code: &Code, language: Language) -> String {
        self.term(code).map_or_else(|| code.to_string(), |term| term.name(language).to_owned())
    }

    /// Whether a record may name this code as a term of this kind.
    pub fn may_choose(&self, kind: Kind, code: &Code) -> bool {
        self.kind(code) == Some(kind) && self.term(code).is_some_and(|term| term.choosable)
    }

    /// Ancestors from the parent up to the root.
    pub fn ancestors(&self, code: &Code) -> Vec<Code> {
        let mut line = Vec::new();
        let mut next = self.term(code).and_then(|term| term.parent.clone());
        while let Some(parent) = next {
            if line.contains(&parent) {
                break;
            }
            next = self.term(&parent).and_then(|term| term.parent.clone());
            line.push(parent);
        }
        line
    }

    /// Whether one of two terms lies above the other in the tree, or they are the same.
    pub fn in_line(&self, one: &Code, other: &Code) -> bool {
        one == other || self.ancestors(one).contains(other) || self.ancestors(other).contains(one)
    }

    /// Terms that resemble `code`: commonly confused ones first, then siblings in the tree.
    pub fn similar(&self, code: &Code) -> Vec<Code> {
        let Some(term) = self.term(code) else { return Vec::new() };
        let mut similar = term.confused_with.clone();
        if let Some(kind) = self.kind(code) {
            for sibling in self.choosable(kind) {
                if sibling.parent == term.parent
                    && sibling.category == term.category
                    && sibling.code != *code
                    && !similar.contains(&sibling.code)
                {
                    similar.push(sibling.code.clone());
                }
            }
        }
        similar
    }

    /// The six attributes in protocol order.
    pub fn attributes(&self) -> impl Iterator<Item = &Term> {
        self.terms(Kind::Attribute).iter().filter(|term| term.parent.is_none())
    }

    /// Everything that is wrong with the vocabulary; empty when it is sound.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for kind in Kind::ALL {
            let mut names: BTreeMap<(Option<&Code>, String), &Code> = BTreeMap::new();
            let mut codes = BTreeSet::new();
            for term in self.terms(kind) {
                let code = &term.code;
                if !codes.insert(code) {
                    problems.push(format!("{code} stands twice"));
                }
                let scope = if kind == Kind::Attribute { term.parent.as_ref() } else { None };
                for name in term.names() {
                    let folded = name.trim().to_lowercase();
                    if folded.is_empty() {
                        problems.push(format!("{code} has an empty name"));
                    }
                    if let Some(other) = names.insert((scope, folded), code) {
                        problems.push(format!("{name:?} names both {other} and {code}"));
                    }
                }
                if term.definition_en.trim().is_empty() || term.definition_zh.trim().is_empty() {
                    problems.push(format!("{code} lacks a definition"));
                }
                if self.ancestors(code).len() > 3 {
                    problems.push(format!("{code} lies deeper than four levels"));
                }
                for other in term.parent.iter().chain(&term.confused_with).chain(&term.inverse) {
                    if self.kind(other) != Some(kind) {
                        problems.push(format!("{code} refers to {other}, which is no {kind:?}"));
                    }
                }
                for other in &term.confused_with {
                    if self.in_line(code, other) {
                        problems.push(format!("{code} cannot be confused with {other}, its relative"));
                    }
                }
                problems.extend(self.parts_missing(kind, term));
            }
        }
        problems
    }

    fn parts_missing(&self, kind: Kind, term: &Term) -> Vec<String> {
        let code = &term.code;
        let mut problems = Vec::new();
        let mut need = |holds: bool, what: &str| {
            if !holds {
                problems.push(format!("{code} lacks {what}"));
            }
        };
        match kind {
            Kind::Region => need(term.tree.is_some(), "its tree"),
            Kind::Lesion if term.choosable => {
                need(term.role.is_some(), "its usual role");
                need(term.confused_with.len() >= 2, "two terms it is confused with");
            }
            Kind::Disease if term.choosable => {
                need(term.icd10.is_some(), "its ICD-10 code");
                need(term.department.is_some(), "its department");
                need(term.risk.is_some(), "its risk");
                need(term.confused_with.len() >= 2, "two terms it is confused with");
            }
            Kind::Relation => need(
                term.inverse.as_ref().and_then(|inverse| self.term(inverse)).and_then(|back| back.inverse.as_ref())
                    == Some(code),
                "a mutual inverse",
            ),
            Kind::Treatment => {
                need(term.category.is_some(), "its category");
                if term.category.as_deref() == Some("medication") {
                    need(term.parent.is_some(), "its class");
                    need(!term.routes.is_empty(), "its route");
                }
            }
            Kind::Attribute => {
                let mut placed = BTreeSet::new();
                for scale in &term.scales {
                    need((1..=scale.values.len()).contains(&scale.span), "a scale with a span within it");
                    for value in &scale.values {
                        let own = self.term(value).is_some_and(|value| value.parent.as_ref() == Some(code));
                        need(own && placed.insert(value), &format!("{value} of its own, once on a scale"));
                    }
                }
            }
            Kind::Lesion | Kind::Disease => {}
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(name: &str) -> usize {
        Vocabulary::built_in().choosable(Kind::Treatment).filter(|term| term.category.as_deref() == Some(name)).count()
    }

    #[test]
    fn the_counts_are_those_of_the_paper() {
        let vocabulary = Vocabulary::built_in();
        assert_eq!(vocabulary.choosable(Kind::Region).count(), 110);
        assert_eq!(vocabulary.choosable(Kind::Lesion).count(), 94);
        assert_eq!(vocabulary.choosable(Kind::Disease).count(), 96);
        assert_eq!(vocabulary.terms(Kind::Region).iter().filter(|term| term.parent.is_none()).count(), 2);
        assert_eq!(vocabulary.attributes().count(), 6);
        for attribute in vocabulary.attributes() {
            let values =
                vocabulary.choosable(Kind::Attribute).filter(|v| v.parent.as_ref() == Some(&attribute.code)).count();
            assert!(values >= 7, "{} has only {values} values", attribute.code);
        }
        let hand = Code::from("region.hand");
        assert_eq!(vocabulary.choosable(Kind::Region).filter(|r| r.parent.as_ref() == Some(&hand)).count(), 9);
        assert!(category("medication") >= 120);
        for other in ["care", "procedure", "precaution"] {
            assert!(category(other) >= 10, "{other}");
        }
    }

    #[test]
    fn every_term_has_all_its_parts_and_no_two_share_a_name() {
        assert_eq!(Vocabulary::built_in().problems(), Vec::<String>::new());
    }

    #[test]
    fn the_terms_that_the_paper_shows_are_there() {
        let vocabulary = Vocabulary::built_in();
        let names: BTreeSet<String> = Kind::ALL
            .into_iter()
            .flat_map(|kind| vocabulary.choosable(kind))
            .flat_map(|term| term.names().map(str::to_lowercase).collect::<Vec<_>>())
            .collect();
        for name in [
            "erythema",
            "papule",
            "plaque",
            "scar",
            "macule",
            "patch",
            "scab",
            "pustule",
            "face",
            "hand",
            "arm",
            "leg",
            "scalp",
            "postauricular area",
            "neck",
            "lateral neck",
            "cheek",
            "fingernail",
            "purlicue",
            "fingertip",
            "onychomycosis",
            "folliculitis",
            "brown",
            "pink",
            "subcircular",
            "peanut-like",
            "scattered",
            "multiple",
            "well-defined",
            "ichthammol",
            "mupirocin",
            "fusidic acid",
        ] {
            assert!(names.contains(name), "{name} is missing");
        }
    }

    #[test]
    fn no_name_would_vanish_in_a_released_table() {
        for kind in Kind::ALL {
            for term in Vocabulary::built_in().terms(kind) {
                for name in term.names() {
                    assert!(!crate::questions::vanishes(name), "{name}");
                }
            }
        }
    }

    #[test]
    fn a_scale_takes_one_value_or_neighbours_within_its_span() {
        let scale = |span: usize| ValueScale { values: ["a", "b", "c", "d"].map(Code::from).to_vec(), span };
        let stated = |values: &str| values.split_whitespace().map(Code::from).collect::<BTreeSet<_>>();
        for (span, values, allowed) in [
            (1, "", true),
            (1, "z", true),
            (1, "c z", true),
            (1, "b c", false),
            (2, "b c z", true),
            (2, "a c", false),
            (2, "a b c", false),
            (4, "a b c d", true),
            (4, "a d", false),
        ] {
            assert_eq!(scale(span).allows(&stated(values)), allowed, "{values:?} within {span}");
        }
    }

    #[test]
    fn the_check_finds_a_scale_that_cannot_be() {
        let broken = r#"{"version":"1","terms":[
            {"code":"attribute.a","en":"A","zh":"甲","synonyms_en":[],"synonyms_zh":[],"definition_en":"x.","definition_zh":"x。",
             "scales":[{"values":["attribute.a.b","attribute.z"],"span":3},{"values":["attribute.a.b"],"span":1}]},
            {"code":"attribute.a.b","parent":"attribute.a","en":"b","zh":"乙","synonyms_en":[],"synonyms_zh":[],"definition_en":"x.","definition_zh":"x。"}]}"#;
        let problems = Vocabulary::read([(Kind::Attribute, broken)]).unwrap().problems();
        assert_eq!(
            problems,
            [
                "attribute.a lacks a scale with a span within it",
                "attribute.a lacks attribute.z of its own, once on a scale",
                "attribute.a lacks attribute.a.b of its own, once on a scale"
            ]
        );
    }

    #[test]
    fn the_check_finds_what_is_wrong() {
        let broken = r#"{"version":"1","terms":[
            {"code":"lesion.a","en":"A","zh":"甲","synonyms_en":["B"],"synonyms_zh":[],"definition_en":"x.","definition_zh":"x。"},
            {"code":"lesion.b","parent":"lesion.z","en":"b","zh":"乙","synonyms_en":[],"synonyms_zh":[],"definition_en":"","definition_zh":"x。"}]}"#;
        let problems = Vocabulary::read([(Kind::Lesion, broken)]).map(|v| v.problems().join("\n")).unwrap_or_default();
        for expected in ["names both lesion.a and lesion.b", "lesion.b lacks a definition", "refers to lesion.z"] {
            assert!(problems.contains(expected), "{expected} not found in {problems}");
        }
    }
}
