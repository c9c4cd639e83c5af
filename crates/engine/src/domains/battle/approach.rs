//! From launch to the ground: arrival over the objective, a strike's effect, the drop.

use super::fight::{Fight, Loss, Phase, Role, SHORT_STEP, later, role, year};
use super::odds::{self, Conditions, Exposure, Side};
use super::{Out, State};
use crate::cause::{Cause, Since};
use crate::dice::Stream;
use crate::domains::forces::{airfield_at, whole};
use crate::event::{Ending, Event};
use crate::now::{Emit, Now};
use crate::reading::Reading;
use crate::time::DAY;
use powderkeg_models::battle::CDB90;
use powderkeg_models::math;

/// Minutes after which an operation that arrives in the middle of another's fight looks again.
const WAIT: u32 = 30;
/// Hours of a strike's effect, for the losses of those it hits. A strike lasts less than an hour.
const STRIKE_HOURS: f64 = 1.0;

impl State {
    /// Ends another party's hold on the objective as an operation arrives: what follows is a new fight.
    pub(super) fn relieve(
        &mut self,
        now: &Now,
        fights: &mut [Fight],
        arriving: usize,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let Fight { on, raider, phase, launched, .. } = fights[arriving];
        let party = now.setup.forces[raider].of;
        let held = fights.iter_mut().find(|fight| {
            fight.phase == Phase::Hold && fight.on == on && now.setup.forces[fight.raider].of != party
        });
        if phase == Phase::Approach
            && let Some(held) = held
        {
            let causes = [Cause::Event(held.latest), Cause::Event(launched)];
            self.end(now, held, Ending::Held, &causes, out, emit);
        }
    }

    /// Over the objective: a raid if enough arrived, else nothing comes of it.
    pub(super) fn arrive(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) {
        if out.facilities[fight.on].fighting {
            fight.due = later(now.at, WAIT);
            return;
        }
        fight.arrived = now.at;
        fight.night = Reading::Dark(fight.on).truth(now).value > 0.5;
        fight.overland = !fight.is_strike() && role(now, fight, fight.raider).is_some();
        if fight.overland {
            fight.delivered = now.board.forces.forces[fight.raider].present;
        } else {
            let arrival = self.fly(now, fight, out, emit);
            fight.delivered = arrival.delivered;
            fight.gunships = arrival.gunships;
            fight.lift_lost = arrival.lift_lost;
            let least = self.rates.minimum_delivered * f64::from(arrival.sent);
            if arrival.delivered == 0 || f64::from(arrival.delivered) < least {
                self.abort(now, fight, out, emit);
                return;
            }
        }
        let mut causes = vec![Cause::Event(fight.launched)];
        causes.extend(fight.lift_lost.map(Cause::Event));
        let event = Event::RaidBegan { force: fight.raider, on: fight.on, aim: fight.aim };
        let Some(id) = emit.event(event, &causes) else {
            self.abort(now, fight, out, emit);
            return;
        };
        fight.latest = id;
        let counts = &mut self.counts[fight.on];
        let row = &mut out.facilities[fight.on];
        row.raided = Some(Since::again(id, counts.raids));
        row.raider = Some(fight.raider);
        row.aim = Some(fight.aim);
        row.fighting = true;
        row.seized = None;
        row.ended = None;
        row.ending = None;
        counts.raids += 1;
        if fight.overland {
            self.muster(now, fight, fight.raider, Role::Attack, false);
            self.assemble(now, fight);
        } else {
            fight.phase = if fight.is_strike() { Phase::Strike } else { Phase::Drop };
            fight.due = later(now.at, SHORT_STEP);
        }
    }

    /// Too little arrived. Where that is suppressed, it is tried again a day later.
    fn abort(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) {
        let mut causes = vec![Cause::Event(fight.launched)];
        causes.extend(fight.lift_lost.map(Cause::Event));
        causes.push(now.given(now.setup.battle.minimum_delivered));
        let event = Event::OperationAborted { force: fight.raider, on: fight.on, delivered: fight.delivered };
        if let Some(id) = emit.event(event, &causes) {
            self.end(now, fight, Ending::Aborted, &[id.into()], out, emit);
        } else {
            fight.due = later(now.at, DAY);
        }
    }

    /// Men jump, or aircraft land.
    pub(super) fn drop(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) {
        let force = &now.setup.forces[fight.raider];
        let battle = &now.setup.battle;
        let (blocked, draw) = fight.uniform(now, Stream::Jump, fight.raider, 0);
        let runway_m = force.lift.iter().map(|&(id, _)| now.setup.aircraft[id].runway_m).fold(0.0, f64::max);
        let runway = airfield_at(now.setup, now.setup.facilities[fight.on].site, runway_m).is_some();
        let can_jump =
            force.lift.iter().any(|&(id, _)| whole(now.value(now.setup.aircraft[id].paratroops)) > 0);
        let by_parachute = can_jump && (!runway || blocked < self.rates.runway_blocked);
        let mut causes =
            vec![Cause::Event(fight.latest), Cause::Chance(draw), now.given(battle.runway_blocked)];
        let mut injured = 0;
        if by_parachute {
            let (median, num) = if fight.night {
                (self.rates.jump_injured_night, battle.jump_injured_night)
            } else {
                (self.rates.jump_injured_day, battle.jump_injured_day)
            };
            let (z, draw) = fight.normal(now, Stream::Jump, fight.raider, 1);
            let share = (median * math::exp(self.rates.jump_spread * z)).clamp(0.0, 1.0);
            injured = whole(share * f64::from(fight.delivered)).min(fight.delivered);
            causes.extend([Cause::Chance(draw), now.given(num)]);
        }
        let event = Event::Dropped { force: fight.raider, people: fight.delivered, injured, by_parachute };
        let Some(id) = emit.event(event, &causes) else {
            let causes = [Cause::Event(fight.latest)];
            self.end(now, fight, Ending::Aborted, &causes, out, emit);
            return;
        };
        fight.latest = id;
        out.parties[force.of].wounded += injured;
        self.muster(now, fight, fight.raider, Role::Attack, false);
        if let Some(raiders) = fight.fighters.last_mut() {
            raiders.people = fight.delivered - injured;
            raiders.vehicles = 0;
            raiders.entry = (raiders.people, 0);
        }
        self.assemble(now, fight);
    }

    fn assemble(&self, now: &Now, fight: &mut Fight) {
        fight.phase = Phase::Assembly;
        fight.due = now.at.after_hours(self.rates.assembly_minutes / 60.0);
    }

    /// The effect of a strike from the air.
    pub(super) fn strike(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) {
        let (u, draw) = fight.uniform(now, Stream::Ending, fight.raider, 0);
        let succeeds = u < odds::strike_probability(self.rates.strike_success, fight.delivered);
        self.gather(now, fight);
        // Aircraft are no numbers to compare with: as if as many attacked as defend.
        let defend = fight.side(Role::Defend, 1.0);
        let attack = Side { people: defend.people, gunships: f64::from(fight.delivered), vehicles: 0.0 };
        let conditions = Conditions { year: year(now), ..Conditions::default() };
        let known = odds::known(&self.rates, attack, defend, conditions);
        let [_, losses] = CDB90.losses(&known, succeeds);
        for index in 0..fight.fighters.len() {
            let fighter = fight.fighters[index];
            if fighter.role == Role::Defend {
                let exposure = Exposure { losses, people: defend.people, hours: STRIKE_HOURS };
                let share = odds::loss_share(&self.rates, exposure, fighter.z);
                let loss = Loss {
                    casualties: whole(share * f64::from(fighter.people)),
                    vehicles: whole(share * f64::from(fighter.vehicles)),
                };
                let because = fight.latest;
                self.lose(now, fight, index, loss, because, out, emit);
            }
        }
        let ending = if succeeds { Ending::DeniedAndWithdrew } else { Ending::Repulsed };
        let causes =
            [Cause::Event(fight.latest), Cause::Chance(draw), now.given(now.setup.battle.strike_success)];
        self.end(now, fight, ending, &causes, out, emit);
    }
}
