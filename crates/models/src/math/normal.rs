//! The normal distribution: its distribution function and its quantiles.

use super::exp;

/// Beyond this size of its argument the distribution function is left to `libm::erfc`.
const FAR: f64 = 5.656_854;

/// Up to this size the centre's rational function serves, 0.67448975 being the quartile.
const NEAR: f64 = 0.674_489_75;

/// (Φ(x) − ½)/x over x² near 0, numerator and denominator, the highest term first.
const CENTRE: ([f64; 5], [f64; 5]) = (
    [
        0.065_682_337_918_207_45,
        2.235_252_035_460_683_8,
        161.028_231_068_555_88,
        1_067.689_485_460_370_9,
        18_154.981_253_343_56,
    ],
    [1.0, 47.202_581_904_688_24, 976.098_551_737_776_7, 10_260.932_208_618_979, 45_507.789_335_026_73],
);

/// Φ(−x)/e^(−x²/2) over x, likewise.
const SHOULDER: ([f64; 9], [f64; 9]) = (
    [
        1.076_557_677_372_019_2e-8,
        0.398_941_512_088_134_66,
        8.883_149_794_388_376,
        93.506_656_132_177_85,
        597.270_276_394_800_3,
        2_494.537_585_290_372_6,
        6_848.190_450_536_283,
        11_602.651_437_647_35,
        9_842.714_838_383_978,
    ],
    [
        1.0,
        22.266_688_044_328_117,
        235.387_901_782_625,
        1_519.377_599_407_554_7,
        6_485.558_298_266_761,
        18_615.571_640_885_097,
        34_900.952_721_145_98,
        38_912.003_286_093_27,
        19_685.429_676_859_992,
    ],
);

/// Standard normal distribution function.
///
/// Φ(x); `x` in standard deviations. Relative error at most 1e-15 up to 5.6 standard deviations in the lower tail,
/// and 1e-14 beyond.
/// Source: Cody 1969, Mathematics of Computation 23:631, "Rational Chebyshev approximations for the error
/// function", in the form of Cody 1993, ACM Transactions on Mathematical Software 19:22 (SPECFUN, `anorm`).
///
/// ```
/// use powderkeg_models::math::normal_cdf;
/// // Abramowitz and Stegun, table 26.1: P(1) = 0.84134 47460 68543
/// assert!((normal_cdf(1.0) - 0.841_344_746_068_543).abs() < 1e-15);
/// ```
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    let size = x.abs();
    if size <= NEAR {
        0.5 + x * quotient(&CENTRE, x * x)
    } else if size <= FAR {
        let tail = bell(size) * quotient(&SHOULDER, size);
        if x < 0.0 { tail } else { 1.0 - tail }
    } else {
        0.5 * libm::erfc(-x / core::f64::consts::SQRT_2)
    }
}

/// e^(−x²/2) for x in \[0, 6\], nearly to the last place: the square of x rounded to 26 bits is exact, and what that
/// leaves out is so small that three terms of its series do.
fn bell(x: f64) -> f64 {
    let rounded = f64::from_bits(x.to_bits() & !0x7ff_ffff);
    let rest = (x - rounded) * (x + rounded) / 2.0;
    exp(-rounded * rounded / 2.0) * (1.0 - rest * (1.0 - rest / 2.0))
}

/// One polynomial over another, the highest terms first.
fn quotient<const N: usize>((above, below): &([f64; N], [f64; N]), x: f64) -> f64 {
    let value = |of: &[f64; N]| of.iter().fold(0.0, |sum, c| sum * x + c);
    value(above) / value(below)
}

/// Numerator and denominator of one of Wichura's rational functions, constant term first.
type Rational = ([f64; 8], [f64; 8]);

const CENTRAL_DRAWS: Rational = (
    [
        3.387_132_872_796_366_6,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
);

const FURTHER_DRAWS: Rational = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);

const TAIL_DRAWS: Rational = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
);

fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

fn rational(of: &Rational, x: f64) -> f64 {
    polynomial(&of.0, x) / polynomial(&of.1, x)
}

/// Standard normal quantile, the inverse of [`normal_cdf`].
///
/// Rational approximations of degree 7 in three regions; relative error about 1e-16. The central 85 %
/// of draws needs no transcendental function. `p` in (0, 1); −∞ at 0, +∞ at 1, NaN outside.
/// Source: Wichura 1988, Applied Statistics 37:477, algorithm AS 241 (PPND16).
///
/// ```
/// use powderkeg_models::math::normal_quantile;
/// // Wichura 1988, the check values printed with the algorithm
/// assert!((normal_quantile(0.25) + 0.674_489_750_196_081_7).abs() < 1e-15);
/// assert!((normal_quantile(0.001) + 3.090_232_306_167_814).abs() < 1e-14);
/// assert!((normal_quantile(1e-20) + 9.262_340_089_798_408).abs() < 1e-14);
/// ```
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * rational(&CENTRAL_DRAWS, 0.180_625 - q * q);
    }
    let nearer_tail = if q < 0.0 { p } else { 1.0 - p };
    if nearer_tail <= 0.0 {
        return match nearer_tail {
            0.0 => f64::INFINITY.copysign(q),
            _ => f64::NAN,
        };
    }
    let r = (-libm::log(nearer_tail)).sqrt();
    let magnitude = if r <= 5.0 { rational(&FURTHER_DRAWS, r - 1.6) } else { rational(&TAIL_DRAWS, r - 5.0) };
    magnitude.copysign(q)
}
