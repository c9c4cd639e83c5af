//! A run as it unfolds: on the map, in the chronicle, in its quantities.

mod entity;
mod flow;
mod happening;
mod quantity;
mod strength;
mod watched;

use powderkeg_report::export::track::{Context, Track};
use powderkeg_report::run::Run;
use powderkeg_report::turn;
use powderkeg_scenario::setup::Atlas;

pub use self::watched::{Watched, play};
use super::party;
use crate::api::{Changes, Entity, Party, Story};

/// What a run is called, and how it came to be.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// What to call it in addresses.
    pub run: &'a str,
    /// The scenario's id or name.
    pub scenario: &'a str,
    /// Its seed.
    pub seed: u64,
    /// What is changed about the scenario.
    pub changes: &'a Changes,
}

/// The story of a run that was watched.
#[must_use]
pub fn story(watched: &Watched, atlas: &Atlas, named: Named) -> Story {
    let run = Run::of(&watched.played);
    let seed = named.seed.to_string();
    let context = Context {
        utc: atlas.utc.as_deref(),
        way_points: &atlas.way_points,
        case: named.scenario,
        rep: &seed,
    };
    let track = Track::of(&run, &context);
    let parties = party::of_run(&run);
    // The minute of an incident is known also where no single record made it.
    let over = turn::incident(&run).map(|incident| turn::over(&run, incident));
    Story {
        run: named.run.to_string(),
        scenario: named.scenario.to_string(),
        title: track.title.clone(),
        seed: named.seed,
        changes: named.changes.clone(),
        log_hash: run.log.hash().to_string(),
        starts: party::starts(run.setup.starts),
        ends: run.ended.0,
        incident: run.incident.map(|at| at.0),
        incident_over: over.or(run.incident).map(|at| at.0),
        result: run.result.map(str::to_string),
        entities: entities(&run, &track, &parties),
        events: happening::events(&run, &track, &parties),
        quantities: quantity::told(&watched.quantities, run.setup),
        flows: flow::told(&watched.flows, &run),
        parties,
    }
}

/// Forces come first, in the order of the setup.
fn entities(run: &Run, track: &Track, parties: &[Party]) -> Vec<Entity> {
    let strengths = run.setup.forces.ids().zip(&track.entities);
    let mut strengths = strengths.map(|(force, row)| strength::told(run, force, &row.strength));
    let entity = |row| entity::entity(row, strengths.next().unwrap_or_default(), parties);
    track.entities.iter().map(entity).collect()
}
