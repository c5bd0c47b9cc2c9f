//! How names of terms stand within a sentence, in English and Chinese: articles, plurals, capitals, prepositions, measure
//! words, and the answer forms of relations. The grammar itself is data of the vocabulary.

use std::collections::BTreeMap;

use super::Bilingual;
use crate::vocabulary::{Code, EnglishNumber, Kind, Language, Term, Vocabulary};

/// Text for placeholders, by name without braces.
pub(super) type Blanks = BTreeMap<&'static str, Bilingual>;

/// Fills the placeholders of a template. Placeholders that begin with a capital begin the sentence.
pub(super) fn fill(template: &str, blanks: &Blanks, language: Language) -> String {
    let mut text = template.to_owned();
    for (name, value) in blanks {
        let value = value.get(language);
        text = text.replace(&format!("{{{name}}}"), value);
        text = text.replace(&format!("{{{}}}", capital(name)), &capital(value));
    }
    if language == Language::En { capital(&text) } else { text }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn both(text: impl Fn(Language) -> String) -> Bilingual {
    Bilingual { en: text(Language::En), zh: text(Language::Zh) }
}

fn said(en: impl Into<String>, zh: impl Into<String>) -> Bilingual {
    Bilingual { en: en.into(), zh: zh.into() }
}

/// The name of a term, as it stands in a list.
pub(super) fn name(vocabulary: &Vocabulary, code: &Code) -> Bilingual {
    both(|language| vocabulary.name(code, language))
}

/// The name of a term within a sentence.
pub(super) fn within(vocabulary: &Vocabulary, code: &Code) -> Bilingual {
    let listed = name(vocabulary, code);
    let keeps = vocabulary.term(code).is_none_or(|term| term.proper) || is_abbreviation(&listed.en);
    Bilingual { en: if keeps { listed.en } else { small(&listed.en) }, zh: listed.zh }
}

/// Words such as KOH or IgA, whose second letter is a capital as well.
fn is_abbreviation(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next();
    letters.next().is_some_and(char::is_uppercase)
}

fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A lesion, one or several of it.
#[derive(Debug, Clone)]
pub(super) struct Noun {
    singular: String,
    plural: String,
    number: EnglishNumber,
    several: bool,
    zh: String,
    measure: String,
}

impl Noun {
    /// A lesion type; `several` where more than one of it is seen.
    pub(super) fn of(vocabulary: &Vocabulary, code: &Code, several: bool) -> Self {
        let Bilingual { en, zh } = within(vocabulary, code);
        let term = vocabulary.term(code);
        let plural = term.and_then(|term| term.en_plural.clone()).unwrap_or_else(|| en.clone());
        let number = term.and_then(|term| term.en_number).unwrap_or(EnglishNumber::Mass);
        let usual = if number == EnglishNumber::Count { "个" } else { "处" };
        let measure = term.and_then(|term| term.zh_measure.clone()).unwrap_or_else(|| usual.to_owned());
        Self { singular: en, plural, number, several, zh, measure }
    }
    fn is_plural(&self) -> bool {
        self.number == EnglishNumber::Plural || (self.number == EnglishNumber::Count && self.several)
    }
    fn bare(&self) -> &str {
        if self.is_plural() { &self.plural } else { &self.singular }
    }
    /// "a papule", "an ulcer", "papules", "erythema".
    pub(super) fn indefinite(&self) -> String {
        match self.number {
            EnglishNumber::Count if !self.several => {
                let article = if self.singular.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
                format!("{article} {}", self.singular)
            }
            EnglishNumber::Count | EnglishNumber::Mass | EnglishNumber::Plural => self.bare().to_owned(),
        }
    }
    /// "the papule", "the papules", "the erythema".
    pub(super) fn definite(&self) -> String {
        format!("the {}", self.bare())
    }
    /// "is" or "are".
    pub(super) fn is(&self) -> &'static str {
        if self.is_plural() { "are" } else { "is" }
    }
    /// "lies" or "lie".
    pub(super) fn lies(&self) -> &'static str {
        if self.is_plural() { "lie" } else { "lies" }
    }

    /// Its placeholders, as the lesion that a question is about.
    pub(super) fn blanks(&self) -> Blanks {
        let does = if self.is_plural() { "do" } else { "does" };
        let lesion = |en: String| said(en, self.zh.clone());
        let several = match self.number {
            EnglishNumber::Count => self.plural.clone(),
            EnglishNumber::Mass => format!("areas of {}", self.singular),
            EnglishNumber::Plural => self.singular.clone(),
        };
        let typical = match self.number {
            EnglishNumber::Count => self.singular.clone(),
            EnglishNumber::Mass => format!("area of {}", self.singular),
            EnglishNumber::Plural => format!("one of the {}", self.singular),
        };
        BTreeMap::from([
            ("lesion", lesion(self.bare().to_owned())),
            ("bare_lesion", lesion(typical)),
            ("lesions", lesion(several)),
            ("the_lesion", lesion(self.definite())),
            ("is_lesion", said(self.is(), "")),
            ("is_the_lesion", lesion(format!("{} {}", self.is(), self.definite()))),
            ("does_the_lesion", lesion(format!("{does} {}", self.definite()))),
            ("measure", said("", self.measure.clone())),
        ])
    }
}

/// "on the cheek", "in the axilla", "at the hairline"; 颊部.
pub(super) fn on_region(vocabulary: &Vocabulary, code: &Code) -> Bilingual {
    let preposition = vocabulary.term(code).and_then(|term| term.en_preposition.clone());
    let Bilingual { en, zh } = within(vocabulary, code);
    said(format!("{} the {en}", preposition.unwrap_or_else(|| "on".to_owned())), zh)
}

/// Whether the English name of a region is a plural.
pub(super) fn is_plural_region(vocabulary: &Vocabulary, code: &Code) -> bool {
    let name = vocabulary.name(code, Language::En).to_lowercase();
    ["teeth", "lips", "labia "].iter().any(|plural| name.starts_with(plural))
}

/// A value as it stands after "is": "peanut-shaped", "arranged in a ring"; 花生形.
pub(super) fn predicate(vocabulary: &Vocabulary, value: &Code) -> Bilingual {
    let term = vocabulary.term(value);
    let given = |text: fn(&Term) -> Option<&String>| term.and_then(text).cloned();
    let Bilingual { en, zh } = within(vocabulary, value);
    said(
        given(|term| term.predicate_en.as_ref()).unwrap_or(en),
        given(|term| term.predicate_zh.as_ref()).unwrap_or_else(|| {
            let attribute = term.and_then(|term| term.parent.as_ref()).map_or("", Code::as_str);
            if attribute == "attribute.distribution" { format!("呈{zh}分布") } else { zh }
        }),
    )
}

/// A value as what one lesion has and others have not: "well-defined"; 边界清楚.
pub(super) fn property(vocabulary: &Vocabulary, value: &Code) -> Bilingual {
    let Bilingual { en, zh } = predicate(vocabulary, value);
    said(en, format!("{}{zh}", joint(vocabulary, value)))
}

/// What joins a lesion and a value in Chinese.
fn joint(vocabulary: &Vocabulary, value: &Code) -> &'static str {
    match vocabulary.term(value).and_then(|term| term.parent.as_ref()).map_or("", Code::as_str) {
        "attribute.boundary" => "边界",
        "attribute.colour" | "attribute.shape" => "呈",
        "attribute.size" => "约为",
        "attribute.quantity" => "数量为",
        _ => "",
    }
}

/// A property of a lesion as what is seen: "the plaque is well-defined"; 斑块边界清楚.
pub(super) fn finding(vocabulary: &Vocabulary, noun: &Noun, value: &Code) -> Bilingual {
    let Bilingual { en, zh } = predicate(vocabulary, value);
    let attribute = vocabulary.term(value).and_then(|term| term.parent.as_ref()).map_or("", Code::as_str);
    let (subject, verb) = match attribute {
        "attribute.boundary" => (format!("the edge of {}", noun.definite()), "is"),
        "attribute.quantity" => (format!("the number of {}", noun.plural), "is"),
        _ => (noun.definite(), noun.is()),
    };
    said(capital(&format!("{subject} {verb} {en}")), format!("{}{}{zh}", noun.zh, joint(vocabulary, value)))
}

/// A lesion as what is seen: "Silvery scale is seen"; 可见鳞屑.
pub(super) fn is_seen(noun: &Noun) -> Bilingual {
    said(capital(&format!("{} {} seen", noun.indefinite(), noun.is())), format!("可见{}", noun.zh))
}

/// Where a lesion lies as what is seen: "The papules lie on the cheek"; 丘疹位于颊部.
pub(super) fn lies_on(vocabulary: &Vocabulary, noun: &Noun, region: &Code) -> Bilingual {
    let Bilingual { en, zh } = on_region(vocabulary, region);
    said(capital(&format!("{} {} {en}", noun.definite(), noun.lies())), format!("{}位于{zh}", noun.zh))
}

/// A relation as an answer, which names no second lesion: "at the edge"; 边缘.
pub(super) fn relation_answer(vocabulary: &Vocabulary, relation: &Code) -> Bilingual {
    let term = vocabulary.term(relation);
    let Bilingual { en, zh } = name(vocabulary, relation);
    said(
        term.and_then(|term| term.answer_en.clone()).unwrap_or(en),
        term.and_then(|term| term.answer_zh.clone()).unwrap_or(zh),
    )
}

/// A relation with its second lesion in the middle of a Chinese name: 位于斑疹表面.
pub(super) fn relation_to(vocabulary: &Vocabulary, relation: &Code, other: &Noun) -> Bilingual {
    let Bilingual { en, zh } = within(vocabulary, relation);
    said(en, zh.replace('…', &other.zh))
}

/// Routes of medications.
const ROUTES: [(&str, &str, &str); 10] = [
    ("topical", "topical", "外用"),
    ("oral", "oral", "口服"),
    ("intralesional", "intralesional", "皮损内注射"),
    ("intradermal", "intradermal", "皮内注射"),
    ("intramuscular", "intramuscular", "肌内注射"),
    ("intravenous", "intravenous", "静脉"),
    ("subcutaneous", "subcutaneous", "皮下注射"),
    ("inhaled", "inhaled", "吸入"),
    ("mouth_rinse", "mouth rinse", "含漱"),
    ("ophthalmic", "ophthalmic", "眼用"),
];

/// A route in words.
pub(super) fn route(route: &str) -> Option<Bilingual> {
    ROUTES.iter().find(|(code, ..)| *code == route).map(|(_, en, zh)| said(*en, *zh))
}

/// A treatment in a list, medications with their route: "Mupirocin (topical)"; 莫匹罗星（外用）.
pub(super) fn treatment(vocabulary: &Vocabulary, item: &Code, by: Option<&str>) -> Bilingual {
    let listed = name(vocabulary, item);
    match by.and_then(route) {
        Some(route) => said(format!("{} ({})", listed.en, route.en), format!("{}（{}）", listed.zh, route.zh)),
        None => listed,
    }
}

/// The same within a sentence.
pub(super) fn treatment_within(vocabulary: &Vocabulary, item: &Code, by: Option<&str>) -> Bilingual {
    let listed = treatment(vocabulary, item, by);
    let keeps = vocabulary.term(item).is_none_or(|term| term.proper) || is_abbreviation(&listed.en);
    Bilingual { en: if keeps { listed.en } else { small(&listed.en) }, zh: listed.zh }
}

/// A class of medications in the plural: "topical antibiotics"; 外用抗生素.
pub(super) fn class(vocabulary: &Vocabulary, class: &Code, by: Option<&str>) -> Bilingual {
    let Bilingual { en, zh } = within(vocabulary, class);
    let named = ["topical", "systemic"].iter().any(|word| en.starts_with(word));
    let plural = if en.ends_with('s') { en } else { format!("{en}s") };
    match by.filter(|_| !named).and_then(route) {
        Some(route) => said(format!("{} {plural}", route.en), format!("{}{zh}", route.zh)),
        None => said(plural, zh),
    }
}

/// Several answers as one text.
pub(super) fn listed(answers: &[Bilingual]) -> Bilingual {
    let join =
        |language: Language, gap: &str| answers.iter().map(|answer| answer.get(language)).collect::<Vec<_>>().join(gap);
    said(join(Language::En, "; "), join(Language::Zh, "；"))
}

/// Whether a text holds Chinese characters.
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Terms of one kind that a record may name.
pub(super) fn offered(vocabulary: &Vocabulary, kind: Kind) -> impl Iterator<Item = &Code> {
    vocabulary.choosable(kind).map(|term| &term.code)
}
