//! What a scenario says, checked and resolved: the engine's only input besides seed and orders.
//!
//! Every number is a [`Num`]: a handle to a parameter with path, unit, range, distribution and
//! source. A run draws each parameter once ([`crate::numbers::Numbers`]). Names are resolved to
//! ids by the reader; a `Setup` has no dangling reference.

mod crisis;
mod doctrine;
mod economy;
mod military;
mod society;
mod technical;

pub use crisis::{
    Access, AccessKind, AccessTerms, Agreement, BlocRule, Decides, Diplomacy, Dyad, Escalation, Leader,
    Party, PartyKind, Pays, Permission, Pledge, Pocket, Trend,
};
pub use doctrine::{
    Agenda, Doctrine, OptionSetup, OrderTemplate, ResultRule, Reward, RewardKind, Scale, Visibility,
};
pub use economy::{
    Consumer, Contract, Good, Price, Producer, RainSupply, Region, Route, RouteLimit, Settles, Trade, Weather,
};
pub use military::{
    Aircraft, Airfield, Battle, Corridor, Force, ForceKind, Forces, Standing, StandingOnFire, StandingOnRaid,
};
pub use society::{City, Grievance, Labour, Replacements, Unrest, Workforce};
pub use technical::{
    Asset, Assets, Campaign, Capability, CapabilityKind, Constellation, Delivers, Facility, MissileDefence,
    Orbit, Project, ProjectKind, Purpose, RestsOn, Task, TaskWeather,
};

use crate::dice::Name;
use crate::id::{
    AgreementId, AircraftId, AirfieldId, CapabilityId, CityId, ConstellationId, ConsumerId, ContractId,
    CorridorId, FacilityId, ForceId, GoodId, NameId, OptionId, OriginId, PartyId, ProducerId, ProjectId,
    RegionId, RouteId, SiteId, Table, WorkforceId,
};
use crate::parameter::{Num, Parameter};
use crate::reading::Reading;
use crate::rule::Slot;
use crate::time::Calendar;

/// A checked scenario.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The page's title.
    pub title: String,
    /// Where the incident is, for infobox and page.
    pub place: Option<SiteId>,
    /// The facts that are the incident: the first that comes about gives the page its date.
    pub incident: Vec<Slot>,
    /// Months and end.
    pub calendar: Calendar,
    /// Civil date of minute 0: year, month, day; for printing only.
    pub starts: (i16, u8, u8),
    /// All entities by their order in the text.
    pub names: Table<NameId, Named>,
    /// Places in the text.
    pub origins: Table<OriginId, Origin>,
    /// All numbers. [`crate::parameter::Num`] indexes it.
    pub parameters: Vec<Parameter>,
    /// What slots of rules mean.
    pub readings: Vec<Reading>,

    /// Parties.
    pub parties: Table<PartyId, Party>,
    /// Starting relations, one row for each ordered pair of parties (`from * parties + to`).
    pub dyads: Vec<Dyad>,
    /// Trends that drive a relation from outside.
    pub trends: Vec<Trend>,
    /// Agreements.
    pub agreements: Table<AgreementId, Agreement>,
    /// Rights of passage and basing.
    pub access: Vec<Access>,
    /// Parameters of the diplomacy domain.
    pub diplomacy: Diplomacy,
    /// Parameters of the escalation domain.
    pub escalation: Escalation,

    /// Weather regions.
    pub regions: Table<RegionId, Region>,
    /// Parameters of the weather domain.
    pub weather: Weather,
    /// Goods.
    pub goods: Table<GoodId, Good>,
    /// Producers.
    pub producers: Table<ProducerId, Producer>,
    /// Consumers.
    pub consumers: Table<ConsumerId, Consumer>,
    /// Contracts.
    pub contracts: Table<ContractId, Contract>,
    /// Routes.
    pub routes: Table<RouteId, Route>,
    /// Parameters of the trade domain.
    pub trade: Trade,

    /// Cities.
    pub cities: Table<CityId, City>,
    /// Parameters of the unrest domain.
    pub unrest: Unrest,
    /// Workforces.
    pub workforces: Table<WorkforceId, Workforce>,
    /// Parameters of the labour domain.
    pub labour: Labour,

    /// Facilities.
    pub facilities: Table<FacilityId, Facility>,
    /// Projects.
    pub projects: Table<ProjectId, Project>,
    /// Parameters of the project domain.
    pub campaign: Campaign,
    /// Capabilities.
    pub capabilities: Table<CapabilityId, Capability>,
    /// Parameters of the capability domain.
    pub assets: Assets,
    /// Constellations.
    pub constellations: Table<ConstellationId, Constellation>,

    /// Places on the map.
    pub sites: Table<SiteId, Site>,
    /// Airfields.
    pub airfields: Table<AirfieldId, Airfield>,
    /// Types of aircraft.
    pub aircraft: Table<AircraftId, Aircraft>,
    /// Forces.
    pub forces: Table<ForceId, Force>,
    /// Ways between places.
    pub corridors: Table<CorridorId, Corridor>,
    /// Parameters of the forces domain.
    pub movement: Forces,
    /// Parameters of the battle domain.
    pub battle: Battle,

    /// Options of all doctrines.
    pub options: Table<OptionId, OptionSetup>,
    /// Each party's doctrine.
    pub doctrines: Table<PartyId, Doctrine>,
    /// How parties see what isn't theirs.
    pub visibility: Visibility,
    /// Decisions a day that an agenda can take: the total rate of its options is capped there and
    /// shared, so that near-duplicates do not add up.
    pub decisions_per_day: Num,
    /// `[[result]]` rules in order.
    pub results: Vec<ResultRule>,
    /// `[outcome.*]` scales.
    pub outcomes: Vec<Scale>,
    /// `[reward.PARTY.*]`: what a run is worth to whom. No run reads them.
    pub rewards: Vec<Reward>,
    /// Sides of the infobox.
    pub sides: Vec<Side>,
}

/// An entity's name in the scenario and on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The id in the text: `kazakh_brigade`.
    pub id: String,
    /// Kind and id: `force.kazakh_brigade`.
    pub path: String,
    /// What the page calls it: "Kazakh brigade".
    pub title: String,
    /// Where the scenario says so.
    pub origin: OriginId,
}

/// A place in the scenario's text that a cause can point at.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Dotted path: `workforce.baikonur_crews.pay_ratio`.
    pub path: String,
    /// File as shown to people; empty for a built-in default.
    pub file: String,
    /// Line, from 1; 0 for a built-in default.
    pub line: u32,
}

/// A point on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Name.
    pub name: Name,
    /// Latitude, degrees north.
    pub latitude: f64,
    /// Longitude, degrees east.
    pub longitude: f64,
}

/// A column of the infobox.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its heading: "NATO".
    pub title: String,
    /// The parties that stand in it.
    pub parties: Vec<PartyId>,
}

impl Setup {
    /// The id of an entity as rules write it; `?` of none.
    #[must_use]
    pub fn id(&self, name: NameId) -> &str {
        self.names.get(name).map_or("?", |named| named.id.as_str())
    }

    /// The starting relation of `from` toward `to`.
    #[must_use]
    pub fn dyad(&self, from: PartyId, to: PartyId) -> &Dyad {
        &self.dyads[usize::from(from.0) * self.parties.len() + usize::from(to.0)]
    }
}
