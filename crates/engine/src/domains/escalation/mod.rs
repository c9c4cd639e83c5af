//! The escalation domain: disputes between states, further fronts, ways out (MODELS §10).
//!
//! The level of a dispute is the highest act executed, by the definitions of the Militarized
//! Interstate Dispute data; it has no dynamics of its own. Fronts and endings are hazards whose rates
//! are set at the daily mark and by news that touches the pair. Without a dispute the domain sleeps.

mod acts;
mod disputes;
mod out;
#[cfg(test)]
mod tests;

pub use acts::NEWS;
pub use out::*;

use crate::action::Action;
use crate::cause::Domain;
use crate::dice::Dice;
use crate::event::{Event, Level, Reason};
use crate::id::{NameId, PartyId, Table};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::obligation::{self, Thing};
use crate::orders::{Order, Orders};
use crate::pairs::Pairs;
use crate::reasons::Reasons;
use crate::setup::Setup;
use crate::time::{Mark, Minute};
use acts::Fight;
use disputes::Disputes;

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {
    cursor: usize,
    orders: Orders,
    /// The next daily mark.
    mark: Minute,
    /// When rates are next set.
    step: Minute,
    disputes: Disputes,
    /// Fights so far, for whose dead are whose.
    fights: Vec<Fight>,
    /// Killed in fights, as counted so far.
    tolls: Table<PartyId, u32>,
    things: Table<NameId, Thing>,
}

impl State {
    /// Draws the remainder of every running clock anew; see [`Past`](crate::world::Past).
    pub(crate) fn redraw(&mut self, dice: Dice, at: Minute) {
        self.disputes.redraw(dice, at);
    }

    /// The state at minute 0, with readings that are valid from then on.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, dice: Dice) -> (Self, Out) {
        // Rates are read when there is a dispute; its clocks are drawn when it comes into being.
        let _ = (numbers, dice);
        let parties = setup.parties.len();
        let out =
            Out { disputes: Pairs::filled(parties, DisputeOut::default()), fronts: 0, war: None, deaths: 0 };
        let state = Self {
            cursor: 0,
            orders: Orders::of(Domain::Escalation),
            mark: Mark::State.first(),
            step: Mark::State.first(),
            disputes: Disputes::new(parties),
            fights: Vec::new(),
            tolls: Table::for_each_of(&setup.parties, |_| 0),
            things: obligation::things(setup),
        };
        (state, out)
    }
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    state.disputes.run_clocks(now, out, emit);
    if state.mark <= now.at {
        state.disputes.count_front_deaths(now, out, emit);
        state.mark = Mark::State.next_after(now.at);
    }
    if state.step <= now.at {
        state.disputes.set_rates(now, out);
        state.step = now.next_step(Mark::State, 1);
    }
    acts::hear(state, now, out, emit);
    while let Some(order) = state.orders.next_due(now.at) {
        if let Err(reason) = carry_out(state, now, out, emit, &order) {
            let refused = Event::Refused { party: order.party, action: order.action, reason };
            // A refusal changes no state, whether or not it may be recorded.
            let _ = emit.event(refused, &Reasons::of(order.decided));
        }
    }
    let mark = if state.disputes.are_live(now.at, out) { state.mark.min(state.step) } else { Minute::NEVER };
    mark.min(state.orders.due()).min(state.disputes.due())
}

fn carry_out(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
) -> Result<(), Reason> {
    let Action::Mediate { between, and } = order.action else {
        unreachable!("the queue holds this domain's orders only")
    };
    let states = (obligation::state_of(now.setup, between), obligation::state_of(now.setup, and));
    let (Some(a), Some(b)) = states else { return Err(Reason::NotPossible) };
    let row = &out.disputes[(a, b)];
    if a == b || row.level == Level::None || row.closed.is_some() {
        return Err(Reason::NotPossible);
    }
    if state.disputes.is_mediated(a, b) {
        return Err(Reason::AlreadySo);
    }
    let dispute = row.since.map(|since| since.because);
    let because = Reasons::of(order.decided).and_all(dispute);
    if let Some(mediated) = emit.event(Event::Mediated { by: order.party, a, b }, &because) {
        state.disputes.mediate(now, out, (a, b), mediated);
    }
    Ok(())
}
