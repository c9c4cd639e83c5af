//! The capability domain: what parties can do, what would take it from them, and what watchers
//! believe of purposes that are hidden (MODELS §9, §10).
//!
//! Margins follow from assets without memory; beliefs move once a day; a weapon becomes ready once.

mod belief;
mod margin;
mod out;
#[cfg(test)]
mod tests;

pub use out::*;

use crate::action::{Action, Demand};
use crate::cause::{Cause, Domain, EventId, Since};
use crate::dice::{Dice, Draw, Stream};
use crate::event::{Answer, Event, Kind, Kinds, Reason};
use crate::id::{CapabilityId, ConstellationId, FacilityId, Id, PartyId, ProjectId, Table};
use crate::log::Record;
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::orders::{Order, Orders};
use crate::reasons::add;
use crate::setup::{Asset, Delivers, Project, Purpose, Setup};
use crate::time::{Mark, Minute};
use belief::Watch;
use margin::Standing;
use powderkeg_models::math;

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds = Kinds::of(&[
    Kind::Completed,
    Kind::Failed,
    Kind::Cancelled,
    Kind::Destroyed,
    Kind::FacilityStopped,
    Kind::FacilityResumed,
    Kind::RaidBegan,
    Kind::Seized,
    Kind::CounterAttack,
    Kind::FightEnded,
    Kind::Answered,
    Kind::Decided,
]);

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {
    cursor: usize,
    orders: Orders,
    /// Satellites in service.
    satellites: Table<ConstellationId, f64>,
    capabilities: Table<CapabilityId, Standing>,
    weapons: Vec<Weapon>,
    /// In the order of [`Out::beliefs`].
    watches: Vec<Watch>,
    /// Why each project's truth is what it is: the run's draw, or the scenario.
    truths: Table<ProjectId, Cause>,
    numbers: Values,
}

/// A project that delivers a weapon.
#[derive(Clone, Copy, Debug)]
struct Weapon {
    project: ProjectId,
    against: ConstellationId,
    /// Share of the coverage at risk from it, in [0, 1].
    at_risk: f64,
    /// Days from launch to readiness (median).
    ready_days: f64,
    /// When it will be ready.
    due: Minute,
    /// Its launch.
    completed: Option<EventId>,
    /// The luck in its time to readiness.
    luck: Option<Draw>,
}

/// The run's values of [`crate::setup::Assets`].
#[derive(Clone, Copy, Debug)]
struct Values {
    jam_effect: f64,
    readiness_spread: f64,
    degraded_loss: f64,
    restored_loss: f64,
    suspected_at: f64,
    doubted_at: f64,
    log_odds_cap: f64,
}

impl State {
    /// The state at minute 0, with readings that are valid from then on.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, dice: Dice) -> (Self, Out) {
        let assets = &setup.assets;
        let values = Values {
            jam_effect: numbers[assets.jam_effect],
            readiness_spread: numbers[assets.readiness_spread],
            degraded_loss: numbers[assets.degraded_loss],
            restored_loss: numbers[assets.restored_loss],
            suspected_at: numbers[assets.suspected_at],
            doubted_at: numbers[assets.doubted_at],
            log_odds_cap: numbers[assets.log_odds_cap],
        };
        let truths =
            setup.projects.rows().map(|project| truth(project, setup, numbers, dice)).collect::<Vec<_>>();
        let projects = truths.iter().map(|&(truth, _)| ProductOut::new(truth)).collect();
        let mut state = Self {
            cursor: 0,
            orders: Orders::of(Domain::Capability),
            satellites: setup.constellations.rows().map(|row| numbers[row.satellites]).collect(),
            capabilities: setup.capabilities.rows().map(|row| Standing::new(row, numbers)).collect(),
            weapons: weapons(setup, numbers),
            watches: Vec::new(),
            truths: truths.into_iter().map(|(_, because)| because).collect(),
            numbers: values,
        };
        let mut out = Out { capabilities: Table::default(), beliefs: Vec::new(), projects };
        out.capabilities =
            Table::for_each_of(&setup.capabilities, |id| state.first_row(id, &out, setup, numbers));
        for (project, purpose, watcher) in watched(setup) {
            let (watch, row) = state.watch(project, purpose, watcher, &out, setup, numbers);
            state.watches.push(watch);
            out.beliefs.push(row);
        }
        for capability in setup.capabilities.ids() {
            state.weigh_losses(capability, &mut out, setup, numbers, margin::at_the_start);
        }
        (state, out)
    }

    fn weapon(&self, project: ProjectId) -> Option<&Weapon> {
        self.weapons.iter().find(|weapon| weapon.project == project)
    }
}

impl ProductOut {
    fn new(truth: bool) -> Self {
        Self { truth, weapon_ready: None, jammed: None, inspected: None, revealed: None }
    }
}

/// Whether a project's feared purpose is true in this run, and why: drawn once.
fn truth(project: &Project, setup: &Setup, numbers: &Numbers, dice: Dice) -> (bool, Cause) {
    let Some(purpose) = &project.purpose else {
        let is_weapon = matches!(project.delivers, Some(Delivers::Weapon { .. }));
        return (is_weapon, Cause::Given(setup.names[project.name.id].origin));
    };
    let probability = numbers[purpose.truth];
    if probability <= 0.0 || probability >= 1.0 {
        return (probability >= 1.0, margin::given(setup, purpose.truth));
    }
    let (luck, draw) = dice.uniform(Stream::Purpose, project.name, 0);
    (luck < probability, Cause::Chance(draw))
}

fn weapons(setup: &Setup, numbers: &Numbers) -> Vec<Weapon> {
    let of = |(project, row): (ProjectId, &Project)| match row.delivers {
        Some(Delivers::Weapon { against, ready_days, at_risk }) => Some(Weapon {
            project,
            against,
            at_risk: numbers[at_risk].clamp(0.0, 1.0),
            ready_days: numbers[ready_days],
            due: Minute::NEVER,
            completed: None,
            luck: None,
        }),
        Some(Delivers::Satellite(_) | Delivers::Asset) | None => None,
    };
    setup.projects.iter().filter_map(of).collect()
}

/// All pairs of a project with a hidden purpose and a party that watches it.
fn watched(setup: &Setup) -> impl Iterator<Item = (ProjectId, &Purpose, PartyId)> {
    let hidden =
        setup.projects.iter().filter_map(|(id, project)| project.purpose.as_ref().map(|row| (id, row)));
    hidden.flat_map(|(id, purpose)| purpose.watchers.iter().map(move |&watcher| (id, purpose, watcher)))
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    for record in now.log.news(&mut state.cursor, NEWS) {
        state.hear(record, now, out, emit);
    }
    while let Some(order) = state.orders.next_due(now.at) {
        state.carry_out(order, now, out, emit);
    }
    let mut next = state.orders.due();
    for index in 0..state.weapons.len() {
        if state.weapons[index].due <= now.at {
            state.make_ready(index, now, out, emit);
        }
        next = next.min(state.weapons[index].due);
    }
    for index in 0..state.watches.len() {
        if state.watches[index].next <= now.at {
            state.observe(index, now, out, emit);
        }
        next = next.min(state.watches[index].next);
    }
    for id in state.capabilities.ids() {
        if state.capabilities[id].next <= now.at {
            state.assess(id, now, out, emit);
        }
        next = next.min(state.capabilities[id].next);
    }
    next
}

impl State {
    fn hear(&mut self, record: &Record, now: &Now, out: &mut Out, emit: &mut Emit) {
        self.orders.hear(record);
        match record.event {
            Event::Completed { project, series } => {
                self.product_delivered(project, series, record.id, now, out);
            }
            Event::Failed { project, .. } | Event::Cancelled { project } | Event::Destroyed { project } => {
                self.product_lost(project, now, out);
            }
            Event::FacilityStopped { facility, .. } | Event::FacilityResumed { facility, .. } => {
                self.wake_facility(facility, record.id, now);
            }
            Event::RaidBegan { on, .. }
            | Event::Seized { on, .. }
            | Event::CounterAttack { on, .. }
            | Event::FightEnded { on, .. } => self.wake_facility(on, record.id, now),
            Event::Answered { by, to, demand: Demand::Inspect, about, answer: Answer::Comply } => {
                let named =
                    |(_, project): &(ProjectId, &Project)| project.name.id == about && project.by == to;
                if let Some((id, _)) = now.setup.projects.iter().find(named)
                    && objection_to_inspection(id, now, out).is_none()
                {
                    self.inspect(id, by, record.id, now, out, emit);
                }
            }
            _ => {}
        }
    }

    fn wake_facility(&mut self, facility: FacilityId, by: EventId, now: &Now) {
        self.wake(by, now, |asset| asset == Asset::Facility(facility));
    }

    fn wake_constellation(&mut self, constellation: ConstellationId, by: EventId, now: &Now) {
        self.wake(by, now, |asset| asset == Asset::Constellation(constellation));
    }

    /// Has those capabilities assessed now that rest on such an asset.
    fn wake(&mut self, by: EventId, now: &Now, concerned: impl Fn(Asset) -> bool) {
        for (standing, capability) in self.capabilities.rows_mut().zip(now.setup.capabilities.rows()) {
            if capability.rests_on.iter().any(|row| concerned(row.asset)) {
                standing.next = now.at;
                standing.woken_by = Some(by);
            }
        }
    }

    // ---- products ----

    fn product_delivered(&mut self, project: ProjectId, series: u16, by: EventId, now: &Now, out: &Out) {
        self.wake(by, now, |asset| asset == Asset::Project(project));
        if let Some(Delivers::Satellite(constellation)) = now.setup.projects[project].delivers {
            self.satellites[constellation] += 1.0;
            self.wake_constellation(constellation, by, now);
        }
        let product = out.projects[project];
        let spread = self.numbers.readiness_spread;
        let weapon = self.weapons.iter_mut().find(|weapon| weapon.project == project);
        if let Some(weapon) = weapon
            && product.truth
            && weapon.completed.is_none()
        {
            let name = now.setup.projects[project].name;
            let (luck, draw) = now.dice.normal(Stream::Readiness, name, u32::from(series.saturating_sub(1)));
            weapon.due = by.at.after_days(math::lognormal(luck, weapon.ready_days, spread)).max(now.at);
            weapon.completed = Some(by);
            weapon.luck = Some(draw);
        }
    }

    /// A project that will never come about is watched no more. (The next of a series may.)
    fn product_lost(&mut self, project: ProjectId, now: &Now, out: &mut Out) {
        if now.board.project.projects[project].cancelled.is_none()
            && now.setup.projects[project].every_days.is_some()
        {
            return;
        }
        for (watch, row) in self.watches.iter_mut().zip(&mut out.beliefs) {
            if row.project == project {
                watch.next = Minute::NEVER;
                row.watching = false;
            }
        }
    }

    fn make_ready(&mut self, index: usize, now: &Now, out: &mut Out, emit: &mut Emit) {
        let Weapon { project, against, completed, luck, .. } = self.weapons[index];
        // Where an intervention keeps it from being ready, it is tried again every day.
        self.weapons[index].due = Mark::State.next_after(now.at);
        let Some(Delivers::Weapon { ready_days, .. }) = now.setup.projects[project].delivers else { return };
        let mut causes = Vec::with_capacity(4);
        causes.extend(completed.map(Cause::Event));
        causes.extend(luck.map(Cause::Chance));
        add(&mut causes, now.given(ready_days));
        add(&mut causes, self.truths[project]);
        let Some(id) = emit.event(Event::WeaponReady { project }, &causes) else { return };
        self.weapons[index].due = Minute::NEVER;
        out.projects[project].weapon_ready = Some(Since::first(id));
        self.wake_constellation(against, id, now);
        if now.setup.projects[project].purpose.is_some() {
            self.reveal(project, id, now, out, emit);
        }
    }

    // ---- orders ----

    fn carry_out(&mut self, order: Order, now: &Now, out: &mut Out, emit: &mut Emit) {
        if let Some(reason) = Self::objection(&order, now, out) {
            let refused = Event::Refused { party: order.party, action: order.action, reason };
            // Nothing hangs on a refusal: a suppressed one leaves no trace either.
            let _ = emit.event(refused, &[Cause::Event(order.decided)]);
            return;
        }
        match order.action {
            Action::Inspect { project, by } => self.inspect(project, by, order.decided, now, out, emit),
            Action::Reconstitute { capability, share } => {
                self.reconstitute(capability, share, order.decided, now, out, emit);
            }
            Action::Jam { project } => self.jam(project, order, now, out, emit),
            _ => unreachable!("{:?} is not an order about a capability", order.action),
        }
    }

    fn objection(order: &Order, now: &Now, out: &Out) -> Option<Reason> {
        match order.action {
            Action::Inspect { project, .. } if now.setup.projects[project].by != order.party => {
                Some(Reason::NotYours)
            }
            Action::Inspect { project, .. } => objection_to_inspection(project, now, out),
            Action::Reconstitute { capability, share } => {
                objection_to_reconstitution(order.party, capability, share, now, out)
            }
            Action::Jam { project } => objection_to_jamming(order.party, project, now, out),
            _ => None,
        }
    }

    fn inspect(
        &mut self,
        project: ProjectId,
        by: PartyId,
        because: EventId,
        now: &Now,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let Some(id) = emit.event(Event::Inspected { project, by }, &[Cause::Event(because)]) else { return };
        let before = out.projects[project].inspected.map_or(0, |since| since.occurrence + 1);
        out.projects[project].inspected = Some(Since::again(id, before));
        self.settle_beliefs(project, Some(by), id, now, out, emit);
        self.reveal(project, id, now, out, emit);
    }

    /// What it is for becomes known to all.
    fn reveal(&mut self, project: ProjectId, because: EventId, now: &Now, out: &mut Out, emit: &mut Emit) {
        if out.projects[project].revealed.is_some() {
            return;
        }
        let event = Event::PurposeRevealed { project, truth: out.projects[project].truth };
        let Some(id) = emit.event(event, &[Cause::Event(because), self.truths[project]]) else { return };
        out.projects[project].revealed = Some(Since::first(id));
        self.settle_beliefs(project, None, id, now, out, emit);
    }

    fn reconstitute(
        &mut self,
        capability: CapabilityId,
        share: f64,
        decided: EventId,
        now: &Now,
        out: &mut Out,
        emit: &mut Emit,
    ) {
        let share = share.min(1.0);
        let event = Event::Reconstituted { capability, share: share as f32 };
        if let Some(id) = emit.event(event, &[Cause::Event(decided)]) {
            let row = &mut out.capabilities[capability];
            row.reconstituted += share * (1.0 - row.reconstituted);
            self.capabilities[capability].next = now.at;
            self.capabilities[capability].woken_by = Some(id);
        }
    }

    fn jam(&mut self, project: ProjectId, order: Order, now: &Now, out: &mut Out, emit: &mut Emit) {
        let event = Event::Jammed { project, by: order.party };
        if let Some(id) = emit.event(event, &[Cause::Event(order.decided)]) {
            out.projects[project].jammed = Some(Since::first(id));
            if let Some(against) = self.weapon(project).map(|weapon| weapon.against) {
                self.wake_constellation(against, id, now);
            }
        }
    }
}

/// Only what is on the ground can be inspected, and only what hides something.
fn objection_to_inspection(project: ProjectId, now: &Now, out: &Out) -> Option<Reason> {
    if out.projects[project].revealed.is_some() {
        Some(Reason::AlreadySo)
    } else if now.setup.projects[project].purpose.is_none()
        || !now.board.project.projects[project].state.is_open()
    {
        Some(Reason::NotPossible)
    } else {
        None
    }
}

fn objection_to_reconstitution(
    party: PartyId,
    capability: CapabilityId,
    share: f64,
    now: &Now,
    out: &Out,
) -> Option<Reason> {
    let of = now.setup.capabilities[capability].of;
    let left =
        now.board.diplomacy.parties.get(party).is_some_and(|row| row.left >> of.index().min(63) & 1 == 1);
    let is_member = now.setup.parties[of].members().contains(&party) && !left;
    if of != party && !is_member {
        Some(Reason::NotYours)
    } else if out.capabilities[capability].reconstituted >= 1.0 {
        Some(Reason::AlreadySo)
    } else if share.is_nan() || share <= 0.0 {
        Some(Reason::NotPossible)
    } else {
        None
    }
}

/// Anybody can interfere with what another has in orbit, or is about to have.
fn objection_to_jamming(party: PartyId, project: ProjectId, now: &Now, out: &Out) -> Option<Reason> {
    let delivered = now.board.project.projects[project].completed.is_some();
    let watched = out.beliefs.iter().any(|row| row.project == project && row.watching);
    if now.setup.projects[project].by == party {
        Some(Reason::NotPossible)
    } else if out.projects[project].jammed.is_some() {
        Some(Reason::AlreadySo)
    } else if now.setup.projects[project].delivers.is_none() || !(delivered || watched) {
        Some(Reason::NotPossible)
    } else {
        None
    }
}
