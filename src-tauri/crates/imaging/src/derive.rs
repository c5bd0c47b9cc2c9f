//! What is kept of a photograph: the stripped upright picture, a 2048 px preview and a 320 px
//! thumbnail, all JPEG without metadata, and the measured quality. Runs in the worker only, but for
//! [`preview_within`].

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;
use serde::{Deserialize, Serialize};
use turbojpeg::{Compressor, Decompressor, PixelFormat, ScalingFactor, Subsamp};

use crate::decode::decode;
use crate::jpeg::jpeg_pixels;
use crate::quality::{Quality, measure};
use crate::upright::{Note, Refusal, Upright};

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
    /// Extent to the right.
    pub width: f64,
    /// Extent downwards.
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
    /// What was remarkable about the file.
    pub notes: Vec<Note>,
}

/// Derives everything from the bytes of a file.
pub(crate) fn derive(bytes: &[u8]) -> Result<Derived, Refusal> {
    let mut notes = Vec::new();
    let derived = match decode(bytes, &mut notes)? {
        Upright::Jpeg(full) => {
            let (preview, size) = scaled_pixels(&full, PREVIEW_PX)?;
            derive_from(full, &preview, size)
        }
        Upright::Pixels(pixels) => {
            let full = encode(&pixels, 95, Subsamp::None)?;
            derive_from(full, &pixels, pixels.dimensions())
        }
    };
    derived.map(|derived| Derived { notes, ..derived })
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
        notes: Vec::new(),
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
pub(crate) fn scaled_pixels(jpeg: &[u8], least: u32) -> Result<(RgbImage, (u32, u32)), Refusal> {
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
pub(crate) fn fit(pixels: &RgbImage, longest: u32) -> Result<RgbImage, Refusal> {
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

pub(crate) fn encode(pixels: &RgbImage, quality: i32, subsamp: Subsamp) -> Result<Vec<u8>, Refusal> {
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
        let without = if cfg!(feature = "heic") { Refusal::Unreadable } else { Refusal::Heic };
        assert_eq!(derive(b"\0\0\0\x18ftypheic\0\0\0\0").err(), Some(without));
        for (brand, refusal) in [
            (b"isom", Refusal::Video),
            (b"mp42", Refusal::Video),
            (b"qt  ", Refusal::Video),
            (b"avif", Refusal::UnsupportedFormat),
            (b"crx ", Refusal::Raw),
            (b"hevc", Refusal::Animated),
        ] {
            assert_eq!(derive(&[b"\0\0\0\x14ftyp", &brand[..], b"\0\0\0\0"].concat()).err(), Some(refusal));
        }
        assert_eq!(derive(&good[..40]).err(), Some(Refusal::Unreadable));
        // A panorama has few pixels and one long side.
        let mut panorama = good.clone();
        let frame = panorama.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
        panorama[frame + 5..frame + 9].copy_from_slice(&[0x0F, 0xA0, 0x4A, 0x38]);
        assert_eq!(derive(&panorama).err(), Some(Refusal::SideTooLong));
        let mut wide = good.clone();
        let frame = wide.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
        wide[frame + 5..frame + 9].copy_from_slice(&[0x7F, 0xFF, 0x7F, 0xFF]);
        assert_eq!(derive(&wide).err(), Some(Refusal::TooManyPixels));
    }

    #[test]
    fn headers_that_every_viewer_forgives_are_mended_and_missing_parts_are_not() {
        let good = encode(&corners(160, 120), 90, Subsamp::Sub2x2).unwrap();
        let expected = derive(&good).unwrap();
        let scan = good.windows(2).position(|marker| marker == [0xFF, 0xDA]).unwrap();
        let after_scan_header = scan + 2 + usize::from(good[scan + 3]);
        let mut parameters = good.clone();
        parameters[after_scan_header - 3..after_scan_header].copy_from_slice(&[0, 0, 0]);
        let end = good.len() - 2;
        let second_segment = 4 + usize::from(good[5]);
        let with = |at: usize, extra: &[u8]| [&good[..at], extra, &good[at..]].concat();
        for (what, file) in [
            ("scan parameters", parameters.clone()),
            ("before the end", with(end, &[1, 2, 3, 4, 5])),
            ("between segments", with(second_segment, &[0; 18])),
            ("two of them", with(end, &[7; 40])),
        ] {
            let derived = derive(&file).unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
            assert_eq!(derived.notes, [Note::Mended], "{what}");
            assert_eq!(jpeg_pixels(&derived.full).unwrap(), jpeg_pixels(&expected.full).unwrap(), "{what}");
        }
        for file in [&good[..good.len() * 2 / 3], &parameters[..good.len() * 2 / 3], &with(end, &[9; 9])[..end - 40]] {
            assert_eq!(derive(file).err(), Some(Refusal::Unreadable), "cut off");
        }
    }

    #[test]
    fn adobe_rgb_is_converted_where_only_exif_says_it() {
        let red = RgbImage::from_pixel(64, 64, image::Rgb([180, 90, 80]));
        let jpeg = encode(&red, 95, Subsamp::None).unwrap();
        // IFD0 with a pointer to an Exif IFD with ColorSpace.
        let with = |colour_space: u8| {
            let exif = [
                &b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0"[..],
                &[1, 0, 0x01, 0xA0, 3, 0, 1, 0, 0, 0, colour_space, 0, 0, 0, 0, 0, 0, 0],
            ]
            .concat();
            let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
            [&[0xFF, 0xD8, 0xFF, 0xE1][..], &length, &exif, &jpeg[2..]].concat()
        };
        let colour = |file: &[u8]| jpeg_pixels(&derive(file).unwrap().full).unwrap().get_pixel(32, 32).0;
        let [r, g, b] = colour(&with(1));
        assert!(r.abs_diff(180) < 2 && g.abs_diff(90) < 2 && b.abs_diff(80) < 2, "sRGB stays: {r} {g} {b}");
        let [r, g, b] = colour(&with(2));
        assert!(r > 195 && g.abs_diff(90) < 6 && b.abs_diff(78) < 8, "Adobe RGB is wider than sRGB: {r} {g} {b}");
    }

    #[test]
    fn a_file_of_which_only_a_part_would_be_seen_is_refused() {
        let page = |kind: u32, encoder: &mut tiff::encoder::TiffEncoder<&mut Cursor<Vec<u8>>>, raw: bool| {
            let mut image = encoder.new_image::<tiff::encoder::colortype::RGB8>(8, 8).unwrap();
            image.encoder().write_tag(tiff::tags::Tag::NewSubfileType, kind).unwrap();
            if raw {
                image.encoder().write_tag(tiff::tags::Tag::Unknown(50706), &[1_u8, 6, 0, 0][..]).unwrap();
            }
            image.write_data(&[120; 8 * 8 * 3]).unwrap();
        };
        let file = |pages: &[(u32, bool)]| {
            let mut bytes = Cursor::new(Vec::new());
            let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
            pages.iter().for_each(|(kind, raw)| page(*kind, &mut encoder, *raw));
            bytes.into_inner()
        };
        assert!(derive(&file(&[(0, false)])).is_ok());
        assert!(derive(&file(&[(0, false), (1, false)])).is_ok(), "a thumbnail behind it is no page");
        assert_eq!(derive(&file(&[(0, false), (0, false), (0, false)])).err(), Some(Refusal::SeveralPages));
        assert_eq!(derive(&file(&[(1, true)])).err(), Some(Refusal::Raw));
        assert_eq!(derive(&file(&[(1, false), (0, false)])).err(), Some(Refusal::SeveralPages));
    }

    #[cfg(feature = "heic")]
    #[test]
    fn a_damaged_heic_never_ends_the_decoder() {
        let picture = corners(96, 64);
        let options = heifer::EncodeOptions { quality: 60, max_threads: 1 };
        let good = heifer::encode_rgb8(96, 64, picture.as_raw(), &options).unwrap();
        let derived = derive(&good).unwrap();
        assert_eq!((derived.measured.width_px, derived.measured.height_px), (96, 64));
        let mut state = 1960_u64;
        let mut dice = |most: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % most
        };
        let (mut read, mut refused) = (0, 0);
        let mut attempt = |file: &[u8]| match derive(file) {
            Ok(_) => read += 1,
            Err(_) => refused += 1,
        };
        for length in 0..good.len() {
            attempt(&good[..length]);
        }
        for _ in 0..10_000 {
            let mut file = good.clone();
            let place = dice(file.len());
            file[place] ^= 1 << dice(8);
            attempt(&file);
        }
        assert!(refused > good.len() / 2, "{read} read, {refused} refused");
    }

    #[cfg(feature = "heic")]
    #[test]
    fn a_gain_map_is_passed_over() {
        let base = heifer::Image::filled(64, 64, 8, [180, 90, 80, 255]);
        let bright = vec![2.0_f32; 64 * 64 * 3];
        let hdr = heifer::HdrImage { width: 64, height: 64, headroom: 2.0, data: bright };
        let file = heifer::encode_hdr(&base, &hdr, &heifer::EncodeOptions::default()).unwrap();
        let [r, g, b] = jpeg_pixels(&derive(&file).unwrap().full).unwrap().get_pixel(32, 32).0;
        assert!(r.abs_diff(180) < 4 && g.abs_diff(90) < 4 && b.abs_diff(80) < 4, "{r} {g} {b}");
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
