//! A run that is watched day by day while it is played.

use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions, World};
use powderkeg_report::run::Played;
use powderkeg_study::runs::watch;

use super::super::round::significant;
use super::flow::Flows;
use super::quantity::Quantities;

/// A run with what was noted of it at the first instant of each day.
#[derive(Clone, Debug)]
pub struct Watched<'e> {
    /// The run.
    pub played: Played<'e>,
    pub(super) quantities: Quantities,
    pub(super) flows: Flows,
}

/// Plays a run to its end, and notes its quantities day by day. It comes out as any other run with the same seed.
#[must_use]
pub fn play(engine: &Engine, seed: u64, options: RunOptions) -> Watched<'_> {
    let setup = engine.setup();
    let (mut quantities, mut flows) = (Quantities::of(setup), Flows::of(setup));
    let mut note = |world: &World, day: Minute| {
        quantities.note(world, day);
        flows.note(world, day);
    };
    let watched = watch(engine, seed, options, &[], |world| note(world, world.at()));
    note(&watched.world, setup.calendar.ends);
    let played = Played { world: watched.world, incident: watched.incident };
    Watched { played, quantities, flows }
}

/// A value for each day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Days(Vec<f64>);

impl Days {
    /// Notes the value of a day at its first instant. Days on which nobody stepped are like the next.
    pub(super) fn note(&mut self, at: Minute, value: f64) {
        let days = at.day() as usize + 1;
        if self.0.len() < days {
            self.0.resize(days, drawn(value));
        }
    }

    pub(super) fn values(&self) -> &[f64] {
        &self.0
    }

    /// Whether it is the same on all days.
    pub(super) fn is_constant(&self) -> bool {
        self.0.windows(2).all(|pair| pair[0].to_bits() == pair[1].to_bits())
    }
}

/// What is nearer to 0 is drawn as 0.
const NOTHING: f64 = 1e-5;

/// As it is drawn; what is not finite, too, is drawn as 0.
fn drawn(value: f64) -> f64 {
    if !value.is_finite() || value.abs() < NOTHING { 0.0 } else { significant(value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use powderkeg_engine::time::DAY;

    #[test]
    fn what_is_next_to_nothing_is_nothing() {
        for value in [1e-9, -1e-9, f64::NAN, f64::INFINITY] {
            assert_eq!(drawn(value).to_string(), "0");
        }
        assert_eq!(drawn(0.123_456).to_string(), "0.1235");
    }

    #[test]
    fn days_on_which_nobody_stepped_are_like_the_next() {
        let mut days = Days::default();
        for (day, value) in [(0, 1.0), (0, 9.0), (3, 2.0), (3, 8.0), (4, 2.0)] {
            days.note(Minute(day * DAY + 7), value);
        }
        assert_eq!(days.values(), [1.0, 2.0, 2.0, 2.0, 2.0]);
        assert!(!days.is_constant());
    }
}
