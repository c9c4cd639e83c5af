//! What a party is shown at one minute, and what it may order.

use super::option::order_of;
use super::{Plan, State};
use crate::action::Action;
use crate::id::{OptionId, PartyId};
use crate::now::Now;
use crate::rule::Slot;
use crate::time::Minute;

/// What a party sees and may do at one minute: all that a person, bot or policy in its seat gets.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Whose.
    pub party: PartyId,
    /// When.
    pub at: Minute,
    /// What it sees at each slot of its doctrine: facts 0 or 1, levels in their unit.
    pub readings: Vec<(Slot, f64)>,
    /// The options that are open to it, with the order each would give.
    pub legal: Vec<(OptionId, Action)>,
}

impl State {
    /// What a party sees now at each slot its doctrine reads, and what it may order. Looking changes
    /// nothing.
    #[must_use]
    pub fn view(&self, now: &Now, plan: &Plan, party: PartyId) -> View {
        let mut view = View { party, at: now.at, readings: Vec::new(), legal: Vec::new() };
        let seat_plan = &plan.seats[party];
        let Some(seat) = self.seats.iter().find(|seat| seat.party == party) else { return view };
        let mut eyes = seat.eyes.clone();
        for option_plan in &seat_plan.options {
            // Who plays from outside has looked at its mark, as a doctrine does.
            if !seat.outside || !seat.awake {
                eyes.look(&seat_plan.sights, now, &option_plan.levels);
            }
            eyes.look_at_calendar(&seat_plan.sights, now, &option_plan.clocked_when);
        }
        for (slot, _) in seat_plan.sights.readings() {
            view.readings.push((slot, eyes.see(&seat_plan.sights, now, slot).value));
        }
        for (option_plan, option) in seat_plan.options.iter().zip(&seat.options) {
            let setup = &now.setup.options[option_plan.id];
            if option.may_be_taken(setup, now.at) && option_plan.when.holds(&mut 0, eyes.values()) {
                view.legal.push((option_plan.id, order_of(now, setup)));
            }
        }
        view
    }
}
