//! Elementary functions of probability and relaxation used by every domain.
//!
//! Every sampler is an inverse distribution function of one uniform, so that runs which share their
//! uniforms stay comparable draw by draw.

mod exp;
mod normal;

pub use exp::exp;
pub use normal::{normal_cdf, normal_quantile};

/// Logistic function.
///
/// σ(x) = 1 / (1 + e^−x); `x` is dimensionless, the result lies in \[0, 1\].
/// Source: standard definition; computed in the form that cannot overflow.
///
/// ```
/// use powderkeg_models::math::sigmoid;
/// assert_eq!(sigmoid(0.0), 0.5);
/// assert!((sigmoid(2.0) - 0.880_797_077_977_882_3).abs() < 1e-15);
/// ```
#[must_use]
pub fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + exp(-x))
    } else {
        let e = exp(x);
        e / (1.0 + e)
    }
}

/// Log-odds of a probability, the inverse of [`sigmoid`].
///
/// logit(p) = ln(p / (1 − p)); `p` in (0, 1). Gives −∞ at 0, +∞ at 1 and NaN outside.
/// Source: standard definition.
///
/// ```
/// use powderkeg_models::math::logit;
/// assert!((logit(0.9) - 9.0_f64.ln()).abs() < 1e-15);
/// ```
#[must_use]
pub fn logit(p: f64) -> f64 {
    libm::log(p) - libm::log1p(-p)
}

/// A power of a positive number, x^y = exp(y ln x), to within about |y ln x| units in the last place:
/// half the cost of `libm::pow`, which is exact to the last. 0 for x ≤ 0.
///
/// ```
/// use powderkeg_models::math::power;
/// assert!((power(2.0, 0.5) - core::f64::consts::SQRT_2).abs() < 1e-15);
/// ```
#[must_use]
pub fn power(x: f64, y: f64) -> f64 {
    if x > 0.0 { exp(y * libm::log(x)) } else { 0.0 }
}

/// Relaxes a value towards a target for a time, exactly.
///
/// v(t + dt) = target + (v − target)·e^(−dt/τ), the solution of dv/dt = (target − v)/τ.
/// `value` and `target` share a unit, as do `tau` (> 0; ∞ means never) and `dt` (≥ 0).
/// Source: solution of the linear equation.
///
/// ```
/// use powderkeg_models::math::relax;
/// assert!((relax(1.0, 0.0, 10.0, 10.0) - (-1.0_f64).exp()).abs() < 1e-15);
/// assert_eq!(relax(1.0, 0.0, 10.0, 0.0), 1.0);
/// ```
#[must_use]
pub fn relax(value: f64, target: f64, tau: f64, dt: f64) -> f64 {
    target + (value - target) * exp(-dt / tau)
}

/// One step of an exponentially weighted moving average over an input held constant for the step.
///
/// m(t + dt) = m + (x − m)·(1 − e^(−dt/τ)). `value` and `input` share a unit, as do `tau` (> 0) and
/// `dt` (≥ 0). The result stays between `value` and `input`.
/// Source: exact discretisation of the first-order low-pass filter.
///
/// ```
/// use powderkeg_models::math::ewma_step;
/// assert!((ewma_step(0.0, 1.0, 10.0, 10.0) - (1.0 - (-1.0_f64).exp())).abs() < 1e-15);
/// ```
#[must_use]
pub fn ewma_step(value: f64, input: f64, tau: f64, dt: f64) -> f64 {
    value - (input - value) * libm::expm1(-dt / tau)
}

/// Probability of at least one event of a Poisson process in a time.
///
/// P = 1 − e^(−rate·dt); `rate` in 1/time (≥ 0), `dt` in the same time (≥ 0).
/// Source: Poisson process.
///
/// ```
/// use powderkeg_models::math::probability_in;
/// assert!((probability_in(0.01, 1.0) - 0.009_950_166_250_831_947).abs() < 1e-17);
/// ```
#[must_use]
pub fn probability_in(rate: f64, dt: f64) -> f64 {
    -libm::expm1(-rate * dt)
}

/// Quantile of the unit exponential distribution.
///
/// x = −ln(1 − u); `u` in \[0, 1); multiply by the mean.
/// Source: inverse of the distribution function.
///
/// ```
/// use powderkeg_models::math::exponential_quantile;
/// assert!((exponential_quantile(0.5) - core::f64::consts::LN_2).abs() < 1e-15);
/// ```
#[must_use]
pub fn exponential_quantile(u: f64) -> f64 {
    -libm::log1p(-u)
}

/// Log-normal value at a normal score.
///
/// x = median·e^(σ z); `z` a standard normal score, `median` in the quantity's unit (> 0), `sigma` the
/// standard deviation of ln x (≥ 0).
/// Source: definition of the distribution.
///
/// ```
/// use powderkeg_models::math::lognormal;
/// assert_eq!(lognormal(0.0, 0.006, 0.8), 0.006);
/// assert!((lognormal(1.0, 2.0, 1.0) - 2.0 * core::f64::consts::E).abs() < 1e-14);
/// ```
#[must_use]
pub fn lognormal(z: f64, median: f64, sigma: f64) -> f64 {
    median * exp(sigma * z)
}

/// Quantile of the triangular distribution.
///
/// x = a + √(u(b−a)(m−a)) below the mode, b − √((1−u)(b−a)(b−m)) above. `u` in \[0, 1\];
/// `a` ≤ `m` ≤ `b` are minimum, mode and maximum in one unit.
/// Source: inverse of the distribution function.
///
/// ```
/// use powderkeg_models::math::triangular_quantile;
/// assert_eq!(triangular_quantile(0.5, 0.0, 1.0, 2.0), 1.0);
/// assert_eq!(triangular_quantile(0.25, 3.0, 3.0, 3.0), 3.0);
/// ```
#[must_use]
pub fn triangular_quantile(u: f64, a: f64, m: f64, b: f64) -> f64 {
    let width = b - a;
    if u * width <= m - a {
        a + (u * width * (m - a)).sqrt()
    } else {
        b - ((1.0 - u) * width * (b - m)).sqrt()
    }
}

/// Iterations after which a continued fraction, a series or a root search stops; each converges in far
/// fewer for the arguments the project has, and stopping is better than hanging on absurd ones.
const ITERATION_LIMIT: usize = 500;

/// Regularised incomplete beta function, the distribution function of the beta distribution.
///
/// `I_x(a, b)` by the continued fraction, evaluated on the side where it converges fast.
/// `x` in \[0, 1\]; `a`, `b` > 0, dimensionless.
/// Source: Abramowitz and Stegun 1964, eq. 26.5.8, evaluated by Lentz's method.
///
/// ```
/// use powderkeg_models::math::beta_cdf;
/// // Bin(5, 0.3): P(X >= 2) = I_0.3(2, 4) = 0.47178
/// assert!((beta_cdf(0.3, 2.0, 4.0) - 0.47178).abs() < 1e-12);
/// ```
#[must_use]
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    beta_cdf_scaled(x, a, b, ln_beta(a, b))
}

/// [`beta_cdf`] with ln B(a, b) at hand, which costs most of it.
fn beta_cdf_scaled(x: f64, a: f64, b: f64, ln_scale: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = exp(a * libm::log(x) + b * libm::log1p(-x) - ln_scale);
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(x, a, b) / a
    } else {
        1.0 - front * beta_fraction(1.0 - x, b, a) / b
    }
}

fn ln_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

fn away_from_zero(x: f64) -> f64 {
    if x.abs() < 1e-300 { 1e-300 } else { x }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for k in 1..ITERATION_LIMIT {
        let m = k as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction
}

/// Regularised lower incomplete gamma function, the distribution function of the unit-scale gamma
/// distribution.
///
/// P(a, x) by its series for x < a + 1, else 1 − Q(a, x) by the continued fraction. `a` in (0, 1e6\],
/// `x` ≥ 0; beyond that `a` the expansions are cut off and lose precision.
/// Source: Abramowitz and Stegun 1964, eqs. 6.5.29 and 6.5.31.
///
/// ```
/// use powderkeg_models::math::gamma_cdf;
/// assert!((gamma_cdf(1.0, 2.0) - (1.0 - (-2.0_f64).exp())).abs() < 1e-15);
/// ```
#[must_use]
pub fn gamma_cdf(a: f64, x: f64) -> f64 {
    gamma_cdf_scaled(a, x, libm::lgamma(a))
}

/// [`gamma_cdf`] with ln Γ(a) at hand.
fn gamma_cdf_scaled(a: f64, x: f64, ln_gamma: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x == f64::INFINITY {
        return 1.0;
    }
    let front = exp(a * libm::log(x) - x - ln_gamma);
    if x < a + 1.0 { front * gamma_series(a, x) } else { 1.0 - front * gamma_fraction(a, x) }
}

/// Near x = a both expansions need some multiple of √a terms.
fn gamma_iteration_limit(a: f64) -> usize {
    ITERATION_LIMIT + (10.0 * a.sqrt()).min(1e4) as usize
}

fn gamma_series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    for k in 1..gamma_iteration_limit(a) {
        term *= x / (a + k as f64);
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / away_from_zero(b);
    let mut fraction = d;
    for k in 1..gamma_iteration_limit(a) {
        let k = k as f64;
        let term = k * (a - k);
        b += 2.0;
        d = 1.0 / away_from_zero(term * d + b);
        c = away_from_zero(b + term / c);
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction
}

/// Finds x in `[low, high]` with cdf(x) = u by Newton's method, halving the bracket whenever a step
/// would leave it.
fn solve_quantile(
    u: f64,
    bracket: (f64, f64),
    start: f64,
    cdf: impl Fn(f64) -> f64,
    ln_density: impl Fn(f64) -> f64,
) -> f64 {
    let (mut low, mut high) = bracket;
    let mut x = start.clamp(low, high);
    for _ in 0..200 {
        let excess = cdf(x) - u;
        if excess > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = x - excess / exp(ln_density(x));
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        let settled = (next - x).abs() <= 1e-15 * next.abs();
        x = next;
        if settled {
            break;
        }
    }
    x
}

/// Quantile of the beta distribution.
///
/// The x with `I_x(a, b)` = u, by safeguarded Newton from the power-law start. `u` in \[0, 1\];
/// `a`, `b` > 0, dimensionless; NaN for other `a`, `b`.
/// Source: [`beta_cdf`]; own root search.
///
/// ```
/// use powderkeg_models::math::beta_quantile;
/// assert!((beta_quantile(0.5, 2.0, 2.0) - 0.5).abs() < 1e-14);
/// // uniform
/// assert!((beta_quantile(0.3, 1.0, 1.0) - 0.3).abs() < 1e-14);
/// ```
#[must_use]
pub fn beta_quantile(u: f64, a: f64, b: f64) -> f64 {
    if u.is_nan() || a.is_nan() || b.is_nan() || a <= 0.0 || b <= 0.0 {
        return f64::NAN;
    }
    if u <= 0.0 {
        return 0.0;
    }
    if u >= 1.0 {
        return 1.0;
    }
    // Near 1 the answer's distance from 1 is what matters; but 1 − u must not cost a small u its digits.
    if u > 0.5 && u > beta_cdf(0.5, a, b) {
        1.0 - smaller_beta_quantile(1.0 - u, b, a)
    } else {
        smaller_beta_quantile(u, a, b)
    }
}

fn smaller_beta_quantile(u: f64, a: f64, b: f64) -> f64 {
    let ln_scale = ln_beta(a, b);
    let power_law = exp((libm::log(u) + libm::log(a) + ln_scale) / a);
    // Below this, the power law is exact to the last bit and Newton has nothing to add.
    if power_law < 1e-17 {
        return power_law;
    }
    let ln_density = |x: f64| (a - 1.0) * libm::log(x) + (b - 1.0) * libm::log1p(-x) - ln_scale;
    solve_quantile(
        u,
        (0.0, 1.0),
        power_law.min(a / (a + b)),
        |x| beta_cdf_scaled(x, a, b, ln_scale),
        ln_density,
    )
}

/// Quantile of the gamma distribution.
///
/// The x with P(shape, x/scale) = u, by safeguarded Newton from the Wilson–Hilferty start. `u` in
/// \[0, 1); `shape` > 0 dimensionless; `scale` > 0 in the quantity's unit; mean = shape·scale.
/// Source: [`gamma_cdf`]; start from Abramowitz and Stegun 1964, eq. 26.4.17.
///
/// ```
/// use powderkeg_models::math::gamma_quantile;
/// // chi-square with 2 degrees of freedom, 95 %: 5.991
/// assert!((gamma_quantile(0.95, 1.0, 2.0) - 5.991_464_547_107_98).abs() < 1e-12);
/// ```
#[must_use]
pub fn gamma_quantile(u: f64, shape: f64, scale: f64) -> f64 {
    if u.is_nan() || shape.is_nan() || scale.is_nan() || shape <= 0.0 || scale <= 0.0 {
        return f64::NAN;
    }
    if u <= 0.0 {
        return 0.0;
    }
    if u >= 1.0 {
        return f64::INFINITY;
    }
    let ln_gamma = libm::lgamma(shape);
    let power_law = exp((libm::log(u) + libm::log(shape) + ln_gamma) / shape);
    if power_law < 1e-17 {
        return power_law * scale;
    }
    let z = normal_quantile(u);
    let ninth = 1.0 / (9.0 * shape);
    let cube_root = 1.0 - ninth + z * ninth.sqrt();
    let wilson_hilferty = shape * cube_root * cube_root * cube_root;
    let start = if cube_root > 0.1 { wilson_hilferty } else { power_law };
    let beyond = {
        let mut high = (2.0 * start).max(shape + 1.0);
        while gamma_cdf_scaled(shape, high, ln_gamma) < u && high < 1e300 {
            high *= 2.0;
        }
        high
    };
    let ln_density = |x: f64| (shape - 1.0) * libm::log(x) - x - ln_gamma;
    scale * solve_quantile(u, (0.0, beyond), start, |x| gamma_cdf_scaled(shape, x, ln_gamma), ln_density)
}

/// Expected counts up to this are inverted by adding up probabilities; beyond it the search in
/// [`search_quantile`] costs less.
const SUMMATION_MEAN: f64 = 100.0;

/// Smallest k in `0..=greatest` with cdf(k) ≥ u, by doubling steps from `start`, then bisection.
fn search_quantile(u: f64, start: f64, greatest: u64, cdf: impl Fn(u64) -> f64) -> u64 {
    let mut high = (start.max(0.0) as u64).min(greatest);
    let mut low = high;
    let mut step = 1;
    while high < greatest && cdf(high) < u {
        low = high + 1;
        high = high.saturating_add(step).min(greatest);
        step *= 2;
    }
    if low == high {
        step = 1;
        while low > 0 && cdf(low - 1) >= u {
            high = low - 1;
            low = high.saturating_sub(step);
            step *= 2;
        }
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if cdf(middle) >= u {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    high
}

/// Quantile of the Poisson distribution: the smallest count whose cumulative probability reaches `u`.
///
/// `u` in \[0, 1), `mean` ≥ 0 events. Up to a mean of 100 by adding up e^−m m^k/k!; above, by a search
/// from the normal approximation with P(X ≤ k) = 1 − P(k + 1, m). Non-decreasing in `u`. Gives 0 for a
/// mean that is negative or NaN, and at most mean + 40·√mean + 200.
/// Source: inverse of the distribution function; Abramowitz and Stegun 1964, eq. 26.4.21.
///
/// ```
/// use powderkeg_models::math::poisson_quantile;
/// // e^-1 = 0.3679, so the median of a Poisson count with mean 1 is 1
/// assert_eq!(poisson_quantile(0.36, 1.0), 0);
/// assert_eq!(poisson_quantile(0.5, 1.0), 1);
/// assert_eq!(poisson_quantile(0.5, 1000.0), 1000);
/// ```
#[must_use]
pub fn poisson_quantile(u: f64, mean: f64) -> u64 {
    if mean.is_nan() || mean <= 0.0 {
        return 0;
    }
    let greatest = (mean + 40.0 * mean.sqrt() + 200.0) as u64;
    if mean > SUMMATION_MEAN {
        let start = mean + normal_quantile(u.clamp(1e-300, 1.0 - 1e-16)) * mean.sqrt();
        return search_quantile(u, start, greatest, |k| 1.0 - gamma_cdf(k as f64 + 1.0, mean));
    }
    let mut probability = exp(-mean);
    let mut cumulative = probability;
    let mut k = 0;
    while cumulative < u && k < greatest {
        k += 1;
        probability *= mean / k as f64;
        cumulative += probability;
    }
    k
}

/// Quantile of the binomial distribution: the smallest count whose cumulative probability reaches `u`.
///
/// `u` in \[0, 1), `n` trials, `p` in \[0, 1\] (clamped). Where the rarer outcome is expected at most 100
/// times, by adding up C(n,k) p^k (1−p)^(n−k); else by a search from the normal approximation with
/// P(X ≤ k) = I_{1−p}(n − k, k + 1). Non-decreasing in `u`, except for rounding at exact steps.
/// Source: inverse of the distribution function; Abramowitz and Stegun 1964, eq. 26.5.24.
///
/// ```
/// use powderkeg_models::math::binomial_quantile;
/// // two tosses: 0 heads up to 1/4, 1 head up to 3/4
/// assert_eq!(binomial_quantile(0.24, 2, 0.5), 0);
/// assert_eq!(binomial_quantile(0.26, 2, 0.5), 1);
/// assert_eq!(binomial_quantile(0.76, 2, 0.5), 2);
/// ```
#[must_use]
pub fn binomial_quantile(u: f64, n: u64, p: f64) -> u64 {
    if p.is_nan() || p <= 0.0 {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    if p > 0.5 {
        return n - binomial_quantile(1.0 - u, n, 1.0 - p);
    }
    let trials = n as f64;
    let mean = trials * p;
    if mean > SUMMATION_MEAN {
        let deviation = (mean * (1.0 - p)).sqrt();
        let start = mean + normal_quantile(u.clamp(1e-300, 1.0 - 1e-16)) * deviation;
        return search_quantile(u, start, n, |k| beta_cdf(1.0 - p, trials - k as f64, k as f64 + 1.0));
    }
    let odds = p / (1.0 - p);
    let mut probability = exp(trials * libm::log1p(-p));
    let mut cumulative = probability;
    let mut k = 0;
    while cumulative < u && k < n && probability > 0.0 {
        k += 1;
        probability *= odds * (n - k + 1) as f64 / k as f64;
        cumulative += probability;
    }
    k
}

#[cfg(test)]
mod tests;
