//! Bytes of an unknown file to upright pixels. Runs in the worker only.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageReader, RgbImage};
use serde::{Deserialize, Serialize};
use tiff::tags::Tag;

use crate::colour::ToSrgb;
use crate::jpeg::decode_jpeg;
use crate::{MAX_FILE_BYTES, MAX_PIXELS, MAX_SIDE_PX};

/// Why a photograph is refused; the sentence for each is the screen's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
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
    /// A video.
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

/// An upright photograph.
pub(crate) enum Upright {
    /// JPEG bytes, stripped and turned without loss; pixels not decoded yet.
    Jpeg(Vec<u8>),
    /// Pixels, 8 bits each of red, green and blue.
    Pixels(RgbImage),
}

/// Something about a photograph that was taken in nevertheless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// Headers that do not keep to the standard were put right; the pixels are those of the file.
    #[error("The file's headers did not keep to the standard and were put right; the pixels are unchanged.")]
    Mended,
    /// The file holds several pictures, as of a burst; the one that it names first was taken.
    #[error("The file holds several pictures; the one that it names first was taken.")]
    PrimaryOfSeveral,
}

/// Reads a photograph, refusing what is out of bounds before decoding it.
pub(crate) fn decode(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Upright, Refusal> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Refusal::FileTooLarge);
    }
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => decode_jpeg(bytes, notes),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => {
            decode_container(bytes, brand.get(..4).unwrap_or_default(), notes)
        }
        _ => decode_other(bytes),
    }
}

/// ISO base media files are told apart by their brand.
fn decode_container(bytes: &[u8], brand: &[u8], notes: &mut Vec<Note>) -> Result<Upright, Refusal> {
    let compatible = |wanted: &[u8; 4]| {
        let boxed = bytes.first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize);
        bytes.get(16..boxed.min(256)).is_some_and(|brands| brands.chunks_exact(4).any(|brand| brand == wanted))
    };
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" => decode_heic(bytes, notes),
        b"mif1" | b"mif2" if !compatible(b"avif") => decode_heic(bytes, notes),
        b"hevc" | b"hevx" | b"hevm" | b"hevs" | b"msf1" => Err(Refusal::Animated),
        b"mif1" | b"mif2" | b"avif" | b"avis" => Err(Refusal::UnsupportedFormat),
        b"crx " => Err(Refusal::Raw),
        _ => Err(Refusal::Video),
    }
}

#[cfg(feature = "heic")]
fn decode_heic(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Upright, Refusal> {
    crate::heic::decode_heic(bytes, notes).map(Upright::Pixels)
}

#[cfg(not(feature = "heic"))]
fn decode_heic(_: &[u8], _: &mut [Note]) -> Result<Upright, Refusal> {
    Err(Refusal::Heic)
}

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

fn decode_other(bytes: &[u8]) -> Result<Upright, Refusal> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Refusal::Unreadable)?;
    match reader.format() {
        Some(image::ImageFormat::WebP) => {
            let decoder = image::codecs::webp::WebPDecoder::new(Cursor::new(bytes)).map_err(|_| Refusal::Unreadable)?;
            if decoder.has_animation() && decoder.into_frames().take(2).count() > 1 {
                return Err(Refusal::Animated);
            }
        }
        Some(image::ImageFormat::Png) => {
            let decoder = image::codecs::png::PngDecoder::new(Cursor::new(bytes)).map_err(|_| Refusal::Unreadable)?;
            if decoder.is_apng().map_err(|_| Refusal::Unreadable)? {
                return Err(Refusal::Animated);
            }
        }
        Some(image::ImageFormat::Tiff) => one_whole_page(bytes)?,
        Some(image::ImageFormat::Bmp) => {}
        Some(_) | None => return Err(Refusal::UnsupportedFormat),
    }
    let mut decoder = reader.into_decoder().map_err(|_| Refusal::Unreadable)?;
    let (width, height) = decoder.dimensions();
    within_bounds(u64::from(width), u64::from(height))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let to_srgb = decoder.icc_profile().ok().flatten().and_then(|icc| ToSrgb::from_profile(&icc));
    let mut pixels = DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Unreadable)?;
    pixels.apply_orientation(orientation);
    let mut pixels = flatten(&pixels);
    if let Some(to_srgb) = to_srgb {
        pixels = to_srgb.apply(&pixels);
    }
    Ok(Upright::Pixels(pixels))
}

/// Drops alpha over white and 16-bit depth.
fn flatten(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let rgba = image.to_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0.map(u16::from);
        image::Rgb([r, g, b].map(|c| u8::try_from((c * a + 255 * (255 - a)) / 255).unwrap_or(255)))
    })
}

/// Refuses a TIFF of which only a part would be seen: one of several pages, or the preview in a raw file (DNG 1.6,
/// "SubIFD Trees"; TIFF 6.0, `NewSubfileType`).
fn one_whole_page(bytes: &[u8]) -> Result<(), Refusal> {
    const SUB_IFDS: Tag = Tag::Unknown(330);
    const DNG_VERSION: Tag = Tag::Unknown(50706);
    const CANON_CR2: &[u8] = b"CR";
    let mut decoder = tiff::decoder::Decoder::new(Cursor::new(bytes)).map_err(|_| Refusal::Unreadable)?;
    let has = |decoder: &mut tiff::decoder::Decoder<_>, tag| decoder.find_tag(tag).is_ok_and(|value| value.is_some());
    let reduced = |decoder: &mut tiff::decoder::Decoder<_>| {
        decoder.find_tag_unsigned::<u32>(Tag::NewSubfileType).ok().flatten().is_some_and(|kind| kind & 1 == 1)
    };
    let small = reduced(&mut decoder);
    if has(&mut decoder, DNG_VERSION) || (small && has(&mut decoder, SUB_IFDS)) || bytes.get(8..10) == Some(CANON_CR2) {
        return Err(Refusal::Raw);
    }
    let mut pages = usize::from(!small);
    // A chain that leads back to itself ends, too.
    for _ in 0..64 {
        if !decoder.more_images() || decoder.next_image().is_err() {
            break;
        }
        pages += usize::from(!reduced(&mut decoder));
    }
    if small || pages > 1 { Err(Refusal::SeveralPages) } else { Ok(()) }
}
