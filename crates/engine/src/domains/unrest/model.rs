//! Formulas of the unrest domain: thresholds, arrest risk and relaxation over whole minutes.

use crate::time::DAY;
use powderkeg_models::math;

/// Share of adults willing to be in the streets.
///
/// m = Φ((x − μ)/s): thresholds for going are normal with mean μ and spread s, and `x` is what
/// speaks for going (all three in the units of grievance). With contagion inside `x`, m(A) = A is
/// Granovetter's equilibrium; a small s gives jumps, a large one smooth change.
/// Source: Granovetter 1978, American Journal of Sociology 83:1420; normal thresholds as there.
pub(super) fn willing_share(x: f64, mean: f64, spread: f64) -> f64 {
    math::normal_cdf((x - mean) / spread.max(f64::MIN_POSITIVE))
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

/// Estimated probability of arrest.
///
/// π = 1 − exp(−k · police/(active + 1)), both in people.
/// Source: Epstein 2002, PNAS 99:7243 (k = 2.3 makes π = 0.9 at one policeman for each active).
pub(super) fn arrest_risk(k: f64, police: f64, active: f64) -> f64 {
    math::probability_in(k, police / (active + 1.0))
}

/// An exponential decay, with the share lost in a day at hand: most steps are of a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decay {
    rate: f64,
    day: f64,
}

impl Decay {
    /// A decay at `rate`, 1/day.
    pub(super) fn of_rate(rate: f64) -> Self {
        Self { rate, day: math::probability_in(rate, 1.0) }
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
            DAY => self.day,
            _ => math::probability_in(self.rate, f64::from(minutes) / f64::from(DAY)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where repeated joining comes to rest, from an empty street.
    fn rest(mean: f64, spread: f64) -> f64 {
        (0..200_000).fold(0.0, |share, _| willing_share(share, mean, spread))
    }

    /// Granovetter 1978: with a mean threshold of 25 of 100, a spread of 12.2 gives about six
    /// rioters, slightly more gives nearly all (5.48 and 100 recomputed).
    #[test]
    fn granovetters_crowd_jumps() {
        assert!((rest(0.25, 0.122) - 0.0548).abs() < 5e-4, "{}", rest(0.25, 0.122));
        assert!(rest(0.25, 0.1225) > 0.99);
        assert!((rest(0.25, 0.30) - 0.9934).abs() < 5e-4);
        assert!((rest(0.25, 0.50) - 0.9049).abs() < 5e-4);
    }

    #[test]
    fn one_policeman_for_each_active_arrests_nine_of_ten() {
        assert!((arrest_risk(2.3, 1e6, 1e6) - 0.9).abs() < 1e-3);
        assert!(arrest_risk(2.3, 10.0, 1e6) < 1e-4);
    }

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
