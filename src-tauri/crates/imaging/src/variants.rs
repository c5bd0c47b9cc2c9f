//! Variants of a kept picture for a release: with boxes drawn into it, and degraded in the ways in which pictures of phones go
//! wrong (the perturbations of RadVUQA, as they apply to photographs). Runs in the worker only.

use image::{Rgb, RgbImage, imageops};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use turbojpeg::Subsamp;

use crate::PREVIEW_PX;
use crate::derive::{encode, fit, scaled_pixels};
use crate::jpeg::jpeg_pixels;
use crate::upright::Refusal;

/// A box to draw, in upright pixels; what lies beyond the picture is drawn along its edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Extent to the right.
    pub width: u32,
    /// Extent downwards.
    pub height: u32,
    /// Red, green, blue.
    pub colour: [u8; 3],
}

/// What is wrong with a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Degradation {
    /// The camera moved, in a direction by the seed.
    MotionBlur,
    /// The camera was focused elsewhere.
    Defocus,
    /// Few pixels, enlarged.
    LowResolution,
    /// Grain of a dark room.
    Noise,
    /// Compressed too much as JPEG.
    Compression,
    /// Too dark.
    Underexposure,
    /// Too bright.
    Overexposure,
    /// Warm or cold light, by the seed.
    ColourCast,
}

/// Draws frames into an upright JPEG: a line around each, which hides nothing of what it encloses but at the picture's edge.
pub(crate) fn with_frames(upright_jpeg: &[u8], frames: &[Frame]) -> Result<Vec<u8>, Refusal> {
    let mut pixels = jpeg_pixels(upright_jpeg)?;
    let (width, height) = pixels.dimensions();
    let line = (width.max(height) / 250).max(3);
    for frame in frames {
        let (left, top) = (frame.x.saturating_sub(line), frame.y.saturating_sub(line));
        let right = frame.x.saturating_add(frame.width).saturating_add(line).min(width);
        let bottom = frame.y.saturating_add(frame.height).saturating_add(line).min(height);
        for y in top..bottom {
            for x in left..right {
                let depth = [x - left, y - top, right - 1 - x, bottom - 1 - y].into_iter().min().unwrap_or(0);
                if depth < line {
                    pixels.put_pixel(x, y, Rgb(frame.colour));
                }
            }
        }
    }
    encode(&pixels, 95, Subsamp::None)
}

/// Degrades an upright JPEG, brought to [`PREVIEW_PX`] at most, in one of three strengths (1 to 3). The same seed gives the
/// same picture.
pub(crate) fn degraded(
    upright_jpeg: &[u8],
    degradation: Degradation,
    strength: u8,
    seed: u64,
) -> Result<Vec<u8>, Refusal> {
    let (pixels, _) = scaled_pixels(upright_jpeg, PREVIEW_PX)?;
    let pixels = fit(&pixels, PREVIEW_PX)?;
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let longest = pixels.width().max(pixels.height()) as f32;
    let of = |values: [f32; 3]| values[usize::from(strength.clamp(1, 3)) - 1];
    let changed = match degradation {
        Degradation::MotionBlur => motion_blur(&pixels, longest * of([0.01, 0.02, 0.04]), &mut dice),
        Degradation::Defocus => imageops::fast_blur(&pixels, longest * of([0.003, 0.006, 0.012])),
        Degradation::LowResolution => {
            let shrunk = fit(&pixels, (longest / of([4.0, 8.0, 16.0])).max(8.0) as u32)?;
            imageops::resize(&shrunk, pixels.width(), pixels.height(), imageops::FilterType::Triangle)
        }
        Degradation::Noise => noise(pixels, of([12.0, 25.0, 50.0]), &mut dice),
        Degradation::Compression => return encode(&pixels, of([30.0, 15.0, 7.0]) as i32, Subsamp::Sub2x2),
        Degradation::Underexposure => lit(pixels, [of([0.5, 0.25, 0.125]); 3]),
        Degradation::Overexposure => lit(pixels, [of([2.0, 2.8, 4.0]); 3]),
        Degradation::ColourCast => {
            let by = of([1.2, 1.5, 2.0]);
            let warm = dice.random_bool(0.5);
            lit(pixels, if warm { [by, 1.0, 1.0 / by] } else { [1.0 / by, 1.0, by] })
        }
    };
    // As phones write their pictures: finer JPEG would make noise twenty times as large as what it is a twin of.
    encode(&changed, 85, Subsamp::Sub2x2)
}

/// The mean along a line of so many pixels through each pixel.
fn motion_blur(pixels: &RgbImage, length: f32, dice: &mut ChaCha8Rng) -> RgbImage {
    let angle = dice.random_range(0.0..std::f32::consts::PI);
    let (dx, dy) = (angle.cos(), angle.sin());
    let steps = (length.round() as i32).max(3);
    let offsets: Vec<(i64, i64)> = (0..steps)
        .map(|step| step as f32 - (steps - 1) as f32 / 2.0)
        .map(|step| ((step * dx).round() as i64, (step * dy).round() as i64))
        .collect();
    let (width, height) = (i64::from(pixels.width()), i64::from(pixels.height()));
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let mut sum = [0_u32; 3];
        for (across, down) in &offsets {
            let (x, y) = ((i64::from(x) + across).clamp(0, width - 1), (i64::from(y) + down).clamp(0, height - 1));
            let Rgb(seen) = *pixels.get_pixel(x as u32, y as u32);
            sum.iter_mut().zip(seen).for_each(|(sum, seen)| *sum += u32::from(seen));
        }
        Rgb(sum.map(|sum| (sum / steps as u32) as u8))
    })
}

/// Gaussian noise of a standard deviation in steps of 255, for each colour on its own (Box and Muller 1958).
fn noise(mut pixels: RgbImage, deviation: f32, dice: &mut ChaCha8Rng) -> RgbImage {
    for values in pixels.chunks_exact_mut(2) {
        let (one, other): (f32, f32) = (dice.random_range(f32::MIN_POSITIVE..1.0), dice.random());
        let (radius, angle) = (deviation * (-2.0 * one.ln()).sqrt(), std::f32::consts::TAU * other);
        for (value, noise) in values.iter_mut().zip([radius * angle.cos(), radius * angle.sin()]) {
            *value = (f32::from(*value) + noise).round().clamp(0.0, 255.0) as u8;
        }
    }
    pixels
}

/// As if so much more or less light of each colour had come in (sRGB transfer curve, IEC 61966-2-1).
fn lit(mut pixels: RgbImage, gains: [f32; 3]) -> RgbImage {
    let curve = |gain: f32| -> Vec<u8> {
        let changed = |value: u8| {
            let value = f32::from(value) / 255.0;
            let light = if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
            let light = (light * gain).min(1.0);
            let value = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
            (value * 255.0).round() as u8
        };
        (0..=255).map(changed).collect()
    };
    let curves = gains.map(curve);
    for Rgb(pixel) in pixels.pixels_mut() {
        for (value, curve) in pixel.iter_mut().zip(&curves) {
            *value = curve[usize::from(*value)];
        }
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Degradation; 8] = [
        Degradation::MotionBlur,
        Degradation::Defocus,
        Degradation::LowResolution,
        Degradation::Noise,
        Degradation::Compression,
        Degradation::Underexposure,
        Degradation::Overexposure,
        Degradation::ColourCast,
    ];

    /// Fine stripes of two skin colours.
    fn picture() -> Vec<u8> {
        let pixels = RgbImage::from_fn(600, 400, |x, y| {
            if (x / 6 + y / 9) % 2 == 0 { Rgb([205, 150, 130]) } else { Rgb([150, 80, 75]) }
        });
        encode(&pixels, 95, Subsamp::None).unwrap()
    }

    fn difference(one: &[u8], other: &[u8]) -> f64 {
        let (one, other) = (jpeg_pixels(one).unwrap(), jpeg_pixels(other).unwrap());
        assert_eq!(one.dimensions(), other.dimensions());
        let sum: u64 = one.iter().zip(other.iter()).map(|(a, b)| u64::from(a.abs_diff(*b)).pow(2)).sum();
        (sum as f64 / one.len() as f64).sqrt()
    }

    #[test]
    fn frames_are_drawn_where_they_are_and_nothing_else_changes() {
        let plain = picture();
        let green = Frame { x: 100, y: 50, width: 200, height: 120, colour: [0, 200, 83] };
        let beyond = Frame { x: 500, y: 300, width: 400, height: 400, colour: [41, 98, 255] };
        let drawn = jpeg_pixels(&with_frames(&plain, &[green, beyond]).unwrap()).unwrap();
        let near = |x: u32, y: u32, colour: [u8; 3]| {
            drawn.get_pixel(x, y).0.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 40)
        };
        assert!(near(200, 48, [0, 200, 83]) && near(98, 100, [0, 200, 83]) && near(301, 171, [0, 200, 83]));
        assert!(near(498, 350, [41, 98, 255]) && near(598, 350, [41, 98, 255]) && near(550, 398, [41, 98, 255]));
        let before = jpeg_pixels(&plain).unwrap();
        for (x, y) in [(200, 110), (20, 20), (400, 200), (550, 350)] {
            let colour = before.get_pixel(x, y).0;
            assert!(drawn.get_pixel(x, y).0.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 40), "{x} {y}");
        }
    }

    #[test]
    fn each_degradation_is_repeatable_and_grows_with_its_strength() {
        let plain = picture();
        for degradation in ALL {
            let made = |strength, seed| degraded(&plain, degradation, strength, seed).unwrap();
            assert_eq!(made(2, 7), made(2, 7), "{degradation:?}");
            let far = [1, 2, 3].map(|strength| difference(&plain, &made(strength, 7)));
            assert!(far[0] > 1.0 && far[0] < far[1] && far[1] < far[2], "{degradation:?}: {far:?}");
        }
    }

    #[test]
    fn large_pictures_are_degraded_in_the_size_of_a_preview() {
        let large = encode(&RgbImage::from_pixel(3000, 1500, Rgb([180, 120, 100])), 90, Subsamp::None).unwrap();
        let made = degraded(&large, Degradation::Noise, 1, 1).unwrap();
        assert_eq!(jpeg_pixels(&made).unwrap().dimensions(), (2048, 1024));
    }
}
