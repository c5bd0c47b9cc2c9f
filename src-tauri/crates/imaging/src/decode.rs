//! Bytes of an unknown file to upright pixels. Runs in the worker only.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageReader, RgbImage};
use tiff::tags::Tag;

use crate::MAX_FILE_BYTES;
use crate::colour::ToSrgb;
use crate::jpeg::decode_jpeg;
use crate::upright::{Note, Refusal, Upright, within_bounds};

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
