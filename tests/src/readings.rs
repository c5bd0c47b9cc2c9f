//! What a physician would write about a synthetic photograph; two physicians differ now and then.

use serde_json::{Value, json};

use crate::photographs::{CASES, Case, Truth};

/// How a reader differs from the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slant {
    /// As the truth.
    Exact,
    /// First two diseases swapped, another colour.
    Swapped,
    /// Other diseases altogether, the second lesion missed.
    Apart,
    /// Says that the photograph is too poor to be annotated, and nothing else.
    Cannot,
}

/// The case of a photograph.
pub fn case_of(truth: &Truth) -> &'static Case {
    CASES.iter().find(|case| case.subject == truth.subject).unwrap_or(&CASES[0])
}

/// A complete annotation.
pub fn annotation(truth: &Truth, slant: Slant) -> Value {
    if slant == Slant::Cannot {
        return json!({
            "regions": [], "lesions": [], "relations": [], "differential": [], "reasoning": "",
            "treatment": {"items": [], "text": ""}, "unsure": [], "several_conditions": false,
            "cannot_annotate": "poor_quality"
        });
    }
    let case = case_of(truth);
    let colour = if slant == Slant::Swapped { other_colour(case.colour) } else { case.colour };
    let attributes = |colour: &str| -> Vec<String> {
        case.attributes.iter().map(|a| format!("attribute.{a}")).chain([colour.to_owned()]).collect()
    };
    let marks: Vec<Value> = truth
        .boxes
        .iter()
        .take(3)
        .map(|[x, y, w, h]| json!({"shape": "box", "x": x.round(), "y": y.round(), "width": w.round(), "height": h.round()}))
        .collect();
    let mut lesions = vec![json!({
        "number": 1, "lesion": case.lesion, "role": "primary", "regions": [case.region],
        "attributes": attributes(colour), "marks": marks, "size_mm": null
    })];
    let mut relations = Vec::new();
    if let Some(second) = case.second.filter(|_| slant != Slant::Apart) {
        lesions.push(json!({
            "number": 2, "lesion": second, "role": "secondary", "regions": [case.region],
            "attributes": attributes(case.colour), "marks": [], "size_mm": null
        }));
        relations.push(json!({"from": 2, "relation": "relation.on_surface_of", "to": 1}));
    }
    let [a, b, c] = case.diseases;
    let order: Vec<&str> = match slant {
        Slant::Exact => vec![a, b, c],
        Slant::Swapped => vec![b, a],
        Slant::Apart => vec!["disease.drug_exanthem"],
        Slant::Cannot => Vec::new(),
    };
    let differential: Vec<Value> = order.iter().map(|d| json!({"disease": d, "confidence": 4})).collect();
    let items: Vec<Value> = case.treatment.iter().map(|item| json!({"item": item, "route": null})).collect();
    json!({
        "regions": [case.region], "lesions": lesions, "relations": relations, "differential": differential,
        "reasoning": format!("The picture shows {} on this region; their look and place fit the first diagnosis.",
            case.lesion.trim_start_matches("lesion.").replace('_', " ")),
        "treatment": {"items": items, "text": "Review in four weeks."},
        "unsure": [], "several_conditions": false, "cannot_annotate": null
    })
}

fn other_colour(colour: &str) -> &'static str {
    if colour == "attribute.colour.red" { "attribute.colour.pink" } else { "attribute.colour.red" }
}
