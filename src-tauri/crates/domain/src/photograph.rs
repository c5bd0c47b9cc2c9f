//! What is known of a photograph beside its pixels: where it belongs, how it was measured, and
//! what screening decided (protocol, "Life of a photograph").

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Id of a photograph (UUIDv7 as text); says nothing about file, subject or order of import.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(as = "String")]
pub struct PhotographId(pub String);

impl fmt::Display for PhotographId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far the camera was (paper, section 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Distance {
    /// The lesion fills the picture.
    Near,
    /// The body region fills the picture.
    Medium,
    /// The body part and its surroundings.
    Far,
}

/// How the picture was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// Ordinary camera.
    Clinical,
    /// Dermatoscope.
    Dermoscopy,
}

/// Recorded sex of the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Other.
    Other,
}

/// What the manifest or the folder said about a photograph. The subject is a pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Capture {
    /// Pseudonym of the subject.
    pub subject: String,
    /// Visit, when several.
    pub visit: Option<String>,
    /// Camera distance.
    pub distance: Option<Distance>,
    /// Age in years.
    pub age_years: Option<u32>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Fitzpatrick skin type 1 to 6.
    pub fitzpatrick: Option<u8>,
    /// Clinical or dermoscopy.
    pub modality: Option<Modality>,
}

/// Measured quality, shown as advice; a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Quality {
    /// Variance of the Laplacian of the luminance at 512 px (unit: grey levels squared); below about 12 is blurred.
    pub sharpness: f64,
    /// Mean luminance, 0 (black) to 1 (white).
    pub brightness: f64,
    /// Share of pixels that are burnt out or lost in black, 0 to 1.
    pub clipped: f64,
}

/// Why a photograph is discarded (protocol, "Screening"); a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum DiscardReason {
    /// Out of focus or moved.
    Unclear,
    /// Too dark or burnt out.
    BadExposure,
    /// Neither exposed skin nor the oral cavity.
    NoBodySurface,
    /// Face, tattoo, name or drawn arrows that masking cannot remove.
    ShowsIdentity,
    /// The same picture is already in the study.
    Duplicate,
}

/// Rectangle that is painted over before anybody else sees the picture; upright photo pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct MaskRectangle {
    /// Left edge in pixels.
    pub x: f64,
    /// Top edge in pixels.
    pub y: f64,
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
}

/// What screening decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Screening {
    /// Goes on to annotation.
    Accepted,
    /// Leaves the study; kept, never deleted.
    Discarded {
        /// Why.
        reason: DiscardReason,
    },
}
