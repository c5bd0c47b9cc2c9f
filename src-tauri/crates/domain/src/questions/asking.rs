//! One question: the form that a template gives to what can be asked of a picture, with what is provably wrong beside it.

use std::collections::BTreeSet;

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::balance::Tally;
use super::facts::{Answer, Asked, Fact, Words};
use super::sentence::{Blanks, fill, listed};
use super::templates::{Template, template};
use super::truth::{Picture, WhyFalse};
use super::{Bilingual, Choice, Form, Question};
use crate::photograph::PhotographId;
use crate::vocabulary::{Code, Language, Vocabulary};

/// How likely each answer of a question seems to a blind examinee.
pub(super) type Guess<'a> = &'a dyn Fn(&Question) -> Vec<f64>;

/// What can be asked of one picture under one template, and everything that is provably wrong of it.
pub(super) struct Askable {
    template: &'static Template,
    fact: Fact,
    /// What needs the picture most comes first.
    wrong: Vec<Vec<(Answer, WhyFalse)>>,
}

impl Askable {
    /// The `fact_number`th that the template finds in the picture.
    pub(super) fn new(picture: Picture<'_>, template: &'static Template, fact_number: usize) -> Option<Self> {
        let words = if template.form == Form::Judgement { Words::Statements } else { Words::Options };
        let asked = Asked::new(picture, words);
        let fact = asked.facts(template).into_iter().nth(fact_number)?;
        let wrong = match template.form {
            Form::MultipleChoice | Form::Judgement => asked.wrong(&fact, template.form),
            Form::FillInTheBlank | Form::ShortAnswer => vec![],
        };
        Some(Self { template, fact, wrong })
    }

    /// What the question names beside its template.
    pub(super) fn context(&self) -> String {
        self.template.context(self.fact.lesion.as_ref(), &self.fact.about)
    }
}

/// What a question names beside its template.
pub(super) fn context_of(question: &Question) -> String {
    template(&question.template)
        .map(|template| template.context(question.lesion.as_ref(), &question.about))
        .unwrap_or_default()
}

/// A question that is being made.
pub(super) struct Asking<'a> {
    /// Of what it is asked.
    pub(super) photograph: &'a PhotographId,
    /// What is asked.
    pub(super) askable: &'a Askable,
    /// What was right and wrong how often.
    pub(super) tally: &'a Tally,
    /// How likely each answer seems to a blind examinee, when the question was too easy for one.
    pub(super) guess: Option<Guess<'a>>,
    /// For what resembles what.
    pub(super) vocabulary: &'a Vocabulary,
}

impl Asking<'_> {
    /// The question; none where too little is provably wrong, or what is would give itself away.
    pub(super) fn question(&self, dice: &mut ChaCha8Rng) -> Option<Question> {
        let Askable { template, fact, .. } = self.askable;
        let empty = Question {
            id: String::new(),
            photograph: self.photograph.clone(),
            ability: template.ability,
            form: template.form,
            template: template.id.clone(),
            lesion: fact.lesion.clone(),
            about: fact.about.clone(),
            boxes: fact.boxes.clone(),
            text: Bilingual::default(),
            options: Vec::new(),
            answer: Bilingual::default(),
            stated: None,
            why_false: None,
        };
        match template.form {
            Form::MultipleChoice => {
                let mut wrong = self.preferred(dice);
                wrong.retain(|(answer, _)| self.tally.has_room(&template.id, answer.name()));
                // Where every wrong option is of another kind, kinds tell the answer.
                let kinds: BTreeSet<String> = wrong.iter().map(|(answer, _)| kind(answer).to_owned()).collect();
                let mut right: Vec<&Answer> = fact.right.iter().collect();
                // What lesion the question is about comes first, and is always among the options.
                let settled = usize::from(fact.lesion.is_some());
                right[settled..].shuffle(dice);
                right.retain(|answer| kinds.contains(kind(answer)));
                if settled == 1 && right.first() != fact.right.first().as_ref() {
                    return None;
                }
                right.truncate(dice.random_range(1..=fact.most_right.max(1)));
                right.dedup();
                // How many options there are says nothing about how many are right.
                let size = if fact.most_right > 1 { 5 } else { 4 };
                let with = |wrong: &[(Answer, WhyFalse)]| -> Vec<Choice> {
                    let right = right.iter().map(|answer| choice(answer, None));
                    right.chain(wrong.iter().map(|(answer, why)| choice(answer, Some(why.clone())))).collect()
                };
                if let Some(guess) = self.guess {
                    let question = Question { options: with(&wrong), text: self.text(&fact.blanks), ..empty.clone() };
                    let seems = guess(&question).into_iter().skip(right.len());
                    let mut likely: Vec<(f64, (Answer, WhyFalse))> = seems.zip(wrong).collect();
                    likely.sort_by(|a, b| b.0.total_cmp(&a.0));
                    wrong = likely.into_iter().map(|(_, answer)| answer).collect();
                }
                for answer in &right {
                    if let Some(same_kind) = wrong.iter().position(|(other, _)| kind(other) == kind(answer)) {
                        wrong[..=same_kind].rotate_right(1);
                    }
                }
                let mut options = with(&wrong);
                options.truncate(size);
                if right.is_empty() || options.len() < right.len() + 2 {
                    return None;
                }
                options.shuffle(dice);
                Some(Question { options, text: self.text(&fact.blanks), ..empty })
            }
            Form::Judgement => {
                let right = fact.right.first()?;
                // A template that could only ever be answered "Yes" tells the answer.
                let mut wrong = self.preferred(dice);
                wrong.retain(|(answer, _)| self.tally.has_room_for_no(&template.id, answer.name()));
                let stating = |value: &Answer, why: Option<&WhyFalse>| {
                    let mut blanks = fact.blanks.clone();
                    blanks.extend(value.stated.clone());
                    let (en, zh) = if why.is_none() { ("Yes", "是") } else { ("No", "否") };
                    Question {
                        text: self.text(&blanks),
                        answer: Bilingual { en: en.into(), zh: zh.into() },
                        stated: value.code.clone(),
                        why_false: why.cloned(),
                        ..empty.clone()
                    }
                };
                if let Some(guess) = self.guess {
                    // Which answer it is follows balance; what is stated is what seems least likely to have that answer.
                    let lean = self.tally.lean(&template.id, "", "");
                    if lean < 0 || (lean == 0 && dice.random_bool(0.5)) {
                        return (!wrong.is_empty()).then(|| stating(right, None));
                    }
                    let no = wrong.iter().map(|(answer, why)| stating(answer, Some(why)));
                    let no = no.map(|question| (guess(&question)[1], question));
                    return no.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, question)| question);
                }
                self.balanced(right, &wrong, dice).map(|why| match why {
                    None => stating(right, None),
                    Some((answer, why)) => stating(answer, Some(why)),
                })
            }
            Form::FillInTheBlank | Form::ShortAnswer => {
                let answers: Vec<Bilingual> = fact.right.iter().map(|answer| answer.listed.clone()).collect();
                let answer = fact.words.clone().unwrap_or_else(|| listed(&answers));
                // Of an open question there is nothing to draft otherwise.
                (answer != Bilingual::default() && self.guess.is_none()).then(|| Question {
                    answer,
                    text: self.text(&fact.blanks),
                    ..empty
                })
            }
        }
    }

    /// What is stated: nothing false for a "Yes", or what is false for a "No". Whatever brings "Yes" and "No" closest to
    /// each other, for each statement and in all.
    fn balanced<'w>(
        &self,
        right: &Answer,
        wrong: &'w [(Answer, WhyFalse)],
        dice: &mut ChaCha8Rng,
    ) -> Option<Option<(&'w Answer, &'w WhyFalse)>> {
        let (template, context) = (self.askable.template.id.as_str(), self.askable.context());
        let lean = |answer: &Answer| self.tally.lean(template, &context, answer.name());
        // What is never true would give itself away.
        let never = |answer: &Answer| i32::from(!self.tally.can_be_right(template, answer.name()));
        // The first of the best, in the order of `preferred`.
        let (answer, why) = wrong.iter().min_by_key(|(answer, _)| 3 * never(answer) - lean(answer))?;
        let (yes, no) = (lean(right), 3 * never(answer) - lean(answer));
        let yes = if yes == no { dice.random_bool(0.5) } else { yes < no };
        Some(if yes { None } else { Some((answer, why)) })
    }

    /// What is wrong: what needs the picture most first; then what was wrong least often for each time that it was right,
    /// twice as often where it resembles the answer.
    fn preferred(&self, dice: &mut ChaCha8Rng) -> Vec<(Answer, WhyFalse)> {
        let Askable { template, fact, wrong } = self.askable;
        let context = self.askable.context();
        let right = || fact.right.iter().filter_map(|answer| answer.code.as_ref());
        let similar: BTreeSet<Code> = right().flat_map(|code| self.vocabulary.similar(code)).collect();
        let mut chosen: Vec<(Answer, WhyFalse)> = Vec::new();
        for mut tier in wrong.iter().cloned() {
            tier.shuffle(dice);
            let rank = |(answer, _): &(Answer, WhyFalse)| {
                let spent = self.tally.spent(&template.id, &context, answer.name());
                if answer.code.as_ref().is_some_and(|code| similar.contains(code)) { spent / 2.0 } else { spent }
            };
            let mut ranked: Vec<(f64, (Answer, WhyFalse))> = tier.into_iter().map(|each| (rank(&each), each)).collect();
            ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (_, candidate) in ranked {
                let reads_like = |other: &Answer| {
                    other.listed.en == candidate.0.listed.en || other.listed.zh == candidate.0.listed.zh
                };
                if !chosen.iter().any(|(other, _)| reads_like(other)) && !fact.right.iter().any(reads_like) {
                    chosen.push(candidate);
                }
            }
        }
        chosen
    }

    /// The question in words.
    fn text(&self, blanks: &Blanks) -> Bilingual {
        // An examinee is told wherever several may be right, whatever is right here.
        let several = self.askable.template.form == Form::MultipleChoice && self.askable.fact.most_right > 1;
        let text = |template: &str, hint: &str, language| {
            let text = fill(template, blanks, language);
            if several && !text.contains(hint.trim()) { format!("{text}{hint}") } else { text }
        };
        Bilingual {
            en: text(&self.askable.template.en, " One or more are right.", Language::En),
            zh: text(&self.askable.template.zh, "（可多选）", Language::Zh),
        }
    }
}

/// Lesion, region, attribute, disease … Harmful advice stands beside precautions.
fn kind(answer: &Answer) -> &str {
    match answer.code.as_ref().and_then(|code| code.as_str().split('.').next()) {
        Some("harmful") => "precaution",
        Some(kind) => kind,
        None => "",
    }
}

/// As an option.
pub(super) fn choice(answer: &Answer, why_wrong: Option<WhyFalse>) -> Choice {
    Choice { code: answer.code.clone(), text: answer.listed.clone(), correct: why_wrong.is_none(), why_wrong }
}
