//! Launch campaigns: their timeline, attempts and reliability.

use crate::math::beta_quantile;

/// One event of a launch campaign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Milestone {
    /// What happens.
    pub name: &'static str,
    /// Days before launch.
    pub days_before: f64,
}

/// Timeline of a Soyuz campaign at Baikonur.
///
/// Source: Starsem, launch campaign timeline; as in `validation/data/launch`.
pub const SOYUZ_CAMPAIGN: [Milestone; 9] = [
    Milestone { name: "spacecraft arrives Baikonur", days_before: 35.0 },
    Milestone { name: "spacecraft fuelling begins", days_before: 22.0 },
    Milestone { name: "assembly of lower 3 stages begins", days_before: 18.0 },
    Milestone { name: "combined ops (adapter, Fregat, fairing)", days_before: 16.0 },
    Milestone { name: "upper composite to MIK", days_before: 5.0 },
    Milestone { name: "transfer readiness review", days_before: 4.0 },
    Milestone { name: "rollout and erection (Starsem)", days_before: 3.0 },
    Milestone { name: "countdown begins", days_before: 0.333 },
    Milestone { name: "fuelling begins", days_before: 0.167 },
];

/// Milestones that should have begun by a time before launch.
///
/// Those with `days_before` ≥ the argument, in order; `days_before_launch` in days, negative after it.
/// Source: [`SOYUZ_CAMPAIGN`].
///
/// ```
/// use powderkeg_models::campaign::begun_by;
/// // T − 9 d falls after combined operations have begun and before the transfer
/// assert_eq!(begun_by(9.0).last().map(|m| m.days_before), Some(16.0));
/// assert_eq!(begun_by(40.0).len(), 0);
/// ```
#[must_use]
pub fn begun_by(days_before_launch: f64) -> &'static [Milestone] {
    let begun = SOYUZ_CAMPAIGN.partition_point(|milestone| milestone.days_before >= days_before_launch);
    &SOYUZ_CAMPAIGN[..begun]
}

/// Share of Shuttle launch attempts that launched: 135 launches in 255 attempts.
///
/// Source: IEEE Aerospace 2014, doi 10.1109/AERO.2014.6836415 (counts in the abstract). Soyuz does much
/// better, about 0.95 on the day by general knowledge.
pub const SHUTTLE_LAUNCHES_PER_ATTEMPT: f64 = 135.0 / 255.0;

/// Probability of launching within a number of attempts.
///
/// 1 − (1 − p)^n; `p` per attempt in \[0, 1\]; `attempts` n, taken as independent.
/// Source: geometric distribution.
///
/// ```
/// use powderkeg_models::campaign::{SHUTTLE_LAUNCHES_PER_ATTEMPT, launched_within};
/// // "nearly half" of the Shuttle's missions needed more than one attempt
/// assert!((1.0 - launched_within(SHUTTLE_LAUNCHES_PER_ATTEMPT, 1) - 0.47).abs() < 0.01);
/// ```
#[must_use]
pub fn launched_within(p: f64, attempts: u32) -> f64 {
    1.0 - libm::pow(1.0 - p, f64::from(attempts))
}

/// Mean number of attempts until launch.
///
/// 1/p; `p` per attempt in (0, 1\].
/// Source: geometric distribution.
///
/// ```
/// use powderkeg_models::campaign::{SHUTTLE_LAUNCHES_PER_ATTEMPT, mean_attempts};
/// assert!((mean_attempts(SHUTTLE_LAUNCHES_PER_ATTEMPT) - 1.889).abs() < 1e-3);
/// ```
#[must_use]
pub fn mean_attempts(p: f64) -> f64 {
    1.0 / p
}

/// Central interval of a probability after `successes` in `n` trials, by Jeffreys' prior.
///
/// Quantiles (1 ∓ level)/2 of Beta(s + ½, n − s + ½), with the lower end 0 at s = 0 and the upper end 1
/// at s = n. `level` in (0, 1); more successes than trials count as all.
/// Source: Brown, Cai and `DasGupta` 2001, Statistical Science 16:101, section 4.3.
///
/// ```
/// use powderkeg_models::campaign::jeffreys;
/// // GMD intercept tests to June 2014: 8 of 16
/// let (low, high) = jeffreys(8, 16, 0.95);
/// assert!((low - 0.27).abs() < 0.005 && (high - 0.73).abs() < 0.005);
/// ```
#[must_use]
pub fn jeffreys(successes: u32, n: u32, level: f64) -> (f64, f64) {
    let failures = f64::from(n.saturating_sub(successes));
    let successes = f64::from(successes.min(n));
    let tail = 0.5 * (1.0 - level);
    let end = |u: f64| beta_quantile(u, successes + 0.5, failures + 0.5);
    let low = if successes > 0.0 { end(tail) } else { 0.0 };
    let high = if failures > 0.0 { end(1.0 - tail) } else { 1.0 };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jeffreys_intervals_cover_their_estimates_and_the_ends() {
        for n in 1..30 {
            for successes in 0..=n {
                let (low, high) = jeffreys(successes, n, 0.95);
                let share = f64::from(successes) / f64::from(n);
                assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{successes} of {n}");
            }
        }
        assert_eq!(jeffreys(0, 0, 0.95), (0.0, 1.0));
        assert_eq!(jeffreys(9, 4, 0.95), jeffreys(4, 4, 0.95));
    }
}
