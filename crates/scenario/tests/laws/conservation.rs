//! People, forces and shares are made and lost only by events that say so.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::{ForceId, Table};
use powderkeg_engine::world::{RunOptions, World};

use crate::{ALL, engine_with};

fn shares(world: &World) -> Vec<(String, f64)> {
    let mut all = Vec::new();
    for (id, city) in world.board().unrest.cities.iter() {
        for (what, share) in [
            ("protest", city.protest),
            ("riot", city.riot),
            ("detained", city.detained),
            ("calm", 1.0 - city.protest - city.riot - city.detained),
            ("hardship", city.hardship),
            ("legitimacy", city.legitimacy),
            ("grievance", city.grievance),
        ] {
            all.push((format!("{id:?} {what}"), share));
        }
    }
    for (id, row) in world.board().trade.consumers.iter() {
        all.push((format!("{id:?} shortage"), row.shortage));
        all.push((format!("{id:?} felt"), row.felt));
    }
    for (id, row) in world.board().trade.producers.iter() {
        all.push((format!("{id:?} withheld"), row.withheld));
    }
    for (id, row) in world.board().trade.contracts.iter() {
        all.push((format!("{id:?} undelivered"), row.undelivered));
    }
    for (id, row) in world.board().labour.workforces.iter() {
        all.push((format!("{id:?} striking"), row.striking));
        all.push((format!("{id:?} dismissed"), row.dismissed));
        all.push((format!("{id:?} working"), 1.0 - row.striking - row.dismissed));
        all.push((format!("{id:?} skill"), row.skill));
    }
    for (id, row) in world.board().labour.facilities.iter() {
        all.push((format!("{id:?} productivity"), row.productivity));
    }
    for (id, row) in world.board().capability.capabilities.iter() {
        all.push((format!("{id:?} margin"), row.margin));
    }
    for row in &world.board().capability.beliefs {
        all.push((format!("belief of {:?}", row.watcher), row.probability));
    }
    for (from, to, row) in world.board().diplomacy.dyads.iter() {
        all.push((format!("hostility {from:?} {to:?}"), row.hostility));
        all.push((format!("trust {from:?} {to:?}"), row.trust));
    }
    for (id, row) in world.board().diplomacy.parties.iter() {
        all.push((format!("{id:?} capture"), row.capture));
    }
    all
}

#[test]
fn shares_stay_shares() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        for seed in 0..8 {
            let mut world = engine.start(seed, RunOptions::default());
            while world.advance().is_some() {
                for (what, share) in shares(&world) {
                    assert!((-1e-9..=1.0 + 1e-9).contains(&share), "{name}, seed {seed}: {what} is {share}");
                }
            }
        }
    }
}

#[test]
fn forces_lose_people_only_by_events() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        for seed in 0..60 {
            let mut world = engine.start(seed, RunOptions::default());
            let start: Table<ForceId, u32> =
                world.board().forces.forces.rows().map(|force| force.people).collect();
            while world.advance().is_some() {}
            for (id, force) in world.board().forces.forces.iter() {
                let gone = force.killed + force.wounded + force.captured;
                assert_eq!(force.people + gone, start[id], "{name}, seed {seed}, {id:?}");
                let by_events: u32 = world
                    .log()
                    .records()
                    .iter()
                    .map(|record| match record.event {
                        Event::Losses { force, killed, wounded, .. } if force == id => killed + wounded,
                        Event::Captured { force, people } if force == id => people,
                        Event::LiftLost { force, killed, .. } if force == id => killed,
                        Event::Dropped { force, injured, .. } if force == id => injured,
                        Event::GateRiot { .. } => 0,
                        _ => 0,
                    })
                    .sum();
                let at_gates: u32 = world
                    .log()
                    .records()
                    .iter()
                    .map(|record| match record.event {
                        Event::GateCasualties { troops_hurt, .. } => troops_hurt,
                        _ => 0,
                    })
                    .sum();
                assert!(
                    gone >= by_events && gone <= by_events + at_gates,
                    "{name}, seed {seed}, {id:?}: {gone} gone, {by_events} by events"
                );
            }
        }
    }
}
