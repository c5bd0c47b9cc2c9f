//! Questions over seven abilities in four forms, drafted from reviewed records by templates
//! (paper, section 3.4), and the audits that precede a release.
//!
//! Drafting is seeded and repeatable. No question is final before a senior approved it.

mod again;
mod asking;
mod audit;
mod balance;
mod blind;
mod draft;
mod facts;
mod leaks;
mod prompt;
mod sample;
mod sentence;
mod templates;
mod truth;

pub use again::{Alternatives, alternatives, holds};
pub use audit::{Audit, PositionBalance, audit};
pub use draft::{AbilityPlan, Drafted, Order, Source, draft, possible};
pub use leaks::{BlindRule, Leak, LeakLevel, Leaks, leaks};
pub use prompt::PromptBox;
pub use sample::{Sample, samples};
pub use templates::{Template, templates, templates_version};
pub use truth::{Picture, Statement, Truth, WhyFalse};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::photograph::PhotographId;
use crate::vocabulary::{Code, Language};

/// What a question tests (paper, table 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// Which lesions are seen.
    LesionRecognition,
    /// Which body regions are seen, and where lesions lie.
    LocationRecognition,
    /// Size, colour, shape, quantity, distribution, boundary.
    AttributeRecognition,
    /// How lesions lie to each other.
    SpatialRelation,
    /// Why a lesion is what it is called.
    LesionReasoning,
    /// Diagnosis and its rationale.
    DiseaseDiagnosis,
    /// Care, medication, procedures, precautions.
    SuggestionTreatment,
}

impl Ability {
    /// All abilities with the paper's test counts, the target mix (paper, table 2).
    pub const TARGET: [(Self, u32); 7] = [
        (Self::LesionRecognition, 3340),
        (Self::LocationRecognition, 3986),
        (Self::AttributeRecognition, 3508),
        (Self::SpatialRelation, 1133),
        (Self::LesionReasoning, 3071),
        (Self::DiseaseDiagnosis, 1693),
        (Self::SuggestionTreatment, 1613),
    ];

    /// Name as the paper writes it.
    pub fn title(self) -> &'static str {
        match self {
            Self::LesionRecognition => "Lesion Recognition",
            Self::LocationRecognition => "Location Recognition",
            Self::AttributeRecognition => "Attribute Recognition",
            Self::SpatialRelation => "Spatial Relation",
            Self::LesionReasoning => "Lesion Reasoning",
            Self::DiseaseDiagnosis => "Disease Diagnosis",
            Self::SuggestionTreatment => "Suggestion & Treatment",
        }
    }

    /// `Recognition` or `Understanding`, the two halves of the paper's table 2.
    pub fn half(self) -> &'static str {
        match self {
            Self::LesionRecognition
            | Self::LocationRecognition
            | Self::AttributeRecognition
            | Self::SpatialRelation => "Recognition",
            Self::LesionReasoning | Self::DiseaseDiagnosis | Self::SuggestionTreatment => "Understanding",
        }
    }
}

/// How a question is asked (paper, section 3.4, "Diverse question types").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// One or several of the options are right.
    MultipleChoice,
    /// Yes or no.
    Judgement,
    /// A blank to fill.
    FillInTheBlank,
    /// A short answer in words.
    ShortAnswer,
}

/// Text in both languages of the study.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Bilingual {
    /// Text in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Zh => &self.zh,
        }
    }
}

/// One option of a multiple-choice question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Choice {
    /// Term behind the option; empty when a senior wrote it freely.
    pub code: Option<Code>,
    /// What is shown.
    pub text: Bilingual,
    /// Whether it is right.
    pub correct: bool,
    /// Why it cannot be right; none at a right one, and where a senior wrote it freely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub why_wrong: Option<WhyFalse>,
}

/// A question on one photograph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Question {
    /// Id, derived from seed and place, stable when drafted again.
    pub id: String,
    /// Photograph it is about.
    pub photograph: PhotographId,
    /// What it tests.
    pub ability: Ability,
    /// How it is answered.
    pub form: Form,
    /// Template, for audits.
    pub template: String,
    /// Lesion type it is about, when there is one.
    pub lesion: Option<Code>,
    /// What else it is about: attribute, region, second lesion, disease.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Code>>", optional)]
    pub about: Vec<Code>,
    /// Boxes that are drawn into the picture for it: the first green, the second blue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<PromptBox>>", optional)]
    pub boxes: Vec<PromptBox>,
    /// The question.
    pub text: Bilingual,
    /// Options in the order shown; empty for open questions.
    pub options: Vec<Choice>,
    /// Answer of an open question; empty for multiple choice.
    pub answer: Bilingual,
    /// What a judgement states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stated: Option<Code>,
    /// Why the answer of a judgement is "No".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub why_false: Option<WhyFalse>,
}

impl Question {
    /// Key under which a question counts as already drafted: photograph, template, and what it is about.
    pub fn key(&self) -> String {
        Self::key_of(&self.photograph, &self.template, self.lesion.as_ref(), &self.about)
    }

    fn key_of(photograph: &PhotographId, template: &str, lesion: Option<&Code>, about: &[Code]) -> String {
        let about: Vec<&str> = lesion.into_iter().chain(about).map(Code::as_str).collect();
        format!("{photograph}/{template}/{}", about.join("+"))
    }

    /// What is asked, as far as an examinee can tell: the English text, and the boxes that it speaks of.
    pub(crate) fn asked(&self) -> (PhotographId, String, Vec<PromptBox>) {
        (self.photograph.clone(), self.text.en.clone(), self.boxes.clone())
    }

    /// Whether it is answered in words.
    pub fn is_open(&self) -> bool {
        matches!(self.form, Form::FillInTheBlank | Form::ShortAnswer)
    }

    /// Whether its answer can be given in a language.
    pub fn is_answered_in(&self, language: Language) -> bool {
        self.form == Form::MultipleChoice || !self.answer.get(language).trim().is_empty()
    }

    /// Letters of the right options, such as `AB`; empty for open questions.
    pub fn letters(&self) -> String {
        ('A'..='Z').zip(&self.options).filter(|(_, option)| option.correct).map(|(letter, _)| letter).collect()
    }

    /// Why this question may not be approved; empty when it is sound.
    pub fn problems(&self) -> Vec<QuestionProblem> {
        let mut problems = Vec::new();
        if self.text.en.trim().is_empty() || self.text.zh.trim().is_empty() {
            problems.push(QuestionProblem::NoText);
        }
        if self.form == Form::MultipleChoice {
            let right = self.options.iter().filter(|option| option.correct).count();
            if right == 0 || right == self.options.len() || self.options.len() < 3 {
                problems.push(QuestionProblem::Options);
            }
            for (place, option) in self.options.iter().enumerate() {
                let twin = |other: &Choice| other.text.en == option.text.en || other.text.zh == option.text.zh;
                if self.options[place + 1..].iter().any(twin) {
                    problems.push(QuestionProblem::Repeated);
                }
                if vanishes(&option.text.en) || vanishes(&option.text.zh) {
                    problems.push(QuestionProblem::Vanishing);
                }
            }
        } else if !self.is_answered_in(Language::En) && !self.is_answered_in(Language::Zh) {
            // What a reader wrote is asked in that language alone until somebody has translated it.
            problems.push(QuestionProblem::NoAnswer);
        }
        problems.dedup();
        problems
    }
}

/// Why a question may not be approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionProblem {
    /// The question is empty in one language.
    NoText,
    /// Fewer than three options, none right, or all right.
    Options,
    /// Two options read alike.
    Repeated,
    /// An option text that table readers drop or turn into a number.
    Vanishing,
    /// The answer is empty in both languages.
    NoAnswer,
}

/// Whether the readers of the released tables would lose a cell with this text.
pub fn vanishes(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let lost = ["", "none", "na", "n/a", "null", "nan", "<na>", "#n/a", "-nan", "1.#ind", "1.#qnan"];
    lost.contains(&text.as_str()) || text.parse::<f64>().is_ok()
}
