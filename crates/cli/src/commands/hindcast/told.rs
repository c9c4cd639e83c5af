//! A hindcast as text and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use powderkeg_engine::id::PartyId;
use powderkeg_engine::time::Minute;
use powderkeg_report::layout::hang;
use powderkeg_report::run::civil;
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::direction::{Moved, Target};
use powderkeg_study::hindcast::{DateScore, FactScore, Hindcast};
use powderkeg_study::plan::Plan;
use powderkeg_workspace::figures::{self, days, result_name, target_name, verdict};

use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::tables::{percent, places_of, seeded, table};

/// A hindcast and what there is to say of it.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// What was run.
    pub scenario: &'a Scenario,
    /// Which runs.
    pub plan: &'a Plan,
    /// Their scores.
    pub scored: &'a Hindcast,
    /// What its changes did.
    pub moved: &'a [Moved],
}

impl Told<'_> {
    /// Prints it.
    pub fn print(&self, as_json: bool) -> Result<(), Failure> {
        if as_json {
            print_json(&figures::hindcast(self.scenario, self.plan, self.scored, self.moved))
        } else {
            print(&render(self))
        }
    }
}

const LEGEND: &str = "\
A share is of all runs unless it says of which; in brackets its 95 % interval (Wilson). In time: on the days that the \
record gives, a single date with a week on either side. First day: the median over the runs in which it happens, in \
brackets the days by which it has happened in 10 % and in 90 % of them. Given is what the scenario builds in, claimed \
what the record says that is no matter of fact.";

fn render(told: &Told) -> String {
    let Told { scenario, plan, scored, moved } = *told;
    let (title, runs) = (&scenario.setup.title, scored.runs);
    let mut out = format!("{title}: {}\n\n", seeded(runs, "run", plan.seed, plan.seed_of(runs)));
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
        render_scores(&mut out, scenario, scored);
    }
    if !scored.order.is_empty() {
        let header = ["Order of the record", "holds", "of the runs with both"].map(String::from);
        let rows = scored.order.iter().map(|row| {
            let name = |index: usize| scored.facts[index].fact.name.clone();
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

const SCORES: &str = "\
Scores, less is better. Brier: how far the share of runs in which it happens is from all of them, 0 to 1; a coin has 0.25. \
Dates: the continuous ranked probability score in days, of the runs in which it happens; days that the record allows are \
alike. Any day: the same score where every day of the scenario is equally probable. Skill: the part of that which is \
saved; below 0, any day would do better. The record tells what happened, so a scenario in which everything always \
happens has the best Brier score: it says how well the page is told, not how good a forecast is.";

fn render_scores(out: &mut String, scenario: &Scenario, scored: &Hindcast) {
    let days = days(scenario);
    let cells = |name: &str, brier: Option<f64>, dates: Option<DateScore>| {
        let of_dates = |of: fn(&DateScore) -> f64| dates.as_ref().map(of).map_or_else(|| "–".into(), tenths);
        let skill = dates.and_then(DateScore::skill);
        [
            name.to_string(),
            brier.map_or_else(|| "–".into(), hundredths),
            of_dates(|score| score.crps),
            of_dates(|score| score.any_day),
            skill.map_or_else(|| "–".into(), hundredths),
        ]
    };
    out.push('\n');
    out.push_str(&hang(SCORES, columns(), "", ""));
    let header = ["Scores", "Brier", "dates, days", "any day", "skill"].map(String::from);
    let rows = scored.facts.iter().map(|row| cells(&row.fact.name, row.brier(), row.date_score(days)));
    let mean = cells("mean", scored.brier(), scored.dates(days));
    table(out, std::iter::once(header).chain(rows).chain([mean]).collect());
}

/// Without a sign where nothing is left of it.
fn hundredths(number: f64) -> String {
    format!("{:.2}", number + 0.0).replace("-0.00", "0.00").replace('-', "−")
}

fn tenths(number: f64) -> String {
    format!("{:.1}", number + 0.0).replace("-0.0", "0.0").replace('-', "−")
}

fn render_directions(out: &mut String, scenario: &Scenario, moved: &[Moved]) {
    let legend = "Changes, each run with the same seeds as the scenario as it is. Does: the mean difference, in \
                  brackets its 95 % interval, for a fact in percentage points of its share (Agresti and Min). Unclear: \
                  the interval holds 0.";
    out.push('\n');
    out.push_str(&hang(legend, columns(), "", ""));
    let mut rows = vec![["If it is changed, it should", "does", "verdict"].map(String::from)];
    // One change, and below it all that it should do: names are long.
    for one in moved.chunk_by(|one, next| one.direction == next.direction) {
        rows.extend(one.first().map(|row| [row.direction.clone(), String::new(), String::new()]));
        rows.extend(one.iter().map(|row| {
            let should = if row.rises { "raise" } else { "lower" };
            let should = format!("  {should} {}", target_name(scenario, row));
            [should, change(scenario, row), verdict(row.verdict()).into()]
        }));
    }
    table(out, rows);
}

/// "+8 points (+3 to +13)", "−1.3 kt (−1.7 to −0.9)".
fn change(scenario: &Scenario, row: &Moved) -> String {
    let (scale, unit) = match row.target {
        Target::Fact(_) => (100.0, "points"),
        Target::Outcome(index) => (1.0, scenario.setup.outcomes.get(index).map_or("", |scale| &scale.unit)),
    };
    let Some((low, high)) = row.paired.interval() else {
        return format!("{} (one run says nothing)", signed(row.paired.difference() * scale, 1));
    };
    let places = places_of((high - low) * scale / 2.0);
    let [difference, low, high] =
        [row.paired.difference(), low, high].map(|value| signed(value * scale, places));
    let unit = if unit == "1" { String::new() } else { format!(" {unit}") };
    format!("{difference}{unit} ({low} to {high})")
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
    let runs = scored.runs;
    // The rows of a study do not tell them.
    if scored.options.is_empty() && !setup.options.is_empty() {
        return String::new();
    }
    let mut by_party: BTreeMap<PartyId, Vec<&str>> = BTreeMap::new();
    for ((_, option), _) in setup.options.iter().zip(&scored.options).filter(|(_, share)| share.held == 0) {
        by_party.entry(option.party).or_default().push(setup.id(option.name.id));
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
    let when = row.when().map_or_else(
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
    [row.fact.name.clone(), percent(row.share), in_time, when]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_have_a_sign() {
        assert_eq!([signed(8.2, 0), signed(-3.0, 0), signed(-0.01, 1)], ["+8", "−3", "0"]);
    }
}
