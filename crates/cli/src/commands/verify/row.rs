//! `powderkeg verify DIR --row K`: one run of a study.

use std::path::Path;

use powderkeg_report::run::{Played, Run};
use powderkeg_study::row::{Case, Row};
use powderkeg_study::store::Saved;

use super::tell;
use crate::args;
use crate::failure::Failure;
use crate::many::facts;
use crate::output::note;
use crate::run_dir::{self, Manifest};
use crate::scenarios::{self, Recovered};

pub fn verify(arguments: &args::Verify, run: u32) -> Result<(), Failure> {
    let dir = &arguments.dir;
    let study = Saved::open(dir)?;
    let Some(row) = study.row(run)? else {
        let runs = study.manifest.plan.shard_runs();
        let reason = format!("{} holds runs {} to {}, not {run}", dir.display(), runs.start, runs.end - 1);
        return Err(Failure::Usage(reason));
    };
    let saved = Manifest::of_row(&study.manifest, &row);
    let Recovered { scenario, options, changed, .. } = scenarios::of_study(dir, &study.manifest)?;
    let case = Case::new(scenarios::engine(&scenario), options, facts(&scenario.expect));
    let again = case.course(&study.manifest.plan, run, false).row;
    let mut differences = Vec::new();
    if saved.version != env!("CARGO_PKG_VERSION") {
        let (then, now) = (&saved.version, env!("CARGO_PKG_VERSION"));
        differences.push(format!("version: it was run by {then}, this is {now}"));
    }
    if let Some(changed) = changed {
        differences.push(format!("scenario: it has changed since; {}", changed.replace('\n', "\n  ")));
    }
    differences.extend(compare(&row, &again));
    if let (Some(out), true) = (&arguments.out, differences.is_empty()) {
        save(out, dir, &case, saved)?;
    }
    tell(arguments, again.events as usize, &again.log_hash, &differences)
}

fn compare(row: &Row, again: &Row) -> Vec<String> {
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

/// Saves the run with its log, as `powderkeg run --out` would have.
fn save(out: &Path, study: &Path, case: &Case, saved: Manifest) -> Result<(), Failure> {
    let played = Played::new(case.engine(), saved.seed, case.options().clone());
    let folder = saved.scenario_path.as_ref().map(|path| study.join(path));
    let scenario_path = folder.and_then(|folder| run_dir::path_between(out, &folder));
    run_dir::save(out, &Run::of(&played), &Manifest { scenario_path, ..saved })?;
    note(&format!("saved in {}\n", out.display()));
    Ok(())
}
