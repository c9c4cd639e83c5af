//! The numbers a scenario gives: each is a constant or a distribution, known by its path.

use crate::id::OriginId;
use powderkeg_models::math;

/// A number of the scenario, as an index into its list of [`Parameter`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Num(pub u16);

/// One number of the scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its dotted path: `workforce.baikonur_crews.pay_ratio`.
    pub path: String,
    /// The unit of its values; `1` for a ratio.
    pub unit: String,
    /// What is known of it.
    pub distribution: Distribution,
    /// The least value it may take.
    pub min: f64,
    /// The greatest value it may take.
    pub max: f64,
    /// Where it is from; `assumption` if from nowhere.
    pub source: String,
    /// Whether it is a party's choice rather than an uncertainty.
    pub lever: bool,
    /// Where it was given.
    pub origin: OriginId,
}

/// What is known of a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// One value.
    Constant(f64),
    /// Every value in between alike.
    Uniform {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// The logarithm is uniform: every order of magnitude alike. `0 < low <= high`.
    LogUniform {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// Rises to the mode and falls from it in straight lines.
    Triangular {
        /// Least value.
        low: f64,
        /// Most probable value.
        mode: f64,
        /// Greatest value.
        high: f64,
    },
    /// The bell curve; truncated to the parameter's range.
    Normal {
        /// Mean before truncation.
        mean: f64,
        /// Standard deviation before truncation.
        sd: f64,
    },
    /// The logarithm is normal; truncated to the parameter's range.
    LogNormal {
        /// Median before truncation, positive.
        median: f64,
        /// Standard deviation of the natural logarithm.
        sigma: f64,
    },
    /// A share: as after `a - 1` successes and `b - 1` failures.
    Beta {
        /// First shape, positive.
        a: f64,
        /// Second shape, positive.
        b: f64,
    },
    /// A count of independent events.
    Poisson {
        /// Mean count.
        mean: f64,
    },
    /// One of these values, each alike.
    Choice(Vec<f64>),
}

impl Distribution {
    /// The value below which the share `u` (0 to 1) of the probability lies, so that one uniform draw gives one
    /// value. It never leaves `min..=max`: the normal and the log-normal are truncated there, the others clamped.
    ///
    /// ```
    /// use powderkeg_engine::parameter::Distribution;
    /// assert_eq!(Distribution::Uniform { low: 10.0, high: 20.0 }.quantile(0.25, 0.0, 100.0), 12.5);
    /// // By hand: below its mode a triangle holds u = (x - 0)² / (4 · 1), so x = √(4 · 0.16) = 0.8.
    /// let triangle = Distribution::Triangular { low: 0.0, mode: 1.0, high: 4.0 };
    /// assert!((triangle.quantile(0.16, 0.0, 9.0) - 0.8).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn quantile(&self, u: f64, min: f64, max: f64) -> f64 {
        let u = u.clamp(0.0, 1.0);
        let value = match self {
            Self::Constant(value) => *value,
            Self::Uniform { low, high } => low + u * (high - low),
            Self::LogUniform { low, high } => {
                math::exp(libm::log(*low) + u * (libm::log(*high) - libm::log(*low)))
            }
            Self::Triangular { low, mode, high } => math::triangular_quantile(u, *low, *mode, *high),
            Self::Normal { mean, sd } => truncated_normal(u, *mean, *sd, min, max),
            Self::LogNormal { median, sigma } => {
                let log = |bound: f64| if bound > 0.0 { libm::log(bound) } else { f64::NEG_INFINITY };
                math::exp(truncated_normal(u, libm::log(*median), *sigma, log(min), log(max)))
            }
            Self::Beta { a, b } => math::beta_quantile(u, *a, *b),
            Self::Poisson { mean } => math::poisson_quantile(u, *mean) as f64,
            Self::Choice(values) => choice(u, values).unwrap_or(min),
        };
        // Rounding may carry a value over the edge; `max` and `min` rather than `clamp`, which panics on an empty range.
        value.max(min).min(max)
    }

    /// The mean before truncation and clamping.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Uniform { low, high } => f64::midpoint(*low, *high),
            Self::LogUniform { low, high } => {
                let ratio = libm::log(high / low);
                if ratio > 0.0 { (high - low) / ratio } else { *low }
            }
            Self::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            Self::Normal { mean, .. } | Self::Poisson { mean } => *mean,
            Self::LogNormal { median, sigma } => median * math::exp(sigma * sigma / 2.0),
            Self::Beta { a, b } => a / (a + b),
            Self::Choice(values) => values.iter().sum::<f64>() / values.len().max(1) as f64,
        }
    }

    /// Whether it was written as one value.
    #[must_use]
    pub const fn is_constant(&self) -> bool {
        matches!(self, Self::Constant(_))
    }
}

/// Quantile of a normal truncated to `min..=max` (either may be infinite).
fn truncated_normal(u: f64, mean: f64, sd: f64, min: f64, max: f64) -> f64 {
    if sd <= 0.0 {
        return mean;
    }
    let share_below = |bound: f64| 0.5 * libm::erfc(-(bound - mean) / (sd * std::f64::consts::SQRT_2));
    let (from, to) = (share_below(min), share_below(max));
    mean + sd * math::normal_quantile(from + u * (to - from))
}

fn choice(u: f64, values: &[f64]) -> Option<f64> {
    let index = (u * values.len() as f64) as usize;
    values.get(index.min(values.len().checked_sub(1)?)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNBOUNDED: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

    fn all() -> Vec<Distribution> {
        vec![
            Distribution::Constant(0.4),
            Distribution::Uniform { low: 0.1, high: 0.9 },
            Distribution::LogUniform { low: 0.01, high: 0.9 },
            Distribution::Triangular { low: 0.1, mode: 0.2, high: 0.9 },
            Distribution::Normal { mean: 0.5, sd: 0.1 },
            Distribution::LogNormal { median: 0.4, sigma: 0.3 },
            Distribution::Beta { a: 8.0, b: 8.0 },
            Distribution::Poisson { mean: 2.0 },
            Distribution::Choice(vec![0.1, 0.5, 0.9]),
        ]
    }

    #[test]
    fn mean_of_quantiles_is_the_mean() {
        const STEPS: u32 = 2000;
        for distribution in all() {
            let quantile = |step: u32| {
                distribution.quantile((f64::from(step) + 0.5) / f64::from(STEPS), UNBOUNDED.0, UNBOUNDED.1)
            };
            let mean = (0..STEPS).map(quantile).sum::<f64>() / f64::from(STEPS);
            assert!((mean - distribution.mean()).abs() < 0.003, "{distribution:?}: {mean}");
        }
    }

    #[test]
    fn quantiles_rise_and_stay_in_range() {
        for distribution in all() {
            let mut last = f64::NEG_INFINITY;
            for step in 0..=100 {
                let value = distribution.quantile(f64::from(step) / 100.0, 0.3, 0.6);
                assert!((0.3..=0.6).contains(&value), "{distribution:?}: {value}");
                assert!(value >= last, "{distribution:?}");
                last = value;
            }
        }
    }

    #[test]
    fn truncation_reshapes_instead_of_piling_up() {
        let half = Distribution::Normal { mean: 0.0, sd: 1.0 };
        // The median of |Z|: 0.6745 (any table of the normal distribution).
        assert!((half.quantile(0.5, 0.0, f64::INFINITY) - 0.6745).abs() < 1e-4);
        // Truncated symmetrically about its median, a log-normal keeps it.
        let wide = Distribution::LogNormal { median: 2.0, sigma: 1.0 };
        assert!((wide.quantile(0.5, 0.5, 8.0) - 2.0).abs() < 1e-9);
    }
}
