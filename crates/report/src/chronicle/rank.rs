//! How much a record matters to somebody who reads the run for the first time.
//!
//! A kind has its rank; what led to the incident (or to what came instead) ranks higher, the like of what was there
//! before ranks lower, and so do projects that nobody fears. The numbers only order lines: they are a matter of taste,
//! not of a model.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use powderkeg_engine::event::{Event, Kind, Level};
use powderkeg_engine::id::{PartyId, ProjectId};

use crate::pivot::ordered;
use crate::run::Run;
use crate::sentence::clause;
use crate::turn;

/// Records of this rank are told whatever the room, if they are of a battle.
pub(super) const ALWAYS: f64 = 9.0;
/// Records below this rank are not told even where there is room.
pub(crate) const LEAST: f64 = 1.5;
/// What led to the incident ranks so much higher.
const LED_TO_IT: f64 = 1.0;
/// The first of its kind ranks so much higher.
const FIRST_OF_KIND: f64 = 1.0;
/// Each like of it that came before takes off so much.
const REPETITION: f64 = 1.2;
/// The most that repetition takes off.
const MOST_REPETITION: f64 = 4.0;

/// The ranks of a run's records.
pub(crate) struct Ranks<'a> {
    run: Run<'a>,
    /// What led to the incident, and itself.
    leading: BTreeSet<usize>,
    /// How many records of the same subject came before each.
    before: Vec<u32>,
    first_of_kind: BTreeSet<usize>,
    /// Whether there is a project whose purpose is feared.
    feared: bool,
}

impl<'a> Ranks<'a> {
    pub(crate) fn new(run: &Run<'a>) -> Self {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        let mut before = Vec::new();
        for (position, record) in run.log.records().iter().enumerate() {
            let times = seen.entry(subject(run, &record.event)).or_insert(0);
            before.push(*times);
            *times += 1;
            kinds.entry(record.event.kind().name()).or_insert(position);
        }
        let feared = run.setup.projects.rows().any(|project| project.purpose.is_some());
        Self { run: *run, leading: led_to(run), before, first_of_kind: kinds.into_values().collect(), feared }
    }

    /// The rank of a record.
    pub(crate) fn of(&self, position: usize) -> f64 {
        let record = &self.run.log.records()[position];
        // Decisions are told by what comes of them, but for those that whoever reads this has ordered.
        if ordered(&self.run, record).is_some() {
            return ALWAYS;
        }
        let kind = kind(record.event.kind());
        if kind == 0 {
            return 0.0;
        }
        let rank = f64::from(kind) + self.own(&record.event);
        if rank >= ALWAYS {
            return rank;
        }
        let led = if self.leading.contains(&position) { LED_TO_IT } else { 0.0 };
        let first = if self.first_of_kind.contains(&position) { FIRST_OF_KIND } else { 0.0 };
        rank + led + first - (REPETITION * f64::from(self.before[position])).min(MOST_REPETITION)
    }

    /// The highest rank of the records at some places.
    pub(crate) fn highest(&self, positions: &[usize]) -> f64 {
        positions.iter().map(|&position| self.of(position)).fold(0.0, f64::max)
    }

    /// What an event's content adds to the rank of its kind.
    fn own(&self, event: &Event) -> f64 {
        match *event {
            Event::TaskBegan { project, .. }
            | Event::Slipped { project, .. }
            | Event::BroughtForward { project, .. }
            | Event::Scrubbed { project, .. }
            | Event::Completed { project, .. }
            | Event::Failed { project, .. }
            | Event::Cancelled { project }
            | Event::Postponed { project, .. } => self.project(project),
            Event::LevelRaised { a, b, level } => match level {
                Level::Force | Level::War => 4.0,
                Level::None | Level::Threat | Level::Display if self.on_sides(a, b) => 0.0,
                Level::None | Level::Threat | Level::Display => -3.0,
            },
            // What others are about doesn't change how much they matter.
            _ => 0.0,
        }
    }

    /// Whether both stand in the infobox: between others it is third-rank diplomacy.
    fn on_sides(&self, a: PartyId, b: PartyId) -> bool {
        let sides = &self.run.setup.sides;
        let stands = |party: PartyId| sides.iter().any(|side| side.parties.contains(&party));
        sides.is_empty() || stands(a) && stands(b)
    }

    fn project(&self, project: ProjectId) -> f64 {
        match (self.feared, self.run.setup.projects[project].purpose.is_some()) {
            (true, true) => 2.0,
            (true, false) => -2.0,
            (false, _) => 1.0,
        }
    }
}

/// The incident, or what came instead, with everything that led there.
fn led_to(run: &Run) -> BTreeSet<usize> {
    let mut queue: VecDeque<usize> = match turn::incident(run) {
        Some(incident) => VecDeque::from([incident]),
        None => turn::decisive(run).into(),
    };
    let mut found = BTreeSet::new();
    while let Some(position) = queue.pop_front() {
        if !found.insert(position) {
            continue;
        }
        queue.extend(run.causes_of(&run.log.records()[position]));
    }
    found
}

/// What an event is about: its kind, and its sentence without numbers.
fn subject(run: &Run, event: &Event) -> String {
    let words = run.words();
    match *event {
        Event::ProtestBegan { city, .. }
        | Event::ProtestGrew { city, .. }
        | Event::ProtestEnded { city, .. } => format!("protest {}", words.city(city)),
        // Who noticed is less than what was noticed.
        Event::Detected { force, .. } => format!("detected {}", words.force(force)),
        Event::Called { to, demand, about, .. } => format!("called {} {demand:?} {}", to.0, about.0),
        Event::TaskBegan { project, .. } => format!("task {}", words.project(project)),
        Event::Slipped { project, .. } | Event::BroughtForward { project, .. } => {
            format!("date {}", words.project(project))
        }
        _ => {
            let text = clause(&words, event);
            let told: String = text.chars().filter(|letter| !letter.is_ascii_digit()).collect();
            format!("{} {told}", event.kind().name())
        }
    }
}

/// The rank of a kind, 0 (told by nobody) to 10.
fn kind(kind: Kind) -> u8 {
    match kind {
        Kind::Settled
        | Kind::Voted
        | Kind::Moved
        | Kind::Decided
        | Kind::Refused
        | Kind::ForceReady
        | Kind::FrontDeaths
        | Kind::GateRiotEnded
        | Kind::GateCasualties
        | Kind::ColdSpellEnded
        | Kind::OperationEnded
        | Kind::OperationOver
        | Kind::TroopsPresent
        | Kind::TroopsGone
        | Kind::SweetenerReturned
        | Kind::ProjectReady => 0,
        Kind::TaskBegan
        | Kind::Detected
        | Kind::BroughtForward
        | Kind::ProtestEnded
        | Kind::CrackdownEnded
        | Kind::AccessAsked
        | Kind::Resumed
        | Kind::Excused => 2,
        Kind::ColdSpellBegan
        | Kind::RainFailed
        | Kind::ShortageEnded
        | Kind::StoreEmptied
        | Kind::ProtestGrew
        | Kind::RiotEnded
        | Kind::Slipped
        | Kind::Scrubbed
        | Kind::Departed
        | Kind::StagingBegan
        | Kind::Called
        | Kind::MotionFailed
        | Kind::AidOffered
        | Kind::Sweetened
        | Kind::DisputeClosed
        | Kind::DisputeReopened
        | Kind::UltimatumDropped
        | Kind::ReplacementsSent => 3,
        Kind::ShortageBegan
        | Kind::HouseholdsCut
        | Kind::ProtestBegan
        | Kind::RiotBegan
        | Kind::Conceded
        | Kind::CrackdownBegan
        | Kind::PayRaised
        | Kind::IncitementBegan
        | Kind::Completed
        | Kind::CordonLifted
        | Kind::Mediated
        | Kind::LevelRaised
        | Kind::FacilityResumed
        | Kind::PurposeSuspected => 4,
        Kind::Breached
        | Kind::Casualties
        | Kind::IncitementExposed
        | Kind::Landed
        | Kind::Answered
        | Kind::AidAccepted
        | Kind::AccessGranted
        | Kind::AccessDenied
        | Kind::CapabilityDegraded
        | Kind::CapabilityRestored
        | Kind::Reconstituted
        | Kind::ReplacementsArrived
        | Kind::Demonstrated => 5,
        Kind::Withheld
        | Kind::RouteClosed
        | Kind::RouteOpened
        | Kind::StrikeEnded
        | Kind::FacilityStopped
        | Kind::Dismissed
        | Kind::Closed
        | Kind::Invited
        | Kind::Postponed
        | Kind::SanctionsLifted => 6,
        Kind::StrikeBegan
        | Kind::GateRiot
        | Kind::Sanctioned
        | Kind::Cordoned
        | Kind::Withdrew
        | Kind::Jammed
        | Kind::LeaseSuspended
        | Kind::LeftBloc
        | Kind::UltimatumSet
        | Kind::UltimatumExpired
        | Kind::PurposeRevealed
        | Kind::WeaponReady
        | Kind::Failed
        | Kind::Cancelled
        | Kind::Inspected => 8,
        Kind::Destroyed
        | Kind::OperationLaunched
        | Kind::RaidBegan
        | Kind::LiftLost
        | Kind::OperationAborted
        | Kind::Dropped
        | Kind::Assault
        | Kind::ThirdArmyChose
        | Kind::Losses
        | Kind::Broke
        | Kind::Captured
        | Kind::Seized
        | Kind::CounterAttack
        | Kind::FightEnded
        | Kind::FrontOpened
        | Kind::FrontClosed => 9,
    }
}
