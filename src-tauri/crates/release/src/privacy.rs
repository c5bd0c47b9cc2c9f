//! Whether a release says who somebody is: names of people and subjects in what people wrote. Hashes, codes, numbers and
//! pseudonyms are made by the program and are not looked at, so that a subject called 0001 or psoriasis blocks nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use domain::vocabulary::{Kind, Vocabulary};
use serde_json::Value;

use crate::finding::{Finding, finding};
use crate::sums::files_below;

/// Fields that hold words of people; everything below them is looked at.
const WRITTEN: [&str; 12] = [
    "question",
    "question_other",
    "options",
    "answer",
    "answer_other",
    "reasoning",
    "text",
    "treatment_text",
    "comments",
    "reason",
    "capture",
    "department",
];

/// Names that must not be found, and what they are easily taken for.
struct Names<'a> {
    all: Vec<&'a str>,
    /// Names of terms: a subject may be called like one.
    terms: BTreeSet<String>,
}

impl<'a> Names<'a> {
    fn new(names: &'a [String]) -> Self {
        let vocabulary = Vocabulary::built_in();
        let kinds = [Kind::Region, Kind::Lesion, Kind::Attribute, Kind::Relation, Kind::Disease, Kind::Treatment];
        let terms = kinds.iter().flat_map(|kind| vocabulary.terms(*kind)).flat_map(|term| term.names());
        let all = names.iter().map(|name| name.trim()).filter(|name| name.chars().count() > 1).collect();
        Self { all, terms: terms.map(str::to_lowercase).collect() }
    }

    /// A name that stands in a text: the whole of it, or as words of it when the name is like no ordinary word.
    fn found_in(&self, text: &str) -> Option<&'a str> {
        let whole = text.trim().to_lowercase();
        self.all.iter().copied().find(|name| {
            let folded = name.to_lowercase();
            if self.terms.contains(&folded) {
                return false;
            }
            (whole == folded && !is_number(name)) || (is_telling(name) && has_words(text, name))
        })
    }
}

/// Only digits and their punctuation: a year or a count looks the same.
fn is_number(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_digit() || ".,-/".contains(c))
}

/// Several words, letters with digits or signs, or Chinese characters: not met by chance in a sentence.
fn is_telling(name: &str) -> bool {
    let letters = name.chars().any(char::is_alphabetic);
    let others = name.chars().any(|c| !c.is_alphabetic());
    let long = name.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() > 1;
    letters && !is_number(name) && ((others && name.chars().count() > 3) || long)
}

/// Whether a name stands in a text with nothing of a word directly before or after it.
fn has_words(text: &str, name: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(name)
        .any(|(place, _)| !part(text[..place].chars().next_back()) && !part(text[place + name.len()..].chars().next()))
}

/// Looks through everything that people wrote; a finding names file, line, field and word.
pub(crate) fn check(folder: &Path, names: &[String], findings: &mut Vec<Finding>) -> io::Result<()> {
    let names = Names::new(names);
    if names.all.is_empty() {
        return Ok(());
    }
    for file in files_below(folder)? {
        let path = folder.join(&file);
        if file == "README.md" || file == "CITATION.cff" {
            for (line, text) in (1..).zip(fs::read_to_string(&path)?.lines()) {
                if let Some(name) = names.found_in(text) {
                    findings.push(finding(&file, Some(line), "name", &format!("“{name}”")));
                }
            }
        } else if file.ends_with(".jsonl") {
            for (line, text) in (1..).zip(BufReader::new(fs::File::open(&path)?).lines()) {
                if let Ok(row) = serde_json::from_str::<Value>(&text?) {
                    look(&row, "", false, &names, &mut |field, name| {
                        findings.push(finding(&file, Some(line), "name", &format!("{field}: “{name}”")));
                    });
                }
            }
        }
    }
    Ok(())
}

fn look(value: &Value, field: &str, written: bool, names: &Names<'_>, found: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::String(text) if written => {
            if let Some(name) = names.found_in(text) {
                found(field, name);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| look(item, field, written, names, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                look(value, key, written || WRITTEN.contains(&key.as_str()), names, found);
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], row: &Value) -> Vec<String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut all = Vec::new();
        look(row, "", false, &Names::new(&names), &mut |field, name| all.push(format!("{field} {name}")));
        all
    }

    #[test]
    fn names_that_are_numbers_words_or_terms_block_nothing() {
        let row = serde_json::json!({
            "subject": "S00001", "split": "test", "image": "images/000123400.jpg", "normalized": 0.0001,
            "question": "Which disease is a 45-year-old in 2026 likely to have?", "options": ["Psoriasis vulgaris", "Melanoma"],
            "reasoning": "A test with potassium hydroxide is next; psoriasis is less likely than melanoma in 0001 of them."
        });
        let names =
            ["0001", "00012", "2026", "test", "Psoriasis vulgaris", "psoriasis", "Melanoma", "45", "S", "likely"];
        assert_eq!(found(&names, &row), Vec::<String>::new());
    }

    #[test]
    fn a_name_in_what_people_wrote_is_found_with_its_field() {
        let row = serde_json::json!({
            "subject": "S00001", "reviewed": {"reasoning": "As Anna Berg said of subject-01, psoriasis.", "treatment": {"text": "王小明复诊"}},
            "capture": {"visit": "Doe Jane 1957-03-02"}
        });
        let names = ["Anna Berg", "subject-01", "王小明", "Doe Jane 1957-03-02", "subject-0"];
        assert_eq!(found(&names[..1], &row), ["reasoning Anna Berg"]);
        assert_eq!(found(&names[1..2], &row), ["reasoning subject-01"]);
        assert_eq!(found(&names[2..3], &row), ["text 王小明"]);
        assert_eq!(found(&names[3..4], &row), ["visit Doe Jane 1957-03-02"]);
        assert_eq!(found(&names[4..], &row), Vec::<String>::new(), "a part of another name is none");
    }
}
