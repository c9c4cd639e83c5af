//! Games that policies play. Numbers cross in arrays that Python makes; `powderkeg.env` gives them their shapes.

use std::sync::{Arc, Mutex, MutexGuard};

use powderkeg_engine::setup::{RewardKind, Setup};
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

/// Games of one setting, stepped together. Threads of Python that share them wait for each other.
#[pyclass(frozen, module = "powderkeg._powderkeg")]
pub struct Games {
    fleet: Mutex<Fleet>,
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
        Ok(Fleet::new(setting, &seeds, asked.threads).into())
    })?)
}

fn ensure_games(games: usize) -> Done<()> {
    if (1..=MOST_GAMES).contains(&games) {
        return Ok(());
    }
    Err(Fault::usage(format!("{games} games at once cannot be: give 1 to {MOST_GAMES}")).into())
}

impl From<Fleet> for Games {
    fn from(fleet: Fleet) -> Self {
        Self { fleet: Mutex::new(fleet) }
    }
}

#[pymethods]
impl Games {
    /// Seats with what they observe, can do and are rewarded for, and what `state` holds.
    fn about(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let about = self.with(py, |fleet| {
            let setup = fleet.setting().setup();
            let columns = setup.readings.iter();
            let state: Vec<_> = columns.map(|row| (fields::reading(setup, row), row.unit())).collect();
            let seats: Vec<Value> = fleet.setting().seats().iter().map(|seat| told(setup, seat)).collect();
            Ok(json!({ "title": setup.title, "seats": seats, "state": state }))
        });
        to_python(py, &about?)
    }

    /// Begins anew, one game for each seed.
    fn reset(&self, py: Python<'_>, seeds: Vec<u64>) -> PyResult<()> {
        self.with(py, |fleet| {
            ensure_games(seeds.len())?;
            fleet.reset(&seeds);
            Ok(())
        })
    }

    /// Steps every game: for each one action a seat.
    fn step(&self, py: Python<'_>, actions: Vec<usize>) -> PyResult<()> {
        self.with(py, |fleet| Ok(fleet.step(&actions)?))
    }

    /// The same games up to now, and from now on too, or with other luck.
    fn fork(&self, py: Python<'_>, luck: Option<u64>) -> PyResult<Self> {
        self.with(py, |fleet| {
            let other = luck.map_or_else(|| fleet.clone(), |luck| fleet.fork(luck));
            Ok(other.into())
        })
    }

    /// Whether the games are over: they have one calendar.
    fn is_over(&self, py: Python<'_>) -> PyResult<bool> {
        self.with(py, |fleet| Ok(fleet.games().iter().any(Game::is_over)))
    }

    /// Fills a row a game with what a seat sees.
    fn observe(&self, py: Python<'_>, seat: usize, into: PyBuffer<f32>) -> PyResult<()> {
        let columns = |fleet: &Fleet| Ok(seat_at(fleet, seat)?.columns.len());
        self.fill(py, &into, columns, |game, row| game.observe(seat, row))
    }

    /// Fills a row a game with which actions are open to a seat, 1 or 0.
    fn mask(&self, py: Python<'_>, seat: usize, into: PyBuffer<i8>) -> PyResult<()> {
        let actions = |fleet: &Fleet| Ok(seat_at(fleet, seat)?.actions());
        self.fill(py, &into, actions, |game, row| game.mask(seat, row))
    }

    /// Fills a row a game with the truth.
    fn state(&self, py: Python<'_>, into: PyBuffer<f32>) -> PyResult<()> {
        let readings = |fleet: &Fleet| Ok(fleet.setting().setup().readings.len());
        self.fill(py, &into, readings, Game::state)
    }

    /// Fills in what the last step brought a seat, a number a game.
    fn rewards(&self, py: Python<'_>, seat: usize, into: PyBuffer<f64>) -> PyResult<()> {
        let one = |fleet: &Fleet| seat_at(fleet, seat).map(|_| 1);
        self.fill(py, &into, one, |game, row| row[0] = game.reward(seat))
    }

    /// Fills in whether what a seat wanted was not open to it at the last step, 1 or 0 a game.
    fn closed(&self, py: Python<'_>, seat: usize, into: PyBuffer<i8>) -> PyResult<()> {
        let one = |fleet: &Fleet| seat_at(fleet, seat).map(|_| 1);
        self.fill(py, &into, one, |game, row| row[0] = game.closed(seat).into())
    }

    /// Each of a seat's rewards now, without its weight.
    fn worths(&self, py: Python<'_>, game: usize, seat: usize) -> PyResult<Vec<f64>> {
        self.with(py, |fleet| {
            seat_at(fleet, seat)?;
            Ok(game_at(fleet, game)?.worths(seat))
        })
    }

    /// Minutes since the scenario's start, and the civil time as ISO text.
    fn now(&self, py: Python<'_>, game: usize) -> PyResult<(u32, String)> {
        self.with(py, |fleet| {
            let at = game_at(fleet, game)?.at();
            Ok((at.0, civil(fleet.setting().setup(), at).to_string()))
        })
    }

    /// The hash of a game's log so far.
    fn log_hash(&self, py: Python<'_>, game: usize) -> PyResult<String> {
        self.with(py, |fleet| Ok(game_at(fleet, game)?.log().hash().to_string()))
    }

    /// What happened in a game since this was last asked.
    fn tell(&self, py: Python<'_>, game: usize) -> PyResult<String> {
        self.with(py, |fleet| {
            game_at(fleet, game)?;
            Ok(fleet.games_mut()[game].tell())
        })
    }

    /// What a game's run is worth to a seat where doctrines play all seats.
    fn doctrine(&self, py: Python<'_>, game: usize, seat: usize) -> PyResult<f64> {
        self.with(py, |fleet| {
            seat_at(fleet, seat)?;
            Ok(by_doctrine(game_at(fleet, game)?, seat))
        })
    }

    /// The mean gain of each action of a seat over so many runs, NaN where it is not open.
    fn promises(&self, py: Python<'_>, game: usize, seat: usize, runs: u32, seed: u64) -> PyResult<Vec<f64>> {
        Ok(long(py, 1, None, |watch| {
            if !(1..=MOST_ROLLOUTS).contains(&runs) {
                let text = format!("{runs} runs an action cannot be made: give 1 to {MOST_ROLLOUTS}");
                return Err(Fault::usage(text).into());
            }
            let fleet = self.lock()?;
            seat_at(&fleet, seat)?;
            let game = game_at(&fleet, game)?;
            Ok(promises(game, seat, (runs, seed), fleet.threads(), &|| watch.is_stopped()))
        })?)
    }
}

impl Games {
    /// Does something with the games while Python goes on.
    fn with<T: Send>(&self, py: Python<'_>, work: impl FnOnce(&mut Fleet) -> Done<T> + Send) -> PyResult<T> {
        // Locked only while the interpreter is let go: whoever holds both would wait for who waits for it.
        Ok(short(py, || work(&mut *self.lock()?))?)
    }

    fn lock(&self) -> Done<MutexGuard<'_, Fleet>> {
        let text = "these games were left half-done by a mistake of ours, which was reported: make another environment";
        self.fleet.lock().map_err(|_| Trouble::Ours(text.into()))
    }

    /// Has every game write its row of so many numbers, and gives them to Python's array.
    fn fill<T: Element + Default + Send>(
        &self,
        py: Python<'_>,
        into: &PyBuffer<T>,
        width: impl FnOnce(&Fleet) -> Done<usize> + Send,
        write: impl Fn(&Game, &mut [T]) + Sync,
    ) -> PyResult<()> {
        let rows = self.with(py, |fleet| {
            let (width, games) = (width(fleet)?, fleet.games());
            let mut rows = vec![T::default(); width * games.len()];
            if width > 0 {
                games.iter().zip(rows.chunks_mut(width)).for_each(|(game, row)| write(game, row));
            }
            Ok(rows)
        })?;
        into.copy_from_slice(py, &rows)
    }
}

fn seat_at(fleet: &Fleet, seat: usize) -> Done<&Seat> {
    let found = fleet.setting().seats().get(seat);
    Ok(found.ok_or_else(|| Fault::usage(format!("there is no seat number {seat}")))?)
}

fn game_at(fleet: &Fleet, game: usize) -> Done<&Game> {
    let games = fleet.games();
    Ok(games
        .get(game)
        .ok_or_else(|| Fault::usage(format!("there is no game {game}: there are {}", games.len())))?)
}

/// A seat, for Python.
fn told(setup: &Setup, seat: &Seat) -> Value {
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
