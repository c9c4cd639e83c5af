//! Every record has a reason that ends in the scenario, an order or luck.

use std::collections::BTreeSet;

use powderkeg_engine::cause::{Cause, EventId};
use powderkeg_engine::event::{Answer, Event, Kind};
use powderkeg_engine::log::Log;
use powderkeg_engine::world::RunOptions;

use crate::{ALL, baikonur, engine_with};

/// All records among the ancestors of a record, itself included.
fn ancestors(log: &Log, id: EventId) -> BTreeSet<EventId> {
    let mut seen = BTreeSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let record = log.get(id).expect("causes are in the log");
        let saw = log.saw(record).iter().map(|seen| &seen.because);
        for cause in log.causes(record).iter().chain(saw) {
            if let Cause::Event(earlier) = cause {
                open.push(*earlier);
            }
        }
    }
    seen
}

#[test]
fn every_walk_back_ends_in_the_scenario_an_order_or_luck() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        for seed in 0..if name == "baikonur-2015" { 200 } else { 20 } {
            let world = engine.run(seed, RunOptions::default());
            let log = world.log();
            assert!(log.records().windows(2).all(|pair| pair[0].id < pair[1].id), "{name}, seed {seed}");
            let mut grounded = BTreeSet::new();
            for record in log.records() {
                let causes = log.causes(record);
                assert!(!causes.is_empty());
                for cause in causes {
                    if let Cause::Event(earlier) = cause {
                        assert!(*earlier < record.id, "ids point only back");
                        assert!(earlier.at <= record.id.at, "minutes never run backwards");
                        assert!(log.get(*earlier).is_some(), "causes are in the log");
                    }
                }
                // Records stand in order, so what a record rests on was looked at before.
                let rests = causes.iter().any(|cause| match cause {
                    Cause::Given(origin) => engine.setup().origins.get(*origin).is_some(),
                    Cause::Order(_) | Cause::Chance(_) => true,
                    Cause::Event(earlier) => grounded.contains(earlier),
                });
                assert!(rests, "{name}, seed {seed}: {:?} rests on nothing", record.event);
                grounded.insert(record.id);
            }
        }
    }
}

#[test]
fn decisions_show_rule_values_and_luck() {
    let engine = baikonur();
    for seed in 0..50 {
        let world = engine.run(seed, RunOptions::default());
        for record in world.log().records() {
            let Event::Decided { option: Some(option), .. } = record.event else { continue };
            let causes = world.log().causes(record);
            let rule = engine.setup().options[option].origin;
            assert!(causes.contains(&Cause::Given(rule)), "the rule is a cause");
            assert!(causes.iter().any(|cause| matches!(cause, Cause::Chance(_))), "luck is a cause");
            let slots = engine.setup().options[option].when.slots().flatten().count();
            assert!(slots == 0 || !world.log().saw(record).is_empty(), "what it saw is kept");
        }
    }
}

/// On the page's own way to a raid (a strike, troops flown in, a clash with them) all three are among
/// its causes, and so are the calls. Where a strike was settled long before, or nobody clashed with
/// the troops, they need have no part in it.
#[test]
fn a_raid_after_a_clash_reaches_the_strike_the_airlift_and_the_calls() {
    let engine = baikonur();
    let mut raids = 0;
    for seed in 0..200 {
        let world = engine.run(seed, RunOptions::default());
        let log = world.log();
        let Some(raid) = log.first(Kind::RaidBegan, |_| true) else { continue };
        let clash =
            log.first(Kind::GateRiot, |event| matches!(event, Event::GateRiot { force: Some(_), .. }));
        if clash.is_none_or(|clash| clash.id > raid.id) {
            continue;
        }
        raids += 1;
        let found: BTreeSet<Kind> = ancestors(log, raid.id)
            .iter()
            .filter_map(|id| log.get(*id))
            .map(|record| record.event.kind())
            .collect();
        // A rule counts refusals: where every call of the raider was only put off, none has a part in
        // the raid.
        let Event::RaidBegan { force, .. } = raid.event else { unreachable!() };
        let raider = engine.setup().forces[force].of;
        let refusal = |event: &Event| matches!(event, Event::Answered { by, answer: Answer::Refuse, .. } if *by == raider);
        let called = log.first(Kind::Answered, refusal).is_some_and(|answer| answer.id < raid.id);
        for wanted in [Kind::StrikeBegan, Kind::Landed, Kind::Called] {
            if wanted == Kind::Called && !called {
                continue;
            }
            assert!(found.contains(&wanted), "seed {seed}: the raid does not reach {}", wanted.name());
        }
    }
    assert!(raids >= 5, "only {raids} such raids in 200 runs");
}
