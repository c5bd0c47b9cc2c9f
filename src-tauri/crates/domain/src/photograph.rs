//! What is known of a photograph beside its pixels: where it belongs, how it was measured, and
//! what screening decided.

use std::collections::BTreeMap;
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
    /// Recorded as female.
    Female,
    /// Recorded as male.
    Male,
    /// Recorded as neither.
    Other,
}

/// What the manifest or the folder said about a photograph. The subject is a pseudonym.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Capture {
    /// Pseudonym of the subject.
    pub subject: String,
    /// Visit, when several.
    pub visit: Option<String>,
    /// Camera distance.
    pub distance: Option<Distance>,
    /// Age in years, 0 to [`MAX_AGE_YEARS`]; a range up to that means "and older".
    #[schemars(with = "Option<WrittenRange>")]
    #[ts(as = "Option<WrittenRange>")]
    pub age_years: Option<NumberRange>,
    /// As recorded; none where nothing is known.
    pub sex: Option<Sex>,
    /// Fitzpatrick skin type 1 to 6.
    #[schemars(with = "Option<WrittenRange>")]
    #[ts(as = "Option<WrittenRange>")]
    pub fitzpatrick: Option<NumberRange>,
    /// Clinical or dermoscopy.
    pub modality: Option<Modality>,
    /// Columns of the table that mean nothing here, kept by their header. Only coordinators see them; they are never
    /// released.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<String, String>>", optional)]
    pub notes: BTreeMap<String, String>,
}

/// The greatest age that is taken for one.
pub const MAX_AGE_YEARS: u32 = 120;

/// A whole number, or a range of them where no more is known. Written as the number alone, or as `from` and `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenRange", into = "WrittenRange")]
pub struct NumberRange {
    /// The least it can be.
    pub from: u32,
    /// The most it can be; not less than `from`.
    pub to: u32,
}

/// How a [`NumberRange`] is written.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema, TS)]
#[serde(untagged)]
#[ts(rename = "NumberRange")]
pub enum WrittenRange {
    /// Exactly this.
    Exact(u32),
    /// Between two numbers, both included.
    Between {
        /// The least it can be.
        from: u32,
        /// The most it can be.
        to: u32,
    },
}

impl From<NumberRange> for WrittenRange {
    fn from(NumberRange { from, to }: NumberRange) -> Self {
        if from == to { Self::Exact(from) } else { Self::Between { from, to } }
    }
}

impl TryFrom<WrittenRange> for NumberRange {
    type Error = &'static str;
    fn try_from(written: WrittenRange) -> Result<Self, Self::Error> {
        match written {
            WrittenRange::Exact(value) => Ok(Self { from: value, to: value }),
            WrittenRange::Between { from, to } if from <= to => Ok(Self { from, to }),
            WrittenRange::Between { .. } => Err("a range ends before it begins"),
        }
    }
}

impl From<u32> for NumberRange {
    fn from(value: u32) -> Self {
        Self { from: value, to: value }
    }
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

/// Why a photograph is discarded; a closed list.
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

/// How far a photograph has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Waits for screening.
    Imported,
    /// Left the study.
    Discarded,
    /// In the calibration set.
    Calibration,
    /// Accepted, waits for readers: for all of them, or for another in place of one who left.
    Accepted,
    /// Physicians are at work.
    Assigned,
    /// Waits for review.
    Annotated,
    /// Signed.
    Reviewed,
}

impl Stage {
    /// Whether everybody who is to read the photograph has done so.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Annotated | Self::Reviewed)
    }
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
    fn a_range_is_written_as_one_number_where_it_is_one() {
        let written = |range| serde_json::to_string(&range).unwrap_or_default();
        assert_eq!(written(NumberRange::from(45)), "45");
        assert_eq!(written(NumberRange { from: 40, to: 49 }), r#"{"from":40,"to":49}"#);
        for text in ["45", r#"{"from":40,"to":49}"#] {
            let range: NumberRange = serde_json::from_str(text).unwrap();
            assert_eq!(written(range), text);
        }
        assert!(serde_json::from_str::<NumberRange>(r#"{"from":49,"to":40}"#).is_err());
    }

    #[test]
    fn a_fingerprint_is_written_as_sixteen_digits() {
        let text = serde_json::to_string(&Fingerprint(0xab)).unwrap_or_default();
        assert_eq!(text, "\"00000000000000ab\"");
        assert_eq!(serde_json::from_str::<Fingerprint>(&text).ok(), Some(Fingerprint(0xab)));
        assert!(serde_json::from_str::<Fingerprint>("\"xyz\"").is_err());
    }
}
