//! A run as maps and tables have it: entities with their places over time, and events with theirs.
//!
//! One model that every format is written from. All its texts are [`plain`].

use powderkeg_engine::cause::Cause;
use powderkeg_engine::dice::Name;
use powderkeg_engine::id::{Id, PartyId, SiteId};
use powderkeg_engine::setup::{ProjectKind, Side};
use powderkeg_engine::time::Minute;
use serde_json::Value;

use super::clock::Clock;
use super::movement::{Movement, follow};
use super::place::sites;
use super::route::{Routes, Way, WayPoints};
use super::state::{self, State};
use super::strength::{Fallen, Strength, strengths};
use super::subject::{self, Subject};
use super::symbol::{self, Identity};
use super::text::plain;
use crate::great_circle::Point;
use crate::infobox::sides;
use crate::run::Run;
use crate::sentence::sentence;
use crate::{fields, graph, jsonl};

/// What an export is made from besides the run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Offset of local time from UTC as the scenario writes it, if it does.
    pub utc: Option<&'a str>,
    /// The corridors' way points.
    pub way_points: &'a WayPoints,
    /// The scenario with what is changed about it: the same for runs that differ by luck only.
    pub case: &'a str,
    /// The run's luck: its seed.
    pub rep: &'a str,
}

/// A run as maps and tables have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// The scenario's title.
    pub title: String,
    /// Scenario and changes.
    pub case: String,
    /// Seed.
    pub rep: String,
    /// Tells its times.
    pub clock: Clock,
    /// Its last minute; its first is 0.
    pub ends: Minute,
    /// Parties, whose decisions have no place.
    pub parties: Vec<Party>,
    /// Forces, facilities, airfields and cities, in this order.
    pub entities: Vec<Entity>,
    /// All records of the log, in its order.
    pub events: Vec<Happening>,
}

/// A party.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Kind and id: `party.usa`.
    pub path: String,
    /// What the page calls it.
    pub title: String,
    /// The heading of its column of the infobox, if it stands in one.
    pub side: Option<String>,
    /// Whose side that is.
    pub identity: Identity,
}

/// Kinds of entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A force.
    Force,
    /// A facility.
    Facility,
    /// An airfield.
    Airfield,
    /// A city.
    City,
}

impl Kind {
    /// As the scenario calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Force => "force",
            Self::Facility => "facility",
            Self::Airfield => "airfield",
            Self::City => "city",
        }
    }
}

/// Something that has places.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Kind and id: `force.rangers`.
    pub path: String,
    /// What the page calls it.
    pub title: String,
    /// Kind.
    pub kind: Kind,
    /// Index of its party in [`Track::parties`]; a facility's is its operator; airfields have none.
    pub party: Option<usize>,
    /// Whose side it is on.
    pub identity: Identity,
    /// Symbol code of APP-6(D); cities have none.
    pub sidc: Option<String>,
    /// Its stays, in the order of time.
    pub stays: Vec<Stay>,
    /// Its ways, in the order of time; forces only.
    pub legs: Vec<Leg>,
    /// Its strength, in the order of time; forces only.
    pub strength: Vec<Strength>,
    /// Its losses of people; forces only.
    pub fallen: Vec<Fallen>,
    /// Its states, in the order of time; facilities and cities only.
    pub states: Vec<State>,
}

/// A stay of an entity at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    /// Where.
    pub place: Place,
    /// Its first minute.
    pub from: Minute,
    /// Its last minute.
    pub until: Minute,
}

/// A named place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What the page calls it.
    pub title: String,
    /// Where.
    pub point: Point,
}

/// A way of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// Take-off or setting out.
    pub departs: Minute,
    /// Touch-down or arrival.
    pub arrives: Minute,
    /// By which way, in words: "corridor Over the pamirs", "great circle", "road, drawn as the great circle", "not told".
    pub way: String,
    /// Its points with their minutes; empty where the way is not told.
    pub course: Vec<(Minute, Point)>,
    /// Number in the log of the record that it ends with, from 1.
    pub record: usize,
}

/// A record of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// Its number, from 1.
    pub number: usize,
    /// When.
    pub at: Minute,
    /// Its kind: `raid_began`.
    pub kind: &'static str,
    /// The domain that it comes from.
    pub domain: String,
    /// What happened, in a sentence.
    pub text: String,
    /// Path of whom or what it happens to, or who does it.
    pub entity: Option<String>,
    /// Path of whom it is done to.
    pub other: Option<String>,
    /// Index in [`Track::parties`] of whose it is.
    pub party: Option<usize>,
    /// Where, if the log says.
    pub place: Option<Place>,
    /// Numbers of the records among its causes, the main one first.
    pub causes: Vec<usize>,
    /// Its other causes in words: scenario lines, luck, orders.
    pub grounds: Vec<String>,
    /// Kind and fields, as in log.jsonl.
    pub fields: Value,
}

impl Track {
    /// What a run has for maps and tables.
    #[must_use]
    pub fn of(run: &Run, context: &Context) -> Self {
        let maker = Maker { run, sides: sides(run) };
        let longitude = maker.middle();
        let parties: Vec<Party> = run.setup.parties.ids().map(|id| maker.party(id)).collect();
        let (entities, movements) = maker.entities(context.way_points);
        let events = maker.events(&movements);
        Self {
            title: plain(&run.setup.title),
            case: plain(context.case),
            rep: plain(context.rep),
            clock: Clock::new(run.setup, context.utc, longitude),
            ends: run.ended,
            parties,
            entities,
            events,
        }
    }

    /// Whose something is: the party's title and its side's.
    #[must_use]
    pub fn whose(&self, party: Option<usize>) -> (Option<&str>, Option<&str>) {
        let party = party.and_then(|index| self.parties.get(index));
        (party.map(|row| row.title.as_str()), party.and_then(|row| row.side.as_deref()))
    }
}

struct Maker<'a, 'r> {
    run: &'a Run<'r>,
    sides: Vec<Side>,
}

impl Maker<'_, '_> {
    /// The longitude of what the scenario is about.
    fn middle(&self) -> f64 {
        let setup = self.run.setup;
        let site = setup.place.or_else(|| setup.facilities.rows().next().map(|row| row.site));
        let site = site.or_else(|| setup.sites.ids().next());
        site.and_then(|id| setup.sites.get(id)).map_or(0.0, |row| row.longitude)
    }

    fn title(&self, name: Name) -> String {
        plain(self.run.words().title(name.id))
    }

    fn path(&self, name: powderkeg_engine::id::NameId) -> String {
        plain(self.run.setup.names.get(name).map_or("?", |named| named.path.as_str()))
    }

    fn side(&self, party: PartyId) -> Option<usize> {
        self.sides.iter().position(|side| side.parties.contains(&party))
    }

    fn party(&self, id: PartyId) -> Party {
        let name = self.run.setup.parties[id].name;
        let side = self.side(id);
        Party {
            path: self.path(name.id),
            title: self.title(name),
            side: side.map(|index| plain(&self.sides[index].title)),
            identity: Identity::of_side(side),
        }
    }

    fn place(&self, site: SiteId) -> Option<Place> {
        let row = self.run.setup.sites.get(site)?;
        let point = Point { latitude: row.latitude, longitude: row.longitude };
        Some(Place { title: self.title(row.name), point })
    }

    /// An entity without anything over time.
    fn entity(&self, kind: Kind, name: Name, party: Option<PartyId>) -> Entity {
        let identity = Identity::of_side(party.and_then(|party| self.side(party)));
        Entity {
            path: self.path(name.id),
            title: self.title(name),
            kind,
            party: party.map(Id::index),
            identity,
            sidc: None,
            stays: Vec::new(),
            legs: Vec::new(),
            strength: Vec::new(),
            fallen: Vec::new(),
            states: Vec::new(),
        }
    }

    fn always(&self, site: Option<SiteId>) -> Vec<Stay> {
        let place = site.and_then(|site| self.place(site));
        place.map(|place| Stay { place, from: Minute(0), until: self.run.ended }).into_iter().collect()
    }

    fn entities(&self, way_points: &WayPoints) -> (Vec<Entity>, Vec<Movement>) {
        let setup = self.run.setup;
        let routes = Routes::new(*self.run, way_points);
        let movements: Vec<Movement> = setup.forces.ids().map(|id| follow(self.run, &routes, id)).collect();
        let forces =
            setup.forces.rows().zip(&movements).zip(strengths(self.run)).map(|((row, moved), strength)| {
                let entity = self.entity(Kind::Force, row.name, Some(row.of));
                Entity {
                    sidc: Some(symbol::force(entity.identity, row.kind)),
                    stays: moved.stays.iter().filter_map(|stay| self.stay(stay)).collect(),
                    legs: moved.legs.iter().filter_map(|leg| self.leg(leg)).collect(),
                    strength: strength.over_time,
                    fallen: strength.fallen,
                    ..entity
                }
            });
        let facilities = setup.facilities.iter().map(|(id, row)| {
            let fills = |project: &powderkeg_engine::setup::Project| {
                project.at == id && project.kind == ProjectKind::Filling
            };
            let entity = self.entity(Kind::Facility, row.name, Some(row.operator));
            let sidc = symbol::facility(entity.identity, setup.projects.rows().any(fills));
            let states = tamed(state::of_facility(self.run, id));
            Entity { sidc: Some(sidc), stays: self.always(Some(row.site)), states, ..entity }
        });
        let airfields = setup.airfields.rows().map(|row| {
            let operator = row.facility.map(|facility| setup.facilities[facility].operator);
            let entity = self.entity(Kind::Airfield, row.name, operator);
            Entity {
                sidc: Some(symbol::airfield(entity.identity)),
                stays: self.always(Some(row.site)),
                ..entity
            }
        });
        let cities = setup.cities.iter().map(|(id, row)| Entity {
            stays: self.always(row.site),
            states: tamed(state::of_city(self.run, id)),
            ..self.entity(Kind::City, row.name, Some(row.party))
        });
        let entities = forces.chain(facilities).chain(airfields).chain(cities).collect();
        (entities, movements)
    }

    fn stay(&self, stay: &super::movement::Stay) -> Option<Stay> {
        Some(Stay { place: self.place(stay.site)?, from: stay.from, until: stay.until })
    }

    fn leg(&self, leg: &super::movement::Leg) -> Option<Leg> {
        let way = match leg.way {
            Way::Corridor(id) => format!("corridor {}", self.title(self.run.setup.corridors[id].name)),
            Way::Straight => "great circle".into(),
            Way::Road => "road, drawn as the great circle".into(),
            Way::Untold => "not told".into(),
        };
        Some(Leg {
            from: self.place(leg.from)?,
            to: self.place(leg.to)?,
            departs: leg.departs,
            arrives: leg.arrives,
            way,
            course: leg.course.clone(),
            record: leg.record,
        })
    }

    fn events(&self, movements: &[Movement]) -> Vec<Happening> {
        let (run, setup) = (self.run, self.run.setup);
        let subjects: Vec<Subject> =
            run.log.records().iter().map(|record| subject::of(setup, &record.event)).collect();
        let sites = sites(run, &subjects, movements);
        let told = |(index, record): (usize, &powderkeg_engine::log::Record)| {
            let subject = subjects[index];
            let (mut causes, mut grounds) = (Vec::new(), Vec::new());
            for &cause in run.log.causes(record) {
                match cause {
                    Cause::Event(id) => causes.extend(run.log.position(id).map(|position| position + 1)),
                    Cause::Given(_) | Cause::Chance(_) | Cause::Order(_) => {
                        grounds.push(plain(&graph::source(run, cause)));
                    }
                }
            }
            Happening {
                number: index + 1,
                at: record.id.at,
                kind: record.event.kind().name(),
                domain: jsonl::domain(record),
                text: plain(&sentence(&run.words(), &record.event)),
                entity: subject.entity.map(|name| self.path(name)),
                other: subject.other.map(|name| self.path(name)),
                party: subject.party.map(Id::index),
                place: sites[index].and_then(|site| self.place(site)),
                causes,
                grounds,
                fields: shown(fields::event(setup, &record.event)),
            }
        };
        run.log.records().iter().enumerate().map(told).collect()
    }
}

/// Fields with all their texts [`plain`].
fn shown(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(plain(&text)),
        Value::Array(items) => items.into_iter().map(shown).collect(),
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, shown(value))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

fn tamed(mut states: Vec<State>) -> Vec<State> {
    for state in &mut states {
        state.text = plain(&state.text);
    }
    states
}

impl Entity {
    /// Where it is told to be: pieces of unbroken time, each with at least two moments, between which it stands still or
    /// keeps to its course.
    #[must_use]
    pub fn pieces(&self) -> Vec<Vec<(Minute, Point)>> {
        let stays = self.stays.iter().map(|stay| {
            let point = stay.place.point;
            vec![(stay.from, point), (stay.until, point)]
        });
        let legs = self.legs.iter().filter(|leg| !leg.course.is_empty()).map(|leg| leg.course.clone());
        let mut all: Vec<Vec<(Minute, Point)>> = stays.chain(legs).collect();
        all.sort_by_key(|piece| (piece.first().map(|row| row.0), piece.last().map(|row| row.0)));
        let mut pieces: Vec<Vec<(Minute, Point)>> = Vec::new();
        for next in all {
            match pieces.last_mut() {
                Some(piece) if piece.last() == next.first() => piece.extend(next.into_iter().skip(1)),
                _ => pieces.push(next),
            }
        }
        for piece in &mut pieces {
            piece.dedup();
        }
        pieces.retain(|piece| piece.len() > 1);
        pieces
    }

    /// Longitude and latitude of where it stays at a minute, if it does.
    #[must_use]
    pub fn place_at(&self, at: Minute) -> Option<(f64, f64)> {
        let stays = self.stays.iter().rev();
        let point =
            stays.filter(|stay| stay.from <= at && at <= stay.until).map(|stay| stay.place.point).next()?;
        Some((point.longitude, point.latitude))
    }
}
