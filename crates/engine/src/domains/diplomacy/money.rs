//! Treasuries and aid. Money is conserved: what leaves a treasury is offered, paid or spent.

use super::State;
use super::out::Out;
use crate::cause::Since;
use crate::event::{Event, Reason};
use crate::id::PartyId;
use crate::now::{Emit, Now};
use crate::orders::Order;
use crate::reasons::Reasons;

/// The stance is given per this many million USD of aid.
const BILLION_MUSD: f64 = 1_000.0;

/// Sets money aside.
pub(super) fn reserve(out: &mut Out, party: PartyId, musd: f64) -> Result<(), Reason> {
    if musd.is_nan() || musd <= 0.0 {
        return Err(Reason::NotPossible);
    }
    let treasury = &mut out.parties[party].treasury;
    if *treasury < musd {
        return Err(Reason::NoMoney);
    }
    *treasury -= musd;
    Ok(())
}

/// Money that another domain has spent: it never spends more than there is.
pub(super) fn spend(out: &mut Out, party: PartyId, musd: f64) {
    let treasury = &mut out.parties[party].treasury;
    *treasury = (*treasury - musd.max(0.0)).max(0.0);
}

/// Offers aid; one offer at a time between two parties.
pub(super) fn offer(
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    (to, musd): (PartyId, f64),
) -> Result<(), Reason> {
    let by = order.party;
    if by == to {
        return Err(Reason::NotPossible);
    }
    if out.aid[(by, to)].offered.is_some() {
        return Err(Reason::AlreadySo);
    }
    reserve(out, by, musd)?;
    let event = Event::AidOffered { by, to, musd: musd as f32 };
    match emit.event(event, &Reasons::of(order.decided)) {
        None => out.parties[by].treasury += musd,
        Some(offered) => {
            let row = &mut out.aid[(by, to)];
            let before = row.accepted.map_or(0, |accepted| accepted.occurrence + 1);
            row.offered = Some(Since::again(offered, before));
            row.offer = musd;
        }
    }
    Ok(())
}

/// Takes an open offer.
pub(super) fn accept(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    from: PartyId,
) -> Result<(), Reason> {
    let by = order.party;
    let row = out.aid[(from, by)];
    let offered = row.offered.ok_or(Reason::NotPossible)?;
    let event = Event::AidAccepted { by, from, musd: row.offer as f32 };
    let because = Reasons::of(order.decided).and(offered.because);
    let Some(accepted) = emit.event(event, &because) else { return Ok(()) };
    let aid = &mut out.aid[(from, by)];
    aid.offered = None;
    aid.offer = 0.0;
    aid.accepted = Some(Since::again(accepted, offered.occurrence));
    aid.total += row.offer;
    out.parties[by].treasury += row.offer;
    let warmth = now.value(now.setup.diplomacy.aid_stance) * row.offer / BILLION_MUSD;
    state.impulses(now, out).warm(by, from, warmth, accepted);
    Ok(())
}
