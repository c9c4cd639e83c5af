//! Making a study, or going on with one.

use std::path::PathBuf;

use powderkeg_study::plan::{MOST_RUNS, Plan, Shard};
use powderkeg_study::row::Case;
use powderkeg_study::store::{MANIFEST, Manifest};
use powderkeg_workspace::scenarios;
use powderkeg_workspace::studies::{self, Made, Making};

use super::super::watcher::Watcher;
use super::room;
use crate::api::{Fault, FaultKind, JobResult, StudyAsked};
use crate::desk::Desk;

/// A study that can be made.
struct Prepared {
    dir: PathBuf,
    manifest: Manifest,
    case: Case,
}

pub fn look_ahead(desk: &Desk, asked: &StudyAsked) -> Result<(), Fault> {
    let Prepared { dir, manifest, case } = prepared(desk, asked)?;
    room::ensure(desk.base(), &dir, &manifest, case.columns())
}

pub fn run(desk: &Desk, asked: &StudyAsked, watcher: &Watcher) -> Result<JobResult, Fault> {
    let Prepared { dir, manifest, case } = prepared(desk, asked)?;
    room::ensure(desk.base(), &dir, &manifest, case.columns())?;
    desk.new_study(&asked.name)?;
    let made = Making::open(&dir, manifest, &case)?.make(watcher).map_err(|fault| {
        let fault = Fault::from(fault);
        let mend = if fault.kind == FaultKind::NoRoom { "make room on that disk" } else { "mend that" };
        let help = format!("what was saved is kept: {mend}, ask for the same study again, and it goes on");
        Fault { message: format!("{}\n{help}", fault.message), ..fault }
    })?;
    match made {
        Made::Whole(_) => Ok(JobResult::Study { study: asked.name.clone() }),
        Made::Stopped { runs, of } => {
            Err(Fault::new(FaultKind::Conflict, format!("it was stopped: {runs} of {of} runs are saved")))
        }
    }
}

fn prepared(desk: &Desk, asked: &StudyAsked) -> Result<Prepared, Fault> {
    let StudyAsked { name, scenario: id, runs, seed, changes } = asked;
    let dir = desk.study_folder(name)?;
    let plan = plan(*seed, *runs)?;
    let interventions = desk.changed(id, changes)?;
    let (scenario, options) = scenarios::open(desk.base(), id, &interventions)?;
    let case = studies::case(&scenario, options);
    let chunk = chunk(*runs);
    let manifest = studies::manifest(desk.base(), Some(&dir), id, &scenario, &interventions, plan, chunk)?;
    if !dir.join(MANIFEST).exists() {
        return Ok(Prepared { dir, manifest, case });
    }
    // Whoever began it may have saved its runs in other steps: they stay.
    let begun = Manifest::read(&dir)?;
    let manifest = Manifest { chunk: begun.chunk, ..manifest };
    match begun.differs_from(&manifest) {
        None => Ok(Prepared { dir, manifest, case }),
        Some(how) => {
            let message = format!("there is another study `{name}`, {how}: give yours another name");
            Err(Fault::new(FaultKind::Conflict, message))
        }
    }
}

/// Which runs, if there are such.
pub fn plan(seed: u64, runs: u32) -> Result<Plan, Fault> {
    if runs == 0 || runs > MOST_RUNS {
        return Err(Fault::bad_request(format!("a number of runs is a whole number from 1 to {MOST_RUNS}")));
    }
    Ok(studies::plan(seed, runs, Shard::WHOLE)?)
}

/// Runs that are saved together: a second of work or two, so that a stop loses little, and no more files than needed.
fn chunk(runs: u32) -> u32 {
    (runs / 20).clamp(50, 1_000)
}
