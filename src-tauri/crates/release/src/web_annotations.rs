//! Where lesions lie, as W3C Web Annotations (Web Annotation Data Model, 23 February 2017): one for each mark of the reviewed
//! records, in pixels of the released picture.

use domain::annotation::{Annotation, Mark};
use domain::vocabulary::Vocabulary;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One mark in `regions/web-annotations.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WebAnnotation {
    /// `http://www.w3.org/ns/anno.jsonld`.
    #[serde(rename = "@context")]
    pub context: String,
    /// Picture, number of the lesion and of its mark, such as `#test/images/….jpg/1/1`.
    pub id: String,
    /// `Annotation`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `tagging`.
    pub motivation: String,
    /// The lesion type, in English and by code of the vocabulary.
    pub body: Vec<Body>,
    /// What is marked.
    pub target: Target,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Body {
    /// `TextualBody`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `tagging` for the name, `identifying` for the code.
    pub purpose: String,
    /// Name or code.
    pub value: String,
}

/// A part of a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// Picture, relative to the release.
    pub source: String,
    /// Which part.
    pub selector: Selector,
}

/// How the part is said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Selector {
    /// `FragmentSelector` for boxes and points, `SvgSelector` for polygons.
    #[serde(rename = "type")]
    pub kind: String,
    /// `http://www.w3.org/TR/media-frags/` for boxes and points.
    #[serde(rename = "conformsTo", default, skip_serializing_if = "Option::is_none")]
    pub conforms_to: Option<String>,
    /// `xywh=pixel:x,y,width,height` (a point is one pixel), or an SVG polygon.
    pub value: String,
}

/// The marks of one record, `image` being the picture's place in the release.
pub(crate) fn marks(image: &str, reviewed: &Annotation, vocabulary: &Vocabulary) -> Vec<WebAnnotation> {
    let mut found = Vec::new();
    for lesion in &reviewed.lesions {
        let name = vocabulary.term(&lesion.lesion).map_or(lesion.lesion.as_str(), |term| term.en.as_str());
        for (number, mark) in (1..).zip(&lesion.marks) {
            let body = [("tagging", name), ("identifying", lesion.lesion.as_str())];
            found.push(WebAnnotation {
                context: "http://www.w3.org/ns/anno.jsonld".to_owned(),
                id: format!("#{image}/{}/{number}", lesion.number),
                kind: "Annotation".to_owned(),
                motivation: "tagging".to_owned(),
                body: body
                    .map(|(purpose, value)| Body {
                        kind: "TextualBody".to_owned(),
                        purpose: purpose.to_owned(),
                        value: value.to_owned(),
                    })
                    .into(),
                target: Target { source: image.to_owned(), selector: selector(mark) },
            });
        }
    }
    found
}

fn selector(mark: &Mark) -> Selector {
    let fragment = |[x, y, width, height]: [f64; 4]| Selector {
        kind: "FragmentSelector".to_owned(),
        conforms_to: Some("http://www.w3.org/TR/media-frags/".to_owned()),
        value: format!("xywh=pixel:{x},{y},{width},{height}"),
    };
    match mark {
        Mark::Point { x, y } => fragment([*x, *y, 1.0, 1.0]),
        Mark::Box { x, y, width, height } => fragment([*x, *y, *width, *height]),
        Mark::Polygon { points } => {
            let points: Vec<String> = points.iter().map(|[x, y]| format!("{x},{y}")).collect();
            let shape = format!("<polygon points=\"{}\"/>", points.join(" "));
            Selector {
                kind: "SvgSelector".to_owned(),
                conforms_to: None,
                value: format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{shape}</svg>"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_fragments_or_svg() {
        let said = |mark: Mark| selector(&mark).value;
        assert_eq!(said(Mark::Point { x: 3.0, y: 4.5 }), "xywh=pixel:3,4.5,1,1");
        assert_eq!(said(Mark::Box { x: 1.0, y: 2.0, width: 3.0, height: 4.0 }), "xywh=pixel:1,2,3,4");
        let polygon = Mark::Polygon { points: vec![[1.0, 2.0], [3.0, 4.0], [5.0, 0.0]] };
        assert!(said(polygon).contains("<polygon points=\"1,2 3,4 5,0\"/>"));
    }
}
