//! One game: a run that waits for its players at their daily mark.

use std::sync::Arc;

use powderkeg_engine::log::Log;
use powderkeg_engine::seats::View;
use powderkeg_engine::time::{Mark, Minute};
use powderkeg_engine::world::{Engine, WorldOf};
use powderkeg_report::sentence::sentence;
use powderkeg_report::words::Words;

use crate::fault::Fault;
use crate::seat::Seat;
use crate::setting::{Pays, Setting};

/// Doing nothing: the first action of every seat.
pub const WAIT: usize = 0;

/// A run that waits for its players.
#[derive(Clone, Debug)]
pub struct Game {
    pub(crate) setting: Arc<Setting>,
    pub(crate) world: WorldOf<Arc<Engine>>,
    seed: u64,
    /// When the players are asked next.
    asks: Minute,
    over: bool,
    /// For each seat what it sees, what the run is worth to it, what the last step brought it, and whether what it wanted
    /// to do could not be done.
    pub(crate) seats: Vec<Standing>,
    /// How many records have been told.
    told: usize,
}

/// How it stands with a seat.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) view: View,
    pub(crate) worth: f64,
    reward: f64,
    closed: bool,
}

impl Game {
    /// A game at its first decision: the players' mark on the first morning.
    #[must_use]
    pub fn new(setting: Arc<Setting>, seed: u64) -> Self {
        let world = WorldOf::new(setting.engine.clone(), seed, setting.options.clone());
        let mut game =
            Self { setting, world, seed, asks: Mark::Seats.first(), over: false, seats: Vec::new(), told: 0 };
        game.world.advance_until(game.asks);
        game.seats = (0..game.setting.seats.len()).map(|seat| game.standing(seat)).collect();
        game
    }

    /// Gives each seat's order and goes on to the next decision, or to the end. `actions`: one for each seat; an option that
    /// is not open is not taken, which [`Self::closed`] tells.
    ///
    /// # Errors
    /// A game that is over, a wrong number of actions, or an action that there is not. Nothing has happened then.
    pub fn step(&mut self, actions: &[usize]) -> Result<(), Fault> {
        self.check(actions)?;
        for (seat, &action) in actions.iter().enumerate() {
            let closed = !self.may(seat, action);
            if let Some(choice) = action.checked_sub(1).filter(|_| !closed) {
                self.world.take(self.setting.seats[seat].choices[choice].option);
            }
            self.seats[seat].closed = closed;
        }
        self.asks = Minute(self.asks.0.saturating_add(self.setting.interval));
        self.world.advance_until(self.asks);
        // By the calendar, and not when nothing more is to come: games of one scenario end at the same step.
        self.over = self.asks > self.setting.setup().calendar.ends;
        for seat in 0..self.seats.len() {
            self.settle(seat);
        }
        Ok(())
    }

    pub(crate) fn check(&self, actions: &[usize]) -> Result<(), Fault> {
        if self.over {
            return Err(Fault::new("the game is over: reset it before the next step"));
        }
        if actions.len() != self.seats.len() {
            let (given, seats) = (actions.len(), self.seats.len());
            return Err(Fault::new(format!("{given} actions for {seats} seats: give one for each")));
        }
        for (seat, &action) in self.setting.seats.iter().zip(actions) {
            if action >= seat.actions() {
                return Err(Fault::new(format!(
                    "`{}` has no action {action}: there are 0 (wait) to {}",
                    seat.id,
                    seat.actions() - 1
                )));
            }
        }
        Ok(())
    }

    fn settle(&mut self, seat: usize) {
        let Standing { worth: before, closed, .. } = self.seats[seat];
        let standing = self.standing(seat);
        let reward = match self.setting.pays {
            Pays::EachStep => standing.worth - before,
            Pays::AtTheEnd if self.over => standing.worth,
            Pays::AtTheEnd => 0.0,
        };
        self.seats[seat] = Standing { reward, closed, ..standing };
    }

    fn standing(&self, seat: usize) -> Standing {
        let row = &self.setting.seats[seat];
        Standing {
            view: self.world.view(row.party),
            worth: row.worth(&self.world),
            reward: 0.0,
            closed: false,
        }
    }

    /// The same up to now, and from the next minute on with the luck of another seed.
    #[must_use]
    pub fn fork(&self, luck: u64) -> Self {
        Self {
            setting: self.setting.clone(),
            world: self.world.fork(luck),
            seats: self.seats.clone(),
            ..*self
        }
    }

    /// Each of the seat's rewards now, without its weight.
    #[must_use]
    pub fn worths(&self, seat: usize) -> Vec<f64> {
        self.setting.seats[seat].rewards.iter().map(|row| unsigned(self.world.evaluate(&row.is))).collect()
    }

    /// Whether a seat may do something now. Once the game is over nothing but waiting is left.
    #[must_use]
    pub fn may(&self, seat: usize, action: usize) -> bool {
        let choice = action.checked_sub(1).map(|choice| self.setting.seats[seat].choices[choice].option);
        let legal = &self.seats[seat].view.legal;
        choice.is_none_or(|option| !self.over && legal.iter().any(|(open, _)| *open == option))
    }

    /// Writes what a seat sees, one number for each of its columns.
    pub fn observe(&self, seat: usize, into: &mut [f32]) {
        let row: &Seat = &self.setting.seats[seat];
        let (plain, watched) = into.split_at_mut(row.plain);
        for (place, column) in plain.iter_mut().zip(&row.columns) {
            *place = unsigned(self.world.plainly(row.party, &column.reading).unwrap_or(0.0)) as f32;
        }
        for (place, (_, value)) in watched.iter_mut().zip(&self.seats[seat].view.readings) {
            *place = unsigned(*value) as f32;
        }
    }

    /// Writes which actions a seat may take: 1 or 0.
    pub fn mask(&self, seat: usize, into: &mut [i8]) {
        for (action, place) in into.iter_mut().enumerate() {
            *place = i8::from(self.may(seat, action));
        }
    }

    /// Writes the truth: every reading that the scenario's rules use, whoever may see it.
    pub fn state(&self, into: &mut [f32]) {
        let now = self.world.now();
        for (place, reading) in into.iter_mut().zip(&self.setting.setup().readings) {
            *place = unsigned(reading.value(&now)) as f32;
        }
    }

    /// What the last step brought a seat.
    #[must_use]
    pub fn reward(&self, seat: usize) -> f64 {
        self.seats[seat].reward
    }

    /// Whether what a seat wanted to do at the last step was not open to it, so that it waited.
    #[must_use]
    pub fn closed(&self, seat: usize) -> bool {
        self.seats[seat].closed
    }

    /// Whether the scenario has ended.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Its seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Now.
    #[must_use]
    pub fn at(&self) -> Minute {
        self.world.at()
    }

    /// Everything that happened so far.
    #[must_use]
    pub fn log(&self) -> &Log {
        self.world.log()
    }

    /// What happened since this was last asked, whoever knows of it: a line a record.
    pub fn tell(&mut self) -> String {
        let words = Words::new(self.setting.setup());
        let news = &self.world.log().records()[self.told..];
        let lines = news
            .iter()
            .map(|record| format!("{}  {}\n", words.time(record.id.at), sentence(&words, &record.event)));
        let text = lines.collect();
        self.told = self.world.log().records().len();
        text
    }
}

/// Nothing is 0, whichever way it came about: people read these numbers.
fn unsigned(value: f64) -> f64 {
    value + 0.0
}
