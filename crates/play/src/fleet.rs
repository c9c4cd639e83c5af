//! Many games of one setting, stepped together.

use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::fault::Fault;
use crate::game::Game;
use crate::setting::Setting;

/// Threads take games in parcels; fewer than this are not worth a thread of their own.
const PARCEL: usize = 8;

/// Games that begin together and end together, for the calendar is the scenario's.
#[derive(Clone, Debug)]
pub struct Fleet {
    setting: Arc<Setting>,
    games: Vec<Game>,
    threads: usize,
}

impl Fleet {
    /// One game for each seed, on at most so many threads (0: one a processor). Results do not depend on them.
    #[must_use]
    pub fn new(setting: Setting, seeds: &[u64], threads: usize) -> Self {
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = if threads == 0 { processors } else { threads };
        let mut fleet = Self { setting: Arc::new(setting), games: Vec::new(), threads };
        fleet.reset(seeds);
        fleet
    }

    /// Begins anew, one game for each seed.
    pub fn reset(&mut self, seeds: &[u64]) {
        // Before the new ones are made: thousands of both would need twice the memory.
        self.games = Vec::new();
        let setting = &self.setting;
        let mut games: Vec<Option<Game>> = vec![None; seeds.len()];
        let mut asked: Vec<_> = games.iter_mut().zip(seeds).collect();
        spread(self.threads, &mut asked, |(game, seed)| **game = Some(Game::new(setting.clone(), **seed)));
        self.games = games.into_iter().flatten().collect();
    }

    /// Steps every game. `actions`: for each game one for each seat.
    ///
    /// # Errors
    /// As [`Game::step`], or a number of actions that is not games times seats. Nothing has happened then.
    pub fn step(&mut self, actions: &[usize]) -> Result<(), Fault> {
        let seats = self.setting.seats().len();
        let wanted = seats * self.games.len();
        if actions.len() != wanted {
            return Err(Fault::new(format!(
                "{} actions: give {wanted}, one for each seat of each game",
                actions.len()
            )));
        }
        for (game, actions) in self.games.iter().zip(actions.chunks(seats)) {
            game.check(actions)?;
        }
        let mut given: Vec<_> =
            self.games.iter_mut().zip(actions.chunks(seats)).map(|row| (row, Ok(()))).collect();
        spread(self.threads, &mut given, |((game, actions), done)| *done = game.step(actions));
        given.into_iter().try_for_each(|(_, done)| done)
    }

    /// The same up to now, and from the next minute on with other luck: game `i` with that of `luck + i`.
    #[must_use]
    pub fn fork(&self, luck: u64) -> Self {
        let games = self.games.iter().zip(0..).map(|(game, i)| game.fork(luck.wrapping_add(i)));
        Self { setting: self.setting.clone(), games: games.collect(), threads: self.threads }
    }

    /// What the games have in common.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// The games.
    #[must_use]
    pub fn games(&self) -> &[Game] {
        &self.games
    }

    /// The games, to be told.
    pub fn games_mut(&mut self) -> &mut [Game] {
        &mut self.games
    }

    /// On how many threads at most.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.threads
    }
}

/// Does something to each item, on several threads where there are enough. The threads end with it: a process that forks
/// afterwards has none to miss, and starting one costs less than a game's step.
pub(crate) fn spread<T: Send>(threads: usize, items: &mut [T], work: impl Fn(&mut T) + Sync) {
    let helpers = items.len().div_ceil(PARCEL).min(threads).saturating_sub(1);
    let parcels = Mutex::new(items.chunks_mut(PARCEL));
    let next = || parcels.lock().unwrap_or_else(PoisonError::into_inner).next();
    let labour = || {
        while let Some(parcel) = next() {
            parcel.iter_mut().for_each(&work);
        }
    };
    thread::scope(|scope| {
        // Where the system gives no more threads, those there are do it all.
        let _ = (0..helpers).try_for_each(|_| thread::Builder::new().spawn_scoped(scope, labour).map(drop));
        labour();
    });
}
