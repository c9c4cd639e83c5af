//! A run that goes on from a moment of another: what was is the same, and nothing that runs keeps its luck.

use powderkeg_engine::cause::Domain;
use powderkeg_engine::log::LogHash;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_engine::world::{Calls, Past, RunOptions, World};

use crate::{ALL, baikonur, engine_with};

fn from(seed: u64, until: Minute) -> RunOptions {
    RunOptions { past: Some(Past { seed, until }), ..RunOptions::default() }
}

#[test]
fn what_was_stays_and_the_rest_is_a_function_of_the_new_luck() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        let middle = Minute(engine.setup().calendar.ends.0 / 2);
        let recorded = engine.run(5, RunOptions::default());
        let past = recorded.log().records().iter().take_while(|record| record.id.at <= middle);
        let past: Vec<_> = past.collect();
        let branch = |luck: u64| engine.run(luck, from(5, middle));
        let one = branch(1);
        assert!(one.log().records().iter().zip(&past).all(|(own, other)| own == *other), "{name}");
        let next = one.log().records().get(past.len());
        assert!(next.is_none_or(|record| record.id.at > middle), "{name}: nothing more happened by then");
        assert_eq!(one.numbers(), recorded.numbers(), "{name}");
        let others: Vec<LogHash> = (1..6).map(|luck| branch(luck).log().hash()).collect();
        assert_eq!(one.log().hash(), others[0], "{name}");
        assert!(others[1..].iter().any(|hash| *hash != others[0]), "{name}: luck changes nothing");
        // Its own seed is other luck too.
        assert!(past.is_empty() || branch(5).log().hash() != recorded.log().hash(), "{name}");
    }
}

#[test]
fn needless_steps_change_nothing_after_a_branch() {
    for name in ALL {
        let engine = engine_with(name, &[]);
        for quarter in 1..4 {
            let at = Minute(engine.setup().calendar.ends.0 / 4 * quarter);
            let calls = Calls { order: Domain::ALL, needless: true };
            let needless = engine.run(3, RunOptions { calls, ..from(7, at) });
            assert_eq!(
                engine.run(3, from(7, at)).log().hash(),
                needless.log().hash(),
                "{name}, minute {}",
                at.0
            );
        }
    }
}

/// Every clock shows its threshold: none is the same after a branch, whoever holds it.
#[test]
fn no_clock_is_forgotten() {
    let until = Minute(160 * DAY);
    let thresholds = |world: &World| -> Vec<String> {
        let text = format!("{world:?}");
        let after = text.split(" threshold: ").skip(1);
        let values = after.map(|rest| rest.split([',', ' ']).next().unwrap_or_default().to_string());
        values.filter(|value| value.parse::<f64>().is_ok()).collect()
    };
    let engine = baikonur();
    let mut world = engine.start(9, from(2, until));
    let mut before = Vec::new();
    while world.at() <= until {
        before = thresholds(&world);
        assert!(world.advance().is_some(), "it goes on after that minute");
    }
    let after = thresholds(&world);
    assert!(before.len() > 80, "{} clocks", before.len());
    let kept: Vec<_> = before.iter().filter(|value| after.contains(value)).collect();
    assert!(kept.is_empty(), "{kept:?}");
}
