//! Strikes: strain, settlement, and how rarely they turn violent.

use crate::math::gamma_quantile;

/// Weibull shape of strike settlement: nearly constant, slightly falling hazard.
///
/// Source: Kennan 1985, Journal of Econometrics 28:5, US manufacturing 1968–1976.
pub const SETTLEMENT_SHAPE: f64 = 0.95;

/// Median duration of a strike in days, same source (computed from its coefficients).
pub const SETTLEMENT_MEDIAN_DAYS: f64 = 28.0;

/// Strain of a workforce: how far effort exceeds pay.
///
/// g = ln(effort/pay); `effort` and `pay` > 0, both relative to normal.
/// Source: effort–reward ratio, Siegrist 1996, Journal of Occupational Health Psychology 1:27, in logs.
///
/// ```
/// use powderkeg_models::labour::strain;
/// assert_eq!(strain(1.0, 1.0), 0.0);
/// assert!((strain(1.3, 0.45) - 1.060_9).abs() < 1e-4);
/// ```
#[must_use]
pub fn strain(effort: f64, pay: f64) -> f64 {
    libm::log(effort / pay)
}

/// Scale of the Weibull distribution with a given median.
///
/// λ = median/(ln 2)^(1/k); `median` in any time unit, > 0; `shape` k > 0.
/// Source: Weibull distribution.
///
/// ```
/// use powderkeg_models::labour::{SETTLEMENT_MEDIAN_DAYS, SETTLEMENT_SHAPE, settlement_share, weibull_scale};
/// let scale = weibull_scale(SETTLEMENT_MEDIAN_DAYS, SETTLEMENT_SHAPE);
/// assert!((settlement_share(0.0, 28.0, SETTLEMENT_SHAPE, scale) - 0.5).abs() < 1e-12);
/// ```
#[must_use]
pub fn weibull_scale(median: f64, shape: f64) -> f64 {
    median / libm::pow(core::f64::consts::LN_2, 1.0 / shape)
}

/// Hazard that a strike is settled now.
///
/// h(t) = (k/λ)(t/λ)^(k−1), per day; `days_out` t > 0 and `scale_days` λ > 0 in days; `shape` k > 0.
/// Infinite at t = 0 for k < 1: use [`settlement_share`] over a step.
/// Source: Kennan 1985, Journal of Econometrics 28:5 (Weibull hazard).
///
/// ```
/// use powderkeg_models::labour::settlement_hazard;
/// assert_eq!(settlement_hazard(10.0, 1.0, 40.0), 0.025);
/// ```
#[must_use]
pub fn settlement_hazard(days_out: f64, shape: f64, scale_days: f64) -> f64 {
    shape / scale_days * libm::pow(days_out / scale_days, shape - 1.0)
}

/// Hazard of settlement, integrated from the strike's beginning.
///
/// H(t) = (t/λ)^k, dimensionless; `days_out` t ≥ 0 and `scale_days` λ > 0 in days; `shape` k > 0.
/// Source: integral of [`settlement_hazard`].
///
/// ```
/// use powderkeg_models::labour::settlement_integral;
/// assert_eq!(settlement_integral(40.0, 0.95, 40.0), 1.0);
/// ```
#[must_use]
pub fn settlement_integral(days_out: f64, shape: f64, scale_days: f64) -> f64 {
    libm::pow(days_out / scale_days, shape)
}

/// Time at which the integrated hazard of settlement reaches a level.
///
/// t = λ·H^(1/k), days; `level` H ≥ 0; `shape` k > 0; `scale_days` λ > 0.
/// Source: inverse of [`settlement_integral`].
///
/// ```
/// use powderkeg_models::labour::{settlement_integral, settlement_time};
/// let level = settlement_integral(17.0, 0.95, 40.0);
/// assert!((settlement_time(level, 0.95, 40.0) - 17.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn settlement_time(level: f64, shape: f64, scale_days: f64) -> f64 {
    scale_days * libm::pow(level, 1.0 / shape)
}

/// Probability that a strike that lasts at day `from` is settled by day `to`.
///
/// 1 − exp((from/λ)^k − (to/λ)^k); all in days, 0 ≤ `from` ≤ `to`; `shape` k > 0; `scale_days` λ > 0.
/// Source: Kennan 1985, Journal of Econometrics 28:5 (Weibull hazard), integrated.
///
/// ```
/// use powderkeg_models::labour::settlement_share;
/// // without memory at k = 1
/// assert!((settlement_share(50.0, 60.0, 1.0, 10.0) - (1.0 - (-1.0_f64).exp())).abs() < 1e-12);
/// ```
#[must_use]
pub fn settlement_share(from: f64, to: f64, shape: f64, scale_days: f64) -> f64 {
    let integral = |t: f64| settlement_integral(t, shape, scale_days);
    -libm::expm1(integral(from) - integral(to))
}

/// Duration below which a share `u` of strikes is settled.
///
/// t = λ(−ln(1 − u))^(1/k), days; `u` in \[0, 1); `shape` k > 0; `scale_days` λ > 0.
/// Source: Weibull distribution.
///
/// ```
/// use powderkeg_models::labour::{settlement_quantile, weibull_scale};
/// assert!((settlement_quantile(0.5, 0.95, weibull_scale(28.0, 0.95)) - 28.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn settlement_quantile(u: f64, shape: f64, scale_days: f64) -> f64 {
    settlement_time(crate::math::exponential_quantile(u), shape, scale_days)
}

/// A rate estimated from a count, with its exact interval; all per unit of exposure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Events per exposure.
    pub estimate: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Rate of a Poisson process from a count, with the exact central interval.
///
/// n/T, with ends G⁻¹(α/2; n)/T (0 for n = 0) and G⁻¹(1 − α/2; n + 1)/T, G the unit gamma distribution
/// and α = 1 − level. `events` n; `exposure` T > 0 in any time unit; `level` in (0, 1).
/// Source: Garwood 1936, Biometrika 28:437.
///
/// ```
/// use powderkeg_models::labour::poisson_rate;
/// // Zhanaozen 2011: one outbreak in the 112 days after the dismissals
/// let rate = poisson_rate(1, 112.0, 0.95);
/// assert!((rate.estimate - 0.009).abs() < 5e-4);
/// assert!((rate.low - 0.000_2).abs() < 5e-5);
/// assert!((rate.high - 0.050).abs() < 5e-4);
/// ```
#[must_use]
pub fn poisson_rate(events: u32, exposure: f64, level: f64) -> Rate {
    let tail = 0.5 * (1.0 - level);
    let n = f64::from(events);
    let low = if events == 0 { 0.0 } else { gamma_quantile(tail, n, 1.0) };
    let high = gamma_quantile(1.0 - tail, n + 1.0, 1.0);
    Rate { estimate: n / exposure, low: low / exposure, high: high / exposure }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::poisson_quantile;

    #[test]
    fn garwood_interval_contains_what_it_should() {
        // Garwood 1936, table: limits of the mean for counts 0, 1, 10 at 95 %
        for (events, low, high) in [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390)] {
            let rate = poisson_rate(events, 1.0, 0.95);
            assert!((rate.low - low).abs() < 5e-4 && (rate.high - high).abs() < 1e-3, "{events}: {rate:?}");
            assert!(poisson_quantile(0.974, rate.low) <= u64::from(events));
            assert!(poisson_quantile(0.026, rate.high) >= u64::from(events));
        }
    }

    #[test]
    fn hazard_is_the_slope_of_the_settled_share() {
        let scale = weibull_scale(28.0, SETTLEMENT_SHAPE);
        for day in [1.0, 10.0, 100.0] {
            let slope = settlement_share(day, day + 1e-6, SETTLEMENT_SHAPE, scale) / 1e-6;
            let hazard = settlement_hazard(day, SETTLEMENT_SHAPE, scale);
            assert!((slope / hazard - 1.0).abs() < 1e-5, "day {day}: {slope} {hazard}");
        }
    }
}
