use super::*;
use crate::cause::Domain;
use crate::event::Kind;
use crate::id::{PartyId, SiteId};
use crate::parameter::Num;
use crate::reading::Reading;
use crate::setup::{Facility, Region as RegionSetup, Weather as WeatherSetup};
use crate::testkit::{Alone, Kit, Wiring};
use crate::time::DAY;

const MEAN_C: [f64; 12] = [-8.0, -6.0, 1.0, 11.0, 17.0, 23.0, 25.0, 23.0, 17.0, 9.0, 1.0, -5.0];

#[derive(Clone, Copy)]
struct Case {
    anomaly_sd_c: f64,
    season_shift_c: f64,
    rain_spread: f64,
    drought_share: f64,
}

const PLAIN: Case = Case { anomaly_sd_c: 5.0, season_shift_c: 0.0, rain_spread: 0.3, drought_share: 0.6 };

/// One region with the founding scenario's temperatures and 30 mm of rain a month, in which somebody asks for all that
/// can be told of its weather.
fn setup(case: Case) -> Kit {
    let mut kit = unasked(case);
    kit.setup.readings.push(Reading::HeatFactor(RegionId(0)));
    let name = kit.name("facility.port");
    kit.setup.facilities.push(Facility {
        name,
        site: SiteId(0),
        owner: PartyId(0),
        operator: PartyId(0),
        region: Some(RegionId(0)),
        airfields: Vec::new(),
        needs: Vec::new(),
        bays: 1,
        perimeter_km: Num(0),
    });
    kit
}

/// The same without facilities, consumers or rules.
fn unasked(case: Case) -> Kit {
    let mut kit = Kit::new();
    let name = kit.name("weather.central_asia");
    let region = RegionSetup {
        name,
        covers: Vec::new(),
        monthly_mean_c: MEAN_C.map(|mean| kit.num(mean)),
        anomaly_sd_c: kit.num(case.anomaly_sd_c),
        persistence: kit.num(0.8),
        season_shift_c: kit.num(case.season_shift_c),
        monthly_rain_mm: [30.0; 12].map(|rain| kit.num(rain)),
        rain_spread: kit.num(case.rain_spread),
        latitude: 42.0,
    };
    kit.setup.regions.push(region);
    kit.setup.weather = WeatherSetup {
        cold_spell_sd: kit.num(-1.2),
        cold_spell_end_sd: kit.num(-0.6),
        cold_scale_c: kit.num(3.0),
        no_fly_share: kit.num(0.15),
        heat: powderkeg_models::heat::MIXED_HOUSEHOLD,
        reference_c: kit.num(8.0),
        wet_day_share: kit.num(0.25),
        drought_share: kit.num(case.drought_share),
        drought_end_share: kit.num(case.drought_share + 0.15),
    };
    kit
}

type Run = Alone<State, Out>;

impl Run {
    fn new(case: Case, seed: u64) -> Self {
        let wiring = Wiring {
            domain: Domain::Weather,
            news: NEWS,
            published: |board| &mut board.weather,
            new: State::new,
            step,
        };
        Self::start(setup(case).setup, seed, wiring)
    }

    /// Daily rows of the first `days` days.
    fn days(&mut self, days: u32) -> Vec<RegionOut> {
        let mut at = Mark::Weather.first();
        (0..days)
            .map(|_| {
                at = self.step(at);
                self.row()
            })
            .collect()
    }

    fn row(&self) -> RegionOut {
        self.board.weather.regions[RegionId(0)]
    }

    fn kinds(&self) -> Vec<Kind> {
        self.log.records().iter().map(|record| record.event.kind()).collect()
    }
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len() as f64;
    values.sum::<f64>() / count
}

#[test]
fn the_normal_is_the_monthly_mean_at_mid_month_and_between_two_means_elsewhere() {
    // The middle of January is 31 + 30 + 31 + 15.5 days after the start of October: noon of day 107.
    let rows = Run::new(Case { anomaly_sd_c: 0.0, ..PLAIN }, 1).days(240);
    assert!((rows[107].temperature_c - MEAN_C[0]).abs() < 0.05, "{}", rows[107].temperature_c);
    for pair in rows.windows(2) {
        assert!((pair[0].temperature_c - pair[1].temperature_c).abs() < 0.6, "a jump");
        assert!((-8.0..=23.0).contains(&pair[0].temperature_c));
        assert!((pair[0].heat - pair[0].climatological_heat).abs() < 1e-12, "no anomaly, no excess heat");
    }
}

#[test]
fn the_heat_factor_is_one_at_the_reference_and_rises_with_cold() {
    let kit = setup(PLAIN);
    let of = Parameters::new(&kit.setup, &kit.numbers(1));
    assert!((of.heat(8.0) - 1.0).abs() < 1e-12);
    // Computed in decimal arithmetic from the guideline's formula: h(8 °C) of this profile.
    assert!((of.reference_heat - 1.061_792_614_2).abs() < 1e-9);
    let heats: Vec<f64> = (-40..60).map(|c| of.heat(f64::from(c))).collect();
    assert!(heats.is_sorted_by(|colder, warmer| colder >= warmer));
}

#[test]
fn anomalies_keep_their_spread_and_persistence() {
    let rows: Vec<Vec<RegionOut>> = (0..60).map(|seed| Run::new(PLAIN, seed).days(200)).collect();
    let pairs: Vec<(f64, f64)> = rows
        .iter()
        .flat_map(|run| run.windows(2).map(|pair| (pair[0].anomaly_c, pair[1].anomaly_c)))
        .collect();
    let variance = mean(pairs.iter().map(|(a, _)| a * a));
    let lagged = mean(pairs.iter().map(|(a, b)| a * b));
    // 60 runs of 200 days with correlation 0.8 are worth about 60 · 200 / 9 independent days.
    assert!((variance.sqrt() - 5.0).abs() < 0.35, "sd {}", variance.sqrt());
    assert!((lagged / variance - 0.8).abs() < 0.03, "correlation {}", lagged / variance);
}

#[test]
fn rain_keeps_its_mean_and_flying_days_their_share() {
    let rows: Vec<RegionOut> = (0..400).flat_map(|seed| Run::new(PLAIN, seed).days(30)).collect();
    let rain = mean(rows.iter().map(|row| row.rain_mm));
    // 30 mm in October's 31 days; a year's factor has a relative sd of 0.3, over 400 years 0.015.
    assert!((rain - 30.0 / 31.0).abs() < 0.06, "{rain} mm a day");
    let wet = mean(rows.iter().map(|row| f64::from(u8::from(row.rain_mm > 0.0))));
    assert!((wet - 0.25).abs() < 0.02, "{wet}");
    let grounded = mean(rows.iter().map(|row| f64::from(u8::from(!row.flyable))));
    assert!((grounded - 0.15).abs() < 0.02, "{grounded}");
}

#[test]
fn rain_share_settles_at_the_years_factor() {
    let run = |spread| {
        let case = Case { rain_spread: spread, ..PLAIN };
        mean((0..300_u32).map(|seed| Run::new(case, seed.into()).days(200)[199].rain_share))
    };
    assert!((run(0.0) - 1.0).abs() < 0.05, "{}", run(0.0));
    assert!((run(0.4) - 1.0).abs() < 0.08, "{}", run(0.4));
}

#[test]
fn any_pattern_of_steps_gives_the_same_weather() {
    let mut daily = Run::new(PLAIN, 3);
    daily.days(51);
    let mut once = Run::new(PLAIN, 3);
    once.step(Minute(50 * DAY + 360));
    let (a, b) = (daily.row(), once.row());
    assert_eq!(a.temperature_c.to_bits(), b.temperature_c.to_bits());
    assert_eq!(a.rain_share.to_bits(), b.rain_share.to_bits());
    assert_eq!(a.because, b.because);
}

#[test]
fn needless_steps_change_nothing() {
    let mut run = Run::new(PLAIN, 4);
    run.days(20);
    let before = format!("{:?} {:?}", run.state, run.board.weather);
    for minute in 1..300 {
        run.step(Minute(19 * DAY + 360 + minute));
    }
    assert_eq!(before, format!("{:?} {:?}", run.state, run.board.weather));
}

#[test]
fn what_nobody_asks_for_is_not_worked_out_and_moves_nothing_else() {
    let (asked, unasked) = (setup(PLAIN), unasked(PLAIN));
    let (mut grounded, mut heated) = (0, 0);
    for seed in 0..20 {
        let row =
            |kit: &Kit| State::new(&kit.setup, &kit.numbers(seed), Dice::new(seed)).1.regions[RegionId(0)];
        let (asked, unasked) = (row(&asked), row(&unasked));
        assert!(unasked.flyable && unasked.heat.to_bits() == 1.0_f64.to_bits());
        let (heat, climatological_heat) = (asked.heat, asked.climatological_heat);
        let as_asked = RegionOut { heat, climatological_heat, flyable: asked.flyable, ..unasked };
        assert_eq!(format!("{as_asked:?}"), format!("{asked:?}"));
        grounded += u32::from(!asked.flyable);
        heated += u32::from((heat - 1.0).abs() > 1e-3);
    }
    assert!(grounded > 0 && heated == 20, "{grounded} {heated}");
}

#[test]
fn a_harsher_season_is_colder_and_has_more_cold_spells() {
    let spells = |shift| {
        (0..40)
            .map(|seed| {
                let mut run = Run::new(Case { season_shift_c: shift, ..PLAIN }, seed);
                run.days(240);
                run.kinds().iter().filter(|kind| **kind == Kind::ColdSpellBegan).count()
            })
            .sum::<usize>()
    };
    assert!(spells(-2.0) > spells(0.0) && spells(0.0) > 0);
    let mild = Run::new(PLAIN, 5).days(100);
    let harsh = Run::new(Case { season_shift_c: -2.0, ..PLAIN }, 5).days(100);
    for (mild, harsh) in mild.iter().zip(&harsh) {
        assert!((mild.temperature_c - harsh.temperature_c - 2.0).abs() < 1e-9);
        assert!(harsh.heat > mild.heat && harsh.cold > mild.cold);
        assert!((0.0..1.0).contains(&harsh.cold));
    }
}

#[test]
fn cold_spells_begin_and_end_in_turn_with_their_causes() {
    let mut run = Run::new(Case { season_shift_c: -6.0, ..PLAIN }, 6);
    run.days(240);
    let shift = run.setup.regions[RegionId(0)].season_shift_c;
    let mut open = None;
    let mut given = 0;
    for record in run.log.records() {
        let causes = run.log.causes(record);
        match record.event {
            Event::ColdSpellBegan { anomaly_c, .. } => {
                assert!(open.is_none() && anomaly_c < -6.0);
                assert!(causes.iter().any(|cause| matches!(cause, Cause::Chance(_))));
                let origin = run.setup.parameters[usize::from(shift.0)].origin;
                given += usize::from(causes[0] == Cause::Given(origin));
                open = Some(record.id);
            }
            Event::ColdSpellEnded { days, .. } => {
                assert_eq!(Some(&causes[0]), open.map(Cause::Event).as_ref());
                assert!(days >= 1.0);
                open = None;
            }
            _ => {}
        }
    }
    // A shift of −6 °C makes more of most cold days than the day's own departure does.
    assert!(given > 0, "the season is never the main cause");
}

#[test]
fn drought_begins_once_until_the_rain_is_back() {
    let mut droughts = 0;
    for seed in 0..40 {
        let mut run = Run::new(Case { rain_spread: 0.6, drought_share: 0.7, ..PLAIN }, seed);
        let mut at = Mark::Weather.first();
        let mut was = None;
        for _ in 0..240 {
            at = run.step(at);
            let row = run.row();
            match (was, row.drought) {
                (None, Some(since)) => {
                    droughts += 1;
                    assert!(row.rain_share < 0.7);
                    assert!(matches!(
                        run.log.get(since.because).map(|record| record.event),
                        Some(Event::RainFailed { .. })
                    ));
                }
                (Some(_), None) => assert!(row.rain_share > 0.85),
                (None, None) => assert!(row.rain_share >= 0.7),
                (Some(_), Some(_)) => assert!(row.rain_share <= 0.85),
            }
            was = row.drought;
        }
    }
    assert!(droughts > 5);
}

#[test]
fn a_suppressed_spell_leaves_no_trace() {
    let cold = Case { season_shift_c: -4.0, ..PLAIN };
    let mut free = Run::new(cold, 7);
    let rows = free.days(200);
    assert!(rows.iter().any(|row| row.cold_spell.is_some()));
    let mut run = Run::new(cold, 7);
    run.suppress(Kind::ColdSpellBegan);
    for (row, other) in run.days(200).iter().zip(&rows) {
        assert!(row.cold_spell.is_none());
        assert_eq!(row.temperature_c.to_bits(), other.temperature_c.to_bits());
    }
    assert!(!run.kinds().contains(&Kind::ColdSpellEnded));
}
