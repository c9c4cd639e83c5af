//! People, forces, money and shares are made and lost only by events that say so.

use powderkeg_engine::action::Action;
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
                let crew = |aircraft, lost: u16| {
                    let crew = world.numbers()[engine.setup().aircraft[aircraft].crew] as u32;
                    u32::from(lost) * crew
                };
                // Crews fly with a force, but are not counted in its strength.
                let by_events: u32 = world
                    .log()
                    .records()
                    .iter()
                    .map(|record| match record.event {
                        Event::Losses { force, killed, wounded, .. } if force == id => killed + wounded,
                        Event::Captured { force, people } if force == id => people,
                        Event::LiftLost { force, aircraft, lost, killed, .. } if force == id => {
                            killed - killed.min(crew(aircraft, lost))
                        }
                        Event::Dropped { force, injured, .. } if force == id => injured,
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

/// All money there is, million USD: in treasuries, on offer, and on the table for heeding a call.
fn money(world: &World) -> f64 {
    let relations = &world.board().diplomacy;
    let at_hand: f64 = relations.parties.rows().map(|row| row.treasury).sum();
    let offered: f64 = relations.aid.iter().map(|(_, _, row)| row.offer).sum();
    let on_the_table: f64 = relations.calls.iter().map(|row| row.sweetener).sum();
    at_hand + offered + on_the_table
}

/// Runs to the end, checking at every instant that money goes only where an event says that it is spent.
fn spends_only_by_events(world: &mut World, what: &str) -> f64 {
    let start = money(world);
    let mut spent = 0.0;
    while let Some(records) = world.advance() {
        for record in records {
            spent += match record.event {
                Event::Conceded { musd, .. } | Event::IncitementBegan { musd, .. } => f64::from(musd),
                _ => 0.0,
            };
        }
        let left = money(world);
        assert!(
            (left + spent - start).abs() < 1e-6 * start.max(1.0),
            "{what}: {start} is {left} and {spent} spent"
        );
        let row = world.board().diplomacy.parties.rows().find(|row| row.treasury < 0.0);
        assert!(row.is_none(), "{what}: {row:?}");
    }
    spent
}

#[test]
fn money_goes_only_by_events() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        for seed in 0..20 {
            let mut world = engine.start(seed, RunOptions::default());
            spends_only_by_events(&mut world, &format!("{name}, seed {seed}"));
        }
    }
}

/// Everybody orders all it has to be spent in three ways in one minute: it is spent in one.
#[test]
fn money_is_not_spent_twice() {
    let mut spent = 0.0;
    for name in ALL {
        let engine = engine_with(name, &[]);
        let setup = engine.setup();
        let parties: Vec<_> = setup.parties.ids().collect();
        let mut world = engine.start(0, RunOptions { outside: parties.clone(), ..RunOptions::default() });
        world.advance();
        for &party in &parties {
            let musd = world.board().diplomacy.parties[party].treasury;
            let Some(city) = setup.cities.rows().find(|city| city.party != party) else { continue };
            let against = parties.iter().copied().find(|&other| other != party && other != city.party);
            world.order(party, Action::Concede { musd });
            if let Some(against) = against {
                world.order(party, Action::Incite { among: city.party, against, musd });
            }
            world.order(party, Action::OfferAid { to: city.party, musd });
        }
        spent += spends_only_by_events(&mut world, name);
    }
    assert!(spent > 0.0, "somebody had money to spend");
}
