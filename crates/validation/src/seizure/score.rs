//! Seizures scored: how likely what happened was, and whether losses lie within their intervals.

use super::offset::{Offset, Offsets, Selection};
use super::play::{Played, RUNS, play};
use super::record::{Losses, Result, SEIZURES, Seizure, seizures};
use crate::component::Findings;
use crate::frame::{Faults, Source};
use crate::statistics::{mean, quantile};
use crate::table::{Better, Bound, Estimate, Gate, Kind, Reference, Validation};

/// Share of the scored intervals that must hold.
const MUST_HOLD: f64 = 0.75;

const RECORD: &str = "airfield_seizures.csv: nine seizures of 1941 to 2003";
const CORRECTED: &str = "offsets of seizures estimated from the other rows, corrected for which were flown";
const SHIPPED: &str = "the coefficients and the offsets that ship";
const RESULT: &str = "probability of what happened";

/// A seizure and what the model makes of it.
struct Case {
    seizure: Seizure,
    /// Runs with the offset corrected for which raids were flown.
    played: Vec<Played>,
    /// Probability of what happened, without that correction.
    uncorrected: f64,
}

/// Scores the record that comes with the program; each row's offsets are estimated from the others.
#[must_use]
pub fn check() -> Findings {
    let rows = match seizures(&SEIZURES) {
        Ok(rows) => rows,
        Err(faults) => panic!("the record that comes with the program is sound: {faults}"),
    };
    let cases: Vec<Case> = (0..rows.len())
        .map(|index| {
            let others = || rows.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, row)| row);
            let [corrected, plain] = [Selection::Corrected, Selection::Ignored]
                .map(|selection| Offsets::estimated(others(), selection));
            Case::of(rows[index].clone(), Some(corrected), plain)
        })
        .collect();
    findings(&cases, Kind::Hindcast, RECORD, CORRECTED)
}

/// Scores a file of seizures by what ships.
///
/// # Errors
/// All that is wrong with it.
pub fn score(source: &Source) -> std::result::Result<Findings, Faults> {
    if source.bytes == SEIZURES.bytes {
        return Ok(check());
    }
    let rows = seizures(source)?;
    let record = seizures(&SEIZURES)?;
    let plain = Offsets { odds: Offset::estimated(record.iter(), Selection::Ignored), losses: None };
    let cases: Vec<Case> = rows.into_iter().map(|row| Case::of(row, None, plain)).collect();
    let seen = cases.iter().filter(|case| record.contains(&case.seizure)).count();
    let split = match seen {
        0 => format!("{SHIPPED}; no row of the file was used"),
        seen => format!("{SHIPPED}; {seen} rows were used in them, so that this is no prediction for these"),
    };
    Ok(findings(&cases, Kind::Prediction, "seizures of the file", &split))
}

impl Case {
    fn of(seizure: Seizure, corrected: Option<Offsets>, plain: Offsets) -> Self {
        let played = play(&seizure, corrected);
        let uncorrected = probability(&play(&seizure, Some(plain)), |run| run.result == seizure.result);
        Self { seizure, played, uncorrected }
    }

    fn result(&self) -> f64 {
        probability(&self.played, |run| run.result == self.seizure.result)
    }

    /// Intervals of losses, with what was recorded: side and kind, interval with median, record. Where nobody
    /// could be lost and nobody was, there is nothing to tell; what is only general knowledge is not told.
    fn losses(&self) -> Vec<(&'static str, Estimate, f64)> {
        const NAMES: [[&str; 3]; 2] = [
            ["attackers_killed", "attackers_hurt", "attackers_captured"],
            ["defenders_killed", "defenders_hurt", "defenders_captured"],
        ];
        fn all<T: Copy>(losses: &Losses<T>) -> [T; 3] {
            [losses.killed, losses.hurt, losses.captured]
        }
        let mut found = Vec::new();
        for (side, names) in NAMES.iter().enumerate() {
            for (kind, name) in names.iter().enumerate() {
                let Some(recorded) = all(&self.seizure.losses[side])[kind] else { continue };
                if self.seizure.general {
                    continue;
                }
                let values: Vec<f64> = self.played.iter().map(|run| all(&run.losses[side])[kind]).collect();
                let [low, middle, high] = [0.05, 0.5, 0.95].map(|share| quantile(&values, share));
                if low < high || recorded < low || recorded > high {
                    found.push((*name, Estimate::between(middle, low, high), recorded));
                }
            }
        }
        found
    }

    /// Of its intervals, whether each holds.
    fn held(&self) -> Vec<bool> {
        self.losses().iter().map(|(_, estimate, recorded)| within(estimate, *recorded)).collect()
    }
}

fn within(estimate: &Estimate, recorded: f64) -> bool {
    estimate.interval.is_some_and(|(low, high)| (low..=high).contains(&recorded))
}

/// Share of runs, never 0 or 1: a thousand runs make nothing certain (Jeffreys' estimate).
fn probability(played: &[Played], holds: impl Fn(&Played) -> bool) -> f64 {
    let holding = played.iter().filter(|run| holds(run)).count();
    (holding as f64 + 0.5) / (played.len() as f64 + 1.0)
}

fn findings(cases: &[Case], kind: Kind, record: &'static str, split: &str) -> Findings {
    let row = |key: String, claim: String, metric: &'static str, score: Estimate| Validation {
        key,
        claim,
        kind,
        record,
        n: 1,
        split: split.to_owned(),
        metric,
        better: Better::Neither,
        score,
        baselines: Vec::new(),
        published: Vec::new(),
        gate: None,
        note: String::new(),
    };
    let mut validation = Vec::new();
    let held: Vec<bool> = cases.iter().flat_map(Case::held).collect();
    if !held.is_empty() {
        let share = mean(&held.iter().map(|held| f64::from(u8::from(*held))).collect::<Vec<f64>>());
        let metric = "share of losses within their 90 % interval";
        let mut intervals =
            row("intervals_hold".into(), "what a seizure costs".into(), metric, Estimate::exact(share));
        intervals.n = held.len();
        intervals.better = Better::Higher;
        intervals.gate = Some(Gate {
            what: metric.to_owned(),
            found: Estimate::exact(share),
            required: Bound::AtLeast(MUST_HOLD),
        });
        intervals.note = format!("{RUNS} runs a row. Figures that are general knowledge do not count.");
        validation.push(intervals);
    }
    let scored: Vec<&Case> = cases.iter().filter(|case| !case.seizure.general).collect();
    if !scored.is_empty() {
        let loss = |p: &dyn Fn(&Case) -> f64| {
            mean(&scored.iter().map(|case| -libm::log(p(case))).collect::<Vec<f64>>())
        };
        let metric = "log-loss, nats";
        let score = Estimate::exact(loss(&Case::result));
        let mut results = row("result_log_loss".into(), "how a seizure ends".into(), metric, score);
        results.n = scored.len();
        results.better = Better::Lower;
        results.baselines = vec![
            reference("without the correction for which raids were flown", loss(&|case| case.uncorrected)),
            reference("each result a third", libm::log(3.0)),
        ];
        results.note = "Most recorded seizures succeeded; hopeless ones were not flown.".into();
        validation.push(results);
    }
    for case in cases {
        let Seizure { id, name, general, raid, result, held, .. } = &case.seizure;
        let weight = if *general { "All its figures are general knowledge: shown, not scored." } else { "" };
        let what = match result {
            Result::Seized => "taken",
            Result::Nothing => "came to nothing",
            Result::Repulsed => "beaten off",
        };
        let claim = format!("{name}: {what}");
        let mut ended = row(format!("{id}_result"), claim, RESULT, Estimate::exact(case.result()));
        let uncorrected = reference("without the correction for which raids were flown", case.uncorrected);
        ended.baselines = vec![uncorrected];
        ended.note = weight.to_owned();
        validation.push(ended);
        if let (Result::Seized, false, Some(held)) = (result, raid, held) {
            let claim = format!("{name}: {} for a day", if *held { "held" } else { "not held" });
            let p = probability(&case.played, |run| run.kept == *held);
            let mut kept = row(format!("{id}_held"), claim, RESULT, Estimate::exact(p));
            kept.note = weight.to_owned();
            validation.push(kept);
        }
        for (what, estimate, recorded) in case.losses() {
            let metric = "people: median and 90 % interval";
            let claim = format!("{name}: {}", what.replace('_', " "));
            let mut lost = row(format!("{id}_{what}"), claim, metric, estimate);
            let verdict = if within(&estimate, recorded) { "within" } else { "outside" };
            lost.note = format!("Recorded: {recorded}, {verdict}.");
            validation.push(lost);
        }
    }
    Findings { validation, ..Findings::default() }
}

fn reference(name: &str, score: f64) -> Reference {
    Reference { name: name.to_owned(), score: Estimate::exact(score) }
}
