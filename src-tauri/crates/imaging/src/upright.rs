//! What becomes of a file: an upright photograph, perhaps with a note, or a refusal; and the bounds of both.

use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{MAX_PIXELS, MAX_SIDE_PX};

/// Why a photograph is refused; the sentence for each is the screen's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PictureRefusal")]
pub enum Refusal {
    /// Larger than 64 MiB.
    #[error("The file is larger than 64 MiB.")]
    FileTooLarge,
    /// More than 100 megapixels.
    #[error("The photograph has more than 100 megapixels.")]
    TooManyPixels,
    /// A side over 16,384 pixels, as of a panorama.
    #[error("One side of the photograph is longer than 16,384 pixels.")]
    SideTooLong,
    /// Not JPEG, HEIC, PNG, WebP, TIFF or BMP.
    #[error("This is no photograph in a format that is read: JPEG, HEIC, PNG, WebP, TIFF or BMP.")]
    UnsupportedFormat,
    /// HEIC, in a program that was built without it.
    #[error("This program was built without HEIC; save the photograph as JPEG.")]
    Heic,
    /// A photograph in PQ or HLG: its colours mean something else on every screen.
    #[error("The photograph is in high dynamic range (PQ or HLG); save it in standard dynamic range.")]
    HighDynamicRange,
    /// Moving pictures: MP4, MOV and their kin.
    #[error("This is a video.")]
    Video,
    /// Several pages in one TIFF.
    #[error("The file has several pages; save each as a picture of its own.")]
    SeveralPages,
    /// A camera's raw file, of which only a small preview could be read.
    #[error("This is a camera's raw file; save it as JPEG or TIFF.")]
    Raw,
    /// Several frames.
    #[error("The file holds an animation.")]
    Animated,
    /// A colour space for printing.
    #[error("The colours are those of printing (CMYK); save the photograph as sRGB.")]
    UnsupportedColours,
    /// Damaged or cut off.
    #[error("The file is damaged or cut off.")]
    Unreadable,
    /// Took longer than 20 s.
    #[error("Decoding took longer than 20 seconds.")]
    TooSlow,
    /// The decoder ran out of memory or crashed.
    #[error("The file could not be decoded within the memory that is allowed.")]
    DecoderDied,
}

/// Something about a photograph that was taken in nevertheless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PictureNote")]
pub enum Note {
    /// Headers that do not keep to the standard were put right; the pixels are those of the file.
    #[error("The file's headers did not keep to the standard and were put right; the pixels are unchanged.")]
    Mended,
    /// The file holds several pictures, as of a burst; the one that it names first was taken.
    #[error("The file holds several pictures; the one that it names first was taken.")]
    PrimaryOfSeveral,
}

/// An upright photograph.
pub(crate) enum Upright {
    /// JPEG bytes, stripped and turned without loss; pixels not decoded yet.
    Jpeg(Vec<u8>),
    /// Pixels, 8 bits each of red, green and blue.
    Pixels(RgbImage),
}

/// Refuses what has more pixels than a photograph may have.
pub(crate) fn within_bounds(width: u64, height: u64) -> Result<(), Refusal> {
    let side = u64::from(MAX_SIDE_PX);
    if width == 0 || height == 0 {
        return Err(Refusal::Unreadable);
    }
    if width * height > MAX_PIXELS {
        Err(Refusal::TooManyPixels)
    } else if width > side || height > side {
        Err(Refusal::SideTooLong)
    } else {
        Ok(())
    }
}

/// Turned as EXIF `orientation` says.
pub(crate) fn upright(pixels: RgbImage, orientation: u8) -> RgbImage {
    let mut image = DynamicImage::ImageRgb8(pixels);
    image.apply_orientation(Orientation::from_exif(orientation).unwrap_or(Orientation::NoTransforms));
    image.into_rgb8()
}
