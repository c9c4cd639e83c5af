//! The engine's clocks against the law of competing hazards.

use powderkeg_engine::clock::Clock;
use powderkeg_engine::dice::{Dice, Key, Name, Stream};
use powderkeg_engine::id::NameId;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_models::hazards::first_within;

use super::worst;
use crate::table::{Bound, Verification};

/// Rates of three that compete, a day: slow, so that a clock's whole minutes do not show.
const RATES: [f64; 3] = [0.005, 0.01, 0.025];
const SEEDS: u64 = 20_000;
/// Days in which the first must come to count as early.
const EARLY: f64 = 20.0;

/// Which clock goes off first, and whether early, over many seeds.
#[must_use]
pub fn verify() -> Vec<Verification> {
    let mut counts = [[0.0_f64; 2]; 3];
    for seed in 0..SEEDS {
        let (first, at) = first(Dice::new(seed));
        counts[first][usize::from(at.days_since(Minute(0)) > EARLY)] += 1.0;
    }
    let n = SEEDS as f64;
    let total: f64 = RATES.iter().sum();
    let scores = RATES.iter().zip(counts).flat_map(|(rate, [early, late])| {
        let expected = first_within(*rate, total, EARLY);
        let ever = first_within(*rate, total, f64::INFINITY);
        [(early, expected), (late, ever - expected)]
            .map(|(count, p)| (count - n * p).abs() / (n * p * (1.0 - p)).sqrt())
    });
    vec![
        Verification {
            what: "clocks of options that compete: which comes first, and when",
            oracle: "Kalbfleisch and Prentice 2002, section 8.2",
            n: SEEDS as usize,
            quantity: "largest deviation of six shares, standard errors",
            found: worst(scores),
            required: Some(Bound::AtMost(4.0)),
        },
        changing_rate(),
    ]
}

fn clock(dice: Dice, path: &str) -> Clock {
    Clock::new(dice, Stream::Study, Name { id: NameId(0), key: Key::of(path) }, Minute(0))
}

fn first(dice: Dice) -> (usize, Minute) {
    let due = |rate: f64, path: &str| {
        let mut clock = clock(dice, path);
        clock.set_rate(Minute(0), rate);
        clock.due()
    };
    let dues = [due(RATES[0], "a"), due(RATES[1], "b"), due(RATES[2], "c")];
    let first = (0..3).min_by_key(|index| dues[*index]).unwrap_or(0);
    (first, dues[first])
}

/// A rate that changes daily, against one clock at the mean rate: both meet the same integrated hazard,
/// at most a third of a day apart. (The steady clock is ahead by 0.01 a day on the first of two days; what
/// it reaches at 2/3 of that day at 0.03, the other reaches at its end at 0.02.)
fn changing_rate() -> Verification {
    let off = |seed: u64| {
        let dice = Dice::new(seed);
        let (mut changing, mut steady) = (clock(dice, "a"), clock(dice, "a"));
        steady.set_rate(Minute(0), 0.03);
        for day in 0.. {
            changing.set_rate(Minute(day * DAY), if day % 2 == 0 { 0.02 } else { 0.04 });
            if changing.due() <= Minute((day + 1) * DAY) {
                break;
            }
        }
        (f64::from(changing.due().0) - f64::from(steady.due().0)).abs() / f64::from(DAY)
    };
    Verification {
        what: "a clock whose rate changes every day meets the integrated hazard",
        oracle: "a clock at the mean rate, on the same draw",
        n: 500,
        quantity: "largest difference, days (a third by the pattern, and a minute)",
        found: worst((0..500).map(off)),
        required: Some(Bound::AtMost(1.0 / 3.0 + 1.0 / f64::from(DAY))),
    }
}
