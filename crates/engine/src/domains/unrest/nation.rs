//! What the cities of a party share: supply, sanctions, aid, incitement, police orders.

use super::city::City;
use super::model::Decay;
use crate::cause::{Cause, Since};
use crate::clock::Clock;
use crate::dice::Stream;
use crate::id::{CityId, ConsumerId, PartyId, ProducerId, Table};
use crate::now::Now;
use crate::numbers::Numbers;
use crate::setup::{PartyKind, Setup};
use crate::time::{Mark, Minute};
use powderkeg_models::math;

/// A party with cities.
#[derive(Clone, Debug)]
pub(super) struct Nation {
    /// Whose.
    pub party: PartyId,
    /// Its cities.
    pub cities: Vec<CityId>,
    /// Each city's share of the people.
    pub weights: Vec<f64>,
    /// Its consumers and producers, each with the weight of its good in hardship.
    consumers: Vec<(ConsumerId, f64)>,
    producers: Vec<(ProducerId, f64)>,
    blocs: Vec<PartyId>,
    /// When incitement was last brought up to date.
    settled: Minute,
    /// The next daily mark.
    pub due: Minute,
    /// Mean share in the streets at the cities' last marks (Ā).
    pub protest: f64,
    /// Incitement at work I, in [0, 1].
    pub incitement: f64,
    /// What it tends to at the present flow of money.
    incitement_aim: f64,
    /// One for each party that ever paid.
    pub campaigns: Vec<Campaign>,
    /// A crackdown, while there is one.
    pub crackdown: Option<Crackdown>,
    /// Crackdowns so far.
    pub crackdowns: u32,
    /// Concessions so far.
    pub concessions: u32,
    /// Parcels of money for dissent so far.
    pub parcels: u32,
    /// What weighs on all cities, as of the last daily mark.
    pub pressure: Pressure,
    /// Whether it changed in this step.
    pub fresh: bool,
}

/// Money of one party for dissent.
#[derive(Clone, Debug)]
pub(super) struct Campaign {
    /// Who pays.
    pub by: PartyId,
    /// Against whom, as last ordered.
    pub against: PartyId,
    /// Million USD that flow.
    pub musd: f64,
    /// When they are spent.
    pub ends: Minute,
    /// Whether they still flow.
    pub flowing: bool,
    /// When they began to.
    pub begun: Since,
    /// When it is found out.
    pub exposure: Clock,
    /// Whether it has been.
    pub exposed: bool,
}

/// A crackdown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crackdown {
    /// Since when.
    pub since: Since,
    /// When the order runs out.
    pub ends: Minute,
    /// People detained in its course.
    pub detained: f64,
}

/// What weighs on the people of all cities alike.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pressure {
    /// Hardship added (cold is each city's own).
    pub hardship: f64,
    /// The heaviest parts: the worst supply, sanctions.
    pub reasons: [Option<(Cause, f64)>; 2],
}

/// How the state of nations moves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    rise: Decay,
    fade: Decay,
}

impl Pace {
    pub(super) fn new(setup: &Setup, numbers: &Numbers) -> Self {
        Self {
            rise: Decay::of_days(numbers[setup.unrest.incitement_rise_days]),
            fade: Decay::of_days(numbers[setup.unrest.incitement_decay_days]),
        }
    }
}

/// Incitement below which it is over when no money flows.
const FADED: f64 = 1e-3;

impl Nation {
    /// The nation of a party, if it has cities.
    pub(super) fn new(setup: &Setup, numbers: &Numbers, party: PartyId) -> Option<Self> {
        let cities: Vec<_> =
            setup.cities.iter().filter(|(_, city)| city.party == party).map(|(id, _)| id).collect();
        if cities.is_empty() {
            return None;
        }
        let people = |id: CityId| numbers[setup.cities[id].population];
        let population = cities.iter().map(|&id| people(id)).sum::<f64>().max(f64::MIN_POSITIVE);
        let hardship = |good| numbers[setup.goods[good].hardship];
        let blocs = setup.parties.iter().filter(|(_, party)| party.kind == PartyKind::Bloc).map(|(id, _)| id);
        Some(Self {
            party,
            weights: cities.iter().map(|&id| people(id) / population).collect(),
            cities,
            consumers: setup
                .consumers
                .iter()
                .filter(|(_, row)| row.party == party)
                .map(|(id, row)| (id, hardship(row.good)))
                .collect(),
            producers: setup
                .producers
                .iter()
                .filter(|(_, row)| row.party == party)
                .map(|(id, row)| (id, hardship(row.good)))
                .collect(),
            blocs: blocs.collect(),
            settled: Minute(0),
            due: Mark::People.first(),
            protest: 0.0,
            incitement: 0.0,
            incitement_aim: 0.0,
            campaigns: Vec::new(),
            crackdown: None,
            crackdowns: 0,
            concessions: 0,
            parcels: 0,
            pressure: Pressure::default(),
            fresh: false,
        })
    }

    /// Brings incitement up to date.
    pub(super) fn settle(&mut self, at: Minute, pace: &Pace) {
        self.fresh = true;
        let minutes = at.0 - self.settled.0;
        self.settled = at;
        let missing = self.incitement_aim - self.incitement;
        if missing.abs() > 0.0 {
            let decay = if missing > 0.0 { pace.rise } else { pace.fade };
            self.incitement += missing * decay.lost(minutes);
        }
        if self.incitement < FADED && self.incitement_aim <= 0.0 {
            self.incitement = 0.0;
        }
    }

    /// When something other than the daily mark is due, after `at`.
    pub(super) fn timers(&self, at: Minute) -> Minute {
        let money =
            self.campaigns.iter().filter(|row| row.flowing).map(|row| row.ends.min(row.exposure.due()));
        let crackdown = self.crackdown.map(|row| row.ends).filter(|&ends| ends > at);
        money.chain(crackdown).min().unwrap_or(Minute::NEVER)
    }

    /// Share of the money for dissent that is spent against `party`.
    pub(super) fn spent_against(&self, party: PartyId) -> f64 {
        let total: f64 = self.campaigns.iter().map(|row| row.musd).sum();
        let against: f64 = self.campaigns.iter().filter(|row| row.against == party).map(|row| row.musd).sum();
        if total > 0.0 { against / total } else { 0.0 }
    }

    /// Lets money flow from `by`: it adds to what is still flowing from there.
    pub(super) fn pay(&mut self, now: &Now, by: PartyId, against: PartyId, musd: f64, begun: Since) {
        let unrest = &now.setup.unrest;
        let index = self.campaigns.iter().position(|row| row.by == by).unwrap_or_else(|| {
            let names = (now.setup.parties[by].name, now.setup.parties[self.party].name);
            let exposure = Clock::of_pair(now.dice, Stream::Alarm, names.0, names.1, now.at);
            let ends = now.at;
            let row =
                Campaign { by, against, musd: 0.0, ends, flowing: false, begun, exposure, exposed: false };
            self.campaigns.push(row);
            self.campaigns.len() - 1
        });
        let row = &mut self.campaigns[index];
        if !row.flowing {
            (row.musd, row.begun, row.exposed, row.flowing) = (0.0, begun, false, true);
        }
        row.against = against;
        row.musd += musd;
        row.ends = now.at.after_days(now.value(unrest.incitement_days));
        let rate = if row.exposed { 0.0 } else { now.value(unrest.exposure_rate) };
        row.exposure.set_rate(now.at, rate);
        self.aim(now);
    }

    /// Stops the money of a campaign.
    pub(super) fn stop(&mut self, now: &Now, index: usize) {
        let row = &mut self.campaigns[index];
        row.flowing = false;
        row.exposure.set_rate(now.at, 0.0);
        self.aim(now);
    }

    /// I* = `I_max` · (1 − exp(−money/scale)): money has diminishing returns (an assumption).
    fn aim(&mut self, now: &Now) {
        let unrest = &now.setup.unrest;
        let money: f64 = self.campaigns.iter().filter(|row| row.flowing).map(|row| row.musd).sum();
        let most = now.value(unrest.incitement_max);
        let scale = now.value(unrest.incitement_musd);
        self.incitement_aim = if money > 0.0 { most * -libm::expm1(-money / scale) } else { 0.0 };
    }

    /// When it is next looked at: on the day of its next city, but daily while money for dissent works or wears off.
    pub(super) fn next_look(&self, now: &Now, cities: &Table<CityId, City>) -> Minute {
        let tomorrow = now.next_step(Mark::People, 1);
        if self.incitement > 0.0 || self.incitement_aim > 0.0 {
            return tomorrow;
        }
        let cities = self.cities.iter().map(|&id| cities[id].due);
        cities.min().map_or(tomorrow, |city| city.max(tomorrow))
    }

    /// Looks at supply, sanctions and aid (daily).
    pub(super) fn look(&mut self, now: &Now) {
        let (supply, worst) = self.supply(now);
        let (sanctions, by) = self.sanctions(now);
        self.pressure = Pressure { hardship: supply + sanctions - self.relief(now), reasons: [worst, by] };
    }

    /// Hardship by prices and shortage, and its worst part.
    fn supply(&self, now: &Now) -> (f64, Option<(Cause, f64)>) {
        let unrest = &now.setup.unrest;
        let (price_weight, shortage_weight) =
            (now.value(unrest.hardship_price), now.value(unrest.hardship_shortage));
        let mut total = 0.0;
        let mut worst: Option<(Cause, f64)> = None;
        for &(id, weight) in &self.consumers {
            let row = &now.board.trade.consumers[id];
            let part = weight * (price_weight * (row.price - 1.0) + shortage_weight * row.felt);
            total += part;
            if part > worst.map_or(0.0, |(_, most)| most) {
                let cause =
                    row.short.map_or_else(|| row.because.first(), |short| Cause::Event(short.because));
                worst = Some((cause, part));
            }
        }
        for &(id, weight) in &self.producers {
            total += shortage_weight * weight * now.board.trade.producers[id].home_shortage;
        }
        (total, worst)
    }

    /// Hardship by sanctions, and the heaviest.
    fn sanctions(&self, now: &Now) -> (f64, Option<(Cause, f64)>) {
        if !now.board.diplomacy.parties[self.party].sanctioned {
            return (0.0, None);
        }
        let unrest = &now.setup.unrest;
        let mut total = 0.0;
        let mut heaviest: Option<(Cause, f64)> = None;
        for &bloc in &self.blocs {
            let row = &now.board.diplomacy.sanctions[(bloc, self.party)];
            let Some(since) = row.since else { continue };
            let days = now.value(unrest.sanctions_days);
            let age = now.at.days_since(since.at);
            let part = row.severity * if age < days { age / days } else { 1.0 };
            total += part;
            if part > heaviest.map_or(0.0, |(_, most)| most) {
                heaviest = Some((Cause::Event(since.because), part));
            }
        }
        let weight = now.value(unrest.hardship_sanctions);
        (weight * total.min(1.0), heaviest.map(|(cause, part)| (cause, weight * part)))
    }

    /// Hardship relieved by goods kept at home and by aid.
    fn relief(&self, now: &Now) -> f64 {
        let unrest = &now.setup.unrest;
        let producers = self.producers.iter();
        let kept: f64 = producers.map(|&(id, weight)| weight * now.board.trade.producers[id].withheld).sum();
        let aided = now.board.diplomacy.parties[self.party].aided;
        let aided = aided.map_or(0.0, |at| math::exp(-now.at.days_since(at) / now.value(unrest.aid_days)));
        now.value(unrest.relief_withheld) * kept.min(1.0) + now.value(unrest.relief_aid) * aided
    }
}
