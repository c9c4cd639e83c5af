//! Competing hazards: several things may happen, each at its rate, and the first of them counts.
//!
//! Rates are identified from a history only in their sums and ratios; near-duplicates add up unless
//! their total is capped.
//! Source: Kalbfleisch and Prentice 2002, The Statistical Analysis of Failure Time Data, chapter 8.

/// Share of each rate that is left where their total is capped.
///
/// min(1, cap/Λ), Λ = Σλ. `total` Λ and `cap` in one unit of 1/time, ≥ 0; 1 where nothing exceeds the
/// cap. The ratios of the rates, and so which comes first, stay as they are.
/// Source: the cap is ours: a party takes only so many decisions a day.
///
/// ```
/// use powderkeg_models::hazards::capped_share;
/// assert_eq!(capped_share(2.0, 0.5), 0.25);
/// assert_eq!(capped_share(0.2, 0.5), 1.0);
/// ```
#[must_use]
pub fn capped_share(total: f64, cap: f64) -> f64 {
    if total > cap { cap / total } else { 1.0 }
}

/// Probability that one of several hazards comes first, and within a time.
///
/// λ/Λ·(1 − e^(−Λt)): the cumulative incidence at constant rates. `rate` λ of the one and `total` Λ ≥ λ of
/// all of them in 1/time, `time` ≥ 0; 0 where the total is 0. For any time at all pass infinity.
/// Source: Kalbfleisch and Prentice 2002, section 8.2.
///
/// ```
/// use powderkeg_models::hazards::first_within;
/// // of two equal hazards each comes first in half the cases
/// assert_eq!(first_within(0.3, 0.6, f64::INFINITY), 0.5);
/// assert!((first_within(0.1, 0.4, 5.0) - 0.216_166).abs() < 1e-6);
/// ```
#[must_use]
pub fn first_within(rate: f64, total: f64, time: f64) -> f64 {
    if total > 0.0 { rate / total * crate::math::probability_in(total, time) } else { 0.0 }
}
