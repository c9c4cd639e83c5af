//! The diplomacy domain: relations, blocs and their votes, calls, money, rights, captured governments
//! (MODELS §8).
//!
//! Relations and capture are integrated at every fourth daily mark, and only those that are not at rest;
//! everything else waits for its own minute (an answer, a vote, the end of an ultimatum) or for news.

mod access;
mod blocs;
mod calls;
mod capture;
mod money;
mod news;
mod out;
mod relations;
#[cfg(test)]
mod tests;

pub use out::*;

use crate::action::Action;
use crate::cause::Domain;
use crate::dice::Dice;
use crate::event::{Event, Reason};
use crate::id::Table;
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::orders::{Order, Orders};
use crate::pairs::Pairs;
use crate::reasons::Reasons;
use crate::setup::Setup;
use crate::time::{Mark, Minute};
use access::Request;
use blocs::{OpenMotion, Proposal};
use calls::{Calls, Demanded};
use capture::Government;
pub use news::NEWS;
use relations::{Impulses, Relations};

/// Days from one integration of relations and capture to the next: their memory is of months.
const STEP_DAYS: u32 = 4;

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {
    cursor: usize,
    orders: Orders,
    /// When relations and capture are next integrated.
    mark: Minute,
    relations: Relations,
    governments: Vec<Government>,
    calls: Calls,
    motions: Vec<OpenMotion>,
    /// For each (bloc, target): sanctions imposed so far.
    imposed: Pairs<u32>,
    requests: Vec<Request>,
    heard: news::Heard,
}

impl State {
    /// The state at minute 0, with readings that are valid from then on.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, dice: Dice) -> (Self, Out) {
        // All luck of this domain is drawn when it is needed, from `Now`.
        let _ = dice;
        let parties = setup.parties.len();
        let (relations, dyads) = Relations::new(setup, numbers);
        let out = Out {
            dyads,
            parties: Table::for_each_of(&setup.parties, |party| StandingOut {
                capture: capture::initial(setup, numbers, party),
                left: 0,
                treasury: numbers[setup.parties[party].treasury_musd].max(0.0),
                sanctioned: false,
                aided: None,
            }),
            sanctions: Pairs::filled(parties, SanctionOut::default()),
            aid: Pairs::filled(parties, AidOut::default()),
            access: access::initial(setup),
            invited: Pairs::filled(parties, None),
            calls: Vec::new(),
            lease_suspended: Table::for_each_of(&setup.facilities, |_| None),
        };
        let state = Self {
            cursor: 0,
            orders: Orders::of(Domain::Diplomacy),
            mark: Mark::State.first(),
            relations,
            governments: Government::all(setup),
            calls: Calls::new(setup),
            motions: Vec::new(),
            imposed: Pairs::filled(parties, 0),
            requests: Vec::new(),
            heard: news::Heard::new(setup),
        };
        (state, out)
    }

    fn impulses<'a>(&'a mut self, now: &Now<'a>, out: &'a mut Out) -> Impulses<'a> {
        Impulses { relations: &mut self.relations, setup: now.setup, at: now.at, out }
    }

    fn due(&self, out: &Out) -> Minute {
        let sleeps = self.governments.is_empty() && !self.relations.move_by_themselves(&out.dyads);
        let mark = if sleeps { Minute::NEVER } else { self.mark };
        mark.min(self.orders.due())
            .min(self.calls.due())
            .min(OpenMotion::next(&self.motions))
            .min(Request::next(&self.requests))
    }
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    if state.mark <= now.at {
        state.relations.settle_all(now.at, &mut out.dyads);
        for government in &mut state.governments {
            government.settle(now, out);
        }
        state.mark = now.next_day_of(Mark::State, STEP_DAYS);
    }
    news::hear(state, now, out, emit);
    while let Some(order) = state.orders.next_due(now.at) {
        if let Err(reason) = carry_out(state, now, out, emit, &order) {
            let refused = Event::Refused { party: order.party, action: order.action, reason };
            // A refusal changes no state, whether or not it may be recorded.
            let _ = emit.event(refused, &Reasons::of(order.decided));
        }
    }
    calls::answer_due(state, now, out, emit);
    blocs::vote_due(state, now, out, emit);
    access::answer_due(state, now, out, emit);
    state.due(out)
}

fn carry_out(
    state: &mut State,
    now: &Now,
    out: &mut Out,
    emit: &mut Emit,
    order: &Order,
) -> Result<(), Reason> {
    match order.action {
        Action::Call { to, demand, about } => {
            calls::call(state, now, out, emit, order, Demanded { to, demand, about, days: None })
        }
        Action::Ultimatum { to, demand, about, days } => {
            calls::call(state, now, out, emit, order, Demanded { to, demand, about, days: Some(days) })
        }
        Action::Sweeten { to, about, musd } => calls::sweeten(out, emit, order, (to, about), musd),
        Action::OfferAid { to, musd } => money::offer(out, emit, order, (to, musd)),
        Action::AcceptAid { from } => money::accept(state, now, out, emit, order, from),
        Action::Concede { musd } => money::concede(now, out, emit, order, musd),
        Action::Incite { among, against, musd } => {
            money::incite(state, now, out, emit, order, (among, against, musd))
        }
        Action::ProposeSanction { bloc, on, severity } => {
            blocs::propose(state, now, out, emit, order, Proposal { bloc, on, severity: Some(severity) })
        }
        Action::ProposeLift { bloc, on } => {
            blocs::propose(state, now, out, emit, order, Proposal { bloc, on, severity: None })
        }
        Action::AskAccess { over, kind } => access::ask(state, now, out, emit, order, (over, kind)),
        Action::Invite { party } => access::invite(now, out, emit, order, party),
        Action::SuspendLease { facility } => access::suspend_lease(now, out, emit, order, facility),
        Action::Leave { bloc } => blocs::leave(state, now, out, emit, order, bloc),
        Action::Withhold { .. }
        | Action::Resume { .. }
        | Action::CloseRoute { .. }
        | Action::OpenRoute { .. }
        | Action::Repress
        | Action::RaisePay { .. }
        | Action::Dismiss { .. }
        | Action::Replace { .. }
        | Action::ReturnToWork { .. }
        | Action::Cancel { .. }
        | Action::Postpone { .. }
        | Action::Inspect { .. }
        | Action::Reconstitute { .. }
        | Action::Jam { .. }
        | Action::Airlift { .. }
        | Action::Withdraw { .. }
        | Action::Cordon { .. }
        | Action::Prepare { .. }
        | Action::Operate { .. }
        | Action::EndOperation { .. }
        | Action::Demonstrate { .. }
        | Action::Mediate { .. } => unreachable!("the queue holds this domain's orders only"),
    }
}
