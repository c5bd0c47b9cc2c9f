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

/// Finer and turned, so that no grid is seen in what flakes and crumbles.
fn flakes(x: f64, y: f64, seed: u64) -> f64 {
    let (u, v) = (x * 0.8 + y * 0.6, y * 0.8 - x * 0.6);
    let (s, t) = (x * 0.4 - y * 0.9, x * 0.9 + y * 0.4);
    noise(u, v, seed) * 0.62 + noise(s * 2.3, t * 2.3, seed + 20) * 0.42
}

fn mix(a: [f64; 3], b: [f64; 3], share: f64) -> [f64; 3] {
    let share = share.clamp(0.0, 1.0);
    [0, 1, 2].map(|c| a[c] * (1.0 - share) + b[c] * share)
}

fn smooth(low: f64, high: f64, x: f64) -> f64 {
    let t = ((x - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// How far a point lies outside a limb with round ends (negative within it), thick as `radii` at its two ends.
fn capsule([x, y]: [f64; 2], [x1, y1]: [f64; 2], [x2, y2]: [f64; 2], [first, second]: [f64; 2]) -> f64 {
    let (u, v) = (x2 - x1, y2 - y1);
    let along = (((x - x1) * u + (y - y1) * v) / (u * u + v * v)).clamp(0.0, 1.0);
    (x - x1 - along * u).hypot(y - y1 - along * v) - first - (second - first) * along
}

/// Two parts as one, with a fillet of this width where they meet.
fn joined(one: f64, other: f64, width: f64) -> f64 {
    let share = (0.5 + 0.5 * (other - one) / width).clamp(0.0, 1.0);
    other + (one - other) * share - width * share * (1.0 - share)
}

/// Skin that turns away from the light towards its outline.
fn rounded(colour: [f64; 3], outline: f64, width: f64) -> [f64; 3] {
    let turned = smooth(-width, 0.0, outline);
    colour.map(|c| c * (1.0 - 0.36 * turned * turned))
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
            // Farther away than its halo reaches there is nothing of it.
            if case.shape == Shape::NailPlate || (x - spot[0]).hypot(y - spot[1]) < spot[2] * 2.6 {
                colour = lesion(case, colour, [x - spot[0], y - spot[1], spot[2]], place, own + place as u64);
            }
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
        Scene::Limb => {
            // A limb across the picture, slightly bent.
            let middle = 22.0 * (x / 300.0).sin();
            let across = (y - middle) / 250.0;
            let edge = smooth(1.0, 0.985, across.abs());
            let round = 1.0 - 0.34 * across.powi(4);
            mix(wall, textured(skin).map(|c| c * round), edge)
        }
        Scene::Scalp => {
            // The head from behind, its hair cut short and turning about the crown.
            let head = (x / 500.0).hypot((y - 40.0) / 520.0) * 500.0 - 500.0;
            let neck = capsule([x, y], [0.0, 420.0], [0.0, 900.0], [230.0, 250.0]);
            let ears = [-492.0, 492.0].map(|ear| ((x - ear) / 38.0).hypot((y - 90.0) / 92.0) * 38.0 - 38.0);
            let outline = joined(joined(head, neck, 40.0), ears[0].min(ears[1]), 8.0);
            if outline > 2.0 {
                return wall;
            }
            let bare = mix(wall, rounded(textured(skin), outline, 190.0), smooth(2.0, -4.0, outline));
            let (from_x, from_y) = (x + 70.0, y + 250.0);
            let (turn, reach) = (from_y.atan2(from_x) + from_x.hypot(from_y) / 900.0, from_x.hypot(from_y));
            let strands = noise(turn * 46.0, reach / 34.0, 11) * 0.5 + noise(turn * 120.0, reach / 16.0, 12) * 0.5;
            let hair = rounded([74.0, 60.0, 50.0].map(|c| c + strands * 26.0), outline, 260.0);
            let hairline = smooth(400.0, 330.0, y + 26.0 * noise(x / 34.0, 0.0, 13) - (x / 34.0).abs());
            mix(bare, hair, hairline * smooth(-2.0, -16.0, head) * (0.74 + 0.2 * strands))
        }
        Scene::Face => {
            let edge = x - (330.0 - ((y + 60.0) / 470.0).powi(2) * 130.0);
            let ear = ((x - 352.0) / 52.0).hypot((y + 110.0) / 128.0) * 52.0 - 52.0;
            let outline = joined(edge, ear, 10.0);
            let mut colour = mix(wall, rounded(textured(skin), outline, 230.0), smooth(2.0, -4.0, outline));
            let shade = |colour: [f64; 3], by: f64| colour.map(|c| c * (1.0 - by));
            // Hair beside the temple.
            let lock = noise(x / 9.0, y / 70.0, 14) * 22.0;
            let temple = smooth(250.0, 300.0, x - 0.4 * (y + 300.0).max(0.0) + lock) * smooth(-150.0, -260.0, y);
            colour = mix(colour, [64.0 + lock, 50.0 + lock, 42.0 + lock], temple * smooth(44.0, 34.0, outline + lock));
            for eye in [-440.0, -30.0] {
                let (u, v) = (x - eye, y + 250.0);
                if u.abs() > 140.0 || v.abs() > 150.0 {
                    continue;
                }
                colour = shade(colour, 0.2 * smooth(1.0, 0.2, (u / 130.0).hypot((v + 12.0) / 74.0)));
                let lid = smooth(1.0, 0.93, (u / 76.0).powi(2) + (v / (36.0 - u.abs() * 0.2)).abs());
                let iris = smooth(1.0, 0.9, u.hypot(v + 3.0) / 31.0);
                let pupil = smooth(1.0, 0.85, u.hypot(v + 3.0) / 13.0);
                let glint = smooth(1.0, 0.6, (u + 9.0).hypot(v + 13.0) / 7.0);
                let ball = mix([226.0, 218.0, 212.0], [96.0, 68.0, 46.0], iris);
                colour = mix(colour, mix(mix(ball, [18.0, 14.0, 14.0], pupil), [250.0; 3], glint), lid);
                let lashes =
                    smooth(9.0, 3.0, (v + 36.0 * (1.0 - (u / 80.0).powi(2))).abs()) * smooth(84.0, 74.0, u.abs());
                colour = mix(colour, [40.0, 28.0, 24.0], lashes * 0.85);
                let crease =
                    smooth(6.0, 1.0, (v + 58.0 - (u / 80.0).powi(2) * 16.0).abs()) * smooth(90.0, 70.0, u.abs());
                colour = shade(colour, crease * 0.24);
                let brow = smooth(1.0, 0.7, (u / 112.0).hypot((v + 112.0 - (u / 110.0).powi(2) * 20.0) / 17.0));
                colour = mix(colour, [72.0, 54.0, 44.0], brow * (0.62 + 0.3 * noise(u / 6.0, v / 3.0, 15)));
            }
            let (u, v) = (x + 235.0, y - 40.0);
            // The bridge throws its shadow to the far side; the wings and the nostrils.
            let flank =
                smooth(26.0, 44.0, u) * smooth(104.0, 50.0, u) * smooth(-250.0, -90.0, v) * smooth(60.0, 10.0, v);
            colour = shade(colour, flank * 0.2);
            let bridge = smooth(30.0, 0.0, u.abs()) * smooth(-240.0, -160.0, v) * smooth(40.0, 0.0, v);
            colour = colour.map(|c| c + bridge * 12.0);
            for wing in [-1.0, 1.0] {
                let groove = ((u - wing * 78.0) / 26.0).hypot((v - 16.0) / 44.0);
                colour = shade(
                    colour,
                    smooth(0.34, 0.0, (groove - 1.0).abs()) * smooth(0.0, 20.0, wing * (u - wing * 66.0)) * 0.3,
                );
                let nostril = smooth(1.0, 0.6, ((u - wing * 36.0) / 24.0).hypot((v - 52.0) / 11.0));
                colour = mix(colour, [70.0, 40.0, 34.0], nostril * 0.85);
            }
            colour = shade(colour, smooth(1.0, 0.3, (u / 74.0).hypot((v - 72.0) / 16.0)) * 0.16);
            let (u, v) = (x + 235.0, y - 262.0);
            let bow = 6.0 * (u / 22.0).cos() * smooth(60.0, 0.0, u.abs());
            let lips = smooth(1.0, 0.9, (u / 152.0).powi(2) + ((v - bow * smooth(0.0, -20.0, v)) / 46.0).powi(2));
            colour = mix(colour, [178.0, 100.0, 96.0].map(|c| c + noise(u / 4.0, v / 26.0, 16) * 7.0), lips * 0.8);
            let closed = smooth(6.0, 1.0, (v + 4.0 - bow * 0.6).abs()) * smooth(158.0, 140.0, u.abs());
            colour = mix(colour, [104.0, 50.0, 50.0], closed * 0.8);
            shade(colour, smooth(1.0, 0.2, (u / 120.0).hypot((v - 66.0) / 20.0)) * 0.14)
        }
        Scene::Back => {
            // Nape, the slope of the shoulders, the furrow of the spine and a shoulder blade.
            let spine = x + 190.0;
            let shoulders = -250.0 - y + (spine.abs() - 250.0).max(0.0) * 0.36;
            let neck = spine.abs() - 236.0 - ((y + 470.0) / 240.0).clamp(0.0, 1.0).powi(3) * 120.0;
            let outline = joined(shoulders, neck, 110.0);
            if outline > 2.0 {
                return wall;
            }
            let mut colour = mix(wall, rounded(textured(skin), outline, 130.0), smooth(2.0, -4.0, outline));
            let furrow = smooth(34.0, 0.0, spine.abs()) * smooth(-200.0, 40.0, y);
            let knobs = (0..6).map(|n| smooth(22.0, 6.0, spine.hypot(y + 200.0 - 118.0 * f64::from(n))));
            colour = colour.map(|c| c * (1.0 - 0.2 * furrow));
            let knob = knobs.fold(0.0, f64::max);
            colour = colour.map(|c| c + knob * 7.0);
            for side in [-1.0, 1.0] {
                let (u, v) = (spine * side - 300.0, y - 250.0);
                let blade = (u / 150.0).hypot(v / 260.0);
                let rim = smooth(0.14, 0.0, (blade - 1.0).abs()) * smooth(40.0, -60.0, u);
                colour = colour.map(|c| c * (1.0 - 0.22 * rim));
            }
            let strands = noise(x / 5.0, y / 60.0, 17);
            let hairline = smooth(-352.0, -408.0, y - (spine / 46.0).powi(2) + 18.0 * strands);
            mix(colour, [34.0, 28.0, 26.0].map(|c| c + strands * 12.0), hairline * smooth(-2.0, -14.0, outline))
        }
        Scene::Hand => {
            const FINGERS: [[f64; 4]; 4] = [
                [-158.0, -190.0, -395.0, 50.0],
                [-54.0, -60.0, -452.0, 53.0],
                [50.0, 66.0, -432.0, 51.0],
                [148.0, 192.0, -330.0, 44.0],
            ];
            let palm = {
                let (u, v) = (x.abs() - 150.0, (y - 70.0).abs() - 190.0);
                u.max(0.0).hypot(v.max(0.0)) + u.max(v).min(0.0) - 62.0
            };
            let wrist = capsule([x, y], [0.0, 300.0], [0.0, 800.0], [158.0, 176.0]);
            let thumb = capsule([x, y], [-168.0, 130.0], [-372.0, -96.0], [78.0, 47.0]);
            let mut outline = joined(joined(palm, wrist, 46.0), thumb, 40.0);
            for [root, tip, top, radius] in FINGERS {
                let finger = capsule([x, y], [root, -60.0], [tip, top], [radius + 7.0, radius - 5.0]);
                outline = joined(outline, finger, 9.0);
            }
            if outline > 2.0 {
                return wall;
            }
            let mut colour = mix(wall, rounded(textured(skin), outline, 62.0), smooth(2.0, -3.0, outline));
            if outline > 0.0 {
                return colour;
            }
            let on_hand = smooth(0.0, -20.0, outline);
            for [root, tip, top, radius] in FINGERS {
                let along = |y: f64| root + (tip - root) * ((y + 60.0) / (top + 60.0));
                // Creases over the joints, the tendon down to the wrist, the nail.
                for joint in [-128.0, -60.0 + (top + 60.0) * 0.52, -60.0 + (top + 60.0) * 0.82] {
                    let folds =
                        smooth(26.0, 4.0, (y - joint).abs()) * smooth(radius, radius * 0.5, (x - along(joint)).abs());
                    let lines = smooth(0.1, 0.7, noise(x / 40.0, y / 4.0, 18));
                    colour = colour.map(|c| c * (1.0 - folds * on_hand * (0.1 + 0.24 * lines)));
                }
                let tendon = x - root * (0.3 + 0.7 * smooth(330.0, -110.0, y));
                let raised = smooth(20.0, 0.0, tendon.abs()) * smooth(-110.0, -40.0, y) * smooth(250.0, 90.0, y);
                colour = colour.map(|c| c + raised * on_hand * 6.0);
                let nail = (((x - tip) / 29.0).powi(4) + ((y - top + 2.0) / 37.0).powi(4)).powf(0.25);
                colour = mix(colour, mix([226.0, 178.0, 164.0], skin, 0.35), smooth(1.0, 0.92, nail));
                colour = colour.map(|c| c * (1.0 - 0.2 * smooth(0.1, 0.0, (nail - 1.03).abs())));
            }
            colour
        }
        Scene::Nail => {
            let finger = smooth(1.0, 0.97, (x / 190.0).hypot((-150.0 - y).max(0.0) / 150.0));
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
            let scale = smooth(0.02, 0.34, flakes(x / 9.0, y / 9.0, seed + 3)) * smooth(1.0, 0.75, d);
            mix(red, [240.0, 236.0, 232.0], scale * 0.85)
        }
        Shape::Ring => {
            let d = distance / wobble(0.12);
            let ring = smooth(0.62, 0.8, d) * smooth(1.06, 0.96, d);
            let scale = smooth(0.05, 0.4, flakes(x / 7.0, y / 7.0, seed + 3)) * ring * 0.55;
            mix(mix(under, case.rgb, ring * 0.9 + smooth(0.8, 0.2, d) * 0.18), [214.0, 196.0, 188.0], scale)
        }
        Shape::Patch => {
            let d = distance / wobble(0.38);
            mix(under, case.rgb.map(|c| c + noise(x / 14.0, y / 14.0, seed) * 8.0), smooth(1.04, 0.92, d) * 0.9)
        }
        Shape::NailPlate => {
            // The distal third of the plate, crumbling.
            let inside = smooth(1.0, 0.95, ((x / 106.0).powi(4) + ((y - 2.0) / 126.0).powi(4)).powf(0.25));
            let front = smooth(14.0, -18.0, y + 18.0 * noise(x / 26.0, 0.0, seed) - 8.0);
            let crumble = flakes(x / 7.0, y / 9.0, seed + 4) * 26.0;
            mix(under, case.rgb.map(|c| c + crumble), inside * front * 0.95)
        }
    }
}
