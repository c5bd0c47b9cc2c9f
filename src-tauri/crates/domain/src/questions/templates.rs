//! The question templates, written as clinical questions; at least three for each ability.
//!
//! Placeholders: `{lesion}`, `{other}` (the second lesion of a relation), `{region}`, `{attribute}`,
//! `{value}`, `{definition}`. A judgement states `{value}`, which is true or false of the picture.

use super::{Ability, Form};

/// Version of the templates, written into every release.
pub const TEMPLATES_VERSION: &str = "1";

/// What a template asks for; decides the right answers and the pool of distractors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// All lesion types.
    Lesions,
    /// The lesion types with the role primary.
    PrimaryLesions,
    /// The lesion on one region that carries just one.
    LesionOnRegion,
    /// All visible regions.
    Regions,
    /// Regions of one lesion.
    Sites,
    /// Values of one attribute of one lesion.
    Attribute,
    /// Relation of one lesion to another.
    Relation,
    /// The definition that makes the lesion what it is called.
    Definition,
    /// The lesion that a definition describes.
    Described,
    /// Why the lesion is called so: definition and what was seen.
    Why,
    /// The first diagnosis.
    FirstDiagnosis,
    /// The whole differential.
    Differential,
    /// Diagnosis with the reviewed reasoning.
    Rationale,
    /// Treatment lines of one category.
    Treatment(&'static str),
    /// Treatment in words.
    TreatmentText,
}

/// One template.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// Stable id.
    pub id: &'static str,
    /// Ability.
    pub ability: Ability,
    /// Form.
    pub form: Form,
    /// What it asks for.
    pub asks: Asks,
    /// English text.
    pub en: &'static str,
    /// Chinese text.
    pub zh: &'static str,
}

const fn template(
    id: &'static str,
    ability: Ability,
    form: Form,
    asks: Asks,
    en: &'static str,
    zh: &'static str,
) -> Template {
    Template { id, ability, form, asks, en, zh }
}

use Ability::{
    AttributeRecognition as Attr, DiseaseDiagnosis as Diag, LesionReasoning as Reason, LesionRecognition as Les,
    LocationRecognition as Loc, SpatialRelation as Rel, SuggestionTreatment as Treat,
};
use Form::{FillInTheBlank as Fill, Judgement as Judge, MultipleChoice as Mcq, ShortAnswer as Short};

/// All templates.
pub const TEMPLATES: &[Template] = &[
    template("lesion.which", Les, Mcq, Asks::Lesions, "Which lesions are seen in this picture?", "图中可见哪些皮损？"),
    template(
        "lesion.primary",
        Les,
        Mcq,
        Asks::PrimaryLesions,
        "Which primary lesion is seen in this picture?",
        "图中可见哪种原发性皮损？",
    ),
    template(
        "lesion.on_region",
        Les,
        Mcq,
        Asks::LesionOnRegion,
        "What lesion is seen on the {region}?",
        "图中{region}处是什么皮损？",
    ),
    template(
        "lesion.present",
        Les,
        Judge,
        Asks::Lesions,
        "Is the following lesion seen in this picture: {value}?",
        "图中是否可见{value}？",
    ),
    template(
        "lesion.blank",
        Les,
        Fill,
        Asks::LesionOnRegion,
        "The lesion seen on the {region} is called ________.",
        "图中{region}处的皮损称为________。",
    ),
    template(
        "lesion.list",
        Les,
        Short,
        Asks::Lesions,
        "Name the lesions seen in this picture.",
        "请写出图中可见的皮损。",
    ),
    template(
        "location.which",
        Loc,
        Mcq,
        Asks::Regions,
        "Which body regions are shown in this picture?",
        "图中显示的是哪些身体部位？",
    ),
    template(
        "location.lesion",
        Loc,
        Mcq,
        Asks::Sites,
        "On which body region does this lesion lie: {lesion}?",
        "图中的{lesion}位于哪个部位？",
    ),
    template(
        "location.present",
        Loc,
        Judge,
        Asks::Regions,
        "Is the following body region shown in this picture: {value}?",
        "图中是否显示了{value}？",
    ),
    template(
        "location.blank",
        Loc,
        Fill,
        Asks::Sites,
        "The lesion ({lesion}) lies on the body region called ________.",
        "图中的{lesion}位于________。",
    ),
    template(
        "location.list",
        Loc,
        Short,
        Asks::Regions,
        "Name the body regions shown in this picture.",
        "请写出图中显示的身体部位。",
    ),
    template(
        "attribute.which",
        Attr,
        Mcq,
        Asks::Attribute,
        "Which {attribute} fits this lesion: {lesion}?",
        "图中{lesion}的{attribute}是哪一项？",
    ),
    template(
        "attribute.holds",
        Attr,
        Judge,
        Asks::Attribute,
        "Does \"{value}\" describe the {attribute} of this lesion: {lesion}?",
        "图中{lesion}的{attribute}是否为“{value}”？",
    ),
    template(
        "attribute.blank",
        Attr,
        Fill,
        Asks::Attribute,
        "The {attribute} of the lesion ({lesion}) is ________.",
        "图中{lesion}的{attribute}为________。",
    ),
    template(
        "attribute.short",
        Attr,
        Short,
        Asks::Attribute,
        "Describe the {attribute} of this lesion: {lesion}.",
        "请描述图中{lesion}的{attribute}。",
    ),
    template(
        "relation.which",
        Rel,
        Mcq,
        Asks::Relation,
        "Where does the first lesion lie relative to the second? First: {lesion}; second: {other}.",
        "图中{lesion}与{other}的位置关系是？",
    ),
    template(
        "relation.holds",
        Rel,
        Judge,
        Asks::Relation,
        "Does \"{value}\" describe how the first lesion lies to the second? First: {lesion}; second: {other}.",
        "图中{lesion}与{other}的关系是否为“{value}”？",
    ),
    template(
        "relation.blank",
        Rel,
        Fill,
        Asks::Relation,
        "The location of one lesion ({lesion}) relative to the other ({other}) is ________.",
        "图中{lesion}相对于{other}的位置是________。",
    ),
    template(
        "reasoning.criterion",
        Reason,
        Mcq,
        Asks::Definition,
        "Which description supports calling this lesion \"{lesion}\"?",
        "下列哪项描述支持将该皮损判断为“{lesion}”？",
    ),
    template(
        "reasoning.described",
        Reason,
        Mcq,
        Asks::Described,
        "A lesion in this picture fits this description: \"{definition}\" Which lesion is it?",
        "图中有一处皮损符合以下描述：“{definition}”这是哪种皮损？",
    ),
    template(
        "reasoning.holds",
        Reason,
        Judge,
        Asks::Described,
        "A lesion in this picture fits this description: \"{definition}\" Is it called \"{value}\"?",
        "图中有一处皮损符合以下描述：“{definition}”它是否称为“{value}”？",
    ),
    template(
        "reasoning.blank",
        Reason,
        Fill,
        Asks::Described,
        "A lesion in this picture fits this description: \"{definition}\" It is called ________.",
        "图中有一处皮损符合以下描述：“{definition}”它称为________。",
    ),
    template(
        "reasoning.why",
        Reason,
        Short,
        Asks::Why,
        "Why is the lesion in this picture considered as \"{lesion}\"?",
        "为什么将图中的皮损判断为“{lesion}”？",
    ),
    template(
        "diagnosis.first",
        Diag,
        Mcq,
        Asks::FirstDiagnosis,
        "Which diagnosis is the most likely?",
        "最可能的诊断是什么？",
    ),
    template(
        "diagnosis.differential",
        Diag,
        Mcq,
        Asks::Differential,
        "Which diagnoses belong to the differential diagnosis of this picture?",
        "根据图片，应考虑哪些鉴别诊断？",
    ),
    template(
        "diagnosis.holds",
        Diag,
        Judge,
        Asks::FirstDiagnosis,
        "Is the following the most likely diagnosis: {value}?",
        "最可能的诊断是否为{value}？",
    ),
    template(
        "diagnosis.blank",
        Diag,
        Fill,
        Asks::FirstDiagnosis,
        "The most likely diagnosis is ________.",
        "最可能的诊断是________。",
    ),
    template(
        "diagnosis.rationale",
        Diag,
        Short,
        Asks::Rationale,
        "Diagnose from the picture and give a step-by-step rationale.",
        "请根据图片作出诊断，并逐步说明理由。",
    ),
    template(
        "treatment.care",
        Treat,
        Mcq,
        Asks::Treatment("care"),
        "Which advice on seeking care is suitable?",
        "下列哪项就医建议是合适的？",
    ),
    template(
        "treatment.medication",
        Treat,
        Mcq,
        Asks::Treatment("medication"),
        "Which medication is suitable for the condition in this picture?",
        "下列哪种药物适用于图中的情况？",
    ),
    template(
        "treatment.precaution",
        Treat,
        Mcq,
        Asks::Treatment("precaution"),
        "Which precaution in daily life suits the condition in this picture?",
        "针对图中的情况，日常生活中应注意什么？",
    ),
    template(
        "treatment.holds",
        Treat,
        Judge,
        Asks::Treatment("medication"),
        "Is this medication suitable for the condition in this picture: {value}?",
        "{value}是否适用于图中的情况？",
    ),
    template(
        "treatment.blank",
        Treat,
        Fill,
        Asks::Treatment("procedure"),
        "A procedure that is suitable for the condition in this picture is ________.",
        "适用于图中情况的一种操作是________。",
    ),
    template(
        "treatment.short",
        Treat,
        Short,
        Asks::TreatmentText,
        "How should the condition in this picture be treated?",
        "图中的情况应如何处理？",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_ability_has_three_templates_and_every_form_is_used() {
        for (ability, _) in Ability::TARGET {
            assert!(TEMPLATES.iter().filter(|t| t.ability == ability).count() >= 3, "{ability:?}");
        }
        let forms: BTreeSet<Form> = TEMPLATES.iter().map(|t| t.form).collect();
        assert_eq!(forms.len(), 4);
        let ids: BTreeSet<&str> = TEMPLATES.iter().map(|t| t.id).collect();
        assert_eq!(ids.len(), TEMPLATES.len());
    }
}
