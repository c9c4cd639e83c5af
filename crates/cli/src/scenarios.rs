//! Finding and reading scenarios.

use powderkeg_engine::world::Engine;
use powderkeg_scenario::builtin;
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario::{Loaded, Scenario, read};
use powderkeg_scenario::source::SourceTree;

use crate::args::Chosen;
use crate::failure::Failure;
use crate::output::{note, style_of_errors};

/// The files of a scenario.
pub fn find(name: &str) -> Result<SourceTree, Failure> {
    SourceTree::find(name).ok_or_else(|| {
        let built_in = builtin::names();
        let help = suggest(name, built_in.iter().copied()).map_or_else(
            || "`powderkeg list` shows what there is".into(),
            |similar| format!("did you mean `{similar}`?"),
        );
        Failure::Usage(format!("there is no scenario `{name}`: {help}"))
    })
}

/// Reads a scenario with its overrides, whatever is wrong with it.
pub fn load(name: &str, set: &[String]) -> Result<Loaded, Failure> {
    let overrides: Vec<Override> = set.iter().filter_map(|text| Override::split(text)).collect();
    Ok(read(&find(name)?, &overrides))
}

/// Reads a scenario to run it; says on standard error what is wrong with it.
pub fn open(name: &str, set: &[String]) -> Result<Scenario, Failure> {
    let loaded = load(name, set)?;
    if loaded.diagnostics.has_errors() || loaded.scenario.is_none() {
        note(&loaded.diagnostics.render(&loaded.sources, style_of_errors()));
    }
    match loaded.scenario {
        Some(scenario) if !loaded.diagnostics.has_errors() => Ok(scenario),
        Some(_) | None => {
            Err(Failure::Scenario(format!("`{name}` cannot be run: its mistakes are listed above")))
        }
    }
}

/// The scenario that the arguments choose.
pub fn chosen(chosen: &Chosen) -> Result<Scenario, Failure> {
    open(&chosen.scenario, &chosen.set)
}

/// An engine for a scenario.
pub fn engine(scenario: &Scenario) -> Engine {
    Engine::new(scenario.setup.clone())
}
