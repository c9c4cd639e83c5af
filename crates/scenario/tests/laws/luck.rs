//! Draws are addressed: an intervention, a number or a new city leaves all unrelated luck as it was.

use std::collections::BTreeMap;

use powderkeg_engine::event::{Event, Kind};
use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::builtin;
use powderkeg_scenario::diagnostic::Style;
use powderkeg_scenario::scenario;
use powderkeg_scenario::source::SourceTree;

use crate::{baikonur, engine_with};

/// The founding scenario with something more in it.
fn baikonur_and(text: &str) -> Engine {
    let mut files: BTreeMap<String, Vec<u8>> = builtin::files("baikonur-2015")
        .into_iter()
        .filter(|name| *name != "expect.toml")
        .map(|name| {
            (name.to_owned(), builtin::file(&format!("baikonur-2015/{name}")).expect("built in").to_vec())
        })
        .collect();
    let page = builtin::file("baikonur-2015/sources/page.txt").expect("built in");
    files.insert("sources/page.txt".to_owned(), page.to_vec());
    files.insert("more.toml".to_owned(), text.as_bytes().to_vec());
    let loaded = scenario::read(&SourceTree::Memory(files), &[]);
    let problems = loaded.diagnostics.render(&loaded.sources, Style::Plain);
    Engine::new(loaded.scenario.unwrap_or_else(|| panic!("{problems}")).setup)
}

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
    let forbidden = Suppression::throughout(Suppressed::Kind(Kind::Withheld));
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

/// A city that nobody else hears of: its country has no other part in the crisis.
#[test]
fn adding_a_city_leaves_all_unrelated_luck_alone() {
    let plain = baikonur();
    let city =
        "[party.mongolia]\nkind = \"state\"\n[city.ulaanbaatar]\nin = \"mongolia\"\npopulation = 1_300_000\n";
    let larger = baikonur_and(city);
    for seed in 0..5 {
        let (before, after) = (numbers(&plain, seed), numbers(&larger, seed));
        assert!(before.iter().all(|(path, value)| after.get(path) == Some(value)));
        assert!(after.len() > before.len());
        assert_eq!(
            weather(&plain, seed, RunOptions::default()),
            weather(&larger, seed, RunOptions::default())
        );
        let protests = |engine: &Engine| -> Vec<(Minute, u32)> {
            let almaty =
                engine.setup().names.iter().find(|(_, named)| named.path == "city.almaty").map(|(id, _)| id);
            let world = engine.run(seed, RunOptions::default());
            let records = world.log().records().iter();
            let people = records.filter_map(|record| match record.event {
                Event::ProtestBegan { city, people }
                    if Some(engine.setup().cities[city].name.id) == almaty =>
                {
                    Some((record.id.at, people))
                }
                _ => None,
            });
            people.collect()
        };
        assert_eq!(protests(&plain), protests(&larger), "seed {seed}");
    }
}

#[test]
fn a_suppressed_kind_never_happens() {
    let engine = baikonur();
    for seed in 0..30 {
        let what = Suppressed::Kind(Kind::RaidBegan);
        let suppressed = vec![Suppression::throughout(what)];
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
        let suppressed = vec![Suppression::throughout(what)];
        let other = engine.run(seed, RunOptions { suppressed, ..RunOptions::default() });
        let events = |world: &powderkeg_engine::world::World| -> Vec<Event> {
            let records = world.log().records().iter().take_while(|record| record.id.at < first.id.at);
            records.map(|record| record.event).collect()
        };
        assert_eq!(events(&plain), events(&other), "seed {seed}");
    }
}
