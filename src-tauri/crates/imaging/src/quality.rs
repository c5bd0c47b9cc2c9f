//! Measured quality of a photograph, shown as advice beside the screening buttons.

use image::RgbImage;
use image_hasher::{HashAlg, HasherConfig};

/// Measurements on a picture of at most 512 px.
pub(crate) struct Quality {
    pub(crate) sharpness: f64,
    pub(crate) brightness: f64,
    pub(crate) clipped: f64,
    pub(crate) fingerprint: u64,
}

/// Perceptual hash of 64 bits: gradients of the lowest frequencies (Zauner 2010), so that another size,
/// another compression or a little more light changes few bits.
fn fingerprint(pixels: &RgbImage) -> u64 {
    let hasher = HasherConfig::new().hash_alg(HashAlg::Gradient).hash_size(8, 8).preproc_dct().to_hasher();
    let hash = hasher.hash_image(pixels);
    hash.as_bytes().iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
}

/// Sharpness as the variance of the Laplacian (Pech-Pacheco et al. 2000), brightness as mean
/// luminance (ITU-R BT.601), clipped as the share of pixels below 4 or above 251.
pub(crate) fn measure(pixels: &RgbImage) -> Quality {
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let grey: Vec<f64> = pixels
        .pixels()
        .map(|p| 0.299 * f64::from(p.0[0]) + 0.587 * f64::from(p.0[1]) + 0.114 * f64::from(p.0[2]))
        .collect();
    let count = grey.len().max(1) as f64;
    let clipped = grey.iter().filter(|value| **value < 4.0 || **value > 251.0).count() as f64 / count;
    let brightness = grey.iter().sum::<f64>() / count / 255.0;
    let (mut sum, mut squares, mut inner) = (0.0, 0.0, 0.0);
    for y in 1..height.saturating_sub(1) {
        for x in 1..width.saturating_sub(1) {
            let at = y * width + x;
            let laplacian = grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width] - 4.0 * grey[at];
            sum += laplacian;
            squares += laplacian * laplacian;
            inner += 1.0;
        }
    }
    let sharpness = if inner > 0.0 { squares / inner - (sum / inner).powi(2) } else { 0.0 };
    Quality { sharpness, brightness, clipped, fingerprint: fingerprint(pixels) }
}

#[cfg(test)]
mod tests {
    use image::imageops::{FilterType, resize};

    use super::*;

    fn spots(places: &[(u32, u32)]) -> RgbImage {
        RgbImage::from_fn(512, 384, |x, y| {
            let inside = |&(cx, cy): &(u32, u32)| x.abs_diff(cx).pow(2) + y.abs_diff(cy).pow(2) < 60 * 60;
            let base = 150 + (x / 8) as u8;
            if places.iter().any(inside) { image::Rgb([120, 40, 40]) } else { image::Rgb([base, 150, 130]) }
        })
    }
    fn apart(a: &RgbImage, b: &RgbImage) -> u32 {
        (fingerprint(a) ^ fingerprint(b)).count_ones()
    }

    #[test]
    fn the_same_picture_smaller_and_lighter_has_nearly_the_same_fingerprint_and_another_has_not() {
        let picture = spots(&[(120, 100), (330, 250)]);
        let mut copy = resize(&picture, 256, 192, FilterType::Triangle);
        copy.pixels_mut().for_each(|pixel| pixel.0.iter_mut().for_each(|value| *value = value.saturating_add(12)));
        assert!(apart(&picture, &copy) <= 4, "{}", apart(&picture, &copy));
        let other = spots(&[(400, 80), (150, 300), (260, 180)]);
        assert!(apart(&picture, &other) > 12, "{}", apart(&picture, &other));
    }
}
