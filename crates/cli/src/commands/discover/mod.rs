//! `powderkeg discover`.

mod json;
mod told;

use std::path::Path;

use powderkeg_engine::setup::Setup;
use powderkeg_study::discover::{Points, Rule, discover as look};
use powderkeg_study::measure::Measure;
use powderkeg_study::plan::Shard;
use powderkeg_study::row::Columns;
use powderkeg_study::store::{RowTable, Saved};
use powderkeg_workspace::limits::ensure_room;
use powderkeg_workspace::studies::{Asked, Study, measure, plan};

use self::told::Told;
use crate::args;
use crate::asked::{self, here, question};
use crate::failure::Failure;
use crate::many::{each_row, pool};
use crate::output::note;

/// Runs, where nothing else is said.
const RUNS: u32 = 2000;

/// What can be halved and still say something.
const LEAST_RUNS: u32 = 100;

/// The runs that are looked at.
struct Runs {
    setup: Setup,
    columns: Columns,
    measure: Measure,
    points: Points,
    /// Which they are, in words.
    which: String,
}

impl Runs {
    /// Whether a number is a party's choice.
    fn is_lever(&self, number: usize) -> bool {
        let path = &self.columns.parameters[number].name;
        self.setup.parameters.iter().any(|parameter| parameter.path == *path && parameter.lever)
    }
}

pub fn discover(arguments: &args::Discover) -> Result<(), Failure> {
    let runs = match asked::saved(&arguments.chosen, arguments.runs, &arguments.luck)? {
        Some((dir, study)) => saved(arguments, dir, study)?,
        None => new(arguments)?,
    };
    let rule = Rule { coverage: arguments.coverage, ..Rule::default() };
    let found = look(&runs.points, rule);
    Told { runs: &runs, rule, found: &found }.print(arguments.luck.json)
}

/// Fewer runs cannot be halved and still say anything.
fn ensure_enough(runs: u32) -> Result<(), Failure> {
    if runs >= LEAST_RUNS {
        return Ok(());
    }
    let reason = format!("{runs} runs are too few to find anything in");
    Err(Failure::usage(format!("{reason}: take at least {LEAST_RUNS}, better thousands")))
}

/// Makes the runs.
fn new(arguments: &args::Discover) -> Result<Runs, Failure> {
    let runs = arguments.runs.unwrap_or(RUNS);
    ensure_enough(runs)?;
    let Asked { case, measure } = question(&arguments.chosen, &arguments.question.outcome)?;
    yes_or_no(&measure)?;
    let plan = plan(arguments.luck.seed(), runs, Shard::WHOLE)?;
    ensure_room(u64::from(runs), RowTable::row_bytes(case.columns()), "make fewer")?;
    let pool = pool(arguments.luck.threads)?;
    let mut points = Points::new(case.columns().parameters.len());
    each_row(&case, &plan, &pool, |row| points.add(&row.parameters, holds(&measure, &row)));
    Ok(Runs {
        setup: case.engine().setup().clone(),
        columns: case.columns().clone(),
        measure,
        points,
        which: format!("seeds {} to {}", plan.seed, plan.seed_of(plan.runs)),
    })
}

/// Reads the runs of a saved study.
fn saved(arguments: &args::Discover, dir: &Path, study: Saved) -> Result<Runs, Failure> {
    let measure = measure(&arguments.question.outcome, &study.columns)?;
    yes_or_no(&measure)?;
    let mut points = Points::new(study.columns.parameters.len());
    study.each_row(|row| {
        points.add(&row.parameters, holds(&measure, row));
        Ok(())
    })?;
    let study = Study::of(here(), dir, study)?;
    let runs = study.saved.manifest.plan.shard_runs();
    ensure_enough(runs.end - runs.start)?;
    if let Some(changed) = &study.found.changed {
        note(&format!(
            "note: the scenario has changed since; which numbers are levers is what it says now\n{changed}\n"
        ));
    }
    let which = format!("from {}", dir.display());
    Ok(Runs { setup: study.found.scenario.setup, columns: study.saved.columns, measure, points, which })
}

fn holds(measure: &Measure, row: &powderkeg_study::row::Row) -> bool {
    measure.of(row).is_some_and(|value| value != 0.0)
}

/// A box holds runs in which something is so.
fn yes_or_no(measure: &Measure) -> Result<(), Failure> {
    if measure.is_yes_or_no() {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "`{measure}` is a quantity: say which of its values are looked for, as in '{measure} > 0'"
    )))
}
