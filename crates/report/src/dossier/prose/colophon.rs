//! The foot of the page: categories, and how to make it again.

use super::Grounds;
use crate::run::{Run, civil};
use crate::words::counted;

/// What was typed, and what must come out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// The command that makes the page again.
    pub line: String,
    /// Version of the program.
    pub version: String,
    /// The scenario, as it was named.
    pub scenario: String,
    /// Hash of its text.
    pub scenario_hash: String,
    /// The seed of the run that is told.
    pub seed: u64,
}

/// Categories: what the page is about, the year, who has a part in it.
pub(super) fn categories(run: &Run) -> Vec<String> {
    let words = run.words();
    let at = run.incident.unwrap_or(run.ended);
    let what = if run.incident.is_some() { "incidents" } else { "crises" };
    let mut categories = vec![format!("{} {what}", civil(run.setup, at).year())];
    for side in &run.setup.sides {
        for &party in &side.parties {
            let title = words.title(run.setup.parties[party].name.id);
            categories.push(format!("Crises of {title}"));
        }
    }
    categories.push("Simulated crises".into());
    let mut seen = std::collections::BTreeSet::new();
    categories.retain(|category| seen.insert(category.clone()));
    categories
}

/// How to make the page again, a line each.
pub(super) fn lines(run: &Run, grounds: &Grounds) -> Vec<String> {
    let Command { line, version, scenario, scenario_hash, seed } = &grounds.command;
    let records = counted(run.log.records().len() as u32, "record", "records");
    let mut lines = Vec::new();
    if !line.is_empty() {
        lines.push(format!("Made by: {line}"));
    }
    if !scenario.is_empty() {
        lines.push(format!("Scenario: {scenario}, hash {scenario_hash}"));
    }
    let seed = if scenario.is_empty() { String::new() } else { format!("seed {seed}, ") };
    lines.push(format!("Run: {seed}{records}, log {}", run.log.hash()));
    if !version.is_empty() {
        lines.push(format!("Program: powderkeg {version}"));
    }
    lines
}
