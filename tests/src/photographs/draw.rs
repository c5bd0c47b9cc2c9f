//! Drawing: a body part under a lamp, textured, with its lesions.

use image::{Rgb, RgbImage};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::cases::{Case, Scene, Shape, View};

/// Skin under neutral light, Fitzpatrick I to VI.
const SKIN: [[f64; 3]; 6] = [
    [238.0, 208.0, 190.0],
    [228.0, 188.0, 162.0],
    [208.0, 164.0, 130.0],
    [176.0, 130.0, 98.0],
    [132.0, 92.0, 68.0],
    [86.0, 58.0, 46.0],
];
const MUCOSA: [f64; 3] = [196.0, 104.0, 104.0];
const TONGUE: [f64; 3] = [204.0, 122.0, 120.0];

/// Smooth noise in -1 to 1, the same for the same seed.
fn noise(x: f64, y: f64, seed: u64) -> f64 {
    let lattice = |i: f64, j: f64| {
        let mut h = (i as i64 as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ (j as i64 as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
            ^ seed.wrapping_mul(0x1656_67B1_9E37_79F9);
        h = (h ^ (h >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        ((h ^ (h >> 32)) & 0xFFFF) as f64 / 32767.5 - 1.0
    };
    let (i, j) = (x.floor(), y.floor());
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (u, v) = (ease(x - i), ease(y - j));
    let top = lattice(i, j) * (1.0 - u) + lattice(i + 1.0, j) * u;
    let low = lattice(i, j + 1.0) * (1.0 - u) + lattice(i + 1.0, j + 1.0) * u;
    top * (1.0 - v) + low * v
}

fn mix(a: [f64; 3], b: [f64; 3], share: f64) -> [f64; 3] {
    let share = share.clamp(0.0, 1.0);
    [0, 1, 2].map(|c| a[c] * (1.0 - share) + b[c] * share)
}

fn smooth(low: f64, high: f64, x: f64) -> f64 {
    let t = ((x - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// One picture and the boxes of its lesions in pixels. `own` is the seed of the subject's lesions, which look the same
/// on all of its pictures; `seed` that of the picture.
pub(super) fn picture(
    case: &Case,
    view: View,
    [width, height]: [u32; 2],
    own: u64,
    seed: u64,
) -> (RgbImage, Vec<[f64; 4]>) {
    let (w, h) = (f64::from(width), f64::from(height));
    let scale = view.zoom() * w / 1280.0;
    let spots = places(case);
    let light = [w * 0.36, h * 0.3];
    let pixels = RgbImage::from_fn(width, height, |px, py| {
        // Body coordinates: far-view pixels around the middle.
        let (x, y) = ((f64::from(px) - w / 2.0) / scale, (f64::from(py) - h / 2.0) / scale);
        let mut colour = body(case, x, y, seed);
        for (place, spot) in spots.iter().enumerate() {
            colour = lesion(case, colour, [x - spot[0], y - spot[1], spot[2]], place, own + place as u64);
        }
        let far = ((f64::from(px) - light[0]).hypot(f64::from(py) - light[1])) / w;
        let lit = 1.08 - 0.42 * far * far;
        let fine = noise(x * 0.9 * scale.sqrt(), y * 0.9 * scale.sqrt(), seed + 9) * 2.2;
        Rgb(colour.map(|c| (c * lit + fine).clamp(2.0, 253.0).round() as u8))
    });
    let boxes = spots
        .iter()
        .map(|[x, y, r]| {
            // Half sizes and middle of the lesion; of a nail only the far half of the plate is ill.
            let (across, along, y) =
                if case.shape == Shape::NailPlate { (104.0, 66.0, y - 60.0) } else { (r * 1.15, r * 1.15, *y) };
            let left = ((x - across) * scale + w / 2.0).max(0.0);
            let top = ((y - along) * scale + h / 2.0).max(0.0);
            let (right, bottom) = ((x + across) * scale + w / 2.0, (y + along) * scale + h / 2.0);
            [left, top, (right.min(w) - left).max(1.0), (bottom.min(h) - top).max(1.0)]
        })
        .collect();
    (pixels, boxes)
}

/// Grain at full size, as a sensor has it.
pub(super) fn grain(pixels: &mut RgbImage, seed: u64) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for pixel in pixels.pixels_mut() {
        let by = rng.random_range(-5_i16..=5);
        pixel.0 = pixel.0.map(|c| (i16::from(c) + by).clamp(0, 255) as u8);
    }
}

/// Centres and radii in body coordinates, the same whatever the seed: the readings describe them.
fn places(case: &Case) -> Vec<[f64; 3]> {
    let mut rng = ChaCha8Rng::seed_from_u64(u64::from(case.age) * 97 + case.count as u64);
    if case.shape == Shape::NailPlate {
        return vec![[0.0, -58.0, case.radius]];
    }
    let mut spots: Vec<[f64; 3]> = Vec::new();
    let reach = if case.count > 5 { 120.0 } else { 88.0 };
    while spots.len() < case.count {
        let (x, y) = if case.count == 1 {
            (12.0, -8.0)
        } else {
            (rng.random_range(-reach..reach) * 1.2, rng.random_range(-reach..reach) * 0.8)
        };
        let radius = case.radius * rng.random_range(0.75..1.2);
        if spots.iter().all(|s| (s[0] - x).hypot(s[1] - y) > (s[2] + radius) * 0.95) {
            spots.push([x, y, radius]);
        } else if rng.random_bool(0.02) {
            spots.push([x, y, radius * 0.6]);
        }
    }
    spots
}

fn body(case: &Case, x: f64, y: f64, seed: u64) -> [f64; 3] {
    let skin = SKIN[usize::from(case.fitzpatrick - 1).min(5)];
    let wall = mix([116.0, 126.0, 132.0], [96.0, 106.0, 112.0], 0.5 + noise(x / 160.0, y / 160.0, 3) * 0.5);
    let blotch = noise(x / 46.0, y / 46.0, seed) * 7.0 + noise(x / 13.0, y / 13.0, seed + 1) * 4.0;
    let pores = noise(x / 2.6, y / 2.6, seed + 2).max(0.0) * -9.0;
    let textured = |base: [f64; 3]| base.map(|c| c + blotch + pores);
    match case.scene {
        Scene::Skin => {
            // A limb across the picture, slightly bent.
            let middle = 22.0 * (x / 300.0).sin();
            let across = (y - middle) / 250.0;
            let edge = smooth(1.0, 0.985, across.abs());
            let round = 1.0 - 0.34 * across.powi(4);
            mix(wall, textured(skin).map(|c| c * round), edge)
        }
        Scene::Nail => {
            let finger = smooth(
                1.0,
                0.97,
                (x / 190.0).abs().max(0.0) + if y < -150.0 { ((y + 150.0) / 150.0).powi(2) } else { 0.0 },
            );
            let round = 1.0 - 0.3 * (x / 190.0).powi(4);
            let mut colour = mix(wall, textured(skin).map(|c| c * round), finger);
            let plate = smooth(1.0, 0.96, ((x / 108.0).powi(4) + ((y + 60.0) / 128.0).powi(4)).powf(0.25));
            let ridges = noise(x / 3.0, y / 60.0, seed + 4) * 4.0;
            colour = mix(colour, mix([232.0, 188.0, 176.0], skin, 0.3).map(|c| c + ridges), plate);
            let lunula = smooth(1.0, 0.9, (x / 58.0).hypot((y - 62.0) / 26.0));
            mix(colour, [238.0, 222.0, 214.0], lunula * plate * 0.8)
        }
        Scene::Oral => {
            let open = smooth(1.0, 0.96, (x / 330.0).hypot(y / 232.0));
            let wet = smooth(0.55, 0.95, noise(x / 30.0, y / 22.0, seed + 5)) * 24.0;
            // The tongue with its papillae and the furrow in the middle, before the dark of the throat.
            let tongue = smooth(1.0, 0.94, (x / 262.0).hypot((y - 84.0) / 206.0));
            let furrow = smooth(9.0, 0.0, (x - 5.0 * (y / 60.0).sin()).abs()) * smooth(-90.0, -20.0, y);
            let papillae = noise(x / 2.8, y / 2.8, seed + 6) * 9.0 + noise(x / 40.0, y / 40.0, seed + 7) * 6.0;
            let back = mix([104.0, 38.0, 44.0], MUCOSA, smooth(-40.0, 230.0, y) * 0.4);
            let inside = mix(back, TONGUE.map(|c| c + papillae + wet - furrow * 34.0), tongue);
            let tooth =
                |at: f64| smooth(1.0, 0.9, (((x - at) / 38.0).powi(4) + ((y + 178.0) / 54.0).powi(4)).powf(0.25));
            let teeth = (-4..=4).map(|n| tooth(f64::from(n) * 80.0)).fold(0.0, f64::max);
            let lips = mix(skin, [176.0, 88.0, 88.0], smooth(1.35, 1.1, (x / 330.0).hypot(y / 232.0)));
            let inner = mix(inside, [232.0, 226.0, 206.0], teeth);
            mix(lips, inner, open)
        }
    }
}

/// A point of the skin with one lesion on it: `[x, y, radius]` from its centre, and its place among the others.
fn lesion(case: &Case, under: [f64; 3], [x, y, radius]: [f64; 3], place: usize, seed: u64) -> [f64; 3] {
    let angle = y.atan2(x);
    let wobble = |amount: f64| 1.0 + amount * noise(angle.cos() * 1.7 + 7.0, angle.sin() * 1.7 + 3.0, seed);
    let distance = x.hypot(y) / radius;
    match case.shape {
        Shape::Spots => {
            let d = distance / wobble(0.16);
            let raised = smooth(0.4, 0.0, (x / radius + 0.35).hypot(y / radius + 0.35)) * 46.0;
            let shine = if case.rgb[0] > 150.0 { raised } else { raised * 0.2 };
            let halo = mix(under, [204.0, 96.0, 92.0], smooth(2.2, 1.0, d) * if case.count > 5 { 0.45 } else { 0.0 });
            mix(halo, case.rgb.map(|c| c + shine), smooth(1.05, 0.86, d))
        }
        Shape::Pustules => {
            let d = distance / wobble(0.12);
            let red = mix(under, case.rgb, smooth(1.5, 0.7, d) * 0.9);
            let top = if place.is_multiple_of(3) { smooth(0.5, 0.3, d) } else { 0.0 };
            mix(red, [240.0, 226.0, 178.0], top)
        }
        Shape::ScalyPlaque => {
            let d = distance / wobble(0.22);
            let red = mix(under, case.rgb, smooth(1.04, 0.94, d) * 0.92);
            let flakes = smooth(0.1, 0.5, noise(x / 9.0, y / 6.0, seed + 3)) * smooth(1.0, 0.75, d);
            mix(red, [240.0, 236.0, 232.0], flakes * 0.85)
        }
        Shape::Ring => {
            let d = distance / wobble(0.12);
            let ring = smooth(0.62, 0.8, d) * smooth(1.06, 0.96, d);
            let flakes = smooth(0.15, 0.6, noise(x / 6.0, y / 6.0, seed + 3)) * ring * 0.55;
            mix(mix(under, case.rgb, ring * 0.9 + smooth(0.8, 0.2, d) * 0.18), [214.0, 196.0, 188.0], flakes)
        }
        Shape::Patch => {
            let d = distance / wobble(0.38);
            mix(under, case.rgb.map(|c| c + noise(x / 14.0, y / 14.0, seed) * 8.0), smooth(1.04, 0.92, d) * 0.9)
        }
        Shape::NailPlate => {
            // The distal third of the plate, crumbling.
            let inside = smooth(1.0, 0.95, ((x / 106.0).powi(4) + ((y - 2.0) / 126.0).powi(4)).powf(0.25));
            let front = smooth(14.0, -18.0, y + 18.0 * noise(x / 26.0, 0.0, seed) - 8.0);
            let crumble = noise(x / 5.0, y / 9.0, seed + 4) * 22.0;
            mix(under, case.rgb.map(|c| c + crumble), inside * front * 0.95)
        }
    }
}
