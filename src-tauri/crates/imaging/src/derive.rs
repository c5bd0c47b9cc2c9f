//! What is kept of a photograph: the stripped upright picture, a 2048 px preview and a 320 px
//! thumbnail, all JPEG without metadata, and the measured quality. Runs in the worker only, but for
//! [`preview_within`].

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;
use serde::{Deserialize, Serialize};
use turbojpeg::{Compressor, Decompressor, PixelFormat, ScalingFactor, Subsamp};

use crate::decode::{Refusal, Upright, decode, jpeg_pixels};
use crate::quality::{Quality, measure};

/// Longest side of the preview in pixels.
pub const PREVIEW_PX: u32 = 2048;
/// Longest side of the thumbnail in pixels.
pub const THUMBNAIL_PX: u32 = 320;

/// A rectangle to paint over, in upright pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mask {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// What was found out about a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Upright width in pixels.
    pub width_px: u32,
    /// Upright height in pixels.
    pub height_px: u32,
    /// Variance of the Laplacian of luminance at 512 px.
    pub sharpness: f64,
    /// Mean luminance, 0 to 1.
    pub brightness: f64,
    /// Share of burnt-out or lost pixels, 0 to 1.
    pub clipped: f64,
    /// Perceptual hash of 64 bits.
    pub fingerprint: u64,
}

/// What is kept of a photograph.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// Measurements.
    pub measured: Measured,
    /// Stripped upright JPEG in full size.
    pub full: Vec<u8>,
    /// Preview JPEG.
    pub preview: Vec<u8>,
    /// Thumbnail JPEG.
    pub thumbnail: Vec<u8>,
}

/// Derives everything from the bytes of a file.
pub(crate) fn derive(bytes: &[u8]) -> Result<Derived, Refusal> {
    match decode(bytes)? {
        Upright::Jpeg(full) => {
            let (preview, size) = scaled_pixels(&full, PREVIEW_PX)?;
            derive_from(full, &preview, size)
        }
        Upright::Pixels(pixels) => {
            let full = encode(&pixels, 95, Subsamp::None)?;
            derive_from(full, &pixels, pixels.dimensions())
        }
    }
}

/// Paints masks into an upright JPEG and derives everything anew.
pub(crate) fn mask(upright_jpeg: &[u8], masks: &[Mask]) -> Result<Derived, Refusal> {
    let mut pixels = jpeg_pixels(upright_jpeg)?;
    let (width, height) = pixels.dimensions();
    for mask in masks {
        let clamp = |value: f64, limit: u32| value.round().clamp(0.0, f64::from(limit)) as u32;
        let (left, right) = (clamp(mask.x, width), clamp(mask.x + mask.width, width));
        for y in clamp(mask.y, height)..clamp(mask.y + mask.height, height) {
            for x in left..right {
                pixels.put_pixel(x, y, image::Rgb([96, 96, 96]));
            }
        }
    }
    let full = encode(&pixels, 95, Subsamp::None)?;
    derive_from(full, &pixels, pixels.dimensions())
}

fn derive_from(full: Vec<u8>, pixels: &RgbImage, (width_px, height_px): (u32, u32)) -> Result<Derived, Refusal> {
    let preview = fit(pixels, PREVIEW_PX)?;
    let thumbnail = fit(&preview, THUMBNAIL_PX)?;
    let Quality { sharpness, brightness, clipped, fingerprint } = measure(&fit(&preview, 512)?);
    Ok(Derived {
        measured: Measured { width_px, height_px, sharpness, brightness, clipped, fingerprint },
        preview: encode(&preview, 85, Subsamp::Sub2x2)?,
        thumbnail: encode(&thumbnail, 80, Subsamp::Sub2x2)?,
        full,
    })
}

/// A preview made small enough for a box of `width` by `height` pixels, so that whoever shows it need not scale it;
/// never enlarged. Only for previews of [`Derived`], which this module wrote; whatever is larger than those is refused.
pub fn preview_within(preview: &[u8], width: u32, height: u32) -> Result<Vec<u8>, Refusal> {
    let header = turbojpeg::read_header(preview).map_err(|_| Refusal::Unreadable)?;
    if header.width.max(header.height) > PREVIEW_PX as usize {
        return Err(Refusal::Unreadable);
    }
    let longest = longest_within((header.width as u32, header.height as u32), (width, height));
    if longest as usize >= header.width.max(header.height) {
        return Ok(preview.to_vec());
    }
    let (pixels, _) = scaled_pixels(preview, longest)?;
    // In full colour: it is looked at as it is.
    encode(&fit(&pixels, longest)?, 90, Subsamp::None)
}

/// Longest side in pixels that a picture has in a box, at least 1.
fn longest_within(picture: (u32, u32), within: (u32, u32)) -> u32 {
    let [width, height, box_width, box_height] = [picture.0, picture.1, within.0, within.1].map(u64::from);
    let longest = width.max(height);
    (longest * box_width / width.max(1)).min(longest * box_height / height.max(1)).clamp(1, longest.max(1)) as u32
}

/// Pixels of a JPEG scaled down while decoding, its longest side never below `least`; and its true size.
fn scaled_pixels(jpeg: &[u8], least: u32) -> Result<(RgbImage, (u32, u32)), Refusal> {
    let unreadable = |_| Refusal::Unreadable;
    let mut decompressor = Decompressor::new().map_err(unreadable)?;
    let header = decompressor.read_header(jpeg).map_err(unreadable)?;
    let longest = header.width.max(header.height);
    let enough = |eighths: &usize| ScalingFactor::new(*eighths, 8).scale(longest) >= least as usize;
    // 5/8 to 7/8 have no vector code in libjpeg-turbo and are slower than the whole.
    let eighths = [1, 2, 4].into_iter().find(enough).unwrap_or(8);
    let factor = ScalingFactor::new(eighths, 8);
    decompressor.set_scaling_factor(factor).map_err(unreadable)?;
    let (width, height) = (factor.scale(header.width), factor.scale(header.height));
    let mut pixels = vec![0; width * height * 3];
    let image = turbojpeg::Image { pixels: &mut pixels[..], width, pitch: width * 3, height, format: PixelFormat::RGB };
    decompressor.decompress(jpeg, image).map_err(unreadable)?;
    let pixels = RgbImage::from_raw(width as u32, height as u32, pixels).ok_or(Refusal::Unreadable)?;
    Ok((pixels, (header.width as u32, header.height as u32)))
}

/// Shrinks to a longest side; never enlarges.
fn fit(pixels: &RgbImage, longest: u32) -> Result<RgbImage, Refusal> {
    let (width, height) = pixels.dimensions();
    let most = width.max(height);
    if most <= longest {
        return Ok(pixels.clone());
    }
    let side = |side: u32| (u64::from(side) * u64::from(longest)).div_ceil(u64::from(most)).max(1) as u32;
    let source = ImageRef::new(width, height, pixels.as_raw(), PixelType::U8x3).map_err(|_| Refusal::Unreadable)?;
    let mut shrunk = Image::new(side(width), side(height), PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&source, &mut shrunk, &options).map_err(|_| Refusal::Unreadable)?;
    RgbImage::from_raw(side(width), side(height), shrunk.into_vec()).ok_or(Refusal::Unreadable)
}

fn encode(pixels: &RgbImage, quality: i32, subsamp: Subsamp) -> Result<Vec<u8>, Refusal> {
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let image = turbojpeg::Image {
        pixels: pixels.as_raw().as_slice(),
        width,
        pitch: width * 3,
        height,
        format: PixelFormat::RGB,
    };
    let mut compressor = Compressor::new().map_err(|_| Refusal::DecoderDied)?;
    compressor.set_quality(quality).map_err(|_| Refusal::DecoderDied)?;
    compressor.set_subsamp(subsamp).map_err(|_| Refusal::DecoderDied)?;
    compressor.compress_to_vec(image).map_err(|_| Refusal::DecoderDied)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat};

    use super::*;

    /// Red top left, green top right, blue bottom left, grey bottom right.
    fn corners(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            image::Rgb(match (x < width / 2, y < height / 2) {
                (true, true) => [220, 30, 30],
                (false, true) => [30, 200, 30],
                (true, false) => [30, 30, 220],
                (false, false) => [128, 128, 128],
            })
        })
    }
    fn corner_colours(jpeg: &[u8]) -> [[u8; 3]; 4] {
        let pixels = jpeg_pixels(jpeg).unwrap();
        let (w, h) = pixels.dimensions();
        [(w / 4, h / 4), (3 * w / 4, h / 4), (w / 4, 3 * h / 4), (3 * w / 4, 3 * h / 4)]
            .map(|(x, y)| pixels.get_pixel(x, y).0.map(|c| (f64::from(c) / 32.0).round() as u8))
    }
    /// A JPEG with an EXIF orientation and pixels such that the upright picture is `corners`.
    fn turned(upright: &RgbImage, orientation: u8) -> Vec<u8> {
        let mut image = DynamicImage::ImageRgb8(upright.clone());
        let inverse = match orientation {
            6 => 8,
            8 => 6,
            other => other,
        };
        image.apply_orientation(image::metadata::Orientation::from_exif(inverse).unwrap());
        let jpeg = encode(&image.to_rgb8(), 95, Subsamp::None).unwrap();
        let exif = [&b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"[..], &[orientation, 0, 0, 0, 0, 0, 0, 0]]
            .concat();
        let mut file = vec![0xFF, 0xD8, 0xFF, 0xE1];
        file.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        file.extend(exif);
        file.extend(&jpeg[2..]);
        file
    }

    #[test]
    fn all_eight_orientations_give_one_picture_even_when_the_size_is_odd() {
        for (width, height) in [(640, 480), (641, 479)] {
            let upright = corners(width, height);
            let expected = corner_colours(&encode(&upright, 95, Subsamp::None).unwrap());
            for orientation in 1..=8 {
                let derived = derive(&turned(&upright, orientation)).unwrap();
                assert_eq!((derived.measured.width_px, derived.measured.height_px), (width, height), "{orientation}");
                for jpeg in [&derived.full, &derived.preview, &derived.thumbnail] {
                    assert_eq!(corner_colours(jpeg), expected, "orientation {orientation}");
                }
            }
        }
    }

    #[test]
    fn a_preview_is_shrunk_into_its_box_and_never_enlarged() {
        let side = |jpeg: &[u8]| turbojpeg::read_header(jpeg).map(|header| (header.width, header.height)).unwrap();
        for (width, height) in [(1500, 1000), (1000, 1500)] {
            let preview = encode(&corners(width, height), 85, Subsamp::Sub2x2).unwrap();
            for (box_width, box_height) in [(900, 700), (320, 700), (990, 1480), (1, 1)] {
                let shrunk = preview_within(&preview, box_width, box_height).unwrap();
                let (w, h) = side(&shrunk);
                assert!(w <= box_width as usize && h <= box_height as usize, "{w}x{h} in {box_width}x{box_height}");
                assert!(w + 2 >= box_width as usize || h + 2 >= box_height as usize, "{w}x{h} fills it");
            }
            assert_eq!(preview_within(&preview, 4000, 3000).unwrap(), preview);
            assert_eq!(corner_colours(&preview_within(&preview, 700, 700).unwrap()), corner_colours(&preview));
        }
        let too_large = encode(&corners(PREVIEW_PX + 1, 10), 85, Subsamp::Sub2x2).unwrap();
        for refused in [too_large.as_slice(), b"not a picture"] {
            assert_eq!(preview_within(refused, 10, 10), Err(Refusal::Unreadable));
        }
    }

    #[test]
    fn metadata_and_trailers_are_gone() {
        let mut file = turned(&corners(320, 240), 6);
        file.extend(b"GPS canary after the end");
        let derived = derive(&file).unwrap();
        for jpeg in [&derived.full, &derived.preview, &derived.thumbnail] {
            for needle in [&b"Exif"[..], b"canary"] {
                assert!(!jpeg.windows(needle.len()).any(|window| window == needle));
            }
        }
    }

    #[test]
    fn wide_gamut_colours_become_srgb_and_an_srgb_profile_changes_nothing() {
        let pixels = RgbImage::from_pixel(64, 64, image::Rgb([180, 100, 90]));
        let jpeg = encode(&pixels, 100, Subsamp::None).unwrap();
        let with_profile = |profile: moxcms::ColorProfile| {
            let icc = profile.encode().unwrap();
            let length = u16::try_from(icc.len() + 16).unwrap().to_be_bytes();
            [&[0xFF, 0xD8, 0xFF, 0xE2], &length[..], b"ICC_PROFILE\0\x01\x01", &icc, &jpeg[2..]].concat()
        };
        let centre = |file: &[u8]| jpeg_pixels(&derive(file).unwrap().full).unwrap().get_pixel(32, 32).0;
        let near = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 2);
        // Display P3 to sRGB by the matrices of CSS Color 4, section 10.
        assert!(near(centre(&with_profile(moxcms::ColorProfile::new_display_p3())), [193, 95, 86]));
        assert!(near(centre(&with_profile(moxcms::ColorProfile::new_srgb())), [180, 100, 90]));
        assert!(near(centre(&jpeg), [180, 100, 90]));
    }

    #[test]
    fn large_pictures_shrink_to_the_two_sizes_and_small_ones_stay() {
        let derived = derive(&encode(&corners(3000, 2000), 90, Subsamp::Sub2x2).unwrap()).unwrap();
        let side = |jpeg: &[u8]| turbojpeg::read_header(jpeg).map(|h| (h.width, h.height)).unwrap();
        assert_eq!((side(&derived.preview), side(&derived.thumbnail)), ((2048, 1366), (320, 214)));
        let small = derive(&encode(&corners(100, 80), 90, Subsamp::Sub2x2).unwrap()).unwrap();
        assert_eq!((side(&small.preview), side(&small.thumbnail)), ((100, 80), (100, 80)));
    }

    #[test]
    fn every_accepted_format_is_read() {
        let image = DynamicImage::ImageRgb8(corners(64, 64));
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff, ImageFormat::Bmp] {
            let mut file = Cursor::new(Vec::new());
            image.write_to(&mut file, format).unwrap();
            assert_eq!(derive(file.get_ref()).unwrap().measured.width_px, 64, "{format:?}");
        }
    }

    #[test]
    fn hostile_files_are_refused_with_a_reason() {
        let good = encode(&corners(64, 64), 90, Subsamp::Sub2x2).unwrap();
        assert_eq!(derive(b"no picture at all").err(), Some(Refusal::UnsupportedFormat));
        assert_eq!(derive(b"\0\0\0\x18ftypheic\0\0\0\0").err(), Some(Refusal::Heic));
        assert_eq!(derive(&good[..40]).err(), Some(Refusal::Unreadable));
        let mut wide = good.clone();
        let frame = wide.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
        wide[frame + 5..frame + 9].copy_from_slice(&[0x7F, 0xFF, 0x7F, 0xFF]);
        assert_eq!(derive(&wide).err(), Some(Refusal::TooManyPixels));
    }

    #[test]
    fn masks_are_painted_into_every_size() {
        let full = encode(&corners(640, 480), 95, Subsamp::None).unwrap();
        let masked = mask(&full, &[Mask { x: 0.0, y: 0.0, width: 320.0, height: 240.0 }]).unwrap();
        for jpeg in [&masked.full, &masked.preview, &masked.thumbnail] {
            assert_eq!(corner_colours(jpeg)[0], [3, 3, 3]);
            assert_eq!(corner_colours(jpeg)[2], corner_colours(&full)[2]);
        }
    }
}
