//! What decided a run: its incident, or the turn by which there was none.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::event::{Event, Kind, Kinds};
use powderkeg_engine::id::ProjectId;
use powderkeg_engine::log::Record;
use powderkeg_engine::time::{DAY, Minute};

use crate::run::Run;

/// Turns of a crisis that is not about a project.
const OTHER_TURNS: Kinds = Kinds::of(&[
    Kind::RouteOpened,
    Kind::RouteClosed,
    Kind::OperationAborted,
    Kind::FrontOpened,
    Kind::SanctionsLifted,
    Kind::Sanctioned,
    Kind::LeftBloc,
    Kind::StrikeEnded,
]);

/// Place in the log of the record that made the incident; `None` if there was none, or if the scenario doesn't say what
/// it is.
#[must_use]
pub fn incident(run: &Run) -> Option<usize> {
    let at = run.incident?;
    let switching: Vec<Kinds> = run
        .setup
        .incident
        .iter()
        .filter_map(|slot| run.setup.readings.get(usize::from(slot.0)))
        .map(powderkeg_engine::reading::Reading::switched_by)
        .collect();
    let makes = |record: &Record| switching.iter().any(|kinds| kinds.contains(record.event.kind()));
    run.log.records().iter().position(|record| record.id.at == at && makes(record))
}

/// A fight that goes on after so many minutes is another.
const PAUSE: u32 = DAY;

/// When the fight was over that is the incident, by its place in the log; anything else is over when it came about.
#[must_use]
pub fn over(run: &Run, incident: usize) -> Minute {
    let records = &run.log.records()[incident..];
    let is_fight = |record: &&Record| record.id.domain == Domain::Battle;
    let Some(first) = records.first() else { return run.ended };
    if !is_fight(&first) {
        return first.id.at;
    }
    let fights = records.iter().filter(is_fight).map(|record| record.id.at);
    let mut last = first.id.at;
    for at in fights {
        if at.0 > last.0 + PAUSE {
            break;
        }
        last = at;
    }
    last
}

/// Places in the log of what decided a crisis without an incident, in order: that the project in question was inspected,
/// and how it ended or that it was put off; in a crisis about none, the last turn. Empty if nothing was decided.
#[must_use]
pub fn decisive(run: &Run) -> Vec<usize> {
    let feared = run.setup.projects.rows().any(|project| project.purpose.is_some());
    let in_question = |project: ProjectId| !feared || run.setup.projects[project].purpose.is_some();
    let last =
        |wanted: &dyn Fn(&Event) -> bool| run.log.records().iter().rposition(|record| wanted(&record.event));
    let ended = last(&|event| match *event {
        Event::Completed { project, series: 0 }
        | Event::Failed { project, .. }
        | Event::Cancelled { project }
        | Event::Destroyed { project } => in_question(project),
        // All others leave the question open.
        _ => false,
    });
    let inspected = last(&|event| matches!(*event, Event::Inspected { project, .. } if in_question(project)));
    let put_off = last(&|event| matches!(*event, Event::Postponed { project, .. } if in_question(project)));
    let other = || last(&|event| OTHER_TURNS.contains(event.kind()));
    let mut turns: Vec<usize> = inspected.into_iter().collect();
    turns.extend(ended.or(put_off).or_else(|| if inspected.is_none() { other() } else { None }));
    turns.sort_unstable();
    turns
}
