//! Twins of the questions, to measure what they measure (MedLesionVQA, table 2, text-only baseline): without the picture,
//! without the stem, with options in another order, with "none of these" in place of what is right. A model that sees should
//! fail on the first two, and not care about the others.

use domain::questions::{Choice, Form, Question};
use domain::vocabulary::Language;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a twin differs from its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Twin {
    /// The same question, to be asked without its picture.
    WithoutPicture,
    /// Picture and options, but not what is asked; multiple choice only.
    WithoutQuestion,
    /// Options in another order; multiple choice only.
    Reordered,
    /// What is right taken out, and "none of these" in its place; multiple choice only.
    NoneOfThese,
}

impl Twin {
    pub(crate) const ALL: [Self; 4] = [Self::WithoutPicture, Self::WithoutQuestion, Self::Reordered, Self::NoneOfThese];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::WithoutPicture => "without_picture",
            Self::WithoutQuestion => "without_question",
            Self::Reordered => "reordered",
            Self::NoneOfThese => "none_of_these",
        }
    }
}

/// One twin in `twins/<kind>/<split>.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TwinRow {
    /// Id of the question that it is a twin of.
    pub id: String,
    /// How it differs.
    pub twin: Twin,
    /// Picture, relative to the folder of the split; none where it is to be asked without.
    pub file_name: Option<String>,
    /// What is asked, in the language of the study; empty where it is left out.
    pub question: String,
    /// Options in order, A first; empty for open questions.
    pub options: Vec<String>,
    /// Letters such as `AB`, or the answer in words.
    pub answer: String,
}

/// The twin of a question, of a picture at `file_name`; none where its form has none.
pub(crate) fn twin(question: &Question, kind: Twin, file_name: &str, language: Language, seed: u64) -> Option<TwinRow> {
    let chosen = question.form == Form::MultipleChoice;
    if !chosen && kind != Twin::WithoutPicture {
        return None;
    }
    let mut options: Vec<(String, bool)> =
        question.options.iter().map(|Choice { text, correct, .. }| (text.get(language).to_owned(), *correct)).collect();
    match kind {
        Twin::WithoutPicture | Twin::WithoutQuestion => {}
        Twin::Reordered => {
            // Seeded by the question too, so that not all are turned alike.
            let of_question =
                question.id.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
            let before = options.clone();
            let mut dice = ChaCha8Rng::seed_from_u64(of_question);
            while options.len() > 1 && options == before {
                options.shuffle(&mut dice);
            }
        }
        Twin::NoneOfThese => {
            let none = if language == Language::Zh { "以上都不是" } else { "None of these" };
            let place = options.iter().position(|(_, right)| *right)?;
            options[place] = (none.to_owned(), false);
            options.retain(|(_, right)| !right);
            if let Some(option) = options.get_mut(place) {
                option.1 = true;
            }
        }
    }
    let letters: String =
        ('A'..='Z').zip(&options).filter(|(_, (_, right))| *right).map(|(letter, _)| letter).collect();
    Some(TwinRow {
        id: question.id.clone(),
        twin: kind,
        file_name: (kind != Twin::WithoutPicture).then(|| file_name.to_owned()),
        question: if kind == Twin::WithoutQuestion { String::new() } else { question.text.get(language).to_owned() },
        options: options.into_iter().map(|(text, _)| text).collect(),
        answer: if chosen { letters } else { question.answer.get(language).to_owned() },
    })
}

#[cfg(test)]
mod tests {
    use domain::photograph::PhotographId;
    use domain::questions::{Ability, Bilingual};

    use super::*;

    fn question() -> Question {
        let text = |text: &str| Bilingual { en: text.into(), zh: format!("{text}：") };
        let option = |name: &str, correct| Choice { code: None, text: text(name), correct, why_wrong: None };
        Question {
            id: "q1".into(),
            photograph: PhotographId("p1".into()),
            ability: Ability::LesionRecognition,
            form: Form::MultipleChoice,
            template: "lesion.which".into(),
            lesion: None,
            about: vec![],
            boxes: vec![],
            text: text("Which?"),
            options: vec![
                option("Macule", false),
                option("Papule", true),
                option("Plaque", false),
                option("Scale", true),
                option("Crust", false),
            ],
            answer: Bilingual::default(),
            stated: None,
            why_false: None,
        }
    }

    fn of(kind: Twin) -> TwinRow {
        twin(&question(), kind, "images/a.jpg", Language::En, 7).unwrap()
    }

    #[test]
    fn twins_say_what_was_changed_and_their_letters_follow() {
        assert_eq!((of(Twin::WithoutPicture).file_name, of(Twin::WithoutPicture).answer), (None, "BD".into()));
        assert_eq!(
            (of(Twin::WithoutQuestion).question.as_str(), of(Twin::WithoutQuestion).answer.as_str()),
            ("", "BD")
        );
        let none = of(Twin::NoneOfThese);
        assert_eq!(none.options, ["Macule", "None of these", "Plaque", "Crust"]);
        assert_eq!(none.answer, "B");
        let reordered = of(Twin::Reordered);
        let right: Vec<&str> = ('A'..='Z')
            .zip(&reordered.options)
            .filter(|(letter, _)| reordered.answer.contains(*letter))
            .map(|(_, option)| option.as_str())
            .collect();
        assert_ne!(reordered.options, of(Twin::WithoutPicture).options);
        assert!(right.contains(&"Papule") && right.contains(&"Scale") && right.len() == 2, "{right:?}");
    }

    #[test]
    fn what_is_answered_in_words_has_one_twin() {
        let open = Question { form: Form::ShortAnswer, options: vec![], ..question() };
        let twins = Twin::ALL.map(|kind| twin(&open, kind, "images/a.jpg", Language::En, 7).is_some());
        assert_eq!(twins, [true, false, false, false]);
    }
}
