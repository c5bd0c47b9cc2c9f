//! The figures of the papers, out of the papers' tables.

use super::{Answer, Table};

/// A table of rows; the answers of a row are the readers', codes of a set are joined by `|`, an
/// empty text is a missing answer.
pub(super) fn table(rows: &[&[&str]]) -> Table {
    let mut table = Table::default();
    for (item, row) in rows.iter().enumerate() {
        for (rater, value) in row.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
            let answer: Answer = value.split('|').map(str::to_owned).collect();
            table.answer(&format!("{item:03}"), &format!("r{rater}"), answer);
        }
    }
    table
}

/// Equal as far as papers print.
pub(super) fn near(found: Option<f64>, expected: f64) {
    assert!((found.unwrap_or(f64::NAN) - expected).abs() < 5e-4, "{found:?} is not {expected}");
}

/// Two readers, from how often each pair of answers was given.
fn crossed<const N: usize>(counts: [[usize; N]; N]) -> Table {
    let names: Vec<String> = (1..=N).map(|name| name.to_string()).collect();
    let mut rows = Vec::new();
    for (first, row) in names.iter().zip(counts) {
        for (second, count) in names.iter().zip(row) {
            rows.extend(vec![[first.as_str(), second.as_str()]; count]);
        }
    }
    table(&rows.iter().map(|row| &row[..]).collect::<Vec<_>>())
}

/// Readers who are not told apart, from how many of them gave each answer.
fn counted<const N: usize>(counts: &[[usize; N]]) -> Table {
    let names: Vec<String> = (1..=N).map(|name| name.to_string()).collect();
    let row = |row: &[usize; N]| -> Vec<&str> {
        row.iter().zip(&names).flat_map(|(count, name)| std::iter::repeat_n(name.as_str(), *count)).collect()
    };
    let rows: Vec<Vec<&str>> = counts.iter().map(row).collect();
    table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C, and Krippendorff
/// (2004, page 230): four observers, twelve units.
const FOUR_OBSERVERS: [&[&str]; 12] = [
    &["1", "1", "", "1"],
    &["2", "2", "3", "2"],
    &["3", "3", "3", "3"],
    &["3", "3", "3", "3"],
    &["2", "2", "2", "2"],
    &["1", "2", "3", "4"],
    &["4", "4", "4", "4"],
    &["1", "1", "2", "1"],
    &["2", "2", "2", "2"],
    &["", "5", "5", "5"],
    &["", "", "1", "1"],
    &["", "", "3", ""],
];

#[test]
fn cohen_1960_page_37() {
    // Proportions .25 .13 .12 / .12 .02 .16 / .03 .15 .02. Observed .25 + .02 + .02 = .29; margins
    // .50 .30 .20 and .40 .30 .30, chance .20 + .09 + .06 = .35; kappa (.29 - .35) / .65 = -.0923.
    let found = crossed([[25, 13, 12], [12, 2, 16], [3, 15, 2]]).agreement();
    near(found.percent.value, 0.29);
    near(found.cohen[0].value, -0.0923);
}

#[test]
fn cohen_1960_page_45() {
    // 200 cases. Observed 140 / 200 = .70; margins .60 .30 .10 and .50 .30 .20, chance
    // .30 + .09 + .02 = .41; kappa .29 / .59 = .492.
    let found = crossed([[88, 14, 18], [10, 40, 10], [2, 6, 12]]).agreement();
    near(found.percent.value, 0.70);
    near(found.cohen[0].value, 0.492);
    assert_eq!(found.cohen[0].count, 200);
}

#[test]
fn fleiss_1971_table_1() {
    // Thirty subjects, six psychiatrists: depression, personality disorder, schizophrenia,
    // neurosis, other. Observed .5556, chance .2201, kappa .430.
    let found = counted(&[
        [0, 0, 0, 6, 0],
        [0, 3, 0, 0, 3],
        [0, 1, 4, 0, 1],
        [0, 0, 0, 0, 6],
        [0, 3, 0, 3, 0],
        [2, 0, 4, 0, 0],
        [0, 0, 4, 0, 2],
        [2, 0, 3, 1, 0],
        [2, 0, 0, 4, 0],
        [0, 0, 0, 0, 6],
        [1, 0, 0, 5, 0],
        [1, 1, 0, 4, 0],
        [0, 3, 3, 0, 0],
        [1, 0, 0, 5, 0],
        [0, 2, 0, 3, 1],
        [0, 0, 5, 0, 1],
        [3, 0, 0, 1, 2],
        [5, 1, 0, 0, 0],
        [0, 2, 0, 4, 0],
        [1, 0, 2, 0, 3],
        [0, 0, 0, 0, 6],
        [0, 1, 0, 5, 0],
        [0, 2, 0, 1, 3],
        [2, 0, 0, 4, 0],
        [1, 0, 0, 4, 1],
        [0, 5, 0, 1, 0],
        [4, 0, 0, 0, 2],
        [0, 2, 0, 4, 0],
        [1, 0, 5, 0, 0],
        [0, 0, 0, 0, 6],
    ])
    .agreement();
    near(found.percent.value, 0.5556);
    near(found.fleiss.value, 0.430);
    assert_eq!(found.fleiss.count, 30);
}

#[test]
fn fleiss_1971_style_example() {
    // Fleiss' kappa, ten subjects, fourteen raters, five categories: 0.210.
    let found = counted(&[
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ])
    .agreement();
    near(found.fleiss.value, 0.210);
    assert_eq!(found.fleiss.count, 10);
}

#[test]
fn krippendorff_2004_page_224() {
    // Two observers, ten units, two values (Krippendorff 2011, section A): alpha 0.095.
    let first = ["0", "1", "0", "0", "0", "0", "0", "0", "1", "0"];
    let second = ["1", "1", "1", "0", "0", "1", "0", "0", "0", "0"];
    let rows: Vec<[&str; 2]> = first.into_iter().zip(second).map(|(a, b)| [a, b]).collect();
    let found = table(&rows.iter().map(|row| &row[..]).collect::<Vec<_>>()).agreement();
    near(found.krippendorff.nominal.value, 0.095);
    near(found.percent.value, 0.6);
}

#[test]
fn krippendorff_2004_page_246() {
    // Two tables of the same agreement, .46; kappa .186, and .258 where the margins differ.
    let found = crossed([[12, 9, 9], [9, 14, 9], [9, 9, 20]]).agreement();
    near(found.percent.value, 0.46);
    near(found.cohen[0].value, 0.186);
    let found = crossed([[12, 18, 18], [0, 14, 18], [0, 0, 20]]).agreement();
    near(found.percent.value, 0.46);
    near(found.cohen[0].value, 0.258);
}

#[test]
fn krippendorff_2004_nominal_example_with_missing_answers() {
    let alpha = table(&FOUR_OBSERVERS).agreement().krippendorff.nominal;
    near(alpha.value, 0.743);
    assert_eq!(alpha.count, 11);
}

/// Hayes and Krippendorff (2007), table 1: five observers, the tone of forty newspaper articles from 0 to 3. A letter
/// for each observer, a point where one did not judge.
#[rustfmt::skip]
const FORTY_ARTICLES: [&str; 40] = [
    "112.2", "1101.", "2333.", ".00.0", "000.0", "000.0", "102.1", "1.20.", "222.2", "2111.",
    ".100.", "0000.", "1222.", "33223", "111.1", "111.1", "212.2", "1233.", "1101.", "000.0",
    "0011.", "00.00", "2333.", "0000.", "12.22", "0111.", "00010", "1212.", "1122.", "112.2",
    "110.0", "2121.", "22.22", "3222.", "222.2", "223.2", "222.2", "22.12", "2222.", "111.1",
];

#[test]
fn hayes_and_krippendorff_2007_table_1() {
    // The paper prints the ordinal alpha, .7598; from the same table the packages that test against it have the
    // nominal one, .4765.
    let rows: Vec<Vec<String>> = FORTY_ARTICLES
        .iter()
        .map(|row| row.chars().map(|judged| judged.to_string().replace('.', "")).collect())
        .collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let alpha = table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>()).agreement().krippendorff.nominal;
    near(alpha.value, 0.4765);
    assert_eq!(alpha.count, 40);
}

#[test]
fn gwet_2014_four_raters_with_missing_answers() {
    // The same twelve units in Gwet, Handbook of Inter-Rater Reliability (2014), and in the
    // handbook's package irrCAC as `cac.raw4raters`: agreement .81818, AC1 .77544.
    let found = table(&FOUR_OBSERVERS).agreement();
    near(found.percent.value, 0.81818);
    near(found.gwet_ac1.value, 0.77544);
}

#[test]
fn gwet_2014_two_abstractors() {
    // `cont3x3abstractors` of irrCAC: kappa .7964, AC1 .8493, Krippendorff's alpha .7973.
    let found = crossed([[13, 0, 0], [0, 20, 7], [0, 4, 56]]).agreement();
    near(found.cohen[0].value, 0.79641);
    near(found.gwet_ac1.value, 0.84933);
    near(found.krippendorff.nominal.value, 0.79726);
}

#[test]
fn gwet_2008_cohen_and_ac1_part_when_one_answer_is_rare() {
    // 2 × 2 table 118, 5, 2, 0 (Gwet 2008, table 1): kappa about -0.023, AC1 about 0.94.
    let found = crossed([[118, 5], [2, 0]]).agreement();
    near(found.cohen[0].value, -0.0234);
    near(found.gwet_ac1.value, 0.9408);
    near(found.percent.value, 0.944);
}
