//! Facilities, projects, constellations and capabilities.

use crate::dice::Name;
use crate::id::{
    AirfieldId, CapabilityId, ConstellationId, ConsumerId, FacilityId, GoodId, PartyId, ProjectId, RegionId,
    SiteId, WorkforceId,
};
use crate::parameter::Num;
use crate::time::Minute;

/// A place where projects are carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Facility {
    /// Name.
    pub name: Name,
    /// Where.
    pub site: SiteId,
    /// On whose soil.
    pub owner: PartyId,
    /// Who runs it.
    pub operator: PartyId,
    /// The region whose weather it has.
    pub region: Option<RegionId>,
    /// Airfields inside its perimeter, the main one first.
    pub airfields: Vec<AirfieldId>,
    /// Workforces it needs, with the present share below which it is out of operation.
    pub needs: Vec<(WorkforceId, Num)>,
    /// Projects that can be worked on at the same time.
    pub bays: u16,
    /// Radius of the perimeter, km.
    pub perimeter_km: Num,
}

/// Something that is built, launched or filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Name.
    pub name: Name,
    /// Kind.
    pub kind: ProjectKind,
    /// Where.
    pub at: FacilityId,
    /// Whose.
    pub by: PartyId,
    /// What is done, in order.
    pub tasks: Vec<Task>,
    /// The planned end: planned by a party in advance, so it may stand on a calendar.
    pub due: Minute,
    /// Work content of all tasks together, crew-days.
    pub work_days: Num,
    /// Days from one to the next, for a series; none for a single project.
    pub every_days: Option<Num>,
    /// What it gives its owner when it is done.
    pub delivers: Option<Delivers>,
    /// A purpose that is hidden, and may not be what others fear.
    pub purpose: Option<Purpose>,
    /// Probability that an attempt on a given day goes ahead.
    pub go: Num,
    /// Probability that it succeeds.
    pub success: Num,
}

/// Kinds of project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectKind {
    /// A launch: attempted once a day when the work is done, may be scrubbed, may fail.
    Launch,
    /// A reservoir that fills.
    Filling,
    /// Anything else that is built.
    Construction,
}

/// A task of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Its id in rules: `rollout`.
    pub id: String,
    /// What a reader calls it: "rollout to the pad".
    pub title: String,
    /// Days before the planned end at which it is planned to begin.
    pub days_before: f64,
    /// Share of the project's work that lies in it, in [0, 1].
    pub share: f64,
    /// Whether it can be seen from outside (observation of the pad).
    pub visible: bool,
    /// Weather without which it waits.
    pub weather: TaskWeather,
    /// Goods it takes over its length, from a consumer's supply.
    pub takes: Option<(GoodId, ConsumerId, Num)>,
}

/// The weather a task needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskWeather {
    /// Any.
    Any,
    /// Flying weather.
    Fair,
    /// Rain: the task goes on by the season's rain share.
    Rain,
}

/// What a finished project gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivers {
    /// A weapon against a constellation, if its hidden purpose is true.
    Weapon {
        /// What it threatens.
        against: ConstellationId,
        /// Days from launch to readiness.
        ready_days: Num,
        /// Share of the constellation's coverage at risk, in [0, 1].
        at_risk: Num,
    },
    /// One more satellite for a constellation.
    Satellite(ConstellationId),
    /// The project's output is an asset of its own (power, water held back).
    Asset,
}

/// A hidden purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct Purpose {
    /// Probability that the feared purpose is true in a run (1 where the scenario gives it).
    pub truth: Num,
    /// Who knows.
    pub known_to: Vec<PartyId>,
    /// Who watches, and forms a belief.
    pub watchers: Vec<PartyId>,
    /// Log-odds of the belief when watching begins.
    pub prior_log_odds: Num,
    /// Drift of the log-odds a day if true (and against it if not).
    pub evidence_per_day: Num,
    /// Standard deviation of the log-odds' daily noise.
    pub noise: Num,
    /// Days before the planned end at which evidence begins (payload arrival and a little).
    pub watched_days_before: Num,
    /// The capability that is feared for.
    pub feared_for: CapabilityId,
    /// Share of that capability the watchers believe lost if true, where the mechanism is not
    /// detailed; else the mechanism gives it.
    pub believed_loss: Option<Num>,
}

/// Parameters of the project domain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Campaign {
    /// Factor on work for some days after a riot.
    pub riot_factor: Num,
    /// Those days.
    pub riot_days: Num,
    /// Factor on work while a cordon hinders supplies.
    pub cordon_factor: Num,
    /// Scrubs in a row after which it must be made safe.
    pub scrubs_before_safing: Num,
    /// Days that takes.
    pub safing_days: Num,
    /// Lowest productivity used to forecast the end (so that a stopped site forecasts late, not never).
    pub forecast_floor: Num,
    /// Days by which the forecast must be later than the announced end before a later one is announced.
    pub slip_days: Num,
    /// Days by which it must be earlier before an earlier end is announced again.
    pub forward_days: Num,
    /// Days a project is put off by an owner who complies with a call to postpone it.
    pub comply_days: Num,
    /// Days a facility is out of use after a raid or strike that meant to deny or destroy it.
    pub repair_days: Num,
}

/// Parameters of the capability domain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assets {
    /// Share of a weapon's effect that jamming takes away, in [0, 1].
    pub jam_effect: Num,
    /// Spread (sd of ln) of a weapon's time to readiness.
    pub readiness_spread: Num,
    /// Loss of the initial margin at which a capability counts as degraded, share in (0, 1).
    pub degraded_loss: Num,
    /// Loss below which it counts as restored; less than `degraded_loss`.
    pub restored_loss: Num,
    /// Belief at which a hidden purpose is suspected, in (0, 1).
    pub suspected_at: Num,
    /// Belief below which it no longer is; less than `suspected_at`.
    pub doubted_at: Num,
    /// Largest log-odds of a belief either way: certainty.
    pub log_odds_cap: Num,
}

/// A constellation of like satellites.
#[derive(Clone, Debug, PartialEq)]
pub struct Constellation {
    /// Name.
    pub name: Name,
    /// Whose.
    pub of: PartyId,
    /// How many at the start.
    pub satellites: Num,
    /// How many give full coverage.
    pub full_coverage: Num,
    /// Orbit.
    pub orbit: Orbit,
}

/// A circular orbit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Orbit {
    /// Inclination, degrees.
    pub inclination_deg: f64,
    /// Altitude, km.
    pub altitude_km: f64,
}

/// What a party can do.
#[derive(Clone, Debug, PartialEq)]
pub struct Capability {
    /// Name.
    pub name: Name,
    /// Whose.
    pub of: PartyId,
    /// How its margin follows from its assets.
    pub kind: CapabilityKind,
    /// What it rests on.
    pub rests_on: Vec<RestsOn>,
    /// Whom it deters.
    pub deters: Option<PartyId>,
}

/// How a capability's margin follows from its assets.
#[derive(Clone, Debug, PartialEq)]
pub enum CapabilityKind {
    /// The weighted share of its assets that works.
    Share,
    /// The probability that at most a tolerated number of warheads leaks.
    MissileDefence(MissileDefence),
}

/// A missile shield (Wilkening 1999).
#[derive(Clone, Debug, PartialEq)]
pub struct MissileDefence {
    /// Interceptors ready.
    pub interceptors: Num,
    /// Single-shot probability of kill, in [0, 1].
    pub single_shot_kill: Num,
    /// Probability of tracking `P_track` when all sensors work, in [0, 1].
    pub track: Num,
    /// Warheads in the reference attack.
    pub warheads: Num,
    /// Leaked warheads that are tolerated.
    pub tolerated: Num,
}

/// An asset with its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestsOn {
    /// What.
    pub asset: Asset,
    /// Weight in [0, 1].
    pub weight: Num,
}

/// What a capability can rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asset {
    /// Coverage by a constellation.
    Constellation(ConstellationId),
    /// A facility in operation.
    Facility(FacilityId),
    /// A good's supply to a consumer.
    Supply(ConsumerId),
    /// A finished project.
    Project(ProjectId),
    /// Interceptors.
    Interceptors,
}
