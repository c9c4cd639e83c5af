//! What is measured: reading the founding scenario, starting a run of it, and running it; and the yardstick in many sizes.

pub mod yardstick;

use powderkeg_engine::log::Log;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;

/// The seed of the run that is measured.
pub const SEED: u64 = 7;

/// Reads the built-in founding scenario, with everything that the reader checks.
///
/// # Panics
/// If the scenario has mistakes: then there is nothing to measure.
#[must_use]
#[inline(never)]
pub fn read_scenario() -> Engine {
    let tree = SourceTree::find("baikonur-2015").expect("it is built in");
    let scenario = read(&tree, &[]).scenario.expect("it has no mistakes");
    Engine::new(scenario.setup)
}

/// Draws a run's numbers and sets up every domain; gives the minute, so that nothing is left out.
#[must_use]
#[inline(never)]
pub fn start_run(engine: &Engine, seed: u64) -> u32 {
    engine.start(seed, RunOptions::default()).at().0
}

/// A run from its start to its end; gives the number of its records.
#[must_use]
#[inline(never)]
pub fn one_run(engine: &Engine, seed: u64) -> usize {
    engine.run(seed, RunOptions::default()).log().records().len()
}

/// The hash of a run's log; gives its text, so that nothing is left out.
#[must_use]
#[inline(never)]
pub fn hash_log(engine: &Engine, seed: u64) -> String {
    digest(engine.run(seed, RunOptions::default()).log())
}

/// The part of [`hash_log`] that is measured.
#[must_use]
#[inline(never)]
pub fn digest(log: &Log) -> String {
    log.hash().to_string()
}
