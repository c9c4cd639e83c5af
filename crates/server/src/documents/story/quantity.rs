//! Quantities of a run, day by day: the small charts beside the map.
//!
//! Each is the truth of a reading that rules can read, or a mean of two, or an outcome of the scenario. What stays the
//! same all the time is left out.

use powderkeg_engine::id::{PartyId, ProjectId, WorkforceId};
use powderkeg_engine::reading::Reading;
use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::World;
use powderkeg_report::words::{Words, capitalised};

use super::super::party::{id_of, path};
use super::watched::Days;
use crate::api::{Quantity, QuantityOf};

/// Where a quantity is looked up.
#[derive(Clone, Copy, Debug)]
enum Source {
    /// The truth of a reading.
    Reading(Reading),
    /// The mean of two: what two parties think of each other.
    Mean(Reading, Reading),
    /// A watcher's belief, by its place on the board.
    Belief(usize),
    /// An outcome, by its place in the setup.
    Outcome(usize),
}

impl Source {
    fn value(self, world: &World) -> f64 {
        let now = world.now();
        match self {
            Self::Reading(reading) => reading.value(&now),
            Self::Mean(one, other) => f64::midpoint(one.value(&now), other.value(&now)),
            Self::Belief(index) => {
                now.board.capability.beliefs.get(index).map_or(0.0, |belief| belief.probability)
            }
            Self::Outcome(index) => world.evaluate(&world.setup().outcomes[index].is),
        }
    }
}

/// A quantity that is noted.
#[derive(Clone, Debug)]
struct Noted {
    name: &'static str,
    title: String,
    unit: String,
    of: QuantityOf,
    path: String,
    party: Option<PartyId>,
    source: Source,
    days: Days,
}

/// All quantities of a run.
#[derive(Clone, Debug)]
pub(super) struct Quantities {
    rows: Vec<Noted>,
    /// Whether the beliefs, which are rows of the board, are among them.
    knows_beliefs: bool,
}

/// A kind of quantity of a party: name, title, unit and reading.
type OfParty = (&'static str, &'static str, &'static str, fn(PartyId) -> Reading);

const OF_PARTIES: [OfParty; 6] = [
    ("protest", "Adults in the streets", "1", Reading::Protest),
    ("legitimacy", "Legitimacy of the government", "1", Reading::Legitimacy),
    ("hardship", "Hardship of the people", "1", Reading::Hardship),
    ("treasury", "Money at hand", "million USD", Reading::Treasury),
    ("strength", "Soldiers fit to fight", "people", Reading::Strength),
    ("killed", "Killed so far", "people", Reading::Killed),
];

impl Quantities {
    /// What there is to note of a scenario.
    pub(super) fn of(setup: &Setup) -> Self {
        let mut all = Gathering { setup, words: Words::new(setup), rows: Vec::new() };
        all.outcomes();
        all.parties();
        all.goods();
        all.cities();
        all.facilities();
        all.pairs();
        Self { rows: all.rows, knows_beliefs: false }
    }

    pub(super) fn note(&mut self, world: &World, at: Minute) {
        if !self.knows_beliefs {
            self.knows_beliefs = true;
            self.add_beliefs(world);
        }
        for row in &mut self.rows {
            row.days.note(at, row.source.value(world));
        }
    }

    /// Who watches what is a row of the board.
    fn add_beliefs(&mut self, world: &World) {
        let setup = world.setup();
        let words = Words::new(setup);
        for (index, belief) in world.board().capability.beliefs.iter().enumerate() {
            self.rows.push(Noted {
                name: "belief",
                title: format!("Belief in what is feared of {}", words.project(belief.project)),
                unit: "1".into(),
                of: QuantityOf::Party,
                path: path(setup, setup.projects[belief.project].name),
                party: Some(belief.watcher),
                source: Source::Belief(index),
                days: Days::default(),
            });
        }
    }
}

/// The quantities that change in a run, as they cross the wire.
pub(super) fn told(quantities: &Quantities, setup: &Setup) -> Vec<Quantity> {
    let moving = quantities.rows.iter().filter(|row| !row.days.is_constant());
    let one = |row: &Noted| Quantity {
        name: row.name.to_string(),
        title: row.title.clone(),
        unit: row.unit.clone(),
        of: row.of,
        path: row.path.clone(),
        party: row.party.map(|party| id_of(setup, party)),
        days: row.days.values().to_vec(),
    };
    moving.map(one).collect()
}

/// Gathers what there is to note, kind by kind.
struct Gathering<'a> {
    setup: &'a Setup,
    words: Words<'a>,
    rows: Vec<Noted>,
}

impl Gathering<'_> {
    fn add(
        &mut self,
        (name, title, unit): (&'static str, String, &str),
        (of, path, party): (QuantityOf, String, Option<PartyId>),
        source: Source,
    ) {
        let (unit, days) = (unit.to_string(), Days::default());
        self.rows.push(Noted { name, title, unit, of, path, party, source, days });
    }

    fn outcomes(&mut self) {
        for (index, outcome) in self.setup.outcomes.iter().enumerate() {
            let title = capitalised(&outcome.name.replace('_', " "));
            let path = format!("outcome.{}", outcome.name);
            let of = (QuantityOf::Scenario, path, None);
            self.add(("outcome", title, &outcome.unit), of, Source::Outcome(index));
        }
    }

    fn parties(&mut self) {
        for (id, party) in self.setup.parties.iter() {
            for (name, title, unit, reading) in OF_PARTIES {
                let of = (QuantityOf::Party, path(self.setup, party.name), Some(id));
                self.add((name, title.into(), unit), of, Source::Reading(reading(id)));
            }
        }
    }

    fn goods(&mut self) {
        let setup = self.setup;
        let of = |name, party| (QuantityOf::Party, path(setup, name), Some(party));
        for (id, row) in setup.consumers.iter() {
            let good = self.words.good(row.good);
            let shortage = ("shortage", format!("Shortage of {good}"), "1");
            self.add(shortage, of(row.name, row.party), Source::Reading(Reading::Shortage(id)));
            let price = ("price", format!("Price of {good}, times the first day's"), "1");
            self.add(price, of(row.name, row.party), Source::Reading(Reading::Price(id)));
        }
        for (id, row) in setup.producers.iter() {
            let title = format!("Revenue from {}", self.words.good(row.good));
            let what = ("revenue", title, "million USD a day");
            self.add(what, of(row.name, row.party), Source::Reading(Reading::Revenue(id)));
        }
    }

    fn cities(&mut self) {
        let setup = self.setup;
        for (id, city) in setup.cities.iter() {
            let of = (QuantityOf::City, path(setup, city.name), Some(city.party));
            let title = "Adults in the streets".to_string();
            self.add(("unrest", title, "1"), of, Source::Reading(Reading::CityProtest(id)));
        }
    }

    fn facilities(&mut self) {
        for (id, facility) in self.setup.facilities.iter() {
            let of = (QuantityOf::Facility, path(self.setup, facility.name), Some(facility.operator));
            let what = ("foreign_troops", "Foreign troops there".into(), "people");
            self.add(what, of, Source::Reading(Reading::ForeignTroops(id)));
        }
        for (id, crew) in self.setup.workforces.iter() {
            self.strike(id, crew.employer);
        }
        for id in self.setup.projects.ids() {
            self.countdown(id);
        }
    }

    fn strike(&mut self, id: WorkforceId, employer: PartyId) {
        let of = (QuantityOf::Facility, path(self.setup, self.setup.workforces[id].name), Some(employer));
        self.add(("striking", "On strike".into(), "1"), of, Source::Reading(Reading::StrikingShare(id)));
    }

    fn countdown(&mut self, id: ProjectId) {
        let project = &self.setup.projects[id];
        let title = format!("{}, days to go", capitalised(self.words.title(project.name.id)));
        let of = (QuantityOf::Facility, path(self.setup, project.name), Some(project.by));
        self.add(("countdown", title, "days"), of, Source::Reading(Reading::ForecastDays(id)));
    }

    /// What is between two parties; trust is the mean of both ways.
    fn pairs(&mut self) {
        let setup = self.setup;
        let ids: Vec<PartyId> = setup.parties.ids().collect();
        for (index, &a) in ids.iter().enumerate() {
            for &b in &ids[index + 1..] {
                let both = [a, b].map(|party| path(setup, setup.parties[party].name));
                let of = || (QuantityOf::Pair, both.join("+"), None);
                let title = "Escalation, from 1 (none) to 5 (war)".to_string();
                self.add(("escalation", title, "1"), of(), Source::Reading(Reading::LevelBetween { a, b }));
                let trust = |of, toward| Reading::Trust { of, toward };
                let source = Source::Mean(trust(a, b), trust(b, a));
                self.add(("trust", "Trust in each other".into(), "1"), of(), source);
            }
        }
    }
}
