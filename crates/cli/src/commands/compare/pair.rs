//! One pair of runs: where they come apart first, and how that reaches the outcome.

use std::fmt::Write;

use powderkeg_report::differences::{Chain, Difference, Pair, Side};
use powderkeg_report::layout::hang;
use powderkeg_report::run::{Played, Run};
use powderkeg_study::plan::Plan;
use powderkeg_study::row::Case;
use serde_json::{Value, json};

use crate::output::columns;

/// First differences that are told.
const MOST: usize = 8;

/// A pair that is told.
pub struct Apart<'a> {
    /// Which, from 1.
    number: u32,
    seed: u64,
    base: Played<'a>,
    with: Played<'a>,
}

impl<'a> Apart<'a> {
    /// Plays a pair again.
    pub fn new(base: &'a Case, with: &'a Case, plan: &Plan, number: u32) -> Self {
        let seed = plan.seed_of(number);
        let play = |case: &'a Case| Played::new(case.engine(), seed, case.options().clone());
        Self { number, seed, base: play(base), with: play(with) }
    }

    /// As text; `how` says which of the pairs it is.
    pub fn text(&self, how: &str) -> String {
        let (base, with) = (Run::of(&self.base), Run::of(&self.with));
        let pair = Pair::new(base, with);
        let differences = pair.differences();
        let mut out = format!("\nPair {} (seed {}), {how}\n", self.number, self.seed);
        for (title, run) in [("  without: ", &base), ("  with:    ", &with)] {
            out.push_str(&hang(run.result.unwrap_or("none of the results"), columns(), title, "           "));
        }
        if differences.is_empty() {
            out.push_str("  The two runs are the same.\n");
            return out;
        }
        let _ = writeln!(out, "  {} events are the same, {} are not.", pair.same(), differences.len());
        out.push_str("\nWhere they come apart\n");
        for row in differences.iter().take(MOST) {
            step(&mut out, &pair, row.side, row.position);
        }
        if differences.len() > MOST {
            let _ = writeln!(out, "  … and {} more", differences.len() - MOST);
        }
        chain(&mut out, &pair);
        out
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let (base, with) = (Run::of(&self.base), Run::of(&self.with));
        let pair = Pair::new(base, with);
        let differences = pair.differences();
        let first: Vec<Value> = differences
            .iter()
            .take(MOST)
            .map(|&Difference { side, position, .. }| pair.json(side, position))
            .collect();
        let chain = pair.chain().map(|Chain { side, positions, starts_at_change }| {
            let steps: Vec<Value> = positions.iter().map(|&position| pair.json(side, position)).collect();
            json!({ "starts_at_change": starts_at_change, "steps": steps })
        });
        json!({
            "pair": self.number,
            "seed": self.seed,
            "base": base.result,
            "with": with.result,
            "events_same": pair.same(),
            "events_differing": differences.len(),
            "first_differences": first,
            "chain": chain,
        })
    }
}

fn step(out: &mut String, pair: &Pair, side: Side, position: usize) {
    let told = pair.told(side, position);
    out.push_str(&hang(
        &format!("{}: {} [{}]", told.time, told.text, told.otherwise),
        columns(),
        "  ",
        "      ",
    ));
}

fn chain(out: &mut String, pair: &Pair) {
    let Some(Chain { side, positions, starts_at_change }) = pair.chain() else {
        out.push_str("\nNothing that decides the story differs.\n");
        return;
    };
    let run = if side == Side::Base { "without the change" } else { "with the change" };
    let _ = writeln!(out, "\nHow it got to the outcome, {run}");
    for position in positions {
        step(out, pair, side, position);
    }
    if !starts_at_change {
        let why = "No event links the change to the first of these: it worked through levels and rates, or by something \
                   that no longer happened.";
        out.push_str(&hang(why, columns(), "  ", "  "));
    }
}
