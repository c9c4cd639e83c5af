//! Where a function is looked at: Saltelli's design over the unit cube.

use powderkeg_engine::dice::{Dice, Key, Stream};

/// Fewer base samples say nothing.
pub const LEAST_BASE: u32 = 8;

/// The most base samples: what the low-discrepancy sequence is defined for.
pub const MOST_BASE: u32 = 1 << 16;

/// The most coordinates that can follow the low-discrepancy sequence: it has 256 dimensions, and each coordinate
/// needs one in either matrix.
pub const MOST_SPREAD: usize = sobol_burley::NUM_DIMENSIONS as usize / 2;

/// Coordinates that move together, as one factor.
pub type Factor = Vec<usize>;

/// One of the two matrices of independent points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matrix {
    /// The first.
    A,
    /// The second.
    B,
}

/// Pairs of independent points A and B, and for each factor the point A with that factor's coordinates from B:
/// Saltelli et al. 2010, Computer Physics Communications 181:259, section 3.
///
/// The coordinates that are `spread` follow an Owen-scrambled Sobol sequence, the others are drawn one by one (a
/// padded sequence: Spanier 1995, in Monte Carlo and Quasi-Monte Carlo Methods, 382). Those of a big group have to be,
/// since the sequence has 256 dimensions; chance is, since a seed has no order that a sequence could make even.
#[derive(Clone, Debug)]
pub struct Design {
    base: u32,
    dimensions: usize,
    factors: Vec<Factor>,
    spread: Vec<Option<u32>>,
    spread_count: u32,
    dice: Dice,
    scramble: u32,
}

impl Design {
    /// A design of `base` base samples over the unit cube of so many `dimensions`. What is more than [`MOST_BASE`] or
    /// [`MOST_SPREAD`] is left out: base samples, and coordinates that follow the sequence.
    #[must_use]
    pub fn new(base: u32, dimensions: usize, factors: Vec<Factor>, spread: &[usize], seed: u64) -> Self {
        let mut places = vec![None; dimensions];
        let mut spread_count = 0;
        for &coordinate in spread.iter().take(MOST_SPREAD) {
            places[coordinate] = Some(spread_count);
            spread_count += 1;
        }
        let dice = Dice::new(seed);
        let scramble =
            (dice.uniform_at(Stream::Study, Key::of("sensitivity.scramble"), 0) * 4_294_967_296.0) as u32;
        Self { base: base.min(MOST_BASE), dimensions, factors, spread: places, spread_count, dice, scramble }
    }

    /// Base samples.
    #[must_use]
    pub fn base(&self) -> u32 {
        self.base
    }

    /// The factors.
    #[must_use]
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// How often the function is asked: N (d + 2) times.
    #[must_use]
    pub fn evaluations(&self) -> u64 {
        u64::from(self.base) * (self.factors.len() as u64 + 2)
    }

    /// A point of one of the matrices.
    #[must_use]
    pub fn point(&self, matrix: Matrix, sample: u32) -> Vec<f64> {
        (0..self.dimensions).map(|coordinate| self.coordinate(matrix, sample, coordinate)).collect()
    }

    /// A's point with the factor's coordinates from B's.
    #[must_use]
    pub fn mixed(&self, factor: usize, a: &[f64], b: &[f64]) -> Vec<f64> {
        let mut point = a.to_vec();
        for &coordinate in &self.factors[factor] {
            point[coordinate] = b[coordinate];
        }
        point
    }

    fn coordinate(&self, matrix: Matrix, sample: u32, coordinate: usize) -> f64 {
        match self.spread[coordinate] {
            Some(place) => {
                let dimension = if matrix == Matrix::A { place } else { self.spread_count + place };
                // 24 bits and a half step: never 0, never 1.
                f64::from(sobol_burley::sample(sample, dimension, self.scramble)) + 0.5 / 16_777_216.0
            }
            None => {
                let name = if matrix == Matrix::A { "sensitivity.a" } else { "sensitivity.b" };
                let key = Key::of(name).with(Key(coordinate as u64));
                self.dice.uniform_at(Stream::Study, key, sample)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design(base: u32, seed: u64) -> Design {
        Design::new(base, 4, vec![vec![0], vec![1], vec![2, 3]], &[0, 1], seed)
    }

    #[test]
    fn what_is_spread_falls_once_into_every_part() {
        let design = design(64, 3);
        for matrix in [Matrix::A, Matrix::B] {
            for coordinate in [0, 1] {
                let mut parts = [0; 64];
                for sample in 0..64 {
                    let value = design.point(matrix, sample)[coordinate];
                    assert!(value > 0.0 && value < 1.0);
                    parts[(value * 64.0) as usize] += 1;
                }
                assert_eq!(parts, [1; 64], "{matrix:?} {coordinate}");
            }
        }
    }

    #[test]
    fn a_mixed_point_takes_its_factor_from_b() {
        let design = design(8, 1);
        let (a, b) = (design.point(Matrix::A, 5), design.point(Matrix::B, 5));
        assert_eq!(design.mixed(2, &a, &b), [a[0], a[1], b[2], b[3]]);
        assert!(a.iter().zip(&b).all(|(a, b)| a.to_bits() != b.to_bits()));
        assert_eq!(design.evaluations(), 8 * 5);
    }

    #[test]
    fn another_seed_is_another_design() {
        let (one, two) = (design(8, 1).point(Matrix::A, 0), design(8, 2).point(Matrix::A, 0));
        assert!(one.iter().zip(&two).all(|(one, two)| one.to_bits() != two.to_bits()));
        assert_eq!(design(8, 1).point(Matrix::A, 0), one);
    }
}
