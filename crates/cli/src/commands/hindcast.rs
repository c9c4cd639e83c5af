//! `powderkeg hindcast`.

use std::fmt::Write;

use powderkeg_report::layout::{padded, width};
use powderkeg_report::run::civil;
use powderkeg_report::words::{Words, significant};
use powderkeg_scenario::expect::{self, Expect, Measure};
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::direction::{Direction, Moved, Target, Variant, Verdict, directions};
use powderkeg_study::hindcast::{Chain, Expected, Fact, FactScore, Hindcast, hindcast as study};
use powderkeg_study::runs::Seeds;
use powderkeg_study::share::Share;
use serde_json::{Value, json};

use crate::args;
use crate::failure::Failure;
use crate::output::{print, print_json};
use crate::scenarios;

pub fn hindcast(arguments: &args::Hindcast) -> Result<(), Failure> {
    let (scenario, wanted) = scenarios::open_checked(&arguments.chosen.scenario, &arguments.chosen.set)?;
    let engine = scenarios::engine(&scenario);
    let seeds = Seeds { first: arguments.seed, runs: arguments.runs };
    let scored = study(&engine, &expected(&scenario.expect), seeds, arguments.threads);
    let unchanged = Variant { engine, facts: programs(&scenario.expect) };
    let wanted: Vec<Direction> = wanted.iter().map(direction).collect();
    let moved = directions(&unchanged, &wanted, seeds, arguments.threads, |set| {
        let set: Vec<String> = arguments.chosen.set.iter().chain(set).cloned().collect();
        let changed = scenarios::open(&arguments.chosen.scenario, &set)?;
        Ok::<_, Failure>(Variant { engine: scenarios::engine(&changed), facts: programs(&changed.expect) })
    })?;
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

fn direction(direction: &expect::Direction) -> Direction {
    let targets = |measures: &[Measure]| measures.iter().map(target).collect();
    Direction {
        name: direction.name.clone(),
        set: direction.set.clone(),
        raises: targets(&direction.raises),
        lowers: targets(&direction.lowers),
    }
}

fn target(measure: &Measure) -> Target {
    match *measure {
        Measure::Fact(index) => Target::Fact(index),
        Measure::Outcome(index) => Target::Outcome(index),
    }
}

/// "42 % (38–46)".
fn percent(share: Share) -> String {
    let Some(value) = share.value() else { return "–".into() };
    let (low, high) = share.wilson();
    format!("{:.0} % ({:.0}–{:.0})", value * 100.0, low * 100.0, high * 100.0)
}

fn render(scenario: &Scenario, scored: &Hindcast, moved: &[Moved]) -> String {
    let (runs, words) = (scored.seeds.runs, Words::new(&scenario.setup));
    let last = scored.seeds.first.wrapping_add(u64::from(runs) - 1);
    let mut out = format!("{}: {runs} runs, seeds {} to {last}\n", scenario.setup.title, scored.seeds.first);
    out.push_str("Shares of runs with their 95 % interval.\n");
    let lists = [("Facts", &scored.facts), ("Given", &scored.givens), ("Claimed", &scored.claims)];
    for (title, rows) in lists.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        let header = [title, "happens", "in time", "10 %", "median", "90 %"].map(String::from);
        let rows = rows.iter().map(|row| fact_row(&words, row));
        table(&mut out, std::iter::once(header).chain(rows).collect());
    }
    let _ = writeln!(out, "\nall facts: {}", percent(scored.all_facts));
    if !scored.order.is_empty() {
        let header = ["Order", "holds", "of runs with both"].map(String::from);
        let rows = scored.order.iter().map(|row| {
            let name = |index: usize| scored.facts[index].name.clone();
            [
                format!("{} < {}", name(row.before), name(row.after)),
                percent(row.share),
                row.share.of.to_string(),
            ]
        });
        table(&mut out, std::iter::once(header).chain(rows).collect());
        let _ = writeln!(out, "\nall in order: {}", percent(scored.all_order));
    }
    if !scored.chains.is_empty() {
        let header = ["Chain, in one run", "share"].map(String::from);
        let rows = scored.chains.iter().map(|(name, share)| [name.clone(), percent(*share)]);
        table(&mut out, std::iter::once(header).chain(rows).collect());
    }
    let header = ["Result", "share"].map(String::from);
    let rows = scored.results.iter().map(|&(result, share)| [result_name(scenario, result), percent(share)]);
    table(&mut out, std::iter::once(header).chain(rows).collect());
    if !moved.is_empty() {
        let header = ["Direction", "should", "difference", "standard error", "verdict"].map(String::from);
        let rows = moved.iter().map(|row| {
            let should =
                format!("{} {}", if row.rises { "raise" } else { "lower" }, target_name(scenario, row));
            let numbers = [row.difference, row.standard_error].map(significant);
            let [difference, error] = numbers;
            [row.direction.clone(), should, difference, error, verdict(row.verdict()).into()]
        });
        table(&mut out, std::iter::once(header).chain(rows).collect());
    }
    out
}

fn fact_row(words: &Words, row: &FactScore) -> [String; 6] {
    let when = |index: usize| row.when.map_or_else(|| "–".into(), |when| words.date(when[index]));
    let in_time = row.in_time.map_or_else(|| "undated".into(), percent);
    [row.name.clone(), percent(row.share), in_time, when(0), when(1), when(2)]
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

/// Columns as wide as their widest cell; the first row is the header.
fn table<const N: usize>(out: &mut String, rows: Vec<[String; N]>) {
    let widths: Vec<usize> =
        (0..N).map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0)).collect();
    out.push('\n');
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| padded(cell, width)).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
}

fn report(scenario: &Scenario, scored: &Hindcast, moved: &[Moved]) -> Value {
    let share = |share: Share| {
        let (low, high) = share.wilson();
        json!({ "held": share.held, "of": share.of, "share": share.value(), "low": low, "high": high })
    };
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
    })
}
