//! What a page knows beside its run: where the scenario's facts are from, and how far its models can be trusted.

use powderkeg_report::dossier::prose::{Assumptions, Command, Grounds};
use powderkeg_scenario::scenario::Scenario;

use crate::run_dir::Manifest;

/// What it takes to make the page of a saved run again.
pub fn command(line: String, manifest: &Manifest) -> Command {
    Command {
        line,
        version: manifest.version.clone(),
        scenario: manifest.scenario.clone(),
        scenario_hash: manifest.scenario_hash.clone(),
        seed: manifest.seed,
    }
}

/// The grounds of a scenario.
pub fn of(scenario: &Scenario, command: Command) -> Grounds {
    Grounds { command, assumptions: assumptions(scenario), ..Grounds::default() }
}

fn assumptions(scenario: &Scenario) -> Assumptions {
    let numbers = &scenario.setup.parameters;
    Assumptions {
        numbers: numbers.len(),
        assumed: numbers.iter().filter(|number| number.source.starts_with("assumption")).count(),
        uncertain: numbers.iter().filter(|number| !number.distribution.is_constant()).count(),
    }
}
