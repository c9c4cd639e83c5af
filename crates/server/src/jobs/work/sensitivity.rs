//! Which numbers an outcome depends on.

use powderkeg_study::measure::Measure;
use powderkeg_study::sensitivity::design::{LEAST_BASE, MOST_BASE};
use powderkeg_workspace::studies::{Sensitivity, Study, measure};

use super::super::watcher::Watcher;
use crate::api::{Fault, JobResult, SensitivityAsked};
use crate::desk::Desk;
use crate::documents::sensitivity;

/// Base samples, where their number is not given.
const BASE: u32 = 512;
/// Numbers that are looked at one by one: those that a screening finds to matter most.
const SCREENED: usize = 12;
/// Trajectories of the screening.
const TRAJECTORIES: u32 = 20;

pub fn look_ahead(desk: &Desk, asked: &SensitivityAsked) -> Result<(), Fault> {
    question(desk, asked).map(drop)
}

fn question(desk: &Desk, asked: &SensitivityAsked) -> Result<(Study, Measure), Fault> {
    if asked.runs != 0 && !(LEAST_BASE..=MOST_BASE).contains(&asked.runs) {
        return Err(Fault::bad_request(format!(
            "base samples are a whole number from {LEAST_BASE} to {MOST_BASE}"
        )));
    }
    let study = desk.read_study(&asked.study)?;
    let measure = measure(&asked.outcome, study.case.columns())?;
    Ok((study, measure))
}

pub fn run(desk: &Desk, asked: &SensitivityAsked, watcher: &Watcher) -> Result<JobResult, Fault> {
    let (study, measure) = question(desk, asked)?;
    let seed = study.saved.manifest.plan.seed;
    let base = if asked.runs == 0 { BASE } else { asked.runs };
    let wanted = Sensitivity { base, screen: SCREENED, trajectories: TRAJECTORIES, seed };
    let depends = wanted.of(&study.case, &measure, watcher);
    Ok(JobResult::Sensitivity(sensitivity::found(&study.case, &measure, &depends)))
}
