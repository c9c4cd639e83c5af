//! Small formulas of the unrest domain; its published ones are in `powderkeg_models::unrest`.

use crate::time::DAY;
use powderkeg_models::math;

/// A spread of thresholds that can be divided by: where all have the same threshold, nearly none.
pub(super) fn spread(spread: f64) -> f64 {
    spread.max(f64::MIN_POSITIVE)
}

/// Pull of a crowd that is `share` of the adults: share / (share + half), in [0, 1).
pub(super) fn pull(share: f64, half: f64) -> f64 {
    if share > 0.0 { share / (share + half) } else { 0.0 }
}

/// Legitimacy that `killed` more dead cost after `before`: `weight` · ln((1 + before + killed)/(1 + before)).
///
/// A sum over any split of the same dead is the same, and each further death counts for less: with
/// a weight of 0.02, Zhanaozen's 16 dead of 2011 cost 0.057, a thousand 0.14. Assumption of form: a
/// fixed price for each death let riots feed on their own dead without limit.
pub(super) fn mourning(weight: f64, before: u32, killed: u32) -> f64 {
    weight * libm::log1p(f64::from(killed) / (1.0 + f64::from(before)))
}

/// An exponential decay, with the shares lost in the usual steps at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decay {
    rate: f64,
    half: f64,
    day: f64,
    two: f64,
    four: f64,
}

const HALF: u32 = DAY / 2;
const TWO: u32 = 2 * DAY;
const FOUR: u32 = 4 * DAY;

impl Decay {
    /// A decay at `rate`, 1/day.
    pub(super) fn of_rate(rate: f64) -> Self {
        let [half, day, two, four] = [0.5, 1.0, 2.0, 4.0].map(|days| math::probability_in(rate, days));
        Self { rate, half, day, two, four }
    }

    /// A decay by a factor e in `days`.
    pub(super) fn of_days(days: f64) -> Self {
        Self::of_rate(1.0 / days)
    }

    /// The rate, 1/day.
    pub(super) fn rate(self) -> f64 {
        self.rate
    }

    /// Share lost in `minutes`: 1 − e^(−rate · t), exactly.
    pub(super) fn lost(self, minutes: u32) -> f64 {
        match minutes {
            0 => 0.0,
            HALF => self.half,
            DAY => self.day,
            TWO => self.two,
            FOUR => self.four,
            _ => math::probability_in(self.rate, f64::from(minutes) / f64::from(DAY)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dead_cost_less_and_less_however_they_are_counted() {
        assert!((mourning(0.02, 0, 16) - 0.0567).abs() < 1e-4);
        assert!((mourning(0.02, 0, 1_000) - 0.138).abs() < 1e-3);
        let one_by_one: f64 = (0..1_000).map(|before| mourning(0.02, before, 1)).sum();
        assert!((one_by_one - mourning(0.02, 0, 1_000)).abs() < 1e-12);
    }

    #[test]
    fn a_decay_composes() {
        let decay = Decay::of_days(10.0);
        let quarter = 1.0 - decay.lost(DAY / 4);
        let day = 1.0 - decay.lost(DAY);
        assert!((quarter * quarter * quarter * quarter - day).abs() < 1e-14);
    }
}
