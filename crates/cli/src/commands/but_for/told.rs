//! What `but-for` shows, as text and as JSON.

use powderkeg_engine::setup::Setup;
use powderkeg_report::layout::{hang, padded, width};
use powderkeg_study::butfor::{ButFor, Tally, Window};
use powderkeg_study::plan::Plan;
use powderkeg_study::share::Share;
use powderkeg_workspace::figures;
use powderkeg_workspace::runs::answers::{Answer, Cause};
use powderkeg_workspace::runs::window_words;
use serde_json::Value;

use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::tables::{bar, percent, seeded};

/// How an answer is told.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The scenario.
    pub setup: &'a Setup,
    /// The event, as it was named.
    pub event: &'a str,
    /// For how long causes were taken away.
    pub window: Window,
}

const LEGEND: &str = "\
Necessary: of the runs in which the cause comes about and then the event, those in which the event does not happen once \
the cause is taken away, with the same luck. Sufficient: of those in which neither comes about, those in which the event \
happens once the cause is ordered. Both: of all runs, those in which the event happens with it and not without it. In \
brackets the 95 % interval (Wilson); – is not defined: no order brings the cause about.";

/// Columns of a bar.
const BAR: usize = 6;

impl Told<'_> {
    /// Prints an answer over many runs.
    pub fn study(&self, plan: &Plan, answer: &ButFor, as_json: bool) -> Result<(), Failure> {
        if as_json {
            return print_json(&figures::but_for(self.setup, self.event, self.window, plan, answer));
        }
        let runs = seeded(plan.runs, "run", plan.seed, plan.seed_of(plan.runs));
        let head = format!("{}: {runs}\n", self.setup.title);
        print(&format!("{head}{}", self.study_text(answer)))
    }

    /// Prints an answer in one run, with that over many, if that was asked.
    pub fn run(&self, answer: &Answer, study: Option<&(Plan, ButFor)>, as_json: bool) -> Result<(), Failure> {
        if as_json {
            let mut value = answer.json();
            value["study"] = study.map_or(Value::Null, |(plan, answer)| {
                figures::but_for(self.setup, self.event, self.window, plan, answer)
            });
            return print_json(&value);
        }
        let number = answer.number.map_or_else(String::new, |number| format!(" (#{number})"));
        let mut out = format!("Without which `{}`{number} would not have happened in this run\n", self.event);
        let how = format!("Each cause was taken away {}, and all other luck kept.", answer.window);
        out.push_str(&hang(&how, columns(), "", ""));
        for (title, wanted) in [("Necessary", true), ("Not necessary", false)] {
            out.push_str(&format!("\n{title}\n"));
            let rows: Vec<&Cause> = answer.causes.iter().filter(|cause| cause.necessary == wanted).collect();
            if rows.is_empty() {
                out.push_str("  nothing that stands behind it\n");
            }
            for cause in rows {
                let number = format!("  #{:<6} ", cause.number);
                out.push_str(&hang(&cause.text, columns(), &number, "          "));
            }
        }
        if let Some((plan, answer)) = study {
            out.push_str(&format!("\nOver {} runs\n{}", plan.runs, self.study_text(answer)));
        }
        print(&out)
    }

    fn study_text(&self, answer: &ButFor) -> String {
        let happens = percent(answer.happens);
        if answer.happens.held == 0 {
            let text = format!(
                "`{}` came about in none of the {} runs ({happens}): there is nothing to explain. More runs (-n) or \
                 other seeds may have it.",
                self.event, answer.happens.of
            );
            return hang(&text, columns(), "", "");
        }
        let mut out = format!("`{}` came about in {happens} of them.\n\n", self.event);
        out.push_str(&hang(LEGEND, columns(), "", ""));
        let how = format!("A cause is taken away {}.", window_words(self.window));
        out.push_str(&hang(&how, columns(), "", ""));
        if answer.tallies.is_empty() {
            out.push_str("\nNo event stands behind it: it comes of levels, rules and luck.\n");
            return out;
        }
        self.table(&mut out, &answer.tallies);
        out
    }

    fn table(&self, out: &mut String, tallies: &[Tally]) {
        let cells = |tally: &Tally| {
            let necessary = tally.necessary;
            let figure = format!("{} {}", bar(necessary.value().unwrap_or(0.0), BAR), percent(necessary));
            let optional = |share: Option<Share>| share.map_or_else(|| "–".into(), percent);
            [figure, optional(tally.sufficient), optional(tally.both)]
        };
        let header = ["necessary", "sufficient", "both"].map(String::from);
        let rows: Vec<[String; 3]> = tallies.iter().map(cells).collect();
        let widest =
            |column: usize| rows.iter().chain([&header]).map(|row| width(&row[column])).max().unwrap_or(0);
        let widths: [usize; 3] = std::array::from_fn(widest);
        let line = |row: &[String; 3]| -> String {
            row.iter().zip(widths).map(|(cell, width)| format!("{}  ", padded(cell, width))).collect()
        };
        out.push_str(&format!("\n{}\n", line(&header).trim_end()));
        let rest = " ".repeat(widths.iter().sum::<usize>() + 6);
        for (row, tally) in rows.iter().zip(tallies) {
            let name = figures::candidate(self.setup, &tally.candidate);
            out.push_str(&hang(&name, columns().max(rest.len() + 22), &line(row), &rest));
        }
    }
}
