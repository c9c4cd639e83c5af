//! A calibration as text and as JSON.

use std::fmt::Write;
use std::path::Path;

use powderkeg_report::layout::hang;
use powderkeg_report::words::counted;
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::calibrate::movement::{LEAST_FAMILIES, Movement};
use powderkeg_study::calibrate::sampler::Round;
use powderkeg_study::hindcast::Hindcast;
use powderkeg_study::row::Case;
use powderkeg_study::share::Share;
use powderkeg_workspace::runs::answers::share_json;
use serde_json::{Value, json};

use super::Found;
use super::files::{CALIBRATION, OVERRIDES, PARTICLES};
use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use crate::tables::{percent, table};

/// A calibration and what there is to say of it.
pub struct Told<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What was run.
    pub case: &'a Case,
    /// What was found.
    pub found: &'a Found,
    /// Where it is.
    pub out: &'a Path,
}

/// The most numbers that the terminal lists.
const MOST: usize = 30;

const ROUNDS: &str = "\
A round halves the particles by their distance to the record (the share of facts and pairs that a run misses, late dates \
in part), copies the rest and moves them within the threshold. Taken: the share of moves that stayed within it. Families: \
first particles that have descendants.";

const MOVED: &str = "\
Shift: how far the mean moved, in standard deviations of the number's range; width: what is left of its spread; each ± \
its standard error.";

const FACTS: &str = "\
Before: the ranges as they are. After: the particles, each run once more with luck that it was not chosen for.";

impl Told<'_> {
    /// Prints it.
    pub fn print(&self, as_json: bool) -> Result<(), Failure> {
        if as_json { print_json(&self.json()) } else { print(&self.text()) }
    }

    fn text(&self) -> String {
        let Found { settings, sampled, .. } = self.found;
        let mut out = format!(
            "{}: {} particles, {}, seed {}\n\n",
            self.scenario.setup.title,
            settings.particles,
            counted(sampled.rounds.len() as u32, "round", "rounds"),
            settings.seed
        );
        out.push_str(&hang(ROUNDS, columns(), "", ""));
        self.rounds(&mut out);
        self.moved(&mut out);
        self.facts(&mut out);
        let dir = self.out.display();
        let _ = writeln!(
            out,
            "\nTo run with it: --interventions {dir}/{OVERRIDES}\nAll numbers:    {dir}/{CALIBRATION}\n\
             The particles:  {dir}/{PARTICLES}"
        );
        out
    }

    fn rounds(&self, out: &mut String) {
        let Found { settings, sampled, distances: [before, after], .. } = self.found;
        let header = ["Round", "distance", "moves", "taken", "distinct", "families"].map(String::from);
        let row = |(n, round): (usize, &Round)| {
            [
                (n + 1).to_string(),
                format!("{:.3}", round.threshold),
                round.moves.to_string(),
                format!("{:.1} %", 100.0 * round.acceptance(settings.particles)),
                round.distinct.to_string(),
                round.families.to_string(),
            ]
        };
        table(out, std::iter::once(header).chain(sampled.rounds.iter().enumerate().map(row)).collect());
        if sampled.rounds.len() < settings.rounds as usize {
            let why = "Fewer rounds than asked for: nearer to the record there is hardly a run, whatever its numbers.";
            out.push('\n');
            out.push_str(&hang(why, columns(), "", ""));
        }
        let _ = writeln!(out, "\nMean distance {before:.3} before, {after:.3} after, with fresh luck.");
    }

    fn moved(&self, out: &mut String) {
        let Found { movements, beyond, .. } = self.found;
        let ranked = self.found.ranked();
        let moved: Vec<&Movement> = ranked.iter().filter(|one| one.strength() > *beyond).collect();
        let all = movements.len();
        let mut sizes: Vec<f64> = movements.iter().map(Movement::effective_size).collect();
        sizes.sort_by(f64::total_cmp);
        let size = sizes.get(all / 2).copied().unwrap_or(0.0);
        let identified = if beyond.is_finite() {
            format!(
                "Of {all} uncertain numbers, {} moved by more than chance ({beyond:.1} standard errors); the record does not \
                 identify the other {}. A number's mean is known as from {size:.0} independent particles (median).",
                moved.len(),
                all - moved.len()
            )
        } else {
            format!(
                "Fewer than {LEAST_FAMILIES} families are left: what moved by more than chance cannot be told. Take more \
                 particles, or fewer rounds."
            )
        };
        out.push('\n');
        out.push_str(&hang(&identified, columns(), "", ""));
        if moved.is_empty() {
            return;
        }
        out.push('\n');
        out.push_str(&hang(MOVED, columns(), "", ""));
        let header = ["Moved", "shift", "width"].map(String::from);
        let row = |one: &&Movement| {
            let sign = format!("{:+.2}", one.shift).replace('-', "−");
            let lever = if self.is_lever(one.number) { " (lever)" } else { "" };
            [
                format!("{}{lever}", self.path(one.number)),
                format!("{sign} ± {:.2}", one.shift_error),
                format!("{:.2} ± {:.2}", one.width, one.width_error),
            ]
        };
        table(out, std::iter::once(header).chain(moved.iter().take(MOST).map(row)).collect());
        if moved.len() > MOST {
            let _ = writeln!(out, "and {} more", moved.len() - MOST);
        }
    }

    fn facts(&self, out: &mut String) {
        out.push('\n');
        out.push_str(&hang(FACTS, columns(), "", ""));
        let rows = shares(&self.found.before).into_iter().zip(shares(&self.found.after));
        let row = |((name, before), (_, after)): ((String, Share), (String, Share))| {
            [name, percent(before), percent(after)]
        };
        let header = ["Of the record", "before", "after"].map(String::from);
        table(out, std::iter::once(header).chain(rows.map(row)).collect());
    }

    fn path(&self, number: usize) -> &str {
        &self.case.columns().parameters[number].name
    }

    fn is_lever(&self, number: usize) -> bool {
        self.scenario.setup.parameters[self.case.uncertain()[number]].lever
    }

    fn json(&self) -> Value {
        let Found { settings, sampled, beyond, overrides, before, after, distances, .. } = self.found;
        let round = |round: &Round| {
            json!({
                "threshold": round.threshold,
                "kept": round.kept,
                "moves": round.moves,
                "acceptance": round.acceptance(settings.particles),
                "distinct": round.distinct,
                "families": round.families,
            })
        };
        let number = |one: &Movement| {
            json!({
                "path": self.path(one.number),
                "lever": self.is_lever(one.number),
                "shift": one.shift,
                "shift_error": one.shift_error,
                "width": one.width,
                "width_error": one.width_error,
                "effective_size": one.effective_size(),
                "moved": one.strength() > *beyond,
            })
        };
        let told = |hindcast: &Hindcast| -> Value {
            shares(hindcast)
                .into_iter()
                .map(|(name, share)| (name, share_json(share)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        let fitted = overrides
            .iter()
            .map(|one| json!({ "path": one.path, "from": one.from, "to": one.to, "misfit": one.misfit }));
        json!({
            "title": self.scenario.setup.title,
            "scenario_hash": self.scenario.hash,
            "seed": settings.seed,
            "particles": settings.particles,
            "rounds": sampled.rounds.iter().map(round).collect::<Value>(),
            "beyond_chance": Some(beyond).filter(|errors| errors.is_finite()),
            "numbers": self.found.ranked().iter().map(number).collect::<Value>(),
            "overrides": fitted.collect::<Value>(),
            "distance_before": distances[0],
            "distance_after": distances[1],
            "before": told(before),
            "after": told(after),
            "folder": self.out.display().to_string(),
        })
    }
}

/// The shares of a hindcast that are set side by side.
fn shares(hindcast: &Hindcast) -> Vec<(String, Share)> {
    let facts = hindcast.facts.iter().map(|row| (row.fact.name.clone(), row.share));
    let chains = hindcast.chains.iter().map(|(name, share)| (format!("chain {name}"), *share));
    let all = [("all facts".into(), hindcast.all_facts), ("all pairs in order".into(), hindcast.all_order)];
    facts.chain(chains).chain(all).collect()
}
