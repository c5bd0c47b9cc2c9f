//! What a release is called and how it is cut.

use domain::vocabulary::Language;
use semver::Version;

/// What a release is called and how it is cut.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the dataset; also of the VLMEvalKit tables.
    pub name: String,
    /// SemVer version.
    pub version: String,
    /// SPDX licence.
    pub license: String,
    /// Notes for the card.
    pub notes: String,
    /// Language of the tables.
    pub language: Language,
    /// Seed of the split.
    pub seed: u64,
    /// Share of the questions that goes to validation, 0 to 0.5.
    pub validation_share: f64,
    /// Whether degraded twins of the pictures are wanted.
    pub degraded: bool,
}

/// A version of a release: SemVer without anything after the three numbers.
pub fn version(text: &str) -> Option<Version> {
    Version::parse(text).ok().filter(|version| version.pre.is_empty() && version.build.is_empty())
}
