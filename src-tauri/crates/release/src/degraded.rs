//! Degraded twins, where they are asked for: the pictures that are asked about, blurred, coarse, noisy, compressed, too dark, too
//! bright or tinted, each in three strengths, with the same questions (the perturbations of RadVUQA). How far a score falls with
//! the strength says how robust a model is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is wrong with a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Degradation {
    /// The camera moved: a mean along 1, 2 or 4 % of the longest side.
    MotionBlur,
    /// The camera was focused elsewhere: a Gaussian blur of 0.3, 0.6 or 1.2 % of the longest side.
    Defocus,
    /// A quarter, an eighth or a sixteenth of the pixels along each side, enlarged again.
    LowResolution,
    /// Gaussian noise with a standard deviation of 12, 25 or 50 of 255.
    Noise,
    /// JPEG of quality 30, 15 or 7.
    Compression,
    /// A half, a quarter or an eighth of the light.
    Underexposure,
    /// 2, 2.8 or 4 times the light.
    Overexposure,
    /// Warm or cold light: red and blue 1.2, 1.5 or 2 times stronger and weaker.
    ColourCast,
}

/// From 1, hardly seen, to 3, severe.
pub(crate) const STRENGTHS: [u8; 3] = [1, 2, 3];

impl Degradation {
    pub(crate) const ALL: [Self; 8] = [
        Self::MotionBlur,
        Self::Defocus,
        Self::LowResolution,
        Self::Noise,
        Self::Compression,
        Self::Underexposure,
        Self::Overexposure,
        Self::ColourCast,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::MotionBlur => "motion_blur",
            Self::Defocus => "defocus",
            Self::LowResolution => "low_resolution",
            Self::Noise => "noise",
            Self::Compression => "compression",
            Self::Underexposure => "underexposure",
            Self::Overexposure => "overexposure",
            Self::ColourCast => "colour_cast",
        }
    }
}

/// One degraded picture in `twins/degraded/pictures.jsonl`: the questions on `original` can be asked of `picture` instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DegradedRow {
    /// Picture that questions name as `file_name`, relative to the release.
    pub original: String,
    /// The same degraded, 2,048 pixels at most, relative to the release.
    pub picture: String,
    /// What is wrong with it.
    pub degradation: Degradation,
    /// From 1, hardly seen, to 3, severe.
    pub strength: u8,
}
