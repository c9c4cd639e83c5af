//! `powderkeg hindcast`.

mod told;

use std::path::Path;

use powderkeg_study::direction::Direction;
use powderkeg_study::hindcast::hindcast as study;
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::store::Saved;
use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::scenarios;
use powderkeg_workspace::studies::{Study, against_record, direction, expected, plan, scored};

use self::told::Told;
use crate::args;
use crate::asked::{here, interventions, saved};
use crate::failure::Failure;
use crate::many::{counted, pool};

/// The runs that are made if nobody says how many.
const RUNS: u32 = 1_000;

pub fn hindcast(arguments: &args::Hindcast) -> Result<(), Failure> {
    if let Some((dir, study)) = saved(&arguments.chosen, arguments.runs, &arguments.luck)? {
        return of_study(dir, study, arguments.luck.json);
    }
    let changes = interventions(&arguments.chosen.changed)?;
    let (scenario, options, wanted) = scenarios::open_checked(here(), &arguments.chosen.scenario, &changes)?;
    let case = against_record(scenarios::engine(&scenario), options, &scenario.expect);
    let wanted: Vec<Direction> =
        wanted.into_iter().map(|tried| direction(tried, &changes)).collect::<Result<_, Fault>>()?;
    let plan = plan(arguments.luck.seed(), arguments.runs.unwrap_or(RUNS), Shard::WHOLE)?;
    let pool = pool(arguments.luck.threads)?;
    let runs = u64::from(plan.runs) * (wanted.len() as u64 + 1);
    let (scored, moved) =
        counted(&pool, runs, |done| study(&case, &expected(&scenario.expect), &wanted, &plan, done));
    let told = Told { scenario: &scenario, plan: &plan, scored: &scored, moved: &moved };
    told.print(arguments.luck.json)
}

/// Scores the rows of a study.
fn of_study(dir: &Path, saved: Saved, as_json: bool) -> Result<(), Failure> {
    let study = Study::of(here(), dir, saved)?;
    if let Some(changed) = &study.found.changed {
        return Err(Failure::scenario(format!(
            "the scenario has changed since the study was run: {changed}"
        )));
    }
    let scored = scored(&study.saved, &study.found.scenario)?;
    let whole = &study.saved.manifest.plan;
    let seed = whole.seed_of(whole.shard_runs().start);
    let plan = Plan { seed, runs: scored.runs, shard: Shard::WHOLE };
    let told = Told { scenario: &study.found.scenario, plan: &plan, scored: &scored, moved: &[] };
    told.print(as_json)
}
