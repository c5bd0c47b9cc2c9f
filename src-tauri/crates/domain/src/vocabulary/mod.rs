//! Terms that a record may name: regions, lesions, attributes, relations, diseases, treatments.
//!
//! The built-in vocabulary is a reconstruction with the counts of the paper (section 3.1: 94
//! lesions, 96 diseases, 110 body regions) and lives in `schema/vocabulary`, a folder a version. A version is never
//! changed once a study may pin it, and a later one keeps every code. Records store codes, never labels. Searching for
//! terms is the screen's business, not this module's; what a term says of others is data here, and what follows from it
//! for a picture is decided in `questions/truth.rs`.

mod changes;
mod check;

pub use changes::{TermChange, TermChanged};

use std::collections::{BTreeMap, BTreeSet, HashMap};
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
    /// Diseases in groups, with ICD-10 codes.
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
    /// Sizes, and lesions whose size is part of their definition: smallest diameter in millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub min_mm: Option<f64>,
    /// The same: largest diameter in millimetres; empty when unbounded.
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
    /// What whoever states this one states as well: an eschar is necrotic, a symmetrical rash is bilateral.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implies: Vec<Code>,
    /// What this one leaves open, read from either side: an erythema may be a patch, a thenar eminence lies in the palm,
    /// red may look dark red to the next reader. Never false where this one is stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compatible_with: Vec<Code>,
    /// Lesions: attributes that make no sense of it, so that they are neither asked of annotators nor in questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_applicable: Vec<Code>,
    /// Attribute values: the side of the attribute that they describe, such as `outline` or `profile` of a shape. Values
    /// of different facets say nothing about each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub facet: Option<String>,
    /// Lesions: the organ that it can only be on; regions: the organ that it is. `nail`, `hair`, `tooth`, `gingiva`,
    /// `tongue` or `oral_mucosa`; empty for skin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub organ: Option<String>,
    /// Regions: organs that a picture of it, or of a part of it, may show as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may_show: Vec<String>,
    /// Diseases: lesions, regions and attribute values that speak for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key_findings: Vec<Code>,
    /// Diseases: treatments that are usual or acceptable; none of them is ever wrong where the disease is thought of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usual_treatments: Vec<Code>,
    /// Care: how urgent it is, from 0 (nobody needs to be seen) to 4 (now).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub level: Option<u8>,
    /// Lesions: how the English name counts, `count`, `mass` or `plural`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub en_number: Option<EnglishNumber>,
    /// Lesions that count: the English plural, as within a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub en_plural: Option<String>,
    /// Lesions: the Chinese measure word; 个 where none is given, 处 for what does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub zh_measure: Option<String>,
    /// Regions: the English preposition before it, where it is not `on`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub en_preposition: Option<String>,
    /// Whether the English name keeps its capital within a sentence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proper: bool,
    /// Attribute values: whether it excludes every other value of its attribute, as "not applicable" does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
    /// Attribute values: what stands after "is" in English, where it is not the name: "arranged in a ring".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub predicate_en: Option<String>,
    /// Attribute values: the same in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub predicate_zh: Option<String>,
    /// Relations: the English answer to "where does it lie?", which names no second lesion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answer_en: Option<String>,
    /// Relations: the same in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answer_zh: Option<String>,
    /// Medication: trade names, for searching only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brands: Vec<String>,
}

/// How an English noun counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnglishNumber {
    /// One papule, two papules.
    Count,
    /// Erythema, with neither article nor plural.
    Mass,
    /// Beau lines, with a plural alone.
    Plural,
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
    places: HashMap<Code, (Kind, usize)>,
    /// By code: see [`Vocabulary::ancestors`].
    ancestors: HashMap<Code, Vec<Code>>,
    /// By code: see [`Vocabulary::implied`].
    implied: HashMap<Code, BTreeSet<Code>>,
    /// By region: see [`Vocabulary::organs_shown`].
    organs: HashMap<Code, BTreeSet<String>>,
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

/// The files of one version.
macro_rules! files {
    ($version:literal) => {
        [
            (Kind::Region, include_str!(concat!("../../../../../schema/vocabulary/", $version, "/regions.json"))),
            (Kind::Lesion, include_str!(concat!("../../../../../schema/vocabulary/", $version, "/lesions.json"))),
            (Kind::Attribute, include_str!(concat!("../../../../../schema/vocabulary/", $version, "/attributes.json"))),
            (Kind::Relation, include_str!(concat!("../../../../../schema/vocabulary/", $version, "/relations.json"))),
            (Kind::Disease, include_str!(concat!("../../../../../schema/vocabulary/", $version, "/diseases.json"))),
            (Kind::Treatment, include_str!(concat!("../../../../../schema/vocabulary/", $version, "/treatments.json"))),
        ]
    };
}

#[expect(clippy::expect_used, reason = "the files are compiled in and a test reads them all")]
fn compiled_in(files: [(Kind, &str); 6]) -> Vocabulary {
    Vocabulary::read(files).expect("a built-in vocabulary is readable")
}

static VERSIONS: [LazyLock<Vocabulary>; 2] =
    [LazyLock::new(|| compiled_in(files!("1.0.0"))), LazyLock::new(|| compiled_in(files!("2.0.0")))];

impl Vocabulary {
    /// The newest version: what a new study pins.
    pub fn built_in() -> &'static Self {
        let [.., newest] = &VERSIONS;
        newest
    }

    /// Every version that studies may pin, the oldest first.
    pub fn versions() -> impl Iterator<Item = &'static Self> {
        VERSIONS.iter().map(|vocabulary| -> &Self { vocabulary })
    }

    /// The version that a study pins; none where only a newer program knows it.
    pub fn of_version(version: &str) -> Option<&'static Self> {
        Self::versions().find(|vocabulary| vocabulary.version == version)
    }

    /// Reads the files of one version.
    pub fn read<'a>(files: impl IntoIterator<Item = (Kind, &'a str)>) -> Result<Self, VocabularyError> {
        let mut version: Option<String> = None;
        let (mut kinds, mut places) = (BTreeMap::new(), HashMap::new());
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
        let (ancestors, implied, organs) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut vocabulary = Self { version: version.unwrap_or_default(), kinds, places, ancestors, implied, organs };
        let codes: Vec<Code> = vocabulary.places.keys().cloned().collect();
        vocabulary.ancestors = codes.iter().map(|code| (code.clone(), vocabulary.line_above(code))).collect();
        vocabulary.implied = codes.iter().map(|code| (code.clone(), vocabulary.followed(code))).collect();
        vocabulary.organs = vocabulary.organs_by_region();
        Ok(vocabulary)
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

    /// Whether a record may name this code as a term of this kind: it is offered, or was in an earlier version, so that
    /// what readers stated then can still be amended, reviewed and signed.
    pub fn may_name(&self, kind: Kind, code: &Code) -> bool {
        let earlier = Self::versions().take_while(|vocabulary| vocabulary.version != self.version);
        self.may_choose(kind, code)
            || self.kind(code) == Some(kind) && { earlier }.any(|vocabulary| vocabulary.may_choose(kind, code))
    }

    /// Whether this code is offered as a term of this kind.
    pub fn may_choose(&self, kind: Kind, code: &Code) -> bool {
        self.kind(code) == Some(kind) && self.term(code).is_some_and(|term| term.choosable)
    }

    /// Ancestors from the parent up to the root.
    pub fn ancestors(&self, code: &Code) -> &[Code] {
        self.ancestors.get(code).map(Vec::as_slice).unwrap_or_default()
    }

    fn line_above(&self, code: &Code) -> Vec<Code> {
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

    /// Of the stated values of an attribute, those that exclude each other, in the order of their scale; once a scale.
    pub fn conflicts(&self, attribute: &Term, stated: &BTreeSet<Code>) -> Vec<Vec<Code>> {
        let stated_of = |values: &mut dyn Iterator<Item = &Code>| -> Vec<Code> {
            values.filter(|value| stated.contains(value)).cloned().collect()
        };
        let own = || self.terms(Kind::Attribute).iter().filter(|value| value.parent.as_ref() == Some(&attribute.code));
        let all = stated_of(&mut own().map(|value| &value.code));
        let alone = own().any(|value| value.exclusive && stated.contains(&value.code));
        let scales = attribute.scales.iter().filter(|scale| !scale.allows(stated));
        let apart = scales.map(|scale| stated_of(&mut scale.values.iter()));
        if alone && all.len() > 1 { vec![all] } else { apart.collect() }
    }

    /// Whether an attribute makes sense of a lesion.
    pub fn applies(&self, attribute: &Code, lesion: &Code) -> bool {
        self.term(lesion).is_none_or(|term| !term.not_applicable.contains(attribute))
    }

    /// Everything that whoever states `code` states as well, ancestors included, however many steps away.
    pub fn implied(&self, code: &Code) -> &BTreeSet<Code> {
        static NOTHING: BTreeSet<Code> = BTreeSet::new();
        self.implied.get(code).unwrap_or(&NOTHING)
    }

    /// Organs that a picture of a region may show: its own, and those of what it lies in and of what lies in it.
    pub fn organs_shown(&self, region: &Code) -> impl Iterator<Item = &str> {
        self.organs.get(region).into_iter().flatten().map(String::as_str)
    }

    fn organs_by_region(&self) -> HashMap<Code, BTreeSet<String>> {
        let mut organs: HashMap<Code, BTreeSet<String>> = HashMap::new();
        for term in self.terms(Kind::Region) {
            let own = || term.organ.iter().chain(&term.may_show).cloned();
            let line = self.ancestors(&term.code);
            for above in line {
                organs.entry(above.clone()).or_default().extend(own());
            }
            let inherited = line.iter().filter_map(|above| self.term(above)).flat_map(|above| above.may_show.clone());
            organs.entry(term.code.clone()).or_default().extend(own().chain(inherited));
        }
        organs
    }

    fn followed(&self, code: &Code) -> BTreeSet<Code> {
        let mut found = BTreeSet::new();
        let mut open = vec![code.clone()];
        while let Some(next) = open.pop() {
            let implied = self.term(&next).into_iter().flat_map(|term| &term.implies).cloned();
            let above = if self.kind(&next) == Some(Kind::Attribute) { &[] } else { self.ancestors(&next) };
            open.extend(implied.chain(above.iter().cloned()).filter(|code| found.insert(code.clone())));
        }
        found
    }

    /// Whether one of two terms leaves the other open, or states it as well.
    pub fn are_compatible(&self, one: &Code, other: &Code) -> bool {
        let leaves_open = |one, other| self.term(one).is_some_and(|term: &Term| term.compatible_with.contains(other));
        one == other
            || leaves_open(one, other)
            || leaves_open(other, one)
            || self.implied(one).contains(other)
            || self.implied(other).contains(one)
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_those_of_the_paper_in_every_version() {
        for vocabulary in Vocabulary::versions() {
            assert_eq!(vocabulary.choosable(Kind::Region).count(), 110);
            assert_eq!(vocabulary.choosable(Kind::Lesion).count(), 94);
            assert_eq!(vocabulary.choosable(Kind::Disease).count(), 96);
            assert_eq!(vocabulary.terms(Kind::Region).iter().filter(|term| term.parent.is_none()).count(), 2);
            assert_eq!(vocabulary.attributes().count(), 6);
            for attribute in vocabulary.attributes() {
                let of = |value: &&Term| value.parent.as_ref() == Some(&attribute.code);
                let values = vocabulary.choosable(Kind::Attribute).filter(of).count();
                assert!(values >= 7, "{} has only {values} values", attribute.code);
            }
            let hand = Code::from("region.hand");
            assert_eq!(vocabulary.choosable(Kind::Region).filter(|r| r.parent.as_ref() == Some(&hand)).count(), 9);
            let category = |name: &str| {
                vocabulary.choosable(Kind::Treatment).filter(|term| term.category.as_deref() == Some(name)).count()
            };
            assert!(category("medication") >= 120);
            for other in ["care", "procedure", "precaution"] {
                assert!(category(other) >= 10, "{other}");
            }
        }
    }

    #[test]
    fn every_term_has_all_its_parts_and_no_two_share_a_name() {
        for vocabulary in Vocabulary::versions() {
            assert_eq!(vocabulary.problems(), Vec::<String>::new(), "version {}", vocabulary.version());
        }
    }

    #[test]
    fn a_later_version_keeps_every_code_and_says_what_changed() {
        let (first, newest) = (&VERSIONS[0], Vocabulary::built_in());
        for kind in Kind::ALL {
            for term in first.terms(kind) {
                assert_eq!(newest.kind(&term.code), Some(kind), "{}", term.code);
            }
        }
        assert!(newest.changes_to(newest).is_empty());
        let changes = first.changes_to(newest);
        let of = |code: &str| {
            let change = changes.iter().find(|change| change.code == code.into());
            change.map(|change| change.changes.iter().copied().collect::<Vec<_>>()).unwrap_or_default()
        };
        use TermChanged::{Added, Moved, Offered, Redefined, Renamed, Withdrawn};
        assert_eq!(of("lesion.wound"), [Added]);
        assert_eq!(of("region.ear"), [Offered]);
        assert_eq!(of("disease.mucocele"), [Withdrawn]);
        assert_eq!(of("lesion.aphtha"), [Renamed, Redefined]);
        assert_eq!(of("lesion.petechia"), [Moved]);
        assert_eq!(of("lesion.papule"), []);
        // As many go as come, where the paper has a number.
        for kind in [Kind::Region, Kind::Lesion, Kind::Disease] {
            let count = |changed| changes.iter().filter(|c| c.kind == kind && c.changes.contains(&changed)).count();
            assert_eq!(count(Added) + count(Offered), count(Withdrawn), "{kind:?}");
        }
    }

    #[test]
    fn what_is_implied_is_followed_to_its_end_and_compatible_from_either_side() {
        let vocabulary = Vocabulary::built_in();
        let implied = |code: &str| vocabulary.implied(&code.into());
        assert!(implied("lesion.open_comedo").contains(&"lesion.hyperkeratosis".into()));
        assert!(implied("lesion.petechia").is_superset(&["lesion.purpura".into(), "lesion.macule".into()].into()));
        // An attribute is no finding: red implies nothing about "colour".
        assert!(implied("attribute.colour.red").is_empty());
        let compatible = |one: &str, other: &str| {
            let (forth, back) = (
                vocabulary.are_compatible(&one.into(), &other.into()),
                vocabulary.are_compatible(&other.into(), &one.into()),
            );
            assert_eq!(forth, back);
            forth
        };
        assert!(compatible("lesion.erythema", "lesion.patch"));
        assert!(compatible("region.scalp_vertex", "region.scalp_hair"));
        assert!(compatible("attribute.colour.red", "attribute.colour.dark_red"));
        assert!(compatible("relation.surrounding", "relation.has_in_centre"));
        assert!(!compatible("attribute.colour.red", "attribute.colour.green"));
        assert!(!compatible("lesion.pustule", "lesion.ulcer"));
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
    fn the_check_finds_knowledge_that_is_missing_or_runs_in_a_circle() {
        let term = |code: &str, more: &str| {
            format!(
                r#"{{"code":"{code}","parent":"lesion_group.g","en":"{code}","zh":"{code}","synonyms_en":[],"synonyms_zh":[],
                "definition_en":"x.","definition_zh":"x。","role":"either","confused_with":["lesion_group.g","lesion_group.g"]{more}}}"#
            )
        };
        let group = r#"{"code":"lesion_group.g","choosable":false,"en":"G","zh":"组","synonyms_en":[],"synonyms_zh":[],"definition_en":"x.","definition_zh":"x。"}"#;
        let terms = [
            group.to_owned(),
            term("lesion.a", r#","en_number":"mass","implies":["lesion.b"],"compatible_with":["lesion.b"]"#),
            term("lesion.b", r#","en_number":"count","implies":["lesion.a"]"#),
            term("lesion.c", r#","en_number":"mass","not_applicable":["lesion.a"]"#),
        ];
        let file = format!(r#"{{"version":"2","terms":[{}]}}"#, terms.join(","));
        let problems = Vocabulary::read([(Kind::Lesion, file.as_str())]).unwrap().problems().join("\n");
        for expected in [
            "lesion.a lacks an end of what it implies",
            "lesion.a lacks certainty about lesion.b",
            "lesion.b lacks its plural",
            "lesion.c lacks attributes that do not apply",
        ] {
            assert!(problems.contains(expected), "{expected} not found in {problems}");
        }
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
