//! Balance of answers: an answer that is right as often as chance would have it does not give itself away.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use fnv::FnvHasher;

use super::blind::name_of;
use super::{Form, Question};

/// How often an answer may be offered as wrong for each time that it is right: with four options, chance.
const WRONG_PER_RIGHT: i32 = 3;
/// How often it may be wrong before it was ever right.
const WRONG_AHEAD: i32 = 1;

/// How often "No" may be the answer to a statement more often than "Yes".
const NO_AHEAD: i32 = 2;

/// Which answers can be right at all, and how often each was shown, right and wrong, by template and by what else the
/// question names.
#[derive(Default)]
pub(super) struct Tally {
    possible: HashSet<u64>,
    shown: HashMap<u64, [i32; 2]>,
}

impl Tally {
    fn key(template: &str, context: &str, name: &str) -> u64 {
        let mut hasher = FnvHasher::default();
        (template, context, name).hash(&mut hasher);
        hasher.finish()
    }

    fn shown(&self, template: &str, context: &str, name: &str) -> [i32; 2] {
        self.shown.get(&Self::key(template, context, name)).copied().unwrap_or_default()
    }

    /// Some picture makes this answer right under this template.
    pub(super) fn note_possible(&mut self, template: &str, name: &str) {
        self.possible.insert(Self::key(template, "", name));
    }

    /// Whether some picture makes this answer right under this template.
    pub(super) fn can_be_right(&self, template: &str, name: &str) -> bool {
        self.possible.contains(&Self::key(template, "", name))
    }

    /// How much more often it was wrong than right: beside what else the question names, under the whole template, and
    /// under all templates. What can never be right under this template comes last.
    pub(super) fn spent(&self, template: &str, context: &str, name: &str) -> f64 {
        let of =
            |[right, wrong]: [i32; 2]| f64::from(wrong + 1) / (f64::from(right) + 1.0 / f64::from(WRONG_PER_RIGHT));
        let never = if self.can_be_right(template, name) { 0.0 } else { 1e6 };
        never
            + of(self.shown(template, context, name))
            + of(self.shown(template, "", name))
            + of(self.shown("", "", name))
    }

    /// Whether it may be offered as wrong once more, under this template and under all: what is often wrong and hardly ever
    /// right gives itself away.
    pub(super) fn has_room(&self, template: &str, name: &str) -> bool {
        let room = |[right, wrong]: [i32; 2]| wrong < WRONG_PER_RIGHT * right + WRONG_AHEAD;
        room(self.shown(template, "", name)) && room(self.shown("", "", name))
    }

    /// Whether "No" may be the answer to this statement once more.
    pub(super) fn has_room_for_no(&self, template: &str, name: &str) -> bool {
        let [yes, no] = self.shown(template, "", name);
        no < yes + NO_AHEAD
    }

    /// By how many times the answer was "Yes" rather than "No": for this statement and for all, beside what else the
    /// question names and under the whole template.
    pub(super) fn lean(&self, template: &str, context: &str, name: &str) -> i32 {
        let gap = |context, name| {
            let [yes, no] = self.shown(template, context, name);
            yes - no
        };
        gap(context, name) + gap("", name) + gap(context, "") + gap("", "")
    }

    /// Counts a question, or takes it back (`by` is 1 or -1).
    pub(super) fn note(&mut self, question: &Question, context: &str, by: i32) {
        let mut note = |places: &[(&str, &str)], name: &str, right: bool| {
            for (template, context) in places {
                let shown = self.shown.entry(Self::key(template, context, name)).or_default();
                shown[usize::from(!right)] += by;
            }
        };
        let template = question.template.as_str();
        let own: &[(&str, &str)] =
            if context.is_empty() { &[(template, "")] } else { &[(template, context), (template, "")] };
        for option in &question.options {
            note(own, name_of(option), option.correct);
            note(&[("", "")], name_of(option), option.correct);
        }
        if question.form == Form::Judgement {
            let yes = question.why_false.is_none();
            if let Some(stated) = &question.stated {
                note(own, stated.as_str(), yes);
            }
            note(own, "", yes);
        }
    }
}
