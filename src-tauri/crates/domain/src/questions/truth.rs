//! What is true of one reviewed picture, what is provably false, and what nobody knows.
//!
//! What no reader stated is unknown, not false. Whatever is offered as wrong, and every "No", comes from [`Truth::False`],
//! with the reason that is shown to the reviewer and released. Nothing else in drafting, editing or auditing decides what
//! is true of a picture. A field of which all who stated it were unsure is unknown altogether.

use std::collections::BTreeSet;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PromptBox;
use crate::annotation::{Annotation, Lesion};
use crate::vocabulary::{Code, Kind, Term, Vocabulary};

/// Whether a statement about a picture holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// It is stated, or follows from what is stated.
    True,
    /// It cannot be.
    False(WhyFalse),
    /// Nobody stated it, and nothing speaks against it.
    Unknown,
}

/// Why a statement cannot be true of the picture.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum WhyFalse {
    /// A reader stated it, and the senior rejected it.
    Rejected,
    /// It belongs to an organ that the picture cannot show: `nail`, `hair`, `tooth`, `gingiva`, `tongue`, `oral_mucosa`.
    OtherOrgan {
        /// One of those named above.
        organ: String,
    },
    /// Lesions of its kind are larger or smaller here.
    OtherSize {
        /// The lesion that was measured, or whose size was chosen.
        stated: Code,
    },
    /// The region is in the picture, and the lesion lies elsewhere.
    OtherSite {
        /// Where it lies.
        stated: Code,
    },
    /// It is marked elsewhere in the picture, all of it outside the box.
    OutsideBox,
    /// Another value of the same facet is stated, or one at least two steps away on its scale.
    OtherValue {
        /// What is stated.
        stated: Code,
    },
    /// The two lesions lie to each other in another way, which leaves no room for this one.
    OtherRelation {
        /// What is stated.
        stated: Code,
    },
    /// It shares neither lesions nor places nor group with anything that was thought of.
    OtherDisease,
    /// It is usual for nothing that was thought of, and neither is its class.
    NotUsual,
    /// Advice at least two levels of urgency away.
    OtherUrgency {
        /// What is advised.
        stated: Code,
    },
    /// It harms, whatever the disease.
    Harmful,
    /// It is seen here, and the diagnosis does not rest on it.
    NoKeyFinding,
    /// Another one is stated, and there can be only one.
    OtherAnswer,
}

impl WhyFalse {
    /// The term that says otherwise, or the organ.
    fn instead(&self) -> Option<&str> {
        match self {
            Self::OtherOrgan { organ } => Some(organ),
            Self::OtherSize { stated }
            | Self::OtherSite { stated }
            | Self::OtherValue { stated }
            | Self::OtherRelation { stated }
            | Self::OtherUrgency { stated } => Some(stated.as_str()),
            Self::Rejected
            | Self::OutsideBox
            | Self::OtherDisease
            | Self::NotUsual
            | Self::Harmful
            | Self::NoKeyFinding
            | Self::OtherAnswer => None,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::OtherOrgan { .. } => "other_organ",
            Self::OtherSize { .. } => "other_size",
            Self::OtherSite { .. } => "other_site",
            Self::OutsideBox => "outside_box",
            Self::OtherValue { .. } => "other_value",
            Self::OtherRelation { .. } => "other_relation",
            Self::OtherDisease => "other_disease",
            Self::NotUsual => "not_usual",
            Self::OtherUrgency { .. } => "other_urgency",
            Self::Harmful => "harmful",
            Self::NoKeyFinding => "no_key_finding",
            Self::OtherAnswer => "other_answer",
        }
    }
}

/// As released: the code, and what says otherwise where there is something.
impl fmt::Display for WhyFalse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        self.instead().map_or(Ok(()), |instead| write!(f, ": {instead}"))
    }
}

/// Something that may be said of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement<'a> {
    /// A lesion of this type is seen.
    Lesion(&'a Code),
    /// This region is in the picture.
    Region(&'a Code),
    /// Lesions of a type lie on a region.
    Site {
        /// Lesion type.
        lesion: &'a Code,
        /// Where they may lie.
        region: &'a Code,
    },
    /// A lesion of a type lies within a box.
    InBox {
        /// Lesion type.
        lesion: &'a Code,
        /// Pixels of the picture.
        around: &'a PromptBox,
    },
    /// An attribute of the lesions of a type has a value.
    Attribute {
        /// Lesion type.
        lesion: &'a Code,
        /// Code of a value, whose parent is the attribute.
        value: &'a Code,
    },
    /// Lesions of one type lie to those of another in a way.
    Relation {
        /// Lesion type.
        from: &'a Code,
        /// How the first may lie to the other.
        relation: &'a Code,
        /// The other lesion type.
        to: &'a Code,
    },
    /// The disease belongs to the differential.
    Disease(&'a Code),
    /// Care, medication, procedure or precaution suits what is seen.
    Treatment(&'a Code),
}

/// What is known of one picture.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// The reviewed record.
    pub reviewed: &'a Annotation,
    /// What the readers stated, each on his or her own.
    pub readings: &'a [Annotation],
    /// Version that the study pins.
    pub vocabulary: &'a Vocabulary,
}

impl<'a> Picture<'a> {
    /// Whether a statement holds.
    pub fn truth(&self, statement: Statement<'_>) -> Truth {
        match statement {
            Statement::Lesion(lesion) => self.lesion(lesion),
            Statement::Region(region) => self.region(region),
            Statement::Site { lesion, region } => self.site(lesion, region),
            Statement::InBox { lesion, around } => self.in_box(lesion, around),
            Statement::Attribute { lesion, value } => self.attribute(lesion, value),
            Statement::Relation { from, relation, to } => self.relation(from, relation, to),
            Statement::Disease(disease) => self.disease(disease),
            Statement::Treatment(item) => self.treatment(item),
        }
    }

    /// Whether all who stated a field of the record were unsure of it.
    pub fn is_unsure(&self, field: &str) -> bool {
        self.reviewed.unsure.contains(field)
    }

    /// Cards of a lesion type.
    pub fn cards(&self, lesion: &Code) -> Vec<&'a Lesion> {
        self.reviewed.lesions.iter().filter(|card| card.lesion == *lesion).collect()
    }

    fn is_unsure_of(&self, cards: &[&Lesion], part: &str) -> bool {
        cards.iter().any(|card| self.is_unsure(&format!("lesion/{}/{part}", card.number)))
    }

    fn term(&self, code: &Code) -> Option<&'a Term> {
        self.vocabulary.term(code)
    }

    /// Whether what is stated says it too: itself, what it implies, what lies above it.
    fn follows(&self, stated: &BTreeSet<&Code>, code: &Code) -> bool {
        stated.contains(code) || stated.iter().any(|one| self.vocabulary.implied(one).contains(code))
    }

    /// What is stated and leaves the code open.
    fn is_left_open(&self, stated: &BTreeSet<&Code>, code: &Code) -> bool {
        stated.iter().any(|one| self.vocabulary.are_compatible(one, code))
    }

    fn lesion(&self, lesion: &Code) -> Truth {
        let stated: BTreeSet<&Code> = self.reviewed.lesions.iter().map(|card| &card.lesion).collect();
        if self.is_unsure("lesions") || stated.is_empty() {
            return Truth::Unknown;
        }
        if self.follows(&stated, lesion) {
            return Truth::True;
        }
        if let Some(stated) = self.of_another_size(lesion) {
            return Truth::False(WhyFalse::OtherSize { stated });
        }
        if self.is_left_open(&stated, lesion) {
            return Truth::Unknown;
        }
        let rejected = self.readings.iter().any(|reading| reading.lesions.iter().any(|card| card.lesion == *lesion));
        if rejected { Truth::False(WhyFalse::Rejected) } else { self.of_another_organ(lesion) }
    }

    /// A lesion of the same group whose name goes by size too, where all of them are measured beyond the bounds of `lesion`.
    fn of_another_size(&self, lesion: &Code) -> Option<Code> {
        let term = self.term(lesion)?;
        if term.min_mm.is_none() && term.max_mm.is_none() {
            return None;
        }
        let like = |card: &&Lesion| {
            // A patch is a large macule, but a cyst no large vesicle.
            let sized = |other: &Term| other.min_mm.is_some() || other.max_mm.is_some();
            let together = self.term(&card.lesion).is_some_and(|other| other.parent == term.parent && sized(other));
            together || self.vocabulary.are_compatible(&card.lesion, lesion)
        };
        let beyond = |card: &&Lesion| {
            let Some((least, most)) = self.size_mm(card) else { return false };
            term.max_mm.is_some_and(|max| least > max) || term.min_mm.is_some_and(|min| most < min)
        };
        let alike: Vec<&Lesion> = self.reviewed.lesions.iter().filter(like).collect();
        let first = alike.first()?;
        alike.iter().all(beyond).then(|| first.lesion.clone())
    }

    /// Smallest and largest diameter of a lesion in millimetres: as it was measured, or as its size was chosen.
    fn size_mm(&self, card: &Lesion) -> Option<(f64, f64)> {
        if self.is_unsure(&format!("lesion/{}/attribute.size", card.number)) {
            return None;
        }
        if let Some(mm) = card.size_mm {
            return Some((mm, mm));
        }
        let sizes = card.attributes.iter().filter_map(|value| self.term(value)).filter(|term| term.min_mm.is_some());
        let bounds = sizes.map(|term| (term.min_mm.unwrap_or(0.0), term.max_mm.unwrap_or(f64::INFINITY)));
        bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// False where the picture shows regions, none of which may show the organ of the term.
    fn of_another_organ(&self, code: &Code) -> Truth {
        let Some(organ) = self.term(code).and_then(|term| term.organ.clone()) else { return Truth::Unknown };
        if self.is_unsure("regions") || self.reviewed.regions.is_empty() {
            return Truth::Unknown;
        }
        let shows = |region: &Code| self.vocabulary.organs_shown(region).any(|shown| shown == organ);
        if self.reviewed.regions.iter().any(shows) {
            Truth::Unknown
        } else {
            Truth::False(WhyFalse::OtherOrgan { organ })
        }
    }

    fn region(&self, region: &Code) -> Truth {
        let stated: BTreeSet<&Code> = self.reviewed.regions.iter().collect();
        if self.is_unsure("regions") || stated.is_empty() {
            Truth::Unknown
        } else if self.follows(&stated, region) {
            Truth::True
        } else if self.is_left_open(&stated, region) {
            Truth::Unknown
        } else {
            self.of_another_organ(region)
        }
    }

    fn site(&self, lesion: &Code, region: &Code) -> Truth {
        let cards = self.cards(lesion);
        let sites: BTreeSet<&Code> = cards.iter().flat_map(|card| &card.regions).collect();
        let unsure = self.is_unsure("regions") || self.is_unsure("lesions") || self.is_unsure_of(&cards, "regions");
        if unsure || cards.iter().any(|card| card.regions.is_empty()) {
            return Truth::Unknown;
        }
        let Some(stated) = sites.first() else { return Truth::Unknown };
        if self.follows(&sites, region) {
            Truth::True
        } else if self.is_left_open(&sites, region) {
            Truth::Unknown
        } else if self.reviewed.regions.contains(region) {
            Truth::False(WhyFalse::OtherSite { stated: (*stated).clone() })
        } else {
            self.region(region)
        }
    }

    fn in_box(&self, lesion: &Code, around: &PromptBox) -> Truth {
        let anywhere = self.lesion(lesion);
        if anywhere != Truth::True {
            return anywhere;
        }
        let cards = || self.reviewed.lesions.iter();
        let says = |card: &&Lesion| self.follows(&BTreeSet::from([&card.lesion]), lesion);
        if cards().filter(says).any(|card| card.marks.iter().any(|mark| around.encloses(mark))) {
            return Truth::True;
        }
        let touches = |card: &&Lesion| card.marks.iter().any(|mark| around.touches(mark));
        let outside = cards().filter(says).all(|card| self.is_marked_throughout(card) && !touches(&card));
        let inside: BTreeSet<&Code> = cards().filter(touches).map(|card| &card.lesion).collect();
        if outside && !self.is_left_open(&inside, lesion) { Truth::False(WhyFalse::OutsideBox) } else { Truth::Unknown }
    }

    /// Whether every lesion of a card has its mark, by the quantity that is stated.
    pub(super) fn is_marked_throughout(&self, card: &Lesion) -> bool {
        let quantity = |value: &Code| self.term(value).and_then(|term| term.max_count);
        let most = card.attributes.iter().filter_map(quantity).max();
        let unsure = self.is_unsure_of(&[card], "attribute.quantity");
        !unsure && most.is_some_and(|most| card.marks.len() >= most as usize)
    }

    fn attribute(&self, lesion: &Code, value: &Code) -> Truth {
        let (cards, term) = (self.cards(lesion), self.term(value));
        let Some((term, attribute)) = term.and_then(|term| Some((term, term.parent.as_ref()?))) else {
            return Truth::Unknown;
        };
        let of = |code: &&Code| self.term(code).is_some_and(|term| term.parent.as_ref() == Some(attribute));
        let stated: BTreeSet<&Code> = cards.iter().flat_map(|card| &card.attributes).filter(of).collect();
        let exclusive = |code: &Code| self.term(code).is_some_and(|term| term.exclusive);
        let silent = stated.iter().any(|code| exclusive(code)) || !self.vocabulary.applies(attribute, lesion);
        let unsure = self.is_unsure("lesions") || self.is_unsure_of(&cards, attribute.as_str());
        if silent || unsure || term.exclusive {
            return Truth::Unknown;
        }
        if self.follows(&stated, value) {
            return Truth::True;
        }
        if self.is_left_open(&stated, value) {
            return Truth::Unknown;
        }
        let scales = self.term(attribute).map(|term| term.scales.as_slice()).unwrap_or_default();
        let scale = scales.iter().find(|scale| scale.values.contains(value));
        let place = |code: &Code| scale.and_then(|scale| scale.values.iter().position(|other| other == code));
        let here = place(value);
        let on_scale: Vec<(&Code, usize)> =
            stated.iter().filter_map(|code| Some((*code, place(code)?.abs_diff(here?)))).collect();
        let because = |stated: &Code| Truth::False(WhyFalse::OtherValue { stated: stated.clone() });
        if let Some((nearest, steps)) = on_scale.iter().min_by_key(|(_, steps)| *steps) {
            return if *steps >= 2 { because(nearest) } else { Truth::Unknown };
        }
        let same_facet = |code: &&&Code| self.term(code).is_some_and(|other| other.facet == term.facet);
        stated.iter().find(same_facet).map_or(Truth::Unknown, |stated| because(stated))
    }

    fn relation(&self, from: &Code, relation: &Code, to: &Code) -> Truth {
        let is_spatial =
            |code: &Code| self.term(code).and_then(|term| term.relation_kind.as_deref()) == Some("spatial");
        let type_of = |number: u32| self.reviewed.lesions.iter().find(|card| card.number == number).map(|c| &c.lesion);
        if self.is_unsure("relations") || self.is_unsure("lesions") {
            return Truth::Unknown;
        }
        let mut stated: BTreeSet<&Code> = BTreeSet::new();
        for line in &self.reviewed.relations {
            let ends = (type_of(line.from), type_of(line.to));
            if ends == (Some(from), Some(to)) {
                stated.insert(&line.relation);
            }
            if ends == (Some(to), Some(from)) {
                stated.extend(self.term(&line.relation).and_then(|term| term.inverse.as_ref()));
            }
        }
        if self.follows(&stated, relation) {
            return Truth::True;
        }
        let spatial: BTreeSet<&Code> = stated.into_iter().filter(|code| is_spatial(code)).collect();
        match spatial.first() {
            Some(stated) if is_spatial(relation) && !self.is_left_open(&spatial, relation) => {
                Truth::False(WhyFalse::OtherRelation { stated: (*stated).clone() })
            }
            _ => Truth::Unknown,
        }
    }

    /// Every disease that any reader or the senior thought of.
    pub fn thought_of(&self) -> BTreeSet<&'a Code> {
        let all = self.readings.iter().chain([self.reviewed]);
        all.flat_map(|record| record.differential.diseases()).collect()
    }

    fn disease(&self, disease: &Code) -> Truth {
        if self.is_unsure("differential") {
            return Truth::Unknown;
        }
        if self.reviewed.differential.diseases().any(|other| other == disease) {
            return Truth::True;
        }
        let thought_of = self.thought_of();
        let Some(term) = self.term(disease).filter(|_| !thought_of.is_empty()) else { return Truth::Unknown };
        let findings = |term: &'a Term, kind: Kind| -> Vec<&'a Code> {
            term.key_findings.iter().filter(|code| self.vocabulary.kind(code) == Some(kind)).collect()
        };
        let share = |kind: Kind, others: &[&Code]| {
            findings(term, kind).iter().any(|one| others.iter().any(|other| self.vocabulary.in_line(one, other)))
        };
        let seen: Vec<&Code> = self.reviewed.lesions.iter().map(|card| &card.lesion).collect();
        let resembles = |other: &&Code| {
            let Some(other_term) = self.term(other) else { return true };
            let confused = term.confused_with.contains(other) || other_term.confused_with.contains(disease);
            confused
                || other_term.parent == term.parent
                || share(Kind::Lesion, &findings(other_term, Kind::Lesion))
                || share(Kind::Region, &findings(other_term, Kind::Region))
        };
        let open = findings(term, Kind::Lesion).is_empty() || share(Kind::Lesion, &seen);
        if open || thought_of.iter().any(resembles) { Truth::Unknown } else { Truth::False(WhyFalse::OtherDisease) }
    }

    fn treatment(&self, item: &Code) -> Truth {
        let Some(term) = self.term(item) else { return Truth::Unknown };
        if term.category.as_deref() == Some("harmful") {
            return Truth::False(WhyFalse::Harmful);
        }
        let stated: BTreeSet<&Code> = self.reviewed.treatment.items.iter().map(|line| &line.item).collect();
        if self.is_unsure("treatment") {
            return Truth::Unknown;
        }
        if stated.contains(item) {
            return Truth::True;
        }
        let thought_of = self.thought_of();
        let usual = thought_of.iter().filter_map(|disease| self.term(disease)).flat_map(|term| &term.usual_treatments);
        let named = self.readings.iter().flat_map(|record| &record.treatment.items).map(|line| &line.item);
        let acceptable: BTreeSet<&Code> = usual.chain(named).chain(stated.iter().copied()).collect();
        if thought_of.is_empty() || acceptable.contains(item) {
            return Truth::Unknown;
        }
        match term.category.as_deref() {
            Some("medication" | "procedure") if term.facet.is_none() => {
                let class = term.parent.as_ref();
                let supportive = class.and_then(|class| self.term(class)).is_some_and(|class| class.facet.is_some());
                let classes = acceptable.iter().filter_map(|other| self.term(other)?.parent.as_ref());
                let near = |other: &Code| class.is_some_and(|class| self.vocabulary.are_compatible(class, other));
                if supportive || classes.into_iter().any(near) {
                    Truth::Unknown
                } else {
                    Truth::False(WhyFalse::NotUsual)
                }
            }
            Some("care") => {
                let level = |code: &Code| self.term(code).and_then(|term| term.level);
                let away = |other: &&&Code| level(other).zip(term.level).is_some_and(|(a, b)| a.abs_diff(b) >= 2);
                let advised: Vec<&Code> = stated.iter().copied().filter(|code| level(code).is_some()).collect();
                match advised.first() {
                    Some(first) if advised.iter().filter(away).count() == advised.len() => {
                        Truth::False(WhyFalse::OtherUrgency { stated: (*first).clone() })
                    }
                    _ => Truth::Unknown,
                }
            }
            _ => Truth::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::{Candidate, Differential, Mark, Relation, Treatment, TreatmentItem};
    use crate::comparison::tests::annotations;

    /// A record in short: `cheek forearm` are regions, `papule@cheek red round #40` a card with a
    /// mark ten pixels wide at 40, `1 on_surface_of 2` a relation,
    /// `? acne_vulgaris` the differential, `+ mupirocin` a treatment, `unsure lesions` a field.
    fn record(lines: &str) -> Annotation {
        let vocabulary = Vocabulary::built_in();
        let code = |prefixes: &[&str], name: &str| -> Code {
            let known = prefixes.iter().map(|prefix| Code::new(format!("{prefix}.{name}")));
            known.into_iter().find(|code| vocabulary.term(code).is_some()).unwrap_or_else(|| panic!("{name}"))
        };
        let values =
            ["size", "colour", "shape", "quantity", "distribution", "boundary"].map(|a| format!("attribute.{a}"));
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let treatments = ["medication", "procedure", "precaution", "care"];
        let mut record = Annotation::default();
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[0] {
                "?" => {
                    let candidate = |name: &&str| Candidate { disease: code(&["disease"], name), confidence: None };
                    record.differential = Differential::new(words[1..].iter().map(candidate).collect()).unwrap();
                }
                "+" => {
                    let item = |name: &&str| TreatmentItem { item: code(&treatments, name), route: None };
                    record.treatment = Treatment { items: words[1..].iter().map(item).collect(), text: String::new() };
                }
                "unsure" => record.unsure.extend(words[1..].iter().map(|field| (*field).to_owned())),
                number if number.parse::<u32>().is_ok() => record.relations.push(Relation {
                    from: number.parse().unwrap(),
                    relation: code(&["relation"], words[1]),
                    to: words[2].parse().unwrap(),
                }),
                card if card.contains('@') => {
                    let (lesion, site) = card.split_once('@').unwrap();
                    let mm = words[1..].iter().find_map(|word| word.strip_suffix("mm")?.parse().ok());
                    let corner = |word: &&str| word.strip_prefix('#')?.parse().ok();
                    let marks = words[1..].iter().filter_map(corner);
                    let marks = marks.map(|x| Mark::Box { x, y: 10.0, width: 10.0, height: 10.0 }).collect();
                    let named = words[1..].iter().filter(|word| !word.ends_with("mm") && !word.starts_with('#'));
                    record.lesions.push(Lesion {
                        number: record.lesions.len() as u32 + 1,
                        lesion: code(&["lesion"], lesion),
                        role: None,
                        regions: site.split(',').map(|name| code(&["region"], name)).collect(),
                        attributes: named.map(|name| code(&values, name)).collect(),
                        marks,
                        size_mm: mm,
                    });
                }
                _ => record.regions.extend(words.iter().map(|name| code(&["region"], name))),
            }
        }
        record
    }

    /// `true`, `unknown`, or why it is false: of `lesion patch`, `site papule chin`, `in_box papule 40`, `attribute papule colour.red`,
    /// `relation crust on_surface_of macule`, `disease acne_vulgaris`, `treatment medication.mupirocin`.
    fn truth_of(reviewed: &Annotation, readings: &[Annotation], statement: &str) -> String {
        let picture = Picture { reviewed, readings, vocabulary: Vocabulary::built_in() };
        let words: Vec<&str> = statement.split_whitespace().collect();
        let code = |prefix: &str, place: usize| Code::new(format!("{prefix}{}", words[place]));
        let truth = match words[0] {
            "lesion" => picture.truth(Statement::Lesion(&code("lesion.", 1))),
            "region" => picture.truth(Statement::Region(&code("region.", 1))),
            "site" => picture.truth(Statement::Site { lesion: &code("lesion.", 1), region: &code("region.", 2) }),
            "in_box" => {
                let around = PromptBox { x: words[2].parse().unwrap(), y: 5, width: 20, height: 20 };
                picture.truth(Statement::InBox { lesion: &code("lesion.", 1), around: &around })
            }
            "attribute" => {
                let (lesion, value) = (code("lesion.", 1), code("attribute.", 2));
                picture.truth(Statement::Attribute { lesion: &lesion, value: &value })
            }
            "relation" => {
                let (from, relation, to) = (code("lesion.", 1), code("relation.", 2), code("lesion.", 3));
                picture.truth(Statement::Relation { from: &from, relation: &relation, to: &to })
            }
            "disease" => picture.truth(Statement::Disease(&code("disease.", 1))),
            "treatment" => picture.truth(Statement::Treatment(&code("", 1))),
            other => panic!("{other}"),
        };
        match truth {
            Truth::True => "true".into(),
            Truth::Unknown => "unknown".into(),
            Truth::False(why) => {
                let written = serde_json::to_value(&why).unwrap();
                assert!(why.to_string().starts_with(written["why"].as_str().unwrap()));
                why.code().to_owned()
            }
        }
    }

    fn holds(reviewed: &str, readings: &[&str], cases: &[(&str, &str)]) {
        let (reviewed, readings) = (record(reviewed), readings.iter().map(|one| record(one)).collect::<Vec<_>>());
        for (statement, expected) in cases {
            assert_eq!(truth_of(&reviewed, &readings, statement), *expected, "{statement}");
        }
    }

    #[test]
    fn lesions_are_false_where_they_were_rejected_cannot_be_there_or_are_of_another_size() {
        holds(
            "cheek chin\nerythema@cheek 30mm\npetechia@chin",
            &["cheek\npustule@cheek", "cheek\npatch@cheek\nnail_pitting@cheek"],
            &[
                ("lesion erythema", "true"),
                ("lesion petechia", "true"),
                // Implied by a petechia, and above it.
                ("lesion purpura", "true"),
                ("lesion macule", "true"),
                // A reader called the erythema a patch: it is one.
                ("lesion patch", "unknown"),
                ("lesion pustule", "rejected"),
                ("lesion ulcer", "unknown"),
                // A cheek shows no nails; a face may show a mouth.
                ("lesion onycholysis", "other_organ"),
                ("lesion coated_tongue", "unknown"),
            ],
        );
        holds(
            "palm\npatch@palm 30mm",
            &[],
            &[
                // Its size excludes a macule, and nothing else flat is there.
                ("lesion macule", "other_size"),
                ("lesion papule", "unknown"),
                ("lesion coated_tongue", "other_organ"),
                ("lesion dental_calculus", "other_organ"),
                ("lesion broken_hair", "unknown"),
                ("lesion splinter_haemorrhage", "unknown"),
            ],
        );
        holds("palm\nerythema@palm 30mm", &[], &[("lesion macule", "other_size"), ("lesion patch", "unknown")]);
        holds("palm\nerythema@palm hens_egg", &[], &[("lesion macule", "other_size")]);
        holds("palm\nerythema@palm 4mm", &[], &[("lesion patch", "other_size"), ("lesion macule", "unknown")]);
        // One of two is small: neither kind is excluded.
        holds("palm\nerythema@palm 30mm\nhyperpigmentation@palm 4mm", &[], &[("lesion macule", "unknown")]);
        holds(
            "palm\nerythema@palm 30mm\nunsure lesions",
            &["palm\npustule@palm"],
            &[("lesion erythema", "unknown"), ("lesion macule", "unknown"), ("lesion pustule", "unknown")],
        );
    }

    #[test]
    fn regions_are_false_only_where_they_cannot_be_in_the_frame() {
        holds(
            "scalp_vertex",
            &[],
            &[
                ("region scalp_vertex", "true"),
                ("region scalp", "true"),
                ("region scalp_hair", "unknown"),
                ("region scalp_occipital", "unknown"),
                ("region palm", "unknown"),
                ("region fingernail", "other_organ"),
                ("region tongue_dorsum", "other_organ"),
            ],
        );
        holds("hand", &[], &[("region fingernail", "unknown"), ("region teeth", "other_organ")]);
        // A finger lies in a hand, which has nails.
        holds("finger", &[], &[("region fingernail", "unknown"), ("region toenail", "unknown")]);
        holds(
            "tongue_dorsum",
            &[],
            &[("region teeth", "unknown"), ("region tongue", "true"), ("region toenail", "other_organ")],
        );
        holds("scalp_vertex\nunsure regions", &[], &[("region scalp_vertex", "unknown"), ("region teeth", "unknown")]);
    }

    #[test]
    fn a_lesion_is_outside_a_box_only_where_all_of_it_is_marked_elsewhere() {
        holds(
            "cheek\npapule@cheek #40 single\npustule@cheek #100 #140 two\nscale@cheek #200\nplaque@cheek #104 single",
            &["cheek\nulcer@cheek"],
            &[
                ("in_box papule 35", "true"),
                // Two are seen and both are marked.
                ("in_box pustule 35", "outside_box"),
                ("in_box plaque 35", "outside_box"),
                // Nobody knows how much scale there is.
                ("in_box scale 35", "unknown"),
                ("in_box ulcer 35", "rejected"),
                ("in_box coated_tongue 35", "unknown"),
                ("in_box onycholysis 35", "other_organ"),
                // One lies on the other.
                ("in_box pustule 96", "true"),
                ("in_box plaque 90", "unknown"),
            ],
        );
        holds("cheek\npapule@cheek #40 #80\nunsure lesions", &[], &[("in_box papule 35", "unknown")]);
    }

    #[test]
    fn a_lesion_lies_elsewhere_only_where_the_region_is_in_the_picture() {
        let picture = "cheek chin forehead jawline\npapule@cheek\nscale@chin,forehead";
        holds(
            picture,
            &[],
            &[
                ("site papule cheek", "true"),
                ("site papule face", "true"),
                ("site papule forehead", "other_site"),
                // It borders on the cheek.
                ("site papule jawline", "unknown"),
                ("site papule palm", "unknown"),
                ("site papule toenail", "other_organ"),
                ("site scale forehead", "true"),
                ("site scale cheek", "other_site"),
                // Nothing is known of where a lesion lies that is not there.
                ("site ulcer chin", "unknown"),
            ],
        );
        let unsure = format!("{picture}\nunsure lesion/1/regions");
        holds(&unsure, &[], &[("site papule forehead", "unknown"), ("site scale cheek", "other_site")]);
    }

    #[test]
    fn attribute_values_are_false_within_their_facet_and_two_steps_away() {
        holds(
            "cheek\npapule@cheek red round dome_shaped few clustered symmetric well_defined mung_bean",
            &[],
            &[
                ("attribute papule colour.red", "true"),
                ("attribute papule colour.dark_red", "unknown"),
                ("attribute papule colour.pink", "unknown"),
                ("attribute papule colour.variegated", "unknown"),
                ("attribute papule colour.green", "other_value"),
                ("attribute papule colour.white", "other_value"),
                // An outline says nothing of a surface.
                ("attribute papule shape.verrucous", "unknown"),
                ("attribute papule shape.linear", "other_value"),
                ("attribute papule shape.subcircular", "unknown"),
                ("attribute papule shape.filiform", "other_value"),
                ("attribute papule quantity.several", "unknown"),
                ("attribute papule quantity.multiple", "other_value"),
                ("attribute papule quantity.single", "other_value"),
                ("attribute papule size.millet", "unknown"),
                ("attribute papule size.pinpoint", "other_value"),
                ("attribute papule distribution.bilateral", "true"),
                ("attribute papule distribution.unilateral", "other_value"),
                ("attribute papule distribution.truncal", "unknown"),
                ("attribute papule distribution.follicular", "unknown"),
                ("attribute papule boundary.relatively_well_defined", "unknown"),
                ("attribute papule boundary.ill_defined", "other_value"),
                ("attribute papule boundary.halo", "unknown"),
                ("attribute papule colour.not_applicable", "unknown"),
                ("attribute ulcer colour.green", "unknown"),
            ],
        );
        // Two cards of one type, of which one is green.
        holds("cheek chin\npapule@cheek red\npapule@chin green", &[], &[("attribute papule colour.green", "true")]);
    }

    #[test]
    fn relations_are_false_only_where_nothing_that_is_stated_leaves_them_room() {
        let cards = "cheek\ncrust@cheek\nmacule@cheek\npustule@cheek\n";
        holds(
            &format!("{cards}1 on_surface_of 2\n3 secondary_to 2"),
            &[],
            &[
                ("relation crust on_surface_of macule", "true"),
                ("relation macule beneath crust", "true"),
                ("relation crust in_centre_of macule", "unknown"),
                ("relation crust separate_from macule", "other_relation"),
                ("relation macule separate_from crust", "other_relation"),
                // A clinical relation is another question, and so is everything about lesions that nothing relates.
                ("relation crust secondary_to macule", "unknown"),
                ("relation pustule adjacent_to macule", "unknown"),
                ("relation pustule adjacent_to crust", "unknown"),
            ],
        );
        // Both have to leave it room, or neither: at the edge is adjacent, on the surface is not.
        let both = format!("{cards}1 on_surface_of 2\n1 at_edge_of 2");
        holds(
            &both,
            &[],
            &[
                ("relation crust adjacent_to macule", "unknown"),
                ("relation crust separate_from macule", "other_relation"),
            ],
        );
    }

    #[test]
    fn a_diagnosis_is_false_only_where_nothing_connects_it_with_what_was_thought_of() {
        holds(
            "thigh\npustule@thigh\n? folliculitis",
            &["thigh\npustule@thigh\n? folliculitis furuncle", "thigh\npustule@thigh\n? acne_vulgaris"],
            &[
                ("disease folliculitis", "true"),
                // Another reader's, and its group.
                ("disease furuncle", "unknown"),
                ("disease acne_vulgaris", "unknown"),
                ("disease rosacea", "unknown"),
                ("disease impetigo", "unknown"),
                ("disease vitiligo", "unknown"),
                ("disease dental_caries", "other_disease"),
                ("disease geographic_tongue", "other_disease"),
            ],
        );
        holds(
            "thigh\npustule@thigh\n? folliculitis\nunsure differential",
            &[],
            &[("disease dental_caries", "unknown")],
        );
        holds("thigh\npustule@thigh", &[], &[("disease dental_caries", "unknown")]);
    }

    #[test]
    fn a_treatment_is_false_only_where_it_is_usual_for_nothing_that_was_thought_of() {
        holds(
            "thigh\npustule@thigh\n? folliculitis\n+ mupirocin dermatology_routine avoid_squeezing",
            &["thigh\npustule@thigh\n? folliculitis\n+ finasteride", "thigh\npustule@thigh\n? acne_vulgaris"],
            &[
                ("treatment medication.mupirocin", "true"),
                // Right for folliculitis, and of the same class.
                ("treatment medication.fusidic_acid", "unknown"),
                ("treatment medication.ozenoxacin", "unknown"),
                // Right for what the other reader thought of.
                ("treatment medication.isotretinoin", "unknown"),
                // A reader named it, wherever he or she had that from.
                ("treatment medication.finasteride", "unknown"),
                ("treatment medication.vismodegib", "unknown"),
                ("treatment medication.polidocanol", "not_usual"),
                ("treatment medication.monobenzone", "unknown"),
                ("treatment procedure.root_canal", "not_usual"),
                // Whoever looks closer is never wrong.
                ("treatment procedure.dermoscopy", "unknown"),
                ("treatment medication.soft_paraffin", "unknown"),
                ("treatment precaution.hand_hygiene", "unknown"),
                ("treatment harmful.squeeze_spots", "harmful"),
                ("treatment care.self_care", "unknown"),
                ("treatment care.emergency_now", "other_urgency"),
            ],
        );
        holds(
            "thigh\n? folliculitis\n+ mupirocin\nunsure treatment",
            &[],
            &[
                ("treatment medication.mupirocin", "unknown"),
                ("treatment medication.polidocanol", "unknown"),
                ("treatment harmful.squeeze_spots", "harmful"),
            ],
        );
    }

    /// Every statement that the vocabulary allows about a picture.
    fn statements(picture: &Picture<'_>, check: &mut dyn FnMut(Statement<'_>)) {
        let vocabulary = picture.vocabulary;
        let codes = |kind: Kind| vocabulary.terms(kind).iter().map(|term| &term.code);
        codes(Kind::Lesion).for_each(|code| check(Statement::Lesion(code)));
        codes(Kind::Region).for_each(|code| check(Statement::Region(code)));
        codes(Kind::Disease).for_each(|code| check(Statement::Disease(code)));
        codes(Kind::Treatment).for_each(|code| check(Statement::Treatment(code)));
        let types: BTreeSet<&Code> = picture.reviewed.lesions.iter().map(|card| &card.lesion).collect();
        for lesion in &types {
            codes(Kind::Region).for_each(|region| check(Statement::Site { lesion, region }));
            codes(Kind::Attribute).for_each(|value| check(Statement::Attribute { lesion, value }));
            for around in picture.reviewed.lesions.iter().flat_map(|card| &card.marks).filter_map(PromptBox::around) {
                check(Statement::InBox { lesion, around: &around });
            }
            for to in &types {
                codes(Kind::Relation).for_each(|relation| check(Statement::Relation { from: lesion, relation, to }));
            }
        }
    }

    /// Whether a record states something outright.
    fn states(record: &Annotation, statement: Statement<'_>) -> bool {
        let type_of = |number: u32| record.lesions.iter().find(|card| card.number == number).map(|card| &card.lesion);
        let mut cards = record.lesions.iter();
        match statement {
            Statement::Lesion(lesion) => cards.any(|card| card.lesion == *lesion),
            Statement::Region(region) => record.regions.contains(region),
            Statement::Site { lesion, region } => cards.any(|c| c.lesion == *lesion && c.regions.contains(region)),
            Statement::InBox { lesion, around } => {
                cards.any(|c| c.lesion == *lesion && c.marks.iter().any(|mark| around.encloses(mark)))
            }
            Statement::Attribute { lesion, value } => {
                cards.any(|c| c.lesion == *lesion && c.attributes.contains(value))
            }
            Statement::Relation { from, relation, to } => record.relations.iter().any(|line| {
                line.relation == *relation && (type_of(line.from), type_of(line.to)) == (Some(from), Some(to))
            }),
            Statement::Disease(disease) => record.differential.diseases().any(|other| other == disease),
            Statement::Treatment(item) => record.treatment.items.iter().any(|line| line.item == *item),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn nothing_that_is_stated_implied_or_above_is_false(reviewed in annotations(), a in annotations()) {
            let vocabulary = Vocabulary::built_in();
            let (picture, readings) = (&reviewed, [a]);
            let picture = Picture { reviewed: picture, readings: &readings, vocabulary };
            statements(&picture, &mut |statement| {
                let truth = picture.truth(statement);
                let stated = states(&reviewed, statement);
                if stated {
                    assert!(!matches!(truth, Truth::False(_)), "{statement:?} is {truth:?}");
                }
                // What nobody unsure stated outright is true, but "not applicable", which is no finding.
                let exclusive = matches!(statement, Statement::Attribute { value, .. } if vocabulary.term(value).is_some_and(|t| t.exclusive));
                if stated && reviewed.unsure.is_empty() && !exclusive && truth != Truth::True {
                    let silent = matches!(statement, Statement::Attribute { .. } | Statement::Site { .. });
                    assert!(silent, "{statement:?} is {truth:?}");
                }
                let implied = match statement {
                    Statement::Lesion(code) => reviewed.lesions.iter().any(|c| vocabulary.implied(&c.lesion).contains(code)),
                    Statement::Region(code) => reviewed.regions.iter().any(|one| vocabulary.implied(one).contains(code)),
                    _ => false,
                };
                assert!(!(implied && matches!(truth, Truth::False(_))), "{statement:?} is {truth:?}");
            });
        }
        #[test]
        fn what_one_reader_of_several_thought_of_is_never_false(reviewed in annotations(), a in annotations(), b in annotations()) {
            let readings = [a, b];
            let picture = Picture { reviewed: &reviewed, readings: &readings, vocabulary: Vocabulary::built_in() };
            for reading in &readings {
                for disease in reading.differential.diseases() {
                    prop_assert!(!matches!(picture.truth(Statement::Disease(disease)), Truth::False(_)));
                    let usual = picture.vocabulary.term(disease).map(|term| term.usual_treatments.clone()).unwrap_or_default();
                    for item in usual {
                        prop_assert!(!matches!(picture.truth(Statement::Treatment(&item)), Truth::False(WhyFalse::NotUsual)));
                    }
                }
                for line in &reading.treatment.items {
                    prop_assert!(!matches!(picture.truth(Statement::Treatment(&line.item)), Truth::False(WhyFalse::NotUsual)));
                }
            }
        }
        #[test]
        fn truth_does_not_depend_on_the_order_in_which_things_are_stated(reviewed in annotations(), a in annotations(), b in annotations()) {
            let mut turned = reviewed.clone();
            turned.regions.reverse();
            turned.lesions.reverse();
            turned.relations.reverse();
            turned.treatment.items.reverse();
            for lesion in &mut turned.lesions {
                lesion.regions.reverse();
            }
            let (forth, back) = ([a.clone(), b.clone()], [b, a]);
            let vocabulary = Vocabulary::built_in();
            let picture = Picture { reviewed: &reviewed, readings: &forth, vocabulary };
            let other = Picture { reviewed: &turned, readings: &back, vocabulary };
            statements(&picture, &mut |statement| {
                let kind = |truth: Truth| std::mem::discriminant(&truth);
                assert_eq!(kind(picture.truth(statement)), kind(other.truth(statement)), "{statement:?}");
            });
        }
        #[test]
        fn saying_less_never_makes_more_false(reviewed in annotations(), field in 0_usize..3) {
            // Doubt about a field takes falsehoods away, and adds none.
            let mut doubted = reviewed.clone();
            doubted.unsure.insert(["regions", "relations", "differential"][field].to_owned());
            let vocabulary = Vocabulary::built_in();
            let (sure, unsure) = (
                Picture { reviewed: &reviewed, readings: &[], vocabulary },
                Picture { reviewed: &doubted, readings: &[], vocabulary },
            );
            statements(&sure, &mut |statement| {
                let more = matches!(unsure.truth(statement), Truth::False(_)) && !matches!(sure.truth(statement), Truth::False(_));
                assert!(!more, "{statement:?}");
            });
        }
    }
}
