//! Scenarios: found by name, read, and made ready to be run.
//!
//! A name is that of a built-in scenario or the path of a folder, as seen from a base folder.

mod list;
mod recovered;

use std::collections::BTreeMap;
use std::path::Path;

use powderkeg_engine::setup::Setup;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::builtin;
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::interventions::{Interventions, Verb};
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario::{self, Checked, Loaded, Scenario, Tried, read};
use powderkeg_scenario::source::SourceTree;

use crate::fault::Fault;
use crate::paths::path_between;

pub use self::list::{Listed, here, list};
pub use self::recovered::Recovered;
pub(crate) use self::recovered::{Kept, recover};

/// The file that makes a folder a scenario.
pub const SCENARIO: &str = "scenario.toml";

/// The files of a scenario.
///
/// # Errors
/// If there is none of that name: it says which may be meant.
pub fn find(base: &Path, name: &str) -> Result<SourceTree, Fault> {
    SourceTree::find_from(base, name).ok_or_else(|| {
        let local = here(base);
        let known = builtin::names().into_iter().chain(local.iter().map(String::as_str));
        let begins = |known: &&str| !name.is_empty() && known.starts_with(name);
        let help = match suggest(name, known.clone()).or_else(|| known.clone().find(begins)) {
            _ if !name.is_empty() && base.join(name).exists() => {
                "that is no folder with a `scenario.toml` in it".into()
            }
            Some(similar) => format!("did you mean `{similar}`?"),
            None => "`powderkeg list` shows what there is".into(),
        };
        Fault::unknown(format!("there is no scenario `{name}`: {help}"))
    })
}

/// The way from a folder, which need not be there yet, to a scenario's; `None` for a built-in one.
///
/// # Errors
/// If there is no such scenario.
pub fn path_from(base: &Path, dir: &Path, name: &str) -> Result<Option<String>, Fault> {
    Ok(path_to(dir, &find(base, name)?))
}

/// The same of a scenario's files.
#[must_use]
pub fn path_to(dir: &Path, tree: &SourceTree) -> Option<String> {
    tree.folder().and_then(|folder| path_between(dir, folder))
}

/// All texts that are read of a scenario, by their names within its folder or among the shared ones: as
/// [`SourceTree::Memory`] they are the same scenario, hash for hash, on a machine that has none of its files.
#[must_use]
pub fn texts(tree: &SourceTree) -> BTreeMap<String, Vec<u8>> {
    let sources = read(tree, &[]).sources;
    let text = |file| (sources.relative_name(file).to_string(), sources.text(file).as_bytes().to_vec());
    sources.ids().map(text).collect()
}

/// Reads a scenario with its overrides, whatever is wrong with it.
///
/// # Errors
/// If there is no such scenario, or what is set is no override.
pub fn load(base: &Path, name: &str, changes: &Interventions) -> Result<Loaded, Fault> {
    Ok(read(&find(base, name)?, &overrides(changes)?))
}

/// Reads a scenario and tries its direction tests, whatever is wrong with it.
///
/// # Errors
/// As [`load`].
pub fn check(base: &Path, name: &str, changes: &Interventions) -> Result<Checked, Fault> {
    Ok(scenario::check(&find(base, name)?, &overrides(changes)?))
}

/// What is set, where all of it can be: nothing is left out in silence.
fn overrides(changes: &Interventions) -> Result<Vec<Override>, Fault> {
    match changes.texts(Verb::Set).iter().find(|text| Override::split(text).is_none()) {
        Some(text) => {
            Err(Fault::usage(format!("`{text}` is not PATH=VALUE, as in workforce.crews.pay_ratio=0.9")))
        }
        None => Ok(changes.overrides()),
    }
}

/// Reads a scenario to run it, with what else is different about its runs.
///
/// # Errors
/// What is wrong with it, or with what is changed about it.
pub fn open(base: &Path, name: &str, changes: &Interventions) -> Result<(Scenario, RunOptions), Fault> {
    open_files(&find(base, name)?, name, changes)
}

/// The same of files that are found already. `name`: what messages call it.
///
/// # Errors
/// As [`open`].
pub fn open_files(
    tree: &SourceTree,
    name: &str,
    changes: &Interventions,
) -> Result<(Scenario, RunOptions), Fault> {
    sound(tree, name, changes, read(tree, &overrides(changes)?))
}

/// The same with its direction tests, to hold it against its record.
///
/// # Errors
/// As [`open`].
pub fn open_checked(
    base: &Path,
    name: &str,
    changes: &Interventions,
) -> Result<(Scenario, RunOptions, Vec<Tried>), Fault> {
    checked_files(&find(base, name)?, name, changes)
}

/// The same of files that are found already.
///
/// # Errors
/// As [`open`].
pub fn checked_files(
    tree: &SourceTree,
    name: &str,
    changes: &Interventions,
) -> Result<(Scenario, RunOptions, Vec<Tried>), Fault> {
    let Checked { loaded, directions } = scenario::check(tree, &overrides(changes)?);
    let (scenario, options) = sound(tree, name, changes, loaded)?;
    Ok((scenario, options, directions))
}

/// The scenario if it has no mistakes; else its mistakes, and whose they are.
fn sound(
    tree: &SourceTree,
    name: &str,
    changes: &Interventions,
    mut loaded: Loaded,
) -> Result<(Scenario, RunOptions), Fault> {
    if let Some(mut scenario) = loaded.scenario.take() {
        let options = intervene(&mut scenario.setup, changes)?;
        return Ok((scenario, options));
    }
    let found = changes.tell(&loaded);
    if !changes.overrides().is_empty() && !read(tree, &[]).diagnostics.has_errors() {
        let reason = format!("`{name}` has no mistakes of its own: what is set does not fit it, as shown");
        return Err(Fault::usage(reason).with(found));
    }
    Err(Fault::scenario(format!("`{name}` cannot be run: its mistakes are listed")).with(found))
}

/// What is different about runs with what is forbidden and ordered, whose places are added to the setup.
///
/// # Errors
/// What does not fit the scenario.
pub fn intervene(setup: &mut Setup, changes: &Interventions) -> Result<RunOptions, Fault> {
    changes.apply(setup).map_err(|diagnostics| {
        Fault::usage("what is to be forbidden or done does not fit the scenario, as shown")
            .with(vec![changes.findings(diagnostics)])
    })
}

/// An engine for a scenario.
#[must_use]
pub fn engine(scenario: &Scenario) -> Engine {
    Engine::new(scenario.setup.clone())
}
