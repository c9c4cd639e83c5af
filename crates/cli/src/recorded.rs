//! What commands are given to tell of, and a saved run that is played again.

use std::path::{Path, PathBuf};

use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::scenario::Scenario;
use powderkeg_scenario::source::SourceTree;
use powderkeg_study::store;

use crate::failure::Failure;
use crate::run_dir::{self, MANIFEST, Manifest};
use crate::scenarios::{self, Recovered};

/// What a command is given to tell of.
pub enum Given<'a> {
    /// Folder of a saved run.
    Run(&'a Path),
    /// Folder of a study.
    Study(&'a Path),
    /// Name or folder of a scenario.
    Scenario,
}

impl<'a> Given<'a> {
    /// What is there. A folder that holds none of them is refused.
    pub fn find(named: &'a str) -> Result<Self, Failure> {
        let dir = Path::new(named);
        let has = |name: &str| dir.join(name).exists();
        match (has(MANIFEST), has(store::MANIFEST)) {
            (true, _) => Ok(Self::Run(dir)),
            (false, true) => Ok(Self::Study(dir)),
            (false, false) if dir.is_dir() && !has(SCENARIO) => Err(Failure::Scenario(format!(
                "there is no saved run in {named}, no study and no scenario: it has no {MANIFEST}, no {} and no \
                 {SCENARIO}; `powderkeg run SCENARIO --out DIR` saves a run",
                store::MANIFEST
            ))),
            (false, false) => Ok(Self::Scenario),
        }
    }
}

const SCENARIO: &str = "scenario.toml";

/// A saved run whose scenario is as it was.
pub struct Recorded {
    /// Its folder.
    pub dir: PathBuf,
    /// What it takes to run it again, and what must come out.
    pub manifest: Manifest,
    /// Its scenario.
    pub scenario: Scenario,
    /// What is different about it.
    pub options: RunOptions,
    /// The engine of its scenario.
    pub engine: Engine,
    /// Its scenario's files.
    pub tree: SourceTree,
}

impl Recorded {
    /// Reads a saved run.
    pub fn read(dir: &Path) -> Result<Self, Failure> {
        let manifest = Manifest::read(dir)?;
        let Recovered { scenario, options, changed, tree } = scenarios::of_run(dir, &manifest)?;
        if let Some(changed) = changed {
            return Err(Failure::Scenario(format!(
                "the scenario of {} has changed since this run: {changed}\n`powderkeg verify` says what differs",
                dir.display()
            )));
        }
        let engine = scenarios::engine(&scenario);
        Ok(Self { dir: dir.into(), manifest, scenario, options, engine, tree })
    }

    /// Plays it again; it must come out as it was saved, and its log must say so.
    pub fn played(&self) -> Result<Played<'_>, Failure> {
        let played = Played::new(&self.engine, self.manifest.seed, self.options.clone());
        let (run, dir) = (Run::of(&played), self.dir.display());
        if run.log.hash().to_string() != self.manifest.log_hash {
            return Err(Failure::Scenario(format!(
                "the run in {dir} no longer comes out as it was saved: `powderkeg verify` says what differs"
            )));
        }
        if let Some(difference) = run_dir::difference(&self.dir, &run)? {
            return Err(Failure::Scenario(format!(
                "the run in {dir} is not as it was saved: {difference}\nput the file back, or repeat the `powderkeg \
                 run` that saved it: that writes it anew"
            )));
        }
        Ok(played)
    }
}
