//! A small theatre on the map, and a raid in it.

use powderkeg_engine::action::{Aim, OperationKind};
use powderkeg_engine::cause::Domain;
use powderkeg_engine::dice::{Key, Name};
use powderkeg_engine::event::{Ending, Event};
use powderkeg_engine::id::{CorridorId, OriginId, SiteId};
use powderkeg_engine::log::Log;
use powderkeg_engine::numbers::Numbers;
use powderkeg_engine::parameter::{Distribution, Num};
use powderkeg_engine::setup::{Corridor, Named, Setup};
use powderkeg_engine::time::Minute;
use powderkeg_report::export::cdf::File;
use powderkeg_report::export::route::WayPoints;
use powderkeg_report::export::track::{Context, Track};
use powderkeg_report::export::{Format, Written, write};
use powderkeg_report::great_circle::{Point, distance_km};
use powderkeg_report::run::Run;

use crate::fixture::{
    ALMATY, BAGRAM, BAIKONUR, BATTALION, BRIGADE, Book, GIVEN, HERCULES, RANGERS, YUBILEYNIY, at, numbers,
    run, setup,
};

pub const HOME: Point = Point { latitude: 34.9461, longitude: 69.265 };
pub const THERE: Point = Point { latitude: 46.055, longitude: 63.25 };
pub const OVER_THE_PAMIRS: [(f64, f64); 2] = [(38.6, 70.4), (42.0, 71.6)];
/// Cruise speed of the only type of aircraft, km/h.
pub const SPEED: f64 = 600.0;
/// Alert of a force, hours.
pub const ALERT: f64 = 22.0;

/// A setup with its forces on the map and two corridors between the same ends.
pub struct Theatre {
    pub setup: Setup,
    pub way_points: WayPoints,
}

impl Theatre {
    pub fn new() -> Self {
        let mut theatre = Self { setup: setup(), way_points: WayPoints::default() };
        for (site, point) in [(BAGRAM, HOME), (YUBILEYNIY, THERE)] {
            let row = &mut theatre.setup.sites[site];
            (row.latitude, row.longitude) = (point.latitude, point.longitude);
        }
        let [ten, speed, alert, load, unload] =
            [10.0, SPEED, ALERT, 1.5, 0.75].map(|value| theatre.num(value));
        theatre.setup.cities[ALMATY].site = Some(YUBILEYNIY);
        theatre.setup.aircraft[HERCULES].cruise_kmh = speed;
        for force in [RANGERS, BATTALION, BRIGADE] {
            theatre.setup.forces[force].alert_hours = alert;
            theatre.setup.forces[force].lift = vec![(HERCULES, ten)];
        }
        theatre.setup.forces[BATTALION].at = YUBILEYNIY;
        theatre.setup.movement.load_hours = load;
        theatre.setup.movement.unload_hours = unload;
        theatre.corridor("straight", &[]);
        theatre.corridor("pamirs", &OVER_THE_PAMIRS);
        theatre
    }

    fn num(&mut self, value: f64) -> Num {
        let mut row = self.setup.parameters[0].clone();
        row.distribution = Distribution::Constant(value);
        self.setup.parameters.push(row);
        Num(self.setup.parameters.len() as u16 - 1)
    }

    pub fn corridor(&mut self, id: &str, way: &[(f64, f64)]) {
        let path = format!("corridor.{id}");
        let named = Named { id: id.into(), path: path.clone(), title: id.into(), origin: OriginId(0) };
        let name = Name { id: self.setup.names.push(named), key: Key::of(&path) };
        let length_km = length_km(way);
        self.setup.corridors.push(Corridor {
            name,
            from: BAGRAM,
            to: YUBILEYNIY,
            length_km,
            crosses: Vec::new(),
        });
        self.way_points.push(way.to_vec());
    }

    pub fn hours(&self, corridor: usize) -> f64 {
        self.setup.corridors[CorridorId(corridor as u16)].length_km / SPEED
    }

    /// A raid over a corridor: launched, landed, fought, gone home.
    pub fn raid(&self, corridor: usize) -> Log {
        let mut book = Book::default();
        let launched = at(189, 4, 0);
        let arrives = launched.after_hours(ALERT + self.hours(corridor));
        book.add(launched, Domain::Forces, launch(arrives), &[GIVEN]);
        let later = |minutes: u32| Minute(arrives.0 + minutes);
        let began = Event::RaidBegan { force: RANGERS, on: BAIKONUR, aim: Aim::Deny };
        let began = book.add(arrives, Domain::Battle, began, &[GIVEN]);
        let dropped = Event::Dropped { force: RANGERS, people: 300, injured: 5, by_parachute: true };
        book.add(later(5), Domain::Battle, dropped, &[began.into()]);
        for (force, killed, wounded, vehicles) in [(RANGERS, 3, 12, 0), (BATTALION, 31, 60, 4)] {
            let losses = Event::Losses { force, killed, wounded, vehicles, aircraft: 0 };
            book.add(later(90), Domain::Battle, losses, &[began.into()]);
        }
        let ended = Event::FightEnded { on: BAIKONUR, ending: Ending::DeniedAndWithdrew, hours: 2.8 };
        let ended = book.add(later(170), Domain::Battle, ended, &[began.into()]);
        let home = Event::Withdrew { force: RANGERS, to: BAGRAM };
        let home = book.add(later(171), Domain::Forces, home, &[ended.into()]);
        let closed = Event::Closed { force: RANGERS, at: BAGRAM, people: 280, vehicles: 0 };
        book.add(later(900), Domain::Forces, closed, &[home.into()]);
        book.log()
    }

    /// Does something with a run of a log.
    pub fn with<T>(&self, log: &Log, act: impl FnOnce(&Run, &Context) -> T) -> T {
        let numbers: Numbers = numbers(&self.setup);
        let run = run(&self.setup, log, &numbers, None);
        let context =
            Context { utc: Some("+06:00"), way_points: &self.way_points, case: "baikonur", rep: "34" };
        act(&run, &context)
    }

    pub fn track(&self, log: &Log) -> Track {
        self.with(log, Track::of)
    }

    pub fn text(&self, log: &Log, format: Format) -> String {
        match self.with(log, |run, context| write(run, context, format)) {
            Written::Text(text) => text,
            Written::Files(_) => panic!("{format:?} is one text"),
        }
    }

    pub fn files(&self, log: &Log) -> Vec<File> {
        match self.with(log, |run, context| write(run, context, Format::Cdf)) {
            Written::Files(files) => files,
            Written::Text(_) => panic!("the tables are several files"),
        }
    }
}

pub fn launch(arrives: Minute) -> Event {
    let kind = OperationKind::Seize;
    Event::OperationLaunched { force: RANGERS, kind, on: BAIKONUR, aim: Aim::Deny, arrives }
}

pub fn length_km(way: &[(f64, f64)]) -> f64 {
    let between = way.iter().map(|&(latitude, longitude)| Point { latitude, longitude });
    let points: Vec<Point> = std::iter::once(HOME).chain(between).chain([THERE]).collect();
    points.windows(2).map(|pair| distance_km(pair[0], pair[1])).sum()
}

/// The site of a force's stay.
pub fn site_of(track: &Track, force: usize, stay: usize) -> SiteId {
    let point = track.entities[force].stays[stay].place.point;
    if point == HOME { BAGRAM } else { YUBILEYNIY }
}
