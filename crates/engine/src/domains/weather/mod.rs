//! The weather domain: temperature, heat demand, rain and flying weather of each region (MODELS §2).
//!
//! Weather is a function of the day: temperature is the normal of the day (monthly means joined
//! smoothly), plus the season's shift, plus a first-order autoregression of daily draws. A day's
//! weather holds from the daily mark on; nothing else changes it and no news wakes it.

mod out;
mod region;
mod season;
#[cfg(test)]
pub(in crate::domains) mod tests;

pub use out::*;

use crate::cause::{Cause, Since};
use crate::dice::Dice;
use crate::event::{Event, Kinds};
use crate::id::{RegionId, Table};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::setup::Setup;
use crate::time::{Mark, Minute};
use powderkeg_models::heat::HeatProfile;
use region::Weather;

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds = Kinds::of(&[]);

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {
    regions: Table<RegionId, Region>,
    parameters: Parameters,
    due: Minute,
}

/// A region: its weather and how often it was extreme.
#[derive(Clone, Debug)]
struct Region {
    weather: Weather,
    cold_spells: u32,
    droughts: u32,
}

/// The domain's numbers in this run.
#[derive(Clone, Copy, Debug)]
struct Parameters {
    profile: HeatProfile,
    reference_heat: f64,
    cold_scale_c: f64,
    cold_spell_sd: f64,
    cold_spell_end_sd: f64,
    no_fly_share: f64,
    wet_day_share: f64,
    drought_share: f64,
    drought_end_share: f64,
}

impl Parameters {
    fn new(setup: &Setup, numbers: &Numbers) -> Self {
        let of = &setup.weather;
        let (cold_spell_sd, drought_share) = (numbers[of.cold_spell_sd], numbers[of.drought_share]);
        Self {
            profile: of.heat,
            reference_heat: of.heat.demand(numbers[of.reference_c]),
            cold_scale_c: numbers[of.cold_scale_c].max(f64::MIN_POSITIVE),
            cold_spell_sd,
            // An end inside the beginning would switch every day: two draws may not cross.
            cold_spell_end_sd: numbers[of.cold_spell_end_sd].max(cold_spell_sd),
            no_fly_share: numbers[of.no_fly_share],
            wet_day_share: numbers[of.wet_day_share].clamp(f64::MIN_POSITIVE, 1.0),
            drought_share,
            drought_end_share: numbers[of.drought_end_share].max(drought_share),
        }
    }

    /// Heat demand relative to a day at the reference temperature.
    fn heat(&self, temperature_c: f64) -> f64 {
        self.profile.demand(temperature_c) / self.reference_heat
    }
}

impl State {
    /// The state at minute 0, with readings that are valid from then on.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, dice: Dice) -> (Self, Out) {
        let parameters = Parameters::new(setup, numbers);
        let regions = Table::for_each_of(&setup.regions, |id| Region {
            weather: Weather::new(id, setup, numbers, dice, &parameters),
            cold_spells: 0,
            droughts: 0,
        });
        let rows = Table::for_each_of(&setup.regions, |id| {
            let mut row = RegionOut {
                temperature_c: 0.0,
                anomaly_c: 0.0,
                heat: 1.0,
                climatological_heat: 1.0,
                cold: 0.0,
                rain_mm: 0.0,
                rain_share: 1.0,
                flyable: true,
                because: Cause::Given(setup.names[setup.regions[id].name.id].origin),
                cold_spell: None,
                drought: None,
            };
            regions[id].weather.observe(&mut row, dice, &parameters);
            row
        });
        (Self { regions, parameters, due: Mark::Weather.first() }, Out { regions: rows })
    }
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    if now.at >= state.due {
        for (id, row) in state.regions.ids().zip(out.regions.rows_mut()) {
            let region = &mut state.regions[id];
            let calendar = &now.setup.calendar;
            region.weather.advance_to(now.at.day(), calendar, now.dice, &state.parameters);
            region.weather.observe(row, now.dice, &state.parameters);
            region.report_cold(id, row, now, emit, &state.parameters);
            region.report_drought(id, row, now, emit, &state.parameters);
        }
        state.due = Mark::Weather.next_after(now.at);
    }
    state.due
}

impl Region {
    /// Begins or ends a cold spell. It ends at a milder anomaly than it begins at, so that a day at the
    /// edge does not switch it back and forth.
    fn report_cold(
        &mut self,
        id: RegionId,
        row: &mut RegionOut,
        now: &Now,
        emit: &mut Emit,
        of: &Parameters,
    ) {
        let sd = self.weather.anomaly_sd_c;
        match row.cold_spell {
            None if row.anomaly_c < of.cold_spell_sd * sd => {
                let shift = now.given(now.setup.regions[id].season_shift_c);
                let causes =
                    if self.weather.is_season() { [shift, row.because] } else { [row.because, shift] };
                let (temperature_c, anomaly_c) = (row.temperature_c as f32, row.anomaly_c as f32);
                let began = Event::ColdSpellBegan { region: id, temperature_c, anomaly_c };
                if let Some(event) = emit.event(began, &causes) {
                    row.cold_spell = Some(Since::again(event, self.cold_spells));
                    self.cold_spells += 1;
                }
            }
            Some(spell) if row.anomaly_c > of.cold_spell_end_sd * sd => {
                let days = now.at.days_since(spell.at) as f32;
                let causes = [Cause::Event(spell.because), row.because];
                if emit.event(Event::ColdSpellEnded { region: id, days }, &causes).is_some() {
                    row.cold_spell = None;
                }
            }
            None | Some(_) => {}
        }
    }

    /// Begins a drought, or ends it without a word: rain has no event of its own.
    fn report_drought(
        &mut self,
        id: RegionId,
        row: &mut RegionOut,
        now: &Now,
        emit: &mut Emit,
        of: &Parameters,
    ) {
        match row.drought {
            None if row.rain_share < of.drought_share => {
                let causes = [
                    Cause::Chance(self.weather.rain_factor_draw),
                    Cause::Chance(self.weather.rain_draw()),
                    now.given(now.setup.regions[id].rain_spread),
                ];
                let failed = Event::RainFailed { region: id, share: row.rain_share as f32 };
                if let Some(event) = emit.event(failed, &causes) {
                    row.drought = Some(Since::again(event, self.droughts));
                    self.droughts += 1;
                }
            }
            Some(_) if row.rain_share > of.drought_end_share => row.drought = None,
            None | Some(_) => {}
        }
    }
}
