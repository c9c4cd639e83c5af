//! A mean with its standard error, value by value.

/// Mean and spread of the values so far, by Welford's recurrence (1962, Technometrics 4:419): nothing is lost to
/// cancellation, however many values there are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    count: u64,
    mean: f64,
    squares: f64,
}

impl Mean {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        let step = value - self.mean;
        self.mean += step / self.count as f64;
        self.squares += step * (value - self.mean);
    }

    /// How many values there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The mean; 0 of none.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.mean
    }

    /// The sum of the squared distances from the mean.
    #[must_use]
    pub fn squares(&self) -> f64 {
        self.squares
    }

    /// The mean's standard error: 0 of no values, infinite of one.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        let n = self.count as f64;
        match self.count {
            0 => 0.0,
            1 => f64::INFINITY,
            _ => libm::sqrt(self.squares / (n - 1.0) / n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_error_are_those_by_hand() {
        let mut mean = Mean::default();
        assert_eq!((mean.value(), mean.standard_error()), (0.0, 0.0));
        mean.add(1.0);
        assert_eq!((mean.value(), mean.standard_error()), (1.0, f64::INFINITY));
        // 1, 2, 3: mean 2, standard deviation 1, error 1/√3.
        mean.add(2.0);
        mean.add(3.0);
        assert!((mean.value() - 2.0).abs() < 1e-12);
        assert!((mean.standard_error() - 1.0 / 3.0_f64.sqrt()).abs() < 1e-12);
    }
}
