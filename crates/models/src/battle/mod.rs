//! Battle: who wins and what it costs, from what is known beforehand.
//!
//! A logistic regression of the attacker's win, and two linear regressions of ln(loss fraction), fitted to
//! the CAA Database of Battles (Version 1990): battles of 1600 to 1982, mostly of thousands of people and
//! one to several days. What a force of hundreds makes of it within hours is the caller's extrapolation, and
//! needs a discrepancy of its own.
//!
//! The coefficients are associations in a record that people selected. That guns come out with hardly any
//! weight does not say that guns are of no use: who must storm a strong place brings more of them.

mod coefficients;

pub use coefficients::CDB90;

use crate::math::{exp, normal_cdf, sigmoid};

/// Predictors of the winner: 1 and those of [`PREDICTORS`].
pub const WINNER: usize = 8;
/// Predictors of losses: those of the winner, three eras, and who won.
pub const LOSS: usize = WINNER + 4;

/// What the predictors of the winner are, after the constant.
pub const PREDICTORS: [&str; WINNER - 1] = [
    "ln(attackers/defenders)",
    "surprise, -3 to 3",
    "air superiority, -1 to 1",
    "defender's posture, -1 to 2",
    "ln(1 + tanks a thousand), attacker less defender",
    "ln(1 + guns a thousand), attacker less defender",
    "ln(1 + sorties a thousand), attacker less defender",
];

/// Odds of numbers count up to twenty to one: beyond that there is no record.
const MOST_ODDS: f64 = 20.0;

/// What one side is known to bring.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Side {
    /// People who fight.
    pub people: f64,
    /// Tanks. `None`: not known.
    pub tanks: Option<f64>,
    /// Guns. `None`: not known.
    pub guns: Option<f64>,
    /// Sorties of aircraft that support it with fire. `None`: not known.
    pub sorties: Option<f64>,
}

/// What is known of a battle before it begins.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Known {
    /// Who attacks.
    pub attacker: Side,
    /// Who defends.
    pub defender: Side,
    /// Surprise: 1 minor, 2 substantial, 3 complete, on the attacker's side; negative on the defender's; 0
    /// for none, and where nothing is known.
    pub surprise: f64,
    /// Air superiority: 1 the attacker's, −1 the defender's, 0 nobody's, and where nothing is known.
    pub air: f64,
    /// The defender's posture: −1 delaying or withdrawing, 0 hasty, and where nothing is known, 1 prepared,
    /// 2 fortified. What lies between is between.
    pub posture: f64,
    /// Year.
    pub year: f64,
}

/// What the fit found. Covariances treat each war as one cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficients {
    /// Log-odds of the attacker's win.
    pub winner: Linear<WINNER>,
    /// ln of the attacker's loss fraction.
    pub attacker: Linear<LOSS>,
    /// ln of the defender's.
    pub defender: Linear<LOSS>,
    /// Spread of ln losses around their means: attacker's, defender's.
    pub spread: [f64; 2],
    /// Correlation of the two.
    pub correlation: f64,
    /// How long people fought (geometric mean), hours.
    pub hours: f64,
    /// Strength of a side (geometric mean), people.
    pub people: f64,
}

/// A linear predictor with the uncertainty of its coefficients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear<const N: usize> {
    /// Coefficients.
    pub beta: [f64; N],
    /// Their covariance.
    pub covariance: [[f64; N]; N],
}

/// A normal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
}

impl<const N: usize> Linear<N> {
    /// The predictor at `x`: mean x'β, variance x'Σx.
    ///
    /// Where the record is thin, x lies far from what was seen, and the variance is large.
    #[must_use]
    pub fn at(&self, x: &[f64; N]) -> Normal {
        let mean = self.beta.iter().zip(x).map(|(b, x)| b * x).sum();
        let variance: f64 = self
            .covariance
            .iter()
            .zip(x)
            .map(|(row, xi)| xi * row.iter().zip(x).map(|(c, xj)| c * xj).sum::<f64>())
            .sum();
        Normal { mean, sd: variance.max(0.0).sqrt() }
    }
}

/// Predictors of the winner.
///
/// The era is not among them: what it adds comes from the battles since 1946, nearly all of them one army's.
/// Terrain and the width of the front carry nothing to wars not seen; for the night there is no column.
///
/// Weapons count for each thousand people, by ln(1 + weapons/thousand) of the attacker less that of the
/// defender. The thousands are the geometric mean of both sides, so that more people do not make their
/// own weapons fewer. If either side's number is not known, the balance is even: in the record a missing number of
/// guns tells who lost (they were counted when taken), so a blank may not count as none.
#[must_use]
pub fn winner_predictors(known: &Known) -> [f64; WINNER] {
    let (a, d) = (&known.attacker, &known.defender);
    let most = libm::log(MOST_ODDS);
    let people = (a.people.max(1.0) * d.people.max(1.0)).sqrt();
    let balance = |attacker, defender| balance(attacker, defender, people);
    [
        1.0,
        libm::log(a.people.max(1.0) / d.people.max(1.0)).clamp(-most, most),
        known.surprise.clamp(-3.0, 3.0),
        known.air.clamp(-1.0, 1.0),
        known.posture.clamp(-1.0, 2.0),
        balance(a.tanks, d.tanks),
        balance(a.guns, d.guns),
        balance(a.sorties, d.sorties),
    ]
}

/// Predictors of losses, given who won.
#[must_use]
pub fn loss_predictors(known: &Known, attacker_wins: bool) -> [f64; LOSS] {
    let mut x = [0.0; LOSS];
    x[..WINNER].copy_from_slice(&winner_predictors(known));
    for (x, since) in x[WINNER..].iter_mut().zip([1900.0, 1919.0, 1946.0]) {
        *x = f64::from(u8::from(known.year >= since));
    }
    x[LOSS - 1] = if attacker_wins { 1.0 } else { -1.0 };
    x
}

fn balance(attacker: Option<f64>, defender: Option<f64>, people: f64) -> f64 {
    let density = |weapons: f64| libm::log1p(1000.0 * weapons.max(0.0) / people);
    match (attacker, defender) {
        (Some(a), Some(d)) => density(a) - density(d),
        (None, _) | (_, None) => 0.0,
    }
}

impl Coefficients {
    /// Log-odds of the attacker's win, with the uncertainty of the coefficients.
    #[must_use]
    pub fn log_odds(&self, known: &Known) -> Normal {
        self.winner.at(&winner_predictors(known))
    }

    /// ln of the loss fractions of attacker and defender, given who won: spread and uncertainty together.
    ///
    /// ```
    /// use powderkeg_models::battle::{CDB90, Known, Side};
    /// let side = |people| Side { people, ..Side::default() };
    /// let known = Known { attacker: side(15_000.0), defender: side(10_000.0), year: 1943.0, ..Known::default() };
    /// let [won, lost] = [true, false].map(|wins| CDB90.losses(&known, wins));
    /// assert!(won[0].mean < lost[0].mean && won[1].mean > lost[1].mean);
    /// ```
    #[must_use]
    pub fn losses(&self, known: &Known, attacker_wins: bool) -> [Normal; 2] {
        let x = loss_predictors(known, attacker_wins);
        [(&self.attacker, self.spread[0]), (&self.defender, self.spread[1])].map(|(linear, spread)| {
            let at = linear.at(&x);
            Normal { mean: at.mean, sd: (at.sd * at.sd + spread * spread).sqrt() }
        })
    }
}

/// Probability of a win if its log-odds are normal: the mean of σ over the distribution.
///
/// ∫ σ(μ + s·z) φ(z) dz, by the trapezoidal rule over |z| ≤ 8, whose error for such a smooth integrand is
/// below 1e-9. `log_odds` dimensionless; the result lies in (0, 1), and nearer to 1/2 the wider the odds.
///
/// ```
/// use powderkeg_models::battle::{Normal, win_probability};
/// assert!((win_probability(Normal { mean: 1.0, sd: 0.0 }) - 0.731_058_578_630_005).abs() < 1e-9);
/// assert_eq!(win_probability(Normal { mean: 0.0, sd: 3.0 }), 0.5);
/// ```
#[must_use]
pub fn win_probability(log_odds: Normal) -> f64 {
    const STEP: f64 = 0.125;
    let (mut sum, mut weights) = (sigmoid(log_odds.mean), 1.0);
    for k in 1..=64 {
        let z = f64::from(k) * STEP;
        let weight = exp(-0.5 * z * z);
        let pair = sigmoid(log_odds.mean + log_odds.sd * z) + sigmoid(log_odds.mean - log_odds.sd * z);
        sum += weight * pair;
        weights += 2.0 * weight;
    }
    sum / weights
}

/// Share of a mixture of two normals below `x`: `p` of the first, the rest of the second.
#[must_use]
pub fn mixture_cdf(p: f64, normals: [Normal; 2], x: f64) -> f64 {
    let [first, second] = normals.map(|normal| normal_cdf((x - normal.mean) / normal.sd));
    p * first + (1.0 - p) * second
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(people: f64) -> Side {
        Side { people, tanks: Some(0.0), guns: Some(0.0), sorties: Some(0.0) }
    }

    fn raid() -> Known {
        Known { attacker: side(300.0), defender: side(550.0), year: 2015.0, ..Known::default() }
    }

    fn probability(known: &Known) -> f64 {
        win_probability(CDB90.log_odds(known))
    }

    #[test]
    fn what_should_help_helps() {
        let base = probability(&raid());
        let gunships = Side { sorties: Some(4.0), ..side(300.0) };
        let armoured = Side { tanks: Some(10.0), ..side(550.0) };
        let more_armoured = Side { people: 1100.0, ..armoured };
        for better in [
            Known { attacker: side(600.0), ..raid() },
            Known { surprise: 3.0, ..raid() },
            Known { air: 1.0, ..raid() },
            Known { attacker: gunships, ..raid() },
        ] {
            assert!(probability(&better) > base, "{better:?}");
        }
        for worse in [Known { posture: 2.0, ..raid() }, Known { defender: armoured, ..raid() }] {
            assert!(probability(&worse) < base, "{worse:?}");
        }
        // People are no burden to those who have tanks.
        let against = |defender| probability(&Known { defender, ..raid() });
        assert!(against(more_armoured) < against(armoured));
    }

    #[test]
    fn what_is_not_known_of_one_side_tells_nothing() {
        let blank = Known { attacker: Side { guns: None, ..side(300.0) }, ..raid() };
        let other = Known { defender: Side { guns: Some(500.0), ..side(550.0) }, ..blank };
        assert_eq!(winner_predictors(&blank), winner_predictors(&other));
    }

    #[test]
    fn extrapolation_is_wider() {
        let even = Known { attacker: side(600.0), defender: side(550.0), ..raid() };
        let thin = Known { surprise: 3.0, attacker: side(60.0), ..even };
        assert!(CDB90.log_odds(&thin).sd > 1.5 * CDB90.log_odds(&even).sd);
        assert!(CDB90.losses(&thin, true)[1].sd > CDB90.losses(&even, true)[1].sd);
    }

    proptest! {
        #[test]
        fn any_case_has_a_forecast(
            people in prop::array::uniform2(0.0..1e7_f64), weapons in prop::array::uniform6(0.0..1e6_f64),
            surprise in -9.0..9.0_f64, air in -2.0..2.0_f64, posture in -5.0..5.0_f64, year in 0.0..3000.0_f64,
        ) {
            let side = |at: usize| Side {
                people: people[at],
                tanks: Some(weapons[3 * at]),
                guns: Some(weapons[3 * at + 1]),
                sorties: Some(weapons[3 * at + 2]),
            };
            let known = Known { attacker: side(0), defender: side(1), surprise, air, posture, year };
            let p = probability(&known);
            prop_assert!(p > 0.0 && p < 1.0, "{p}");
            for normal in CDB90.losses(&known, true) {
                prop_assert!(normal.mean.is_finite() && normal.sd > 0.0 && normal.sd.is_finite());
            }
        }
    }
}
