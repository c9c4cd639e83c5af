//! What the parties could have done about an outcome.

use powderkeg_engine::setup::Setup;
use powderkeg_scenario::interventions::moment;
use powderkeg_study::levers::{Asked, Base, Effect, Orders};
use powderkeg_study::measure::Measure;
use powderkeg_study::plan::Plan;
use powderkeg_study::row::Case;

use crate::fault::Fault;
use crate::progress::Progress;

/// How it is asked.
#[derive(Clone, Debug)]
pub struct Levers {
    /// Of which runs.
    pub plan: Plan,
    /// Which options are ordered, and when.
    pub orders: Orders,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The runs with nothing done otherwise.
    pub base: Base,
    /// Which options were ordered.
    pub orders: Orders,
    /// What each act does, the greatest first.
    pub effects: Vec<Effect>,
    /// All runs that were made.
    pub runs: u64,
}

impl Levers {
    /// Asks, on the threads of the pool it is called in.
    #[must_use]
    pub fn of(self, case: &Case, measure: &Measure, progress: &dyn Progress) -> Tried {
        let Self { plan, orders } = self;
        let (asked, done) = (Asked { case, measure }, || progress.done());
        progress.begins(u64::from(plan.runs), 0);
        let base = asked.base(plan, &done);
        let acts = asked.acts(&base, &orders);
        let again: u64 = acts.iter().map(|&act| u64::from(base.concerned(act))).sum();
        progress.begins(again, 0);
        let mut effects = asked.effects(&base, &acts, &done);
        // Of equals, in the order of the scenario.
        let size = |effect: &Effect| effect.paired.difference().abs();
        effects.sort_by(|one, other| size(other).total_cmp(&size(one)));
        Tried { base, orders, effects, runs: u64::from(plan.runs) + again }
    }
}

/// Every option on each of some days or at moments, the earliest first; without any, those that are rare.
///
/// # Errors
/// If one is no date, or outside of the scenario.
pub fn orders(setup: &Setup, on: &[String]) -> Result<Orders, Fault> {
    if on.is_empty() {
        return Ok(Orders::Rare);
    }
    let minute =
        |text: &String| moment(setup, text).map_err(|(what, help)| Fault::usage(format!("{what}: {help}")));
    let mut minutes = on.iter().map(minute).collect::<Result<Vec<_>, _>>()?;
    minutes.sort_unstable();
    minutes.dedup();
    Ok(Orders::At(minutes))
}
