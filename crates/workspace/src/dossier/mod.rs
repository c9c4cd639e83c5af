//! The incident page of a run or a study, ready to be rendered.

mod grounds;
mod study;
mod templates;

use powderkeg_report::dossier::evidence::Evidence;
use powderkeg_report::dossier::page::Page;
use powderkeg_report::dossier::prose::{self, Command};
use powderkeg_report::dossier::render::Document;
use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::scenario::Scenario;

use crate::VERSION;
use crate::runs::Manifest;

pub use self::grounds::gather;
pub use self::study::{Answers, Inquiry, of_study, told_row};
pub use self::templates::templates;

/// The page of a run of a scenario.
#[must_use]
pub fn of_run(played: &Played, scenario: &Scenario, command: Command) -> Document {
    let run = Run::of(played);
    let page = prose::of_run(&run, &gather(scenario, command, None));
    document(page, &run)
}

fn document(page: Page, run: &Run) -> Document {
    let events = Evidence::of(run, &page);
    Document { page, events }
}

/// What it takes to make the page of a saved run again; `line`: what was typed.
#[must_use]
pub fn command(line: String, manifest: &Manifest) -> Command {
    Command {
        line,
        version: manifest.version.clone(),
        scenario: manifest.scenario.clone(),
        scenario_hash: manifest.scenario_hash.clone(),
        seed: manifest.seed,
    }
}

/// The same for a run that is not saved. `name`: the scenario, as it was named.
#[must_use]
pub fn command_now(line: String, name: &str, scenario: &Scenario, seed: u64) -> Command {
    Command {
        line,
        version: VERSION.into(),
        scenario: name.into(),
        scenario_hash: scenario.hash.clone(),
        seed,
    }
}
