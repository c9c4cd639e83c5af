//! A taken objective: held, counter-attacked, given up.

use super::fight::{Fight, Loss, Phase, Role, role, year};
use super::odds::{self, Conditions, Exposure, Side};
use super::{Out, State};
use crate::action::Aim;
use crate::cause::{Cause, Since};
use crate::dice::Stream;
use crate::domains::forces::whole;
use crate::event::{Ending, Event};
use crate::id::ForceId;
use crate::now::{Emit, Now};
use powderkeg_models::battle::CDB90;

impl State {
    /// The objective is taken; from now on it is held.
    pub(super) fn seize(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) {
        let event = Event::Seized { force: fight.raider, on: fight.on };
        let Some(id) = emit.event(event, &[Cause::Event(fight.latest)]) else {
            let causes = [Cause::Event(fight.latest)];
            self.end(now, fight, Ending::StandOff, &causes, out, emit);
            return;
        };
        fight.latest = id;
        fight.phase = Phase::Hold;
        let counts = &mut self.counts[fight.on];
        let row = &mut out.facilities[fight.on];
        row.seized = Some(Since::again(id, counts.seizures));
        row.holder = Some(fight.raider);
        counts.seizures += 1;
        let hours = match fight.aim {
            Aim::Deny | Aim::Destroy => self.rates.hold_hours,
            Aim::Control => self.rates.secure_hours,
        };
        fight.until = now.at.after_hours(hours);
        self.reinforced(now, fight);
    }

    /// Who could counter-attack: the strongest of the beaten, of those who helped them, and of their
    /// reinforcements, with people and vehicles.
    fn threat(&self, now: &Now, fight: &Fight) -> Option<(ForceId, Side)> {
        let strength = |force: ForceId| {
            let row = &now.board.forces.forces[force];
            let known = fight.fighters.iter().find(|fighter| fighter.force == force);
            let (people, vehicles) = match known {
                Some(fighter) if fighter.role != Role::Defend => return None,
                Some(fighter) => (fighter.people.min(row.people), fighter.vehicles),
                None if role(now, fight, force) == Some(Role::Defend) => (row.present, row.present_vehicles),
                None => return None,
            };
            let side = Side { people: f64::from(people), vehicles: f64::from(vehicles), gunships: 0.0 };
            (people > 0).then_some(side)
        };
        let candidates = now.setup.forces.ids().filter_map(|force| strength(force).map(|side| (force, side)));
        // Of equally strong ones the first.
        candidates.rev().max_by(|(_, a), (_, b)| a.people.total_cmp(&b.people))
    }

    /// Sets the rate of counter-attacks on a held objective to who could make one.
    pub(super) fn reinforced(&mut self, now: &Now, fight: &mut Fight) {
        let holders = f64::from(fight.people(Role::Attack)).max(1.0);
        let strength = self.threat(now, fight).map_or(0.0, |(_, side)| (side.people / holders).min(1.0));
        let clock = &mut self.counters[fight.raider];
        clock.set_rate(now.at, self.rates.counter_attack * strength);
        fight.due = fight.until.min(clock.due()).max(now.at.next());
    }

    /// A held objective: a counter-attack, or long enough.
    pub(super) fn hold(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) {
        self.keep_within(now, fight);
        if self.counters[fight.raider].is_due(now.at) {
            let beaten = self.counter_attack(now, fight, out, emit);
            if !beaten {
                self.reinforced(now, fight);
            }
            return;
        }
        if fight.until > now.at {
            self.reinforced(now, fight);
            return;
        }
        let (ending, num) = match fight.aim {
            Aim::Deny | Aim::Destroy => (Ending::DeniedAndWithdrew, now.setup.battle.hold_hours),
            Aim::Control => (Ending::Held, now.setup.battle.secure_hours),
        };
        let causes = [Cause::Event(fight.latest), now.given(num)];
        self.end(now, fight, ending, &causes, out, emit);
    }

    /// A counter-attack; returns whether it throws the holders out.
    fn counter_attack(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) -> bool {
        let clock = &mut self.counters[fight.raider];
        let luck = clock.draw();
        clock.rearm(now.dice, now.at);
        let Some((force, attack)) = self.threat(now, fight) else { return false };
        fight.counter_attacks += 1;
        let k = fight.counter_attacks;
        let defend = fight.side(Role::Attack, 1.0);
        let conditions = Conditions { year: year(now), ..Conditions::default() };
        let known = odds::known(&self.rates, attack, defend, conditions);
        let log_odds = odds::log_odds(&self.rates, &known, false);
        let (z, _) = fight.normal(now, Stream::Transfer, force, k);
        let p = odds::win_probability(&known, log_odds.mean + log_odds.sd * z);
        let (u, draw) = fight.uniform(now, Stream::CounterAttack, force, k);
        let succeeds = u < p;
        let causes = [
            Cause::Event(fight.latest),
            Cause::Chance(luck),
            Cause::Chance(draw),
            now.given(now.setup.battle.counter_attack),
        ];
        let Some(id) = emit.event(Event::CounterAttack { force, on: fight.on, succeeds }, &causes) else {
            return false;
        };
        if !fight.fighters.iter().any(|fighter| fighter.force == force) {
            self.muster(now, fight, force, Role::Defend, false);
        }
        let hours = self.rates.fight_minutes / 60.0;
        let losses = CDB90.losses(&known, succeeds);
        for index in 0..fight.fighters.len() {
            let fighter = fight.fighters[index];
            let attacks = fighter.force == force;
            if !attacks && fighter.role != Role::Attack {
                continue;
            }
            let (z, draw) = self.loss_luck(now, fight, fighter.force, k);
            fight.fighters[index].draw = draw;
            let (losses, people) =
                if attacks { (losses[0], attack.people) } else { (losses[1], defend.people) };
            let share = odds::loss_share(&self.rates, Exposure { losses, people, hours }, z);
            let loss = Loss {
                casualties: whole(share * f64::from(fighter.people)),
                vehicles: whole(share * f64::from(fighter.vehicles)),
            };
            self.lose(now, fight, index, loss, id, out, emit);
        }
        if !succeeds {
            return false;
        }
        fight.latest = id;
        if let Some(id) = emit.event(Event::Broke { force: fight.raider, on: fight.on }, &[id.into()]) {
            fight.latest = id;
        }
        self.capture(now, fight, Role::Attack, k, out, emit);
        let causes = [Cause::Event(fight.latest)];
        self.end(now, fight, Ending::Repulsed, &causes, out, emit);
        true
    }
}
