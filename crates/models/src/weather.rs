//! Daily temperature: a seasonal normal and an autocorrelated departure from it.

/// Seasonal normal temperature of a day.
///
/// T = mean − amplitude·cos(2π(day − coldest)/365.25). `mean_c` in °C; `amplitude_c` half the summer to
/// winter range in °C; `coldest_day` and `day_of_year` in days from 1 January.
/// Source: first harmonic of the annual cycle.
///
/// ```
/// use powderkeg_models::weather::seasonal_temperature;
/// assert!((seasonal_temperature(11.5, 14.0, 17.0, 17.0) - -2.5).abs() < 1e-12);
/// assert!((seasonal_temperature(11.5, 14.0, 17.0, 17.0 + 365.25 / 2.0) - 25.5).abs() < 1e-12);
/// ```
#[must_use]
pub fn seasonal_temperature(mean_c: f64, amplitude_c: f64, coldest_day: f64, day_of_year: f64) -> f64 {
    let phase = core::f64::consts::TAU * (day_of_year - coldest_day) / 365.25;
    mean_c - amplitude_c * libm::cos(phase)
}

/// One step of a first-order autoregression with a given stationary spread.
///
/// a′ = φ a + s√(1 − φ²) z. `previous` and `sd_stationary` (≥ 0) in one unit; `phi` the correlation of
/// consecutive steps, clamped to \[−1, 1\]; `z` a standard normal score.
/// Source: von Storch and Zwiers 1999, section 10.3.3 (variance of an AR(1) process).
///
/// ```
/// use powderkeg_models::weather::ar1;
/// assert_eq!(ar1(10.0, 0.8, 5.0, 0.0), 8.0);
/// assert!((ar1(0.0, 0.8, 5.0, 1.0) - 3.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn ar1(previous: f64, phi: f64, sd_stationary: f64, z: f64) -> f64 {
    let phi = phi.clamp(-1.0, 1.0);
    phi * previous + sd_stationary * (1.0 - phi * phi).sqrt() * z
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal_quantile;

    #[test]
    fn departures_keep_their_spread_and_correlation() {
        let n = 20_000;
        // The minimal standard generator of Park and Miller 1988.
        let mut k: u64 = 1;
        let mut value = 0.0;
        let mut values = Vec::with_capacity(n);
        for _ in 0..n {
            k = k * 16_807 % 2_147_483_647;
            let u = k as f64 / 2_147_483_647.0;
            value = ar1(value, 0.8, 5.0, normal_quantile(u));
            values.push(value);
        }
        let variance = values.iter().map(|v| v * v).sum::<f64>() / n as f64;
        let lagged = values.windows(2).map(|pair| pair[0] * pair[1]).sum::<f64>() / n as f64;
        assert!((variance.sqrt() - 5.0).abs() < 0.25, "sd {}", variance.sqrt());
        assert!((lagged / variance - 0.8).abs() < 0.02, "correlation {}", lagged / variance);
    }
}
