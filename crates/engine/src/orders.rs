//! Orders on their way: decided, not yet carried out.

use crate::action::Action;
use crate::cause::{Domain, EventId};
use crate::event::Event;
use crate::id::PartyId;
use crate::log::Record;
use crate::time::Minute;

/// An order that a domain will do or refuse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Order {
    /// When.
    pub effective: Minute,
    /// The decision behind it: its main cause.
    pub decided: EventId,
    /// Whose.
    pub party: PartyId,
    /// What.
    pub action: Action,
}

/// A domain's queue of orders, carried out in the order (minute, seat, n).
#[derive(Clone, Debug)]
pub struct Orders {
    owner: Domain,
    pending: Vec<Order>,
}

impl Orders {
    /// An empty queue of a domain.
    #[must_use]
    pub fn of(owner: Domain) -> Self {
        Self { owner, pending: Vec::new() }
    }

    /// Takes note of a decision, if it concerns this domain.
    pub fn hear(&mut self, record: &Record) {
        if let Event::Decided { party, action, effective, .. } = record.event
            && action.owner() == self.owner
        {
            self.pending.push(Order { effective, decided: record.id, party, action });
        }
    }

    /// The next order that is due at `at`, if any; call until there is none.
    pub fn next_due(&mut self, at: Minute) -> Option<Order> {
        let index = (0..self.pending.len())
            .filter(|&index| self.pending[index].effective <= at)
            .min_by_key(|&index| (self.pending[index].effective, self.pending[index].decided))?;
        Some(self.pending.remove(index))
    }

    /// When the next order is due.
    #[must_use]
    pub fn due(&self) -> Minute {
        self.pending.iter().map(|order| order.effective).min().unwrap_or(Minute::NEVER)
    }
}
