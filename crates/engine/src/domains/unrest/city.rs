//! One city: hardship, legitimacy, anger, mood and the crowd.

use super::crowd::{Crowd, Flows};
use super::model::{self, Decay};
use super::nation::Nation;
use super::out::{CityOut, TARGETS};
use super::parameters::Parameters;
use crate::cause::{Cause, EventId, Leading};
use crate::clock::Clock;
use crate::dice::{Dice, Draw, Name, Stream};
use crate::id::{CityId, PartyId};
use crate::now::Now;
use crate::numbers::Numbers;
use crate::setup::{self, Setup};
use crate::time::{Mark, Minute};
use powderkeg_models::math;
use powderkeg_models::unrest::{arrest_probability, grievance, willing_share};

/// A city's own state.
#[derive(Clone, Debug)]
pub(super) struct City {
    /// Adults.
    pub adults: f64,
    police: f64,
    legitimacy_level: f64,
    grievance_given: f64,
    hardship_given: f64,
    targets_given: [f64; TARGETS],
    /// Mean and spread of the thresholds for going into the streets.
    threshold: (f64, f64),
    contagion: f64,
    /// Legitimacy lost to what is rumoured of its government.
    rumour: f64,
    /// When it was last brought up to date.
    settled: Minute,
    /// Its next mark: daily, twice a day while it is restless, every second or fourth day while it is calm.
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
    of: Parameters,
}

/// Days from one knot of the mood to the next: its correlation time is of many.
const KNOT_DAYS: u32 = 2;

/// From one knot of the mood to the next: what is kept of it, and the standard deviation of what is new.
#[derive(Clone, Copy, Debug)]
struct MoodPace {
    kept: f64,
    fresh: f64,
}

impl Pace {
    pub(super) fn new(setup: &Setup, numbers: &Numbers) -> Self {
        let kept = math::exp(-f64::from(KNOT_DAYS) / numbers[setup.unrest.mood_days]);
        let fresh = numbers[setup.unrest.mood_sd] * libm::sqrt(1.0 - kept * kept);
        Self {
            mood: MoodPace { kept, fresh },
            hardship: Decay::of_days(numbers[setup.unrest.hardship_days]),
            legitimacy: Decay::of_days(numbers[setup.unrest.legitimacy_days]),
            anger: Decay::of_days(numbers[setup.unrest.anger_days]),
            flows: Flows::new(&setup.unrest, numbers),
            of: Parameters::new(setup, numbers),
        }
    }
}

/// A slow noise: an autoregression on knots, so that any pattern of steps sees the same values.
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
        while self.day + KNOT_DAYS <= now.at.day() {
            self.day += KNOT_DAYS;
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
        let grievance = grievance(hardship, legitimacy_level);
        let mood = Mood::neutral(dice, city.name);
        let mut targets_given = [0.0; TARGETS];
        for (level, row) in targets_given.iter_mut().zip(&city.grievances) {
            *level = numbers[row.level];
        }
        let targets = targets_given.map(|level| level.clamp(0.0, 1.0));
        let willing = |share: f64| {
            let pull = numbers[city.contagion] * model::pull(share, numbers[unrest.contagion_half]);
            let urge = grievance + pull;
            willing_share(urge, 0.0, numbers[city.threshold], model::spread(numbers[city.spread]))
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
            hardship_given: numbers[city.hardship],
            targets_given,
            threshold: (numbers[city.threshold], numbers[city.spread]),
            contagion: numbers[city.contagion],
            rumour: numbers[unrest.rumour] * rumour,
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
        grievance(self.hardship, self.legitimacy)
    }

    /// The luck in its mood.
    pub(super) fn mood_draw(&self) -> Draw {
        self.mood.draw
    }

    /// Sets the rates in force until the next step, and when that is.
    pub(super) fn rate(&mut self, now: &Now, id: CityId, nation: &Nation, row: &CityOut, pace: &Pace) {
        let city = &now.setup.cities[id];
        let of = &pace.of;
        self.mood.advance(now, city.name, pace.mood);
        let cold = city.region.map_or(0.0, |region| now.board.weather.regions[region].cold);
        let burden = nation.pressure.hardship + of.hardship_cold * cold;
        self.rates.hardship = (self.hardship_given + burden).clamp(0.0, 1.0);
        let capture = now.board.diplomacy.parties[city.party].capture;
        let ignored = of.ignored_protest * normalised(of, nation.protest) * capture;
        self.rates.legitimacy = self.legitimacy_level - ignored * of.legitimacy_days;
        self.aim_anger(city, nation, of);
        let active = self.crowd.active();
        let people = active * self.adults;
        let (fear, detention) = if nation.crackdown.is_some() {
            let police = self.police / (people + 1.0);
            (of.risk * arrest_probability(of.arrest, self.police, people), of.detain * police.min(1.0))
        } else {
            (0.0, 0.0)
        };
        self.rates.detention = detention;
        let urge = self.grievance()
            + of.incitement * nation.incitement
            + of.anger * self.outrage(city)
            + self.contagion * model::pull(active, of.contagion_half)
            + of.media * model::pull(nation.protest, of.contagion_half)
            + self.mood.value;
        self.rates.willing = willing_share(urge, fear, self.threshold.0, model::spread(self.threshold.1));
        self.rate_riot(now.at, nation, row, of);
        self.daily = Mark::People.next_after(now.at);
        self.due = if row.rioting.is_some() || active > of.restless_share {
            now.next_step(Mark::People, 2)
        } else {
            now.next_day_of(Mark::People, self.days_to_rest(of))
        };
    }

    /// Days until a city that is not restless is looked at again: the fewer are in the streets or would
    /// go, the longer nothing is to be told of it.
    fn days_to_rest(&self, of: &Parameters) -> u32 {
        let most = self.crowd.active().max(self.rates.willing);
        if most < 0.25 * of.protest_share {
            4
        } else if most < of.protest_share {
            2
        } else {
            1
        }
    }

    /// Riots need a crowd: no hazard while no protest is reported, none beside a running riot. The
    /// hazard is the given one at the reference share and saturates as contagion does: a crowd ten
    /// times as large isn't ten times as riotous.
    fn rate_riot(&mut self, at: Minute, nation: &Nation, row: &CityOut, of: &Parameters) {
        if row.protesting.is_none() || row.rioting.is_some() {
            self.riot.set_rate(at, 0.0);
            return;
        }
        let repressed = if nation.crackdown.is_some() { of.riot_repress } else { 0.0 };
        let mourning = self.deaths_within(of.riot_death_days, at).map_or(0.0, |_| of.riot_death);
        let reference = model::pull(of.reference_protest, of.contagion_half);
        let crowd = model::pull(self.crowd.active(), of.contagion_half) / reference;
        self.riot.set_rate(at, of.riot_rate * crowd * (1.0 + repressed + mourning));
    }

    /// Deaths that are still felt in the streets.
    pub(super) fn recent_deaths(&self, now: &Now) -> Option<EventId> {
        self.deaths_within(now.value(now.setup.unrest.riot_death_days), now.at)
    }

    fn deaths_within(&self, days: f64, at: Minute) -> Option<EventId> {
        let (event, _) = self.deaths?;
        (at.days_since(event.at) < days).then_some(event)
    }

    /// Anger at the own government follows grievance; anger at others follows incitement.
    fn aim_anger(&mut self, city: &setup::City, nation: &Nation, of: &Parameters) {
        let grown = self.grievance() - self.grievance_given;
        let aims = self.rates.targets.iter_mut().zip(self.targets_given);
        for ((aim, level), row) in aims.zip(&city.grievances) {
            let owed = if row.against == city.party { level + grown } else { level };
            *aim = owed.clamp(0.0, 1.0);
            if nation.incitement > 0.0 {
                let stirred = of.anger_incitement * nation.incitement * nation.spent_against(row.against);
                *aim += (1.0 - *aim) * stirred.clamp(0.0, 1.0);
            }
        }
    }

    /// How far anger at others has risen above its start, all together.
    fn outrage(&self, city: &setup::City) -> f64 {
        let levels = self.targets.iter().zip(self.targets_given).zip(&city.grievances);
        let others = levels.filter(|(_, row)| row.against != city.party);
        others.map(|((level, given), _)| (level - given).max(0.0)).sum()
    }

    /// What the people are in the streets for, heaviest first.
    fn reasons(&self, now: &Now, id: CityId, nation: &Nation, row: &CityOut, of: &Parameters) -> Leading {
        let city = &now.setup.cities[id];
        let anger = 1.0 - self.legitimacy;
        let given = self.hardship_given * (1.0 - self.legitimacy_level);
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
            because.add(cause, of.hardship_cold * cold.cold * anger);
        }
        // From here on no cause can be among them already.
        if let Some((event, cost)) = self.deaths {
            because.add_new(event.into(), cost * self.hardship);
        }
        if let Some(crackdown) = nation.crackdown {
            because.add_new(crackdown.since.because.into(), of.backlash * self.hardship);
        }
        self.political_reasons(now, city, nation, row, of, &mut because);
        because
    }

    fn political_reasons(
        &self,
        now: &Now,
        city: &setup::City,
        nation: &Nation,
        row: &CityOut,
        of: &Parameters,
        because: &mut Leading,
    ) {
        if let Some(pocket) = &now.setup.parties[city.party].pocket {
            if now.board.diplomacy.parties[city.party].capture > 0.0 {
                let ignored = (self.legitimacy_level - self.legitimacy).max(0.0);
                because.add_new(now.given(pocket.degree), ignored * self.hardship);
            }
            because.add_new(now.given(pocket.rumoured), self.rumour * self.hardship);
        }
        if nation.incitement > 0.0
            && let Some(campaign) = nation.campaigns.iter().max_by(|a, b| a.musd.total_cmp(&b.musd))
        {
            because.add_new(campaign.begun.because.into(), of.incitement * nation.incitement);
        }
        // Another city's protest: a city never names its own.
        if row.protesting.is_none()
            && let Some(elsewhere) = now.board.unrest.parties[city.party].protesting
        {
            let pull = model::pull(nation.protest, of.contagion_half);
            because.add_new(elsewhere.because.into(), of.media * pull);
        }
    }

    /// Publishes the levels.
    pub(super) fn publish(&self, now: &Now, id: CityId, nation: &Nation, row: &mut CityOut, pace: &Pace) {
        row.protest = self.crowd.protest;
        row.riot = self.crowd.riot;
        row.detained = self.crowd.detained;
        row.people = self.crowd.active() * self.adults;
        row.hardship = self.hardship;
        row.legitimacy = self.legitimacy;
        row.grievance = self.grievance();
        row.targets = self.targets;
        row.because = self.reasons(now, id, nation, row, &pace.of);
    }

    /// As a cause: what makes a crowd of its people's wishes.
    pub(super) fn thresholds(&self, now: &Now, id: CityId) -> Cause {
        now.given(now.setup.cities[id].threshold)
    }
}

/// Steps to Granovetter's rest: contagion is weak enough that twenty come within a millionth.
const RESTING_STEPS: u32 = 20;

/// Protest as a multiple of the reference share, capped.
fn normalised(of: &Parameters, share: f64) -> f64 {
    if share <= 0.0 {
        return 0.0;
    }
    (share / of.reference_protest).min(of.protest_cap)
}
