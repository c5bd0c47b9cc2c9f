//! What checking a release finds.

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// File, relative to the release.
    pub file: String,
    /// Line, where there is one, from 1.
    pub line: Option<usize>,
    /// What is wrong: a code such as `hash`, `schema`, `missing`, `extra`, `count`, `reference`, `split`, `name`.
    pub what: &'static str,
    /// More, for people.
    pub detail: String,
}

pub(crate) fn finding(file: &str, line: Option<usize>, what: &'static str, detail: &str) -> Finding {
    Finding { file: file.to_owned(), line, what, detail: detail.to_owned() }
}
