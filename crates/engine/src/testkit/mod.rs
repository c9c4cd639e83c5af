//! What tests of domains share: small setups, a neutral board, a bench.

mod bench;
mod board;

pub(crate) use bench::{Alone, Bench, Wiring};
pub(crate) use board::board;

use crate::dice::{Dice, Key, Name};
use crate::id::{Id, OriginId, PartyId};
use crate::numbers::{Draws, Numbers};
use crate::parameter::{Distribution, Num, Parameter};
use crate::setup::{Dyad, Named, Origin, Party, PartyKind, Setup};
use crate::time::{Calendar, DAY, Minute, Month};

/// A setup that grows by hand. Parameter 0 is the constant 0.
pub(crate) struct Kit {
    pub setup: Setup,
}

impl Kit {
    /// An empty setup of 240 days from 1 October 2014.
    pub fn new() -> Self {
        let mut kit = Self { setup: Setup::default() };
        kit.setup.origins.push(Origin { path: "test".into(), file: "test.toml".into(), line: 1 });
        kit.num(0.0);
        let starts = [0, 31, 61, 92, 123, 151, 182, 212];
        kit.setup.calendar = Calendar {
            start_day_of_year: 274,
            months: starts
                .iter()
                .enumerate()
                .map(|(index, day)| Month {
                    starts: Minute(day * 1440),
                    number: ((index + 9) % 12 + 1) as u8,
                    year: if index < 3 { 2014 } else { 2015 },
                })
                .collect(),
            ends: Minute(240 * 1440),
            half_steps: false,
        };
        kit
    }

    /// A constant of the scenario.
    pub fn num(&mut self, value: f64) -> Num {
        self.setup.parameters.push(Parameter {
            path: format!("test.{}", self.setup.parameters.len()),
            unit: "1".into(),
            distribution: Distribution::Constant(value),
            min: f64::MIN,
            max: f64::MAX,
            source: "test".into(),
            lever: false,
            origin: OriginId(0),
        });
        Num(u16::try_from(self.setup.parameters.len() - 1).expect("few parameters"))
    }

    /// A name.
    pub fn name(&mut self, path: &str) -> Name {
        let id = path.rsplit('.').next().unwrap_or(path).to_owned();
        let named = Named { title: id.clone(), id, path: path.into(), origin: OriginId(0) };
        Name { id: self.setup.names.push(named), key: Key::of(path) }
    }

    /// A state without history. Call [`Kit::no_relations`] after the last one.
    pub fn state(&mut self, id: &str) -> PartyId {
        let party = Party {
            name: self.name(&format!("party.{id}")),
            kind: PartyKind::State,
            adjective: id.into(),
            leader: None,
            pocket: None,
            bloc: None,
            treasury_musd: Num(0),
        };
        self.setup.parties.push(party)
    }

    /// Neutral relations between all parties.
    pub fn no_relations(&mut self) {
        let neutral = Dyad {
            stance: Num(0),
            trust: Num(0),
            hostility: Num(0),
            stated: true,
            origin: OriginId::from_index(0),
        };
        self.setup.dyads = vec![neutral; self.setup.parties.len() * self.setup.parties.len()];
    }

    /// The run's numbers.
    pub fn numbers(&self, seed: u64) -> Numbers {
        let parameters = &self.setup.parameters;
        Numbers::draw(parameters, &Draws::new(parameters), Dice::new(seed), &[])
    }
}

/// Midnight of a day.
pub(crate) fn day(day: u32) -> Minute {
    Minute(day * DAY)
}
