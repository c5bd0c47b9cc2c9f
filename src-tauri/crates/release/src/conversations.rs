//! For training: all questions on a picture as one conversation in the shape of LLaVA (`from` human and gpt, the picture named
//! in the first turn), and a caption of each picture, put together from its reviewed record.

use std::collections::BTreeMap;

use domain::annotation::Annotation;
use domain::questions::{Choice, Form, Question};
use domain::vocabulary::{Code, Language, Vocabulary};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One conversation of `conversations/<split>.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Conversation {
    /// Content hash of the picture.
    pub id: String,
    /// Picture, relative to the release.
    pub image: String,
    /// Question and answer by turns.
    pub conversations: Vec<Turn>,
}

/// One turn of a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Turn {
    /// `human` or `gpt`.
    pub from: String,
    /// What is said; `<image>` stands for the picture.
    pub value: String,
}

/// One caption of `conversations/captions.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Caption {
    /// Picture, relative to the release.
    pub image: String,
    /// What it shows, in the language of the study.
    pub caption: String,
}

/// Options of a question, each with its line: "A. Papule".
fn lettered(question: &Question, language: Language) -> impl Iterator<Item = (&Choice, String)> {
    let line = move |(letter, option): (char, &Choice)| format!("{letter}. {}", option.text.get(language));
    ('A'..='Z').zip(&question.options).map(move |(letter, option)| (option, line((letter, option))))
}

/// A question with its options by letter, each on a line of its own.
pub(crate) fn prompt(question: &Question, language: Language) -> String {
    let options = lettered(question, language).map(|(_, line)| line);
    [question.text.get(language).to_owned()].into_iter().chain(options).collect::<Vec<_>>().join("\n")
}

/// The conversations of some questions, by the picture they are about; `picture` gives its hash and place in the release.
pub(crate) fn conversations<'a>(
    questions: &[&'a Question],
    language: Language,
    picture: impl Fn(&'a Question) -> (String, String),
) -> Vec<Conversation> {
    let mut by_picture: BTreeMap<(String, String), Vec<Turn>> = BTreeMap::new();
    for question in questions {
        let turns = by_picture.entry(picture(question)).or_default();
        let mut asked = prompt(question, language);
        let mut answer = question.answer.get(language).to_owned();
        if question.form == Form::MultipleChoice {
            let right = lettered(question, language).filter(|(option, _)| option.correct);
            answer = right.map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        }
        if turns.is_empty() {
            asked.insert_str(0, "<image>\n");
        }
        turns.push(Turn { from: "human".into(), value: asked });
        turns.push(Turn { from: "gpt".into(), value: answer });
    }
    let conversation = |((id, image), conversations)| Conversation { id, image, conversations };
    by_picture.into_iter().map(conversation).collect()
}

/// What a picture shows, by its reviewed record: lesions with their values and places, then the differential.
pub(crate) fn caption(record: &Annotation, vocabulary: &Vocabulary, language: Language) -> String {
    let zh = language == Language::Zh;
    let name = |code: &Code| vocabulary.name(code, language).to_owned();
    let joined = |codes: &mut dyn Iterator<Item = &Code>| -> String {
        let names: Vec<String> = codes.map(name).collect();
        names.join(if zh { "、" } else { ", " })
    };
    let mut sentences = Vec::new();
    for card in &record.lesions {
        let values = joined(&mut card.attributes.iter());
        let places = joined(&mut card.regions.iter());
        let mut sentence = name(&card.lesion);
        if !values.is_empty() {
            sentence.push_str(&if zh { format!("（{values}）") } else { format!(" ({values})") });
        }
        if !places.is_empty() {
            sentence.push_str(&if zh { format!("，位于{places}") } else { format!(", {places}") });
        }
        sentences.push(sentence);
    }
    if record.lesions.is_empty() {
        sentences.push(joined(&mut record.regions.iter()));
    }
    let diagnoses = joined(&mut record.differential.diseases());
    if !diagnoses.is_empty() {
        sentences.push(if zh {
            format!("鉴别诊断：{diagnoses}")
        } else {
            format!("Differential diagnosis: {diagnoses}")
        });
    }
    let (between, end) = if zh { ("；", "。") } else { ("; ", ".") };
    format!("{}{end}", sentences.join(between))
}
