//! One city: hardship, legitimacy, anger, mood and the crowd.

use super::crowd::{Crowd, Flows};
use super::model::{self, Decay};
use super::nation::Nation;
use super::out::{CityOut, TARGETS};
use crate::cause::{Cause, EventId, Leading};
use crate::clock::Clock;
use crate::dice::{Dice, Draw, Name, Stream};
use crate::id::{CityId, PartyId};
use crate::now::Now;
use crate::numbers::Numbers;
use crate::setup::Setup;
use crate::time::{DAY, Mark, Minute};

/// A city's own state.
#[derive(Clone, Debug)]
pub(super) struct City {
    /// Adults.
    pub adults: f64,
    police: f64,
    legitimacy_level: f64,
    grievance_given: f64,
    /// When it was last brought up to date.
    settled: Minute,
    /// Its next mark: daily, or six-hourly while it is restless.
    pub due: Minute,
    /// Its next daily mark.
    pub daily: Minute,
    /// The people.
    pub crowd: Crowd,
    hardship: f64,
    legitimacy: f64,
    targets: [f64; TARGETS],
    /// The rates in force since it was last brought up to date.
    rates: Rates,
    mood: Mood,
    /// When a riot breaks out.
    pub riot: Clock,
    /// Share that rioted at the outbreak.
    pub outbreak: f64,
    /// Rioter-days (in shares of adults) for which deaths are not yet drawn.
    pub exposure: f64,
    /// People in the streets when last reported.
    pub reported: f64,
    /// Protests and riots so far.
    pub protests: u32,
    /// Riots so far.
    pub riots: u32,
    /// The last deaths, and the legitimacy they cost.
    pub deaths: Option<(EventId, f64)>,
    /// Whether it changed in this step.
    pub fresh: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Rates {
    hardship: f64,
    legitimacy: f64,
    targets: [f64; TARGETS],
    willing: f64,
    detention: f64,
}

/// How the state of cities moves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    hardship: Decay,
    legitimacy: Decay,
    anger: Decay,
    flows: Flows,
    mood: MoodPace,
}

/// A day of the mood: what is kept of it, and the standard deviation of what is new.
#[derive(Clone, Copy, Debug)]
struct MoodPace {
    kept: f64,
    fresh: f64,
}

impl Pace {
    pub(super) fn new(setup: &Setup, numbers: &Numbers) -> Self {
        let kept = libm::exp(-1.0 / numbers[setup.unrest.mood_days]);
        let fresh = numbers[setup.unrest.mood_sd] * libm::sqrt(1.0 - kept * kept);
        Self {
            mood: MoodPace { kept, fresh },
            hardship: Decay::of_days(numbers[setup.unrest.hardship_days]),
            legitimacy: Decay::of_days(numbers[setup.unrest.legitimacy_days]),
            anger: Decay::of_days(numbers[setup.unrest.anger_days]),
            flows: Flows::new(&setup.unrest, numbers),
        }
    }
}

/// A slow noise: an autoregression on days, so that any pattern of steps sees the same values.
#[derive(Clone, Copy, Debug)]
struct Mood {
    value: f64,
    day: u32,
    draw: Draw,
}

impl Mood {
    /// Neutral at the start: whatever the mood then, it is in the thresholds, and the first day is a
    /// day like others. Its spread is reached within a few of its correlation times.
    fn neutral(dice: Dice, name: Name) -> Self {
        Self { value: 0.0, day: 0, draw: dice.normal(Stream::Mood, name, 0).1 }
    }

    fn advance(&mut self, now: &Now, name: Name, pace: MoodPace) {
        while self.day < now.at.day() {
            self.day += 1;
            let (z, draw) = now.dice.normal(Stream::Mood, name, self.day);
            self.value = pace.kept * self.value + pace.fresh * z;
            self.draw = draw;
        }
    }
}

impl City {
    /// A city at rest with its scenario's hardship and legitimacy, and its first reading.
    pub(super) fn new(setup: &Setup, numbers: &Numbers, dice: Dice, id: CityId) -> (Self, CityOut) {
        let city = &setup.cities[id];
        let unrest = &setup.unrest;
        let population = numbers[city.population];
        let rumour = setup.parties[city.party].pocket.as_ref().map_or(0.0, |pocket| numbers[pocket.rumoured]);
        let hardship = numbers[city.hardship].clamp(0.0, 1.0);
        // What people believe of their government counts, whether it is true or not.
        let legitimacy_level = (numbers[city.legitimacy] - numbers[unrest.rumour] * rumour).clamp(0.0, 1.0);
        let grievance = hardship * (1.0 - legitimacy_level);
        let mood = Mood::neutral(dice, city.name);
        let mut targets = [0.0; TARGETS];
        for (level, row) in targets.iter_mut().zip(&city.grievances) {
            *level = numbers[row.level].clamp(0.0, 1.0);
        }
        let willing = |share: f64| {
            let pull = numbers[city.contagion] * model::pull(share, numbers[unrest.contagion_half]);
            let x = grievance + pull;
            model::willing_share(x, numbers[city.threshold], numbers[city.spread])
        };
        // Granovetter's rest from an empty street: where those who would go are those who went.
        let protest = (0..RESTING_STEPS).fold(0.0, |share, _| willing(share));
        let adults = population * numbers[unrest.adult_share];
        let row = CityOut {
            protest,
            riot: 0.0,
            detained: 0.0,
            people: protest * adults,
            hardship,
            legitimacy: legitimacy_level,
            grievance,
            targets,
            because: Leading::given(setup.names[city.name.id].origin, grievance),
            protesting: None,
            rioting: None,
            killed: 0,
            injured: 0,
        };
        let rates =
            Rates { hardship, legitimacy: legitimacy_level, targets, willing: protest, detention: 0.0 };
        let state = Self {
            adults,
            police: population * numbers[city.police_per_thousand] / 1_000.0,
            legitimacy_level,
            grievance_given: grievance,
            settled: Minute(0),
            due: Mark::People.first(),
            daily: Mark::People.first(),
            crowd: Crowd::protesting(protest),
            hardship,
            legitimacy: legitimacy_level,
            targets,
            rates,
            mood,
            riot: Clock::new(dice, Stream::Riot, city.name, Mark::People.first()),
            outbreak: 0.0,
            exposure: 0.0,
            reported: 0.0,
            protests: 0,
            riots: 0,
            deaths: None,
            fresh: false,
        };
        (state, row)
    }

    /// Brings the city up to date at the rates in force; returns the people newly detained.
    pub(super) fn settle(&mut self, at: Minute, pace: &Pace) -> f64 {
        self.fresh = true;
        let minutes = at.0 - self.settled.0;
        if minutes == 0 {
            return 0.0;
        }
        self.settled = at;
        self.hardship += (self.rates.hardship - self.hardship) * pace.hardship.lost(minutes);
        self.legitimacy += (self.rates.legitimacy - self.legitimacy) * pace.legitimacy.lost(minutes);
        let calmed = pace.anger.lost(minutes);
        for (level, aim) in self.targets.iter_mut().zip(self.rates.targets) {
            *level += (aim - *level) * calmed;
        }
        self.legitimacy = self.legitimacy.clamp(0.0, 1.0);
        let flowed = self.crowd.flow(self.rates.willing, self.rates.detention, &pace.flows, minutes);
        self.exposure += flowed.riot_days;
        flowed.detained * self.adults
    }

    /// Adds to (or takes from) legitimacy at once.
    pub(super) fn judge(&mut self, change: f64) {
        self.legitimacy = (self.legitimacy + change).clamp(0.0, 1.0);
    }

    /// Raises anger at `against` by a share of what is left to 1.
    pub(super) fn anger(&mut self, setup: &Setup, id: CityId, against: PartyId, impulse: f64) {
        let targets = self.targets.iter_mut().zip(&setup.cities[id].grievances);
        for (level, _) in targets.filter(|(_, row)| row.against == against) {
            *level += (1.0 - *level) * impulse.clamp(0.0, 1.0);
        }
    }

    fn grievance(&self) -> f64 {
        self.hardship * (1.0 - self.legitimacy)
    }

    /// The luck in its mood.
    pub(super) fn mood_draw(&self) -> Draw {
        self.mood.draw
    }

    /// Sets the rates in force until the next step, and when that is.
    pub(super) fn rate(&mut self, now: &Now, id: CityId, nation: &Nation, row: &CityOut, pace: &Pace) {
        let city = &now.setup.cities[id];
        let unrest = &now.setup.unrest;
        self.mood.advance(now, city.name, pace.mood);
        let cold = city.region.map_or(0.0, |region| now.board.weather.regions[region].cold);
        let burden = nation.pressure.hardship + now.value(unrest.hardship_cold) * cold;
        self.rates.hardship = (now.value(city.hardship) + burden).clamp(0.0, 1.0);
        let capture = now.board.diplomacy.parties[city.party].capture;
        let ignored = now.value(unrest.ignored_protest) * normalised(now, nation.protest) * capture;
        self.rates.legitimacy = self.legitimacy_level - ignored * now.value(unrest.legitimacy_days);
        self.aim_anger(now, id, nation);
        let active = self.crowd.active();
        let police = self.police / (active * self.adults + 1.0);
        let fear = if nation.crackdown.is_some() {
            let people = active * self.adults;
            now.value(unrest.risk) * model::arrest_risk(now.value(unrest.arrest), self.police, people)
        } else {
            0.0
        };
        self.rates.detention =
            if nation.crackdown.is_some() { now.value(unrest.detain) * police.min(1.0) } else { 0.0 };
        let half = now.value(unrest.contagion_half);
        let x = self.grievance()
            + now.value(unrest.incitement) * nation.incitement
            + now.value(unrest.anger) * self.outrage(now, id)
            + now.value(city.contagion) * model::pull(active, half)
            + now.value(unrest.media) * model::pull(nation.protest, half)
            + self.mood.value
            - fear;
        self.rates.willing = model::willing_share(x, now.value(city.threshold), now.value(city.spread));
        self.rate_riot(now, nation, row);
        let restless = row.rioting.is_some() || active > now.value(unrest.restless_share);
        self.daily = Mark::People.next_after(now.at);
        self.due = if restless { quarter_after(now.at) } else { self.daily };
    }

    /// Riots need a crowd: no hazard while no protest is reported, none beside a running riot. The
    /// hazard is the given one at the reference share and saturates as contagion does: a crowd ten
    /// times as large isn't ten times as riotous.
    fn rate_riot(&mut self, now: &Now, nation: &Nation, row: &CityOut) {
        let unrest = &now.setup.unrest;
        if row.protesting.is_none() || row.rioting.is_some() {
            self.riot.set_rate(now.at, 0.0);
            return;
        }
        let repressed = if nation.crackdown.is_some() { now.value(unrest.riot_repress) } else { 0.0 };
        let mourning = self.recent_deaths(now).map_or(0.0, |_| now.value(unrest.riot_death));
        let half = now.value(unrest.contagion_half);
        let reference = model::pull(now.value(unrest.reference_protest), half);
        let crowd = model::pull(self.crowd.active(), half) / reference;
        self.riot.set_rate(now.at, now.value(unrest.riot_rate) * crowd * (1.0 + repressed + mourning));
    }

    /// Deaths that are still felt in the streets.
    pub(super) fn recent_deaths(&self, now: &Now) -> Option<EventId> {
        let (event, _) = self.deaths?;
        (now.at.days_since(event.at) < now.value(now.setup.unrest.riot_death_days)).then_some(event)
    }

    /// Anger at the own government follows grievance; anger at others follows incitement.
    fn aim_anger(&mut self, now: &Now, id: CityId, nation: &Nation) {
        let city = &now.setup.cities[id];
        let grown = self.grievance() - self.grievance_given;
        for (aim, row) in self.rates.targets.iter_mut().zip(&city.grievances) {
            let level = now.value(row.level);
            let owed = if row.against == city.party { level + grown } else { level };
            *aim = owed.clamp(0.0, 1.0);
            if nation.incitement > 0.0 {
                let stirred = now.value(now.setup.unrest.anger_incitement)
                    * nation.incitement
                    * nation.spent_against(row.against);
                *aim += (1.0 - *aim) * stirred.clamp(0.0, 1.0);
            }
        }
    }

    /// How far anger at others has risen above its start, all together.
    fn outrage(&self, now: &Now, id: CityId) -> f64 {
        let city = &now.setup.cities[id];
        let others = self.targets.iter().zip(&city.grievances).filter(|(_, row)| row.against != city.party);
        others.map(|(level, row)| (level - now.value(row.level)).max(0.0)).sum()
    }

    /// What the people are in the streets for, heaviest first.
    fn reasons(&self, now: &Now, id: CityId, nation: &Nation, row: &CityOut) -> Leading {
        let city = &now.setup.cities[id];
        let unrest = &now.setup.unrest;
        let anger = 1.0 - self.legitimacy;
        let given = now.value(city.hardship) * (1.0 - self.legitimacy_level);
        let mut because = Leading::given(now.setup.parameters[usize::from(city.hardship.0)].origin, given);
        for (cause, weight) in nation.pressure.reasons.iter().flatten() {
            because.add(*cause, weight * anger);
        }
        if let Some(region) = city.region {
            let cold = now.board.weather.regions[region];
            let cause = cold.cold_spell.map_or_else(
                || now.given(now.setup.regions[region].season_shift_c),
                |spell| spell.because.into(),
            );
            because.add(cause, now.value(unrest.hardship_cold) * cold.cold * anger);
        }
        if let Some((event, cost)) = self.deaths {
            because.add(event.into(), cost * self.hardship);
        }
        if let Some(crackdown) = nation.crackdown {
            because.add(crackdown.since.because.into(), now.value(unrest.backlash) * self.hardship);
        }
        self.political_reasons(now, id, nation, row, &mut because);
        because
    }

    fn political_reasons(
        &self,
        now: &Now,
        id: CityId,
        nation: &Nation,
        row: &CityOut,
        because: &mut Leading,
    ) {
        let city = &now.setup.cities[id];
        let unrest = &now.setup.unrest;
        if let Some(pocket) = &now.setup.parties[city.party].pocket {
            if now.board.diplomacy.parties[city.party].capture > 0.0 {
                let ignored = (self.legitimacy_level - self.legitimacy).max(0.0);
                because.add(now.given(pocket.degree), ignored * self.hardship);
            }
            let rumour = now.value(unrest.rumour) * now.value(pocket.rumoured);
            because.add(now.given(pocket.rumoured), rumour * self.hardship);
        }
        if nation.incitement > 0.0
            && let Some(campaign) = nation.campaigns.iter().max_by(|a, b| a.musd.total_cmp(&b.musd))
        {
            because.add(campaign.begun.because.into(), now.value(unrest.incitement) * nation.incitement);
        }
        // Another city's protest: a city never names its own.
        if row.protesting.is_none()
            && let Some(elsewhere) = now.board.unrest.parties[city.party].protesting
        {
            let pull = model::pull(nation.protest, now.value(unrest.contagion_half));
            because.add(elsewhere.because.into(), now.value(unrest.media) * pull);
        }
    }

    /// Publishes the levels.
    pub(super) fn publish(&self, now: &Now, id: CityId, nation: &Nation, row: &mut CityOut) {
        row.protest = self.crowd.protest;
        row.riot = self.crowd.riot;
        row.detained = self.crowd.detained;
        row.people = self.crowd.active() * self.adults;
        row.hardship = self.hardship;
        row.legitimacy = self.legitimacy;
        row.grievance = self.grievance();
        row.targets = self.targets;
        row.because = self.reasons(now, id, nation, row);
    }

    /// As a cause: what makes a crowd of its people's wishes.
    pub(super) fn thresholds(&self, now: &Now, id: CityId) -> Cause {
        now.given(now.setup.cities[id].threshold)
    }
}

/// Steps to Granovetter's rest: contagion is weak enough that twenty come within a millionth.
const RESTING_STEPS: u32 = 20;

/// Protest as a multiple of the reference share, capped.
pub(super) fn normalised(now: &Now, share: f64) -> f64 {
    let unrest = &now.setup.unrest;
    if share <= 0.0 {
        return 0.0;
    }
    (share / now.value(unrest.reference_protest)).min(now.value(unrest.protest_cap))
}

/// The next quarter-day mark of the people strictly after `at`.
fn quarter_after(at: Minute) -> Minute {
    let quarter = DAY / 4;
    let phase = Mark::People.first().0 % quarter;
    let since = (at.0 + quarter - phase) % quarter;
    Minute(at.0 + quarter - since)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarter_marks_hold_the_daily_mark() {
        let mut at = Minute(0);
        let mut seen = 0;
        while at < Minute(20 * DAY) {
            let next = quarter_after(at);
            assert!(next > at && next.0 <= at.0 + DAY / 4);
            seen += u32::from(next == Mark::People.next_after(Minute(next.0 - 1)));
            at = next;
        }
        assert_eq!(seen, 20);
    }
}
