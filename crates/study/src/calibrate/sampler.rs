//! Approximate Bayesian computation by sequential Monte Carlo: a population of particles comes nearer to the record
//! round by round.
//!
//! A particle is a value of every uncertain number and the luck of one run. Each number is held as its *score*, the
//! standard normal of the same quantile: the ranges of the scenario are then independent standard normals, whatever
//! their form. A round
//!
//! 1. lowers the threshold to a quantile of the particles' distances ([`KEPT`]; Del Moral, Doucet & Jasra 2012,
//!    Statistics and Computing 22:1009; Drovandi & Pettitt 2011, Biometrics 67:225);
//! 2. puts copies of those within it in place of the others, systematically (so all weights are equal);
//! 3. moves every particle, several times: some of its numbers are drawn anew or nudged (preconditioned Crank–Nicolson,
//!    x' = √(1 - β²) x + β ξ: Cotter et al. 2013, Statistical Science 28:424), with fresh luck, and the proposal is
//!    taken if and only if its run is within the threshold.
//!
//! The proposal leaves the ranges as they are, so nothing else has to be weighed: the usual kernels of Toni et al. 2009
//! (J R Soc Interface 6:187) need weights that degenerate in hundreds of dimensions. Every draw has an address:
//! results depend on the seed, not on threads.

use powderkeg_engine::dice::{Dice, Key, Stream, seed_at};
use powderkeg_engine::parameter::Distribution;
use rayon::prelude::*;

/// The share of particles that a round keeps.
pub const KEPT: f64 = 0.5;

/// How numbers are proposed, one of them at random each time: the share of the numbers that are touched, and β. Half of
/// the numbers drawn anew, an eighth drawn anew, all of them nudged.
pub const KERNELS: [(f64, f64); 3] = [(0.5, 1.0), (0.125, 1.0), (1.0, 0.3)];

/// A round moves its particles until each has been moved so often in the mean.
pub const MOVES_WANTED: u32 = 3;

/// But proposes at most so many moves to each.
pub const MOST_MOVES: u32 = 200;

/// What is sampled.
pub struct Problem<'a> {
    /// Addresses of the uncertain numbers.
    pub keys: &'a [Key],
    /// How far the run with these scores and this seed is from the record.
    pub distance: &'a (dyn Fn(&[f64], u64) -> f64 + Sync),
}

/// How it is sampled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Seed of all draws.
    pub seed: u64,
    /// Size of the population.
    pub particles: u32,
    /// Most rounds.
    pub rounds: u32,
}

/// A value of every uncertain number, and the luck of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Particle {
    /// One a number: standard normal before anything is learnt.
    pub scores: Vec<f64>,
    /// Seed of its run.
    pub seed: u64,
    /// How far its run is from the record.
    pub distance: f64,
    /// Which of the first particles it descends from.
    pub family: u32,
}

/// What a round did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Round {
    /// The greatest distance that is allowed.
    pub threshold: f64,
    /// Particles of the round before within it.
    pub kept: u32,
    /// Moves proposed to each particle.
    pub moves: u32,
    /// Proposals that were taken, of all particles.
    pub taken: u64,
    /// Particles at the end that differ.
    pub distinct: u32,
    /// First particles that have descendants.
    pub families: u32,
}

impl Round {
    /// The share of proposals that were taken.
    #[must_use]
    pub fn acceptance(&self, particles: u32) -> f64 {
        self.taken as f64 / (f64::from(self.moves) * f64::from(particles)).max(1.0)
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// The population before anything is learnt.
    pub first: Vec<Particle>,
    /// The population within the last threshold.
    pub last: Vec<Particle>,
    /// The rounds in between: fewer than asked for if no threshold could be lowered or hardly a move was taken.
    pub rounds: Vec<Round>,
}

/// Below this acceptance another round would be copies and little else.
const LEAST_ACCEPTANCE: f64 = 0.01;

/// Samples, on the threads of the pool it is called in. `done` is called after each run.
#[must_use]
pub fn sample(problem: &Problem, settings: &Settings, done: &(dyn Fn() + Sync)) -> Sampled {
    let draws = Draws { dice: Dice::new(settings.seed), keys: problem.keys };
    let first: Vec<Particle> = (0..settings.particles)
        .into_par_iter()
        .map(|family| {
            let (scores, seed) = (draws.fresh(family), draws.luck(Step::FIRST, family));
            let distance = (problem.distance)(&scores, seed);
            done();
            Particle { scores, seed, distance, family }
        })
        .collect();
    let mut last = first.clone();
    let mut rounds: Vec<Round> = Vec::new();
    for round in 1..=settings.rounds {
        let is_moving =
            rounds.last().is_none_or(|before| before.acceptance(settings.particles) >= LEAST_ACCEPTANCE);
        let Some(threshold) = threshold(&last).filter(|_| is_moving) else { break };
        let kept: Vec<&Particle> = last.iter().filter(|one| one.distance <= threshold).collect();
        let survivors = kept.len() as u32;
        last = copies(&kept, last.len(), draws.offset(round));
        let (moves, taken) = move_all(problem, &draws, round, threshold, &mut last, done);
        rounds.push(Round {
            threshold,
            kept: survivors,
            moves,
            taken,
            distinct: count_distinct(last.iter().map(|one| one.seed)),
            families: count_distinct(last.iter().map(|one| u64::from(one.family))),
        });
    }
    Sampled { first, last, rounds }
}

/// The distance that the share [`KEPT`] of the particles does not exceed; if none does, the next below it, so that every
/// round leaves some behind. `None` if all are equally far.
fn threshold(particles: &[Particle]) -> Option<f64> {
    let mut distances: Vec<f64> = particles.iter().map(|one| one.distance).collect();
    distances.sort_by(f64::total_cmp);
    let furthest = *distances.last()?;
    let rank = (KEPT * distances.len() as f64).ceil() as usize;
    let wanted = *distances.get(rank.saturating_sub(1))?;
    if wanted < furthest { Some(wanted) } else { distances.into_iter().rfind(|&one| one < furthest) }
}

/// As many particles as there were, each survivor as often as any other, give or take one (systematic resampling).
fn copies(kept: &[&Particle], size: usize, offset: f64) -> Vec<Particle> {
    let parent = |n: usize| ((n as f64 + offset) * kept.len() as f64 / size as f64) as usize;
    (0..size).map(|n| kept[parent(n).min(kept.len() - 1)].clone()).collect()
}

/// Moves all particles until they have been moved often enough. Returns moves proposed to each, and proposals taken.
fn move_all(
    problem: &Problem,
    draws: &Draws,
    round: u32,
    threshold: f64,
    particles: &mut [Particle],
    done: &(dyn Fn() + Sync),
) -> (u32, u64) {
    let wanted = u64::from(MOVES_WANTED) * particles.len() as u64;
    let (mut moves, mut taken) = (0, 0);
    while taken < wanted && moves < MOST_MOVES {
        moves += 1;
        let step = Step { round, step: moves };
        let moved = particles.par_iter_mut().enumerate().map(|(n, particle)| {
            let n = n as u32;
            let (scores, seed) = (draws.proposal(step, n, &particle.scores), draws.luck(step, n));
            let distance = (problem.distance)(&scores, seed);
            done();
            let is_taken = distance <= threshold;
            if is_taken {
                *particle = Particle { scores, seed, distance, family: particle.family };
            }
            u64::from(is_taken)
        });
        taken += moved.sum::<u64>();
    }
    (moves, taken)
}

fn count_distinct(values: impl Iterator<Item = u64>) -> u32 {
    let mut all: Vec<u64> = values.collect();
    all.sort_unstable();
    all.dedup();
    all.len() as u32
}

/// Which move of which round; the first population is before all.
#[derive(Clone, Copy)]
struct Step {
    round: u32,
    step: u32,
}

impl Step {
    const FIRST: Self = Self { round: 0, step: 0 };

    /// An address of its own under a key.
    fn of(self, key: Key) -> Key {
        key.with(Key(u64::from(self.round) << 32 | u64::from(self.step)))
    }
}

/// All that is drawn, each at its address: (what, round and step, particle).
struct Draws<'a> {
    dice: Dice,
    keys: &'a [Key],
}

impl Draws<'_> {
    fn uniform(&self, key: Key, n: u32) -> f64 {
        self.dice.uniform_at(Stream::Study, key, n)
    }

    /// Scores as the ranges have them.
    fn fresh(&self, n: u32) -> Vec<f64> {
        self.keys.iter().map(|&key| normal(self.uniform(Step::FIRST.of(key), n))).collect()
    }

    /// Scores that are some of these, moved: the ranges stay as they are.
    fn proposal(&self, step: Step, n: u32, scores: &[f64]) -> Vec<f64> {
        let chosen = self.uniform(step.of(Key::of("calibrate.kernel")), n) * KERNELS.len() as f64;
        let (share, beta) = KERNELS[(chosen as usize).min(KERNELS.len() - 1)];
        let rho = libm::sqrt(1.0 - beta * beta);
        let moved = |(&key, &score): (&Key, &f64)| {
            let u = self.uniform(step.of(key), n);
            // Given that it is below the share, u / share is uniform again.
            if u < share { rho * score + beta * normal(u / share) } else { score }
        };
        self.keys.iter().zip(scores).map(moved).collect()
    }

    /// The seed of a run.
    fn luck(&self, step: Step, n: u32) -> u64 {
        seed_at(self.uniform(step.of(Key::of("calibrate.luck")), n))
    }

    fn offset(&self, round: u32) -> f64 {
        self.uniform(Step { round, step: 0 }.of(Key::of("calibrate.copies")), 0)
    }
}

/// The score of a quantile.
fn normal(u: f64) -> f64 {
    let standard = Distribution::Normal { mean: 0.0, sd: 1.0 };
    standard.quantile(u.clamp(f64::EPSILON, 1.0 - f64::EPSILON), f64::NEG_INFINITY, f64::INFINITY)
}

/// The quantile of a score.
#[must_use]
pub fn quantile_of(score: f64) -> f64 {
    0.5 * libm::erfc(-score / std::f64::consts::SQRT_2)
}
