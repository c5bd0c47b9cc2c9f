//! Validation and test, split by subject, never by picture: 7.55 % of the questions go to
//! validation (paper: 1,499 of 19,843), stratified by ability as far as whole subjects allow.

use std::collections::BTreeMap;

use domain::questions::Ability;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Share of the questions that go to validation (1,499 / 19,843).
const VALIDATION_SHARE: f64 = 1499.0 / 19_843.0;

/// Part of the dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// For choosing and tuning; physicians answer these.
    Validation,
    /// For the final score.
    Test,
}

impl Split {
    /// Name of the folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Validation => "validation",
            Self::Test => "test",
        }
    }
}

/// Split by subject.
pub type Splits = BTreeMap<String, Split>;

/// Assigns whole subjects, given how many questions of each ability they carry.
pub fn split_by_subject(questions: &BTreeMap<String, BTreeMap<Ability, usize>>, seed: u64) -> Splits {
    let mut totals: BTreeMap<Ability, f64> = BTreeMap::new();
    for counts in questions.values() {
        for (ability, count) in counts {
            *totals.entry(*ability).or_insert(0.0) += *count as f64;
        }
    }
    let off = |taken: &BTreeMap<Ability, f64>| -> f64 {
        totals
            .iter()
            .map(|(ability, total)| (total * VALIDATION_SHARE - taken.get(ability).copied().unwrap_or(0.0)).abs())
            .sum()
    };
    let mut subjects: Vec<&String> = questions.keys().collect();
    subjects.sort_by_key(|subject| Sha256::digest(format!("{seed}/{subject}")).to_vec());
    let mut splits: Splits = questions.keys().map(|subject| (subject.clone(), Split::Test)).collect();
    let mut taken: BTreeMap<Ability, f64> = BTreeMap::new();
    for subject in &subjects {
        let mut with = taken.clone();
        for (ability, count) in &questions[*subject] {
            *with.entry(*ability).or_insert(0.0) += *count as f64;
        }
        if off(&with) < off(&taken) {
            taken = with;
            splits.insert((*subject).clone(), Split::Validation);
        }
    }
    // Few large subjects: the smallest one validates, so that neither part is empty.
    if subjects.len() > 1 && taken.is_empty() {
        let smallest = subjects.iter().min_by_key(|subject| questions[**subject].values().sum::<usize>());
        if let Some(subject) = smallest {
            splits.insert((*subject).clone(), Split::Validation);
        }
    }
    splits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_comes_out_by_ability_and_no_part_is_empty() {
        let study: BTreeMap<String, BTreeMap<Ability, usize>> = (0..400)
            .map(|n| {
                (
                    format!("S{n}"),
                    BTreeMap::from([(Ability::LesionRecognition, 3 + n % 3), (Ability::DiseaseDiagnosis, 2)]),
                )
            })
            .collect();
        let splits = split_by_subject(&study, 1);
        for ability in [Ability::LesionRecognition, Ability::DiseaseDiagnosis] {
            let count = |wanted: Option<Split>| -> usize {
                study.iter().filter(|(s, _)| wanted.is_none_or(|w| splits[*s] == w)).map(|(_, a)| a[&ability]).sum()
            };
            let share = count(Some(Split::Validation)) as f64 / count(None) as f64;
            assert!((share - VALIDATION_SHARE).abs() < 0.01, "{share}");
        }
        assert_eq!(split_by_subject(&study, 1), splits);
        let two = study.into_iter().take(2).collect();
        assert_eq!(split_by_subject(&two, 1).values().filter(|split| **split == Split::Validation).count(), 1);
    }
}
