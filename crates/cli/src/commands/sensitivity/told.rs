//! What an outcome depends on, as text and as JSON.

use std::fmt::Write;

use powderkeg_engine::parameter::Parameter;
use powderkeg_report::layout::hang;
use powderkeg_report::words::{count, counted, percent, significant};
use powderkeg_study::sensitivity::cube::Subject;
use powderkeg_study::sensitivity::design::Design;
use powderkeg_study::sensitivity::morris::{Effects, Screening};
use powderkeg_study::sensitivity::sobol::{Estimate, Found, Indices};
use powderkeg_workspace::studies::Asked;
use serde_json::{Value, json};

use crate::args;
use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::tables::{bar, table};

/// What was found, and all that there is to say about it.
pub struct Told<'a> {
    /// What was typed.
    pub arguments: &'a args::Sensitivity,
    /// The scenario and the outcome.
    pub asked: &'a Asked,
    /// How the numbers were screened, if they were.
    pub screening: Option<Screening>,
    /// What the screening found of each.
    pub effects: Option<&'a [Effects]>,
    /// What the factors are.
    pub subjects: &'a [Subject],
    /// Where was looked.
    pub design: &'a Design,
    /// What was found there.
    pub found: &'a Found,
}

const LEGEND: &str = "\
Shares of the variance between runs. S: what would go if this were known. T: what would stay if all else were known; it \
counts all that this decides together with others, so that the Ts add up to more than 1. In brackets 95 % intervals \
(bootstrap), in square brackets T from the first quarter and the first half of the samples.";

/// Columns of a bar.
const BAR: usize = 16;

impl Told<'_> {
    /// Prints it.
    pub fn print(&self) -> Result<(), Failure> {
        if self.arguments.luck.json { print_json(&self.json()) } else { print(&self.text()) }
    }

    fn runs(&self) -> u64 {
        self.design.evaluations() + self.screening.map_or(0, |screening| screening.evaluations())
    }

    fn parameter(&self, number: usize) -> &Parameter {
        let case = &self.asked.case;
        &case.engine().setup().parameters[case.uncertain()[number]]
    }

    fn is_lever(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Number(number) => self.parameter(*number).lever,
            Subject::Levers | Subject::OtherLevers => true,
            Subject::Luck | Subject::Uncertainties | Subject::OtherUncertainties => false,
        }
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
        let Some(indices) = &self.found.indices else {
            out.push_str(&hang(&self.nothing(), columns(), "\n", ""));
            return out;
        };
        out.push('\n');
        out.push_str(&hang(LEGEND, columns(), "", ""));
        let rows: Vec<(&Subject, &Indices)> = self.subjects.iter().zip(indices).collect();
        self.whole(&mut out, &rows);
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
        let runs = u32::try_from(self.runs()).map_or_else(|_| self.runs().to_string(), count);
        let factors = counted(self.design.factors().len() as u32, "factor", "factors");
        let base = count(self.design.base());
        let seed = self.arguments.luck.seed();
        let screened = self.screening.map_or_else(String::new, |screening| {
            format!(
                ", after a screening of {} numbers in {} trajectories",
                screening.moved, screening.trajectories
            )
        });
        format!("{runs} runs, seed {seed}: {base} base samples, {factors}{screened}")
    }

    /// The outcome itself.
    fn what(&self) -> String {
        let Found { mean, variance, .. } = *self.found;
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
            significant(self.found.mean)
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
        let percent = |share: f64| format!("{:.0} %", 100.0 * share);
        format!(
            "Whoever knew every number of the scenario, but not its luck, would know {} of what differs between \
             runs; whoever knew only the luck, {}; the other {} the two decide together.",
            percent(numbers),
            percent(alone),
            percent(1.0 - alone - numbers)
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
            let alone = |number: &Subject| self.subjects.contains(number);
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

    fn json(&self) -> Value {
        let screening = self.screening.map(|screening| {
            let effects = self.effects.unwrap_or_default().iter().enumerate().map(|(number, found)| {
                let parameter = self.parameter(number);
                json!({
                    "path": parameter.path, "unit": parameter.unit, "lever": parameter.lever,
                    "mean_absolute_effect": found.mean_absolute, "mean_effect": found.mean,
                    "deviation": found.deviation,
                })
            });
            json!({ "trajectories": screening.trajectories, "numbers": effects.collect::<Vec<_>>() })
        });
        let factors = self.found.indices.as_ref().map(|indices| {
            let rows = self.subjects.iter().zip(indices).map(|(subject, found)| self.factor(subject, found));
            rows.collect::<Vec<Value>>()
        });
        json!({
            "title": self.asked.case.columns().title,
            "outcome": self.asked.measure.to_string(),
            "unit": self.asked.measure.unit(),
            "seed": self.arguments.luck.seed(),
            "base": self.design.base(),
            "runs": self.runs(),
            "mean": self.found.mean,
            "variance": self.found.variance,
            "factors": factors,
            "screening": screening,
        })
    }

    fn factor(&self, subject: &Subject, found: &Indices) -> Value {
        let estimate = |estimate: Estimate| json!({ "value": estimate.value, "low": estimate.low, "high": estimate.high });
        let earlier = |part: Option<(f64, f64)>| {
            part.map(|(first, total)| json!({ "first_order": first, "total": total }))
        };
        let (path, unit) = match subject {
            Subject::Number(number) => {
                let parameter = self.parameter(*number);
                (Some(&parameter.path), Some(&parameter.unit))
            }
            _ => (None, None),
        };
        json!({
            "what": match subject {
                Subject::Luck => "luck",
                Subject::Uncertainties => "uncertainties",
                Subject::Levers => "levers",
                Subject::Number(_) => "number",
                Subject::OtherUncertainties => "other uncertainties",
                Subject::OtherLevers => "other levers",
            },
            "path": path,
            "unit": unit,
            "lever": self.is_lever(subject),
            "first_order": estimate(found.first),
            "total": estimate(found.total),
            "at_quarter": earlier(found.earlier[0]),
            "at_half": earlier(found.earlier[1]),
        })
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
