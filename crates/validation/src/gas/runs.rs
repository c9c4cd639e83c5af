//! Runs of the scenario of countries.

use std::collections::BTreeMap;

use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::builtin;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;

use super::countries::{Country, tables};
use crate::statistics::mean;

/// Runs of each country.
const RUNS: u64 = 100;

/// Countries of one scenario: more would have each party watch too many others.
const TOGETHER: usize = 20;

/// Days of the full stop, from 7 to 19 January, counted from the scenario's start on the 6th.
const STOP: std::ops::Range<usize> = 1..14;

/// What the model says of a country; means over runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Mean unmet share of demand during the stop.
    pub unmet_share: f64,
    /// Share of runs in which households are cut on some day of it.
    pub households_cut: f64,
    /// In store at the beginning of each day from 6 January, mcm.
    pub store: Vec<f64>,
    /// Whether on no day of no run a household is cut while others are not cut whole.
    pub industry_first: bool,
}

/// One country's run: day by day unmet share, households' unmet share, store.
#[derive(Clone, Debug, Default)]
struct Days {
    unmet: Vec<f64>,
    households: Vec<f64>,
    store: Vec<f64>,
}

/// What the shipped scenario says of its countries, in the order of the record.
pub fn shipped_outcomes() -> Vec<Outcome> {
    run(&engine(&shipped()))
}

/// What the model says of other countries, in their order.
pub fn outcomes(countries: &[Country]) -> Vec<Outcome> {
    countries.chunks(TOGETHER).flat_map(|some| run(&engine(&with(some)))).collect()
}

fn run(engine: &Engine) -> Vec<Outcome> {
    let shares: Vec<f64> = engine
        .setup()
        .consumers
        .iter()
        .map(|(_, consumer)| value(engine, consumer.household_share))
        .collect();
    let runs: Vec<Vec<Days>> = (1..=RUNS).map(|seed| days(engine, seed)).collect();
    shares
        .iter()
        .enumerate()
        .map(|(index, share)| outcome(&runs.iter().map(|run| &run[index]).collect::<Vec<&Days>>(), *share))
        .collect()
}

/// A number that is not uncertain.
fn value(engine: &Engine, num: powderkeg_engine::parameter::Num) -> f64 {
    engine.start(1, RunOptions::default()).numbers()[num]
}

fn outcome(runs: &[&Days], household_share: f64) -> Outcome {
    let unmet: Vec<f64> = runs.iter().flat_map(|days| days.unmet[STOP].iter().copied()).collect();
    let is_cut = |days: &Days| days.households[STOP].iter().any(|share| *share > 0.0);
    let cut = runs.iter().filter(|days| is_cut(days)).count() as f64 / runs.len() as f64;
    let length = runs.iter().map(|days| days.store.len()).min().unwrap_or(0);
    let on = |day: usize| mean(&runs.iter().map(|days| days.store[day]).collect::<Vec<f64>>());
    let in_order = |days: &Days| {
        let mut pairs = days.unmet.iter().zip(&days.households);
        pairs.all(|(unmet, households)| *households <= 0.0 || *unmet >= 1.0 - household_share)
    };
    Outcome {
        unmet_share: mean(&unmet),
        households_cut: cut,
        store: (0..length).map(on).collect(),
        industry_first: runs.iter().all(|days| in_order(days)),
    }
}

/// Where other countries than the shipped ones play: at the same time, by the same library.
const HEADING: &str = "[scenario]\ntitle = \"Gas dispute of January 2009\"\nstarts = 2009-01-06\n\
                       ends = 2009-01-31\nuse = [\"library/market\"]\n";

/// The shipped scenario's own tree.
fn shipped() -> SourceTree {
    SourceTree::BuiltIn("gas-2009".to_owned())
}

/// The shipped scenario with other countries.
fn with(countries: &[Country]) -> SourceTree {
    let supply = builtin::file("gas-2009/supply.toml").unwrap_or_default().to_vec();
    let rows = tables(countries, |index, _| format!("importer_{index}"));
    SourceTree::Memory(BTreeMap::from([
        ("scenario.toml".to_owned(), HEADING.as_bytes().to_vec()),
        ("supply.toml".to_owned(), supply),
        ("countries.toml".to_owned(), rows.into_bytes()),
    ]))
}

fn engine(tree: &SourceTree) -> Engine {
    let loaded = read(tree, &[]);
    match loaded.scenario {
        Some(scenario) => Engine::new(scenario.setup),
        None => panic!(
            "rows that were read make a scenario: {}",
            loaded.diagnostics.render(&loaded.sources, powderkeg_scenario::diagnostic::Style::Plain)
        ),
    }
}

/// One run; of each day what holds at its end.
fn days(engine: &Engine, seed: u64) -> Vec<Days> {
    let consumers = engine.setup().consumers.iter().count();
    let mut rows = vec![Days::default(); consumers];
    let mut world = engine.start(seed, RunOptions::default());
    while world.advance().is_some() {
        let day = world.at().day() as usize;
        for (row, out) in rows.iter_mut().zip(world.board().trade.consumers.rows()) {
            set(&mut row.unmet, day, out.shortage);
            set(&mut row.households, day, out.households_short);
            set(&mut row.store, day, out.stock);
        }
    }
    rows
}

/// Sets the value of a day, of which earlier instants may already have one.
fn set(values: &mut Vec<f64>, day: usize, value: f64) {
    values.resize(day + 1, value);
    values[day] = value;
}

#[test]
fn the_shipped_countries_are_the_record_in_its_order() {
    let record = super::record();
    let engine = engine(&shipped());
    let setup = engine.setup();
    let titles: Vec<&str> = setup
        .consumers
        .iter()
        .map(|(_, row)| setup.names[setup.parties[row.party].name.id].title.as_str())
        .collect();
    assert_eq!(titles, record.iter().map(|country| country.name.as_str()).collect::<Vec<&str>>());
    // Names differ, and with them the luck: in the mean over runs the two trees agree.
    for (shipped, other) in shipped_outcomes().iter().zip(outcomes(&record)) {
        assert!((shipped.unmet_share - other.unmet_share).abs() < 0.03, "{shipped:?} {other:?}");
    }
}
