//! Approving the questions of a template by sample: so many, drawn at random, are judged one by one that, with 95 % confidence,
//! fewer than one in ten of the others would be rejected or reworded (exact binomial bound, Clopper and Pearson 1934): 29 of
//! which none is, 46 with one, 61 with two.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use fnv::FnvHasher;
use serde::Serialize;
use ts_rs::TS;

use super::Question;

/// Share of wrong questions that is to be ruled out.
const WRONG: f64 = 0.10;
/// Risk that it is not.
const RISK: f64 = 0.05;

/// How far the sample of one template is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "QuestionSample")]
pub struct Sample {
    /// Id of the template.
    pub template: String,
    /// Questions of the sample that were judged one by one.
    pub judged: usize,
    /// Of these, rejected or approved in other words than those drafted.
    pub faulty: usize,
    /// How many are to be judged in all, with as many of these.
    pub needed: usize,
    /// Questions of the sample that wait, in the order of drawing.
    pub next: Vec<String>,
    /// Questions beyond the sample that wait: with nothing in `next`, they may be approved at once.
    pub rest: Vec<String>,
}

/// Place in the order of drawing, id, and whether it was approved as drafted, one by one.
type Drawn<'a> = (u64, &'a str, Option<bool>);

/// How many are judged one by one when `faulty` of them are rejected or reworded.
fn needed(faulty: usize) -> usize {
    (faulty + 1..).find(|n| at_most(faulty, *n) <= RISK).unwrap_or(usize::MAX)
}

/// How likely at most `faulty` of `n` are wrong when [`WRONG`] of all are.
fn at_most(faulty: usize, n: usize) -> f64 {
    let mut term = (1.0 - WRONG).powi(i32::try_from(n).unwrap_or(i32::MAX));
    let mut sum = term;
    for k in 1..=faulty {
        term *= (n - k + 1) as f64 / k as f64 * WRONG / (1.0 - WRONG);
        sum += term;
    }
    sum
}

/// Samples of all templates that have more questions waiting than are judged one by one. Of each question: whether it was
/// approved as drafted (found wanting, waiting) one by one; what was approved by sample before is left out.
pub fn samples<'a>(questions: impl Iterator<Item = (&'a Question, Option<bool>)>) -> Vec<Sample> {
    let mut templates: BTreeMap<&str, Vec<Drawn<'_>>> = BTreeMap::new();
    for (question, approved) in questions {
        let mut hasher = FnvHasher::default();
        question.id.hash(&mut hasher);
        templates.entry(&question.template).or_default().push((hasher.finish(), &question.id, approved));
    }
    let sample = |(template, mut questions): (&str, Vec<Drawn<'_>>)| {
        // Nobody chooses what is looked at: the order of hashes is as good as random, and stays when more is drafted.
        questions.sort_unstable();
        let mut drawn = Sample {
            template: template.to_owned(),
            judged: 0,
            faulty: 0,
            needed: needed(0),
            next: Vec::new(),
            rest: Vec::new(),
        };
        for (_, id, approved) in questions {
            match approved {
                None if drawn.judged + drawn.next.len() >= drawn.needed => drawn.rest.push(id.to_owned()),
                None => drawn.next.push(id.to_owned()),
                Some(_) if drawn.judged + drawn.next.len() >= drawn.needed => {}
                Some(approved) => {
                    drawn.judged += 1;
                    drawn.faulty += usize::from(!approved);
                    drawn.needed = needed(drawn.faulty);
                }
            }
        }
        drawn
    };
    templates.into_iter().map(sample).filter(|sample| !sample.rest.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photograph::PhotographId;
    use crate::questions::{Ability, Bilingual, Form};

    fn questions(count: usize) -> Vec<Question> {
        let draft = |n: usize| Question {
            id: format!("q{n}"),
            photograph: PhotographId(format!("p{n}")),
            ability: Ability::LesionRecognition,
            form: Form::MultipleChoice,
            template: "lesion.which".into(),
            lesion: None,
            about: vec![],
            boxes: vec![],
            text: Bilingual::default(),
            options: vec![],
            answer: Bilingual::default(),
            stated: None,
            why_false: None,
        };
        (0..count).map(draft).collect()
    }

    #[test]
    fn so_many_are_judged_that_one_in_ten_wrong_is_ruled_out() {
        // Published tables of acceptance sampling, 95 % confidence, 10 % defective.
        assert_eq!([0, 1, 2, 3].map(needed), [29, 46, 61, 76]);
    }

    #[test]
    fn a_sample_is_drawn_by_nobody_and_grows_with_each_fault() {
        let questions = questions(100);
        let of = |judged: &dyn Fn(&str) -> Option<bool>| {
            let mut found = samples(questions.iter().map(|question| (question, judged(&question.id))));
            assert_eq!(found.len(), 1);
            found.remove(0)
        };
        let first = of(&|_| None);
        assert_eq!((first.judged, first.next.len(), first.rest.len()), (0, 29, 71));
        let all: Vec<String> = first.next.clone();
        let done = of(&|id| all.iter().any(|one| one == id).then_some(true));
        assert_eq!((done.judged, done.next.len(), done.rest.len()), (29, 0, 71));
        let one = of(&|id| all.iter().any(|one| one == id).then_some(id != all[3]));
        assert_eq!((one.faulty, one.needed, one.next.len(), one.rest.len()), (1, 46, 17, 54));
        // Other questions than those drawn count for nothing.
        let chosen: Vec<String> = first.rest.iter().take(40).cloned().collect();
        let picked = of(&|id| chosen.iter().any(|one| one == id).then_some(true));
        assert_eq!((picked.judged, picked.next.len()), (0, 29));
    }

    #[test]
    fn few_questions_are_judged_one_by_one() {
        assert_eq!(samples(questions(29).iter().map(|question| (question, None))), vec![]);
    }
}
