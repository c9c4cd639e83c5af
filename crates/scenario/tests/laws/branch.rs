//! A run that goes on with other luck: what was is the same, and nothing that runs keeps its luck.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::log::LogHash;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_engine::world::{Calls, Engine, RunOptions, World};

use crate::{ALL, baikonur, engine_with};

fn played_to(engine: &Engine, seed: u64, until: Minute, calls: Calls) -> World<'_> {
    let mut world = engine.start(seed, RunOptions { calls, ..RunOptions::default() });
    while world.next() <= until {
        world.advance();
    }
    world
}

fn finished(mut world: World, luck: u64) -> LogHash {
    world.branch(luck);
    while world.advance().is_some() {}
    world.log().hash()
}

#[test]
fn what_was_stays_and_the_rest_is_a_function_of_the_new_luck() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        let middle = Minute(engine.setup().calendar.ends.0 / 2);
        let world = played_to(&engine, 5, middle, Calls::default());
        let before = world.log().records().len();
        let mut one = world.clone();
        one.branch(1);
        while one.advance().is_some() {}
        assert_eq!(&one.log().records()[..before], world.log().records(), "{name}");
        assert_eq!(one.numbers(), world.numbers(), "{name}");
        let others: Vec<LogHash> = (1..6).map(|luck| finished(world.clone(), luck)).collect();
        assert_eq!(one.log().hash(), others[0], "{name}");
        assert!(others[1..].iter().any(|hash| *hash != others[0]), "{name}: luck changes nothing");
    }
}

#[test]
fn needless_steps_change_nothing_after_a_branch() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        for quarter in 1..4 {
            let at = Minute(engine.setup().calendar.ends.0 / 4 * quarter);
            let plain = finished(played_to(&engine, 7, at, Calls::default()), 3);
            let calls = Calls { order: Domain::ALL, needless: true };
            assert_eq!(plain, finished(played_to(&engine, 7, at, calls), 3), "{name}, minute {}", at.0);
        }
    }
}

/// Every clock shows its threshold: none is the same after a branch, whoever holds it.
#[test]
fn no_clock_is_forgotten() {
    let thresholds = |world: &World| -> Vec<String> {
        let text = format!("{world:?}");
        let after = text.split(" threshold: ").skip(1);
        let values = after.map(|rest| rest.split([',', ' ']).next().unwrap_or_default().to_string());
        values.filter(|value| value.parse::<f64>().is_ok()).collect()
    };
    let engine = baikonur();
    let world = played_to(&engine, 2, Minute(160 * DAY), Calls::default());
    let mut other = world.clone();
    other.branch(9);
    let (before, after) = (thresholds(&world), thresholds(&other));
    assert!(before.len() > 80, "{} clocks", before.len());
    let kept: Vec<_> = before.iter().filter(|value| after.contains(value)).collect();
    assert!(kept.is_empty(), "{kept:?}");
}
