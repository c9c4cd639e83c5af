//! What parties do about deliveries and routes, by order or by complying with a call.

use super::{Out, State};
use crate::action::{Action, Demand};
use crate::cause::{Cause, EventId, Since};
use crate::event::{Answer, Event, Reason};
use crate::id::{ConsumerId, GoodId, NameId, PartyId, ProducerId, RouteId};
use crate::log::Record;
use crate::now::{Emit, Now};
use crate::orders::Order;
use crate::setup::Setup;
use crate::time::Mark;

impl State {
    /// Does an order or refuses it.
    pub(super) fn carry_out(&mut self, order: &Order, now: &Now, out: &mut Out, emit: &mut Emit) {
        let (party, because) = (order.party, Cause::Event(order.decided));
        let done = match order.action {
            Action::Withhold { good, share } => self.withhold(party, good, share, because, now, emit),
            Action::Resume { good } => self.resume_good(party, good, because, now, emit),
            Action::CloseRoute { route } => self.close(party, route, because, now, emit),
            Action::OpenRoute { route } => self.open(party, route, because, emit),
            // Orders of other domains never get into this queue.
            _ => Err(Reason::NotPossible),
        };
        match done {
            Ok(()) => self.conduct_changed(now, out),
            Err(reason) => {
                let refused = Event::Refused { party, action: order.action, reason };
                let _refused = emit.event(refused, &[because]);
            }
        }
    }

    /// A party that complies with a call to deliver resumes; one that closed a route opens it.
    pub(super) fn hear_answer(&mut self, record: &Record, now: &Now, out: &mut Out, emit: &mut Emit) {
        let Event::Answered { to, demand: Demand::Deliver, about, answer: Answer::Comply, .. } = record.event
        else {
            return;
        };
        let because = Cause::Event(record.id);
        for id in self.producers.ids() {
            if self.producers[id].withholding.is_some() && delivers(now.setup, id, to, about) {
                self.resume(id, now, because, emit);
            }
        }
        for id in self.routes.ids() {
            if now.setup.routes[id].name.id == about && self.routes[id].closed_by == Some(to) {
                // `open` can't refuse here: it is closed, and by this party.
                let _done = self.open(to, id, because, emit);
            }
        }
        self.conduct_changed(now, out);
    }

    /// Makes known at once who withholds what and which route is closed; flows follow at the next daily mark.
    fn conduct_changed(&mut self, now: &Now, out: &mut Out) {
        self.publish_conduct(out);
        self.due = self.due.min(Mark::Trade.next_after(now.at));
    }

    fn withhold(
        &mut self,
        party: PartyId,
        good: GoodId,
        share: f64,
        because: Cause,
        now: &Now,
        emit: &mut Emit,
    ) -> Result<(), Reason> {
        let id = producer_of(now.setup, party, good).ok_or(Reason::NotYours)?;
        if !self.contracts.rows().any(|contract| contract.producer == Some(id))
            || share.is_nan()
            || share <= 0.0
        {
            return Err(Reason::NotPossible);
        }
        let share = share.min(1.0);
        let producer = &mut self.producers[id];
        if producer.withholding.is_some() && share <= producer.withheld {
            return Err(Reason::AlreadySo);
        }
        let withheld = Event::Withheld { party, good, share: share as f32 };
        if let Some(event) = emit.event(withheld, &[because]) {
            producer.withheld = share;
            if producer.withholding.is_none() {
                producer.withholding = Some(Since::again(event, producer.times_withheld));
                producer.times_withheld += 1;
            }
        }
        Ok(())
    }

    fn resume_good(
        &mut self,
        party: PartyId,
        good: GoodId,
        because: Cause,
        now: &Now,
        emit: &mut Emit,
    ) -> Result<(), Reason> {
        let id = producer_of(now.setup, party, good).ok_or(Reason::NotYours)?;
        if self.producers[id].withholding.is_none() {
            return Err(Reason::AlreadySo);
        }
        self.resume(id, now, because, emit);
        Ok(())
    }

    fn resume(&mut self, id: ProducerId, now: &Now, because: Cause, emit: &mut Emit) {
        let (party, good) = (now.setup.producers[id].party, now.setup.producers[id].good);
        let producer = &mut self.producers[id];
        let causes = [Some(because), producer.withholding.map(|since| Cause::Event(since.because))];
        let causes: Vec<Cause> = causes.into_iter().flatten().collect();
        if let Some(event) = emit.event(Event::Resumed { party, good }, &causes) {
            producer.withheld = 0.0;
            producer.withholding = None;
            producer.resumed = Some(event);
        }
    }

    fn close(
        &mut self,
        party: PartyId,
        id: RouteId,
        because: Cause,
        now: &Now,
        emit: &mut Emit,
    ) -> Result<(), Reason> {
        if !can_close(now.setup, party, id) {
            return Err(Reason::NotYours);
        }
        let route = &mut self.routes[id];
        if route.closed.is_some() {
            return Err(Reason::AlreadySo);
        }
        if let Some(event) = emit.event(Event::RouteClosed { route: id, by: party }, &[because]) {
            route.closed = Some(Since::again(event, route.closures));
            route.closed_by = Some(party);
            route.closures += 1;
        }
        Ok(())
    }

    /// Only who closed a route opens it.
    fn open(&mut self, party: PartyId, id: RouteId, because: Cause, emit: &mut Emit) -> Result<(), Reason> {
        let route = &mut self.routes[id];
        let Some(closed) = route.closed else { return Err(Reason::AlreadySo) };
        if route.closed_by != Some(party) {
            return Err(Reason::NotYours);
        }
        let causes = [because, Cause::Event(closed.because)];
        if let Some(event) = emit.event(Event::RouteOpened { route: id, by: party }, &causes) {
            route.closed = None;
            route.closed_by = None;
            route.opened = Some(event);
        }
        Ok(())
    }

    /// What ended lately, of all that could relieve a consumer, since `began`: the latest.
    pub(super) fn relief(&self, consumer: ConsumerId, began: EventId) -> Option<EventId> {
        let of = self.contracts.rows().filter(|contract| contract.consumer == Some(consumer));
        of.flat_map(|contract| {
            let resumed = contract.producer.and_then(|producer| self.producers[producer].resumed);
            let opened = contract.route.and_then(|route| self.routes[route].opened);
            [resumed, opened].into_iter().flatten()
        })
        .filter(|event| *event > began)
        .max()
    }
}

fn producer_of(setup: &Setup, party: PartyId, good: GoodId) -> Option<ProducerId> {
    setup.producers.iter().find(|(_, row)| row.party == party && row.good == good).map(|(id, _)| id)
}

/// A party can close a route that crosses it or that passes a facility it runs.
fn can_close(setup: &Setup, party: PartyId, id: RouteId) -> bool {
    let route = &setup.routes[id];
    route.via_parties.contains(&party)
        || route.via_facilities.iter().any(|facility| setup.facilities[*facility].operator == party)
}

/// Whether a call about `about` (a producer, its good, or a contract it serves) is about deliveries of
/// this producer of `party`.
fn delivers(setup: &Setup, id: ProducerId, party: PartyId, about: NameId) -> bool {
    let producer = &setup.producers[id];
    let serves = |contract: &crate::setup::Contract| {
        contract.name.id == about && contract.seller == party && contract.good == producer.good
    };
    producer.party == party
        && (producer.name.id == about
            || setup.goods[producer.good].name.id == about
            || setup.contracts.rows().any(serves))
}
