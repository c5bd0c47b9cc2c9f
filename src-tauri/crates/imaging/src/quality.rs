//! Measured quality of a photograph, shown as advice beside the screening buttons.

use image::RgbImage;

/// Measurements on a picture of at most 512 px.
pub(crate) struct Quality {
    pub(crate) sharpness: f64,
    pub(crate) brightness: f64,
    pub(crate) clipped: f64,
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
    Quality { sharpness, brightness, clipped }
}
