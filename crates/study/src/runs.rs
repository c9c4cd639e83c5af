//! Many runs of one scenario, each reduced to what a study asks.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::Id;
use powderkeg_engine::log::Log;
use powderkeg_engine::rule::Program;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions, World};
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

/// A world played to its end, with what has to be noticed on the way.
#[derive(Clone, Debug)]
pub struct Watched<'e> {
    /// The world at its end.
    pub world: World<'e>,
    /// When the incident first came about, if it did. It may be over at the end, as a protest is.
    pub incident: Option<Minute>,
    /// For each program asked about, the first minute at which it held.
    pub firsts: Vec<Option<Minute>>,
}

/// Plays a run to its end. `programs` read the truth; they are looked at after every instant in which something
/// happened, and after the first of each day (levels drift without a record), as `each_day` looks at the world.
#[must_use]
pub fn watch<'e>(
    engine: &'e Engine,
    seed: u64,
    options: RunOptions,
    programs: &[&Program],
    mut each_day: impl FnMut(&World),
) -> Watched<'e> {
    let mut world = engine.start(seed, options);
    let (mut incident, mut firsts) = (None, vec![None; programs.len()]);
    let mut today = None;
    while let Some(records) = world.advance() {
        let is_quiet = records.is_empty();
        let at = world.at();
        let is_new_day = today.replace(at.day()) != Some(at.day());
        if is_new_day {
            each_day(&world);
        }
        if is_quiet && !is_new_day {
            continue;
        }
        // The incident is made of facts, and facts switch with a record.
        if incident.is_none() && !is_quiet {
            incident = incident_in(&world);
        }
        for (first, program) in firsts.iter_mut().zip(programs) {
            if first.is_none() && world.evaluate(program) != 0.0 {
                *first = Some(at);
            }
        }
    }
    Watched { world, incident, firsts }
}

fn incident_in(world: &World) -> Option<Minute> {
    let slots = world.setup().incident.iter();
    let holding = slots.map(|&slot| world.truth(slot)).filter(|fact| fact.value != 0.0);
    holding.map(|fact| fact.since.map_or(world.at(), |since| since.at)).min()
}

/// Runs one seed to its end and keeps what a study asks.
#[must_use]
pub fn sample(engine: &Engine, seed: u64, options: &RunOptions, programs: &[&Program]) -> Sample {
    let Watched { world, firsts, .. } = watch(engine, seed, options.clone(), programs, |_| {});
    let setup = engine.setup();
    Sample {
        firsts,
        result: setup.results.iter().position(|rule| world.evaluate(&rule.when) != 0.0),
        outcomes: setup.outcomes.iter().map(|scale| world.evaluate(&scale.is)).collect(),
        taken: taken(engine, world.log()),
    }
}

/// For each option of the scenario's doctrines, whether it was ever decided.
pub(crate) fn taken(engine: &Engine, log: &Log) -> Vec<bool> {
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
pub fn samples(
    engine: &Engine,
    options: &RunOptions,
    seeds: Seeds,
    programs: &[&Program],
    threads: usize,
) -> Vec<Sample> {
    let one = |n: u32| sample(engine, seeds.first.wrapping_add(u64::from(n)), options, programs);
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| (0..seeds.runs).into_par_iter().map(one).collect()),
        // No threads to be had: the result is the same, only later.
        Err(_) => (0..seeds.runs).map(one).collect(),
    }
}
