//! An examinee who sees no picture: learns from the questions on some subjects how the answers on others read
//! (MedLesionVQA, table 2, and arXiv 2511.04655: models trained on the text of a test set alone gain over 30 points).
//!
//! A conditional logit over the answers that a question offers, on hashed words: which option was right elsewhere under this
//! template, in answer to this very question, beside these words; how long it is, where it stands. Trained by AdaGrad (Duchi
//! et al. 2011) in a seeded order, each fold of subjects by what the other folds hold, so that nobody is guessed from their
//! own answers.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use fnv::FnvHasher;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{Choice, Form, Question};

/// Parts into which the subjects are dealt.
pub(super) const FOLDS: usize = 5;
/// Passes over the training questions.
const PASSES: usize = 6;
/// Answers to an open question that somebody thinks of.
const GUESSES: usize = 16;
/// Places for weights; a power of two.
const PLACES: usize = 1 << 18;
/// How fast weights move.
const RATE: f32 = 0.3;

/// What can be answered to one question, as somebody reads it who does not see the picture.
pub(super) struct Sheet {
    /// Which subjects it belongs to.
    pub(super) fold: usize,
    /// Whose names the answers have: code or text of an option, "Yes" and "No", or what was the answer elsewhere.
    pub(super) answers: Vec<String>,
    /// Whether each is right.
    pub(super) right: Vec<bool>,
    /// Where the weights of each answer lie.
    cues: Vec<Vec<u32>>,
}

impl Sheet {
    /// How likely dice find a right answer.
    pub(super) fn chance(&self) -> f64 {
        self.right.iter().filter(|right| **right).count() as f64 / self.right.len().max(1) as f64
    }

    /// Share of the best answers by a score that are right: somebody who is torn between two chooses by a coin.
    pub(super) fn hit(&self, scores: &[f64]) -> f64 {
        let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let chosen: Vec<bool> =
            scores.iter().zip(&self.right).filter(|(score, _)| **score >= best).map(|(_, right)| *right).collect();
        chosen.iter().filter(|right| **right).count() as f64 / chosen.len().max(1) as f64
    }
}

/// The most frequent answers that open questions of each template have, out of which somebody guesses.
pub(super) fn known_answers(questions: &[&Question]) -> BTreeMap<String, Vec<String>> {
    let mut answers: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for question in questions.iter().filter(|question| question.is_open()) {
        *answers.entry(&question.template).or_default().entry(answer_of(question)).or_insert(0) += 1;
    }
    let most_frequent = |counts: BTreeMap<&str, usize>| {
        let mut texts: Vec<(&str, usize)> = counts.into_iter().collect();
        texts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        texts.into_iter().take(GUESSES).map(|(text, _)| text.to_owned()).collect()
    };
    answers.into_iter().map(|(template, counts)| (template.to_owned(), most_frequent(counts))).collect()
}

fn answer_of(question: &Question) -> &str {
    let answer = &question.answer;
    if answer.en.is_empty() { &answer.zh } else { &answer.en }
}

/// Name of an option: its term, or what it says.
pub(super) fn name_of(option: &Choice) -> &str {
    option.code.as_ref().map_or(option.text.en.as_str(), |code| code.as_str())
}

/// Words of a text, small.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// How a question reads without its picture.
pub(super) fn sheet(question: &Question, fold: usize, known: &BTreeMap<String, Vec<String>>) -> Sheet {
    let answers: Vec<(String, &str, bool)> = match question.form {
        Form::MultipleChoice => question
            .options
            .iter()
            .map(|option| (name_of(option).to_owned(), option.text.en.as_str(), option.correct))
            .collect(),
        Form::Judgement => ["Yes", "No"].map(|answer| (answer.to_owned(), answer, question.answer.en == answer)).into(),
        Form::FillInTheBlank | Form::ShortAnswer => known
            .get(&question.template)
            .into_iter()
            .flatten()
            .map(|text| (text.clone(), text.as_str(), text == answer_of(question)))
            .collect(),
    };
    let stem: BTreeSet<String> = words(&question.text.en).into_iter().collect();
    let lengths: Vec<usize> = answers.iter().map(|(_, text, _)| text.chars().count()).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let cues = (0..)
        .zip(&answers)
        .map(|(place, (name, text, _)): (usize, _)| cues(question, &stem, name, text, place, longest))
        .collect();
    let right = answers.iter().map(|(_, _, right)| *right).collect();
    Sheet { fold, answers: answers.into_iter().map(|(name, _, _)| name).collect(), right, cues }
}

/// What of one answer, beside its question, may tell whether it is right.
fn cues(
    question: &Question,
    stem: &BTreeSet<String>,
    name: &str,
    text: &str,
    place: usize,
    longest: usize,
) -> Vec<u32> {
    let template = question.template.as_str();
    let stated = question.stated.as_ref().map_or("", |code| code.as_str());
    let length = if text.chars().count() == longest { "longest" } else { "shorter" };
    let mut cues = vec![
        cue(&["answer", name]),
        cue(&["template", template, name]),
        cue(&["question", &question.text.en, name]),
        cue(&["length", template, length]),
    ];
    match question.form {
        Form::MultipleChoice => cues.push(cue(&["place", template, &place.to_string()])),
        Form::Judgement => cues.extend([cue(&["stated", stated, name]), cue(&["stated", template, stated, name])]),
        Form::FillInTheBlank | Form::ShortAnswer => {}
    }
    cues.extend(stem.iter().map(|word| cue(&["stem", template, word, name])));
    if !question.is_open() {
        cues.extend(words(text).iter().map(|word| cue(&["word", template, word])));
    }
    cues
}

/// Where the weight of a cue lies.
fn cue(parts: &[&str]) -> u32 {
    let mut hasher = FnvHasher::default();
    parts.hash(&mut hasher);
    (hasher.finish() % PLACES as u64) as u32
}

/// What somebody has learned from the questions on other subjects.
pub(super) struct Examinee {
    weights: Vec<f32>,
}

impl Examinee {
    /// Learns from these sheets.
    fn learn<'a>(sheets: impl Iterator<Item = &'a Sheet>, seed: u64) -> Self {
        let mut sheets: Vec<&Sheet> = sheets.filter(|sheet| sheet.right.contains(&true)).collect();
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let (mut weights, mut moved) = (vec![0_f32; PLACES], vec![1e-6_f32; PLACES]);
        for _ in 0..PASSES {
            sheets.shuffle(&mut dice);
            for sheet in &sheets {
                let shares = shares(&weights, sheet);
                let target = 1.0 / sheet.right.iter().filter(|right| **right).count() as f32;
                for ((cues, right), share) in sheet.cues.iter().zip(&sheet.right).zip(shares) {
                    let gradient = share - if *right { target } else { 0.0 };
                    for cue in cues.iter().map(|cue| *cue as usize) {
                        moved[cue] += gradient * gradient;
                        weights[cue] -= RATE * gradient / moved[cue].sqrt();
                    }
                }
            }
        }
        Self { weights }
    }

    /// How likely each answer of a sheet seems; they sum up to 1.
    pub(super) fn shares(&self, sheet: &Sheet) -> Vec<f64> {
        shares(&self.weights, sheet).into_iter().map(f64::from).collect()
    }
}

fn shares(weights: &[f32], sheet: &Sheet) -> Vec<f32> {
    let scores: Vec<f32> = sheet.cues.iter().map(|cues| cues.iter().map(|cue| weights[*cue as usize]).sum()).collect();
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raised: Vec<f32> = scores.iter().map(|score| libm::expf(score - most)).collect();
    let all: f32 = raised.iter().sum();
    raised.iter().map(|each| each / all).collect()
}

/// One examinee a fold, each of whom has read the questions of the other folds.
pub(super) fn examinees(sheets: &[Sheet], seed: u64) -> Vec<Examinee> {
    (0..FOLDS)
        .into_par_iter()
        .map(|fold| Examinee::learn(sheets.iter().filter(|sheet| sheet.fold != fold), seed ^ fold as u64))
        .collect()
}

/// The fold of each subject: dealt by a seeded shuffle, so that folds are of one size.
pub(super) fn folds<'a>(subjects: impl Iterator<Item = &'a str>, seed: u64) -> BTreeMap<String, usize> {
    let subjects: BTreeSet<&str> = subjects.collect();
    let mut subjects: Vec<&str> = subjects.into_iter().collect();
    subjects.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    (0..).zip(subjects).map(|(place, subject): (usize, _)| (subject.to_owned(), place % FOLDS)).collect()
}
