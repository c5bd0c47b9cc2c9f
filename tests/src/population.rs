//! Readings of as many photographs as one likes, each of another case: a disease by how common it is, its key findings with
//! what else might be seen, and what is usual against it. For questions out of many different records; what the photographs
//! show has nothing to do with it.

use std::collections::{BTreeMap, BTreeSet};

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

const FILES: [&str; 6] = [
    include_str!("../../schema/vocabulary/2.0.0/diseases.json"),
    include_str!("../../schema/vocabulary/2.0.0/lesions.json"),
    include_str!("../../schema/vocabulary/2.0.0/attributes.json"),
    include_str!("../../schema/vocabulary/2.0.0/regions.json"),
    include_str!("../../schema/vocabulary/2.0.0/relations.json"),
    include_str!("../../schema/vocabulary/2.0.0/treatments.json"),
];

/// Cases of a seed.
pub struct Population {
    terms: BTreeMap<String, Value>,
    /// Diseases, the most common first.
    diseases: Vec<String>,
    dice: ChaCha8Rng,
}

impl Population {
    /// Cases that are the same whenever the seed is.
    pub fn new(seed: u64) -> Self {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let mut terms = BTreeMap::new();
        for file in FILES {
            let file: Value = serde_json::from_str(file).unwrap_or_default();
            for term in file["terms"].as_array().into_iter().flatten() {
                terms.insert(text(&term["code"]).to_owned(), term.clone());
            }
        }
        let mut diseases: Vec<String> = terms.keys().filter(|code| code.starts_with("disease.")).cloned().collect();
        diseases.shuffle(&mut dice);
        Self { terms, diseases, dice }
    }

    fn list(&self, code: &str, field: &str) -> Vec<String> {
        let values = self.terms.get(code).and_then(|term| term[field].as_array());
        values.into_iter().flatten().map(|value| text(value).to_owned()).collect()
    }

    fn is_choosable(&self, code: &str) -> bool {
        self.terms.get(code).is_some_and(|term| term["choosable"] == true && term["exclusive"] != true)
    }

    fn choosable(&self, prefix: &str) -> Vec<String> {
        self.terms.keys().filter(|code| code.starts_with(prefix) && self.is_choosable(code)).cloned().collect()
    }

    /// Key findings of a disease of one kind that can be chosen.
    fn findings(&self, disease: &str, prefix: &str) -> Vec<String> {
        let findings = self.list(disease, "key_findings").into_iter();
        findings.filter(|code| code.starts_with(prefix) && self.is_choosable(code)).collect()
    }

    /// Whether a lesion can be of this size.
    fn fits(&self, lesion: &str, size: &str) -> bool {
        let of = |code: &str, field: &str, default: f64| self.terms[code][field].as_f64().unwrap_or(default);
        of(size, "min_mm", 0.0) < of(lesion, "max_mm", f64::INFINITY)
            && of(lesion, "min_mm", 0.0) < of(size, "max_mm", f64::INFINITY)
    }

    /// What the readers of the next case say, both the same.
    pub fn next_annotation(&mut self) -> Value {
        // The n-th disease is met as often as 1/n: some are common, most are rare.
        let weights: Vec<f64> = (1..=self.diseases.len()).map(|n| 1.0 / n as f64).collect();
        let mut at = self.dice.random_range(0.0..weights.iter().sum::<f64>());
        let place = weights.iter().position(|weight| {
            at -= weight;
            at <= 0.0
        });
        let disease = self.diseases[place.unwrap_or(0)].clone();
        let mut lesions = self.findings(&disease, "lesion.");
        if lesions.is_empty() {
            lesions = self.choosable("lesion.");
        }
        lesions.shuffle(&mut self.dice);
        if self.dice.random_bool(0.3) {
            // Something that has nothing to do with the disease.
            let others = self.choosable("lesion.");
            lesions.truncate(2);
            lesions.extend(others.choose(&mut self.dice).cloned());
        }
        let mut seen = BTreeSet::new();
        lesions.retain(|lesion| seen.insert(lesion.clone()));
        lesions.truncate(self.dice.random_range(1..=3));
        let mut regions = self.findings(&disease, "region.");
        if regions.is_empty() || self.dice.random_bool(0.2) {
            regions = self.choosable("region.");
        }
        regions.shuffle(&mut self.dice);
        regions.truncate(2);
        let cards: Vec<Value> = (1..)
            .zip(&lesions)
            .map(|(number, lesion): (u32, _)| self.card(number, lesion, &disease, &regions))
            .collect();
        let spatial: Vec<String> = self
            .choosable("relation.")
            .into_iter()
            .filter(|relation| self.terms[relation]["relation_kind"] == "spatial")
            .collect();
        let relations: Vec<Value> = (2..=lesions.len())
            .filter_map(|from| Some(json!({"from": from, "relation": spatial.choose(&mut self.dice)?, "to": 1})))
            .collect();
        let mut confused = self.list(&disease, "confused_with");
        confused.shuffle(&mut self.dice);
        confused.truncate(self.dice.random_range(0..=2));
        let ranked = [disease.clone()].into_iter().chain(confused);
        let differential: Vec<Value> = ranked.map(|disease| json!({"disease": disease, "confidence": 3})).collect();
        let mut usual: Vec<String> = self.list(&disease, "usual_treatments");
        usual.retain(|item| self.is_choosable(item));
        usual.shuffle(&mut self.dice);
        usual.truncate(4);
        let items: Vec<Value> = usual
            .iter()
            .map(|item| json!({"item": item, "route": self.terms[item]["routes"].get(0).cloned().unwrap_or_default()}))
            .collect();
        let name = text(&self.terms[&disease]["en"]).to_lowercase();
        json!({
            "regions": regions, "lesions": cards, "relations": relations, "differential": differential,
            "reasoning": format!("The picture as a whole suggests {name}."),
            "treatment": {"items": items, "text": "Return if it spreads."},
            "unsure": [], "several_conditions": false, "cannot_annotate": null
        })
    }

    fn card(&mut self, number: u32, lesion: &str, disease: &str, regions: &[String]) -> Value {
        let not_asked = self.list(lesion, "not_applicable");
        let kinds = ["size", "colour", "shape", "quantity", "distribution", "boundary"];
        let mut attributes = Vec::new();
        for kind in kinds.map(|kind| format!("attribute.{kind}")) {
            if not_asked.contains(&kind) {
                continue;
            }
            let fits = |value: &String| kind != "attribute.size" || self.fits(lesion, value);
            let typical: Vec<String> = self.findings(disease, &format!("{kind}.")).into_iter().filter(fits).collect();
            let any: Vec<String> = self.choosable(&format!("{kind}.")).into_iter().filter(fits).collect();
            let from = if typical.is_empty() || self.dice.random_bool(0.4) { any } else { typical };
            attributes.extend(from.choose(&mut self.dice).cloned());
        }
        let role = match self.terms[lesion]["role"].as_str() {
            Some(role @ ("primary" | "secondary")) => role,
            _ if self.dice.random_bool(0.5) => "primary",
            _ => "secondary",
        };
        let role = role.to_owned();
        let region = regions.choose(&mut self.dice).cloned();
        // Side by side in a picture of 48 by 36 pixels.
        let mark = json!({"shape": "box", "x": number * 11 - 9, "y": 6 * number, "width": 8, "height": 8});
        json!({
            "number": number, "lesion": lesion, "role": role, "regions": region.into_iter().collect::<Vec<_>>(),
            "attributes": attributes, "marks": [mark], "size_mm": null
        })
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
