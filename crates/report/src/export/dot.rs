//! The whole run as a graph of causes in Graphviz's language: `powderkeg why --dot` for all events at once.

use crate::graph::Graph;
use crate::run::Run;

/// Every record, with what it rests on.
#[must_use]
pub fn text(run: &Run) -> String {
    Graph::behind(run, 0..run.log.records().len(), usize::MAX).dot(run, |_| None)
}
