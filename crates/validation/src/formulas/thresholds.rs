//! Granovetter's thresholds: cascades and fixed points.

use powderkeg_models::unrest::{threshold_cascade, threshold_equilibrium};

use super::worst;
use crate::frame::{Range, record};
use crate::table::{Bound, Verification};

const ORACLE: &str = "Granovetter 1978, American Journal of Sociology 83:1420";

/// A row of the table.
struct Check {
    case: String,
    population: f64,
    mean: f64,
    /// None where the thresholds are given one by one.
    sd: Option<f64>,
    joined: f64,
}

/// Cascades exactly, fixed points to the table's two decimals, and where they jump.
#[must_use]
pub fn verify() -> Vec<Verification> {
    let checks = record(
        "granovetter_checks.csv",
        include_str!("../../data/thresholds/granovetter_checks.csv"),
        &["case", "N", "mean", "sd", "equilibrium"],
        |row| Check {
            case: row.text("case").to_owned(),
            population: row.number("N", Range::Positive),
            mean: row.optional("mean", Range::Any).unwrap_or(0.0),
            sd: row.optional("sd", Range::Positive),
            joined: row.number("equilibrium", Range::NotNegative),
        },
    );
    let (smooth, single): (Vec<&Check>, Vec<&Check>) = checks.iter().partition(|check| check.sd.is_some());
    let fixed_point =
        |check: &&Check| threshold_equilibrium(check.population, check.mean, check.sd.unwrap_or(f64::NAN));
    vec![
        Verification {
            what: "threshold cascades: 0..99 gives 100, one 1→2 gives 1",
            oracle: ORACLE,
            n: single.len(),
            quantity: "largest error, people",
            found: worst(single.iter().map(|check| (cascade(&check.case) - check.joined).abs())),
            required: Some(Bound::AtMost(0.0)),
        },
        Verification {
            what: "fixed points of normal thresholds, N 100, mean 25 (5.5 at sd 12.2)",
            oracle: "computed; Granovetter 1978 gives about 6 there",
            n: smooth.len(),
            quantity: "largest error, people",
            found: worst(smooth.iter().map(|check| (fixed_point(check) - check.joined).abs())),
            required: Some(Bound::AtMost(0.005)),
        },
        Verification {
            what: "the fixed point jumps by sd 12.25",
            oracle: ORACLE,
            n: 2,
            quantity: "rise from sd 12.2 to 12.25, people",
            found: threshold_equilibrium(100.0, 25.0, 12.25) - threshold_equilibrium(100.0, 25.0, 12.2),
            required: Some(Bound::AtLeast(90.0)),
        },
    ]
}

fn cascade(case: &str) -> f64 {
    let mut thresholds: Vec<u32> = (0..100).collect();
    if case.contains("1 -> 2") {
        thresholds[1] = 2;
    }
    threshold_cascade(&thresholds) as f64
}
