//! JPEG: turned without loss where possible, mended where a camera wrote headers that every viewer forgives.

use std::io::Cursor;

use exif::{Exif, In, Tag};
use image::codecs::jpeg::JpegDecoder;
use image::{ImageDecoder, RgbImage};
use turbojpeg::{Colorspace, Decompressor, Image, PixelFormat, Transform, TransformOp};

use crate::colour::ToSrgb;
use crate::upright::{Note, Refusal, Upright, upright, within_bounds};

/// A file may need several mends: one for each scan or segment.
const MOST_MENDS: usize = 8;

pub(crate) fn decode_jpeg(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Upright, Refusal> {
    match decoded(bytes) {
        Err(Refusal::Unreadable) => {
            let mended = mended(bytes).ok_or(Refusal::Unreadable)?;
            notes.push(Note::Mended);
            decoded(&mended)
        }
        decoded => decoded,
    }
}

fn decoded(bytes: &[u8]) -> Result<Upright, Refusal> {
    let header = turbojpeg::read_header(bytes).map_err(|_| Refusal::Unreadable)?;
    within_bounds(header.width as u64, header.height as u64)?;
    if matches!(header.colorspace, Colorspace::CMYK | Colorspace::YCCK) {
        return Err(Refusal::UnsupportedColours);
    }
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok();
    let orientation = orientation(exif.as_ref());
    let to_srgb = match profile(bytes) {
        Some(icc) => ToSrgb::from_profile(&icc),
        None if says_adobe_rgb(exif.as_ref()) => ToSrgb::from_adobe_rgb(),
        None => None,
    };
    if let Some(to_srgb) = to_srgb {
        return Ok(Upright::Pixels(upright(to_srgb.apply(&jpeg_pixels(bytes)?), orientation)));
    }
    let op = match orientation {
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
        Ok(turned) => Ok(Upright::Jpeg(turned.to_vec())),
        Err(_) => Ok(Upright::Pixels(upright(jpeg_pixels(bytes)?, orientation))),
    }
}

/// The embedded ICC profile.
fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    JpegDecoder::new(Cursor::new(bytes)).ok()?.icc_profile().ok().flatten()
}

/// All pixels.
pub(crate) fn jpeg_pixels(bytes: &[u8]) -> Result<RgbImage, Refusal> {
    let image = turbojpeg::decompress(bytes, PixelFormat::RGB).map_err(|_| Refusal::Unreadable)?;
    RgbImage::from_raw(image.width as u32, image.height as u32, image.pixels).ok_or(Refusal::Unreadable)
}

/// EXIF orientation 1 to 8; 1 when there is none or it is nonsense.
fn orientation(exif: Option<&Exif>) -> u8 {
    let value = exif.and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0));
    value.and_then(|value| u8::try_from(value).ok()).filter(|value| (1..=8).contains(value)).unwrap_or(1)
}

/// Cameras say Adobe RGB without a profile: `ColorSpace` 2, or not sRGB with the interoperability index `R03`
/// (Exif 2.32, section 4.6.5, "ColorSpace"; DCF 2.0, section 4.5.3).
fn says_adobe_rgb(exif: Option<&Exif>) -> bool {
    let number = |tag| exif.and_then(|exif| exif.get_field(tag, In::PRIMARY)?.value.get_uint(0));
    let index = exif.and_then(|exif| {
        let value = &exif.get_field(Tag::InteroperabilityIndex, In::PRIMARY)?.value;
        if let exif::Value::Ascii(texts) = value { texts.first() } else { None }
    });
    let colour_space = number(Tag::ColorSpace);
    colour_space == Some(2) || (colour_space != Some(1) && index.is_some_and(|index| index.starts_with(b"R03")))
}

/// What the decoder complains about, if it does.
fn complaint(bytes: &[u8]) -> Option<String> {
    let mut decompressor = Decompressor::new().ok()?;
    let header = match decompressor.read_header(bytes) {
        Ok(header) => header,
        Err(error) => return Some(error.to_string()),
    };
    if within_bounds(header.width as u64, header.height as u64).is_err() {
        return None;
    }
    let pitch = header.width * PixelFormat::RGB.size();
    let mut pixels = vec![0; header.height * pitch];
    let output = Image {
        pixels: pixels.as_mut_slice(),
        width: header.width,
        pitch,
        height: header.height,
        format: PixelFormat::RGB,
    };
    decompressor.decompress(bytes, output).err().map(|error| error.to_string())
}

/// The same pixels in a file that the decoder takes without complaint; `None` when more than headers is wrong, above
/// all when a part is missing.
fn mended(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = bytes.to_vec();
    for _ in 0..MOST_MENDS {
        let Some(complaint) = complaint(&bytes) else { return Some(bytes) };
        if complaint.contains("Invalid SOS parameters") {
            set_scan_parameters(&mut bytes)?;
        } else {
            let (extra, marker) = extraneous(&complaint)?;
            remove_before_marker(&mut bytes, extra, marker)?;
        }
    }
    None
}

/// `Corrupt JPEG data: 12 extraneous bytes before marker 0xd9`
fn extraneous(complaint: &str) -> Option<(usize, u8)> {
    let (before, marker) = complaint.split_once(" extraneous bytes before marker 0x")?;
    let marker: String = marker.chars().take_while(char::is_ascii_hexdigit).collect();
    Some((before.rsplit(' ').next()?.parse().ok()?, u8::from_str_radix(&marker, 16).ok()?))
}

/// Sequential scans have the parameters 0, 63, 0 (ITU T.81, table B.3); decoders ignore what else stands there.
fn set_scan_parameters(bytes: &mut [u8]) -> Option<()> {
    let mut start = 2;
    let mut changed = false;
    while let Some(&[0xFF, marker, high, low]) = bytes.get(start..start + 4) {
        let end = start + 2 + usize::from(u16::from_be_bytes([high, low]));
        if marker == 0xDA {
            let parameters = bytes.get_mut(end - 3..end)?;
            changed |= parameters != [0, 63, 0];
            parameters.copy_from_slice(&[0, 63, 0]);
            break;
        }
        start = end;
    }
    changed.then_some(())
}

/// Removes what stands between the end of a segment, or of a scan, and the next marker.
fn remove_before_marker(bytes: &mut Vec<u8>, extra: usize, marker: u8) -> Option<()> {
    let found = (2 + extra..bytes.len().saturating_sub(1)).rev().find(|at| bytes[*at..*at + 2] == [0xFF, marker])?;
    let header = between_segments(bytes, extra, marker);
    let at = header.unwrap_or(found);
    bytes.drain(at.checked_sub(extra)?..at);
    Some(())
}

/// Where the marker stands when the extra bytes lie between segments of the header.
fn between_segments(bytes: &[u8], extra: usize, marker: u8) -> Option<usize> {
    let mut start = 2;
    while let Some(&[first, kind, high, low]) = bytes.get(start..start + 4) {
        if first != 0xFF {
            let at = start + extra;
            return (bytes.get(at..at + 2)? == [0xFF, marker]).then_some(at);
        }
        if kind == 0xDA {
            return None;
        }
        start += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
    None
}
