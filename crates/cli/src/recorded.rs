//! A saved run that is played again.

use std::path::Path;

use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_report::run::{Played, Run};
use powderkeg_scenario::scenario::Scenario;
use powderkeg_scenario::source::SourceTree;

use crate::failure::Failure;
use crate::run_dir::Manifest;
use crate::scenarios::{self, Recovered};

/// A saved run whose scenario is as it was.
pub struct Recorded {
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
                "the scenario has changed since this run: {changed}\n`powderkeg verify` says what differs"
            )));
        }
        let engine = scenarios::engine(&scenario);
        Ok(Self { manifest, scenario, options, engine, tree })
    }

    /// Plays it again; it must come out as it was saved.
    pub fn played(&self) -> Result<Played<'_>, Failure> {
        let played = Played::new(&self.engine, self.manifest.seed, self.options.clone());
        if Run::of(&played).log.hash().to_string() != self.manifest.log_hash {
            let reason = "the run no longer comes out as it was saved: `powderkeg verify` says what differs";
            return Err(Failure::Scenario(reason.into()));
        }
        Ok(played)
    }
}
