//! What a folder or a name is: a saved run, a study or a scenario.

use std::path::Path;

use powderkeg_study::store;

use crate::fault::Fault;
use crate::runs;
use crate::scenarios::SCENARIO;

/// What is given to be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given<'a> {
    /// Folder of a saved run.
    Run(&'a Path),
    /// Folder of a study.
    Study(&'a Path),
    /// Name or folder of a scenario.
    Scenario,
}

impl<'a> Given<'a> {
    /// What is there.
    ///
    /// # Errors
    /// If it is a folder that holds none of them.
    pub fn find(named: &'a Path) -> Result<Self, Fault> {
        let has = |name: &str| named.join(name).exists();
        match (has(runs::MANIFEST), has(store::MANIFEST)) {
            (true, _) => Ok(Self::Run(named)),
            (false, true) => Ok(Self::Study(named)),
            (false, false) if named.is_dir() && !has(SCENARIO) => Err(Fault::scenario(format!(
                "there is no saved run in {}, no study and no scenario: it has no {}, no {} and no {SCENARIO}; `powderkeg \
                 run SCENARIO --out DIR` saves a run",
                named.display(),
                runs::MANIFEST,
                store::MANIFEST
            ))),
            (false, false) => Ok(Self::Scenario),
        }
    }
}
