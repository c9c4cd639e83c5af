//! What differs between two studies with the same seeds.

use powderkeg_study::compare::Comparison;
use powderkeg_study::row::Columns;
use powderkeg_study::store::{Manifest, Saved};
use powderkeg_workspace::progress::Progress;

use super::super::watcher::Watcher;
use crate::api::{CompareAsked, Fault, JobResult};
use crate::desk::Desk;
use crate::documents::compare as document;

pub fn look_ahead(desk: &Desk, asked: &CompareAsked) -> Result<(), Fault> {
    sides(desk, asked).map(drop)
}

/// Both studies, if they can be laid beside each other. Their scenarios need not be there any more.
fn sides(desk: &Desk, asked: &CompareAsked) -> Result<(Saved, Saved), Fault> {
    let (base, with) = (desk.saved_study(&asked.base)?, desk.saved_study(&asked.with)?);
    let (a, b) = (&base.manifest, &with.manifest);
    if (&a.scenario_hash, &a.changes) == (&b.scenario_hash, &b.changes) {
        return Err(Fault::bad_request(
            "both studies are of the same scenario, changed alike: there is nothing to compare",
        ));
    }
    if a.plan.seed != b.plan.seed {
        let message = format!(
            "their runs have other luck: the first seeds are {} and {}. Make both with the same seed",
            a.plan.seed, b.plan.seed
        );
        return Err(Fault::bad_request(message));
    }
    if let Some(what) = mismatch(&base.columns, &with.columns) {
        return Err(Fault::bad_request(format!(
            "the two studies have other {what}: they tell different stories"
        )));
    }
    Ok((base, with))
}

/// The first thing of which the rows of two studies do not tell alike.
fn mismatch(a: &Columns, b: &Columns) -> Option<&'static str> {
    let rows = [
        ("results", a.results == b.results),
        ("facts", a.facts == b.facts),
        ("outcomes", a.outcomes == b.outcomes),
        ("start", a.starts == b.starts),
        ("parties with forces", a.parties == b.parties),
    ];
    rows.into_iter().find(|(_, same)| !same).map(|(what, _)| what)
}

pub fn run(desk: &Desk, asked: &CompareAsked, watcher: &Watcher) -> Result<JobResult, Fault> {
    let (base, with) = sides(desk, asked)?;
    let mut sum = Comparison::new(&base.columns);
    // Of studies of different lengths, the runs that both have.
    let runs = |manifest: &Manifest| manifest.plan.runs;
    let pairs = runs(&base.manifest).min(runs(&with.manifest));
    watcher.begins(u64::from(pairs), 0);
    for (base, with) in base.rows()?.zip(with.rows()?).take(pairs as usize) {
        sum.add(&base?, &with?);
        watcher.done();
    }
    Ok(JobResult::Compare(document::differences(asked, &base.columns, &sum, &desk.meaning(&asked.base)?)))
}
