//! Drafting: reviewed records and templates in, questions out (paper, section 3.4). Every lesion type gets equal weight as
//! far as the pictures allow; options are shuffled; what is offered as wrong is provably wrong, with the reason beside it; what
//! can be answered without the picture is drafted anew, or left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::asking::{Askable, Asking, Guess, context_of};
use super::balance::Tally;
use super::facts::{Asked, Fact, Words};
use super::leaks::{MARKED, Reading, template_leaks};
use super::templates::{Asks, templates};
use super::truth::Picture;
use super::{Ability, Form, PromptBox, Question};
use crate::annotation::Annotation;
use crate::photograph::PhotographId;
use crate::vocabulary::{Code, Vocabulary};

/// A photograph whose review is signed.
#[derive(Debug, Clone)]
pub struct Source {
    /// What is asked about.
    pub photograph: PhotographId,
    /// Who is on it.
    pub subject: String,
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
    /// Questions left out because too little was provably wrong that would not have given itself away.
    pub not_provable: usize,
    /// Questions left out because they could be answered without the picture, whatever was offered.
    pub too_easy_blind: usize,
}

/// What is to be drafted.
pub struct Order<'a> {
    /// Photographs whose review is signed.
    pub sources: &'a [Source],
    /// Keys of questions that exist already, whatever became of them: they are not drafted again.
    pub taken: &'a BTreeSet<String>,
    /// Questions that exist and may be released: what is new keeps balance with them, and is read blind beside them.
    pub kept: &'a [Question],
    /// About how many, in the target mix.
    pub count: usize,
    /// Seed; the same order drafts the same questions.
    pub seed: u64,
    /// Vocabulary of the study.
    pub vocabulary: &'a Vocabulary,
}

/// Result of drafting.
#[derive(Debug, Clone, PartialEq)]
pub struct Drafted {
    /// Questions by ability, in a seeded order.
    pub questions: Vec<Question>,
    /// Target, possible, drafted and left out, by ability.
    pub plan: Vec<AbilityPlan>,
    /// How many times all was read blind and what was too easy drafted anew.
    pub rounds: usize,
}

/// What a template asks for, whatever its words.
type AskedFor<'a> = (Asks, Option<&'a Code>, Option<&'a str>);

/// Rounds of redrafting at most.
const ROUNDS: usize = 12;
/// Questions of which it is found out at once what can be offered as wrong.
const SIDE_BY_SIDE: usize = 256;
/// Rounds after which a template that still leaks gets no new questions in place of those left out.
const PATIENCE: usize = 3;

/// Something that can be asked of one picture, by its place: facts are found again when their turn comes, so that memory
/// does not grow with what is never asked.
#[derive(Clone, Copy)]
struct Candidate {
    source: u32,
    template: u16,
    fact: u16,
}

impl Candidate {
    fn askable(self, order: &Order<'_>) -> Option<Askable> {
        let picture = order.sources[self.source as usize].picture(order.vocabulary);
        Askable::new(picture, &templates()[usize::from(self.template)], usize::from(self.fact))
    }
}

/// A drafted question and how it came about.
struct Chosen {
    question: Question,
    candidate: Candidate,
    context: String,
    redrafted: u8,
}

/// Everything that can be asked.
struct Pool {
    /// By lesion type (or template, where no lesion is asked about): taking turns gives every lesion type equal weight.
    queues: BTreeMap<(Ability, String), VecDeque<Candidate>>,
    /// How much can be asked.
    possible: BTreeMap<Ability, usize>,
    tally: Tally,
}

/// Drafts about `count` questions in the target mix. What a blind examinee answers too surely is drafted anew until nothing
/// changes; what cannot be repaired is left out and counted. `progress` hears which round of how many begins; none where it
/// says `false`.
pub fn draft(order: &Order<'_>, progress: &mut dyn FnMut(usize, usize) -> bool) -> Option<Drafted> {
    let whole: u32 = Ability::TARGET.iter().map(|(_, share)| share).sum();
    let steps = ROUNDS + 2;
    if !progress(0, steps) {
        return None;
    }
    let mut drafting = Drafting::new(order);
    if !progress(1, steps) {
        return None;
    }
    let targets = Ability::TARGET
        .map(|(ability, share)| (ability, (order.count * share as usize + whole as usize / 2) / whole as usize));
    drafting.fill(&targets);
    drafting.offer_anew();
    drafting.fill(&targets);
    let mut rounds = 0;
    while rounds < ROUNDS && !drafting.chosen.is_empty() {
        if !progress(rounds + 2, steps) {
            return None;
        }
        rounds += 1;
        if !drafting.repair(rounds) {
            break;
        }
        drafting.fill(&targets);
    }
    drafting.leave_out_what_leaks();
    let count = |counts: &BTreeMap<Ability, usize>, ability| counts.get(&ability).copied().unwrap_or(0);
    let plan = targets.map(|(ability, target)| AbilityPlan {
        ability,
        target,
        possible: count(&drafting.pool.possible, ability),
        drafted: drafting.chosen.iter().filter(|chosen| chosen.question.ability == ability).count(),
        not_provable: count(&drafting.not_provable, ability),
        too_easy_blind: count(&drafting.too_easy, ability),
    });
    let mut questions: Vec<Question> = drafting.chosen.into_iter().map(|chosen| chosen.question).collect();
    // Stable: within an ability the order stays that of the turns.
    questions.sort_by_key(|question| question.ability);
    Some(Drafted { questions, plan: plan.into(), rounds })
}

/// How much the pictures allow, by ability.
pub fn possible(sources: &[Source], vocabulary: &Vocabulary) -> BTreeMap<Ability, usize> {
    pool(sources, &BTreeSet::new(), vocabulary).possible
}

/// What can be asked of some pictures.
fn pool(sources: &[Source], taken: &BTreeSet<String>, vocabulary: &Vocabulary) -> Pool {
    let part = |(number, source): (usize, &Source)| {
        let asked = Asked::new(source.picture(vocabulary), Words::None);
        let mut found = Vec::new();
        // Templates that ask the same in other words share their facts.
        let mut known: BTreeMap<AskedFor<'_>, Vec<Fact>> = BTreeMap::new();
        for (place, template) in templates().iter().enumerate() {
            let what = (template.asks, template.attribute.as_ref(), template.category.as_deref());
            for (n, fact) in known.entry(what).or_insert_with(|| asked.facts(template)).iter().enumerate() {
                let key = Question::key_of(&source.photograph, &template.id, fact.lesion.as_ref(), &fact.about);
                let free = !taken.contains(&key);
                let turn = fact.lesion.as_ref().map_or(template.id.as_str(), Code::as_str).to_owned();
                let candidate = Candidate { source: number as u32, template: place as u16, fact: n as u16 };
                let right: Vec<String> = fact.right.iter().map(|answer| answer.name().to_owned()).collect();
                found.push((template, turn, candidate, free, right));
            }
        }
        found
    };
    let mut pool = Pool { queues: BTreeMap::new(), possible: BTreeMap::new(), tally: Tally::default() };
    let numbered: Vec<(usize, &Source)> = sources.iter().enumerate().collect();
    // Some at a time, so that what is found of all of them is never held at once.
    for some in numbered.chunks(512) {
        let found: Vec<_> = some.par_iter().map(|numbered| part(*numbered)).collect();
        for (template, turn, candidate, free, right) in found.into_iter().flatten() {
            *pool.possible.entry(template.ability).or_insert(0) += 1;
            for name in right {
                pool.tally.note_possible(&template.id, &name);
            }
            if free {
                pool.queues.entry((template.ability, turn)).or_default().push_back(candidate);
            }
        }
    }
    pool
}

/// A draft under way.
struct Drafting<'a> {
    order: &'a Order<'a>,
    subjects: BTreeMap<PhotographId, String>,
    pool: Pool,
    chosen: Vec<Chosen>,
    /// Photographs, texts and boxes of all questions: nothing is asked twice in the same words.
    asked: BTreeSet<(PhotographId, String, Vec<PromptBox>)>,
    /// Templates that get no new questions.
    closed: BTreeSet<String>,
    not_provable: BTreeMap<Ability, usize>,
    too_easy: BTreeMap<Ability, usize>,
    dice: ChaCha8Rng,
}

impl<'a> Drafting<'a> {
    fn new(order: &'a Order<'a>) -> Self {
        let mut dice = ChaCha8Rng::seed_from_u64(order.seed);
        let mut pool = pool(order.sources, order.taken, order.vocabulary);
        for queue in pool.queues.values_mut() {
            queue.make_contiguous().shuffle(&mut dice);
        }
        for question in order.kept {
            pool.tally.note(question, &context_of(question), 1);
        }
        let subjects = order.sources.iter().map(|source| (source.photograph.clone(), source.subject.clone())).collect();
        let asked = order.kept.iter().map(Question::asked).collect();
        Self {
            order,
            subjects,
            pool,
            chosen: Vec::new(),
            asked,
            closed: BTreeSet::new(),
            not_provable: BTreeMap::new(),
            too_easy: BTreeMap::new(),
            dice,
        }
    }

    /// Takes turns until every ability has what it should, or nothing is left.
    fn fill(&mut self, targets: &[(Ability, usize)]) {
        for (ability, target) in targets {
            let mut have = self.chosen.iter().filter(|chosen| chosen.question.ability == *ability).count();
            let turns: Vec<(Ability, String)> =
                self.pool.queues.keys().filter(|(of, _)| of == ability).cloned().collect();
            let mut left = true;
            while have < *target && left {
                let firsts: Vec<Option<Candidate>> = turns.iter().map(|turn| self.next(turn)).collect();
                left = firsts.iter().any(Option::is_some);
                let order = self.order;
                let askables: Vec<Option<Askable>> =
                    firsts.par_iter().map(|first| first.and_then(|candidate| candidate.askable(order))).collect();
                for (turn, (first, askable)) in turns.iter().zip(firsts.into_iter().zip(askables)) {
                    let Some(candidate) = first else { continue };
                    if have == *target {
                        self.pool.queues.entry(turn.clone()).or_default().push_front(candidate);
                        continue;
                    }
                    // Whatever cannot be asked leaves its turn to the next of the queue.
                    let mut taken = self.take(candidate, askable);
                    while !taken && let Some(candidate) = self.next(turn) {
                        taken = self.take(candidate, candidate.askable(order));
                    }
                    have += usize::from(taken);
                }
            }
        }
    }

    fn next(&mut self, turn: &(Ability, String)) -> Option<Candidate> {
        self.pool.queues.get_mut(turn).and_then(VecDeque::pop_front)
    }

    /// Drafts a question, unless it cannot be asked.
    fn take(&mut self, candidate: Candidate, askable: Option<Askable>) -> bool {
        let template = &templates()[usize::from(candidate.template)];
        if self.closed.contains(&template.id) {
            *self.too_easy.entry(template.ability).or_insert(0) += 1;
            return false;
        }
        let Some((question, context)) = askable.and_then(|askable| self.ask(candidate, &askable, None)) else {
            *self.not_provable.entry(template.ability).or_insert(0) += 1;
            return false;
        };
        if !self.asked.insert(question.asked()) {
            return false;
        }
        self.pool.tally.note(&question, &context, 1);
        self.chosen.push(Chosen { question, candidate, context, redrafted: 0 });
        true
    }

    fn ask(&mut self, candidate: Candidate, askable: &Askable, guess: Option<Guess<'_>>) -> Option<(Question, String)> {
        let photograph = &self.order.sources[candidate.source as usize].photograph;
        let vocabulary = self.order.vocabulary;
        let asking = Asking { photograph, askable, tally: &self.pool.tally, guess, vocabulary };
        let question = asking.question(&mut self.dice)?;
        Some((question, askable.context()))
    }

    /// Offers other wrong options, now that it is known what is right how often; a question for which too few are left in
    /// balance makes room for others.
    fn offer_anew(&mut self) {
        let choices = self.chosen.iter().enumerate().filter(|(_, one)| one.question.form == Form::MultipleChoice);
        let mut places: Vec<usize> = choices.map(|(place, _)| place).collect();
        places.shuffle(&mut self.dice);
        let mut unbalanced = BTreeSet::new();
        for some in places.chunks(SIDE_BY_SIDE) {
            for (place, askable) in self.askables(some) {
                let candidate = self.chosen[place].candidate;
                self.forget(place);
                match askable.and_then(|askable| self.ask(candidate, &askable, None)) {
                    Some((question, context)) => {
                        self.asked.insert(question.asked());
                        self.pool.tally.note(&question, &context, 1);
                        self.chosen[place] = Chosen { question, context, candidate, redrafted: 0 };
                    }
                    None => {
                        *self.too_easy.entry(self.chosen[place].question.ability).or_insert(0) += 1;
                        unbalanced.insert(place);
                    }
                }
            }
        }
        self.remove(&unbalanced);
    }

    /// What the questions at these places can be made of.
    fn askables(&self, places: &[usize]) -> Vec<(usize, Option<Askable>)> {
        places.par_iter().map(|place| (*place, self.chosen[*place].candidate.askable(self.order))).collect()
    }

    /// Reads everything blind; what is too easy is drafted with other options or another value, or leaves its place to
    /// something else. Whether anything changed.
    fn repair(&mut self, round: usize) -> bool {
        let before: Vec<Question> = self.chosen.iter().map(|chosen| chosen.question.clone()).collect();
        let all: Vec<&Question> = self.order.kept.iter().chain(&before).collect();
        let reading = Reading::new(&all, &self.subjects, self.order.seed);
        let easy = self.too_easy_blind(&reading);
        let first = self.order.kept.len();
        let mut left_out = BTreeSet::new();
        for some in easy.chunks(SIDE_BY_SIDE) {
            for (place, askable) in self.askables(some) {
                let Chosen { candidate, redrafted, .. } = self.chosen[place];
                self.forget(place);
                let guess = |question: &Question| reading.shares(question, first + place);
                let askable = askable.filter(|_| redrafted < 2);
                let again = askable.and_then(|askable| self.ask(candidate, &askable, Some(&guess)));
                let again = again.filter(|(question, _)| *question != before[place]);
                match again {
                    Some((question, context)) if self.asked.insert(question.asked()) => {
                        self.pool.tally.note(&question, &context, 1);
                        self.chosen[place] = Chosen { question, candidate, context, redrafted: redrafted + 1 };
                    }
                    _ => {
                        let chosen = &self.chosen[place].question;
                        *self.too_easy.entry(chosen.ability).or_insert(0) += 1;
                        if round > PATIENCE {
                            self.closed.insert(chosen.template.clone());
                        }
                        left_out.insert(place);
                    }
                }
            }
        }
        self.remove(&left_out);
        !easy.is_empty()
    }

    /// Leaves out what is ahead of "Yes" or "No" under a template by more than a coin's luck, now that nothing takes its place:
    /// whoever always gave that answer would be right too often.
    fn level(&mut self) {
        let mut templates: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
        for (place, chosen) in self.chosen.iter().enumerate().filter(|(_, one)| one.question.form == Form::Judgement) {
            let no = usize::from(chosen.question.why_false.is_some());
            templates.entry(&chosen.question.template).or_default()[no].push(place);
        }
        let mut surplus = BTreeSet::new();
        for mut places in templates.into_values() {
            let ahead = usize::from(places[1].len() > places[0].len());
            let luck = |[yes, no]: &[Vec<usize>; 2]| 2.0 + ((yes.len() + no.len()) as f64).sqrt();
            while (places[ahead].len() - places[1 - ahead].len()) as f64 > luck(&places) {
                surplus.extend(places[ahead].pop());
            }
        }
        for place in &surplus {
            self.forget(*place);
            *self.too_easy.entry(self.chosen[*place].question.ability).or_insert(0) += 1;
        }
        self.remove(&surplus);
    }

    /// What still leaks after all rounds is left out.
    fn leave_out_what_leaks(&mut self) {
        loop {
            self.level();
            let before: Vec<Question> = self.chosen.iter().map(|chosen| chosen.question.clone()).collect();
            let all: Vec<&Question> = self.order.kept.iter().chain(&before).collect();
            let easy: BTreeSet<usize> =
                self.too_easy_blind(&Reading::new(&all, &self.subjects, self.order.seed)).into_iter().collect();
            if easy.is_empty() {
                return;
            }
            for place in &easy {
                self.forget(*place);
                *self.too_easy.entry(self.chosen[*place].question.ability).or_insert(0) += 1;
            }
            self.remove(&easy);
        }
    }

    /// Places of the new questions that a blind examinee answers too surely, of templates that leak: as many as would bring
    /// the template to chance. Half the mark is the bar here, so that the mark holds when others read the questions blind.
    fn too_easy_blind(&self, reading: &Reading<'_>) -> Vec<usize> {
        let leaks = template_leaks(reading, &self.subjects, self.order.seed);
        let mut by_template: BTreeMap<&str, Vec<(f64, usize)>> = BTreeMap::new();
        let new = reading.bias().skip(self.order.kept.len()).enumerate();
        let bias: Vec<(String, f64, usize)> =
            new.map(|(place, (question, right, chance))| (question.template.clone(), right - chance, place)).collect();
        for (template, surplus, place) in &bias {
            if *surplus > 0.0 && leaks.get(template).is_some_and(|leak| leak.above_chance() > MARKED / 2.0) {
                by_template.entry(template).or_default().push((*surplus, *place));
            }
        }
        let mut easy = Vec::new();
        for (template, mut places) in by_template {
            let leak = &leaks[template];
            let most = (leak.above_chance() * leak.questions as f64).ceil() as usize;
            places.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            easy.extend(places.into_iter().take(most).map(|(_, place)| place));
        }
        easy.sort_unstable();
        easy
    }

    /// A question counts no longer in balance and words.
    fn forget(&mut self, place: usize) {
        let Chosen { question, context, .. } = &self.chosen[place];
        self.asked.remove(&question.asked());
        self.pool.tally.note(question, context, -1);
    }

    fn remove(&mut self, places: &BTreeSet<usize>) {
        let mut place = 0;
        self.chosen.retain(|_| {
            place += 1;
            !places.contains(&(place - 1))
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::annotation::{
        Candidate as Place, Differential, Lesion, LesionRole, Mark, Relation, Treatment, TreatmentItem,
    };
    use crate::comparison::tests::annotations;
    use crate::questions::Bilingual;
    use crate::questions::truth::{Statement, Truth};
    use crate::vocabulary::Kind;

    fn sources(count: usize) -> Vec<Source> {
        let mut runner = TestRunner::deterministic();
        let mut next = || annotations().new_tree(&mut runner).map(|tree| tree.current()).unwrap_or_default();
        (0..count)
            .map(|n| {
                let reviewed = Annotation { reasoning: "Seen.".into(), ..next() };
                Source {
                    photograph: PhotographId(format!("p{n:03}")),
                    subject: format!("s{n:03}"),
                    reviewed,
                    readings: vec![next(), next()],
                }
            })
            .collect()
    }

    fn drafted(sources: &[Source], taken: &BTreeSet<String>, count: usize, seed: u64) -> Drafted {
        let order = Order { sources, taken, kept: &[], count, seed, vocabulary: Vocabulary::built_in() };
        draft(&order, &mut |_, _| true).unwrap()
    }

    #[test]
    fn the_same_seed_drafts_the_same_questions_and_another_seed_others() {
        let sources = sources(30);
        let again = |seed| drafted(&sources, &BTreeSet::new(), 120, seed);
        assert_eq!(again(7), again(7));
        assert_ne!(again(7).questions, again(8).questions);
    }

    #[test]
    fn what_is_offered_as_wrong_was_stated_by_nobody_unless_it_was_rejected() {
        let (sources, vocabulary) = (sources(120), Vocabulary::built_in());
        let drafted = drafted(&sources, &BTreeSet::new(), 2400, 3);
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
                    Kind::Lesion if ["lesion.which", "lesion.primary"].contains(&question.template.as_str()) => {
                        Statement::Lesion(code)
                    }
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
        let drafted = drafted(&sources(150), &BTreeSet::new(), 3000, 5);
        let balance = super::super::audit(&drafted.questions).positions;
        assert!(balance.iter().all(|b| b.p_value > 0.001), "{balance:?}");
    }

    #[test]
    fn yes_and_no_are_the_answer_equally_often_by_template_and_by_what_is_stated() {
        let drafted = drafted(&sources(150), &BTreeSet::new(), 3000, 5);
        let mut templates: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
        let mut statements: BTreeMap<(&str, &Code), [f64; 2]> = BTreeMap::new();
        for question in drafted.questions.iter().filter(|question| question.form == Form::Judgement) {
            let no = usize::from(question.answer.en == "No");
            templates.entry(&question.template).or_default()[no] += 1.0;
            if let Some(stated) = &question.stated {
                statements.entry((&question.template, stated)).or_default()[no] += 1.0;
            }
        }
        assert!(templates.len() > 5 && statements.len() > 20, "{} {}", templates.len(), statements.len());
        // What is left out because it is too easy blind may be of one side more often than a coin would have it.
        let lopsided = |[yes, no]: [f64; 2]| (yes - no).abs() > 2.0 + 2.0 * (yes + no).sqrt();
        let templates: Vec<_> = templates.into_iter().filter(|(_, count)| lopsided(*count)).collect();
        assert_eq!(templates, vec![]);
        let statements: Vec<_> = statements.into_iter().filter(|(_, count)| lopsided(*count)).collect();
        assert_eq!(statements, vec![]);
    }

    #[test]
    fn questions_that_exist_are_not_drafted_again() {
        let sources = sources(10);
        let first = drafted(&sources, &BTreeSet::new(), 40, 1);
        let taken: BTreeSet<String> = first.questions.iter().map(Question::key).collect();
        let second = drafted(&sources, &taken, 40, 2);
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
                    let mut attributes: BTreeSet<Code> = chosen.collect();
                    if n.is_multiple_of(3) {
                        attributes.retain(|value| !value.as_str().starts_with("attribute.quantity."));
                        attributes.insert("attribute.quantity.single".into());
                    }
                    let regions = vec![site(shift)];
                    let marks = vec![Mark::Box { x: 100.0 * f64::from(number), y: 50.0, width: 60.0, height: 40.0 }];
                    Lesion { number, lesion, role: Some(role), regions, attributes, marks, size_mm: None }
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
                Source {
                    photograph: PhotographId(format!("p{n:03}")),
                    subject: format!("s{n:03}"),
                    reviewed,
                    readings: vec![],
                }
            })
            .collect()
    }

    /// Every sentence that the templates make of the terms, of which every seventh is read by eye when it changes.
    #[test]
    fn all_sentences_read_as_sentences() {
        let (sources, taken) = (atlas(), BTreeSet::new());
        let vocabulary = Vocabulary::built_in();
        let order = Order { sources: &sources, taken: &taken, kept: &[], count: 60_000, seed: 11, vocabulary };
        // Nothing is left out for being easy, and no ability takes balance from another: every sentence is to be read.
        let of_ability = |(ability, _)| {
            let mut drafting = Drafting::new(&order);
            drafting.fill(&[(ability, 60_000)]);
            drafting.chosen
        };
        let drafted: Vec<Question> =
            Ability::TARGET.into_iter().flat_map(of_ability).map(|chosen| chosen.question).collect();
        let mut sentences: BTreeMap<(String, String), String> = BTreeMap::new();
        for question in &drafted {
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
