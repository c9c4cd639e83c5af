//! What a calibration leaves in its folder.

use std::fmt::Write;
use std::path::Path;

use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::calibrate::movement::Movement;
use powderkeg_study::row::{Case, Row};
use powderkeg_study::store::{Changes, Fresh, quoted};
use powderkeg_workspace::{VERSION, scenarios};

use super::Found;
use crate::asked::here;
use crate::failure::Failure;

/// The override set.
pub const OVERRIDES: &str = "overrides.toml";
/// The manifest, with rounds and movements.
pub const CALIBRATION: &str = "calibration.toml";
/// The particles' runs.
pub const PARTICLES: &str = "particles.parquet";

/// A calibration to be saved.
pub struct Files<'a> {
    /// The scenario, as it was named.
    pub name: &'a str,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What was changed about it from outside.
    pub changes: &'a Changes,
    /// What was run.
    pub case: &'a Case,
    /// What was found.
    pub found: &'a Found,
}

impl Files<'_> {
    /// Writes all files or none, the manifest last: where it is, all is.
    pub fn write(&self, fresh: &Fresh, dir: &Path, rows: &[Row]) -> Result<(), Failure> {
        let manifest = self.manifest(scenarios::path_from(here(), dir, self.name)?.as_deref());
        let calibration = manifest + &self.numbers() + &self.rounds();
        let texts = [(OVERRIDES, self.overrides()), (CALIBRATION, calibration)];
        Ok(fresh.fill((PARTICLES, rows), (self.case.columns(), &self.manifest(None)), &texts)?)
    }

    fn overrides(&self) -> String {
        let Self { name, changes, found, .. } = self;
        let all = found.movements.len();
        let moved = found.overrides.len();
        let mut out = format!(
            "# What `powderkeg calibrate` makes of {name}, for --interventions. The scenario's own ranges are untouched.\n\
             # Of {all} uncertain numbers, {moved} moved by more than chance; only those are here, each by itself: what the\n\
             # particles say of several together is not. {CALIBRATION} has the rest.\n\nset = [\n"
        );
        for given in &changes.set {
            let _ = writeln!(out, "  # given to calibrate\n  {},", quoted(given));
        }
        for one in &found.overrides {
            let (from, misfit) = (&one.from, one.misfit);
            let why = format!("was {from}; the particles are off by {misfit:.2} of its standard deviations");
            let _ = writeln!(out, "  # {why}\n  {},", quoted(&one.set));
        }
        out.push_str("]\n");
        for (key, list) in [("forbid", &changes.forbid), ("do", &changes.orders)] {
            let texts: Vec<String> = list.iter().map(|one| quoted(one)).collect();
            let _ = writeln!(out, "{key} = [{}]", texts.join(", "));
        }
        out
    }

    /// What the calibration is of.
    fn manifest(&self, path: Option<&str>) -> String {
        let Self { name, scenario, changes, found, .. } = self;
        let mut out =
            String::from("# A calibration of powderkeg; docs/calibration.md says what its numbers mean.\n");
        let _ = writeln!(out, "version = {}", quoted(VERSION));
        let _ = writeln!(out, "scenario = {}", quoted(name));
        if let Some(path) = path {
            let _ = writeln!(out, "scenario_path = {} # seen from this folder", quoted(path));
        }
        let _ = writeln!(out, "scenario_hash = {}", quoted(&scenario.hash));
        out.push_str(&changes.to_toml());
        let settings = found.settings;
        let _ = writeln!(
            out,
            "seed = {}\nparticles = {}\nrounds = {}",
            settings.seed, settings.particles, settings.rounds
        );
        out
    }

    fn rounds(&self) -> String {
        let Found { sampled, settings, distances, beyond, .. } = self.found;
        let [before, after] = distances;
        let mut out = format!(
            "\n# Mean distance to the record: the ranges as they are, and the particles with fresh luck.\n\
             distance_before = {before}\ndistance_after = {after}\n\
             # Standard errors by which a number must have moved to count as moved.\nbeyond_chance = {beyond}\n"
        );
        for round in &sampled.rounds {
            let _ = writeln!(
                out,
                "\n[[round]]\nthreshold = {}\nkept = {}\nmoves = {}\nacceptance = {}\ndistinct = {}\nfamilies = {}",
                round.threshold,
                round.kept,
                round.moves,
                round.acceptance(settings.particles),
                round.distinct,
                round.families
            );
        }
        out
    }

    /// All numbers, those that moved most first.
    fn numbers(&self) -> String {
        let mut out = String::from(
            "\n# In standard deviations of each range; errors are standard errors.\nnumbers = [\n",
        );
        for Movement { number, shift, shift_error, width, width_error } in self.found.ranked() {
            let path = quoted(&self.case.columns().parameters[number].name);
            let _ = writeln!(
                out,
                "  {{ path = {path}, shift = {shift:.4}, shift_error = {shift_error:.4}, width = {width:.4}, width_error = {width_error:.4} }},"
            );
        }
        out.push_str("]\n");
        out
    }
}
