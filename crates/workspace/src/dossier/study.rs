//! The page of a study: a typical run of it, and what the others say.

use powderkeg_engine::rule::{Expression, Program};
use powderkeg_engine::setup::Setup;
use powderkeg_report::dossier::illustrate;
use powderkeg_report::dossier::prose::{self, Studied, Tried, Typical};
use powderkeg_report::dossier::render::Document;
use powderkeg_report::run::Run;
use powderkeg_study::butfor::{ButFor, Question, Sought, Window};
use powderkeg_study::levers::{Effect, Orders};
use powderkeg_study::measure::Measure;
use powderkeg_study::plan::Plan;
use powderkeg_study::row::{Case, Row};
use powderkeg_study::summary::Summary;

use super::{command, document, gather};
use crate::fault::Fault;
use crate::progress::Progress;
use crate::runs::Manifest;
use crate::studies::{Levers, Study, scored};

/// Causes that are tried.
const CANDIDATES: usize = 12;

/// The row of the run that is told: the one with a seed, else a typical one.
///
/// # Errors
/// If there is no such run, or the rows cannot be read.
pub fn told_row(study: &Study, summary: &Summary, seed: Option<u64>) -> Result<Row, Fault> {
    let mut asked = None;
    let mut typical = Typical::of(summary);
    study.saved.each_row(|row| {
        if seed == Some(row.seed) {
            asked = Some(row.clone());
        }
        typical.add(row);
        Ok(())
    })?;
    let dir = study.dir.display();
    match seed {
        None => typical.row().ok_or_else(|| Fault::usage(format!("{dir} holds no runs"))),
        Some(seed) => asked.ok_or_else(|| {
            let plan = &study.saved.manifest.plan;
            let runs = plan.shard_runs();
            let (first, last) = (plan.seed_of(runs.start), plan.seed_of(runs.end - 1));
            Fault::unknown(format!("{dir} has no run with seed {seed}: its seeds are {first} to {last}"))
        }),
    }
}

/// The page of a study that tells the run of a row. `answers`: what else was asked, if anything was; `line`: what was
/// typed.
///
/// # Errors
/// If the run no longer comes out as it was saved, or the study's files cannot be read.
pub fn of_study(
    study: &Study,
    summary: &Summary,
    row: &Row,
    answers: Option<&Answers>,
    line: String,
) -> Result<Document, Fault> {
    let plan = &study.saved.manifest.plan;
    let played = study.played(row)?;
    let run = Run::of(&played);
    let studied = Studied {
        columns: &study.saved.columns,
        summary,
        plan,
        row,
        but_for: answers.map(|found| (&found.but_for, found.runs)),
        levers: answers.map(|found| Tried {
            effects: &found.effects,
            pairs: found.runs,
            uncertain: study.case.uncertain(),
        }),
    };
    let command = command(line, &Manifest::of_row(&study.saved.manifest, row));
    let hindcast = scored(&study.saved, &study.found.scenario)?;
    let mut page = prose::of_study(&run, &studied, &gather(&study.found.scenario, command, Some(&hindcast)));
    let course = study.case.course(plan, row.run, true);
    illustrate::day_by_day(&mut page, &studied, &study.saved.series()?, &course);
    Ok(document(page, &run))
}

/// What the incident would not have happened without, and what would have changed it.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The first.
    pub but_for: ButFor,
    /// The second: every act.
    pub effects: Vec<Effect>,
    /// In how many runs each was asked.
    pub runs: u32,
}

/// What can be asked of a scenario that says what its incident is.
#[derive(Debug)]
pub struct Inquiry<'a> {
    case: &'a Case,
    sought: Sought,
    measure: Measure,
}

impl<'a> Inquiry<'a> {
    /// `None` where the scenario doesn't say it.
    #[must_use]
    pub fn of(case: &'a Case) -> Option<Self> {
        let sought = Sought::Fact(incident(case.engine().setup())?);
        let measure = Measure::parse("incident", case.columns()).ok()?;
        Some(Self { case, sought, measure })
    }

    /// Asks both of the runs of a plan, on the threads of the pool it is called in.
    #[must_use]
    pub fn answer(&self, plan: &Plan, progress: &dyn Progress) -> Answers {
        let Self { case, sought, measure } = self;
        let done = || progress.done();
        let question =
            Question { engine: case.engine(), options: case.options(), sought, window: Window::ToTheEnd };
        progress.begins(3 * u64::from(plan.runs), 0);
        let but_for = question.answer(plan, CANDIDATES, &done);
        let tried = Levers { plan: *plan, orders: Orders::Rare }.of(case, measure, progress);
        Answers { but_for, effects: tried.effects, runs: plan.runs }
    }
}

/// Whether any of the facts that are the incident holds.
fn incident(setup: &Setup) -> Option<Program> {
    let readings = setup.incident.iter().map(|&slot| Expression::Reading(slot));
    let either = readings.reduce(|one, other| Expression::Or(Box::new(one), Box::new(other)))?;
    Program::compile(&either).ok()
}
