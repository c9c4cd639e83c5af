//! `powderkeg hindcast`.

use std::collections::BTreeMap;
use std::fmt::Write;

use powderkeg_engine::id::PartyId;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::Engine;
use powderkeg_report::layout::hang;
use powderkeg_report::run::civil;
use powderkeg_scenario::expect::{self, Expect, Measure};
use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::scenario::{Scenario, Tried};
use powderkeg_study::direction::{Direction, Moved, Target, Variant, Verdict, directions};
use powderkeg_study::hindcast::{Chain, Expected, Fact, FactScore, Hindcast, hindcast as study};
use powderkeg_study::runs::Seeds;
use serde_json::{Value, json};

use crate::args;
use crate::changes;
use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::scenarios;
use crate::tables::{percent, places_of, share_json, table};

pub fn hindcast(arguments: &args::Hindcast) -> Result<(), Failure> {
    let changes = changes::of(&arguments.chosen.changed)?;
    let (scenario, options, wanted) = scenarios::open_checked(&arguments.chosen.scenario, &changes)?;
    let engine = scenarios::engine(&scenario);
    let seeds = Seeds { first: arguments.seed, runs: arguments.runs };
    let scored = study(&engine, &options, &expected(&scenario.expect), seeds, arguments.threads);
    let unchanged = Variant { engine, options, facts: programs(&scenario.expect) };
    let wanted: Vec<Direction> =
        wanted.into_iter().map(|tried| direction(tried, &changes)).collect::<Result<_, _>>()?;
    let moved = directions(&unchanged, &wanted, seeds, arguments.threads);
    if arguments.json {
        return print_json(&report(&scenario, &scored, &moved));
    }
    print(&render(&scenario, &scored, &moved))
}

fn expected(expect: &Expect) -> Expected<'_> {
    fn fact(fact: &expect::Fact) -> Fact<'_> {
        Fact { name: &fact.name, program: &fact.rule.program, from: fact.from, until: fact.until }
    }
    Expected {
        facts: expect.facts.iter().map(fact).collect(),
        givens: expect.givens.iter().map(fact).collect(),
        claims: expect.claims.iter().map(fact).collect(),
        order: expect.order.clone(),
        chains: expect.chains.iter().map(chain).collect(),
    }
}

fn chain(chain: &expect::Chain) -> Chain<'_> {
    Chain { name: &chain.name, pairs: &chain.pairs, with: &chain.with }
}

fn programs(expect: &Expect) -> Vec<powderkeg_engine::rule::Program> {
    expect.facts.iter().map(|fact| fact.rule.program.clone()).collect()
}

fn direction(tried: Tried, changes: &Interventions) -> Result<Direction, Failure> {
    let Tried { direction, mut setup, expect } = tried;
    let options = scenarios::intervene(&mut setup, changes)?;
    let targets = |measures: &[Measure]| measures.iter().map(target).collect();
    Ok(Direction {
        name: direction.name,
        changed: Variant { engine: Engine::new(setup), options, facts: programs(&expect) },
        raises: targets(&direction.raises),
        lowers: targets(&direction.lowers),
    })
}

fn target(measure: &Measure) -> Target {
    match *measure {
        Measure::Fact(index) => Target::Fact(index),
        Measure::Outcome(index) => Target::Outcome(index),
    }
}

const LEGEND: &str = "\
A share is of all runs unless it says of which; in brackets its 95 % interval (Wilson). In time: on the days that the \
record gives, a single date with a week on either side. First day: the median over the runs in which it happens, in \
brackets the days by which it has happened in 10 % and in 90 % of them. Given is what the scenario builds in, claimed \
what the record says that is no matter of fact.";

fn render(scenario: &Scenario, scored: &Hindcast, moved: &[Moved]) -> String {
    let runs = scored.seeds.runs;
    let last = scored.seeds.first.wrapping_add(u64::from(runs) - 1);
    let mut out =
        format!("{}: {runs} runs, seeds {} to {last}\n\n", scenario.setup.title, scored.seeds.first);
    out.push_str(&hang(LEGEND, columns(), "", ""));
    let lists = [
        ("Facts of the record", &scored.facts),
        ("Given, not scored", &scored.givens),
        ("Claimed, not scored", &scored.claims),
    ];
    for (title, rows) in lists.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        let header = [title, "happens", "in time", "first day"].map(String::from);
        let rows = rows.iter().map(|row| fact_row(scenario, row));
        table(&mut out, std::iter::once(header).chain(rows).collect());
    }
    if !scored.facts.is_empty() {
        let _ = writeln!(out, "\nAll facts happen in {} of runs.", percent(scored.all_facts));
    }
    if !scored.order.is_empty() {
        let header = ["Order of the record", "holds", "of the runs with both"].map(String::from);
        let rows = scored.order.iter().map(|row| {
            let name = |index: usize| scored.facts[index].name.clone();
            [
                format!("{} before {}", name(row.before), name(row.after)),
                percent(row.share),
                row.share.of.to_string(),
            ]
        });
        table(&mut out, std::iter::once(header).chain(rows).collect());
        let _ = writeln!(out, "\nAll of them happen in this order in {} of runs.", percent(scored.all_order));
    }
    if !scored.chains.is_empty() {
        let header = ["Chain, all of it in one run", "happens"].map(String::from);
        let rows = scored.chains.iter().map(|(name, share)| [name.clone(), percent(*share)]);
        table(&mut out, std::iter::once(header).chain(rows).collect());
    }
    let header = ["Result", "share"].map(String::from);
    let rows = scored.results.iter().map(|&(result, share)| [result_name(scenario, result), percent(share)]);
    table(&mut out, std::iter::once(header).chain(rows).collect());
    if !moved.is_empty() {
        render_directions(&mut out, scenario, moved);
    }
    out.push_str(&never_taken(scenario, scored));
    out
}

fn render_directions(out: &mut String, scenario: &Scenario, moved: &[Moved]) {
    let legend = "Changes, each run with the same seeds as the scenario as it is. Does: the mean difference ± two \
                  standard errors, for a fact in percentage points of its share. Unclear: it is within the error.";
    out.push('\n');
    out.push_str(&hang(legend, columns(), "", ""));
    let header = ["If it is changed", "should", "does", "verdict"].map(String::from);
    let rows = moved.iter().map(|row| {
        let should = format!("{} {}", if row.rises { "raise" } else { "lower" }, target_name(scenario, row));
        [row.direction.clone(), should, change(scenario, row), verdict(row.verdict()).into()]
    });
    table(out, std::iter::once(header).chain(rows).collect());
}

/// "+8.1 ± 4.9 points", "−1.30 ± 0.42 kt".
fn change(scenario: &Scenario, row: &Moved) -> String {
    let (scale, unit) = match row.target {
        Target::Fact(_) => (100.0, "points"),
        Target::Outcome(index) => (1.0, scenario.setup.outcomes.get(index).map_or("", |scale| &scale.unit)),
    };
    let (difference, error) = (row.difference * scale, 2.0 * row.standard_error * scale);
    if !error.is_finite() {
        return format!("{} (one run says nothing)", signed(difference, 1));
    }
    let places = places_of(error);
    let unit = if unit == "1" { "" } else { unit };
    format!("{} ± {error:.places$} {unit}", signed(difference, places)).trim_end().to_string()
}

/// "+8", "−3", "0".
fn signed(number: f64, places: usize) -> String {
    let text = format!("{number:+.places$}").replace('-', "−");
    let is_nothing = !text.contains(|letter: char| ('1'..='9').contains(&letter));
    if is_nothing { "0".into() } else { text }
}

/// The options that no run took, by party: rules that are in the text and never in the story.
fn never_taken(scenario: &Scenario, scored: &Hindcast) -> String {
    let setup = &scenario.setup;
    let runs = scored.seeds.runs;
    let mut by_party: BTreeMap<PartyId, Vec<&str>> = BTreeMap::new();
    for ((_, option), _) in setup.options.iter().zip(&scored.options).filter(|(_, share)| share.held == 0) {
        let name = setup.names.get(option.name.id).map_or("?", |named| named.id.as_str());
        by_party.entry(option.party).or_default().push(name);
    }
    if by_party.is_empty() {
        return format!("\nEvery option of every party was taken in some of the {runs} runs.\n");
    }
    let mut out = format!("\nOptions that no party took in any of the {runs} runs\n");
    for (party, names) in by_party {
        let title = setup.names.get(setup.parties[party].name.id).map_or("?", |named| named.title.as_str());
        out.push_str(&hang(&names.join(", "), columns(), &format!("  {title}: "), "      "));
    }
    out
}

fn fact_row(scenario: &Scenario, row: &FactScore) -> [String; 4] {
    // A run of less than a year needs no years.
    let format = if scenario.setup.calendar.ends.day() < 360 { "%-d %b" } else { "%-d %b %Y" };
    let day = |at: Minute| civil(&scenario.setup, at).strftime(format).to_string();
    let when = row.when.map_or_else(
        || "–".into(),
        |[early, median, late]| {
            if early.day() == late.day() {
                day(median)
            } else {
                format!("{} ({} – {})", day(median), day(early), day(late))
            }
        },
    );
    let in_time = row.in_time.map_or_else(|| "no date".into(), percent);
    [row.name.clone(), percent(row.share), in_time, when]
}

fn result_name(scenario: &Scenario, result: Option<usize>) -> String {
    result
        .and_then(|index| scenario.setup.results.get(index))
        .map_or_else(|| "none of these".into(), |rule| rule.text.clone())
}

fn target_name(scenario: &Scenario, moved: &Moved) -> String {
    let name = match moved.target {
        Target::Fact(index) => scenario.expect.facts.get(index).map(|fact| fact.name.clone()),
        Target::Outcome(index) => scenario.setup.outcomes.get(index).map(|scale| scale.name.clone()),
    };
    name.unwrap_or_else(|| "?".into())
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "as expected",
        Verdict::Wrong => "the other way",
        Verdict::Unclear => "unclear",
    }
}

fn report(scenario: &Scenario, scored: &Hindcast, moved: &[Moved]) -> Value {
    let share = share_json;
    let fact = |row: &FactScore| {
        let when = row.when.map(|when| when.map(|at| civil(&scenario.setup, at).to_string()));
        json!({ "name": row.name, "share": share(row.share), "when": when, "in_time": row.in_time.map(share) })
    };
    let facts = |rows: &[FactScore]| -> Value { rows.iter().map(fact).collect() };
    let order: Vec<Value> = scored
        .order
        .iter()
        .map(|row| {
            let name = |index: usize| &scored.facts[index].name;
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
            json!({
                "name": row.direction,
                "target": target_name(scenario, row),
                "rises": row.rises,
                "difference": row.difference,
                "standard_error": row.standard_error,
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
        "scenario_hash": scenario.hash,
        "runs": scored.seeds.runs,
        "first_seed": scored.seeds.first,
        "facts": facts(&scored.facts),
        "givens": facts(&scored.givens),
        "claims": facts(&scored.claims),
        "all_facts": share(scored.all_facts),
        "order": order,
        "all_order": share(scored.all_order),
        "chains": chains.collect::<Value>(),
        "results": results,
        "directions": directions,
        "options": options.collect::<Value>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_have_a_sign() {
        assert_eq!([signed(8.2, 0), signed(-3.0, 0), signed(-0.01, 1)], ["+8", "−3", "0"]);
    }
}
