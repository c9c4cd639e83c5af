//! How often which value came: counts of rounded values, so that memory does not grow with the number of runs, and
//! counts of several parts add up to those of the whole.

/// Bits of a value's fraction that are kept. Values are at most 2⁻⁸ (0.4 %) off; whole numbers up to 256 are exact.
/// These are the buckets of `HdrHistogram` (Tene 2012): equal steps within each power of two.
const KEPT: u32 = 7;
const DROPPED: u32 = f64::MANTISSA_DIGITS - 1 - KEPT;

/// What is nearer to 0 counts as 0: the powers of two must end somewhere.
const SMALLEST: f64 = 1e-12;

/// The value that stands for all values that round to it. Infinite where it is beyond all measure.
#[must_use]
pub fn rounded(value: f64) -> f64 {
    if value.abs() < SMALLEST {
        return 0.0;
    }
    let half = 1 << (DROPPED - 1);
    // What rounds up past the fraction carries into the exponent, as it should.
    f64::from_bits(value.to_bits().wrapping_add(half) >> DROPPED << DROPPED)
}

/// Counts of rounded values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Histogram {
    /// Value and count, in order of the values.
    rows: Vec<(f64, u64)>,
}

impl Histogram {
    /// Counts a value.
    pub fn add(&mut self, value: f64) {
        self.add_many(rounded(value), 1);
    }

    /// Counts a value that is already rounded, several times.
    pub fn add_many(&mut self, value: f64, count: u64) {
        match self.rows.binary_search_by(|row| row.0.total_cmp(&value)) {
            Ok(place) => self.rows[place].1 += count,
            Err(place) => self.rows.insert(place, (value, count)),
        }
    }

    /// Adds another's counts.
    pub fn merge(&mut self, other: &Self) {
        for &(value, count) in &other.rows {
            self.add_many(value, count);
        }
    }

    /// Value and count, in order of the values.
    #[must_use]
    pub fn rows(&self) -> &[(f64, u64)] {
        &self.rows
    }

    /// How many values were counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.rows.iter().map(|row| row.1).sum()
    }

    /// The smallest value that is not exceeded by `share` of them; `None` of none.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let rank = ((share * self.total() as f64).ceil() as u64).max(1);
        let mut below = 0;
        for &(value, count) in &self.rows {
            below += count;
            if below >= rank {
                return Some(value);
            }
        }
        self.rows.last().map(|row| row.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_off_by_four_thousandths_at_most() {
        for n in 0..=256 {
            let whole = f64::from(n);
            assert_eq!(rounded(whole).to_bits(), whole.to_bits());
            assert_eq!(rounded(-whole).abs().to_bits(), whole.to_bits());
        }
        let mut value = 1e-11;
        while value < 1e15 {
            assert!((rounded(value) / value - 1.0).abs() <= 1.0 / 256.0, "{value}");
            assert!(rounded(-value) < 0.0);
            value *= 1.000_37;
        }
    }

    #[test]
    fn parts_add_up_and_quantiles_are_those_of_the_sorted_values() {
        let values: Vec<f64> = (0..1000).map(|n| f64::from(n * 7 % 101) - 20.0).collect();
        let count = |values: &[f64]| {
            let mut histogram = Histogram::default();
            for &value in values {
                histogram.add(value);
            }
            histogram
        };
        let whole = count(&values);
        let mut parts = count(&values[700..]);
        parts.merge(&count(&values[..700]));
        assert_eq!(parts, whole);
        assert_eq!(whole.total(), 1000);
        let mut sorted = values;
        sorted.sort_by(f64::total_cmp);
        for (share, rank) in [(0.0, 1), (0.05, 50), (0.5, 500), (0.95, 950), (1.0, 1000)] {
            assert_eq!(whole.quantile(share), Some(sorted[rank - 1]));
        }
        assert_eq!(Histogram::default().quantile(0.5), None);
    }
}
