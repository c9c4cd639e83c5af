//! Morris's screening: which of many factors matter at all, for a few runs a factor.
//!
//! A trajectory begins anywhere and moves one factor after the other, in an order of its own; what the function does at
//! a step is an elementary effect of the factor that moved (Morris 1991, Technometrics 33:161). Over many trajectories,
//! μ* is the mean of their absolute values (Campolongo, Cariboni and Saltelli 2007, Environmental Modelling and
//! Software 22:1509), μ their mean and σ their standard deviation: a σ well above μ* says that what the factor does
//! depends on the others.
//!
//! Coordinates that no step moves are held along a trajectory. Chance is one: the same luck before and after a step, so
//! that a factor which does nothing has an effect of exactly 0.

use powderkeg_engine::dice::{Dice, Key, Stream};
use rayon::prelude::*;

/// Levels on which factors stand. They are the middles of four equal parts of 0 … 1 (1/8, 3/8, 5/8, 7/8), where Morris
/// takes 0, 1/3, 2/3, 1: the end of an unbounded distribution is no place to stand.
const LEVELS: u32 = 4;

/// The most trajectories: what each does is kept in memory.
pub const MOST_TRAJECTORIES: u32 = 100_000;

/// How far a factor moves at its step: Morris's Δ = p / 2(p − 1) on our levels, which makes every level equally likely.
pub const STEP: f64 = 0.5;

/// Trajectories through a unit cube.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screening {
    /// How many.
    pub trajectories: u32,
    /// The first coordinates, each moved once in each.
    pub moved: usize,
    /// How many more there are, held along each.
    pub held: usize,
    /// Of all that is drawn.
    pub seed: u64,
}

/// The elementary effects of one factor, each per whole range: a step's change divided by its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effects {
    /// μ*, the mean of their absolute values.
    pub mean_absolute: f64,
    /// μ, their mean.
    pub mean: f64,
    /// σ, their standard deviation; 0 of a single one.
    pub deviation: f64,
}

impl Screening {
    /// How often the function is asked: r (d + 1) times.
    #[must_use]
    pub fn evaluations(&self) -> u64 {
        u64::from(self.trajectories) * (self.moved as u64 + 1)
    }

    /// The effects of each moved factor, on the threads of the pool it is called in.
    #[must_use]
    pub fn effects(&self, function: &(impl Fn(&[f64]) -> f64 + Sync)) -> Vec<Effects> {
        let each: Vec<Vec<f64>> = (0..self.trajectories)
            .into_par_iter()
            .panic_fuse()
            .map(|n| self.trajectory(n, function))
            .collect();
        (0..self.moved).map(|factor| Effects::of(each.iter().map(|effects| effects[factor]))).collect()
    }

    /// The elementary effects along one trajectory.
    fn trajectory(&self, n: u32, function: &impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let draw = |what: &str, coordinate: usize| {
            let key = Key::of(what).with(Key(coordinate as u64));
            Dice::new(self.seed).uniform_at(Stream::Study, key, n)
        };
        let level = |coordinate| (draw("morris.level", coordinate) * f64::from(LEVELS)) as u32;
        let on_level = |coordinate| (f64::from(level(coordinate)) + 0.5) / f64::from(LEVELS);
        let mut point: Vec<f64> = (0..self.moved).map(on_level).collect();
        point.extend((0..self.held).map(|n| draw("morris.held", n)));
        let mut order: Vec<(f64, usize)> =
            (0..self.moved).map(|factor| (draw("morris.order", factor), factor)).collect();
        order.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut effects = vec![0.0; self.moved];
        let mut before = function(&point);
        for (_, factor) in order {
            let step = if point[factor] < 0.5 { STEP } else { -STEP };
            point[factor] += step;
            let after = function(&point);
            effects[factor] = (after - before) / step;
            before = after;
        }
        effects
    }
}

impl Effects {
    fn of(effects: impl Iterator<Item = f64> + Clone) -> Self {
        let count = effects.clone().count().max(1) as f64;
        let mean = effects.clone().sum::<f64>() / count;
        let mean_absolute = effects.clone().map(f64::abs).sum::<f64>() / count;
        let squares: f64 = effects.map(|effect| (effect - mean) * (effect - mean)).sum();
        let deviation = if count > 1.0 { libm::sqrt(squares / (count - 1.0)) } else { 0.0 };
        Self { mean_absolute, mean, deviation }
    }
}

/// The factors that matter most, at most so many: by μ*, the first of equals first. What never had an effect is not
/// among them.
#[must_use]
pub fn most_influential(effects: &[Effects], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..effects.len()).filter(|&n| effects[n].mean_absolute > 0.0).collect();
    order.sort_by(|&one, &other| effects[other].mean_absolute.total_cmp(&effects[one].mean_absolute));
    order.truncate(most);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screened(trajectories: u32, moved: usize, function: &(impl Fn(&[f64]) -> f64 + Sync)) -> Vec<Effects> {
        Screening { trajectories, moved, held: 1, seed: 4 }.effects(function)
    }

    #[test]
    fn a_straight_line_has_its_slopes() {
        let slopes = [3.0, -2.0, 0.0, 0.5];
        let line = |point: &[f64]| slopes.iter().zip(point).map(|(slope, x)| slope * x).sum::<f64>();
        let effects = screened(10, 4, &line);
        for (effects, slope) in effects.iter().zip(slopes) {
            assert!((effects.mean - slope).abs() < 1e-9 && effects.deviation < 1e-9, "{effects:?}");
            assert!((effects.mean_absolute - slope.abs()).abs() < 1e-9);
        }
        assert_eq!(most_influential(&effects, 2), [0, 1]);
        assert_eq!(most_influential(&effects, 9), [0, 1, 3]);
    }

    /// Morris's own example: 20 factors, of which the first ten matter and the first three interact most.
    #[test]
    fn the_first_ten_factors_of_morris_come_first() {
        let function = |point: &[f64]| {
            let w: Vec<f64> = (0..20)
                .map(|i| {
                    let x = point[i];
                    if [2, 4, 6].contains(&i) { 2.0 * (1.1 * x / (x + 0.1) - 0.5) } else { 2.0 * (x - 0.5) }
                })
                .collect();
            let sign = |n: usize| if n.is_multiple_of(2) { 1.0 } else { -1.0 };
            let mut y = 0.0;
            for i in 0..20 {
                y += if i < 10 { 20.0 } else { sign(i + 1) } * w[i];
                for j in i + 1..20 {
                    y += if j < 6 { -15.0 } else { sign(i + j + 2) } * w[i] * w[j];
                    for l in (j + 1..5).filter(|_| j < 5) {
                        y += -10.0 * w[i] * w[j] * w[l];
                        for s in (l + 1..4).filter(|_| l < 4) {
                            y += 5.0 * w[i] * w[j] * w[l] * w[s];
                        }
                    }
                }
            }
            y
        };
        let effects = screened(60, 20, &function);
        let mut first = most_influential(&effects, 10);
        first.sort_unstable();
        assert_eq!(first, (0..10).collect::<Vec<_>>());
        // In the paper's figure, 8, 9 and 10 lie far out with little spread, 1 to 5 are spread widest.
        let spread = |n: usize| effects[n].deviation / effects[n].mean_absolute;
        assert!((7..10).all(|n| spread(n) < 0.3) && (0..5).all(|n| spread(n) > 0.5), "{effects:?}");
    }

    #[test]
    fn luck_is_held_along_a_trajectory() {
        // A coin that only luck decides, and another that the first factor can turn.
        let effects = screened(50, 2, &|point: &[f64]| f64::from(u8::from(point[2] > 0.5)));
        assert!(effects.iter().all(|effects| effects.mean_absolute.to_bits() == 0), "{effects:?}");
        let turned = screened(50, 2, &|point: &[f64]| f64::from(u8::from(point[0] > point[2])));
        assert!(turned[0].mean_absolute > 0.5 && turned[1].mean_absolute.to_bits() == 0, "{turned:?}");
    }
}
