//! What a session remembers of reviews, so that the queue need not open every photograph again.

use domain::people::PersonId;
use domain::photograph::PhotographId;
use ledger::Hash;

/// How the readings of one photograph compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compared {
    /// Whose readings at which revision.
    pub(super) revisions: Vec<(PersonId, u32)>,
    /// Lines on which the readers differ.
    pub(super) differences: usize,
    /// Whether the differential must be decided.
    pub(super) needs_adjudication: bool,
    /// Whether nothing at all is left to decide.
    pub(super) agreed: bool,
}

/// What waits for review, as of one place in the record.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(super) at: Hash,
    /// Photographs that every reader has submitted and nobody has signed, none that this senior annotated.
    pub(super) ready: Vec<PhotographId>,
    /// How many wait for another senior.
    pub(super) own: usize,
    /// Those that are ready and not compared yet, or were amended since.
    pub(super) stale: Vec<PhotographId>,
}
