//! Games that policies play. Numbers cross in arrays that Python makes; `powderkeg.env` gives them their shapes.

use std::sync::Arc;

use powderkeg_engine::setup::RewardKind;
use powderkeg_play::fault::Fault as Wrong;
use powderkeg_play::fleet::Fleet;
use powderkeg_play::game::Game;
use powderkeg_play::rollout::{by_doctrine, promises};
use powderkeg_play::seat::Seat;
use powderkeg_play::setting::{self, Pays, Setting, Weights};
use powderkeg_report::fields;
use powderkeg_report::run::civil;
use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::progress::Progress;
use pyo3::buffer::{Element, PyBuffer};
use pyo3::prelude::*;
use serde_json::{Value, json};

use crate::guard::{long, short};
use crate::raise::{Done, Trouble};
use crate::scenario::{Changed, Scenario};
use crate::value::to_python;

/// The most games at once: of the founding scenario, some 0.4 MB each.
const MOST_GAMES: usize = 1 << 14;
/// The most runs of a rollout.
const MOST_ROLLOUTS: u32 = 100_000;

impl From<Wrong> for Trouble {
    fn from(wrong: Wrong) -> Self {
        Fault::usage(wrong.0).into()
    }
}

/// What is asked for: seats, days between decisions, rewards, and on how many threads.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Asked {
    seats: Vec<String>,
    days: u32,
    rewards: Vec<(String, Vec<(String, f64)>)>,
    at_the_end: bool,
    threads: usize,
}

/// Games of one setting, stepped together.
#[pyclass(module = "powderkeg._powderkeg")]
pub struct Games {
    fleet: Fleet,
}

/// Opens a scenario to be played, one game for each seed.
#[pyfunction]
pub fn games(
    py: Python<'_>,
    scenario: &Bound<'_, Scenario>,
    changed: Changed,
    asked: Asked,
    seeds: Vec<u64>,
) -> PyResult<Games> {
    let named = scenario.get().clone();
    Ok(short(py, || {
        ensure_games(seeds.len())?;
        let opened = named.open(&changed.interventions())?;
        let rewards = asked.rewards.into_iter().map(|(seat, weights)| Weights { seat, weights }).collect();
        let pays = if asked.at_the_end { Pays::AtTheEnd } else { Pays::EachStep };
        let wanted = setting::Asked { seats: asked.seats, days: asked.days, rewards, pays };
        let setting = Setting::new(Arc::new(opened.case.engine().clone()), opened.options, &wanted)?;
        Ok(Games { fleet: Fleet::new(setting, &seeds, asked.threads) })
    })?)
}

fn ensure_games(games: usize) -> Done<()> {
    if (1..=MOST_GAMES).contains(&games) {
        return Ok(());
    }
    Err(Fault::usage(format!("{games} games at once cannot be: give 1 to {MOST_GAMES}")).into())
}

#[pymethods]
impl Games {
    /// Seats with what they observe, can do and are rewarded for, and what `state` holds.
    fn about(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let setup = self.fleet.setting().setup();
        let columns = setup.readings.iter();
        let state: Vec<_> = columns.map(|row| (fields::reading(setup, row), row.unit())).collect();
        let seats: Vec<Value> = self.fleet.setting().seats().iter().map(|seat| self.seat(seat)).collect();
        to_python(py, &json!({ "title": setup.title, "seats": seats, "state": state }))
    }

    /// Begins anew, one game for each seed.
    fn reset(&mut self, py: Python<'_>, seeds: Vec<u64>) -> PyResult<()> {
        let fleet = &mut self.fleet;
        Ok(short(py, || {
            ensure_games(seeds.len())?;
            fleet.reset(&seeds);
            Ok(())
        })?)
    }

    /// Steps every game: for each one action a seat.
    fn step(&mut self, py: Python<'_>, actions: Vec<usize>) -> PyResult<()> {
        let fleet = &mut self.fleet;
        Ok(short(py, || Ok(fleet.step(&actions)?))?)
    }

    /// Whether the games are over: they have one calendar.
    #[getter]
    fn is_over(&self) -> bool {
        self.fleet.games().iter().any(Game::is_over)
    }

    /// Fills a row a game with what a seat sees.
    fn observe(&self, py: Python<'_>, seat: usize, into: PyBuffer<f32>) -> PyResult<()> {
        let columns = self.seat_at(seat)?.columns.len();
        self.fill(py, &into, columns, |game, row| game.observe(seat, row))
    }

    /// Fills a row a game with which actions are open to a seat, 1 or 0.
    fn mask(&self, py: Python<'_>, seat: usize, into: PyBuffer<i8>) -> PyResult<()> {
        let actions = self.seat_at(seat)?.actions();
        self.fill(py, &into, actions, |game, row| game.mask(seat, row))
    }

    /// Fills a row a game with the truth.
    fn state(&self, py: Python<'_>, into: PyBuffer<f32>) -> PyResult<()> {
        self.fill(py, &into, self.fleet.setting().setup().readings.len(), Game::state)
    }

    /// Fills in what the last step brought a seat, a number a game.
    fn rewards(&self, py: Python<'_>, seat: usize, into: PyBuffer<f64>) -> PyResult<()> {
        self.seat_at(seat)?;
        self.fill(py, &into, 1, |game, row| row[0] = game.reward(seat))
    }

    /// Fills in whether what a seat wanted was not open to it at the last step, 1 or 0 a game.
    fn closed(&self, py: Python<'_>, seat: usize, into: PyBuffer<i8>) -> PyResult<()> {
        self.seat_at(seat)?;
        self.fill(py, &into, 1, |game, row| row[0] = game.closed(seat).into())
    }

    /// Each of a seat's rewards now, without its weight.
    fn worths(&self, game: usize, seat: usize) -> PyResult<Vec<f64>> {
        self.seat_at(seat)?;
        Ok(self.game(game)?.worths(seat))
    }

    /// Minutes since the scenario's start, and the civil time as ISO text.
    fn now(&self, game: usize) -> PyResult<(u32, String)> {
        let at = self.game(game)?.at();
        Ok((at.0, civil(self.fleet.setting().setup(), at).to_string()))
    }

    /// The hash of a game's log so far.
    fn log_hash(&self, game: usize) -> PyResult<String> {
        Ok(self.game(game)?.log().hash().to_string())
    }

    /// What happened in a game since this was last asked.
    fn tell(&mut self, py: Python<'_>, game: usize) -> PyResult<String> {
        self.game(game)?;
        let game = &mut self.fleet.games_mut()[game];
        Ok(short(py, || Ok(game.tell()))?)
    }

    /// What a game's run is worth to a seat where doctrines play all seats.
    fn doctrine(&self, py: Python<'_>, game: usize, seat: usize) -> PyResult<f64> {
        self.seat_at(seat)?;
        let game = self.game(game)?;
        Ok(short(py, || Ok(by_doctrine(game, seat)))?)
    }

    /// The mean gain of each action of a seat over so many runs, NaN where it is not open.
    fn promises(&self, py: Python<'_>, game: usize, seat: usize, runs: u32, seed: u64) -> PyResult<Vec<f64>> {
        self.seat_at(seat)?;
        let (game, threads) = (self.game(game)?, self.fleet.threads());
        Ok(long(py, 1, None, |watch| {
            if !(1..=MOST_ROLLOUTS).contains(&runs) {
                let text = format!("{runs} runs an action cannot be made: give 1 to {MOST_ROLLOUTS}");
                return Err(Fault::usage(text).into());
            }
            Ok(promises(game, seat, (runs, seed), threads, &|| watch.is_stopped()))
        })?)
    }
}

impl Games {
    fn seat_at(&self, seat: usize) -> Done<&Seat> {
        let found = self.fleet.setting().seats().get(seat);
        Ok(found.ok_or_else(|| Fault::usage(format!("there is no seat number {seat}")))?)
    }

    fn game(&self, game: usize) -> Done<&Game> {
        let games = self.fleet.games();
        Ok(games
            .get(game)
            .ok_or_else(|| Fault::usage(format!("there is no game {game}: there are {}", games.len())))?)
    }

    fn seat(&self, seat: &Seat) -> Value {
        let setup = self.fleet.setting().setup();
        let columns: Vec<_> = seat.columns.iter().map(|column| (&column.name, column.unit)).collect();
        let choices = seat.choices.iter().map(|choice| {
            let order = fields::action(setup, &setup.options[choice.option].order.action);
            json!({ "id": choice.id, "title": choice.title, "order": order })
        });
        let rewards = seat.rewards.iter().map(|row| {
            let kind = match row.kind {
                RewardKind::Win => "win",
                RewardKind::Welfare => "welfare",
                RewardKind::Cost => "cost",
            };
            json!({ "name": row.name, "title": row.title, "kind": kind, "weight": row.weight })
        });
        json!({
            "id": seat.id,
            "title": seat.title,
            "columns": columns,
            "choices": choices.collect::<Value>(),
            "rewards": rewards.collect::<Value>(),
        })
    }

    /// Has every game write its row of so many numbers, and gives them to Python's array.
    fn fill<T: Element + Default>(
        &self,
        py: Python<'_>,
        into: &PyBuffer<T>,
        width: usize,
        write: impl Fn(&Game, &mut [T]),
    ) -> PyResult<()> {
        let games = self.fleet.games();
        let mut rows = vec![T::default(); width * games.len()];
        if width > 0 {
            games.iter().zip(rows.chunks_mut(width)).for_each(|(game, row)| write(game, row));
        }
        into.copy_from_slice(py, &rows)
    }
}
