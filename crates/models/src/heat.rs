//! Demand for heating gas by outdoor temperature: the standard load profiles of the German gas trade.

use crate::math::power;

/// Shape of one customer group's demand against temperature.
///
/// Source: BDEW/VKU/GEODE guideline on standard load profiles for gas, after Hellwig 2003 (TU Munich);
/// factors as tabulated in demandlib 0.2.2 (`validation/data/heat`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeatProfile {
    /// Height of the sigmoid, relative to demand at 8 °C.
    pub a: f64,
    /// Position of the sigmoid, °C relative to 40 °C; negative.
    pub b: f64,
    /// Steepness of the sigmoid, dimensionless.
    pub c: f64,
    /// Demand that does not depend on temperature (hot water), relative to demand at 8 °C.
    pub d: f64,
}

/// Blocks of flats, all building ages mixed (type MFH, building class 11, not windy).
pub const MIXED_HOUSEHOLD: HeatProfile =
    HeatProfile { a: 2.387_761_8, b: -34.721_360_5, c: 5.816_430_4, d: 0.146_093_6 };

/// Detached houses, all building ages mixed (type EFH, building class 11, not windy).
pub const DETACHED_HOUSEHOLD: HeatProfile =
    HeatProfile { a: 3.046_969_5, b: -37.183_314_1, c: 5.672_784_7, d: 0.116_315_7 };

/// Trade and services as a sum (type GHD, not windy).
pub const COMMERCE: HeatProfile =
    HeatProfile { a: 3.008_434_556, b: -36.607_845_27, c: 7.321_186_953, d: 0.154_966_031 };

/// Factors of the days of the week, Monday first, whose mean is about 1.
///
/// Source: as [`HeatProfile`]; `validation/data/heat`.
pub type WeekdayFactors = [f64; 7];

/// Households heat every day alike (types EFH and MFH).
pub const HOUSEHOLD_WEEK: WeekdayFactors = [1.0; 7];

/// Trade and services as a sum rest at the weekend (type GHD).
pub const COMMERCE_WEEK: WeekdayFactors = [1.03, 1.03, 1.02, 1.03, 1.01, 0.93, 0.94];

impl HeatProfile {
    /// Heat demand at a daily mean temperature, relative to about 8 °C.
    ///
    /// h(θ) = A / (1 + (B / (θ − 40))^C) + D; `temperature_c` in °C. From 40 °C up, where the formula
    /// has its pole, D.
    /// Source: BDEW/VKU/GEODE guideline, sigmoid function, after Hellwig 2003.
    ///
    /// ```
    /// use powderkeg_models::heat::{DETACHED_HOUSEHOLD, MIXED_HOUSEHOLD};
    /// // computed in decimal arithmetic; the profiles are about 1 at 8 °C by design
    /// assert!((MIXED_HOUSEHOLD.demand(8.0) - 1.0617926142).abs() < 1e-9);
    /// assert!((DETACHED_HOUSEHOLD.demand(8.0) - 1.0276418723).abs() < 1e-9);
    /// assert!(MIXED_HOUSEHOLD.demand(-15.0) > 2.0);
    /// ```
    #[must_use]
    pub fn demand(&self, temperature_c: f64) -> f64 {
        if temperature_c >= 40.0 {
            return self.d;
        }
        self.a / (1.0 + power(self.b / (temperature_c - 40.0), self.c)) + self.d
    }

    /// Heat demand on a day of the week.
    ///
    /// h(θ)·F; `temperature_c` in °C; `weekday` counts from Monday = 0 and wraps after 6.
    /// Source: BDEW/VKU/GEODE guideline: Q = KW·h(θ)·F, with the customer's value KW left out.
    ///
    /// ```
    /// use powderkeg_models::heat::{COMMERCE, COMMERCE_WEEK};
    /// assert_eq!(COMMERCE.demand_on(0.0, &COMMERCE_WEEK, 5), 0.93 * COMMERCE.demand(0.0));
    /// ```
    #[must_use]
    pub fn demand_on(&self, temperature_c: f64, week: &WeekdayFactors, weekday: usize) -> f64 {
        self.demand(temperature_c) * week[weekday % 7]
    }
}

/// Demand that rises in a straight line below a threshold, the trivial baseline beside the sigmoid.
///
/// (base + slope·max(θ₀ − θ, 0)) / (base + slope·(θ₀ − 8)), so that it is 1 at 8 °C. `temperature_c` and
/// `threshold_c` (> 8) in °C; `base` is the share of demand at 8 °C that does not heat, in \[0, 1\].
/// Source: heating degree days.
///
/// ```
/// use powderkeg_models::heat::degree_day_demand;
/// assert_eq!(degree_day_demand(8.0, 15.0, 0.2), 1.0);
/// assert_eq!(degree_day_demand(20.0, 15.0, 0.2), 0.2);
/// ```
#[must_use]
pub fn degree_day_demand(temperature_c: f64, threshold_c: f64, base: f64) -> f64 {
    base + (1.0 - base) * (threshold_c - temperature_c).max(0.0) / (threshold_c - 8.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demand_falls_with_temperature_to_its_floor() {
        let demands: Vec<f64> = (-40..=60).map(|t| MIXED_HOUSEHOLD.demand(f64::from(t))).collect();
        assert!(demands.is_sorted_by(|colder, warmer| colder >= warmer));
        assert_eq!(demands.last(), Some(&MIXED_HOUSEHOLD.d));
    }
}
