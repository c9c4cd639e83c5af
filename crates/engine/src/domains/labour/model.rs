//! Formulas of the labour domain: strain, strike onset and share, and how long strikes last.

use crate::dice::{Dice, Draw, Name, Stream};
use crate::time::{DAY, Minute};
use powderkeg_models::{labour, math};

/// Strain, also where nothing is done or paid.
pub(super) fn strain(effort: f64, pay: f64) -> f64 {
    labour::strain(effort.max(f64::MIN_POSITIVE), pay.max(f64::MIN_POSITIVE))
}

/// How many marks of a series lie `days` (or less) back: one at 0, the next each `every` days later.
///
/// Without `every` there is one mark only. Negative `days`: none is reached yet.
pub(super) fn reached(days: f64, every: Option<f64>) -> f64 {
    match every {
        _ if days < 0.0 => 0.0,
        Some(every) if every > 0.0 => (days / every).floor() + 1.0,
        Some(_) | None => 1.0,
    }
}

/// σ((x − middle)/softness): a half at the middle, a step where softness is nought.
pub(super) fn threshold(x: f64, middle: f64, softness: f64) -> f64 {
    math::sigmoid((x - middle) / softness.max(f64::MIN_POSITIVE))
}

/// A Weibull law of strike durations (`powderkeg_models::labour`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Weibull {
    scale: f64,
    shape: f64,
}

impl Weibull {
    /// The law with this median (days) and shape.
    pub(super) fn with_median(median: f64, shape: f64) -> Self {
        Self { scale: labour::weibull_scale(median, shape), shape }
    }

    /// Integrated hazard after `days`.
    fn hazard(self, days: f64) -> f64 {
        labour::settlement_integral(days, self.shape, self.scale)
    }

    /// Days at which the integrated hazard reaches `level`.
    fn days(self, level: f64) -> f64 {
        labour::settlement_time(level, self.shape, self.scale)
    }
}

/// When a strike is settled: one Exp(1) draw, met when the Weibull hazard since its beginning,
/// times a factor that changes now and then, passes it. Exact whatever the steps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settlement {
    name: Name,
    /// How many there were before.
    n: u32,
    law: Weibull,
    began: Minute,
    threshold: f64,
    draw: Draw,
    spent: f64,
    factor: f64,
    since: Minute,
    due: Minute,
}

impl Settlement {
    /// The clock of the n-th strike, from its beginning on.
    pub(super) fn new(dice: Dice, name: Name, n: u32, law: Weibull, began: Minute) -> Self {
        let (threshold, draw) = dice.exponential(Stream::Settlement, name, n);
        Self {
            name,
            n,
            law,
            began,
            threshold,
            draw,
            spent: 0.0,
            factor: 0.0,
            since: began,
            due: Minute::NEVER,
        }
    }

    /// Sets the factor (1 for the plain law, not negative) from `at` on.
    pub(super) fn set_factor(&mut self, at: Minute, factor: f64) {
        if factor.to_bits() == self.factor.to_bits() {
            return;
        }
        let reached = self.law.hazard(at.days_since(self.began));
        self.spent += self.factor * (reached - self.law.hazard(self.since.days_since(self.began)));
        self.factor = factor;
        self.since = at;
        self.due = self.predict(reached);
    }

    /// Draws the remainder anew from `at` on, as [`crate::clock::Clock::redraw`]: what is left of the integrated
    /// hazard is exponential whatever the law of time.
    pub(super) fn redraw(&mut self, dice: Dice, at: Minute) {
        let factor = self.factor;
        (self.threshold, self.draw) = dice.exponential(Stream::Settlement, self.name, self.n);
        (self.spent, self.factor, self.since, self.due) = (0.0, 0.0, at, Minute::NEVER);
        self.set_factor(at, factor);
    }

    fn predict(&self, reached: f64) -> Minute {
        if self.factor <= 0.0 {
            return Minute::NEVER;
        }
        let days = self.law.days(reached + (self.threshold - self.spent) / self.factor);
        let minutes = (days * f64::from(DAY)).ceil();
        let due = f64::from(self.began.0) + minutes;
        if due < f64::from(u32::MAX) { Minute(due as u32).max(self.since.next()) } else { Minute::NEVER }
    }

    /// The first whole minute at which it is due, after the last change.
    pub(super) fn due(&self) -> Minute {
        self.due
    }

    /// The luck behind it.
    pub(super) fn draw(&self) -> Draw {
        self.draw
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_series_are_counted() {
        let rows = [(-0.1, 0.0, 0.0), (0.0, 1.0, 1.0), (39.9, 1.0, 1.0), (40.0, 2.0, 1.0), (130.0, 4.0, 1.0)];
        for (days, series, single) in rows {
            assert_eq!(reached(days, Some(40.0)).to_bits(), f64::to_bits(series), "{days}");
            assert_eq!(reached(days, None).to_bits(), f64::to_bits(single), "{days}");
        }
    }
    use crate::dice::Key;
    use crate::id::NameId;

    const NAME: fn() -> Name = || Name { id: NameId(0), key: Key::of("workforce.test") };

    fn durations(median: f64, shape: f64, change: Option<(u32, f64)>) -> Vec<f64> {
        let law = Weibull::with_median(median, shape);
        let mut days: Vec<f64> = (0..4_001)
            .map(|seed| {
                let mut clock = Settlement::new(Dice::new(seed), NAME(), 0, law, Minute(1_000));
                clock.set_factor(Minute(1_000), 1.0);
                if let Some((day, factor)) = change
                    && clock.due() > Minute(1_000 + day * DAY)
                {
                    clock.set_factor(Minute(1_000 + day * DAY), factor);
                }
                clock.due().days_since(Minute(1_000))
            })
            .collect();
        days.sort_by(f64::total_cmp);
        days
    }

    #[test]
    fn half_the_strikes_are_settled_by_the_median() {
        let days = durations(28.0, 0.95, None);
        // Standard error of a median of exponentials: 1/sqrt(4001) of the mean 40 = 0.64 days.
        assert!((days[2_000] - 28.0).abs() < 2.0, "{}", days[2_000]);
    }

    /// By hand: what is left at day 10 survives as the square of what it would have.
    #[test]
    fn a_doubled_hazard_squares_survival() {
        let plain = durations(28.0, 0.95, None);
        let doubled = durations(28.0, 0.95, Some((10, 2.0)));
        let left = |days: &[f64], at: f64| days.iter().filter(|&&day| day > at).count() as f64;
        let expected = left(&plain, 30.0) * left(&plain, 30.0) / left(&plain, 10.0);
        assert!((left(&doubled, 30.0) / expected - 1.0).abs() < 0.05);
        assert!(doubled.iter().zip(&plain).all(|(fast, slow)| fast <= slow));
    }

    #[test]
    fn setting_the_same_factor_changes_nothing() {
        let law = Weibull::with_median(28.0, 0.95);
        let mut once = Settlement::new(Dice::new(4), NAME(), 0, law, Minute(0));
        once.set_factor(Minute(0), 0.2);
        let mut often = once;
        (1..40).for_each(|minute| often.set_factor(Minute(minute * 7), 0.2));
        assert_eq!(once.due(), often.due());
    }
}
