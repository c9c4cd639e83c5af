//! By which way a force went: the corridor whose length fits the times in the log.

use powderkeg_engine::facility::facility_at;
use powderkeg_engine::id::{CorridorId, FacilityId, ForceId, SiteId, Table};
use powderkeg_engine::parameter::Num;
use powderkeg_engine::time::Minute;

use crate::great_circle::{Point, distance_km};
use crate::run::Run;

/// The way points of each corridor, from its `from` to its `to`: latitude and longitude in degrees.
pub type WayPoints = Table<CorridorId, Vec<(f64, f64)>>;

/// By which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Along a corridor.
    Corridor(CorridorId),
    /// By air along the great circle: the scenario has no corridor there, or the engine flies home so.
    Straight,
    /// By road. The model has its length, not its course: it is drawn as the great circle.
    Road,
    /// The log does not tell it.
    Untold,
}

/// A way with its points and its hours of flight.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Which.
    pub way: Way,
    /// Ends and way points; none where it is not told.
    pub points: Vec<Point>,
    /// Hours of flight, where they can be told.
    hours: Option<f64>,
}

impl Course {
    /// A way that is not told.
    #[must_use]
    pub fn untold() -> Self {
        Self { way: Way::Untold, points: Vec::new(), hours: None }
    }

    /// When what arrives at a minute set out: no earlier than `ordered`, and then where nothing tells it.
    #[must_use]
    pub fn departure(&self, arrives: Minute, ordered: Minute) -> Minute {
        self.hours.map_or(ordered, |hours| earlier(arrives, hours)).max(ordered)
    }
}

/// Finds the ways of a run's forces.
pub struct Routes<'a> {
    run: Run<'a>,
    way_points: &'a WayPoints,
}

impl<'a> Routes<'a> {
    /// The ways of a run. Corridors without a row have no way points.
    #[must_use]
    pub fn new(run: Run<'a>, way_points: &'a WayPoints) -> Self {
        Self { run, way_points }
    }

    /// The way of an operation: the engine launches it at one minute and has it arrive at another, after the force's
    /// alert and a flight by its slowest aircraft. It goes to the facility itself, in place of the corridor's end, which may
    /// be one of its airfields.
    #[must_use]
    pub fn operation(
        &self,
        force: ForceId,
        from: SiteId,
        on: FacilityId,
        (launched, arrives): (Minute, Minute),
    ) -> Course {
        let Some(speed) = self.speeds(force).min_by(f64::total_cmp) else { return Course::untold() };
        let alert = self.run.numbers[self.run.setup.forces[force].alert_hours];
        let ends = |site| facility_at(self.run.setup, site) == Some(on);
        let mut course =
            self.fitting(from, ends, speed, |hours| launched.after_hours(alert + hours) == arrives);
        if let Some(last) = course.points.last_mut() {
            *last = self.point(self.run.setup.facilities[on].site);
        }
        course
    }

    /// The way of an airlift, whose first load is on the ground and unloaded at a minute. Without a corridor between the
    /// two the engine flies the great circle.
    #[must_use]
    pub fn airlift(
        &self,
        force: ForceId,
        from: SiteId,
        to: SiteId,
        (left, landed): (Minute, Minute),
    ) -> Course {
        let movement = &self.run.setup.movement;
        let ground = self.run.numbers[movement.load_hours] + self.run.numbers[movement.unload_hours];
        let ends = |site| site == to;
        if self.joining(from, ends).next().is_none() {
            return self.straight(force, from, to);
        }
        let Some(speed) = self.speeds(force).max_by(f64::total_cmp) else { return Course::untold() };
        self.fitting(from, ends, speed, |hours| left.after_hours(ground + hours) == landed)
    }

    /// The great circle by air, at the pace of the slowest aircraft.
    #[must_use]
    pub fn straight(&self, force: ForceId, from: SiteId, to: SiteId) -> Course {
        let Some(speed) = self.speeds(force).min_by(f64::total_cmp) else { return Course::untold() };
        let points = [from, to].map(|site| self.point(site));
        let hours = distance_km(points[0], points[1]) / speed;
        Course { way: Way::Straight, points: points.to_vec(), hours: Some(hours) }
    }

    /// A road, drawn as the great circle.
    #[must_use]
    pub fn road(&self, from: SiteId, to: SiteId) -> Course {
        Course { way: Way::Road, points: vec![self.point(from), self.point(to)], hours: None }
    }

    /// When what is unloaded at a minute touched down.
    #[must_use]
    pub fn before_unloading(&self, unloaded: Minute) -> Minute {
        earlier(unloaded, self.run.numbers[self.run.setup.movement.unload_hours])
    }

    /// The corridor that is the only one, or the only one whose hours of flight fit.
    fn fitting(
        &self,
        from: SiteId,
        ends: impl Fn(SiteId) -> bool,
        speed: f64,
        fits: impl Fn(f64) -> bool,
    ) -> Course {
        let all: Vec<CorridorId> = self.joining(from, ends).collect();
        let hours = |id: CorridorId| self.run.setup.corridors[id].length_km / speed;
        let fit: Vec<CorridorId> = all.iter().copied().filter(|&id| fits(hours(id))).collect();
        let ((&[id], _) | (_, &[id])) = (&all[..], &fit[..]) else { return Course::untold() };
        Course { way: Way::Corridor(id), points: self.points(id, from), hours: Some(hours(id)) }
    }

    fn joining(&self, from: SiteId, ends: impl Fn(SiteId) -> bool) -> impl Iterator<Item = CorridorId> {
        let joins = move |row: &powderkeg_engine::setup::Corridor| {
            row.from == from && ends(row.to) || row.to == from && ends(row.from)
        };
        self.run.setup.corridors.iter().filter(move |(_, row)| joins(row)).map(|(id, _)| id)
    }

    /// A corridor's points as it is flown from one of its ends.
    fn points(&self, id: CorridorId, from: SiteId) -> Vec<Point> {
        let row = &self.run.setup.corridors[id];
        let way = self.way_points.get(id).map_or(&[][..], Vec::as_slice);
        let between = way.iter().map(|&(latitude, longitude)| Point { latitude, longitude });
        let mut points: Vec<Point> =
            std::iter::once(self.point(row.from)).chain(between).chain([self.point(row.to)]).collect();
        if row.from != from {
            points.reverse();
        }
        points
    }

    /// The cruise speeds of the aircraft that carry a force, km/h.
    fn speeds(&self, force: ForceId) -> impl Iterator<Item = f64> {
        let value = |num: Num| self.run.numbers[num];
        let lift = self.run.setup.forces[force].lift.iter();
        // The engine rounds a number of aircraft.
        lift.filter(move |&&(_, number)| libm::round(value(number)) > 0.0)
            .map(move |&(aircraft, _)| value(self.run.setup.aircraft[aircraft].cruise_kmh))
            .filter(|&speed| speed > 0.0)
    }

    fn point(&self, site: SiteId) -> Point {
        let row = &self.run.setup.sites[site];
        Point { latitude: row.latitude, longitude: row.longitude }
    }
}

fn earlier(at: Minute, hours: f64) -> Minute {
    // The cast saturates at 0.
    Minute(at.0.saturating_sub(libm::round(hours * 60.0) as u32))
}
