//! Bytes of an unknown file to upright pixels. Runs in the worker only.

use std::io::Cursor;

use exif::{In, Tag};
use image::codecs::jpeg::JpegDecoder;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageReader, RgbImage};
use serde::{Deserialize, Serialize};
use turbojpeg::{Colorspace, PixelFormat, Transform, TransformOp};

use crate::colour::ToSrgb;
use crate::{MAX_FILE_BYTES, MAX_PIXELS, MAX_SIDE_PX};

/// Why a photograph is refused; the sentence for each is the screen's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Larger than 64 MiB.
    #[error("The file is larger than 64 MiB.")]
    FileTooLarge,
    /// More than 100 megapixels or a side over 16,384 pixels.
    #[error("The photograph has more than 100 megapixels or a side longer than 16,384 pixels.")]
    TooManyPixels,
    /// Not JPEG, PNG, WebP, TIFF or BMP.
    #[error("This is no photograph in a format that is read: JPEG, PNG, WebP, TIFF or BMP.")]
    UnsupportedFormat,
    /// HEIC or HEIF, as iPhones write them.
    #[error("This is a HEIC file; save it as JPEG.")]
    Heic,
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

/// Reads a photograph, refusing what is out of bounds before decoding it.
pub(crate) fn decode(bytes: &[u8]) -> Result<Upright, Refusal> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Refusal::FileTooLarge);
    }
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => decode_jpeg(bytes),
        [_, _, _, _, b'f', b't', b'y', b'p', b'h' | b'm', ..] => Err(Refusal::Heic),
        _ => decode_other(bytes),
    }
}

fn within_bounds(width: u64, height: u64) -> Result<(), Refusal> {
    let side = u64::from(MAX_SIDE_PX);
    if width == 0 || height == 0 {
        return Err(Refusal::Unreadable);
    }
    if width > side || height > side || width * height > MAX_PIXELS { Err(Refusal::TooManyPixels) } else { Ok(()) }
}

fn decode_jpeg(bytes: &[u8]) -> Result<Upright, Refusal> {
    let header = turbojpeg::read_header(bytes).map_err(|_| Refusal::Unreadable)?;
    within_bounds(header.width as u64, header.height as u64)?;
    if matches!(header.colorspace, Colorspace::CMYK | Colorspace::YCCK) {
        return Err(Refusal::UnsupportedColours);
    }
    if let Some(to_srgb) = jpeg_profile(bytes).and_then(|icc| ToSrgb::from_profile(&icc)) {
        return Ok(Upright::Pixels(upright(to_srgb.apply(&jpeg_pixels(bytes)?), jpeg_orientation(bytes))));
    }
    let op = match jpeg_orientation(bytes) {
        2 => TransformOp::Hflip,
        3 => TransformOp::Rot180,
        4 => TransformOp::Vflip,
        5 => TransformOp::Transpose,
        6 => TransformOp::Rot90,
        7 => TransformOp::Transverse,
        8 => TransformOp::Rot270,
        _ => TransformOp::None,
    };
    // Turned without loss where the size allows it; a cut-off file fails here or when it is derived.
    let mut transform = Transform::op(op);
    transform.copy_none = true;
    transform.perfect = true;
    match turbojpeg::transform(&transform, bytes) {
        Ok(upright) => Ok(Upright::Jpeg(upright.to_vec())),
        Err(_) => Ok(Upright::Pixels(upright(jpeg_pixels(bytes)?, jpeg_orientation(bytes)))),
    }
}

/// Turned as EXIF `orientation` says.
fn upright(pixels: RgbImage, orientation: u8) -> RgbImage {
    let mut image = DynamicImage::ImageRgb8(pixels);
    image.apply_orientation(Orientation::from_exif(orientation).unwrap_or(Orientation::NoTransforms));
    image.into_rgb8()
}

/// The embedded ICC profile of a JPEG.
fn jpeg_profile(bytes: &[u8]) -> Option<Vec<u8>> {
    JpegDecoder::new(Cursor::new(bytes)).ok()?.icc_profile().ok().flatten()
}

/// All pixels of a JPEG.
pub(crate) fn jpeg_pixels(bytes: &[u8]) -> Result<RgbImage, Refusal> {
    let image = turbojpeg::decompress(bytes, PixelFormat::RGB).map_err(|_| Refusal::Unreadable)?;
    RgbImage::from_raw(image.width as u32, image.height as u32, image.pixels).ok_or(Refusal::Unreadable)
}

/// EXIF orientation 1 to 8; 1 when there is none or it is nonsense.
fn jpeg_orientation(bytes: &[u8]) -> u8 {
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok();
    let value = exif.and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0));
    value.and_then(|value| u8::try_from(value).ok()).filter(|value| (1..=8).contains(value)).unwrap_or(1)
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
        Some(image::ImageFormat::Tiff | image::ImageFormat::Bmp) => {}
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
