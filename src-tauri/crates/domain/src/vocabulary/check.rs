//! What a sound vocabulary holds: every term has its parts, names one thing, and refers to terms that there are. The
//! knowledge that questions rest on came with version 2; older versions are held to what they promised.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Kind, Term, Vocabulary};

impl Vocabulary {
    /// Everything that is wrong with the vocabulary; empty when it is sound.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for kind in Kind::ALL {
            let mut names: BTreeMap<(Option<&Code>, String), &Code> = BTreeMap::new();
            let mut codes = BTreeSet::new();
            for term in self.terms(kind) {
                let code = &term.code;
                if !codes.insert(code) {
                    problems.push(format!("{code} stands twice"));
                }
                let scope = if kind == Kind::Attribute { term.parent.as_ref() } else { None };
                for name in term.names() {
                    let folded = name.trim().to_lowercase();
                    if folded.is_empty() {
                        problems.push(format!("{code} has an empty name"));
                    }
                    if let Some(other) = names.insert((scope, folded), code) {
                        problems.push(format!("{name:?} names both {other} and {code}"));
                    }
                }
                if term.definition_en.trim().is_empty() || term.definition_zh.trim().is_empty() {
                    problems.push(format!("{code} lacks a definition"));
                }
                if self.ancestors(code).len() > 3 {
                    problems.push(format!("{code} lies deeper than four levels"));
                }
                let of_its_kind = term.parent.iter().chain(&term.confused_with).chain(&term.inverse);
                for other in of_its_kind.chain(&term.implies).chain(&term.compatible_with) {
                    if self.kind(other) != Some(kind) {
                        problems.push(format!("{code} refers to {other}, which is no {kind:?}"));
                    }
                }
                for other in &term.confused_with {
                    if self.in_line(code, other) {
                        problems.push(format!("{code} cannot be confused with {other}, its relative"));
                    }
                }
                problems.extend(self.parts_missing(kind, term));
                if self.has_knowledge() {
                    problems.extend(self.knowledge_missing(kind, term));
                }
            }
        }
        problems
    }

    fn parts_missing(&self, kind: Kind, term: &Term) -> Vec<String> {
        let code = &term.code;
        let mut problems = Vec::new();
        let mut need = |holds: bool, what: &str| {
            if !holds {
                problems.push(format!("{code} lacks {what}"));
            }
        };
        match kind {
            Kind::Region => need(term.tree.is_some(), "its tree"),
            Kind::Lesion if term.choosable => {
                need(term.role.is_some(), "its usual role");
                need(term.confused_with.len() >= 2, "two terms it is confused with");
            }
            Kind::Disease if term.choosable => {
                need(term.icd10.is_some(), "its ICD-10 code");
                need(term.department.is_some(), "its department");
                need(term.risk.is_some(), "its risk");
                need(term.confused_with.len() >= 2, "two terms it is confused with");
            }
            Kind::Relation => need(
                term.inverse.as_ref().and_then(|inverse| self.term(inverse)).and_then(|back| back.inverse.as_ref())
                    == Some(code),
                "a mutual inverse",
            ),
            Kind::Treatment => {
                need(term.category.is_some(), "its category");
                if term.category.as_deref() == Some("medication") {
                    need(term.parent.is_some(), "its class");
                    need(!term.routes.is_empty(), "its route");
                }
            }
            Kind::Attribute => {
                let mut placed = BTreeSet::new();
                for scale in &term.scales {
                    need((1..=scale.values.len()).contains(&scale.span), "a scale with a span within it");
                    for value in &scale.values {
                        let own = self.term(value).is_some_and(|value| value.parent.as_ref() == Some(code));
                        need(own && placed.insert(value), &format!("{value} of its own, once on a scale"));
                    }
                }
            }
            Kind::Lesion | Kind::Disease => {}
        }
        problems
    }

    /// Whether this version says what questions rest on.
    pub fn has_knowledge(&self) -> bool {
        self.version != "1.0.0"
    }

    fn knowledge_missing(&self, kind: Kind, term: &Term) -> Vec<String> {
        let code = &term.code;
        let mut problems = Vec::new();
        let mut need = |holds: bool, what: &str| {
            if !holds {
                problems.push(format!("{code} lacks {what}"));
            }
        };
        need(!self.implied(code).contains(code), "an end of what it implies");
        for other in self.implied(code) {
            need(!term.compatible_with.contains(other), &format!("certainty about {other}, implied and left open"));
        }
        let of_kind = |codes: &[Code], allowed: &[Kind]| {
            codes.iter().all(|other| self.kind(other).is_some_and(|kind| allowed.contains(&kind)))
        };
        match kind {
            Kind::Lesion if term.parent.is_some() => {
                need(term.en_number.is_some(), "how its name counts");
                let counts = term.en_number == Some(super::EnglishNumber::Count);
                need(counts == term.en_plural.is_some(), "its plural, and only where it has one");
                need(of_kind(&term.not_applicable, &[Kind::Attribute]), "attributes that do not apply");
            }
            Kind::Attribute if term.choosable => {
                let faceted = ["attribute.shape", "attribute.distribution", "attribute.boundary"];
                let parent = term.parent.as_ref().map_or("", Code::as_str);
                let several = faceted.contains(&parent) && !term.exclusive;
                need(several == term.facet.is_some(), "its facet, and only where there are several");
            }
            Kind::Relation if term.relation_kind.as_deref() == Some("spatial") => {
                need(term.answer_en.is_some() && term.answer_zh.is_some(), "what it is as an answer");
            }
            Kind::Disease if term.choosable => {
                let findings = &term.key_findings;
                need(of_kind(findings, &[Kind::Lesion, Kind::Region, Kind::Attribute]), "findings of a picture");
                need(
                    findings.iter().any(|other| self.kind(other) == Some(Kind::Lesion)),
                    "a lesion that speaks for it",
                );
                need(of_kind(&term.usual_treatments, &[Kind::Treatment]), "treatments that there are");
                let any_is = |category: &str| {
                    let is = |code: &Code| self.term(code).is_some_and(|t| t.category.as_deref() == Some(category));
                    term.usual_treatments.iter().any(is)
                };
                need(any_is("care"), "usual advice on care");
                need(!any_is("harmful"), "treatments without harm");
            }
            Kind::Treatment => {
                need((term.category.as_deref() == Some("care")) == term.level.is_some(), "how urgent it is");
                need(term.category.as_deref() != Some("harmful") || !term.choosable, "protection from being chosen");
            }
            Kind::Region | Kind::Lesion | Kind::Attribute | Kind::Relation | Kind::Disease => {}
        }
        problems
    }
}
