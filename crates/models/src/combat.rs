//! Attrition: Lanchester's laws, Hughes' salvoes, and rates and shares from the historical record.

/// Which forces make losses happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LossLaw {
    /// Losses ∝ enemy × own: unaimed fire, or single combats.
    Linear,
    /// Losses ∝ enemy: aimed fire.
    Square,
    /// Losses ∝ own: accidents, disease, exposure.
    Logarithmic,
    /// A's losses by the linear law, B's by the square law: A is hidden, B stands in the open.
    Mixed,
}

/// A rate, or a strength, of each of two sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Side A's.
    pub a: f64,
    /// Side B's.
    pub b: f64,
}

/// Losses per day of both sides.
///
/// Linear: rₐAB and `r_b`·AB; square: rₐB and `r_b`·A; logarithmic: rₐA and `r_b`·B; mixed: rₐAB and `r_b`·A.
/// `strength` in people or vehicles; `rates` are those at which each side *loses*: per day for the square
/// and logarithmic laws, per day and opponent for the linear law.
/// Source: Lanchester 1916; logarithmic Peterson 1967, Operations Research 15:557; mixed Deitchman 1962,
/// Operations Research 10:818.
///
/// ```
/// use powderkeg_models::combat::{LossLaw, Pair, losses_per_day};
/// let losses = losses_per_day(LossLaw::Square, Pair { a: 100.0, b: 50.0 }, Pair { a: 0.1, b: 0.2 });
/// assert_eq!(losses, Pair { a: 5.0, b: 20.0 });
/// ```
#[must_use]
pub fn losses_per_day(law: LossLaw, strength: Pair, rates: Pair) -> Pair {
    let (a, b) = (strength.a.max(0.0), strength.b.max(0.0));
    let (exposure_a, exposure_b) = match law {
        LossLaw::Linear => (a * b, a * b),
        LossLaw::Square => (b, a),
        LossLaw::Logarithmic => (a, b),
        LossLaw::Mixed => (a * b, a),
    };
    Pair { a: rates.a * exposure_a, b: rates.b * exposure_b }
}

/// Strengths after a time, by the deterministic law with steady reinforcement.
///
/// d(A, B)/dt = reinforcement − losses, by the classical Runge–Kutta method in `substeps` equal steps
/// (at least 1); strengths end at 0 or above. `reinforcements` per day, `days` ≥ 0.
/// Source: as [`losses_per_day`]; with reinforcements Engel 1954, Operations Research 2:163.
///
/// ```
/// use powderkeg_models::combat::{LossLaw, Pair, fight};
/// let none = Pair { a: 0.0, b: 0.0 };
/// // the square law keeps r_b·A² − r_a·B²: 50 against 30 at equal rates leaves 40
/// let end = fight(LossLaw::Square, Pair { a: 50.0, b: 30.0 }, Pair { a: 0.1, b: 0.1 }, none, 6.931_471_8, 1000);
/// assert!((end.a - 40.0).abs() < 1e-3 && end.b < 1e-2);
/// ```
#[must_use]
pub fn fight(
    law: LossLaw,
    strength: Pair,
    rates: Pair,
    reinforcements: Pair,
    days: f64,
    substeps: u32,
) -> Pair {
    let substeps = substeps.max(1);
    let dt = days / f64::from(substeps);
    let slope = |at: Pair| {
        let losses = losses_per_day(law, at, rates);
        Pair { a: reinforcements.a - losses.a, b: reinforcements.b - losses.b }
    };
    let along =
        |from: Pair, slope: Pair, dt: f64| Pair { a: from.a + slope.a * dt, b: from.b + slope.b * dt };
    let mut now = strength;
    for _ in 0..substeps {
        let first = slope(now);
        let second = slope(along(now, first, 0.5 * dt));
        let third = slope(along(now, second, 0.5 * dt));
        let fourth = slope(along(now, third, dt));
        let mean = |w: f64, x: f64, y: f64, z: f64| (w + 2.0 * x + 2.0 * y + z) / 6.0;
        let slope = Pair {
            a: mean(first.a, second.a, third.a, fourth.a),
            b: mean(first.b, second.b, third.b, fourth.b),
        };
        let next = along(now, slope, dt);
        now = Pair { a: next.a.max(0.0), b: next.b.max(0.0) };
    }
    now
}

/// Who loses the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loser {
    /// Side A.
    A,
    /// Side B.
    B,
}

/// Time to the next single loss, and whose it is, by the stochastic law.
///
/// Days ~ Exp(lₐ + `l_b`), A with probability lₐ/(lₐ + `l_b`). `wait` and `whose` are uniforms in \[0, 1);
/// other arguments as in [`losses_per_day`]. `None` when nobody can lose any more.
/// Source: Morse and Kimball 1951, Methods of Operations Research (laws in probability); Gillespie 1977, J. Phys. Chem. 81:2340.
///
/// ```
/// use powderkeg_models::combat::{Loser, LossLaw, Pair, next_loss};
/// let (days, loser) =
///     next_loss(LossLaw::Square, Pair { a: 10.0, b: 30.0 }, Pair { a: 0.1, b: 0.1 }, 0.5, 0.7).unwrap();
/// assert!((days - core::f64::consts::LN_2 / 4.0).abs() < 1e-12);
/// assert_eq!(loser, Loser::A);
/// ```
#[must_use]
pub fn next_loss(law: LossLaw, strength: Pair, rates: Pair, wait: f64, whose: f64) -> Option<(f64, Loser)> {
    let mut losses = losses_per_day(law, strength, rates);
    // The square law keeps firing at a side that is gone.
    if strength.a <= 0.0 {
        losses.a = 0.0;
    }
    if strength.b <= 0.0 {
        losses.b = 0.0;
    }
    let total = losses.a + losses.b;
    if total <= 0.0 {
        return None;
    }
    let loser = if whose * total < losses.a { Loser::A } else { Loser::B };
    Some((crate::math::exponential_quantile(wait) / total, loser))
}

/// A force in an exchange of salvoes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SalvoForce {
    /// Units.
    pub units: f64,
    /// Well-aimed shots that each unit fires in a salvo.
    pub striking: f64,
    /// Incoming shots that each unit stops.
    pub defensive: f64,
    /// Hits that put one unit out of action, > 0.
    pub staying: f64,
}

/// Units of a force lost to one salvo.
///
/// ΔB = (αA − b₃B)/b₁, between 0 and B.
/// Source: Hughes 1995, Naval Research Logistics 42:267, eq. 1.
///
/// ```
/// use powderkeg_models::combat::{SalvoForce, salvo_losses};
/// let ship = SalvoForce { units: 2.0, striking: 4.0, defensive: 1.0, staying: 2.0 };
/// assert_eq!(salvo_losses(&ship, &ship), 2.0);
/// ```
#[must_use]
pub fn salvo_losses(firing: &SalvoForce, target: &SalvoForce) -> f64 {
    let hits = firing.striking * firing.units - target.defensive * target.units;
    (hits / target.staying).clamp(0.0, target.units.max(0.0))
}

/// Share of battles that attackers won, by force ratio: (lowest ratio, highest ratio, share, battles).
///
/// Source: Dupuy Institute, blog of 31 October 2019, 672 division-level battles 1904–1991;
/// `validation/data/combat`. The last row's number of battles is cut off in the excerpt: 0.
pub const ATTACKER_WINS: [(f64, f64, f64, u32); 12] = [
    (0.2, 0.2, 0.0, 2),
    (0.25, 0.49, 0.22, 9),
    (0.5, 0.99, 0.42, 77),
    (1.0, 1.49, 0.55, 150),
    (1.5, 1.99, 0.59, 123),
    (2.0, 2.49, 0.71, 56),
    (2.5, 2.99, 0.83, 53),
    (3.0, 3.49, 0.69, 48),
    (3.5, 3.98, 0.77, 30),
    (4.06, 5.87, 0.65, 66),
    (6.06, 7.9, 0.88, 17),
    (8.2, 17.87, 1.0, 0),
];

/// Share of attackers' wins at a force ratio, read off the historical table.
///
/// Linear in ln(ratio) between the geometric middles of the classes of [`ATTACKER_WINS`]; constant beyond
/// the first and last. `force_ratio` attacker to defender, > 0. A baseline, not a forecast: force ratio
/// alone predicts no better than "the attacker wins".
/// Source: as [`ATTACKER_WINS`]; the interpolation is ours.
///
/// ```
/// use powderkeg_models::combat::attacker_win_share;
/// assert!((attacker_win_share((1.0_f64 * 1.49).sqrt()) - 0.55).abs() < 1e-12);
/// assert_eq!(attacker_win_share(0.1), 0.0);
/// assert_eq!(attacker_win_share(50.0), 1.0);
/// ```
#[must_use]
pub fn attacker_win_share(force_ratio: f64) -> f64 {
    let at = libm::log(force_ratio);
    let middle = |row: &(f64, f64, f64, u32)| 0.5 * libm::log(row.0 * row.1);
    let above = ATTACKER_WINS.partition_point(|row| middle(row) <= at);
    let Some(lower) = above.checked_sub(1).map(|below| &ATTACKER_WINS[below]) else {
        return ATTACKER_WINS[0].2;
    };
    let Some(upper) = ATTACKER_WINS.get(above) else {
        return lower.2;
    };
    let weight = (at - middle(lower)) / (middle(upper) - middle(lower));
    lower.2 + weight * (upper.2 - lower.2)
}

/// Conditions of a parachute jump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jump {
    /// A prepared drop zone by day.
    Day,
    /// A prepared drop zone by night.
    Night,
    /// An unimproved (dirt) landing strip.
    UnimprovedStrip,
}

impl Jump {
    /// Share of jumpers injured.
    ///
    /// 1.4 % by day, 2.7 % by night, 4.7 % on an unimproved strip.
    /// Source: Military Medicine 1996, 7,948 jumps of a Ranger battalion.
    ///
    /// ```
    /// use powderkeg_models::combat::Jump;
    /// assert_eq!(Jump::Night.injured_share(), 0.027);
    /// ```
    #[must_use]
    pub fn injured_share(self) -> f64 {
        match self {
            Self::Day => 0.014,
            Self::Night => 0.027,
            Self::UnimprovedStrip => 0.047,
        }
    }
}

/// A side's part in a battle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Attacks.
    Attacker,
    /// Defends.
    Defender,
}

impl Role {
    /// Standard share of personnel lost in a day: attacker 0.04, defender 0.06.
    ///
    /// Source: TNDM casualty rates, Dupuy Institute.
    ///
    /// ```
    /// use powderkeg_models::combat::Role;
    /// assert_eq!(Role::Attacker.standard_daily_loss(), 0.04);
    /// ```
    #[must_use]
    pub fn standard_daily_loss(self) -> f64 {
        match self {
            Self::Attacker => 0.04,
            Self::Defender => 0.06,
        }
    }
}

/// Share of a side's personnel lost in a day.
///
/// standard rate × Π factors, between 0 and 1. `factors` multiply, 1 being ordinary: strength, posture,
/// surprise, size, terrain, weather, day or night, fatigue.
/// Source: form of the QJM/TNDM casualty equation, Dupuy 1990, Attrition.
///
/// ```
/// use powderkeg_models::combat::{Role, daily_loss_share};
/// assert_eq!(daily_loss_share(Role::Defender, &[]), 0.06);
/// assert!((daily_loss_share(Role::Attacker, &[1.5, 0.5]) - 0.03).abs() < 1e-15);
/// ```
#[must_use]
pub fn daily_loss_share(role: Role, factors: &[f64]) -> f64 {
    (role.standard_daily_loss() * factors.iter().product::<f64>()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NONE: Pair = Pair { a: 0.0, b: 0.0 };

    proptest! {
        #[test]
        fn each_law_keeps_its_invariant(
            a in 50.0..500.0_f64, b in 50.0..500.0_f64, lose_a in 0.01..0.1_f64, lose_b in 0.01..0.1_f64,
        ) {
            let start = Pair { a, b };
            let rates = Pair { a: lose_a, b: lose_b };
            let square = |p: Pair| rates.b * p.a * p.a - rates.a * p.b * p.b;
            let end = fight(LossLaw::Square, start, rates, NONE, 1.0, 50);
            prop_assert!((square(end) - square(start)).abs() < 1e-6 * a.max(b) * a.max(b));
            let slow = Pair { a: lose_a / 1000.0, b: lose_b / 1000.0 };
            let linear = |p: Pair| slow.b * p.a - slow.a * p.b;
            let end = fight(LossLaw::Linear, start, slow, NONE, 1.0, 50);
            prop_assert!((linear(end) - linear(start)).abs() < 1e-9);
            let mixed = |p: Pair| slow.b * p.a - 0.5 * slow.a * p.b * p.b;
            let end = fight(LossLaw::Mixed, start, slow, NONE, 1.0, 50);
            prop_assert!((mixed(end) - mixed(start)).abs() < 1e-6 * a.max(b));
            let end = fight(LossLaw::Logarithmic, start, rates, NONE, 2.0, 50);
            prop_assert!((end.a - a * libm::exp(-2.0 * lose_a)).abs() < 1e-6 * a);
        }
    }

    #[test]
    fn a_side_that_is_gone_loses_no_more() {
        let rates = Pair { a: 0.1, b: 0.1 };
        let last = next_loss(LossLaw::Square, Pair { a: 0.0, b: 3.0 }, rates, 0.5, 0.5);
        assert_eq!(last, None);
    }
}
