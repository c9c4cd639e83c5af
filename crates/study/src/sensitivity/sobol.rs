//! Sobol's indices: which share of an outcome's variance each factor decides.
//!
//! With f the function, V its variance and `X_i` a factor (Sobol 1993, Mathematical Modelling and Computational
//! Experiment 1:407; Homma and Saltelli 1996, Reliability Engineering and System Safety 52:1):
//!
//! - first order, S = V(E(f | `X_i`)) / V: what would go if the factor were known;
//! - total, T = E(V(f | all but `X_i`)) / V: what would stay if all but the factor were known.

use rayon::prelude::*;

pub use super::bootstrap::Estimate;
use super::bootstrap::intervals;
use super::design::{Design, Matrix};

/// The indices of one factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indices {
    /// First order.
    pub first: Estimate,
    /// Total.
    pub total: Estimate,
    /// First order and total from the first quarter and the first half of the base samples: how they converge.
    /// `None` where nothing varied yet.
    pub earlier: [Option<(f64, f64)>; 2],
}

/// What a design has shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Mean over A and B.
    pub mean: f64,
    /// Variance over A and B.
    pub variance: f64,
    /// Indices of each factor, in order; `None` if the function never varied.
    pub indices: Option<Vec<Indices>>,
}

/// The function's values on a design.
struct Values {
    a: Vec<f64>,
    b: Vec<f64>,
    /// One row a base sample, one value a factor.
    mixed: Vec<Vec<f64>>,
}

/// Looks at a function on a design, on the threads of the pool it is called in. `seed` is that of the bootstrap.
#[must_use]
pub fn sobol(design: &Design, seed: u64, function: &(impl Fn(&[f64]) -> f64 + Sync)) -> Found {
    let values = evaluate(design, function);
    let count = values.a.len();
    let (mean, variance) = values.moments(0..count);
    let centred = values.less(mean);
    let found = intervals(count, seed, |samples| centred.indices(samples.iter().copied()));
    let earlier = [count / 4, count / 2].map(|first| centred.indices(0..first));
    let of = |factor: usize, found: &[Estimate]| Indices {
        first: found[2 * factor],
        total: found[2 * factor + 1],
        earlier: [0, 1].map(|part| {
            earlier[part].as_ref().map(|values: &Vec<f64>| (values[2 * factor], values[2 * factor + 1]))
        }),
    };
    let indices = found.map(|found| (0..design.factors().len()).map(|factor| of(factor, &found)).collect());
    Found { mean, variance, indices }
}

fn evaluate(design: &Design, function: &(impl Fn(&[f64]) -> f64 + Sync)) -> Values {
    let one = |sample: u32| {
        let (a, b) = (design.point(Matrix::A, sample), design.point(Matrix::B, sample));
        let mixed = (0..design.factors().len()).map(|factor| function(&design.mixed(factor, &a, &b)));
        (function(&a), function(&b), mixed.collect())
    };
    let rows: Vec<(f64, f64, Vec<f64>)> = (0..design.base()).into_par_iter().panic_fuse().map(one).collect();
    let mut values = Values { a: Vec::new(), b: Vec::new(), mixed: Vec::new() };
    for (a, b, mixed) in rows {
        values.a.push(a);
        values.b.push(b);
        values.mixed.push(mixed);
    }
    values
}

impl Values {
    /// Mean and variance of A's and B's values together, over some samples; 0 of none.
    fn moments(&self, samples: impl Iterator<Item = usize> + Clone) -> (f64, f64) {
        let count = 2.0 * samples.clone().count() as f64;
        if count < 1.0 {
            return (0.0, 0.0);
        }
        let mean = samples.clone().map(|j| self.a[j] + self.b[j]).sum::<f64>() / count;
        let square = |value: f64| (value - mean) * (value - mean);
        let variance = samples.map(|j| square(self.a[j]) + square(self.b[j])).sum::<f64>() / count;
        (mean, variance)
    }

    /// All values less one: no index depends on where 0 is, but their estimates vary less about the mean.
    fn less(&self, mean: f64) -> Self {
        let less = |values: &[f64]| values.iter().map(|value| value - mean).collect();
        Self { a: less(&self.a), b: less(&self.b), mixed: self.mixed.iter().map(|row| less(row)).collect() }
    }

    /// S and T of each factor in turn; `None` where nothing varies.
    ///
    /// Saltelli et al. 2010, table 2: first order by (b), total by (f), Jansen's. With j the base samples, N of them:
    /// S = Σ `f(B)_j` (`f(AB)_j` − `f(A)_j`) / N V and T = Σ (`f(A)_j` − `f(AB)_j`)² / 2 N V.
    fn indices(&self, samples: impl Iterator<Item = usize> + Clone) -> Option<Vec<f64>> {
        let (mean, variance) = self.moments(samples.clone());
        if variance <= 0.0 {
            return None;
        }
        let factors = self.mixed.first().map_or(0, Vec::len);
        let (mut sums, mut count) = (vec![0.0; 2 * factors], 0.0);
        for j in samples {
            count += 1.0;
            for (sums, mixed) in sums.chunks_exact_mut(2).zip(&self.mixed[j]) {
                let step = mixed - self.a[j];
                sums[0] += (self.b[j] - mean) * step;
                sums[1] += 0.5 * step * step;
            }
        }
        Some(sums.into_iter().map(|sum| sum / (count * variance)).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    fn each_alone(dimensions: usize) -> Vec<Vec<usize>> {
        (0..dimensions).map(|coordinate| vec![coordinate]).collect()
    }

    fn all(dimensions: usize) -> Vec<usize> {
        (0..dimensions).collect()
    }

    /// Ishigami and Homma 1990, with a = 7 and b = 0.1, over −π … π.
    fn ishigami(point: &[f64]) -> f64 {
        let [x, y, z] = [0, 1, 2].map(|n: usize| PI * (2.0 * point[n] - 1.0));
        libm::sin(x) + 7.0 * libm::sin(y) * libm::sin(y) + 0.1 * z * z * z * z * libm::sin(x)
    }

    /// Sobol's g with these a (Saltelli and Sobol 1995).
    const G: [f64; 6] = [0.0, 0.5, 3.0, 9.0, 99.0, 99.0];

    fn g(point: &[f64]) -> f64 {
        G.iter().zip(point).map(|(a, x)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
    }

    fn holds_each(found: &Found, first: &[f64], total: &[f64]) {
        let indices = found.indices.as_ref().unwrap();
        assert_eq!(indices.len(), first.len());
        for ((indices, first), total) in indices.iter().zip(first).zip(total) {
            assert!(indices.first.holds(*first), "S {first}: {indices:?}");
            assert!(indices.total.holds(*total), "T {total}: {indices:?}");
            assert!(indices.total.high - indices.total.low < 0.2, "{indices:?}");
        }
    }

    #[test]
    fn ishigami_has_its_published_indices() {
        let design = Design::new(1024, 3, each_alone(3), &all(3), 1);
        let found = sobol(&design, 1, &ishigami);
        holds_each(&found, &[0.314, 0.442, 0.0], &[0.558, 0.442, 0.244]);
        // Mean a / 2, variance a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2.
        assert!((found.mean - 3.5).abs() < 0.02 && (found.variance - 13.845).abs() < 0.2, "{found:?}");
    }

    #[test]
    fn the_g_function_has_its_analytic_indices() {
        // V_i = 1 / (3 (1 + a_i)²); V = Π (1 + V_i) − 1; T_i = V_i Π_{j ≠ i} (1 + V_j) / V.
        let parts = G.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let product: f64 = parts.iter().map(|part| 1.0 + part).product();
        let first = parts.map(|part| part / (product - 1.0));
        let total = parts.map(|part| part / (1.0 + part) * product / (product - 1.0));
        let design = Design::new(1024, 6, each_alone(6), &all(6), 2);
        holds_each(&sobol(&design, 1, &g), &first, &total);
        // A group has the sum of its parts' variances: the last four as one, drawn instead of spread.
        let group: f64 = parts[2..].iter().map(|part| 1.0 + part).product::<f64>() - 1.0;
        let design = Design::new(1024, 6, vec![vec![0], vec![1], vec![2, 3, 4, 5]], &[0, 1], 2);
        let group_total = group / (1.0 + group) * product / (product - 1.0);
        let first = [first[0], first[1], group / (product - 1.0)];
        holds_each(&sobol(&design, 1, &g), &first, &[total[0], total[1], group_total]);
    }

    #[test]
    fn intervals_hold_the_truth_about_as_often_as_they_say() {
        let mut held = 0;
        for seed in 0..40 {
            let design = Design::new(256, 3, each_alone(3), &[], seed);
            let found = sobol(&design, seed, &ishigami).indices.unwrap();
            let truth = [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)];
            for (indices, (first, total)) in found.iter().zip(truth) {
                held += u32::from(indices.first.holds(first)) + u32::from(indices.total.holds(total));
            }
        }
        // 240 intervals of 95 %: 228 expected. Those of one design hang together, hence the slack.
        assert!((214..=239).contains(&held), "{held} of 240");
    }

    #[test]
    fn what_never_varies_has_no_indices() {
        let design = Design::new(16, 3, each_alone(3), &all(3), 1);
        let found = sobol(&design, 1, &|_: &[f64]| 4.0);
        assert_eq!(found, Found { mean: 4.0, variance: 0.0, indices: None });
    }

    #[test]
    fn a_factor_that_does_nothing_has_nothing() {
        let design = Design::new(64, 2, each_alone(2), &all(2), 1);
        let found = sobol(&design, 1, &|point: &[f64]| point[0]).indices.unwrap();
        let nothing = Estimate { value: 0.0, low: 0.0, high: 0.0 };
        assert_eq!((found[1].first, found[1].total), (nothing, nothing));
        assert!((found[0].total.value - 1.0).abs() < 0.2, "{found:?}");
    }

    #[test]
    fn threads_change_nothing() {
        let design = Design::new(128, 3, each_alone(3), &all(3), 5);
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| sobol(&design, 5, &ishigami))
        };
        assert_eq!(on(1), on(2));
    }
}
