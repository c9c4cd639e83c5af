//! An event that is looked for in a run, and what stands behind it.

use std::collections::{BTreeMap, VecDeque};

use powderkeg_engine::cause::{Cause, EventId};
use powderkeg_engine::event::{Event, Kind, Subject};
use powderkeg_engine::log::Log;
use powderkeg_engine::rule::Program;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions, World};

use crate::look::Look;
use crate::runs::Watched;

/// An event across runs: what it is, and how many of it came before.
pub type Identity = (Subject, u32);

/// What is asked about.
#[derive(Clone, Debug)]
pub enum Sought {
    /// Any event of a kind.
    Kind(Kind),
    /// One event: kind, what it is about, the how-manieth.
    One(Identity),
    /// A fact of the record: it happens when it first holds.
    Fact(Program),
}

/// Where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// When.
    pub at: Minute,
    /// Its record's place in the log; for a fact, that of the first record of its minute that it is due to, if there is
    /// one.
    pub position: Option<usize>,
    /// Places of the records that are its immediate causes.
    behind: Vec<usize>,
    /// Records before this place came before it.
    before: usize,
}

/// A run played until what is sought happens, or to its end.
#[derive(Clone, Debug)]
pub struct Search<'e> {
    /// The world as it then is.
    pub world: World<'e>,
    /// What was found.
    pub found: Option<Found>,
}

impl Sought {
    /// Looks for it in a run.
    #[must_use]
    pub fn search<'e>(&self, engine: &'e Engine, seed: u64, options: RunOptions) -> Search<'e> {
        let mut world = engine.start(seed, options);
        if let Self::Fact(program) = self {
            return first_holding(world, &Look::of(engine.setup(), program.clone()));
        }
        let mut seen = 0;
        loop {
            let before = world.log().records().len();
            if world.advance().is_none() {
                return Search { world, found: None };
            }
            if let Some(found) = self.found(&world, before, &mut seen) {
                return Search { world, found: Some(found) };
            }
        }
    }

    /// Whether it happens in a run at all.
    #[must_use]
    pub fn happens(&self, engine: &Engine, seed: u64, options: RunOptions) -> bool {
        self.search(engine, seed, options).found.is_some()
    }

    /// Whether a record is of what is sought, so that it is no cause of it.
    #[must_use]
    pub fn is(&self, subject: Subject) -> bool {
        match self {
            Self::Kind(kind) => subject.kind() == *kind,
            Self::One((own, _)) => subject == *own,
            Self::Fact(_) => false,
        }
    }

    /// Looks at an instant's records, those from `before` on. `seen` counts the like of one event.
    fn found(&self, world: &World, before: usize, seen: &mut u32) -> Option<Found> {
        let records = &world.log().records()[before..];
        let mut is_it = |event: &Event| match self {
            Self::Kind(kind) => event.kind() == *kind,
            Self::One((subject, nth)) => {
                let is_like = event.kind() == subject.kind() && event.subject() == *subject;
                *seen += u32::from(is_like);
                is_like && *seen == nth + 1
            }
            // It is looked for by its rule.
            Self::Fact(_) => false,
        };
        let place = before + records.iter().position(|record| is_it(&record.event))?;
        let causes = world.log().causes(&world.log().records()[place]);
        let behind = causes.iter().filter_map(|cause| place_of(world.log(), cause)).collect();
        Some(Found { at: world.at(), position: Some(place), behind, before: place })
    }
}

/// A run played until a fact first holds, as in every study, or to its end.
fn first_holding<'e>(world: World<'e>, rule: &Look) -> Search<'e> {
    let mut watched = Watched::new(world, 1);
    loop {
        let before = watched.world.log().records().len();
        let is_over = watched.advance(std::slice::from_ref(rule)).is_none();
        if is_over || watched.firsts[0].is_some() {
            let found = (!is_over).then(|| fact(&watched.world, rule.program(), before));
            return Search { world: watched.world, found };
        }
    }
}

/// A fact that holds now: the records of this minute by which it does are the fact itself, and their causes stand behind
/// it; of what it reads besides, the causes do.
fn fact(world: &World, program: &Program, before: usize) -> Found {
    let log = world.log();
    let mut due: Vec<EventId> = Vec::new();
    for &slot in program.slots() {
        let truth = world.truth(slot);
        if truth.value == 0.0 {
            continue;
        }
        let leading =
            truth.because.and_then(|cause| if let Cause::Event(id) = cause { Some(id) } else { None });
        due.extend(leading.into_iter().chain(truth.also.into_iter().flatten()));
        due.extend(truth.since.map(|since| since.because));
    }
    due.sort_unstable();
    due.dedup();
    let (mut behind, mut position) = (Vec::new(), None);
    for place in due.into_iter().filter_map(|id| log.position(id)) {
        if place >= before {
            position = position.or(Some(place));
            let causes = log.causes(&log.records()[place]).iter();
            behind.extend(causes.filter_map(|cause| place_of(log, cause)));
        } else {
            behind.push(place);
        }
    }
    Found { at: world.at(), position, behind, before }
}

fn place_of(log: &Log, cause: &Cause) -> Option<usize> {
    match cause {
        Cause::Event(id) => log.position(*id),
        Cause::Given(_) | Cause::Order(_) | Cause::Chance(_) => None,
    }
}

impl Found {
    /// Places of all records behind it, each with its distance, from 1.
    #[must_use]
    pub fn ancestors(&self, log: &Log) -> BTreeMap<usize, u32> {
        let mut found = BTreeMap::new();
        let mut queue: VecDeque<(usize, u32)> = self.behind.iter().map(|&place| (place, 1)).collect();
        while let Some((place, steps)) = queue.pop_front() {
            if found.contains_key(&place) {
                continue;
            }
            found.insert(place, steps);
            let causes = log.causes(&log.records()[place]).iter();
            queue.extend(causes.filter_map(|cause| place_of(log, cause)).map(|earlier| (earlier, steps + 1)));
        }
        found
    }
}

impl Search<'_> {
    /// When an event came about, before what was sought if that was found.
    #[must_use]
    pub fn occurrence(&self, (subject, nth): Identity) -> Option<Minute> {
        let records = self.world.log().records();
        let until = self.found.as_ref().map_or(records.len(), |found| found.before);
        let is_like = |event: &Event| event.kind() == subject.kind() && event.subject() == subject;
        let mut like = records[..until].iter().filter(|record| is_like(&record.event));
        like.nth(nth as usize).map(|record| record.id.at)
    }
}
