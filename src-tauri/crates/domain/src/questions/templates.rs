//! The question templates: data (`schema/templates`), written as clinical questions, at least eight an ability, each with
//! what of the picture one must see to answer it.
//!
//! Placeholders are filled by `sentence.rs`, which knows how the names of terms stand within a sentence. A judgement states
//! `{value}` (or one of its forms), which is true or provably false of the picture.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Ability, Form};
use crate::vocabulary::Code;

/// What a template asks for; decides the right answers and what can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// All lesion types.
    Lesions,
    /// The lesion types with the role primary.
    PrimaryLesions,
    /// The lesion on one region that carries just one.
    LesionOnRegion,
    /// The lesion that a box is drawn around.
    LesionInBox,
    /// Whether a lesion is primary or secondary.
    Role,
    /// All visible regions.
    Regions,
    /// Regions of one lesion.
    Sites,
    /// The region of a lesion that lies on one alone.
    Site,
    /// The region of the lesion that a box is drawn around.
    SiteInBox,
    /// The part of a larger region that carries a lesion.
    Part,
    /// Values of one attribute of one lesion.
    Attribute,
    /// The lesion that alone has a value.
    LesionWithValue,
    /// How one lesion lies to another.
    Relation,
    /// How a lesion in one box lies to one in another.
    RelationBetweenBoxes,
    /// The lesion that lies to another in a given way.
    Related,
    /// What of the picture the name of a lesion rests on.
    Why,
    /// One finding that speaks for the first diagnosis.
    Evidence,
    /// All of them.
    EvidenceSeveral,
    /// A finding that speaks for the first diagnosis and not for the second.
    Against,
    /// The lesion out of which another one developed.
    Cause,
    /// What stands first in the differential.
    FirstDiagnosis,
    /// The whole differential.
    Differential,
    /// The group of the first diagnosis.
    DiseaseGroup,
    /// Diagnosis with the reviewed reasoning.
    Rationale,
    /// Treatment lines of one category.
    Treatment,
    /// Medications of one class.
    TreatmentClass,
    /// Treatment in words.
    TreatmentText,
}

/// One template.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Stable id.
    pub id: String,
    /// What its questions test.
    pub ability: Ability,
    /// How its questions are answered.
    pub form: Form,
    /// What it asks for.
    pub asks: Asks,
    /// Attribute, where it is about one.
    #[serde(default)]
    pub attribute: Option<Code>,
    /// Category of treatments, where it is about one.
    #[serde(default)]
    pub category: Option<String>,
    /// What of the picture one must see to answer it.
    pub sees: String,
    /// English text.
    pub en: String,
    /// Chinese text.
    pub zh: String,
}

impl Template {
    /// What its question names beside the template itself, of what it is about: that is known to whoever reads it.
    pub(super) fn context(&self, lesion: Option<&Code>, about: &[Code]) -> String {
        let lesion = lesion.filter(|_| self.en.contains("lesion}"));
        // What a lesion developed from is the answer.
        let about = if self.asks == Asks::Cause { &[] } else { about };
        let named: Vec<&str> = lesion.into_iter().chain(about).map(Code::as_str).collect();
        named.join("+")
    }
}

#[derive(Deserialize)]
struct TemplateFile {
    version: String,
    templates: Vec<Template>,
}

static FILE: LazyLock<TemplateFile> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the file is compiled in and a test reads it")]
    serde_json::from_str(include_str!("../../../../../schema/templates/2.json")).expect("the templates are readable")
});

/// All templates.
pub fn templates() -> &'static [Template] {
    &FILE.templates
}

/// The template of an id; none where it was one of an earlier version.
pub(super) fn template(id: &str) -> Option<&'static Template> {
    templates().iter().find(|template| template.id == id)
}

/// Version of the templates, written into every release.
pub fn templates_version() -> &'static str {
    &FILE.version
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_ability_has_eight_templates_in_all_the_forms_that_suit_it() {
        for (ability, _) in Ability::TARGET {
            let own: Vec<&Template> = templates().iter().filter(|t| t.ability == ability).collect();
            assert!(own.len() >= 8, "{ability:?} has {}", own.len());
            let forms: BTreeSet<Form> = own.iter().map(|t| t.form).collect();
            assert_eq!(forms.len(), 4, "{ability:?}");
        }
        let ids: BTreeSet<&str> = templates().iter().map(|t| t.id.as_str()).collect();
        assert_eq!(ids.len(), templates().len());
    }

    #[test]
    fn every_template_says_what_one_must_see_and_ends_as_a_sentence() {
        for template in templates() {
            assert!(!template.sees.is_empty(), "{}", template.id);
            assert!(template.en.ends_with(['?', '.']), "{}", template.id);
            assert!(template.zh.ends_with(['？', '。', '）']), "{}", template.id);
            let blank = |text: &str| text.contains("________");
            let is_blank = template.form == Form::FillInTheBlank;
            assert_eq!((blank(&template.en), blank(&template.zh)), (is_blank, is_blank), "{}", template.id);
            let attribute = template.asks == Asks::Attribute;
            assert_eq!(template.attribute.is_some(), attribute, "{}", template.id);
            assert_eq!(template.category.is_some(), template.asks == Asks::Treatment, "{}", template.id);
        }
    }
}
