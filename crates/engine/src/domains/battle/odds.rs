//! A fight as the fitted battle model sees it: who wins, what it costs, who is taken.
//!
//! The model is fitted to battles of thousands of people over a day (`powderkeg_models::battle`). What a
//! raid of hundreds over hours makes of it is extrapolation, and each step of it is a labelled assumption
//! with a spread of its own: discrepancies on the log-odds and on ln losses, and exponents for length and
//! size.

use super::Rates;
use powderkeg_models::battle::{self, CDB90, Known, Normal};
use powderkeg_models::math::{exp, logit, sigmoid};

/// What one side brings to the decision.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Side {
    /// People who fight.
    pub people: f64,
    /// Vehicles.
    pub vehicles: f64,
    /// Gunships that support it.
    pub gunships: f64,
}

/// What else bears on it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Conditions {
    /// Surprise class of the attacker, 0 to 3.
    pub surprise: f64,
    /// How prepared the defender is, −1 to 2.
    pub posture: f64,
    /// Year.
    pub year: f64,
    /// Whether it is a seizure from the air.
    pub from_the_air: bool,
}

/// The fight in the model's terms.
///
/// A share of vehicles fights as tanks do; nobody has guns; a gunship counts as some sorties, and whoever
/// alone has gunships has superiority in the air.
pub(super) fn known(rates: &Rates, attacker: Side, defender: Side, conditions: Conditions) -> Known {
    let side = |side: Side| battle::Side {
        people: side.people,
        tanks: Some(rates.armour * side.vehicles),
        guns: Some(0.0),
        sorties: Some(rates.sorties * side.gunships),
    };
    let has_gunships = |side: Side| f64::from(u8::from(side.gunships > 0.0));
    Known {
        attacker: side(attacker),
        defender: side(defender),
        surprise: conditions.surprise,
        air: has_gunships(attacker) - has_gunships(defender),
        posture: conditions.posture,
        year: conditions.year,
    }
}

/// Log-odds of the attacker's win: mean, and the spread of its error.
///
/// The error is that of the coefficients, the discrepancy δ ~ N(0, `transfer_sd`²) of raids to battles
/// and, for seizures from the air, what they have of their own: N(`seizure`, `seizure_sd`²).
pub(super) fn log_odds(rates: &Rates, known: &Known, from_the_air: bool) -> Normal {
    let Normal { mean, sd } = CDB90.log_odds(known);
    let (offset, own) = if from_the_air { (rates.seizure, rates.seizure_sd) } else { (0.0, 0.0) };
    let variance = sd * sd + rates.transfer_sd * rates.transfer_sd + own * own;
    Normal { mean: mean + offset, sd: variance.sqrt() }
}

/// ln of the loss fractions of attacker and defender, given who wins; a garrison's in a seizure from the
/// air has an offset of its own.
pub(super) fn losses(rates: &Rates, known: &Known, attacker_wins: bool, from_the_air: bool) -> [Normal; 2] {
    let [attacker, defender] = CDB90.losses(known, attacker_wins);
    let offset = if from_the_air { rates.seizure_losses } else { 0.0 };
    [attacker, Normal { mean: defender.mean + offset, ..defender }]
}

/// Probability that the attacker wins, given the kept error of the log-odds: 1 without a defender, 0
/// without an attacker.
pub(super) fn win_probability(known: &Known, log_odds: f64) -> f64 {
    if known.attacker.people <= 0.0 {
        0.0
    } else if known.defender.people <= 0.0 {
        1.0
    } else {
        sigmoid(log_odds)
    }
}

/// What a force's losses depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Exposure {
    /// ln of its side's loss fraction in a battle of the record.
    pub losses: Normal,
    /// People of its side.
    pub people: f64,
    /// Length of its part in the fight, hours.
    pub hours: f64,
}

/// Share of a force that is killed or wounded, in [0, 1].
///
/// e^(μ + s·z)·(hours/h₀)^γ·(p₀/people)^η, with μ the fitted mean of ln losses, s² its variance and that of
/// the discrepancy `loss_transfer_sd`, h₀ and p₀ the record's mean length and strength. γ and η are
/// assumptions: γ carries battles of a day to raids of hours, η armies to companies (loss rates grow as
/// units shrink: Dupuy 1990, Attrition; the record itself shows no such slope between 1,000 and 100,000).
pub(super) fn loss_share(rates: &Rates, exposure: Exposure, z: f64) -> f64 {
    let Exposure { losses, people, hours } = exposure;
    let spread = (losses.sd * losses.sd + rates.loss_transfer_sd * rates.loss_transfer_sd).sqrt();
    let time = libm::pow((hours / CDB90.hours).max(0.0), rates.duration_exponent);
    let size = libm::pow(CDB90.people / people.max(1.0), rates.size_exponent);
    (exp(losses.mean + spread * z) * time * size).clamp(0.0, 1.0)
}

/// A share around a median: logit-normal. 0 for a median of 0.
pub(super) fn share_around(median: f64, spread: f64, z: f64) -> f64 {
    if median <= 0.0 { 0.0 } else { sigmoid(logit(median.min(1.0)) + spread * z) }
}

/// Probability that at least one of `aircraft` strikes succeeds, each with probability `each`.
pub(super) fn strike_probability(each: f64, aircraft: u32) -> f64 {
    1.0 - libm::pow(1.0 - each.clamp(0.0, 1.0), f64::from(aircraft))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates() -> Rates {
        Rates {
            armour: 0.3,
            sorties: 2.0,
            transfer_sd: 0.8,
            seizure: 0.5,
            seizure_sd: 0.7,
            duration_exponent: 0.65,
            ..Rates::default()
        }
    }

    fn side(people: f64) -> Side {
        Side { people, ..Side::default() }
    }

    const NOW: Conditions = Conditions { surprise: 1.0, posture: 0.5, year: 2015.0, from_the_air: true };

    fn mean(attacker: Side, defender: Side, conditions: Conditions) -> f64 {
        log_odds(&rates(), &known(&rates(), attacker, defender, conditions), conditions.from_the_air).mean
    }

    #[test]
    fn more_of_anything_helps_whom_it_should() {
        let base = mean(side(300.0), side(550.0), NOW);
        assert!(mean(side(400.0), side(550.0), NOW) > base);
        assert!(mean(side(300.0), side(650.0), NOW) < base);
        assert!(mean(side(300.0), side(550.0), Conditions { surprise: 2.0, ..NOW }) > base);
        assert!(mean(side(300.0), side(550.0), Conditions { posture: 1.5, ..NOW }) < base);
        assert!(mean(side(300.0), side(550.0), Conditions { from_the_air: false, ..NOW }) < base);
        assert!(mean(Side { gunships: 2.0, ..side(300.0) }, side(550.0), NOW) > base);
        assert!(mean(side(300.0), Side { vehicles: 30.0, ..side(550.0) }, NOW) < base);
        let nobody = |a, d| win_probability(&known(&rates(), side(a), side(d), NOW), 0.0);
        assert!((nobody(300.0, 0.0) - 1.0).abs() < f64::EPSILON && nobody(0.0, 0.0) < f64::EPSILON);
    }

    #[test]
    fn a_raid_is_less_certain_than_a_battle_of_the_record() {
        let raid = known(&rates(), Side { gunships: 2.0, ..side(300.0) }, side(550.0), NOW);
        let (bare, full) = (CDB90.log_odds(&raid), log_odds(&rates(), &raid, true));
        let whole = (bare.sd * bare.sd + 0.8 * 0.8 + 0.7 * 0.7).sqrt();
        assert!((full.sd - whole).abs() < 1e-12 && (full.mean - bare.mean - 0.5).abs() < 1e-12);
    }

    #[test]
    fn shares_are_shares() {
        let raid = known(&rates(), side(300.0), side(550.0), NOW);
        for z in [-9.0, -1.0, 0.0, 1.0, 9.0] {
            for hours in [0.0, 0.1, 2.0, 24.0, 1_000.0] {
                let share = |wins| {
                    let losses = CDB90.losses(&raid, wins)[0];
                    loss_share(&rates(), Exposure { losses, people: 300.0, hours }, z)
                };
                assert!(
                    (0.0..=1.0).contains(&share(true)) && share(true) <= share(false) && share(false) <= 1.0
                );
            }
            let captured = share_around(0.4, 1.0, z);
            assert!((0.0..=1.0).contains(&captured));
        }
        assert!((share_around(0.4, 1.0, 0.0) - 0.4).abs() < 1e-12);
        assert!(share_around(0.0, 1.0, 3.0) < f64::EPSILON);
        // As long and as large as the record's battles: its own mean.
        let losses = CDB90.losses(&raid, true)[1];
        let same = Exposure { losses, people: CDB90.people, hours: CDB90.hours };
        let sized = Rates { size_exponent: 0.3, ..rates() };
        assert!((loss_share(&sized, same, 0.0) - libm::exp(losses.mean)).abs() < 1e-12);
        assert!(loss_share(&sized, Exposure { people: 300.0, ..same }, 0.0) > libm::exp(losses.mean));
        assert!((strike_probability(0.5, 2) - 0.75).abs() < 1e-12);
    }
}
