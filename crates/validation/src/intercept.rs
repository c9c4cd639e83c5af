//! Intercept tests of missile defence.

use powderkeg_models::campaign::jeffreys;
use powderkeg_models::math::beta_cdf;

use crate::frame::record;
use crate::table::{Better, Estimate, Kind, Reference, Validation};

const RECORD: &str = "intercept/tests.csv: Los Angeles Times, 22 June 2014; Arms Control Association";

/// The tests that a single-shot probability is drawn from, and those that came later.
#[must_use]
pub fn validate() -> Vec<Validation> {
    let rows = record(
        "tests.csv",
        include_str!("../data/intercept/tests.csv"),
        &["system", "as_of", "intercept_tests", "successes"],
        |row| {
            let count = |text: &str| text.parse::<u32>().ok();
            let counts = (count(row.text("intercept_tests")), count(row.text("successes")));
            (row.text("system").to_owned(), row.text("as_of").to_owned(), counts)
        },
    );
    let counts = |as_of: &str| {
        let row = rows.iter().find(|(system, when, _)| system == "GMD" && when.starts_with(as_of));
        match row {
            Some((_, _, (Some(tests), Some(hits)))) => (*tests, *hits),
            Some(_) | None => panic!("the record has GMD's tests of {as_of}"),
        }
    };
    let (tests, hits) = counts("2014-06 before");
    let (later_tests, later_hits) = counts("2019");
    vec![fitted(tests, hits), later((tests, hits), (later_tests - tests, later_hits - hits))]
}

fn fitted(tests: u32, hits: u32) -> Validation {
    let (low, high) = jeffreys(hits, tests, 0.95);
    Validation {
        key: "single_shot".into(),
        claim: "one interceptor kills a tracked warhead".into(),
        kind: Kind::Calibration,
        record: RECORD,
        n: tests as usize,
        split: "all tests to June 2014; scenarios draw from this interval".into(),
        metric: "share of tests that hit, Jeffreys 95 %",
        better: Better::Neither,
        score: Estimate::between(f64::from(hits) / f64::from(tests), low, high),
        baselines: Vec::new(),
        published: Vec::new(),
        gate: None,
        note: "tests are announced, by day, against known targets: how they carry over to an attack has no record"
            .into(),
    }
}

/// How surprising the later tests are: the chance, by the earlier ones, of as many hits or more.
fn later((tests, hits): (u32, u32), (n, found): (u32, u32)) -> Validation {
    let (a, b) = (f64::from(hits) + 0.5, f64::from(tests - hits) + 0.5);
    // Beta-binomial: the mean over the posterior of the binomial's upper tail, by midpoints of quantiles.
    let steps = 400;
    let tail =
        |p: f64| if found == 0 { 1.0 } else { beta_cdf(p, f64::from(found), f64::from(n - found) + 1.0) };
    let mean = (0..steps)
        .map(|step| powderkeg_models::math::beta_quantile((f64::from(step) + 0.5) / f64::from(steps), a, b))
        .map(tail)
        .sum::<f64>()
        / f64::from(steps);
    Validation {
        key: "later_tests".into(),
        claim: "the tests from June 2014 to 2019".into(),
        kind: Kind::Prediction,
        record: "the same, 2019 by general knowledge",
        n: n as usize,
        split: "fitted to June 2014, held against what came later".into(),
        metric: "chance of as many hits or more",
        better: Better::Neither,
        score: Estimate::exact(mean),
        baselines: vec![Reference {
            name: format!("record, hits of {n}"),
            score: Estimate::exact(f64::from(found)),
        }],
        published: Vec::new(),
        gate: None,
        note: "four tests reject nothing".into(),
    }
}
