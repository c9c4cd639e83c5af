//! The unrest domain: the people of cities, and what drives them into the streets (MODELS §4).
//!
//! Each city is a mean field of adults between home, street, riot and prison. Hardship H follows
//! prices, shortage, sanctions and cold; legitimacy L falls when a captured government ignores
//! protest; G = H(1 − L) with incitement, contagion, media, anger and mood gives the share willing
//! to go. Nothing here knows a date: what happens follows from what is published on the board.
//!
//! Cities are stepped twice a day when restless, daily near a protest, and every second or fourth day
//! while few would go; levels settle at the rates in force, then new rates are set. A crowd, once
//! reported, may break into riot by a clock.

mod city;
mod crowd;
mod model;
mod nation;
mod orders;
mod out;
mod parameters;
mod report;

#[cfg(test)]
pub(crate) mod tests;

pub use out::*;

use crate::cause::Domain;
use crate::dice::Dice;
use crate::event::{Event, Kind, Kinds};
use crate::id::{CityId, Id, PartyId, Table};
use crate::log::Record;
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::orders::Orders;
use crate::setup::{ProjectKind, Setup};
use crate::time::Minute;
use city::City;
use nation::Nation;

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds = Kinds::of(&[
    Kind::Decided,
    Kind::Conceded,
    Kind::IncitementBegan,
    Kind::Sanctioned,
    Kind::Landed,
    Kind::GateRiot,
    Kind::Completed,
]);

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {
    cursor: usize,
    orders: Orders,
    nations: Vec<Nation>,
    /// Each city's place in `nations`.
    nation_of: Table<CityId, usize>,
    cities: Table<CityId, City>,
    city_pace: city::Pace,
    nation_pace: nation::Pace,
    /// When the next thing is due.
    next: Minute,
}

/// News that raises anger at a party in another's cities.
#[derive(Clone, Copy, Debug)]
struct Affront {
    /// Whose people are angry.
    among: PartyId,
    /// At whom.
    against: PartyId,
    /// Share of what is left to 1.
    impulse: f64,
}

impl State {
    /// Draws the remainder of every running clock anew; see [`Past`](crate::world::Past).
    pub(crate) fn redraw(&mut self, dice: Dice, at: Minute) {
        self.cities.rows_mut().for_each(|city| city.riot.redraw(dice, at));
        let campaigns = self.nations.iter_mut().flat_map(|nation| &mut nation.campaigns);
        campaigns.for_each(|campaign| campaign.exposure.redraw(dice, at));
        self.next = at.next();
    }

    /// The state at minute 0, with readings that are valid from then on.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, dice: Dice) -> (Self, Out) {
        let mut nations: Vec<_> =
            setup.parties.ids().filter_map(|party| Nation::new(setup, numbers, party)).collect();
        let mut out = Out::default();
        let mut cities = Table::default();
        for id in setup.cities.ids() {
            let (city, row) = City::new(setup, numbers, dice, id);
            cities.push(city);
            out.cities.push(row);
        }
        out.parties = Table::for_each_of(&setup.parties, |_| NationOut::default());
        let place =
            |id| nations.iter().position(|nation| nation.party == setup.cities[id].party).unwrap_or(0);
        let nation_of = Table::for_each_of(&setup.cities, place);
        for nation in &mut nations {
            report::means(nation, &out.cities, &mut out.parties[nation.party]);
            nation.protest = out.parties[nation.party].protest;
        }
        let next = nations.iter().map(|nation| nation.due).min().unwrap_or(Minute::NEVER);
        let state = Self {
            cursor: 0,
            orders: Orders::of(Domain::Unrest),
            nations,
            nation_of,
            cities,
            city_pace: city::Pace::new(setup, numbers),
            nation_pace: nation::Pace::new(setup, numbers),
            next,
        };
        (state, out)
    }

    fn nation_index(&self, party: PartyId) -> Option<usize> {
        self.nations.iter().position(|nation| nation.party == party)
    }

    /// Brings a nation and all its cities up to date. Does nothing the second time in a minute.
    fn settle_nation(&mut self, at: Minute, index: usize) {
        self.nations[index].settle(at, &self.nation_pace);
        // Its cities are looked at now, and so is what they share.
        self.nations[index].due = at;
        for place in 0..self.nations[index].cities.len() {
            self.settle_city(at, self.nations[index].cities[place]);
        }
    }

    fn settle_city(&mut self, at: Minute, id: CityId) {
        let detained = self.cities[id].settle(at, &self.city_pace);
        if let Some(crackdown) = &mut self.nations[self.nation_of[id]].crackdown {
            crackdown.detained += detained;
        }
    }

    /// Hears the news; what concerns people is taken to heart at once. Whether any of it did.
    fn listen(&mut self, now: &Now, out: &mut Out) -> bool {
        let mut concerned = false;
        for record in now.log.news(&mut self.cursor, NEWS) {
            self.orders.hear(record);
            concerned |= match record.event {
                Event::Conceded { party, .. } => orders::conceded(self, now, out, party, record.id),
                Event::IncitementBegan { by, among, against, musd } => {
                    orders::incited(self, now, out, (by, among, against), f64::from(musd), record.id)
                }
                _ => self.resent(now, record),
            };
        }
        concerned
    }

    /// Takes what a record tells of as an affront, if it is one.
    fn resent(&mut self, now: &Now, record: &Record) -> bool {
        let Some(affront) = affront(now, record) else { return false };
        let Some(index) = self.nation_index(affront.among) else { return false };
        self.settle_nation(now.at, index);
        for &id in &self.nations[index].cities {
            self.cities[id].anger(now.setup, id, affront.against, affront.impulse);
        }
        true
    }

    /// Brings up to date whatever is due by its own mark, clock or timer.
    fn settle_due(&mut self, now: &Now) {
        let before = Minute(now.at.0.saturating_sub(1));
        for nation in &mut self.nations {
            if nation.due <= now.at || nation.timers(before) <= now.at {
                nation.settle(now.at, &self.nation_pace);
            }
        }
        for id in (0..self.cities.len()).map(CityId::from_index) {
            let city = &self.cities[id];
            if city.due <= now.at || city.riot.is_due(now.at) {
                self.settle_city(now.at, id);
            }
        }
    }

    /// Sets new rates where something changed, publishes, and finds the next thing due.
    fn conclude(&mut self, now: &Now, out: &mut Out) {
        let Self { nations, nation_of, cities, city_pace, .. } = self;
        for nation in &mut *nations {
            if nation.due <= now.at {
                nation.look(now);
            }
        }
        let mut next = self.orders.due();
        for (id, city) in nation_of.ids().zip(cities.rows_mut()) {
            let nation = &mut nations[nation_of[id]];
            if city.fresh {
                city.rate(now, id, nation, &out.cities[id], city_pace);
                city.publish(now, id, nation, &mut out.cities[id], city_pace);
                city.fresh = false;
                nation.fresh = true;
            }
            next = next.min(city.due).min(city.riot.due());
        }
        for nation in nations {
            if nation.fresh {
                report::means(nation, &out.cities, &mut out.parties[nation.party]);
                nation.protest = out.parties[nation.party].protest;
                nation.fresh = false;
                nation.due = nation.next_look(now, cities);
            }
            next = next.min(nation.due).min(nation.timers(now.at));
        }
        self.next = next.max(now.at.next());
    }
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    let concerned = state.listen(now, out);
    if !concerned && now.at < state.next && now.at < state.orders.due() {
        state.next = state.next.min(state.orders.due());
        return state.next;
    }
    state.settle_due(now);
    report::timers(state, now, out, emit);
    orders::carry_out(state, now, out, emit);
    report::streets(state, now, out, emit);
    state.conclude(now, out);
    state.next
}

/// Whose people resent what a record tells, and whom they resent for it.
fn affront(now: &Now, record: &Record) -> Option<Affront> {
    let unrest = &now.setup.unrest;
    match record.event {
        Event::Sanctioned { bloc, on, severity } => {
            let impulse = now.value(unrest.anger_sanction) * f64::from(severity);
            Some(Affront { among: on, against: bloc, impulse })
        }
        Event::Landed { force, at, .. } => {
            let against = now.setup.forces[force].of;
            let here = now.setup.facilities.rows().find(|facility| {
                let airfields = facility.airfields.iter();
                facility.site == at || airfields.copied().any(|id| now.setup.airfields[id].site == at)
            })?;
            (here.owner != against).then(|| Affront {
                among: here.owner,
                against,
                impulse: now.value(unrest.anger_troops),
            })
        }
        Event::GateRiot { workforce, force, .. } => {
            let workforce = &now.setup.workforces[workforce];
            let against = force.map_or(workforce.employer, |force| now.setup.forces[force].of);
            let among = now.setup.facilities[workforce.facility].owner;
            Some(Affront { among, against, impulse: now.value(unrest.anger_clash) })
        }
        Event::Completed { project, .. } => {
            let project = &now.setup.projects[project];
            let among = now.setup.facilities[project.at].owner;
            (project.kind == ProjectKind::Launch && project.by != among).then(|| Affront {
                among,
                against: project.by,
                impulse: now.value(unrest.anger_launch),
            })
        }
        _ => None,
    }
}
