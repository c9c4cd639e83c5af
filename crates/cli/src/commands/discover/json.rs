//! Where an ending lies, as JSON.

use powderkeg_study::discover::{Discovery, Look, Restriction, Rule, Step, Tally};
use powderkeg_workspace::runs::answers::share_json;
use serde_json::{Value, json};

use super::Runs;

/// `found`, `held_out`, `limits` and `trajectory` are those of the first box; where none stands, of all runs.
pub fn json(runs: &Runs, rule: Rule, found: &Discovery) -> Value {
    let first = found.first();
    let chosen = if found.boxes.is_empty() { &first.trajectory[0] } else { &first.chosen };
    let limits = if found.boxes.is_empty() { Vec::new() } else { limits(runs, first) };
    let (together, together_held_out) = found.together();
    json!({
        "title": runs.columns.title,
        "outcome": runs.measure.to_string(),
        "runs": runs.points.runs(),
        "which": runs.which,
        "least_coverage": rule.coverage,
        "found": tally(chosen.found),
        "held_out": tally(chosen.held_out),
        "limits": limits,
        "trajectory": trajectory(first),
        "boxes": found.boxes.iter().map(|look| whole(runs, look)).collect::<Vec<_>>(),
        "together": { "found": tally(together), "held_out": tally(together_held_out) },
        "unconfirmed": found.unconfirmed().map(|look| whole(runs, look)),
    })
}

fn whole(runs: &Runs, look: &Look) -> Value {
    json!({
        "found": tally(look.chosen.found),
        "held_out": tally(look.chosen.held_out),
        "p": look.p,
        "limits": limits(runs, look),
        "trajectory": trajectory(look),
    })
}

fn tally(tally: Tally) -> Value {
    json!({
        "density": share_json(tally.inside),
        "elsewhere": share_json(tally.outside()),
        "coverage": share_json(tally.covered()),
    })
}

fn limits(runs: &Runs, look: &Look) -> Vec<Value> {
    let end = |limit: f64| limit.is_finite().then_some(limit);
    let limit = |row: &Restriction| {
        let quantity = &runs.columns.parameters[row.number];
        json!({
            "path": quantity.name, "unit": quantity.unit, "lever": runs.is_lever(row.number),
            "low": end(row.limits.low), "high": end(row.limits.high),
            "share_of_runs": runs.points.share_within(row.number, row.limits).value(),
            "quasi_p": row.quasi_p, "p": row.p,
        })
    };
    look.restrictions.iter().map(limit).collect()
}

fn trajectory(look: &Look) -> Vec<Value> {
    let step = |step: &Step| {
        let limits = step.region.restricted().count();
        json!({ "limits": limits, "found": tally(step.found), "held_out": tally(step.held_out) })
    };
    look.trajectory.iter().map(step).collect()
}
