//! All that can happen. A closed list: a fold over the log matches it without a wildcard.

mod kind;
mod kinds;
mod subject;
mod terms;

pub use self::kind::Kind;
pub use self::kinds::Kinds;
pub use self::subject::Subject;
pub use self::terms::{Answer, Ending, Level, Motion, Reason, StrikeEnd};

use crate::action::{Action, Aim, Demand, OperationKind};
use crate::id::{
    AircraftId, CapabilityId, CityId, ConsumerId, ContractId, FacilityId, ForceId, GoodId, NameId, OptionId,
    PartyId, ProjectId, RegionId, RouteId, SiteId, WorkforceId,
};
use crate::setup::{AccessKind, StandingOnRaid};
use crate::time::Minute;

/// A record's content. Amounts are in the unit the field names; shares are in [0, 1].
#[allow(missing_docs, reason = "the variants say what the fields are")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    // ---- weather ----
    /// A cold spell begins.
    ColdSpellBegan { region: RegionId, temperature_c: f32, anomaly_c: f32 },
    /// It ends.
    ColdSpellEnded { region: RegionId, days: f32 },
    /// The season's rain has fallen short (share of normal over ninety days).
    RainFailed { region: RegionId, share: f32 },

    // ---- trade ----
    /// A party keeps a share of contracted deliveries at home.
    Withheld { party: PartyId, good: GoodId, share: f32 },
    /// It delivers in full again.
    Resumed { party: PartyId, good: GoodId },
    /// A shortage begins: felt shortage in share of demand.
    ShortageBegan { consumer: ConsumerId, share: f32 },
    /// It ends; the worst felt share.
    ShortageEnded { consumer: ConsumerId, days: f32, peak: f32 },
    /// Rationing reaches households.
    HouseholdsCut { consumer: ConsumerId, share: f32 },
    /// A store is empty.
    StoreEmptied { consumer: ConsumerId },
    /// A contract is settled within tolerance.
    Settled { contract: ContractId, undelivered: f32 },
    /// A breach is found at settlement.
    Breached { contract: ContractId, undelivered: f32 },
    /// What was missing is excused (force majeure).
    Excused { contract: ContractId, undelivered: f32 },
    /// A route is closed.
    RouteClosed { route: RouteId, by: PartyId },
    /// It is open again.
    RouteOpened { route: RouteId, by: PartyId },

    // ---- unrest ----
    /// People go into the streets.
    ProtestBegan { city: CityId, people: u32 },
    /// The crowd has doubled since it was last reported.
    ProtestGrew { city: CityId, people: u32 },
    /// It is over.
    ProtestEnded { city: CityId, days: f32 },
    /// A riot breaks out.
    RiotBegan { city: CityId, people: u32 },
    /// It is over.
    RiotEnded { city: CityId, days: f32 },
    /// People are killed and hurt in unrest.
    Casualties { city: CityId, killed: u32, injured: u32 },
    /// A government gives in.
    Conceded { party: PartyId, musd: f32 },
    /// A government cracks down.
    CrackdownBegan { party: PartyId },
    /// The crackdown is over.
    CrackdownEnded { party: PartyId, detained: u32 },
    /// Money for dissent begins to flow.
    IncitementBegan { by: PartyId, among: PartyId, against: PartyId, musd: f32 },
    /// It is found out.
    IncitementExposed { by: PartyId, among: PartyId },

    // ---- labour ----
    /// A strike begins.
    StrikeBegan { workforce: WorkforceId },
    /// It ends.
    StrikeEnded { workforce: WorkforceId, how: StrikeEnd, days: f32 },
    /// A facility falls out of operation.
    FacilityStopped { facility: FacilityId, present: f32 },
    /// It works again.
    FacilityResumed { facility: FacilityId, days: f32 },
    /// More pay is offered.
    PayRaised { workforce: WorkforceId, by: f32 },
    /// Strikers are dismissed.
    Dismissed { workforce: WorkforceId, people: u32 },
    /// Replacement workers are sent for.
    ReplacementsSent { workforce: WorkforceId, people: u32 },
    /// They are at work.
    ReplacementsArrived { workforce: WorkforceId, people: u32 },
    /// The strike turns into a riot at the gate; with whose troops it clashes, if any stand there.
    GateRiot { workforce: WorkforceId, people: u32, force: Option<ForceId> },
    /// Killed and hurt in it: strikers, then troops.
    GateCasualties { workforce: WorkforceId, killed: u32, injured: u32, troops_hurt: u32 },
    /// The crowd has left.
    GateRiotEnded { workforce: WorkforceId },

    // ---- project ----
    /// A task begins: index into the project's tasks.
    TaskBegan { project: ProjectId, task: u8 },
    /// The work is done and it waits for its day.
    ProjectReady { project: ProjectId },
    /// It can't be kept: the owner announces a later end.
    Slipped { project: ProjectId, due: Minute },
    /// It can be done sooner than announced: the owner announces an earlier end again.
    BroughtForward { project: ProjectId, due: Minute },
    /// An attempt is called off for the day.
    Scrubbed { project: ProjectId, in_a_row: u8 },
    /// A launch, or another completion, succeeds. `series` counts from 1 in a series, and is 0 where
    /// there is none.
    Completed { project: ProjectId, series: u16 },
    /// It fails for good.
    Failed { project: ProjectId, series: u16 },
    /// It is given up.
    Cancelled { project: ProjectId },
    /// It is put off.
    Postponed { project: ProjectId, due: Minute },
    /// What was being built is destroyed.
    Destroyed { project: ProjectId },

    // ---- capability ----
    /// A watcher comes to believe (or no longer to believe) in a hidden purpose.
    PurposeSuspected { party: PartyId, project: ProjectId, belief: f32 },
    /// Inspection or time shows the purpose.
    PurposeRevealed { project: ProjectId, truth: bool },
    /// A weapon is in orbit and ready.
    WeaponReady { project: ProjectId },
    /// A capability's margin falls.
    CapabilityDegraded { capability: CapabilityId, margin: f32 },
    /// It is restored.
    CapabilityRestored { capability: CapabilityId, margin: f32 },
    /// Assets are ordered to be made good.
    Reconstituted { capability: CapabilityId, share: f32 },
    /// A project's product is interfered with.
    Jammed { project: ProjectId, by: PartyId },
    /// Inspectors were let in.
    Inspected { project: ProjectId, by: PartyId },

    // ---- forces ----
    /// A force begins to move to a place.
    Departed { force: ForceId, to: SiteId },
    /// Its first men arrive.
    Landed { force: ForceId, at: SiteId, people: u32, vehicles: u32 },
    /// All have arrived.
    Closed { force: ForceId, at: SiteId, people: u32, vehicles: u32 },
    /// A facility is surrounded.
    Cordoned { force: ForceId, facility: FacilityId },
    /// It no longer is.
    CordonLifted { force: ForceId, facility: FacilityId },
    /// Staging begins.
    StagingBegan { force: ForceId },
    /// It is ready for an operation.
    ForceReady { force: ForceId },
    /// A force goes home.
    Withdrew { force: ForceId, to: SiteId },
    /// An operation sets out: to be met by the battle domain at its arrival.
    OperationLaunched { force: ForceId, kind: OperationKind, on: FacilityId, aim: Aim, arrives: Minute },
    /// A standing operation ends.
    OperationEnded { force: ForceId, kind: OperationKind },
    /// What a force set out for is over: it may take other orders.
    OperationOver { force: ForceId },
    /// Force is shown.
    Demonstrated { force: ForceId, at: PartyId },
    /// A party notices preparations or movements of a force.
    Detected { by: PartyId, force: ForceId },
    /// There are foreign troops at a facility now.
    TroopsPresent { facility: FacilityId, people: u32 },
    /// There are none any more.
    TroopsGone { facility: FacilityId },

    // ---- battle ----
    /// Operations meet: the raid or strike begins.
    RaidBegan { force: ForceId, on: FacilityId, aim: Aim },
    /// Aircraft turn back or are lost on the way.
    LiftLost { force: ForceId, aircraft: AircraftId, aborted: u16, lost: u16, killed: u32 },
    /// Too little arrived; the operation is called off.
    OperationAborted { force: ForceId, on: FacilityId, delivered: u32 },
    /// Men are down on the ground.
    Dropped { force: ForceId, people: u32, injured: u32, by_parachute: bool },
    /// The assault begins.
    Assault { force: ForceId, on: FacilityId, assembled: u32 },
    /// A bystander chooses.
    ThirdArmyChose { force: ForceId, choice: StandingOnRaid },
    /// Losses of one force in one phase of a fight.
    Losses { force: ForceId, killed: u32, wounded: u32, vehicles: u16, aircraft: u16 },
    /// A side breaks.
    Broke { force: ForceId, on: FacilityId },
    /// Prisoners are taken.
    Captured { force: ForceId, people: u32 },
    /// The objective is in the hands of a force.
    Seized { force: ForceId, on: FacilityId },
    /// A counter-attack; whether it throws the holder out.
    CounterAttack { force: ForceId, on: FacilityId, succeeds: bool },
    /// The fight is over.
    FightEnded { on: FacilityId, ending: Ending, hours: f32 },

    // ---- diplomacy ----
    /// A call.
    Called { by: PartyId, to: PartyId, demand: Demand, about: NameId },
    /// Its answer. Domains that own what it is about act on [`Answer::Comply`].
    Answered { by: PartyId, to: PartyId, demand: Demand, about: NameId, answer: Answer },
    /// A threat with an end.
    UltimatumSet { by: PartyId, to: PartyId, demand: Demand, about: NameId, ends: Minute },
    /// It ran out unheeded.
    UltimatumExpired { by: PartyId, to: PartyId, about: NameId },
    /// It falls to the ground: what it asked can no longer be done.
    UltimatumDropped { by: PartyId, to: PartyId, about: NameId },
    /// Money is put on the table for heeding a call.
    Sweetened { by: PartyId, to: PartyId, about: NameId, musd: f32 },
    /// It goes back: what was asked can no longer be done.
    SweetenerReturned { by: PartyId, to: PartyId, about: NameId, musd: f32 },
    /// A motion in a bloc.
    Moved { bloc: PartyId, by: PartyId, motion: Motion, on: PartyId },
    /// A member's vote.
    Voted { bloc: PartyId, member: PartyId, yes: bool },
    /// The motion fails.
    MotionFailed { bloc: PartyId, motion: Motion, on: PartyId },
    /// Sanctions are in force.
    Sanctioned { bloc: PartyId, on: PartyId, severity: f32 },
    /// They are lifted.
    SanctionsLifted { bloc: PartyId, on: PartyId },
    /// Money is offered.
    AidOffered { by: PartyId, to: PartyId, musd: f32 },
    /// It is taken.
    AidAccepted { by: PartyId, from: PartyId, musd: f32 },
    /// A right is asked for.
    AccessAsked { by: PartyId, over: PartyId, kind: AccessKind },
    /// It is given.
    AccessGranted { to: PartyId, over: PartyId, kind: AccessKind },
    /// It is refused.
    AccessDenied { to: PartyId, over: PartyId, kind: AccessKind },
    /// A host invites a party's forces.
    Invited { by: PartyId, party: PartyId },
    /// A lease is suspended.
    LeaseSuspended { by: PartyId, facility: FacilityId },
    /// A party leaves a bloc.
    LeftBloc { party: PartyId, bloc: PartyId },

    // ---- escalation ----
    /// A dispute reaches a higher level of hostility.
    LevelRaised { a: PartyId, b: PartyId, level: Level },
    /// A further front, or one that had been closed: `before` is how often.
    FrontOpened { a: PartyId, b: PartyId, before: u16 },
    /// The fighting on it is over.
    FrontClosed { a: PartyId, b: PartyId },
    /// Battle deaths on a front, counted once a day while there are any.
    FrontDeaths { a: PartyId, b: PartyId, killed: u32 },
    /// Mediation is offered.
    Mediated { by: PartyId, a: PartyId, b: PartyId },
    /// A dispute is settled or fades.
    DisputeClosed { a: PartyId, b: PartyId },
    /// An act reopens it at a level that it had reached before.
    DisputeReopened { a: PartyId, b: PartyId },

    // ---- seats ----
    /// A seat decides. `effective` is when the order is carried out.
    Decided { party: PartyId, option: Option<OptionId>, action: Action, effective: Minute },
    /// A domain refuses an order.
    Refused { party: PartyId, action: Action, reason: Reason },
}
