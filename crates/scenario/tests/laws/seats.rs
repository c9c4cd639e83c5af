//! A seat can be played from outside: it gets its view and its legal orders, and gives orders.

use powderkeg_engine::cause::Cause;
use powderkeg_engine::event::{Event, Kind};
use powderkeg_engine::id::PartyId;
use powderkeg_engine::world::{Engine, RunOptions, World};

use crate::baikonur;

fn party(engine: &Engine, id: &str) -> PartyId {
    let setup = engine.setup();
    let mut parties = setup.parties.iter();
    let found = parties.find(|(_, party)| setup.names[party.name.id].id == id);
    found.expect("the scenario has this party").0
}

fn played_from_outside(engine: &Engine, seed: u64, party: PartyId) -> World<'_> {
    engine.start(seed, RunOptions { outside: vec![party], ..RunOptions::default() })
}

#[test]
fn a_seat_played_from_outside_decides_nothing_by_itself() {
    let engine = baikonur();
    let usa = party(&engine, "usa");
    for seed in 0..10 {
        let mut world = played_from_outside(&engine, seed, usa);
        while world.advance().is_some() {}
        let decided = |event: &Event| matches!(event, Event::Decided { party, .. } if *party == usa);
        assert!(world.log().first(Kind::Decided, decided).is_none(), "seed {seed}");
        assert!(world.log().first(Kind::RaidBegan, |_| true).is_none(), "seed {seed}");
    }
}

/// A player who takes every legal order once a week: each is decided with the order as its cause, and carried out or
/// refused later.
#[test]
fn legal_orders_are_decided_and_carried_out_or_refused() {
    let engine = baikonur();
    let usa = party(&engine, "usa");
    let mut world = played_from_outside(&engine, 3, usa);
    let (mut given, mut week) = (0_u32, 0);
    while world.advance().is_some() {
        if world.at().day() / 7 == week {
            continue;
        }
        week = world.at().day() / 7;
        let view = world.view(usa);
        for (option, action) in view.legal {
            assert_eq!(engine.setup().options[option].party, usa, "only its own options");
            world.order(usa, action);
            given += 1;
        }
    }
    let records = world.log().records().iter();
    let decided: Vec<_> = records
        .filter(|record| matches!(record.event, Event::Decided { party, option: None, .. } if party == usa))
        .collect();
    assert!(given > 10, "only {given} orders were open");
    // Orders given in the last minute of the scenario are too late.
    assert!(
        decided.len() as u32 <= given && decided.len() as u32 + 20 >= given,
        "{} of {given}",
        decided.len()
    );
    for record in decided {
        assert!(matches!(world.log().causes(record), [Cause::Order(_)]));
        let Event::Decided { effective, .. } = record.event else { unreachable!() };
        assert!(effective > record.id.at, "act and effect are apart");
    }
}

/// The view holds the readings of the party's own doctrine and nothing else.
#[test]
fn a_view_is_redacted() {
    let engine = baikonur();
    let mut world = engine.start(5, RunOptions::default());
    while world.advance().is_some() && world.at().day() < 170 {}
    let (usa, russia) = (party(&engine, "usa"), party(&engine, "russia"));
    let slots = |world: &World, party| -> Vec<_> {
        world
            .view(party)
            .readings
            .into_iter()
            .map(|(slot, _)| engine.setup().readings[usize::from(slot.0)])
            .collect()
    };
    let (american, russian) = (slots(&world, usa), slots(&world, russia));
    assert!(!american.is_empty() && !russian.is_empty());
    assert_ne!(american, russian);
}
