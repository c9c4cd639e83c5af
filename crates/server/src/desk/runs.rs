//! Runs: saved ones by their name, rows of studies by `STUDY:ROW`; both are played again when they are asked about.

use powderkeg_report::run::{Played, Run};
use powderkeg_workspace::event::number_of;
use powderkeg_workspace::runs::{self, Listed, Manifest, Recorded};
use powderkeg_workspace::scenarios;
use powderkeg_workspace::studies::Study;

use super::Desk;
use super::faults::amiss;
use super::names::checked;
use super::scenarios::told;
use crate::api::{CauseGraph, Fault, FaultKind, RunAsked, RunEntry, Story};
use crate::documents::story::{self, Named};
use crate::documents::why;

/// The folder of runs in the workspace.
pub const FOLDER: &str = "runs";
/// The furthest that causes are followed.
const MOST_DEPTH: usize = 100;

/// A run that can be played again.
#[derive(Debug)]
pub struct Replay {
    /// What it is called in addresses.
    pub named: String,
    /// It, with its scenario.
    pub recorded: Recorded,
    /// Whether it has a folder of its own.
    pub is_saved: bool,
}

impl Replay {
    /// Plays it again; it must come out as it was.
    ///
    /// # Errors
    /// If it does not.
    pub fn played(&self) -> Result<Played<'_>, Fault> {
        let played = self.recorded.replayed();
        self.ensure_same(&Run::of(&played))?;
        Ok(played)
    }

    fn ensure_same(&self, run: &Run) -> Result<(), Fault> {
        if run.log.hash().to_string() == self.recorded.manifest.log_hash {
            return Ok(());
        }
        let message = format!(
            "`{}` no longer comes out as it was saved: another version of the program made it, or its files were changed. \
             Make it again with this version, under another name",
            self.named
        );
        Err(Fault::new(FaultKind::Damaged, message))
    }
}

impl Desk {
    /// The runs that are saved.
    ///
    /// # Errors
    /// If their folder cannot be looked into.
    pub fn runs(&self) -> Result<Vec<RunEntry>, Fault> {
        let listed = runs::list(&self.workspace.join(FOLDER))?.into_iter();
        let entry = |row| {
            let entry = entry(row);
            RunEntry { problem: entry.problem.map(|problem| self.shortened(problem)), ..entry }
        };
        Ok(listed.filter(|row| checked(&row.name).is_ok()).map(entry).collect())
    }

    /// Makes a run and saves it. Without a name it gets one of its own.
    ///
    /// # Errors
    /// If the scenario cannot be run, another run has the name, or it cannot be saved.
    pub fn make_run(&self, asked: &RunAsked) -> Result<RunEntry, Fault> {
        let RunAsked { scenario: id, seed, changes, name } = asked;
        self.ensure_scenario(id)?;
        let interventions = self.interventions(id, changes)?;
        let (scenario, options) = scenarios::open(&self.base, id, &interventions)?;
        let engine = scenarios::engine(&scenario);
        let played = Played::new(&engine, *seed, options);
        let run = Run::of(&played);
        let hash = run.log.hash().to_string();
        let _writing = self.writing();
        for name in names(name.as_deref(), id, *seed) {
            let dir = self.new_folder(FOLDER, &name)?;
            let before = Manifest::before(&self.base, Some(&dir), id, &scenario, *seed, &interventions)?;
            let manifest = Manifest { log_hash: hash.clone(), ..before };
            match runs::save(&dir, &run, &manifest) {
                Ok(()) => return Ok(entry(Listed { name, manifest: Ok(manifest) })),
                Err(fault) => {
                    let fault = Fault::from(fault);
                    if fault.kind != FaultKind::Conflict || asked.name.is_some() {
                        return Err(fault);
                    }
                }
            }
        }
        Err(Fault::new(FaultKind::Conflict, "there are too many runs of that name: give yours another"))
    }

    /// A run, to be played again.
    ///
    /// # Errors
    /// If there is none, or its scenario has changed or is gone.
    pub fn replay(&self, named: &str) -> Result<Replay, Fault> {
        let Some((study, row)) = named.split_once(':') else {
            let dir = self.folder(FOLDER, named)?;
            let recorded = Recorded::read(&self.base, &dir).map_err(|fault| amiss(fault, FOLDER, named))?;
            return Ok(Replay { named: named.into(), recorded, is_saved: true });
        };
        let number =
            row.parse().map_err(|_| Fault::bad_request(format!("`{row}` is no row: they are numbers")))?;
        let Study { dir, saved, found, case } = self.read_study(study)?;
        let row = powderkeg_workspace::studies::row(&saved, &dir, number)?;
        let manifest = Manifest::of_row(&saved.manifest, &row);
        let recorded = Recorded { dir, manifest, found, engine: case.engine().clone() };
        Ok(Replay { named: named.into(), recorded, is_saved: false })
    }

    /// A run as it unfolds.
    ///
    /// # Errors
    /// If there is none, or it no longer comes out as it was.
    pub fn story(&self, named: &str) -> Result<Story, Fault> {
        let replay = self.replay(named)?;
        let Recorded { manifest, found, engine, .. } = &replay.recorded;
        let watched = story::play(engine, manifest.seed, found.options.clone());
        replay.ensure_same(&Run::of(&watched.played))?;
        let changes = told(&manifest.changes);
        let called =
            Named { run: named, scenario: &manifest.scenario, seed: manifest.seed, changes: &changes };
        Ok(story::story(&watched, &found.scenario.atlas, called))
    }

    /// The causes of an event of a run.
    ///
    /// # Errors
    /// If there is no such run or event.
    pub fn why(&self, named: &str, event: &str, depth: Option<usize>) -> Result<CauseGraph, Fault> {
        let replay = self.replay(named)?;
        let played = replay.played()?;
        let run = Run::of(&played);
        let number = number_of(event, run.log)?;
        let depth = depth.unwrap_or(why::DEPTH).clamp(1, MOST_DEPTH);
        let Recorded { manifest, found, .. } = &replay.recorded;
        let called = why::Named { run: named, scenario: &manifest.scenario, sources: &found.sources };
        let graph = why::why(&run, called, number, depth);
        graph.ok_or_else(|| Fault::not_found(format!("there is no event {number} in `{named}`")))
    }
}

fn entry(Listed { name, manifest }: Listed) -> RunEntry {
    match manifest {
        Ok(manifest) => RunEntry {
            id: name,
            scenario: manifest.scenario,
            seed: manifest.seed,
            changes: told(&manifest.changes),
            problem: None,
        },
        Err(fault) => RunEntry {
            problem: Some(amiss(fault, FOLDER, &name).message),
            id: name,
            scenario: String::new(),
            seed: 0,
            changes: Default::default(),
        },
    }
}

/// The name that was given, else those that may be taken.
fn names(given: Option<&str>, scenario: &str, seed: u64) -> Vec<String> {
    /// The most runs of one scenario and seed, each changed otherwise.
    const MOST: u32 = 1000;
    if let Some(given) = given {
        return vec![given.into()];
    }
    let last = scenario.rsplit('/').next().unwrap_or_default();
    let plain: String =
        last.chars().filter(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect();
    let stem = format!("{plain}-{seed}");
    let stem = stem.trim_start_matches('-');
    std::iter::once(stem.to_string()).chain((2..=MOST).map(|n| format!("{stem}-{n}"))).collect()
}
