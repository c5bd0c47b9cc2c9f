//! Who may read a chain.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use domain::people::{PersonId, Role};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Who may read a chain; written as `all`, `reviewers` or `box:` and the id of a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody in the study.
    All,
    /// Seniors and coordinators.
    Reviewers,
    /// One person, beside seniors and coordinators.
    Box(PersonId),
}

impl Audience {
    /// Whether somebody with these roles may read it.
    pub fn includes(&self, person: &PersonId, roles: &[Role]) -> bool {
        match self {
            Self::All => true,
            Self::Box(to) if to == person => true,
            Self::Reviewers | Self::Box(_) => roles.contains(&Role::Senior) || roles.contains(&Role::Coordinator),
        }
    }

    /// Whether somebody with these roles may write for it: to everybody and to single people only coordinators speak.
    pub fn may_be_addressed_by(&self, roles: &[Role]) -> bool {
        match self {
            Self::Reviewers => true,
            Self::All | Self::Box(_) => roles.contains(&Role::Coordinator),
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Reviewers => f.write_str("reviewers"),
            Self::Box(person) => write!(f, "box:{person}"),
        }
    }
}

/// Not the name of an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of an audience")]
pub struct UnknownAudience;

impl FromStr for Audience {
    type Err = UnknownAudience;

    fn from_str(text: &str) -> Result<Self, UnknownAudience> {
        match text {
            "all" => Ok(Self::All),
            "reviewers" => Ok(Self::Reviewers),
            _ => text.strip_prefix("box:").map(|person| Self::Box(PersonId(person.to_owned()))).ok_or(UnknownAudience),
        }
    }
}

impl Serialize for Audience {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Audience {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Audience {
    fn schema_name() -> Cow<'static, str> {
        "Audience".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Who may read a chain: everybody, seniors and coordinators, or one person beside them.",
            "type": "string",
            "pattern": "^(all|reviewers|box:.+)$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_read_by_its_person_and_by_reviewers_alone() {
        let (ada, bo) = (PersonId("ada".into()), PersonId("bo".into()));
        let to_ada = Audience::Box(ada.clone());
        assert!(to_ada.includes(&ada, &[Role::Physician]));
        assert!(!to_ada.includes(&bo, &[Role::Physician]));
        assert!(to_ada.includes(&bo, &[Role::Senior]));
        assert!(!Audience::Reviewers.includes(&ada, &[Role::Physician]));
        assert!(!to_ada.may_be_addressed_by(&[Role::Senior]));
        for audience in [to_ada, Audience::All, Audience::Reviewers] {
            assert_eq!(audience.to_string().parse(), Ok(audience));
        }
        assert_eq!("everybody".parse::<Audience>(), Err(UnknownAudience));
    }
}
