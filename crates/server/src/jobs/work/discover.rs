//! In which ranges of its numbers an ending of a study mostly lies.

use powderkeg_study::discover::{Points, Rule, discover};
use powderkeg_study::measure::Measure;
use powderkeg_workspace::progress::Progress;
use powderkeg_workspace::studies::{Study, measure};

use super::super::watcher::Watcher;
use crate::api::{DiscoverAsked, Fault, JobResult};
use crate::desk::Desk;
use crate::documents::discover as document;

/// Fewer runs cannot be halved and still say anything.
const LEAST_RUNS: u32 = 100;

pub fn look_ahead(desk: &Desk, asked: &DiscoverAsked) -> Result<(), Fault> {
    question(desk, asked).map(drop)
}

fn question(desk: &Desk, asked: &DiscoverAsked) -> Result<(Study, Measure), Fault> {
    let study = desk.read_study(&asked.study)?;
    let runs = study.saved.manifest.plan.runs;
    if runs < LEAST_RUNS {
        let message = format!(
            "{runs} runs are too few to find anything in: take at least {LEAST_RUNS}, better thousands"
        );
        return Err(Fault::bad_request(message));
    }
    let measure = measure(&asked.outcome, &study.saved.columns)?;
    if !measure.is_yes_or_no() {
        let message = format!(
            "`{measure}` is a quantity: say which of its values are looked for, as in '{measure} > 0'"
        );
        return Err(Fault::bad_request(message));
    }
    Ok((study, measure))
}

pub fn run(desk: &Desk, asked: &DiscoverAsked, watcher: &Watcher) -> Result<JobResult, Fault> {
    let (study, measure) = question(desk, asked)?;
    watcher.begins(u64::from(study.saved.manifest.plan.runs), 0);
    let mut points = Points::new(study.saved.columns.parameters.len());
    study.saved.each_row(|row| {
        points.add(&row.parameters, measure.of(row).is_some_and(|value| value != 0.0));
        watcher.done();
        Ok(())
    })?;
    let found = discover(&points, Rule::default());
    let rows = desk.looked(&asked.study)?;
    let told = document::found(asked, &study.saved.columns.parameters, &found, &rows.gathered.rows)?;
    Ok(JobResult::Discover(Box::new(told)))
}
