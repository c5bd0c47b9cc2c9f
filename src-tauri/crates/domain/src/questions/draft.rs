//! Drafting: reviewed records and templates in, questions out (paper, section 3.4). Every lesion
//! type gets equal weight as far as the pictures allow; options are shuffled; distractors are
//! similar terms that are not true of the picture and no relatives of an answer.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::templates::{Asks, TEMPLATES, Template};
use super::{Ability, Bilingual, Choice, Form, Question};
use crate::annotation::{Annotation, Lesion};
use crate::photograph::PhotographId;
use crate::vocabulary::{Code, Kind, Language, Vocabulary};

/// A photograph whose review is signed.
#[derive(Debug, Clone)]
pub struct Source {
    /// Photograph.
    pub photograph: PhotographId,
    /// The reviewed record, from which answers come.
    pub reviewed: Annotation,
    /// Terms that any reader stated: never distractors, even where the senior decided otherwise.
    pub stated: BTreeSet<Code>,
}

/// How one ability came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct AbilityPlan {
    /// Ability.
    pub ability: Ability,
    /// Questions that the target mix asks for.
    pub target: usize,
    /// Different questions that the pictures allow.
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

/// Drafts about `count` questions in the target mix. `taken` holds questions that exist already,
/// as `photograph/template/lesion` keys; they are not drafted again.
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
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ (u64::from(share) << 32));
        // One queue per lesion type (or template, where no lesion is asked about), each shuffled:
        // taking turns gives every lesion type equal weight.
        let mut queues: BTreeMap<String, VecDeque<Question>> = BTreeMap::new();
        let mut possible = 0;
        for source in sources {
            for template in TEMPLATES.iter().filter(|template| template.ability == ability) {
                for fact in facts(template.asks, source, vocabulary) {
                    if let Some(question) = ask(template, source, &fact, vocabulary, &mut rng) {
                        possible += 1;
                        if !taken.contains(&question.key()) {
                            let turn = question.lesion.as_ref().map_or(template.id, Code::as_str);
                            queues.entry(turn.to_owned()).or_default().push_back(question);
                        }
                    }
                }
            }
        }
        for queue in queues.values_mut() {
            queue.make_contiguous().shuffle(&mut rng);
        }
        let mut chosen: Vec<Question> = Vec::new();
        let mut asked = BTreeSet::new();
        while chosen.len() < target && queues.values().any(|queue| !queue.is_empty()) {
            for queue in queues.values_mut() {
                if let Some(question) = queue.pop_front()
                    && chosen.len() < target
                    && asked.insert((question.photograph.clone(), question.text.en.clone()))
                {
                    chosen.push(question);
                }
            }
        }
        plan.push(AbilityPlan { ability, target, possible, drafted: chosen.len() });
        questions.extend(chosen);
    }
    Drafted { questions, plan }
}

/// Something a template can ask about one picture.
struct Fact {
    lesion: Option<Code>,
    blanks: Vec<(&'static str, Bilingual)>,
    /// Right answers as terms; empty when the answer is free text.
    answers: Vec<Code>,
    /// Everything of this pool that is true of the picture beside the answers.
    truths: Vec<Code>,
    /// Answer in words, for facts without terms.
    words: Option<Bilingual>,
    /// Options show definitions instead of names.
    by_definition: bool,
}

fn names(vocabulary: &Vocabulary, code: &Code) -> Bilingual {
    Bilingual { en: vocabulary.name(code, Language::En), zh: vocabulary.name(code, Language::Zh) }
}

fn definitions(vocabulary: &Vocabulary, code: &Code) -> Bilingual {
    vocabulary
        .term(code)
        .map(|term| Bilingual { en: term.definition_en.clone(), zh: term.definition_zh.clone() })
        .unwrap_or_default()
}

fn facts(asks: Asks, source: &Source, vocabulary: &Vocabulary) -> Vec<Fact> {
    let record = &source.reviewed;
    let fact = |lesion: Option<&Lesion>, answers: Vec<Code>, truths: Vec<Code>| Fact {
        lesion: lesion.map(|l| l.lesion.clone()),
        blanks: lesion.map(|l| ("{lesion}", names(vocabulary, &l.lesion))).into_iter().collect(),
        answers,
        truths,
        words: None,
        by_definition: false,
    };
    let types: BTreeSet<Code> = record.lesions.iter().map(|lesion| lesion.lesion.clone()).collect();
    let types: Vec<Code> = types.into_iter().collect();
    let diseases: Vec<Code> = record.differential.diseases().cloned().collect();
    match asks {
        Asks::Lesions => vec![Fact { lesion: types.first().cloned(), ..fact(None, types.clone(), vec![]) }],
        Asks::PrimaryLesions => {
            let primary: BTreeSet<Code> = record
                .lesions
                .iter()
                .filter(|l| l.role == Some(crate::annotation::LesionRole::Primary))
                .map(|l| l.lesion.clone())
                .collect();
            vec![Fact { lesion: primary.first().cloned(), ..fact(None, primary.into_iter().collect(), types) }]
        }
        Asks::LesionOnRegion => record
            .regions
            .iter()
            .filter_map(|region| {
                let mut here = record.lesions.iter().filter(|lesion| lesion.regions.contains(region));
                let only = here.next().filter(|_| here.next().is_none())?;
                Some(Fact {
                    lesion: Some(only.lesion.clone()),
                    blanks: vec![("{region}", names(vocabulary, region))],
                    ..fact(None, vec![only.lesion.clone()], types.clone())
                })
            })
            .collect(),
        Asks::Regions => vec![fact(None, record.regions.clone(), vec![])],
        Asks::Sites => once_per_type(record)
            .map(|lesion| fact(Some(lesion), lesion.regions.clone(), record.regions.clone()))
            .collect(),
        Asks::Attribute => once_per_type(record)
            .flat_map(|lesion| {
                vocabulary.attributes().map(move |attribute| {
                    let of =
                        |code: &&Code| vocabulary.term(code).and_then(|t| t.parent.as_ref()) == Some(&attribute.code);
                    let values: Vec<Code> = lesion.attributes.iter().filter(of).cloned().collect();
                    let mut fact = fact(Some(lesion), values, vec![]);
                    fact.blanks
                        .push(("{attribute}", Bilingual { en: attribute.en.to_lowercase(), zh: attribute.zh.clone() }));
                    fact
                })
            })
            .collect(),
        Asks::Relation => record
            .relations
            .iter()
            .filter_map(|relation| {
                let find = |number| record.lesions.iter().find(|lesion: &&Lesion| lesion.number == number);
                let (from, to) = (find(relation.from)?, find(relation.to)?);
                if from.lesion == to.lesion {
                    return None;
                }
                let between = record.relations.iter().filter(|r| r.from == relation.from && r.to == relation.to);
                let mut fact = fact(Some(from), between.map(|r| r.relation.clone()).collect(), vec![]);
                fact.blanks.push(("{other}", names(vocabulary, &to.lesion)));
                Some(fact)
            })
            .collect(),
        Asks::Definition => once_per_type(record)
            .map(|lesion| Fact { by_definition: true, ..fact(Some(lesion), vec![lesion.lesion.clone()], vec![]) })
            .collect(),
        Asks::Described => once_per_type(record)
            .map(|lesion| {
                let mut fact = fact(Some(lesion), vec![lesion.lesion.clone()], types.clone());
                fact.blanks = vec![("{definition}", definitions(vocabulary, &lesion.lesion))];
                fact
            })
            .collect(),
        Asks::Why => once_per_type(record)
            .map(|lesion| {
                let definition = definitions(vocabulary, &lesion.lesion);
                let seen = |language| {
                    let values: Vec<String> =
                        lesion.attributes.iter().map(|value| vocabulary.name(value, language).to_lowercase()).collect();
                    values.join(if language == Language::En { ", " } else { "、" })
                };
                let words = if lesion.attributes.is_empty() {
                    definition
                } else {
                    Bilingual {
                        en: format!("{} In this picture: {}.", definition.en, seen(Language::En)),
                        zh: format!("{}图中所见：{}。", definition.zh, seen(Language::Zh)),
                    }
                };
                Fact { words: Some(words), ..fact(Some(lesion), vec![], vec![]) }
            })
            .collect(),
        Asks::FirstDiagnosis => {
            vec![fact(None, diseases.first().cloned().into_iter().collect(), diseases)]
        }
        Asks::Differential if diseases.len() > 1 => vec![fact(None, diseases, vec![])],
        Asks::Differential => vec![],
        Asks::Rationale => diseases
            .first()
            .filter(|_| !record.reasoning.trim().is_empty())
            .map(|disease| {
                let name = names(vocabulary, disease);
                let words = Bilingual {
                    en: format!("{} Diagnosis: {}.", record.reasoning.trim(), name.en),
                    zh: format!("{}诊断：{}。", record.reasoning.trim(), name.zh),
                };
                Fact { words: Some(words), ..fact(None, vec![], vec![]) }
            })
            .into_iter()
            .collect(),
        Asks::Treatment(category) => {
            let of = |code: &Code| vocabulary.term(code).and_then(|t| t.category.as_deref()) == Some(category);
            let items: BTreeSet<Code> = record.treatment.items.iter().map(|line| line.item.clone()).collect();
            vec![fact(None, items.into_iter().filter(of).collect(), vec![])]
        }
        Asks::TreatmentText => {
            let text = record.treatment.text.trim();
            let list = |language| {
                let items: Vec<String> =
                    record.treatment.items.iter().map(|line| vocabulary.name(&line.item, language)).collect();
                items.join(if language == Language::En { "; " } else { "；" })
            };
            let join = |list: String, gap: &str| match (text.is_empty(), list.is_empty()) {
                (true, _) => list,
                (false, true) => text.to_owned(),
                (false, false) => format!("{list}{gap}{text}"),
            };
            let words = Bilingual { en: join(list(Language::En), ". "), zh: join(list(Language::Zh), "。") };
            if words.en.is_empty() { vec![] } else { vec![Fact { words: Some(words), ..fact(None, vec![], vec![]) }] }
        }
    }
}

/// Lesions whose type stands once in the picture: a question can then name the type alone.
fn once_per_type(record: &Annotation) -> impl Iterator<Item = &Lesion> {
    record
        .lesions
        .iter()
        .filter(|lesion| record.lesions.iter().filter(|other| other.lesion == lesion.lesion).count() == 1)
}

fn ask(
    template: &Template,
    source: &Source,
    fact: &Fact,
    vocabulary: &Vocabulary,
    rng: &mut ChaCha8Rng,
) -> Option<Question> {
    if fact.answers.is_empty() && fact.words.is_none() {
        return None;
    }
    let shown = |code: &Code| if fact.by_definition { definitions(vocabulary, code) } else { names(vocabulary, code) };
    let mut blanks = fact.blanks.clone();
    let (mut options, mut answer) = (Vec::new(), Bilingual::default());
    match template.form {
        Form::MultipleChoice => {
            let mut right = fact.answers.clone();
            right.shuffle(rng);
            right.truncate(3);
            let size = if right.len() > 1 { 5 } else { 4 };
            let wrong = distractors(fact, source, size - right.len(), vocabulary, rng);
            if wrong.len() < 2 {
                return None;
            }
            let choice = |code: &Code, correct| Choice { code: Some(code.clone()), text: shown(code), correct };
            options = right.iter().map(|c| choice(c, true)).chain(wrong.iter().map(|c| choice(c, false))).collect();
            options.shuffle(rng);
        }
        Form::Judgement => {
            let holds = rng.random_bool(0.5);
            let value = if holds {
                let place = rng.random_range(0..fact.answers.len().max(1));
                fact.answers.get(place)?.clone()
            } else {
                distractors(fact, source, 1, vocabulary, rng).pop()?
            };
            blanks.push(("{value}", names(vocabulary, &value)));
            let (en, zh) = if holds { ("Yes", "是") } else { ("No", "否") };
            answer = Bilingual { en: en.into(), zh: zh.into() };
        }
        Form::FillInTheBlank | Form::ShortAnswer => {
            answer = fact.words.clone().unwrap_or_else(|| {
                let list = |language, gap: &str| {
                    fact.answers.iter().map(|code| vocabulary.name(code, language)).collect::<Vec<_>>().join(gap)
                };
                Bilingual { en: list(Language::En, "; "), zh: list(Language::Zh, "；") }
            });
        }
    }
    let fill = |text: &str, language: Language| {
        blanks.iter().fold(text.to_owned(), |text, (blank, value)| text.replace(blank, value.get(language)))
    };
    Some(Question {
        id: String::new(),
        photograph: source.photograph.clone(),
        ability: template.ability,
        form: template.form,
        template: template.id.to_owned(),
        lesion: fact.lesion.clone(),
        text: Bilingual { en: fill(template.en, Language::En), zh: fill(template.zh, Language::Zh) },
        options,
        answer,
    })
}

/// Similar terms that are wrong for this picture: commonly confused and siblings first, then any
/// other of the same kind and category; never stated by a reader, never a relative of a truth.
fn distractors(fact: &Fact, source: &Source, count: usize, vocabulary: &Vocabulary, rng: &mut ChaCha8Rng) -> Vec<Code> {
    let Some(first) = fact.answers.first() else { return Vec::new() };
    let truths: Vec<&Code> = fact.answers.iter().chain(&fact.truths).collect();
    let mut near: Vec<Code> = fact.answers.iter().flat_map(|answer| vocabulary.similar(answer)).collect();
    near.shuffle(rng);
    let kind = vocabulary.kind(first).unwrap_or(Kind::Lesion);
    let like =
        |code: &Code| vocabulary.term(code).map(|t| (t.category.clone(), t.tree.clone(), t.relation_kind.clone()));
    let mut far: Vec<Code> = vocabulary
        .choosable(kind)
        .filter(|term| kind != Kind::Attribute || term.parent == vocabulary.term(first).and_then(|t| t.parent.clone()))
        .map(|term| term.code.clone())
        .filter(|code| like(code) == like(first))
        .collect();
    far.shuffle(rng);
    let mut chosen: Vec<Code> = Vec::new();
    for code in near.into_iter().chain(far) {
        let wrong = vocabulary.term(&code).is_some_and(|term| term.choosable)
            && !source.stated.contains(&code)
            && !chosen.contains(&code)
            && !truths.iter().any(|truth| vocabulary.in_line(truth, &code));
        if wrong {
            chosen.push(code);
        }
        if chosen.len() == count {
            break;
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::comparison::tests::annotations;

    fn sources(count: usize) -> Vec<Source> {
        let mut runner = TestRunner::deterministic();
        (0..count)
            .map(|n| {
                let reviewed = annotations().new_tree(&mut runner).map(|tree| tree.current()).unwrap_or_default();
                let stated = reviewed.regions.iter().chain(reviewed.differential.diseases()).cloned().collect();
                let reviewed = Annotation { reasoning: "Seen.".into(), ..reviewed };
                Source { photograph: PhotographId(format!("p{n:03}")), reviewed, stated }
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
    fn no_distractor_is_true_stated_or_a_relative_of_an_answer() {
        let (sources, vocabulary) = (sources(60), Vocabulary::built_in());
        let drafted = draft(&sources, &BTreeSet::new(), 600, 3, vocabulary);
        let mut checked = 0;
        for question in &drafted.questions {
            assert_eq!(question.problems(), vec![], "{question:?}");
            assert!(!question.text.en.contains('{') && !question.text.zh.contains('{'), "{}", question.text.en);
            let source = sources.iter().find(|s| s.photograph == question.photograph).unwrap();
            let right: Vec<&Code> =
                question.options.iter().filter(|o| o.correct).filter_map(|o| o.code.as_ref()).collect();
            for code in question.options.iter().filter(|o| !o.correct).filter_map(|o| o.code.as_ref()) {
                assert!(!source.stated.contains(code));
                assert!(!right.iter().any(|answer| vocabulary.in_line(answer, code)), "{code}");
                checked += 1;
            }
        }
        assert!(checked > 200, "{checked}");
    }

    #[test]
    fn the_right_answer_stands_in_every_position_alike() {
        let drafted = draft(&sources(150), &BTreeSet::new(), 3000, 5, Vocabulary::built_in());
        let balance = super::super::audit(&drafted.questions).positions;
        assert!(balance.iter().all(|b| b.p_value > 0.001), "{balance:?}");
    }

    #[test]
    fn questions_that_exist_are_not_drafted_again() {
        let sources = sources(10);
        let first = draft(&sources, &BTreeSet::new(), 40, 1, Vocabulary::built_in());
        let taken: BTreeSet<String> = first.questions.iter().map(Question::key).collect();
        let second = draft(&sources, &taken, 40, 2, Vocabulary::built_in());
        assert!(second.questions.iter().all(|question| !taken.contains(&question.key())));
    }
}
