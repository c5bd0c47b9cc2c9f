//! Validation and test, split by subject, never by picture: 7.55 % of the questions go to
//! validation, or as many as are asked for (paper: 1,499 of 19,843), stratified by ability and form as far as whole subjects
//! allow.

use std::collections::BTreeMap;

use domain::questions::{Ability, Form};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Share of the questions that go to validation in the paper (1,499 / 19,843).
pub const VALIDATION_SHARE: f64 = 1499.0 / 19_843.0;

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

/// How many questions of each ability and form a subject carries.
pub(crate) type Carried = BTreeMap<(Ability, Form), usize>;

/// Assigns whole subjects. What was released before stays in its split (`fixed`); subjects that show the same picture, or
/// nearly, go together (`together`, by pairs). Those that are new are taken in an order by seed wherever they bring the
/// validation split closer to its share of each ability and form.
pub(crate) fn split_by_subject(
    subjects: &BTreeMap<String, Carried>,
    fixed: &BTreeMap<String, Split>,
    together: &[(String, String)],
    share: f64,
    seed: u64,
) -> Splits {
    let mut groups: Vec<Group> = groups(subjects, together)
        .into_iter()
        .map(|members| {
            let mut carried = Carried::new();
            for (kind, count) in members.iter().flat_map(|member| &subjects[member]) {
                *carried.entry(*kind).or_insert(0) += count;
            }
            // Where a group joins what was in both splits before, nobody may tune on what is tested.
            let before: Vec<Split> = members.iter().filter_map(|member| fixed.get(member)).copied().collect();
            Group { members, carried, fixed: before.into_iter().max() }
        })
        .collect();
    groups.sort_by_key(|group| Sha256::digest(format!("{seed}/{}", group.members[0])).to_vec());
    let mut totals: BTreeMap<(Ability, Form), f64> = BTreeMap::new();
    for (kind, count) in groups.iter().flat_map(|group| &group.carried) {
        *totals.entry(*kind).or_insert(0.0) += *count as f64;
    }
    let off = |taken: &BTreeMap<(Ability, Form), f64>| -> f64 {
        totals.iter().map(|(kind, total)| (total * share - taken.get(kind).copied().unwrap_or(0.0)).abs()).sum()
    };
    let with = |taken: &BTreeMap<(Ability, Form), f64>, group: &Group| {
        let mut taken = taken.clone();
        for (kind, count) in &group.carried {
            *taken.entry(*kind).or_insert(0.0) += *count as f64;
        }
        taken
    };
    let mut taken = BTreeMap::new();
    for group in groups.iter().filter(|group| group.fixed == Some(Split::Validation)) {
        taken = with(&taken, group);
    }
    for group in groups.iter_mut().filter(|group| group.fixed.is_none()) {
        let more = with(&taken, group);
        group.fixed = Some(if off(&more) < off(&taken) { Split::Validation } else { Split::Test });
        if group.fixed == Some(Split::Validation) {
            taken = more;
        }
    }
    // Few large subjects: the smallest new one validates, so that neither part is empty.
    if groups.len() > 1 && taken.is_empty() && share > 0.0 {
        let new = groups.iter_mut().filter(|group| !group.members.iter().any(|member| fixed.contains_key(member)));
        if let Some(group) = new.min_by_key(|group| group.carried.values().sum::<usize>()) {
            group.fixed = Some(Split::Validation);
        }
    }
    let split = |group: &Group| group.fixed.unwrap_or(Split::Test);
    groups.iter().flat_map(|group| group.members.iter().map(|member| (member.clone(), split(group)))).collect()
}

/// Subjects that go together.
struct Group {
    /// In order of their names.
    members: Vec<String>,
    carried: Carried,
    fixed: Option<Split>,
}

/// Subjects joined by pairs, each in one group.
fn groups(subjects: &BTreeMap<String, Carried>, together: &[(String, String)]) -> Vec<Vec<String>> {
    let mut leader: BTreeMap<&str, &str> = subjects.keys().map(|name| (name.as_str(), name.as_str())).collect();
    for (one, other) in together {
        let (Some(one), Some(other)) = (leader.get(one.as_str()).copied(), leader.get(other.as_str()).copied()) else {
            continue;
        };
        let (first, second) = (one.min(other), one.max(other));
        for follows in leader.values_mut().filter(|follows| **follows == second) {
            *follows = first;
        }
    }
    let mut members: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, leader) in &leader {
        members.entry(leader).or_default().push((*name).to_owned());
    }
    members.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn study(count: usize) -> BTreeMap<String, Carried> {
        let carried = |n: usize| {
            BTreeMap::from([
                ((Ability::LesionRecognition, Form::Judgement), 3 + n % 3),
                ((Ability::DiseaseDiagnosis, Form::MultipleChoice), 2),
            ])
        };
        (0..count).map(|n| (format!("S{n:04}"), carried(n))).collect()
    }

    fn split(study: &BTreeMap<String, Carried>, share: f64) -> Splits {
        split_by_subject(study, &Splits::new(), &[], share, 1)
    }

    #[test]
    fn the_share_comes_out_by_ability_and_form_and_no_part_is_empty() {
        let study = study(400);
        for wanted in [VALIDATION_SHARE, 0.3] {
            let splits = split(&study, wanted);
            for kind in study["S0000"].keys() {
                let count = |only: Option<Split>| -> usize {
                    study.iter().filter(|(s, _)| only.is_none_or(|only| splits[*s] == only)).map(|(_, a)| a[kind]).sum()
                };
                let share = count(Some(Split::Validation)) as f64 / count(None) as f64;
                assert!((share - wanted).abs() < 0.01, "{share}");
            }
            assert_eq!(split(&study, wanted), splits);
        }
        let two = study.into_iter().take(2).collect();
        assert_eq!(split(&two, VALIDATION_SHARE).values().filter(|split| **split == Split::Validation).count(), 1);
    }

    #[test]
    fn what_was_released_stays_where_it_was_when_the_study_grows() {
        let before = split(&study(200), 0.1);
        let grown = study(500);
        let after = split_by_subject(&grown, &before, &[], 0.1, 1);
        assert!(before.iter().all(|(subject, split)| after[subject] == *split));
        let validation: usize = after.values().filter(|split| **split == Split::Validation).count();
        assert!((45..=55).contains(&validation), "{validation}");
    }

    #[test]
    fn subjects_that_show_the_same_go_together_and_never_to_where_others_tune() {
        let pairs: Vec<(String, String)> =
            (0..100).map(|n| (format!("S{:04}", n * 2), format!("S{:04}", n * 2 + 1))).collect();
        let splits = split_by_subject(&study(200), &Splits::new(), &pairs, 0.2, 1);
        assert!(pairs.iter().all(|(one, other)| splits[one] == splits[other]));
        assert!(splits.values().any(|split| *split == Split::Validation));
        let fixed = Splits::from([("S0000".into(), Split::Validation), ("S0001".into(), Split::Test)]);
        let splits = split_by_subject(&study(200), &fixed, &pairs, 0.2, 1);
        assert_eq!((splits["S0000"], splits["S0001"]), (Split::Test, Split::Test));
    }
}
