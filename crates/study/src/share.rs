//! Shares of runs with their sampling error.

/// A number of runs in which something held, out of all that were looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// In how many it held.
    pub held: u32,
    /// Of how many.
    pub of: u32,
}

/// Standard normal quantile of a two-sided 95 % interval.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

impl Share {
    /// Counts the runs for which `holds`.
    pub fn count<T>(runs: &[T], mut holds: impl FnMut(&T) -> bool) -> Self {
        let held = runs.iter().filter(|run| holds(run)).count();
        Self { held: held as u32, of: runs.len() as u32 }
    }

    /// Looks at one more run.
    pub fn add(&mut self, held: bool) {
        self.held += u32::from(held);
        self.of += 1;
    }

    /// The share itself, in [0, 1]; `None` of no runs.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.held) / f64::from(self.of))
    }

    /// Wilson's score interval at 95 % (Wilson 1927); all of [0, 1] where there were no runs.
    ///
    /// ```
    /// use powderkeg_study::share::Share;
    /// // Newcombe 1998 (Statistics in Medicine 17:857), table I: 81 of 263 gives 0.2553 to 0.3662.
    /// let (low, high) = Share { held: 81, of: 263 }.wilson();
    /// assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5);
    /// ```
    #[must_use]
    pub fn wilson(self) -> (f64, f64) {
        let Some(p) = self.value() else { return (0.0, 1.0) };
        let n = f64::from(self.of);
        let middle = p + Z * Z / (2.0 * n);
        let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        // At the ends the bounds are 0 and 1; what rounding leaves of them would be printed as 9e-19.
        let low = if self.held == 0 { 0.0 } else { (middle - reach) / scale };
        let high = if self.held == self.of { 1.0 } else { (middle + reach) / scale };
        (low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_of_extremes_stay_in_range() {
        // Newcombe 1998, table I: 0 of 20 gives 0 to 0.1611; 1 of 29 gives 0.0061 to 0.1718.
        let (low, high) = Share { held: 0, of: 20 }.wilson();
        assert!(low == 0.0 && (high - 0.1611).abs() < 5e-5);
        assert!(Share { held: 20, of: 20 }.wilson().1 >= 1.0);
        let (low, high) = Share { held: 1, of: 29 }.wilson();
        assert!((low - 0.0061).abs() < 5e-5 && (high - 0.1718).abs() < 5e-5);
        assert_eq!(Share::default().wilson(), (0.0, 1.0));
        assert_eq!(Share::default().value(), None);
    }
}
