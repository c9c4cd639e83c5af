//! What a comparison shows, as text and as JSON.

use powderkeg_report::layout::{hang, padded, width, wrap};
use powderkeg_report::words::{capitalised, trimmed};
use powderkeg_study::compare::{Coming, Comparison, Costs};
use powderkeg_study::paired::Paired;
use powderkeg_study::plan::Plan;
use powderkeg_study::row::Columns;
use powderkeg_study::store::Changes;
use powderkeg_workspace::figures;
use serde_json::Value;

use super::pair::Apart;
use crate::args;
use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::tables::{places_of, seeded};

/// A comparison and what there is to say of it.
pub struct Told<'a> {
    /// Which runs.
    pub plan: Plan,
    /// What is changed, without and with.
    pub texts: &'a [Changes; 2],
    /// What the rows tell.
    pub columns: &'a Columns,
    /// Its figures.
    pub comparison: &'a Comparison,
}

const LEGEND: &str = "\
Run k of either side has the same luck. Differences are with minus without, in brackets with their 95 % interval; of \
shares in percentage points (Agresti and Min). A day is compared over the pairs in which it comes about in both. Saves: \
how many times the runs it would take without pairing.";

/// A line of a table: name, without, with, difference, what pairing saves.
struct Line {
    name: String,
    cells: [String; 4],
}

impl Told<'_> {
    /// Prints it, and one pair.
    pub fn print(&self, apart: Option<&Apart>, arguments: &args::Compare) -> Result<(), Failure> {
        if arguments.luck.json {
            return print_json(&self.json(apart));
        }
        let pair = apart.map_or_else(
            || "\nNo pair differs in anything.\n".to_string(),
            |apart| apart.text(self.which(arguments)),
        );
        print(&format!("{}{pair}", self.text()))
    }

    /// Which pair is told.
    fn which(&self, arguments: &args::Compare) -> &'static str {
        match (arguments.pair, self.comparison.first_result) {
            (Some(_), _) => "as asked for",
            (None, Some(_)) => "the first that ends with another result",
            (None, None) => "the first that differs at all: all end with the same result",
        }
    }

    fn text(&self) -> String {
        let (plan, sum) = (&self.plan, self.comparison);
        let pairs = seeded(sum.pairs, "pair", plan.seed, plan.seed_of(plan.runs));
        let mut out = format!("{}: {pairs}\n", self.columns.title);
        for (side, texts) in ["Without", "With"].into_iter().zip(self.texts) {
            let lists: Vec<String> = texts
                .titled()
                .map(|(title, list)| format!("{} {}", title.to_lowercase(), list.join(", ")))
                .collect();
            let told = if lists.is_empty() { "as it is".into() } else { lists.join("; ") };
            out.push_str(&hang(&told, columns(), &format!("{side}: "), "  "));
        }
        out.push('\n');
        out.push_str(&hang(LEGEND, columns(), "", ""));
        let differing = format!("\n{} of {} pairs differ in something.\n", sum.differing, sum.pairs);
        out.push_str(&differing);
        write_table(&mut out, "Result", &self.results());
        write_table(&mut out, "What comes about", &self.comings(ever));
        write_table(&mut out, "On which day, counted from the start", &self.comings(day));
        write_table(&mut out, "Losses, mean", &self.losses());
        write_table(&mut out, "Outcome at the end, mean", &self.outcomes());
        out
    }

    fn results(&self) -> Vec<Line> {
        let none = "none of these".to_string();
        let names = self.columns.results.iter().chain([&none]);
        let rows = names.zip(&self.comparison.results);
        rows.filter(|(_, row)| row.base() > 0.0 || row.with() > 0.0)
            .map(|(name, row)| Line { name: name.clone(), cells: share(row) })
            .collect()
    }

    fn comings(&self, cells: impl Fn(&Coming) -> Option<[String; 4]>) -> Vec<Line> {
        let names = self.columns.facts.iter().map(|fact| capitalised(&fact.replace('_', " ")));
        let rows = std::iter::once("The incident".to_string())
            .chain(names)
            .zip(std::iter::once(&self.comparison.incident).chain(&self.comparison.facts));
        rows.filter_map(|(name, coming)| Some(Line { name, cells: cells(coming)? })).collect()
    }

    fn losses(&self) -> Vec<Line> {
        let parties = self.columns.parties.iter().map(|party| party.replace('_', " "));
        let rows = parties
            .zip(&self.comparison.losses)
            .chain([("civilians, in unrest".to_string(), &self.comparison.civilians)]);
        let of = |(name, costs): (String, &Costs)| {
            let kinds =
                [("killed", &costs.killed), ("wounded", &costs.wounded), ("captured", &costs.captured)];
            let some = kinds.into_iter().filter(|(_, row)| row.base() > 0.0 || row.with() > 0.0);
            some.map(|(what, row)| Line { name: format!("{name}: {what}"), cells: mean(row) })
                .collect::<Vec<Line>>()
        };
        rows.flat_map(of).collect()
    }

    fn outcomes(&self) -> Vec<Line> {
        let rows = self.columns.outcomes.iter().zip(&self.comparison.outcomes);
        let line = |(outcome, row): (&powderkeg_study::row::Quantity, &Paired)| {
            let unit = if outcome.unit == "1" { String::new() } else { format!(", {}", outcome.unit) };
            let name = format!("{}{unit}", outcome.name.replace('_', " "));
            Line { name, cells: if row.is_yes_or_no() { share(row) } else { mean(row) } }
        };
        rows.map(line).collect()
    }

    fn json(&self, apart: Option<&Apart>) -> Value {
        let mut value = figures::comparison(self.texts, &self.plan, self.columns, self.comparison);
        value["pair"] = apart.map(Apart::json).into();
        value
    }
}

/// Cells of a share, in percent and points.
fn share(row: &Paired) -> [String; 4] {
    let percent = |share: f64| format!("{} %", trimmed(share * 100.0, 1));
    [percent(row.base()), percent(row.with()), difference(row, 100.0), saves(row)]
}

/// Cells of a mean.
fn mean(row: &Paired) -> [String; 4] {
    let error = row.standard_error().unwrap_or(0.0);
    let places = if error > 0.0 { places_of(error) } else { 2 };
    [trimmed(row.base(), places), trimmed(row.with(), places), difference(row, 1.0), saves(row)]
}

/// Cells of a share; none of what never comes about.
fn ever(coming: &Coming) -> Option<[String; 4]> {
    let row = &coming.share;
    (row.base() > 0.0 || row.with() > 0.0).then(|| share(row))
}

/// Cells of a day; none where no pair has it in both.
fn day(coming: &Coming) -> Option<[String; 4]> {
    let row = &coming.day;
    let days = || [trimmed(row.base(), 1), trimmed(row.with(), 1), difference(row, 1.0), saves(row)];
    (row.count() > 0).then(days)
}

/// "−3.2 (−4.4 to −2.0)".
fn difference(row: &Paired, scale: f64) -> String {
    if row.differing() == 0 {
        return "no pair differs".into();
    }
    let Some((low, high)) = row.interval() else { return signed(row.difference() * scale, 1) };
    let places = places_of((high - low) * scale / 2.0);
    let [middle, low, high] = [row.difference(), low, high].map(|value| signed(value * scale, places));
    format!("{middle} ({low} to {high})")
}

/// "+8", "−3.1", "0".
fn signed(number: f64, places: usize) -> String {
    let text = format!("{number:+.places$}").replace('-', "−");
    if text.contains(|letter: char| ('1'..='9').contains(&letter)) { text } else { "0".into() }
}

/// "12 ×": how many times the runs unpaired runs would need.
fn saves(row: &Paired) -> String {
    match row.variance_ratio() {
        None => "–".into(),
        Some(ratio) if ratio.is_infinite() => "∞".into(),
        Some(ratio) if ratio > 1000.0 => "> 1,000 ×".into(),
        Some(ratio) => format!("{} ×", trimmed(ratio, usize::from(ratio < 10.0))),
    }
}

/// Columns that a name has at least, whatever figures stand before it.
const LEAST_NAME: usize = 11;

/// Figures in columns, names after them, wrapped.
fn write_table(out: &mut String, title: &str, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    let header = ["without", "with", "difference", "saves"].map(String::from);
    let widest = |column: usize| {
        let cells = lines.iter().map(|line| &line.cells[column]).chain([&header[column]]);
        cells.map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: [usize; 4] = std::array::from_fn(widest);
    let row = |cells: &[String; 4]| -> String {
        cells.iter().zip(widths).map(|(cell, width)| format!("  {}", padded(cell, width))).collect()
    };
    out.push_str(&format!("\n{title}\n{}\n", row(&header).trim_end()));
    let rest = " ".repeat(widths.iter().sum::<usize>() + 10);
    let room = columns().saturating_sub(rest.len()).max(LEAST_NAME);
    for Line { name, cells } in lines {
        for (index, piece) in wrap(name, room).iter().enumerate() {
            let start = if index == 0 { format!("{}  ", row(cells)) } else { rest.clone() };
            out.push_str(&format!("{start}{piece}\n"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_figures_leave_the_names_beside_them() {
        let cells = ["0.460274", "0.460227", "−0.000048 (−0.000117 to +0.000021)", "> 1,000 ×"];
        let line = Line { name: "captured at the end, share".into(), cells: cells.map(String::from) };
        let mut out = String::new();
        write_table(&mut out, "Outcome at the end, mean", &[line]);
        assert!(out.lines().all(|line| width(line) <= columns().max(80)), "{out}");
        assert!(out.contains("> 1,000 ×  captured"), "{out}");
    }
}
