//! `do`: an option taken at a moment, as its party's own decision would be.

use powderkeg_engine::cause::Cause;
use powderkeg_engine::event::{Event, Kind};
use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::log::Record;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_engine::world::{Engine, RunOptions, World};
use powderkeg_scenario::diagnostic::Style;
use powderkeg_scenario::interventions::{Interventions, Verb};

use crate::setup_with;

/// A scenario with an order, and what that makes different.
fn ordered(name: &str, orders: &[&str]) -> (Engine, RunOptions) {
    let mut setup = setup_with(name, &[]);
    let texts: Vec<String> = orders.iter().map(|&order| order.to_owned()).collect();
    let interventions = Interventions::default().and(Verb::Do, &texts);
    let options = interventions
        .apply(&mut setup)
        .unwrap_or_else(|found| panic!("{}", interventions.findings(found).render(Style::Plain)));
    (Engine::new(setup), options)
}

/// The decisions for the option that is ordered.
fn decisions<'w>(world: &'w World, options: &RunOptions) -> Vec<&'w Record> {
    let wanted = options.ordered[0].option;
    let is_its = |record: &&Record| matches!(record.event, Event::Decided { option: Some(option), .. } if option == wanted);
    world.log().records().iter().filter(is_its).collect()
}

/// It is decided at its minute with the intervention as its cause, carried out or refused after its lead time, and
/// nothing before it is touched.
#[test]
fn an_ordered_option_is_decided_at_its_moment_and_changes_nothing_before() {
    for (name, order, minute) in [
        ("baikonur-2015", "2015-03-20T14:30 usa.raid_the_cosmodrome", 14 * 60 + 30),
        ("baikonur-2015", "2015-02-01 russia.fly_in_troops", 0),
        ("first-steps", "2030-12-24 alder.keep_coal_home", 0),
    ] {
        let (engine, options) = ordered(name, &[order]);
        for seed in 1..6 {
            let (world, plain) = (engine.run(seed, options.clone()), engine.run(seed, RunOptions::default()));
            let at = options.ordered[0].at;
            assert_eq!(at.0 % DAY, minute, "{order}");
            let found = decisions(&world, &options);
            let own = found.iter().find(|record| record.id.at == at).expect("it is decided");
            assert_eq!(world.log().causes(own), [Cause::Given(options.ordered[0].origin)]);
            let before = |world: &World| -> Vec<Record> {
                world.log().records().iter().take_while(|record| record.id.at < at).copied().collect()
            };
            let prefix = before(&world);
            assert_eq!(prefix.len(), before(&plain).len());
            assert!(prefix.iter().zip(before(&plain)).all(|(a, b)| (a.id, a.event) == (b.id, b.event)));
            assert_ne!(world.log().hash(), plain.log().hash(), "the log's hash covers it");
        }
    }
}

/// An option that is taken once is not taken again by its own rule, and one that repeats rests first.
#[test]
fn afterwards_it_counts_and_rests_like_its_own_decision() {
    let (engine, options) = ordered("first-steps", &["2030-11-01 alder.keep_coal_home"]);
    let setup = &engine.setup().options[options.ordered[0].option];
    assert!(setup.repeats.is_none(), "the scenario takes it once");
    let mut taken_by_itself = 0;
    for seed in 1..30 {
        assert_eq!(decisions(&engine.run(seed, options.clone()), &options).len(), 1);
        taken_by_itself += decisions(&engine.run(seed, RunOptions::default()), &options).len();
    }
    assert!(taken_by_itself > 0, "by its own rule it is taken in some runs");

    let (engine, options) = ordered("first-steps", &["2030-12-20 birch.ask_for_coal"]);
    let mut later = 0;
    for seed in 1..30 {
        let world = engine.run(seed, options.clone());
        for pair in decisions(&world, &options).windows(2) {
            assert!(pair[1].id.at.0 - pair[0].id.at.0 >= 7 * DAY, "seed {seed}");
        }
        later += decisions(&world, &options).len() - 1;
    }
    assert!(later > 0, "it is taken again");
}

/// It may be ordered again while it rests, twice in a minute, and at the first and the last minute.
#[test]
fn orders_at_the_edges_are_decided_in_their_order() {
    let orders = [
        "2030-11-01 alder.keep_coal_home",
        "2030-11-01T00:00 alder.deliver_again",
        "2030-11-01 birch.ask_for_coal",
        "2030-11-01T02:00 birch.ask_for_coal",
    ];
    let (engine, options) = ordered("first-steps", &orders);
    let world = engine.run(3, options.clone());
    let first: Vec<_> = world
        .log()
        .records()
        .iter()
        .filter_map(|record| match record.event {
            Event::Decided { option: Some(option), .. } if record.id.at.0 < 240 => Some(option),
            _ => None,
        })
        .collect();
    let wanted: Vec<_> = options.ordered.iter().map(|order| order.option).collect();
    assert_eq!(first, wanted);
    let ends = engine.setup().calendar.ends;
    let at_the_end = |at| {
        let last = powderkeg_engine::seats::Ordered { at, ..options.ordered[0] };
        let world = engine.run(3, RunOptions { ordered: vec![last], ..RunOptions::default() });
        decisions(&world, &options).iter().any(|record| record.id.at == at)
    };
    assert!(at_the_end(ends) && !at_the_end(Minute(ends.0 + 1)));
}

/// The gate is asked as for any decision; what it suppresses changes nothing.
#[test]
fn a_suppressed_order_changes_nothing() {
    let (engine, options) = ordered("first-steps", &["2030-12-24 alder.keep_coal_home"]);
    let what = Suppressed::Option(options.ordered[0].option);
    let suppressed =
        vec![Suppression { what, from: options.ordered[0].at, until: options.ordered[0].at.next() }];
    for seed in 1..10 {
        let both = RunOptions { suppressed: suppressed.clone(), ..options.clone() };
        let gate = RunOptions { suppressed: suppressed.clone(), ..RunOptions::default() };
        assert_eq!(engine.run(seed, both).log().hash(), engine.run(seed, gate).log().hash());
    }
}

/// A seat that is played from outside obeys, too.
#[test]
fn a_seat_played_from_outside_obeys() {
    let (engine, options) = ordered("first-steps", &["2030-12-24 alder.keep_coal_home"]);
    let party = engine.setup().options[options.ordered[0].option].party;
    let world = engine.run(1, RunOptions { outside: vec![party], ..options.clone() });
    assert_eq!(decisions(&world, &options).len(), 1);
    assert!(world.log().first(Kind::Withheld, |_| true).is_some());
}
