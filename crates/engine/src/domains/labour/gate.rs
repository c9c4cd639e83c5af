//! The crowd at a facility's gate: when a strike turns into a riot, and what it costs.

use super::out::WorkforceOut;
use crate::cause::{Cause, Since};
use crate::clock::Clock;
use crate::dice::{Dice, Name, Stream};
use crate::domains::forces;
use crate::event::Event;
use crate::id::{ForceId, WorkforceId};
use crate::now::{Emit, Now};
use crate::reasons::Reasons;
use crate::time::Minute;
use powderkeg_models::math;

/// What goes on at the gate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gate {
    clock: Clock,
    riot: Option<Riot>,
    riots: u32,
    /// Since when foreign troops stand there, as of the last look.
    pub troops: Option<Since>,
}

#[derive(Clone, Copy, Debug)]
struct Riot {
    since: Since,
    n: u32,
    force: Option<ForceId>,
    crowd: f64,
    /// When it comes to a clash; none once it has.
    clash: Option<Minute>,
    ends: Minute,
}

impl Gate {
    pub(super) fn new(dice: Dice, name: Name, at: Minute) -> Self {
        Self { clock: Clock::new(dice, Stream::GateRiot, name, at), riot: None, riots: 0, troops: None }
    }

    /// See [`Clock::redraw`].
    pub(super) fn redraw(&mut self, dice: Dice, at: Minute) {
        self.clock.redraw(dice, at);
    }

    /// When something is due here, after `at`.
    pub(super) fn due(&self, at: Minute) -> Minute {
        let riot =
            self.riot.map(|riot| riot.clash.into_iter().chain([riot.ends]).filter(|&due| due > at).min());
        self.clock.due().min(riot.flatten().unwrap_or(Minute::NEVER))
    }

    /// Sets the hazard of a riot:
    /// λ q (1 + `m_d` d + `m_r`·[replaced] + `m_t`·[foreign troops]·e^(−days since/fade)) (1 + `m_i` I).
    ///
    /// Zhanaozen 2011 gives λ about 0.009 a day after dismissals (one case: 0.0002 to 0.050);
    /// the part of foreign troops is an assumption without data.
    pub(super) fn rate(&mut self, now: &Now, row: &WorkforceOut, troops: Option<Since>, incitement: f64) {
        self.troops = troops;
        if row.strike.is_none() || row.riot.is_some() {
            self.clock.set_rate(now.at, 0.0);
            return;
        }
        let labour = &now.setup.labour;
        let replaced = if row.replaced.is_some() { now.value(labour.gate_replaced) } else { 0.0 };
        let provoked = troops.map_or(0.0, |since| {
            let age = now.at.days_since(since.at);
            now.value(labour.gate_troops) * math::exp(-age / now.value(labour.gate_fade_days))
        });
        let anger = 1.0 + now.value(labour.gate_dismissed) * row.dismissed + replaced + provoked;
        let stirred = 1.0 + now.value(labour.gate_incitement) * incitement;
        self.clock.set_rate(now.at, now.value(labour.gate_rate) * row.striking * anger * stirred);
    }

    /// Lets happen what is due at the gate.
    pub(super) fn step(&mut self, now: &Now, id: WorkforceId, row: &mut WorkforceOut, emit: &mut Emit) {
        if self.clock.is_due(now.at) {
            self.break_out(now, id, row, emit);
        }
        if self.riot.is_some_and(|riot| riot.clash.is_some_and(|at| at <= now.at)) {
            self.clash(now, id, row, emit);
        }
        if self.riot.is_some_and(|riot| riot.ends <= now.at) {
            self.end(now, id, row, emit);
        }
    }

    fn break_out(&mut self, now: &Now, id: WorkforceId, row: &mut WorkforceOut, emit: &mut Emit) {
        let labour = &now.setup.labour;
        let workforce = &now.setup.workforces[id];
        let luck = self.clock.draw();
        let n = self.clock.occurrences();
        let force = foreign_force(now, id);
        let event = Event::GateRiot { workforce: id, people: row.crowd.round() as u32, force };
        let (rate, troops) = match self.troops {
            Some(since) => (labour.gate_troops, Some(since)),
            None => (labour.gate_rate, None),
        };
        let facts = [row.strike, troops, row.replaced, row.dismissal].into_iter().flatten();
        let causes = Reasons::all(
            facts.map(|since| Cause::Event(since.because)).chain([luck.into(), now.given(rate)]),
        );
        let told = emit.event(event, &causes);
        self.clock.rearm(now.dice, now.at);
        let Some(event) = told else { return };
        let since = Since::again(event, self.riots);
        self.riots += 1;
        let (u, _) = now.dice.uniform(Stream::GateRiot, workforce.name, 1 << 31 | n);
        let clash = now.at.after_hours(now.value(labour.clash_hours));
        let ends = now.at.after_days(now.value(labour.gate_riot_days) * (1.0 + u)).max(clash.next());
        self.riot = Some(Riot { since, n, force, crowd: row.crowd, clash: Some(clash), ends });
        row.riot = Some(since);
        row.last_riot = Some(since);
    }

    /// Draws who is hurt, addressed by the riot's number.
    fn clash(&mut self, now: &Now, id: WorkforceId, row: &mut WorkforceOut, emit: &mut Emit) {
        let Some(riot) = &mut self.riot else { return };
        riot.clash = None;
        let labour = &now.setup.labour;
        let thousands = riot.crowd / 1_000.0;
        let armed = if riot.force.is_some() { 1.0 } else { now.value(labour.gate_police) };
        let deaths = now.value(labour.clash_deaths_per_thousand) * thousands * armed;
        let hurt = deaths * now.value(labour.hurt_per_death);
        let troops = riot.force.map_or(0.0, |_| now.value(labour.troops_hurt_per_thousand) * thousands);
        let name = now.setup.workforces[id].name;
        let draw = |part: u32| now.dice.uniform(Stream::Casualties, name, 3 * riot.n + part);
        let (u, luck) = draw(0);
        let killed = math::poisson_quantile(u, deaths) as u32;
        let injured = math::poisson_quantile(draw(1).0, hurt) as u32;
        let troops_hurt = math::poisson_quantile(draw(2).0, troops) as u32;
        if killed + injured + troops_hurt == 0 {
            return;
        }
        let event = Event::GateCasualties { workforce: id, killed, injured, troops_hurt };
        let causes = [riot.since.because.into(), luck.into(), now.given(labour.clash_deaths_per_thousand)];
        if emit.event(event, &causes).is_some() {
            row.killed += killed;
            row.injured += injured;
        }
    }

    fn end(&mut self, now: &Now, id: WorkforceId, row: &mut WorkforceOut, emit: &mut Emit) {
        let Some(riot) = self.riot else { return };
        let causes = [riot.since.because.into(), now.given(now.setup.labour.gate_riot_days)];
        if emit.event(Event::GateRiotEnded { workforce: id }, &causes).is_some() {
            self.riot = None;
            row.riot = None;
        }
    }
}

/// The strongest force at the workforce's facility that is not its owner's.
fn foreign_force(now: &Now, id: WorkforceId) -> Option<ForceId> {
    let facility = now.setup.workforces[id].facility;
    let owner = now.setup.facilities[facility].owner;
    let out = &now.board.forces;
    now.setup
        .forces
        .iter()
        .filter(|(force, row)| row.of != owner && forces::is_at_facility(now.setup, out, *force, facility))
        .map(|(force, _)| (out.forces[force].present, force))
        .filter(|(present, _)| *present > 0)
        // Of equals the first in the scenario.
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
        .map(|(_, force)| force)
}
