//! What is asked of many runs: of which scenario, about what, and of which runs.

use std::path::Path;

use powderkeg_engine::world::RunOptions;
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::expect::{Expect, Fact};
use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::measure::{Measure, Unmeasured};
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::{Case, Columns, NamedFact};

use crate::fault::Fault;
use crate::{limits, scenarios};

/// A scenario, and what is asked of its runs.
#[derive(Debug)]
pub struct Asked {
    /// The scenario with what is changed about it.
    pub case: Case,
    /// What the question is about.
    pub measure: Measure,
}

impl Asked {
    /// Reads both.
    ///
    /// # Errors
    /// What is wrong with the scenario, or the question.
    pub fn of(base: &Path, name: &str, changes: &Interventions, outcome: &str) -> Result<Self, Fault> {
        let (scenario, options) = scenarios::open(base, name, changes)?;
        let case = case(&scenario, options);
        let measure = measure(outcome, case.columns())?;
        Ok(Self { case, measure })
    }
}

/// A scenario to study: the facts of its record are looked for in every run.
#[must_use]
pub fn case(scenario: &Scenario, options: RunOptions) -> Case {
    Case::new(scenarios::engine(scenario), options, facts(&scenario.expect))
}

/// What is looked for in every run.
#[must_use]
pub fn facts(expect: &Expect) -> Vec<NamedFact> {
    expect.facts.iter().map(named).collect()
}

/// A fact of the record, for studies.
pub(super) fn named(fact: &Fact) -> NamedFact {
    NamedFact { name: fact.name.clone(), program: fact.rule.program.clone() }
}

/// What a question is about.
///
/// # Errors
/// If there is no such column, or it cannot be asked about like this.
pub fn measure(outcome: &str, columns: &Columns) -> Result<Measure, Fault> {
    Measure::parse(outcome, columns).map_err(|reason| {
        Fault::usage(match &reason {
            Unmeasured::Unknown { name, known } => {
                // A fact and an outcome are mostly called by their bare names.
                let bare = |name: &String| name.split_once('.').map(|(_, bare)| bare.to_string());
                let bare: Vec<String> = known.iter().filter_map(bare).collect();
                let all = bare.iter().chain(known).map(String::as_str);
                match suggest(name, all) {
                    Some(similar) => {
                        format!("there is no fact, outcome or column `{name}`: did you mean `{similar}`?")
                    }
                    None => reason.to_string(),
                }
            }
            Unmeasured::Misused(_) => format!("`{outcome}`: {reason}"),
        })
    })
}

/// Which runs, if there are such.
///
/// # Errors
/// If there are fewer runs than shards, or no seeds for all of them.
pub fn plan(seed: u64, runs: u32, shard: Shard) -> Result<Plan, Fault> {
    if shard.of() > runs {
        return Err(Fault::usage(format!("{runs} runs cannot be cut into {} shards", shard.of())));
    }
    limits::ensure_seeds(seed, runs)?;
    Ok(Plan { seed, runs, shard })
}
