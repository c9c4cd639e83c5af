//! A saved study, and any of its runs played again.

use std::path::{Path, PathBuf};

use powderkeg_report::run::{Played, Run};
use powderkeg_study::row::{Case, Row};
use powderkeg_study::store::{self, Saved};

use super::asked::case;
use crate::VERSION;
use crate::fault::{Fault, Kind};
use crate::paths::path_between;
use crate::runs::{self, Manifest};
use crate::scenarios::{self, Kept, Recovered};

/// A saved study with its scenario.
#[derive(Debug)]
pub struct Study {
    /// Its folder.
    pub dir: PathBuf,
    /// Its rows.
    pub saved: Saved,
    /// Its scenario.
    pub found: Recovered,
    /// What was run.
    pub case: Case,
}

impl Study {
    /// Reads a study whose scenario is as it was.
    ///
    /// # Errors
    /// If there is none, it is not complete, or its scenario has changed or is gone.
    pub fn read(base: &Path, dir: &Path) -> Result<Self, Fault> {
        let study = Self::recover(base, dir)?;
        ensure_unchanged(dir, &study.found)?;
        Ok(study)
    }

    /// Reads a study, with its scenario as it is now.
    ///
    /// # Errors
    /// If there is none, it is not complete, or its scenario is gone.
    pub fn recover(base: &Path, dir: &Path) -> Result<Self, Fault> {
        Self::of(base, dir, Saved::open(dir).map_err(|fault| told(dir, fault))?)
    }

    /// The same of one that is open.
    ///
    /// # Errors
    /// If its scenario is gone.
    pub fn of(base: &Path, dir: &Path, saved: Saved) -> Result<Self, Fault> {
        let found = scenarios::recover(base, dir, &kept(dir, &saved.manifest))?;
        let case = case(&found.scenario, found.options.clone());
        Ok(Self { dir: dir.into(), saved, found, case })
    }

    /// The row of a run.
    ///
    /// # Errors
    /// As [`row`].
    pub fn row(&self, run: u32) -> Result<Row, Fault> {
        row(&self.saved, &self.dir, run)
    }

    /// Plays the run of a row again; it must come out as it was saved.
    ///
    /// # Errors
    /// If it doesn't.
    pub fn played(&self, row: &Row) -> Result<Played<'_>, Fault> {
        let played = Played::new(self.case.engine(), row.seed, self.case.options().clone());
        if played.world.log().hash().to_string() == row.log_hash {
            return Ok(played);
        }
        Err(Fault::scenario(format!(
            "run {} of {} no longer comes out as it was saved: `powderkeg verify` says what differs",
            row.run,
            self.dir.display()
        )))
    }

    /// Saves the run of a row with its log, as any other is saved.
    ///
    /// # Errors
    /// If it no longer comes out as it was saved, or the folder holds anything but this very run or cannot be written.
    pub fn save_row(&self, out: &Path, row: &Row) -> Result<(), Fault> {
        let manifest = Manifest::of_row(&self.saved.manifest, row);
        let folder = manifest.scenario_path.as_ref().map(|path| self.dir.join(path));
        let scenario_path = folder.and_then(|folder| path_between(out, &folder));
        let played = self.played(row)?;
        runs::save(out, &Run::of(&played), &Manifest { scenario_path, ..manifest })
    }
}

/// What a study that was begun is of, and its case: to go on with it.
///
/// # Errors
/// If there is none, another version began it, or its scenario has changed or is gone.
pub fn begun(base: &Path, dir: &Path) -> Result<(store::Manifest, Case), Fault> {
    let manifest = store::Manifest::read(dir).map_err(|fault| told(dir, fault))?;
    if manifest.version != VERSION {
        return Err(Fault::scenario(format!(
            "the study in {} was begun by version {}, this is {VERSION}: go on with it by that one, or begin another",
            dir.display(),
            manifest.version
        )));
    }
    let found = scenarios::recover(base, dir, &kept(dir, &manifest))?;
    ensure_unchanged(dir, &found)?;
    let case = case(&found.scenario, found.options);
    Ok((manifest, case))
}

fn ensure_unchanged(dir: &Path, found: &Recovered) -> Result<(), Fault> {
    match &found.changed {
        None => Ok(()),
        Some(changed) => Err(Fault::scenario(format!(
            "the scenario of {} has changed since this study: {changed}",
            dir.display()
        ))),
    }
}

/// What keeps a study from being read, where it may be that there is none.
fn told(dir: &Path, fault: store::Fault) -> Fault {
    let fault = Fault::from(fault);
    if dir.join(store::MANIFEST).exists() { fault } else { Fault { kind: Kind::Missing, ..fault } }
}

/// What a study says of its scenario.
fn kept<'a>(dir: &Path, manifest: &'a store::Manifest) -> Kept<'a> {
    let store::Manifest { scenario, scenario_path, scenario_hash, changes, .. } = manifest;
    Kept {
        manifest: dir.join(store::MANIFEST),
        name: scenario,
        path: scenario_path.as_deref(),
        hash: scenario_hash,
        changes,
    }
}

/// The row of a run.
///
/// # Errors
/// If the study or shard did not make it, or is damaged.
pub fn row(study: &Saved, dir: &Path, run: u32) -> Result<Row, Fault> {
    study.row(run)?.ok_or_else(|| {
        let runs = study.manifest.plan.shard_runs();
        Fault::unknown(format!("{} holds runs {} to {}, not {run}", dir.display(), runs.start, runs.end - 1))
    })
}

/// What a replay says otherwise than a row.
#[must_use]
pub fn differences(row: &Row, again: &Row) -> Vec<String> {
    let mut differences = Vec::new();
    if row.log_hash != again.log_hash {
        differences.push(format!("log: its hash was {}, the replay's is {}", row.log_hash, again.log_hash));
    }
    // Debug texts tell every bit of a float apart that matters, and take a NaN for itself.
    if format!("{row:?}") != format!("{again:?}") && differences.is_empty() {
        differences.push("row: its columns are not what the replay says".into());
    }
    differences
}
