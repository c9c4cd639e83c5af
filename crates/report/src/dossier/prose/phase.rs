//! The run in three: what came before, the incident, what followed.

use std::collections::BTreeSet;

use powderkeg_engine::cause::Domain;
use powderkeg_engine::event::{Event, Kind};
use powderkeg_engine::time::DAY;

use super::led::led_to;
use crate::run::Run;
use crate::turn;

/// Around an incident that is no fight, minutes that are told by the hour.
const AROUND: u32 = DAY / 2;

/// The parts of a run, as places in its log.
pub(super) struct Phase {
    /// The incident; without one, nothing.
    pub(super) incident: Option<usize>,
    /// What decided a crisis without an incident, in order.
    pub(super) decisive: Vec<usize>,
    /// What the incident, or what decided the crisis, hangs on; itself among it.
    pub(super) led: BTreeSet<usize>,
    /// The first place of the incident told by the hour; everything before is background.
    pub(super) from: usize,
    /// The first place after it.
    pub(super) until: usize,
}

impl Phase {
    pub(super) fn of(run: &Run) -> Self {
        let incident = turn::incident(run);
        let decisive = if incident.is_some() { Vec::new() } else { turn::decisive(run) };
        let roots: Vec<usize> = incident.into_iter().chain(decisive.iter().copied()).collect();
        let led = led_to(run, &roots);
        let all = run.log.records().len();
        let (from, until) = match (incident, decisive.last()) {
            (Some(incident), _) => hours(run, incident),
            (None, Some(&last)) => (last, last + 1),
            (None, None) => (all, all),
        };
        Self { incident, decisive, led, from, until }
    }

    /// Whether the incident is a fight.
    pub(super) fn is_fight(&self, run: &Run) -> bool {
        self.incident.is_some_and(|place| run.log.records()[place].id.domain == Domain::Battle)
    }
}

/// From the approach to the end of the fight; around anything else half a day.
fn hours(run: &Run, incident: usize) -> (usize, usize) {
    let records = run.log.records();
    let at = records[incident].id.at;
    let place_of = |minute: u32| records.partition_point(|record| record.id.at.0 < minute);
    if records[incident].id.domain != Domain::Battle {
        return (place_of(at.0.saturating_sub(AROUND)), place_of(at.0 + AROUND + 1));
    }
    let until = place_of(turn::over(run, incident).0 + 2);
    (launch(run, incident).unwrap_or_else(|| place_of(at.0)).min(place_of(at.0)), until)
}

/// The record by which the force that fights set out.
pub(super) fn launch(run: &Run, incident: usize) -> Option<usize> {
    let records = run.log.records();
    let is_launch = |&place: &usize| records[place].event.kind() == Kind::OperationLaunched;
    let caused = run.causes_of(&records[incident]).find(is_launch);
    let Event::RaidBegan { force, .. } = records[incident].event else { return caused };
    caused.or_else(|| {
        records[..incident].iter().rposition(
            |record| matches!(record.event, Event::OperationLaunched { force: sent, .. } if sent == force),
        )
    })
}
