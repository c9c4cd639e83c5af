//! Percentile intervals over resampled base samples.

use powderkeg_engine::dice::{Dice, Key, Stream};

/// Resamples.
const REPLICATES: u32 = 1000;

/// Share of the resamples outside either end of a 95 % interval.
const TAIL: f64 = 0.025;

/// An estimate with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// From all samples.
    pub value: f64,
    /// 2.5 % of the resamples are lower.
    pub low: f64,
    /// 2.5 % of the resamples are higher.
    pub high: f64,
}

impl Estimate {
    /// Whether the interval holds a value.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// Several statistics of `count` samples, each with its percentile interval (Efron 1979, Annals of Statistics 7:1).
/// `statistics` is given the indices of the samples, some several times; `None` where they can't be computed. The
/// draws have addresses of their own, so that the intervals do not depend on anything else.
pub(super) fn intervals(
    count: usize,
    seed: u64,
    statistics: impl Fn(&[usize]) -> Option<Vec<f64>>,
) -> Option<Vec<Estimate>> {
    let all: Vec<usize> = (0..count).collect();
    let values = statistics(&all)?;
    let (dice, key) = (Dice::new(seed), Key::of("sensitivity.bootstrap"));
    let mut found: Vec<Vec<f64>> = vec![Vec::with_capacity(REPLICATES as usize); values.len()];
    let mut samples = vec![0; count];
    for replicate in 0..REPLICATES {
        let key = key.with(Key(u64::from(replicate)));
        for (draw, sample) in samples.iter_mut().enumerate() {
            let u = dice.uniform_at(Stream::Study, key, draw as u32);
            *sample = ((u * count as f64) as usize).min(count - 1);
        }
        // A resample in which nothing varies says nothing.
        for (found, value) in found.iter_mut().zip(statistics(&samples).unwrap_or_default()) {
            found.push(value);
        }
    }
    let estimate = |(value, mut found): (f64, Vec<f64>)| {
        found.sort_by(f64::total_cmp);
        Estimate { value, low: quantile(&found, TAIL), high: quantile(&found, 1.0 - TAIL) }
    };
    Some(values.into_iter().zip(found).map(estimate).collect())
}

/// Quantile of sorted values, with straight lines between them; NaN of none.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = share * last as f64;
    let below = place as usize;
    let above = (below + 1).min(last);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_mean_is_about_two_standard_errors_either_side() {
        let values: Vec<f64> = (0..400).map(|n| f64::from(n % 20)).collect();
        let mean = |indices: &[usize]| {
            Some(vec![indices.iter().map(|&index| values[index]).sum::<f64>() / indices.len() as f64])
        };
        // Of 0 … 19: mean 9.5, variance 399 / 12, so a standard error of 0.288.
        let [found] = intervals(400, 1, mean).unwrap()[..] else { panic!("one statistic") };
        assert!((found.value - 9.5).abs() < 1e-12);
        assert!((found.low - (9.5 - 0.565)).abs() < 0.06 && (found.high - (9.5 + 0.565)).abs() < 0.06);
        assert!(found.holds(9.5) && !found.holds(8.0));
    }
}
