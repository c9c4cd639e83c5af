//! All that can happen. A closed list: a fold over the log matches it without a wildcard.

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
    /// Force is shown.
    Demonstrated { force: ForceId, at: PartyId },
    /// A party notices preparations or movements of a force.
    Detected { by: PartyId, force: ForceId },

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
    /// A further front.
    FrontOpened { a: PartyId, b: PartyId },
    /// Battle deaths on a front, counted once a day while there are any.
    FrontDeaths { a: PartyId, b: PartyId, killed: u32 },
    /// Mediation is offered.
    Mediated { by: PartyId, a: PartyId, b: PartyId },
    /// A dispute is settled or fades.
    DisputeClosed { a: PartyId, b: PartyId },

    // ---- seats ----
    /// A seat decides. `effective` is when the order is carried out.
    Decided { party: PartyId, option: Option<OptionId>, action: Action, effective: Minute },
    /// A domain refuses an order.
    Refused { party: PartyId, action: Action, reason: Reason },
}

/// How a strike ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StrikeEnd {
    /// By settlement.
    Settled,
    /// The strikers were dismissed and replaced.
    Dismissed,
    /// They went back.
    Returned,
}

/// The answer to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It is done.
    Comply,
    /// It will be looked into.
    Delay,
    /// No.
    Refuse,
}

/// A motion in a bloc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Motion {
    /// To sanction.
    Sanction,
    /// To lift sanctions.
    Lift,
}

/// How a fight ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// The attacker did what it came for and left.
    DeniedAndWithdrew,
    /// The attacker holds the objective.
    Held,
    /// The attacker was beaten off.
    Repulsed,
    /// Too little arrived.
    Aborted,
    /// Kept apart by a third army.
    StandOff,
}

/// Highest act of a dispute on the scale of Militarized Interstate Disputes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// No militarized act (1).
    #[default]
    None,
    /// Threat to use force (2).
    Threat,
    /// Display of force (3).
    Display,
    /// Use of force (4).
    Force,
    /// War: at least 1,000 battle deaths (5).
    War,
}

/// Why an order was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The seat does not own what it ordered about.
    NotYours,
    /// It is already so.
    AlreadySo,
    /// What it needs is not there.
    NotPossible,
    /// There is no way that is granted or within reach.
    NoAccess,
    /// Not ready.
    NotReady,
    /// There is no money for it.
    NoMoney,
    /// The lease does not permit it.
    NotPermitted,
}

/// The kind of an event, for subscriptions, interventions and the identity of an event across runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "each is documented at the event of the same name")]
pub enum Kind {
    ColdSpellBegan,
    ColdSpellEnded,
    RainFailed,
    Withheld,
    Resumed,
    ShortageBegan,
    ShortageEnded,
    HouseholdsCut,
    StoreEmptied,
    Settled,
    Breached,
    Excused,
    RouteClosed,
    RouteOpened,
    ProtestBegan,
    ProtestGrew,
    ProtestEnded,
    RiotBegan,
    RiotEnded,
    Casualties,
    Conceded,
    CrackdownBegan,
    CrackdownEnded,
    IncitementBegan,
    IncitementExposed,
    StrikeBegan,
    StrikeEnded,
    FacilityStopped,
    FacilityResumed,
    PayRaised,
    Dismissed,
    ReplacementsSent,
    ReplacementsArrived,
    GateRiot,
    GateCasualties,
    GateRiotEnded,
    TaskBegan,
    ProjectReady,
    Slipped,
    BroughtForward,
    Scrubbed,
    Completed,
    Failed,
    Cancelled,
    Postponed,
    Destroyed,
    PurposeSuspected,
    PurposeRevealed,
    WeaponReady,
    CapabilityDegraded,
    CapabilityRestored,
    Reconstituted,
    Jammed,
    Inspected,
    Departed,
    Landed,
    Closed,
    Cordoned,
    CordonLifted,
    StagingBegan,
    ForceReady,
    Withdrew,
    OperationLaunched,
    OperationEnded,
    Demonstrated,
    Detected,
    RaidBegan,
    LiftLost,
    OperationAborted,
    Dropped,
    Assault,
    ThirdArmyChose,
    Losses,
    Broke,
    Captured,
    Seized,
    CounterAttack,
    FightEnded,
    Called,
    Answered,
    UltimatumSet,
    UltimatumExpired,
    Moved,
    Voted,
    MotionFailed,
    Sanctioned,
    SanctionsLifted,
    AidOffered,
    AidAccepted,
    AccessAsked,
    AccessGranted,
    AccessDenied,
    Invited,
    LeaseSuspended,
    LeftBloc,
    LevelRaised,
    FrontOpened,
    FrontDeaths,
    Mediated,
    DisputeClosed,
    Decided,
    Refused,
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Kinds(u128);

impl Kinds {
    /// All kinds.
    pub const ALL: Self = Self(u128::MAX);

    /// The set of the kinds listed.
    #[must_use]
    pub const fn of(kinds: &[Kind]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < kinds.len() {
            bits |= 1 << kinds[index] as u8;
            index += 1;
        }
        Self(bits)
    }

    /// Whether `kind` is in it.
    #[must_use]
    pub const fn contains(self, kind: Kind) -> bool {
        self.0 >> kind as u8 & 1 == 1
    }

    /// Whether the two share a kind.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Event {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::ColdSpellBegan { .. } => Kind::ColdSpellBegan,
            Self::ColdSpellEnded { .. } => Kind::ColdSpellEnded,
            Self::RainFailed { .. } => Kind::RainFailed,
            Self::Withheld { .. } => Kind::Withheld,
            Self::Resumed { .. } => Kind::Resumed,
            Self::ShortageBegan { .. } => Kind::ShortageBegan,
            Self::ShortageEnded { .. } => Kind::ShortageEnded,
            Self::HouseholdsCut { .. } => Kind::HouseholdsCut,
            Self::StoreEmptied { .. } => Kind::StoreEmptied,
            Self::Settled { .. } => Kind::Settled,
            Self::Breached { .. } => Kind::Breached,
            Self::Excused { .. } => Kind::Excused,
            Self::RouteClosed { .. } => Kind::RouteClosed,
            Self::RouteOpened { .. } => Kind::RouteOpened,
            Self::ProtestBegan { .. } => Kind::ProtestBegan,
            Self::ProtestGrew { .. } => Kind::ProtestGrew,
            Self::ProtestEnded { .. } => Kind::ProtestEnded,
            Self::RiotBegan { .. } => Kind::RiotBegan,
            Self::RiotEnded { .. } => Kind::RiotEnded,
            Self::Casualties { .. } => Kind::Casualties,
            Self::Conceded { .. } => Kind::Conceded,
            Self::CrackdownBegan { .. } => Kind::CrackdownBegan,
            Self::CrackdownEnded { .. } => Kind::CrackdownEnded,
            Self::IncitementBegan { .. } => Kind::IncitementBegan,
            Self::IncitementExposed { .. } => Kind::IncitementExposed,
            Self::StrikeBegan { .. } => Kind::StrikeBegan,
            Self::StrikeEnded { .. } => Kind::StrikeEnded,
            Self::FacilityStopped { .. } => Kind::FacilityStopped,
            Self::FacilityResumed { .. } => Kind::FacilityResumed,
            Self::PayRaised { .. } => Kind::PayRaised,
            Self::Dismissed { .. } => Kind::Dismissed,
            Self::ReplacementsSent { .. } => Kind::ReplacementsSent,
            Self::ReplacementsArrived { .. } => Kind::ReplacementsArrived,
            Self::GateRiot { .. } => Kind::GateRiot,
            Self::GateCasualties { .. } => Kind::GateCasualties,
            Self::GateRiotEnded { .. } => Kind::GateRiotEnded,
            Self::TaskBegan { .. } => Kind::TaskBegan,
            Self::ProjectReady { .. } => Kind::ProjectReady,
            Self::Slipped { .. } => Kind::Slipped,
            Self::BroughtForward { .. } => Kind::BroughtForward,
            Self::Scrubbed { .. } => Kind::Scrubbed,
            Self::Completed { .. } => Kind::Completed,
            Self::Failed { .. } => Kind::Failed,
            Self::Cancelled { .. } => Kind::Cancelled,
            Self::Postponed { .. } => Kind::Postponed,
            Self::Destroyed { .. } => Kind::Destroyed,
            Self::PurposeSuspected { .. } => Kind::PurposeSuspected,
            Self::PurposeRevealed { .. } => Kind::PurposeRevealed,
            Self::WeaponReady { .. } => Kind::WeaponReady,
            Self::CapabilityDegraded { .. } => Kind::CapabilityDegraded,
            Self::CapabilityRestored { .. } => Kind::CapabilityRestored,
            Self::Reconstituted { .. } => Kind::Reconstituted,
            Self::Jammed { .. } => Kind::Jammed,
            Self::Inspected { .. } => Kind::Inspected,
            Self::Departed { .. } => Kind::Departed,
            Self::Landed { .. } => Kind::Landed,
            Self::Closed { .. } => Kind::Closed,
            Self::Cordoned { .. } => Kind::Cordoned,
            Self::CordonLifted { .. } => Kind::CordonLifted,
            Self::StagingBegan { .. } => Kind::StagingBegan,
            Self::ForceReady { .. } => Kind::ForceReady,
            Self::Withdrew { .. } => Kind::Withdrew,
            Self::OperationLaunched { .. } => Kind::OperationLaunched,
            Self::OperationEnded { .. } => Kind::OperationEnded,
            Self::Demonstrated { .. } => Kind::Demonstrated,
            Self::Detected { .. } => Kind::Detected,
            Self::RaidBegan { .. } => Kind::RaidBegan,
            Self::LiftLost { .. } => Kind::LiftLost,
            Self::OperationAborted { .. } => Kind::OperationAborted,
            Self::Dropped { .. } => Kind::Dropped,
            Self::Assault { .. } => Kind::Assault,
            Self::ThirdArmyChose { .. } => Kind::ThirdArmyChose,
            Self::Losses { .. } => Kind::Losses,
            Self::Broke { .. } => Kind::Broke,
            Self::Captured { .. } => Kind::Captured,
            Self::Seized { .. } => Kind::Seized,
            Self::CounterAttack { .. } => Kind::CounterAttack,
            Self::FightEnded { .. } => Kind::FightEnded,
            Self::Called { .. } => Kind::Called,
            Self::Answered { .. } => Kind::Answered,
            Self::UltimatumSet { .. } => Kind::UltimatumSet,
            Self::UltimatumExpired { .. } => Kind::UltimatumExpired,
            Self::Moved { .. } => Kind::Moved,
            Self::Voted { .. } => Kind::Voted,
            Self::MotionFailed { .. } => Kind::MotionFailed,
            Self::Sanctioned { .. } => Kind::Sanctioned,
            Self::SanctionsLifted { .. } => Kind::SanctionsLifted,
            Self::AidOffered { .. } => Kind::AidOffered,
            Self::AidAccepted { .. } => Kind::AidAccepted,
            Self::AccessAsked { .. } => Kind::AccessAsked,
            Self::AccessGranted { .. } => Kind::AccessGranted,
            Self::AccessDenied { .. } => Kind::AccessDenied,
            Self::Invited { .. } => Kind::Invited,
            Self::LeaseSuspended { .. } => Kind::LeaseSuspended,
            Self::LeftBloc { .. } => Kind::LeftBloc,
            Self::LevelRaised { .. } => Kind::LevelRaised,
            Self::FrontOpened { .. } => Kind::FrontOpened,
            Self::FrontDeaths { .. } => Kind::FrontDeaths,
            Self::Mediated { .. } => Kind::Mediated,
            Self::DisputeClosed { .. } => Kind::DisputeClosed,
            Self::Decided { .. } => Kind::Decided,
            Self::Refused { .. } => Kind::Refused,
        }
    }
}

impl Kind {
    /// All kinds in order.
    pub const ALL: [Self; 102] = [
        Self::ColdSpellBegan,
        Self::ColdSpellEnded,
        Self::RainFailed,
        Self::Withheld,
        Self::Resumed,
        Self::ShortageBegan,
        Self::ShortageEnded,
        Self::HouseholdsCut,
        Self::StoreEmptied,
        Self::Settled,
        Self::Breached,
        Self::Excused,
        Self::RouteClosed,
        Self::RouteOpened,
        Self::ProtestBegan,
        Self::ProtestGrew,
        Self::ProtestEnded,
        Self::RiotBegan,
        Self::RiotEnded,
        Self::Casualties,
        Self::Conceded,
        Self::CrackdownBegan,
        Self::CrackdownEnded,
        Self::IncitementBegan,
        Self::IncitementExposed,
        Self::StrikeBegan,
        Self::StrikeEnded,
        Self::FacilityStopped,
        Self::FacilityResumed,
        Self::PayRaised,
        Self::Dismissed,
        Self::ReplacementsSent,
        Self::ReplacementsArrived,
        Self::GateRiot,
        Self::GateCasualties,
        Self::GateRiotEnded,
        Self::TaskBegan,
        Self::ProjectReady,
        Self::Slipped,
        Self::BroughtForward,
        Self::Scrubbed,
        Self::Completed,
        Self::Failed,
        Self::Cancelled,
        Self::Postponed,
        Self::Destroyed,
        Self::PurposeSuspected,
        Self::PurposeRevealed,
        Self::WeaponReady,
        Self::CapabilityDegraded,
        Self::CapabilityRestored,
        Self::Reconstituted,
        Self::Jammed,
        Self::Inspected,
        Self::Departed,
        Self::Landed,
        Self::Closed,
        Self::Cordoned,
        Self::CordonLifted,
        Self::StagingBegan,
        Self::ForceReady,
        Self::Withdrew,
        Self::OperationLaunched,
        Self::OperationEnded,
        Self::Demonstrated,
        Self::Detected,
        Self::RaidBegan,
        Self::LiftLost,
        Self::OperationAborted,
        Self::Dropped,
        Self::Assault,
        Self::ThirdArmyChose,
        Self::Losses,
        Self::Broke,
        Self::Captured,
        Self::Seized,
        Self::CounterAttack,
        Self::FightEnded,
        Self::Called,
        Self::Answered,
        Self::UltimatumSet,
        Self::UltimatumExpired,
        Self::Moved,
        Self::Voted,
        Self::MotionFailed,
        Self::Sanctioned,
        Self::SanctionsLifted,
        Self::AidOffered,
        Self::AidAccepted,
        Self::AccessAsked,
        Self::AccessGranted,
        Self::AccessDenied,
        Self::Invited,
        Self::LeaseSuspended,
        Self::LeftBloc,
        Self::LevelRaised,
        Self::FrontOpened,
        Self::FrontDeaths,
        Self::Mediated,
        Self::DisputeClosed,
        Self::Decided,
        Self::Refused,
    ];

    /// Its name as files show it: `raid_began`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ColdSpellBegan => "cold_spell_began",
            Self::ColdSpellEnded => "cold_spell_ended",
            Self::RainFailed => "rain_failed",
            Self::Withheld => "withheld",
            Self::Resumed => "resumed",
            Self::ShortageBegan => "shortage_began",
            Self::ShortageEnded => "shortage_ended",
            Self::HouseholdsCut => "households_cut",
            Self::StoreEmptied => "store_emptied",
            Self::Settled => "settled",
            Self::Breached => "breached",
            Self::Excused => "excused",
            Self::RouteClosed => "route_closed",
            Self::RouteOpened => "route_opened",
            Self::ProtestBegan => "protest_began",
            Self::ProtestGrew => "protest_grew",
            Self::ProtestEnded => "protest_ended",
            Self::RiotBegan => "riot_began",
            Self::RiotEnded => "riot_ended",
            Self::Casualties => "casualties",
            Self::Conceded => "conceded",
            Self::CrackdownBegan => "crackdown_began",
            Self::CrackdownEnded => "crackdown_ended",
            Self::IncitementBegan => "incitement_began",
            Self::IncitementExposed => "incitement_exposed",
            Self::StrikeBegan => "strike_began",
            Self::StrikeEnded => "strike_ended",
            Self::FacilityStopped => "facility_stopped",
            Self::FacilityResumed => "facility_resumed",
            Self::PayRaised => "pay_raised",
            Self::Dismissed => "dismissed",
            Self::ReplacementsSent => "replacements_sent",
            Self::ReplacementsArrived => "replacements_arrived",
            Self::GateRiot => "gate_riot",
            Self::GateCasualties => "gate_casualties",
            Self::GateRiotEnded => "gate_riot_ended",
            Self::TaskBegan => "task_began",
            Self::ProjectReady => "project_ready",
            Self::Slipped => "slipped",
            Self::BroughtForward => "brought_forward",
            Self::Scrubbed => "scrubbed",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Postponed => "postponed",
            Self::Destroyed => "destroyed",
            Self::PurposeSuspected => "purpose_suspected",
            Self::PurposeRevealed => "purpose_revealed",
            Self::WeaponReady => "weapon_ready",
            Self::CapabilityDegraded => "capability_degraded",
            Self::CapabilityRestored => "capability_restored",
            Self::Reconstituted => "reconstituted",
            Self::Jammed => "jammed",
            Self::Inspected => "inspected",
            Self::Departed => "departed",
            Self::Landed => "landed",
            Self::Closed => "closed",
            Self::Cordoned => "cordoned",
            Self::CordonLifted => "cordon_lifted",
            Self::StagingBegan => "staging_began",
            Self::ForceReady => "force_ready",
            Self::Withdrew => "withdrew",
            Self::OperationLaunched => "operation_launched",
            Self::OperationEnded => "operation_ended",
            Self::Demonstrated => "demonstrated",
            Self::Detected => "detected",
            Self::RaidBegan => "raid_began",
            Self::LiftLost => "lift_lost",
            Self::OperationAborted => "operation_aborted",
            Self::Dropped => "dropped",
            Self::Assault => "assault",
            Self::ThirdArmyChose => "third_army_chose",
            Self::Losses => "losses",
            Self::Broke => "broke",
            Self::Captured => "captured",
            Self::Seized => "seized",
            Self::CounterAttack => "counter_attack",
            Self::FightEnded => "fight_ended",
            Self::Called => "called",
            Self::Answered => "answered",
            Self::UltimatumSet => "ultimatum_set",
            Self::UltimatumExpired => "ultimatum_expired",
            Self::Moved => "moved",
            Self::Voted => "voted",
            Self::MotionFailed => "motion_failed",
            Self::Sanctioned => "sanctioned",
            Self::SanctionsLifted => "sanctions_lifted",
            Self::AidOffered => "aid_offered",
            Self::AidAccepted => "aid_accepted",
            Self::AccessAsked => "access_asked",
            Self::AccessGranted => "access_granted",
            Self::AccessDenied => "access_denied",
            Self::Invited => "invited",
            Self::LeaseSuspended => "lease_suspended",
            Self::LeftBloc => "left_bloc",
            Self::LevelRaised => "level_raised",
            Self::FrontOpened => "front_opened",
            Self::FrontDeaths => "front_deaths",
            Self::Mediated => "mediated",
            Self::DisputeClosed => "dispute_closed",
            Self::Decided => "decided",
            Self::Refused => "refused",
        }
    }
}
