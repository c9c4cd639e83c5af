//! What work gets on at a facility, and what hinders it.

use super::Rates;
use crate::cause::{Cause, Since};
use crate::facility::closed_by_force;
use crate::id::FacilityId;
use crate::now::Now;
use crate::setup::{Task, TaskWeather};
use crate::time::Minute;

/// The conditions of work at a facility, the same for all its projects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Conditions {
    /// Crew-days of work a day, before weather.
    pace: Factor,
    /// What the owner counts on for the time to come, crew-days a day, at least the forecast's floor; and of work that
    /// wants rain.
    foreseen: [f64; 2],
    /// Fair weather, for tasks and launches that need it.
    fair: Factor,
    /// Rain as a share of normal.
    rain: Factor,
    /// Why nothing can be launched or completed now.
    pub hold: Option<Cause>,
    /// When work is no longer slow from a riot.
    pub calm: Minute,
}

/// A factor on work, and what makes it less than 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Factor {
    pub value: f64,
    pub because: Option<Cause>,
}

impl Factor {
    const FULL: Self = Self { value: 1.0, because: None };

    fn new(value: f64, because: Option<Cause>) -> Self {
        Self { value, because }
    }

    /// Both together; the smaller one names the reason.
    fn and(self, other: Self) -> Self {
        let because = if other.value < self.value.min(1.0) { other.because } else { self.because };
        Self { value: self.value * other.value, because: because.or(other.because).or(self.because) }
    }
}

impl Conditions {
    pub fn of(facility: FacilityId, now: &Now, rates: &Rates) -> Self {
        let (crew, stopped) = crew(facility, now);
        let cordon = now.board.forces.facilities[facility].cordoned.map_or(Factor::FULL, |since| {
            Factor::new(rates.cordon_factor, Some(Cause::Event(since.because)))
        });
        let closed = closed_by_force(now, facility).map(|since| Cause::Event(since.because));
        let open = if closed.is_some() { Factor::new(0.0, closed) } else { Factor::FULL };
        let (fair, rain) = weather(facility, now);
        let (riot, calm) = after_riot(facility, now, rates);
        Self {
            pace: crew.and(riot).and(cordon).and(open),
            // A riot passes in days; the crew and the cordon are there until something changes.
            foreseen: [1.0, rain.value]
                .map(|wet| (crew.value * cordon.value * wet).max(rates.forecast_floor)),
            fair,
            rain,
            hold: closed.or(stopped),
            calm,
        }
    }

    /// The rate at which a task goes on, and what slows it; `content` is its work in crew-days.
    pub fn rate(&self, task: &Task, content: f64, now: &Now) -> Factor {
        let before_supply = self.pace.and(match task.weather {
            TaskWeather::Any => Factor::FULL,
            TaskWeather::Fair => self.fair,
            TaskWeather::Rain => self.rain,
        });
        before_supply.and(supply(task, content, before_supply.value, now))
    }

    /// The rate at which the owner counts on a task to go on.
    pub fn foreseen(&self, task: &Task) -> f64 {
        match task.weather {
            TaskWeather::Any | TaskWeather::Fair => self.foreseen[0],
            TaskWeather::Rain => self.foreseen[1],
        }
    }

    /// Why the weather keeps a launch from being attempted, if it does.
    pub fn foul(&self) -> Option<Cause> {
        self.fair.because
    }
}

/// The crew's productivity, and what stops the facility if it is stopped.
fn crew(facility: FacilityId, now: &Now) -> (Factor, Option<Cause>) {
    let needs = &now.setup.facilities[facility].needs;
    if needs.is_empty() {
        return (Factor::FULL, None);
    }
    let row = &now.board.labour.facilities[facility];
    let stopped = row.stopped.map(|since| Cause::Event(since.because));
    let crews = || needs.iter().map(|(workforce, _)| &now.board.labour.workforces[*workforce]);
    // Replacement crews work slower than those they replace, but without them there would be no work.
    let partly = || {
        let replaced = crews().find_map(|row| row.replaced);
        replaced.or_else(|| crews().find_map(|row| row.strike)).map(|since| Cause::Event(since.because))
    };
    let because = if row.productivity < 1.0 { stopped.or_else(partly) } else { None };
    (Factor::new(row.productivity, because), stopped)
}

/// Work is slow while there is a riot at the gate and for some days after it broke out; and when
/// that is over, as far as it can be told.
fn after_riot(facility: FacilityId, now: &Now, rates: &Rates) -> (Factor, Minute) {
    let labour = &now.board.labour;
    let crews =
        now.setup.facilities[facility].needs.iter().map(|(workforce, _)| &labour.workforces[*workforce]);
    let ends = |riot: Since| riot.at.after_days(rates.riot_days);
    let slow = crews
        .filter_map(|row| row.riot.or(row.last_riot.filter(|&riot| now.at < ends(riot))))
        .max_by_key(|riot| riot.at);
    slow.map_or((Factor::FULL, Minute::NEVER), |riot| {
        (Factor::new(rates.riot_factor, Some(Cause::Event(riot.because))), ends(riot))
    })
}

fn weather(facility: FacilityId, now: &Now) -> (Factor, Factor) {
    let Some(region) = now.setup.facilities[facility].region else { return (Factor::FULL, Factor::FULL) };
    let row = &now.board.weather.regions[region];
    let fair = if row.flyable { Factor::FULL } else { Factor::new(0.0, Some(row.because)) };
    let dry = row.drought.map_or(row.because, |since| Cause::Event(since.because));
    let rain = row.rain_share.max(0.0);
    (fair, Factor::new(rain, if rain < 1.0 { Some(dry) } else { None }))
}

/// The share of what a task would take that its consumer's supply gives: all that is delivered in
/// a day and all that is stored. Those who take come before those who consume.
fn supply(task: &Task, content: f64, rate: f64, now: &Now) -> Factor {
    let Some((_, consumer, amount)) = task.takes else { return Factor::FULL };
    let wanted = taken(content, now.value(amount), rate);
    let row = &now.board.trade.consumers[consumer];
    let available = row.delivered + row.stock;
    if wanted <= available {
        return Factor::FULL;
    }
    Factor::new((available / wanted).max(0.0), Some(row.because.first()))
}

/// Units a day that a task takes when it goes on at `rate`, if it takes `amount` over its `content`.
pub(super) fn taken(content: f64, amount: f64, rate: f64) -> f64 {
    if content > 0.0 { amount / content * rate } else { 0.0 }
}
