//! What others notice: one detection clock for each (observer, force), and false alarms.

use super::{Out, Sort, State};
use crate::cause::{Cause, Since};
use crate::clock::Clock;
use crate::dice::{Dice, Stream};
use crate::event::Event;
use crate::id::{ForceId, PartyId};
use crate::now::{Emit, Now};
use crate::setup::{PartyKind, Setup};
use crate::time::{Mark, Minute};

/// One party's watch on one force. An activity is noticed once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watch {
    by: PartyId,
    force: ForceId,
    clock: Clock,
    due: Minute,
    /// Activities up to this serial are known (or were suppressed).
    known: u32,
}

/// One party's false alarms. Each concerns the foreign force it has most reason to fear.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alarm {
    by: PartyId,
    clock: Clock,
    due: Minute,
}

impl Watch {
    /// See [`Clock::redraw`].
    pub(super) fn redraw(&mut self, dice: Dice, at: Minute) {
        self.clock.redraw(dice, at);
        self.due = self.clock.due();
    }

    pub(super) fn due(&self) -> Minute {
        self.due
    }

    fn set_rate(&mut self, at: Minute, rate: f64) {
        if rate.to_bits() != self.clock.rate().to_bits() {
            self.clock.set_rate(at, rate);
            self.due = self.clock.due();
        }
    }
}

impl Alarm {
    /// See [`Clock::redraw`].
    pub(super) fn redraw(&mut self, dice: Dice, at: Minute) {
        self.clock.redraw(dice, at);
        self.due = self.clock.due();
    }

    pub(super) fn due(&self) -> Minute {
        self.due
    }
}

/// Who watches: states and blocs, not movements, that have a stated relation with the owner or a
/// facility of their own.
fn watches_over(setup: &Setup, by: PartyId, owner: PartyId) -> bool {
    let party = &setup.parties[by];
    let can = match party.kind {
        PartyKind::State | PartyKind::Bloc => by != owner && !party.members().contains(&owner),
        PartyKind::Movement => false,
    };
    let stated = setup.dyad(by, owner).stated || setup.dyad(owner, by).stated;
    can && (stated || setup.facilities.rows().any(|facility| facility.owner == by || facility.operator == by))
}

/// All watches, in the order of forces and parties.
pub(super) fn watches(setup: &Setup, dice: Dice) -> Vec<Watch> {
    let start = Mark::State.first();
    let mut watches = Vec::new();
    for (force, row) in setup.forces.iter() {
        for (by, party) in setup.parties.iter().filter(|(by, _)| watches_over(setup, *by, row.of)) {
            let clock = Clock::of_pair(dice, Stream::Detection, party.name, row.name, start);
            watches.push(Watch { by, force, clock, due: Minute::NEVER, known: 0 });
        }
    }
    watches
}

/// All alarms, at the constant rate of false alarms.
pub(super) fn alarms(setup: &Setup, dice: Dice, rate: f64) -> Vec<Alarm> {
    let start = Mark::State.first();
    let watchers = setup
        .parties
        .iter()
        .filter(|(by, _)| setup.forces.rows().any(|force| watches_over(setup, *by, force.of)));
    watchers
        .map(|(by, party)| {
            let mut clock = Clock::new(dice, Stream::Alarm, party.name, start);
            clock.set_rate(start, rate);
            Alarm { by, clock, due: clock.due() }
        })
        .collect()
}

impl State {
    /// Publishes what is noticed now.
    pub(super) fn notice(&mut self, now: &Now, out: &mut Out, emit: &mut Emit) {
        for index in 0..self.watches.len() {
            if self.watches[index].due <= now.at {
                self.see(now, index, out, emit);
            }
        }
        for index in 0..self.alarms.len() {
            if self.alarms[index].due <= now.at {
                self.mistake(now, index, out, emit);
            }
        }
        let mut index = 0;
        while index < self.crossings.len() {
            if self.crossings[index].at > now.at {
                index += 1;
                continue;
            }
            let crossing = self.crossings.remove(index);
            let causes = [Cause::Event(crossing.launched), Cause::Chance(crossing.draw), crossing.given];
            self.detect(now, crossing.by, crossing.force, &causes, out, emit);
        }
    }

    fn see(&mut self, now: &Now, index: usize, out: &mut Out, emit: &mut Emit) {
        let Watch { by, force, clock, .. } = self.watches[index];
        if let Some(activity) = self.units[force].activity {
            let movement = &now.setup.movement;
            let rate = match activity.sort {
                Sort::Staging => movement.detect_staging,
                Sort::Airlift => movement.detect_airlift,
                Sort::March => movement.detect_march,
            };
            let causes = [Cause::Event(activity.because), Cause::Chance(clock.draw()), now.given(rate)];
            self.detect(now, by, force, &causes, out, emit);
            self.watches[index].known = activity.serial + 1;
        }
        let watch = &mut self.watches[index];
        watch.clock.rearm(now.dice, now.at);
        watch.due = Minute::NEVER;
    }

    fn mistake(&mut self, now: &Now, index: usize, out: &mut Out, emit: &mut Emit) {
        let Alarm { by, clock, .. } = self.alarms[index];
        let hostility = |owner: PartyId| now.board.diplomacy.dyads[(by, owner)].hostility;
        let feared = now
            .setup
            .forces
            .ids()
            .map(|id| (id, &now.setup.forces[id]))
            .filter(|(_, force)| watches_over(now.setup, by, force.of) && hostility(force.of) > 0.0)
            // Of equally feared ones the first: `max_by` takes the last.
            .rev()
            .max_by(|(_, a), (_, b)| hostility(a.of).total_cmp(&hostility(b.of)));
        if let Some((force, row)) = feared {
            let fear = now.board.diplomacy.dyads[(by, row.of)].because.first();
            let causes = [Cause::Chance(clock.draw()), fear, now.given(now.setup.movement.false_alarm)];
            self.detect(now, by, force, &causes, out, emit);
        }
        let rate = self.factors.false_alarm;
        let alarm = &mut self.alarms[index];
        alarm.clock.rearm(now.dice, now.at);
        alarm.clock.set_rate(now.at, rate);
        alarm.due = alarm.clock.due();
    }

    /// Publishes that a party notices a force.
    pub(super) fn detect(
        &mut self,
        now: &Now,
        by: PartyId,
        force: ForceId,
        causes: &[Cause],
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let owner = now.setup.forces[force].of;
        if let Some(id) = emit.event(Event::Detected { by, force }, causes) {
            out.noticed[(by, owner)] = Some(Since::again(id, self.noticed[(by, owner)]));
            self.noticed[(by, owner)] += 1;
        }
    }

    /// Sets the clocks to what there is to see.
    pub(super) fn set_watch_rates(&mut self, at: Minute) {
        let Self { watches, units, factors, .. } = self;
        for watch in watches {
            let rate = match units[watch.force].activity {
                Some(activity) if activity.serial >= watch.known => match activity.sort {
                    Sort::Staging => factors.detect_staging,
                    Sort::Airlift => factors.detect_airlift,
                    Sort::March => factors.detect_march,
                },
                _ => 0.0,
            };
            watch.set_rate(at, rate);
        }
    }
}
