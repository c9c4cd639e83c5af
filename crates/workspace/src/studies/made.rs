//! A study that is made part by part, and gone on with after any stop.

use std::path::Path;

use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::plan::Plan;
use powderkeg_study::row::Case;
use powderkeg_study::store::{Folder, Manifest};
use powderkeg_study::summary::Summary;

use crate::fault::Fault;
use crate::progress::Progress;
use crate::{VERSION, changes, limits, scenarios};

/// What a study of a scenario is of. `dir`: where it will be saved, if it will be; `chunk`: runs that are saved together.
///
/// # Errors
/// If there is no such scenario.
pub fn manifest(
    base: &Path,
    dir: Option<&Path>,
    name: &str,
    scenario: &Scenario,
    interventions: &Interventions,
    plan: Plan,
    chunk: u32,
) -> Result<Manifest, Fault> {
    let scenario_path = dir.map(|dir| scenarios::path_from(base, dir, name)).transpose()?.flatten();
    Ok(Manifest {
        version: VERSION.into(),
        scenario: name.into(),
        scenario_path,
        scenario_hash: scenario.hash.clone(),
        changes: changes::texts(interventions),
        plan,
        chunk,
    })
}

/// A study's folder that this process works in.
#[derive(Debug)]
pub struct Making<'a> {
    folder: Folder,
    plan: Plan,
    case: &'a Case,
}

/// How far a study came.
#[derive(Debug)]
pub enum Made {
    /// All runs are made; their figures.
    Whole(Box<Summary>),
    /// It was stopped. The runs that are made are safe: the same again goes on with them.
    Stopped {
        /// Runs that are made.
        runs: u32,
        /// Runs that there will be.
        of: u32,
    },
}

impl<'a> Making<'a> {
    /// Makes the folder, or goes on with one.
    ///
    /// # Errors
    /// If its parts are too many or too large, or if it cannot be written, holds something else, or another process is at
    /// work in it. Nothing is changed then.
    pub fn open(dir: &Path, manifest: Manifest, case: &'a Case) -> Result<Self, Fault> {
        let plan = manifest.plan;
        limits::ensure_parts(&plan, manifest.chunk, case.columns())?;
        Ok(Self { folder: Folder::open(dir, manifest, case)?, plan, case })
    }

    /// Makes the runs that the folder lacks, on the threads of the pool it is called in, and puts all together. A stop is
    /// heeded after each part.
    ///
    /// # Errors
    /// If a part that is there is damaged, or one cannot be written.
    pub fn make(&self, progress: &dyn Progress) -> Result<Made, Fault> {
        let missing = self.folder.missing()?;
        let runs = self.plan.shard_runs();
        let of = runs.end - runs.start;
        let left: u32 = missing.iter().map(|part| part.end - part.start).sum();
        let mut made = of - left;
        progress.begins(u64::from(of), u64::from(made));
        for part in missing {
            if progress.is_stopped() {
                return Ok(Made::Stopped { runs: made, of });
            }
            let courses = self.case.courses(&self.plan, part.clone(), true, &|| progress.done());
            self.folder.save(&part, &courses)?;
            made += part.end - part.start;
        }
        Ok(Made::Whole(Box::new(self.folder.finish()?)))
    }
}
