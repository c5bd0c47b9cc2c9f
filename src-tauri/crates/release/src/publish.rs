//! Publishing: everything is written to a temporary folder beside the target, verified there, then
//! renamed; a crash, a cancel or a full disk leaves nothing half-made.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use domain::photograph::PhotographId;
use domain::questions::{Ability, Form, PromptBox, Question, audit, leaks};
use domain::vocabulary::{Kind, Language, Vocabulary};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use schemars::{Schema, schema_for};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::conversations::{Caption, caption, conversations, prompt};
use crate::degraded::{Degradation, DegradedRow, STRENGTHS};
use crate::descriptors::{Table, croissant, data_package};
use crate::finding::Finding;
use crate::settings::{Settings, version};
use crate::splits::{Split, split_by_subject};
use crate::sums::write_sums;
use crate::tables::{AnnotationRow, Changes, Earlier, ExclusionRow, Provenance, QuestionRow};
use crate::twins::{Twin, TwinRow, twin};
use crate::verify::{Progress, verify};
use crate::web_annotations::marks;
use crate::{card, coco, jsonl, parquet, tsv};

/// A released photograph.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Photograph.
    pub id: PhotographId,
    /// SHA-256 of its JPEG, 64 hex digits; its file name.
    pub content: String,
    /// Its record. `image`, `subject` and `split` are filled in here.
    pub record: AnnotationRow,
    /// Subject as the study names it; released as a pseudonym.
    pub subject: String,
}

/// Where the pictures come from.
pub trait Pictures: Sync {
    /// A photograph as it is shown: upright, masked, without metadata.
    fn photograph(&self, id: &PhotographId) -> Result<Vec<u8>, String>;
    /// The same with boxes drawn into it, the first green, the second blue.
    fn with_boxes(&self, jpeg: &[u8], boxes: &[PromptBox]) -> Result<Vec<u8>, String>;
    /// A picture degraded, 2,048 pixels at most; the same seed gives the same picture.
    fn degraded(&self, jpeg: &[u8], degradation: Degradation, strength: u8, seed: u64) -> Result<Vec<u8>, String>;
}

/// Everything that is released.
#[derive(Debug, Clone)]
pub struct Contents {
    /// Photographs whose review is signed.
    pub pictures: Vec<Picture>,
    /// Approved questions on them.
    pub questions: Vec<Question>,
    /// How many of them were approved with others of their template, after a random sample was judged one by one.
    pub by_sample: usize,
    /// Of what it was made, for `provenance.json`.
    pub provenance: Provenance,
    /// Precision, recall and agreement, for `quality.json`.
    pub quality: serde_json::Value,
    /// In which split photographs were released before.
    pub released_before: BTreeMap<PhotographId, Split>,
    /// Pairs of photographs that show the same, or nearly.
    pub near_duplicates: Vec<(PhotographId, PhotographId)>,
    /// Photographs and questions that are left out, and why.
    pub exclusions: Vec<ExclusionRow>,
    /// Earlier versions, newest first.
    pub earlier: Vec<Earlier>,
    /// Questions of the version before, by id, as [`digest`] has them.
    pub asked_before: BTreeMap<String, String>,
    /// Words that must not occur anywhere in the release (names, subjects, folders).
    pub canaries: Vec<String>,
}

/// A published release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Where it lies, with its name and version.
    pub folder: PathBuf,
    /// SHA-256 of SHA256SUMS, hex.
    pub manifest: String,
    /// How many are in it.
    pub photographs: usize,
    /// How many are in it.
    pub questions: usize,
    /// In which split each photograph is.
    pub splits: BTreeMap<PhotographId, Split>,
    /// Its questions by id, as [`digest`] has them.
    pub asked: BTreeMap<String, String>,
}

/// Something in the settings that stands in the way of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BadSetting {
    /// The name is no name, or would change how loaders behave.
    Name,
    /// The version is not SemVer.
    Version,
    /// More than half, or less than nothing, for validation.
    Share,
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The folder exists.
    #[error("the release folder exists")]
    Exists,
    /// Name, version or share cannot be used.
    #[error("settings cannot be used: {0:?}")]
    BadSettings(Vec<BadSetting>),
    /// Nothing to release.
    #[error("there is nothing to release")]
    Nothing,
    /// Somebody stopped it; nothing was left behind.
    #[error("cancelled")]
    Cancelled,
    /// What was written does not verify.
    #[error("the release does not verify: {} findings", .0.len())]
    Unsound(Vec<Finding>),
    /// A picture could not be read.
    #[error("a photograph could not be read: {0}")]
    Picture(String),
    /// The disk refused.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Publishes into `folder`, which must not exist.
pub fn publish(
    folder: &Path,
    settings: &Settings,
    contents: Contents,
    source: &dyn Pictures,
    progress: Progress<'_>,
) -> Result<Published, PublishError> {
    let bad = bad_settings(settings);
    if !bad.is_empty() {
        return Err(PublishError::BadSettings(bad));
    }
    if contents.pictures.is_empty() || contents.questions.is_empty() {
        return Err(PublishError::Nothing);
    }
    if folder.exists() {
        return Err(PublishError::Exists);
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let partial = folder.with_file_name(format!(".{name}.partial"));
    if partial.exists() {
        // Only ever written by an earlier attempt at this very release that did not end.
        fs::remove_dir_all(&partial)?;
    }
    let written = write_all(&partial, settings, contents, source, progress);
    let done = written.and_then(|published| {
        fs::rename(&partial, folder)?;
        Ok(Published { folder: folder.to_owned(), ..published })
    });
    if done.is_err() && partial.exists() {
        fs::remove_dir_all(&partial)?;
    }
    done
}

/// Everything in the settings that stands in the way.
pub fn bad_settings(settings: &Settings) -> Vec<BadSetting> {
    let name = &settings.name;
    // These change how VLMEvalKit treats a table.
    let reserved = ["mmbench", "circular", "mmmu", "mmt", "openended"];
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let bad_name =
        name.is_empty() || !name.chars().all(plain) || reserved.iter().any(|r| name.to_lowercase().contains(r));
    let found = [
        (bad_name, BadSetting::Name),
        (version(&settings.version).is_none(), BadSetting::Version),
        (!(0.0..=0.5).contains(&settings.validation_share), BadSetting::Share),
    ];
    found.into_iter().filter(|(bad, _)| *bad).map(|(_, setting)| setting).collect()
}

/// What tells whether a question is still the same: the first half of the SHA-256 of everything that is released of it.
fn digest(question: &Question) -> io::Result<String> {
    let hash = Sha256::digest(serde_json::to_vec(question)?);
    Ok(hex::encode(&hash[..16]))
}

fn changes(
    pictures: &[Picture],
    asked: &BTreeMap<String, String>,
    released_before: &BTreeMap<PhotographId, Split>,
    asked_before: &BTreeMap<String, String>,
    earlier: &[Earlier],
) -> Changes {
    let Some(before) = earlier.first() else { return Changes::default() };
    let now: BTreeSet<&PhotographId> = pictures.iter().map(|picture| &picture.id).collect();
    let mut changes = Changes { since: Some(before.version.clone()), ..Changes::default() };
    let new = now.iter().filter(|id| !released_before.contains_key(**id));
    changes.photographs_added = new.map(ToString::to_string).collect();
    let gone = released_before.keys().filter(|id| !now.contains(id));
    changes.photographs_removed = gone.map(ToString::to_string).collect();
    for (id, digest) in asked {
        match asked_before.get(id) {
            None => changes.questions_added.push(id.clone()),
            Some(before) if before != digest => changes.questions_changed.push(id.clone()),
            Some(_) => {}
        }
    }
    changes.questions_removed = asked_before.keys().filter(|id| !asked.contains_key(*id)).cloned().collect();
    changes
}

fn write_all(
    folder: &Path,
    settings: &Settings,
    contents: Contents,
    source: &dyn Pictures,
    progress: Progress<'_>,
) -> Result<Published, PublishError> {
    let Contents {
        mut pictures,
        mut questions,
        by_sample,
        provenance,
        quality,
        released_before,
        near_duplicates,
        mut exclusions,
        earlier,
        asked_before,
        canaries,
    } = contents;
    for part in [
        "validation/images",
        "test/images",
        "parquet",
        "vlmevalkit",
        "conversations",
        "annotations/images",
        "regions",
        "vocabulary",
    ] {
        fs::create_dir_all(folder.join(part))?;
    }
    for kind in Twin::ALL {
        fs::create_dir_all(folder.join("twins").join(kind.name()))?;
    }
    let mut tables = Vec::new();
    let mut table = |path: &str, schema: Schema| tables.push(Table { path: path.to_owned(), schema });
    pictures.sort_by(|a, b| a.content.cmp(&b.content));
    questions.sort_by(|a, b| a.id.cmp(&b.id));

    // Pseudonyms by the order of pictures' hashes: they say nothing about import or enrolment.
    let mut pseudonyms: BTreeMap<String, String> = BTreeMap::new();
    for picture in &pictures {
        let next = pseudonyms.len() + 1;
        pseudonyms.entry(picture.subject.clone()).or_insert_with(|| format!("S{next:05}"));
    }
    let place: BTreeMap<&PhotographId, &Picture> = pictures.iter().map(|picture| (&picture.id, picture)).collect();
    let subject_of = |question: &Question| place.get(&question.photograph).map(|p| pseudonyms[&p.subject].clone());
    let mut by_subject: BTreeMap<String, BTreeMap<(Ability, Form), usize>> =
        pseudonyms.values().map(|subject| (subject.clone(), BTreeMap::new())).collect();
    for question in &questions {
        if let Some(counts) = subject_of(question).and_then(|subject| by_subject.get_mut(&subject)) {
            *counts.entry((question.ability, question.form)).or_insert(0) += 1;
        }
    }
    let subject_on = |id: &PhotographId| place.get(id).map(|picture| pseudonyms[&picture.subject].clone());
    // Of a subject who was in both splits, because two were found to be one, nothing may be tuned on.
    let mut fixed: BTreeMap<String, Split> = BTreeMap::new();
    for (id, split) in &released_before {
        if let Some(subject) = subject_on(id) {
            fixed.entry(subject).and_modify(|before| *before = (*before).max(*split)).or_insert(*split);
        }
    }
    let together: Vec<(String, String)> =
        near_duplicates.iter().filter_map(|(one, other)| Some((subject_on(one)?, subject_on(other)?))).collect();
    let splits = split_by_subject(&by_subject, &fixed, &together, settings.validation_share, settings.seed);

    let asked: BTreeSet<&PhotographId> =
        questions.iter().filter(|question| question.boxes.is_empty()).map(|question| &question.photograph).collect();
    let mut boxed: BTreeMap<&PhotographId, BTreeSet<&[PromptBox]>> = BTreeMap::new();
    for question in questions.iter().filter(|question| !question.boxes.is_empty()) {
        boxed.entry(&question.photograph).or_default().insert(&question.boxes);
    }
    // Where a picture lies in the release: in its split if a question is about it as it is, else beside its record, since the
    // loader of Hugging Face takes every picture of a split for a row of its table.
    let stored = |picture: &Picture, split: Split| {
        let folder = if asked.contains(&picture.id) { split.name() } else { "annotations" };
        format!("{folder}/{}", in_split(&picture.content))
    };

    let steps = pictures.len() * if settings.degraded { 3 } else { 2 } + 6;
    let mut step = 0;
    let mut advance = |by: usize| {
        step += by;
        if progress(step, steps) { Ok(()) } else { Err(PublishError::Cancelled) }
    };
    // Of a picture that questions are asked of: its content hash by what they are about.
    let mut shown: BTreeMap<(PhotographId, Vec<PromptBox>), String> = BTreeMap::new();
    let mut degraded: Vec<(Split, String)> = Vec::new();
    for released in &pictures {
        let jpeg = source.photograph(&released.id).map_err(PublishError::Picture)?;
        let split = splits[&pseudonyms[&released.subject]];
        write_picture(&folder.join(stored(released, split)), &jpeg)?;
        shown.insert((released.id.clone(), Vec::new()), released.content.clone());
        advance(1)?;
        let mut originals = Vec::new();
        if asked.contains(&released.id) {
            originals.push((released.content.clone(), None));
        }
        for boxes in boxed.get(&released.id).into_iter().flatten() {
            let drawn = source.with_boxes(&jpeg, boxes).map_err(PublishError::Picture)?;
            let content = hex::encode(Sha256::digest(&drawn));
            let path = folder.join(split.name()).join(in_split(&content));
            shown.insert((released.id.clone(), boxes.to_vec()), content.clone());
            // Boxes that reach beyond the picture may look the same.
            if !path.exists() {
                write_picture(&path, &drawn)?;
                originals.push((content, Some(drawn)));
            }
        }
        if settings.degraded {
            for (content, drawn) in originals {
                degrade(folder, &content, drawn.as_deref().unwrap_or(&jpeg), settings.seed, source)?;
                degraded.push((split, content));
            }
            advance(1)?;
        }
    }
    if settings.degraded {
        let rows = degraded.iter().flat_map(|(split, content)| {
            let original = format!("{}/{}", split.name(), in_split(content));
            kinds_and_strengths().map(move |(degradation, strength)| DegradedRow {
                original: original.clone(),
                picture: degraded_place(content, degradation, strength),
                degradation,
                strength,
            })
        });
        jsonl::write(&folder.join("twins/degraded/pictures.jsonl"), rows)?;
        table("twins/degraded/pictures.jsonl", schema_for!(DegradedRow));
    }
    let content_of = |question: &Question| -> String {
        shown.get(&(question.photograph.clone(), question.boxes.clone())).cloned().unwrap_or_default()
    };
    let mut counts = [0, 0];
    for (split, count) in [Split::Validation, Split::Test].into_iter().zip(&mut counts) {
        let here: Vec<&Question> =
            questions.iter().filter(|q| subject_of(q).is_some_and(|subject| splits[&subject] == split)).collect();
        let row = |question: &&Question| {
            let photograph = &place.get(&question.photograph)?.content;
            Some(question_row(question, &content_of(question), photograph, subject_of(question)?, settings.language))
        };
        let in_split_folder = folder.join(split.name());
        *count = jsonl::write(&in_split_folder.join("metadata.jsonl"), here.iter().filter_map(row))?;
        table(&format!("{}/metadata.jsonl", split.name()), schema_for!(QuestionRow));
        let with_pictures = folder.join("parquet").join(format!("{}.parquet", split.name()));
        parquet::write(&with_pictures, here.iter().filter_map(row), |row| {
            fs::read(in_split_folder.join(&row.file_name))
        })?;
        advance(1)?;
        for (multiple_choice, kind) in [(true, "MCQ"), (false, "OpenEnded")] {
            let path = folder.join("vlmevalkit").join(format!("{}_{}_{kind}.tsv", settings.name, split.name()));
            tsv::write(&path, &here, multiple_choice, split, settings.language, content_of, |content| {
                fs::read(in_split_folder.join(in_split(content)))
            })?;
            advance(1)?;
        }
        for kind in Twin::ALL {
            let twins = here.iter().filter_map(|question| {
                twin(question, kind, &in_split(&content_of(question)), settings.language, settings.seed)
            });
            let path = format!("twins/{}/{}.jsonl", kind.name(), split.name());
            jsonl::write(&folder.join(&path), twins)?;
            table(&path, schema_for!(TwinRow));
        }
        let talks = conversations(&here, settings.language, |question| {
            let content = content_of(question);
            let image = format!("{}/{}", split.name(), in_split(&content));
            (content, image)
        });
        jsonl::write_one(&folder.join("conversations").join(format!("{}.json", split.name())), &talks)?;
    }
    let photographs = pictures.len();
    let vocabulary = Vocabulary::of_version(&provenance.vocabulary).unwrap_or(Vocabulary::built_in());
    for picture in &mut pictures {
        let subject = pseudonyms[&picture.subject].clone();
        let split = splits[&subject];
        let image = stored(picture, split);
        (picture.record.image, picture.record.split, picture.record.subject) = (image, split, subject);
    }
    let records = || pictures.iter().map(|picture| &picture.record);
    jsonl::write(&folder.join("annotations/records.jsonl"), records())?;
    table("annotations/records.jsonl", schema_for!(AnnotationRow));
    jsonl::write_one(&folder.join("regions/coco.json"), &coco::document(records(), vocabulary))?;
    let marks = records().flat_map(|record| marks(&record.image, &record.reviewed, vocabulary));
    jsonl::write(&folder.join("regions/web-annotations.jsonl"), marks)?;
    exclusions.sort_unstable();
    jsonl::write(&folder.join("exclusions.jsonl"), &exclusions)?;
    if !exclusions.is_empty() {
        table("exclusions.jsonl", schema_for!(ExclusionRow));
    }
    let asked = questions.iter().map(|question| Ok((question.id.clone(), digest(question)?)));
    let asked = asked.collect::<io::Result<BTreeMap<String, String>>>()?;
    let changes = changes(&pictures, &asked, &released_before, &asked_before, &earlier);
    jsonl::write_one(&folder.join("changes.json"), &changes)?;
    let captions = records().map(|record| Caption {
        image: record.image.clone(),
        caption: caption(&record.reviewed, vocabulary, settings.language),
    });
    jsonl::write(&folder.join("conversations/captions.jsonl"), captions)?;
    table("conversations/captions.jsonl", schema_for!(Caption));
    for kind in Kind::ALL {
        let name = serde_json::to_value(kind).map_err(io::Error::from)?;
        let path = folder.join("vocabulary").join(format!("{}.json", name.as_str().unwrap_or_default()));
        jsonl::write_one(&path, &json!({"version": vocabulary.version(), "terms": vocabulary.terms(kind)}))?;
    }
    let audit = audit(&questions);
    jsonl::write_one(
        &folder.join("splits.json"),
        &json!({"subjects": splits, "abilities": audit.abilities, "forms": audit.forms}),
    )?;
    let subjects = pictures.iter().map(|picture| (picture.id.clone(), pseudonyms[&picture.subject].clone())).collect();
    let leaks = leaks(&questions.iter().collect::<Vec<_>>(), &subjects, vocabulary);
    jsonl::write_one(
        &folder.join("quality.json"),
        &json!({
            "annotation": quality, "questions": audit, "without_pictures": leaks,
            "judged": {"one_by_one": questions.len() - by_sample, "by_sample": by_sample},
        }),
    )?;
    jsonl::write_one(&folder.join("provenance.json"), &provenance)?;
    let description = format!(
        "{photographs} photographs of the body surface with {} questions over seven abilities, from reviewed annotations.",
        counts.iter().sum::<usize>()
    );
    for (name, text) in [
        ("README.md", card::readme(settings, photographs, counts, by_sample, &leaks)),
        ("eval.yaml", card::evaluation(settings, &description)),
        ("LICENSE", card::license(settings)),
        ("CITATION.cff", card::citation(settings)),
        ("CHANGELOG.md", card::changelog(settings, [photographs, questions.len()], &changes, &earlier)),
    ] {
        fs::write(folder.join(name), text)?;
    }
    jsonl::write_one(&folder.join("croissant.json"), &croissant(folder, settings, &description)?)?;
    jsonl::write_one(&folder.join("datapackage.json"), &data_package(folder, settings, &tables)?)?;
    let manifest = write_sums(folder)?;
    // The second half is reading everything again.
    let half = steps - photographs;
    let again = &mut |files: usize, of: usize| progress(half + photographs * files / of.max(1), steps);
    let verified = verify(folder, &canaries, again)?.ok_or(PublishError::Cancelled)?;
    if !verified.findings.is_empty() {
        return Err(PublishError::Unsound(verified.findings));
    }
    let splits = pictures.into_iter().map(|picture| (picture.id, picture.record.split)).collect();
    let questions = counts.iter().sum();
    Ok(Published { folder: folder.to_owned(), manifest, photographs, questions, splits, asked })
}

fn write_picture(path: &Path, jpeg: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(jpeg)?;
    file.sync_all()
}

/// Writes the degraded twins of a picture.
fn degrade(folder: &Path, content: &str, jpeg: &[u8], seed: u64, source: &dyn Pictures) -> Result<(), PublishError> {
    // Seeded by the picture too, so that not all are turned alike.
    let seed = content.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let made: Vec<(PathBuf, Result<Vec<u8>, String>)> = kinds_and_strengths()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(degradation, strength)| {
            let path = folder.join(degraded_place(content, degradation, strength));
            (path, source.degraded(jpeg, degradation, strength, seed))
        })
        .collect();
    for (path, picture) in made {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        write_picture(&path, &picture.map_err(PublishError::Picture)?)?;
    }
    Ok(())
}

fn kinds_and_strengths() -> impl Iterator<Item = (Degradation, u8)> {
    Degradation::ALL.into_iter().flat_map(|kind| STRENGTHS.map(|strength| (kind, strength)))
}

fn degraded_place(content: &str, degradation: Degradation, strength: u8) -> String {
    format!("twins/degraded/{}-{strength}/{content}.jpg", degradation.name())
}

/// Where a picture lies in the folder of its split: below `metadata.jsonl`, since the loader of Hugging
/// Face refuses `..` in `file_name`. A subject is in one split, so no picture lies in both.
fn in_split(content: &str) -> String {
    format!("images/{content}.jpg")
}

fn question_row(
    question: &Question,
    content: &str,
    photograph: &str,
    subject: String,
    language: Language,
) -> QuestionRow {
    let other = if language == Language::En { Language::Zh } else { Language::En };
    let answer = |language| {
        let letters = question.letters();
        if letters.is_empty() { question.answer.get(language).to_owned() } else { letters }
    };
    QuestionRow {
        file_name: in_split(content),
        photograph: photograph.to_owned(),
        boxes: question.boxes.clone(),
        id: question.id.clone(),
        ability: question.ability,
        form: question.form,
        question: question.text.get(language).to_owned(),
        prompt: prompt(question, language),
        question_other: question.text.get(other).to_owned(),
        options: question.options.iter().map(|option| option.text.get(language).to_owned()).collect(),
        why_wrong: question.options.iter().map(|o| o.why_wrong.as_ref().map(ToString::to_string)).collect(),
        answer: answer(language),
        answer_other: answer(other),
        lesion: question.lesion.as_ref().map(ToString::to_string),
        template: question.template.clone(),
        subject,
    }
}
