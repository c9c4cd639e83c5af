//! Where a force was, as far as the log says: its stays, and its ways between them.
//!
//! The log gives orders, arrivals and ends. Take-off is worked back from an arrival by the engine's own planning factors
//! (cruise speed, loading and unloading times). A corridor is drawn where the log's times fit one of them only; what cannot
//! be told is left out, never guessed.

use powderkeg_engine::event::Event;
use powderkeg_engine::facility::facility_at;
use powderkeg_engine::id::{FacilityId, ForceId, SiteId};
use powderkeg_engine::log::Record;
use powderkeg_engine::time::Minute;

use super::route::{Course, Routes, Way};
use crate::great_circle::{Point, course};
use crate::run::Run;

/// A stay at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    /// Where.
    pub site: SiteId,
    /// Its first minute.
    pub from: Minute,
    /// Its last minute.
    pub until: Minute,
}

/// A way between two places.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// From where.
    pub from: SiteId,
    /// To where.
    pub to: SiteId,
    /// Take-off or setting out.
    pub departs: Minute,
    /// Touch-down or arrival.
    pub arrives: Minute,
    /// By which way.
    pub way: Way,
    /// Its points with their minutes; empty where the way cannot be told.
    pub course: Vec<(Minute, Point)>,
    /// Number in the log of the record that it ends with, from 1.
    pub record: usize,
}

/// Stays and ways of a force, in the order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Movement {
    /// Stays.
    pub stays: Vec<Stay>,
    /// Ways.
    pub legs: Vec<Leg>,
}

/// Follows a force through the log.
#[must_use]
pub fn follow(run: &Run, routes: &Routes, force: ForceId) -> Movement {
    let start = run.setup.forces[force].at;
    let mut walker = Walker {
        run,
        routes,
        force,
        at: Some((start, Minute(0))),
        task: Task::None,
        by_road: false,
        is_down: true,
        told: Movement::default(),
    };
    for (index, record) in run.log.records().iter().enumerate() {
        walker.hear(record, index + 1);
    }
    walker.finish()
}

/// What a force has set out for.
#[derive(Clone, Copy, Debug)]
enum Task {
    None,
    /// Ordered off to a place; by air or road is told by how it arrives.
    Departed {
        left: Minute,
    },
    /// An operation that flies.
    Launched {
        to: SiteId,
        on: FacilityId,
        launched: Minute,
        arrives: Minute,
        record: usize,
    },
    /// On the way home; whence, if that can be told.
    Home {
        from: Option<SiteId>,
        left: Minute,
    },
}

struct Walker<'a, 'r> {
    run: &'a Run<'r>,
    routes: &'a Routes<'r>,
    force: ForceId,
    /// Where it stands, and since when.
    at: Option<(SiteId, Minute)>,
    task: Task,
    by_road: bool,
    /// Whether it is on the ground where it stands.
    is_down: bool,
    told: Movement,
}

impl Walker<'_, '_> {
    fn hear(&mut self, record: &Record, number: usize) {
        let at = record.id.at;
        self.arrive_by(at);
        match record.event {
            Event::Departed { force, .. } if force == self.force => self.task = Task::Departed { left: at },
            Event::Landed { force, at: site, .. } if force == self.force => self.landed(site, at, number),
            Event::Cordoned { force, facility } if force == self.force => {
                self.marched(self.run.setup.facilities[facility].site, at, number);
            }
            Event::OperationLaunched { force, on, arrives, .. } if force == self.force => {
                self.launched(on, at, arrives, number);
            }
            Event::Dropped { force, .. } if force == self.force => self.is_down = true,
            Event::Withdrew { force, to } if force == self.force => self.withdrew(to, at),
            Event::Closed { force, at: site, .. } if force == self.force => self.closed(site, at, number),
            // All others leave it where it is.
            _ => {}
        }
    }

    /// An operation that has set out arrives when it was to arrive, if nothing has recalled it.
    fn arrive_by(&mut self, now: Minute) {
        let Task::Launched { to, on, launched, arrives, record } = self.task else { return };
        if now < arrives {
            return;
        }
        self.task = Task::None;
        let Some((from, _)) = self.at else { return };
        let course = self.routes.operation(self.force, from, on, (launched, arrives));
        self.travel(from, to, (course.departure(arrives, launched), arrives), &course, record);
        self.at = Some((to, arrives));
        self.is_down = false;
    }

    fn launched(&mut self, on: FacilityId, at: Minute, arrives: Minute, record: usize) {
        let is_there = |(site, _): (SiteId, Minute)| facility_at(self.run.setup, site) == Some(on);
        if !self.at.is_some_and(is_there) {
            let to = self.run.setup.facilities[on].site;
            self.task = Task::Launched { to, on, launched: at, arrives, record };
            self.by_road = false;
        }
    }

    fn landed(&mut self, site: SiteId, at: Minute, record: usize) {
        if let (Task::Departed { left }, Some((from, _))) = (self.task, self.at) {
            let course = self.routes.airlift(self.force, from, site, (left, at));
            let touched = self.routes.before_unloading(at);
            self.travel(from, site, (course.departure(touched, left), touched), &course, record);
            self.at = Some((site, touched));
        } else {
            self.end_stay(at);
            self.at = Some((site, at));
        }
        self.task = Task::None;
        self.by_road = false;
        self.is_down = true;
    }

    fn marched(&mut self, site: SiteId, at: Minute, record: usize) {
        if let (Task::Departed { left }, Some((from, _))) = (self.task, self.at) {
            self.travel(from, site, (left, at), &self.routes.road(from, site), record);
            self.at = Some((site, at));
        }
        self.task = Task::None;
        self.by_road = true;
        self.is_down = true;
    }

    fn withdrew(&mut self, home: SiteId, at: Minute) {
        let recalled = match self.task {
            // Called back on the way: where it turned is not told.
            Task::Departed { left } => Some(left),
            Task::Launched { on, launched, arrives, .. } => {
                let from = self.at.map_or(home, |(site, _)| site);
                let course = self.routes.operation(self.force, from, on, (launched, arrives));
                Some(course.departure(arrives, launched))
            }
            Task::None | Task::Home { .. } => None,
        };
        if let Some(took_off) = recalled {
            self.task = Task::None;
            if took_off < at {
                self.end_stay(took_off);
                self.at = None;
                self.task = Task::Home { from: None, left: at };
            }
            return;
        }
        if self.at.is_some_and(|(site, _)| site != home) {
            self.task = Task::Home { from: self.at.map(|(site, _)| site), left: at };
        }
    }

    /// The last are in: at home, or the last load of an airlift, which changes nothing of where the force is.
    fn closed(&mut self, site: SiteId, at: Minute, record: usize) {
        let Task::Home { from, left } = self.task else { return };
        self.task = Task::None;
        match from {
            Some(from) => {
                let (course, times) = self.way_home(from, site, left, at);
                self.travel(from, site, times, &course, record);
                self.at = Some((site, times.1));
            }
            None => self.at = Some((site, at)),
        }
        self.is_down = true;
    }

    /// By road as it came; in flight, turned over the objective, by a way that is not told; else the flight of the last
    /// load.
    fn way_home(&self, from: SiteId, to: SiteId, left: Minute, at: Minute) -> (Course, (Minute, Minute)) {
        if self.by_road {
            return (self.routes.road(from, to), (left, at));
        }
        if !self.is_down {
            return (Course::untold(), (left, at));
        }
        let course = self.routes.straight(self.force, from, to);
        let touched = self.routes.before_unloading(at).max(left);
        let departs = course.departure(touched, left);
        (course, (departs, touched))
    }

    fn travel(&mut self, from: SiteId, to: SiteId, times: (Minute, Minute), by: &Course, record: usize) {
        let (departs, arrives) = times;
        self.end_stay(departs);
        let span = f64::from(arrives.0.saturating_sub(departs.0));
        let timed = course(&by.points).into_iter().map(|(share, point)| {
            // Within the span: a share is at most 1.
            (Minute(departs.0 + libm::round(share * span) as u32), point)
        });
        let course = timed.collect();
        self.told.legs.push(Leg { from, to, departs, arrives, way: by.way, course, record });
    }

    fn end_stay(&mut self, until: Minute) {
        if let Some((site, from)) = self.at.take() {
            self.told.stays.push(Stay { site, from, until: until.max(from) });
        }
    }

    /// The log ends: who has set out and not arrived is last known where it was.
    fn finish(mut self) -> Movement {
        let ended = self.run.ended;
        self.arrive_by(ended);
        let until = match self.task {
            Task::Departed { left } | Task::Home { left, .. } => left,
            Task::None | Task::Launched { .. } => ended,
        };
        self.end_stay(until);
        self.told
    }
}
