//! What physicians write about a synthetic photograph; two of them differ now and then, as they do.
//! `readings.json` holds their words, with codes of the vocabulary without their kind.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::photographs::Truth;

/// How a reader differs from the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slant {
    /// The first reading.
    Exact,
    /// The same findings, diagnoses and treatment in words of one's own.
    Agreeing,
    /// First two diseases swapped, another colour, treated accordingly.
    Swapped,
    /// Other diseases altogether; something was missed or taken for something else.
    Apart,
    /// Says that the photograph is too poor to be annotated, and nothing else.
    Cannot,
    /// The first reading, by somebody who measured 8 mm with a ruler in the picture and gives hydrocortisone on the skin.
    Measured,
    /// The same findings, measured as 12.5 mm, and hydrocortisone by mouth.
    MeasuredOtherwise,
}

impl Slant {
    /// Every slant that has words of its own.
    pub const ALL: [Self; 5] = [Self::Exact, Self::Agreeing, Self::Swapped, Self::Apart, Self::Cannot];
}

/// All that is said of one subject.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Readings {
    subject: String,
    region: String,
    first: Reading,
    agreeing: Words,
    swapped: Swapped,
    apart: Reading,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    lesions: Vec<Lesion>,
    /// Disease and confidence, the most plausible first.
    differential: Vec<(String, u8)>,
    reasoning: String,
    treatment: Vec<Treatment>,
    advice: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lesion {
    lesion: String,
    role: String,
    /// How it lies to the first lesion.
    relation: Option<String>,
    values: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    reasoning: String,
    advice: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Swapped {
    /// Colour of the first lesion.
    colour: String,
    reasoning: String,
    treatment: Vec<Treatment>,
    advice: String,
}

/// Item, and route of a medication.
#[derive(Deserialize)]
#[serde(untagged)]
enum Treatment {
    Item([String; 1]),
    Medication([String; 2]),
}

static READINGS: LazyLock<Vec<Readings>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the file is compiled in and every story reads it")]
    serde_json::from_str(include_str!("readings.json")).expect("the readings are readable")
});

/// What is said of a photograph's subject; of the first when the subject is unknown.
fn readings_of(truth: &Truth) -> &'static Readings {
    READINGS.iter().find(|readings| readings.subject == truth.subject).unwrap_or(&READINGS[0])
}

/// A complete annotation.
pub fn annotation(truth: &Truth, slant: Slant) -> Value {
    let Readings { region, first, agreeing, swapped, apart, .. } = readings_of(truth);
    let with = |reading: &Reading, reasoning: &str, treatment: &[Treatment], advice: &str| {
        let marks = truth.boxes.iter().take(3).map(
            |[x, y, w, h]| json!({"shape": "box", "x": x.round(), "y": y.round(), "width": w.round(), "height": h.round()}),
        );
        let mut annotation = json!({
            "regions": [format!("region.{region}")], "lesions": [], "relations": [], "differential": [],
            "reasoning": reasoning, "treatment": {"items": [], "text": advice},
            "unsure": [], "several_conditions": false, "cannot_annotate": null
        });
        let lesions = (1..).zip(&reading.lesions).map(|(number, lesion)| {
            let values: Vec<String> = lesion.values.iter().map(|value| format!("attribute.{value}")).collect();
            json!({
                "number": number, "lesion": format!("lesion.{}", lesion.lesion), "role": lesion.role,
                "regions": [format!("region.{region}")], "attributes": values, "marks": [], "size_mm": null
            })
        });
        annotation["lesions"] = lesions.collect();
        annotation["lesions"][0]["marks"] = marks.collect();
        // What lies on a drawn lesion is marked in its middle, and what lies at its edge there.
        let area = |[_, _, w, h]: &&[f64; 4]| w * h;
        let largest = truth.boxes.iter().take(3).max_by(|one, other| area(one).total_cmp(&area(other)));
        for (place, lesion) in reading.lesions.iter().enumerate().skip(1) {
            let across = match lesion.relation.as_deref() {
                Some("on_surface_of") => 0.25,
                Some("at_edge_of") => 0.5,
                _ => continue,
            };
            if let Some([x, y, w, h]) = largest {
                let [x, y, width, height] = [x + w * across, y + h / 4.0, w / 2.0, h / 2.0].map(f64::round);
                let mark = json!({"shape": "box", "x": x, "y": y, "width": width, "height": height});
                annotation["lesions"][place]["marks"] = json!([mark]);
            }
        }
        let relations = (1..).zip(&reading.lesions).filter_map(|(number, lesion)| {
            let relation = lesion.relation.as_ref()?;
            Some(json!({"from": number, "relation": format!("relation.{relation}"), "to": 1}))
        });
        annotation["relations"] = relations.collect();
        let ranked = reading.differential.iter();
        annotation["differential"] = ranked
            .map(|(disease, confidence)| json!({"disease": format!("disease.{disease}"), "confidence": confidence}))
            .collect();
        let items = treatment.iter().map(|line| match line {
            Treatment::Item([item]) => json!({"item": item, "route": null}),
            Treatment::Medication([item, route]) => json!({"item": item, "route": route}),
        });
        annotation["treatment"]["items"] = items.collect();
        annotation
    };
    let measured = |mut annotation: Value, mm: f64, ruler_px: f64, route: &str| {
        annotation["lesions"][0]["size_mm"] = mm.into();
        annotation["scale"] = json!({"from": [20.0, 20.0], "to": [20.0 + ruler_px, 20.0], "mm": 20.0});
        if let Some(items) = annotation["treatment"]["items"].as_array_mut() {
            items.push(json!({"item": "medication.hydrocortisone", "route": route}));
        }
        annotation
    };
    match slant {
        Slant::Measured => measured(annotation(truth, Slant::Exact), 8.0, 200.0, "topical"),
        Slant::MeasuredOtherwise => measured(annotation(truth, Slant::Agreeing), 12.5, 300.0, "oral"),
        Slant::Exact => with(first, &first.reasoning, &first.treatment, &first.advice),
        Slant::Agreeing => with(first, &agreeing.reasoning, &first.treatment, &agreeing.advice),
        Slant::Swapped => {
            let mut annotation = with(first, &swapped.reasoning, &swapped.treatment, &swapped.advice);
            if let Some(values) = annotation["lesions"][0]["attributes"].as_array_mut() {
                let colour = "attribute.colour.";
                values.retain(|value| !value.as_str().is_some_and(|value| value.starts_with(colour)));
                values.push(format!("{colour}{}", swapped.colour).into());
            }
            if let Some(differential) = annotation["differential"].as_array_mut() {
                differential.truncate(2);
                differential.reverse();
                // Whoever ranks a disease first is the surer of it.
                let confidences: Vec<Value> =
                    differential.iter().map(|each| each["confidence"].clone()).rev().collect();
                for (candidate, confidence) in differential.iter_mut().zip(confidences) {
                    candidate["confidence"] = confidence;
                }
            }
            annotation
        }
        Slant::Apart => with(apart, &apart.reasoning, &apart.treatment, &apart.advice),
        Slant::Cannot => json!({
            "regions": [], "lesions": [], "relations": [], "differential": [], "reasoning": "",
            "treatment": {"items": [], "text": ""}, "unsure": [], "several_conditions": false,
            "cannot_annotate": "poor_quality"
        }),
    }
}
