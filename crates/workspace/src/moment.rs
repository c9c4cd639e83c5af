//! A moment of a saved run, from which other runs go on: `DIR@TIME`.

use std::path::Path;

use powderkeg_engine::time::Minute;
use powderkeg_report::run::Run;
use powderkeg_scenario::interventions::moment;
use powderkeg_study::store::{Changes, From};

use crate::changes;
use crate::event::number_of;
use crate::fault::Fault;
use crate::paths::from_base;
use crate::runs::Recorded;
use crate::scenarios;

/// What it takes to come to a moment of a run of this scenario: the run is replayed, and must come out as it was saved.
/// The run's folder is named as seen from the base.
///
/// # Errors
/// If there is no such moment, or no such run of this scenario, or it goes on from another itself.
pub fn read(base: &Path, named: &str, scenario: &str) -> Result<Changes, Fault> {
    let Some((dir, time)) = named.rsplit_once('@').filter(|(dir, time)| !dir.is_empty() && !time.is_empty())
    else {
        return Err(Fault::usage(format!(
            "`{named}` is not DIR@TIME: name the folder of a saved run and a day, a minute or an event, as in \
             runs/34@2015-04-03, runs/34@2015-04-03T18:00 or runs/34@gate_riot"
        )));
    };
    let recorded = Recorded::read(base, &from_base(base, Path::new(dir)))?;
    let manifest = &recorded.manifest;
    if manifest.changes.from.is_some() {
        return Err(Fault::usage(format!(
            "the run in {dir} goes on from another itself: begin from a run that was made in one piece"
        )));
    }
    let own = scenarios::load(base, scenario, &changes::of(&manifest.changes))?;
    if own.scenario.is_none_or(|own| own.hash != recorded.found.scenario.hash) {
        return Err(Fault::usage(format!("the run in {dir} is of {}, not of {scenario}", manifest.scenario)));
    }
    let played = recorded.played()?;
    let minute = minute(time, &Run::of(&played))?.0;
    let Changes { set, forbid, orders, .. } = manifest.changes.clone();
    let from = From { named: named.into(), seed: manifest.seed, minute, forbid, orders };
    Ok(Changes { set, from: Some(from), ..Changes::default() })
}

/// The last minute of the past: of a time, itself; of an event, its own, so that it has just happened.
fn minute(time: &str, run: &Run) -> Result<Minute, Fault> {
    if time.starts_with(|first: char| first.is_ascii_digit()) && time.contains('-') {
        return moment(run.setup, time).map_err(|(what, help)| Fault::usage(format!("{what}: {help}")));
    }
    let number = number_of(time, run.log)?;
    Ok(run.log.records()[number - 1].id.at)
}
