//! Visual prompts: boxes that are drawn into the picture an examinee sees, and asked about, as RadVUQA does with radiographs.
//! The first is green, the second blue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::annotation::Mark;

/// A box in pixels of the upright full-size picture, origin top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
pub struct PromptBox {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Extent to the right.
    pub width: u32,
    /// Extent downwards.
    pub height: u32,
}

/// Left, top, right and bottom edge of a mark.
fn edges(mark: &Mark) -> [f64; 4] {
    match mark {
        Mark::Point { x, y } => [*x, *y, *x, *y],
        Mark::Box { x, y, width, height } => [*x, *y, x + width, y + height],
        Mark::Polygon { points } => points
            .iter()
            .fold([f64::MAX, f64::MAX, 0.0, 0.0], |[l, t, r, b], [x, y]| [l.min(*x), t.min(*y), r.max(*x), b.max(*y)]),
    }
}

impl PromptBox {
    /// A box around a mark, a quarter of it away on every side; none around a point, of which nobody knows how far the lesion
    /// reaches.
    pub fn around(mark: &Mark) -> Option<Self> {
        let [left, top, right, bottom] = edges(mark);
        let (width, height) = (right - left, bottom - top);
        if width < 1.0 || height < 1.0 {
            return None;
        }
        let apart = (width.max(height) / 4.0).max(8.0);
        let (x, y) = ((left - apart).max(0.0).round(), (top - apart).max(0.0).round());
        let extent = |from: f64, to: f64| (to + apart - from).round() as u32;
        Some(Self { x: x as u32, y: y as u32, width: extent(x, right), height: extent(y, bottom) })
    }

    /// Whether a mark lies within.
    pub fn encloses(&self, mark: &Mark) -> bool {
        let ([left, top, right, bottom], [own_left, own_top, own_right, own_bottom]) = (edges(mark), self.edges());
        left >= own_left && top >= own_top && right <= own_right && bottom <= own_bottom
    }

    /// Whether any of a mark may lie within.
    pub fn touches(&self, mark: &Mark) -> bool {
        let ([left, top, right, bottom], [own_left, own_top, own_right, own_bottom]) = (edges(mark), self.edges());
        left <= own_right && right >= own_left && top <= own_bottom && bottom >= own_top
    }

    /// How large it is in pixels.
    pub(super) fn area(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    fn edges(&self) -> [f64; 4] {
        let Self { x, y, width, height } = *self;
        [x, y, x + width, y + height].map(f64::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_encloses_its_mark_and_stays_in_the_picture() {
        let lesion = Mark::Box { x: 10.0, y: 300.0, width: 200.0, height: 100.0 };
        let prompt = PromptBox::around(&lesion).unwrap();
        assert_eq!(prompt, PromptBox { x: 0, y: 250, width: 260, height: 200 });
        let outline = Mark::Polygon { points: vec![[100.0, 100.0], [160.0, 120.0], [120.0, 180.0]] };
        for mark in [lesion, outline] {
            let prompt = PromptBox::around(&mark).unwrap();
            assert!(prompt.encloses(&mark) && prompt.touches(&mark));
        }
        assert_eq!(PromptBox::around(&Mark::Point { x: 4.0, y: 4.0 }), None);
        assert_eq!(PromptBox::around(&Mark::Polygon { points: vec![] }), None);
    }

    #[test]
    fn what_reaches_into_a_box_touches_it_and_is_not_enclosed() {
        let prompt = PromptBox { x: 100, y: 100, width: 100, height: 100 };
        let across = Mark::Box { x: 150.0, y: 150.0, width: 200.0, height: 20.0 };
        assert!(prompt.touches(&across) && !prompt.encloses(&across));
        let beside = Mark::Point { x: 210.0, y: 150.0 };
        assert!(!prompt.touches(&beside) && !prompt.encloses(&beside));
    }
}
