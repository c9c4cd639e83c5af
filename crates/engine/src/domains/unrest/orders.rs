//! What is done to people: crackdowns that seats order, concessions and money for dissent that were paid.

use super::{Out, State};
use crate::action::Action;
use crate::cause::{EventId, Since};
use crate::event::{Event, Reason};
use crate::id::PartyId;
use crate::now::{Emit, Now};
use crate::orders::Order;

/// Does or refuses the orders that are due.
pub(super) fn carry_out(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) {
    while let Some(order) = state.orders.next_due(now.at) {
        let done = match order.action {
            Action::Repress => repress(state, now, out, emit, &order),
            // `Orders` lets through only what this domain owns.
            _ => Err(Reason::NotPossible),
        };
        if let Err(reason) = done {
            let refused = Event::Refused { party: order.party, action: order.action, reason };
            let _ = emit.event(refused, &[order.decided.into()]);
        }
    }
}

fn repress(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
) -> Result<(), Reason> {
    let index = state.nation_index(order.party).ok_or(Reason::NotPossible)?;
    if state.nations[index].crackdown.is_some() {
        return Err(Reason::AlreadySo);
    }
    let event = Event::CrackdownBegan { party: order.party };
    let Some(event) = emit.event(event, &[order.decided.into()]) else { return Ok(()) };
    state.settle_nation(now.at, index);
    let unrest = &now.setup.unrest;
    let nation = &mut state.nations[index];
    let since = Since::again(event, nation.crackdowns);
    let ends = now.at.after_days(now.value(unrest.repress_days));
    nation.crackdowns += 1;
    nation.crackdown = Some(super::nation::Crackdown { since, ends, detained: 0.0 });
    out.parties[order.party].crackdown = Some(since);
    for &id in &nation.cities {
        state.cities[id].judge(-now.value(unrest.backlash));
        state.cities[id].anger(now.setup, id, order.party, now.value(unrest.anger_crackdown));
    }
    Ok(())
}

/// A government has given in; whether to people of ours.
pub(super) fn conceded(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    party: PartyId,
    conceded: EventId,
) -> bool {
    let Some(index) = state.nation_index(party) else { return false };
    state.settle_nation(now.at, index);
    let nation = &mut state.nations[index];
    out.parties[party].conceded = Some(Since::again(conceded, nation.concessions));
    nation.concessions += 1;
    for &id in &nation.cities {
        state.cities[id].judge(now.value(now.setup.unrest.concession));
    }
    true
}

/// Money for dissent flows; whether among people of ours.
pub(super) fn incited(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    (by, among, against): (PartyId, PartyId, PartyId),
    musd: f64,
    began: EventId,
) -> bool {
    let Some(index) = state.nation_index(among) else { return false };
    let nation = &mut state.nations[index];
    nation.settle(now.at, &state.nation_pace);
    let since = Since::again(began, nation.parcels);
    nation.parcels += 1;
    nation.pay(now, by, against, musd, since);
    out.parties[among].incited.get_or_insert(since);
    true
}
