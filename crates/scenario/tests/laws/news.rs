//! A fact switches only when an event says so: seats are woken by events, and would miss it otherwise. People are counted
//! only where an event says so, too: who watches runs looks at counts no oftener.

use std::collections::BTreeSet;

use powderkeg_engine::event::{Ending, Event, Kinds};
use powderkeg_engine::id::PartyId;
use powderkeg_engine::reading::Reading;
use powderkeg_engine::rule::Slot;
use powderkeg_engine::setup::{AccessKind, Setup};
use powderkeg_engine::world::{Engine, RunOptions};

use crate::{ALL, setup_with};

/// Every fact that a rule could read of the forces, fights, relations and disputes of a scenario, and every count of
/// people, whether or not its own rules do.
fn facts(setup: &Setup) -> Vec<Reading> {
    let mut facts = vec![Reading::Fronts, Reading::WiderWar];
    for force in setup.forces.ids() {
        facts.extend([Reading::Staging(force), Reading::Ready(force), Reading::Busy(force)]);
        for at in setup.facilities.ids() {
            facts.extend([Reading::Landed { force, at }, Reading::Reachable { force, at }]);
        }
    }
    for on in setup.facilities.ids() {
        facts.extend([Reading::ForeignTroopsAt(on), Reading::Cordoned(on), Reading::Fighting(on)]);
        facts.extend([Reading::LeaseSuspended(on), Reading::Stopped(on), Reading::GateRiot(on)]);
        let endings =
            [Ending::DeniedAndWithdrew, Ending::Held, Ending::Repulsed, Ending::Aborted, Ending::StandOff];
        facts.extend(endings.map(|ending| Reading::Ended { on, ending }));
        facts.extend(
            setup.parties.ids().flat_map(|by| [Reading::Raid { by, on }, Reading::Seized { by, on }]),
        );
    }
    for party in setup.parties.ids() {
        facts.extend([Reading::Noticed(party), Reading::Breached(party), Reading::Withheld(party)]);
        facts.extend([Reading::Killed(party), Reading::Wounded(party)]);
        facts.extend([Reading::Prisoners(party), Reading::UnrestKilled(party)]);
        for project in setup.projects.rows() {
            let about = project.name.id;
            facts.extend([Reading::Threatened { party, about }, Reading::Calls { on: party, about }]);
            facts.push(Reading::Refusals { by: party, about });
        }
        facts.extend(setup.parties.ids().flat_map(|other| between(party, other)));
    }
    facts
}

fn between(a: PartyId, b: PartyId) -> Vec<Reading> {
    let access =
        [AccessKind::Overflight, AccessKind::Basing].map(|kind| Reading::Access { to: a, over: b, kind });
    let mut facts = vec![
        Reading::LevelBetween { a, b },
        Reading::Sanctioned { on: a, by: b },
        Reading::Offered { by: a, to: b },
        Reading::Accepted { from: a, by: b },
        Reading::Invited { by: a, party: b },
        Reading::Member { party: a, bloc: b },
    ];
    facts.extend(access);
    facts
}

#[test]
fn no_fact_switches_without_an_event_that_switches_it() {
    let mut found = BTreeSet::new();
    for name in ALL {
        let mut setup = setup_with(name, &[]);
        let more = facts(&setup);
        setup.readings.extend(more);
        let engine = Engine::new(setup);
        let readings = &engine.setup().readings;
        let facts: Vec<(Slot, Kinds)> = readings
            .iter()
            .enumerate()
            .map(|(index, reading)| (Slot(index as u16), reading.switched_by().and(reading.counted_by())))
            .filter(|(_, kinds)| *kinds != Kinds::default())
            .collect();
        for seed in 0..20 {
            let mut world = engine.start(seed, RunOptions::default());
            let mut known: Vec<f64> = facts.iter().map(|(slot, _)| world.truth(*slot).value).collect();
            while let Some(records) = world.advance() {
                let happened: Kinds = records.iter().map(|record| record.event.kind()).collect();
                for ((slot, kinds), known) in facts.iter().zip(&mut known) {
                    let value = world.truth(*slot).value;
                    let switched = value.to_bits() != known.to_bits();
                    let reading = readings[usize::from(slot.0)];
                    if switched && !kinds.meets(happened) {
                        found.insert(format!(
                            "{name}, seed {seed}, {:?}: {reading:?} went from {known} to {value}",
                            world.at()
                        ));
                    }
                    *known = value;
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What is told of disputes and fronts is consistent: nothing opens that is open, or ends that is not.
#[test]
fn disputes_and_fronts_open_and_end_in_turn() {
    let (mut reopened, mut closed) = (0, 0);
    for name in ALL {
        let engine = Engine::new(setup_with(name, &[]));
        for seed in 0..60 {
            let world = engine.run(seed, RunOptions::default());
            let (mut disputes, mut fronts) = (BTreeSet::new(), BTreeSet::new());
            for record in world.log().records() {
                let pair = |a: PartyId, b: PartyId| (a.min(b), a.max(b));
                let holds = match record.event {
                    Event::LevelRaised { a, b, .. } => {
                        disputes.insert(pair(a, b));
                        true
                    }
                    Event::DisputeReopened { a, b } => {
                        reopened += 1;
                        disputes.insert(pair(a, b))
                    }
                    Event::DisputeClosed { a, b } => {
                        closed += 1;
                        disputes.remove(&pair(a, b)) && !fronts.contains(&pair(a, b))
                    }
                    Event::FrontOpened { a, b, .. } => fronts.insert(pair(a, b)),
                    Event::FrontClosed { a, b } => fronts.remove(&pair(a, b)),
                    _ => true,
                };
                assert!(holds, "{name}, seed {seed}: {record:?}");
            }
        }
    }
    assert!(reopened > 0 && closed > reopened, "{reopened} of {closed}");
}
