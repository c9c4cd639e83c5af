//! What a domain is given for a step: the frozen present, and a place to emit records.

use crate::board::Board;
use crate::cause::{Cause, Domain, EventId};
use crate::dice::Dice;
use crate::event::Event;
use crate::gate::Gate;
use crate::log::{Drafts, Log, Seen};
use crate::numbers::Numbers;
use crate::parameter::Num;
use crate::setup::Setup;
use crate::time::{Mark, Minute};

/// The present as every domain of an instant reads it. Nobody can change it.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// The minute.
    pub at: Minute,
    /// What every domain published before this minute.
    pub board: &'a Board,
    /// Everything that happened before this minute.
    pub log: &'a Log,
    /// The run's dice.
    pub dice: Dice,
    /// The run's numbers.
    pub numbers: &'a Numbers,
    /// The scenario.
    pub setup: &'a Setup,
}

impl Now<'_> {
    /// The run's value of a number of the scenario.
    #[must_use]
    pub fn value(&self, num: Num) -> f64 {
        self.numbers[num]
    }

    /// When levels that are integrated `a_day` times a day, at a mark and between, are next.
    #[must_use]
    pub fn next_step(&self, mark: Mark, a_day: u32) -> Minute {
        let parts = if self.setup.calendar.half_steps { 2 * a_day } else { a_day };
        mark.part_after(self.at, parts)
    }

    /// When levels that are integrated every `days` days, a power of two, are next.
    #[must_use]
    pub fn next_day_of(&self, mark: Mark, days: u32) -> Minute {
        match (self.setup.calendar.half_steps, days) {
            (true, 1) => mark.part_after(self.at, 2),
            (true, _) => mark.next_of_days(self.at, days / 2),
            (false, _) => mark.next_of_days(self.at, days),
        }
    }

    /// A number of the scenario as a cause: where the scenario says it.
    #[must_use]
    pub fn given(&self, num: Num) -> Cause {
        Cause::Given(self.setup.parameters[usize::from(num.0)].origin)
    }
}

/// Where a domain puts its records.
pub struct Emit<'a> {
    at: Minute,
    domain: Domain,
    n: u16,
    drafts: &'a mut Drafts,
    gate: &'a Gate,
}

impl<'a> Emit<'a> {
    /// A place for the records of `domain` at `at`.
    pub(crate) fn new(at: Minute, domain: Domain, drafts: &'a mut Drafts, gate: &'a Gate) -> Self {
        Self { at, domain, n: 0, drafts, gate }
    }

    /// Records that something happens, with its causes (the main one first; at least one).
    ///
    /// `None` means that it does not happen after all: an intervention suppresses it, and the
    /// caller must change no state. Ask before changing state, never after.
    #[must_use = "a suppressed event must not change any state"]
    pub fn event(&mut self, event: Event, causes: &[Cause]) -> Option<EventId> {
        self.decision(event, causes, &[])
    }

    /// As [`Emit::event`], with what the decision saw.
    #[must_use = "a suppressed event must not change any state"]
    pub fn decision(&mut self, event: Event, causes: &[Cause], saw: &[Seen]) -> Option<EventId> {
        if self.gate.suppresses(self.at, &event) {
            return None;
        }
        let id = EventId { at: self.at, domain: self.domain, n: self.n };
        self.n += 1;
        self.drafts.push(id, event, causes, saw);
        Some(id)
    }
}
