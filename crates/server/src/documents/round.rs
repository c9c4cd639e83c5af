//! Numbers as they cross the wire.

/// Four significant digits: more cannot be seen in a chart, and each costs bytes on the wire.
#[must_use]
pub(super) fn significant(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let power = 3 - libm::floor(libm::log10(value.abs())) as i32;
    let scale = libm::pow(10.0, f64::from(power.abs()));
    // Dividing by a whole power of ten gives the nearest number with a short decimal.
    let rounded =
        if power >= 0 { libm::round(value * scale) / scale } else { libm::round(value / scale) * scale };
    // At the ends of all numbers there is no room to round.
    if rounded.is_finite() { rounded } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_are_kept() {
        for (value, kept) in [
            (0.123_456, "0.1235"),
            (-1234.56, "-1235"),
            (123_456.0, "123500"),
            (0.000_012_345_6, "0.00001235"),
            (1.0, "1"),
            (0.0, "0"),
        ] {
            assert_eq!(significant(value).to_string(), kept);
        }
        for value in [f64::MAX, f64::MIN_POSITIVE, -1e300, 1e-300] {
            assert!((significant(value) / value - 1.0).abs() < 1e-3, "{value}");
        }
        assert!(significant(f64::NAN).is_nan() && significant(f64::INFINITY).is_infinite());
    }
}
