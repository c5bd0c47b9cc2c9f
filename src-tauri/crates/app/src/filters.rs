//! Pure filters that need no study: fusing rankings and measuring agreement of plain tables.

use std::collections::BTreeMap;

use domain::agreement::{Agreement, Answer, Table};
use domain::fusion::{Ranked, Ranking, fuse};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{AppError, Code};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RankingsInput {
    id: Value,
    rankings: Vec<Vec<Block>>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "an item is text, or a list of texts that are tied")]
enum Block {
    One(String),
    Tied(Vec<String>),
}

/// One line of the output.
#[derive(Debug, Serialize)]
pub struct FusedLine {
    /// Id of the input line.
    pub id: Value,
    /// Sorted by rank, then item.
    pub fused: Vec<Ranked<String>>,
    /// Two or more items share rank 1.
    pub tie_at_first: bool,
    /// Some item is in at least two rankings.
    pub shared: bool,
    /// A person must decide.
    pub needs_adjudication: bool,
}

/// Fuses one line: `{"id", "rankings": [[item, …], …]}`, an item being a string or a list of tied strings.
pub fn fuse_line(line: &str) -> Result<FusedLine, AppError> {
    let bad = |error: serde_json::Error| AppError::new(Code::BadInput).with("detail", error.to_string());
    let input: RankingsInput = serde_json::from_str(line).map_err(bad)?;
    let rankings: Vec<Ranking<String>> = input
        .rankings
        .into_iter()
        .map(|ranking| {
            let block = |block| match block {
                Block::One(item) => vec![item],
                Block::Tied(items) => items,
            };
            ranking.into_iter().map(block).collect()
        })
        .collect();
    let fused = fuse(&rankings)?;
    Ok(FusedLine {
        id: input.id,
        fused: fused.ranked(),
        tie_at_first: fused.tie_at_first,
        shared: fused.shared,
        needs_adjudication: fused.needs_adjudication,
    })
}

/// What tables usually hold where nothing was answered.
const PLACEHOLDERS: [&str; 13] =
    ["na", "n/a", "nan", "null", "none", "nil", "missing", "unknown", "-", "--", ".", "?", "#n/a"];

/// Agreement of a table, and what was answered.
#[derive(Debug, Serialize)]
pub struct AgreementOfTable {
    /// How often each category was answered.
    pub categories: BTreeMap<String, usize>,
    /// Cells that were taken as no answer.
    pub missing: usize,
    /// Coefficients.
    #[serde(flatten)]
    pub agreement: Agreement,
}

/// Agreement of a CSV table `item,rater,value`; sets are joined by `|`, absent rows are missing answers, and so are
/// the words in `missing`, whatever their case. Where none are named, a word that usually means "no answer" is refused
/// with its line, because as an answer it would count as agreement. A bad line is named by its number.
pub fn agreement_of_csv(input: impl std::io::Read, missing: Option<&[String]>) -> Result<AgreementOfTable, AppError> {
    let bad = |line: u64, detail: &str| AppError::new(Code::BadInput).with("line", line).with("detail", detail);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(input);
    let of = |error: csv::Error| bad(error.position().map_or(1, csv::Position::line), &error.to_string());
    let headers: Vec<String> = reader.headers().map_err(of)?.iter().map(str::to_lowercase).collect();
    let column = |name: &str| headers.iter().position(|header| header.trim_start_matches('\u{feff}') == name);
    let (Some(item), Some(rater), Some(value)) = (column("item"), column("rater"), column("value")) else {
        return Err(bad(1, "the columns item, rater and value are needed"));
    };
    let no_answer = |text: &str| missing.unwrap_or_default().iter().any(|word| word.trim().eq_ignore_ascii_case(text));
    let mut table = Table::default();
    let (mut categories, mut absent) = (BTreeMap::new(), 0);
    for row in reader.records() {
        let row = row.map_err(of)?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |place: usize| row.get(place).unwrap_or_default();
        if cell(item).is_empty() || cell(rater).is_empty() {
            return Err(bad(line, "item and rater must not be empty"));
        }
        if no_answer(cell(value)) {
            absent += 1;
            continue;
        }
        if missing.is_none() && PLACEHOLDERS.contains(&cell(value).to_lowercase().as_str()) {
            let what = format!(
                "“{0}” usually means that nothing was answered; say --missing {0}, or --missing \"\" when it is an answer",
                cell(value)
            );
            return Err(bad(line, &what));
        }
        let answer: Answer =
            cell(value).split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
        if answer.is_empty() {
            return Err(bad(line, "value is empty; leave the row out for a missing answer"));
        }
        for category in &answer {
            *categories.entry(category.clone()).or_insert(0) += 1;
        }
        if table.answer(cell(item), cell(rater), answer).is_some() {
            return Err(bad(line, "this rater answered this item before"));
        }
    }
    Ok(AgreementOfTable { categories, missing: absent, agreement: table.agreement() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_tie_blocks_is_fused_exactly() {
        let line = r#"{"id": 7, "rankings": [["a", ["b", "c"]], ["b"]]}"#;
        let out = serde_json::to_value(fuse_line(line).unwrap()).unwrap();
        assert_eq!(out["fused"][0]["weight"], "3/2");
        assert_eq!(out["fused"][0]["item"], "b");
        assert_eq!(
            out["fused"][2],
            serde_json::json!({"item": "c", "rank": 3, "weight": "1/2", "normalized": 1.0 / 6.0})
        );
        assert_eq!((out["tie_at_first"].clone(), out["shared"].clone()), (false.into(), true.into()));
    }

    #[test]
    fn bad_lines_are_refused() {
        for line in [
            "{",
            r#"{"id":1}"#,
            r#"{"id":1,"rankings":[["a","a"]]}"#,
            r#"{"id":1,"rankings":[[[]]]}"#,
            r#"{"id":1,"rankings":[[3]]}"#,
        ] {
            assert!(fuse_line(line).is_err(), "{line}");
        }
    }

    #[test]
    fn a_table_names_its_bad_line() {
        let read = |text: &str| agreement_of_csv(text.as_bytes(), None);
        let error = read("item,rater,value\n1,a,x\n1,a,y\n").err().unwrap();
        assert_eq!(error.args["line"], 3);
        let found = read("item,rater,value\n1,a,x|y\n1,b,x\n2,a,z\n2,b,z\n").unwrap();
        assert_eq!(found.agreement.percent.count, 2);
        assert_eq!(found.categories, BTreeMap::from([("x".into(), 2), ("y".into(), 1), ("z".into(), 2)]));
        assert!(found.agreement.krippendorff.masi.is_some());
    }

    #[test]
    fn a_placeholder_is_no_answer_only_when_it_is_said() {
        let omitted = "item,rater,value\n1,a,x\n1,b,x\n2,a,y\n2,b,y\n3,a,x\n4,b,y\n";
        let right = agreement_of_csv(omitted.as_bytes(), None).unwrap().agreement;
        for word in ["NA", "NaN", "n/a", "?"] {
            let text = format!("{omitted}3,b,{word}\n4,a,{word}\n");
            let refused = agreement_of_csv(text.as_bytes(), None).err().unwrap();
            assert_eq!(refused.args["line"], 8, "{word}");
            assert!(refused.args["detail"].as_str().unwrap().contains("--missing"));
            let said = agreement_of_csv(text.as_bytes(), Some(&[word.to_lowercase()])).unwrap();
            assert_eq!((said.missing, &said.agreement), (2, &right), "{word}");
            let answer = agreement_of_csv(text.as_bytes(), Some(&[])).unwrap();
            assert_eq!(answer.categories[word], 2, "{word}");
        }
    }
}
