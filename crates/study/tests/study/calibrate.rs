//! The sampler against posteriors that are known.

use powderkeg_engine::dice::{Dice, Key, Stream};
use powderkeg_engine::parameter::Distribution;
use powderkeg_study::calibrate::movement::{Movement, beyond_chance, movements};
use powderkeg_study::calibrate::sampler::{Problem, Sampled, Settings, sample};

/// What is read of the toy.
const READING: f64 = 1.0;
/// Standard deviation of the reading's error.
const NOISE: f64 = 0.5;

/// A reading of the first number with an error, which is the run's luck; the others do nothing.
fn misses(scores: &[f64], seed: u64) -> f64 {
    let u = Dice::new(seed).uniform_at(Stream::Error, Key::of("reading"), 0);
    let error = Distribution::Normal { mean: 0.0, sd: NOISE };
    (scores[0] + error.quantile(u, f64::NEG_INFINITY, f64::INFINITY) - READING).abs()
}

fn sampled(numbers: usize, settings: Settings, threads: usize) -> Sampled {
    let keys: Vec<Key> = (0..numbers).map(|number| Key::of(&format!("toy.{number}"))).collect();
    let problem = Problem { keys: &keys, distance: &misses };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| sample(&problem, &settings, &|| {}))
}

fn moved(sampled: &Sampled) -> Vec<Movement> {
    movements(&sampled.last, sampled.rounds.len())
}

#[test]
fn a_conjugate_posterior_is_found_and_what_is_not_identified_stays() {
    const NUMBERS: usize = 60;
    let settings = Settings { seed: 3, particles: 1_500, rounds: 5 };
    let sampled = sampled(NUMBERS, settings, 2);
    let all = moved(&sampled);
    let families = sampled.rounds.last().expect("rounds").families;
    // A standard normal and a reading of 1 with variance 1/4: mean 1 / (1 + 1/4), variance (1/4) / (1 + 1/4).
    let (mean, sd) = (READING / (1.0 + NOISE * NOISE), (NOISE * NOISE / (1.0 + NOISE * NOISE)).sqrt());
    let first = all[0];
    assert!((first.shift - mean).abs() < 3.0 * first.shift_error, "{first:?}");
    assert!((first.width - sd).abs() < 3.0 * first.width_error, "{first:?}");
    assert!(first.shift_error < 0.05 && first.width_error < 0.04, "{first:?}");
    assert!(first.strength() > beyond_chance(NUMBERS, families));
    // The others: none beyond chance, and not many more than one in twenty beyond two errors.
    let others = &all[1..];
    let strongest = others.iter().map(Movement::strength).fold(0.0, f64::max);
    assert!(strongest < beyond_chance(NUMBERS, families), "{strongest}");
    let astray = others.iter().filter(|one| one.shift.abs() > 2.0 * one.shift_error).count();
    assert!(astray <= 9, "{astray} of 59");
    assert!(others.iter().all(|one| one.shift_error < 0.15 && one.effective_size() > 50.0));
}

#[test]
fn thresholds_fall_and_every_particle_is_within_the_last() {
    let sampled = sampled(5, Settings { seed: 1, particles: 200, rounds: 4 }, 1);
    let thresholds: Vec<f64> = sampled.rounds.iter().map(|round| round.threshold).collect();
    assert!(thresholds.len() == 4 && thresholds.windows(2).all(|pair| pair[1] < pair[0]), "{thresholds:?}");
    for one in &sampled.last {
        assert!(one.distance <= thresholds[3]);
        assert!((misses(&one.scores, one.seed) - one.distance).abs() < f64::EPSILON, "its own run says so");
    }
    let last = sampled.rounds[3];
    assert!(last.distinct > 150 && last.families > 20 && last.kept >= 100, "{last:?}");
}

#[test]
fn threads_do_not_change_a_sample() {
    let settings = Settings { seed: 9, particles: 60, rounds: 3 };
    assert_eq!(sampled(8, settings, 1), sampled(8, settings, 2));
    let other = sampled(8, Settings { seed: 10, ..settings }, 1);
    assert_ne!(sampled(8, settings, 1).last, other.last);
}

#[test]
fn a_record_that_every_run_tells_ends_the_sampling() {
    let keys = [Key::of("toy")];
    let settings = Settings { seed: 1, particles: 20, rounds: 9 };
    let sampled = sample(&Problem { keys: &keys, distance: &|_, _| 0.0 }, &settings, &|| {});
    assert!(sampled.rounds.is_empty() && sampled.last == sampled.first);
    // One in ten tells it: nobody else is kept, though half might be.
    let few = |scores: &[f64], _| if scores[0] > 1.28 { 0.0 } else { 1.0 };
    let settings = Settings { particles: 400, ..settings };
    let sampled = sample(&Problem { keys: &keys, distance: &few }, &settings, &|| {});
    assert_eq!(sampled.rounds.len(), 1);
    assert!(sampled.rounds[0].kept < 80 && sampled.last.iter().all(|one| one.scores[0] > 1.28));
}
