//! Pixels to a file as a phone writes it: turned, with EXIF orientation, camera and GPS.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};

/// JPEG of an upright picture, stored turned so that EXIF `orientation` (1 to 8) makes it upright.
pub fn with_phone_metadata(upright: &RgbImage, orientation: u8, quality: i32) -> Vec<u8> {
    // Quarter turns undo each other; flips undo themselves.
    let inverse = match orientation {
        6 => 8,
        8 => 6,
        other => other,
    };
    let mut stored = DynamicImage::ImageRgb8(upright.clone());
    stored.apply_orientation(Orientation::from_exif(inverse).unwrap_or(Orientation::NoTransforms));
    let stored = stored.into_rgb8();
    let (width, height) = (stored.width() as usize, stored.height() as usize);
    let image = turbojpeg::Image {
        pixels: stored.as_raw().as_slice(),
        width,
        pitch: width * 3,
        height,
        format: turbojpeg::PixelFormat::RGB,
    };
    let jpeg = turbojpeg::compress(image, quality, turbojpeg::Subsamp::Sub2x2).map(|b| b.to_vec()).unwrap_or_default();
    let exif = metadata(orientation);
    let mut file = vec![0xFF, 0xD8, 0xFF, 0xE1];
    file.extend(u16::try_from(exif.len() + 8).unwrap_or(u16::MAX).to_be_bytes());
    file.extend(b"Exif\0\0");
    file.extend(exif);
    file.extend(jpeg.get(2..).unwrap_or_default());
    file
}

fn metadata(orientation: u8) -> Vec<u8> {
    let degrees = |d: u32, m: u32, s: u32| Value::Rational([d, m, s].map(|num| Rational { num, denom: 1 }).to_vec());
    let text = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let fields = [
        (Tag::Make, text("Synthetic")),
        (Tag::Model, text("Consilium generator")),
        (Tag::Orientation, Value::Short(vec![u16::from(orientation)])),
        (Tag::DateTimeOriginal, text("2026:03:14 09:26:53")),
        (Tag::GPSLatitudeRef, text("N")),
        (Tag::GPSLatitude, degrees(39, 54, 26)),
        (Tag::GPSLongitudeRef, text("E")),
        (Tag::GPSLongitude, degrees(116, 23, 29)),
    ]
    .map(|(tag, value)| Field { tag, ifd_num: In::PRIMARY, value });
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut bytes = Cursor::new(Vec::new());
    if writer.write(&mut bytes, false).is_err() {
        return Vec::new();
    }
    bytes.into_inner()
}
