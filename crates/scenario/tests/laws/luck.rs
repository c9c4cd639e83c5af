//! Draws are addressed: an intervention, a number or a new city leaves all unrelated luck as it was.

use std::collections::BTreeMap;

use powderkeg_engine::event::{Event, Kind};
use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions};

use crate::{baikonur, engine_with};

/// Temperatures of every region at every day's noon, bit for bit.
fn weather(engine: &Engine, seed: u64, options: RunOptions) -> BTreeMap<u32, Vec<u64>> {
    let mut world = engine.start(seed, options);
    let mut days = BTreeMap::new();
    while world.advance().is_some() {
        let row = world.board().weather.regions.rows().map(|region| region.temperature_c.to_bits()).collect();
        days.insert(world.at().day(), row);
    }
    days
}

/// The run's value of every parameter, by path.
fn numbers(engine: &Engine, seed: u64) -> BTreeMap<String, u64> {
    let world = engine.start(seed, RunOptions::default());
    let values = world.numbers().as_slice().iter();
    engine
        .setup()
        .parameters
        .iter()
        .zip(values)
        .map(|(row, value)| (row.path.clone(), value.to_bits()))
        .collect()
}

#[test]
fn forbidding_an_act_leaves_the_weather_alone() {
    let engine = baikonur();
    let forbidden =
        Suppression { what: Suppressed::Kind(Kind::Withheld), from: Minute(0), until: Minute::NEVER };
    for seed in 0..5 {
        let options = RunOptions { suppressed: vec![forbidden], ..RunOptions::default() };
        assert_eq!(weather(&engine, seed, RunOptions::default()), weather(&engine, seed, options));
    }
}

#[test]
fn changing_a_number_leaves_the_others_and_the_weather_alone() {
    let path = "workforce.baikonur_crews.pay_ratio";
    let (plain, changed) =
        (baikonur(), engine_with("baikonur-2015", &["workforce.baikonur_crews.pay_ratio=0.9"]));
    for seed in 0..5 {
        let (mut before, mut after) = (numbers(&plain, seed), numbers(&changed, seed));
        assert_ne!(before.remove(path), after.remove(path));
        assert_eq!(before, after);
        assert_eq!(
            weather(&plain, seed, RunOptions::default()),
            weather(&changed, seed, RunOptions::default())
        );
    }
}

#[test]
fn a_suppressed_kind_never_happens() {
    let engine = baikonur();
    for seed in 0..30 {
        let what = Suppressed::Kind(Kind::RaidBegan);
        let suppressed = vec![Suppression { what, from: Minute(0), until: Minute::NEVER }];
        let world = engine.run(seed, RunOptions { suppressed, ..RunOptions::default() });
        assert!(world.log().first(Kind::RaidBegan, |_| true).is_none());
        assert!(
            world.log().first(Kind::Assault, |_| true).is_none(),
            "what it would have brought does not happen either"
        );
    }
}

#[test]
fn before_the_first_suppressed_event_both_runs_are_the_same() {
    let engine = baikonur();
    for seed in 0..30 {
        let plain = engine.run(seed, RunOptions::default());
        let Some(first) = plain.log().first(Kind::StrikeBegan, |_| true) else { continue };
        let what = Suppressed::Kind(Kind::StrikeBegan);
        let suppressed = vec![Suppression { what, from: Minute(0), until: Minute::NEVER }];
        let other = engine.run(seed, RunOptions { suppressed, ..RunOptions::default() });
        let events = |world: &powderkeg_engine::world::World| -> Vec<Event> {
            let records = world.log().records().iter().take_while(|record| record.id.at < first.id.at);
            records.map(|record| record.event).collect()
        };
        assert_eq!(events(&plain), events(&other), "seed {seed}");
    }
}
