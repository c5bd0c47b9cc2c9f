//! Who takes part: roles, grades and ids. Rights on a photograph are decided in `app`.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Id of an enrolled person (UUIDv7 as text).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(as = "String")]
pub struct PersonId(pub String);

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a person does in the study. One person may hold several roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Creates the study, enrols, imports, screens, assigns, publishes.
    Coordinator,
    /// Annotates independently.
    Physician,
    /// Reviews, signs, approves questions.
    Senior,
}

/// Grade of a physician (paper, section 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// General practitioner.
    Primary,
    /// Specialist.
    Senior,
}

/// What is recorded of a person beside the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Profile {
    /// Name used at sign-in.
    pub name: String,
    /// Roles held.
    pub roles: Vec<Role>,
    /// Grade, for physicians and seniors.
    pub grade: Option<Grade>,
    /// Years of experience.
    pub years: Option<u32>,
    /// Department, free text.
    pub department: Option<String>,
}
