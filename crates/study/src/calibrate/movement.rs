//! How far each number moved, and how far it would have by chance.

use super::sampler::{Particle, quantile_of};

/// Where a number is after a calibration, in units of its range: it began as a standard normal score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Movement {
    /// Index of the number among the uncertain ones.
    pub number: usize,
    /// Mean of the scores: how many standard deviations of its range it moved.
    pub shift: f64,
    /// Standard error of the mean.
    pub shift_error: f64,
    /// Standard deviation of the scores: 1 is as wide as the range, less is narrower.
    pub width: f64,
    /// Its standard error.
    pub width_error: f64,
}

impl Movement {
    /// The larger of shift and change of width in standard errors. The error of a width goes with the width: what counts is
    /// what it would be at a width of 1, else narrow ones would count more than wide ones.
    #[must_use]
    pub fn strength(&self) -> f64 {
        let in_errors = |moved: f64, error: f64| if error > 0.0 { moved.abs() / error } else { 0.0 };
        in_errors(self.shift, self.shift_error)
            .max(in_errors((self.width - 1.0) * self.width, self.width_error))
    }

    /// How many independent particles would know the mean as well.
    #[must_use]
    pub fn effective_size(&self) -> f64 {
        let error = self.width / self.shift_error;
        if self.shift_error > 0.0 { error * error } else { 0.0 }
    }
}

/// How far every number moved, in the order of the numbers. `rounds` is how often the particles were selected.
///
/// Particles of one family are not independent, so an error is that of sums over families: its square is
///
/// ```text
/// (N / (N - 1))ⁿ⁺¹ · Σ over families (Σ in the family (x - mean))² / N²
/// ```
///
/// with N particles and n rounds (Lee & Whiteley 2018, Biometrika 105:609; Chan & Lai 2013, Annals of Statistics
/// 41:2877). It is made for multinomial copies; ours are systematic, which varies less.
#[must_use]
pub fn movements(particles: &[Particle], rounds: usize) -> Vec<Movement> {
    let numbers = particles.first().map_or(0, |one| one.scores.len());
    let mut by_family: Vec<&Particle> = particles.iter().collect();
    by_family.sort_by_key(|one| one.family);
    (0..numbers).map(|number| movement(&by_family, number, rounds)).collect()
}

fn movement(by_family: &[&Particle], number: usize, rounds: usize) -> Movement {
    let n = by_family.len() as f64;
    let mean = |of: &dyn Fn(f64) -> f64| by_family.iter().map(|one| of(one.scores[number])).sum::<f64>() / n;
    let shift = mean(&|score| score);
    let variance = mean(&|score| (score - shift) * (score - shift));
    let width = libm::sqrt(variance);
    let error = |of: &dyn Fn(f64) -> f64| standard_error(by_family, rounds, &|one| of(one.scores[number]));
    let shift_error = error(&|score| score - shift);
    let variance_error = error(&|score| (score - shift) * (score - shift) - variance);
    // d√v = dv / (2√v).
    let width_error = if width > 0.0 { variance_error / (2.0 * width) } else { 0.0 };
    Movement { number, shift, shift_error, width, width_error }
}

/// The standard error of a mean that is 0 over all particles, which come family by family.
fn standard_error(by_family: &[&Particle], rounds: usize, of: &dyn Fn(&Particle) -> f64) -> f64 {
    let families = by_family.chunk_by(|one, other| one.family == other.family);
    let squares: f64 = families
        .map(|family| {
            let sum: f64 = family.iter().map(|one| of(one)).sum();
            sum * sum
        })
        .sum();
    let n = by_family.len() as f64;
    let inflated = (0..=rounds).fold(1.0, |product, _| product * n / (n - 1.0).max(1.0));
    libm::sqrt(inflated * squares) / n
}

/// Fewer families than this tell too little about chance.
pub const LEAST_FAMILIES: u32 = 40;

/// How many standard errors the largest of all shifts and changes of width stays below in 95 of 100 calibrations to a
/// record that says nothing: the normal quantile that Bonferroni's bound gives for `numbers` shifts and as many widths. Infinite of fewer than [`LEAST_FAMILIES`], whose
/// spread is no measure of chance.
#[must_use]
pub fn beyond_chance(numbers: usize, families: u32) -> f64 {
    if families < LEAST_FAMILIES {
        return f64::INFINITY;
    }
    let tail = 0.05 / (2.0 * 2.0 * numbers.max(1) as f64);
    // The score whose quantile is 1 - tail, by halving: the inverse of `quantile_of`, which is what it is used with.
    let (mut low, mut high) = (0.0, 8.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if quantile_of(-middle) > tail {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn particle(family: u32, score: f64) -> Particle {
        Particle { scores: vec![score], seed: 0, distance: 0.0, family }
    }

    #[test]
    fn families_count_as_one() {
        // Four particles of two families, by hand: mean 0, sums -2 and 2, error √8 / 4 before (4/3)¹.
        let particles = [particle(7, -1.0), particle(2, 1.0), particle(7, -1.0), particle(2, 1.0)];
        let movement = movements(&particles, 0)[0];
        assert!(movement.shift.abs() < 1e-12 && (movement.width - 1.0).abs() < 1e-12);
        assert!((movement.shift_error - (8.0_f64 * 4.0 / 3.0).sqrt() / 4.0).abs() < 1e-12);
        // Alone, each counts: √4 / 4.
        let alone: Vec<Particle> =
            [-1.0, 1.0, -1.0, 1.0].iter().zip(0..).map(|(&score, family)| particle(family, score)).collect();
        let movement = movements(&alone, 0)[0];
        assert!((movement.shift_error - (4.0_f64 * 4.0 / 3.0).sqrt() / 4.0).abs() < 1e-12);
    }

    #[test]
    fn one_number_needs_what_tables_say() {
        // Two tests of one number at 5 %: the normal quantile of 0.9875 is 2.2414.
        assert!((beyond_chance(1, 100) - 2.2414).abs() < 1e-4);
        assert!(beyond_chance(400, 100) > beyond_chance(10, 100));
    }
}
