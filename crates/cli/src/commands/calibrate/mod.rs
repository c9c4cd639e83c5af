//! `powderkeg calibrate`.

mod files;
mod overrides;
mod told;

use indicatif::{ProgressBar, ProgressStyle};
use powderkeg_engine::dice::{Dice, Key, Stream, seed_at};
use powderkeg_engine::world::RunOptions;
use powderkeg_scenario::scenario::Scenario;
use powderkeg_study::calibrate::distance::distance;
use powderkeg_study::calibrate::movement::{Movement, beyond_chance, movements};
use powderkeg_study::calibrate::sampler::{Particle, Problem, Sampled, Settings, quantile_of, sample};
use powderkeg_study::hindcast::{Expected, Hindcast};
use powderkeg_study::row::{Case, Row};
use powderkeg_study::store::Fresh;
use powderkeg_workspace::studies::{against_record, expected};
use powderkeg_workspace::{changes, scenarios};
use rayon::prelude::*;

use self::files::Files;
use self::overrides::Override;
use self::told::Told;
use crate::args;
use crate::asked;
use crate::failure::Failure;
use crate::many::pool;

/// What a calibration found.
pub struct Found {
    /// Population and rounds.
    pub sampled: Sampled,
    /// How it was sampled.
    pub settings: Settings,
    /// How far each number moved, in their order.
    pub movements: Vec<Movement>,
    /// How many standard errors are more than chance.
    pub beyond: f64,
    /// What is written of those that moved by more than chance.
    pub overrides: Vec<Override>,
    /// The ranges as they are, held against the record.
    pub before: Hindcast,
    /// The particles with fresh luck.
    pub after: Hindcast,
    /// Mean distance to the record, before and after.
    pub distances: [f64; 2],
}

impl Found {
    /// The movements, those that are furthest beyond chance first; equals in the order of the numbers.
    fn ranked(&self) -> Vec<Movement> {
        let mut all = self.movements.clone();
        all.sort_by(|one, other| other.strength().total_cmp(&one.strength()));
        all
    }
}

pub fn calibrate(arguments: &args::Calibrate) -> Result<(), Failure> {
    let changes = asked::interventions(&arguments.chosen.changed)?;
    let name = &arguments.chosen.scenario;
    let (scenario, options) = asked::open(name, &changes)?;
    ensure_it_can_be(name, &scenario)?;
    let case = against_record(scenarios::engine(&scenario), options, &scenario.expect);
    let fresh = Fresh::open(&arguments.out)?;
    let settings =
        Settings { seed: arguments.luck.seed(), particles: arguments.particles, rounds: arguments.rounds };
    let model = Model { case: &case, expected: expected(&scenario.expect) };
    let bar = counter();
    let (found, rows) = pool(arguments.luck.threads)?.install(|| model.calibrate(settings, &|| bar.inc(1)));
    bar.finish_and_clear();
    let found = Found { overrides: overrides::of(&case, &found), ..found };
    let files =
        Files { name, scenario: &scenario, changes: &changes::texts(&changes), case: &case, found: &found };
    files.write(&fresh, &arguments.out, &rows)?;
    let told = Told { scenario: &scenario, case: &case, found: &found, out: &arguments.out };
    told.print(arguments.luck.json)
}

fn ensure_it_can_be(name: &str, scenario: &Scenario) -> Result<(), Failure> {
    let wrong = |reason: &str| Err(Failure::scenario(format!("`{name}` cannot be calibrated: {reason}")));
    if scenario.expect.facts.is_empty() {
        return wrong("it has no record; say what happened as [fact.NAME] in its expect.toml");
    }
    if scenario.setup.parameters.iter().all(|row| row.distribution.is_constant()) {
        return wrong("all its numbers are known; give some a range, as in { uniform = [1, 2] }");
    }
    Ok(())
}

/// A scenario and its record.
struct Model<'a> {
    case: &'a Case,
    expected: Expected,
}

impl Model<'_> {
    /// Samples, and runs the particles again. Returns what was found, without overrides yet, and the particles' own runs.
    fn calibrate(&self, settings: Settings, done: &(dyn Fn() + Sync)) -> (Found, Vec<Row>) {
        let parameters = &self.case.engine().setup().parameters;
        let keys: Vec<Key> =
            self.case.uncertain().iter().map(|&index| Key::of(&parameters[index].path)).collect();
        let away = |scores: &[f64], seed: u64| distance(&self.expected, &self.row(scores, seed).firsts);
        let sampled = sample(&Problem { keys: &keys, distance: &away }, &settings, done);
        let movements = movements(&sampled.last, sampled.rounds.len());
        let families = sampled.rounds.last().map_or(settings.particles, |round| round.families);
        let first = self.rows(&sampled.first, done, |_, one| one.seed);
        let again = self.rows(&sampled.last, done, |n, _| fresh_luck(settings.seed, n));
        let rows = self.rows(&sampled.last, done, |_, one| one.seed);
        let found = Found {
            settings,
            beyond: beyond_chance(movements.len(), families),
            movements,
            overrides: Vec::new(),
            before: self.hindcast(&first),
            after: self.hindcast(&again),
            distances: [&first, &again].map(|rows| self.mean_distance(rows)),
            sampled,
        };
        (found, rows)
    }

    fn row(&self, scores: &[f64], seed: u64) -> Row {
        let quantiles = scores.iter().map(|&score| Some(quantile_of(score))).collect();
        self.case.row(1, seed, RunOptions { quantiles, ..self.case.options().clone() })
    }

    /// The particles' runs, counted from 1, each with the seed that it is given.
    fn rows(
        &self,
        particles: &[Particle],
        done: &(dyn Fn() + Sync),
        seed: impl Fn(u32, &Particle) -> u64 + Sync,
    ) -> Vec<Row> {
        let one = |(n, particle): (usize, &Particle)| {
            let n = n as u32;
            let row = self.row(&particle.scores, seed(n, particle));
            done();
            Row { run: n + 1, ..row }
        };
        particles.par_iter().enumerate().map(one).collect()
    }

    fn hindcast(&self, rows: &[Row]) -> Hindcast {
        let setup = self.case.engine().setup();
        let mut scored = Hindcast::new(&self.expected, setup.results.len(), 0);
        for row in rows {
            scored.add(row, &[]);
        }
        scored
    }

    fn mean_distance(&self, rows: &[Row]) -> f64 {
        rows.iter().map(|row| distance(&self.expected, &row.firsts)).sum::<f64>() / rows.len().max(1) as f64
    }
}

/// Luck that no particle was chosen for.
fn fresh_luck(seed: u64, n: u32) -> u64 {
    seed_at(Dice::new(seed).uniform_at(Stream::Study, Key::of("calibrate.fresh_luck"), n))
}

/// Runs so far, on standard error; silent where that is no terminal. How many there will be depends on what is found.
fn counter() -> ProgressBar {
    let bar = ProgressBar::no_length();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} runs, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar
}
