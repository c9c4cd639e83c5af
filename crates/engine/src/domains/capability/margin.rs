//! Margins: what a capability is worth with the assets that work.

use super::{CapabilityOut, Out, State, Weapon};
use crate::cause::{Cause, EventId, Leading, Since};
use crate::event::Event;
use crate::facility::closed_by_force;
use crate::id::{CapabilityId, ConstellationId, ProjectId};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::parameter::Num;
use crate::reasons::add;
use crate::setup::{Asset, Capability, CapabilityKind, MissileDefence, Setup};
use crate::time::{Mark, Minute};
use powderkeg_models::missile_defence::{Shield, TrackFailure};

/// A capability's constants of the run, and when it is next assessed.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub next: Minute,
    /// The last record that concerned its assets.
    pub woken_by: Option<EventId>,
    /// How often it was degraded.
    degradations: u32,
    /// The weight of each asset, in [0, 1].
    weights: Vec<f64>,
    rule: Rule,
}

/// How the margin follows from the share of the assets that works.
#[derive(Clone, Copy, Debug)]
enum Rule {
    Share,
    Defence {
        /// Probability of tracking with all sensors.
        track: f64,
        /// Probability that the attack is held when it is tracked.
        tracked: f64,
        /// The same when it isn't: 1 where all warheads leaking would be tolerated.
        untracked: f64,
    },
}

impl Standing {
    pub fn new(capability: &Capability, numbers: &Numbers) -> Self {
        let weights = capability.rests_on.iter().map(|row| numbers[row.weight].clamp(0.0, 1.0)).collect();
        let rule = match &capability.kind {
            CapabilityKind::Share => Rule::Share,
            CapabilityKind::MissileDefence(defence) => Rule::of(defence, numbers),
        };
        Self { next: Mark::State.first(), woken_by: None, degradations: 0, weights, rule }
    }

    /// The margin in [0, 1], given the share of each asset that works.
    fn margin(&self, capability: &Capability, works: impl Fn(Asset) -> f64) -> f64 {
        let assets = || capability.rests_on.iter().zip(&self.weights);
        match self.rule {
            Rule::Share => {
                let total: f64 = self.weights.iter().sum();
                if total <= 0.0 {
                    return 1.0;
                }
                assets().map(|(row, weight)| weight * works(row.asset)).sum::<f64>() / total
            }
            Rule::Defence { track, tracked, untracked } => {
                let blind: f64 = assets().map(|(row, weight)| weight * (1.0 - works(row.asset))).sum();
                let track = track * (1.0 - blind).max(0.0);
                track * tracked + (1.0 - track) * untracked
            }
        }
    }
}

impl Rule {
    /// All interceptors are shot, equally often at each warhead. Tracking is a common mode: without
    /// it nothing is hit, so it stays outside the power (Wilkening 1999).
    fn of(defence: &MissileDefence, numbers: &Numbers) -> Self {
        let warheads = numbers[defence.warheads].round().max(0.0);
        let shots = if warheads > 0.0 { numbers[defence.interceptors].max(0.0) / warheads } else { 0.0 };
        let single_shot = numbers[defence.single_shot_kill].clamp(0.0, 1.0);
        let held = |track| {
            Shield { track, single_shot, shots, failure: TrackFailure::CommonMode }
                .margin(numbers[defence.tolerated].max(0.0) as u32, warheads as u32)
        };
        Self::Defence {
            track: numbers[defence.track].clamp(0.0, 1.0),
            tracked: held(1.0),
            untracked: held(0.0),
        }
    }
}

/// A number of the scenario as a cause.
pub(super) fn given(setup: &Setup, num: Num) -> Cause {
    Cause::Given(setup.parameters[usize::from(num.0)].origin)
}

/// Assets other than constellations at minute 0: all work, and nothing is finished yet.
pub(super) fn at_the_start(asset: Asset) -> f64 {
    match asset {
        Asset::Project(_) => 0.0,
        Asset::Constellation(_) | Asset::Facility(_) | Asset::Supply(_) | Asset::Interceptors => 1.0,
    }
}

impl State {
    pub(super) fn first_row(
        &self,
        id: CapabilityId,
        out: &Out,
        setup: &Setup,
        numbers: &Numbers,
    ) -> CapabilityOut {
        let capability = &setup.capabilities[id];
        let works = |asset| match asset {
            Asset::Constellation(of) => {
                self.coverage(of, 0.0, out, numbers[setup.constellations[of].full_coverage], is_ready(out))
            }
            other => at_the_start(other),
        };
        let margin = self.capabilities[id].margin(capability, works);
        CapabilityOut {
            initial: margin,
            margin,
            because: Leading::given(setup.names[capability.name.id].origin, 0.0),
            degraded: None,
            reconstituted: 0.0,
        }
    }

    /// Share of full coverage that a constellation gives, with those weapons ready that `ready`
    /// tells; a weapon counts for less where it is jammed, and where what it threatens is made good.
    fn coverage(
        &self,
        id: ConstellationId,
        reconstituted: f64,
        out: &Out,
        full: f64,
        ready: impl Fn(ProjectId) -> bool,
    ) -> f64 {
        let in_service = if full > 0.0 { (self.satellites[id] / full).min(1.0) } else { 1.0 };
        let weapons = self.weapons.iter().filter(|weapon| weapon.against == id && ready(weapon.project));
        let safe = weapons.map(|weapon| 1.0 - self.effect(weapon, reconstituted, out));
        in_service * safe.product::<f64>()
    }

    /// What a weapon, once ready, takes of a constellation's coverage, in [0, 1].
    fn effect(&self, weapon: &Weapon, reconstituted: f64, out: &Out) -> f64 {
        let jammed = out.projects[weapon.project].jammed.is_some();
        let left = if jammed { 1.0 - self.numbers.jam_effect } else { 1.0 };
        weapon.at_risk * left * (1.0 - reconstituted)
    }

    /// The margin with those weapons ready that `ready` tells; `works` tells of all other assets.
    fn margin(
        &self,
        id: CapabilityId,
        out: &Out,
        (setup, numbers): (&Setup, &Numbers),
        works: impl Fn(Asset) -> f64,
        ready: impl Fn(ProjectId) -> bool + Copy,
    ) -> f64 {
        let reconstituted = out.capabilities[id].reconstituted;
        self.capabilities[id].margin(&setup.capabilities[id], |asset| match asset {
            Asset::Constellation(of) => {
                self.coverage(of, reconstituted, out, numbers[setup.constellations[of].full_coverage], ready)
            }
            other => works(other),
        })
    }

    /// What watchers think they would lose of a capability: where the scenario doesn't say, what
    /// the feared weapon would take of the margin as it is.
    pub(super) fn weigh_losses(
        &self,
        id: CapabilityId,
        out: &mut Out,
        setup: &Setup,
        numbers: &Numbers,
        works: impl Fn(Asset) -> f64 + Copy,
    ) {
        for index in 0..self.watches.len() {
            let project = out.beliefs[index].project;
            if !self.watches[index].by_mechanism || self.watches[index].capability != id {
                continue;
            }
            let ready = is_ready(out);
            let with =
                self.margin(id, out, (setup, numbers), works, |other| other == project || ready(other));
            let without =
                self.margin(id, out, (setup, numbers), works, |other| other != project && ready(other));
            out.beliefs[index].loss_if_true =
                if without > 0.0 { (1.0 - with / without).clamp(0.0, 1.0) } else { 0.0 };
        }
    }

    /// Works a capability's margin out anew, and tells when it falls or is back.
    pub(super) fn assess(&mut self, id: CapabilityId, now: &Now, out: &mut Out, emit: &mut Emit) {
        self.capabilities[id].next = now.next_step(Mark::State, 1);
        let works = |asset| works_now(asset, now);
        let margin = self.margin(id, out, (now.setup, now.numbers), works, is_ready(out));
        let because = self.reasons(id, now, out);
        let row = &mut out.capabilities[id];
        row.margin = margin;
        row.because = because;
        let lost = if row.initial > 0.0 { 1.0 - margin / row.initial } else { 0.0 };
        if row.degraded.is_none() && lost >= self.numbers.degraded_loss && lost > 0.0 {
            self.degrade(id, now, out, emit);
        } else if row.degraded.is_some() && lost < self.numbers.restored_loss {
            self.restore(id, now, out, emit);
        }
        self.weigh_losses(id, out, now.setup, now.numbers, works);
    }

    /// What a loss is due to: each asset's missing share by its weight.
    fn reasons(&self, id: CapabilityId, now: &Now, out: &Out) -> Leading {
        let capability = &now.setup.capabilities[id];
        let mut because = Leading::given(now.setup.names[capability.name.id].origin, 0.0);
        for (row, &weight) in capability.rests_on.iter().zip(&self.capabilities[id].weights) {
            if let Asset::Constellation(of) = row.asset {
                for weapon in self.weapons.iter().filter(|weapon| weapon.against == of) {
                    if let Some(ready) = out.projects[weapon.project].weapon_ready {
                        let effect = self.effect(weapon, out.capabilities[id].reconstituted, out);
                        because.add(Cause::Event(ready.because), weight * effect);
                    }
                }
            } else if let Some(cause) = missing(row.asset, now) {
                because.add(cause, weight * (1.0 - works_now(row.asset, now)));
            }
        }
        because
    }

    fn degrade(&mut self, id: CapabilityId, now: &Now, out: &mut Out, emit: &mut Emit) {
        let row = &mut out.capabilities[id];
        let mut causes: Vec<Cause> = row.because.causes().collect();
        add(&mut causes, now.given(now.setup.assets.degraded_loss));
        let event = Event::CapabilityDegraded { capability: id, margin: row.margin as f32 };
        if let Some(event) = emit.event(event, &causes) {
            row.degraded = Some(Since::again(event, self.capabilities[id].degradations));
            self.capabilities[id].degradations += 1;
        }
    }

    fn restore(&mut self, id: CapabilityId, now: &Now, out: &mut Out, emit: &mut Emit) {
        let row = &mut out.capabilities[id];
        let mut causes: Vec<Cause> = self.capabilities[id].woken_by.map(Cause::Event).into_iter().collect();
        causes.extend(row.degraded.map(|since| Cause::Event(since.because)));
        add(&mut causes, now.given(now.setup.assets.restored_loss));
        let event = Event::CapabilityRestored { capability: id, margin: row.margin as f32 };
        if emit.event(event, &causes).is_some() {
            row.degraded = None;
        }
    }
}

/// Whether a project's weapon is ready, as things are.
fn is_ready(out: &Out) -> impl Fn(ProjectId) -> bool + Copy {
    |project| out.projects[project].weapon_ready.is_some()
}

/// The share of an asset that works, in [0, 1].
fn works_now(asset: Asset, now: &Now) -> f64 {
    match asset {
        Asset::Facility(id) => {
            let stopped =
                now.board.labour.facilities[id].stopped.is_some() || closed_by_force(now, id).is_some();
            if stopped { 0.0 } else { 1.0 }
        }
        Asset::Supply(id) => (1.0 - now.board.trade.consumers[id].felt).clamp(0.0, 1.0),
        Asset::Project(id) => {
            if now.board.project.projects[id].completed.is_some() {
                1.0
            } else {
                0.0
            }
        }
        Asset::Constellation(_) | Asset::Interceptors => 1.0,
    }
}

/// Why some of an asset is missing, if it can be told.
fn missing(asset: Asset, now: &Now) -> Option<Cause> {
    match asset {
        Asset::Facility(id) => {
            let stopped = now.board.labour.facilities[id].stopped;
            closed_by_force(now, id).or(stopped).map(|since| Cause::Event(since.because))
        }
        Asset::Supply(id) => Some(now.board.trade.consumers[id].because.first()),
        Asset::Project(id) => {
            let row = &now.board.project.projects[id];
            let ended = row.destroyed.or(row.failed).or(row.cancelled);
            ended.map(|since| Cause::Event(since.because))
        }
        Asset::Constellation(_) | Asset::Interceptors => None,
    }
}
