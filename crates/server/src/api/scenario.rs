//! Scenarios.

use serde::Serialize;
use utoipa::ToSchema;

use super::Diagnostic;

/// A scenario in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ScenarioEntry {
    /// What to call it in addresses: the name of a built-in one, else its folder below the served one.
    pub id: String,
    /// Its title; its id where it has mistakes.
    pub title: String,
    /// A line about it.
    pub summary: String,
    /// Whether it is part of the program.
    pub is_builtin: bool,
    /// Civil date of its first midnight: `2014-10-01`; empty where it has mistakes.
    pub starts: String,
    /// Whole days it lasts.
    pub days: u32,
    /// How many mistakes keep it from being run.
    pub errors: usize,
}

/// A party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Party {
    /// As rules write it: `usa`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its side in the infobox, if it stands in one.
    pub side: Option<String>,
    /// Its colour, fixed everywhere: 1 to 3, as `--side-1` to `--side-3`; 0 for a party of no side.
    pub colour: u8,
}

/// A scenario, whole. One with mistakes has its files, what is wrong with them, and nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ScenarioView {
    /// What to call it in addresses.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether it is part of the program.
    pub is_builtin: bool,
    /// Civil date of minute 0.
    pub starts: String,
    /// Its last minute.
    pub ends: u32,
    /// Hash of its text with all that is set.
    pub hash: String,
    /// Its parties, in its order.
    pub parties: Vec<Party>,
    /// Every number there is, by path.
    pub parameters: Vec<Parameter>,
    /// What parties may choose to do.
    pub options: Vec<Choice>,
    /// Its possible results, in the order in which they are tried.
    pub results: Vec<String>,
    /// The facts of the record that it is held against.
    pub facts: Vec<String>,
    /// Its outcomes.
    pub outcomes: Vec<Outcome>,
    /// Its files.
    pub files: Vec<ScenarioFile>,
    /// What `check` says of it beyond errors.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ScenarioFile {
    /// Its name, as parameters and diagnostics name it.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// An outcome of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Its unit; `1` for a ratio or a yes or no.
    pub unit: String,
}

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ParameterKind {
    /// One value.
    Fixed,
    /// Nature's: a distribution.
    Uncertain,
    /// A party's choice.
    Lever,
}

/// A number of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Parameter {
    /// Its dotted path.
    pub path: String,
    /// What it means, one sentence; empty where the reference says nothing of it.
    pub doc: String,
    /// The unit of its values; `1` for a ratio.
    pub unit: String,
    /// What it is.
    pub kind: ParameterKind,
    /// Its value or distribution, as a scenario writes it.
    pub value: String,
    /// The least value it may take; none if there is no bound.
    pub min: Option<f64>,
    /// The greatest value it may take; none if there is no bound.
    pub max: Option<f64>,
    /// Quantiles at 5, 25, 50, 75 and 95 %; all alike where it is one value.
    pub quantiles: (f64, f64, f64, f64, f64),
    /// Its density, to draw: pairs of a value and its density relative to the greatest; empty where it is one value. Of a
    /// choice, the values with their shares.
    pub density: Vec<(f64, f64)>,
    /// Where it is from.
    pub source: String,
    /// Whether it is an assumption rather than from a source.
    pub is_assumption: bool,
    /// The file it is given in; empty for the program's own defaults.
    pub file: String,
    /// The line, from 1; 0 where there is none.
    pub line: usize,
}

/// What a party may choose to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Choice {
    /// As `forbid` names it: `usa.raid_the_cosmodrome`.
    pub path: String,
    /// What its author calls it, else its name in words; with a capital in front.
    pub title: String,
    /// Whose it is, by id.
    pub party: String,
    /// The file it is written in.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// What `check` says of a scenario with changes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Checked {
    /// Hash of the scenario with these changes; none where it cannot be run.
    pub hash: Option<String>,
    /// Everything that was found.
    pub diagnostics: Vec<Diagnostic>,
    /// The parameters that differ from the scenario's own.
    pub changed: Vec<Parameter>,
}
