//! Rows of the released tables. Their JSON Schemas are committed under `schema/release`.

use std::collections::BTreeMap;

use domain::annotation::Annotation;
use domain::people::{Grade, Role};
use domain::questions::{Ability, Form, PromptBox};
use domain::review::Decisions;
use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};

use crate::conversations::{Caption, Conversation};
use crate::degraded::DegradedRow;
use crate::splits::Split;
use crate::twins::TwinRow;
use crate::web_annotations::WebAnnotation;

/// One question in `validation/metadata.jsonl` or `test/metadata.jsonl`, and in the Parquet table of the split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuestionRow {
    /// Picture, relative to the table: the photograph, or the photograph with the boxes that the question speaks of.
    pub file_name: String,
    /// Content hash of the photograph, by which `annotations/records.jsonl` names its picture.
    pub photograph: String,
    /// Boxes that are drawn into the picture, in its pixels: the first green, the second blue.
    pub boxes: Vec<PromptBox>,
    /// Question id.
    pub id: String,
    /// Ability tested.
    pub ability: Ability,
    /// How it is answered.
    pub form: Form,
    /// In the language of the study.
    pub question: String,
    /// The question with its options by letter, as it can be given to a model.
    pub prompt: String,
    /// Question in the study's other language.
    pub question_other: String,
    /// Options in order, A first; empty for open questions.
    pub options: Vec<String>,
    /// Why each option is wrong, beside `options`; null at the right ones, and where a senior wrote the option freely. A
    /// code, followed by the term that says otherwise where there is one: `other_value: attribute.colour.red`.
    pub why_wrong: Vec<Option<String>>,
    /// Letters such as `AB`, or the answer in words.
    pub answer: String,
    /// Answer in words in the study's other language, empty where nobody has translated it; for multiple choice the same
    /// letters.
    pub answer_other: String,
    /// Lesion type it is about.
    pub lesion: Option<String>,
    /// Id of the template that it was drafted by.
    pub template: String,
    /// Pseudonym of the subject.
    pub subject: String,
}

/// One annotated photograph in `annotations/records.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnnotationRow {
    /// Picture, relative to the release.
    pub image: String,
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// Pseudonym of the subject.
    pub subject: String,
    /// `validation` or `test`; the same for all pictures of a subject.
    pub split: Split,
    /// Camera distance, age, sex, skin type and modality, as far as known; age and skin type as a number, or as `from`
    /// and `to` where no more is known (an age up to 120 means "and older").
    pub capture: BTreeMap<String, serde_json::Value>,
    /// The independent readings, A first.
    pub readers: Vec<Reader>,
    /// Fused differential.
    pub fused: FusedRow,
    /// The senior's decisions by slot.
    pub decisions: Decisions,
    /// The reviewed record.
    pub reviewed: Annotation,
    /// Pseudonym of the reviewer.
    pub reviewer: String,
}

/// One reader's annotation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reader {
    /// Pseudonym.
    pub person: String,
    /// Revision that was reviewed.
    pub revision: u32,
    /// As the senior saw it.
    pub annotation: Annotation,
}

/// A fused differential with exact weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FusedRow {
    /// Version of the fusion rule.
    pub rule: String,
    /// Diseases by rank.
    pub ranking: Vec<RankedRow>,
    /// Two or more share rank 1.
    pub tie_at_first: bool,
    /// The readers share a disease.
    pub shared: bool,
    /// A senior had to decide.
    pub needs_adjudication: bool,
}

/// One disease of a fused differential.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankedRow {
    /// Code of the vocabulary.
    pub disease: String,
    /// Competition rank.
    pub rank: usize,
    /// Exact weight, such as `3/2`.
    pub weight: String,
    /// Share of all weights.
    pub normalized: f64,
}

/// A person without a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PseudonymousPerson {
    /// Pseudonym.
    pub person: String,
    /// What the person might do in the study.
    pub roles: Vec<Role>,
    /// Of physicians: `primary` (general practice) or `senior` (specialist).
    pub grade: Option<Grade>,
    /// Years of experience as a band: `1-5`, `5-10`, `10-20` or `>20` (paper, figure 1).
    pub years: Option<String>,
}

/// Contents of `provenance.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Program and version.
    pub app: String,
    /// Name of the dataset.
    pub name: String,
    /// SemVer version of the release.
    pub version: String,
    /// Licence, SPDX.
    pub license: String,
    /// Language of questions.
    pub language: String,
    /// Version of the vocabulary.
    pub vocabulary: String,
    /// Version of the question templates.
    pub templates: String,
    /// Version of the fusion rule.
    pub fusion_rule: String,
    /// Seed of the split.
    pub seed: u64,
    /// Hash of the last entry of the record that this was made from.
    pub ledger_head: String,
    /// Everybody who was ever in the study, by pseudonym.
    pub people: Vec<PseudonymousPerson>,
    /// Photographs in the study, released, and left out by reason: in = out + exclusions.
    pub photographs: BTreeMap<String, usize>,
    /// Questions in the study, released, and left out by reason.
    pub questions: BTreeMap<String, usize>,
}

/// What a row of `exclusions.jsonl` leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Excluded {
    /// A photograph of the study.
    Photograph,
    /// A question of the study.
    Question,
}

/// One photograph or question of the study that is not in the release, in `exclusions.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct ExclusionRow {
    /// Photograph or question.
    pub what: Excluded,
    /// Its id in the study, which says nothing about whom it shows.
    pub id: String,
    /// Why it is left out, as `provenance.json` counts it.
    pub reason: String,
}

/// A version that was published before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// SemVer.
    pub version: String,
    /// How many were in it.
    pub photographs: u32,
    /// How many were in it.
    pub questions: u32,
}

/// Contents of `changes.json`: what is not as it was in the version before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Changes {
    /// The version before; none in the first.
    pub since: Option<String>,
    /// Photographs that no version had.
    pub photographs_added: Vec<String>,
    /// Photographs of earlier versions that are left out now.
    pub photographs_removed: Vec<String>,
    /// Questions that the version before did not have.
    pub questions_added: Vec<String>,
    /// Questions of the version before that are left out now.
    pub questions_removed: Vec<String>,
    /// Questions of which a text, an option or the key is not what it was.
    pub questions_changed: Vec<String>,
}

/// JSON Schemas of the released tables by file name.
pub fn schemas() -> [(&'static str, schemars::Schema); 10] {
    [
        ("question.v1.json", schema_for!(QuestionRow)),
        ("annotation.v1.json", schema_for!(AnnotationRow)),
        ("provenance.v1.json", schema_for!(Provenance)),
        ("twin.v1.json", schema_for!(TwinRow)),
        ("conversation.v1.json", schema_for!(Conversation)),
        ("caption.v1.json", schema_for!(Caption)),
        ("exclusion.v1.json", schema_for!(ExclusionRow)),
        ("changes.v1.json", schema_for!(Changes)),
        ("web-annotation.v1.json", schema_for!(WebAnnotation)),
        ("degraded.v1.json", schema_for!(DegradedRow)),
    ]
}
