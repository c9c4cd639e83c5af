//! The lift of an operation: who arrives over the objective.

use super::fight::{Fight, Role, role};
use super::{Out, State};
use crate::cause::{Cause, EventId};
use crate::dice::{Draw, Stream};
use crate::domains::forces::whole;
use crate::event::Event;
use crate::id::{AircraftId, ForceId};
use crate::now::{Emit, Now};
use crate::parameter::Num;

/// What arrives.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Arrival {
    /// People who set out; aircraft, for a strike.
    pub sent: u32,
    /// Of them, those who arrive.
    pub delivered: u32,
    /// Gunships that arrive.
    pub gunships: u32,
    /// The latest record of aircraft that turned back or were lost.
    pub lift_lost: Option<EventId>,
}

/// Draws are addressed by operation and aircraft: this many addresses for each operation.
const SLOTS: u32 = 4_096;

impl State {
    /// Flies an operation to its objective: each aircraft turns back with probability `abort`, and
    /// is lost with all aboard with probability `lost` times the densest air defence there.
    pub(super) fn fly(&mut self, now: &Now, fight: &Fight, out: &mut Out, emit: &mut Emit) -> Arrival {
        let force = &now.setup.forces[fight.raider];
        let density = air_defence(now, fight);
        let counted = |rows: &[(AircraftId, Num)]| -> Vec<(AircraftId, u32)> {
            rows.iter().map(|&(id, number)| (id, whole(now.value(number)).min(1_000))).collect()
        };
        let lift = counted(&force.lift);
        let seats = |id: AircraftId| {
            let aircraft = &now.setup.aircraft[id];
            let paratroops = whole(now.value(aircraft.paratroops));
            if paratroops > 0 { paratroops } else { whole(now.value(aircraft.troops)) }
        };
        let capacity =
            lift.iter().map(|&(id, number)| seats(id).saturating_mul(number)).fold(0, u32::saturating_add);
        let people =
            if fight.is_strike() { 0 } else { now.board.forces.forces[fight.raider].people.min(capacity) };
        let mut left = people;
        let mut aircraft_left: u32 = lift.iter().map(|&(_, number)| number).sum();
        let aircraft_sent = aircraft_left;
        let mut slot = 0;
        let mut arrival = Arrival::default();
        let mut arrived = 0;
        for (id, number) in lift {
            let mut group = Group::default();
            for _ in 0..number {
                // Spread evenly over the aircraft that are left, so that each is worth the same.
                let aboard = left.div_ceil(aircraft_left.max(1)).min(seats(id)).min(left);
                left -= aboard;
                aircraft_left -= 1;
                group.fly(self.fate(now, fight, slot, density), aboard);
                slot += 1;
            }
            self.report(now, fight, id, &mut group, &mut arrival, out, emit);
            arrival.delivered += group.delivered;
            arrived += group.arrived;
        }
        arrival.sent = people - left;
        if fight.is_strike() {
            arrival.sent = aircraft_sent;
            arrival.delivered = arrived;
        }
        for (id, number) in counted(&force.fires) {
            let mut group = Group::default();
            for _ in 0..number {
                group.fly(self.fate(now, fight, slot, density), 0);
                slot += 1;
            }
            self.report(now, fight, id, &mut group, &mut arrival, out, emit);
            arrival.gunships += group.arrived;
        }
        arrival
    }

    fn fate(&self, now: &Now, fight: &Fight, slot: u32, density: f64) -> (Fate, Draw) {
        let name = now.setup.forces[fight.raider].name;
        let n = fight.n.wrapping_mul(SLOTS).wrapping_add(2 * slot);
        let (abort, abort_draw) = now.dice.uniform(Stream::Lift, name, n);
        let (lost, lost_draw) = now.dice.uniform(Stream::Lift, name, n + 1);
        if abort < self.rates.abort {
            (Fate::TurnedBack, abort_draw)
        } else if lost < self.rates.lost * density {
            (Fate::Lost, lost_draw)
        } else {
            (Fate::Arrived, abort_draw)
        }
    }

    /// Publishes what became of the aircraft of one type; where that is suppressed, all arrive.
    #[allow(clippy::too_many_arguments, reason = "the present, the group and where to put what follows")]
    fn report(
        &self,
        now: &Now,
        fight: &Fight,
        aircraft: AircraftId,
        group: &mut Group,
        arrival: &mut Arrival,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let Some(draw) = group.draw else { return };
        let crew = whole(now.value(now.setup.aircraft[aircraft].crew));
        let killed = group.killed + crew.saturating_mul(u32::from(group.lost));
        let (aborted, lost) = (group.aborted, group.lost);
        let rate = if lost > 0 { now.setup.battle.lost } else { now.setup.battle.abort };
        let event = Event::LiftLost { force: fight.raider, aircraft, aborted, lost, killed };
        let causes = [Cause::Event(fight.launched), Cause::Chance(draw), now.given(rate)];
        if let Some(id) = emit.event(event, &causes) {
            let toll = &mut out.parties[now.setup.forces[fight.raider].of];
            toll.killed += killed;
            toll.aircraft += u32::from(lost);
            arrival.lift_lost = Some(id);
        } else {
            group.delivered = group.aboard;
            group.arrived = group.aircraft;
        }
    }
}

/// What becomes of an aircraft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Arrived,
    TurnedBack,
    Lost,
}

/// All aircraft of one type in one operation.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    aircraft: u32,
    aboard: u32,
    arrived: u32,
    delivered: u32,
    aborted: u16,
    lost: u16,
    killed: u32,
    /// The luck of the first that was lost or, without one, turned back.
    draw: Option<Draw>,
}

impl Group {
    fn fly(&mut self, (fate, draw): (Fate, Draw), aboard: u32) {
        self.aircraft += 1;
        self.aboard += aboard;
        match fate {
            Fate::Arrived => {
                self.arrived += 1;
                self.delivered += aboard;
            }
            Fate::TurnedBack => {
                self.aborted += 1;
                self.draw = self.draw.or(Some(draw));
            }
            Fate::Lost => {
                if self.lost == 0 {
                    self.draw = Some(draw);
                }
                self.lost += 1;
                self.killed += aboard;
            }
        }
    }
}

/// The densest air defence of those who defend an objective, in [0, 1].
fn air_defence(now: &Now, fight: &Fight) -> f64 {
    let density = |force: ForceId| now.value(now.setup.forces[force].air_defence);
    now.setup
        .forces
        .ids()
        .filter(|&force| role(now, fight, force) == Some(Role::Defend))
        .map(density)
        .fold(0.0, f64::max)
        .clamp(0.0, 1.0)
}
