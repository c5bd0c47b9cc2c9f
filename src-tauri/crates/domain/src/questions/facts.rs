//! What a template can ask about one picture: the right answers, and how what is wrong is found.
//!
//! Right answers are what the reviewed record states; what is wrong comes from `truth.rs` alone. Nothing is asked of a field
//! of which all who stated it were unsure.

use std::collections::{BTreeMap, BTreeSet};

use super::sentence::{self, Blanks, Noun};
use super::templates::{Asks, Template};
use super::truth::{Picture, Statement, Truth, WhyFalse};
use super::{Bilingual, Form, PromptBox};
use crate::annotation::{Lesion, LesionRole};
use crate::vocabulary::{Code, Kind, Language, Vocabulary};

/// Something that can be an option, or the value of a judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// Term behind it; none where it is words.
    pub(super) code: Option<Code>,
    /// As an option or an answer.
    pub(super) listed: Bilingual,
    /// As the placeholders of a judgement.
    pub(super) stated: Blanks,
}

impl Answer {
    /// Term, or what it says.
    pub(super) fn name(&self) -> &str {
        self.code.as_ref().map_or(self.listed.en.as_str(), Code::as_str)
    }
}

/// Something that a template can ask.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// Lesion type that it is about.
    pub(super) lesion: Option<Code>,
    /// What else it is about: attribute, region, second lesion, disease.
    pub(super) about: Vec<Code>,
    /// Boxes that are drawn into the picture.
    pub(super) boxes: Vec<PromptBox>,
    /// Placeholders of the question.
    pub(super) blanks: Blanks,
    /// All right answers.
    pub(super) right: Vec<Answer>,
    /// How many of them may be right at once.
    pub(super) most_right: usize,
    /// Where wrong answers come from.
    pub(super) wrong: Wrong,
    /// The answer in words, where it is more than a list.
    pub(super) words: Option<Bilingual>,
}

/// Where wrong answers come from.
#[derive(Debug, Clone)]
pub(super) enum Wrong {
    /// Nowhere: it is asked in open form only.
    Nothing,
    /// Lesion types that are false of the picture.
    Lesions,
    /// Lesions that are there but lie elsewhere, then as above.
    LesionsElsewhere(Code),
    /// Lesions that are there outside a box, then as above.
    LesionsOutside(PromptBox),
    /// Lesions that are there and of which a value is false, then as above.
    LesionsWithout(Code),
    /// Lesions that are there and lie to another one otherwise, then as above.
    LesionsNotRelated {
        /// How the right answer lies to it.
        relation: Code,
        /// The other lesion.
        to: Code,
    },
    /// The other role.
    Role(LesionRole),
    /// Parts of the body that cannot be in the frame.
    Regions,
    /// Regions where a lesion does not lie.
    Sites(Code),
    /// Parts of a region where a lesion does not lie.
    Parts(Code, Code),
    /// Values of an attribute.
    Values(Code, Code),
    /// Relations between two lesions.
    Relations(Code, Code),
    /// Those that share nothing with what was thought of.
    Diseases,
    /// Groups of diseases.
    Groups,
    /// Treatments of a category.
    Treatments(String),
    /// Given beforehand.
    These(Vec<(Answer, WhyFalse)>),
}

/// How much of what is asked is put into words: most of what could be asked never is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Words {
    /// Terms only.
    None,
    /// Questions, options and answers.
    Options,
    /// What judgements state, too.
    Statements,
}

/// What is asked of one picture, with what is looked up again and again.
pub(super) struct Asked<'a> {
    pub(super) picture: Picture<'a>,
    vocabulary: &'a Vocabulary,
    words: Words,
}

impl<'a> Asked<'a> {
    pub(super) fn new(picture: Picture<'a>, words: Words) -> Self {
        Self { picture, vocabulary: picture.vocabulary, words }
    }

    /// An answer by its term, in as many words as are wanted.
    fn answer(
        &self,
        code: &Code,
        listed: impl FnOnce() -> Bilingual,
        stated: impl FnOnce(&Bilingual) -> Blanks,
    ) -> Answer {
        let listed = if self.words >= Words::Options { listed() } else { Bilingual::default() };
        let stated = if self.words == Words::Statements { stated(&listed) } else { Blanks::new() };
        Answer { code: Some(code.clone()), listed, stated }
    }

    fn noun(&self, card: &Lesion) -> Noun {
        let several = card.attributes.iter().filter_map(|value| self.vocabulary.term(value));
        let several = several.into_iter().any(|term| term.min_count.is_some_and(|count| count > 1));
        Noun::of(self.vocabulary, &card.lesion, several)
    }

    /// The only card of its type, so that the type names it; none where the type stands twice.
    fn only(&self, lesion: &Code) -> Option<&'a Lesion> {
        match self.picture.cards(lesion).as_slice() {
            [card] => Some(card),
            _ => None,
        }
    }

    fn named_cards(&self) -> impl Iterator<Item = &'a Lesion> {
        let doubtful = self.picture.is_unsure("lesions");
        self.picture.reviewed.lesions.iter().filter(move |card| !doubtful && self.only(&card.lesion).is_some())
    }

    fn is_true(&self, statement: Statement<'_>) -> bool {
        self.picture.truth(statement) == Truth::True
    }

    fn lesion(&self, code: &Code) -> Answer {
        let stated = |listed: &Bilingual| {
            let noun = self.only(code).map_or_else(|| Noun::of(self.vocabulary, code, false), |card| self.noun(card));
            let blank = |en: String| Bilingual { en, zh: listed.zh.clone() };
            BTreeMap::from([
                ("is_there_value", blank(format!("{} there {}", noun.is(), noun.indefinite()))),
                ("value", blank(noun.indefinite())),
                ("lies_value", Bilingual { en: noun.lies().to_owned(), zh: String::new() }),
            ])
        };
        self.answer(code, || sentence::name(self.vocabulary, code), stated)
    }

    fn region(&self, code: &Code) -> Answer {
        let stated = |_: &Bilingual| {
            let Bilingual { en, zh } = sentence::within(self.vocabulary, code);
            let is = if sentence::is_plural_region(self.vocabulary, code) { "are" } else { "is" };
            let blank = |en: String| Bilingual { en, zh: zh.clone() };
            BTreeMap::from([("is_value", blank(format!("{is} the {en}"))), ("value", blank(format!("the {en}")))])
        };
        self.answer(code, || sentence::name(self.vocabulary, code), stated)
    }

    fn site(&self, code: &Code) -> Answer {
        let stated = |_: &Bilingual| BTreeMap::from([("value", sentence::on_region(self.vocabulary, code))]);
        self.answer(code, || sentence::name(self.vocabulary, code), stated)
    }

    fn value(&self, code: &Code) -> Answer {
        let stated = |_: &Bilingual| BTreeMap::from([("value", sentence::predicate(self.vocabulary, code))]);
        self.answer(code, || sentence::name(self.vocabulary, code), stated)
    }

    fn relation(&self, code: &Code, other: &Noun) -> Answer {
        let stated = |_: &Bilingual| BTreeMap::from([("value", sentence::relation_to(self.vocabulary, code, other))]);
        self.answer(code, || sentence::relation_answer(self.vocabulary, code), stated)
    }

    fn disease(&self, code: &Code) -> Answer {
        let stated = |_: &Bilingual| BTreeMap::from([("value", sentence::within(self.vocabulary, code))]);
        self.answer(code, || sentence::name(self.vocabulary, code), stated)
    }

    /// A treatment by the route that the record names, or by the first that there is.
    fn treatment(&self, code: &Code) -> Answer {
        let line = self.picture.reviewed.treatment.items.iter().find(|line| line.item == *code);
        let usual = || self.vocabulary.term(code).and_then(|term| term.routes.first()).map(String::as_str);
        let route = line.and_then(|line| line.route.as_deref()).or_else(usual);
        let stated = |listed: &Bilingual| {
            let quoted = self.vocabulary.term(code).and_then(|term| term.category.as_deref()) != Some("medication");
            let within = || sentence::treatment_within(self.vocabulary, code, route);
            BTreeMap::from([("value", if quoted { listed.clone() } else { within() })])
        };
        self.answer(code, || sentence::treatment(self.vocabulary, code, route), stated)
    }

    fn finding(code: &Code, text: Bilingual) -> Answer {
        let stated = BTreeMap::from([("value", text.clone())]);
        Answer { code: Some(code.clone()), listed: text, stated }
    }

    /// Everything of this kind that a template can ask.
    pub(super) fn facts(&self, template: &Template) -> Vec<Fact> {
        let record = self.picture.reviewed;
        let unsure = |field: &str| self.picture.is_unsure(field);
        let several = record.several_conditions;
        match template.asks {
            Asks::Lesions => self.lesions(None),
            Asks::PrimaryLesions => self.lesions(Some(LesionRole::Primary)),
            Asks::LesionOnRegion if unsure("regions") => vec![],
            Asks::LesionOnRegion => record.regions.iter().filter_map(|region| self.lesion_on(region)).collect(),
            Asks::Role => self.named_cards().filter_map(|card| self.role(card)).collect(),
            Asks::LesionInBox => self.boxed().map(|(card, around)| self.lesion_in(card, around)).collect(),
            Asks::SiteInBox => self.boxed().filter_map(|(card, around)| self.site_of(card, around)).collect(),
            Asks::Regions if unsure("regions") => vec![],
            Asks::Regions => self.regions(),
            Asks::Sites | Asks::Site => self.named_cards().filter_map(|card| self.sites(card, template.asks)).collect(),
            Asks::Part => self.named_cards().flat_map(|card| self.parts(card)).collect(),
            Asks::Attribute => {
                let attribute = template.attribute.as_ref();
                self.named_cards().filter_map(|card| self.attribute(card, attribute?)).collect()
            }
            Asks::LesionWithValue => self.lesions_with_values(),
            Asks::Relation | Asks::RelationBetweenBoxes | Asks::Related if unsure("relations") => vec![],
            Asks::Relation => self.relations(),
            Asks::RelationBetweenBoxes => self.relations_between_boxes(),
            Asks::Related => self.related(),
            Asks::Cause if unsure("relations") => vec![],
            Asks::Cause => self.causes(),
            Asks::Why => self.named_cards().filter_map(|card| self.why(card)).collect(),
            Asks::FirstDiagnosis
            | Asks::Differential
            | Asks::DiseaseGroup
            | Asks::Evidence
            | Asks::EvidenceSeveral
            | Asks::Against
            | Asks::Rationale
                if unsure("differential") =>
            {
                vec![]
            }
            // Two conditions have two right diagnoses.
            Asks::FirstDiagnosis | Asks::DiseaseGroup | Asks::Evidence | Asks::EvidenceSeveral | Asks::Against
                if several =>
            {
                vec![]
            }
            Asks::FirstDiagnosis => self.first_diagnosis(),
            Asks::Differential => self.differential(),
            Asks::DiseaseGroup => self.disease_group(),
            Asks::Evidence => self.evidence(1),
            Asks::EvidenceSeveral => self.evidence(3),
            Asks::Against => self.against(),
            Asks::Rationale => self.rationale(),
            Asks::Treatment | Asks::TreatmentClass | Asks::TreatmentText if unsure("treatment") || several => vec![],
            Asks::Treatment => self.treatments(template.category.as_deref().unwrap_or_default()),
            Asks::TreatmentClass => self.treatment_classes(),
            Asks::TreatmentText => self.treatment_text(),
        }
    }

    fn plain(&self, right: Vec<Answer>, wrong: Wrong) -> Fact {
        let most_right = right.len().min(3);
        Fact {
            lesion: None,
            about: vec![],
            boxes: vec![],
            blanks: Blanks::new(),
            right,
            most_right,
            wrong,
            words: None,
        }
    }

    fn of(&self, card: &Lesion, right: Vec<Answer>, wrong: Wrong) -> Fact {
        let blanks = if self.words == Words::None { Blanks::new() } else { self.noun(card).blanks() };
        Fact { lesion: Some(card.lesion.clone()), blanks, ..self.plain(right, wrong) }
    }

    /// All types, once for each of them, so that each has equal weight.
    fn lesions(&self, role: Option<LesionRole>) -> Vec<Fact> {
        if self.picture.is_unsure("lesions") {
            return vec![];
        }
        let organ = |card: &&Lesion| self.vocabulary.term(&card.lesion).and_then(|term| term.organ.as_ref()).is_none();
        let wanted = |card: &&Lesion| role.is_none() || card.role == role && organ(card);
        let types: BTreeSet<&Code> =
            self.picture.reviewed.lesions.iter().filter(wanted).map(|card| &card.lesion).collect();
        let right: Vec<Answer> = types.iter().map(|code| self.lesion(code)).collect();
        let first = |code: &Code| {
            let (mut mine, others): (Vec<Answer>, Vec<Answer>) =
                right.iter().cloned().partition(|answer| answer.code.as_ref() == Some(code));
            mine.extend(others);
            mine
        };
        types
            .iter()
            .map(|code| Fact { lesion: Some((*code).clone()), ..self.plain(first(code), Wrong::Lesions) })
            .collect()
    }

    fn lesion_on(&self, region: &Code) -> Option<Fact> {
        let mut here = self.named_cards().filter(|card| card.regions.contains(region));
        let only = here.next().filter(|_| here.next().is_none())?;
        // A type that lies there as well, on a card that its type does not name, would be right too.
        let all = self.picture.reviewed.lesions.iter().filter(|card| card.regions.contains(region)).count();
        let mut fact = self.of(only, vec![self.lesion(&only.lesion)], Wrong::LesionsElsewhere(region.clone()));
        fact.blanks.insert("on_region", sentence::on_region(self.vocabulary, region));
        fact.blanks.insert("region", sentence::within(self.vocabulary, region));
        fact.about = vec![region.clone()];
        let sure = self.is_true(Statement::Site { lesion: &only.lesion, region });
        (all == 1 && sure).then_some(fact)
    }

    /// A box around the largest mark of a card.
    fn around(card: &Lesion) -> Option<PromptBox> {
        card.marks.iter().filter_map(PromptBox::around).max_by_key(PromptBox::area)
    }

    /// Cards that a box can be drawn around, the first of each type.
    fn boxed(&self) -> impl Iterator<Item = (&'a Lesion, PromptBox)> {
        let doubtful = self.picture.is_unsure("lesions");
        let mut types: BTreeSet<&Code> = BTreeSet::new();
        let boxed = self.picture.reviewed.lesions.iter().filter(move |_| !doubtful);
        boxed.filter_map(|card| Some((card, Self::around(card)?))).filter(move |(card, _)| types.insert(&card.lesion))
    }

    /// A lesion that a box encloses: one, however many there are elsewhere.
    fn enclosed(&self, code: &Code) -> Answer {
        let stated = |listed: &Bilingual| {
            let en = Noun::of(self.vocabulary, code, false).indefinite();
            BTreeMap::from([("value", Bilingual { en, zh: listed.zh.clone() })])
        };
        self.answer(code, || sentence::name(self.vocabulary, code), stated)
    }

    fn lesion_in(&self, card: &Lesion, around: PromptBox) -> Fact {
        let plain = self.plain(vec![self.enclosed(&card.lesion)], Wrong::LesionsOutside(around));
        Fact { lesion: Some(card.lesion.clone()), boxes: vec![around], ..plain }
    }

    fn site_of(&self, card: &Lesion, around: PromptBox) -> Option<Fact> {
        let only = self.only(&card.lesion)?;
        let fact = self.sites(only, Asks::Site)?;
        Some(Fact { boxes: vec![around], blanks: Blanks::new(), ..fact })
    }

    fn role(&self, card: &Lesion) -> Option<Fact> {
        let role = card.role.filter(|_| !self.picture.is_unsure(&format!("lesion/{}/role", card.number)))?;
        Some(self.of(card, vec![role_answer(role)], Wrong::Role(role)))
    }

    fn regions(&self) -> Vec<Fact> {
        let all = &self.picture.reviewed.regions;
        // Of a region and a part of it the part is the answer.
        let is_outer = |region: &Code| all.iter().any(|other| self.vocabulary.ancestors(other).contains(region));
        let right: Vec<Answer> = all.iter().filter(|r| !is_outer(r)).map(|region| self.region(region)).collect();
        if right.is_empty() { vec![] } else { vec![self.plain(right, Wrong::Regions)] }
    }

    fn sites(&self, card: &Lesion, asks: Asks) -> Option<Fact> {
        let sure = |region: &&Code| self.is_true(Statement::Site { lesion: &card.lesion, region });
        let is_outer =
            |region: &&Code| card.regions.iter().any(|other| self.vocabulary.ancestors(other).contains(region));
        let sites: Vec<&Code> = card.regions.iter().filter(|region| !is_outer(region)).filter(sure).collect();
        if sites.is_empty() || (asks == Asks::Site && sites.len() > 1) {
            return None;
        }
        let right = sites.into_iter().map(|region| self.site(region)).collect();
        Some(self.of(card, right, Wrong::Sites(card.lesion.clone())))
    }

    fn parts(&self, card: &Lesion) -> Vec<Fact> {
        let [site] = card.regions.as_slice() else { return vec![] };
        let sure = self.is_true(Statement::Site { lesion: &card.lesion, region: site });
        let above = self.vocabulary.term(site).and_then(|term| term.parent.clone()).filter(|_| sure);
        let Some(above) = above else { return vec![] };
        let wrong = Wrong::Parts(card.lesion.clone(), above.clone());
        let mut fact = self.of(card, vec![self.site(site)], wrong);
        let Bilingual { en, zh } = sentence::within(self.vocabulary, &above);
        fact.blanks.insert("the_region", Bilingual { en: format!("the {en}"), zh: zh.clone() });
        fact.blanks.insert("region", Bilingual { en, zh });
        fact.about = vec![above];
        vec![fact]
    }

    fn attribute(&self, card: &Lesion, attribute: &Code) -> Option<Fact> {
        let of = |code: &&Code| self.vocabulary.term(code).is_some_and(|term| term.parent.as_ref() == Some(attribute));
        let values: Vec<&Code> = card.attributes.iter().filter(of).collect();
        let sure = values.iter().all(|value| self.is_true(Statement::Attribute { lesion: &card.lesion, value }));
        if values.is_empty() || !sure {
            return None;
        }
        let right = values.into_iter().map(|value| self.value(value)).collect();
        let mut fact = self.of(card, right, Wrong::Values(card.lesion.clone(), attribute.clone()));
        fact.about = vec![attribute.clone()];
        Some(fact)
    }

    /// Types whose cards stand once, by value that one of them has alone and the others provably have not.
    fn lesions_with_values(&self) -> Vec<Fact> {
        let cards: Vec<&Lesion> = self.named_cards().collect();
        let mut facts = Vec::new();
        if cards.len() < 2 || cards.len() < self.picture.reviewed.lesions.len() {
            return facts;
        }
        for card in &cards {
            for value in &card.attributes {
                let attribute = self.vocabulary.term(value).and_then(|term| term.parent.clone());
                let Some(attribute) = attribute.filter(|code| code.as_str() != "attribute.quantity") else { continue };
                let sure = self.is_true(Statement::Attribute { lesion: &card.lesion, value });
                let without = |other: &&Lesion| {
                    let truth = self.picture.truth(Statement::Attribute { lesion: &other.lesion, value });
                    matches!(truth, Truth::False(_))
                };
                if sure && cards.iter().filter(|other| other.lesion != card.lesion).all(without) {
                    let wrong = Wrong::LesionsWithout(value.clone());
                    let mut fact = self.of(card, vec![self.lesion(&card.lesion)], wrong);
                    fact.blanks = Blanks::from([("value", sentence::property(self.vocabulary, value))]);
                    fact.about = vec![attribute, value.clone()];
                    facts.push(fact);
                }
            }
        }
        facts
    }

    /// Pairs of types that name one card each, with the spatial relation between them that reads best.
    fn pairs(&self) -> Vec<(&'a Lesion, Code, &'a Lesion)> {
        let mut pairs = Vec::new();
        for line in &self.picture.reviewed.relations {
            let Some(term) = self.vocabulary.term(&line.relation) else { continue };
            let card = |number: u32| self.named_cards().find(|card| card.number == number);
            let (Some(from), Some(to)) = (card(line.from), card(line.to)) else { continue };
            if term.relation_kind.as_deref() != Some("spatial") {
                continue;
            }
            // "has at its edge" is said from the other side.
            let turned = term.inverse.clone().filter(|_| term.en.starts_with("has "));
            pairs.push(match turned {
                Some(inverse) => (to, inverse, from),
                None => (from, line.relation.clone(), to),
            });
        }
        pairs
    }

    fn relations(&self) -> Vec<Fact> {
        let mut facts: BTreeMap<(Code, Code), Fact> = BTreeMap::new();
        for (from, relation, to) in self.pairs() {
            let other = self.noun(to);
            let answer = self.relation(&relation, &other);
            let fact = facts.entry((from.lesion.clone(), to.lesion.clone())).or_insert_with(|| {
                let wrong = Wrong::Relations(from.lesion.clone(), to.lesion.clone());
                let mut fact = self.of(from, vec![], wrong);
                fact.blanks.extend(other_blanks(&other));
                fact.about = vec![to.lesion.clone()];
                fact
            });
            fact.right.push(answer);
            fact.most_right = 1;
        }
        // One answer is asked for: where several are stated, any of them would be right.
        facts.into_values().filter(|fact| fact.right.len() == 1).collect()
    }

    /// The same in boxes, where there is one lesion of either type: of several, nobody stated which lies how to which.
    fn relations_between_boxes(&self) -> Vec<Fact> {
        let alone = |card: &Lesion| card.marks.len() == 1 && self.picture.is_marked_throughout(card);
        let boxed: BTreeMap<&Code, PromptBox> =
            self.boxed().filter(|(card, _)| alone(card)).map(|(card, around)| (&card.lesion, around)).collect();
        let between = |fact: Fact| {
            let (from, to) = (fact.lesion.as_ref()?, fact.about.first()?);
            let boxes = vec![*boxed.get(from)?, *boxed.get(to)?];
            let mut blanks = Noun::of(self.vocabulary, from, false).blanks();
            blanks.extend(other_blanks(&Noun::of(self.vocabulary, to, false)));
            (boxes[0] != boxes[1]).then_some(Fact { boxes, blanks, ..fact })
        };
        self.relations().into_iter().filter_map(between).collect()
    }

    fn related(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        let pairs = self.pairs();
        for (from, relation, to) in &pairs {
            let others = pairs.iter().filter(|(_, r, t)| r == relation && t.lesion == to.lesion).count();
            if others != 1 {
                continue;
            }
            let other = self.noun(to);
            let wrong = Wrong::LesionsNotRelated { relation: relation.clone(), to: to.lesion.clone() };
            let mut fact = self.of(from, vec![self.lesion(&from.lesion)], wrong);
            let Bilingual { en, zh } = sentence::relation_to(self.vocabulary, relation, &other);
            fact.blanks = other_blanks(&other);
            fact.blanks.insert("relation", Bilingual { en, zh: zh.clone() });
            fact.blanks.insert("related_to_other", Bilingual { en: String::new(), zh });
            fact.about = vec![relation.clone(), to.lesion.clone()];
            facts.push(fact);
        }
        facts
    }

    fn causes(&self) -> Vec<Fact> {
        let mut origins: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for line in &self.picture.reviewed.relations {
            match line.relation.as_str() {
                "relation.secondary_to" => origins.entry(line.from).or_default().insert(line.to),
                "relation.gives_rise_to" => origins.entry(line.to).or_default().insert(line.from),
                _ => false,
            };
        }
        let card = |number: u32| self.named_cards().find(|card| card.number == number);
        let fact = |(later, earlier): (u32, BTreeSet<u32>)| {
            let (later, [origin]) = (card(later)?, earlier.into_iter().collect::<Vec<_>>().try_into().ok()?);
            let origin = card(origin)?;
            let mut fact = self.of(later, vec![self.lesion(&origin.lesion)], Wrong::Lesions);
            fact.about = vec![origin.lesion.clone()];
            Some(fact)
        };
        origins.into_iter().filter_map(fact).collect()
    }

    /// Values that the name of a lesion rests on: profile and surface, size where it has one, colour where it is one.
    fn why(&self, card: &Lesion) -> Option<Fact> {
        let term = self.vocabulary.term(&card.lesion)?;
        let group = term.parent.as_ref().map_or("", Code::as_str);
        let by_size = term.min_mm.is_some() || term.max_mm.is_some();
        let by_colour = ["lesion_group.vascular", "lesion_group.pigmentary", "lesion.purpura"].contains(&group);
        let names = |value: &&Code| {
            let Some(value) = self.vocabulary.term(value) else { return false };
            let profile = matches!(value.facet.as_deref(), Some("profile" | "surface"));
            match value.parent.as_ref().map_or("", Code::as_str) {
                "attribute.size" => by_size,
                "attribute.colour" => by_colour,
                "attribute.shape" => profile,
                _ => false,
            }
        };
        let sure = |value: &&Code| self.is_true(Statement::Attribute { lesion: &card.lesion, value });
        let noun = self.noun(card);
        let seen: Vec<Bilingual> = card
            .attributes
            .iter()
            .filter(names)
            .filter(sure)
            .map(|value| sentence::finding(self.vocabulary, &noun, value))
            .collect();
        let words = Some(sentence::listed(&seen)).filter(|_| !seen.is_empty())?;
        let mut fact = self.of(card, vec![], Wrong::Nothing);
        fact.words = Some(words);
        let named = Bilingual { en: noun.indefinite(), zh: sentence::name(self.vocabulary, &card.lesion).zh };
        fact.blanks.insert("bare_lesion", named);
        Some(fact)
    }

    fn first_diagnosis(&self) -> Vec<Fact> {
        let first = self.picture.reviewed.differential.diseases().next();
        first.map(|code| self.plain(vec![self.disease(code)], Wrong::Diseases)).into_iter().collect()
    }

    fn differential(&self) -> Vec<Fact> {
        let right: Vec<Answer> = self.picture.reviewed.differential.diseases().map(|code| self.disease(code)).collect();
        if right.len() < 2 { vec![] } else { vec![self.plain(right, Wrong::Diseases)] }
    }

    fn disease_group(&self) -> Vec<Fact> {
        let first = self.picture.reviewed.differential.diseases().next();
        let group = first.and_then(|code| self.vocabulary.term(code)).and_then(|term| term.parent.as_ref());
        group.map(|code| self.plain(vec![self.disease(code)], Wrong::Groups)).into_iter().collect()
    }

    /// What is seen, of which nobody is unsure: lesions, their values, where they lie.
    fn findings(&self) -> Vec<Answer> {
        let mut findings = Vec::new();
        for card in self.named_cards() {
            let noun = self.noun(card);
            findings.push(Self::finding(&card.lesion, sentence::is_seen(&noun)));
            for value in &card.attributes {
                let counted = |term: &crate::vocabulary::Term| {
                    ["attribute.quantity", "attribute.size"].contains(&term.parent.as_ref().map_or("", Code::as_str))
                };
                let plain = self.vocabulary.term(value).is_some_and(|term| !counted(term));
                if plain && self.is_true(Statement::Attribute { lesion: &card.lesion, value }) {
                    findings.push(Self::finding(value, sentence::finding(self.vocabulary, &noun, value)));
                }
            }
            for region in &card.regions {
                if self.is_true(Statement::Site { lesion: &card.lesion, region }) {
                    findings.push(Self::finding(region, sentence::lies_on(self.vocabulary, &noun, region)));
                }
            }
        }
        findings
    }

    /// Whether a disease rests on a finding; none where that is open.
    fn rests_on(&self, disease: &Code, finding: &Code) -> Option<bool> {
        let term = self.vocabulary.term(disease)?;
        let supports = |key: &Code| key == finding || self.vocabulary.implied(finding).contains(key);
        let near = |key: &Code| self.vocabulary.are_compatible(key, finding) || self.vocabulary.in_line(key, finding);
        if term.key_findings.iter().any(supports) {
            Some(true)
        } else if term.key_findings.is_empty() || term.key_findings.iter().any(near) {
            None
        } else {
            Some(false)
        }
    }

    fn evidence(&self, most_right: usize) -> Vec<Fact> {
        let Some(disease) = self.picture.reviewed.differential.diseases().next() else { return vec![] };
        let (mut right, mut wrong) = (Vec::new(), Vec::new());
        for finding in self.findings() {
            match finding.code.as_ref().and_then(|code| self.rests_on(disease, code)) {
                Some(true) => right.push(finding),
                Some(false) => wrong.push((finding, WhyFalse::NoKeyFinding)),
                None => {}
            }
        }
        if right.is_empty() {
            return vec![];
        }
        let most_right = most_right.min(right.len());
        let mut fact = Fact { most_right, ..self.plain(right, Wrong::These(wrong)) };
        fact.blanks.insert("disease", sentence::within(self.vocabulary, disease));
        fact.about = vec![disease.clone()];
        vec![fact]
    }

    fn against(&self) -> Vec<Fact> {
        let mut diseases = self.picture.reviewed.differential.diseases();
        let (Some(first), Some(second)) = (diseases.next(), diseases.next()) else { return vec![] };
        let (mut right, mut wrong) = (Vec::new(), Vec::new());
        for finding in self.findings() {
            let Some(code) = &finding.code else { continue };
            match (self.rests_on(first, code), self.rests_on(second, code)) {
                (Some(true), Some(false)) => right.push(finding),
                (Some(false), Some(_)) => wrong.push((finding, WhyFalse::NoKeyFinding)),
                _ => {}
            }
        }
        if right.is_empty() {
            return vec![];
        }
        let mut fact = Fact { most_right: 1, ..self.plain(right, Wrong::These(wrong)) };
        fact.blanks.insert("disease", sentence::within(self.vocabulary, first));
        fact.blanks.insert("other_disease", sentence::within(self.vocabulary, second));
        fact.about = vec![first.clone(), second.clone()];
        vec![fact]
    }

    /// In the language it was written in; the other waits for a person who translates it.
    fn rationale(&self) -> Vec<Fact> {
        let record = self.picture.reviewed;
        let (reasoning, first) = (record.reasoning.trim(), record.differential.diseases().next());
        let Some(disease) = first.filter(|_| !reasoning.is_empty()) else { return vec![] };
        let name = sentence::name(self.vocabulary, disease);
        let words = if sentence::is_chinese(reasoning) {
            Bilingual { en: String::new(), zh: format!("{reasoning}诊断：{}。", name.zh) }
        } else {
            Bilingual { en: format!("{reasoning} Diagnosis: {}.", name.en), zh: String::new() }
        };
        vec![Fact { words: Some(words), ..self.plain(vec![], Wrong::Nothing) }]
    }

    fn treatments(&self, category: &str) -> Vec<Fact> {
        let of = |code: &&Code| self.vocabulary.term(code).and_then(|t| t.category.as_deref()) == Some(category);
        let items: BTreeSet<&Code> = self.picture.reviewed.treatment.items.iter().map(|line| &line.item).collect();
        let right: Vec<Answer> = items.into_iter().filter(of).map(|code| self.treatment(code)).collect();
        // Harm is what is wrong about daily life; of what is sensible nothing is provably out of place.
        let wrong = if category == "precaution" { "harmful" } else { category };
        let one = ["precaution", "care"].contains(&category);
        let most_right = if one { 1 } else { right.len().min(3) };
        let fact = Fact { most_right, ..self.plain(right, Wrong::Treatments(wrong.to_owned())) };
        if fact.right.is_empty() { vec![] } else { vec![fact] }
    }

    /// Classes of which the record names a medication: everything of that class and route that is usual is accepted.
    fn treatment_classes(&self) -> Vec<Fact> {
        let record = self.picture.reviewed;
        let Some(disease) = record.differential.diseases().next().and_then(|code| self.vocabulary.term(code)) else {
            return vec![];
        };
        let family = |item: &Code| -> Option<Code> {
            let class = self.vocabulary.ancestors(item).last()?;
            // A name with a comma, such as "corticosteroid, potent", makes no plural.
            (!self.vocabulary.name(class, Language::En).contains([',', '('])).then(|| class.clone())
        };
        let mut facts: BTreeMap<(Code, String), Fact> = BTreeMap::new();
        for line in &record.treatment.items {
            let (Some(class), Some(route)) = (family(&line.item), line.route.as_deref()) else { continue };
            let takes = |item: &&Code| {
                let by_route = self.vocabulary.term(item).is_some_and(|term| term.routes.iter().any(|r| r == route));
                by_route && family(item).as_ref() == Some(&class)
            };
            let named = record.treatment.items.iter().map(|line| &line.item);
            let accepted: BTreeSet<&Code> = named.chain(&disease.usual_treatments).filter(takes).collect();
            let names: Vec<Bilingual> = accepted.iter().map(|code| sentence::name(self.vocabulary, code)).collect();
            let two = names.len() > 1;
            let at_least = if two { ("at least two", "至少两种") } else { ("one of the", "一种") };
            let mut fact = Fact { words: Some(sentence::listed(&names)), ..self.plain(vec![], Wrong::Nothing) };
            let said = Bilingual { en: at_least.0.to_owned(), zh: at_least.1.to_owned() };
            fact.blanks.insert("at_least", said);
            fact.blanks.insert("class", sentence::class(self.vocabulary, &class, Some(route)));
            fact.about = vec![class.clone()];
            facts.insert((class, route.to_owned()), fact);
        }
        facts.into_values().collect()
    }

    /// As it was written, in that language alone; where nothing was written, what was chosen from the lists, in both.
    fn treatment_text(&self) -> Vec<Fact> {
        let treatment = &self.picture.reviewed.treatment;
        let text = treatment.text.trim();
        let items: Vec<Bilingual> = treatment.items.iter().map(|line| self.treatment(&line.item).listed).collect();
        let listed = sentence::listed(&items);
        let join =
            |list: String, gap: &str| if list.is_empty() { text.to_owned() } else { format!("{list}{gap}{text}") };
        let words = match (text.is_empty(), sentence::is_chinese(text)) {
            (true, _) => listed,
            (false, true) => Bilingual { en: String::new(), zh: join(listed.zh, "。") },
            (false, false) => Bilingual { en: join(listed.en, ". "), zh: String::new() },
        };
        if words == Bilingual::default() {
            return vec![];
        }
        vec![Fact { words: Some(words), ..self.plain(vec![], Wrong::Nothing) }]
    }

    /// Everything that is provably wrong, what needs the picture most first; with why.
    pub(super) fn wrong(&self, fact: &Fact, form: Form) -> Vec<Vec<(Answer, WhyFalse)>> {
        let seen: BTreeSet<&Code> = self.picture.reviewed.lesions.iter().map(|card| &card.lesion).collect();
        let elsewhere = |statement: &dyn Fn(&'a Code) -> Truth| -> Vec<(Answer, WhyFalse)> {
            let seen = self.named_cards().map(|card| &card.lesion);
            self.falsehoods(seen, statement, |code| self.lesion(code))
        };
        let not_seen = || {
            let offered = sentence::offered(self.vocabulary, Kind::Lesion).filter(|code| !seen.contains(code));
            self.falsehoods(offered, |code| self.picture.truth(Statement::Lesion(code)), |code| self.lesion(code))
        };
        match &fact.wrong {
            Wrong::Nothing => vec![],
            Wrong::These(answers) => vec![answers.clone()],
            Wrong::Role(role) => {
                let other = if *role == LesionRole::Primary { LesionRole::Secondary } else { LesionRole::Primary };
                vec![vec![(role_answer(other), WhyFalse::OtherAnswer)]]
            }
            Wrong::Lesions => vec![not_seen()],
            Wrong::LesionsElsewhere(region) => {
                let there = |lesion: &'a Code| self.picture.truth(Statement::Site { lesion, region });
                vec![elsewhere(&there), not_seen()]
            }
            Wrong::LesionsOutside(around) => {
                let there = |lesion: &'a Code| self.picture.truth(Statement::InBox { lesion, around });
                let outside = self.falsehoods(seen.iter().copied(), there, |code| self.enclosed(code));
                let offered = sentence::offered(self.vocabulary, Kind::Lesion).filter(|code| !seen.contains(code));
                let elsewhere = |code: &Code| self.picture.truth(Statement::Lesion(code));
                vec![outside, self.falsehoods(offered, elsewhere, |code| self.enclosed(code))]
            }
            Wrong::LesionsWithout(value) => {
                let has = |lesion: &'a Code| self.picture.truth(Statement::Attribute { lesion, value });
                vec![elsewhere(&has), not_seen()]
            }
            Wrong::LesionsNotRelated { relation, to } => {
                let lies = |from: &'a Code| self.picture.truth(Statement::Relation { from, relation, to });
                vec![elsewhere(&lies), not_seen()]
            }
            Wrong::Regions => {
                let offered = sentence::offered(self.vocabulary, Kind::Region);
                let shown = |region: &Code| self.picture.truth(Statement::Region(region));
                vec![self.falsehoods(offered, shown, |code| self.region(code))]
            }
            Wrong::Sites(lesion) => {
                let there = |region: &Code| self.picture.truth(Statement::Site { lesion, region });
                let (visible, others): (Vec<&Code>, Vec<&Code>) = sentence::offered(self.vocabulary, Kind::Region)
                    .partition(|code| self.picture.reviewed.regions.contains(code));
                [visible, others]
                    .into_iter()
                    .map(|codes| self.falsehoods(codes.into_iter(), there, |code| self.site(code)))
                    .collect()
            }
            Wrong::Parts(lesion, above) => {
                let there = |region: &Code| self.picture.truth(Statement::Site { lesion, region });
                let parts = sentence::offered(self.vocabulary, Kind::Region)
                    .filter(|code| self.vocabulary.term(code).is_some_and(|term| term.parent.as_ref() == Some(above)));
                vec![self.falsehoods(parts, there, |code| self.site(code))]
            }
            Wrong::Values(lesion, attribute) => {
                let values = sentence::offered(self.vocabulary, Kind::Attribute).filter(|code| {
                    self.vocabulary.term(code).is_some_and(|term| term.parent.as_ref() == Some(attribute))
                });
                let has = |value: &Code| self.picture.truth(Statement::Attribute { lesion, value });
                vec![self.falsehoods(values, has, |code| self.value(code))]
            }
            Wrong::Relations(from, to) => {
                // "Is the crust has at its edge the macule" is no sentence.
                let sayable = |code: &&Code| {
                    form != Form::Judgement || !self.vocabulary.name(code, Language::En).starts_with("has ")
                };
                let relations = sentence::offered(self.vocabulary, Kind::Relation).filter(sayable);
                let other = self.only(to).map_or_else(|| Noun::of(self.vocabulary, to, false), |card| self.noun(card));
                let lies = |relation: &Code| self.picture.truth(Statement::Relation { from, relation, to });
                vec![self.falsehoods(relations, lies, |code| self.relation(code, &other))]
            }
            Wrong::Diseases => {
                let diseases = sentence::offered(self.vocabulary, Kind::Disease);
                let thought_of = |code: &Code| self.picture.truth(Statement::Disease(code));
                vec![self.falsehoods(diseases, thought_of, |code| self.disease(code))]
            }
            Wrong::Groups => {
                let groups = self.vocabulary.terms(Kind::Disease).iter().filter(|term| term.parent.is_none());
                let members = |group: &Code| {
                    let all = self.vocabulary.choosable(Kind::Disease);
                    let mut own = all.filter(|term| term.parent.as_ref() == Some(group));
                    own.all(|term| matches!(self.picture.truth(Statement::Disease(&term.code)), Truth::False(_)))
                };
                let truth =
                    |group: &Code| if members(group) { Truth::False(WhyFalse::OtherDisease) } else { Truth::Unknown };
                vec![self.falsehoods(groups.map(|term| &term.code), truth, |code| self.disease(code))]
            }
            Wrong::Treatments(category) => {
                let items = self.vocabulary.terms(Kind::Treatment).iter().filter(|term| {
                    term.category.as_ref() == Some(category) && (term.choosable || category == "harmful")
                });
                let suits = |item: &Code| self.picture.truth(Statement::Treatment(item));
                vec![self.falsehoods(items.map(|term| &term.code), suits, |code| self.treatment(code))]
            }
        }
    }

    fn falsehoods<'c>(
        &self,
        codes: impl Iterator<Item = &'c Code>,
        truth: impl Fn(&'c Code) -> Truth,
        answer: impl Fn(&Code) -> Answer,
    ) -> Vec<(Answer, WhyFalse)> {
        codes
            .filter_map(|code| match truth(code) {
                Truth::False(why) => Some((answer(code), why)),
                Truth::True | Truth::Unknown => None,
            })
            .collect()
    }
}

fn role_answer(role: LesionRole) -> Answer {
    let (en, zh) = match role {
        LesionRole::Primary => ("primary", "原发性皮损"),
        LesionRole::Secondary => ("secondary", "继发性皮损"),
    };
    let text = Bilingual { en: en.to_owned(), zh: zh.to_owned() };
    Answer { code: None, listed: text.clone(), stated: BTreeMap::from([("value", text)]) }
}

fn other_blanks(other: &Noun) -> Blanks {
    let mut blanks = Blanks::new();
    let own = other.blanks();
    if let Some(text) = own.get("the_lesion") {
        blanks.insert("the_other", text.clone());
        blanks.insert("other", text.clone());
    }
    blanks
}
