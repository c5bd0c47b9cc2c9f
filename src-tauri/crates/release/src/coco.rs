//! Where lesions lie, as COCO has it: boxes and polygons of the reviewed records in absolute pixels of the released picture,
//! `[x, y, width, height]` from the upper left corner. Points bound nothing and are left out; they stand in the records.

use std::collections::BTreeMap;

use domain::annotation::Mark;
use domain::vocabulary::{Kind, Vocabulary};
use serde_json::{Value, json};

use crate::tables::AnnotationRow;

/// The document of all pictures, `image` of each row being its place in the release.
pub(crate) fn document<'a>(rows: impl Iterator<Item = &'a AnnotationRow>, vocabulary: &Vocabulary) -> Value {
    let lesions: Vec<_> = vocabulary.terms(Kind::Lesion).iter().filter(|term| term.parent.is_some()).collect();
    let ids: BTreeMap<&str, usize> = (1..).zip(&lesions).map(|(id, term)| (term.code.as_str(), id)).collect();
    let category = |(id, code): (&usize, &str)| {
        let term = lesions[id - 1];
        json!({"id": id, "name": term.en, "supercategory": term.parent, "code": code})
    };
    let mut by_id: Vec<(&usize, &str)> = ids.iter().map(|(code, id)| (id, *code)).collect();
    by_id.sort_unstable();
    let (mut images, mut annotations) = (Vec::new(), Vec::new());
    for (image_id, row) in (1..).zip(rows) {
        images.push(json!({
            "id": image_id, "file_name": row.image, "width": row.width_px, "height": row.height_px,
        }));
        for lesion in &row.reviewed.lesions {
            let Some(category) = ids.get(lesion.lesion.as_str()) else { continue };
            for mark in &lesion.marks {
                let Some((bbox, segmentation, area)) = outline(mark) else { continue };
                annotations.push(json!({
                    "id": annotations.len() + 1, "image_id": image_id, "category_id": category, "bbox": bbox,
                    "segmentation": [segmentation], "area": area, "iscrowd": 0, "lesion_number": lesion.number,
                }));
            }
        }
    }
    json!({
        "info": {"description": "Lesions of the reviewed records; categories in English and by code of the vocabulary"},
        "images": images, "annotations": annotations,
        "categories": by_id.into_iter().map(category).collect::<Vec<_>>(),
    })
}

/// Box, corners in a flat list, and area; none for a point.
fn outline(mark: &Mark) -> Option<([f64; 4], Vec<f64>, f64)> {
    let corners: Vec<[f64; 2]> = match mark {
        Mark::Point { .. } => return None,
        Mark::Box { x, y, width, height } => {
            vec![[*x, *y], [x + width, *y], [x + width, y + height], [*x, y + height]]
        }
        Mark::Polygon { points } => points.clone(),
    };
    let range = |axis: usize| {
        let values = || corners.iter().map(|corner| corner[axis]);
        let least = values().fold(f64::INFINITY, f64::min);
        (least, values().fold(f64::NEG_INFINITY, f64::max) - least)
    };
    let ((x, width), (y, height)) = (range(0), range(1));
    // The surveyor's formula.
    let next = corners.iter().cycle().skip(1);
    let twice: f64 = corners.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
    Some(([x, y, width, height], corners.concat(), twice.abs() / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_has_its_box_and_area() {
        let triangle = Mark::Polygon { points: vec![[10.0, 10.0], [30.0, 10.0], [10.0, 20.0]] };
        assert_eq!(
            outline(&triangle),
            Some(([10.0, 10.0, 20.0, 10.0], vec![10.0, 10.0, 30.0, 10.0, 10.0, 20.0], 100.0))
        );
        let square = Mark::Box { x: 1.0, y: 2.0, width: 3.0, height: 4.0 };
        assert_eq!(outline(&square).map(|(bbox, _, area)| (bbox, area)), Some(([1.0, 2.0, 3.0, 4.0], 12.0)));
        assert_eq!(outline(&Mark::Point { x: 1.0, y: 2.0 }), None);
    }
}
