//! Orders: what a force is told to do, done or refused.

use super::ways::{self, Passage};
use super::{Airlift, Crossing, Operation, Out, Place, Sort, State, Task, lift, refuse};
use crate::action::{Action, Aim, OperationKind};
use crate::cause::{Cause, EventId, Since};
use crate::dice::Stream;
use crate::event::{Event, Reason};
use crate::id::{CorridorId, FacilityId, ForceId, PartyId, SiteId};
use crate::now::{Emit, Now};
use crate::orders::Order;
use crate::setup::{AccessKind, ForceKind};

/// What an order to operate says.
#[derive(Clone, Copy)]
struct Plan {
    kind: OperationKind,
    force: ForceId,
    on: FacilityId,
    aim: Aim,
    via: Option<CorridorId>,
}

impl State {
    /// Does an order or refuses it.
    pub(super) fn carry_out(&mut self, now: &Now, order: Order, out: &mut Out, emit: &mut Emit) {
        let party = order.party;
        let done = match order.action {
            Action::Airlift { force, to } => self.owned(now, party, force).and_then(|()| {
                self.may_airlift(now, party, force, to, out)?;
                self.alert(now, force, order);
                Ok(())
            }),
            Action::Cordon { force, around } => self.owned(now, party, force).and_then(|()| {
                self.may_cordon(now, party, force, around, out)?;
                self.alert(now, force, order);
                Ok(())
            }),
            Action::Prepare { force } => {
                self.owned(now, party, force).and_then(|()| self.prepare(now, force, &order, out, emit))
            }
            Action::Withdraw { force } => {
                self.owned(now, party, force).and_then(|()| self.withdraw(now, force, &order, out, emit))
            }
            Action::EndOperation { force } => {
                self.owned(now, party, force).and_then(|()| self.end_operation(now, force, &order, out, emit))
            }
            Action::Demonstrate { force, at } => self
                .owned(now, party, force)
                .and_then(|()| self.demonstrate(now, force, at, &order, out, emit)),
            Action::Operate { kind, force, on, aim, via } => self
                .owned(now, party, force)
                .and_then(|()| self.operate(now, Plan { kind, force, on, aim, via }, &order, out, emit)),
            // Orders of other domains do not come here.
            _ => Ok(()),
        };
        if let Err(reason) = done {
            refuse(emit, &order, reason);
        }
    }

    fn owned(&self, now: &Now, party: PartyId, force: ForceId) -> Result<(), Reason> {
        if now.setup.forces[force].of == party { Ok(()) } else { Err(Reason::NotYours) }
    }

    /// Whether a force is free for a new task: not on its way, alerted, in an operation or in a cordon.
    fn free(&self, out: &Out, force: ForceId) -> Result<(), Reason> {
        let row = &out.forces[force];
        let idle = matches!(self.units[force].task, Task::Idle);
        match row.place {
            Place::At(_) if idle && row.operation.is_none() && row.cordon.is_none() => Ok(()),
            Place::At(_) | Place::EnRoute(..) => Err(Reason::AlreadySo),
        }
    }

    /// Whether a force can fly to a site.
    fn may_airlift(
        &self,
        now: &Now,
        party: PartyId,
        force: ForceId,
        to: SiteId,
        out: &Out,
    ) -> Result<(), Reason> {
        self.free(out, force)?;
        if out.forces[force].place == Place::At(to) {
            return Err(Reason::AlreadySo);
        }
        if fighting_around(now, force, out) || out.forces[force].present == 0 {
            return Err(Reason::NotPossible);
        }
        if !ways::may_land(now, party, to) {
            return Err(Reason::NotPermitted);
        }
        self.airlift_loads(now, force, to, out).map(|_| ())
    }

    /// The loads of an airlift that sets out now, or why there is none.
    pub(super) fn airlift_loads(
        &self,
        now: &Now,
        force: ForceId,
        to: SiteId,
        out: &Out,
    ) -> Result<Vec<lift::Load>, Reason> {
        let Place::At(from) = out.forces[force].place else { return Err(Reason::NotReady) };
        let range = ways::range_km(now, force).ok_or(Reason::NotPossible)?;
        let length_km =
            if now.setup.corridors.rows().any(|corridor| ways::joins(corridor, from, |site| site == to)) {
                let way = ways::shortest(now, force, from, |site| site == to).ok_or(Reason::NoAccess)?;
                now.setup.corridors[way].length_km
            } else {
                // The scenario draws no way: the great circle, over nobody it says anything about.
                ways::great_circle_km(now.setup, from, to)
            };
        if length_km > range {
            return Err(Reason::NoAccess);
        }
        let runway_m =
            ways::aircraft(now, force).map(|(id, _)| now.setup.aircraft[id].runway_m).fold(0.0, f64::max);
        let airfield = ways::airfield_at(now.setup, to, runway_m).ok_or(Reason::NotPossible)?;
        let spots = super::whole(now.value(now.setup.airfields[airfield].parking)).max(1);
        let row = &out.forces[force];
        self.loads(now, force, length_km, row.present, row.present_vehicles, spots).ok_or(Reason::NotPossible)
    }

    /// The loads that carry people and vehicles over `length_km`, starting to load now.
    pub(super) fn loads(
        &self,
        now: &Now,
        force: ForceId,
        length_km: f64,
        people: u32,
        vehicles: u32,
        spots: u32,
    ) -> Option<Vec<lift::Load>> {
        let mut fleet = Vec::new();
        for (id, number) in ways::aircraft(now, force) {
            let aircraft = &now.setup.aircraft[id];
            let carrier = lift::Carrier {
                troops: super::whole(now.value(aircraft.troops)),
                vehicles: super::whole(now.value(aircraft.vehicles)),
                leg_hours: length_km / now.value(aircraft.cruise_kmh).max(1.0),
            };
            fleet.extend(std::iter::repeat_n(carrier, number.min(1_000) as usize));
        }
        let ground = powderkeg_models::airlift::Ground {
            load_hours: self.factors.load_hours,
            unload_hours: self.factors.unload_hours,
            spots,
            utilisation: self.factors.utilisation,
        };
        lift::schedule(people, vehicles, &fleet, ground, now.at)
    }

    fn may_cordon(
        &self,
        now: &Now,
        party: PartyId,
        force: ForceId,
        around: FacilityId,
        out: &Out,
    ) -> Result<(), Reason> {
        self.free(out, force)?;
        if out.facilities[around].cordoned.is_some() {
            return Err(Reason::AlreadySo);
        }
        match now.setup.forces[force].kind {
            ForceKind::LightInfantry | ForceKind::Airborne | ForceKind::Motorised | ForceKind::Security => {}
            ForceKind::StrikeAircraft | ForceKind::Naval => return Err(Reason::NotPossible),
        }
        if out.forces[force].present == 0 || self.factors.road_kmh <= 0.0 || fighting_around(now, force, out)
        {
            return Err(Reason::NotPossible);
        }
        if ways::may_march(now, party, around) { Ok(()) } else { Err(Reason::NoAccess) }
    }

    /// Makes a force get ready to carry an order out.
    fn alert(&mut self, now: &Now, force: ForceId, order: Order) {
        let hours = now.value(now.setup.forces[force].alert_hours);
        self.units[force].task = Task::Alerted { at: now.at.after_hours(hours), order };
    }

    fn prepare(
        &mut self,
        now: &Now,
        force: ForceId,
        order: &Order,
        out: &mut Out,
        emit: &mut Emit,
    ) -> Result<(), Reason> {
        let row = &out.forces[force];
        let idle = matches!(self.units[force].task, Task::Idle);
        if row.staging.is_some() || row.ready.is_some() {
            return Err(Reason::AlreadySo);
        }
        if !idle || row.operation.is_some() || row.present == 0 {
            return Err(Reason::NotPossible);
        }
        let Some(id) = emit.event(Event::StagingBegan { force }, &[Cause::Event(order.decided)]) else {
            return Ok(());
        };
        let unit = &mut self.units[force];
        out.forces[force].staging = Some(Since::again(id, unit.counts.staging));
        unit.counts.staging += 1;
        unit.staged_at = now.at.after_days(now.value(now.setup.forces[force].staging_days));
        self.show(force, Sort::Staging, id);
        Ok(())
    }

    fn withdraw(
        &mut self,
        now: &Now,
        force: ForceId,
        order: &Order,
        out: &mut Out,
        emit: &mut Emit,
    ) -> Result<(), Reason> {
        let row = &out.forces[force];
        let unit = &self.units[force];
        let home = row.place == Place::At(unit.base);
        let nothing_to_stop = matches!(unit.task, Task::Idle)
            && row.staging.is_none()
            && row.ready.is_none()
            && row.operation.is_none();
        if matches!(unit.task, Task::Returning { .. }) || home && nothing_to_stop && row.cordon.is_none() {
            return Err(Reason::AlreadySo);
        }
        if row.operation.is_some_and(|operation| operation.arrives > now.at) {
            return self.end_operation(now, force, order, out, emit);
        }
        if fighting_around(now, force, out) && !is_holder(now, force) {
            return Err(Reason::NotPossible);
        }
        self.go_home(now, force, &[Cause::Event(order.decided)], out, emit);
        Ok(())
    }

    /// Recalls an operation before it arrives, or gives up an objective that is held.
    fn end_operation(
        &mut self,
        now: &Now,
        force: ForceId,
        order: &Order,
        out: &mut Out,
        emit: &mut Emit,
    ) -> Result<(), Reason> {
        let because = [Cause::Event(order.decided)];
        match out.forces[force].operation {
            Some(operation) if operation.arrives > now.at || is_holder(now, force) => {
                let ended = Event::OperationEnded { force, kind: operation.kind };
                if let Some(id) = emit.event(ended, &because) {
                    out.forces[force].operation = None;
                    self.go_home(now, force, &[Cause::Event(id)], out, emit);
                }
                Ok(())
            }
            Some(_) => Err(Reason::NotPossible),
            None if is_holder(now, force) => {
                self.go_home(now, force, &because, out, emit);
                Ok(())
            }
            None => Err(Reason::AlreadySo),
        }
    }

    fn demonstrate(
        &mut self,
        now: &Now,
        force: ForceId,
        at: PartyId,
        order: &Order,
        out: &mut Out,
        emit: &mut Emit,
    ) -> Result<(), Reason> {
        if at == order.party || out.forces[force].people == 0 {
            return Err(Reason::NotPossible);
        }
        if let Some(id) = emit.event(Event::Demonstrated { force, at }, &[Cause::Event(order.decided)]) {
            // A show of force is made to be seen.
            self.detect(now, at, force, &[Cause::Event(id)], out, emit);
        }
        Ok(())
    }

    fn operate(
        &mut self,
        now: &Now,
        plan: Plan,
        order: &Order,
        out: &mut Out,
        emit: &mut Emit,
    ) -> Result<(), Reason> {
        let force = &now.setup.forces[plan.force];
        let kind_fits = match plan.kind {
            OperationKind::Seize => !matches!(force.kind, ForceKind::StrikeAircraft | ForceKind::Naval),
            OperationKind::Strike => force.kind == ForceKind::StrikeAircraft,
            // Ships and standing patrols are not simulated.
            OperationKind::Interdict | OperationKind::Escort => false,
        };
        let row = &out.forces[plan.force];
        if !kind_fits || row.people == 0 {
            return Err(Reason::NotPossible);
        }
        if row.operation.is_some() || !matches!(self.units[plan.force].task, Task::Idle) {
            return Err(Reason::AlreadySo);
        }
        if plan.kind == OperationKind::Seize && row.ready.is_none() {
            return Err(Reason::NotReady);
        }
        if fighting_around(now, plan.force, out) {
            return Err(Reason::NotPossible);
        }
        let overland = plan.kind == OperationKind::Seize && stands_at(now, out, plan.force, plan.on);
        if row.cordon.is_some() && !overland {
            return Err(Reason::NotReady);
        }
        let (way, hours) = if overland { (None, 0.0) } else { self.flight(now, plan)? };
        self.launch(now, plan, way, hours, order, out, emit);
        Ok(())
    }

    /// The way an operation takes and the hours of flight.
    fn flight(&self, now: &Now, plan: Plan) -> Result<(Option<CorridorId>, f64), Reason> {
        let speed = ways::cruise_kmh(now, plan.force).ok_or(Reason::NotPossible)?;
        let way = match plan.via {
            None => ways::way(now, plan.force, plan.on),
            Some(via) => ways::by(now, plan.force, plan.on, via),
        };
        let way = way.ok_or(Reason::NoAccess)?;
        Ok((Some(way), now.setup.corridors[way].length_km / speed))
    }

    #[allow(clippy::too_many_arguments, reason = "the present, the plan and where to put what follows")]
    fn launch(
        &mut self,
        now: &Now,
        plan: Plan,
        way: Option<CorridorId>,
        flight_hours: f64,
        order: &Order,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let Plan { kind, force, on, aim, .. } = plan;
        let setup = &now.setup.forces[force];
        let alert_hours = now.value(setup.alert_hours);
        let arrives = now.at.after_hours(alert_hours + flight_hours);
        let mut causes = vec![Cause::Event(order.decided)];
        causes.extend(out.forces[force].ready.map(|ready| Cause::Event(ready.because)));
        causes.extend(way.and_then(|way| self.leave(now, force, way)));
        causes.push(now.given(setup.alert_hours));
        let Some(id) = emit.event(Event::OperationLaunched { force, kind, on, aim, arrives }, &causes) else {
            return;
        };
        let unit = &mut self.units[force];
        let row = &mut out.forces[force];
        row.operation =
            Some(Operation { kind, on, aim, launched: Since::again(id, unit.counts.launched), arrives });
        row.ready = None;
        row.staging = None;
        unit.counts.launched += 1;
        unit.staged_at = crate::time::Minute::NEVER;
        unit.overland = way.is_none();
        if unit.activity.is_none() {
            self.show(force, Sort::Staging, id);
        }
        if let (Some(way), Place::At(from)) = (way, row.place) {
            row.place = Place::EnRoute(from, now.setup.facilities[on].site, arrives);
            row.present = 0;
            row.present_vehicles = 0;
            self.units[force].by_road = false;
            self.moved = Some(id);
            self.cross_unseen(now, force, way, id, alert_hours + 0.5 * flight_hours);
        }
    }

    /// The latest grant of a right that a way needs: without it there would be no operation.
    fn leave(&self, now: &Now, force: ForceId, way: CorridorId) -> Option<Cause> {
        let party = now.setup.forces[force].of;
        let crosses = &now.setup.corridors[way].crosses;
        let rows = now.setup.access.iter().zip(&now.board.diplomacy.access);
        rows.filter(|(row, out)| {
            row.to == party
                && row.kind == AccessKind::Overflight
                && crosses.contains(&row.over)
                && out.granted
        })
        .filter_map(|(_, out)| out.answered)
        .max_by_key(|since| since.because)
        .map(|since| Cause::Event(since.because))
    }

    /// Draws for each party that is crossed without leave whether it notices, halfway.
    fn cross_unseen(&mut self, now: &Now, force: ForceId, way: CorridorId, launched: EventId, hours: f64) {
        let setup = now.setup;
        let row = &setup.forces[force];
        for &over in &setup.corridors[way].crosses {
            let Passage::Unseen(access, chance) = ways::passage(now, row.of, over, AccessKind::Overflight)
            else {
                continue;
            };
            let n = self.units[force].counts.launched;
            let (u, draw) = now.dice.uniform_of_pair(Stream::Alarm, access, row.name, n);
            if u < now.value(chance) {
                let given = now.given(chance);
                self.crossings.push(Crossing {
                    at: now.at.after_hours(hours),
                    by: over,
                    force,
                    launched,
                    draw,
                    given,
                });
            }
        }
    }

    /// Brings a force home (or, at home, stands it down). Nothing changes where it is suppressed.
    pub(super) fn go_home(
        &mut self,
        now: &Now,
        force: ForceId,
        causes: &[Cause],
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let base = self.units[force].base;
        let mut lifted = None;
        if let Some((facility, since)) = out.forces[force].cordon {
            let causes = [causes[0], Cause::Event(since.because)];
            let Some(id) = emit.event(Event::CordonLifted { force, facility }, &causes) else { return };
            lifted = Some(id);
            out.forces[force].cordon = None;
            out.facilities[facility].cordoned = None;
            out.facilities[facility].cordon_force = None;
            self.moved = Some(id);
        }
        let mut causes = causes.to_vec();
        causes.extend(lifted.map(Cause::Event));
        let Some(id) = emit.event(Event::Withdrew { force, to: base }, &causes) else { return };
        let unit = &mut self.units[force];
        let row = &mut out.forces[force];
        unit.staged_at = crate::time::Minute::NEVER;
        unit.activity = None;
        row.staging = None;
        row.ready = None;
        row.operation = None;
        row.landed = None;
        self.moved = Some(id);
        if row.place == Place::At(base) {
            unit.task = Task::Idle;
            return;
        }
        let (from, hours) = self.hours_home(now, force, out);
        let arrives = now.at.after_hours(hours);
        let unit = &mut self.units[force];
        let row = &mut out.forces[force];
        row.place = Place::EnRoute(from, base, arrives);
        row.present = 0;
        row.present_vehicles = 0;
        unit.task = Task::Returning { arrives, withdrew: id };
    }

    /// Where a force turns for home, and the hours until it is there: by road as it came; by air as
    /// one lift of those present, with no limit at its base; in flight, as long as it has flown.
    fn hours_home(&self, now: &Now, force: ForceId, out: &Out) -> (SiteId, f64) {
        let unit = &self.units[force];
        let row = &out.forces[force];
        match row.place {
            Place::At(site) => {
                let km = ways::great_circle_km(now.setup, site, unit.base);
                let by_air = || {
                    let loads = self.loads(now, force, km, row.present, row.present_vehicles, u32::MAX)?;
                    loads.last().map(|load| 24.0 * load.at.days_since(now.at))
                };
                let hours = if unit.by_road { None } else { by_air() };
                let by_road = || km * self.factors.road_factor / self.factors.road_kmh.max(1.0);
                (site, hours.unwrap_or_else(by_road))
            }
            Place::EnRoute(from, to, arrives) => {
                // Not yet arrived: no further than the whole way back.
                let km = ways::great_circle_km(now.setup, from, to);
                let speed = if unit.by_road {
                    self.factors.road_kmh
                } else {
                    ways::cruise_kmh(now, force).unwrap_or(0.0)
                };
                let whole = km / speed.max(1.0);
                let left = 24.0 * now.at.days_until(arrives);
                (to, (whole - left).max(0.0))
            }
        }
    }

    /// Sets a force that has been got ready on its way.
    pub(super) fn depart(&mut self, now: &Now, force: ForceId, order: Order, out: &mut Out, emit: &mut Emit) {
        self.units[force].task = Task::Idle;
        let party = order.party;
        let done = match order.action {
            Action::Airlift { to, .. } => self
                .may_airlift(now, party, force, to, out)
                .and_then(|()| self.airlift_loads(now, force, to, out))
                .map(|loads| self.depart_by_air(now, force, to, loads, &order, out, emit)),
            Action::Cordon { around, .. } => self
                .may_cordon(now, party, force, around, out)
                .map(|()| self.depart_by_road(now, force, around, &order, out, emit)),
            // Only these two are kept for departure.
            _ => Ok(()),
        };
        if let Err(reason) = done {
            refuse(emit, &order, reason);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the present, the loads and where to put what follows")]
    fn depart_by_air(
        &mut self,
        now: &Now,
        force: ForceId,
        to: SiteId,
        loads: Vec<lift::Load>,
        order: &Order,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let (Some(first), Place::At(from)) = (loads.first(), out.forces[force].place) else { return };
        let arrives = first.at;
        if let Some(id) = self.departed(now, force, to, order, out, emit) {
            out.forces[force].place = Place::EnRoute(from, to, arrives);
            self.units[force].by_road = false;
            self.units[force].task =
                Task::Lifting(Airlift { to, loads, next: 0, departed: id, landed: None });
            self.show(force, Sort::Airlift, id);
        }
    }

    fn depart_by_road(
        &mut self,
        now: &Now,
        force: ForceId,
        around: FacilityId,
        order: &Order,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let Place::At(from) = out.forces[force].place else { return };
        let to = now.setup.facilities[around].site;
        let km = self.factors.road_factor * ways::great_circle_km(now.setup, from, to);
        let arrives = now.at.after_hours(km / self.factors.road_kmh);
        if let Some(id) = self.departed(now, force, to, order, out, emit) {
            out.forces[force].place = Place::EnRoute(from, to, arrives);
            self.units[force].by_road = true;
            self.units[force].task = Task::Marching { around, arrives, departed: id };
            self.show(force, Sort::March, id);
        }
    }

    /// Publishes a departure; the force stands nowhere until it arrives.
    fn departed(
        &mut self,
        now: &Now,
        force: ForceId,
        to: SiteId,
        order: &Order,
        out: &mut Out,
        emit: &mut Emit,
    ) -> Option<EventId> {
        let causes = [Cause::Event(order.decided), now.given(now.setup.forces[force].alert_hours)];
        let id = emit.event(Event::Departed { force, to }, &causes)?;
        let row = &mut out.forces[force];
        row.present = 0;
        row.present_vehicles = 0;
        row.landed = None;
        row.staging = None;
        row.ready = None;
        self.units[force].staged_at = crate::time::Minute::NEVER;
        self.moved = Some(id);
        Some(id)
    }
}

/// Whether a force stands at a facility or around it.
fn stands_at(now: &Now, out: &Out, force: ForceId, facility: FacilityId) -> bool {
    out.forces[force].cordon.is_some_and(|(around, _)| around == facility)
        || super::is_at_facility(now.setup, out, force, facility)
}

/// Whether a facility is being fought over where a force stands. One that raiders already hold is
/// not: they can be attacked, and those who only stood by can go.
pub(super) fn fighting_around(now: &Now, force: ForceId, out: &Out) -> bool {
    let contested = |id: FacilityId| {
        let row = &now.board.battle.facilities[id];
        row.fighting && (row.holder.is_none() || row.holder != row.raider)
    };
    now.setup.facilities.ids().any(|id| contested(id) && stands_at(now, out, force, id))
}

/// Whether a force holds a facility it has taken.
fn is_holder(now: &Now, force: ForceId) -> bool {
    now.board.battle.facilities.rows().any(|row| row.holder == Some(force))
}
