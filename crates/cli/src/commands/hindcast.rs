//! `powderkeg hindcast`.

mod told;

use std::path::Path;

use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::expect::{self, Expect, Measure};
use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::scenario::Tried;
use powderkeg_study::direction::{Direction, Target};
use powderkeg_study::hindcast::{Chain, Expected, Fact, hindcast as study};
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::Case;
use powderkeg_study::score::Recorded;
use powderkeg_study::store::Saved;

use self::told::Told;
use crate::args;
use crate::changes;
use crate::failure::Failure;
use crate::grounds;
use crate::many::{counted, named, plan, pool, saved};
use crate::scenarios::{self, Recovered};

/// The runs that are made if nobody says how many.
const RUNS: u32 = 1_000;

pub fn hindcast(arguments: &args::Hindcast) -> Result<(), Failure> {
    if let Some((dir, study)) = saved(&arguments.chosen, arguments.runs, &arguments.luck)? {
        return of_study(dir, &study, arguments.luck.json);
    }
    let changes = changes::of(&arguments.chosen.changed)?;
    let (scenario, options, wanted) = scenarios::open_checked(&arguments.chosen.scenario, &changes)?;
    let case = case(scenarios::engine(&scenario), options, &scenario.expect);
    let wanted: Vec<Direction> =
        wanted.into_iter().map(|tried| direction(tried, &changes)).collect::<Result<_, _>>()?;
    let plan = plan(arguments.luck.seed(), arguments.runs.unwrap_or(RUNS), Shard::WHOLE)?;
    let pool = pool(arguments.luck.threads)?;
    let runs = u64::from(plan.runs) * (wanted.len() as u64 + 1);
    let (scored, moved) =
        counted(&pool, runs, |done| study(&case, &expected(&scenario.expect), &wanted, &plan, done));
    let told = Told { scenario: &scenario, plan: &plan, scored: &scored, moved: &moved };
    told.print(arguments.luck.json)
}

/// Scores the rows of a study: its facts, their order and how it ended. Givens, claims, options and changes are not in
/// the rows.
fn of_study(dir: &Path, study: &Saved, as_json: bool) -> Result<(), Failure> {
    let Recovered { scenario, changed, .. } = scenarios::of_study(dir, &study.manifest)?;
    if let Some(changed) = changed {
        return Err(Failure::Scenario(format!(
            "the scenario has changed since the study was run: {changed}"
        )));
    }
    let scored = grounds::scored(study, &scenario)?;
    let shard = study.manifest.plan.shard_runs();
    let plan =
        Plan { seed: study.manifest.plan.seed_of(shard.start), runs: scored.runs, shard: Shard::WHOLE };
    let told = Told { scenario: &scenario, plan: &plan, scored: &scored, moved: &[] };
    told.print(as_json)
}

/// A scenario to hold against its record: facts, givens and claims are looked for, in this order.
pub fn case(engine: Engine, options: RunOptions, expect: &Expect) -> Case {
    let all = expect.facts.iter().chain(&expect.givens).chain(&expect.claims);
    Case::new(engine, options, all.map(named).collect())
}

/// What the record says, for studies.
pub fn expected(expect: &Expect) -> Expected {
    let day = |at: Option<Minute>| at.map(Minute::day);
    let fact = |fact: &expect::Fact| {
        let is_timed = fact.from.is_some() || fact.until.is_some();
        let when = is_timed.then(|| Recorded { from: day(fact.from), until: day(fact.until) });
        Fact { name: fact.name.clone(), when }
    };
    let chain = |chain: &expect::Chain| Chain {
        name: chain.name.clone(),
        pairs: chain.pairs.clone(),
        with: chain.with.clone(),
    };
    Expected {
        facts: expect.facts.iter().map(fact).collect(),
        givens: expect.givens.iter().map(fact).collect(),
        claims: expect.claims.iter().map(fact).collect(),
        order: expect.order.clone(),
        chains: expect.chains.iter().map(chain).collect(),
    }
}

fn direction(tried: Tried, changes: &Interventions) -> Result<Direction, Failure> {
    let Tried { direction, mut setup, expect } = tried;
    let options = scenarios::intervene(&mut setup, changes)?;
    let targets = |measures: &[Measure]| measures.iter().map(target).collect();
    Ok(Direction {
        name: direction.name,
        changed: case(Engine::new(setup), options, &expect),
        raises: targets(&direction.raises),
        lowers: targets(&direction.lowers),
    })
}

fn target(measure: &Measure) -> Target {
    match *measure {
        Measure::Fact(index) => Target::Fact(index),
        Measure::Outcome(index) => Target::Outcome(index),
    }
}
