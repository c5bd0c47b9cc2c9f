//! Leaks: how far questions can be answered without their picture, against what dice would reach (MedLesionVQA, section 4.2
//! and table 2; arXiv 2511.04655). Each rule of thumb and the blind examinee answer every question; shares are of questions
//! of which the first choice is right, by template, ability and form, with 95 % intervals by subject.

use std::collections::{BTreeMap, BTreeSet};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::blind::{Examinee, Sheet, examinees, folds, known_answers, name_of, sheet};
use super::{Ability, Form, Question};
use crate::agreement::interval;
use crate::photograph::PhotographId;
use crate::vocabulary::{Code, Vocabulary};

/// Above chance by more than this a template is marked.
pub(super) const MARKED: f64 = 0.10;
/// Above chance by more than this a template is not released until a senior says why.
const HELD_BACK: f64 = 0.25;
/// Of fewer questions nothing can be told.
const FEW: usize = 5;
/// Seed of the folds and of the examinee: the same questions always have the same leaks.
const SEED: u64 = 1;
/// Rounds of resampling subjects.
const ROUNDS: usize = 1000;

/// A way to answer without looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum BlindRule {
    /// What is the answer most often in the other folds under this template.
    Majority,
    /// The longest option.
    Longest,
    /// The option that stands deepest in the vocabulary.
    MostSpecific,
    /// The option of which no other is a sibling.
    OddOneOut,
    /// The place that is right most often in the other folds.
    Position,
    /// The option whose words stand in the question.
    InTheStem,
    /// What the other questions on the same picture speak of.
    OtherQuestions,
}

impl BlindRule {
    const ALL: [Self; 7] = [
        Self::Majority,
        Self::Longest,
        Self::MostSpecific,
        Self::OddOneOut,
        Self::Position,
        Self::InTheStem,
        Self::OtherQuestions,
    ];
}

/// What becomes of questions that can be answered blind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeakLevel {
    /// Close to chance, or too few to tell.
    Fine,
    /// More than 10 points above chance: said on the screen and in the release.
    Marked,
    /// More than 25 points above chance: not released until a senior says why.
    HeldBack,
}

/// How far some questions can be answered without their picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Leak {
    /// Questions.
    pub questions: usize,
    /// Share that dice would answer right, 0 to 1.
    pub chance: f64,
    /// Share that the blind examinee answers right, trained on other subjects.
    pub blind: f64,
    /// 95 % interval of that share, subjects resampled; none with fewer than two subjects.
    pub interval: Option<[f64; 2]>,
    /// What follows for a template of such questions.
    pub level: LeakLevel,
    /// Share that each rule of thumb answers right; of those that can be applied.
    pub rules: BTreeMap<BlindRule, f64>,
}

impl Leak {
    /// How far the blind examinee is above chance; 0 where that may be luck, or the questions are too few to tell.
    pub fn above_chance(&self) -> f64 {
        let sure = self.questions >= FEW && self.interval.is_some_and(|[low, _]| low > self.chance);
        if sure { self.blind - self.chance } else { 0.0 }
    }

    fn with_level(self) -> Self {
        let level = match self.above_chance() {
            above if above > HELD_BACK => LeakLevel::HeldBack,
            above if above > MARKED => LeakLevel::Marked,
            _ => LeakLevel::Fine,
        };
        Self { level, ..self }
    }
}

/// The leaks of a set of questions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Leaks {
    /// By template.
    pub templates: BTreeMap<String, Leak>,
    /// By ability.
    pub abilities: BTreeMap<Ability, Leak>,
    /// By form.
    pub forms: BTreeMap<Form, Leak>,
    /// By question: how surely the blind examinee of another fold gives the right answer, 0 to 1.
    pub bias: BTreeMap<String, f64>,
}

/// One question as it was answered blind.
struct Answered<'a> {
    question: &'a Question,
    subject: usize,
    chance: f64,
    blind: f64,
    rules: [Option<f64>; BlindRule::ALL.len()],
}

/// Questions as read without pictures, and examinees who have read those on other subjects.
pub(super) struct Reading<'a> {
    questions: &'a [&'a Question],
    sheets: Vec<Sheet>,
    examinees: Vec<Examinee>,
    known: BTreeMap<String, Vec<String>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(questions: &'a [&'a Question], subjects: &BTreeMap<PhotographId, String>, seed: u64) -> Self {
        let subject = |question: &Question| subjects.get(&question.photograph).map_or("", String::as_str);
        let folds = folds(questions.iter().map(|question| subject(question)), seed);
        let known = known_answers(questions);
        let sheets: Vec<Sheet> = questions
            .iter()
            .map(|question| sheet(question, folds.get(subject(question)).copied().unwrap_or(0), &known))
            .collect();
        let examinees = examinees(&sheets, seed);
        Self { questions, sheets, examinees, known }
    }

    /// How surely each question is answered right, and how often dice would.
    pub(super) fn bias(&self) -> impl Iterator<Item = (&'a Question, f64, f64)> + '_ {
        self.questions.iter().zip(&self.sheets).map(|(question, sheet)| {
            let shares = self.examinees[sheet.fold].shares(sheet);
            let right = shares.iter().zip(&sheet.right).filter(|(_, right)| **right).map(|(share, _)| *share).sum();
            (*question, right, sheet.chance())
        })
    }

    /// How likely each answer of a question seems that is not among those read, to whom reads the fold of `like`.
    pub(super) fn shares(&self, question: &Question, like: usize) -> Vec<f64> {
        let sheet = sheet(question, self.sheets[like].fold, &self.known);
        self.examinees[sheet.fold].shares(&sheet)
    }
}

/// Measures the leaks of a set of questions, of photographs whose subjects are given.
pub fn leaks(questions: &[&Question], subjects: &BTreeMap<PhotographId, String>, vocabulary: &Vocabulary) -> Leaks {
    // Whoever asks lists them in another order.
    let mut questions = questions.to_vec();
    questions.sort_by(|a, b| a.id.cmp(&b.id));
    let reading = Reading::new(&questions, subjects, SEED);
    let bias = reading.bias().map(|(question, right, _)| (question.id.clone(), right)).collect();
    let answered = answered(&reading, subjects, vocabulary);
    Leaks {
        templates: by(&answered, |question| question.template.clone(), SEED),
        abilities: by(&answered, |question| question.ability, SEED),
        forms: by(&answered, |question| question.form, SEED),
        bias,
    }
}

/// The leaks by template alone, as far as drafting needs them.
pub(super) fn template_leaks(
    reading: &Reading<'_>,
    subjects: &BTreeMap<PhotographId, String>,
    seed: u64,
) -> BTreeMap<String, Leak> {
    let places = places(subjects);
    let answered: Vec<Answered<'_>> = reading
        .questions
        .iter()
        .zip(&reading.sheets)
        .map(|(question, sheet)| Answered {
            question,
            subject: place_of(question, subjects, &places),
            chance: sheet.chance(),
            blind: sheet.hit(&reading.examinees[sheet.fold].shares(sheet)),
            rules: [None; BlindRule::ALL.len()],
        })
        .collect();
    by(&answered, |question| question.template.clone(), seed)
}

fn places(subjects: &BTreeMap<PhotographId, String>) -> BTreeMap<&str, usize> {
    let all: BTreeSet<&str> = subjects.values().map(String::as_str).collect();
    (0..).zip(all).map(|(place, subject)| (subject, place)).collect()
}

fn place_of(question: &Question, subjects: &BTreeMap<PhotographId, String>, places: &BTreeMap<&str, usize>) -> usize {
    subjects.get(&question.photograph).and_then(|subject| places.get(subject.as_str())).copied().unwrap_or(0)
}

fn answered<'a>(
    reading: &Reading<'a>,
    subjects: &BTreeMap<PhotographId, String>,
    vocabulary: &Vocabulary,
) -> Vec<Answered<'a>> {
    let places = places(subjects);
    // How often each answer, and each place, is right in each fold.
    let mut answers: BTreeMap<(&str, &str), [f64; super::blind::FOLDS]> = BTreeMap::new();
    let mut positions: BTreeMap<(&str, usize, usize), [f64; super::blind::FOLDS]> = BTreeMap::new();
    for (question, sheet) in reading.questions.iter().zip(&reading.sheets) {
        for (place, (answer, _)) in sheet.answers.iter().zip(&sheet.right).enumerate().filter(|(_, (_, right))| **right)
        {
            answers.entry((&question.template, answer)).or_default()[sheet.fold] += 1.0;
            positions.entry((&question.template, sheet.answers.len(), place)).or_default()[sheet.fold] += 1.0;
        }
    }
    let elsewhere = |counts: Option<&[f64; super::blind::FOLDS]>, fold: usize| {
        counts.map_or(0.0, |counts| counts.iter().sum::<f64>() - counts[fold])
    };
    // How many questions on a picture speak of a term.
    let mut spoken: BTreeMap<(&PhotographId, &str), f64> = BTreeMap::new();
    for question in reading.questions {
        for term in terms(question) {
            *spoken.entry((&question.photograph, term)).or_default() += 1.0;
        }
    }
    reading
        .questions
        .iter()
        .zip(&reading.sheets)
        .map(|(question, sheet)| {
            let names = || sheet.answers.iter().map(String::as_str);
            let chosen = question.form == Form::MultipleChoice;
            let own = terms(question);
            let others = |term: &str| {
                let count = spoken.get(&(&question.photograph, term)).copied().unwrap_or(0.0);
                if own.contains(term) { count - 1.0 } else { count }
            };
            let scores = |rule: BlindRule| -> Option<Vec<f64>> {
                Some(match rule {
                    BlindRule::Majority => names()
                        .map(|answer| elsewhere(answers.get(&(question.template.as_str(), answer)), sheet.fold))
                        .collect(),
                    BlindRule::Position if chosen => (0..sheet.answers.len())
                        .map(|place| {
                            let key = (question.template.as_str(), sheet.answers.len(), place);
                            elsewhere(positions.get(&key), sheet.fold)
                        })
                        .collect(),
                    BlindRule::Longest if chosen => {
                        question.options.iter().map(|option| option.text.en.chars().count() as f64).collect()
                    }
                    BlindRule::MostSpecific if chosen => {
                        let depth = |code: &Code| vocabulary.ancestors(code).len() as f64;
                        question.options.iter().map(|option| option.code.as_ref().map_or(0.0, depth)).collect()
                    }
                    BlindRule::OddOneOut if chosen => {
                        let parent = |option: &super::Choice| {
                            option.code.as_ref().and_then(|code| vocabulary.term(code)?.parent.clone())
                        };
                        let parents: Vec<Option<Code>> = question.options.iter().map(parent).collect();
                        let siblings = |own| parents.iter().filter(|other| *other == own).count() as f64;
                        parents.iter().map(|own| -siblings(own)).collect()
                    }
                    BlindRule::InTheStem if chosen => {
                        let stem = question.text.en.to_lowercase();
                        let there = |text: &str| f64::from(u8::from(stem.contains(&text.to_lowercase())));
                        question.options.iter().map(|option| there(&option.text.en)).collect()
                    }
                    BlindRule::OtherQuestions if chosen => names().map(others).collect(),
                    BlindRule::OtherQuestions if question.form == Form::Judgement => {
                        let stated = question.stated.as_ref()?;
                        let yes = others(stated.as_str()) > 0.0;
                        [yes, !yes].map(|answer| f64::from(u8::from(answer))).into()
                    }
                    _ => return None,
                })
            };
            Answered {
                question,
                subject: place_of(question, subjects, &places),
                chance: sheet.chance(),
                blind: sheet.hit(&reading.examinees[sheet.fold].shares(sheet)),
                rules: BlindRule::ALL.map(|rule| scores(rule).map(|scores| sheet.hit(&scores))),
            }
        })
        .collect()
}

/// Terms that a question names: in its text and among its options.
fn terms(question: &Question) -> BTreeSet<&str> {
    let named = question.lesion.iter().chain(&question.about).chain(&question.stated).map(|code| code.as_str());
    named.chain(question.options.iter().map(name_of)).collect()
}

fn by<K: Ord>(answered: &[Answered<'_>], group: impl Fn(&Question) -> K, seed: u64) -> BTreeMap<K, Leak> {
    let mut groups: BTreeMap<K, Vec<&Answered<'_>>> = BTreeMap::new();
    for each in answered {
        groups.entry(group(each.question)).or_default().push(each);
    }
    groups.into_iter().map(|(key, group)| (key, leak(&group, seed))).collect()
}

fn leak(group: &[&Answered<'_>], seed: u64) -> Leak {
    let mean = |of: &dyn Fn(&Answered<'_>) -> Option<f64>| {
        let values: Vec<f64> = group.iter().filter_map(|each| of(each)).collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    let mut subjects: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for each in group {
        let (right, all) = subjects.entry(each.subject).or_default();
        *right += each.blind;
        *all += 1.0;
    }
    let subjects: Vec<(f64, f64)> = subjects.into_values().collect();
    let rules =
        BlindRule::ALL.iter().enumerate().filter_map(|(place, rule)| Some((*rule, mean(&|each| each.rules[place])?)));
    let leak = Leak {
        questions: group.len(),
        chance: mean(&|each| Some(each.chance)).unwrap_or(0.0),
        blind: mean(&|each| Some(each.blind)).unwrap_or(0.0),
        interval: interval_by_subject(&subjects, seed),
        level: LeakLevel::Fine,
        rules: rules.collect(),
    };
    leak.with_level()
}

/// 95 % percentile interval of a share, whole subjects resampled.
fn interval_by_subject(subjects: &[(f64, f64)], seed: u64) -> Option<[f64; 2]> {
    if subjects.len() < 2 {
        return None;
    }
    let share = |round: usize| {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        dice.set_stream(round as u64);
        let drawn = (0..subjects.len()).map(|_| subjects[dice.random_range(0..subjects.len())]);
        let (right, all) = drawn.fold((0.0, 0.0), |(right, all), (more, of)| (right + more, all + of));
        Some(right / all)
    };
    let shares: Vec<Option<f64>> = (0..ROUNDS).into_par_iter().map(share).collect();
    interval(shares.into_iter())
}
