//! Finding and reading scenarios.

use std::path::{Path, PathBuf};

use powderkeg_engine::setup::Setup;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::builtin;
use powderkeg_scenario::diagnostic::suggest;
use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::scenario::{self, Checked, Loaded, Scenario, Tried, read};
use powderkeg_scenario::source::SourceTree;

use crate::changes;
use powderkeg_study::store::{self, Changes};

use crate::failure::Failure;
use crate::output::{note, style_of_errors};
use crate::run_dir::{MANIFEST, Manifest, path_between};

/// The files of a scenario.
pub fn find(name: &str) -> Result<SourceTree, Failure> {
    SourceTree::find(name).ok_or_else(|| {
        let local = here();
        let known = builtin::names().into_iter().chain(local.iter().map(String::as_str));
        let begins = |known: &&str| !name.is_empty() && known.starts_with(name);
        let help = match suggest(name, known.clone()).or_else(|| known.clone().find(begins)) {
            _ if Path::new(name).exists() => "that is no folder with a `scenario.toml` in it".into(),
            Some(similar) => format!("did you mean `{similar}`?"),
            None => "`powderkeg list` shows what there is".into(),
        };
        Failure::Usage(format!("there is no scenario `{name}`: {help}"))
    })
}

/// The way from a folder, which need not be there yet, to a scenario's; `None` for a built-in one.
pub fn path_from(dir: &Path, name: &str) -> Result<Option<String>, Failure> {
    Ok(match find(name)? {
        SourceTree::Folder(folder) => path_between(dir, &folder),
        SourceTree::Moved { .. } | SourceTree::BuiltIn(_) | SourceTree::Memory(_) => None,
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
pub fn load(name: &str, changes: &Interventions) -> Result<Loaded, Failure> {
    Ok(read(&find(name)?, &changes.overrides()))
}

/// Reads a scenario and tries its direction tests, whatever is wrong with it.
pub fn check(name: &str, changes: &Interventions) -> Result<Checked, Failure> {
    Ok(scenario::check(&find(name)?, &changes.overrides()))
}

/// A saved run's scenario.
pub struct Recovered {
    /// The scenario.
    pub scenario: Scenario,
    /// What else is different about its runs.
    pub options: RunOptions,
    /// If it isn't what was run: what was found where.
    pub changed: Option<String>,
    /// Its files.
    pub tree: SourceTree,
}

/// What a folder says of the scenario that was run.
struct Kept<'a> {
    /// Where it is said.
    manifest: PathBuf,
    /// How it was named.
    name: &'a str,
    /// Where it lay, seen from the folder; `None` for a built-in one.
    path: Option<&'a str>,
    hash: &'a str,
    changes: &'a Changes,
}

/// Finds the scenario of a saved run: see [`recover`].
pub fn of_run(dir: &Path, manifest: &Manifest) -> Result<Recovered, Failure> {
    let Manifest { scenario, scenario_path, scenario_hash, changes, .. } = manifest;
    let (path, hash) = (scenario_path.as_deref(), scenario_hash.as_str());
    recover(dir, &Kept { manifest: dir.join(MANIFEST), name: scenario, path, hash, changes })
}

/// Finds the scenario of a saved study: see [`recover`].
pub fn of_study(dir: &Path, manifest: &store::Manifest) -> Result<Recovered, Failure> {
    let store::Manifest { scenario, scenario_path, scenario_hash, changes, .. } = manifest;
    let (path, hash) = (scenario_path.as_deref(), scenario_hash.as_str());
    recover(dir, &Kept { manifest: dir.join(store::MANIFEST), name: scenario, path, hash, changes })
}

/// Finds the scenario of a run or a study: where it lay seen from its folder, and by its name from here. One that has
/// changed since is taken if there is none that has not.
fn recover(dir: &Path, kept: &Kept) -> Result<Recovered, Failure> {
    let changes = changes::of_saved(kept.changes);
    let mut found = None;
    let mut looked = Vec::new();
    let mut seen = Vec::new();
    for (place, tree) in places(dir, kept) {
        let folder = tree.as_ref().and_then(folder_of);
        if folder.is_some() && seen.contains(&folder) {
            continue;
        }
        seen.push(folder);
        let Some(tree) = tree else {
            looked.push(format!("{place}: no scenario"));
            continue;
        };
        match read(&tree, &changes.overrides()).scenario {
            Some(scenario) if scenario.hash == kept.hash => {
                return recovered(tree, scenario, &changes, None);
            }
            Some(scenario) => {
                looked.push(format!("{place}: another text, hash {}", scenario.hash));
                found = found.or(Some((tree, scenario)));
            }
            None => looked.push(format!("{place}: it has mistakes, `powderkeg check` lists them")),
        }
    }
    let list: Vec<String> = looked.iter().map(|line| format!("  {line}")).collect();
    let looked = format!("looked for hash {} at\n{}", kept.hash, list.join("\n"));
    match found {
        Some((tree, scenario)) => recovered(tree, scenario, &changes, Some(looked)),
        None => Err(Failure::Io(format!(
            "the scenario that was run is not to be found: {looked}\n\
             put it back, or say in {} where it is now: scenario_path = \"…\", seen from that folder",
            kept.manifest.display()
        ))),
    }
}

fn recovered(
    tree: SourceTree,
    mut scenario: Scenario,
    changes: &Interventions,
    changed: Option<String>,
) -> Result<Recovered, Failure> {
    let options = intervene(&mut scenario.setup, changes)?;
    Ok(Recovered { scenario, options, changed, tree })
}

/// The folder of a scenario without links; `None` for one that is in none.
fn folder_of(tree: &SourceTree) -> Option<PathBuf> {
    match tree {
        SourceTree::Folder(folder) | SourceTree::Moved { folder, .. } => folder.canonicalize().ok(),
        SourceTree::BuiltIn(_) | SourceTree::Memory(_) => None,
    }
}

/// Where a scenario that was run may be, as people name the places; `None` if nothing is there.
fn places(dir: &Path, kept: &Kept) -> Vec<(String, Option<SourceTree>)> {
    let name = kept.name;
    let built_in = || builtin::names().contains(&name).then(|| SourceTree::BuiltIn(name.into()));
    let by_name = || SourceTree::find(name).filter(|tree| matches!(tree, SourceTree::Folder(_)));
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

/// Reads a scenario to run it, with what else is different about its runs; says on standard error what is wrong.
pub fn open(name: &str, changes: &Interventions) -> Result<(Scenario, RunOptions), Failure> {
    sound(name, changes, load(name, changes)?)
}

/// The same with its direction tests, to study it.
pub fn open_checked(
    name: &str,
    changes: &Interventions,
) -> Result<(Scenario, RunOptions, Vec<Tried>), Failure> {
    let Checked { loaded, directions } = check(name, changes)?;
    let (scenario, options) = sound(name, changes, loaded)?;
    Ok((scenario, options, directions))
}

/// The scenario if it has no mistakes; else says them, and whose they are.
fn sound(name: &str, changes: &Interventions, loaded: Loaded) -> Result<(Scenario, RunOptions), Failure> {
    if loaded.scenario.is_none() {
        note(&changes.tell(&loaded, style_of_errors()));
    }
    if let Some(mut scenario) = loaded.scenario {
        let options = intervene(&mut scenario.setup, changes)?;
        return Ok((scenario, options));
    }
    let untouched = Interventions::default();
    if !changes.overrides().is_empty() && !load(name, &untouched)?.diagnostics.has_errors() {
        return Err(Failure::Usage(format!(
            "`{name}` has no mistakes of its own: what is set does not fit it, as shown above"
        )));
    }
    Err(Failure::Scenario(format!("`{name}` cannot be run: its mistakes are listed above")))
}

/// What is different about runs with what is forbidden and ordered, whose places are added to the setup; says on
/// standard error what does not fit it.
pub fn intervene(setup: &mut Setup, changes: &Interventions) -> Result<RunOptions, Failure> {
    changes.apply(setup).map_err(|diagnostics| {
        note(&changes.render(&diagnostics, style_of_errors()));
        Failure::Usage("what is to be forbidden or done does not fit the scenario, as shown above".into())
    })
}

/// An engine for a scenario.
pub fn engine(scenario: &Scenario) -> Engine {
    Engine::new(scenario.setup.clone())
}
