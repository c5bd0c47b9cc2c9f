//! Label Studio's JSON export (<https://labelstud.io/guide/export#Label-Studio-JSON-format-of-annotated-tasks>): tasks with
//! annotations and predictions; coordinates in percent of the picture as it was shown.

use std::collections::HashMap;
use std::path::Path;

use domain::annotation::Mark;
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::file::{Annotator, File, Format, NoMark, Picture, Said, Unreadable, boxed, parse, polygon};
use crate::error::AppError;
use crate::preferences::Label;

/// Corners of the polygon that stands for an ellipse.
const ELLIPSE_CORNERS: u32 = 24;

#[derive(Deserialize)]
struct Task {
    #[serde(default)]
    id: Option<u64>,
    #[serde(default)]
    data: Option<Map<String, Value>>,
    #[serde(default)]
    file_upload: Option<String>,
    #[serde(default)]
    annotations: Option<Vec<Annotation>>,
    #[serde(default)]
    predictions: Option<Vec<Annotation>>,
    /// What annotations were called before version 1.
    #[serde(default)]
    completions: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    completed_by: Value,
    #[serde(default)]
    model_version: Option<String>,
    #[serde(default)]
    was_cancelled: bool,
    #[serde(default)]
    result: Vec<Value>,
}

pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<File, AppError> {
    let tasks: Vec<Task> = parse(path, bytes)?;
    if tasks.is_empty() {
        return Err(Unreadable::Empty.of(path));
    }
    let mut annotations = Vec::new();
    for (place, task) in tasks.into_iter().enumerate() {
        if task.completions.is_some() {
            return Err(Unreadable::OldVersion.of(path));
        }
        let number = task.id.unwrap_or(place as u64 + 1);
        let Some(data) = task.data else { return Err(Unreadable::JsonMin.of(path)) };
        let file = file_of(&data, task.file_upload.as_deref());
        let made = task.annotations.unwrap_or_default().into_iter().map(|annotation| {
            let name = person(&annotation.completed_by);
            (Annotator { name, model: false }, annotation)
        });
        let predicted = task.predictions.unwrap_or_default().into_iter().map(|prediction| {
            let name = prediction.model_version.clone().unwrap_or_default();
            (Annotator { name, model: true }, prediction)
        });
        for (annotator, annotation) in made.chain(predicted) {
            if annotation.was_cancelled {
                continue;
            }
            let picture = Picture { file: file.clone(), number: Some(number), ..picture(&annotation.result) };
            annotations.push((annotator, picture));
        }
    }
    Ok(File { format: Format::LabelStudio, annotations, columns: Vec::new() })
}

fn person(completed_by: &Value) -> String {
    match completed_by {
        Value::Number(number) => number.to_string(),
        Value::String(name) => name.clone(),
        Value::Object(person) => {
            let named = ["email", "username", "id"].into_iter().find_map(|key| person.get(key));
            named.map(|name| name.as_str().map_or_else(|| name.to_string(), str::to_owned)).unwrap_or_default()
        }
        Value::Null | Value::Bool(_) | Value::Array(_) => String::new(),
    }
}

/// The picture of a task: what is called so, or the first text that ends like a picture.
fn file_of(data: &Map<String, Value>, upload: Option<&str>) -> String {
    let texts = || data.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)));
    let named = texts().find(|(key, _)| ["image", "img", "photo", "picture"].contains(key)).map(|(_, value)| value);
    let looks = |value: &&str| {
        let small = value.to_lowercase();
        [".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"].iter().any(|end| small.contains(end))
    };
    let address = named.or(upload).or_else(|| texts().map(|(_, value)| value).find(looks)).unwrap_or_default();
    // Files that are served from a folder stand behind `?d=`.
    let path = match address.split_once("?d=") {
        Some((_, path)) => path,
        None => address.split('?').next().unwrap_or_default(),
    };
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// The name before Label Studio put eight hexadecimal digits and a hyphen before it, as it does with what is uploaded.
pub(super) fn name_before_upload(file: &str) -> Option<&str> {
    let name = file.rsplit('/').next()?;
    let (digits, rest) = name.split_at_checked(8)?;
    let uploaded = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    rest.strip_prefix('-').filter(|rest| uploaded && !rest.is_empty())
}

fn picture(results: &[Value]) -> Picture {
    let mut picture = Picture::default();
    let mut marks: HashMap<&str, usize> = HashMap::new();
    // Shapes first: what is said of them may stand before them.
    for result in results {
        let (kind, value) = (text(result, "type"), &result["value"]);
        let size = [number(result, "original_width"), number(result, "original_height")];
        let Some(shape) = shape(kind, value, size, number(result, "image_rotation")) else { continue };
        if picture.size.is_none() && size.iter().all(|side| *side > 0.0) {
            picture.size = Some(size);
        }
        // A plain shape and its labels are two results with one id.
        let id = text(result, "id");
        if id.is_empty() || !marks.contains_key(id) {
            marks.insert(id, picture.marks.len());
            picture.marks.push(shape);
        }
    }
    for result in results {
        let (kind, value, field) = (text(result, "type"), &result["value"], text(result, "from_name"));
        let mark = marks.get(text(result, "id")).copied();
        let label = |label: &str| Label { field: field.to_owned(), label: label.trim().to_owned() };
        match kind {
            "relation" => {
                let ends = [text(result, "from_id"), text(result, "to_id")].map(|id| marks.get(id).copied());
                if let [Some(mut from), Some(mut to)] = ends {
                    if text(result, "direction") == "left" {
                        (from, to) = (to, from);
                    }
                    let field = "relation".to_owned();
                    for name in strings(&result["labels"]) {
                        let label = Label { field: field.clone(), label: name.to_owned() };
                        picture.said.push(Said::Relation { label, from, to });
                    }
                }
            }
            "textarea" => {
                let text = strings(&value["text"]).join("\n");
                let text = if text.is_empty() { value["text"].as_str().unwrap_or_default().to_owned() } else { text };
                picture.said.push(Said::Text { field: field.to_owned(), text });
            }
            "taxonomy" => {
                // A path from the root: the last is what was chosen.
                let paths = value["taxonomy"].as_array().map(Vec::as_slice).unwrap_or_default();
                for name in paths.iter().filter_map(|path| strings(path).last().copied()) {
                    picture.said.push(Said::Label { label: label(name), mark });
                }
            }
            "rating" | "number" => {
                let number = &value[kind];
                let said = number.as_str().map_or_else(|| number.to_string(), str::to_owned);
                picture.said.push(Said::Label { label: label(&said), mark });
            }
            // `rectanglelabels`, `choices` and so on: the labels stand under the name of the kind.
            _ => {
                for name in strings(&value[kind]) {
                    picture.said.push(Said::Label { label: label(name), mark });
                }
            }
        }
    }
    picture
}

/// The shape of a result in pixels; none of what is no shape.
fn shape(kind: &str, value: &Value, [width, height]: [f64; 2], turned: f64) -> Option<Result<Mark, NoMark>> {
    let of = |key: &str| number(value, key);
    let at = |x: f64, y: f64| [x / 100.0 * width, y / 100.0 * height];
    let shape = match kind.strip_suffix("labels").unwrap_or(kind) {
        "rectangle" => {
            let (corner, extent) = (at(of("x"), of("y")), at(of("width"), of("height")));
            let rotation = of("rotation").to_radians();
            if rotation == 0.0 || rotation.is_nan() {
                boxed(corner[0], corner[1], extent[0], extent[1])
            } else {
                // Label Studio turns a rectangle about its upper left corner.
                let corners = [[0.0, 0.0], [extent[0], 0.0], extent, [0.0, extent[1]]];
                polygon(corners.map(|offset| turn(corner, offset, rotation)).to_vec())
            }
        }
        "ellipse" => {
            let (centre, radii) = (at(of("x"), of("y")), at(of("radiusX"), of("radiusY")));
            let rotation = Some(of("rotation").to_radians()).filter(|angle| !angle.is_nan()).unwrap_or_default();
            let corner = |step: u32| {
                let angle = std::f64::consts::TAU * f64::from(step) / f64::from(ELLIPSE_CORNERS);
                turn(centre, [radii[0] * angle.cos(), radii[1] * angle.sin()], rotation)
            };
            polygon((0..ELLIPSE_CORNERS).map(corner).collect())
        }
        "polygon" => {
            let points = value["points"].as_array().map(Vec::as_slice).unwrap_or_default();
            let point = |point: &Value| {
                let of = |place: usize| point[place].as_f64().unwrap_or(f64::NAN);
                at(of(0), of(1))
            };
            polygon(points.iter().map(point).collect())
        }
        "keypoint" => match at(of("x"), of("y")) {
            [x, y] if x.is_finite() && y.is_finite() => Ok(Mark::Point { x, y }),
            _ => Err(NoMark::Numbers),
        },
        "brush" | "magicwand" | "bitmask" | "vector" | "video" | "videorectangle" => Err(NoMark::Shape),
        _ => return None,
    };
    let sized = width > 0.0 && height > 0.0;
    Some(match shape {
        Ok(_) if turned != 0.0 && !turned.is_nan() => Err(NoMark::Turned),
        Ok(_) if !sized => Err(NoMark::Numbers),
        other => other,
    })
}

fn turn(about: [f64; 2], [x, y]: [f64; 2], angle: f64) -> [f64; 2] {
    [about[0] + x * angle.cos() - y * angle.sin(), about[1] + x * angle.sin() + y * angle.cos()]
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Not a number where there is none.
fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or(f64::NAN)
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().map(|all| all.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}
