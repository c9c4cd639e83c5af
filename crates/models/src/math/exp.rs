//! The exponential function, of which a run takes ten thousand.

/// Steps to an octave of the table.
const STEPS: usize = 128;

/// log2 of [`STEPS`].
const STEP_BITS: u32 = STEPS.trailing_zeros();

/// 2^(i/[`STEPS`]) for each step of an octave: the nearest `f64`, and what it leaves out as a share of it.
static POWERS: [(f64, f64); STEPS] = powers();

/// One, as the table is worked out: whole numbers in units of 2^−63.
const ONE: u128 = 1 << 63;

/// The table, from the roots 2^(1/2), 2^(1/4), … by products, good to 2^−58.
const fn powers() -> [(f64, f64); STEPS] {
    let mut powers = [(1.0, 0.0); STEPS];
    let mut step = 1;
    while step < STEPS {
        let exact = power_of_two(step);
        let nearest = exact as f64;
        let rest = exact as i128 - nearest as i128;
        powers[step] = (nearest / ONE as f64, rest as f64 / nearest);
        step += 1;
    }
    powers
}

/// 2^(step/[`STEPS`]) in units of 2^−63: the product of those roots that `step` has bits for.
const fn power_of_two(step: usize) -> u128 {
    let (mut product, mut root) = (ONE, 2 * ONE);
    let mut bit = STEPS / 2;
    while bit > 0 {
        root = (root * ONE).isqrt();
        if step & bit != 0 {
            product = (product * root + ONE / 2) >> 63;
        }
        bit /= 2;
    }
    product
}

/// e^x, to within one unit in the last place: half the cost of `libm::exp`.
///
/// With x = (128 m + i) ln 2/128 + r, |r| ≤ ln 2/256, it is 2^m · 2^(i/128) · e^r: the first is an exponent, the
/// second stands in a table, and five terms of its series give the third to 2^−60.
/// Source: Tang 1989, ACM Transactions on Mathematical Software 15:144, "Table-driven implementation of the
/// exponential function".
///
/// ```
/// use powderkeg_models::math::exp;
/// assert_eq!(exp(0.0), 1.0);
/// assert_eq!(exp(1.0), core::f64::consts::E);
/// assert_eq!(exp(-1000.0), 0.0);
/// ```
#[must_use]
pub fn exp(x: f64) -> f64 {
    // Only near the ends does 2^m leave the range of normal numbers.
    if x.abs() < 700.0 { exp_within(x) } else { libm::exp(x) }
}

#[inline]
fn exp_within(x: f64) -> f64 {
    /// Adding it rounds to the nearest whole number, whose bits are then the lowest.
    const ROUND: f64 = 1.5 / f64::EPSILON;
    /// ln 2/128 to 32 bits, so that its multiples are exact, and the rest.
    const COARSE: f64 = 0.005_415_212_346_633_78;
    const FINE: f64 = 1.490_792_913_492_646_6e-12;
    let rounded = x * (STEPS as f64 / std::f64::consts::LN_2) + ROUND;
    let steps = rounded - ROUND;
    let count = rounded.to_bits();
    let r = (x - steps * COARSE) - steps * FINE;
    let (power, rest) = POWERS[count as usize % STEPS];
    let square = r * r;
    let series = (0.5 + r * (1.0 / 6.0)) + square * (1.0 / 24.0 + r * (1.0 / 120.0));
    // Multiplies by 2^m: adds to the exponent.
    let scale = f64::from_bits(power.to_bits().wrapping_add(count >> STEP_BITS << 52));
    scale + scale * (rest + r + square * series)
}
