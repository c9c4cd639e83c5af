//! What seizures from the air have beyond battles of armies, from their record: offsets on the log-odds of
//! the win and on the garrison's ln losses.
//!
//! The record is selected: raids that looked hopeless were not flown, and so are not in it. The correction
//! takes the planner for somebody who sees the raid's true log-odds with an error, and flies if they look
//! good enough. Its two numbers are assumptions.

use powderkeg_models::battle::{CDB90, Known as Battle, Normal, Side, win_probability};
use powderkeg_models::math::{logit, normal_cdf, sigmoid};

use super::play::play;
use super::record::{Result, Seizure};
use crate::statistics::mean;

/// What is taken of either offset before any seizure: N(0, 1).
const PRIOR_SD: f64 = 1.0;
/// Discrepancy of raids to battles, and of one seizure to another: as the scenarios' library has them.
const DISCREPANCY: [f64; 2] = [0.8, 0.7];
/// Assumptions where the row does not say, in the middle of the library's ranges.
const ASSEMBLED: f64 = 0.73;
const ARMOUR: f64 = 0.25;
const SORTIES: f64 = 2.5;
const POSTURE: f64 = 0.5;
/// A planner flies if the chance looks at least this good,
const FLOWN: f64 = 0.6;
/// and judges the log-odds with this error.
const JUDGEMENT_SD: f64 = 1.0;

/// Distribution of the offset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offset {
    /// Mean.
    pub mean: f64,
    /// Standard deviation: how little is known of it.
    pub sd: f64,
}

/// Whether it is taken into account that only promising raids were flown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The record is taken for all raids that might have been.
    Ignored,
    /// Raids that did not look good enough are missing from it.
    Corrected,
}

impl Offset {
    /// No offset at all.
    const NONE: Self = Self { mean: 0.0, sd: 0.0 };

    fn in_a_scenario(self) -> String {
        format!("{{ normal = [{:.6}, {:.6}] }}", self.mean, self.sd)
    }

    /// Estimates the offset from seizures that were fought out: mean and standard deviation of its posterior,
    /// on a grid.
    #[must_use]
    pub fn estimated<'a>(seizures: impl Iterator<Item = &'a Seizure>, selection: Selection) -> Self {
        let fought: Vec<(Normal, bool)> = seizures
            .filter(|seizure| !seizure.general && seizure.defenders.best > 0.0)
            .filter_map(|seizure| match seizure.result {
                Result::Seized => Some((log_odds(seizure), true)),
                Result::Repulsed => Some((log_odds(seizure), false)),
                Result::Nothing => None,
            })
            .collect();
        let (mut weights, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for step in -200..=200 {
            let offset = f64::from(step) * 0.02;
            let prior = libm::exp(-0.5 * offset * offset / (PRIOR_SD * PRIOR_SD));
            let weight = fought.iter().fold(prior, |weight, (odds, won)| {
                let p = match selection {
                    Selection::Ignored => win_probability(Normal { mean: odds.mean + offset, sd: odds.sd }),
                    Selection::Corrected => won_if_flown(Normal { mean: odds.mean + offset, sd: odds.sd }),
                };
                weight * if *won { p } else { 1.0 - p }
            });
            weights += weight;
            sum += weight * offset;
            squares += weight * offset * offset;
        }
        let mean = sum / weights;
        Self { mean, sd: (squares / weights - mean * mean).sqrt() }
    }
}

/// Both offsets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offsets {
    /// On the log-odds of the attacker's win.
    pub odds: Offset,
    /// On the garrison's ln losses; `None`: what ships.
    pub losses: Option<Offset>,
}

impl Offsets {
    /// As a scenario says it, below `[battle]`.
    #[must_use]
    pub fn in_a_scenario(self) -> String {
        let Self { odds, losses } = self;
        let losses = losses
            .map_or_else(String::new, |losses| format!("\nseizure_losses = {}", losses.in_a_scenario()));
        format!("seizure = {}{losses}", odds.in_a_scenario())
    }

    /// Estimates both. That of losses from defenders killed: each seizure says how far ln(killed + ½) lies
    /// from the mean of runs without offset, as surely as these runs agree among themselves.
    #[must_use]
    pub fn estimated<'a>(seizures: impl Iterator<Item = &'a Seizure> + Clone, selection: Selection) -> Self {
        let odds = Offset::estimated(seizures.clone(), selection);
        let (mut precision, mut sum) = (1.0 / (PRIOR_SD * PRIOR_SD), 0.0);
        for seizure in seizures.filter(|seizure| !seizure.general && seizure.defenders.best > 0.0) {
            let Some(killed) = seizure.losses[1].killed else { continue };
            let ln = |killed: f64| libm::log(killed + 0.5);
            let runs: Vec<f64> = play(seizure, Some(Self { odds, losses: Some(Offset::NONE) }))
                .iter()
                .map(|run| ln(run.losses[1].killed))
                .collect();
            let centre = mean(&runs);
            let variance =
                mean(&runs.iter().map(|run| (run - centre) * (run - centre)).collect::<Vec<f64>>());
            precision += 1.0 / variance;
            sum += (ln(killed) - centre) / variance;
        }
        Self { odds, losses: Some(Offset { mean: sum / precision, sd: (1.0 / precision).sqrt() }) }
    }
}

/// Probability that a raid that was flown succeeds.
fn won_if_flown(odds: Normal) -> f64 {
    let (mut won, mut flown) = (0.0, 0.0);
    for step in -64..=64 {
        let z = f64::from(step) * 0.125;
        let truth = odds.mean + odds.sd * z;
        let weight = libm::exp(-0.5 * z * z) * normal_cdf((truth - logit(FLOWN)) / JUDGEMENT_SD);
        won += weight * sigmoid(truth);
        flown += weight;
    }
    won / flown
}

/// Log-odds of a seizure without the offset, as the engine has them on average.
fn log_odds(seizure: &Seizure) -> Normal {
    let side = |people, tanks: f64, sorties: f64| Side {
        people,
        tanks: Some(tanks),
        guns: Some(0.0),
        sorties: Some(sorties),
    };
    let gunships = f64::from(seizure.gunships);
    let known = Battle {
        attacker: side(ASSEMBLED * seizure.attackers.best, 0.0, SORTIES * gunships),
        defender: side(seizure.defenders.best, ARMOUR * seizure.vehicles, 0.0),
        surprise: f64::from(seizure.surprise),
        air: f64::from(u8::from(gunships > 0.0)),
        posture: POSTURE,
        year: f64::from(seizure.date.0),
    };
    let Normal { mean, sd } = CDB90.log_odds(&known);
    let [transfer, own] = DISCREPANCY;
    Normal { mean, sd: (sd * sd + transfer * transfer + own * own).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use powderkeg_engine::parameter::Distribution;
    use powderkeg_scenario::scenario::read;
    use powderkeg_scenario::source::SourceTree;

    use crate::seizure::record::{SEIZURES, seizures};

    #[test]
    fn whoever_flies_only_promising_raids_proves_less() {
        let all = seizures(&SEIZURES).unwrap();
        let plain = Offset::estimated(all.iter(), Selection::Ignored);
        let corrected = Offset::estimated(all.iter(), Selection::Corrected);
        assert!(0.0 < corrected.mean && corrected.mean < plain.mean, "{corrected:?} {plain:?}");
        assert!(Offset::estimated([].iter(), Selection::Corrected).mean.abs() < 1e-12);
        let flown = won_if_flown(Normal { mean: 0.0, sd: 1.0 });
        assert!(flown > win_probability(Normal { mean: 0.0, sd: 1.0 }));
    }

    #[test]
    fn what_ships_is_this_estimate() {
        let all = seizures(&SEIZURES).unwrap();
        let wanted = Offsets::estimated(all.iter(), Selection::Corrected);
        let tree = SourceTree::BuiltIn("baikonur-2015".to_owned());
        let setup = read(&tree, &[]).scenario.unwrap().setup;
        for (path, offset) in
            [("battle.seizure", wanted.odds), ("battle.seizure_losses", wanted.losses.unwrap())]
        {
            let parameter = setup.parameters.iter().find(|parameter| parameter.path == path).unwrap();
            let Distribution::Normal { mean, sd } = parameter.distribution else { panic!("{parameter:?}") };
            assert!(
                (mean - offset.mean).abs() < 0.006 && (sd - offset.sd).abs() < 0.006,
                "{path}: {offset:?}"
            );
        }
    }

    #[test]
    fn a_failure_counts_against_it() {
        let mut all = seizures(&SEIZURES).unwrap();
        let before = Offset::estimated(all.iter(), Selection::Corrected);
        all[0].result = Result::Repulsed;
        assert!(Offset::estimated(all.iter(), Selection::Corrected).mean < before.mean);
    }
}
