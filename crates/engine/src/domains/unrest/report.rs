//! What is told of the streets: protests, riots, deaths, and what runs out.

use super::city::City;
use super::nation::Nation;
use super::out::{CityOut, NationOut};
use super::{Out, State};
use crate::cause::{Cause, Since};
use crate::dice::Stream;
use crate::event::Event;
use crate::id::{CityId, Id, Table};
use crate::now::{Emit, Now};
use crate::reasons::Reasons;
use powderkeg_models::math;

/// A protest is over when it has fallen to this part of the share at which one is reported: a
/// definition, so that a crowd at the edge isn't reported every day.
const OVER: f64 = 0.5;

/// Crackdowns and money that run out, incitement that is found out.
pub(super) fn timers(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) {
    for index in 0..state.nations.len() {
        // Looked at only when it is due: the end may be kept from happening.
        let nation = &state.nations[index];
        if nation.fresh && nation.crackdown.is_some_and(|row| row.ends <= now.at) {
            end_crackdown(state, now, out, emit, index);
        }
        let nation = &mut state.nations[index];
        for row in 0..nation.campaigns.len() {
            let campaign = &nation.campaigns[row];
            if campaign.flowing && campaign.exposure.is_due(now.at) {
                expose(nation, row, now, out, emit);
            }
            if nation.campaigns[row].flowing && nation.campaigns[row].ends <= now.at {
                nation.settle(now.at, &state.nation_pace);
                nation.stop(now, row);
            }
        }
        if nation.fresh && nation.incitement <= 0.0 && !nation.campaigns.iter().any(|row| row.flowing) {
            out.parties[nation.party].incited = None;
        }
    }
}

fn end_crackdown(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit, index: usize) {
    // The last hours' arrests belong to it.
    state.settle_nation(now.at, index);
    let nation = &mut state.nations[index];
    let Some(crackdown) = nation.crackdown else { return };
    let event = Event::CrackdownEnded { party: nation.party, detained: crackdown.detained.round() as u32 };
    let causes = [crackdown.since.because.into(), now.given(now.setup.unrest.repress_days)];
    if emit.event(event, &causes).is_some() {
        nation.crackdown = None;
        out.parties[nation.party].crackdown = None;
    }
}

fn expose(nation: &mut Nation, row: usize, now: &Now, out: &mut Out, emit: &mut Emit) {
    let campaign = &mut nation.campaigns[row];
    let event = Event::IncitementExposed { by: campaign.by, among: nation.party };
    let luck = campaign.exposure.draw();
    let causes = [campaign.begun.because.into(), luck.into(), now.given(now.setup.unrest.exposure_rate)];
    let told = emit.event(event, &causes);
    campaign.exposure.rearm(now.dice, now.at);
    match told {
        Some(event) => {
            campaign.exposed = true;
            let before = out.parties[nation.party].exposed.map_or(0, |since| since.occurrence + 1);
            out.parties[nation.party].exposed = Some(Since::again(event, before));
        }
        None => campaign.exposure.set_rate(now.at, now.value(now.setup.unrest.exposure_rate)),
    }
    nation.fresh = true;
}

/// What happened in the streets of cities that were brought up to date.
pub(super) fn streets(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) {
    for id in (0..state.cities.len()).map(CityId::from_index) {
        if !state.cities[id].fresh {
            continue;
        }
        let nation = &state.nations[state.nation_of[id]];
        let city = &mut state.cities[id];
        let row = &mut out.cities[id];
        if city.riot.is_due(now.at) {
            break_out(city, id, nation, row, now, emit);
        }
        protest(city, id, nation, row, now, emit);
        end_riot(city, id, row, now, emit);
        if city.daily <= now.at && city.exposure > 0.0 {
            count_casualties(state, id, now, out, emit);
        }
    }
}

fn protest(city: &mut City, id: CityId, nation: &Nation, row: &mut CityOut, now: &Now, emit: &mut Emit) {
    let reported = now.value(now.setup.unrest.protest_share);
    let active = city.crowd.active();
    let people = active * city.adults;
    let crowd = || people.round() as u32;
    match row.protesting {
        None if active >= reported && active > 0.0 => {
            let event = Event::ProtestBegan { city: id, people: crowd() };
            let luck = std::iter::once(city.mood_draw().into());
            let causes = Reasons::all(row.because.causes().chain(luck).chain([city.thresholds(now, id)]));
            if let Some(event) = emit.event(event, &causes) {
                row.protesting = Some(Since::again(event, city.protests));
                city.protests += 1;
                city.reported = people;
            }
        }
        None => {}
        Some(since) if active < OVER * reported && row.rioting.is_none() => {
            let event = Event::ProtestEnded { city: id, days: now.at.days_since(since.at) as f32 };
            if emit.event(event, &causes_of_calm(city, nation, since, now, id)).is_some() {
                row.protesting = None;
            }
        }
        Some(since) if people >= 2.0 * city.reported => {
            let event = Event::ProtestGrew { city: id, people: crowd() };
            let began = std::iter::once(since.because.into());
            let causes = Reasons::all(began.chain(row.because.causes()).chain([city.mood_draw().into()]));
            if emit.event(event, &causes).is_some() {
                city.reported = people;
            }
        }
        Some(_) => {}
    }
}

/// A concession or a crackdown since the protest began may have ended it; else it faded.
fn causes_of_calm(city: &City, nation: &Nation, since: Since, now: &Now, id: CityId) -> Reasons {
    let conceded = now.board.unrest.parties[nation.party].conceded.filter(|act| act.at >= since.at);
    let crackdown = nation.crackdown.map(|row| row.since);
    let acts = [conceded, crackdown].into_iter().flatten().map(|act| act.because.into());
    Reasons::all(std::iter::once(since.because.into()).chain(acts).chain([city.thresholds(now, id)]))
}

fn break_out(city: &mut City, id: CityId, nation: &Nation, row: &mut CityOut, now: &Now, emit: &mut Emit) {
    let unrest = &now.setup.unrest;
    let luck = city.riot.draw();
    let (low, high) = (now.value(unrest.riot_share_low), now.value(unrest.riot_share_high));
    let (u, _) =
        now.dice.uniform(Stream::Riot, now.setup.cities[id].name, size_address(city.riot.occurrences()));
    let share = (low + u * (high - low)).clamp(0.0, 1.0);
    let rioters = city.crowd.protest * share;
    let event = Event::RiotBegan { city: id, people: (rioters * city.adults).round() as u32 };
    let began = row.protesting.map_or_else(|| row.because.first(), |since| since.because.into());
    let crackdown = nation.crackdown.map(|row| row.since.because.into());
    let deaths = city.recent_deaths(now).map(Cause::Event);
    let causes = Reasons::all(
        std::iter::once(began)
            .chain(crackdown)
            .chain(deaths)
            .chain([luck.into(), now.given(unrest.riot_rate)]),
    );
    let told = emit.event(event, &causes);
    city.riot.rearm(now.dice, now.at);
    if let Some(event) = told {
        row.rioting = Some(Since::again(event, city.riots));
        city.riots += 1;
        city.crowd.break_out(share);
        city.outbreak = city.crowd.riot;
    }
}

/// Where the size of the n-th riot is drawn: beside its clock's draws, never on them.
fn size_address(occurrence: u32) -> u32 {
    1 << 31 | occurrence
}

fn end_riot(city: &mut City, id: CityId, row: &mut CityOut, now: &Now, emit: &mut Emit) {
    let Some(since) = row.rioting else { return };
    if city.crowd.riot > now.value(now.setup.unrest.riot_over) * city.outbreak {
        return;
    }
    let event = Event::RiotEnded { city: id, days: now.at.days_since(since.at) as f32 };
    let causes = [since.because.into(), now.given(now.setup.unrest.riot_end)];
    if emit.event(event, &causes).is_some() {
        row.rioting = None;
        city.crowd.disperse();
    }
}

/// Draws a day's dead and hurt, once a day, addressed by the day.
fn count_casualties(state: &mut State, id: CityId, now: &Now, out: &mut Out, emit: &mut Emit) {
    let unrest = &now.setup.unrest;
    let index = state.nation_of[id];
    let crackdown = state.nations[index].crackdown;
    let city = &mut state.cities[id];
    let rioter_days = city.exposure * city.adults;
    // Whatever comes of it, these days are counted.
    city.exposure = 0.0;
    let harsh = if crackdown.is_some() { now.value(unrest.repress_deaths) } else { 1.0 };
    let mean = now.value(unrest.deaths_per_thousand) * rioter_days / 1_000.0 * harsh;
    let name = now.setup.cities[id].name;
    let (killed_u, luck) = now.dice.uniform(Stream::Casualties, name, 2 * now.at.day());
    let (injured_u, _) = now.dice.uniform(Stream::Casualties, name, 2 * now.at.day() + 1);
    let killed = math::poisson_quantile(killed_u, mean) as u32;
    let injured = math::poisson_quantile(injured_u, mean * now.value(unrest.hurt_per_death)) as u32;
    if killed == 0 && injured == 0 {
        return;
    }
    let riot =
        out.cities[id].rioting.map_or_else(|| out.cities[id].because.first(), |row| row.because.into());
    let police = crackdown.map(|row| row.since.because.into());
    let given = now.given(unrest.deaths_per_thousand);
    let causes = Reasons::all(std::iter::once(riot).chain(police).chain([luck.into(), given]));
    let Some(event) = emit.event(Event::Casualties { city: id, killed, injured }, &causes) else { return };
    let before = state.nations[index].cities.iter().map(|&city| out.cities[city].killed).sum();
    out.cities[id].killed += killed;
    out.cities[id].injured += injured;
    if killed > 0 {
        state.settle_nation(now.at, index);
        let cost = super::model::mourning(now.value(now.setup.unrest.death), before, killed);
        mourn(state, id, index, event, cost);
    }
}

/// The dead cost their government legitimacy in every city.
fn mourn(state: &mut State, id: CityId, index: usize, event: crate::cause::EventId, cost: f64) {
    for &other in &state.nations[index].cities {
        state.cities[other].judge(-cost);
    }
    state.cities[id].deaths = Some((event, cost.min(1.0)));
}

/// Means over a nation's cities, weighted by population.
pub(super) fn means(nation: &Nation, cities: &Table<CityId, CityOut>, row: &mut NationOut) {
    let (mut protest, mut hardship, mut legitimacy, mut killed) = (0.0, 0.0, 0.0, 0);
    let (mut protesting, mut rioting) = (None, None);
    for (&id, &weight) in nation.cities.iter().zip(&nation.weights) {
        let city = &cities[id];
        protest += weight * (city.protest + city.riot);
        hardship += weight * city.hardship;
        legitimacy += weight * city.legitimacy;
        killed += city.killed;
        protesting = earlier(protesting, &city.protesting);
        rioting = earlier(rioting, &city.rioting);
    }
    row.protest = protest;
    row.hardship = hardship;
    row.legitimacy = legitimacy;
    row.incitement = nation.incitement;
    row.protesting = protesting.copied();
    row.rioting = rioting.copied();
    row.killed = killed;
}

fn earlier<'a>(a: Option<&'a Since>, b: &'a Option<Since>) -> Option<&'a Since> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.because < a.because { b } else { a }),
        (a, b) => a.or(b.as_ref()),
    }
}
