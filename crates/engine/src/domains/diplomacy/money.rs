//! Treasuries: aid, and what is spent on people. Money is conserved: what leaves a treasury is offered,
//! paid or spent, and it is spent here, by its owner, so that nothing is spent twice in a minute.

use super::State;
use super::out::Out;
use crate::cause::{EventId, Since};
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

/// Spends money by an event that says so: it is set aside first, and goes back if that does not happen.
fn spend(
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    musd: f64,
    event: Event,
) -> Result<Option<EventId>, Reason> {
    reserve(out, order.party, musd)?;
    let spent = emit.event(event, &Reasons::of(order.decided));
    if spent.is_none() {
        out.parties[order.party].treasury += musd;
    }
    Ok(spent)
}

/// Gives in to protesters at home, which may cost nothing. What it does to them is the unrest domain's.
pub(super) fn concede(
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    musd: f64,
) -> Result<(), Reason> {
    if !has_cities(now, order.party) {
        return Err(Reason::NotPossible);
    }
    let event = Event::Conceded { party: order.party, musd: musd as f32 };
    if musd == 0.0 {
        let _ = emit.event(event, &Reasons::of(order.decided));
        return Ok(());
    }
    spend(out, emit, order, musd, event).map(|_| ())
}

/// Pays for dissent among another's people.
pub(super) fn incite(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    (among, against, musd): (PartyId, PartyId, f64),
) -> Result<(), Reason> {
    let by = order.party;
    if !has_cities(now, among) || among == by || against == by {
        return Err(Reason::NotPossible);
    }
    let event = Event::IncitementBegan { by, among, against, musd: musd as f32 };
    if spend(out, emit, order, musd, event)?.is_some() {
        state.heard.incites(by, among, against);
    }
    Ok(())
}

fn has_cities(now: &Now, party: PartyId) -> bool {
    now.setup.cities.rows().any(|city| city.party == party)
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
    out.parties[by].aided = Some(now.at);
    let warmth = now.value(now.setup.diplomacy.aid_stance) * row.offer / BILLION_MUSD;
    state.impulses(now, out).warm(by, from, warmth);
    Ok(())
}
