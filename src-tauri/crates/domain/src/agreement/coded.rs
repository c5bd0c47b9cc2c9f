//! The table as whole numbers. Readers, answers and items are known by their place, and what an
//! item adds to a coefficient is worked out once; a round of the bootstrap then only adds.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use super::masi::{likeness, masi_distance};
use super::{Answer, Table};

/// How often each item is in a sample: once in the table itself, by chance in a round of the bootstrap.
pub(super) type Times = [f64];

/// A table in whole numbers.
pub(super) struct Coded<'a> {
    /// Readers by name.
    pub(super) raters: Vec<&'a str>,
    /// The answers that there are, sorted; a number stands for the answer at its place.
    pub(super) kinds: Vec<&'a Answer>,
    /// Items by name; each has an answer at least.
    pub(super) rows: Vec<Row>,
    /// Every pair of readers, also those that share no item.
    pub(super) pairs: Vec<Pair>,
    /// Two different answers are at distance 1.
    pub(super) nominal: Disagreement,
    /// Distance of Passonneau (2006).
    pub(super) masi: Disagreement,
}

/// One item.
pub(super) struct Row {
    /// Its place in the table.
    pub(super) item: usize,
    /// Reader and answer.
    pub(super) answers: Vec<(usize, usize)>,
    /// How many readers gave each answer.
    pub(super) tally: Vec<(usize, f64)>,
    /// Share of agreeing pairs of readers; 0 when fewer than two answered.
    pub(super) agreeing: f64,
}

/// Two readers and the items both answered.
pub(super) struct Pair {
    /// First and second reader.
    pub(super) raters: [usize; 2],
    /// Item, answer of the first, answer of the second: places in `kinds`.
    pub(super) items: Vec<(usize, usize, usize)>,
    /// The answers these two gave.
    pub(super) kinds: Vec<usize>,
}

/// What Krippendorff's alpha needs to know of a distance.
pub(super) struct Disagreement {
    /// By item: the distances of all ordered pairs of its answers, divided by answers less one.
    pub(super) observed: Vec<f64>,
    /// By answer: the earlier answers that are not wholly different, and 1 − distance.
    /// Most sets share no code, so this is far shorter than the full matrix.
    pub(super) alike: Vec<Vec<(usize, f64)>>,
}

impl<'a> Coded<'a> {
    pub(super) fn new(table: &'a Table) -> Coded<'a> {
        let answers = || table.items.values().flatten();
        let raters: Vec<&str> = places(answers().map(|(rater, _)| rater.as_str()));
        let kinds: Vec<&Answer> = places(answers().map(|(_, answer)| answer));
        let (rater_of, kind_of) = (numbers(&raters), numbers(&kinds));
        let row = |(item, row): (usize, &'a BTreeMap<String, Answer>)| {
            let answers = row.iter().map(|(rater, answer)| (rater_of[rater.as_str()], kind_of[answer])).collect();
            Row::new(item, answers)
        };
        let rows: Vec<Row> = table.items.values().enumerate().map(row).collect();
        let pairs = pairs(raters.len(), &rows);
        let nominal = Disagreement::new(&rows, vec![Vec::new(); kinds.len()], |a, b| f64::from(u8::from(a != b)));
        let masi = Disagreement::new(&rows, alike(&kinds), |a, b| masi_distance(kinds[a], kinds[b]));
        Coded { raters, kinds, rows, pairs, nominal, masi }
    }

    /// The sample that is the table itself.
    pub(super) fn each_once(&self) -> Vec<f64> {
        vec![1.0; self.rows.len()]
    }

    /// Items that at least two readers answered.
    pub(super) fn pairable(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.answers.len() > 1)
    }

    /// Items with the largest number of answers, if that is two or more.
    pub(super) fn full(&self) -> impl Iterator<Item = &Row> {
        let full = self.rows.iter().map(|row| row.answers.len()).max().unwrap_or(0);
        self.pairable().filter(move |row| row.answers.len() == full)
    }

    /// Names of a pair.
    pub(super) fn names(&self, pair: &Pair) -> [String; 2] {
        pair.raters.map(|rater| self.raters[rater].to_owned())
    }
}

impl Row {
    fn new(item: usize, answers: Vec<(usize, usize)>) -> Row {
        let mut tally = BTreeMap::new();
        for (_, kind) in &answers {
            *tally.entry(*kind).or_insert(0_usize) += 1;
        }
        let pairs = (answers.len() * answers.len().saturating_sub(1)).max(1);
        let agreeing: usize = tally.values().map(|count| count * (count - 1)).sum();
        Row {
            item,
            answers,
            tally: tally.into_iter().map(|(kind, count)| (kind, count as f64)).collect(),
            agreeing: agreeing as f64 / pairs as f64,
        }
    }
}

impl Disagreement {
    fn new(rows: &[Row], alike: Vec<Vec<(usize, f64)>>, distance: impl Fn(usize, usize) -> f64) -> Disagreement {
        let observed = |row: &Row| {
            let mut within = 0.0;
            for (place, (_, a)) in row.answers.iter().enumerate() {
                within += row.answers[place + 1..].iter().map(|(_, b)| distance(*a, *b)).sum::<f64>();
            }
            2.0 * within / row.answers.len().saturating_sub(1).max(1) as f64
        };
        Disagreement { observed: rows.iter().map(observed).collect(), alike }
    }
}

/// The values that occur, sorted.
fn places<T: Ord + Hash>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut places: Vec<T> = values.collect::<HashSet<T>>().into_iter().collect();
    places.sort();
    places
}

/// The place of each value.
fn numbers<T: Eq + Hash + Copy>(sorted: &[T]) -> HashMap<T, usize> {
    sorted.iter().enumerate().map(|(place, value)| (*value, place)).collect()
}

fn pairs(raters: usize, rows: &[Row]) -> Vec<Pair> {
    let mut items: BTreeMap<[usize; 2], Vec<(usize, usize, usize)>> =
        (0..raters).flat_map(|first| (first + 1..raters).map(move |second| ([first, second], Vec::new()))).collect();
    for row in rows {
        for (place, (first, a)) in row.answers.iter().enumerate() {
            for (second, b) in &row.answers[place + 1..] {
                items.entry([*first, *second]).or_default().push((row.item, *a, *b));
            }
        }
    }
    let pair = |(raters, items): ([usize; 2], Vec<(usize, usize, usize)>)| {
        let kinds = places(items.iter().flat_map(|(_, a, b)| [*a, *b]));
        Pair { raters, items, kinds }
    };
    items.into_iter().map(pair).collect()
}

/// By answer: the earlier answers it shares a code with, and how alike they are.
fn alike(kinds: &[&Answer]) -> Vec<Vec<(usize, f64)>> {
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut alike = Vec::with_capacity(kinds.len());
    for (place, answer) in kinds.iter().enumerate() {
        let mut common = vec![0; place];
        for code in *answer {
            let holders = holders.entry(code.as_str()).or_default();
            holders.iter().for_each(|other| common[*other] += 1);
            holders.push(place);
        }
        let sharing = common.into_iter().enumerate().filter(|(_, common)| *common > 0);
        let shares = sharing.map(|(other, common)| (other, likeness(common, kinds[other].len(), answer.len())));
        alike.push(shares.collect());
    }
    alike
}
