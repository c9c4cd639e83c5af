//! `powderkeg levers`.

mod told;

use powderkeg_engine::setup::Setup;
use powderkeg_scenario::interventions::moment;
use powderkeg_study::levers::{Act, Asked as Levers, Base, Effect, Orders};
use powderkeg_study::plan::Shard;
use powderkeg_workspace::studies::plan;

use self::told::Told;
use crate::args;
use crate::asked::question;
use crate::failure::Failure;
use crate::many::{counted, pool};

pub fn levers(arguments: &args::Levers) -> Result<(), Failure> {
    let asked = question(&arguments.chosen, &arguments.question.outcome)?;
    let orders = orders(asked.case.engine().setup(), &arguments.on)?;
    let plan = plan(arguments.luck.seed(), arguments.runs, Shard::WHOLE)?;
    let pool = pool(arguments.luck.threads)?;
    let levers = Levers { case: &asked.case, measure: &asked.measure };
    let base = counted(&pool, u64::from(plan.runs), |done| levers.base(plan, done));
    let acts = levers.acts(&base, &orders);
    let again = runs_again(&base, &acts);
    let effects = counted(&pool, again, |done| levers.effects(&base, &acts, done));
    let runs = u64::from(plan.runs) + again;
    let mut effects: Vec<&Effect> = effects.iter().collect();
    // The greatest first; of equals, in the order of the scenario.
    effects.sort_by(|one, other| size(other).total_cmp(&size(one)));
    Told { asked: &asked, base: &base, orders: &orders, effects: &effects, runs }.print(arguments.luck.json)
}

/// The orders that are asked about: each day once, the earliest first.
fn orders(setup: &Setup, on: &[String]) -> Result<Orders, Failure> {
    if on.is_empty() {
        return Ok(Orders::Rare);
    }
    let minute =
        |text: &String| moment(setup, text).map_err(|(what, help)| Failure::usage(format!("{what}: {help}")));
    let mut minutes = on.iter().map(minute).collect::<Result<Vec<_>, _>>()?;
    minutes.sort_unstable();
    minutes.dedup();
    Ok(Orders::At(minutes))
}

fn runs_again(base: &Base, acts: &[Act]) -> u64 {
    acts.iter().map(|&act| u64::from(base.concerned(act))).sum()
}

fn size(effect: &Effect) -> f64 {
    effect.paired.difference().abs()
}
