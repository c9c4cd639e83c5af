//! What employers and movements order of a workforce.

use super::workforce::Workforce;
use super::{Out, State, end_strike};
use crate::action::Action;
use crate::cause::Since;
use crate::event::{Event, Reason, StrikeEnd};
use crate::id::{PartyId, WorkforceId};
use crate::now::{Emit, Now};
use crate::orders::Order;

/// The highest pay ratio there is (the parameter's own range ends there).
const PAY_CAP: f64 = 2.0;

/// Does or refuses the orders that are due.
pub(super) fn carry_out(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) {
    while let Some(order) = state.orders.next_due(now.at) {
        let done = match order.action {
            Action::RaisePay { workforce, by } => raise_pay(state, now, out, emit, &order, (workforce, by)),
            Action::Dismiss { workforce } => dismiss(state, now, out, emit, &order, workforce),
            Action::Replace { workforce } => replace(state, now, out, emit, &order, workforce),
            Action::ReturnToWork { workforce } => return_to_work(state, now, out, emit, &order, workforce),
            // `Orders` lets through only what this domain owns.
            _ => Err(Reason::NotPossible),
        };
        if let Err(reason) = done {
            let refused = Event::Refused { party: order.party, action: order.action, reason };
            let _ = emit.event(refused, &[order.decided.into()]);
        }
    }
}

fn owned(now: &Now, workforce: WorkforceId, party: PartyId) -> Result<(), Reason> {
    if now.setup.workforces[workforce].employer == party { Ok(()) } else { Err(Reason::NotYours) }
}

fn raise_pay(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    (id, by): (WorkforceId, f64),
) -> Result<(), Reason> {
    owned(now, id, order.party)?;
    let row = &mut out.workforces[id];
    let raised = (row.pay_ratio + by).min(PAY_CAP);
    // Also refuses what is no number.
    if !(by > 0.0 && raised > row.pay_ratio) {
        return Err(Reason::NotPossible);
    }
    let event = Event::PayRaised { workforce: id, by: (raised - row.pay_ratio) as f32 };
    let Some(event) = emit.event(event, &[order.decided.into()]) else { return Ok(()) };
    let crew = &mut state.workforces[id];
    crew.settle(now, row);
    crew.raise = Some(event);
    row.pay_ratio = raised;
    Ok(())
}

fn dismiss(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    id: WorkforceId,
) -> Result<(), Reason> {
    owned(now, id, order.party)?;
    let crew = &mut state.workforces[id];
    let row = &mut out.workforces[id];
    let Some(strike) = row.strike else { return Err(Reason::NotPossible) };
    crew.settle(now, row);
    let share = now.value(now.setup.labour.dismissed_share);
    let people = (row.striking * share * crew.people).round() as u32;
    if people == 0 {
        return Err(Reason::NotPossible);
    }
    let causes = [order.decided.into(), strike.because.into()];
    let event = Event::Dismissed { workforce: id, people };
    let Some(event) = emit.event(event, &causes) else { return Ok(()) };
    let before = row.dismissal.map_or(0, |since| since.occurrence + 1);
    row.dismissal = Some(Since::again(event, before));
    Workforce::dismiss(row, share);
    Ok(())
}

fn replace(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    id: WorkforceId,
) -> Result<(), Reason> {
    owned(now, id, order.party)?;
    let crew = &mut state.workforces[id];
    let row = &mut out.workforces[id];
    if crew.coming.is_some() || row.replaced.is_some() {
        return Err(Reason::AlreadySo);
    }
    let crews = now.setup.workforces[id].replacements.ok_or(Reason::NotPossible)?;
    let people = now.value(crews.available).round() as u32;
    // Nobody is replaced who is at work.
    if people == 0 || (row.strike.is_none() && row.dismissed <= 0.0) {
        return Err(Reason::NotPossible);
    }
    let strike = row.strike.or(row.dismissal).map(|since| since.because.into());
    let causes: Vec<_> = [order.decided.into()].into_iter().chain(strike).collect();
    let event = Event::ReplacementsSent { workforce: id, people };
    let Some(event) = emit.event(event, &causes) else { return Ok(()) };
    crew.settle(now, row);
    crew.coming = Some((now.at.after_days(now.value(crews.arrive_days)), Since::first(event)));
    Ok(())
}

fn return_to_work(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    id: WorkforceId,
) -> Result<(), Reason> {
    if now.setup.workforces[id].movement != Some(order.party) {
        return Err(Reason::NotYours);
    }
    let crew = &mut state.workforces[id];
    let row = &mut out.workforces[id];
    let Some(strike) = row.strike else { return Err(Reason::AlreadySo) };
    crew.settle(now, row);
    let causes = [order.decided.into(), strike.because.into()];
    end_strike(crew, now, id, row, StrikeEnd::Returned, &causes, emit);
    Ok(())
}
