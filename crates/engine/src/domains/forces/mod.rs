//! The forces domain: where forces stand, how they move, what is noticed of it.
//!
//! Aggregate throughout: a force is a number of people and vehicles at a place. Movement follows
//! planning-factor algebra (`lift`), access follows rights of passage (`ways`), and what others
//! notice follows detection clocks (`watch`). People are conserved: fit = initial − killed −
//! wounded − captured, whatever sequence of records reports the losses.
//!
//! An event that an intervention suppresses does not happen; a milestone of a movement (landing,
//! closing, readiness, cordon) is then tried again a day later, so that a suppression with an end
//! delays rather than deletes.

mod lift;
mod movement;
mod news;
mod orders;
mod out;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod theatre;
mod watch;
mod ways;

pub use out::*;
pub use ways::{airfield_at, way};

use crate::cause::{Cause, Domain, EventId, Since};
use crate::dice::{Dice, Draw};
use crate::event::{Event, Kind, Kinds};
use crate::id::{FacilityId, ForceId, PartyId, SiteId, Table, WorkforceId};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::orders::{Order, Orders};
use crate::pairs::Pairs;
use crate::reasons::Reasons;
use crate::setup::Setup;
use crate::time::Minute;
use lift::Load;
use watch::{Alarm, Watch};

/// Whether a force stands at a facility: at its site, or at an airfield inside its perimeter.
#[must_use]
pub fn is_at_facility(setup: &Setup, out: &Out, force: ForceId, facility: FacilityId) -> bool {
    let Place::At(site) = out.forces[force].place else { return false };
    let facility = &setup.facilities[facility];
    site == facility.site || facility.airfields.iter().any(|&airfield| setup.airfields[airfield].site == site)
}

/// Fit troops at a facility that are not its owner's. Cordons stand outside and are not counted.
fn foreign_troops(setup: &Setup, out: &Out, facility: FacilityId) -> u32 {
    let owner = setup.facilities[facility].owner;
    let inside = |force: ForceId| {
        out.forces[force].cordon.is_none_or(|(around, _)| around != facility)
            && is_at_facility(setup, out, force, facility)
    };
    let foreign = setup.forces.iter().filter(|(force, row)| row.of != owner && inside(*force));
    foreign.map(|(force, _)| out.forces[force].present).sum()
}

/// Whether a force can take no other order: on its way, in an operation or in a cordon.
#[must_use]
pub fn is_busy(out: &Out, force: ForceId) -> bool {
    let row = &out.forces[force];
    matches!(row.place, Place::EnRoute(..)) || row.operation.is_some() || row.cordon.is_some()
}

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds = Kinds::of(&[
    Kind::Decided,
    Kind::Answered,
    Kind::GateRiot,
    Kind::GateCasualties,
    Kind::LiftLost,
    Kind::OperationAborted,
    Kind::Dropped,
    Kind::Losses,
    Kind::Captured,
    Kind::FightEnded,
]);

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {
    cursor: usize,
    orders: Orders,
    units: Table<ForceId, Unit>,
    watches: Vec<Watch>,
    alarms: Vec<Alarm>,
    crossings: Vec<Crossing>,
    /// With whose troops each workforce's crowd clashes.
    clashes: Table<WorkforceId, Option<ForceId>>,
    noticed: Pairs<u32>,
    garrisons: Table<FacilityId, u32>,
    factors: Factors,
    /// The earliest of all timers and clocks, orders apart.
    next: Minute,
    /// The last thing that changed who stands where.
    moved: Option<EventId>,
}

/// What only this domain knows of a force.
#[derive(Clone, Debug)]
struct Unit {
    base: SiteId,
    task: Task,
    /// When staging ends.
    staged_at: Minute,
    /// What can be noticed of it.
    activity: Option<Activity>,
    activities: u32,
    /// Whether it came by road, and so goes back by road.
    by_road: bool,
    /// Whether its operation sets out from where it already stands.
    overland: bool,
    counts: Counts,
}

/// How often each fact of a force has begun.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    landed: u32,
    staging: u32,
    ready: u32,
    cordon: u32,
    launched: u32,
}

/// What a force is doing that ends at a time.
#[derive(Clone, Debug)]
enum Task {
    Idle,
    /// Ordered to move, getting ready.
    Alerted {
        at: Minute,
        order: Order,
    },
    /// Being flown.
    Lifting(Airlift),
    /// On the road to a cordon.
    Marching {
        around: FacilityId,
        arrives: Minute,
        departed: EventId,
    },
    /// Going home.
    Returning {
        arrives: Minute,
        withdrew: EventId,
    },
}

/// An airlift under way.
#[derive(Clone, Debug)]
struct Airlift {
    to: SiteId,
    loads: Vec<Load>,
    /// The next load to be delivered.
    next: usize,
    departed: EventId,
    landed: Option<EventId>,
}

/// Something that others can notice.
#[derive(Clone, Copy, Debug)]
struct Activity {
    sort: Sort,
    because: EventId,
    serial: u32,
}

/// Sorts of activity, by how they are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Staging,
    Airlift,
    March,
}

/// A crossing of air space without leave that was noticed, to be published at its minute.
#[derive(Clone, Copy, Debug)]
struct Crossing {
    at: Minute,
    by: PartyId,
    force: ForceId,
    launched: EventId,
    draw: Draw,
    given: Cause,
}

/// The run's values of `setup.movement`.
#[derive(Clone, Copy, Debug)]
struct Factors {
    utilisation: f64,
    load_hours: f64,
    unload_hours: f64,
    road_kmh: f64,
    road_factor: f64,
    detect_airlift: f64,
    detect_march: f64,
    detect_staging: f64,
    false_alarm: f64,
}

impl State {
    /// Draws the remainder of every running clock anew; see [`Past`](crate::world::Past).
    pub(crate) fn redraw(&mut self, dice: Dice, at: Minute) {
        self.watches.iter_mut().for_each(|watch| watch.redraw(dice, at));
        self.alarms.iter_mut().for_each(|alarm| alarm.redraw(dice, at));
        self.next = at.next();
    }

    /// The state at minute 0, with readings that are valid from then on.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, dice: Dice) -> (Self, Out) {
        let movement = &setup.movement;
        let factors = Factors {
            utilisation: numbers[movement.utilisation],
            load_hours: numbers[movement.load_hours],
            unload_hours: numbers[movement.unload_hours],
            road_kmh: numbers[movement.road_kmh],
            road_factor: numbers[movement.road_factor].max(1.0),
            detect_airlift: numbers[movement.detect_airlift],
            detect_march: numbers[movement.detect_march],
            detect_staging: numbers[movement.detect_staging],
            false_alarm: numbers[movement.false_alarm],
        };
        let parties = setup.parties.len();
        let mut out = Out {
            forces: setup.forces.rows().map(|force| at_start(force, numbers)).collect(),
            facilities: Table::for_each_of(&setup.facilities, |_| NO_GARRISON),
            noticed: Pairs::filled(parties, None),
        };
        let mut state = Self {
            cursor: 0,
            orders: Orders::of(Domain::Forces),
            units: setup.forces.rows().map(|force| Unit::at(force.at)).collect(),
            watches: watch::watches(setup, dice),
            alarms: watch::alarms(setup, dice, factors.false_alarm),
            crossings: Vec::new(),
            clashes: Table::for_each_of(&setup.workforces, |_| None),
            noticed: Pairs::filled(parties, 0),
            garrisons: Table::for_each_of(&setup.facilities, |_| 0),
            factors,
            next: Minute::NEVER,
            moved: None,
        };
        for id in setup.facilities.ids() {
            out.facilities[id].foreign_troops = foreign_troops(setup, &out, id);
        }
        state.next = state.earliest();
        (state, out)
    }

    /// The earliest of all timers and clocks.
    fn earliest(&self) -> Minute {
        let units = self.units.rows().map(|unit| unit.task.due().min(unit.staged_at));
        let watches = self.watches.iter().map(Watch::due);
        let alarms = self.alarms.iter().map(Alarm::due);
        let crossings = self.crossings.iter().map(|crossing| crossing.at);
        units.chain(watches).chain(alarms).chain(crossings).min().unwrap_or(Minute::NEVER)
    }

    /// Publishes who stands at each facility, and tells where foreign troops have come or gone: what brings
    /// or takes them may be news of another domain, a minute old.
    fn count_garrisons(&mut self, now: &Now, out: &mut Out, emit: &mut Emit) {
        let Some(moved) = self.moved.take() else { return };
        for facility in now.setup.facilities.ids() {
            let people = foreign_troops(now.setup, out, facility);
            let row = &mut out.facilities[facility];
            let before = std::mem::replace(&mut row.foreign_troops, people);
            match row.foreign_since {
                // Those who stand there from the start came by no record: they have no `foreign_since`.
                None if before == 0 && people > 0 => {
                    let event = Event::TroopsPresent { facility, people };
                    if emit.event(event, &[Cause::Event(moved)]).is_some() {
                        row.foreign_since = Some(Since::again(moved, self.garrisons[facility]));
                        self.garrisons[facility] += 1;
                    }
                }
                Some(since) if people == 0 => {
                    let causes = Reasons::of(moved).and(since.because);
                    if emit.event(Event::TroopsGone { facility }, &causes).is_some() {
                        row.foreign_since = None;
                    }
                }
                None | Some(_) => {}
            }
        }
    }

    /// Begins something that others can notice.
    fn show(&mut self, force: ForceId, sort: Sort, because: EventId) {
        let unit = &mut self.units[force];
        unit.activity = Some(Activity { sort, because, serial: unit.activities });
        unit.activities += 1;
    }
}

impl Unit {
    fn at(base: SiteId) -> Self {
        Self {
            base,
            task: Task::Idle,
            staged_at: Minute::NEVER,
            activity: None,
            activities: 0,
            by_road: false,
            overland: false,
            counts: Counts::default(),
        }
    }
}

impl Task {
    fn due(&self) -> Minute {
        match self {
            Self::Idle => Minute::NEVER,
            Self::Alerted { at, .. } => *at,
            Self::Lifting(airlift) => airlift.loads.get(airlift.next).map_or(Minute::NEVER, |load| load.at),
            Self::Marching { arrives, .. } | Self::Returning { arrives, .. } => *arrives,
        }
    }
}

const NO_GARRISON: GarrisonOut =
    GarrisonOut { foreign_troops: 0, foreign_since: None, cordoned: None, cordon_force: None };

fn at_start(force: &crate::setup::Force, numbers: &Numbers) -> ForceOut {
    let people = whole(numbers[force.strength]);
    let vehicles = whole(numbers[force.vehicles]);
    ForceOut {
        place: Place::At(force.at),
        people,
        vehicles,
        present: people,
        present_vehicles: vehicles,
        landed: None,
        staging: None,
        ready: None,
        cordon: None,
        operation: None,
        killed: 0,
        wounded: 0,
        captured: 0,
    }
}

/// A count from a number: rounded, not negative.
pub(crate) fn whole(value: f64) -> u32 {
    // The cast saturates: it neither wraps nor panics.
    libm::round(value.max(0.0)) as u32
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    let mut busy = now.at >= state.next;
    let news = now.log.news(&mut state.cursor, NEWS);
    for record in news {
        busy = true;
        state.hear(now, record, out, emit);
    }
    while let Some(order) = state.orders.next_due(now.at) {
        busy = true;
        state.carry_out(now, order, out, emit);
    }
    if busy {
        state.meet_timers(now, out, emit);
        state.notice(now, out, emit);
        state.count_garrisons(now, out, emit);
        state.set_watch_rates(now.at);
        state.next = state.earliest();
    }
    state.next.min(state.orders.due()).max(now.at.next())
}

/// Refuses an order.
fn refuse(emit: &mut Emit, order: &Order, reason: crate::event::Reason) {
    // A suppressed refusal leaves nothing undone: the order was not carried out either way.
    let refused = Event::Refused { party: order.party, action: order.action, reason };
    let _ = emit.event(refused, &[Cause::Event(order.decided)]);
}
