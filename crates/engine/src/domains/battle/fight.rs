//! One fight: its phases from arrival to its end.

use super::odds::{self, Conditions, Exposure, Side};
use super::third::Look;
use super::{Out, State};
use crate::action::{Aim, OperationKind};
use crate::cause::{Cause, EventId, Since};
use crate::dice::{Draw, Stream};
use crate::domains::forces::{is_at_facility, whole};
use crate::event::{Ending, Event};
use crate::id::{FacilityId, ForceId, PartyId};
use crate::now::{Emit, Now};
use crate::setup::StandingOnRaid;
use crate::time::{DAY, HOUR, Minute};
use powderkeg_models::battle::CDB90;
use powderkeg_models::math::{exp, gamma_quantile, normal_quantile};

/// Minutes between looks at what has no model of its own: the drop, a strike. A resolution in time.
pub(super) const SHORT_STEP: u32 = 5;
/// Losses of the main fight are published at this many points in time.
const CHECKPOINTS: u32 = 3;
/// How even losses are over the checkpoints: shape of the Dirichlet's gamma variables. Totals do not
/// depend on it.
const EVENNESS: f64 = 4.0;
/// Draws are addressed by operation and purpose: this many addresses for each operation.
const ADDRESSES: u32 = 64;
/// Of them, for losses: a force's own luck from 0 (one for each counter-attack), the fight's from here,
const SHARED: u32 = 32;
/// and how deadly they are.
const KILLED: u32 = 63;

/// A fight, from the launch of the operation on.
#[derive(Clone, Debug)]
pub(super) struct Fight {
    pub(super) raider: ForceId,
    pub(super) kind: OperationKind,
    pub(super) on: FacilityId,
    pub(super) aim: Aim,
    pub(super) launched: EventId,
    /// How many operations the raiding force carried out before.
    pub(super) n: u32,
    pub(super) phase: Phase,
    pub(super) due: Minute,
    /// When it arrived over the objective.
    pub(super) arrived: Minute,
    /// The newest record on its way to the ending: the main cause of the next.
    pub(super) latest: EventId,
    pub(super) lift_lost: Option<EventId>,
    /// People over the objective, before the drop.
    pub(super) delivered: u32,
    pub(super) gunships: u32,
    pub(super) night: bool,
    pub(super) overland: bool,
    pub(super) fighters: Vec<Fighter>,
    pub(super) contact: Option<Contact>,
    /// When it is held for long enough.
    pub(super) until: Minute,
    pub(super) counter_attacks: u32,
}

/// Phases of a fight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// On the way.
    Approach,
    /// Over the objective: men about to land.
    Drop,
    /// Down, assembling.
    Assembly,
    /// The main fight.
    Main,
    /// The effect of a strike.
    Strike,
    /// The objective is taken and held.
    Hold,
    /// Done.
    Over,
}

/// What is drawn at contact and kept: the ending follows from it and the sides present.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contact {
    pub(super) at: Minute,
    /// Length of the main fight, minutes.
    pub(super) length: u32,
    pub(super) checkpoint: u32,
    /// The next look of a third army, counted from contact.
    pub(super) look: u32,
    pub(super) uniform: f64,
    pub(super) ending: Draw,
    pub(super) conditions: Conditions,
    /// Standard normal of the model's error.
    pub(super) z: f64,
    /// The error on the log-odds that it came to at contact, kept when somebody joins.
    pub(super) error: Option<f64>,
    /// The defender's notice of what was coming.
    pub(super) noticed: Option<EventId>,
    /// Probability that the raiders win, with the sides now present.
    pub(super) p: f64,
}

/// Which side a force is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Attack,
    Defend,
    Aside,
}

/// A force in a fight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fighter {
    pub(super) force: ForceId,
    pub(super) role: Role,
    /// Of a third party: neither the raiders' nor the garrison's.
    pub(super) third: bool,
    /// Fit people and vehicles now.
    pub(super) people: u32,
    pub(super) vehicles: u32,
    /// People and vehicles when it joined, and when that was.
    pub(super) entry: (u32, u32),
    pub(super) since: Minute,
    /// Standard normal of its ln losses.
    pub(super) z: f64,
    pub(super) draw: Draw,
    /// Share killed among its casualties.
    pub(super) killed_share: f64,
    /// Shares of its losses up to each checkpoint.
    pub(super) spread: [f64; CHECKPOINTS as usize],
    /// Killed and wounded by the end, as things stand.
    pub(super) total: u32,
    /// Killed and wounded so far, killed of them, vehicles.
    pub(super) so_far: u32,
    pub(super) killed: u32,
    pub(super) vehicles_lost: u32,
    /// A third army's choice, and its record.
    pub(super) choice: Option<StandingOnRaid>,
    pub(super) chose: Option<EventId>,
}

impl Fight {
    pub fn new(
        raider: ForceId,
        kind: OperationKind,
        on: FacilityId,
        aim: Aim,
        launched: EventId,
        arrives: Minute,
        n: u32,
    ) -> Self {
        Self {
            raider,
            kind,
            on,
            aim,
            launched,
            n,
            phase: Phase::Approach,
            due: arrives,
            arrived: arrives,
            latest: launched,
            lift_lost: None,
            delivered: 0,
            gunships: 0,
            night: false,
            overland: false,
            fighters: Vec::new(),
            contact: None,
            until: Minute::NEVER,
            counter_attacks: 0,
        }
    }

    pub fn is_strike(&self) -> bool {
        match self.kind {
            OperationKind::Strike => true,
            OperationKind::Seize | OperationKind::Interdict | OperationKind::Escort => false,
        }
    }

    /// The address of this operation's `k`-th draw for one purpose.
    pub fn address(&self, k: u32) -> u32 {
        self.n.wrapping_mul(ADDRESSES).wrapping_add(k % ADDRESSES)
    }

    /// People and vehicles of a side that bear on the decision.
    pub fn side(&self, role: Role, assembled: f64) -> Side {
        // Who came by air has its gunships overhead.
        let gunships = if role == Role::Attack { f64::from(self.gunships) } else { 0.0 };
        let alone = Side { gunships, ..Side::default() };
        self.fighters.iter().filter(|fighter| fighter.role == role).fold(alone, |side, fighter| {
            let share = if fighter.force == self.raider && !self.overland { assembled } else { 1.0 };
            Side {
                people: side.people + share * f64::from(fighter.people),
                vehicles: side.vehicles + f64::from(fighter.vehicles),
                gunships: side.gunships,
            }
        })
    }

    pub(super) fn people(&self, role: Role) -> u32 {
        self.fighters.iter().filter(|fighter| fighter.role == role).map(|fighter| fighter.people).sum()
    }

    /// The strongest force of a side.
    fn strongest(&self, role: Role) -> Option<ForceId> {
        let side = self.fighters.iter().filter(|fighter| fighter.role == role && fighter.people > 0);
        // Of equally strong ones the first: `max_by_key` takes the last.
        side.rev().max_by_key(|fighter| fighter.people).map(|fighter| fighter.force)
    }

    /// A standard normal of a force in this fight.
    pub(super) fn normal(&self, now: &Now, stream: Stream, force: ForceId, k: u32) -> (f64, Draw) {
        let (u, draw) = self.uniform(now, stream, force, k);
        (normal_quantile(u), draw)
    }

    /// A uniform of a force in this fight.
    pub fn uniform(&self, now: &Now, stream: Stream, force: ForceId, k: u32) -> (f64, Draw) {
        let (of, with) = (now.setup.forces[force].name, now.setup.forces[self.raider].name);
        now.dice.uniform_of_pair(stream, of, with, self.address(k))
    }
}

/// The party that defends a facility against `raider`'s: who holds it, else its operator, else its
/// owner, the first of them that is another party with people there.
pub(super) fn defender(now: &Now, fight: &Fight) -> Option<PartyId> {
    let setup = now.setup;
    let raider = setup.forces[fight.raider].of;
    let facility = &setup.facilities[fight.on];
    let holder = now.board.battle.facilities[fight.on].holder.map(|force| setup.forces[force].of);
    [holder, Some(facility.operator), Some(facility.owner)].into_iter().flatten().find(|&party| {
        party != raider
            && setup.forces.iter().any(|(force, row)| {
                let out = &now.board.forces;
                row.of == party
                    && out.forces[force].present > 0
                    && is_at_facility(setup, out, force, fight.on)
            })
    })
}

/// On which side a force that stands at or around the objective is to begin with; `None` elsewhere.
pub(super) fn role(now: &Now, fight: &Fight, force: ForceId) -> Option<Role> {
    let out = &now.board.forces;
    let row = &out.forces[force];
    let around = row.cordon.is_some_and(|(facility, _)| facility == fight.on);
    if row.present == 0 || !(around || is_at_facility(now.setup, out, force, fight.on)) {
        return None;
    }
    let party = now.setup.forces[force].of;
    if party == now.setup.forces[fight.raider].of {
        Some(Role::Attack)
    } else if defender(now, fight) == Some(party) {
        Some(Role::Defend)
    } else {
        Some(Role::Aside)
    }
}

impl State {
    /// Does what is due in a fight.
    pub(super) fn advance(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) {
        match fight.phase {
            Phase::Approach => self.arrive(now, fight, out, emit),
            Phase::Drop => self.drop(now, fight, out, emit),
            Phase::Assembly => self.meet(now, fight, out, emit),
            Phase::Main => self.fight_on(now, fight, out, emit),
            Phase::Strike => self.strike(now, fight, out, emit),
            Phase::Hold => self.hold(now, fight, out, emit),
            Phase::Over => {}
        }
    }

    /// Adds a force to a fight with its luck.
    pub(super) fn muster(&self, now: &Now, fight: &mut Fight, force: ForceId, role: Role, third: bool) {
        let row = &now.board.forces.forces[force];
        let (z, draw) = self.loss_luck(now, fight, force, 0);
        let (deadly, _) = fight.normal(now, Stream::Losses, force, KILLED);
        let killed_share = odds::share_around(self.rates.killed_share, self.rates.killed_spread, deadly);
        let mut spread = [0.0; CHECKPOINTS as usize];
        let mut sum = 0.0;
        for (share, k) in spread.iter_mut().zip(0..) {
            let (u, _) = fight.uniform(now, Stream::Spread, force, k);
            sum += gamma_quantile(u, EVENNESS, 1.0);
            *share = sum;
        }
        spread = spread.map(|share| share / sum);
        fight.fighters.push(Fighter {
            force,
            role,
            third,
            people: row.present,
            vehicles: row.present_vehicles,
            entry: (row.present, row.present_vehicles),
            since: now.at,
            z,
            draw,
            killed_share,
            spread,
            total: 0,
            so_far: 0,
            killed: 0,
            vehicles_lost: 0,
            choice: None,
            chose: None,
        });
    }

    /// Standard normal of a force's ln losses: part of it is the fight's own, so that both sides' losses
    /// hang together as they do in the record.
    pub(super) fn loss_luck(&self, now: &Now, fight: &Fight, force: ForceId, k: u32) -> (f64, Draw) {
        let (own, draw) = fight.normal(now, Stream::Losses, force, k);
        let (shared, _) = fight.normal(now, Stream::Losses, fight.raider, SHARED + k);
        let correlation = CDB90.correlation.clamp(0.0, 1.0);
        (correlation.sqrt() * shared + (1.0 - correlation).sqrt() * own, draw)
    }

    /// Adds whoever stands there and is not yet in the fight; returns whether anybody joined a side.
    pub(super) fn gather(&self, now: &Now, fight: &mut Fight) -> bool {
        let mut joined = false;
        for force in now.setup.forces.ids() {
            if fight.fighters.iter().any(|fighter| fighter.force == force) {
                continue;
            }
            if let Some(role) = role(now, fight, force) {
                self.muster(now, fight, force, role, role == Role::Aside);
                joined |= role != Role::Aside;
            }
        }
        joined
    }

    /// Contact: everything that is drawn once is drawn.
    fn meet(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) {
        let all = f64::from(fight.people(Role::Attack));
        let assembled = if fight.overland { all } else { all * self.rates.assembled };
        let event = Event::Assault { force: fight.raider, on: fight.on, assembled: whole(assembled) };
        let Some(id) =
            emit.event(event, &[Cause::Event(fight.latest), now.given(now.setup.battle.assembled)])
        else {
            let causes = [Cause::Event(fight.latest)];
            self.end(now, fight, Ending::StandOff, &causes, out, emit);
            return;
        };
        fight.latest = id;
        self.gather(now, fight);
        let raider = now.setup.forces[fight.raider].name;
        let (uniform, ending) = now.dice.uniform(Stream::Ending, raider, fight.n);
        let (z, _) = now.dice.normal(Stream::Transfer, raider, fight.n);
        let (length, _) = now.dice.normal(Stream::Phase, raider, fight.n);
        let minutes = self.rates.fight_minutes * exp(self.rates.fight_spread * length);
        // At least one short step for each checkpoint, at most a day.
        let length = whole(minutes).clamp(CHECKPOINTS * SHORT_STEP, DAY);
        let (surprise, noticed) = self.surprise(now, fight);
        let conditions = Conditions {
            surprise,
            posture: self.rates.posture,
            year: year(now),
            from_the_air: !fight.overland,
        };
        fight.contact = Some(Contact {
            at: now.at,
            length,
            checkpoint: 0,
            look: 0,
            uniform,
            ending,
            conditions,
            z,
            error: None,
            noticed,
            p: 0.0,
        });
        fight.phase = Phase::Main;
        self.decide(fight);
        self.fight_on(now, fight, out, emit);
    }

    /// Surprise class, 0 to 3: two for preparations that the defender has not noticed since staging
    /// began, one for the night, less one where the approach gives it away.
    fn surprise(&self, now: &Now, fight: &Fight) -> (f64, Option<EventId>) {
        let Some(party) = defender(now, fight) else { return (0.0, None) };
        let noticed = now
            .log
            .records()
            .iter()
            .rev()
            .take_while(|record| record.event != Event::StagingBegan { force: fight.raider })
            .find(|record| record.event == Event::Detected { by: party, force: fight.raider })
            .map(|record| record.id);
        let (u, _) = now.dice.uniform(Stream::Surprise, now.setup.forces[fight.raider].name, fight.n);
        let hidden = noticed.is_none() && !fight.overland;
        let class = 2.0 * f64::from(u8::from(hidden)) + f64::from(u8::from(fight.night))
            - f64::from(u8::from(u < self.rates.surprise_lost));
        (class.max(0.0), noticed)
    }

    /// Computes who wins, and every force's losses, from the kept quantiles and the sides present.
    pub(super) fn decide(&self, fight: &mut Fight) {
        let attack = fight.side(Role::Attack, self.rates.assembled);
        let defend = fight.side(Role::Defend, 1.0);
        let Some(contact) = &mut fight.contact else { return };
        let known = odds::known(&self.rates, attack, defend, contact.conditions);
        let log_odds = odds::log_odds(&self.rates, &known, contact.conditions.from_the_air);
        let error = *contact.error.get_or_insert(log_odds.sd * contact.z);
        contact.p = odds::win_probability(&known, log_odds.mean + error);
        let raiders_win = contact.uniform < contact.p;
        let losses = odds::losses(&self.rates, &known, raiders_win, contact.conditions.from_the_air);
        let end = f64::from(contact.at.0 + contact.length);
        for fighter in &mut fight.fighters {
            let attacks = match fighter.role {
                Role::Attack => true,
                Role::Defend => false,
                Role::Aside => continue,
            };
            let hours = (end - f64::from(fighter.since.0)).max(0.0) / f64::from(HOUR);
            let (losses, people) =
                if attacks { (losses[0], attack.people) } else { (losses[1], defend.people) };
            let exposure = Exposure { losses, people, hours };
            let share = odds::loss_share(&self.rates, exposure, fighter.z);
            // Losses so far are a floor; nobody loses more than came.
            fighter.total =
                whole(share * f64::from(fighter.entry.0)).max(fighter.so_far).min(fighter.entry.0);
        }
    }

    /// The main fight at a look or a checkpoint.
    fn fight_on(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) {
        self.keep_within(now, fight);
        let mut changed = self.gather(now, fight);
        let Some(contact) = fight.contact else { return };
        let look_due = self.look_at(&contact, contact.look) <= now.at;
        if look_due {
            match self.look(now, fight, emit) {
                Look::Nothing => {}
                Look::Joined => changed = true,
                Look::KeptApart(id) => {
                    let causes = [Cause::Event(id), Cause::Event(fight.latest)];
                    self.end(now, fight, Ending::StandOff, &causes, out, emit);
                    return;
                }
            }
        }
        if changed {
            self.decide(fight);
        }
        if let Some(contact) = &mut fight.contact {
            contact.look += u32::from(look_due);
        }
        if fight.people(Role::Defend) == 0 || fight.people(Role::Attack) == 0 {
            self.break_off(now, fight, out, emit);
            return;
        }
        let Some(contact) = fight.contact else { return };
        if checkpoint_at(&contact, contact.checkpoint) <= now.at {
            self.bleed(now, fight, contact.checkpoint, out, emit);
            if contact.checkpoint + 1 == CHECKPOINTS {
                self.break_off(now, fight, out, emit);
                return;
            }
            if let Some(contact) = &mut fight.contact {
                contact.checkpoint += 1;
            }
        }
        let Some(contact) = fight.contact else { return };
        let looking = fight.fighters.iter().any(|fighter| fighter.role == Role::Aside);
        let look = if looking { self.look_at(&contact, contact.look) } else { Minute::NEVER };
        fight.due = checkpoint_at(&contact, contact.checkpoint).min(look).max(now.at.next());
    }

    fn look_at(&self, contact: &Contact, look: u32) -> Minute {
        if look == 0 {
            return contact.at;
        }
        if self.rates.third_minutes <= 0.0 {
            return Minute::NEVER;
        }
        contact.at.after_hours(f64::from(look) * self.rates.third_minutes.max(1.0) / 60.0)
    }

    /// Nobody has more people than the forces domain knows of: others can lose them elsewhere.
    pub(super) fn keep_within(&self, now: &Now, fight: &mut Fight) {
        for fighter in &mut fight.fighters {
            fighter.people = fighter.people.min(now.board.forces.forces[fighter.force].people);
        }
    }

    /// Publishes every force's losses up to a checkpoint.
    fn bleed(&mut self, now: &Now, fight: &mut Fight, checkpoint: u32, out: &mut Out, emit: &mut Emit) {
        for index in 0..fight.fighters.len() {
            let fighter = fight.fighters[index];
            if fighter.role == Role::Aside || fighter.entry.0 == 0 {
                continue;
            }
            let last = checkpoint + 1 == CHECKPOINTS;
            let share = if last { 1.0 } else { fighter.spread[checkpoint as usize] };
            let target = (share * f64::from(fighter.total)) as u32;
            let vehicles =
                share * f64::from(fighter.entry.1) * f64::from(fighter.total) / f64::from(fighter.entry.0);
            let more = Loss {
                casualties: target.saturating_sub(fighter.so_far),
                vehicles: whole(vehicles).saturating_sub(fighter.vehicles_lost),
            };
            let because = fight.latest;
            self.lose(now, fight, index, more, because, out, emit);
        }
    }

    /// Publishes losses of one force: never more than it has.
    #[allow(clippy::too_many_arguments, reason = "the present, the loss and where to put what follows")]
    pub(super) fn lose(
        &mut self,
        now: &Now,
        fight: &mut Fight,
        index: usize,
        loss: Loss,
        because: EventId,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let fighter = fight.fighters[index];
        let casualties = loss.casualties.min(fighter.people);
        let vehicles = loss.vehicles.min(fighter.vehicles).min(u32::from(u16::MAX));
        if casualties == 0 && vehicles == 0 {
            return;
        }
        let so_far = fighter.so_far + casualties;
        let killed_in_all = whole(fighter.killed_share * f64::from(so_far));
        let killed = killed_in_all.saturating_sub(fighter.killed).min(casualties);
        let wounded = casualties - killed;
        let mut causes = vec![Cause::Event(because)];
        causes.extend(fighter.chose.map(Cause::Event));
        causes.push(Cause::Chance(fighter.draw));
        causes.push(now.given(now.setup.battle.duration_exponent));
        let event =
            Event::Losses { force: fighter.force, killed, wounded, vehicles: vehicles as u16, aircraft: 0 };
        if emit.event(event, &causes).is_none() {
            return;
        }
        let toll = &mut out.parties[now.setup.forces[fighter.force].of];
        toll.killed += killed;
        toll.wounded += wounded;
        toll.vehicles += vehicles;
        let fighter = &mut fight.fighters[index];
        fighter.people -= casualties;
        fighter.vehicles -= vehicles;
        fighter.so_far = so_far;
        fighter.killed += killed;
        fighter.vehicles_lost += vehicles;
    }

    /// The main fight is over: one side breaks.
    fn break_off(&mut self, now: &Now, fight: &mut Fight, out: &mut Out, emit: &mut Emit) {
        let Some(contact) = fight.contact else { return };
        let (attackers, defenders) = (fight.people(Role::Attack), fight.people(Role::Defend));
        let raiders_win = attackers > 0 && (defenders == 0 || contact.uniform < contact.p);
        let role = if raiders_win { Role::Defend } else { Role::Attack };
        let loser = if raiders_win { fight.strongest(Role::Defend) } else { Some(fight.raider) };
        // Nobody breaks where nobody is left to.
        if let Some(force) = loser {
            let joined =
                fight.fighters.iter().filter(|row| row.role != Role::Aside).filter_map(|row| row.chose);
            let mut causes = vec![Cause::Event(fight.latest), Cause::Chance(contact.ending)];
            causes.extend(joined.map(Cause::Event).take(2));
            causes.extend(contact.noticed.map(Cause::Event));
            causes.push(now.given(now.setup.battle.transfer_sd));
            let Some(id) = emit.event(Event::Broke { force, on: fight.on }, &causes) else {
                let causes = [Cause::Event(fight.latest)];
                self.end(now, fight, Ending::StandOff, &causes, out, emit);
                return;
            };
            fight.latest = id;
        }
        self.capture(now, fight, role, 0, out, emit);
        if raiders_win {
            self.seize(now, fight, out, emit);
        } else {
            let causes = [Cause::Event(fight.latest), Cause::Chance(contact.ending)];
            self.end(now, fight, Ending::Repulsed, &causes, out, emit);
        }
    }

    /// Prisoners of a beaten side; a third army is not taken.
    pub(super) fn capture(
        &mut self,
        now: &Now,
        fight: &mut Fight,
        role: Role,
        k: u32,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let (median, num) = match role {
            Role::Attack => (self.rates.captured_raiders, now.setup.battle.captured_raiders),
            Role::Defend => (self.rates.captured, now.setup.battle.captured),
            Role::Aside => return,
        };
        for index in 0..fight.fighters.len() {
            let fighter = fight.fighters[index];
            if fighter.role != role || fighter.third || fighter.people == 0 {
                continue;
            }
            let (z, draw) = fight.normal(now, Stream::Prisoners, fighter.force, k);
            let share = odds::share_around(median, self.rates.captured_spread, z);
            let people = whole(share * f64::from(fighter.people)).min(fighter.people);
            let causes = [Cause::Event(fight.latest), Cause::Chance(draw), now.given(num)];
            if people > 0 && emit.event(Event::Captured { force: fighter.force, people }, &causes).is_some() {
                fight.fighters[index].people -= people;
                out.parties[now.setup.forces[fighter.force].of].captured += people;
            }
        }
    }

    /// The fight is over. Where that is suppressed, it goes on and tries to end a day later.
    pub(super) fn end(
        &mut self,
        now: &Now,
        fight: &mut Fight,
        ending: Ending,
        causes: &[Cause],
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let hours = now.at.days_since(fight.arrived) * 24.0;
        let Some(id) = emit.event(Event::FightEnded { on: fight.on, ending, hours: hours as f32 }, causes)
        else {
            fight.due = later(now.at, DAY);
            return;
        };
        let counts = &mut self.counts[fight.on];
        let row = &mut out.facilities[fight.on];
        row.fighting = false;
        row.ended = Some(Since::again(id, counts.endings));
        row.ending = Some(ending);
        counts.endings += 1;
        if row.holder == Some(fight.raider) && ending != Ending::Held {
            row.holder = None;
        }
        if fight.phase == Phase::Hold && self.counters[fight.raider].rate() > 0.0 {
            // The next objective has its own luck.
            self.counters[fight.raider].rearm(now.dice, now.at);
        }
        fight.phase = Phase::Over;
        fight.due = Minute::NEVER;
    }
}

/// A loss to be published.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loss {
    /// Killed and wounded.
    pub(super) casualties: u32,
    pub(super) vehicles: u32,
}

/// The Gregorian year.
pub(super) fn year(now: &Now) -> f64 {
    let months = &now.setup.calendar.months;
    months.iter().rev().find(|month| month.starts <= now.at).map_or(0.0, |month| f64::from(month.year))
}

pub(super) fn later(at: Minute, minutes: u32) -> Minute {
    Minute(at.0.saturating_add(minutes))
}

fn checkpoint_at(contact: &Contact, checkpoint: u32) -> Minute {
    later(contact.at, contact.length * (checkpoint + 1) / CHECKPOINTS)
}
