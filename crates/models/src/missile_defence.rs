//! Leakage through a missile defence, with independent and with common failures.

use crate::math::beta_cdf;

/// What happens to warheads whose tracking or discrimination fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrackFailure {
    /// Each warhead is tracked or lost by itself.
    Independent,
    /// All are tracked, or all are lost: one cause blinds the defence.
    CommonMode,
}

/// A defence as it meets one attack; probabilities in \[0, 1\].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shield {
    /// Probability that a warhead is detected, tracked and told from decoys.
    pub track: f64,
    /// Probability that one interceptor kills a tracked warhead.
    pub single_shot: f64,
    /// Interceptors fired at each warhead, ≥ 0; a fraction is an average, as in Wilkening's figures.
    pub shots: f64,
    /// How tracking fails.
    pub failure: TrackFailure,
}

/// Probability of killing a tracked warhead with independent shots.
///
/// 1 − (1 − s)^n; `single_shot` s in \[0, 1\]; `shots` n.
/// Source: Wilkening 1999, Science & Global Security 8:183, eq. for multiple shots.
///
/// ```
/// use powderkeg_models::missile_defence::salvo_kill_probability;
/// assert_eq!(salvo_kill_probability(0.5, 4.0), 0.9375);
/// ```
#[must_use]
pub fn salvo_kill_probability(single_shot: f64, shots: f64) -> f64 {
    1.0 - libm::pow(1.0 - single_shot, shots)
}

/// Probability of killing a warhead.
///
/// `K_w` = `P_track`·\[1 − (1 − s)^n\]; arguments as in [`Shield`]. Tracking stays outside the power,
/// since all shots at a warhead share it.
/// Source: Wilkening 1999, Science & Global Security 8:183.
///
/// ```
/// use powderkeg_models::missile_defence::kill_probability;
/// assert_eq!(kill_probability(0.8, 0.5, 4.0), 0.75);
/// ```
#[must_use]
pub fn kill_probability(track: f64, single_shot: f64, shots: f64) -> f64 {
    track * salvo_kill_probability(single_shot, shots)
}

/// Probability that exactly `leakers` of `warheads` come through when each is killed independently.
///
/// C(W, x)(1 − K)^x K^(W−x); `kill` K in \[0, 1\]; 0 for x > W.
/// Source: Wilkening 1999, Science & Global Security 8:183 (binomial leakage).
///
/// ```
/// use powderkeg_models::missile_defence::leak_probability;
/// assert!((leak_probability(1, 2, 0.5) - 0.5).abs() < 1e-14);
/// assert_eq!(leak_probability(0, 3, 1.0), 1.0);
/// ```
#[must_use]
pub fn leak_probability(leakers: u32, warheads: u32, kill: f64) -> f64 {
    if leakers > warheads {
        return 0.0;
    }
    let stopped = warheads - leakers;
    // Alternating the factors keeps the product near its result: nothing overflows on the way.
    let mut probability = 1.0;
    let mut stops = 0;
    for k in 1..=leakers {
        probability *= f64::from(stopped + k) / f64::from(k) * (1.0 - kill);
        while stops < stopped && probability > 1.0 {
            probability *= kill;
            stops += 1;
        }
    }
    probability * libm::pow(kill, f64::from(stopped - stops))
}

/// Probability that at most `tolerable` of `warheads` come through when each is killed independently.
///
/// P(x ≤ t) = `I_K`(W − t, t + 1), the sum of [`leak_probability`] over x ≤ t; `kill` K in \[0, 1\]; 1 for
/// t ≥ W.
/// Source: Abramowitz and Stegun 1964, eq. 26.5.24.
///
/// ```
/// use powderkeg_models::missile_defence::held_probability;
/// assert!((held_probability(1, 2, 0.5) - 0.75).abs() < 1e-12);
/// ```
#[must_use]
pub fn held_probability(tolerable: u32, warheads: u32, kill: f64) -> f64 {
    if tolerable >= warheads {
        return 1.0;
    }
    beta_cdf(kill, f64::from(warheads - tolerable), f64::from(tolerable) + 1.0)
}

impl Shield {
    /// Probability that exactly `leakers` of `warheads` come through.
    ///
    /// Independent: Bin(W, 1 − `K_w`). Common mode: `P_track`·Bin(W, (1 − s)^n), plus 1 − `P_track` on all W.
    /// Source: Wilkening 1999, Science & Global Security 8:183, both readings of `P_track`.
    ///
    /// ```
    /// use powderkeg_models::missile_defence::{Shield, TrackFailure};
    /// let blinded =
    ///     Shield { track: 0.9, single_shot: 1.0, shots: 1.0, failure: TrackFailure::CommonMode };
    /// assert!((blinded.leak_probability(10, 10) - 0.1).abs() < 1e-15);
    /// assert_eq!(blinded.leak_probability(3, 10), 0.0);
    /// ```
    #[must_use]
    pub fn leak_probability(&self, leakers: u32, warheads: u32) -> f64 {
        match self.failure {
            TrackFailure::Independent => leak_probability(
                leakers,
                warheads,
                kill_probability(self.track, self.single_shot, self.shots),
            ),
            TrackFailure::CommonMode => {
                let kill = salvo_kill_probability(self.single_shot, self.shots);
                let blind = if leakers == warheads { 1.0 - self.track } else { 0.0 };
                self.track * leak_probability(leakers, warheads, kill) + blind
            }
        }
    }

    /// Expected number of warheads that come through; the same in both readings.
    ///
    /// W·(1 − `K_w`).
    /// Source: mean of the distributions of [`Self::leak_probability`].
    ///
    /// ```
    /// use powderkeg_models::missile_defence::{Shield, TrackFailure};
    /// let shield =
    ///     Shield { track: 0.8, single_shot: 0.5, shots: 4.0, failure: TrackFailure::Independent };
    /// assert_eq!(shield.expected_leakers(20), 5.0);
    /// ```
    #[must_use]
    pub fn expected_leakers(&self, warheads: u32) -> f64 {
        f64::from(warheads) * (1.0 - kill_probability(self.track, self.single_shot, self.shots))
    }

    /// Deterrence margin: the probability that no more warheads come through than can be borne.
    ///
    /// M = P(x ≤ `x_tol`); `tolerable` in warheads. An input to decisions, not a forecast of war.
    /// Source: [`held_probability`] in the cases of [`Self::leak_probability`].
    ///
    /// ```
    /// use powderkeg_models::missile_defence::{Shield, TrackFailure};
    /// let shield =
    ///     Shield { track: 1.0, single_shot: 0.5, shots: 4.0, failure: TrackFailure::Independent };
    /// assert!((shield.margin(0, 20) - 0.275_059).abs() < 1e-6);
    /// ```
    #[must_use]
    pub fn margin(&self, tolerable: u32, warheads: u32) -> f64 {
        match self.failure {
            TrackFailure::Independent => held_probability(
                tolerable,
                warheads,
                kill_probability(self.track, self.single_shot, self.shots),
            ),
            TrackFailure::CommonMode => {
                let kill = salvo_kill_probability(self.single_shot, self.shots);
                let blind = if tolerable >= warheads { 1.0 - self.track } else { 0.0 };
                self.track * held_probability(tolerable, warheads, kill) + blind
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By hand: of two warheads at one half, 1/4 leak none and 3/4 at most one.
    #[test]
    fn tolerance_runs_from_nothing_to_everything() {
        let margin = |tolerable, single_shot| {
            Shield { track: 1.0, single_shot, shots: 1.0, failure: TrackFailure::CommonMode }
                .margin(tolerable, 2)
        };
        for (tolerable, held) in [(0, 0.25), (1, 0.75), (2, 1.0), (9, 1.0)] {
            assert!((margin(tolerable, 0.5) - held).abs() < 1e-12, "{tolerable}");
        }
        assert!(margin(0, 0.0) < 1e-12);
    }

    proptest! {
        #[test]
        fn leakage_is_a_distribution_with_its_mean(
            track in 0.0..=1.0_f64, single_shot in 0.0..=1.0_f64, shots in 0.0..6.0_f64, warheads in 0_u32..400,
            tolerable in 0_u32..400,
        ) {
            for failure in [TrackFailure::Independent, TrackFailure::CommonMode] {
                let shield = Shield { track, single_shot, shots, failure };
                let shares: Vec<f64> = (0..=warheads).map(|x| shield.leak_probability(x, warheads)).collect();
                prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                let mean: f64 = shares.iter().enumerate().map(|(x, share)| x as f64 * share).sum();
                let within: f64 = shares.iter().take(tolerable as usize + 1).sum();
                prop_assert!((within - shield.margin(tolerable, warheads)).abs() < 1e-9);
                prop_assert!((mean - shield.expected_leakers(warheads)).abs() < 1e-7 * f64::from(warheads).max(1.0));
            }
        }
    }
}
