//! Interventions in a run under way. Up to the minute at which it first matters, the run is the one that had the
//! intervention among its options from the start: so runs that differ by one can have what came before in common.

use super::{Engine, WorldOf};
use crate::cause::Domain;
use crate::gate::Suppression;
use crate::seats::Ordered;
use crate::time::Minute;
use std::ops::Deref;

/// An intervention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// Something is kept from happening.
    Suppress(Suppression),
    /// An option is taken, whatever its party's rules say.
    Order(Ordered),
}

impl Change {
    /// The first minute at which it can matter.
    #[must_use]
    pub fn at(&self) -> Minute {
        match self {
            Self::Suppress(suppression) => suppression.from,
            Self::Order(ordered) => ordered.at,
        }
    }
}

impl<E: Deref<Target = Engine>> WorldOf<E> {
    /// Intervenes, from the next instant on and besides all interventions so far.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::Suppress(suppression) => self.gate.add(suppression),
            Change::Order(ordered) => {
                self.states.seats.schedule(ordered);
                let due = &mut self.due[Domain::Seats as usize];
                *due = (*due).min(ordered.at);
            }
        }
    }
}
