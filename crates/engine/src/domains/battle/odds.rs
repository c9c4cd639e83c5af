//! The statistical model of a fight: who wins, what it costs, who is taken. Interim published rates
//! with wide spreads, not a fit of our own; see each formula.

use super::Rates;
use powderkeg_models::math::{logit, sigmoid};

/// What one side brings to the decision.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Side {
    /// People who fight.
    pub people: f64,
    /// Vehicles.
    pub vehicles: f64,
}

/// What else bears on it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Conditions {
    /// Surprise class of the attacker, 0 to 3.
    pub surprise: f64,
    /// Gunships that support the attacker.
    pub gunships: f64,
    /// Transfer discrepancy δ on the log-odds.
    pub transfer: f64,
}

/// Probability that the attacker wins.
///
/// `logit = a + b·ln(A/D) + w_s·surprise + w_f·gunships + w_v·(V_D − V_A)/10 + δ`. Source of a and b: a
/// logit fitted to "percentage of wins by force ratio", 631 division-level engagements of 1904–1991
/// (The Dupuy Institute, 31 October 2019; the last row, 8.2 to 17.9, has no n and is left out):
/// a = 0.012 ± 0.113, b = 0.774 ± 0.136. The other weights and δ are assumptions. Fights of a few
/// hundred people are far outside that table: δ says so. 1 without a defender, 0 without an attacker.
pub(super) fn win_probability(rates: &Rates, attacker: Side, defender: Side, conditions: Conditions) -> f64 {
    if attacker.people <= 0.0 {
        return 0.0;
    }
    if defender.people <= 0.0 {
        return 1.0;
    }
    let ratio = libm::log(attacker.people / defender.people);
    sigmoid(
        rates.odds_even
            + rates.odds_slope * ratio
            + rates.surprise * conditions.surprise
            + rates.fires * conditions.gunships
            + rates.armour * (defender.vehicles - attacker.vehicles) / 10.0
            + conditions.transfer,
    )
}

/// What a side's losses depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Exposure {
    /// Whether it attacks.
    pub attacks: bool,
    /// Whether it wins.
    pub wins: bool,
    /// Its people as a multiple of the other side's.
    pub ratio: f64,
    /// Length of its part in the fight, hours.
    pub hours: f64,
}

/// Share of a side that is killed or wounded, in [0, 1].
///
/// r·k·ratio^−q·(hours/24)^γ·e^(s·z): standard rates r of 0.04 a day for an attacker and 0.06 for a
/// defender (TNDM); factors k for winner and loser (medians of CDB90: about 0.75 and 1.5 to 1.9 of
/// the overall median); ratio in [1/10, 10] with q = (1 − 0.290)/2, from ln(losses A/losses D) =
/// −0.297 + 0.290·ln(A/D) over CDB90, so that numbers shrink a side's share of losses; spread s about
/// 1 in ln units. γ scales battle-days to raid-hours: an assumption that dominates the result.
pub(super) fn loss_share(rates: &Rates, exposure: Exposure, z: f64) -> f64 {
    let rate = if exposure.attacks { rates.attacker_loss } else { rates.defender_loss };
    let factor = if exposure.wins { rates.winner_loss } else { rates.loser_loss };
    let numbers = libm::pow(exposure.ratio.clamp(0.1, 10.0), -rates.loss_ratio);
    let time = libm::pow((exposure.hours / 24.0).max(0.0), rates.duration_exponent);
    (rate * factor * numbers * time * libm::exp(rates.loss_spread * z)).clamp(0.0, 1.0)
}

/// Share of the beaten that is captured: logit-normal around a median. 0 for a median of 0.
pub(super) fn captured_share(median: f64, spread: f64, z: f64) -> f64 {
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
            odds_even: 0.012,
            odds_slope: 0.774,
            surprise: 0.4,
            fires: 0.3,
            armour: -0.2,
            attacker_loss: 0.04,
            defender_loss: 0.06,
            winner_loss: 0.75,
            loser_loss: 1.7,
            duration_exponent: 0.65,
            loss_ratio: 0.355,
            loss_spread: 1.0,
            ..Rates::default()
        }
    }

    fn people(people: f64) -> Side {
        Side { people, vehicles: 0.0 }
    }

    #[test]
    fn bare_odds_follow_the_published_table() {
        // Rows of the table with more than fifty engagements: (geometric mean of the ratio, share won).
        for (ratio, won) in [(0.70, 0.42), (1.22, 0.55), (1.73, 0.59), (2.23, 0.71), (4.88, 0.65)] {
            let p =
                win_probability(&rates(), people(1_000.0 * ratio), people(1_000.0), Conditions::default());
            assert!((p - won).abs() < 0.13, "ratio {ratio}: {p} for {won}");
        }
    }

    #[test]
    fn more_of_anything_helps_whom_it_should() {
        let p = |attacker, defender, conditions| win_probability(&rates(), attacker, defender, conditions);
        let plain = Conditions::default();
        let base = p(people(300.0), people(550.0), plain);
        assert!(p(people(400.0), people(550.0), plain) > base);
        assert!(p(people(300.0), people(650.0), plain) < base);
        assert!(p(people(300.0), people(550.0), Conditions { surprise: 2.0, ..plain }) > base);
        assert!(p(people(300.0), people(550.0), Conditions { gunships: 2.0, ..plain }) > base);
        assert!(p(people(300.0), Side { people: 550.0, vehicles: 30.0 }, plain) < base);
        assert!((p(people(300.0), people(0.0), plain) - 1.0).abs() < f64::EPSILON);
        assert!(p(people(0.0), people(0.0), plain) < f64::EPSILON);
    }

    #[test]
    fn shares_are_shares() {
        for z in [-9.0, -1.0, 0.0, 1.0, 9.0] {
            for hours in [0.0, 0.1, 2.0, 24.0, 1_000.0] {
                let share =
                    |wins, ratio| loss_share(&rates(), Exposure { attacks: true, wins, ratio, hours }, z);
                let (winner, loser) = (share(true, 1.0), share(false, 1.0));
                assert!((0.0..=1.0).contains(&winner) && winner <= loser && loser <= 1.0);
                assert!(share(true, 3.0) <= winner && winner <= share(true, 0.3));
            }
            let captured = captured_share(0.4, 1.0, z);
            assert!((0.0..=1.0).contains(&captured));
        }
        assert!((captured_share(0.4, 1.0, 0.0) - 0.4).abs() < 1e-12);
        assert!(captured_share(0.0, 1.0, 3.0) < f64::EPSILON);
        // A day at the standard rate.
        let day = Exposure { attacks: true, wins: true, ratio: 1.0, hours: 24.0 };
        assert!((loss_share(&rates(), day, 0.0) - 0.03).abs() < 1e-12);
        assert!((strike_probability(0.5, 2) - 0.75).abs() < 1e-12);
    }
}
