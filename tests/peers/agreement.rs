//! Our coefficients of agreement beside those of the packages that statisticians use, on seeded
//! random tables. `agreement.py` asks scikit-learn (Cohen), statsmodels (Fleiss) and krippendorff.
//!
//! Where nothing can be said (all answers are the same, no item has two answers) the packages give
//! no number or raise, and we give nothing. There is no table here on which only one side has a figure.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::Stdio;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::python;

/// Items by readers; a missing answer is empty.
type Items = Vec<Vec<Option<BTreeSet<char>>>>;

/// Two to five readers, two to forty items, two to six codes; every other table has sets; up to
/// half of the answers are missing.
fn random_table(dice: &mut ChaCha8Rng) -> Items {
    let (readers, items, codes) = (dice.random_range(2..=5), dice.random_range(2..=40), dice.random_range(2..=6_u8));
    let (sets, missing, care) = (dice.random_bool(0.5), dice.random_range(0.0..0.5), dice.random_range(0.3..1.0));
    let answer = |dice: &mut ChaCha8Rng| -> BTreeSet<char> {
        let size = if sets { dice.random_range(1..=3) } else { 1 };
        (0..size).map(|_| char::from(b'a' + dice.random_range(0..codes))).collect()
    };
    let row = |dice: &mut ChaCha8Rng| {
        let truth = answer(dice);
        let mut reader = || {
            let given = if dice.random_bool(care) { truth.clone() } else { answer(dice) };
            (!dice.random_bool(missing)).then_some(given)
        };
        (0..readers).map(|_| reader()).collect()
    };
    (0..items).map(|_| row(dice)).collect()
}

/// Tables on which little or nothing can be said; a letter is a code, an empty text a missing answer.
fn meagre_tables() -> Vec<Items> {
    let tables: [&[[&str; 2]]; 7] = [
        &[["a", "a"], ["a", "a"]],
        &[["a", "a"], ["a", "a"], ["b", ""]],
        &[["ab", "ab"], ["ab", "ab"]],
        &[["a", "b"], ["a", "b"]],
        &[["a", "b"]],
        &[["a", ""], ["", "b"]],
        &[["", ""], ["", ""]],
    ];
    let answer = |text: &str| (!text.is_empty()).then(|| text.chars().collect());
    tables.map(|rows| rows.iter().map(|row| row.map(answer).into()).collect()).into()
}

/// Our figures, by way of the command line's filter.
fn ours(items: &Items) -> Value {
    let mut table = String::from("item,rater,value\n");
    for (item, row) in items.iter().enumerate() {
        for (reader, answer) in row.iter().enumerate() {
            if let Some(answer) = answer {
                let codes: Vec<String> = answer.iter().map(char::to_string).collect();
                table += &format!("{item},{reader},{}\n", codes.join("|"));
            }
        }
    }
    serde_json::to_value(app::filters::agreement_of_csv(table.as_bytes(), None).unwrap()).unwrap()
}

/// The packages' figures.
fn theirs(tables: &[Items]) -> Vec<Value> {
    let mut child = python("agreement.py")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the Python of CONSILIUM_PYTHON starts");
    // The script reads everything before it prints.
    let mut input = child.stdin.take().unwrap();
    for items in tables {
        writeln!(input, "{}", json!({ "items": items })).unwrap();
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "agreement.py failed");
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Equal to 1e-9, or undefined on both sides. Whether there was a figure.
fn same(what: &str, ours: &Value, theirs: &Value) -> bool {
    match (ours.as_f64(), theirs.as_f64()) {
        (Some(a), Some(b)) => assert!((a - b).abs() < 1e-9, "{what}: ours {a}, theirs {b}"),
        (None, None) => return false,
        _ => panic!("{what}: ours {ours}, theirs {theirs}"),
    }
    true
}

#[test]
fn agreement_is_that_of_the_packages() {
    let mut dice = ChaCha8Rng::seed_from_u64(1960);
    let mut tables: Vec<Items> = (0..200).map(|_| random_table(&mut dice)).collect();
    tables.extend(meagre_tables());
    let theirs = theirs(&tables);
    assert_eq!(theirs.len(), tables.len());
    let (mut figures, mut undefined) = (0, 0);
    for (place, (items, theirs)) in tables.iter().zip(&theirs).enumerate() {
        let ours = ours(items);
        let mut compare = |what: &str, ours: &Value, theirs: &Value| {
            let defined = same(&format!("{what} of table {place}"), ours, theirs);
            *(if defined { &mut figures } else { &mut undefined }) += 1;
        };
        compare("Fleiss' kappa", &ours["fleiss"]["value"], &theirs["fleiss"]);
        compare("nominal alpha", &ours["krippendorff"]["nominal"]["value"], &theirs["nominal"]);
        // Without sets we give no MASI; it is the nominal distance then.
        let masi = ours["krippendorff"].get("masi").unwrap_or(&ours["krippendorff"]["nominal"]);
        compare("MASI alpha", &masi["value"], &theirs["masi"]);
        for pair in theirs["cohen"].as_array().unwrap() {
            let names = [&pair["raters"][0], &pair["raters"][1]].map(Value::to_string);
            // A reader who answered nothing is not in our table.
            let found = ours["cohen"].as_array().unwrap().iter().find(|ours| ours["raters"] == json!(names));
            compare("Cohen's kappa", found.map_or(&Value::Null, |found| &found["value"]), &pair["value"]);
        }
    }
    assert!(figures > 1000 && undefined > 0, "{figures} figures, {undefined} undefined");
}
