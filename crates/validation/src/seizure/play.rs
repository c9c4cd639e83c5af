//! A seizure as a scenario, and what becomes of it in many runs.

use std::collections::BTreeMap;

use powderkeg_engine::event::{Ending, Event};
use powderkeg_engine::id::ForceId;
use powderkeg_engine::world::{Engine, RunOptions};
use powderkeg_scenario::diagnostic::Style;
use powderkeg_scenario::scenario::read;
use powderkeg_scenario::source::SourceTree;

use super::offset::Offsets;
use super::record::{Known, Losses, Result, Seizure};

const TEMPLATE: &str = include_str!("template.toml");
/// Runs of each seizure.
pub const RUNS: u32 = 2_000;
/// Seats of a transport whose number is not known.
const SEATS: f64 = 64.0;

/// What became of one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Played {
    /// How it ended.
    pub result: Result,
    /// Whether what was taken was not lost again.
    pub kept: bool,
    /// Losses of attackers and defenders.
    pub losses: [Losses<f64>; 2],
}

/// Plays a seizure. `offsets`: what seizures have beyond battles; `None`: what ships.
#[must_use]
pub fn play(seizure: &Seizure, offsets: Option<Offsets>) -> Vec<Played> {
    let engine = engine(seizure, offsets);
    (1..=u64::from(RUNS)).map(|seed| one(&engine, seed)).collect()
}

fn engine(seizure: &Seizure, offsets: Option<Offsets>) -> Engine {
    let files = BTreeMap::from([("scenario.toml".to_owned(), scenario(seizure, offsets).into_bytes())]);
    let loaded = read(&SourceTree::Memory(files), &[]);
    let Some(scenario) = loaded.scenario else {
        panic!(
            "a row that was read makes a scenario: {}",
            loaded.diagnostics.render(&loaded.sources, Style::Plain)
        )
    };
    Engine::new(scenario.setup)
}

fn one(engine: &Engine, seed: u64) -> Played {
    let world = engine.run(seed, RunOptions::default());
    let (mut seized, mut repulsed) = (false, false);
    for record in world.log().records() {
        match record.event {
            Event::Seized { .. } => seized = true,
            Event::FightEnded { ending, .. } => repulsed = ending == Ending::Repulsed,
            _ => {}
        }
    }
    let losses = [0, 1].map(|force| {
        let toll = world.board().battle.parties[engine.setup().forces[ForceId(force)].of];
        Losses {
            killed: f64::from(toll.killed),
            hurt: f64::from(toll.wounded),
            captured: f64::from(toll.captured),
        }
    });
    let result = match (seized, repulsed) {
        (true, _) => Result::Seized,
        (false, true) => Result::Repulsed,
        (false, false) => Result::Nothing,
    };
    Played { result, kept: seized && !repulsed, losses }
}

/// The scenario's text.
fn scenario(seizure: &Seizure, offsets: Option<Offsets>) -> String {
    let Seizure { date: (year, month, day), at: (lat, lon), surprise, night, .. } = *seizure;
    let by_road = seizure.aircraft == Some(0);
    let aircraft = seizure
        .aircraft
        .map_or_else(|| (seizure.attackers.high / SEATS).ceil().clamp(1.0, 1_000.0), f64::from);
    let seats = (seizure.attackers.high / aircraft.max(1.0)).ceil().clamp(1.0, 10_000.0);
    // Two for what was not noticed, one for the night, less one where the approach gave it away: the
    // engine's classes. Full surprise by day is one more than it knows.
    let (noticed, lost) = match (surprise, night) {
        (3, _) | (2, false) => (false, false),
        (2, true) | (1, false) => (false, true),
        (1, true) | (0, false) => (true, false),
        (_, _) => (true, true),
    };
    let fleet = |key: &str, kind: &str, count: f64| match count {
        count if count > 0.0 => format!("{key} = {{ {kind} = {count} }}"),
        _ => String::new(),
    };
    let flag = |flag: bool, yes: f64| if flag { yes.to_string() } else { "0".to_owned() };
    let air_defence = if seizure.air_defence { "{ uniform = [0.1, 0.6] }" } else { "0" };
    let values: [(&str, String); 20] = [
        ("date", format!("{year:04}-{month:02}-{day:02}")),
        ("end", end(year, month, day)),
        ("lat", lat.to_string()),
        ("lon", lon.to_string()),
        ("base_lat", (lat + 0.5).to_string()),
        ("seats", seats.to_string()),
        ("paratroops", flag(seizure.jumped, seats)),
        ("attackers", known(seizure.attackers)),
        ("from", if by_road { "objective" } else { "base" }.to_owned()),
        ("lift", fleet("lift", "transport", if by_road { 0.0 } else { aircraft })),
        ("fires", fleet("fires", "gunship", f64::from(seizure.gunships))),
        ("defenders", known(seizure.defenders)),
        ("vehicles", seizure.vehicles.to_string()),
        ("air_defence", air_defence.to_owned()),
        ("detected", flag(noticed, 20.0)),
        ("surprise_lost", flag(lost, 1.0)),
        ("runway_blocked", flag(seizure.jumped, 1.0)),
        ("offsets", offsets.map_or_else(String::new, Offsets::in_a_scenario)),
        ("light", if night { "dark(objective)" } else { "!dark(objective)" }.to_owned()),
        ("aim", if seizure.raid { "deny" } else { "control" }.to_owned()),
    ];
    values.iter().fold(TEMPLATE.to_owned(), |text, (key, value)| text.replace(&format!("{{{key}}}"), value))
}

/// A number, or a triangle where its ends differ.
fn known(Known { low, best, high }: Known) -> String {
    if low < high { format!("{{ triangular = [{low}, {best}, {high}] }}") } else { best.to_string() }
}

/// Some ten days later: in the same month or the next.
fn end(year: i16, month: i8, day: i8) -> String {
    let (year, month, day) = match (month, day) {
        (month, ..=15) => (year, month, day + 10),
        (12, _) => (year + 1, 1, 12),
        (month, _) => (year, month + 1, 12),
    };
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seizure::record::{SEIZURES, seizures};

    #[test]
    fn the_strangest_row_makes_a_scenario_that_ends() {
        let known = |best| Known { low: 0.0, best, high: 1.0e6 };
        for seizure in seizures(&SEIZURES).unwrap() {
            for (surprise, night, people) in
                [(0, true, 1.0_f64), (1, false, 1.0e6), (2, true, 7.0), (3, false, 0.5_f64)]
            {
                let strange = Seizure {
                    date: (2000, 12, 28),
                    at: (80.0, -180.0),
                    attackers: Known { low: 1.0, ..known(people.max(1.0)) },
                    defenders: known(people),
                    aircraft: Some(1_000),
                    gunships: 1_000,
                    vehicles: 1.0e6,
                    surprise,
                    night,
                    ..seizure.clone()
                };
                let _ = one(&engine(&strange, None), 1);
                let _ =
                    one(&engine(&Seizure { aircraft: None, jumped: !seizure.jumped, ..strange }, None), 1);
            }
        }
    }

    #[test]
    fn every_seizure_of_the_record_is_flown() {
        for seizure in seizures(&SEIZURES).unwrap() {
            let engine = engine(&seizure, None);
            for seed in 1..=20 {
                let world = engine.run(seed, RunOptions::default());
                let flown = |event: &Event| matches!(event, Event::FightEnded { .. });
                assert!(world.log().records().iter().any(|record| flown(&record.event)), "{}", seizure.id);
            }
        }
    }
}
