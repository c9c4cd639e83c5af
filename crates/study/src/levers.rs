//! What the parties could have done about an outcome: every act tried in pairs of runs with the same luck.
//!
//! An act is to forbid an option that was taken, to order one that hardly ever was, or to set a number that is a
//! party's choice to either end of its range. What is forbidden matters only in runs in which it is decided: up to that
//! minute, a run does not know what would be forbidden. So only those are run again, and the others differ by exactly 0.

use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::id::{Id, OptionId};
use powderkeg_engine::seats::Ordered;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_engine::world::RunOptions;
use rayon::prelude::*;

use crate::measure::Measure;
use crate::paired::Paired;
use crate::plan::Plan;
use crate::row::{Case, Course};
use crate::sensitivity::cube::value_or_end;
use crate::significance::{normal_test, sign_test, stand};

/// The most pairs: what every run did is kept in memory.
pub const MOST_PAIRS: u32 = 1_000_000;

/// Quantiles to which a lever is set: the ends of its range, without the outermost twentieth.
pub const ENDS: [f64; 2] = [0.05, 0.95];

/// An option that is taken in less than this share of runs is ordered.
const RARE: f64 = 0.05;

/// Of the effects that stand, the share that may be chance.
const FALSE_RATE: f64 = 0.05;

/// Something that a party could have done otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// Never to take an option.
    Forbid(OptionId),
    /// To take an option at a minute, whatever its rule says.
    Order(OptionId, Minute),
    /// To choose a number: its place among the uncertain ones, and the quantile of its range.
    Choose(usize, f64),
}

/// What an act does.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The act.
    pub act: Act,
    /// Runs in which it can matter: those in which the option was decided, or all.
    pub concerns: u32,
    /// The outcome without and with it.
    pub paired: Paired,
    /// How likely chance alone would do as much: the exact sign test for yes or no, else by the standard error.
    pub p: f64,
    /// Whether it stands among all that were tried.
    pub stands: bool,
}

/// The runs with nothing done otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    plan: Plan,
    values: Vec<f64>,
    /// For each run and option, whether it was decided.
    taken: Vec<Vec<bool>>,
}

/// A case and what is asked of it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The scenario.
    pub case: &'a Case,
    /// The outcome.
    pub measure: &'a Measure,
}

impl Asked<'_> {
    /// Makes the runs, on the threads of the pool it is called in. `done` is called after each.
    #[must_use]
    pub fn base(self, plan: Plan, done: &(dyn Fn() + Sync)) -> Base {
        let one = |n: u32| {
            let Course { row, taken, .. } = self.case.course(&plan, n + 1, false);
            done();
            (value_or_end(self.measure, self.case, &row), taken)
        };
        let (values, taken) = (0..plan.runs).into_par_iter().map(one).collect::<Vec<_>>().into_iter().unzip();
        Base { plan, values, taken }
    }

    /// All that can be tried: what was taken in some run, what hardly ever was, and every lever.
    #[must_use]
    pub fn acts(self, base: &Base) -> Vec<Act> {
        let setup = self.case.engine().setup();
        let taken = setup.options.ids().filter(|&option| base.taken_in(option) > 0).map(Act::Forbid);
        let few = RARE * f64::from(base.plan.runs);
        let rare = setup.options.ids().filter(|&option| f64::from(base.taken_in(option)) < few);
        let ordered = rare.map(|option| Act::Order(option, self.middle()));
        let uncertain = self.case.uncertain().iter().enumerate();
        let levers = uncertain.filter(|&(_, &index)| setup.parameters[index].lever);
        let chosen = levers.flat_map(|(number, _)| ENDS.map(|share| Act::Choose(number, share)));
        taken.chain(ordered).chain(chosen).collect()
    }

    /// When an option is ordered: noon of the scenario's middle day.
    fn middle(self) -> Minute {
        let days = self.case.engine().setup().calendar.ends.day();
        Minute(days / 2 * DAY + DAY / 2)
    }

    /// What each act does, in their order.
    #[must_use]
    pub fn effects(self, base: &Base, acts: &[Act], done: &(dyn Fn() + Sync)) -> Vec<Effect> {
        let mut effects: Vec<Effect> = acts.iter().map(|&act| self.effect(base, act, done)).collect();
        let p_values: Vec<f64> = effects.iter().map(|effect| effect.p).collect();
        for (effect, stands) in effects.iter_mut().zip(stand(&p_values, FALSE_RATE)) {
            effect.stands = stands;
        }
        effects
    }

    fn effect(self, base: &Base, act: Act, done: &(dyn Fn() + Sync)) -> Effect {
        let options = self.options(act);
        let one = |n: u32| {
            if !base.is_concerned(act, n) {
                return base.values[n as usize];
            }
            let row = self.case.row(n + 1, base.plan.seed_of(n + 1), options.clone());
            done();
            value_or_end(self.measure, self.case, &row)
        };
        let values: Vec<f64> = (0..base.plan.runs).into_par_iter().map(one).collect();
        let (mut paired, mut up, mut down) = (Paired::default(), 0, 0);
        for (&before, &after) in base.values.iter().zip(&values) {
            paired.add(before, after);
            up += u32::from(after > before);
            down += u32::from(after < before);
        }
        let p = if paired.is_yes_or_no() {
            sign_test(up, down)
        } else {
            let error = paired.standard_error().filter(|error| *error > 0.0);
            error.map_or(1.0, |error| normal_test(paired.difference() / error))
        };
        Effect { act, concerns: base.concerned(act), paired, p, stands: false }
    }

    fn options(self, act: Act) -> RunOptions {
        let mut options = self.case.options().clone();
        match act {
            Act::Forbid(option) => {
                options.suppressed.push(Suppression::throughout(Suppressed::Option(option)));
            }
            Act::Order(option, at) => {
                let origin = self.case.engine().setup().options[option].origin;
                options.ordered.push(Ordered { at, option, origin });
            }
            Act::Choose(number, share) => {
                let count = options.quantiles.len().max(number + 1);
                options.quantiles.resize(count, None);
                options.quantiles[number] = Some(share);
            }
        }
        options
    }
}

impl Base {
    /// Its runs.
    #[must_use]
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// The outcome of each.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Runs in which an option was decided.
    #[must_use]
    pub fn taken_in(&self, option: OptionId) -> u32 {
        self.taken.iter().filter(|taken| taken[option.index()]).count() as u32
    }

    /// Runs in which an act can matter: those that are made again to try it.
    #[must_use]
    pub fn concerned(&self, act: Act) -> u32 {
        (0..self.plan.runs).filter(|&n| self.is_concerned(act, n)).count() as u32
    }

    fn is_concerned(&self, act: Act, n: u32) -> bool {
        match act {
            Act::Forbid(option) => self.taken[n as usize][option.index()],
            Act::Order(..) | Act::Choose(..) => true,
        }
    }
}
