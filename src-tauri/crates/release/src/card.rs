//! The dataset card, the licence note and the citation file.

use domain::questions::{Ability, Audit};

use crate::parquet;
use crate::settings::Settings;

/// `README.md` with the YAML header that Hugging Face reads.
pub(crate) fn readme(settings: &Settings, photographs: usize, questions: [usize; 2], audit: &Audit) -> String {
    let language = if settings.language == domain::vocabulary::Language::Zh { "zh" } else { "en" };
    let [validation, test] = questions;
    let mut abilities = String::new();
    for (ability, _) in Ability::TARGET {
        let count = audit.abilities.get(&ability).copied().unwrap_or(0);
        let guess = audit.without_picture.get(&ability).copied().unwrap_or(0.0) * 100.0;
        abilities.push_str(&format!("| {} | {} | {count} | {guess:.0} % |\n", ability.title(), ability.half()));
    }
    format!(
        "---\nlicense: {license}\nlanguage:\n- {language}\ntask_categories:\n- visual-question-answering\n\
         tags:\n- medical\n- dermatology\npretty_name: {name}\nconfigs:\n- config_name: default\n  data_files:\n  \
         - split: validation\n    path: parquet/validation.parquet\n  - split: test\n    path: parquet/test.parquet\n\
         {features}---\n\n\
         # {name} {version}\n\n\
         {photographs} photographs of the body surface with {total} questions ({validation} validation, {test} test), \
         split by subject.\n\n{notes}\n\n\
         Every photograph was annotated by two physicians independently (regions, lesions with six attributes, \
         relations, ranked differential diagnosis, treatment); the two rankings were fused with weight 1/rank; a \
         senior who had not annotated the photograph decided every difference and signed the reviewed record; the \
         questions were drafted from reviewed records by templates and approved one by one.\n\n\
         ## What is here\n\n\
         - `parquet/`: one question a row with its picture; `load_dataset` of Hugging Face `datasets` 2.14.5 or newer \
         reads it\n\
         - `validation/`, `test/`: the same questions as `metadata.jsonl`; `images/`: masked, upright, without \
         metadata, named by content hash\n\
         - `vlmevalkit/`: the same as tables for VLMEvalKit, multiple choice and open-ended apart\n\
         - `annotations/records.jsonl`: both readings, decisions, fused ranking with exact weights, reviewed record; \
         `annotations/images/`: photographs without a question\n\
         - `vocabulary/`: every term with definition in English and Chinese (a reconstruction; no official list)\n\
         - `splits.json`, `quality.json`, `provenance.json`, `SHA256SUMS`\n\n\
         ## Questions by ability\n\n\
         | ability | half | questions | majority answer without the picture |\n|---|---|---|---|\n{abilities}\n\
         ## Limits\n\n\
         Fused ties at the first place and disjoint differentials were decided by one senior each. Questions on \
         treatment can partly be answered without the picture (last column). Not for use in care.\n",
        features = parquet::features(),
        license = settings.license.to_lowercase(),
        name = settings.name,
        version = settings.version,
        total = validation + test,
        notes = settings.notes.trim(),
    )
}

/// `CITATION.cff`.
pub(crate) fn citation(settings: &Settings) -> String {
    format!(
        "cff-version: 1.2.0\nmessage: If you use this dataset, please cite it.\ntype: dataset\ntitle: \"{}\"\nversion: {}\nlicense: {}\nauthors:\n- name: The annotators of {}\n",
        settings.name.replace('"', "'"),
        settings.version,
        settings.license,
        settings.name.replace('\n', " "),
    )
}

/// `LICENSE`: names the licence and where its text stands.
pub(crate) fn license(settings: &Settings) -> String {
    format!(
        "{} {} is released under {} (SPDX identifier).\nThe full text stands at https://spdx.org/licenses/{}.html\n",
        settings.name, settings.version, settings.license, settings.license
    )
}
