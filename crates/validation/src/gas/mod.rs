//! The gas dispute of January 2009, run through the trade and weather domains of the engine.
//!
//! Rows become tables of the scenario `gas-2009` and are read and run like any scenario; nothing of the
//! model is written here. What countries did about it (the record's responses) is never an input.

mod countries;
mod runs;

use std::collections::BTreeMap;

pub use countries::{Country, countries, readable_id, tables};
use powderkeg_models::heat::{MIXED_HOUSEHOLD, degree_day_demand};

use crate::component::Findings;
use crate::frame::{Faults, Source};
use crate::plot::{Axis, Figure, Mark, Point, Series};
use crate::statistics::{Bootstrap, clusters, mean, spearman};
use crate::table::{Better, Bound, Estimate, Gate, Kind, Reference, Validation};
use runs::{Outcome, outcomes, shipped_outcomes};

const RECORD: &str = "gas2009/countries.csv: press, EU Gas Coordination Group MEMO/09/4";
const RESAMPLES: Bootstrap = Bootstrap { replicates: 2000, level: 0.95 };

/// Bulgaria's store on 17 January, mcm, and days since it held 570 (newskeeper, 17 January 2009).
const RECORDED_STORE: (f64, f64) = (11.0, 506.0);

/// The most rows that are run: each country is simulated many times.
const MOST_ROWS: usize = 2_000;

/// The countries that come with the program.
#[must_use]
pub fn record() -> Vec<Country> {
    let bytes = include_bytes!("../../data/gas2009/countries.csv");
    match countries(&Source { name: "gas2009/countries.csv", bytes }) {
        Ok(countries) => countries,
        Err(faults) => panic!("the record that comes with the program is sound: {faults}"),
    }
}

/// The shipped scenario's file of countries.
#[must_use]
pub fn shipped_countries() -> String {
    let head = "# Made by `cargo xtask generate` from crates/validation/data/gas2009/countries.csv: do not edit.\n\
                # What is not recorded of a store is an assumption: 8 to 35 days of demand, 0.1 to 0.3 of it a day out.\n";
    format!("{head}{}", tables(&record(), |_, country| readable_id(&country.name)))
}

/// Scores the record.
#[must_use]
pub fn check() -> Findings {
    let countries = record();
    let outcomes = shipped_outcomes();
    let mut findings = scored(&countries, &outcomes, RECORD);
    if let Some((bulgaria, outcome)) =
        countries.iter().zip(&outcomes).find(|(country, _)| country.name == "Bulgaria")
    {
        findings.validation.insert(0, depletion(outcome));
        findings.figures.push(store_curve(bulgaria, outcome));
    }
    findings.figures.push(heat_curve());
    findings
}

/// Scores other countries.
///
/// # Errors
/// All that is wrong with the file.
pub fn score(source: &Source) -> Result<Findings, Faults> {
    let countries = countries(source)?;
    if countries.len() > MOST_ROWS {
        let what =
            format!("{} rows; each is a country that is simulated, so at most {MOST_ROWS}", countries.len());
        return Err(Faults::of_file(source.name, what, "split the file"));
    }
    Ok(scored(&countries, &outcomes(&countries), "the file given"))
}

fn scored(countries: &[Country], outcomes: &[Outcome], record: &'static str) -> Findings {
    let seen: Vec<usize> = (0..countries.len()).filter(|index| countries[*index].seen).collect();
    let all: Vec<usize> = (0..countries.len()).collect();
    let mut validation = vec![
        severity("severity", "who was hit how hard", countries, outcomes, &all, true),
        severity(
            "severity_seen",
            "the same, without generally known figures",
            countries,
            outcomes,
            &seen,
            false,
        ),
        order(outcomes),
    ];
    validation.extend(households(countries, outcomes));
    for row in validation.iter_mut().filter(|row| row.record == RECORD) {
        row.record = record;
    }
    let figures = vec![severity_plot(countries, outcomes)];
    Findings { validation, figures, ..Findings::default() }
}

/// Rank correlation with the severity class, beside what needs no model.
fn severity(
    key: &'static str,
    claim: &'static str,
    countries: &[Country],
    outcomes: &[Outcome],
    cases: &[usize],
    gated: bool,
) -> Validation {
    let of = |cases: &[usize], value: &dyn Fn(usize) -> f64| {
        let values: Vec<f64> = cases.iter().map(|case| value(*case)).collect();
        let classes: Vec<f64> = cases.iter().map(|case| countries[*case].severity).collect();
        spearman(&values, &classes)
    };
    let model = |case: usize| outcomes[case].unmet_share;
    let share = |case: usize| countries[case].russian_share;
    let lost = |case: usize| countries[case].russian_share * countries[case].lost;
    let alone = clusters(cases.iter().copied());
    let cases_of = |positions: &[usize]| -> Vec<usize> { positions.iter().map(|at| cases[*at]).collect() };
    let estimate = |value: &dyn Fn(usize) -> f64| RESAMPLES.over(&alone, |at| of(&cases_of(at), value));
    let difference = RESAMPLES.over(&alone, |at| {
        let cases = cases_of(at);
        of(&cases, &model) - of(&cases, &share)
    });
    Validation {
        key: key.into(),
        claim: claim.into(),
        kind: Kind::Hindcast,
        record: RECORD,
        n: cases.len(),
        split: "no number was fitted; ranges are the library's".into(),
        metric: "rank correlation of unmet share of demand with severity class",
        better: Better::Higher,
        score: estimate(&model),
        baselines: vec![
            Reference { name: "Russian share alone".into(), score: estimate(&share) },
            Reference { name: "share × loss".into(), score: estimate(&lost) },
        ],
        published: Vec::new(),
        gate: gated.then(|| Gate {
            what: "not worse than share alone: paired difference, 95 %".into(),
            found: difference,
            required: Bound::AtLeast(0.0),
        }),
        note: if gated { String::new() } else { format!("model less share alone, paired: {difference}") },
    }
}

/// Industry before households: built into the rationing, so no finding.
fn order(outcomes: &[Outcome]) -> Validation {
    let kept = outcomes.iter().filter(|outcome| outcome.industry_first).count();
    Validation {
        key: "order_of_cuts".into(),
        claim: "industry is cut before households".into(),
        kind: Kind::Consistency,
        record: "Bulgaria, Slovakia and Hungary: industry first (press)",
        n: outcomes.len(),
        split: "designed in: the trade domain rations in this order".into(),
        metric: "share of countries in which it holds on every day",
        better: Better::Higher,
        score: Estimate::exact(kept as f64 / outcomes.len() as f64),
        baselines: Vec::new(),
        published: Vec::new(),
        gate: None,
        note: "true by construction, and agreeing with the record".into(),
    }
}

/// Whether households were without heat, where that is recorded.
fn households(countries: &[Country], outcomes: &[Outcome]) -> Option<Validation> {
    let cases: Vec<(bool, f64, f64)> = countries
        .iter()
        .zip(outcomes)
        .filter_map(|(country, outcome)| {
            let share = country.russian_share * country.lost;
            country.cold_households.map(|cold| (cold, outcome.households_cut, share))
        })
        .collect();
    if cases.is_empty() {
        return None;
    }
    let brier = |forecast: &dyn Fn(&(bool, f64, f64)) -> f64, at: &[usize]| {
        let errors: Vec<f64> = at
            .iter()
            .map(|case| {
                let miss = f64::from(u8::from(cases[*case].0)) - forecast(&cases[*case]);
                miss * miss
            })
            .collect();
        mean(&errors)
    };
    let alone = clusters(0..cases.len());
    let cut = cases.iter().filter(|case| case.0).count() as f64 / cases.len() as f64;
    let score =
        |forecast: &dyn Fn(&(bool, f64, f64)) -> f64| RESAMPLES.over(&alone, |at| brier(forecast, at));
    Some(Validation {
        key: "households".into(),
        claim: "whose households were without heat".into(),
        kind: Kind::Hindcast,
        record: RECORD,
        n: cases.len(),
        split: "no number was fitted; ranges are the library's".into(),
        metric: "Brier score of the share of runs with households cut",
        better: Better::Lower,
        score: score(&|case| case.1),
        baselines: vec![
            Reference { name: format!("{:.0} % for all", cut * 100.0), score: score(&|_| cut) },
            Reference { name: "share × loss as a probability".into(), score: score(&|case| case.2) },
        ],
        published: Vec::new(),
        gate: None,
        note: format!(
            "{} of them were; households are taken for 40 % of demand everywhere (an assumption)",
            cases.iter().filter(|case| case.0).count()
        ),
    })
}

/// What left Bulgaria's store in eleven days.
fn depletion(bulgaria: &Outcome) -> Validation {
    let (days, left) = RECORDED_STORE;
    let recorded = 570.0 - left;
    let drawn: f64 = bulgaria.store.first().map_or(f64::NAN, |start| start - bulgaria.store[days as usize]);
    let miss = (drawn - recorded).abs();
    Validation {
        key: "bulgaria_store".into(),
        claim: "what left Bulgaria's store, 6 to 17 January".into(),
        kind: Kind::Hindcast,
        record: "570 mcm on 6 January, 506 on the 17th (newskeeper, 17 January 2009)",
        n: 1,
        split: "store and greatest withdrawal are given".into(),
        metric: "miss against the recorded 64 mcm",
        better: Better::Lower,
        score: Estimate::exact(miss),
        baselines: vec![Reference {
            name: "4.5 mcm every day".into(),
            score: Estimate::exact(recorded - 49.5),
        }],
        published: Vec::new(),
        gate: Some(Gate {
            what: "a tenth of the record".into(),
            found: Estimate::exact(miss),
            required: Bound::AtMost(6.4),
        }),
        note: format!(
            "the model draws {drawn}; the record's own rate, 5.8 mcm a day, is above the greatest withdrawal it reports (4.5; 3 to 4 in \
               another paper): both cannot be right, and the model keeps to the cap"
        ),
    }
}

fn severity_plot(countries: &[Country], outcomes: &[Outcome]) -> Figure {
    let mut classes: BTreeMap<u64, Vec<Point>> = BTreeMap::new();
    for (country, outcome) in countries.iter().zip(outcomes) {
        let point = Point { x: country.russian_share * country.lost, y: outcome.unmet_share, interval: None };
        classes.entry(country.severity.to_bits()).or_default().push(point);
    }
    let series = classes
        .into_iter()
        .map(|(class, points)| Series {
            name: format!("severity {}", f64::from_bits(class)),
            mark: Mark::Dots,
            points,
        })
        .collect();
    Figure {
        name: "gas-severity",
        title: "January 2009: what the model leaves unmet, by severity class".into(),
        description: "One dot a country. Across, the share of its gas that was lost; up, the mean unmet share of \
                      demand in the model from 7 to 19 January. Classes are those of the Gas Coordination Group, 3 \
                      the worst."
            .into(),
        axes: [axis("lost share of gas", 0.0, 1.0), axis("unmet share of demand", 0.0, 1.0)],
        series,
    }
}

fn axis(label: &str, low: f64, high: f64) -> Axis {
    Axis { label: label.into(), range: (low, high) }
}

fn points(values: impl IntoIterator<Item = (f64, f64)>) -> Vec<Point> {
    values.into_iter().map(|(x, y)| Point { x, y, interval: None }).collect()
}

fn store_curve(bulgaria: &Country, outcome: &Outcome) -> Figure {
    let days = outcome.store.iter().enumerate().map(|(day, store)| (6.0 + day as f64, *store));
    let start = bulgaria.storage.unwrap_or(f64::NAN);
    Figure {
        name: "gas-store",
        title: "Bulgaria's gas store in January 2009".into(),
        description: "The model's store falls by the greatest withdrawal, 4.5 mcm a day, from 570 mcm on 6 January; the \
                      record has 506 on the 17th, below the model's 520."
            .into(),
        axes: [axis("day of January 2009", 6.0, 31.0), axis("in store, mcm", 450.0, 600.0)],
        series: vec![
            Series { name: "model".into(), mark: Mark::Line, points: points(days) },
            Series {
                name: "record".into(),
                mark: Mark::Dots,
                points: points([(6.0, start), (6.0 + RECORDED_STORE.0, RECORDED_STORE.1)]),
            },
        ],
    }
}

fn heat_curve() -> Figure {
    let celsius = || (-20..=25).map(f64::from);
    let one = MIXED_HOUSEHOLD.demand(8.0);
    Figure {
        name: "heat-demand",
        title: "Demand for heat by temperature: the sigmoid and a degree-day line".into(),
        description: "Both are 1 at 8 °C. The sigmoid flattens in great cold, where the line goes on rising."
            .into(),
        axes: [axis("mean temperature of the day, °C", -20.0, 25.0), axis("demand, 8 °C = 1", 0.0, 4.5)],
        series: vec![
            Series {
                name: "BDEW/TUM sigmoid, flats".into(),
                mark: Mark::Line,
                points: points(celsius().map(|c| (c, MIXED_HOUSEHOLD.demand(c) / one))),
            },
            Series {
                name: "degree days below 15 °C".into(),
                mark: Mark::Dashed,
                points: points(celsius().map(|c| (c, degree_day_demand(c, 15.0, MIXED_HOUSEHOLD.d / one)))),
            },
        ],
    }
}
