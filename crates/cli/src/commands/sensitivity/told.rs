//! What an outcome depends on, as text and as JSON.

use std::fmt::Write;

use powderkeg_engine::parameter::Parameter;
use powderkeg_report::layout::hang;
use powderkeg_report::words::{count, counted, percent, significant};
use powderkeg_study::sensitivity::cube::Subject;
use powderkeg_study::sensitivity::sobol::{Estimate, Found, Indices};
use powderkeg_workspace::figures;
use powderkeg_workspace::studies::{Asked, Depends};

use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::tables::{bar, table};

/// What was found, and all that there is to say about it.
pub struct Told<'a> {
    /// The scenario and the outcome.
    pub asked: &'a Asked,
    /// What was found.
    pub depends: &'a Depends,
}

const LEGEND: &str = "\
Shares of the variance between runs. S: what would go if this were known. T: what would stay if all else were known; it \
counts all that this decides together with others, so that the Ts add up to more than 1. In brackets 95 % intervals \
(bootstrap), in square brackets T from the first quarter and the first half of the samples.";

const NONE_CHOSEN: &str = "\
In the screening no number changed it, so none is looked at by itself. More trajectories may find one (--trajectories), \
or let all be looked at (--screen).";

/// Columns of a bar.
const BAR: usize = 16;

impl Told<'_> {
    /// Prints it.
    pub fn print(&self, as_json: bool) -> Result<(), Failure> {
        if as_json {
            print_json(&figures::sensitivity(self.asked, self.depends))
        } else {
            print(&self.text())
        }
    }

    fn parameter(&self, number: usize) -> &Parameter {
        figures::parameter(&self.asked.case, number)
    }

    fn is_lever(&self, subject: &Subject) -> bool {
        figures::is_lever(&self.asked.case, subject)
    }

    fn text(&self) -> String {
        let measure = &self.asked.measure;
        let mut out = hang(
            &format!("{}: what `{measure}` depends on", self.asked.case.columns().title),
            columns(),
            "",
            "  ",
        );
        out.push_str(&hang(&self.how(), columns(), "", ""));
        out.push_str(&hang(&self.what(), columns(), "", ""));
        let Some(indices) = &self.depends.found.indices else {
            out.push_str(&hang(&self.nothing(), columns(), "\n", ""));
            return out;
        };
        out.push('\n');
        out.push_str(&hang(LEGEND, columns(), "", ""));
        let rows: Vec<(&Subject, &Indices)> = self.depends.subjects.iter().zip(indices).collect();
        self.whole(&mut out, &rows);
        if self.depends.screening.is_some() && !rows.iter().any(|(subject, _)| is_part(subject)) {
            out.push_str(&hang(NONE_CHOSEN, columns(), "\n", ""));
        }
        for (title, lever) in [("Uncertain numbers, by T", false), ("Levers, by T", true)] {
            let mut rows: Vec<_> = rows
                .iter()
                .copied()
                .filter(|(subject, _)| is_part(subject) && self.is_lever(subject) == lever)
                .collect();
            rows.sort_by(|one, other| other.1.total.value.total_cmp(&one.1.total.value));
            if !rows.is_empty() {
                let _ = writeln!(out, "\n{title}");
                rows.iter().for_each(|row| self.row(&mut out, row));
            }
        }
        out
    }

    /// What was run.
    fn how(&self) -> String {
        let runs = u32::try_from(self.depends.runs()).map_or_else(|_| self.depends.runs().to_string(), count);
        let factors = counted(self.depends.design.factors().len() as u32, "factor", "factors");
        let base = count(self.depends.design.base());
        let seed = self.depends.seed;
        let screened = self.depends.screening.map_or_else(String::new, |screening| {
            format!(
                ", after a screening of {} in {}",
                counted(screening.moved as u32, "number", "numbers"),
                counted(screening.trajectories, "trajectory", "trajectories")
            )
        });
        format!("{runs} runs, seed {seed}: {base} base samples, {factors}{screened}")
    }

    /// The outcome itself.
    fn what(&self) -> String {
        let Found { mean, variance, .. } = self.depends.found;
        if self.asked.measure.is_yes_or_no() {
            return format!("It holds in {} of the runs.", percent(mean));
        }
        let unit = self.asked.measure.unit();
        let unit = if unit == "1" { String::new() } else { format!(" {unit}") };
        let deviation = significant(variance.sqrt());
        format!("Its mean is {}{unit}, its standard deviation {deviation}{unit}.", significant(mean))
    }

    /// Why there are no indices.
    fn nothing(&self) -> String {
        format!(
            "It is {} in every run: nothing differs, so there is nothing to explain.",
            significant(self.depends.found.mean)
        )
    }

    /// Luck and numbers as wholes, and what they decide together.
    fn whole(&self, out: &mut String, rows: &[(&Subject, &Indices)]) {
        let header = ["What decides", "S", "", "T", ""].map(String::from);
        let whole = rows.iter().filter(|(subject, _)| !is_part(subject)).map(|(subject, indices)| {
            let (first, total) = (indices.first, indices.total);
            let bar = |estimate: Estimate| bar(estimate.value, BAR / 2);
            [format!("  {}", self.name(subject)), bar(first), figure(first), bar(total), figure(total)]
        });
        table(out, std::iter::once(header).chain(whole).collect());
        let luck = rows.iter().find(|(subject, _)| **subject == Subject::Luck);
        if let Some((_, indices)) = luck {
            out.push_str(&hang(&self.sentence(indices), columns(), "\n", ""));
        }
    }

    fn sentence(&self, luck: &Indices) -> String {
        if self.asked.case.uncertain().is_empty() {
            return "The scenario has no uncertain numbers: all that differs between its runs is luck."
                .into();
        }
        // An estimate may stray over the edge; what it estimates does not.
        let alone = luck.first.value.clamp(0.0, 1.0);
        let numbers = (1.0 - luck.total.value).clamp(0.0, 1.0 - alone);
        let percent = |share: f64, low: f64, high: f64| {
            let [share, low, high] = [share, low, high].map(|share| 100.0 * share.clamp(0.0, 1.0));
            format!("{share:.0} % ({low:.0}–{high:.0})")
        };
        format!(
            "Whoever knew every number of the scenario, but not its luck, would know {} of what differs between \
             runs (1 − T of luck); whoever knew only the luck, {}; the other {:.0} % the two decide together.",
            percent(numbers, 1.0 - luck.total.high, 1.0 - luck.total.low),
            percent(alone, luck.first.low, luck.first.high),
            100.0 * (1.0 - alone - numbers)
        )
    }

    fn row(&self, out: &mut String, (subject, indices): &(&Subject, &Indices)) {
        out.push_str(&hang(&self.name(subject), columns(), "  ", "    "));
        let (first, total) = (figure(indices.first), figure(indices.total));
        let [quarter, half] =
            indices.earlier.map(|found| found.map_or("–".into(), |(_, total)| two(total)));
        let line =
            format!("    {} T {total:<17} S {first:<18} [{quarter}, {half}]", bar(indices.total.value, BAR));
        let _ = writeln!(out, "{line}");
    }

    fn name(&self, subject: &Subject) -> String {
        let others = |lever: bool| {
            let all = (0..self.asked.case.uncertain().len()).map(Subject::Number);
            let alone = |number: &Subject| self.depends.subjects.contains(number);
            all.filter(|number| self.is_lever(number) == lever && !alone(number)).count()
        };
        match subject {
            Subject::Luck => "luck".into(),
            Subject::Uncertainties => "uncertain numbers".into(),
            Subject::Levers => "levers".into(),
            Subject::Number(number) => {
                let parameter = self.parameter(*number);
                let unit =
                    if parameter.unit == "1" { String::new() } else { format!(" ({})", parameter.unit) };
                format!("{}{unit}", parameter.path)
            }
            Subject::OtherUncertainties => format!("the other {} together", others(false)),
            Subject::OtherLevers => format!("the other {} together", others(true)),
        }
    }
}

/// Whether it is a part of the numbers, and no whole.
fn is_part(subject: &Subject) -> bool {
    match subject {
        Subject::Number(_) | Subject::OtherUncertainties | Subject::OtherLevers => true,
        Subject::Luck | Subject::Uncertainties | Subject::Levers => false,
    }
}

/// "0.31 (0.25–0.37)".
fn figure(estimate: Estimate) -> String {
    format!("{} ({}–{})", two(estimate.value), two(estimate.low), two(estimate.high))
}

/// Two places; no minus before a 0.
fn two(value: f64) -> String {
    let text = format!("{value:.2}");
    if text == "-0.00" { "0.00".into() } else { text.replace('-', "−") }
}
