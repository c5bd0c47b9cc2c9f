//! The differentials of several readers as one.

use crate::annotation::Annotation;
use crate::fusion::{Fused, Ranking, fuse};
use crate::vocabulary::Code;

/// Ranking of one annotation, each disease a block of its own.
pub fn ranking(annotation: &Annotation) -> Ranking<Code> {
    annotation.differential.diseases().map(|disease| vec![disease.clone()]).collect()
}

/// Rankings of several annotations.
pub(super) fn rankings(records: &[&Annotation]) -> Vec<Ranking<Code>> {
    records.iter().map(|record| ranking(record)).collect()
}

/// Fused differential of several annotations; a [`Differential`] never repeats, so this cannot fail.
pub fn fused_differential(records: &[&Annotation]) -> Fused<Code> {
    fuse(&rankings(records)).unwrap_or(Fused {
        items: Vec::new(),
        tie_at_first: false,
        shared: false,
        needs_adjudication: true,
    })
}
