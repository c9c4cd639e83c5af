//! Timers: alerts that end, loads that land, marches and ways home, staging.

use super::{Airlift, Out, Place, State, Task};
use crate::cause::{Cause, Since};
use crate::event::Event;
use crate::facility::facility_at;
use crate::id::ForceId;
use crate::now::{Emit, Now};
use crate::time::{DAY, Mark, Minute};

impl State {
    /// Meets every timer that is due.
    pub(super) fn meet_timers(&mut self, now: &Now, out: &mut Out, emit: &mut Emit) {
        for force in now.setup.forces.ids() {
            if self.units[force].staged_at <= now.at {
                self.staged(now, force, out, emit);
            }
            if self.units[force].task.due() > now.at {
                continue;
            }
            match std::mem::replace(&mut self.units[force].task, Task::Idle) {
                Task::Idle => {}
                Task::Alerted { order, .. } => self.depart(now, force, order, out, emit),
                Task::Lifting(airlift) => self.deliver(now, force, airlift, out, emit),
                Task::Marching { around, departed, .. } => {
                    let event = Event::Cordoned { force, facility: around };
                    if out.facilities[around].cordoned.is_some() {
                        // Another has been quicker: it goes home.
                        self.go_home(now, force, &[Cause::Event(departed)], out, emit);
                    } else if let Some(id) = emit.event(event, &[Cause::Event(departed)]) {
                        self.cordon(now, force, around, id, out);
                    } else {
                        self.units[force].task =
                            Task::Marching { around, arrives: tomorrow(now.at), departed };
                    }
                }
                Task::Returning { withdrew, .. } => {
                    let base = self.units[force].base;
                    let row = out.forces[force];
                    let closed =
                        Event::Closed { force, at: base, people: row.people, vehicles: row.vehicles };
                    if let Some(id) = emit.event(closed, &[Cause::Event(withdrew)]) {
                        let row = &mut out.forces[force];
                        row.place = Place::At(base);
                        row.present = row.people;
                        row.present_vehicles = row.vehicles;
                        self.units[force].by_road = false;
                        self.moved = Some(id);
                    } else {
                        self.units[force].task = Task::Returning { arrives: tomorrow(now.at), withdrew };
                    }
                }
            }
        }
    }

    fn staged(&mut self, now: &Now, force: ForceId, out: &mut Out, emit: &mut Emit) {
        let Some(staging) = out.forces[force].staging else {
            self.units[force].staged_at = Minute::NEVER;
            return;
        };
        let causes = [Cause::Event(staging.because), now.given(now.setup.forces[force].staging_days)];
        let unit = &mut self.units[force];
        if let Some(id) = emit.event(Event::ForceReady { force }, &causes) {
            out.forces[force].staging = None;
            out.forces[force].ready = Some(Since::again(id, unit.counts.ready));
            unit.counts.ready += 1;
            unit.staged_at = Minute::NEVER;
        } else {
            unit.staged_at = tomorrow(now.at);
        }
    }

    fn cordon(
        &mut self,
        now: &Now,
        force: ForceId,
        around: crate::id::FacilityId,
        id: crate::cause::EventId,
        out: &mut Out,
    ) {
        let unit = &mut self.units[force];
        let since = Since::again(id, unit.counts.cordon);
        let row = &mut out.forces[force];
        row.place = Place::At(now.setup.facilities[around].site);
        row.present = row.people;
        row.present_vehicles = row.vehicles;
        row.cordon = Some((around, since));
        row.landed = Some(Since::again(id, unit.counts.landed));
        unit.counts.cordon += 1;
        unit.counts.landed += 1;
        out.facilities[around].cordoned = Some(since);
        out.facilities[around].cordon_force = Some(force);
        self.moved = Some(id);
    }

    /// Delivers the loads that are due. Where aircraft cannot fly, all that is left waits for the
    /// next day.
    fn deliver(&mut self, now: &Now, force: ForceId, mut airlift: Airlift, out: &mut Out, emit: &mut Emit) {
        if !flyable(now, &airlift) {
            let delay = Mark::State.next_after(now.at).0 - now.at.0;
            self.put_off(force, airlift, delay, out);
            return;
        }
        let due = airlift.loads[airlift.next..].iter().take_while(|load| load.at <= now.at);
        let (count, people, vehicles) = due.fold((0, 0, 0), |(count, people, vehicles), load| {
            (count + 1, people + load.people, vehicles + load.vehicles)
        });
        let at = airlift.to;
        let row = out.forces[force];
        // Losses on the ground do not touch those still to come; both stay within all that are fit.
        let people = (row.present + people).min(row.people);
        let vehicles = (row.present_vehicles + vehicles).min(row.vehicles);
        let last = airlift.next + count == airlift.loads.len();
        let mut newest = airlift.departed;
        if airlift.landed.is_none() {
            let causes = [Cause::Event(airlift.departed), now.given(now.setup.movement.load_hours)];
            let Some(id) = emit.event(Event::Landed { force, at, people, vehicles }, &causes) else {
                self.put_off(force, airlift, DAY, out);
                return;
            };
            airlift.landed = Some(id);
            newest = id;
            let unit = &mut self.units[force];
            let row = &mut out.forces[force];
            row.place = Place::At(at);
            row.landed = Some(Since::again(id, unit.counts.landed));
            unit.counts.landed += 1;
        }
        if last {
            let landed = airlift.landed.unwrap_or(airlift.departed);
            let closed = Event::Closed { force, at, people, vehicles };
            let Some(id) =
                emit.event(closed, &[Cause::Event(landed), now.given(now.setup.movement.utilisation)])
            else {
                self.put_off(force, airlift, DAY, out);
                return;
            };
            newest = id;
        } else {
            airlift.next += count;
            self.units[force].task = Task::Lifting(airlift);
        }
        let row = &mut out.forces[force];
        row.present = people;
        row.present_vehicles = vehicles;
        self.moved = Some(newest);
    }

    fn put_off(&mut self, force: ForceId, mut airlift: Airlift, minutes: u32, out: &mut Out) {
        let next = airlift.next;
        for load in &mut airlift.loads[next..] {
            load.at = Minute(load.at.0.saturating_add(minutes));
        }
        if let (Place::EnRoute(from, to, _), Some(load)) = (out.forces[force].place, airlift.loads.get(next))
        {
            out.forces[force].place = Place::EnRoute(from, to, load.at);
        }
        self.units[force].task = Task::Lifting(airlift);
    }
}

fn tomorrow(at: Minute) -> Minute {
    Minute(at.0.saturating_add(DAY))
}

/// Whether aircraft can land at a lift's destination today.
fn flyable(now: &Now, airlift: &Airlift) -> bool {
    let region = facility_at(now.setup, airlift.to).and_then(|id| now.setup.facilities[id].region);
    region.and_then(|region| now.board.weather.regions.get(region)).is_none_or(|row| row.flyable)
}
