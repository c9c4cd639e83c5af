//! What a hindcast shows.

use powderkeg_report::run::civil;
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::direction::{Moved, Target, Verdict};
use powderkeg_study::hindcast::{DateScore, FactScore, Hindcast};
use powderkeg_study::plan::Plan;
use serde_json::{Value, json};

use crate::runs::answers::share_json;

/// A hindcast in figures; `moved`: what its changes did.
#[must_use]
pub fn hindcast(scenario: &Scenario, plan: &Plan, scored: &Hindcast, moved: &[Moved]) -> Value {
    let (share, length) = (share_json, days(scenario));
    let fact = |row: &FactScore| {
        let when = row.when().map(|when| when.map(|at| civil(&scenario.setup, at).date().to_string()));
        json!({
            "name": row.fact.name,
            "share": share(row.share),
            "when": when,
            "in_time": row.in_time.map(share),
            "brier": row.brier(),
            "dates": row.date_score(length).map(date_score_json),
        })
    };
    let facts = |rows: &[FactScore]| -> Value { rows.iter().map(fact).collect() };
    let order: Vec<Value> = scored
        .order
        .iter()
        .map(|row| {
            let name = |index: usize| &scored.facts[index].fact.name;
            json!({ "before": name(row.before), "after": name(row.after), "share": share(row.share) })
        })
        .collect();
    let results: Vec<Value> = scored
        .results
        .iter()
        .map(|&(result, held)| json!({ "text": result_name(scenario, result), "share": share(held) }))
        .collect();
    let directions: Vec<Value> = moved
        .iter()
        .map(|row| {
            let (low, high) = row.paired.interval().unzip();
            json!({
                "name": row.direction,
                "target": target_name(scenario, row),
                "rises": row.rises,
                "difference": row.paired.difference(),
                "low": low,
                "high": high,
                "verdict": verdict(row.verdict()),
            })
        })
        .collect();
    let options = scenario.setup.options.iter().zip(&scored.options).map(|((_, option), &taken)| {
        let name = scenario.setup.names.get(option.name.id).map(|named| named.path.as_str());
        json!({ "name": name, "share": share(taken) })
    });
    let chains = scored.chains.iter().map(|(name, held)| json!({ "name": name, "share": share(*held) }));
    json!({
        "title": scenario.setup.title,
        "scenario_hash": scenario.hash,
        "runs": scored.runs,
        "first_seed": plan.seed,
        "facts": facts(&scored.facts),
        "givens": facts(&scored.givens),
        "claims": facts(&scored.claims),
        "all_facts": share(scored.all_facts),
        "brier": scored.brier(),
        "dates": scored.dates(length).map(date_score_json),
        "order": order,
        "all_order": share(scored.all_order),
        "chains": chains.collect::<Value>(),
        "results": results,
        "directions": directions,
        "options": options.collect::<Value>(),
    })
}

fn date_score_json(score: DateScore) -> Value {
    json!({ "crps_days": score.crps, "any_day_days": score.any_day, "skill": score.skill() })
}

/// The text of a result.
#[must_use]
pub fn result_name(scenario: &Scenario, result: Option<usize>) -> String {
    result
        .and_then(|index| scenario.setup.results.get(index))
        .map_or_else(|| "none of these".into(), |rule| rule.text.clone())
}

/// What a change should move.
#[must_use]
pub fn target_name(scenario: &Scenario, moved: &Moved) -> String {
    let name = match moved.target {
        Target::Fact(index) => scenario.expect.facts.get(index).map(|fact| fact.name.clone()),
        Target::Outcome(index) => scenario.setup.outcomes.get(index).map(|scale| scale.name.clone()),
    };
    name.unwrap_or_else(|| "?".into())
}

/// Whether a change moved what it should.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "as expected",
        Verdict::Wrong => "the other way",
        Verdict::Unclear => "unclear",
    }
}

/// How long a scenario lasts, in whole days.
#[must_use]
pub fn days(scenario: &Scenario) -> u32 {
    scenario.setup.calendar.ends.day() + 1
}
