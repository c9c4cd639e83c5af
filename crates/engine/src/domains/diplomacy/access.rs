//! Rights of passage and basing, invitations, leases.

use super::State;
use super::out::{AccessOut, Out};
use crate::cause::Since;
use crate::dice::Stream;
use crate::event::{Event, Reason};
use crate::id::{FacilityId, PartyId};
use crate::now::{Emit, Now};
use crate::orders::Order;
use crate::reasons::Reasons;
use crate::setup::{AccessKind, AccessTerms, Setup};
use crate::time::Minute;
use powderkeg_models::math;

/// A request that is not yet answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request {
    /// Row of the setup's access list.
    row: usize,
    /// The row's n-th request, from 0.
    n: u32,
    due: Minute,
}

impl Request {
    /// When the next answer is due.
    pub fn next(requests: &[Self]) -> Minute {
        requests.iter().map(|request| request.due).min().unwrap_or(Minute::NEVER)
    }
}

/// Rights as they stand at the start.
pub(super) fn initial(setup: &Setup) -> Vec<AccessOut> {
    let granted = |terms: AccessTerms| match terms {
        AccessTerms::Granted => true,
        AccessTerms::Ask | AccessTerms::Denied | AccessTerms::Unseen(_) => false,
    };
    let rows = setup.access.iter();
    rows.map(|access| AccessOut { granted: granted(access.terms), asked: None, answered: None }).collect()
}

/// Asks for a right.
pub(super) fn ask(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    (over, kind): (PartyId, AccessKind),
) -> Result<(), Reason> {
    let by = order.party;
    let wanted = |access: &crate::setup::Access| (access.to, access.over, access.kind) == (by, over, kind);
    let row = now.setup.access.iter().position(wanted).ok_or(Reason::NoAccess)?;
    if out.access[row].granted || state.requests.iter().any(|request| request.row == row) {
        return Err(Reason::AlreadySo);
    }
    let event = Event::AccessAsked { by, over, kind };
    let Some(asked) = emit.event(event, &Reasons::of(order.decided)) else { return Ok(()) };
    let n = out.access[row].asked.map_or(0, |asked| asked.occurrence + 1);
    out.access[row].asked = Some(Since::again(asked, n));
    let (u, _) = now.dice.uniform(Stream::Answer, now.setup.access[row].name, 2 * n);
    let delay = math::exponential_quantile(u) * now.value(now.setup.diplomacy.access_days);
    state.requests.push(Request { row, n, due: now.at.after_days(delay) });
    Ok(())
}

/// Answers the requests that are due.
pub(super) fn answer_due(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) {
    while let Some(index) = state.requests.iter().position(|request| request.due <= now.at) {
        let request = state.requests.remove(index);
        answer(now, out, emit, request);
    }
}

fn answer(now: &Now, out: &mut Out, emit: &mut Emit, Request { row, n, .. }: Request) {
    let access = &now.setup.access[row];
    let Some(asked) = out.access[row].asked else { return };
    let (u, draw) = now.dice.uniform(Stream::Answer, access.name, 2 * n + 1);
    let invited = out.invited[(access.over, access.to)];
    let (granted, because) = match access.terms {
        AccessTerms::Denied => {
            (false, Reasons::of(asked.because).and(now.setup.names[access.name.id].origin))
        }
        AccessTerms::Granted | AccessTerms::Ask | AccessTerms::Unseen(_) => match invited {
            Some(invited) => (true, Reasons::of(asked.because).and(invited.because)),
            None => {
                let why = out.dyads[(access.over, access.to)].because.first();
                let odds = grant_probability(now, out, access.to, access.over);
                let because = Reasons::of(asked.because).and(draw).and(why);
                (u < odds, because.and(now.given(now.setup.diplomacy.access_threshold)))
            }
        },
    };
    let (to, over, kind) = (access.to, access.over, access.kind);
    let event = if granted {
        Event::AccessGranted { to, over, kind }
    } else {
        Event::AccessDenied { to, over, kind }
    };
    if let Some(answered) = emit.event(event, &because) {
        out.access[row].granted = granted;
        out.access[row].answered = Some(Since::again(answered, n));
    }
}

/// Probability that `over` grants `to` a right: σ((stance − tie − threshold)/softness), where the tie
/// is the closest friendship (or capture) of `over` with someone whom the asker stands against.
fn grant_probability(now: &Now, out: &Out, to: PartyId, over: PartyId) -> f64 {
    let numbers = &now.setup.diplomacy;
    let pocket = now.setup.parties[over].pocket.as_ref();
    let tie = crate::obligation::others(now.setup, to, over)
        .map(|rival| {
            let captured =
                if pocket.is_some_and(|pocket| pocket.of == rival) { out.parties[over].capture } else { 0.0 };
            let friendship = out.dyads[(over, rival)].stance.max(captured);
            let rivalry = (-out.dyads[(to, rival)].stance).max(0.0);
            friendship.max(0.0) * rivalry
        })
        .fold(0.0, f64::max);
    let willing = out.dyads[(over, to)].stance - tie - now.value(numbers.access_threshold);
    math::sigmoid(willing / now.value(numbers.access_softness))
}

/// Invites a party's forces: whoever has a facility on its soil is a host.
pub(super) fn invite(
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    party: PartyId,
) -> Result<(), Reason> {
    let by = order.party;
    if by == party || now.setup.facilities.rows().all(|facility| facility.owner != by) {
        return Err(Reason::NotPossible);
    }
    if out.invited[(by, party)].is_some() {
        return Err(Reason::AlreadySo);
    }
    if let Some(invited) = emit.event(Event::Invited { by, party }, &Reasons::of(order.decided)) {
        out.invited[(by, party)] = Some(Since::first(invited));
    }
    Ok(())
}

/// Suspends what a lease permits.
pub(super) fn suspend_lease(
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
    facility: FacilityId,
) -> Result<(), Reason> {
    let by = order.party;
    let leases = |lessor: PartyId| {
        now.setup.agreements.rows().any(|lease| lease.lessor == lessor && lease.covers.contains(&facility))
    };
    if !leases(by) {
        return Err(Reason::NotYours);
    }
    if out.lease_suspended[facility].is_some() {
        return Err(Reason::AlreadySo);
    }
    if let Some(suspended) = emit.event(Event::LeaseSuspended { by, facility }, &Reasons::of(order.decided)) {
        out.lease_suspended[facility] = Some(Since::first(suspended));
    }
    Ok(())
}
