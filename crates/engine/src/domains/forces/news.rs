//! News: losses, riots at gates, fights that end, demands complied with.

use super::orders::fighting_around;
use super::{ForceOut, Out, Place, State};
use crate::action::Demand;
use crate::cause::{Cause, EventId, Since};
use crate::event::{Answer, Ending, Event};
use crate::id::{FacilityId, ForceId, NameId, PartyId};
use crate::log::Record;
use crate::now::{Emit, Now};
use crate::reasons::Reasons;

impl State {
    /// Takes note of a record.
    pub(super) fn hear(&mut self, now: &Now, record: &Record, out: &mut Out, emit: &mut Emit) {
        match record.event {
            Event::Decided { .. } => self.orders.hear(record),
            Event::Answered { to, demand: Demand::Leave, about, answer: Answer::Comply, .. } => {
                self.leave_on_demand(now, to, about, record.id, out, emit);
            }
            Event::GateRiot { workforce, force, .. } => self.clashes[workforce] = force,
            Event::GateCasualties { workforce, troops_hurt, .. } => {
                if let Some(force) = self.clashes[workforce] {
                    lose(&mut out.forces[force], Fallen { wounded: troops_hurt, ..Fallen::default() });
                    self.moved = Some(record.id);
                }
            }
            Event::LiftLost { force, aircraft, lost, killed, .. } => {
                // Crews are not part of a force's people.
                let crew = super::whole(now.value(now.setup.aircraft[aircraft].crew));
                let killed = killed.saturating_sub(crew.saturating_mul(u32::from(lost)));
                lose(&mut out.forces[force], Fallen { killed, ..Fallen::default() });
            }
            Event::Dropped { force, people, injured, .. } => {
                self.dropped(now, force, people, injured, record.id, out);
            }
            Event::Losses { force, killed, wounded, vehicles, .. } => {
                let row = &mut out.forces[force];
                lose(row, Fallen { killed, wounded, captured: 0 });
                row.vehicles = row.vehicles.saturating_sub(u32::from(vehicles));
                row.present_vehicles = row.present_vehicles.saturating_sub(u32::from(vehicles));
                self.moved = Some(record.id);
            }
            Event::Captured { force, people } => {
                lose(&mut out.forces[force], Fallen { captured: people, ..Fallen::default() });
                self.moved = Some(record.id);
            }
            Event::OperationAborted { force, .. } => self.come_back(now, force, record.id, out, emit),
            Event::FightEnded { on, ending, .. } => self.fight_ended(now, on, ending, record.id, out, emit),
            // No other kind is in `NEWS`.
            _ => {}
        }
    }

    /// Raiders are down at their objective.
    fn dropped(&mut self, now: &Now, force: ForceId, people: u32, injured: u32, id: EventId, out: &mut Out) {
        let row = &mut out.forces[force];
        let Some(operation) = row.operation else { return };
        let unit = &mut self.units[force];
        row.place = Place::At(now.setup.facilities[operation.on].site);
        row.present = people.min(row.people);
        row.present_vehicles = 0;
        row.landed = Some(Since::again(id, unit.counts.landed));
        unit.counts.landed += 1;
        lose(row, Fallen { wounded: injured, ..Fallen::default() });
        self.moved = Some(id);
    }

    fn fight_ended(
        &mut self,
        now: &Now,
        on: FacilityId,
        ending: Ending,
        id: EventId,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let Some(raider) = now.board.battle.facilities[on].raider else { return };
        let Some(operation) = out.forces[raider].operation else { return };
        // One that has not yet arrived meets another fight.
        if operation.on != on || operation.arrives > id.at {
            return;
        }
        match ending {
            Ending::Held => {
                let _ = over(raider, id, out, emit);
            }
            Ending::DeniedAndWithdrew | Ending::Repulsed | Ending::Aborted | Ending::StandOff => {
                self.come_back(now, raider, id, out, emit);
            }
        }
    }

    /// An operation is over: those who came by air go home, those who stood there stay.
    fn come_back(&mut self, now: &Now, force: ForceId, id: EventId, out: &mut Out, emit: &mut Emit) {
        if over(force, id, out, emit) && !self.units[force].overland {
            self.go_home(now, force, &[Cause::Event(id)], out, emit);
        }
    }

    /// `party` agreed to take its troops away: the force that is named, or all at the facility that
    /// is named, except where they are fighting.
    fn leave_on_demand(
        &mut self,
        now: &Now,
        party: PartyId,
        about: NameId,
        id: EventId,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let facility = now.setup.facilities.iter().find(|(_, row)| row.name.id == about).map(|(id, _)| id);
        for (force, row) in now.setup.forces.iter().filter(|(_, row)| row.of == party) {
            let away = out.forces[force].place != Place::At(self.units[force].base)
                && !matches!(self.units[force].task, super::Task::Returning { .. });
            let there =
                facility.is_some_and(|facility| super::is_at_facility(now.setup, out, force, facility));
            let in_operation = out.forces[force].operation.is_some();
            if away && !in_operation && (row.name.id == about || there) && !fighting_around(now, force, out) {
                self.go_home(now, force, &[Cause::Event(id)], out, emit);
            }
        }
    }
}

/// A force is free for other orders, if it was in an operation.
fn over(force: ForceId, id: EventId, out: &mut Out, emit: &mut Emit) -> bool {
    let Some(operation) = out.forces[force].operation else { return false };
    let causes = Reasons::of(id).and(operation.launched.because);
    let over = emit.event(Event::OperationOver { force }, &causes).is_some();
    if over {
        out.forces[force].operation = None;
    }
    over
}

/// Those who are no longer fit.
#[derive(Clone, Copy, Debug, Default)]
struct Fallen {
    killed: u32,
    wounded: u32,
    captured: u32,
}

/// Takes the fallen from a force's fit people: never more than there are.
fn lose(row: &mut ForceOut, fallen: Fallen) {
    for (count, total) in [
        (fallen.killed, &mut row.killed),
        (fallen.wounded, &mut row.wounded),
        (fallen.captured, &mut row.captured),
    ] {
        let taken = count.min(row.people);
        row.people -= taken;
        *total += taken;
        row.present = row.present.saturating_sub(taken).min(row.people);
    }
}
