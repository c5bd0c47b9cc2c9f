//! The dataset card, the licence note and the citation file.

use domain::questions::{Ability, BlindRule, Leaks};

use crate::parquet;
use crate::settings::Settings;
use crate::tables::{Changes, Earlier};

/// What the card says of degraded twins.
const DEGRADED: &str = "- `twins/degraded/`: the pictures blurred, coarse, noisy, compressed, too dark, too bright and tinted, each in \
                        three strengths and 2,048 pixels at most; `pictures.jsonl` says which picture stands for which\n";

/// `README.md` with the YAML header that Hugging Face reads.
pub(crate) fn readme(
    settings: &Settings,
    photographs: usize,
    questions: [usize; 2],
    by_sample: usize,
    leaks: &Leaks,
) -> String {
    let language = if settings.language == domain::vocabulary::Language::Zh { "zh" } else { "en" };
    let [validation, test] = questions;
    let mut abilities = String::new();
    for (ability, _) in Ability::TARGET {
        let Some(leak) = leaks.abilities.get(&ability) else { continue };
        let majority = leak.rules.get(&BlindRule::Majority).copied().unwrap_or(0.0);
        let shares = [leak.chance, majority, leak.blind].map(|share| format!("{:.0} %", share * 100.0)).join(" | ");
        abilities.push_str(&format!("| {} | {} | {} | {shares} |\n", ability.title(), ability.half(), leak.questions));
    }
    let judged = match by_sample {
        0 => "approved one by one".to_owned(),
        some => format!(
            "approved one by one, or ({some} of them) together with the others of their template, after so many drawn at \
             random were judged one by one that fewer than one in ten would have been rejected (95 % confidence)"
        ),
    };
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
         questions were drafted from reviewed records by templates and {judged}.\n\n\
         ## What is here\n\n\
         - `parquet/`: one question a row with its picture; `load_dataset` of Hugging Face `datasets` 2.14.5 or newer \
         reads it\n\
         - `validation/`, `test/`: the same questions as `metadata.jsonl`; `images/`: masked, upright, without \
         metadata, named by content hash; where a question speaks of a green or a blue box, its picture is the photograph \
         with that box (`boxes` says where, `photograph` names the photograph without)\n\
         - `vlmevalkit/`: the same as tables for VLMEvalKit, multiple choice and open-ended apart\n\
         - `annotations/records.jsonl`: both readings, decisions, fused ranking with exact weights, reviewed record; \
         `annotations/images/`: photographs without a question\n\
         - `vocabulary/`: every term with definition in English and Chinese (a reconstruction; no official list)\n\
         - `twins/`: the same questions without picture, without stem, with options in another order, and with “none of \
         these” in place of what is right, to measure what they measure\n\
{degraded}         - `conversations/`: the questions on a picture as one conversation in the shape of LLaVA, and a caption of each \
         picture, for training\n\
         - `regions/`: boxes and polygons of the lesions, in pixels of the released pictures, as COCO (`coco.json`) and as \
         W3C Web Annotations (`web-annotations.jsonl`, with points)\n\
         - `exclusions.jsonl`: every photograph and question of the study that is not here, and why; `CHANGELOG.md`, \
         `changes.json`: what is not as it was in the version before\n\
         - `eval.yaml`: the tasks of the benchmark for Inspect, as the Hub of Hugging Face reads them\n\
         - `croissant.json`, `datapackage.json`: the same described for machines (Croissant 1.1, Frictionless)\n\
         - `splits.json`, `quality.json`, `provenance.json`, `SHA256SUMS`\n\n\
         ## Questions by ability\n\n\
         Without their pictures they can be answered as far as the last columns say (first choice right; the rest is in \
         `quality.json`): by dice, by the majority answer of each template, and by a text model trained on the questions \
         about other subjects.\n\n\
         | ability | half | questions | chance | majority | blind |\n|---|---|---|---|---|---|\n{abilities}\n\
         ## Limits\n\n\
         Fused ties at the first place and disjoint differentials were decided by one senior each. Not for use \
         in care.\n",
        degraded = if settings.degraded { DEGRADED } else { "" },
        features = parquet::features(),
        license = settings.license.to_lowercase(),
        name = settings.name,
        version = settings.version,
        total = validation + test,
        notes = settings.notes.trim(),
    )
}

/// `eval.yaml`, by which the Hub of Hugging Face knows a benchmark: both splits as tasks for Inspect. Its stock scorers give no
/// partial credit where several options are right.
pub(crate) fn evaluation(settings: &Settings, description: &str) -> String {
    let task = |split: &str| {
        format!(
            "  - id: {name}_{split}\n    config: default\n    split: {split}\n    field_spec:\n      input: prompt\n      \
             input_image: image\n      target: answer\n    solvers:\n      - name: system_message\n        args:\n          \
             template: \"Answer the question about the picture. Where options are given, answer with the letters of all that \
             are right.\"\n      - name: generate\n    scorers:\n      - name: model_graded_fact\n",
            name = settings.name.to_lowercase(),
        )
    };
    format!(
        "name: {}\ndescription: \"{description}\"\nevaluation_framework: inspect-ai\ntasks:\n{}{}",
        settings.name,
        task("validation"),
        task("test"),
    )
}

/// `CHANGELOG.md`: this version against the one before, and how large the earlier ones were.
pub(crate) fn changelog(
    settings: &Settings,
    [photographs, questions]: [usize; 2],
    changes: &Changes,
    earlier: &[Earlier],
) -> String {
    let mut text = format!(
        "# Changes of {}\n\n## {}\n\n{photographs} photographs, {questions} questions.\n",
        settings.name, settings.version
    );
    if let Some(since) = &changes.since {
        let counts = [
            ("photographs added", &changes.photographs_added),
            ("photographs of earlier versions left out", &changes.photographs_removed),
            ("questions added", &changes.questions_added),
            ("questions changed", &changes.questions_changed),
            ("questions left out", &changes.questions_removed),
        ];
        text.push_str(&format!("\nSince {since}, by id in `changes.json`:\n\n"));
        for (what, ids) in counts {
            text.push_str(&format!("- {what}: {}\n", ids.len()));
        }
    }
    for Earlier { version, photographs, questions } in earlier {
        text.push_str(&format!("\n## {version}\n\n{photographs} photographs, {questions} questions.\n"));
    }
    text
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
