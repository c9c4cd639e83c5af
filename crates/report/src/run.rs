//! A run as reports read it.

use jiff::ToSpan;
use jiff::civil::DateTime;
use powderkeg_engine::cause::Cause;
use powderkeg_engine::dice::Dice;
use powderkeg_engine::log::{Log, Record};
use powderkeg_engine::numbers::Numbers;
use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::Minute;
use powderkeg_engine::world::{Engine, RunOptions, World};
use powderkeg_study::runs::{Watched, watch};

use crate::words::Words;

/// A run: what the scenario says, what happened, and the luck behind it.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The scenario.
    pub setup: &'a Setup,
    /// Everything that happened.
    pub log: &'a Log,
    /// The run's values of the scenario's numbers.
    pub numbers: &'a Numbers,
    /// The run's dice, to say what was drawn.
    pub dice: Dice,
    /// The text of the first `[[result]]` rule that holds.
    pub result: Option<&'a str>,
    /// When the incident came about, if it did.
    pub incident: Option<Minute>,
    /// The last minute of the run.
    pub ended: Minute,
}

/// A world played to its end, with what has to be noticed on the way.
#[derive(Clone, Debug)]
pub struct Played<'e> {
    /// The world at its end.
    pub world: World<'e>,
    /// When the incident first came about, if it did. It may be over at the end, as a protest is.
    pub incident: Option<Minute>,
}

impl<'e> Played<'e> {
    /// Plays a run to its end.
    #[must_use]
    pub fn new(engine: &'e Engine, seed: u64, options: RunOptions) -> Self {
        let Watched { world, incident, .. } = watch(engine, seed, options, &[], |_| {});
        Self { world, incident }
    }
}

impl<'a> Run<'a> {
    /// A finished run.
    #[must_use]
    pub fn of(played: &'a Played) -> Self {
        let (world, setup) = (&played.world, played.world.setup());
        let result = setup.results.iter().find(|rule| world.evaluate(&rule.when) != 0.0);
        Self {
            setup,
            log: world.log(),
            numbers: world.numbers(),
            dice: world.now().dice,
            result: result.map(|rule| rule.text.as_str()),
            incident: played.incident,
            ended: setup.calendar.ends,
        }
    }

    /// How things of this scenario are called.
    #[must_use]
    pub fn words(&self) -> Words<'a> {
        Words::new(self.setup)
    }

    /// The number people know a record by: its place in the log, from 1.
    #[must_use]
    pub fn number_of(&self, record: &Record) -> Option<usize> {
        self.log.position(record.id).map(|position| position + 1)
    }

    /// The places in the log of the records among a record's causes, the main one first.
    pub(crate) fn causes_of(&self, record: &Record) -> impl Iterator<Item = usize> + use<'a> {
        let log = self.log;
        log.causes(record).iter().filter_map(move |cause| match cause {
            Cause::Event(id) => log.position(*id),
            Cause::Given(_) | Cause::Chance(_) | Cause::Order(_) => None,
        })
    }

    /// The name of an entity as rules write it.
    pub(crate) fn id_of(&self, name: powderkeg_engine::id::NameId) -> &'a str {
        self.setup.id(name)
    }
}

/// The local civil time of a minute of the scenario.
///
/// A setup without a valid start date (as in tests) counts from 1 January of year 1.
#[must_use]
pub fn civil(setup: &Setup, at: Minute) -> DateTime {
    civil_from(setup.starts, at)
}

/// As [`civil`], from the date of minute 0: year, month, day.
#[must_use]
pub fn civil_from((year, month, day): (i16, u8, u8), at: Minute) -> DateTime {
    let month = i8::try_from(month).unwrap_or(0);
    let day = i8::try_from(day).unwrap_or(0);
    let start = jiff::civil::Date::new(year, month, day).unwrap_or(jiff::civil::date(1, 1, 1));
    start.at(0, 0, 0, 0).saturating_add(i64::from(at.0).minutes())
}
