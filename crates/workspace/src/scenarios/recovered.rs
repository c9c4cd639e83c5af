//! The scenario of what was saved, wherever it lies now.

use std::path::{Path, PathBuf};

use powderkeg_engine::world::RunOptions;
use powderkeg_scenario::builtin;
use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::scenario::{Loaded, Scenario, read};
use powderkeg_scenario::source::{SourceTree, Sources};
use powderkeg_study::store::Changes;

use super::intervene;
use crate::changes;
use crate::fault::Fault;

/// The scenario of a saved run or study.
#[derive(Debug)]
pub struct Recovered {
    /// The scenario.
    pub scenario: Scenario,
    /// What else is different about its runs.
    pub options: RunOptions,
    /// If it isn't what was run: what was found where.
    pub changed: Option<String>,
    /// Its files.
    pub tree: SourceTree,
    /// The texts that were read of them.
    pub sources: Sources,
}

/// What a folder says of the scenario that was run.
#[derive(Clone, Debug)]
pub struct Kept<'a> {
    /// The file that says it.
    pub manifest: PathBuf,
    /// How it was named.
    pub name: &'a str,
    /// Where it lay, seen from the folder; `None` for a built-in one.
    pub path: Option<&'a str>,
    /// Hash of its text with all overrides.
    pub hash: &'a str,
    /// What was changed about it.
    pub changes: &'a Changes,
}

/// Finds the scenario of a run or a study: where it lay seen from its folder, and by its name from the base. One that has
/// changed since is taken if there is none that has not.
///
/// # Errors
/// If there is none: it says where it was looked for.
pub fn recover(base: &Path, dir: &Path, kept: &Kept) -> Result<Recovered, Fault> {
    let changes = changes::of(kept.changes);
    let mut found = None;
    let mut looked = Vec::new();
    let mut seen = Vec::new();
    for (place, tree) in places(base, dir, kept) {
        let folder = tree.as_ref().and_then(|tree| tree.folder()?.canonicalize().ok());
        if folder.is_some() && seen.contains(&folder) {
            continue;
        }
        seen.push(folder);
        let Some(tree) = tree else {
            looked.push(format!("{place}: no scenario"));
            continue;
        };
        let Loaded { scenario, sources, .. } = read(&tree, &changes.overrides());
        match scenario {
            Some(scenario) if scenario.hash == kept.hash => {
                return recovered(Found { scenario, tree, sources }, &changes, None);
            }
            Some(scenario) => {
                looked.push(format!("{place}: another text, hash {}", scenario.hash));
                found = found.or(Some(Found { scenario, tree, sources }));
            }
            None => looked.push(format!("{place}: it has mistakes, `powderkeg check` lists them")),
        }
    }
    let list: Vec<String> = looked.iter().map(|line| format!("  {line}")).collect();
    let looked = format!("looked for hash {} at\n{}", kept.hash, list.join("\n"));
    match found {
        Some(found) => recovered(found, &changes, Some(looked)),
        None => Err(Fault::io(format!(
            "the scenario that was run is not to be found: {looked}\n\
             put it back, or say in {} where it is now: scenario_path = \"…\", seen from that folder",
            kept.manifest.display()
        ))),
    }
}

/// A scenario that was read.
struct Found {
    scenario: Scenario,
    tree: SourceTree,
    sources: Sources,
}

fn recovered(found: Found, changes: &Interventions, changed: Option<String>) -> Result<Recovered, Fault> {
    let Found { mut scenario, tree, sources } = found;
    let options = intervene(&mut scenario.setup, changes)?;
    Ok(Recovered { scenario, options, changed, tree, sources })
}

/// Where a scenario that was run may be, as people name the places; `None` if nothing is there.
fn places(base: &Path, dir: &Path, kept: &Kept) -> Vec<(String, Option<SourceTree>)> {
    let name = kept.name;
    let built_in = || builtin::names().contains(&name).then(|| SourceTree::BuiltIn(name.into()));
    let by_name = || SourceTree::find_from(base, name).filter(|tree| tree.folder().is_some());
    let from_here = (format!("`{name}`, from here"), by_name());
    match kept.path {
        Some(path) => {
            let path = dir.join(path).display().to_string();
            let from_run = SourceTree::find(&path).map(|tree| tree.shown_as(name));
            vec![(path, from_run), from_here]
        }
        None => vec![(format!("`{name}`, built in"), built_in()), from_here],
    }
}
