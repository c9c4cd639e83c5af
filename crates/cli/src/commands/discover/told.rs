//! Where an ending lies, as text and as JSON.

use std::fmt::Write;

use powderkeg_report::layout::hang;
use powderkeg_report::words::{count, percent, significant};
use powderkeg_study::discover::{Discovery, Limits, Restriction, Rule, Step, Tally};
use powderkeg_study::share::Share;
use powderkeg_workspace::runs::answers::share_json;
use serde_json::{Value, json};

use super::Runs;
use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::tables::{self, bar, table};

/// What was found, and where.
pub struct Told<'a> {
    /// The runs that were looked at.
    pub runs: &'a Runs,
    /// What the box was chosen by.
    pub rule: Rule,
    /// What was found.
    pub found: &'a Discovery,
}

/// Columns of a bar.
const BAR: usize = 16;

/// Boxes of the way that are shown.
const SHOWN: usize = 8;

impl Told<'_> {
    /// Prints it.
    pub fn print(&self, as_json: bool) -> Result<(), Failure> {
        if as_json { print_json(&self.json()) } else { print(&self.text()) }
    }

    fn text(&self) -> String {
        let Runs { columns: told, measure, points, which, .. } = self.runs;
        let mut out = hang(&format!("{}: where `{measure}` lies", told.title), columns(), "", "  ");
        let all = self.found.chosen.found.all.held + self.found.chosen.held_out.all.held;
        let runs = points.runs() as u32;
        let share = tables::percent(Share { held: all, of: runs });
        out.push_str(&hang(
            &format!("{} runs, {which}; it holds in {share} of them", count(runs)),
            columns(),
            "",
            "",
        ));
        if all == 0 || all == runs {
            let always = if all == 0 { "none" } else { "all" };
            let text = format!("It holds in {always} of the runs, so there is nothing to find.");
            out.push_str(&hang(&text, columns(), "\n", ""));
            return out;
        }
        if self.found.restrictions.is_empty() {
            out.push_str(&hang(&self.nothing(), columns(), "\n", ""));
        } else {
            self.worth(&mut out);
            self.restrictions(&mut out);
        }
        self.way(&mut out);
        out
    }

    fn nothing(&self) -> String {
        if self.runs.points.numbers() == 0 {
            return "The scenario has no uncertain numbers: where it lies is luck alone.".into();
        }
        "No range of any number holds more of these runs than luck would put there. More runs may show one (-n), but \
         what they show then is small."
            .into()
    }

    /// What the box is worth, in either half.
    fn worth(&self, out: &mut String) {
        let header = ["The box", "runs in it", "density", "elsewhere", "coverage"].map(String::from);
        let row = |name: &str, tally: Tally| {
            let outside =
                Share { held: tally.all.held - tally.inside.held, of: tally.all.of - tally.inside.of };
            [
                format!("  {name}"),
                format!("{} of {}", tally.inside.of, tally.all.of),
                tables::percent(tally.inside),
                tables::percent(outside),
                tables::percent(Share { held: tally.inside.held, of: tally.all.held }),
            ]
        };
        let Step { found, held_out, .. } = &self.found.chosen;
        table(out, vec![header, row("where it was found", *found), row("in the other half", *held_out)]);
        let legend = format!(
            "Density: the share of the box's runs in which it holds. Coverage: the share of all such runs that lie in \
             the box. In brackets 95 % intervals (Wilson). One half of the runs found the box, so believe the other. \
             Of those on the way with a coverage of at least {} it is the widest that is as dense as any, within one \
             standard error, less limits that chance would have found as well.",
            percent(self.rule.coverage)
        );
        out.push_str(&hang(&legend, columns(), "\n", ""));
    }

    fn restrictions(&self, out: &mut String) {
        for (title, lever) in [("Uncertain numbers of the box", false), ("Levers of the box", true)] {
            let rows: Vec<_> =
                self.found.restrictions.iter().filter(|row| self.is_lever(row.number) == lever).collect();
            if !rows.is_empty() {
                let _ = writeln!(out, "\n{title}");
                rows.iter().for_each(|row| self.restriction(out, row));
            }
        }
    }

    fn restriction(&self, out: &mut String, row: &Restriction) {
        let quantity = &self.runs.columns.parameters[row.number];
        let unit = if quantity.unit == "1" { String::new() } else { format!(" ({})", quantity.unit) };
        out.push_str(&hang(&format!("{}{unit}", quantity.name), columns(), "  ", "    "));
        let share = self.runs.points.share_within(row.number, row.limits).value().unwrap_or(0.0);
        let line = format!("{}, {} of all runs", in_words(row.limits), percent(share));
        let _ = writeln!(out, "    {line:<44} p {} (quasi-p {})", p_value(row.p), p_value(row.quasi_p));
    }

    /// The way from all runs to few, and how much of it is not there in the other half.
    fn way(&self, out: &mut String) {
        let header = ["On the way", "coverage", "density", "in the other half", "limits"].map(String::from);
        let steps = &self.found.trajectory;
        let shown: Vec<&Step> = if steps.len() <= SHOWN {
            steps.iter().collect()
        } else {
            (0..SHOWN).map(|n| &steps[n * (steps.len() - 1) / (SHOWN - 1)]).collect()
        };
        let row = |step: &Step| {
            [
                format!("  {}", bar(step.found.coverage(), BAR)),
                percent(step.found.coverage()),
                percent(step.found.density()),
                tables::percent(step.held_out.inside),
                step.region.restricted().count().to_string(),
            ]
        };
        table(out, std::iter::once(header).chain(shown.into_iter().map(row)).collect());
    }

    fn is_lever(&self, number: usize) -> bool {
        let path = &self.runs.columns.parameters[number].name;
        self.runs.setup.parameters.iter().any(|parameter| parameter.path == *path && parameter.lever)
    }

    fn json(&self) -> Value {
        let Runs { columns: told, measure, points, which, .. } = self.runs;
        let tally = |tally: Tally| {
            json!({
                "density": share_json(tally.inside),
                "coverage": share_json(Share { held: tally.inside.held, of: tally.all.held }),
            })
        };
        let end = |limit: f64| limit.is_finite().then_some(limit);
        let restrictions = self.found.restrictions.iter().map(|row| {
            let quantity = &told.parameters[row.number];
            json!({
                "path": quantity.name, "unit": quantity.unit, "lever": self.is_lever(row.number),
                "low": end(row.limits.low), "high": end(row.limits.high),
                "share_of_runs": points.share_within(row.number, row.limits).value(),
                "quasi_p": row.quasi_p, "p": row.p,
            })
        });
        let way = self.found.trajectory.iter().map(|step| {
            let limits = step.region.restricted().count();
            json!({ "limits": limits, "found": tally(step.found), "held_out": tally(step.held_out) })
        });
        json!({
            "title": told.title,
            "outcome": measure.to_string(),
            "runs": points.runs(),
            "which": which,
            "least_coverage": self.rule.coverage,
            "found": tally(self.found.chosen.found),
            "held_out": tally(self.found.chosen.held_out),
            "limits": restrictions.collect::<Vec<_>>(),
            "trajectory": way.collect::<Vec<_>>(),
        })
    }
}

/// "0.1 to 0.3", "at least 0.1".
fn in_words(limits: Limits) -> String {
    let Limits { low, high } = limits;
    match (low.is_finite(), high.is_finite()) {
        (true, true) => format!("{} to {}", significant(low), significant(high)),
        (true, false) => format!("at least {}", significant(low)),
        (false, true) => format!("at most {}", significant(high)),
        (false, false) => "any".into(),
    }
}

/// "0.03", "< 0.001".
fn p_value(p: f64) -> String {
    if p < 0.001 { "< 0.001".into() } else { format!("{p:.3}") }
}
