//! Laws of games: what is played is the run, it is the same again, and a seat sees nothing that it cannot know.

mod course;
mod secrecy;

use std::sync::Arc;

use powderkeg_engine::dice::{Dice, Key, Stream};
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_play::game::{Game, WAIT};
use powderkeg_play::setting::{Asked, Setting};
use powderkeg_scenario::overrides::Override;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;

/// A built-in scenario with some of its numbers set.
fn engine(name: &str, set: &[&str]) -> Arc<Engine> {
    let set: Vec<Override> = set.iter().map(|one| Override::split(one).expect("PATH=VALUE")).collect();
    let loaded = read(&SourceTree::BuiltIn(name.into()), &set);
    let scenario = loaded.scenario.unwrap_or_else(|| panic!("{name} with {set:?} has mistakes"));
    Arc::new(Engine::new(scenario.setup))
}

fn setting(engine: &Arc<Engine>, seats: &[&str], days: u32) -> Setting {
    let seats = seats.iter().map(ToString::to_string).collect();
    let asked = Asked { seats, days, ..Asked::default() };
    Setting::new(engine.clone(), RunOptions::default(), &asked).expect("these can be played")
}

/// A player who takes anything that is open, or waits, by an address: the same in every game.
fn at_random(game: &Game, seat: usize, actions: usize, seed: u64, step: u32) -> usize {
    let open: Vec<usize> = (0..actions).filter(|&action| game.may(seat, action)).collect();
    let u = Dice::new(seed).uniform_at(Stream::Option, Key::of("player"), step << 4 | seat as u32);
    // Half of the time it waits: else all is taken in the first days.
    if u < 0.5 { WAIT } else { open[((u - 0.5) * 2.0 * open.len() as f64) as usize] }
}

/// What a seat sees, as bits.
fn seen(game: &Game, setting: &Setting, seat: usize) -> Vec<u32> {
    let row = &setting.seats()[seat];
    let (mut numbers, mut mask) = (vec![0.0; row.columns.len()], vec![0; row.actions()]);
    game.observe(seat, &mut numbers);
    game.mask(seat, &mut mask);
    numbers.into_iter().map(f32::to_bits).chain(mask.into_iter().map(|open| open as u32)).collect()
}
