//! Scores of the battle model: against the record with wars left out, or on battles from a file.

use super::fit::{Baseline, Baselines, Forecast, leave_one_war_out};
use super::record::{self, Battle, Record};
use crate::component::Findings;
use crate::frame::{Faults, Source};
use crate::plot::{Axis, Figure, Mark, Point, Series};
use crate::statistics::{Bootstrap, calibration, clusters, log_loss, mean, root_mean_square};
use crate::table::{Better, Bound, Estimate, Gate, Kind, Reference, Validation};
use powderkeg_models::battle::{CDB90, mixture_cdf};
use powderkeg_study::share::Share;

/// How much worse than the plain logit the winner's log-loss may be.
const MARGIN: f64 = 0.01;
/// Largest error of ln losses, attacker's and defender's.
const LOSS_BOUNDS: [f64; 2] = [1.12, 1.26];
/// What the 80 % intervals of losses must cover.
const COVERAGE: Bound = Bound::Within(0.7, 0.9);
/// Level of all intervals of scores.
const LEVEL: f64 = 0.9;
/// Resampled cases in one bootstrap, at most, so that a long file takes seconds.
const RESAMPLED: usize = 20_000_000;

/// Scores on the record that comes with the program, by forecasts for wars not seen.
#[must_use]
pub fn check() -> Findings {
    match record::battles(&record::CDB90) {
        Ok(record) => {
            let forecasts = leave_one_war_out(&record.battles);
            scores(
                &record,
                &forecasts,
                &|n| format!("{n} wars left out one after the other, the penalty chosen without it"),
                "CDB90",
            )
        }
        // A test reads it.
        Err(_) => Findings::default(),
    }
}

/// Scores on a file of battles, by the coefficients that ship.
///
/// # Errors
/// All that is wrong with the file.
pub fn score(source: &Source) -> Result<Findings, Faults> {
    if source.bytes == record::CDB90.bytes {
        return Ok(check());
    }
    let record = record::battles(source)?;
    let fitted = record::battles(&record::CDB90)?;
    let baselines = Baselines::fit(&fitted.battles);
    let forecasts: Vec<(Forecast, Baseline)> = record
        .battles
        .iter()
        .map(|battle| (Forecast::of(&CDB90, &battle.known), baselines.of(&battle.known)))
        .collect();
    let seen = record.battles.iter().filter(|battle| fitted.battles.contains(battle)).count();
    let split = move |wars: usize| match seen {
        0 => format!("fitted to CDB90, scored on {wars} wars of the file"),
        seen => format!(
            "fitted to CDB90, scored on {wars} wars of the file; {seen} of its battles were in the fit, so that this is no prediction for them"
        ),
    };
    Ok(scores(&record, &forecasts, &split, "battles of the file"))
}

/// A battle with what was said of it.
struct Case<'a> {
    battle: &'a Battle,
    forecast: &'a Forecast,
    baseline: &'a Baseline,
}

fn scores(
    record: &Record,
    forecasts: &[(Forecast, Baseline)],
    split: &dyn Fn(usize) -> String,
    name: &'static str,
) -> Findings {
    let cases: Vec<Case> = record
        .battles
        .iter()
        .zip(forecasts)
        .map(|(battle, (forecast, baseline))| Case { battle, forecast, baseline })
        .collect();
    let wars = clusters(record.battles.iter().map(|battle| battle.war.as_str()));
    let scored = Scored { cases, split: split(wars.len()), wars, name };
    let mut validation = scored.winner(record.undecided);
    validation.extend(scored.calibration());
    validation.extend(scored.losses());
    Findings { validation, figures: vec![scored.calibration_plot()], ..Findings::default() }
}

/// What a model says of a case.
type Probability = fn(&Case) -> f64;

/// The battles of one record, scored.
struct Scored<'a> {
    cases: Vec<Case<'a>>,
    wars: Vec<Vec<usize>>,
    split: String,
    name: &'static str,
}

impl Scored<'_> {
    /// A row without score: what all rows share.
    fn row(&self, key: &'static str, metric: &'static str, score: Estimate) -> Validation {
        Validation {
            key: key.to_owned(),
            claim: "who wins a battle, from what is known beforehand".to_owned(),
            kind: Kind::Prediction,
            record: self.name,
            n: self.cases.len(),
            split: self.split.clone(),
            metric,
            better: Better::Neither,
            score,
            baselines: Vec::new(),
            published: Vec::new(),
            gate: None,
            note: String::new(),
        }
    }

    /// Mean of a value of each case, resampled over wars.
    fn mean_over(&self, values: &[f64]) -> Estimate {
        self.resampled(1, |cases| mean(&cases.iter().map(|case| values[*case]).collect::<Vec<f64>>()))
    }

    /// `work`: how often the statistic looks at each case.
    fn resampled(&self, work: usize, statistic: impl Fn(&[usize]) -> f64) -> Estimate {
        let replicates = (RESAMPLED / (work * self.cases.len())).clamp(20, 2000) as u32;
        Bootstrap { replicates, level: LEVEL }.over(&self.wars, statistic)
    }

    fn each(&self, value: impl Fn(&Case) -> f64) -> Vec<f64> {
        self.cases.iter().map(value).collect()
    }

    fn winner(&self, undecided: usize) -> Vec<Validation> {
        let loss_of = |p: Probability| self.each(|case| log_loss(p(case), case.battle.attacker_won));
        let baselines: [(&str, Probability); 4] = [
            ("always the same", |case| case.baseline.constant),
            ("force-ratio logit", |case| case.baseline.ratio),
            ("plain logit", |case| case.baseline.plain),
            ("plain logit without guns", |case| case.baseline.bare),
        ];
        let losses = loss_of(|case| case.forecast.p);
        let [ratio, plain] = [1, 2].map(|at| {
            let of_baseline = loss_of(baselines[at].1);
            let difference: Vec<f64> = losses.iter().zip(&of_baseline).map(|(a, b)| a - b).collect();
            self.mean_over(&difference)
        });
        let gate = |what: &str, found: f64, required| {
            Some(Gate { what: what.to_owned(), found: Estimate::exact(found), required })
        };
        let mut log_losses = self.row("log_loss", "log-loss, nats", self.mean_over(&losses));
        log_losses.better = Better::Lower;
        log_losses.baselines = baselines.map(|(name, p)| reference(name, mean(&loss_of(p)))).to_vec();
        log_losses.note = format!(
            "{undecided} rows have no winner or no strength and are left out. The plain logit counts guns that \
             were not recorded as none, and by that knows who lost them: it is no forecast."
        );
        let mut to_ratio = self.row("log_loss_to_force_ratio", "difference of log-loss, nats", ratio);
        to_ratio.better = Better::Lower;
        to_ratio.gate = gate(
            "difference to the force-ratio logit, upper end of 90 %",
            ratio.interval.map_or(f64::NAN, |(_, high)| high),
            Bound::Below(0.0),
        );
        let mut to_plain = self.row("log_loss_to_plain", "difference of log-loss, nats", plain);
        to_plain.better = Better::Lower;
        to_plain.gate = gate("difference to the plain logit", plain.value, Bound::AtMost(MARGIN));
        let right = |p: Probability| {
            self.each(|case| f64::from(u8::from((p(case) > 0.5) == case.battle.attacker_won)))
        };
        let mut accuracy =
            self.row("accuracy", "share right", self.mean_over(&right(|case| case.forecast.p)));
        accuracy.better = Better::Higher;
        accuracy.baselines = baselines.map(|(name, p)| reference(name, mean(&right(p)))).to_vec();
        accuracy.published =
            vec![reference("classification trees on an unnamed database (Coban 2001)", 0.79)];
        vec![log_losses, to_ratio, to_plain, accuracy]
    }

    fn calibration(&self) -> Vec<Validation> {
        let line = |cases: &[usize]| {
            let forecasts: Vec<f64> = cases.iter().map(|case| self.cases[*case].forecast.p).collect();
            let won: Vec<bool> = cases.iter().map(|case| self.cases[*case].battle.attacker_won).collect();
            calibration(&forecasts, &won)
        };
        let slope = self.resampled(20, |cases| line(cases).map_or(f64::NAN, |line| line.slope));
        let intercept = self.resampled(20, |cases| line(cases).map_or(f64::NAN, |line| line.intercept));
        vec![
            self.row("calibration_slope", "slope on the logit scale; 1 is right", slope),
            self.row("calibration_intercept", "intercept on the logit scale; 0 is right", intercept),
        ]
    }

    /// Forecasts in tenths of the cases, beside the share won.
    fn calibration_plot(&self) -> Figure {
        let mut order: Vec<&Case> = self.cases.iter().collect();
        order.sort_by(|a, b| a.forecast.p.total_cmp(&b.forecast.p));
        let points = order.chunks(order.len().div_ceil(10)).map(|cases| {
            let of =
                |value: fn(&Case) -> f64| mean(&cases.iter().map(|case| value(case)).collect::<Vec<f64>>());
            let won = cases.iter().filter(|case| case.battle.attacker_won).count();
            let share = Share { held: won as u32, of: cases.len() as u32 };
            let y = of(|case| f64::from(u8::from(case.battle.attacker_won)));
            Point { x: of(|case| case.forecast.p), y, interval: Some(share.wilson()) }
        });
        let axis = |label: &str| Axis { label: label.to_owned(), range: (0.0, 1.0) };
        let corner = |at: f64| Point { x: at, y: at, interval: None };
        Figure {
            name: "battle-calibration",
            title: "Who wins a battle: forecast and outcome".to_owned(),
            description: "Ten groups of battles by forecast; the share won lies near the diagonal."
                .to_owned(),
            axes: [axis("probability that the attacker wins"), axis("share won by the attacker")],
            series: vec![
                Series { name: "battles, 95 %".to_owned(), mark: Mark::Dots, points: points.collect() },
                Series {
                    name: "right forecasts".to_owned(),
                    mark: Mark::Dashed,
                    points: vec![corner(0.0), corner(1.0)],
                },
            ],
        }
    }

    fn losses(&self) -> Vec<Validation> {
        let mut rows = Vec::new();
        let mut covered = vec![Vec::new(); self.cases.len()];
        for side in [0, 1] {
            let known: Vec<(usize, f64)> = (self.cases.iter().enumerate())
                .filter_map(|(at, case)| Some((at, libm::log(case.battle.loss[side]?))))
                .collect();
            let n = known.len();
            let mut errors = vec![f64::NAN; self.cases.len()];
            let mut constant = Vec::new();
            for (at, found) in known {
                let case = &self.cases[at];
                errors[at] = found - case.forecast.loss(side);
                constant.push(found - case.baseline.losses[side]);
                let normals = case.forecast.losses.map(|losses| losses[side]);
                let below = mixture_cdf(case.forecast.p, normals, found);
                covered[at].push(f64::from(u8::from((0.1..=0.9).contains(&below))));
            }
            let rmse = self.resampled(1, |cases| {
                let errors = cases.iter().map(|case| errors[*case]).filter(|error| !error.is_nan());
                root_mean_square(&errors.collect::<Vec<f64>>())
            });
            let key = ["attacker_loss_rmse", "defender_loss_rmse"][side];
            let mut row = self.row(key, "root mean square error of ln(loss fraction)", rmse);
            row.claim = ["what a battle costs the attacker", "what it costs the defender"][side].to_owned();
            row.n = n;
            row.better = Better::Lower;
            row.baselines = vec![reference("always the same", root_mean_square(&constant))];
            row.gate = Some(Gate {
                what: row.metric.to_owned(),
                found: Estimate::exact(rmse.value),
                required: Bound::AtMost(LOSS_BOUNDS[side]),
            });
            rows.push(row);
        }
        let coverage = self.resampled(2, |cases| {
            mean(&cases.iter().flat_map(|case| covered[*case].iter().copied()).collect::<Vec<f64>>())
        });
        let mut row = self.row("coverage_80", "share of losses within the 80 % interval", coverage);
        row.claim = "what a battle costs, whoever wins it".to_owned();
        row.n = covered.iter().map(Vec::len).sum();
        row.gate = Some(Gate {
            what: row.metric.to_owned(),
            found: Estimate::exact(coverage.value),
            required: COVERAGE,
        });
        rows.push(row);
        rows
    }
}

fn reference(name: &str, score: f64) -> Reference {
    Reference { name: name.to_owned(), score: Estimate::exact(score) }
}
