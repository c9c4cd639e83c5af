//! What seats order of people: concessions, crackdowns, money for dissent.

use super::{Out, State};
use crate::action::Action;
use crate::cause::Since;
use crate::event::{Event, Reason};
use crate::id::PartyId;
use crate::now::{Emit, Now};
use crate::orders::Order;

/// Does or refuses the orders that are due.
pub(super) fn carry_out(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) {
    while let Some(order) = state.orders.next_due(now.at) {
        let done = match order.action {
            Action::Concede { musd } => concede(state, now, out, emit, &order, musd),
            Action::Repress => repress(state, now, out, emit, &order),
            Action::Incite { among, against, musd } => {
                incite(state, now, out, emit, &order, (among, against, musd))
            }
            // `Orders` lets through only what this domain owns.
            _ => Err(Reason::NotPossible),
        };
        if let Err(reason) = done {
            let refused = Event::Refused { party: order.party, action: order.action, reason };
            let _ = emit.event(refused, &[order.decided.into()]);
        }
    }
}

/// Whether a party has the money at hand (who spends it is the diplomacy domain's business).
fn afford(now: &Now, party: PartyId, musd: f64) -> Result<(), Reason> {
    if !(musd >= 0.0 && musd.is_finite()) {
        return Err(Reason::NotPossible);
    }
    if musd > now.board.diplomacy.parties[party].treasury { Err(Reason::NoMoney) } else { Ok(()) }
}

fn concede(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    musd: f64,
) -> Result<(), Reason> {
    let index = state.nation_index(order.party).ok_or(Reason::NotPossible)?;
    afford(now, order.party, musd)?;
    let event = Event::Conceded { party: order.party, musd: musd as f32 };
    let Some(event) = emit.event(event, &[order.decided.into()]) else { return Ok(()) };
    state.settle_nation(now.at, index);
    let nation = &mut state.nations[index];
    out.parties[order.party].conceded = Some(Since::again(event, nation.concessions));
    nation.concessions += 1;
    for &id in &nation.cities {
        state.cities[id].judge(now.value(now.setup.unrest.concession));
    }
    Ok(())
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

fn incite(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    (among, against, musd): (PartyId, PartyId, f64),
) -> Result<(), Reason> {
    let index = state.nation_index(among).ok_or(Reason::NotPossible)?;
    if among == order.party || against == order.party || musd <= 0.0 {
        return Err(Reason::NotPossible);
    }
    afford(now, order.party, musd)?;
    let event = Event::IncitementBegan { by: order.party, among, against, musd: musd as f32 };
    let Some(event) = emit.event(event, &[order.decided.into()]) else { return Ok(()) };
    let nation = &mut state.nations[index];
    nation.settle(now.at, &state.nation_pace);
    let since = Since::again(event, nation.parcels);
    nation.parcels += 1;
    nation.pay(now, order.party, against, musd, since);
    out.parties[among].incited.get_or_insert(since);
    Ok(())
}
