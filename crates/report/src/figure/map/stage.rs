//! What a map shows of a run: its places, and the ways that the log says were gone.

use powderkeg_engine::event::Event;
use powderkeg_engine::id::{ForceId, Id, PartyId, SiteId};
use powderkeg_engine::setup::{Side, Site};

use super::view::{Place, distance_km};
use crate::infobox;
use crate::run::Run;

/// Places nearer to each other than this are one, km.
const SAME_KM: f64 = 1.5;

/// What a place is on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Where people live.
    City,
    /// Where forces stand, or set out from.
    Base,
    /// What the crisis is about: works, dams, launch sites.
    Facility,
}

/// A place.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub at: Place,
    pub title: String,
    pub kind: Kind,
    /// The side of those whose forces stand there, or who run it.
    pub side: Option<usize>,
    /// What is labelled first.
    pub weight: f64,
}

/// What was flown or driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Means {
    /// A force moved.
    Movement,
    /// An operation set out.
    Operation,
}

/// A way, from place to place.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub from: Place,
    pub to: Place,
    pub means: Means,
    pub side: Option<usize>,
    /// "from Bagram to the Baikonur Cosmodrome".
    pub title: String,
    /// How often.
    pub times: u32,
}

/// All that is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Stage {
    pub spots: Vec<Spot>,
    pub ways: Vec<Way>,
    /// The infobox's sides.
    pub sides: Vec<Side>,
}

impl Stage {
    /// Of a run.
    pub(super) fn of(run: &Run) -> Self {
        let mut stage = Self { sides: infobox::sides(run), ..Self::default() };
        let (ways, gone) = stage.ways(run);
        stage.ways = ways;
        stage.facilities(run);
        stage.bases(run, &gone);
        stage.cities(run);
        stage.spots.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.title.cmp(&b.title)));
        stage
    }

    /// Which of the three colours a party has.
    pub(super) fn side(&self, party: PartyId) -> Option<usize> {
        self.sides.iter().position(|side| side.parties.contains(&party)).map(|side| side.min(2))
    }

    fn facilities(&mut self, run: &Run) {
        let setup = run.setup;
        for facility in setup.facilities.rows() {
            let weight = if setup.place == Some(facility.site) { 100.0 } else { 80.0 };
            let title = capital(run.words().title(facility.name.id));
            self.add(run, facility.site, title, Kind::Facility, self.side(facility.operator), weight);
        }
    }

    fn bases(&mut self, run: &Run, gone: &[(SiteId, ForceId)]) {
        let standing = run.setup.forces.iter().map(|(id, force)| (force.at, id));
        for (site, force) in gone.iter().copied().chain(standing) {
            let weight = if gone.iter().any(|row| row.0 == site) { 70.0 } else { 40.0 };
            let title = capital(run.words().title(run.setup.sites[site].name.id));
            self.add(run, site, title, Kind::Base, self.side(run.setup.forces[force].of), weight);
        }
    }

    fn cities(&mut self, run: &Run) {
        for city in run.setup.cities.rows() {
            let Some(site) = city.site else { continue };
            let people = run.numbers[city.population].max(1.0);
            let title = run.words().title(city.name.id).to_string();
            self.add(run, site, title, Kind::City, self.side(city.party), libm::log10(people) * 5.0);
        }
    }

    /// Adds a place, unless one is there already.
    fn add(&mut self, run: &Run, site: SiteId, title: String, kind: Kind, side: Option<usize>, weight: f64) {
        let Some(at) = place(&run.setup.sites[site]) else { return };
        let is_known = |spot: &&mut Spot| spot.title == title || distance_km(spot.at, at) < SAME_KM;
        match self.spots.iter_mut().find(is_known) {
            Some(known) => known.weight = known.weight.max(weight),
            None => self.spots.push(Spot { at, title, kind, side, weight }),
        }
    }

    /// The ways, each once, and the sites at their ends with the forces that were there.
    fn ways(&self, run: &Run) -> (Vec<Way>, Vec<(SiteId, ForceId)>) {
        let setup = run.setup;
        let mut stands: Vec<SiteId> = setup.forces.rows().map(|force| force.at).collect();
        let mut rows: Vec<(SiteId, SiteId, Means, ForceId, u32)> = Vec::new();
        for record in run.log.records() {
            let (force, to, means) = match record.event {
                Event::Departed { force, to } => (force, to, Means::Movement),
                Event::OperationLaunched { force, on, .. } => {
                    (force, setup.facilities[on].site, Means::Operation)
                }
                Event::Landed { force, at, .. } | Event::Closed { force, at, .. } => {
                    stands[force.index()] = at;
                    continue;
                }
                Event::Withdrew { force, to } => {
                    stands[force.index()] = to;
                    continue;
                }
                // Nothing else moves anybody.
                _ => continue,
            };
            let from = stands[force.index()];
            let side = self.side(setup.forces[force].of);
            let same = |row: &&mut (SiteId, SiteId, Means, ForceId, u32)| {
                (row.0, row.1, row.2) == (from, to, means) && self.side(setup.forces[row.3].of) == side
            };
            match rows.iter_mut().find(same) {
                Some(row) => row.4 += 1,
                None => rows.push((from, to, means, force, 1)),
            }
        }
        let gone = rows.iter().flat_map(|row| [(row.0, row.3), (row.1, row.3)]).collect();
        let way = |(from, to, means, force, times): (SiteId, SiteId, Means, ForceId, u32)| {
            let ends = [from, to].map(|site| run.words().site(site));
            Some(Way {
                from: place(&setup.sites[from])?,
                to: place(&setup.sites[to])?,
                means,
                side: self.side(setup.forces[force].of),
                title: format!("{} from {} to {}", run.words().force(force), ends[0], ends[1]),
                times,
            })
        };
        let is_long = |way: &Way| distance_km(way.from, way.to) > SAME_KM;
        (rows.into_iter().filter_map(way).filter(is_long).collect(), gone)
    }
}

fn place(site: &Site) -> Option<Place> {
    let is_place = site.latitude.abs() <= 90.0 && site.longitude.abs() <= 360.0;
    is_place.then_some((site.latitude, site.longitude))
}

/// A label begins with a capital, and without an article.
fn capital(title: &str) -> String {
    crate::words::capitalised(title.strip_prefix("the ").unwrap_or(title))
}
