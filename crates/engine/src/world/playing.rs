//! A run in progress that somebody plays: seats from outside, what they see, and looks ahead.

use super::{Engine, WorldOf};
use crate::action::Action;
use crate::cause::Domain;
use crate::id::{OptionId, PartyId};
use crate::reading::Reading;
use crate::seats::{Given, OutsideOrder, View};
use crate::view;
use std::ops::Deref;

impl<E: Deref<Target = Engine>> WorldOf<E> {
    /// The same up to now, and from the next minute on with the luck of another seed. What is under way goes on.
    #[must_use]
    pub fn fork(&self, seed: u64) -> Self
    where
        E: Clone,
    {
        let mut other = self.clone();
        other.ahead = None;
        other.branch(self.at, seed);
        other
    }

    /// Leaves a seat that was played from outside to its doctrine, from its next mark on.
    pub fn leave(&mut self, party: PartyId) {
        self.states.seats.leave(party);
    }

    /// Gives an order for a seat that is played from outside: it is decided at the next minute.
    pub fn order(&mut self, party: PartyId, action: Action) {
        self.give(party, Given::Action(action));
    }

    /// Takes an option of a party's doctrine for it: decided at the next minute, with the option's order and lead time, and
    /// afterwards it rests and counts as if the doctrine had taken it.
    pub fn take(&mut self, option: OptionId) {
        self.give(self.engine.setup.options[option].party, Given::Option(option));
    }

    fn give(&mut self, party: PartyId, given: Given) {
        self.states.seats.order(OutsideOrder { party, given, n: self.orders });
        self.orders += 1;
        self.due[Domain::Seats as usize] = self.at.next();
    }

    /// What a party sees of a reading that is its own or public; `None` of what takes watching, see [`Self::view`].
    #[must_use]
    pub fn plainly(&self, party: PartyId, reading: &Reading) -> Option<f64> {
        view::plainly(&self.now(), party, reading)
    }

    /// What a party sees now and may order. Looking changes nothing.
    #[must_use]
    pub fn view(&self, party: PartyId) -> View {
        self.states.seats.view(&self.now(), &self.engine.plan, party)
    }
}
