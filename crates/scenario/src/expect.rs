//! Stub, to be replaced: what the record says.

use powderkeg_engine::rule::Program;
use powderkeg_engine::time::Minute;

/// The record.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    /// Scored.
    pub facts: Vec<Fact>,
    /// True by construction.
    pub givens: Vec<Fact>,
    /// On the page, not a matter of fact.
    pub claims: Vec<Fact>,
    /// Indices into facts: the first before the second.
    pub order: Vec<(usize, usize)>,
    /// What must move which way.
    pub directions: Vec<Direction>,
}

/// One fact.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Name.
    pub name: String,
    /// Reads the truth.
    pub program: Program,
    /// From.
    pub from: Option<Minute>,
    /// Until.
    pub until: Option<Minute>,
    /// Where on the page.
    pub page: Vec<String>,
}

/// One direction.
#[derive(Clone, Debug)]
pub struct Direction {
    /// Name.
    pub name: String,
    /// `PATH=VALUE`.
    pub set: Vec<String>,
    /// Indices into facts.
    pub raises: Vec<usize>,
    /// Indices into facts.
    pub lowers: Vec<usize>,
}
