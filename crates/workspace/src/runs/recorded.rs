//! A saved run that is played again.

use std::path::{Path, PathBuf};

use powderkeg_engine::world::Engine;
use powderkeg_report::run::{Played, Run};

use super::{Manifest, difference};
use crate::fault::Fault;
use crate::scenarios::{self, Recovered};

/// A saved run with its scenario.
#[derive(Debug)]
pub struct Recorded {
    /// Its folder.
    pub dir: PathBuf,
    /// What it takes to run it again, and what must come out.
    pub manifest: Manifest,
    /// Its scenario.
    pub found: Recovered,
    /// The engine of its scenario.
    pub engine: Engine,
}

impl Recorded {
    /// Reads a saved run whose scenario is as it was.
    ///
    /// # Errors
    /// If there is none, or its scenario has changed or is gone.
    pub fn read(base: &Path, dir: &Path) -> Result<Self, Fault> {
        let recorded = Self::recover(base, dir)?;
        match &recorded.found.changed {
            None => Ok(recorded),
            Some(changed) => Err(Fault::scenario(format!(
                "the scenario of {} has changed since this run: {changed}\n`powderkeg verify` says what differs",
                dir.display()
            ))),
        }
    }

    /// Reads a saved run, with its scenario as it is now.
    ///
    /// # Errors
    /// If there is none, or its scenario is gone.
    pub fn recover(base: &Path, dir: &Path) -> Result<Self, Fault> {
        let manifest = Manifest::read(dir)?;
        let found = scenarios::recover(base, dir, &manifest.kept(dir))?;
        let engine = scenarios::engine(&found.scenario);
        Ok(Self { dir: dir.into(), manifest, found, engine })
    }

    /// Plays it again, whatever comes out.
    #[must_use]
    pub fn replayed(&self) -> Played<'_> {
        Played::new(&self.engine, self.manifest.seed, self.found.options.clone())
    }

    /// Plays it again; it must come out as it was saved, and its log must say so.
    ///
    /// # Errors
    /// What differs.
    pub fn played(&self) -> Result<Played<'_>, Fault> {
        let played = self.replayed();
        let (run, dir) = (Run::of(&played), self.dir.display());
        if run.log.hash().to_string() != self.manifest.log_hash {
            return Err(Fault::scenario(format!(
                "the run in {dir} no longer comes out as it was saved: `powderkeg verify` says what differs"
            )));
        }
        if let Some(difference) = difference(&self.dir, &run)? {
            return Err(Fault::scenario(format!(
                "the run in {dir} is not as it was saved: {difference}\nput the file back, or repeat the `powderkeg \
                 run` that saved it: that writes it anew"
            )));
        }
        Ok(played)
    }
}
