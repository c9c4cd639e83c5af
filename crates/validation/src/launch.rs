//! Launches and launch attempts: shares with their intervals, beside what scenarios assume.
//!
//! The intervals are wide and reject little; that is said, not hidden.

use powderkeg_models::campaign::{SHUTTLE_LAUNCHES_PER_ATTEMPT, jeffreys, launched_within};

use crate::component::Findings;
use crate::formulas::tables;
use crate::frame::{Cells, Faults, Range, Source, read};
use crate::plot::{Axis, Figure, Mark, Point, Series};
use crate::statistics::mean;
use crate::table::{Better, Estimate, Kind, Reference, Validation};

const LEVEL: f64 = 0.95;
const MOST: f64 = 4e9;

/// Trials of one kind, and the probability that is claimed for them.
#[derive(Clone, Debug, PartialEq)]
struct Trials {
    series: String,
    claim: String,
    trials: u32,
    successes: u32,
    claimed: f64,
}

/// Scores the record.
#[must_use]
pub fn check() -> Findings {
    let bytes = include_bytes!("../data/launch/attempts.csv");
    let rows = match trials(&Source { name: "launch/attempts.csv", bytes }) {
        Ok(rows) => rows,
        Err(faults) => panic!("the record that comes with the program is sound: {faults}"),
    };
    let mut findings = scored(&rows, "launch/attempts.csv, a source for every row");
    findings.verification.push(tables::launches());
    findings.validation.push(second_attempts());
    findings
}

/// Scores other trials.
///
/// # Errors
/// All that is wrong with the file.
pub fn score(source: &Source) -> Result<Findings, Faults> {
    Ok(scored(&trials(source)?, "the file given"))
}

fn trials(source: &Source) -> Result<Vec<Trials>, Faults> {
    read(source, &["series", "trials", "successes", "claimed", "claim"], row)
}

fn row(row: &mut Cells) -> Trials {
    let count = |row: &mut Cells, column, least: f64| {
        let number = row.number(column, Range::Between(least, MOST));
        if number.fract() != 0.0 && number.is_finite() {
            row.fault(column, "a count has no fraction", "write a whole number");
        }
        number as u32
    };
    let (trials, successes) = (count(row, "trials", 1.0), count(row, "successes", 0.0));
    if successes > trials {
        row.fault("successes", "there are more successes than trials", "check both columns");
    }
    Trials {
        series: row.text("series").to_owned(),
        claim: row.text("claim").to_owned(),
        trials,
        successes,
        claimed: row.number("claimed", Range::Between(0.0, 1.0)),
    }
}

fn interval(row: &Trials) -> Estimate {
    let (low, high) = jeffreys(row.successes, row.trials, LEVEL);
    Estimate::between(f64::from(row.successes) / f64::from(row.trials), low, high)
}

fn is_inside(row: &Trials) -> bool {
    interval(row).interval.is_some_and(|(low, high)| (low..=high).contains(&row.claimed))
}

/// Rows that are told one by one; of a longer file, the first.
const TOLD: usize = 20;

fn scored(rows: &[Trials], record: &'static str) -> Findings {
    let inside: Vec<f64> = rows.iter().map(|row| f64::from(u8::from(is_inside(row)))).collect();
    let overall = Validation {
        key: "claims_inside".into(),
        claim: "launches and attempts go as scenarios assume".into(),
        kind: Kind::Consistency,
        record,
        n: rows.len(),
        split: "nothing was fitted".into(),
        metric: "share of series whose 95 % interval holds the claim",
        better: Better::Neither,
        score: Estimate::exact(mean(&inside)),
        baselines: Vec::new(),
        published: Vec::new(),
        gate: None,
        note: "few and wide intervals: what lies inside is not shown to be right".into(),
    };
    let each = rows.iter().take(TOLD).enumerate().map(|(index, row)| Validation {
        key: format!("series_{}", index + 1),
        claim: row.series.clone(),
        kind: Kind::Consistency,
        record,
        n: row.trials as usize,
        split: "nothing was fitted".into(),
        metric: "share of successes, Jeffreys 95 %",
        better: Better::Neither,
        score: interval(row),
        baselines: vec![Reference { name: row.claim.clone(), score: Estimate::exact(row.claimed) }],
        published: Vec::new(),
        gate: None,
        note: if is_inside(row) { "not rejected".into() } else { "the claim lies outside".into() },
    });
    let validation = std::iter::once(overall).chain(each).collect();
    Findings { validation, figures: vec![figure(rows)], ..Findings::default() }
}

/// The geometric law on the Shuttle's own share.
fn second_attempts() -> Validation {
    Validation {
        key: "second_attempts".into(),
        claim: "how many missions need a second attempt".into(),
        kind: Kind::Consistency,
        record: "\"nearly half\" of the Shuttle's missions, IEEE Aero 2014",
        n: 135,
        split: "the share per attempt is of the same missions".into(),
        metric: "share of missions, independent attempts",
        better: Better::Neither,
        score: Estimate::exact(1.0 - launched_within(SHUTTLE_LAUNCHES_PER_ATTEMPT, 1)),
        baselines: Vec::new(),
        published: vec![Reference { name: "nearly half".into(), score: Estimate::exact(0.5) }],
        gate: None,
        note: String::new(),
    }
}

fn figure(rows: &[Trials]) -> Figure {
    let rows = &rows[..rows.len().min(TOLD)];
    let points = rows.iter().enumerate().map(|(index, row)| {
        let Estimate { value, interval } = interval(row);
        Point { x: index as f64 + 1.0, y: value, interval }
    });
    let names: Vec<String> =
        rows.iter().enumerate().map(|(index, row)| format!("{}: {}", index + 1, row.series)).collect();
    let claims = rows.iter().enumerate().map(|(index, row)| Point {
        x: index as f64 + 1.2,
        y: row.claimed,
        interval: None,
    });
    Figure {
        name: "launch-intervals",
        title: "Launches: shares of successes and what is claimed".into(),
        description: format!(
            "One dot a series, with its Jeffreys 95 % interval; beside it the probability that scenarios assume. {}.",
            names.join(", ")
        ),
        axes: [
            Axis { label: "series".into(), range: (0.5, rows.len() as f64 + 0.7) },
            Axis { label: "share of successes".into(), range: (0.0, 1.0) },
        ],
        series: vec![
            Series { name: "record, 95 %".into(), mark: Mark::Dots, points: points.collect() },
            Series { name: "claimed".into(), mark: Mark::Dots, points: claims.collect() },
        ],
    }
}
