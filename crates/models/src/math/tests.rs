//! The quantiles against statrs, and laws that hold for any argument.

use super::*;
use proptest::prelude::*;
use statrs::distribution::{Beta, Binomial, ContinuousCDF, DiscreteCDF, Gamma, Normal, Poisson};

/// From deep in one tail to deep in the other.
const UNIFORMS: [f64; 9] = [1e-12, 1e-4, 0.025, 0.2, 0.5, 0.81, 0.975, 0.9999, 1.0 - 1e-9];

fn assert_close(found: f64, wanted: f64, relative: f64) {
    assert!((found - wanted).abs() <= relative * wanted.abs().max(1e-300), "{found} is not {wanted}");
}

#[test]
fn normal_quantile_agrees_with_statrs_and_inverts_the_cdf() {
    let oracle = Normal::standard();
    for u in UNIFORMS {
        assert_close(normal_quantile(u), oracle.inverse_cdf(u), 1e-9);
        assert_close(normal_cdf(normal_quantile(u)), u, 1e-12);
    }
    assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal_quantile(1.0), f64::INFINITY);
    assert!(normal_quantile(1.5).is_nan() && normal_quantile(f64::NAN).is_nan());
}

/// How many numbers lie between two.
fn ulps(found: f64, wanted: f64) -> u64 {
    found.to_bits().abs_diff(wanted.to_bits())
}

#[test]
fn exp_agrees_with_libm_to_a_unit_in_the_last_place() {
    // Steps that share no period with the table's.
    for step in -145_000..=145_000 {
        let x = f64::from(step) * 0.004_937_213_9;
        assert!(ulps(exp(x), libm::exp(x)) <= 1, "e^{x} is {}, not {}", exp(x), libm::exp(x));
    }
    let ends =
        [0.0, -0.0, 5e-324, 1e-17, -1e-17, 699.999, 700.0, -700.0, 709.78, 709.79, -708.4, -745.1, -745.2];
    for x in ends.into_iter().chain([f64::MAX, f64::MIN, f64::INFINITY, f64::NEG_INFINITY]) {
        assert!(ulps(exp(x), libm::exp(x)) <= 1, "e^{x} is {}, not {}", exp(x), libm::exp(x));
    }
    assert!(exp(f64::NAN).is_nan());
}

#[test]
fn normal_cdf_agrees_with_erfc_deep_into_its_tails() {
    for step in -10_000..=10_000 {
        let x = f64::from(step) * 0.003_7;
        // Its argument, rounded, costs erfc about x²/2 units in the last place.
        assert_close(
            normal_cdf(x),
            0.5 * libm::erfc(-x / core::f64::consts::SQRT_2),
            1e-15 + x * x * 1.2e-16,
        );
    }
    assert_eq!((normal_cdf(f64::NEG_INFINITY), normal_cdf(0.0), normal_cdf(f64::INFINITY)), (0.0, 0.5, 1.0));
    assert!(normal_cdf(f64::NAN).is_nan());
    // mpmath, to fifty digits.
    assert_close(normal_cdf(-2.0), 0.022_750_131_948_179_21, 1e-15);
    assert_close(normal_cdf(-5.0), 2.866_515_718_791_939e-7, 1e-15);
}

#[test]
fn power_agrees_with_the_exact_one() {
    for (x, y) in [(0.3, -4.2), (1.0, 7.0), (2.5, 0.0), (0.999, 12.0), (1e-9, 0.3), (37.7, -7.69)] {
        assert_close(power(x, y), libm::pow(x, y), 1e-14);
    }
    assert_eq!(power(0.0, 2.0), 0.0);
}

#[test]
fn beta_quantile_agrees_with_statrs() {
    let shapes = [(0.5, 13.5), (8.0, 3.0), (0.5, 0.5), (1.0, 4.0), (30.0, 70.0), (0.1, 2.0), (400.0, 2.0)];
    for (a, b) in shapes {
        let oracle = Beta::new(a, b).unwrap();
        for u in UNIFORMS {
            let x = beta_quantile(u, a, b);
            assert_close(beta_cdf(x, a, b), oracle.cdf(x), 1e-9);
            // Where x rounds to 1, its own last bit hides more probability than the tolerance.
            if x < 1.0 - 1e-9 {
                assert_close(oracle.cdf(x), u, 1e-9);
            }
        }
    }
}

#[test]
fn gamma_quantile_agrees_with_statrs() {
    for shape in [0.05, 0.5, 1.0, 2.5, 30.0, 2000.0] {
        let oracle = Gamma::new(shape, 0.25).unwrap();
        for u in UNIFORMS {
            assert_close(oracle.cdf(gamma_quantile(u, shape, 4.0)), u, 1e-9);
        }
    }
}

#[test]
fn count_quantiles_agree_with_statrs() {
    for mean in [0.01, 0.7, 4.0, 99.0, 101.0, 5000.0] {
        let oracle = Poisson::new(mean).unwrap();
        for u in UNIFORMS {
            assert_is_quantile(poisson_quantile(u, mean), u, |k| oracle.cdf(k));
        }
    }
    for (n, p) in [(1, 0.3), (20, 0.5), (550, 0.02), (550, 0.97), (5000, 0.4), (100_000, 0.6)] {
        let oracle = Binomial::new(p, n).unwrap();
        for u in UNIFORMS {
            assert_is_quantile(binomial_quantile(u, n, p), u, |k| oracle.cdf(k));
        }
    }
}

fn assert_is_quantile(k: u64, u: f64, cdf: impl Fn(u64) -> f64) {
    assert!(cdf(k) >= u - 1e-10, "P(X <= {k}) = {} < {u}", cdf(k));
    assert!(k == 0 || cdf(k - 1) < u + 1e-10, "P(X <= {k} - 1) = {} >= {u}", cdf(k - 1));
}

proptest! {
    #[test]
    fn sigmoid_and_logit_are_inverse(x in -30.0..30.0_f64) {
        prop_assert!((logit(sigmoid(x)) - x).abs() <= 1e-3 * x.abs().max(1e-9));
        prop_assert!((sigmoid(x) + sigmoid(-x) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn two_short_relaxations_make_a_long_one(
        value in -9.0..9.0_f64, target in -9.0..9.0_f64, tau in 0.1..100.0_f64,
        first in 0.0..50.0_f64, second in 0.0..50.0_f64,
    ) {
        let at_once = relax(value, target, tau, first + second);
        let in_two = relax(relax(value, target, tau, first), target, tau, second);
        prop_assert!((at_once - in_two).abs() < 1e-12);
        prop_assert!((ewma_step(value, target, tau, first) - relax(value, target, tau, first)).abs() < 1e-12);
    }

    #[test]
    fn quantiles_do_not_fall(u in 0.0..1.0_f64, v in 0.0..1.0_f64, p in 0.0..1.0_f64, mean in 0.0..300.0_f64) {
        let (low, high) = if u < v { (u, v) } else { (v, u) };
        prop_assert!(normal_quantile(low) <= normal_quantile(high));
        prop_assert!(triangular_quantile(low, -1.0, 0.5, 2.0) <= triangular_quantile(high, -1.0, 0.5, 2.0));
        prop_assert!(beta_quantile(low, 0.7, 3.0) <= beta_quantile(high, 0.7, 3.0) + 1e-14);
        prop_assert!(gamma_quantile(low, 0.7, 3.0) <= gamma_quantile(high, 0.7, 3.0) * (1.0 + 1e-14));
        prop_assert!(poisson_quantile(low, mean) <= poisson_quantile(high, mean));
        prop_assert!(binomial_quantile(low, 300, p) <= binomial_quantile(high, 300, p));
    }

    #[test]
    fn odd_arguments_end(u in any::<f64>(), a in any::<f64>(), b in any::<f64>(), n in 0_u64..1_000_000) {
        let _ = (normal_quantile(u), beta_quantile(u, a, b), gamma_quantile(u, a, b));
        let _ = (poisson_quantile(u, a.abs().min(1e6)), binomial_quantile(u, n, b));
        let _ = (beta_cdf(u, a, b), gamma_cdf(a, u));
    }
}
