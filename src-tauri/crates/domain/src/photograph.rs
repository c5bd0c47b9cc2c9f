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

/// Perceptual hash of a picture: pictures that look alike differ in few of its 64 bits (Zauner 2010,
/// gradient hash of low frequencies). Written as 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
#[ts(as = "String")]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// In how many of 64 bits two differ.
    pub fn distance(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        format!("{:016x}", fingerprint.0)
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = std::num::ParseIntError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        u64::from_str_radix(&text, 16).map(Self)
    }
}

/// Fingerprints at most this far apart are pointed out as nearly the same picture.
pub const NEAR: u32 = 6;

/// For every picture the first one (in the given order) that looks nearly the same, if there is an earlier one.
/// Compares all pairs: 72 million for 12,000 pictures, well under a second.
pub fn near_duplicates(fingerprints: &[Option<Fingerprint>]) -> Vec<Option<usize>> {
    fingerprints
        .iter()
        .enumerate()
        .map(|(place, mine)| {
            let mine = (*mine)?;
            fingerprints[..place].iter().position(|other| other.is_some_and(|other| mine.distance(other) <= NEAR))
        })
        .collect()
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
    /// Perceptual hash, to find near-duplicates; absent in photographs imported before it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub fingerprint: Option<Fingerprint>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_looks_like_an_earlier_one_points_to_it() {
        let prints = [
            Some(Fingerprint(0)),
            None,
            Some(Fingerprint(0b11_1111)),
            Some(Fingerprint(0b111_1111)),
            Some(Fingerprint(u64::MAX)),
        ];
        assert_eq!(near_duplicates(&prints), [None, None, Some(0), Some(2), None]);
    }

    #[test]
    fn a_fingerprint_is_written_as_sixteen_digits() {
        let text = serde_json::to_string(&Fingerprint(0xab)).unwrap_or_default();
        assert_eq!(text, "\"00000000000000ab\"");
        assert_eq!(serde_json::from_str::<Fingerprint>(&text).ok(), Some(Fingerprint(0xab)));
        assert!(serde_json::from_str::<Fingerprint>("\"xyz\"").is_err());
    }
}
