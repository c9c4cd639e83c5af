//! What a comparison shows.

use powderkeg_study::compare::{Coming, Comparison, Costs};
use powderkeg_study::paired::Paired;
use powderkeg_study::plan::Plan;
use powderkeg_study::row::Columns;
use powderkeg_study::store::Changes;
use serde_json::{Map, Value, json};

/// A comparison in figures; `texts`: what is changed, without and with.
#[must_use]
pub fn comparison(texts: &[Changes; 2], plan: &Plan, told: &Columns, sum: &Comparison) -> Value {
    let coming = |coming: &Coming| json!({ "share": figures(&coming.share), "day": figures(&coming.day) });
    let costs = |costs: &Costs| {
        json!({
            "killed": figures(&costs.killed),
            "wounded": figures(&costs.wounded),
            "captured": figures(&costs.captured),
        })
    };
    let named = |names: Vec<&String>, values: Vec<Value>| -> Map<String, Value> {
        names.into_iter().cloned().zip(values).collect()
    };
    let changed = |index: usize| {
        let Changes { set, forbid, orders, from } = &texts[index];
        let from = from.as_ref().map(|from| &from.named);
        json!({ "set": set, "forbid": forbid, "do": orders, "from": from })
    };
    let results: Vec<Value> = (0..sum.results.len())
        .map(|index| json!({ "text": told.results.get(index), "share": figures(&sum.results[index]) }))
        .collect();
    json!({
        "title": told.title,
        "base": changed(0),
        "with": changed(1),
        "pairs": sum.pairs,
        "first_seed": plan.seed,
        "differing_pairs": sum.differing,
        "results": results,
        "incident": coming(&sum.incident),
        "facts": named(told.facts.iter().collect(), sum.facts.iter().map(coming).collect()),
        "outcomes": named(
            told.outcomes.iter().map(|outcome| &outcome.name).collect(),
            sum.outcomes.iter().map(figures).collect(),
        ),
        "losses": named(told.parties.iter().collect(), sum.losses.iter().map(costs).collect()),
        "civilians": costs(&sum.civilians),
    })
}
fn figures(row: &Paired) -> Value {
    let interval = row.interval();
    // JSON has no infinity: `identical` says where it would stand.
    let ratio = row.variance_ratio().filter(|ratio| ratio.is_finite());
    json!({
        "pairs": row.count(),
        "base": row.base(),
        "with": row.with(),
        "difference": row.difference(),
        "low": interval.map(|interval| interval.0),
        "high": interval.map(|interval| interval.1),
        "differing_pairs": row.differing(),
        "identical": row.differing() == 0,
        "variance_ratio": ratio,
    })
}
