//! One run of a scenario, watched from its first instant to its last.

use powderkeg_engine::event::Kinds;
use powderkeg_engine::log::Record;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions, World};

use crate::look::{Look, occasions};

/// A run that is played, with what has to be noticed on the way.
#[derive(Clone, Debug)]
pub struct Watched<'e> {
    /// The world after the last instant.
    pub world: World<'e>,
    /// When the incident first came about, if it did. It may be over at the end, as a protest is.
    pub incident: Option<Minute>,
    /// For each fact asked about, the first minute at which it held.
    pub firsts: Vec<Option<Minute>>,
    /// The kinds of event that may bring the incident about; at first all, for what holds from the start.
    incident_kinds: Kinds,
    /// The day of the last instant.
    today: Option<u32>,
}

/// Plays a run to its end. A fact is seen after any instant in which something happened, and after the first of each day
/// (levels drift without a record), as `each_day` looks at the world.
#[must_use]
pub fn watch<'e>(
    engine: &'e Engine,
    seed: u64,
    options: RunOptions,
    facts: &[Look],
    mut each_day: impl FnMut(&World),
) -> Watched<'e> {
    let mut watched = Watched::new(engine.start(seed, options), facts.len());
    while let Some(is_new_day) = watched.advance(facts) {
        if is_new_day {
            each_day(&watched.world);
        }
    }
    watched
}

impl<'e> Watched<'e> {
    /// A run before its first instant, in which so many facts are looked for.
    #[must_use]
    pub fn new(world: World<'e>, facts: usize) -> Self {
        Self { world, incident: None, firsts: vec![None; facts], incident_kinds: Kinds::ALL, today: None }
    }

    /// The same so far, with the luck of another seed once a past that is another run's is over.
    #[must_use]
    pub fn with_luck(&self, seed: u64) -> Self {
        Self { world: self.world.with_luck(seed), firsts: self.firsts.clone(), ..*self }
    }

    /// Goes on to the next instant, and tells whether it is the first of a day; `None` at the end.
    pub fn advance(&mut self, facts: &[Look]) -> Option<bool> {
        let happened = kinds(self.world.advance()?);
        let at = self.world.at();
        let before = self.today.replace(at.day());
        let is_new_day = before != Some(at.day());
        // Most instants are quiet.
        if !is_new_day && happened == Kinds::default() {
            return Some(false);
        }
        // What holds from the start is there before anything has happened.
        let is_first = before.is_none();
        if self.incident.is_none() && self.incident_kinds.meets(happened) {
            self.incident = incident_in(&self.world);
            let setup = self.world.setup();
            (self.incident_kinds, _) = occasions(setup, &setup.incident);
        }
        for (first, fact) in self.firsts.iter_mut().zip(facts) {
            let is_due = first.is_none() && (is_first || fact.is_due(happened, is_new_day));
            if is_due && fact.value(&self.world) != 0.0 {
                *first = Some(at);
            }
        }
        Some(is_new_day)
    }
}

/// The places of minutes, the earliest first: what is to be changed about a run, in the order in which it gets there.
pub(crate) fn in_time(minutes: impl Iterator<Item = Option<Minute>>) -> Vec<(Minute, usize)> {
    let mut places: Vec<(Minute, usize)> =
        minutes.enumerate().filter_map(|(place, minute)| Some((minute?, place))).collect();
    places.sort_unstable();
    places
}

/// The kinds of some records.
pub(crate) fn kinds(records: &[Record]) -> Kinds {
    records.iter().map(|record| record.event.kind()).collect()
}

fn incident_in(world: &World) -> Option<Minute> {
    let slots = world.setup().incident.iter();
    let holding = slots.map(|&slot| world.truth(slot)).filter(|fact| fact.value != 0.0);
    holding.map(|fact| fact.since.map_or(world.at(), |since| since.at)).min()
}
