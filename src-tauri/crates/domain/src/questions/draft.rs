//! Drafting: reviewed records and templates in, questions out (paper, section 3.4). Every lesion type gets equal weight as
//! far as the pictures allow; options are shuffled; what is offered as wrong is provably wrong, with the reason beside it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::facts::{Answer, Asked, Fact};
use super::sentence::{fill, listed};
use super::templates::{Template, templates};
use super::truth::{Picture, WhyFalse};
use super::{Ability, Bilingual, Choice, Form, Question};
use crate::annotation::Annotation;
use crate::photograph::PhotographId;
use crate::vocabulary::{Code, Language, Vocabulary};

/// A photograph whose review is signed.
#[derive(Debug, Clone)]
pub struct Source {
    /// What is asked about.
    pub photograph: PhotographId,
    /// The reviewed record, from which answers come.
    pub reviewed: Annotation,
    /// What the readers stated: nothing of it is ever offered as wrong, unless the senior rejected it.
    pub readings: Vec<Annotation>,
}

impl Source {
    /// What is known of the picture.
    pub fn picture<'a>(&'a self, vocabulary: &'a Vocabulary) -> Picture<'a> {
        Picture { reviewed: &self.reviewed, readings: &self.readings, vocabulary }
    }
}

/// How one ability came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct AbilityPlan {
    /// What the questions test.
    pub ability: Ability,
    /// Questions that the target mix asks for.
    pub target: usize,
    /// Different questions that the pictures allow at most; some of them lack wrong options that are provably wrong.
    pub possible: usize,
    /// Questions drafted.
    pub drafted: usize,
}

/// Result of drafting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// Questions in a seeded order.
    pub questions: Vec<Question>,
    /// Target, possible and drafted, by ability.
    pub plan: Vec<AbilityPlan>,
}

/// Something that can be asked of one picture.
struct Candidate<'a> {
    source: &'a Source,
    template: &'static Template,
    fact: Fact,
}

/// Drafts about `count` questions in the target mix. `taken` holds the keys of questions that exist already; they are not
/// drafted again.
pub fn draft(
    sources: &[Source],
    taken: &BTreeSet<String>,
    count: usize,
    seed: u64,
    vocabulary: &Vocabulary,
) -> Drafted {
    let whole: u32 = Ability::TARGET.iter().map(|(_, share)| share).sum();
    let (mut questions, mut plan) = (Vec::new(), Vec::new());
    for (ability, share) in Ability::TARGET {
        let target = (count * share as usize + whole as usize / 2) / whole as usize;
        let mut dice = ChaCha8Rng::seed_from_u64(seed ^ (u64::from(share) << 32));
        let (mut queues, possible) = queues(sources, ability, taken, vocabulary, count > 0);
        for queue in queues.values_mut() {
            queue.make_contiguous().shuffle(&mut dice);
        }
        let mut chosen: Vec<Question> = Vec::new();
        let mut asked = BTreeSet::new();
        let mut balance = Balance::default();
        while chosen.len() < target && queues.values().any(|queue| !queue.is_empty()) {
            for queue in queues.values_mut() {
                if chosen.len() == target {
                    break;
                }
                // Whatever cannot be asked leaves its turn to the next of the queue.
                while let Some(candidate) = queue.pop_front() {
                    let Some(question) = ask(&candidate, vocabulary, &mut balance, &mut dice) else { continue };
                    if asked.insert((question.photograph.clone(), question.text.en.clone())) {
                        chosen.push(question);
                        break;
                    }
                }
            }
        }
        plan.push(AbilityPlan { ability, target, possible, drafted: chosen.len() });
        questions.extend(chosen);
    }
    Drafted { questions, plan }
}

/// Everything that can be asked, by lesion type (or template, where no lesion is asked about): taking turns gives every
/// lesion type equal weight. Where nothing is to be drafted only the number is counted.
fn queues<'a>(
    sources: &'a [Source],
    ability: Ability,
    taken: &BTreeSet<String>,
    vocabulary: &Vocabulary,
    keep: bool,
) -> (BTreeMap<String, VecDeque<Candidate<'a>>>, usize) {
    let mut queues: BTreeMap<String, VecDeque<Candidate<'a>>> = BTreeMap::new();
    let mut possible = 0;
    for source in sources {
        let asked = Asked::new(source.picture(vocabulary));
        for template in templates().iter().filter(|template| template.ability == ability) {
            for fact in asked.facts(template) {
                possible += 1;
                let key = Question::key_of(&source.photograph, &template.id, fact.lesion.as_ref(), &fact.about);
                if keep && !taken.contains(&key) {
                    let turn = fact.lesion.as_ref().map_or(template.id.as_str(), Code::as_str).to_owned();
                    queues.entry(turn).or_default().push_back(Candidate { source, template, fact });
                }
            }
        }
    }
    (queues, possible)
}

/// How often "Yes" and "No" were the answer, by template and lesion.
#[derive(Default)]
struct Balance(BTreeMap<(String, Option<Code>), [usize; 2]>);

impl Balance {
    /// Whether the next answer is to be "Yes".
    fn next(&mut self, template: &Template, lesion: Option<&Code>, dice: &mut ChaCha8Rng) -> bool {
        let [yes, no] = self.0.get(&(template.id.clone(), lesion.cloned())).copied().unwrap_or_default();
        if yes == no { dice.random_bool(0.5) } else { yes < no }
    }
    fn note(&mut self, template: &Template, lesion: Option<&Code>, yes: bool) {
        let counts = self.0.entry((template.id.clone(), lesion.cloned())).or_default();
        counts[usize::from(!yes)] += 1;
    }
}

/// The question; none where too little is provably wrong.
fn ask(
    candidate: &Candidate<'_>,
    vocabulary: &Vocabulary,
    balance: &mut Balance,
    dice: &mut ChaCha8Rng,
) -> Option<Question> {
    let Candidate { source, template, fact } = candidate;
    let asked = Asked::new(source.picture(vocabulary));
    let mut blanks = fact.blanks.clone();
    let mut question = Question {
        id: String::new(),
        photograph: source.photograph.clone(),
        ability: template.ability,
        form: template.form,
        template: template.id.clone(),
        lesion: fact.lesion.clone(),
        about: fact.about.clone(),
        text: Bilingual::default(),
        options: Vec::new(),
        answer: Bilingual::default(),
        stated: None,
        why_false: None,
    };
    match template.form {
        Form::MultipleChoice => {
            // What the question is about comes first, and is always among the options.
            let (first, rest) = fact.right.split_first()?;
            let mut others: Vec<&Answer> = rest.iter().collect();
            others.shuffle(dice);
            let right = dice.random_range(1..=fact.most_right.max(1));
            let mut right: Vec<&Answer> = [first].into_iter().chain(others).take(right).collect();
            right.dedup();
            let size = if right.len() > 1 { 5 } else { 4 };
            let wrong = preferred(asked.wrong(fact, template.form), fact, size - right.len(), vocabulary, dice);
            if wrong.len() < 2 {
                return None;
            }
            let right = right.into_iter().map(|answer| choice(answer, None));
            question.options =
                right.chain(wrong.iter().map(|(answer, why)| choice(answer, Some(why.clone())))).collect();
            question.options.shuffle(dice);
        }
        Form::Judgement => {
            let right = fact.right.first()?;
            let mut wrong = preferred(asked.wrong(fact, template.form), fact, 1, vocabulary, dice);
            let yes = balance.next(template, fact.lesion.as_ref(), dice);
            let (value, why) = match wrong.pop() {
                // A template that could only ever be answered "Yes" tells the answer.
                None => return None,
                Some(_) if yes => (right.clone(), None),
                Some((answer, why)) => (answer, Some(why)),
            };
            balance.note(template, fact.lesion.as_ref(), yes);
            let (en, zh) = if yes { ("Yes", "是") } else { ("No", "否") };
            question.answer = Bilingual { en: en.into(), zh: zh.into() };
            (question.stated, question.why_false) = (value.code.clone(), why);
            blanks.extend(value.stated);
        }
        Form::FillInTheBlank | Form::ShortAnswer => {
            let answers: Vec<Bilingual> = fact.right.iter().map(|answer| answer.listed.clone()).collect();
            question.answer = fact.words.clone().unwrap_or_else(|| listed(&answers));
            if question.answer == Bilingual::default() {
                return None;
            }
        }
    }
    // An examinee is told wherever several may be right, whatever is right here.
    let several = template.form == Form::MultipleChoice && fact.most_right > 1;
    let text = |template: &str, hint: &str, language| {
        let text = fill(template, &blanks, language);
        if several && !text.contains(hint.trim()) { format!("{text}{hint}") } else { text }
    };
    question.text = Bilingual {
        en: text(&template.en, " One or more are right.", Language::En),
        zh: text(&template.zh, "（可多选）", Language::Zh),
    };
    Some(question)
}

fn choice(answer: &Answer, why_wrong: Option<WhyFalse>) -> Choice {
    Choice { code: answer.code.clone(), text: answer.listed.clone(), correct: why_wrong.is_none(), why_wrong }
}

/// Some of what is wrong: what needs the picture most first, then what resembles the answer, then the rest.
fn preferred(
    tiers: Vec<Vec<(Answer, WhyFalse)>>,
    fact: &Fact,
    count: usize,
    vocabulary: &Vocabulary,
    dice: &mut ChaCha8Rng,
) -> Vec<(Answer, WhyFalse)> {
    let right = || fact.right.iter().filter_map(|answer| answer.code.as_ref());
    let similar: BTreeSet<Code> = right().flat_map(|code| vocabulary.similar(code)).collect();
    let mut chosen: Vec<(Answer, WhyFalse)> = Vec::new();
    for mut tier in tiers {
        tier.shuffle(dice);
        tier.sort_by_key(|(answer, _)| !answer.code.as_ref().is_some_and(|code| similar.contains(code)));
        for candidate in tier {
            let reads_like =
                |other: &Answer| other.listed.en == candidate.0.listed.en || other.listed.zh == candidate.0.listed.zh;
            let twice = chosen.iter().any(|(other, _)| reads_like(other)) || fact.right.iter().any(reads_like);
            if chosen.len() < count && !twice {
                chosen.push(candidate);
            }
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::annotation::{Candidate as Place, Differential, Lesion, LesionRole, Relation, Treatment, TreatmentItem};
    use crate::comparison::tests::annotations;
    use crate::questions::truth::{Statement, Truth};
    use crate::vocabulary::Kind;

    fn sources(count: usize) -> Vec<Source> {
        let mut runner = TestRunner::deterministic();
        let mut next = || annotations().new_tree(&mut runner).map(|tree| tree.current()).unwrap_or_default();
        (0..count)
            .map(|n| {
                let reviewed = Annotation { reasoning: "Seen.".into(), ..next() };
                Source { photograph: PhotographId(format!("p{n:03}")), reviewed, readings: vec![next(), next()] }
            })
            .collect()
    }

    #[test]
    fn the_same_seed_drafts_the_same_questions_and_another_seed_others() {
        let sources = sources(30);
        let again = |seed| draft(&sources, &BTreeSet::new(), 120, seed, Vocabulary::built_in());
        assert_eq!(again(7), again(7));
        assert_ne!(again(7).questions, again(8).questions);
    }

    #[test]
    fn what_is_offered_as_wrong_was_stated_by_nobody_unless_it_was_rejected() {
        let (sources, vocabulary) = (sources(60), Vocabulary::built_in());
        let drafted = draft(&sources, &BTreeSet::new(), 1200, 3, vocabulary);
        let mut checked = 0;
        for question in &drafted.questions {
            let source = sources.iter().find(|s| s.photograph == question.photograph).unwrap();
            let picture = source.picture(vocabulary);
            for option in question.options.iter().filter(|option| !option.correct) {
                assert!(option.why_wrong.is_some(), "{question:?}");
                let Some(code) = &option.code else { continue };
                let truth = match vocabulary.kind(code).unwrap() {
                    Kind::Disease if vocabulary.term(code).unwrap().parent.is_some() => Statement::Disease(code),
                    Kind::Treatment => Statement::Treatment(code),
                    _ => continue,
                };
                assert!(matches!(picture.truth(truth), Truth::False(_)), "{question:?}");
                checked += 1;
            }
            assert_eq!(question.answer.en == "No", question.why_false.is_some(), "{question:?}");
        }
        assert!(checked > 100, "{checked}");
    }

    #[test]
    fn the_right_answer_stands_in_every_position_alike() {
        let drafted = draft(&sources(150), &BTreeSet::new(), 3000, 5, Vocabulary::built_in());
        let balance = super::super::audit(&drafted.questions).positions;
        assert!(balance.iter().all(|b| b.p_value > 0.001), "{balance:?}");
    }

    #[test]
    fn yes_and_no_are_the_answer_equally_often_by_template_and_lesion() {
        let drafted = draft(&sources(150), &BTreeSet::new(), 3000, 5, Vocabulary::built_in());
        let mut counts: BTreeMap<(String, Option<Code>), [i32; 2]> = BTreeMap::new();
        for question in drafted.questions.iter().filter(|question| question.form == Form::Judgement) {
            let count = counts.entry((question.template.clone(), question.lesion.clone())).or_default();
            count[usize::from(question.answer.en == "No")] += 1;
        }
        assert!(counts.len() > 20, "{}", counts.len());
        // A question that repeats another one's words is left out after it was counted.
        assert!(counts.values().all(|[yes, no]| (yes - no).abs() <= 3), "{counts:?}");
    }

    #[test]
    fn questions_that_exist_are_not_drafted_again() {
        let sources = sources(10);
        let first = draft(&sources, &BTreeSet::new(), 40, 1, Vocabulary::built_in());
        let taken: BTreeSet<String> = first.questions.iter().map(Question::key).collect();
        let second = draft(&sources, &taken, 40, 2, Vocabulary::built_in());
        assert!(second.questions.iter().all(|question| !taken.contains(&question.key())));
    }

    /// Pictures that show every lesion type, value, relation, region and disease at least once.
    fn atlas() -> Vec<Source> {
        let vocabulary = Vocabulary::built_in();
        let of = |kind: Kind| -> Vec<Code> { vocabulary.choosable(kind).map(|term| term.code.clone()).collect() };
        let (lesions, regions, diseases, relations) =
            (of(Kind::Lesion), of(Kind::Region), of(Kind::Disease), of(Kind::Relation));
        let treatments: Vec<&crate::vocabulary::Term> = vocabulary.choosable(Kind::Treatment).collect();
        let values: Vec<Vec<Code>> = vocabulary
            .attributes()
            .map(|attribute| {
                let own = vocabulary.choosable(Kind::Attribute).filter(|v| v.parent.as_ref() == Some(&attribute.code));
                own.filter(|value| !value.exclusive).map(|value| value.code.clone()).collect()
            })
            .collect();
        (0..regions.len().max(diseases.len()).max(lesions.len()))
            .map(|n| {
                let site = |shift: usize| regions[(n + shift) % regions.len()].clone();
                let card = |number: u32, shift: usize, role: LesionRole| {
                    let lesion = lesions[(n + shift) % lesions.len()].clone();
                    let applies = |value: &Code| {
                        let attribute = vocabulary.term(value).and_then(|term| term.parent.clone());
                        attribute.is_none_or(|attribute| vocabulary.applies(&attribute, &lesion))
                    };
                    let chosen = values.iter().map(|own| own[(n + shift * 3) % own.len()].clone()).filter(applies);
                    let attributes = chosen.collect();
                    let regions = vec![site(shift)];
                    Lesion { number, lesion, role: Some(role), regions, attributes, marks: vec![], size_mm: None }
                };
                let place =
                    |shift: usize| Place { disease: diseases[(n + shift) % diseases.len()].clone(), confidence: None };
                let relation = |from: u32, relation: &str, to: u32| Relation { from, relation: relation.into(), to };
                let line = |shift: usize| {
                    let term = treatments[(n * 3 + shift) % treatments.len()];
                    TreatmentItem { item: term.code.clone(), route: term.routes.first().cloned() }
                };
                // Two more parts of what the first lesion lies on, where it does not.
                let parent = |code: &Code| vocabulary.term(code).and_then(|term| term.parent.clone());
                let beside = regions.iter().filter(|other| parent(other) == parent(&site(0)) && **other != site(0));
                let visible = [site(0), site(31), site(57)].into_iter().chain(beside.take(4).cloned());
                let reviewed = Annotation {
                    regions: visible.collect(),
                    lesions: vec![
                        card(1, 0, LesionRole::Primary),
                        card(2, 31, LesionRole::Secondary),
                        card(3, 57, LesionRole::Primary),
                    ],
                    relations: vec![
                        relation(1, relations[n % relations.len()].as_str(), 2),
                        relation(2, "relation.secondary_to", 3),
                    ],
                    differential: Differential::new(vec![place(0), place(1)]).unwrap(),
                    reasoning: String::new(),
                    treatment: Treatment { items: vec![line(0), line(1), line(2)], text: String::new() },
                    ..Annotation::default()
                };
                Source { photograph: PhotographId(format!("p{n:03}")), reviewed, readings: vec![] }
            })
            .collect()
    }

    /// Every sentence that the templates make of the terms, of which every seventh is read by eye when it changes.
    #[test]
    fn all_sentences_read_as_sentences() {
        let vocabulary = Vocabulary::built_in();
        let drafted = draft(&atlas(), &BTreeSet::new(), 60_000, 11, vocabulary);
        let mut sentences: BTreeMap<(String, String), String> = BTreeMap::new();
        for question in &drafted.questions {
            let texts = [&question.text].into_iter().chain(question.options.iter().map(|option| &option.text));
            for text in texts.clone() {
                let (en, zh) = (&text.en, &text.zh);
                assert!(!en.contains(['{', '}']) && !zh.contains(['{', '}']), "{en} {zh}");
                assert!(!en.contains("  ") && !zh.contains("  "), "{en} {zh}");
                let words: Vec<&str> = en.split([' ', ',', '.', '?', ':']).filter(|word| !word.is_empty()).collect();
                assert!(!words.windows(2).any(|pair| pair[0].eq_ignore_ascii_case(pair[1])), "a word twice: {en}");
                let vowel = |word: &str| word.starts_with(['a', 'e', 'i', 'o', 'u']);
                assert!(!words.windows(2).any(|pair| pair[0] == "a" && vowel(pair[1])), "{en}");
                assert!(!words.windows(2).any(|pair| pair[0] == "an" && !vowel(pair[1])), "{en}");
                assert!(!super::super::sentence::is_chinese(en), "{en}");
                assert!(super::super::sentence::is_chinese(zh), "{zh}");
                assert!(!zh.contains('…') && !en.contains('…'), "{en} {zh}");
            }
            let (en, zh) = (&question.text.en, &question.text.zh);
            assert!(en.starts_with(char::is_uppercase), "{en}");
            let answer = |text: &Bilingual| format!("{} / {}", text.en, text.zh);
            let shown: Vec<String> = question.options.iter().filter(|o| !o.correct).map(|o| answer(&o.text)).collect();
            let right = if question.options.is_empty() {
                answer(&question.answer)
            } else {
                let right: Vec<String> =
                    question.options.iter().filter(|o| o.correct).map(|o| answer(&o.text)).collect();
                right.join(", ")
            };
            let line = format!("{en}\n    {zh}\n    + {right}\n    - {}", shown.join(", "));
            sentences.entry((question.template.clone(), en.clone())).or_insert(line);
        }
        assert!(sentences.len() > 2000, "{}", sentences.len());
        let used: BTreeSet<&str> = sentences.keys().map(|(template, _)| template.as_str()).collect();
        let unused: Vec<&str> = templates()
            .iter()
            .map(|t| t.id.as_str())
            .filter(|id| !used.contains(id) && *id != "diagnosis.rationale")
            .collect();
        assert_eq!(unused, Vec::<&str>::new());
        let mut sampled: Vec<String> = Vec::new();
        let mut by_template: BTreeMap<&str, usize> = BTreeMap::new();
        for ((template, _), line) in &sentences {
            let place = by_template.entry(template).or_insert(0);
            // The first of each template, and every seventh.
            if place.is_multiple_of(7) && *place < 70 {
                sampled.push(format!("[{template}] {line}"));
            }
            *place += 1;
        }
        insta::assert_snapshot!(sampled.join("\n"));
    }
}
