//! Scores of forecasts against what happened, from counts of runs. Less is better. docs/calibration.md says what they
//! can tell.
//!
//! Both scores are the *fair* ones of Ferro 2014 (QJRMS 140:1917): their expectation is the score of the distribution
//! from which the runs are drawn, whatever their number, so that studies of unequal size can be compared.

use crate::share::Share;

/// What is had by saying one half of everything.
pub const BRIER_OF_A_COIN: f64 = 0.25;

/// The fair Brier score (Brier 1950, Monthly Weather Review 78:1; Ferro 2014) of something that
/// happened: (1 - p)², where p is the share of runs in which it does, less what the chance of n runs adds,
/// p (1 - p) / (n - 1). From 0 to 1. `None` of fewer than two runs.
///
/// ```
/// use powderkeg_study::score::brier;
/// use powderkeg_study::share::Share;
/// // By hand: (1 - 0.8)² - 0.8 · 0.2 / 9 = 0.04 - 0.01778.
/// let score = brier(Share { held: 8, of: 10 }).unwrap();
/// assert!((score - 0.022_222).abs() < 1e-6);
/// ```
#[must_use]
pub fn brier(happened: Share) -> Option<f64> {
    let p = happened.value().filter(|_| happened.of > 1)?;
    Some((1.0 - p) * (1.0 - p) - p * (1.0 - p) / (f64::from(happened.of) - 1.0))
}

/// When something happened, as days from the scenario's first; as far as the record knows. An end that is `None` is
/// open; both are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Not before this day.
    pub from: Option<u32>,
    /// Not after this day.
    pub until: Option<u32>,
}

impl Recorded {
    /// Days from a day to the nearest that the record allows; 0 on those.
    #[must_use]
    pub fn distance(self, day: u32) -> u32 {
        let early = self.from.map_or(0, |from| from.saturating_sub(day));
        let late = self.until.map_or(0, |until| day.saturating_sub(until));
        early.max(late)
    }

    /// Whether the step from a day to the next lies inside.
    fn holds_step(self, day: u32) -> bool {
        self.distance(day) == 0 && self.distance(day + 1) == 0
    }

    /// Whether what was recorded had happened by the end of a day, for days outside.
    fn is_past(self, day: u32) -> bool {
        self.until.is_some_and(|until| day >= until)
    }
}

/// The fair continuous ranked probability score, in days, of dates of which `days[d]` fall on day d: E|X - y| -
/// E|X - X'| / 2 (Gneiting & Raftery 2007, JASA 102:359, equation 21 with the sign of an error; Hersbach 2000), the
/// second expectation over distinct runs (Ferro 2014). Days inside the record's interval are one and the same: that is
/// the threshold-weighted score with weight 0 inside and 1 outside (Gneiting & Ranjan 2011, JBES 29:411), which is
/// proper whatever day inside was the true one. `None` of fewer than two dates.
///
/// ```
/// use powderkeg_study::score::{Recorded, crps};
/// // Days 1 and 7 against day 2, by hand: (1 + 5) / 2 - 6 / 2 = 0; against day 0: (1 + 7) / 2 - 3 = 1.
/// let days = [0, 1, 0, 0, 0, 0, 0, 1];
/// let on = |day| Recorded { from: Some(day), until: Some(day) };
/// assert!(crps(&days, on(2)).unwrap().abs() < 1e-12);
/// assert!((crps(&days, on(0)).unwrap() - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn crps(days: &[u32], recorded: Recorded) -> Option<f64> {
    let runs: u64 = days.iter().map(|&count| u64::from(count)).sum();
    if runs < 2 {
        return None;
    }
    let Integrals { error, spread } = integrals(days, recorded, runs as f64);
    Some(error - spread / (runs as f64 - 1.0))
}

/// The same score of a forecast that takes every one of a scenario's `days` for equally probable: what is had by knowing
/// nothing but when the scenario begins and ends.
#[must_use]
pub fn crps_of_any_day(days: u32, recorded: Recorded) -> f64 {
    integrals(&vec![1; days as usize], recorded, f64::from(days)).error
}

struct Integrals {
    /// ∫ (F - H)², which is E|X - y| - E|X - X'| / 2 over all pairs, also of a run with itself (equation 20).
    error: f64,
    /// ∫ F (1 - F), which is E|X - X'| / 2 over the same pairs.
    spread: f64,
}

/// Day by day outside of what is recorded; F and H are steps there.
fn integrals(days: &[u32], recorded: Recorded, runs: f64) -> Integrals {
    let last = recorded.from.unwrap_or(0).max(days.len().saturating_sub(1) as u32);
    let (mut error, mut spread, mut before) = (0.0, 0.0, 0_u64);
    for day in 0..last {
        before += u64::from(days.get(day as usize).copied().unwrap_or(0));
        if recorded.holds_step(day) {
            continue;
        }
        let share = before as f64 / runs;
        let miss = share - if recorded.is_past(day) { 1.0 } else { 0.0 };
        error += miss * miss;
        spread += share * (1.0 - share);
    }
    Integrals { error, spread }
}

#[cfg(test)]
mod tests {
    use super::*;
    use powderkeg_engine::dice::{Dice, Key, Stream};
    use powderkeg_engine::parameter::Distribution;

    fn on(day: u32) -> Recorded {
        Recorded { from: Some(day), until: Some(day) }
    }

    #[test]
    fn a_large_normal_ensemble_has_the_closed_form() {
        // σ [z (2Φ(z) - 1) + 2φ(z) - 1/√π], Gneiting & Raftery 2007, section 4.2. Rounding to days costs little.
        const RUNS: u32 = 20_000;
        let (mean, sd) = (200.0, 40.0);
        let mut days = vec![0; 400];
        for run in 0..RUNS {
            let share = (f64::from(run) + 0.5) / f64::from(RUNS);
            let date = Distribution::Normal { mean, sd }.quantile(share, 0.0, 399.0);
            days[date.round() as usize] += 1;
        }
        for day in [100, 190, 200, 260] {
            let z = (f64::from(day) - mean) / sd;
            let density = libm::exp(-z * z / 2.0) / libm::sqrt(2.0 * std::f64::consts::PI);
            let exact = sd
                * (z * libm::erf(z / std::f64::consts::SQRT_2) + 2.0 * density
                    - 1.0 / libm::sqrt(std::f64::consts::PI));
            let score = crps(&days, on(day)).unwrap();
            assert!((score - exact).abs() < 0.02, "day {day}: {score}, not {exact}");
        }
    }

    #[test]
    fn the_steps_are_the_sum_over_pairs() {
        let dice = Dice::new(4);
        let draw = |n: u32, most: u32| {
            (dice.uniform_at(Stream::Study, Key::of("score"), n) * f64::from(most)) as u32
        };
        for case in 0..50 {
            let dates: Vec<u32> = (0..6).map(|n| draw(case * 10 + n, 30)).collect();
            let from = draw(case * 10 + 7, 35);
            let until = from + draw(case * 10 + 8, 10);
            let intervals =
                [(Some(from), Some(until)), (Some(from), None), (None, Some(until)), (None, None)];
            for (from, until) in intervals {
                let recorded = Recorded { from, until };
                // On a line on which the interval is one point.
                let place = |day: u32| {
                    let late = recorded.until.is_some_and(|until| day > until);
                    f64::from(recorded.distance(day)) * if late { 1.0 } else { -1.0 }
                };
                let all = dates.iter().map(|&day| place(day));
                let error: f64 = all.clone().map(f64::abs).sum::<f64>() / 6.0;
                let pairs: f64 =
                    all.clone().flat_map(|one| all.clone().map(move |other| (one - other).abs())).sum();
                let mut days = vec![0; 31];
                for &day in &dates {
                    days[day as usize] += 1;
                }
                let score = crps(&days, recorded).unwrap();
                assert!((score - (error - pairs / 60.0)).abs() < 1e-9, "{dates:?} {recorded:?}");
            }
        }
    }

    #[test]
    fn any_day_is_scored_by_hand() {
        // Days 0 to 3 against day 0: (0 + 1 + 2 + 3) / 4 - (20 / 16) / 2.
        assert!((crps_of_any_day(4, on(0)) - 0.875).abs() < 1e-12);
        // Against days 0 to 2, only day 3 is off, by one: 1/4 - (6 / 16) / 2.
        assert!((crps_of_any_day(4, Recorded { from: None, until: Some(2) }) - 0.0625).abs() < 1e-12);
    }

    #[test]
    fn fair_scores_do_not_depend_on_the_number_of_runs() {
        // Over all pairs of days 0, 1, 2, each alike, the score of two runs is that of the distribution itself.
        let mut sum = 0.0;
        for (one, other) in (0..9).map(|pair| (pair / 3, pair % 3)) {
            let mut days = [0; 3];
            days[one] += 1;
            days[other] += 1;
            sum += crps(&days, on(0)).unwrap();
        }
        assert!((sum / 9.0 - crps_of_any_day(3, on(0))).abs() < 1e-12);
        // And over all outcomes of two runs, each with probability 0.3.
        let of = |held| brier(Share { held, of: 2 }).unwrap();
        let mean = 0.09 * of(2) + 0.42 * of(1) + 0.49 * of(0);
        assert!((mean - 0.49).abs() < 1e-12);
    }

    #[test]
    fn too_few_runs_have_no_score() {
        assert_eq!(crps(&[0, 1], on(1)), None);
        assert_eq!(crps(&[], on(1)), None);
        assert_eq!(brier(Share { held: 1, of: 1 }), None);
    }
}
