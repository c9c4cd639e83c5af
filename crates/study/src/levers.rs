//! What the parties could have done about an outcome: every act tried in pairs of runs with the same luck.
//!
//! An act is to forbid an option that was taken, to order one (that hardly ever was, or any on a day that is asked about),
//! or to set a number that is a party's choice to either end of its range. Up to the minute of a decision, a run does not
//! know what would be forbidden or ordered. So only runs that it concerns are made again, and only from that minute on;
//! the others differ by exactly 0.

use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::id::{Id, OptionId, PartyId};
use powderkeg_engine::seats::Ordered;
use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::{DAY, Minute};
use powderkeg_engine::world::{Change, RunOptions};
use rayon::prelude::*;

use crate::measure::Measure;
use crate::paired::Paired;
use crate::plan::Plan;
use crate::row::{Case, Course};
use crate::runs::in_time;
use crate::sensitivity::cube::value_or_end;
use crate::significance::{normal_test, sign_test, stand};

/// The most pairs: what every run did is kept in memory.
pub const MOST_PAIRS: u32 = 100_000;

/// Quantiles to which a lever is set: the ends of its range, without the outermost twentieth.
pub const ENDS: [f64; 2] = [0.05, 0.95];

/// An option that is taken in less than this share of runs is rare.
const RARE: f64 = 0.05;

/// Runs whose outcomes are held at a time, each with every act.
const STEP: u32 = 500;

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

impl Act {
    /// Whose it is: an option is its party's, and so is a number under `doctrine.PARTY`. `uncertain`: as of the case.
    #[must_use]
    pub fn owner(self, setup: &Setup, uncertain: &[usize]) -> Option<PartyId> {
        match self {
            Self::Forbid(option) | Self::Order(option, _) => Some(setup.options[option].party),
            Self::Choose(number, _) => {
                let path = &setup.parameters[uncertain[number]].path;
                let wanted = path.strip_prefix("doctrine.")?.split('.').next()?;
                setup.parties.iter().find(|(_, row)| setup.id(row.name.id) == wanted).map(|(id, _)| id)
            }
        }
    }
}

/// Which options are ordered, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Orders {
    /// Those that hardly any run takes, at noon of the scenario's middle day.
    Rare,
    /// Every option, at each of these minutes.
    At(Vec<Minute>),
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
    /// For each run and option, when it was first decided.
    taken: Vec<Vec<Option<Minute>>>,
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

    /// All that can be tried: to forbid what was taken in some run, the orders asked for, and every lever.
    #[must_use]
    pub fn acts(self, base: &Base, orders: &Orders) -> Vec<Act> {
        let setup = self.case.engine().setup();
        let taken = setup.options.ids().filter(|&option| base.taken_in(option) > 0).map(Act::Forbid);
        let uncertain = self.case.uncertain().iter().enumerate();
        let levers = uncertain.filter(|&(_, &index)| setup.parameters[index].lever);
        let chosen = levers.flat_map(|(number, _)| ENDS.map(|share| Act::Choose(number, share)));
        taken.chain(self.ordered(base, orders)).chain(chosen).collect()
    }

    fn ordered(self, base: &Base, orders: &Orders) -> Vec<Act> {
        let options = self.case.engine().setup().options.ids();
        match orders {
            Orders::Rare => {
                let few = RARE * f64::from(base.plan.runs);
                let rare = options.filter(|&option| f64::from(base.taken_in(option)) < few);
                rare.map(|option| Act::Order(option, self.middle())).collect()
            }
            Orders::At(minutes) => {
                options.flat_map(|option| minutes.iter().map(move |&at| Act::Order(option, at))).collect()
            }
        }
    }

    /// Noon of the scenario's middle day.
    fn middle(self) -> Minute {
        let days = self.case.engine().setup().calendar.ends.day();
        Minute(days / 2 * DAY + DAY / 2)
    }

    /// What each act does, in their order.
    #[must_use]
    pub fn effects(self, base: &Base, acts: &[Act], done: &(dyn Fn() + Sync)) -> Vec<Effect> {
        let mut sums = vec![Sum::default(); acts.len()];
        for part in base.plan.parts(STEP) {
            let one = |run: u32| self.with_each(base, acts, run, done);
            let values: Vec<Vec<f64>> = part.clone().into_par_iter().panic_fuse().map(one).collect();
            for (run, values) in part.zip(values) {
                sums.iter_mut().zip(values).for_each(|(sum, after)| sum.add(base.value(run), after));
            }
        }
        let p_values: Vec<f64> = sums.iter().map(Sum::p).collect();
        let effect = |((&act, sum), (&p, stands)): ((&Act, &Sum), (&f64, bool))| Effect {
            act,
            concerns: base.concerned(act),
            paired: sum.paired,
            p,
            stands,
        };
        let stand = p_values.iter().zip(stand(&p_values, FALSE_RATE));
        acts.iter().zip(&sums).zip(stand).map(effect).collect()
    }

    /// The outcome of a run with each act in turn. What comes before an act is played once for all.
    fn with_each(self, base: &Base, acts: &[Act], run: u32, done: &(dyn Fn() + Sync)) -> Vec<f64> {
        let mut values = vec![base.value(run); acts.len()];
        let mut trunk = self.case.trunk(&base.plan, run);
        for (minute, place) in in_time(acts.iter().map(|&act| base.begins(act, run))) {
            trunk.grow(minute);
            let row = match acts[place] {
                Act::Forbid(option) => {
                    trunk.branch(Change::Suppress(Suppression::throughout(Suppressed::Option(option))))
                }
                Act::Order(option, at) => {
                    let origin = self.case.engine().setup().options[option].origin;
                    trunk.branch(Change::Order(Ordered { at, option, origin }))
                }
                Act::Choose(number, share) => {
                    self.case.row(run, base.plan.seed_of(run), self.choosing(number, share))
                }
            };
            done();
            values[place] = value_or_end(self.measure, self.case, &row);
        }
        values
    }

    /// The case's options, with a number at a quantile of its range.
    fn choosing(self, number: usize, share: f64) -> RunOptions {
        let mut options = self.case.options().clone();
        let count = options.quantiles.len().max(number + 1);
        options.quantiles.resize(count, None);
        options.quantiles[number] = Some(share);
        options
    }
}

/// What the pairs of an act add up to.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    paired: Paired,
    /// Pairs in which the act raises the outcome, and lowers it.
    up: u32,
    down: u32,
}

impl Sum {
    fn add(&mut self, before: f64, after: f64) {
        self.paired.add(before, after);
        self.up += u32::from(after > before);
        self.down += u32::from(after < before);
    }

    /// How likely chance alone would do as much.
    fn p(&self) -> f64 {
        if self.paired.is_yes_or_no() {
            return sign_test(self.up, self.down);
        }
        let error = self.paired.standard_error().filter(|error| *error > 0.0);
        error.map_or(1.0, |error| normal_test(self.paired.difference() / error))
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

    /// The outcome of a run, counted from 1.
    fn value(&self, run: u32) -> f64 {
        self.values[run as usize - 1]
    }

    /// Runs in which an option was decided.
    #[must_use]
    pub fn taken_in(&self, option: OptionId) -> u32 {
        self.concerned(Act::Forbid(option))
    }

    /// Runs in which an act can matter: those that are made again to try it.
    #[must_use]
    pub fn concerned(&self, act: Act) -> u32 {
        (1..=self.plan.runs).filter(|&run| self.begins(act, run).is_some()).count() as u32
    }

    /// From when on a run can be another with an act; `None` if it is the same to its end.
    fn begins(&self, act: Act, run: u32) -> Option<Minute> {
        match act {
            Act::Forbid(option) => self.taken[run as usize - 1][option.index()],
            Act::Order(_, at) => Some(at),
            Act::Choose(..) => Some(Minute(0)),
        }
    }
}
