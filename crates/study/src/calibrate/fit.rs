//! A distribution that a scenario can hold, close to the values of particles.

use powderkeg_engine::parameter::{Distribution, Parameter};

use super::sampler::quantile_of;

/// A distribution and how well it fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// The distribution, its numbers rounded to [`DIGITS`].
    pub distribution: Distribution,
    /// Mean distance between its quantiles and the particles' (Wasserstein's, of order 1), in standard deviations of
    /// the range before.
    pub misfit: f64,
}

/// Significant digits of what is written.
pub const DIGITS: usize = 4;

/// Quantiles by which distributions are compared.
const GRID: usize = 99;

/// Steps from the ends of a range to its middle in which ends are tried.
const ENDS: u32 = 12;

/// Values that stand for a distribution that has no form to be fitted.
const VALUES: usize = 40;

/// The distribution nearest to particles with these scores among those of the form that the range has: part of it, or a
/// triangle in it; a normal, log-normal or beta with other numbers; a choice of quantiles for counts and choices.
#[must_use]
pub fn fit(parameter: &Parameter, scores: &[f64]) -> Fitted {
    let Parameter { distribution: before, min, max, .. } = parameter;
    let mut values: Vec<f64> =
        scores.iter().map(|&score| before.quantile(quantile_of(score), *min, *max)).collect();
    values.sort_by(f64::total_cmp);
    let grid = Grid {
        wanted: quantiles(|share| values[((share * values.len() as f64) as usize).min(values.len() - 1)]),
        before: quantiles(|share| before.quantile(share, *min, *max)),
        min: *min,
        max: *max,
    };
    let fitted = candidates(before, &grid).into_iter().map(|distribution| {
        let misfit = grid.misfit(&distribution);
        Fitted { distribution, misfit }
    });
    let nearest = fitted.min_by(|one, other| one.misfit.total_cmp(&other.misfit));
    // Every form has candidates; the range as it is would be no harm.
    nearest.unwrap_or(Fitted { distribution: before.clone(), misfit: 0.0 })
}

fn quantiles(of: impl Fn(f64) -> f64) -> Vec<f64> {
    (0..GRID).map(|step| of((step as f64 + 0.5) / GRID as f64)).collect()
}

/// Quantiles of what is looked for, and of the range before.
struct Grid {
    wanted: Vec<f64>,
    before: Vec<f64>,
    min: f64,
    max: f64,
}

impl Grid {
    fn misfit(&self, distribution: &Distribution) -> f64 {
        let found = quantiles(|share| distribution.quantile(share, self.min, self.max));
        let off: f64 = found.iter().zip(&self.wanted).map(|(one, other)| (one - other).abs()).sum();
        off / GRID as f64 / mean_and_sd(&self.before).1.max(f64::MIN_POSITIVE)
    }

    /// To the digits that are written, inside of what the number may be.
    fn rounded(&self, value: f64) -> f64 {
        let text = format!("{value:.*e}", DIGITS - 1);
        text.parse().unwrap_or(value).max(self.min).min(self.max)
    }

    /// Ends of parts of the range: from each end to the middle.
    fn ends(&self, before: &Distribution) -> Vec<(f64, f64)> {
        let at = |share: f64| before.quantile(share, self.min, self.max);
        let step = |n: u32| f64::from(n) / f64::from(2 * ENDS);
        // Half the range each way, and beyond the middle from one end with the other end kept.
        let lows = (0..2 * ENDS).map(step);
        lows.flat_map(|low| (0..2 * ENDS).map(move |n| (low, 1.0 - step(n))))
            .filter(|(low, high)| low < high)
            .map(|(low, high)| (self.rounded(at(low)), self.rounded(at(high))))
            .filter(|(low, high)| low < high)
            .collect()
    }
}

fn candidates(before: &Distribution, grid: &Grid) -> Vec<Distribution> {
    let (mean, sd) = mean_and_sd(&grid.wanted);
    let log = |values: &[f64]| mean_and_sd(&values.iter().map(|&value| libm::log(value)).collect::<Vec<_>>());
    match before {
        Distribution::Constant(_) => vec![before.clone()],
        Distribution::Uniform { .. } | Distribution::Triangular { .. } => parts(before, grid, mean, false),
        Distribution::LogUniform { .. } => parts(before, grid, mean, true),
        Distribution::Normal { .. } => {
            vec![Distribution::Normal { mean: grid.rounded(mean), sd: rounded_spread(sd) }]
        }
        Distribution::LogNormal { .. } => {
            let (mean, sd) = log(&grid.wanted);
            let median = grid.rounded(libm::exp(mean));
            vec![Distribution::LogNormal { median, sigma: rounded_spread(sd) }]
        }
        Distribution::Beta { .. } => {
            // By its moments: a + b = m (1 - m) / v - 1.
            let both = (mean * (1.0 - mean) / (sd * sd).max(f64::MIN_POSITIVE) - 1.0).max(1e-3);
            let [a, b] = [mean * both, (1.0 - mean) * both].map(|shape| rounded_spread(shape.max(1e-3)));
            vec![Distribution::Beta { a, b }]
        }
        Distribution::Poisson { .. } | Distribution::Choice(_) => {
            let every = |n: usize| grid.wanted[(2 * n + 1) * GRID / (2 * VALUES)];
            vec![Distribution::Choice((0..VALUES).map(every).collect())]
        }
    }
}

/// Parts of a range, and triangles in it with the mean that is looked for.
fn parts(before: &Distribution, grid: &Grid, mean: f64, has_logs: bool) -> Vec<Distribution> {
    let mut all = Vec::new();
    for (low, high) in grid.ends(before) {
        let mode = grid.rounded((3.0 * mean - low - high).max(low).min(high)).max(low).min(high);
        all.push(Distribution::Triangular { low, mode, high });
        all.push(Distribution::Uniform { low, high });
        if has_logs {
            all.push(Distribution::LogUniform { low, high });
        }
    }
    all
}

fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n;
    (mean, libm::sqrt(variance))
}

/// A positive number to the digits that are written.
fn rounded_spread(value: f64) -> f64 {
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use powderkeg_engine::id::OriginId;

    fn parameter(distribution: Distribution, min: f64, max: f64) -> Parameter {
        Parameter {
            path: "a.b".into(),
            unit: "1".into(),
            distribution,
            min,
            max,
            source: "assumption".into(),
            lever: false,
            origin: OriginId(0),
        }
    }

    /// Scores of a normal with this mean and width.
    fn scores(shift: f64, width: f64) -> Vec<f64> {
        let normal = Distribution::Normal { mean: shift, sd: width };
        let at = |n: u32| normal.quantile((f64::from(n) + 0.5) / 500.0, f64::NEG_INFINITY, f64::INFINITY);
        (0..500).map(at).collect()
    }

    #[test]
    fn forms_with_two_numbers_are_found_again() {
        // A normal range 10 ± 2 whose scores moved by -0.5 and have half the width is 9 ± 1.
        let normal =
            parameter(Distribution::Normal { mean: 10.0, sd: 2.0 }, f64::NEG_INFINITY, f64::INFINITY);
        let Fitted { distribution: Distribution::Normal { mean, sd }, misfit } =
            fit(&normal, &scores(-0.5, 0.5))
        else {
            panic!("another form")
        };
        assert!(
            (mean - 9.0).abs() < 0.01 && (sd - 1.0).abs() < 0.02 && misfit < 0.02,
            "{mean} {sd} {misfit}"
        );
        // A log-normal of median 3 and σ 0.4, moved by 1: median 3 e^0.4.
        let skewed = parameter(Distribution::LogNormal { median: 3.0, sigma: 0.4 }, 0.0, f64::INFINITY);
        let Distribution::LogNormal { median, sigma } = fit(&skewed, &scores(1.0, 0.5)).distribution else {
            panic!("another form")
        };
        assert!(
            (median - 3.0 * libm::exp(0.4)).abs() < 0.01 && (sigma - 0.2).abs() < 0.005,
            "{median} {sigma}"
        );
    }

    #[test]
    fn what_has_not_moved_is_the_range_again() {
        for before in
            [Distribution::Uniform { low: 2.0, high: 6.0 }, Distribution::LogUniform { low: 0.01, high: 1.0 }]
        {
            let fitted = fit(&parameter(before.clone(), 0.0, 100.0), &scores(0.0, 1.0));
            assert_eq!(fitted.distribution, before);
        }
    }

    #[test]
    fn every_form_is_fitted_inside_of_its_range() {
        for before in [
            Distribution::Uniform { low: 0.2, high: 0.6 },
            Distribution::LogUniform { low: 0.01, high: 0.9 },
            Distribution::Triangular { low: 0.1, mode: 0.2, high: 0.9 },
            Distribution::Normal { mean: 0.5, sd: 0.3 },
            Distribution::LogNormal { median: 0.4, sigma: 0.3 },
            Distribution::Beta { a: 8.0, b: 8.0 },
            Distribution::Poisson { mean: 2.0 },
            Distribution::Choice(vec![0.0, 0.5, 1.0]),
        ] {
            let max = if matches!(before, Distribution::Poisson { .. }) { 50.0 } else { 1.0 };
            for (shift, width) in [(0.0, 1.0), (0.8, 0.7), (-1.5, 0.5), (2.5, 0.2)] {
                let fitted = fit(&parameter(before.clone(), 0.0, max), &scores(shift, width));
                assert!(fitted.misfit < 0.25, "{before:?} {shift} {width}: {fitted:?}");
                let ends = [0.0, 1.0].map(|share| fitted.distribution.quantile(share, 0.0, max));
                let range = [0.0, 1.0].map(|share| before.quantile(share, 0.0, max));
                let slack = 1e-3 * (range[1] - range[0]);
                assert!(ends[0] >= range[0] - slack && ends[1] <= range[1] + slack, "{fitted:?}");
            }
        }
    }
}
