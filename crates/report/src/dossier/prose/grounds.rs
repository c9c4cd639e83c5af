//! What the page knows beside the run: where the scenario's facts are from, and how far its models can be trusted.

use powderkeg_engine::dice::Name;
use powderkeg_engine::event::Kinds;
use powderkeg_engine::setup::Setup;

use super::colophon::Command;

/// What only those who read the scenario and the validation know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grounds {
    /// What it takes to make the run or the study again.
    pub command: Command,
    /// The scenario's sources, in its order.
    pub sources: Vec<ScenarioSource>,
    /// Paths of the tables and numbers that are taken from the source page.
    pub from_page: Vec<String>,
    /// Its numbers, and how many of them are assumptions.
    pub assumptions: Assumptions,
    /// Comparisons with the record of the models that the scenario uses, in the words of the validation.
    pub checks: Vec<Check>,
    /// Facts of the scenario's own record that its runs seldom meet. Empty where it has no record, or nobody looked.
    pub misses: Vec<Miss>,
    /// How many facts its record has.
    pub facts: usize,
    /// The odds in the record of battles, where the scenario has forces.
    pub odds: Option<Odds>,
}

impl Grounds {
    /// The number of the source page among the sources, if what an entity's table says is taken from it.
    pub(super) fn page_of(&self, setup: &Setup, name: Name) -> Vec<usize> {
        let path = &setup.origins[setup.names[name.id].origin].path;
        if !self.from_page.contains(path) {
            return Vec::new();
        }
        self.sources
            .iter()
            .position(|source| source.kind == "page")
            .map(|index| index + 1)
            .into_iter()
            .collect()
    }
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
    /// The record, its number of cases, and which were seen in fitting.
    pub record: String,
    /// The metric and the score, as the validation writes them.
    pub score: String,
    /// The trivial alternatives, as the validation writes them.
    pub beside: String,
    /// "holds", "MISSES", "undecided" or "reported"; "reported: a miss" where nothing was asked and it misses.
    pub verdict: String,
    /// Kinds of events that the model is behind: the row is shown of a run that has one of them, or always if there are none.
    pub bears_on: Kinds,
    /// Whether the model misses the record here, by its gate or by what is noted of it.
    pub is_miss: bool,
}

/// How the sides' numbers stood to each other in the battles that the model of battle was held against.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Odds {
    /// Attackers to a defender: a twentieth of the battles have less than the first, a twentieth more than the second.
    pub most: (f64, f64),
    /// Battles.
    pub battles: usize,
    /// Seizures of airfields in the record, by name, with attackers to a defender where there were defenders.
    pub seizures: Vec<(String, f64)>,
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
