//! What an event would not have happened without, and what would have brought it about.
//!
//! Probabilities of causation after Pearl (Causality, 2nd edition 2009, section 9.2), each run's luck being the unit:
//! the same seed with a cause taken away at the gate, or ordered where it did not come about, and every other draw kept.

mod sought;

use std::collections::BTreeMap;
use std::ops::Range;

use powderkeg_engine::event::Event;
use powderkeg_engine::gate::{Suppressed, Suppression};
use powderkeg_engine::id::OptionId;
use powderkeg_engine::seats::Ordered;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Change, Engine, RunOptions};
use rayon::prelude::*;

pub use self::sought::{Found, Identity, Search, Sought};
use crate::plan::Plan;
use crate::runs::in_time;
use crate::share::Share;

/// For how long a cause is taken away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Window {
    /// It and its like, from when it comes about to the end of the run.
    ToTheEnd,
    /// The same, for so many days.
    Days(f64),
    /// Only this once: what wants to happen may do so a minute later.
    Once,
}

/// What is asked.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The scenario.
    pub engine: &'a Engine,
    /// What is different about its runs.
    pub options: &'a RunOptions,
    /// The event.
    pub sought: &'a Sought,
    /// For how long a cause is taken away.
    pub window: Window,
}

/// A cause that is tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// What it is across runs. Unless causes are taken away once, one stands for all of its like, and the first counts.
    pub identity: Identity,
    /// One such event.
    pub example: Event,
    /// In how many of the runs with the event it is among its causes.
    pub runs: u32,
}

/// A candidate's figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    /// The cause.
    pub candidate: Candidate,
    /// Probability of necessity: of the runs in which it comes about and then the event, those in which the event does
    /// not happen without it.
    pub necessary: Share,
    /// Probability of sufficiency: of the runs in which neither comes about, those in which the event happens once it is
    /// brought about. `None`: it cannot be brought about.
    pub sufficient: Option<Share>,
    /// Of all runs, those in which the event happens with it and does not without it.
    pub both: Option<Share>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ButFor {
    /// Runs in which the event happens.
    pub happens: Share,
    /// The causes, those without which it most often would not have happened first.
    pub tallies: Vec<Tally>,
}

/// A cause in a single run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Necessity {
    /// Its place in the log, from 0.
    pub position: usize,
    /// What happened.
    pub event: Event,
    /// Whether the event does not happen without it.
    pub necessary: bool,
}

/// Runs that are held at a time.
const STEP: u32 = 500;
/// Dates at which a cause came about that are kept, to bring it about elsewhere.
const MOST_DATES: usize = 1_000;
/// The most causes that can be tried at a time: a bit each.
pub const MOST_CANDIDATES: usize = 64;

/// What a run says of the candidates.
struct Row {
    happens: bool,
    /// For each candidate, when it came about before the event, and whether the event happens without it.
    cells: Vec<(Option<Minute>, Option<bool>)>,
}

impl Question<'_> {
    /// Over the runs of a plan, on the threads of the pool it is called in: what stands most often behind the event, at
    /// most `most` of it, and how necessary and sufficient each is. `done` is called three times a run.
    #[must_use]
    pub fn answer(&self, plan: &Plan, most: usize, done: &(dyn Fn() + Sync)) -> ButFor {
        let (happened, candidates) = self.candidates(plan, most.min(MOST_CANDIDATES), done);
        let happens = Share { held: happened, of: plan.runs };
        let mut sums = Sums::new(&candidates);
        for part in plan.parts(STEP) {
            let rows = each(&part, |run| {
                done();
                self.row(plan.seed_of(run), &candidates)
            });
            rows.iter().for_each(|row| sums.add(row));
        }
        let sufficient = self.sufficiency(plan, &candidates, &sums, done);
        let mut tallies: Vec<Tally> = candidates
            .iter()
            .zip(&sums.necessary)
            .zip(sufficient)
            .map(|((&candidate, &necessary), sufficient)| {
                let both =
                    |sufficient: Share| Share { held: necessary.held + sufficient.held, of: plan.runs };
                Tally { candidate, necessary, sufficient, both: sufficient.map(both) }
            })
            .collect();
        // Stable: those that are necessary as often stay in the order of how often they stand behind the event.
        tallies.sort_by_key(|tally| std::cmp::Reverse(tally.necessary.held));
        ButFor { happens, tallies }
    }

    /// In one run: whether the event would have happened without each of its causes, the nearest first, at most `most`;
    /// with where the event was found. `None` if it does not happen.
    #[must_use]
    pub fn answer_for(&self, seed: u64, most: usize) -> Option<(Found, Vec<Necessity>)> {
        let search = self.search(seed).finish();
        let (found, log) = (search.found.clone()?, search.world().log());
        let mut causes: Vec<(u32, usize)> =
            found.ancestors(log).into_iter().map(|(place, steps)| (steps, place)).collect();
        causes.sort_unstable();
        let wanted =
            causes.into_iter().filter(|&(_, place)| !self.sought.is(log.records()[place].event.subject()));
        let wanted: Vec<usize> = wanted.map(|(_, place)| place).take(most).collect();
        let without = wanted.iter().map(|&place| {
            let record = &log.records()[place];
            Some(self.without(record.event, record.id.at))
        });
        let searches = self.with_each(seed, &without.collect::<Vec<_>>(), |search| search);
        let one = |(position, search): (usize, Option<Search>)| {
            let necessary = search.is_some_and(|search| search.finish().found.is_none());
            Necessity { position, event: log.records()[position].event, necessary }
        };
        let necessities = wanted.into_par_iter().zip(searches).panic_fuse().map(one).collect();
        Some((found, necessities))
    }

    /// A run on its way to the event.
    fn search(&self, seed: u64) -> Search<'_> {
        Search::begin(self.sought, self.engine, seed, self.options.clone())
    }

    /// What becomes of a run with each of some changes in turn. What comes before a change is played once for all.
    fn with_each<'s, T>(
        &'s self,
        seed: u64,
        changes: &[Option<Change>],
        then: impl Fn(Search<'s>) -> T,
    ) -> Vec<Option<T>> {
        let mut found: Vec<Option<T>> = changes.iter().map(|_| None).collect();
        // In many runs nothing is to be changed: those need not begin.
        let mut trunk = None;
        for (at, place) in in_time(changes.iter().map(|change| change.map(|change| change.at()))) {
            let trunk = trunk.get_or_insert_with(|| self.search(seed));
            trunk.grow(at);
            found[place] = changes[place].map(|change| then(trunk.changed(change)));
        }
        found
    }

    /// The causes that most often stand behind the event, and in how many runs it happens.
    fn candidates(&self, plan: &Plan, most: usize, done: &(dyn Fn() + Sync)) -> (u32, Vec<Candidate>) {
        let (mut happened, mut counts) = (0, BTreeMap::<Identity, (u32, u64, Event)>::new());
        for part in plan.parts(STEP) {
            let rows = each(&part, |run| {
                done();
                self.causes(plan.seed_of(run))
            });
            for causes in rows.into_iter().flatten() {
                happened += 1;
                for (identity, (steps, event)) in causes {
                    let count = counts.entry(identity).or_insert((0, 0, event));
                    (count.0, count.1) = (count.0 + 1, count.1 + u64::from(steps));
                }
            }
        }
        // Of those that are as often behind it, the nearest first.
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, (runs, steps, _))| (std::cmp::Reverse(*runs), *steps));
        let kept = counts.into_iter().take(most);
        let candidates = kept.map(|(identity, (runs, _, example))| Candidate { identity, example, runs });
        (happened, candidates.collect())
    }

    /// What stands behind the event in a run, each with its distance; `None` if it does not happen.
    fn causes(&self, seed: u64) -> Option<BTreeMap<Identity, (u32, Event)>> {
        let search = self.search(seed).finish();
        let log = search.world().log();
        let ancestors = search.found.as_ref()?.ancestors(log);
        let mut counts = BTreeMap::new();
        let mut causes = BTreeMap::new();
        for (place, record) in log.records().iter().enumerate() {
            let subject = record.event.subject();
            let count = counts.entry(subject).or_insert(0_u32);
            let nth = if self.window == Window::Once { *count } else { 0 };
            *count += 1;
            if let Some(&steps) = ancestors.get(&place).filter(|_| !self.sought.is(subject)) {
                let cause = causes.entry((subject, nth)).or_insert((steps, record.event));
                cause.0 = steps.min(cause.0);
            }
        }
        Some(causes)
    }

    /// A run with each candidate taken away in turn, where both it and the event come about.
    fn row(&self, seed: u64, candidates: &[Candidate]) -> Row {
        let search = self.search(seed).finish();
        let happens = search.found.is_some();
        let dates: Vec<Option<Minute>> =
            candidates.iter().map(|candidate| search.occurrence(candidate.identity)).collect();
        let without = |(candidate, at): (&Candidate, &Option<Minute>)| {
            at.filter(|_| happens).map(|at| self.without(candidate.example, at))
        };
        let changes: Vec<Option<Change>> = candidates.iter().zip(&dates).map(without).collect();
        let again = self.with_each(seed, &changes, Search::happens);
        Row { happens, cells: dates.into_iter().zip(again).collect() }
    }

    /// A cause is taken away from `at` on.
    fn without(&self, cause: Event, at: Minute) -> Change {
        let until = match self.window {
            Window::ToTheEnd => Minute::NEVER,
            Window::Days(days) => at.after_days(days),
            Window::Once => at.next(),
        };
        Change::Suppress(Suppression { what: Suppressed::Subject(cause.subject()), from: at, until })
    }

    /// In the runs with neither cause nor event: how often the event happens once the cause is brought about, at a date at
    /// which it came about in another run.
    fn sufficiency(
        &self,
        plan: &Plan,
        candidates: &[Candidate],
        sums: &Sums,
        done: &(dyn Fn() + Sync),
    ) -> Vec<Option<Share>> {
        let options: Vec<Option<OptionId>> =
            candidates.iter().map(|candidate| self.can_be_ordered(candidate)).collect();
        let mut shares: Vec<Option<Share>> =
            options.iter().map(|option| option.map(|_| Share::default())).collect();
        for part in plan.parts(STEP) {
            let rows = each(&part, |run| {
                done();
                let ordered = |(index, option): (usize, &Option<OptionId>)| {
                    let dates = &sums.dates[index];
                    let option = option.filter(|_| sums.has_neither(run, index) && !dates.is_empty())?;
                    let at = dates[(run as usize - 1) % dates.len()];
                    let origin = self.engine.setup().options[option].origin;
                    Some(Change::Order(Ordered { at, option, origin }))
                };
                let orders: Vec<Option<Change>> = options.iter().enumerate().map(ordered).collect();
                self.with_each(plan.seed_of(run), &orders, Search::happens)
            });
            for row in rows {
                for (share, happens) in shares.iter_mut().zip(row) {
                    if let (Some(share), Some(happens)) = (share, happens) {
                        share.add(happens);
                    }
                }
            }
        }
        shares
    }

    /// The option by which a cause can be brought about: it is a decision for one, not forbidden, and the first of its
    /// kind.
    fn can_be_ordered(&self, candidate: &Candidate) -> Option<OptionId> {
        let Event::Decided { option, .. } = candidate.example else { return None };
        let option = option.filter(|_| candidate.identity.1 == 0)?;
        let is_forbidden = self.options.suppressed.iter().any(|row| row.what == Suppressed::Option(option));
        (!is_forbidden).then_some(option)
    }
}

/// What the rows add up to.
struct Sums {
    necessary: Vec<Share>,
    /// When each candidate came about, in the first runs that have it.
    dates: Vec<Vec<Minute>>,
    /// For each run the candidates that it lacks, as bits; none of a run with the event.
    lacking: Vec<u64>,
}

impl Sums {
    fn new(candidates: &[Candidate]) -> Self {
        let count = candidates.len();
        Self { necessary: vec![Share::default(); count], dates: vec![Vec::new(); count], lacking: Vec::new() }
    }

    fn add(&mut self, row: &Row) {
        let mut lacking = 0;
        for (index, &(at, again)) in row.cells.iter().enumerate() {
            let dates = &mut self.dates[index];
            if dates.len() < MOST_DATES {
                dates.extend(at);
            }
            if let Some(again) = again {
                self.necessary[index].add(!again);
            }
            lacking |= u64::from(at.is_none() && !row.happens) << index;
        }
        self.lacking.push(lacking);
    }

    fn has_neither(&self, run: u32, index: usize) -> bool {
        self.lacking.get(run as usize - 1).is_some_and(|bits| bits >> index & 1 == 1)
    }
}

fn each<T: Send>(runs: &Range<u32>, one: impl Fn(u32) -> T + Sync + Send) -> Vec<T> {
    runs.clone().into_par_iter().panic_fuse().map(one).collect()
}
