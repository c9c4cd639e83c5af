//! Where an ending lies, as text.

use std::fmt::Write;

use powderkeg_report::layout::hang;
use powderkeg_report::words::{capitalised, count, counted, percent, significant};
use powderkeg_study::discover::{Discovery, Limits, Look, Restriction, Rule, Step, Tally};
use powderkeg_study::share::Share;

use super::Runs;
use super::json::json;
use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::tables::{self, bar, table};

/// What was found, and where.
pub struct Told<'a> {
    /// The runs that were looked at.
    pub runs: &'a Runs,
    /// What boxes were chosen by.
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
        if as_json { print_json(&json(self.runs, self.rule, self.found)) } else { print(&self.text()) }
    }

    fn text(&self) -> String {
        let Runs { columns: told, measure, points, which, .. } = self.runs;
        let mut out = hang(&format!("{}: where `{measure}` lies", told.title), columns(), "", "  ");
        let Step { found, held_out, .. } = &self.found.first().chosen;
        let all = found.all.held + held_out.all.held;
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
        match &self.found.boxes[..] {
            [] => {
                out.push_str(&hang(&self.nothing(), columns(), "\n", ""));
                self.way(&mut out, "On the way", &self.found.last);
            }
            [one] => {
                self.worth(&mut out);
                self.restrictions(&mut out, "the box", one);
                self.unconfirmed(&mut out);
                self.way(&mut out, "On the way", one);
            }
            several => {
                self.worth(&mut out);
                for (number, one) in (1..).zip(several) {
                    self.restrictions(&mut out, &format!("box {number}"), one);
                }
                self.unconfirmed(&mut out);
                for (number, one) in (1..).zip(several) {
                    self.way(&mut out, &format!("To box {number}"), one);
                }
            }
        }
        out
    }

    fn nothing(&self) -> String {
        if self.runs.points.numbers() == 0 {
            return "The scenario has no uncertain numbers: where it lies is luck alone.".into();
        }
        let more = "More runs may show one (-n), but what they show then is small.";
        match self.found.unconfirmed() {
            Some(look) => format!(
                "One half of the runs found a box of {}, and the other half does not bear it out: {}. So it is not \
                 told. {more}",
                ranges(look),
                against(look)
            ),
            None => {
                format!("No range of any number holds more of these runs than luck would put there. {more}")
            }
        }
    }

    /// The box after the last that stands.
    fn unconfirmed(&self, out: &mut String) {
        if let Some(look) = self.found.unconfirmed() {
            let text = format!(
                "Among the rest one half of the runs found another box, of {}. The other half does not bear it out: \
                 {}. So it is not told.",
                ranges(look),
                against(look)
            );
            out.push_str(&hang(&text, columns(), "\n", ""));
        }
    }

    /// What the boxes are worth, in either half.
    fn worth(&self, out: &mut String) {
        let boxes = &self.found.boxes;
        let is_one = boxes.len() == 1;
        let title =
            if is_one { "The box".into() } else { capitalised(&counted(boxes.len() as u32, "box", "boxes")) };
        let mut rows = vec![[&title, "runs in it", "density", "elsewhere", "coverage"].map(String::from)];
        if let [one] = &boxes[..] {
            rows.push(worth("  where it was found", one.chosen.found));
            rows.push(worth("  in the other half", one.chosen.held_out));
        } else {
            for (number, look) in (1..).zip(boxes) {
                rows.push(worth(&format!("  {number}  finding half"), look.chosen.found));
                rows.push(worth("     other half", look.chosen.held_out));
            }
            let (found, held_out) = self.found.together();
            rows.push(worth("  together", found));
            rows.push(worth("     other half", held_out));
        }
        table(out, rows);
        out.push_str(&hang(&self.legend(is_one), columns(), "\n", ""));
    }

    fn legend(&self, is_one: bool) -> String {
        let (several, them) = if is_one {
            ("", "the box")
        } else {
            let several = " A box holds no run of one before it, and elsewhere are the runs in none so far; the coverages \
                           add up.";
            (several, "the boxes")
        };
        format!(
            "Density: the share of the box's runs in which it holds. Coverage: the share of all such runs that lie in \
             the box.{several} In brackets 95 % intervals (Wilson). One half of the runs found {them}, so believe the \
             other: a box is told only if chance would make it as dense there with less than {}. Of those on the way \
             with a coverage of at least {} it is the one that, with the runs outside, explains most, less limits that \
             chance would have found as well.",
            percent(self.rule.significance),
            percent(self.rule.coverage)
        )
    }

    fn restrictions(&self, out: &mut String, of: &str, look: &Look) {
        for (title, lever) in [("Uncertain numbers", false), ("Levers", true)] {
            let rows: Vec<_> =
                look.restrictions.iter().filter(|row| self.runs.is_lever(row.number) == lever).collect();
            if !rows.is_empty() {
                let _ = writeln!(out, "\n{title} of {of}");
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
    fn way(&self, out: &mut String, title: &str, look: &Look) {
        let header = [title, "coverage", "density", "in the other half", "limits"].map(String::from);
        let steps = &look.trajectory;
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
}

/// A row of what a box is worth.
fn worth(name: &str, tally: Tally) -> [String; 5] {
    [
        name.into(),
        format!("{} of {}", tally.inside.of, tally.left.of),
        tables::percent(tally.inside),
        tables::percent(tally.outside()),
        tables::percent(tally.covered()),
    ]
}

/// "2 ranges".
fn ranges(look: &Look) -> String {
    counted(look.restrictions.len() as u32, "range", "ranges")
}

/// What the half that had no part in finding a box says against it.
fn against(look: &Look) -> String {
    let Tally { inside, all, .. } = look.chosen.held_out;
    let share = |share: Share| percent(share.value().unwrap_or(0.0));
    format!(
        "there it holds in {} of its runs, against {} of all (p {})",
        share(inside),
        share(all),
        p_value(look.p)
    )
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
