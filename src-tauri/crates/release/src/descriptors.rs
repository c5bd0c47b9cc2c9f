//! The release described for machines: Croissant 1.1 with its responsible-AI fields, and a Frictionless data package. Both
//! name files with their hashes; pictures are covered by `SHA256SUMS`.

use std::fmt;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use domain::questions::Ability;
use domain::vocabulary::Language;
use schemars::Schema;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Value, json};

use crate::parquet::{LISTS, TEXTS};
use crate::settings::Settings;
use crate::splits::Split;
use crate::sums::sha256_of;

/// A table with the schema of its rows.
pub(crate) struct Table {
    /// Place within the release.
    pub(crate) path: String,
    /// What a row is.
    pub(crate) schema: Schema,
}

/// `croissant.json`: both splits with every column, what they are called, and how they were made.
pub(crate) fn croissant(folder: &Path, settings: &Settings, description: &str) -> io::Result<Value> {
    let text = |set: &str, column: &str| {
        json!({
            "@type": "cr:Field", "@id": format!("{set}/{column}"), "name": column, "dataType": "sc:Text",
            "source": {"fileObject": {"@id": format!("{set}.parquet")}, "extract": {"column": column}},
        })
    };
    let (mut distribution, mut sets) = (Vec::new(), Vec::new());
    for split in [Split::Validation, Split::Test].map(Split::name) {
        let path = format!("parquet/{split}.parquet");
        distribution.push(json!({
            "@type": "cr:FileObject", "@id": format!("{split}.parquet"), "name": format!("{split}.parquet"),
            "contentUrl": path, "encodingFormat": "application/x-parquet",
            "contentSize": format!("{} B", fs::metadata(folder.join(&path))?.len()),
            "sha256": sha256_of(&folder.join(&path))?,
        }));
        let mut image = text(split, "image");
        image["dataType"] = json!("sc:ImageObject");
        image["source"]["transform"] = json!({"jsonPath": "bytes"});
        let mut fields = vec![image];
        fields.extend(TEXTS.iter().map(|column| text(split, column)));
        for column in LISTS {
            let mut field = text(split, column);
            (field["isArray"], field["arrayShape"]) = (json!(true), json!("-1"));
            fields.push(field);
        }
        sets.push(json!({
            "@type": "cr:RecordSet", "@id": split, "name": split,
            "description": format!("Questions of the {split} split, one a row, each with its picture."),
            "key": {"@id": format!("{split}/id")}, "field": fields,
        }));
    }
    let named = |set: &str, column: &str| json!({"@type": "cr:Field", "@id": format!("{set}/{column}"), "name": column, "dataType": "sc:Text"});
    sets.push(json!({
        "@type": "cr:RecordSet", "@id": "splits", "name": "splits", "dataType": "cr:Split",
        "description": "The two splits; a subject is in one of them.",
        "key": {"@id": "splits/name"}, "field": [named("splits", "name")],
        "data": [{"splits/name": "validation"}, {"splits/name": "test"}],
    }));
    let abilities: Vec<Value> = Ability::TARGET
        .iter()
        .map(|(ability, _)| json!({"abilities/code": ability, "abilities/name": ability.title()}))
        .collect();
    sets.push(json!({
        "@type": "cr:RecordSet", "@id": "abilities", "name": "abilities", "dataType": "sc:Enumeration",
        "description": "What questions test.", "key": {"@id": "abilities/code"},
        "field": [named("abilities", "code"), named("abilities", "name")], "data": abilities,
    }));
    Ok(json!({
        "@context": {
            "@language": "en", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column",
            "conformsTo": "dct:conformsTo", "cr": "http://mlcommons.org/croissant/",
            "rai": "http://mlcommons.org/croissant/RAI/", "data": {"@id": "cr:data", "@type": "@json"},
            "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "dct": "http://purl.org/dc/terms/",
            "equivalentProperty": "cr:equivalentProperty", "examples": {"@id": "cr:examples", "@type": "@json"},
            "extract": "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty",
            "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes",
            "isArray": "cr:isArray", "arrayShape": "cr:arrayShape", "isLiveDataset": "cr:isLiveDataset",
            "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField",
            "path": "cr:path", "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex",
            "repeated": "cr:repeated", "replace": "cr:replace", "samplingRate": "cr:samplingRate",
            "sc": "https://schema.org/", "separator": "cr:separator", "source": "cr:source",
            "subField": "cr:subField", "transform": "cr:transform",
        },
        "@type": "sc:Dataset",
        "conformsTo": ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"],
        "name": settings.name, "citeAs": format!("{} {}", settings.name, settings.version), "version": settings.version, "license": settings.license, "description": description,
        "inLanguage": if settings.language == Language::Zh { "zh" } else { "en" },
        "isAccessibleForFree": true,
        "rai:dataAnnotationProtocol": "Two physicians annotate each photograph independently (regions, lesions with six \
            attributes, relations, up to three ranked differential diagnoses, treatment); the two rankings are fused with \
            weight 1/rank; a senior who did not annotate the photograph decides every difference and signs the record.",
        "rai:dataAnnotationPlatform": "Consilium",
        "rai:annotationsPerItem": "2",
        "rai:annotatorDemographics": "Role, grade and band of years of experience of each person, by pseudonym: \
            provenance.json.",
        "rai:dataAnnotationAnalysis": "Agreement, precision and recall with intervals, and how far the questions can be \
            answered without their pictures: quality.json.",
        "rai:dataLimitations": "Photographs of the study's subjects only; not for use in care.",
        "rai:dataBiases": "Age, sex and skin type are those of the study's subjects, as far as known: \
            annotations/records.jsonl.",
        "rai:dataUseCases": "Measuring and comparing how models answer questions on photographs of the body surface.",
        "rai:personalSensitiveInformation": "Photographs of skin, nails, hair and mouth, masked and without metadata; \
            subjects by pseudonym; age in years, sex and skin type where known.",
        "distribution": distribution, "recordSet": sets,
    }))
}

/// `datapackage.json`: every table with its schema, size and hash.
pub(crate) fn data_package(folder: &Path, settings: &Settings, tables: &[Table]) -> io::Result<Value> {
    let mut resources = Vec::new();
    for Table { path, schema } in tables {
        let name: String =
            path.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
        resources.push(json!({
            "name": name, "path": path, "type": "table", "format": "jsonl", "mediatype": "application/jsonl",
            "encoding": "utf-8", "bytes": fs::metadata(folder.join(path))?.len(),
            "hash": format!("sha256:{}", sha256_of(&folder.join(path))?),
            "schema": {"fields": fields(&serde_json::to_value(schema)?, &columns(&folder.join(path))?)},
        }));
    }
    Ok(json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": settings.name.to_lowercase(), "version": settings.version,
        "licenses": [{"name": settings.license}], "resources": resources,
    }))
}

/// Names in the order in which a table has them: those of its first row; none of an empty table.
fn columns(path: &Path) -> io::Result<Vec<String>> {
    struct Names(Vec<String>);
    impl<'de> Deserialize<'de> for Names {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct OfRow;
            impl<'de> Visitor<'de> for OfRow {
                type Value = Names;
                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("a row")
                }
                fn visit_map<M: MapAccess<'de>>(self, mut row: M) -> Result<Names, M::Error> {
                    let mut names = Vec::new();
                    while let Some((name, _)) = row.next_entry::<String, IgnoredAny>()? {
                        names.push(name);
                    }
                    Ok(Names(names))
                }
            }
            deserializer.deserialize_map(OfRow)
        }
    }
    let mut first = String::new();
    BufReader::new(fs::File::open(path)?).read_line(&mut first)?;
    if first.is_empty() {
        return Ok(Vec::new());
    }
    let Names(names) = serde_json::from_str(&first)?;
    Ok(names)
}

/// The fields of a table in the order of its columns, from the JSON Schema of its rows.
fn fields(schema: &Value, columns: &[String]) -> Vec<Value> {
    let kind = |property: &Value| -> &'static str {
        let named: Vec<&str> = match &property["type"] {
            Value::String(kind) => vec![kind.as_str()],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect(),
            _ => vec![],
        };
        match named.as_slice() {
            ["string"] => "string",
            ["integer"] => "integer",
            ["number"] => "number",
            ["boolean"] => "boolean",
            ["array"] => "array",
            ["object"] => "object",
            // A reference to a definition: names such as those of abilities, or records.
            _ => "any",
        }
    };
    let properties = &schema["properties"];
    let field = |name: &String| {
        let property = &properties[name];
        json!({"name": name, "type": kind(property), "description": property["description"]})
    };
    columns.iter().map(field).collect()
}
