//! One region's weather, day by day.

use super::season::{Season, per_day};
use super::{Parameters, RegionOut};
use crate::cause::Cause;
use crate::dice::{Dice, Draw, Name, Stream};
use crate::id::RegionId;
use crate::numbers::Numbers;
use crate::reading::Reading;
use crate::setup::Setup;
use crate::time::{Calendar, DAY, Minute};
use powderkeg_models::math::{exp, sigmoid};
use powderkeg_models::weather::ar1;

/// Decay per day of the rain window: an exponential window of 45 days has the mean age (45 days) and
/// the effective number of days (2 · 45 = 90) of the plain ninety days that `rain_share` stands for,
/// without their memory and without the jump when a wet day falls out.
const RAIN_WINDOW_DAYS: f64 = 45.0;

/// Days in four years, for the number of the year a day falls into.
const FOUR_YEARS: u32 = 1_461;

/// The last address of a stream: the factors of the years count down from it, the days up from 0.
const LAST: u32 = u32::MAX;

/// What anybody asks for in a region, of all that could be told of its weather: the rest is not worked out.
#[derive(Clone, Copy, Debug)]
struct Asked {
    /// Demand for heating: by who consumes there, and by rules.
    heat: bool,
    /// Whether aircraft fly: by facilities.
    flight: bool,
}

impl Asked {
    fn of(id: RegionId, setup: &Setup) -> Self {
        let is_rule = |reading: &Reading| matches!(*reading, Reading::HeatFactor(region) if region == id);
        Self {
            heat: setup.consumers.rows().any(|row| row.region == Some(id))
                || setup.readings.iter().any(is_rule),
            flight: setup.facilities.rows().any(|row| row.region == Some(id)),
        }
    }
}

/// A region's climate and its weather up to `day`.
#[derive(Clone, Debug)]
pub(super) struct Weather {
    name: Name,
    asked: Asked,
    mean_c: [f64; 12],
    rain_mm_per_day: [f64; 12],
    season_shift_c: f64,
    pub anomaly_sd_c: f64,
    persistence: f64,
    rain_spread: f64,
    rain_keep: f64,

    day: u32,
    season: Season,
    /// The autoregressive departure, °C, without the season's shift.
    pub departure_c: f64,
    temperature_draw: Draw,
    rain_draw: Draw,
    year: u32,
    rain_factor: f64,
    pub rain_factor_draw: Draw,
    rain_mm: f64,
    /// Window means of what fell and of what falls in a normal year, mm a day.
    fallen: f64,
    normal: f64,
}

impl Weather {
    /// The weather of day 0. Before it rain was normal, and the departure has its stationary spread.
    pub fn new(id: RegionId, setup: &Setup, numbers: &Numbers, dice: Dice, of: &Parameters) -> Self {
        let region = &setup.regions[id];
        let anomaly_sd_c = numbers[region.anomaly_sd_c];
        let persistence = numbers[region.persistence];
        let rain_spread = numbers[region.rain_spread];
        let (z, temperature_draw) = dice.normal(Stream::Temperature, region.name, 0);
        let (rain_factor, rain_factor_draw) = rain_factor(dice, region.name, rain_spread, 0);
        let rain_mm_per_day = per_day(region.monthly_rain_mm.map(|num| numbers[num]));
        let season = season(&setup.calendar, 0);
        let normal = season.between(&rain_mm_per_day);
        let mut weather = Self {
            name: region.name,
            asked: Asked::of(id, setup),
            mean_c: region.monthly_mean_c.map(|num| numbers[num]),
            rain_mm_per_day,
            season_shift_c: numbers[region.season_shift_c],
            anomaly_sd_c,
            persistence,
            rain_spread,
            rain_keep: exp(-1.0 / RAIN_WINDOW_DAYS),
            day: 0,
            season,
            departure_c: anomaly_sd_c * z,
            temperature_draw,
            rain_draw: temperature_draw,
            year: 0,
            rain_factor,
            rain_factor_draw,
            rain_mm: 0.0,
            fallen: normal,
            normal,
        };
        weather.rain(normal, dice, of);
        weather
    }

    /// Goes on to `day`, one day after the other, so that any pattern of steps gives the same weather.
    pub fn advance_to(&mut self, day: u32, calendar: &Calendar, dice: Dice, of: &Parameters) {
        while self.day < day {
            self.day += 1;
            let (z, draw) = dice.normal(Stream::Temperature, self.name, self.day);
            self.temperature_draw = draw;
            self.departure_c = ar1(self.departure_c, self.persistence, self.anomaly_sd_c, z);
            self.season = season(calendar, self.day);
            let normal = self.season.between(&self.rain_mm_per_day);
            self.rain(normal, dice, of);
        }
    }

    /// The day's rain: it is wet with a fixed chance, and a wet day's amount is exponential, so that
    /// one uniform gives both; the mean is the season's normal times the year's factor.
    fn rain(&mut self, normal: f64, dice: Dice, of: &Parameters) {
        let year = self.day * 4 / FOUR_YEARS;
        if year != self.year {
            self.year = year;
            (self.rain_factor, self.rain_factor_draw) = rain_factor(dice, self.name, self.rain_spread, year);
        }
        let (u, draw) = dice.uniform(Stream::Rain, self.name, self.day);
        let wet = of.wet_day_share;
        self.rain_draw = draw;
        self.rain_mm = if u < wet { -libm::log(u / wet) * normal * self.rain_factor / wet } else { 0.0 };
        self.fallen = self.rain_mm + (self.fallen - self.rain_mm) * self.rain_keep;
        self.normal = normal + (self.normal - normal) * self.rain_keep;
    }

    /// The luck behind today's rain.
    pub fn rain_draw(&self) -> Draw {
        self.rain_draw
    }

    /// Whether the season's shift, rather than the days' luck, makes most of today's anomaly.
    pub fn is_season(&self) -> bool {
        self.season_shift_c.abs() > self.departure_c.abs()
    }

    /// Today's readings.
    pub fn observe(&self, row: &mut RegionOut, dice: Dice, of: &Parameters) {
        let mean_c = self.season.between(&self.mean_c);
        row.anomaly_c = self.season_shift_c + self.departure_c;
        row.temperature_c = mean_c + row.anomaly_c;
        if self.asked.heat {
            row.heat = of.heat(row.temperature_c);
            row.climatological_heat = of.heat(mean_c);
        }
        row.cold = sigmoid(-row.temperature_c / of.cold_scale_c);
        row.rain_mm = self.rain_mm;
        row.rain_share = if self.normal > 0.0 { self.fallen / self.normal } else { 1.0 };
        if self.asked.flight {
            row.flyable = dice.uniform_at(Stream::FlyingWeather, self.name.key, self.day) >= of.no_fly_share;
        }
        row.because = Cause::Chance(self.temperature_draw);
    }
}

/// A year's rain factor, counted from the scenario's start: log-normal with mean 1.
fn rain_factor(dice: Dice, name: Name, spread: f64, year: u32) -> (f64, Draw) {
    let (z, draw) = dice.normal(Stream::Rain, name, LAST - year);
    (exp(spread * z - spread * spread / 2.0), draw)
}

fn season(calendar: &Calendar, day: u32) -> Season {
    let noon = Minute(day * DAY + DAY / 2);
    Season::at(calendar.day_of_year(noon))
}
