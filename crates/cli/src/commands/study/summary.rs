//! What a study shows, as text and as JSON.

use std::fmt::Write;
use std::path::Path;

use powderkeg_engine::time::Minute;
use powderkeg_report::layout::{hang, wrap};
use powderkeg_report::run::civil_from;
use powderkeg_report::words::{capitalised, significant, trimmed};
use powderkeg_study::row::{Columns, Quantity};
use powderkeg_study::store::{MANIFEST, Manifest, RUNS, SERIES};
use powderkeg_study::summary::{Dates, Losses, Spread, Summary};
use powderkeg_workspace::figures;
use serde_json::Value;

use crate::failure::Failure;
use crate::output::{columns, print, print_json, typed};
use crate::tables::{bar, percent, places_of, seeded, table};

/// Where the runs are.
#[derive(Clone, Copy)]
pub enum Ending<'a> {
    /// Nowhere: only their sums were kept.
    Unsaved,
    /// In a folder.
    Saved(&'a Path),
}

/// A study and what there is to say of it.
pub struct Told<'a> {
    /// What it is of.
    pub manifest: &'a Manifest,
    /// What its rows tell.
    pub columns: &'a Columns,
    /// Its figures.
    pub summary: &'a Summary,
    /// Where it is.
    pub ending: Ending<'a>,
}

const LEGEND: &str = "\
Shares are of all runs, in brackets with their 95 % interval (Wilson). Days and quantities: the median, in \
brackets the values between which 80 % of the runs lie; days are those of the runs in which it comes about. Means: ± \
half their 95 % interval.";

/// Columns of a bar.
const BAR: usize = 16;
/// Letters that a share with its interval takes at least.
const FIGURE: usize = 16;

impl Told<'_> {
    /// Prints it.
    pub fn print(&self, as_json: bool) -> Result<(), Failure> {
        if as_json { print_json(&self.json()) } else { print(&self.text()) }
    }

    fn text(&self) -> String {
        let Self { manifest, columns: told, summary, .. } = self;
        let runs = manifest.plan.shard_runs();
        let (first, last) = (manifest.plan.seed_of(runs.start), manifest.plan.seed_of(runs.end - 1));
        let shard = manifest.plan.shard;
        let part =
            if shard.of() > 1 { format!(", shard {shard} of {}", manifest.plan.runs) } else { String::new() };
        let mut out = format!("{}: {}{part}\n", told.title, seeded(summary.runs, "run", first, last));
        for (what, list) in manifest.changes.titled() {
            out.push_str(&hang(&list.join(", "), columns(), &format!("{what}: "), "  "));
        }
        out.push('\n');
        out.push_str(&hang(LEGEND, columns(), "", ""));
        self.results(&mut out);
        self.dates(&mut out);
        self.losses(&mut out);
        self.outcomes(&mut out);
        out.push_str(&self.how_to_go_on());
        out
    }

    fn results(&self, out: &mut String) {
        out.push_str("\nResult\n");
        let mut rows: Vec<_> = self.summary.results().collect();
        rows.sort_by_key(|(index, share)| (index.is_none(), std::cmp::Reverse(share.held)));
        let (came, never): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, share)| share.held > 0);
        let figures: Vec<String> = came.iter().map(|(_, share)| percent(*share)).collect();
        let room = figures.iter().map(|figure| figure.chars().count()).max().unwrap_or(0).max(FIGURE);
        for ((index, share), figure) in came.into_iter().zip(figures) {
            let text = index
                .and_then(|index| self.columns.results.get(index))
                .map_or("none of these", String::as_str);
            let start = format!("  {} {figure:<room$} ", bar(share.value().unwrap_or(0.0), BAR));
            let rest = " ".repeat(start.chars().count());
            for (line, piece) in wrap(text, columns().saturating_sub(rest.len())).iter().enumerate() {
                let _ = writeln!(out, "{}{piece}", if line == 0 { &start } else { &rest });
            }
        }
        let never: Vec<&str> = never
            .iter()
            .filter_map(|(index, _)| Some(self.columns.results.get((*index)?)?.as_str()))
            .collect();
        if !never.is_empty() {
            out.push_str(&hang(&never.join(" · "), columns(), "  In no run: ", "    "));
        }
    }

    fn dates(&self, out: &mut String) {
        let names = self.columns.facts.iter().map(|fact| fact.replace('_', " "));
        let rows = names.zip(&self.summary.facts);
        let incident =
            (self.summary.incident.count() > 0).then(|| ("the incident".to_string(), &self.summary.incident));
        let row = |(name, dates): (String, &Dates)| {
            [
                format!("  {}", capitalised(&name)),
                percent(self.summary.share(dates.count())),
                self.when(dates),
            ]
        };
        let rows: Vec<_> = incident.into_iter().chain(rows).map(row).collect();
        if !rows.is_empty() {
            let header = ["What comes about", "in", "on"].map(String::from);
            table(out, std::iter::once(header).chain(rows).collect());
        }
    }

    fn when(&self, dates: &Dates) -> String {
        let [Some(early), Some(median), Some(late)] = [0.1, 0.5, 0.9].map(|share| dates.quantile(share))
        else {
            return "–".into();
        };
        if early == late {
            return self.day(median);
        }
        format!("{} ({} – {})", self.day(median), self.day(early), self.day(late))
    }

    fn day(&self, at: Minute) -> String {
        // A crisis of less than a year needs no years.
        let format = if self.columns.days < 360 { "%-d %b" } else { "%-d %b %Y" };
        civil_from(self.columns.starts, at).strftime(format).to_string()
    }

    fn losses(&self, out: &mut String) {
        let parties =
            self.columns.parties.iter().map(|party| party.replace('_', " ")).zip(&self.summary.losses);
        let civilians = std::iter::once(("civilians, in unrest".to_string(), &self.summary.civilians));
        let row = |(name, losses): (String, &Losses)| {
            let Losses { killed, wounded, captured } = losses;
            let cells = [killed, wounded, captured].map(|spread| typical(spread, true));
            let [killed, wounded, captured] = cells;
            [format!("  {name}"), killed, wounded, captured]
        };
        let header = ["Losses", "killed", "wounded", "captured"].map(String::from);
        table(out, std::iter::once(header).chain(parties.chain(civilians).map(row)).collect());
    }

    fn outcomes(&self, out: &mut String) {
        let rows = self.columns.outcomes.iter().zip(&self.summary.outcomes);
        let row = |(outcome, spread): (&Quantity, &Spread)| {
            let name = format!("  {}", outcome.name.replace('_', " "));
            if spread.is_yes_or_no() {
                let share = spread.share_of_some();
                return [name, bar(share.value().unwrap_or(0.0), BAR), percent(share), String::new()];
            }
            let unit = if outcome.unit == "1" { "" } else { &outcome.unit };
            let mean = format!("mean {}", with_error(spread.mean(), 1.96 * spread.standard_error()));
            [name, typical(spread, false), mean, unit.to_string()]
        };
        let rows: Vec<_> = rows.map(row).collect();
        if !rows.is_empty() {
            let header = ["Outcome at the end", "", "", ""].map(String::from);
            table(out, std::iter::once(header).chain(rows).collect());
        }
    }

    fn how_to_go_on(&self) -> String {
        let Manifest { scenario, plan, .. } = self.manifest;
        match self.ending {
            Ending::Unsaved => {
                let how =
                    "Only these sums were kept: --out DIR keeps every run as a row, for DuckDB or Polars.";
                let one = format!("One of the runs: powderkeg run {scenario} --seed {}", plan.seed);
                format!("\n{}{one}\n", hang(how, columns(), "", ""))
            }
            Ending::Saved(dir) => {
                let dir = typed(dir);
                let runs = plan.shard_runs().start;
                format!(
                    "\nEvery run:       {dir}/{RUNS}\nDay by day:      {dir}/{SERIES}\n\
                     One of the runs: powderkeg verify {dir} --row {runs} --out run, then powderkeg why run 1\n"
                )
            }
        }
    }

    fn json(&self) -> Value {
        let mut value = figures::study(self.manifest, self.columns, self.summary);
        value["manifest"] = match self.ending {
            Ending::Unsaved => Value::Null,
            Ending::Saved(dir) => dir.join(MANIFEST).display().to_string().into(),
        };
        value
    }
}

/// "4.81 ± 0.25".
fn with_error(mean: f64, error: f64) -> String {
    if !error.is_finite() {
        return significant(mean);
    }
    let places = places_of(error);
    format!("{mean:.places$} ± {error:.places$}").replace('-', "−")
}

/// "3 (0–41)".
fn typical(spread: &Spread, is_count: bool) -> String {
    let number = |share: f64| {
        let value = spread.quantile(share);
        if is_count {
            return format!("{value:.0}");
        }
        trimmed(value, if value.abs() < 10.0 { 2 } else { 0 }).replace('-', "−")
    };
    let [low, median, high] = [0.1, 0.5, 0.9].map(number);
    if low == high { median } else { format!("{median} ({low}–{high})") }
}
