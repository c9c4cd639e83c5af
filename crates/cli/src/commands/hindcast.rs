//! `powderkeg hindcast`.

mod told;

use std::path::Path;

use powderkeg_engine::rule::Program;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::expect::{self, Expect, Measure};
use powderkeg_scenario::interventions::Interventions;
use powderkeg_scenario::scenario::Tried;
use powderkeg_study::direction::{Direction, Target};
use powderkeg_study::hindcast::{Chain, Expected, Fact, Hindcast, hindcast as study};
use powderkeg_study::plan::{Plan, Shard};
use powderkeg_study::row::{Case, NamedFact, Row};
use powderkeg_study::score::Recorded;
use powderkeg_study::store::{MANIFEST, Saved};

use self::told::Told;
use crate::args;
use crate::changes;
use crate::failure::Failure;
use crate::many::{pool, progress};
use crate::run_dir::Manifest;
use crate::scenarios::{self, Recovered};

/// The runs that are made if nobody says how many.
const RUNS: u32 = 1_000;

pub fn hindcast(arguments: &args::Hindcast) -> Result<(), Failure> {
    let dir = Path::new(&arguments.chosen.scenario);
    if dir.join(MANIFEST).is_file() {
        return of_study(dir, arguments);
    }
    let changes = changes::of(&arguments.chosen.changed)?;
    let (scenario, options, wanted) = scenarios::open_checked(&arguments.chosen.scenario, &changes)?;
    let case = case(scenarios::engine(&scenario), options, &scenario.expect);
    let wanted: Vec<Direction> =
        wanted.into_iter().map(|tried| direction(tried, &changes)).collect::<Result<_, _>>()?;
    let (seed, runs) = (arguments.seed.unwrap_or(1), arguments.runs.unwrap_or(RUNS));
    let plan = Plan { seed, runs, shard: Shard::WHOLE };
    let pool = pool(arguments.threads)?;
    let bar = progress(u64::from(plan.runs) * (wanted.len() as u64 + 1), 0);
    let (scored, moved) =
        pool.install(|| study(&case, &expected(&scenario.expect), &wanted, &plan, &|| bar.inc(1)));
    bar.finish_and_clear();
    let told = Told { scenario: &scenario, plan: &plan, scored: &scored, moved: &moved };
    told.print(arguments.json)
}

/// Scores the rows of a study: its facts, their order and how it ended. Givens, claims, options and changes are not in
/// the rows.
fn of_study(dir: &Path, arguments: &args::Hindcast) -> Result<(), Failure> {
    let args::Hindcast { chosen, runs, seed, .. } = arguments;
    let is_changed = !changes::texts(&changes::of(&chosen.changed)?).typed().is_empty();
    if is_changed || runs.is_some() || seed.is_some() {
        return Err(Failure::Usage(format!(
            "{} is a study: what was run, how often and with which seeds stands in its {MANIFEST}",
            dir.display()
        )));
    }
    let study = Saved::open(dir)?;
    let Recovered { scenario, changed, .. } =
        scenarios::of_run(dir, &Manifest::of_row(&study.manifest, &Row::default()))?;
    if let Some(changed) = changed {
        return Err(Failure::Scenario(format!(
            "the scenario has changed since the study was run: {changed}"
        )));
    }
    let expected = Expected { givens: Vec::new(), claims: Vec::new(), ..expected(&scenario.expect) };
    let mut scored = Hindcast::new(&expected, scenario.setup.results.len(), 0);
    study.each_row(|row| {
        scored.add(row, &[]);
        Ok(())
    })?;
    let shard = study.manifest.plan.shard_runs();
    let plan =
        Plan { seed: study.manifest.plan.seed_of(shard.start), runs: scored.runs, shard: Shard::WHOLE };
    let told = Told { scenario: &scenario, plan: &plan, scored: &scored, moved: &[] };
    told.print(arguments.json)
}

/// A scenario to hold against its record: facts, givens and claims are looked for, in this order.
pub fn case(engine: Engine, options: RunOptions, expect: &Expect) -> Case {
    let all = expect.facts.iter().chain(&expect.givens).chain(&expect.claims);
    let named = |fact: &expect::Fact| {
        let program: Program = fact.rule.program.clone();
        NamedFact { name: fact.name.clone(), program }
    };
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
