//! What can be counted of a set of questions at once: is the right answer equally likely in every position, what stands
//! twice. How far they can be answered without the picture is in `leaks.rs`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Ability, Form, Question};

/// How often each position is the right one, for single-answer questions of one size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PositionBalance {
    /// Number of options.
    pub options: usize,
    /// Right answers by position, A first.
    pub counts: Vec<usize>,
    /// Pearson's chi-square against equal shares.
    pub chi_square: f64,
    /// Upper-tail probability; small means unbalanced.
    pub p_value: f64,
}

/// Result of the audits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Audit {
    /// Position balance by number of options.
    pub positions: Vec<PositionBalance>,
    /// Questions by form.
    pub forms: BTreeMap<Form, usize>,
    /// Questions by ability.
    pub abilities: BTreeMap<Ability, usize>,
    /// Ids of questions that repeat another one on the same photograph.
    pub duplicates: Vec<String>,
}

/// Audits a set of questions.
pub fn audit(questions: &[Question]) -> Audit {
    let mut by_size: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let (mut forms, mut abilities) = (BTreeMap::new(), BTreeMap::new());
    let mut seen = BTreeSet::new();
    let mut duplicates = Vec::new();
    for question in questions {
        *forms.entry(question.form).or_insert(0) += 1;
        *abilities.entry(question.ability).or_insert(0) += 1;
        let mut right = question.options.iter().enumerate().filter(|(_, option)| option.correct);
        if let (Some((place, _)), None) = (right.next(), right.next()) {
            let size = question.options.len();
            by_size.entry(size).or_insert_with(|| vec![0; size])[place] += 1;
        }
        if !seen.insert(question.asked()) {
            duplicates.push(question.id.clone());
        }
    }
    let positions = by_size.into_iter().map(|(options, counts)| balance(options, counts)).collect();
    Audit { positions, forms, abilities, duplicates }
}

fn balance(options: usize, counts: Vec<usize>) -> PositionBalance {
    let expected = counts.iter().sum::<usize>() as f64 / options as f64;
    let chi_square = counts.iter().map(|n| (*n as f64 - expected).powi(2) / expected).sum();
    PositionBalance { options, counts, chi_square, p_value: chi_square_tail(chi_square, options - 1) }
}

/// Upper tail of the chi-square distribution, by the recurrence Q(k+2) = Q(k) + (x/2)^(k/2) e^(-x/2) / Γ(k/2+1)
/// (Abramowitz and Stegun, 26.4.8), starting from the closed forms for one and two degrees.
fn chi_square_tail(x: f64, degrees: usize) -> f64 {
    let half = x / 2.0;
    let (mut tail, mut k, mut term) = if degrees.is_multiple_of(2) {
        ((-half).exp(), 2, (-half).exp() * half)
    } else {
        let term = (half / std::f64::consts::PI).sqrt() * 2.0 * (-half).exp();
        (libm::erfc(half.sqrt()), 1, term)
    };
    while k < degrees {
        tail += term;
        k += 2;
        term *= half / (k as f64 / 2.0);
    }
    tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_matches_printed_tables() {
        // 5 % points of the chi-square distribution.
        for (x, degrees) in [(3.841, 1), (5.991, 2), (7.815, 3), (9.488, 4), (11.070, 5)] {
            assert!((chi_square_tail(x, degrees) - 0.05).abs() < 1e-4, "{degrees}");
        }
    }

    #[test]
    fn a_lopsided_set_is_found() {
        assert!(balance(4, vec![40, 2, 3, 5]).p_value < 1e-6);
        assert!(balance(4, vec![12, 13, 12, 13]).p_value > 0.9);
    }
}
