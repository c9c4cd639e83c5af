//! Levels are integrated finely enough: with twice as many steps all comes out the same on average.

use std::collections::BTreeSet;

use powderkeg_engine::event::Kind;
use powderkeg_engine::world::{Engine, RunOptions};

use crate::setup_with;

/// Runs of each scenario with each step.
const RUNS: u64 = 400;

/// What is measured of a run: the scenario's outcomes, and whether each kind of event happened.
fn names(engine: &Engine) -> Vec<String> {
    let outcomes = engine.setup().outcomes.iter().map(|outcome| outcome.name.clone());
    outcomes.chain(Kind::ALL.iter().map(|kind| kind.name().to_owned())).collect()
}

fn measured(engine: &Engine, seed: u64) -> Vec<f64> {
    let world = engine.run(seed, RunOptions::default());
    let happened: BTreeSet<Kind> = world.log().records().iter().map(|record| record.event.kind()).collect();
    let outcomes = engine.setup().outcomes.iter().map(|outcome| world.evaluate(&outcome.is));
    outcomes.chain(Kind::ALL.iter().map(|kind| f64::from(u8::from(happened.contains(kind))))).collect()
}

/// A scenario, integrated as it is or with half the step.
fn engine(name: &str, half_steps: bool) -> Engine {
    let mut setup = setup_with(name, &[]);
    setup.calendar.half_steps = half_steps;
    Engine::new(setup)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn spread(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (squares / (values.len() - 1) as f64).sqrt()
}

/// Same seeds, so that the difference is the step's and not the luck's. A mean may move by less than
/// its own sampling error, σ/√n.
///
/// The differences of runs with the same seed spread by less than 0.4 σ (measured; the median is 0.1 σ), so
/// without any error of integration the limit lies at 2.5 of their standard errors or more, and for most at
/// 10. Summed over all that is measured, one set of seeds in a hundred would raise a false alarm.
#[test]
fn twice_as_many_steps_move_no_mean_by_more_than_its_sampling_error() {
    for name in ["first-steps", "baikonur-2015"] {
        let (whole, half) = (engine(name, false), engine(name, true));
        let runs: Vec<_> = (0..RUNS).map(|seed| (measured(&whole, seed), measured(&half, seed))).collect();
        assert!(runs.iter().any(|(whole, half)| whole != half), "{name}: half steps are taken");
        for (index, what) in names(&whole).iter().enumerate() {
            let before: Vec<f64> = runs.iter().map(|run| run.0[index]).collect();
            let moved = mean(&runs.iter().map(|run| run.1[index]).collect::<Vec<f64>>()) - mean(&before);
            let error = spread(&before) / (RUNS as f64).sqrt();
            // What is rare, or a matter of course, says nothing in so few runs. And that a crowd has doubled
            // is told when it is looked at, so that it is told more often, not more truly, with more looks.
            let rare = index >= whole.setup().outcomes.len() && !(0.05..0.95).contains(&mean(&before));
            if rare || what == Kind::ProtestGrew.name() {
                continue;
            }
            assert!(moved.abs() <= error, "{name}: {what} moves by {moved}, its sampling error is {error}");
        }
    }
}
