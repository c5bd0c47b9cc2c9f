//! COCO object detection (<https://cocodataset.org/#format-data>), with the attributes that CVAT adds to annotations.

use std::collections::HashMap;
use std::path::Path;

use domain::annotation::Mark;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::file::{Annotator, File, Format, NoMark, Picture, Said, Unreadable, boxed, parse, polygon};
use crate::error::AppError;
use crate::preferences::Label;

#[derive(Deserialize)]
struct Coco {
    #[serde(default)]
    images: Option<Vec<Image>>,
    #[serde(default)]
    annotations: Option<Vec<Annotation>>,
    #[serde(default)]
    categories: Vec<Category>,
}

#[derive(Deserialize)]
struct Image {
    id: Id,
    file_name: String,
    #[serde(default)]
    width: Option<f64>,
    #[serde(default)]
    height: Option<f64>,
}

#[derive(Deserialize)]
struct Category {
    id: Id,
    name: String,
}

#[derive(Deserialize)]
struct Annotation {
    image_id: Id,
    #[serde(default)]
    category_id: Option<Id>,
    #[serde(default)]
    bbox: Vec<f64>,
    #[serde(default)]
    segmentation: Value,
    #[serde(default)]
    attributes: Map<String, Value>,
    /// COCO Captions.
    #[serde(default)]
    caption: Option<String>,
}

/// COCO counts; some tools name.
#[derive(Deserialize, PartialEq, Eq, Hash, Clone)]
#[serde(untagged, expecting = "an id is a whole number or a text")]
enum Id {
    Number(u64),
    Text(String),
}

pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<File, AppError> {
    let Coco { images, annotations, categories } = parse(path, bytes)?;
    let (Some(images), Some(annotations)) = (images, annotations) else { return Err(Unreadable::OtherTool.of(path)) };
    let names: HashMap<Id, String> = categories.into_iter().map(|category| (category.id, category.name)).collect();
    let mut places = HashMap::new();
    let mut pictures: Vec<Picture> = Vec::with_capacity(images.len());
    for Image { id, file_name, width, height } in images {
        places.insert(id, pictures.len());
        let size = width.zip(height).map(|(width, height)| [width, height]);
        let size = size.filter(|size| size.iter().all(|side| side.is_finite() && *side > 0.0));
        pictures.push(Picture { file: file_name, size, ..Picture::default() });
    }
    for annotation in annotations {
        // A picture that the file does not list has no name to be found by; it is said to be missing.
        let place = *places.entry(annotation.image_id.clone()).or_insert_with(|| {
            let file = match &annotation.image_id {
                Id::Number(number) => format!("image {number}"),
                Id::Text(text) => format!("image {text}"),
            };
            pictures.push(Picture { file, ..Picture::default() });
            pictures.len() - 1
        });
        if let Some(picture) = pictures.get_mut(place) {
            add(picture, &annotation, &names);
        }
    }
    let nobody = || Annotator { name: String::new(), model: false };
    let annotations = pictures.into_iter().filter(|picture| !picture.said.is_empty() || !picture.marks.is_empty());
    Ok(File {
        format: Format::Coco,
        annotations: annotations.map(|picture| (nobody(), picture)).collect(),
        columns: Vec::new(),
    })
}

fn add(picture: &mut Picture, annotation: &Annotation, names: &HashMap<Id, String>) {
    if let Some(text) = &annotation.caption {
        picture.said.push(Said::Text { field: "caption".to_owned(), text: text.clone() });
    }
    let bounds = match annotation.bbox.as_slice() {
        [x, y, width, height] => Some([*x, *y, *width, *height]),
        _ => None,
    };
    let mark = match (outline(&annotation.segmentation), bounds) {
        // What was drawn as a box often comes with its four corners too.
        (Some(corners), Some(bounds)) if are_corners(&corners, bounds) => Some(in_box(bounds)),
        (Some(corners), _) => Some(polygon(corners)),
        (None, bounds) => bounds.map(in_box),
    };
    let mark = mark.map(|mark| {
        picture.marks.push(mark);
        picture.marks.len() - 1
    });
    let mut say = |field: &str, label: &str| {
        let label = Label { field: field.to_owned(), label: label.trim().to_owned() };
        picture.said.push(Said::Label { label, mark });
    };
    if let Some(name) = annotation.category_id.as_ref().and_then(|id| names.get(id)) {
        say("category", name);
    }
    for (field, value) in &annotation.attributes {
        match value {
            Value::String(label) if !label.trim().is_empty() => say(field, label),
            // A box that is ticked says what it is called.
            Value::Bool(true) => say(field, field),
            _ => {}
        }
    }
}

fn in_box([x, y, width, height]: [f64; 4]) -> Result<Mark, NoMark> {
    boxed(x, y, width, height)
}

/// Whether an outline is its own bounds.
fn are_corners(outline: &[[f64; 2]], [x, y, width, height]: [f64; 4]) -> bool {
    let on = |value: f64, edges: [f64; 2]| edges.iter().any(|edge| (value - edge).abs() < 1e-6);
    let corner = |[at_x, at_y]: &[f64; 2]| on(*at_x, [x, x + width]) && on(*at_y, [y, y + height]);
    (4..=5).contains(&outline.len()) && outline.iter().all(corner)
}

/// The outline of an object in one piece. One in several pieces, or a mask, has only its box.
fn outline(segmentation: &Value) -> Option<Vec<[f64; 2]>> {
    match segmentation.as_array()?.as_slice() {
        [Value::Array(numbers)] if numbers.len() >= 6 && numbers.len().is_multiple_of(2) => {
            let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
            Some(numbers.chunks_exact(2).map(|pair| [number(&pair[0]), number(&pair[1])]).collect())
        }
        _ => None,
    }
}
