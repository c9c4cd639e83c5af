//! A run that is over, kept with all that reports read.

use std::sync::Arc;

use powderkeg_engine::dice::Dice;
use powderkeg_engine::log::Log;
use powderkeg_engine::numbers::Numbers;
use powderkeg_engine::time::Minute;
use powderkeg_report::run::{Played, Run};

use crate::scenario::Opened;

/// A run that is over. A world borrows its engine, which nothing in Python can: this owns both.
pub struct Kept {
    /// The scenario that was run.
    pub opened: Arc<Opened>,
    log: Log,
    numbers: Numbers,
    dice: Dice,
    /// Which of the scenario's results holds.
    result: Option<usize>,
    incident: Option<Minute>,
}

impl Kept {
    /// Plays a run to its end.
    pub fn play(opened: Arc<Opened>, seed: u64) -> Self {
        let played = Played::new(opened.case.engine(), seed, opened.options.clone());
        let (world, setup) = (&played.world, played.world.setup());
        let result = setup.results.iter().position(|rule| world.evaluate(&rule.when) != 0.0);
        let (log, numbers, dice) = (world.log().clone(), world.numbers().clone(), world.now().dice);
        let incident = played.incident;
        drop(played);
        Self { opened, log, numbers, dice, result, incident }
    }

    /// As reports read it.
    pub fn run(&self) -> Run<'_> {
        let setup = self.opened.case.engine().setup();
        Run {
            setup,
            log: &self.log,
            numbers: &self.numbers,
            dice: self.dice,
            result: self.result.map(|index| setup.results[index].text.as_str()),
            incident: self.incident,
            ended: setup.calendar.ends,
        }
    }
}
