//! Re-checking a release offline: hashes, schemas, counts, references, splits by subject, names in what people wrote.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde_json::Value;

use crate::finding::{Finding, finding};
use crate::sums::{files_below, sha256_of};
use crate::tables::schemas;
use crate::{parquet, privacy};

/// How far the work is; returning `false` cancels.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

/// What was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Files whose hash was compared.
    pub files: usize,
    /// Rows of `annotations/records.jsonl`.
    pub photographs: usize,
    /// Rows of both splits.
    pub questions: usize,
    /// Everything that is wrong; empty when the release is sound.
    pub findings: Vec<Finding>,
}

/// Verifies a release folder. `canaries` are names that must not stand in what people wrote; progress counts files.
/// Nothing when it was cancelled.
pub fn verify(folder: &Path, canaries: &[String], progress: Progress<'_>) -> io::Result<Option<Verified>> {
    let mut findings = Vec::new();
    let mut questions = 0;
    let mut subjects: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let there: BTreeSet<String> = files_below(folder)?.into_iter().collect();
    let Some(files) = check_hashes(folder, &there, &mut findings, progress)? else { return Ok(None) };
    let image_exists = |name: &str| there.contains(name);
    let mut ids = BTreeSet::new();
    for split in ["validation", "test"] {
        let file = format!("{split}/metadata.jsonl");
        let before = questions;
        each_row(folder, &file, "question.v1.json", &mut findings, |line, row, findings| {
            questions += 1;
            let name = format!("{split}/{}", row["file_name"].as_str().unwrap_or_default());
            if !image_exists(&name) {
                findings.push(finding(&file, Some(line), "reference", &name));
            }
            if !ids.insert(row["id"].as_str().unwrap_or_default().to_owned()) {
                findings.push(finding(&file, Some(line), "count", "the same id twice"));
            }
            subjects.entry(row["subject"].as_str().unwrap_or_default().to_owned()).or_default().insert(split);
        })?;
        let table = format!("parquet/{split}.parquet");
        if !parquet::count(&folder.join(&table)).is_ok_and(|rows| rows == questions - before) {
            findings.push(finding(&table, None, "count", "other questions than in metadata.jsonl"));
        }
    }
    let mut photographs = 0;
    let records = "annotations/records.jsonl";
    each_row(folder, records, "annotation.v1.json", &mut findings, |line, row, findings| {
        photographs += 1;
        let name = row["image"].as_str().unwrap_or_default();
        if !image_exists(name) {
            findings.push(finding(records, Some(line), "reference", name));
        }
        let split = if row["split"] == "validation" { "validation" } else { "test" };
        subjects.entry(row["subject"].as_str().unwrap_or_default().to_owned()).or_default().insert(split);
    })?;
    for (subject, splits) in &subjects {
        if splits.len() > 1 {
            findings.push(finding("splits.json", None, "split", subject));
        }
    }
    let mut left_out = BTreeMap::new();
    each_row(folder, "exclusions.jsonl", "exclusion.v1.json", &mut findings, |_, row, _| {
        let key = ["what", "reason"].map(|field| row[field].as_str().unwrap_or_default().to_owned());
        *left_out.entry(key).or_insert(0) += 1;
    })?;
    each_row(
        folder,
        "regions/web-annotations.jsonl",
        "web-annotation.v1.json",
        &mut findings,
        |line, row, findings| {
            let name = row["target"]["source"].as_str().unwrap_or_default();
            if !image_exists(name) {
                findings.push(finding("regions/web-annotations.jsonl", Some(line), "reference", name));
            }
        },
    )?;
    let degraded = "twins/degraded/pictures.jsonl";
    if there.contains(degraded) {
        each_row(folder, degraded, "degraded.v1.json", &mut findings, |line, row, findings| {
            for name in ["original", "picture"].map(|field| row[field].as_str().unwrap_or_default()) {
                if !image_exists(name) {
                    findings.push(finding(degraded, Some(line), "reference", name));
                }
            }
        })?;
    }
    check_counts(folder, photographs, questions, &left_out, &mut findings)?;
    privacy::check(folder, canaries, &mut findings)?;
    Ok(Some(Verified { files, photographs, questions, findings }))
}

/// Only files below the folder are looked at, whatever the list names.
fn check_hashes(
    folder: &Path,
    there: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
    progress: Progress<'_>,
) -> io::Result<Option<usize>> {
    let Ok(sums) = fs::read_to_string(folder.join("SHA256SUMS")) else {
        findings.push(finding("SHA256SUMS", None, "missing", ""));
        return Ok(Some(0));
    };
    let total = sums.lines().count();
    let mut listed = BTreeSet::new();
    for (line, text) in (1..).zip(sums.lines()) {
        if !progress(line - 1, total) {
            return Ok(None);
        }
        let Some((sum, name)) = text.split_once("  ") else {
            findings.push(finding("SHA256SUMS", Some(line), "schema", text));
            continue;
        };
        listed.insert(name.to_owned());
        if !there.contains(name) {
            findings.push(finding(name, None, "missing", ""));
        } else if sha256_of(&folder.join(name))? != sum {
            findings.push(finding(name, None, "hash", ""));
        }
    }
    for name in there.iter().filter(|name| *name != "SHA256SUMS" && !listed.contains(*name)) {
        findings.push(finding(name, None, "extra", ""));
    }
    Ok(Some(listed.len()))
}

fn each_row(
    folder: &Path,
    file: &str,
    schema: &str,
    findings: &mut Vec<Finding>,
    mut visit: impl FnMut(usize, &Value, &mut Vec<Finding>),
) -> io::Result<()> {
    let schemas = schemas();
    let (_, schema) = schemas.iter().find(|(name, _)| *name == schema).ok_or_else(|| io::Error::other("no schema"))?;
    let schema = serde_json::to_value(schema)?;
    let validator = jsonschema::validator_for(&schema).map_err(|error| io::Error::other(error.to_string()))?;
    let Ok(open) = fs::File::open(folder.join(file)) else {
        findings.push(finding(file, None, "missing", ""));
        return Ok(());
    };
    for (line, text) in (1..).zip(BufReader::new(open).lines()) {
        match serde_json::from_str::<Value>(&text?) {
            Ok(row) => {
                if let Some(error) = validator.iter_errors(&row).next() {
                    findings.push(finding(file, Some(line), "schema", &error.to_string()));
                }
                visit(line, &row, findings);
            }
            Err(error) => findings.push(finding(file, Some(line), "schema", &error.to_string())),
        }
    }
    Ok(())
}

/// In = out + listed exclusions, for photographs and questions.
fn check_counts(
    folder: &Path,
    photographs: usize,
    questions: usize,
    left_out: &BTreeMap<[String; 2], usize>,
    findings: &mut Vec<Finding>,
) -> io::Result<()> {
    let file = "provenance.json";
    let Ok(text) = fs::read(folder.join(file)) else { return Ok(()) };
    let Ok(provenance) = serde_json::from_slice::<crate::tables::Provenance>(&text) else {
        findings.push(finding(file, None, "schema", ""));
        return Ok(());
    };
    for (what, listed_as, counts, found) in [
        ("photographs", "photograph", &provenance.photographs, photographs),
        ("questions", "question", &provenance.questions, questions),
    ] {
        let of = |key: &str| counts.get(key).copied().unwrap_or(0);
        let out: usize = counts.iter().filter(|(key, _)| *key != "in_study").map(|(_, count)| count).sum();
        if of("released") != found || of("in_study") != out {
            findings.push(finding(file, None, "count", what));
        }
        let mut counted = counts.clone();
        counted.retain(|reason, count| !["in_study", "released"].contains(&reason.as_str()) && *count > 0);
        let listed = left_out.iter().filter(|([what, _], _)| what == listed_as);
        if counted != listed.map(|([_, reason], count)| (reason.clone(), *count)).collect() {
            findings.push(finding("exclusions.jsonl", None, "count", what));
        }
    }
    Ok(())
}
