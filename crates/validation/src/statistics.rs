//! Scores and their uncertainty.
//!
//! Intervals of shares are elsewhere: Wilson's in `powderkeg_study::share`, Jeffreys' in
//! `powderkeg_models::campaign`.

use powderkeg_engine::dice::{Dice, Key, Stream};
use powderkeg_models::math::{logit, sigmoid};

use crate::table::Estimate;

/// Seed of all resampling: scores must not differ from run to run.
const SEED: u64 = 1;

/// Arithmetic mean; NaN of nothing.
///
/// ```
/// assert_eq!(powderkeg_validation::statistics::mean(&[1.0, 2.0, 6.0]), 3.0);
/// ```
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Root mean square; NaN of nothing.
///
/// ```
/// assert_eq!(powderkeg_validation::statistics::root_mean_square(&[3.0, -3.0]), 3.0);
/// ```
#[must_use]
pub fn root_mean_square(errors: &[f64]) -> f64 {
    mean(&errors.iter().map(|error| error * error).collect::<Vec<f64>>()).sqrt()
}

/// Quantile of a sample, by linear interpolation between order statistics (Hyndman and Fan 1996, type
/// 7); NaN of nothing. `share` in \[0, 1\].
///
/// ```
/// assert_eq!(powderkeg_validation::statistics::quantile(&[4.0, 1.0, 2.0], 0.75), 3.0);
/// ```
#[must_use]
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = share.clamp(0.0, 1.0) * last as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    below + (above - below) * (at - at.floor())
}

/// Loss of one probabilistic forecast: −ln of the probability given to what happened, nats.
///
/// Infinite for certainty that was wrong.
/// Source: Good 1952, Journal of the Royal Statistical Society B 14:107.
///
/// ```
/// use powderkeg_validation::statistics::log_loss;
/// assert!((log_loss(0.25, false) - (4.0_f64 / 3.0).ln()).abs() < 1e-15);
/// ```
#[must_use]
pub fn log_loss(forecast: f64, happened: bool) -> f64 {
    if happened { -libm::log(forecast) } else { -libm::log1p(-forecast) }
}

/// A line between forecast and outcome on the logit scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// 0 if forecasts are right on average (in the large).
    pub intercept: f64,
    /// 1 if their spread is right; below it, they are too bold.
    pub slope: f64,
}

/// Calibration of forecasts: P(happened) = σ(intercept + slope·logit(forecast)), by maximum likelihood.
///
/// `forecasts` in (0, 1), one an outcome. `None` if the fit does not exist: one outcome only, forecasts
/// all alike, or the two outcomes apart without overlap.
/// Source: Cox 1958, Biometrika 45:562.
#[must_use]
pub fn calibration(forecasts: &[f64], happened: &[bool]) -> Option<Calibration> {
    let points: Vec<(f64, f64)> = forecasts
        .iter()
        .zip(happened)
        .map(|(forecast, happened)| (logit(*forecast), f64::from(u8::from(*happened))))
        .collect();
    // Newton's method; the likelihood is concave.
    let mut line = Calibration { intercept: 0.0, slope: 1.0 };
    for _ in 0..50 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (x, y) in &points {
            let p = sigmoid(line.intercept + line.slope * x);
            let weight = p * (1.0 - p);
            g0 += y - p;
            g1 += (y - p) * x;
            h00 += weight;
            h01 += weight * x;
            h11 += weight * x * x;
        }
        let determinant = h00 * h11 - h01 * h01;
        if !determinant.is_finite() || determinant <= 1e-12 * h00 * h11 {
            return None;
        }
        let (up, turn) = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant);
        line.intercept += up;
        line.slope += turn;
        if up.abs().max(turn.abs()) < 1e-10 {
            return Some(line);
        }
    }
    None
}

/// Spearman's rank correlation; ties have their mean rank. NaN if one side is all alike.
///
/// Source: Spearman 1904, American Journal of Psychology 15:72; with ties, Pearson's correlation of the
/// ranks.
///
/// ```
/// use powderkeg_validation::statistics::spearman;
/// assert!((spearman(&[1.0, 2.0, 3.0, 4.0], &[10.0, 20.0, 20.0, 90.0]) - 0.9_f64.sqrt()).abs() < 1e-15);
/// ```
#[must_use]
pub fn spearman(a: &[f64], b: &[f64]) -> f64 {
    correlation(&ranks(a), &ranks(b))
}

/// Ranks from 1; ties share their mean.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|i, j| values[*i].total_cmp(&values[*j]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let alike = |at: &&usize| values[**at].total_cmp(&values[order[from]]).is_eq();
        let until = from + order[from..].iter().take_while(alike).count();
        for at in &order[from..until] {
            ranks[*at] = (from + until + 1) as f64 / 2.0;
        }
        from = until;
    }
    ranks
}

/// Pearson's correlation.
fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut cross, mut square_a, mut square_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        cross += (a - mean_a) * (b - mean_b);
        square_a += (a - mean_a) * (a - mean_a);
        square_b += (b - mean_b) * (b - mean_b);
    }
    cross / (square_a * square_b).sqrt()
}

/// Cases that hang together, by a label: battles of one war. Clusters stand in the order of their labels.
#[must_use]
pub fn clusters<L: Ord>(labels: impl IntoIterator<Item = L>) -> Vec<Vec<usize>> {
    let mut found = std::collections::BTreeMap::<L, Vec<usize>>::new();
    for (case, label) in labels.into_iter().enumerate() {
        found.entry(label).or_default().push(case);
    }
    found.into_values().collect()
}

/// How a statistic is resampled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bootstrap {
    /// Resamples.
    pub replicates: u32,
    /// Coverage of the central interval, (0, 1).
    pub level: f64,
}

impl Bootstrap {
    /// A statistic of the cases with the percentile interval over resampled clusters.
    ///
    /// `statistic` is given the indices of the cases, some several times. Compare two models on the same
    /// cases by a statistic that is their difference: then the resamples are paired. Resamples in which
    /// it is not finite are left out.
    /// Source: Efron 1979, Annals of Statistics 7:1; over clusters, Davison and Hinkley 1997, section 3.8.
    #[must_use]
    pub fn over(self, clusters: &[Vec<usize>], statistic: impl Fn(&[usize]) -> f64) -> Estimate {
        let value = statistic(&clusters.concat());
        let (dice, key) = (Dice::new(SEED), Key::of("bootstrap"));
        let count = clusters.len();
        let mut found = Vec::with_capacity(self.replicates as usize);
        let mut cases = Vec::new();
        for replicate in 0..self.replicates {
            let key = key.with(Key(u64::from(replicate)));
            cases.clear();
            for draw in 0..count {
                let u = dice.uniform_at(Stream::Study, key, draw as u32);
                cases.extend_from_slice(&clusters[((u * count as f64) as usize).min(count - 1)]);
            }
            let resampled = statistic(&cases);
            if resampled.is_finite() {
                found.push(resampled);
            }
        }
        let tail = 0.5 * (1.0 - self.level);
        Estimate::between(value, quantile(&found, tail), quantile(&found, 1.0 - tail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calibration_finds_the_line_that_made_the_forecasts() {
        // At each of three forecasts, outcomes in the proportion σ(0.5 + 2·logit).
        let (mut forecasts, mut happened) = (Vec::new(), Vec::new());
        for x in [-0.5, 0.0, 0.5] {
            let share = sigmoid(0.5 + 2.0 * x);
            for case in 0..10_000 {
                forecasts.push(sigmoid(x));
                happened.push(f64::from(case) < share * 10_000.0);
            }
        }
        let line = calibration(&forecasts, &happened).unwrap();
        assert!((line.intercept - 0.5).abs() < 1e-3 && (line.slope - 2.0).abs() < 1e-3, "{line:?}");
    }

    #[test]
    fn calibration_without_a_fit_is_none() {
        assert_eq!(calibration(&[0.2, 0.8], &[true, true]), None);
        assert_eq!(calibration(&[0.5, 0.5], &[true, false]), None);
        assert_eq!(calibration(&[0.2, 0.8], &[false, true]), None);
        assert_eq!(calibration(&[], &[]), None);
    }

    #[test]
    fn bootstrap_over_clusters_is_wider_than_over_cases() {
        // Ten clusters of twenty equal cases: the mean has the error of ten, not of two hundred.
        let values: Vec<f64> = (0..200).map(|case| f64::from(case / 20)).collect();
        let grouped = clusters((0..200).map(|case| case / 20));
        let single = clusters(0..200);
        let mean_of = |cases: &[usize]| mean(&cases.iter().map(|case| values[*case]).collect::<Vec<f64>>());
        let bootstrap = Bootstrap { replicates: 1000, level: 0.9 };
        let width = |estimate: Estimate| estimate.interval.map(|(low, high)| high - low).unwrap();
        let (wide, narrow) = (bootstrap.over(&grouped, mean_of), bootstrap.over(&single, mean_of));
        assert_eq!((wide.value, narrow.value), (4.5, 4.5));
        // 2·1.645·sd/√10 and /√200, sd = 2.87.
        assert!((width(wide) - 2.99).abs() < 0.3, "{wide:?}");
        assert!((width(narrow) - 0.67).abs() < 0.07, "{narrow:?}");
        assert_eq!(bootstrap.over(&grouped, mean_of), wide);
    }

    #[test]
    fn nothing_gives_no_number_and_no_panic() {
        assert!(mean(&[]).is_nan() && quantile(&[], 0.5).is_nan() && spearman(&[], &[]).is_nan());
        assert!(spearman(&[1.0, 1.0], &[1.0, 2.0]).is_nan());
        let none = Bootstrap { replicates: 10, level: 0.9 }.over(&[], |cases| cases.len() as f64);
        assert_eq!(none, Estimate::between(0.0, 0.0, 0.0));
    }
}
