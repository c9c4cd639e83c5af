//! The page of a study: a typical run of it, and what the others say.

use std::path::Path;

use powderkeg_engine::rule::{Expression, Program};
use powderkeg_engine::setup::Setup;
use powderkeg_report::dossier::illustrate;
use powderkeg_report::dossier::prose::{self, Studied, Tried, Typical};
use powderkeg_report::run::{Played, Run};
use powderkeg_study::butfor::{ButFor, Question, Sought, Window};
use powderkeg_study::levers::{Asked, Effect};
use powderkeg_study::measure::Measure;
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::{Case, Row};
use powderkeg_study::store::Saved;
use powderkeg_study::summary::Summary;
use rayon::ThreadPool;

use super::{Told, command};
use crate::args;
use crate::failure::Failure;
use crate::grounds;
use crate::many::{counted, facts, pool};
use crate::output::note;
use crate::run_dir::Manifest;
use crate::scenarios::{self, Recovered};

/// Runs that are asked, if it isn't said how many.
const ASKED: u32 = 100;
/// Causes that are tried.
const CANDIDATES: usize = 12;

pub fn told(arguments: &args::Dossier, dir: &Path) -> Result<Told, Failure> {
    let study = Saved::open(dir)?;
    let summary = study.summary()?;
    let row = row(arguments, dir, &study, &summary)?;
    let Recovered { scenario, options, changed, tree } = scenarios::of_study(dir, &study.manifest)?;
    if let Some(changed) = changed {
        let dir = dir.display();
        return Err(Failure::Scenario(format!(
            "the scenario of {dir} has changed since this study: {changed}"
        )));
    }
    let case = Case::new(scenarios::engine(&scenario), options, facts(&scenario.expect));
    let played = Played::new(case.engine(), row.seed, case.options().clone());
    let run = Run::of(&played);
    if run.log.hash().to_string() != row.log_hash {
        return Err(Failure::Scenario(format!(
            "run {} of {} no longer comes out as it was saved: `powderkeg verify` says what differs",
            row.run,
            dir.display()
        )));
    }
    let plan = Plan { runs: arguments.ask.unwrap_or(ASKED), shard: Shard::WHOLE, ..study.manifest.plan };
    let found = if plan.runs == 0 { None } else { found(&case, &plan, &pool(arguments.threads)?) };
    let studied = Studied {
        columns: &study.columns,
        summary: &summary,
        plan: &study.manifest.plan,
        row: &row,
        but_for: found.as_ref().map(|found| (&found.but_for, plan.runs)),
        levers: found.as_ref().map(|found| Tried {
            effects: &found.effects,
            pairs: plan.runs,
            uncertain: case.uncertain(),
        }),
    };
    let line = format!("powderkeg dossier {}", arguments.of);
    let command = command(line, &Manifest::of_row(&study.manifest, &row));
    let hindcast = grounds::scored(&study, &scenario)?;
    let mut page = prose::of_study(&run, &studied, &grounds::gather(&scenario, command, Some(&hindcast)));
    let course = case.course(&study.manifest.plan, row.run, true);
    let series = study.series()?;
    illustrate::day_by_day(&mut page, &studied, &series, &course);
    Ok(Told::of(page, &run, &tree))
}

/// The row of the run that is told.
fn row(arguments: &args::Dossier, dir: &Path, study: &Saved, summary: &Summary) -> Result<Row, Failure> {
    let mut asked = None;
    let mut typical = Typical::of(summary);
    study.each_row(|row| {
        if arguments.seed == Some(row.seed) {
            asked = Some(row.clone());
        }
        typical.add(row);
        Ok(())
    })?;
    match arguments.seed {
        None => typical.row().ok_or_else(|| Failure::Usage(format!("{} holds no runs", dir.display()))),
        Some(seed) => asked.ok_or_else(|| {
            let runs = study.manifest.plan.shard_runs();
            let (first, last) =
                (study.manifest.plan.seed_of(runs.start), study.manifest.plan.seed_of(runs.end - 1));
            let reason = format!("{} has no run with seed {seed}", dir.display());
            Failure::Usage(format!("{reason}: its seeds are {first} to {last}"))
        }),
    }
}

/// What was necessary for the incident, and what would have changed it.
struct Answers {
    but_for: ButFor,
    effects: Vec<Effect>,
}

/// Asks both; `None` where the scenario doesn't say what its incident is.
fn found(case: &Case, plan: &Plan, pool: &ThreadPool) -> Option<Answers> {
    let sought = Sought::Fact(incident(case.engine().setup())?);
    let measure = Measure::parse("incident", case.columns()).ok()?;
    note(&format!("asking {} runs what was necessary, and what would have changed it\n", plan.runs));
    let question = Question {
        engine: case.engine(),
        options: case.options(),
        sought: &sought,
        window: Window::ToTheEnd,
    };
    let but_for = counted(pool, 3 * u64::from(plan.runs), |done| question.answer(plan, CANDIDATES, done));
    let asked = Asked { case, measure: &measure };
    let base = counted(pool, u64::from(plan.runs), |done| asked.base(*plan, done));
    let acts = asked.acts(&base);
    let again = acts.iter().map(|&act| u64::from(base.concerned(act))).sum();
    let effects = counted(pool, again, |done| asked.effects(&base, &acts, done));
    Some(Answers { but_for, effects })
}

/// Whether any of the facts that are the incident holds.
fn incident(setup: &Setup) -> Option<Program> {
    let readings = setup.incident.iter().map(|&slot| Expression::Reading(slot));
    let either = readings.reduce(|one, other| Expression::Or(Box::new(one), Box::new(other)))?;
    Program::compile(&either).ok()
}
