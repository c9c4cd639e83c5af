//! What an event is about: who acts or suffers it, and where.

use powderkeg_engine::dice::Name;
use powderkeg_engine::event::Event;
use powderkeg_engine::id::{CityId, FacilityId, ForceId, NameId, PartyId, ProjectId, SiteId, WorkforceId};
use powderkeg_engine::setup::Setup;

/// What an event is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Whom or what it happens to, or who does it.
    pub entity: Option<NameId>,
    /// Whom it is done to.
    pub other: Option<NameId>,
    /// Whose it is.
    pub party: Option<PartyId>,
    /// The force that it is about, whose place is its place where it has none of its own.
    pub force: Option<ForceId>,
    /// Where.
    pub site: Option<SiteId>,
}

/// What an event is about. Exhaustive, so that a new event says where it is.
#[must_use]
pub fn of(setup: &Setup, event: &Event) -> Subject {
    let about = About(setup);
    match *event {
        Event::ColdSpellBegan { region, .. }
        | Event::ColdSpellEnded { region, .. }
        | Event::RainFailed { region, .. } => nowhere(setup.regions[region].name),
        Event::Withheld { party, .. }
        | Event::Resumed { party, .. }
        | Event::Conceded { party, .. }
        | Event::CrackdownBegan { party }
        | Event::CrackdownEnded { party, .. }
        | Event::Decided { party, .. }
        | Event::Refused { party, .. } => about.party(party),
        Event::ShortageBegan { consumer, .. }
        | Event::ShortageEnded { consumer, .. }
        | Event::HouseholdsCut { consumer, .. }
        | Event::StoreEmptied { consumer } => about.party(setup.consumers[consumer].party),
        Event::Settled { contract, .. }
        | Event::Breached { contract, .. }
        | Event::Excused { contract, .. } => {
            let row = &setup.contracts[contract];
            about.parties(row.seller, row.buyer)
        }
        Event::RouteClosed { route, by } | Event::RouteOpened { route, by } => {
            Subject { other: Some(setup.routes[route].name.id), ..about.party(by) }
        }
        Event::ProtestBegan { city, .. }
        | Event::ProtestGrew { city, .. }
        | Event::ProtestEnded { city, .. }
        | Event::RiotBegan { city, .. }
        | Event::RiotEnded { city, .. }
        | Event::Casualties { city, .. } => about.city(city),
        Event::IncitementBegan { by, among, .. } | Event::IncitementExposed { by, among } => {
            about.parties(by, among)
        }
        Event::StrikeBegan { workforce }
        | Event::StrikeEnded { workforce, .. }
        | Event::PayRaised { workforce, .. }
        | Event::Dismissed { workforce, .. }
        | Event::ReplacementsSent { workforce, .. }
        | Event::ReplacementsArrived { workforce, .. }
        | Event::GateRiot { workforce, .. }
        | Event::GateCasualties { workforce, .. }
        | Event::GateRiotEnded { workforce } => about.workforce(workforce),
        Event::FacilityStopped { facility, .. }
        | Event::FacilityResumed { facility, .. }
        | Event::TroopsPresent { facility, .. }
        | Event::TroopsGone { facility }
        | Event::FightEnded { on: facility, .. } => about.facility(facility),
        Event::TaskBegan { project, .. }
        | Event::ProjectReady { project }
        | Event::Slipped { project, .. }
        | Event::BroughtForward { project, .. }
        | Event::Scrubbed { project, .. }
        | Event::Completed { project, .. }
        | Event::Failed { project, .. }
        | Event::Cancelled { project }
        | Event::Postponed { project, .. }
        | Event::Destroyed { project }
        | Event::PurposeRevealed { project, .. }
        | Event::WeaponReady { project }
        | Event::Inspected { project, .. } => about.project(project),
        // Watched and jammed from elsewhere.
        Event::PurposeSuspected { party, project, .. } | Event::Jammed { project, by: party } => {
            Subject { other: Some(setup.projects[project].name.id), ..about.party(party) }
        }
        Event::CapabilityDegraded { capability, .. }
        | Event::CapabilityRestored { capability, .. }
        | Event::Reconstituted { capability, .. } => about.party(setup.capabilities[capability].of),
        Event::Landed { force, at, .. } | Event::Closed { force, at, .. } => about.force_at(force, at),
        Event::Cordoned { force, facility } | Event::CordonLifted { force, facility } => {
            about.force_on(force, facility)
        }
        Event::RaidBegan { force, on, .. }
        | Event::OperationAborted { force, on, .. }
        | Event::Assault { force, on, .. }
        | Event::Broke { force, on }
        | Event::Seized { force, on }
        | Event::CounterAttack { force, on, .. } => about.force_on(force, on),
        Event::OperationLaunched { force, on, .. } => {
            Subject { other: Some(setup.facilities[on].name.id), ..about.force(force) }
        }
        Event::Departed { force, .. }
        | Event::Withdrew { force, .. }
        | Event::StagingBegan { force }
        | Event::ForceReady { force }
        | Event::OperationEnded { force, .. }
        | Event::OperationOver { force }
        | Event::LiftLost { force, .. }
        | Event::Dropped { force, .. }
        | Event::ThirdArmyChose { force, .. }
        | Event::Losses { force, .. }
        | Event::Captured { force, .. } => about.force(force),
        Event::Demonstrated { force, at } => {
            Subject { other: Some(setup.parties[at].name.id), ..about.force(force) }
        }
        Event::Detected { by, force } => {
            Subject { other: Some(setup.forces[force].name.id), force: Some(force), ..about.party(by) }
        }
        Event::Called { by, to, .. }
        | Event::Answered { by: to, to: by, .. }
        | Event::UltimatumSet { by, to, .. }
        | Event::UltimatumExpired { by, to, .. }
        | Event::UltimatumDropped { by, to, .. }
        | Event::Sweetened { by, to, .. }
        | Event::SweetenerReturned { by, to, .. }
        | Event::Moved { by, on: to, .. }
        | Event::Sanctioned { bloc: by, on: to, .. }
        | Event::SanctionsLifted { bloc: by, on: to }
        | Event::MotionFailed { bloc: by, on: to, .. }
        | Event::Voted { member: by, bloc: to, .. }
        | Event::AidOffered { by, to, .. }
        | Event::AidAccepted { by, from: to, .. }
        | Event::AccessAsked { by, over: to, .. }
        | Event::AccessGranted { over: by, to, .. }
        | Event::AccessDenied { over: by, to, .. }
        | Event::Invited { by, party: to }
        | Event::LeftBloc { party: by, bloc: to }
        | Event::LevelRaised { a: by, b: to, .. }
        | Event::FrontOpened { a: by, b: to, .. }
        | Event::FrontClosed { a: by, b: to }
        | Event::FrontDeaths { a: by, b: to, .. }
        | Event::Mediated { by, a: to, .. }
        | Event::DisputeClosed { a: by, b: to }
        | Event::DisputeReopened { a: by, b: to } => about.parties(by, to),
        Event::LeaseSuspended { by, facility } => {
            Subject { party: Some(by), other: Some(setup.parties[by].name.id), ..about.facility(facility) }
        }
    }
}

fn nowhere(name: Name) -> Subject {
    Subject { entity: Some(name.id), ..Subject::default() }
}

struct About<'a>(&'a Setup);

impl About<'_> {
    fn party(&self, party: PartyId) -> Subject {
        Subject { party: Some(party), ..nowhere(self.0.parties[party].name) }
    }

    fn parties(&self, by: PartyId, to: PartyId) -> Subject {
        Subject { other: Some(self.0.parties[to].name.id), ..self.party(by) }
    }

    fn city(&self, city: CityId) -> Subject {
        let row = &self.0.cities[city];
        Subject { party: Some(row.party), site: row.site, ..nowhere(row.name) }
    }

    fn facility(&self, facility: FacilityId) -> Subject {
        let row = &self.0.facilities[facility];
        Subject { party: Some(row.operator), site: Some(row.site), ..nowhere(row.name) }
    }

    fn workforce(&self, workforce: WorkforceId) -> Subject {
        let row = &self.0.workforces[workforce];
        Subject { party: Some(row.employer), other: Some(row.name.id), ..self.facility(row.facility) }
    }

    fn project(&self, project: ProjectId) -> Subject {
        let row = &self.0.projects[project];
        Subject { party: Some(row.by), other: Some(row.name.id), ..self.facility(row.at) }
    }

    fn force(&self, force: ForceId) -> Subject {
        let row = &self.0.forces[force];
        Subject { party: Some(row.of), force: Some(force), ..nowhere(row.name) }
    }

    fn force_at(&self, force: ForceId, site: SiteId) -> Subject {
        Subject { site: Some(site), ..self.force(force) }
    }

    fn force_on(&self, force: ForceId, facility: FacilityId) -> Subject {
        let row = &self.0.facilities[facility];
        Subject { other: Some(row.name.id), ..self.force_at(force, row.site) }
    }
}
