//! A run as it unfolds.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Changes, Party, Position};

/// A run, with all that a map in time and a chronicle need.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Story {
    /// What to call the run in addresses.
    pub run: String,
    /// The scenario's id or name.
    pub scenario: String,
    /// The scenario's title.
    pub title: String,
    /// The run's seed.
    pub seed: u64,
    /// What is changed about the scenario.
    pub changes: Changes,
    /// Hash of the log.
    pub log_hash: String,
    /// Civil date of minute 0.
    pub starts: String,
    /// Its last minute.
    pub ends: u32,
    /// When the incident came about, if it did.
    pub incident: Option<u32>,
    /// When the fight was over that it is, if it came about; of anything else, when it came about.
    pub incident_over: Option<u32>,
    /// How it ended: the text of the first result that holds.
    pub result: Option<String>,
    /// The parties.
    pub parties: Vec<Party>,
    /// Forces, facilities, airfields and cities.
    pub entities: Vec<Entity>,
    /// All records of the log, in its order.
    pub events: Vec<Happening>,
    /// Quantities day by day.
    pub quantities: Vec<Quantity>,
    /// Contracts, as flows between parties.
    pub flows: Vec<Flow>,
}

/// Kinds of entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A force.
    Force,
    /// A facility.
    Facility,
    /// An airfield.
    Airfield,
    /// A city.
    City,
}

/// Something that has places.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Entity {
    /// Kind and id: `force.rangers`.
    pub path: String,
    /// Its name.
    pub title: String,
    /// Kind.
    pub kind: EntityKind,
    /// Its party's id, if it has one.
    pub party: Option<String>,
    /// Symbol code of APP-6(D); cities have none.
    pub sidc: Option<String>,
    /// Its stays, in the order of time.
    pub stays: Vec<Stay>,
    /// Its ways, in the order of time; forces only.
    pub legs: Vec<Leg>,
    /// Its strength, in the order of time; forces only.
    pub strength: Vec<Strength>,
    /// Its states, in the order of time; facilities and cities only.
    pub states: Vec<State>,
}

/// A stay at a place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Stay {
    /// The place's name.
    pub place: String,
    /// Where.
    pub at: Position,
    /// Its first minute.
    pub from: u32,
    /// Its last minute.
    pub until: u32,
}

/// A way.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Leg {
    /// From where, by name.
    pub from: String,
    /// To where, by name.
    pub to: String,
    /// Take-off or setting out.
    pub departs: u32,
    /// Touch-down or arrival.
    pub arrives: u32,
    /// By which way, in words.
    pub way: String,
    /// Its points with their minutes: minute, longitude, latitude. Empty where the way is not told.
    pub course: Vec<(f64, f64, f64)>,
    /// Number of the record that it ends with.
    pub record: usize,
}

/// A force's strength from a minute on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Strength {
    /// From when.
    pub at: u32,
    /// People fit to fight; none where the log does not tell.
    pub people: Option<f64>,
    /// In words: "240 people, 10 aircraft".
    pub text: String,
}

/// The state of a facility or a city from a minute on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct State {
    /// From when.
    pub at: u32,
    /// What: `in operation`, `riot`.
    pub name: String,
}

/// A record of the log.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Happening {
    /// Its number.
    pub number: usize,
    /// When.
    pub at: u32,
    /// Its kind: `raid_began`.
    pub kind: String,
    /// The domain that it comes from.
    pub domain: String,
    /// What happened, in a sentence.
    pub text: String,
    /// The same with its main cause, as the chronicle has it; none where the chronicle leaves it out.
    pub told: Option<String>,
    /// Id of the party whose it is, if any.
    pub party: Option<String>,
    /// Path of whom or what it happens to, or who does it.
    pub entity: Option<String>,
    /// Where, if the log says.
    pub place: Option<Position>,
    /// Numbers of the records among its causes, the main one first.
    pub causes: Vec<usize>,
}

/// What a quantity is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuantityOf {
    /// A party.
    Party,
    /// A city.
    City,
    /// A facility or its crews.
    Facility,
    /// Two parties: how tense it is between them.
    Pair,
    /// The scenario: an outcome.
    Scenario,
}

/// A quantity, day by day.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Quantity {
    /// What kind of quantity, stable: `protest`, `treasury`.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// Its unit; `1` for a ratio.
    pub unit: String,
    /// What it is of.
    pub of: QuantityOf,
    /// Path of what it is of; two, joined by `+`, for a pair.
    pub path: String,
    /// Id of the party whose chart it belongs into, if any.
    pub party: Option<String>,
    /// Its value at the first instant of each day, from day 0.
    pub days: Vec<f64>,
}

/// A contract as a flow.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Flow {
    /// The contract's path.
    pub path: String,
    /// Its name.
    pub title: String,
    /// What flows.
    pub good: String,
    /// Id of the seller.
    pub seller: String,
    /// Id of the buyer.
    pub buyer: String,
    /// From where to where it is drawn; none where the scenario says no place of one of them.
    pub between: Option<(Position, Position)>,
    /// What is agreed, in `unit`.
    pub agreed: f64,
    /// The unit of what is agreed.
    pub unit: String,
    /// Share of what is agreed that is delivered, at the first instant of each day.
    pub delivered: Vec<f64>,
}
