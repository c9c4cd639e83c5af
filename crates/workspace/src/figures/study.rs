//! What a study shows.

use powderkeg_engine::time::Minute;
use powderkeg_report::run::civil_from;
use powderkeg_study::row::Columns;
use powderkeg_study::store::Manifest;
use powderkeg_study::summary::{Dates, Losses, Spread, Summary};
use serde_json::{Value, json};

use crate::runs::answers::share_json;

/// A study in figures: shares of the results, dates, losses and outcomes.
#[must_use]
pub fn study(manifest: &Manifest, told: &Columns, summary: &Summary) -> Value {
    let date = |at: Minute| civil_from(told.starts, at).date().to_string();
    let dates = |dates: &Dates| {
        let quantiles = [0.1, 0.5, 0.9].map(|share| dates.quantile(share).map(date));
        json!({ "share": share_json(summary.share(dates.count())), "q10_q50_q90": quantiles })
    };
    let spread = |spread: &Spread| {
        let error = spread.standard_error();
        let quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| spread.quantile(share));
        json!({
            "mean": spread.mean(),
            "standard_error": error.is_finite().then_some(error),
            "q05_q25_q50_q75_q95": quantiles,
            "not_zero": share_json(spread.share_of_some()),
        })
    };
    let losses = |losses: &Losses| {
        json!({
            "killed": spread(&losses.killed),
            "wounded": spread(&losses.wounded),
            "captured": spread(&losses.captured),
        })
    };
    let named = |name: &String, value: Value| (name.clone(), value);
    let text = |index: Option<usize>| index.and_then(|index| told.results.get(index));
    let results: Vec<Value> = summary
        .results()
        .map(|(index, share)| json!({ "text": text(index), "share": share_json(share) }))
        .collect();
    let facts = told.facts.iter().zip(&summary.facts).map(|(name, row)| named(name, dates(row)));
    let outcomes = told.outcomes.iter().zip(&summary.outcomes).map(|(row, found)| {
        let mut value = spread(found);
        value["unit"] = json!(row.unit);
        named(&row.name, value)
    });
    let parties = told.parties.iter().zip(&summary.losses).map(|(name, row)| named(name, losses(row)));
    json!({
        "title": told.title,
        "scenario": manifest.scenario,
        "scenario_hash": manifest.scenario_hash,
        "set": manifest.changes.set,
        "forbid": manifest.changes.forbid,
        "do": manifest.changes.orders,
        "from": manifest.changes.from.as_ref().map(|from| &from.named),
        "seed": manifest.plan.seed,
        "runs": manifest.plan.runs,
        "shard": manifest.plan.shard.to_string(),
        "runs_counted": summary.runs,
        "results": results,
        "incident": dates(&summary.incident),
        "facts": facts.collect::<serde_json::Map<_, _>>(),
        "outcomes": outcomes.collect::<serde_json::Map<_, _>>(),
        "losses": parties.collect::<serde_json::Map<_, _>>(),
        "civilians": { "killed": spread(&summary.civilians.killed), "wounded": spread(&summary.civilians.wounded) },
        "events": spread(&summary.events),
    })
}
