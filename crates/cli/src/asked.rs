//! What the arguments ask for: scenarios named from here, with what is changed about them.

use std::path::Path;

use powderkeg_engine::world::RunOptions;
use powderkeg_scenario::interventions::{Interventions, Verb};
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::store::{MANIFEST, Saved};
use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::studies::Asked;
use powderkeg_workspace::{changes, scenarios};

use crate::args::{Begun, Changed, Chosen, Luck};
use crate::failure::Failure;

/// The folder from which scenarios and runs are named.
pub fn here() -> &'static Path {
    Path::new(".")
}

/// What is changed: by a file, if one is named, then what is typed.
pub fn interventions(changed: &Changed) -> Result<Interventions, Fault> {
    let Changed { set, forbid, orders, interventions } = changed;
    let mut all = Interventions::default();
    if let Some(path) = interventions {
        all = changes::add_file(all, path)?;
    }
    Ok(all.and(Verb::Set, set).and(Verb::Forbid, forbid).and(Verb::Do, orders))
}

/// The same for runs that go on from a moment of a saved one, if one is named.
pub fn going_on(begun: &Begun) -> Result<Interventions, Fault> {
    let typed = interventions(&begun.chosen.changed)?;
    match &begun.from {
        Some(from) => changes::going_on(here(), &typed, from, &begun.chosen.scenario),
        None => Ok(typed),
    }
}

/// The scenario to run, and what else is different about its runs.
pub fn open(name: &str, changes: &Interventions) -> Result<(Scenario, RunOptions), Fault> {
    scenarios::open(here(), name, changes)
}

/// The scenario, and what is asked of its runs.
pub fn question(chosen: &Chosen, outcome: &str) -> Result<Asked, Fault> {
    Asked::of(here(), &chosen.scenario, &interventions(&chosen.changed)?, outcome)
}

/// The study that is meant where a folder with one is named in place of a scenario. Its runs are as they are: nothing
/// else can be asked of them.
pub fn saved<'a>(
    chosen: &'a Chosen,
    runs: Option<u32>,
    luck: &Luck,
) -> Result<Option<(&'a Path, Saved)>, Failure> {
    let dir = Path::new(&chosen.scenario);
    if !dir.join(MANIFEST).is_file() {
        return Ok(None);
    }
    if !interventions(&chosen.changed)?.is_empty() || runs.is_some() || luck.seed.is_some() {
        return Err(Failure::usage(format!(
            "{} is a study, whose runs are as they are: what was run stands in its {MANIFEST}; name the scenario instead \
             to make others",
            dir.display()
        )));
    }
    Ok(Some((dir, Saved::open(dir)?)))
}
