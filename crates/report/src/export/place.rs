//! Where events are.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::id::{Id, SiteId};
use powderkeg_engine::log::Record;
use powderkeg_engine::time::Minute;

use super::movement::Movement;
use super::subject::Subject;
use crate::run::Run;

/// Where each record of the log is: at its own place; one of a fight, else where that record of the fight was which caused
/// it; else where its force stays, if it stays anywhere then. `subjects` are those of the records, `movements` those of the
/// forces.
#[must_use]
pub fn sites(run: &Run, subjects: &[Subject], movements: &[Movement]) -> Vec<Option<SiteId>> {
    let mut sites: Vec<Option<SiteId>> = Vec::with_capacity(subjects.len());
    for (record, subject) in run.log.records().iter().zip(subjects) {
        let stay = || stay_of(movements.get(subject.force?.index())?, record.id.at);
        let site = subject.site.or_else(|| of_fight(run, record, &sites)).or_else(stay);
        sites.push(site);
    }
    sites
}

/// Where the fight is that a record belongs to. Causes come before what they cause: `sites` has theirs.
fn of_fight(run: &Run, record: &Record, sites: &[Option<SiteId>]) -> Option<SiteId> {
    let records = run.log.records();
    let is_fight = |record: &Record| record.id.domain == Domain::Battle;
    if !is_fight(record) {
        return None;
    }
    run.causes_of(record)
        .find_map(|position| if is_fight(&records[position]) { *sites.get(position)? } else { None })
}

/// Where a force stays at a minute, if it does.
fn stay_of(movement: &Movement, at: Minute) -> Option<SiteId> {
    let mut stays = movement.stays.iter().rev();
    stays.find(|stay| stay.from <= at && at <= stay.until).map(|stay| stay.site)
}
