//! What the page knows beside the run: where the scenario's facts are from, and how far its models can be trusted.

use super::colophon::Command;

/// What only those who read the scenario and the validation know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grounds {
    /// What it takes to make the run or the study again.
    pub command: Command,
    /// The scenario's sources, in its order.
    pub sources: Vec<ScenarioSource>,
    /// Its numbers, and how many of them are assumptions.
    pub assumptions: Assumptions,
    /// Comparisons with the record of the models that the scenario uses, in the words of the validation.
    pub checks: Vec<Check>,
    /// Facts of the scenario's own record that its runs seldom meet. Empty where it has no record, or nobody looked.
    pub misses: Vec<Miss>,
    /// How many facts its record has.
    pub facts: usize,
    /// What lies outside the cases that the models were held against, a sentence each, and the numbers in it.
    pub beyond: Vec<(String, Vec<String>)>,
}

/// A source of the scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScenarioSource {
    /// Its sort, as the scenario says it: "page", "data", "literature", "fiction", "assumption".
    pub kind: String,
    /// What is cited.
    pub text: String,
}

/// The scenario's numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    /// All of them.
    pub numbers: usize,
    /// Those that are labelled an assumption.
    pub assumed: usize,
    /// Those that are drawn anew in every run.
    pub uncertain: usize,
}

/// A comparison of a model with the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// What the model says something about.
    pub claim: String,
    /// The record.
    pub record: String,
    /// Cases.
    pub cases: usize,
    /// The metric and the score, as the validation writes them.
    pub score: String,
    /// The trivial alternatives, as the validation writes them.
    pub beside: String,
    /// "holds", "misses", "undecided" or "reported".
    pub verdict: String,
}

/// A fact of the record that few runs meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Miss {
    /// Its name in the record, in words.
    pub fact: String,
    /// The share of runs in which it comes about at the time of the record, written as a percentage.
    pub share: String,
    /// Of how many runs.
    pub runs: u32,
}
