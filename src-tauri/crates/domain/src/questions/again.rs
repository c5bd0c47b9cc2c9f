//! A question that exists, beside the reviewed record as it is now: whether its answer still holds, and what else could be
//! offered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::asking::choice;
use super::draft::Source;
use super::facts::{Asked, Fact, Words};
use super::sentence::{fill, listed};
use super::templates::{Template, template};
use super::truth::WhyFalse;
use super::{Bilingual, Choice, Form, Question};
use crate::vocabulary::{Language, Vocabulary};

/// What else a question could offer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Alternatives {
    /// What is right, whether it is offered or not.
    pub right: Vec<Choice>,
    /// What is provably wrong, with why, and is not offered; what needs the picture most first.
    pub wrong: Vec<Choice>,
    /// The answer in words.
    pub answer: Bilingual,
}

/// The template and the fact that a question was drafted from, if the record still states it.
fn fact(question: &Question, asked: &Asked<'_>) -> Option<(&'static Template, Fact)> {
    let template = template(&question.template)?;
    let mut facts = asked.facts(template).into_iter();
    let same =
        |fact: &Fact| (&fact.lesion, &fact.about, &fact.boxes) == (&question.lesion, &question.about, &question.boxes);
    let fact = facts.find(same)?;
    Some((template, fact))
}

fn answer(fact: &Fact) -> Bilingual {
    let answers: Vec<Bilingual> = fact.right.iter().map(|answer| answer.listed.clone()).collect();
    fact.words.clone().unwrap_or_else(|| listed(&answers))
}

fn wrong(asked: &Asked<'_>, fact: &Fact, form: Form) -> Vec<Choice> {
    let tiers = asked.wrong(fact, form).into_iter().flatten();
    tiers.map(|(answer, why)| choice(&answer, Some(why))).collect()
}

/// What else could be offered; none where the record no longer states what the question asks.
pub fn alternatives(question: &Question, source: &Source, vocabulary: &Vocabulary) -> Option<Alternatives> {
    let asked = Asked::new(source.picture(vocabulary), Words::Statements);
    let (_, fact) = fact(question, &asked)?;
    let right: Vec<Choice> = fact.right.iter().map(|answer| choice(answer, None)).collect();
    let reads_like = |one: &Choice, other: &Choice| one.text.en == other.text.en || one.text.zh == other.text.zh;
    let mut others: Vec<Choice> = Vec::new();
    for candidate in wrong(&asked, &fact, Form::MultipleChoice) {
        if !question.options.iter().chain(&right).chain(&others).any(|other| reads_like(other, &candidate)) {
            others.push(candidate);
        }
    }
    // Of another organ than any in the picture is no more than a last resort.
    others.sort_by_key(|other| matches!(other.why_wrong, Some(WhyFalse::OtherOrgan { .. })));
    Some(Alternatives { right, wrong: others, answer: answer(&fact) })
}

/// Whether the record as it is now still makes right what the question calls right, and wrong what it calls wrong. What a
/// senior worded freely cannot be told, and is left to seniors.
pub fn holds(question: &Question, source: &Source, vocabulary: &Vocabulary) -> bool {
    let asked = Asked::new(source.picture(vocabulary), Words::Statements);
    let Some((template, fact)) = fact(question, &asked) else { return false };
    let right: Vec<Choice> = fact.right.iter().map(|answer| choice(answer, None)).collect();
    let among = |choices: &[Choice], option: &Choice| match &option.code {
        Some(code) => choices.iter().any(|other| other.code.as_ref() == Some(code)),
        None => choices.iter().any(|other| other.text == option.text),
    };
    match question.form {
        Form::MultipleChoice => {
            let wrong = wrong(&asked, &fact, template.form);
            // A senior's own words stand for nothing that the record could contradict.
            let known = |option: &&Choice| option.code.is_some() || option.why_wrong.is_some();
            question
                .options
                .iter()
                .filter(known)
                .all(|option| among(if option.correct { &right } else { &wrong }, option))
        }
        Form::Judgement => {
            let stated = asked.wrong(&fact, template.form).into_iter().flatten().map(|(answer, _)| (answer, false));
            let stated = fact.right.first().cloned().map(|answer| (answer, true)).into_iter().chain(stated);
            let yes = question.answer.en == "Yes";
            let reads = |answer: &super::facts::Answer| {
                let mut blanks = fact.blanks.clone();
                blanks.extend(answer.stated.clone());
                fill(&template.en, &blanks, Language::En) == question.text.en
            };
            let same = |answer: &super::facts::Answer| match &question.stated {
                Some(code) => answer.code.as_ref() == Some(code),
                None => reads(answer),
            };
            stated.into_iter().any(|(answer, right)| right == yes && same(&answer))
        }
        Form::FillInTheBlank | Form::ShortAnswer => question.answer == answer(&fact),
    }
}
