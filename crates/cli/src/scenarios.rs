//! Finding and reading scenarios.

use std::path::Path;

use powderkeg_engine::world::Engine;
use powderkeg_scenario::builtin;
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::expect::Direction;
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario::{self, Checked, Loaded, Scenario, read};
use powderkeg_scenario::source::SourceTree;

use crate::args::Chosen;
use crate::failure::Failure;
use crate::output::{note, style_of_errors};

/// The files of a scenario.
pub fn find(name: &str) -> Result<SourceTree, Failure> {
    SourceTree::find(name).ok_or_else(|| {
        let local = here();
        let known = builtin::names().into_iter().chain(local.iter().map(String::as_str));
        let help = match suggest(name, known) {
            _ if Path::new(name).exists() => "that is no folder with a `scenario.toml` in it".into(),
            Some(similar) => format!("did you mean `{similar}`?"),
            None => "`powderkeg list` shows what there is".into(),
        };
        Failure::Usage(format!("there is no scenario `{name}`: {help}"))
    })
}

/// The folders with a scenario that `list` shows: here and in `scenarios/`.
pub fn here() -> Vec<String> {
    [".", "scenarios"].into_iter().flat_map(|parent| folders(Path::new(parent))).collect()
}

/// Folders with a `scenario.toml` in a folder, by name; none if it can't be read.
fn folders(parent: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path()).filter(|path| path.join("scenario.toml").is_file());
    let mut names: Vec<String> =
        paths.map(|path| path.strip_prefix(".").unwrap_or(&path).display().to_string()).collect();
    names.sort();
    names
}

/// Reads a scenario with its overrides, whatever is wrong with it.
pub fn load(name: &str, set: &[String]) -> Result<Loaded, Failure> {
    Ok(read(&find(name)?, &overrides(set)))
}

/// Reads a scenario and tries its direction tests, whatever is wrong with it.
pub fn check(name: &str, set: &[String]) -> Result<Checked, Failure> {
    Ok(scenario::check(&find(name)?, &overrides(set)))
}

fn overrides(set: &[String]) -> Vec<Override> {
    set.iter().filter_map(|text| Override::split(text)).collect()
}

/// Reads a scenario to run it; says on standard error what is wrong with it.
pub fn open(name: &str, set: &[String]) -> Result<Scenario, Failure> {
    sound(name, load(name, set)?)
}

/// Reads a scenario and its direction tests to study it; says on standard error what is wrong with them.
pub fn open_checked(name: &str, set: &[String]) -> Result<(Scenario, Vec<Direction>), Failure> {
    let Checked { loaded, directions } = check(name, set)?;
    Ok((sound(name, loaded)?, directions))
}

fn sound(name: &str, loaded: Loaded) -> Result<Scenario, Failure> {
    loaded.scenario.ok_or_else(|| {
        note(&loaded.diagnostics.render(&loaded.sources, style_of_errors()));
        Failure::Scenario(format!("`{name}` cannot be run: its mistakes are listed above"))
    })
}

/// The scenario that the arguments choose.
pub fn chosen(chosen: &Chosen) -> Result<Scenario, Failure> {
    open(&chosen.scenario, &chosen.set)
}

/// An engine for a scenario.
pub fn engine(scenario: &Scenario) -> Engine {
    Engine::new(scenario.setup.clone())
}
