//! The fit of the battle model, and forecasts for wars that it has not seen.

use std::collections::BTreeMap;

use powderkeg_models::battle::{
    Coefficients, Known, LOSS, Linear, Normal, WINNER, loss_predictors, win_probability, winner_predictors,
};
use powderkeg_models::math::sigmoid;

use super::record::Battle;
use super::regression::{Family, Ridge, Row};
use crate::statistics::{log_loss, mean, root_mean_square};

/// Penalties to choose from: the prior variance of a standardised coefficient is 1/penalty.
const PENALTIES: [f64; 7] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
/// The baselines' penalty: next to none.
const BASELINE_PENALTY: f64 = 1.0;

/// What a model says of a battle beforehand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// Probability that the attacker wins.
    pub p: f64,
    /// ln loss fractions of attacker and defender if the attacker wins, and if not.
    pub losses: [[Normal; 2]; 2],
}

/// Probabilities of the attacker's win by what is trivial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Baseline {
    /// The share of attackers that won.
    pub constant: f64,
    /// Logit on ln force ratio.
    pub ratio: f64,
    /// Logit on ln force ratio, surprise, air superiority and ln ratio of guns, blanks counted as none.
    pub plain: f64,
    /// The same without guns: what it knows beforehand.
    pub bare: f64,
    /// Mean ln loss fractions, attacker's and defender's.
    pub losses: [f64; 2],
}

/// The fitted model, and how it was reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The coefficients.
    pub coefficients: Coefficients,
    /// Penalty of each regression: winner, attacker's losses, defender's.
    pub penalties: [f64; 3],
    /// Battles.
    pub battles: usize,
    /// Wars among them.
    pub wars: usize,
}

/// The trivial models, fitted.
#[derive(Clone, Copy, Debug)]
pub struct Baselines {
    constant: f64,
    ratio: Ridge<2>,
    plain: Ridge<5>,
    bare: Ridge<4>,
    losses: [f64; 2],
}

/// Each battle's war, as a number in the order of the names.
#[must_use]
pub fn wars(battles: &[Battle]) -> Vec<usize> {
    let names: BTreeMap<&str, ()> = battles.iter().map(|battle| (battle.war.as_str(), ())).collect();
    let numbers: BTreeMap<&str, usize> =
        names.keys().enumerate().map(|(number, name)| (*name, number)).collect();
    battles.iter().map(|battle| numbers[battle.war.as_str()]).collect()
}

/// A battle and the number of its war.
type InWar<'a> = (&'a Battle, usize);

/// Cases for regressions.
#[derive(Clone, Debug)]
struct Cases {
    winner: Vec<Row<WINNER>>,
    losses: [Vec<Row<LOSS>>; 2],
}

impl Cases {
    fn of(battles: &[InWar]) -> Self {
        let winner = battles.iter().map(|&(battle, war)| Row {
            x: winner_predictors(&battle.known),
            y: f64::from(u8::from(battle.attacker_won)),
            war,
        });
        let losses = [0, 1].map(|side| {
            let known = battles.iter().filter_map(|&(battle, war)| {
                let y = libm::log(battle.loss[side]?);
                Some(Row { x: loss_predictors(&battle.known, battle.attacker_won), y, war })
            });
            known.collect()
        });
        Self { winner: winner.collect(), losses }
    }
}

/// Fits all three regressions, each with the penalty that predicts best the wars left out.
#[must_use]
pub fn fit(battles: &[Battle]) -> Fit {
    let wars = wars(battles);
    let count = wars.iter().max().map_or(0, |last| last + 1);
    let battles: Vec<InWar> = battles.iter().zip(wars).collect();
    fit_to(&battles, count)
}

fn fit_to(battles: &[InWar], wars: usize) -> Fit {
    let cases = Cases::of(battles);
    let penalty = penalty(Family::Logistic, &cases.winner);
    let winner = Ridge::fit(Family::Logistic, &cases.winner, penalty).linear(&cases.winner);
    let losses = cases.losses.each_ref().map(|rows| {
        let penalty = self::penalty(Family::Normal, rows);
        (penalty, Ridge::fit(Family::Normal, rows, penalty).linear(rows))
    });
    let residual = |side: usize, battle: &Battle| {
        let x = loss_predictors(&battle.known, battle.attacker_won);
        battle.loss[side].map(|loss| libm::log(loss) - losses[side].1.at(&x).mean)
    };
    let residuals = |side: usize| -> Vec<f64> {
        battles.iter().filter_map(|(battle, _)| residual(side, battle)).collect()
    };
    let spread = [0, 1].map(|side| {
        let residuals = residuals(side);
        let n = residuals.len() as f64;
        root_mean_square(&residuals) * (n / (n - LOSS as f64).max(1.0)).sqrt()
    });
    let products: Vec<f64> =
        battles.iter().filter_map(|(battle, _)| Some(residual(0, battle)? * residual(1, battle)?)).collect();
    let people: Vec<f64> = battles
        .iter()
        .flat_map(|(battle, _)| [battle.known.attacker, battle.known.defender])
        .map(|side| libm::log(side.people))
        .collect();
    let hours: Vec<f64> = battles.iter().filter_map(|(battle, _)| battle.hours.map(libm::log)).collect();
    Fit {
        coefficients: Coefficients {
            winner,
            attacker: losses[0].1,
            defender: losses[1].1,
            spread,
            correlation: mean(&products) / (spread[0] * spread[1]),
            hours: libm::exp(mean(&hours)),
            people: libm::exp(mean(&people)),
        },
        penalties: [penalty, losses[0].0, losses[1].0],
        battles: battles.len(),
        wars,
    }
}

/// The penalty whose fits predict best the wars left out.
fn penalty<const N: usize>(family: Family, rows: &[Row<N>]) -> f64 {
    let error = |penalty: f64| -> f64 {
        left_out(rows)
            .flat_map(|(kept, out)| {
                let fit = Ridge::fit(family, &kept, penalty);
                out.into_iter().map(move |row| error(family, fit.predictor(&row.x), row.y))
            })
            .sum()
    };
    let errors = PENALTIES.map(error);
    let best = errors.iter().enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b));
    best.map_or(PENALTIES[0], |(index, _)| PENALTIES[index])
}

fn error(family: Family, predictor: f64, y: f64) -> f64 {
    match family {
        Family::Logistic => log_loss(sigmoid(predictor), y > 0.5),
        Family::Normal => (y - predictor) * (y - predictor),
    }
}

/// For each war: the rows of the others, and its own.
fn left_out<const N: usize>(rows: &[Row<N>]) -> impl Iterator<Item = (Vec<Row<N>>, Vec<Row<N>>)> {
    let mut wars: Vec<usize> = rows.iter().map(|row| row.war).collect();
    wars.sort_unstable();
    wars.dedup();
    wars.into_iter().map(|war| rows.iter().partition(|row| row.war != war))
}

impl Forecast {
    /// What coefficients say of a battle.
    #[must_use]
    pub fn of(coefficients: &Coefficients, known: &Known) -> Self {
        Self {
            p: win_probability(coefficients.log_odds(known)),
            losses: [true, false].map(|wins| coefficients.losses(known, wins)),
        }
    }

    /// Expected ln loss fraction of a side, whoever wins.
    #[must_use]
    pub fn loss(&self, side: usize) -> f64 {
        self.p * self.losses[0][side].mean + (1.0 - self.p) * self.losses[1][side].mean
    }
}

impl Baselines {
    /// Fits them.
    #[must_use]
    pub fn fit(battles: &[Battle]) -> Self {
        Self::fit_to(&battles.iter().collect::<Vec<&Battle>>())
    }

    fn fit_to(battles: &[&Battle]) -> Self {
        fn rows<const N: usize>(battles: &[&Battle], predictors: impl Fn(&Known) -> [f64; N]) -> Vec<Row<N>> {
            let won = |battle: &Battle| f64::from(u8::from(battle.attacker_won));
            battles
                .iter()
                .map(|battle| Row { x: predictors(&battle.known), y: won(battle), war: 0 })
                .collect()
        }
        let outcomes: Vec<f64> =
            battles.iter().map(|battle| f64::from(u8::from(battle.attacker_won))).collect();
        let losses = [0, 1].map(|side| {
            let known = battles.iter().filter_map(|battle| battle.loss[side].map(libm::log));
            mean(&known.collect::<Vec<f64>>())
        });
        Self {
            constant: mean(&outcomes),
            ratio: Ridge::fit(Family::Logistic, &rows(battles, ratio), BASELINE_PENALTY),
            plain: Ridge::fit(Family::Logistic, &rows(battles, plain), BASELINE_PENALTY),
            bare: Ridge::fit(Family::Logistic, &rows(battles, bare), BASELINE_PENALTY),
            losses,
        }
    }

    /// What they say of a battle.
    #[must_use]
    pub fn of(&self, known: &Known) -> Baseline {
        Baseline {
            constant: self.constant,
            ratio: sigmoid(self.ratio.predictor(&ratio(known))),
            plain: sigmoid(self.plain.predictor(&plain(known))),
            bare: sigmoid(self.bare.predictor(&bare(known))),
            losses: self.losses,
        }
    }
}

fn ratio(known: &Known) -> [f64; 2] {
    [1.0, winner_predictors(known)[1]]
}

fn bare(known: &Known) -> [f64; 4] {
    let x = winner_predictors(known);
    [1.0, x[1], x[2], x[3]]
}

fn plain(known: &Known) -> [f64; 5] {
    let guns = |guns: Option<f64>| libm::log1p(guns.unwrap_or(0.0));
    let x = winner_predictors(known);
    [1.0, x[1], x[2], x[3], guns(known.attacker.guns) - guns(known.defender.guns)]
}

/// Forecasts for every battle by models that saw no battle of its war, penalties chosen without it too.
#[must_use]
pub fn leave_one_war_out(battles: &[Battle]) -> Vec<(Forecast, Baseline)> {
    let wars = wars(battles);
    let count = wars.iter().max().map_or(0, |last| last + 1);
    let folds: Vec<(Fit, Baselines)> = (0..count)
        .map(|war| {
            let kept: Vec<InWar> =
                battles.iter().zip(wars.iter().copied()).filter(|(_, other)| *other != war).collect();
            let alone: Vec<&Battle> = kept.iter().map(|(battle, _)| *battle).collect();
            (fit_to(&kept, count - 1), Baselines::fit_to(&alone))
        })
        .collect();
    let forecast = |(battle, war): (&Battle, &usize)| {
        let (fit, baselines) = &folds[*war];
        (Forecast::of(&fit.coefficients, &battle.known), baselines.of(&battle.known))
    };
    battles.iter().zip(&wars).map(forecast).collect()
}

/// Whether every covariance is positive definite.
#[must_use]
pub fn is_sound(coefficients: &Coefficients) -> bool {
    fn sound<const N: usize>(linear: &Linear<N>) -> bool {
        super::regression::is_positive_definite(&linear.covariance)
    }
    sound(&coefficients.winner) && sound(&coefficients.attacker) && sound(&coefficients.defender)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::battle::record::{CDB90, battles};

    #[test]
    fn what_ships_is_this_fit_bit_for_bit() {
        let record = battles(&CDB90).unwrap();
        assert_eq!((record.battles.len(), record.undecided), (496, 40));
        let fit = fit(&record.battles);
        assert_eq!(fit.wars, 51);
        assert!(is_sound(&fit.coefficients));
        assert_eq!(fit.coefficients, powderkeg_models::battle::CDB90, "run `cargo xtask fit battle`");
    }

    #[test]
    fn the_folds_are_those_of_the_known_baselines() {
        // Always the attacker 64.3 %, force ratio 63.1 %: published beside the record.
        let record = battles(&CDB90).unwrap();
        let wars = wars(&record.battles);
        let (mut won, mut right) = (0, 0);
        for war in 0..51 {
            let kept: Vec<Battle> = record
                .battles
                .iter()
                .zip(&wars)
                .filter(|(_, other)| **other != war)
                .map(|(battle, _)| battle.clone())
                .collect();
            let baselines = Baselines::fit(&kept);
            for (battle, _) in record.battles.iter().zip(&wars).filter(|(_, other)| **other == war) {
                won += u32::from(battle.attacker_won);
                right += u32::from((baselines.of(&battle.known).ratio > 0.5) == battle.attacker_won);
            }
        }
        assert_eq!((won, right), (319, 313));
    }
}
