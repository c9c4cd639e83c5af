//! An event that is looked for in a run, and what stands behind it.

use std::collections::{BTreeMap, VecDeque};

use powderkeg_engine::cause::{Cause, EventId};
use powderkeg_engine::event::{Event, Kind, Subject};
use powderkeg_engine::log::Log;
use powderkeg_engine::rule::Program;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Change, Engine, RunOptions, World};

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

/// A run on its way to what is sought, or to its end.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    sought: &'a Sought,
    /// Of a fact, its rule.
    rule: Option<Look>,
    watched: Watched<'a>,
    /// Events so far that are like the one.
    seen: u32,
    /// What was found.
    pub found: Option<Found>,
}

impl<'a> Search<'a> {
    /// A run before its first instant.
    #[must_use]
    pub fn begin(sought: &'a Sought, engine: &'a Engine, seed: u64, options: RunOptions) -> Self {
        let rule = match sought {
            Sought::Fact(program) => Some(Look::of(engine.setup(), program.clone())),
            Sought::Kind(_) | Sought::One(_) => None,
        };
        let watched = Watched::new(engine.start(seed, options), rule.as_slice().len());
        Self { sought, rule, watched, seen: 0, found: None }
    }

    /// The world as it is.
    #[must_use]
    pub fn world(&self) -> &World<'a> {
        &self.watched.world
    }

    /// Goes on until it is found or the run is over.
    #[must_use]
    pub fn finish(mut self) -> Self {
        while self.found.is_none() && self.advance() {}
        self
    }

    /// Whether it is found, however long that takes.
    #[must_use]
    pub fn happens(self) -> bool {
        self.finish().found.is_some()
    }

    /// Goes on to the last instant before a minute, if it is not found before.
    pub fn grow(&mut self, minute: Minute) {
        while self.found.is_none() && self.world().has_instant_before(minute) {
            self.advance();
        }
    }

    /// The run that is changed here.
    #[must_use]
    pub fn changed(&self, change: Change) -> Self {
        let mut other = self.clone();
        other.watched.world.change(change);
        other
    }

    /// When an event came about, before what was sought if that was found.
    #[must_use]
    pub fn occurrence(&self, (subject, nth): Identity) -> Option<Minute> {
        let records = self.world().log().records();
        let until = self.found.as_ref().map_or(records.len(), |found| found.before);
        let mut like = records[..until].iter().filter(|record| is_like(&record.event, subject));
        like.nth(nth as usize).map(|record| record.id.at)
    }

    /// Goes on to the next instant; false at the end.
    fn advance(&mut self) -> bool {
        let before = self.world().log().records().len();
        let (watched, seen) = (&mut self.watched, &mut self.seen);
        // Events are in the log: only for a fact the world has to be watched.
        let is_over = match self.rule.as_slice() {
            [] => watched.world.advance().is_none(),
            rule => watched.advance(rule).is_none(),
        };
        if is_over {
            return false;
        }
        let world = &watched.world;
        let mut records = world.log().records()[before..].iter();
        let place = match self.sought {
            Sought::Fact(program) => {
                self.found = watched.firsts[0].map(|_| Found::fact(world, program, before));
                return true;
            }
            Sought::Kind(kind) => records.position(|record| record.event.kind() == *kind),
            Sought::One((subject, nth)) => records.position(|record| {
                let is_like = is_like(&record.event, *subject);
                *seen += u32::from(is_like);
                is_like && *seen == nth + 1
            }),
        };
        self.found = place.map(|place| Found::event(world, before + place));
        true
    }
}

fn is_like(event: &Event, subject: Subject) -> bool {
    event.kind() == subject.kind() && event.subject() == subject
}

impl Sought {
    /// Whether a record is of what is sought, so that it is no cause of it.
    #[must_use]
    pub fn is(&self, subject: Subject) -> bool {
        match self {
            Self::Kind(kind) => subject.kind() == *kind,
            Self::One((own, _)) => subject == *own,
            Self::Fact(_) => false,
        }
    }
}

fn place_of(log: &Log, cause: &Cause) -> Option<usize> {
    match cause {
        Cause::Event(id) => log.position(*id),
        Cause::Given(_) | Cause::Order(_) | Cause::Chance(_) => None,
    }
}

impl Found {
    /// A record of the present instant.
    fn event(world: &World, place: usize) -> Self {
        let log = world.log();
        let causes = log.causes(&log.records()[place]).iter();
        let behind = causes.filter_map(|cause| place_of(log, cause)).collect();
        Self { at: world.at(), position: Some(place), behind, before: place }
    }

    /// A fact that holds now: the records of this minute by which it does are the fact itself, and their causes stand behind
    /// it; of what it reads besides, the causes do.
    fn fact(world: &World, program: &Program, before: usize) -> Self {
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
        Self { at: world.at(), position, behind, before }
    }

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
