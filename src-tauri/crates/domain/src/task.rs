//! Who annotates which photograph, and what for: the one answer to "is this mine to do?".

use std::str::FromStr;

use serde::Serialize;
use ts_rs::TS;

use crate::people::Role;
use crate::photograph::PhotographId;

/// What a photograph is annotated for, in the order in which a person's photographs come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A senior reads a photograph of the calibration set: the answer that trials are scored against.
    Reference,
    /// A physician practises on it, before real work.
    Trial,
    /// Another senior annotates a reviewed photograph afresh, to measure the reviewed record (paper, section 3.3).
    Audit,
    /// A physician annotates it for the study.
    Reading,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Reference, Self::Trial, Self::Audit, Self::Reading];

    /// Name, as in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Trial => "trial",
            Self::Audit => "audit",
            Self::Reading => "reading",
        }
    }

    /// Whether a task of which nobody is named is for somebody with these roles. Readings and audits name their person;
    /// who writes references does not practise on them.
    pub fn is_for(self, roles: &[Role]) -> bool {
        let senior = roles.contains(&Role::Senior);
        match self {
            Self::Reference => senior,
            Self::Trial => roles.contains(&Role::Physician) && !senior,
            Self::Audit | Self::Reading => false,
        }
    }

    /// Whether what contradicts the definitions is pointed out during the work; practice goes without.
    pub fn has_hints(self) -> bool {
        self != Self::Trial
    }

    /// Whether what was submitted can still be amended, with a reason, until it is reviewed.
    pub fn can_be_amended(self) -> bool {
        self == Self::Reading
    }
}

/// Not the name of a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a purpose")]
pub struct UnknownPurpose;

impl FromStr for Purpose {
    type Err = UnknownPurpose;

    fn from_str(text: &str) -> Result<Self, UnknownPurpose> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text).ok_or(UnknownPurpose)
    }
}

/// One photograph that a person annotates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is annotated.
    pub photograph: PhotographId,
    /// What for.
    pub purpose: Purpose,
    /// Whether the annotation is submitted: this person's, or the one reference that a photograph gets.
    pub submitted: bool,
}

/// Whether practice still keeps a physician from real work: a trial waits and no reading is submitted. Whoever is at work
/// already finds new trials before the rest.
pub fn practice_comes_first(tasks: &[Task]) -> bool {
    let trial_waits = tasks.iter().any(|task| task.purpose == Purpose::Trial && !task.submitted);
    trial_waits && !tasks.iter().any(|task| task.purpose == Purpose::Reading && task.submitted)
}

/// Tasks that come now, out of all that a person has: no readings while practice comes first, and no trials once all of
/// them are done.
pub fn due(mut tasks: Vec<Task>) -> Vec<Task> {
    let practice_first = practice_comes_first(&tasks);
    let practised = tasks.iter().all(|task| task.purpose != Purpose::Trial || task.submitted);
    tasks.retain(|task| match task.purpose {
        Purpose::Reading => !practice_first,
        Purpose::Trial => !practised,
        Purpose::Reference | Purpose::Audit => true,
    });
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_has_a_name_of_its_own() {
        for purpose in Purpose::ALL {
            assert_eq!(purpose.as_str().parse(), Ok(purpose));
            assert_eq!(serde_json::to_value(purpose).unwrap(), purpose.as_str());
        }
    }

    #[test]
    fn physicians_practise_and_seniors_write_the_references() {
        let (physician, senior, both) = ([Role::Physician], [Role::Senior], [Role::Senior, Role::Physician]);
        let open_to = |roles: &[Role]| Purpose::ALL.map(|purpose| purpose.is_for(roles));
        assert_eq!(open_to(&physician), [false, true, false, false]);
        assert_eq!(open_to(&senior), [true, false, false, false]);
        assert_eq!(open_to(&both), [true, false, false, false], "nobody practises on an own reference");
        assert_eq!(open_to(&[Role::Coordinator]), [false; 4]);
    }

    #[test]
    fn practice_comes_before_the_first_reading_and_is_put_away_when_done() {
        let task = |purpose, submitted| Task { photograph: PhotographId("p".into()), purpose, submitted };
        let shown = |tasks: &[(Purpose, bool)]| -> Vec<(Purpose, bool)> {
            let tasks = tasks.iter().map(|(purpose, submitted)| task(*purpose, *submitted)).collect();
            due(tasks).into_iter().map(|task| (task.purpose, task.submitted)).collect()
        };
        use Purpose::{Audit, Reading, Reference, Trial};
        let new = [(Trial, true), (Trial, false), (Audit, false), (Reading, false)];
        assert_eq!(shown(&new), new[..3], "one trial is open");
        assert_eq!(shown(&[(Trial, true), (Reading, false)]), [(Reading, false)]);
        let at_work = [(Trial, false), (Reading, true), (Reading, false)];
        assert_eq!(shown(&at_work), at_work, "who is at work goes on");
        let senior = [(Reference, true), (Reference, false), (Reading, false)];
        assert_eq!(shown(&senior), senior, "a reference keeps nobody from work");
    }
}
