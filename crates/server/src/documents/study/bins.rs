//! Histograms on edges that people can read.

use crate::api::Histogram;

/// The histogram of nothing.
#[must_use]
pub fn none() -> Histogram {
    Histogram { edges: Vec::new(), counts: Vec::new() }
}

/// From where to where some values lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// Whether bins are to be of whole numbers: because the values are, or because they are counted so, as moments are by
    /// days.
    pub is_whole: bool,
}

impl Extent {
    /// Of values among which NaN are none; `None` if there are no others.
    #[must_use]
    pub fn of(values: &[f32], is_whole: bool) -> Option<Self> {
        let mut extent: Option<(f32, f32)> = None;
        for &value in values.iter().filter(|value| value.is_finite()) {
            let (low, high) = extent.unwrap_or((value, value));
            extent = Some((low.min(value), high.max(value)));
        }
        let (low, high) = extent?;
        Some(Self { low: f64::from(low), high: f64::from(high), is_whole })
    }

    /// Edges of about so many bins, at most two more: multiples of 1, 2 or 5 times a power of ten.
    #[must_use]
    pub fn edges(self, bins: u32) -> Vec<f64> {
        let Self { low, high, is_whole } = self;
        // Values that hardly differ, or do not, still have a bin that is wider than the last of their digits.
        let least = (low.abs().max(high.abs()) * 1e-6).max(if is_whole { 1.0 } else { 1e-9 });
        let Step { times, power } = Step::at_least(((high - low) / f64::from(bins.max(1))).max(least));
        // Dividing by a whole power of ten gives the nearest number with a short decimal.
        let scale = libm::pow(10.0, f64::from(power.abs()));
        let edge = |n: f64| if power < 0 { n * times / scale } else { n * times * scale };
        let step = edge(1.0);
        let from = libm::floor(low / step);
        // A whole number begins its bin, so the last needs one of its own.
        let until = if is_whole { libm::floor(high / step) + 1.0 } else { libm::ceil(high / step) };
        let count = (until - from).max(1.0) as u32;
        (0..=count).map(|n| edge(from + f64::from(n))).collect()
    }
}

/// `times · 10^power`, with 1, 2 or 5 times.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    times: f64,
    power: i32,
}

impl Step {
    /// The least that is not less.
    fn at_least(size: f64) -> Self {
        let power = libm::floor(libm::log10(size)) as i32;
        let unit = libm::pow(10.0, f64::from(power));
        // A little less than a readable step is that step: logarithms round.
        let fits = |times: &f64| times * unit >= size * (1.0 - 1e-9);
        match [1.0, 2.0, 5.0].into_iter().find(fits) {
            Some(times) => Self { times, power },
            None => Self { times: 1.0, power: power + 1 },
        }
    }
}

/// A histogram while it is counted.
pub(super) struct Binned {
    histogram: Histogram,
    low: f64,
    per_step: f64,
}

impl Binned {
    pub(super) fn new(extent: Option<Extent>, bins: u32) -> Self {
        let edges = extent.map(|extent| extent.edges(bins)).unwrap_or_default();
        let counts = vec![0; edges.len().saturating_sub(1)];
        let (low, high) = (edges.first().copied().unwrap_or(0.0), edges.last().copied().unwrap_or(1.0));
        let per_step = counts.len() as f64 / (high - low);
        Self { histogram: Histogram { edges, counts }, low, per_step }
    }

    /// Counts a value among those the edges were made for; what is missing is not counted.
    pub(super) fn add(&mut self, value: f32) {
        let Histogram { edges, counts } = &mut self.histogram;
        if !value.is_finite() || counts.is_empty() {
            return;
        }
        let value = f64::from(value);
        // Rounding may lead into the bin beside it.
        let mut bin = (((value - self.low) * self.per_step) as usize).min(counts.len() - 1);
        if value < edges[bin] {
            bin = bin.saturating_sub(1);
        } else if value >= edges[bin + 1] && bin + 1 < counts.len() {
            bin += 1;
        }
        counts[bin] += 1;
    }

    pub(super) fn histogram(self) -> Histogram {
        self.histogram
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edges(low: f64, high: f64, is_whole: bool, bins: u32) -> Vec<f64> {
        Extent { low, high, is_whole }.edges(bins)
    }

    #[test]
    fn edges_are_readable() {
        assert_eq!(edges(0.0, 1.0, false, 10), [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]);
        assert_eq!(edges(0.0, 1.0, true, 30), [0.0, 1.0, 2.0]);
        assert_eq!(edges(3.0, 3.0, true, 30), [3.0, 4.0]);
        assert_eq!(
            edges(-7.0, 93.0, true, 10),
            [-10.0, 0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0]
        );
        assert_eq!(edges(1200.0, 2900.0, false, 5), [1000.0, 1500.0, 2000.0, 2500.0, 3000.0]);
        assert_eq!(edges(0.5, 0.5, false, 30).len(), 2);
    }

    proptest! {
        #[test]
        fn every_value_is_in_its_bin(
            values in prop::collection::vec(prop_oneof![-1e6_f32..1e6, -1.0_f32..1.0, (-50_i32..50).prop_map(|n| n as f32)], 1..60),
            bins in 5_u32..100,
        ) {
            let is_whole = values.iter().all(|value| value.fract() == 0.0);
            let extent = Extent::of(&values, is_whole).expect("there are values");
            let mut binned = Binned::new(Some(extent), bins);
            values.iter().for_each(|&value| binned.add(value));
            let Histogram { edges, counts } = binned.histogram();
            prop_assert!(counts.len() <= bins as usize + 2 && edges.windows(2).all(|pair| pair[0] < pair[1]));
            let last = counts.len() - 1;
            for (bin, &count) in counts.iter().enumerate() {
                let held = values.iter().map(|&value| f64::from(value)).filter(|&value| {
                    edges[bin] <= value && (value < edges[bin + 1] || bin == last && value <= edges[bin + 1])
                });
                prop_assert_eq!(held.count(), count as usize, "bin {} of {:?}", bin, edges);
            }
            prop_assert_eq!(counts.iter().sum::<u32>() as usize, values.len());
        }
    }
}
