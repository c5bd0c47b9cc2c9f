//! Colours of wide-gamut cameras (Display P3, Adobe RGB) to sRGB, in which every picture is kept:
//! a stripped picture says nothing about its colours, and skin is judged by them.

use std::sync::Arc;

use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};

/// Differences that an 8-bit profile of sRGB itself may show.
const ROUNDING: u8 = 2;

/// From the colours of an embedded ICC profile to sRGB.
pub(crate) struct ToSrgb(Arc<Transform8BitExecutor>);

impl ToSrgb {
    /// `None` when the profile is sRGB by effect, is not for RGB, or cannot be understood.
    pub(crate) fn from_profile(icc: &[u8]) -> Option<Self> {
        let profile = ColorProfile::new_from_slice(icc).ok()?;
        if profile.color_space != DataColorSpace::Rgb {
            return None;
        }
        let srgb = ColorProfile::new_srgb();
        let transform =
            profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
        let levels = [0, 64, 128, 192, 255];
        let probe: Vec<u8> = levels
            .iter()
            .flat_map(|r| levels.iter().flat_map(move |g| levels.map(|b| [*r, *g, b])))
            .flatten()
            .collect();
        let mut seen = vec![0; probe.len()];
        transform.transform(&probe, &mut seen).ok()?;
        let differs = probe.iter().zip(&seen).any(|(before, after)| before.abs_diff(*after) > ROUNDING);
        differs.then_some(Self(transform))
    }

    /// From Adobe RGB (1998), for cameras that say so without a profile.
    pub(crate) fn from_adobe_rgb() -> Option<Self> {
        let (from, to) = (ColorProfile::new_adobe_rgb(), ColorProfile::new_srgb());
        from.create_transform_8bit(Layout::Rgb, &to, Layout::Rgb, TransformOptions::default()).ok().map(Self)
    }

    /// Converts all pixels.
    pub(crate) fn apply(&self, pixels: &RgbImage) -> RgbImage {
        let mut converted = RgbImage::new(pixels.width(), pixels.height());
        match self.0.transform(pixels.as_raw(), &mut converted) {
            Ok(()) => converted,
            Err(_) => pixels.clone(),
        }
    }
}
