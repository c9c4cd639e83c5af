//! How easily chance alone would have done it.

/// The probability of `held` or more out of `of`, each with probability `p`: the upper tail of the binomial
/// distribution, summed.
///
/// ```
/// use powderkeg_study::significance::binomial_tail;
/// // By hand: 4 or 5 heads of 5 are 6 of 32.
/// assert!((binomial_tail(4, 5, 0.5) - 6.0 / 32.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn binomial_tail(held: u32, of: u32, p: f64) -> f64 {
    if held == 0 || p >= 1.0 {
        return 1.0;
    }
    if p <= 0.0 {
        return 0.0;
    }
    let ln_factorial = |n: u32| libm::lgamma(f64::from(n) + 1.0);
    let (ln_p, ln_q, ln_all) = (libm::log(p), libm::log1p(-p), ln_factorial(of));
    let term = |k: u32| {
        let ways = ln_all - ln_factorial(k) - ln_factorial(of - k);
        libm::exp(ways + f64::from(k) * ln_p + f64::from(of - k) * ln_q)
    };
    (held..=of).map(term).sum::<f64>().min(1.0)
}

/// Two-sided exact test of pairs that changed: `up` one way, `down` the other, both as likely if nothing is behind it
/// (`McNemar` 1947, Psychometrika 12:153, in its exact form). 1 where none did.
///
/// ```
/// use powderkeg_study::significance::sign_test;
/// // By hand: 5 of 5 one way, 2 · 1/32.
/// assert!((sign_test(5, 0) - 0.0625).abs() < 1e-12 && sign_test(0, 0) == 1.0);
/// ```
#[must_use]
pub fn sign_test(up: u32, down: u32) -> f64 {
    (2.0 * binomial_tail(up.max(down), up + down, 0.5)).min(1.0)
}

/// Two-sided test of a mean so many standard errors away from 0, taken as normal.
///
/// ```
/// use powderkeg_study::significance::normal_test;
/// assert!((normal_test(-1.959_964) - 0.05).abs() < 1e-6);
/// ```
#[must_use]
pub fn normal_test(errors: f64) -> f64 {
    libm::erfc(errors.abs() / std::f64::consts::SQRT_2)
}

/// Which of several findings stand if at most the share `rate` of those that do may be chance: Benjamini and Hochberg
/// 1995, Journal of the Royal Statistical Society B 57:289, procedure (1).
///
/// ```
/// use powderkeg_study::significance::stand;
/// // With four tests, thresholds at 5 % are 0.0125, 0.025, 0.0375 and 0.05.
/// assert_eq!(stand(&[0.02, 0.9, 0.001, 0.2], 0.05), [true, false, true, false]);
/// // 0.03 would not stand alone, but does beside three others.
/// assert_eq!(stand(&[0.03, 0.02, 0.01, 0.04], 0.05), [true; 4]);
/// ```
#[must_use]
pub fn stand(p_values: &[f64], rate: f64) -> Vec<bool> {
    let mut sorted = p_values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let last = (0..sorted.len()).rev().find(|&rank| sorted[rank] <= rate * (rank + 1) as f64 / count);
    let threshold = last.map(|rank| sorted[rank]);
    p_values.iter().map(|&p| threshold.is_some_and(|threshold| p <= threshold)).collect()
}
