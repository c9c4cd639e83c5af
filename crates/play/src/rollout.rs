//! What each action of a seat promises if it is taken now and doctrines decide all that follows.

use powderkeg_engine::time::Mark;
use powderkeg_engine::world::{RunOptions, WorldOf};

use crate::fleet::spread;
use crate::game::Game;

/// The mean worth of the run at its end, less what it is worth now, for each action of a seat, over `runs` runs; NaN where the
/// action is not open, or where `is_stopped` said so before its runs were made.
///
/// Run k of every action has the same luck, that of `seed + k`: what differs is the action.
///
/// It goes on from the truth, which the seat does not know, so it is a benchmark from above and no player. Every seat that is
/// played from outside is left to its doctrine.
#[must_use]
pub fn promises(
    game: &Game,
    seat: usize,
    (runs, seed): (u32, u64),
    threads: usize,
    is_stopped: &(dyn Fn() -> bool + Sync),
) -> Vec<f64> {
    let actions = game.setting.seats[seat].actions();
    let mut tries: Vec<(usize, u64, f64)> = (0..actions)
        .filter(|&action| game.may(seat, action))
        .flat_map(|action| (0..u64::from(runs)).map(move |run| (action, run, f64::NAN)))
        .collect();
    spread(threads, &mut tries, |(action, run, gain)| {
        if !is_stopped() {
            *gain = gain_of(game, seat, *action, seed.wrapping_add(*run));
        }
    });
    let mut promises = vec![f64::NAN; actions];
    for of_action in tries.chunks(runs.max(1) as usize) {
        let sum = of_action.iter().fold(0.0, |sum, (_, _, gain)| sum + gain);
        promises[of_action[0].0] = sum / of_action.len() as f64;
    }
    promises
}

fn gain_of(game: &Game, seat: usize, action: usize, seed: u64) -> f64 {
    let (seats, mut world) = (game.setting.seats(), game.world.fork(seed));
    for row in seats {
        world.leave(row.party);
    }
    if let Some(choice) = action.checked_sub(1) {
        world.take(seats[seat].choices[choice].option);
    }
    world.advance_until(world.setup().calendar.ends);
    seats[seat].worth(&world) - game.seats[seat].worth
}

/// What the run with the game's seed is worth to a seat where doctrines play all seats: at the end, less at the first decision.
#[must_use]
pub fn by_doctrine(game: &Game, seat: usize) -> f64 {
    let setting = &game.setting;
    let options = RunOptions { outside: Vec::new(), ..setting.options.clone() };
    let (row, mut world) = (&setting.seats[seat], WorldOf::new(setting.engine.clone(), game.seed(), options));
    world.advance_until(Mark::Seats.first());
    let before = row.worth(&world);
    world.advance_until(setting.setup().calendar.ends);
    row.worth(&world) - before
}
