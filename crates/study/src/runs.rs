//! Many runs of one scenario, each reduced to what a study asks.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::Id;
use powderkeg_engine::log::Log;
use powderkeg_engine::rule::Program;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions};
use rayon::prelude::*;

/// Which runs: seeds `first`, `first + 1`, … (wrapping).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeds {
    /// The first seed.
    pub first: u64,
    /// How many.
    pub runs: u32,
}

/// What a study keeps of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// For each program asked about, the first minute at which it held.
    pub firsts: Vec<Option<Minute>>,
    /// The first of the scenario's results that holds at the end.
    pub result: Option<usize>,
    /// The scenario's outcomes at the end, in order.
    pub outcomes: Vec<f64>,
    /// For each option of the scenario's doctrines, in order, whether it was ever taken.
    pub taken: Vec<bool>,
}

/// Runs one seed to its end. `programs` read the truth; they are looked at after every instant in
/// which something happened, and after the first of each day (levels drift without a record).
#[must_use]
pub fn sample(engine: &Engine, seed: u64, programs: &[&Program]) -> Sample {
    let mut world = engine.start(seed, RunOptions::default());
    let mut firsts = vec![None; programs.len()];
    let mut day = None;
    while let Some(records) = world.advance() {
        let quiet = records.is_empty();
        let at = world.at();
        if quiet && day == Some(at.day()) {
            continue;
        }
        day = Some(at.day());
        for (first, program) in firsts.iter_mut().zip(programs) {
            if first.is_none() && world.evaluate(program) != 0.0 {
                *first = Some(at);
            }
        }
    }
    let setup = engine.setup();
    Sample {
        firsts,
        result: setup.results.iter().position(|rule| world.evaluate(&rule.when) != 0.0),
        outcomes: setup.outcomes.iter().map(|scale| world.evaluate(&scale.is)).collect(),
        taken: taken(engine, world.log()),
    }
}

fn taken(engine: &Engine, log: &Log) -> Vec<bool> {
    let mut taken = vec![false; engine.setup().options.len()];
    for record in log.records() {
        if let Event::Decided { option: Some(option), .. } = record.event {
            taken[option.index()] = true;
        }
    }
    taken
}

/// Runs all seeds on `threads` threads (0: as many as there are processors). The samples are in the
/// order of the seeds, whatever the number of threads.
#[must_use]
pub fn samples(engine: &Engine, seeds: Seeds, programs: &[&Program], threads: usize) -> Vec<Sample> {
    let one = |n: u32| sample(engine, seeds.first.wrapping_add(u64::from(n)), programs);
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| (0..seeds.runs).into_par_iter().map(one).collect()),
        // No threads to be had: the result is the same, only later.
        Err(_) => (0..seeds.runs).map(one).collect(),
    }
}
