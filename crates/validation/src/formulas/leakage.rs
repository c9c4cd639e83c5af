//! Leakage through a missile defence.

use powderkeg_models::missile_defence::{Shield, TrackFailure, salvo_kill_probability};

use super::worst;
use crate::frame::{Range, record};
use crate::table::{Bound, Verification};

/// Sixty defences, in both readings of a tracking failure (with perfect tracking they agree).
#[must_use]
pub fn verify() -> Vec<Verification> {
    let columns = [
        "N_warheads",
        "p_single_shot",
        "shots_per_target",
        "p_kill_target",
        "expected_leakers",
        "P_zero_leakers",
        "P_ge1",
    ];
    let table = record(
        "leakage_computed.csv",
        include_str!("../../data/intercept/leakage_computed.csv"),
        &columns,
        |row| columns.map(|column| row.number(column, Range::NotNegative)),
    );
    let deviations: Vec<f64> = table.iter().flat_map(deviations).collect();
    vec![Verification {
        what: "leakage of independent interceptors (to the table's six decimals)",
        oracle: "Wilkening 1999, Science & Global Security 8:183, binomial",
        n: deviations.len(),
        quantity: "largest error",
        found: worst(deviations),
        required: Some(Bound::AtMost(5.1e-7)),
    }]
}

fn deviations(row: &[f64; 7]) -> Vec<f64> {
    let [warheads, single_shot, shots, wanted @ ..] = *row;
    let warheads = warheads as u32;
    let of = |failure| {
        let shield = Shield { track: 1.0, single_shot, shots, failure };
        let none = shield.margin(0, warheads);
        let kill = salvo_kill_probability(single_shot, shots);
        [kill, shield.expected_leakers(warheads), none, 1.0 - none]
    };
    let readings = [TrackFailure::Independent, TrackFailure::CommonMode].map(of);
    readings
        .iter()
        .flat_map(|found| found.iter().zip(wanted).map(|(found, wanted)| (found - wanted).abs()))
        .collect()
}
