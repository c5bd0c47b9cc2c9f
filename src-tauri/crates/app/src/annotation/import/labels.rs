//! Which terms the words of another tool mean: as chosen, as remembered from the last time, or as the vocabulary names
//! them word for word. Anything else is asked.

use std::collections::BTreeMap;

use domain::vocabulary::{Code, Kind, Vocabulary};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::file::{File, Said};
use crate::import::fold;
use crate::preferences::{Label, LabelChoice};

/// What a free text becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ExternalTextUse")]
pub enum TextUse {
    /// Nothing.
    None,
    /// Diagnostic reasoning.
    Reasoning,
    /// Suggestion and treatment, in words.
    Treatment,
}

/// Why a word means a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ExternalLabelFrom")]
pub enum From {
    /// Chosen the last time.
    Remembered,
    /// The vocabulary has a term of this name.
    Name,
    /// Nobody knows yet.
    Nothing,
}

/// A word of the other tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ExternalLabelView")]
pub struct LabelView {
    /// The word.
    #[serde(flatten)]
    pub label: Label,
    /// How often it stands in the file.
    pub count: usize,
    /// Whether it says how two marks lie to each other.
    pub relation: bool,
    /// What it means; none where it is left out or nobody knows.
    pub term: Option<Code>,
    /// Why.
    pub from: From,
}

/// Words of a file, the most frequent first, with what they mean.
pub(super) fn labels_of(
    said: impl Iterator<Item = impl std::ops::Deref<Target = Said>>,
    remembered: &[LabelChoice],
    vocabulary: &Vocabulary,
) -> Vec<LabelView> {
    /// How often, how often of a mark, and whether it is a relation.
    type Counted = (usize, usize, bool);
    let mut counts: BTreeMap<Label, Counted> = BTreeMap::new();
    for said in said {
        let (label, marked, relation) = match &*said {
            Said::Label { label, mark } => (label, mark.is_some(), false),
            Said::Relation { label, .. } => (label, false, true),
            Said::Text { .. } => continue,
        };
        let count = counts.entry(label.clone()).or_insert((0, 0, relation));
        count.0 += 1;
        count.1 += usize::from(marked);
    }
    let names = Names::of(vocabulary);
    let remembered: BTreeMap<&Label, &Option<Code>> =
        remembered.iter().map(|choice| (&choice.label, &choice.term)).collect();
    let view = |(label, (count, marked, relation)): (Label, Counted)| {
        // Another version of the vocabulary may no longer offer what was chosen.
        let offered = |code: &Code| vocabulary.term(code).is_some_and(|term| term.choosable);
        let (term, from) = match remembered.get(&label) {
            Some(term) if term.as_ref().is_none_or(offered) => ((*term).clone(), From::Remembered),
            _ => match names.find(&label, marked > 0, relation) {
                Some(term) => (Some(term), From::Name),
                None => (None, From::Nothing),
            },
        };
        LabelView { label, count, relation, term, from }
    };
    let mut labels: Vec<LabelView> = counts.into_iter().map(view).collect();
    labels.sort_by_key(|view| std::cmp::Reverse(view.count));
    labels
}

impl File {
    /// Fields of free text, with what stands in them first and what they probably become.
    pub(super) fn texts(&self) -> Vec<TextView> {
        let mut texts: Vec<TextView> = Vec::new();
        for said in self.annotations.iter().flat_map(|(_, picture)| &picture.said) {
            let Said::Text { field, text } = said else { continue };
            if texts.iter().any(|known| known.field == *field) {
                continue;
            }
            let used = text_use(field);
            texts.push(TextView { field: field.clone(), sample: text.chars().take(120).collect(), used });
        }
        texts
    }
}

/// A field of free text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ExternalTextView")]
pub struct TextView {
    /// Its name.
    pub field: String,
    /// What stands in it first.
    pub sample: String,
    /// What it probably becomes.
    pub used: TextUse,
}

/// Terms by their names.
struct Names<'a>(BTreeMap<String, Vec<(Kind, &'a Code)>>);

impl<'a> Names<'a> {
    fn of(vocabulary: &'a Vocabulary) -> Self {
        let mut names: BTreeMap<String, Vec<(Kind, &Code)>> = BTreeMap::new();
        for kind in Kind::ALL {
            for term in vocabulary.choosable(kind) {
                // What stands in brackets is a measure: few tools write it.
                let bare = [&term.en, &term.zh].into_iter().filter_map(|name| name.split(['(', '（']).next());
                let forms = term.names().chain(term.en_plural.as_deref()).chain(Some(term.code.as_str()));
                for name in forms.chain(bare) {
                    let terms = names.entry(fold(name)).or_default();
                    if !terms.contains(&(kind, &term.code)) {
                        terms.push((kind, &term.code));
                    }
                }
            }
        }
        Self(names)
    }

    /// The one term that is called so. Where terms of several kinds are, the field says which is meant, or the mark.
    fn find(&self, label: &Label, marked: bool, relation: bool) -> Option<Code> {
        let folded = fold(&label.label);
        let terms = self.0.get(&folded).or_else(|| self.0.get(folded.strip_suffix('s')?))?;
        let meant: Vec<_> = terms.iter().filter(|(kind, _)| (*kind == Kind::Relation) == relation).collect();
        let by_field = kind_of_field(&label.field).or(marked.then_some(Kind::Lesion));
        let by_field: Vec<_> = meant.iter().filter(|(kind, _)| Some(*kind) == by_field).collect();
        match (by_field.as_slice(), meant.as_slice()) {
            ([(_, code)], _) | ([], [(_, code)]) => Some((*code).clone()),
            _ => None,
        }
    }
}

/// What a field of free text probably becomes, by its name.
pub(super) fn text_use(field: &str) -> TextUse {
    let field = fold(field);
    let holds = |parts: &[&str]| parts.iter().any(|part| field.contains(part));
    if holds(&["treat", "therap", "治疗", "建议"]) {
        TextUse::Treatment
    } else if holds(&["reason", "caption", "descri", "理由", "依据", "描述"]) {
        TextUse::Reasoning
    } else {
        TextUse::None
    }
}

/// Which kind of term a field holds, where its name says so.
pub(super) fn kind_of_field(field: &str) -> Option<Kind> {
    let field = fold(field);
    let kinds: [(Kind, &[&str]); 5] = [
        (Kind::Disease, &["diagnos", "disease", "differential", "dx", "诊断", "疾病"]),
        (Kind::Region, &["region", "site", "location", "部位"]),
        (Kind::Treatment, &["treat", "therap", "治疗"]),
        (Kind::Lesion, &["lesion", "皮损", "病损"]),
        (
            Kind::Attribute,
            &[
                "size",
                "shape",
                "colour",
                "color",
                "distribution",
                "quantity",
                "boundary",
                "大小",
                "形状",
                "颜色",
                "分布",
                "数量",
                "边界",
            ],
        ),
    ];
    kinds.into_iter().find(|(_, parts)| parts.iter().any(|part| field.contains(part))).map(|(kind, _)| kind)
}
