//! `powderkeg compare`.

mod pair;
mod told;

use powderkeg_scenario::interventions::Interventions;
use powderkeg_study::compare::{compare as paired, mismatch};
use powderkeg_study::plan::Shard;
use powderkeg_study::row::Case;
use powderkeg_workspace::changes::{self, add_file};
use powderkeg_workspace::fault::Fault;
use powderkeg_workspace::studies::{self, plan};

use self::pair::Apart;
use self::told::Told;
use crate::args;
use crate::asked;
use crate::failure::Failure;
use crate::many::{counted, pool};

pub fn compare(arguments: &args::Compare) -> Result<(), Failure> {
    let plan = plan(arguments.luck.seed(), arguments.runs, Shard::WHOLE)?;
    if let Some(pair) = arguments.pair.filter(|pair| !(1..=plan.runs).contains(pair)) {
        return Err(Failure::usage(format!(
            "there is no pair {pair}: they are counted from 1 to {}",
            plan.runs
        )));
    }
    let name = &arguments.begun.chosen.scenario;
    let (base, with) = (side(arguments, &arguments.base)?, side(arguments, &arguments.with)?);
    let texts = [changes::texts(&base), changes::texts(&with)];
    if texts[0] == texts[1] {
        return Err(Failure::usage("both sides are the same: there is nothing to compare"));
    }
    let (base, with) = (case(name, &base)?, case(name, &with)?);
    if let Some(what) = mismatch(&base, &with) {
        return Err(Failure::usage(format!(
            "the two sides have other {what}: what is set makes them different stories"
        )));
    }
    let pool = pool(arguments.luck.threads)?;
    let comparison = counted(&pool, 2 * u64::from(plan.runs), |done| paired(&base, &with, &plan, done));
    let number = arguments.pair.or(comparison.first_result).or(comparison.first_differing);
    let apart = number.map(|number| Apart::new(&base, &with, &plan, number));
    let told = Told { plan, texts: &texts, columns: base.columns(), comparison: &comparison };
    told.print(apart.as_ref(), arguments)
}

/// What is changed on one side: what holds on both, then its own.
fn side(arguments: &args::Compare, own: &[args::Change]) -> Result<Interventions, Fault> {
    let begun = asked::going_on(&arguments.begun)?;
    if arguments.begun.from.is_some() {
        changes::ensure_unset(&with(Interventions::default(), own)?)?;
    }
    with(begun, own)
}

fn with(mut interventions: Interventions, changes: &[args::Change]) -> Result<Interventions, Fault> {
    for change in changes {
        interventions = match change {
            args::Change::Typed(verb, text) => interventions.and(*verb, std::slice::from_ref(text)),
            args::Change::File(path) => add_file(interventions, path)?,
        };
    }
    Ok(interventions)
}

fn case(name: &str, changes: &Interventions) -> Result<Case, Fault> {
    let (scenario, options) = asked::open(name, changes)?;
    Ok(studies::case(&scenario, options))
}
