//! Densities of uncertain numbers, to be drawn.

use powderkeg_engine::parameter::Distribution;

/// Points of a curve.
const POINTS: u32 = 60;
/// Where a curve without ends begins and ends, as shares of the probability.
const ENDS: (f64, f64) = (0.001, 0.999);
/// The share that is cut from an end where a density has no bound: drawn, it would leave nothing of the rest.
const STEEP: f64 = 0.05;

/// Pairs of a value and its density, in the order of the values: corners of straight lines, or points of a curve. Of what
/// takes few values, such as a choice or a count, each with its share. Empty for one value.
///
/// Formulas: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions (2nd ed. 1994–95), chapters 13 (normal,
/// truncated in section 10.1), 14 (log-normal), 25 (beta) and 26 (uniform, triangular); Univariate Discrete Distributions
/// (3rd ed. 2005), chapter 4 (Poisson).
#[must_use]
pub fn density(distribution: &Distribution, min: f64, max: f64) -> Vec<(f64, f64)> {
    let between = |(low, high): (f64, f64)| [low, high].map(|share| distribution.quantile(share, min, max));
    let [first, last] = between(ENDS);
    let mut points: Vec<(f64, f64)> = match distribution {
        Distribution::Constant(_) => Vec::new(),
        Distribution::Uniform { low, high } => {
            [low.max(min), high.min(max)].map(|value| (value, 1.0 / (high - low))).to_vec()
        }
        Distribution::Triangular { low, mode, high } => {
            [(*low, 0.0), (*mode, 2.0 / (high - low)), (*high, 0.0)].to_vec()
        }
        Distribution::LogUniform { low, high } => {
            let whole = libm::log(high / low);
            rising((low.max(min), high.min(max))).map(|x| (x, 1.0 / (x * whole))).collect()
        }
        Distribution::Normal { mean, sd } => {
            let kept = kept(*mean, *sd, (min, max));
            even((first, last)).map(|x| (x, bell((x - mean) / sd) / (sd * kept))).collect()
        }
        Distribution::LogNormal { median, sigma } => {
            let log = |bound: f64| if bound > 0.0 { libm::log(bound) } else { f64::NEG_INFINITY };
            let middle = libm::log(*median);
            let kept = kept(middle, *sigma, (log(min), log(max)));
            let at = |x: f64| bell((libm::log(x) - middle) / sigma) / (sigma * x * kept);
            rising((first, last)).map(|x| (x, at(x))).collect()
        }
        Distribution::Beta { a, b } => {
            let whole = libm::lgamma(*a) + libm::lgamma(*b) - libm::lgamma(a + b);
            let at = |x: f64| libm::exp((a - 1.0) * libm::log(x) + (b - 1.0) * libm::log1p(-x) - whole);
            let low = if *a < 1.0 { STEEP } else { ENDS.0 };
            let high = if *b < 1.0 { 1.0 - STEEP } else { ENDS.1 };
            let [first, last] = between((low, high));
            // What falls steeply from 0 is followed closely there.
            if *a < 1.0 && *b >= 1.0 {
                rising((first, last)).map(|x| (x, at(x))).collect()
            } else {
                even((first, last)).map(|x| (x, at(x))).collect()
            }
        }
        Distribution::Poisson { mean } => {
            let at = |k: f64| libm::exp(k * libm::log(*mean) - mean - libm::lgamma(k + 1.0));
            whole_numbers((first, last)).map(|k| (k, at(k))).collect()
        }
        Distribution::Choice(values) => shares(values),
    };
    points.dedup_by(|next, before| next.0.total_cmp(&before.0).is_eq());
    let is_drawable = points.iter().all(|point| point.0.is_finite() && point.1.is_finite());
    if points.len() > 1 && is_drawable { points } else { Vec::new() }
}

/// The same relative to its greatest density.
#[must_use]
pub fn relative(distribution: &Distribution, min: f64, max: f64) -> Vec<(f64, f64)> {
    let points = density(distribution, min, max);
    let greatest = points.iter().map(|point| point.1).fold(0.0, f64::max);
    if greatest <= 0.0 || !greatest.is_finite() {
        return Vec::new();
    }
    points.into_iter().map(|(value, density)| (value, density / greatest)).collect()
}

/// φ(z).
fn bell(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * std::f64::consts::PI)
}

/// The probability of a normal between two bounds: what truncation keeps.
fn kept(mean: f64, sd: f64, (min, max): (f64, f64)) -> f64 {
    let below = |bound: f64| 0.5 * libm::erfc(-(bound - mean) / (sd * std::f64::consts::SQRT_2));
    below(max) - below(min)
}

fn even((first, last): (f64, f64)) -> impl Iterator<Item = f64> {
    (0..=POINTS).map(move |n| first + (last - first) * f64::from(n) / f64::from(POINTS))
}

/// Each as many times the one before: for what spans orders of magnitude.
fn rising((first, last): (f64, f64)) -> impl Iterator<Item = f64> {
    let (low, high) = (libm::log(first), libm::log(last));
    even((low, high)).map(move |log| libm::exp(log).clamp(first, last))
}

/// All from the first to the last, or as many of them as a curve has points.
fn whole_numbers((first, last): (f64, f64)) -> impl Iterator<Item = f64> {
    let step = libm::ceil((last - first) / f64::from(POINTS)).max(1.0);
    let count = libm::floor((last - first) / step) as u32;
    (0..=count).map(move |n| first + step * f64::from(n))
}

fn shares(values: &[f64]) -> Vec<(f64, f64)> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let all = sorted.len() as f64;
    let same = sorted.chunk_by(|a, b| a.total_cmp(b).is_eq());
    same.map(|chunk| (chunk[0], chunk.len() as f64 / all)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CURVES: [(Distribution, f64, f64); 10] = [
        (Distribution::Uniform { low: 10.0, high: 20.0 }, 0.0, 100.0),
        (Distribution::LogUniform { low: 0.01, high: 9.0 }, 0.0, 100.0),
        (Distribution::Triangular { low: 0.1, mode: 0.2, high: 0.9 }, 0.0, 1.0),
        (Distribution::Normal { mean: 5.0, sd: 2.0 }, f64::NEG_INFINITY, f64::INFINITY),
        (Distribution::Normal { mean: 0.0, sd: 1.0 }, 0.0, f64::INFINITY),
        (Distribution::Normal { mean: 0.0, sd: 1.0 }, 1.0, 2.0),
        (Distribution::LogNormal { median: 3.0, sigma: 0.8 }, 0.0, f64::INFINITY),
        (Distribution::LogNormal { median: 3.0, sigma: 0.8 }, 1.0, 4.0),
        (Distribution::Beta { a: 8.0, b: 3.0 }, 0.0, 1.0),
        (Distribution::Beta { a: 0.5, b: 13.5 }, 0.0, 1.0),
    ];

    /// Trapezoids below a curve, up to a value.
    fn below(points: &[(f64, f64)], until: f64) -> f64 {
        let area = |pair: &[(f64, f64)]| {
            let ((a, p), (b, q)) = (pair[0], pair[1]);
            let end = b.min(until);
            if end <= a {
                return 0.0;
            }
            let height = p + (q - p) * (end - a) / (b - a);
            (end - a) * f64::midpoint(p, height)
        };
        points.windows(2).map(area).sum()
    }

    #[test]
    fn curves_hold_all_the_probability_where_the_quantiles_say() {
        for (distribution, min, max) in CURVES {
            let points = density(&distribution, min, max);
            assert!(points.windows(2).all(|pair| pair[0].0 < pair[1].0), "{distribution:?}");
            assert!(points.iter().all(|point| point.0 >= min && point.0 <= max), "{distribution:?}");
            let cut =
                if matches!(distribution, Distribution::Beta { a, .. } if a < 1.0) { STEEP } else { 0.0 };
            let whole = below(&points, f64::INFINITY);
            assert!((whole + cut - 1.0).abs() < 0.005, "{distribution:?} in {min}..{max}: {whole}");
            for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
                let found = below(&points, distribution.quantile(share, min, max)) + cut;
                assert!(
                    (found - share).abs() < 0.005,
                    "{distribution:?} in {min}..{max}: {share} is {found}"
                );
            }
        }
    }

    #[test]
    fn counts_and_choices_have_shares() {
        for mean in [0.7, 4.0, 40.0] {
            let points = density(&Distribution::Poisson { mean }, 0.0, f64::INFINITY);
            let whole: f64 = points.iter().map(|point| point.1).sum();
            assert!((whole - 1.0).abs() < 0.003, "{mean}: {whole}");
            assert!(points.iter().all(|point| point.0.fract().abs() < 1e-12));
        }
        let choice = Distribution::Choice(vec![3.0, 1.0, 3.0, 2.0]);
        assert_eq!(density(&choice, 0.0, 9.0), [(1.0, 0.25), (2.0, 0.25), (3.0, 0.5)]);
        assert_eq!(relative(&choice, 0.0, 9.0), [(1.0, 0.5), (2.0, 0.5), (3.0, 1.0)]);
        assert_eq!(relative(&Distribution::Constant(3.0), 0.0, 9.0), []);
        assert_eq!(relative(&Distribution::Uniform { low: 2.0, high: 2.0 }, 0.0, 9.0), []);
        assert!(density(&Distribution::Poisson { mean: 1e6 }, 0.0, 1e9).len() <= 62);
    }
}
