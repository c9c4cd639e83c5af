//! Pairs of runs with the same luck: what a change does to a quantity, in memory that does not grow with the pairs.

use crate::mean::Mean;
use crate::share::Z;

/// A quantity in both runs of every pair: means, variances, and those of the difference, summed in the
/// order of the pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paired {
    base: Mean,
    with: Mean,
    difference: Mean,
    /// Pairs whose difference is not 0.
    differing: u32,
    /// Whether every value was 0 or 1.
    is_not_yes_or_no: bool,
    /// Of yes or no: pairs with a yes only in the base, and only in the other.
    only: [u32; 2],
}

impl Paired {
    /// Adds a pair.
    pub fn add(&mut self, base: f64, with: f64) {
        self.base.add(base);
        self.with.add(with);
        self.difference.add(with - base);
        self.differing += u32::from(base.to_bits() != with.to_bits());
        match (is_yes(base), is_yes(with)) {
            (Some(true), Some(false)) => self.only[0] += 1,
            (Some(false), Some(true)) => self.only[1] += 1,
            (Some(_), Some(_)) => {}
            (None, _) | (_, None) => self.is_not_yes_or_no = true,
        }
    }

    /// Adds a pair of facts.
    pub fn add_fact(&mut self, base: bool, with: bool) {
        self.add(f64::from(u8::from(base)), f64::from(u8::from(with)));
    }

    /// How many pairs.
    #[must_use]
    pub fn count(&self) -> u32 {
        // A study has at most a billion runs.
        self.difference.count() as u32
    }

    /// Pairs in which the two differ.
    #[must_use]
    pub fn differing(&self) -> u32 {
        self.differing
    }

    /// Whether it is 0 or 1 in every run.
    #[must_use]
    pub fn is_yes_or_no(&self) -> bool {
        !self.is_not_yes_or_no
    }

    /// The mean of the base; 0 of no pairs.
    #[must_use]
    pub fn base(&self) -> f64 {
        self.base.value()
    }

    /// The mean of the other.
    #[must_use]
    pub fn with(&self) -> f64 {
        self.with.value()
    }

    /// The mean difference, the other minus the base.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.difference.value()
    }

    /// The 95 % interval of the difference; `None` where there are too few pairs for one.
    ///
    /// For a yes or no it is that of Agresti and Min (2005, Statistics in Medicine 24:729, section 4), Wald's after half
    /// a pair has been added to each of the four cells, which keeps a width where no pair differs; for other quantities
    /// the mean ± 1.96 standard errors.
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        if self.count() == 0 {
            return None;
        }
        if self.is_yes_or_no() {
            return Some(self.adjusted_wald());
        }
        let error = self.standard_error()?;
        let (mean, reach) = (self.difference(), Z * error);
        Some((mean - reach, mean + reach))
    }

    fn adjusted_wald(&self) -> (f64, f64) {
        let n = f64::from(self.count()) + 2.0;
        let [lost, won] = self.only.map(|pairs| f64::from(pairs) + 0.5);
        let middle = (won - lost) / n;
        let reach = Z * libm::sqrt((won + lost) - (won - lost) * (won - lost) / n) / n;
        ((middle - reach).max(-1.0), (middle + reach).min(1.0))
    }

    /// The standard error of the mean difference; `None` of fewer than two pairs.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        (self.count() > 1).then(|| self.difference.standard_error())
    }

    /// How many times the runs it would take without pairing, for the same error: the variances of both over that of
    /// their difference (Law 2015, Simulation Modeling and Analysis, section 11.2). Infinite where every pair differs by
    /// the same and the runs do not; `None` where nothing varies.
    #[must_use]
    pub fn variance_ratio(&self) -> Option<f64> {
        let unpaired = self.base.squares() + self.with.squares();
        (unpaired > 0.0).then(|| unpaired / self.difference.squares())
    }
}

fn is_yes(value: f64) -> Option<bool> {
    if value.to_bits() == 1.0_f64.to_bits() {
        Some(true)
    } else if value.to_bits() == 0.0_f64.to_bits() {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(pairs: &[(f64, f64)]) -> Paired {
        let mut sum = Paired::default();
        pairs.iter().for_each(|&(base, with)| sum.add(base, with));
        sum
    }

    #[test]
    fn figures_are_those_of_the_pairs() {
        // By hand: base 10, 20, 30 (mean 20, squares 200); with 12, 21, 33 (mean 22, squares 222);
        // differences 2, 1, 3 (mean 2, squares 2).
        let sum = paired(&[(10.0, 12.0), (20.0, 21.0), (30.0, 33.0)]);
        let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
        assert!(close(sum.base(), 20.0) && close(sum.with(), 22.0) && close(sum.difference(), 2.0));
        assert!(close(sum.variance_ratio().unwrap(), 422.0 / 2.0));
        let (low, high) = sum.interval().unwrap();
        let reach = Z / 3.0_f64.sqrt();
        assert!(close(low, 2.0 - reach) && close(high, 2.0 + reach));
        assert_eq!((sum.count(), sum.differing(), sum.is_yes_or_no()), (3, 3, false));
    }

    #[test]
    fn what_cannot_be_said_is_not_said() {
        assert_eq!(Paired::default().interval(), None);
        assert_eq!(Paired::default().variance_ratio(), None);
        assert_eq!(paired(&[(5.0, 7.0)]).interval(), None);
        assert_eq!(paired(&[(5.0, 5.0), (5.0, 5.0)]).variance_ratio(), None);
        let same_shift = paired(&[(1.0, 2.0), (3.0, 4.0)]);
        assert_eq!(same_shift.variance_ratio(), Some(f64::INFINITY));
    }

    /// Agresti and Min 2005 add half a pair to every cell: of 20 pairs without a difference, 1/22 · 1.96 either way.
    #[test]
    fn pairs_that_never_differ_leave_an_interval() {
        let (low, high) = paired(&[(1.0, 1.0); 20]).interval().unwrap();
        assert!((high - Z / 22.0).abs() < 1e-12 && (low + Z / 22.0).abs() < 1e-12);
        let (low, high) = paired(&[(0.0, 1.0)]).interval().unwrap();
        assert!((-1.0..1.0).contains(&low) && high <= 1.0 && low < high);
    }
}
