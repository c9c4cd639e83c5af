//! What a seat observes, what it can do and what a run is worth to it: the same in every game of a scenario.

use std::sync::Arc;

use powderkeg_engine::id::{OptionId, PartyId};
use powderkeg_engine::reading::Reading;
use powderkeg_engine::rule::Program;
use powderkeg_engine::setup::{RewardKind, Setup};
use powderkeg_engine::view::{Sights, is_plain};
use powderkeg_engine::world::{Engine, WorldOf};
use powderkeg_report::fields;

/// A seat that is played from outside.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Whose.
    pub party: PartyId,
    /// Its party as rules write it: `usa`.
    pub id: String,
    /// Its party as texts call it.
    pub title: String,
    /// What is observed: first what every seat knows of itself, then what its doctrine reads, in the order of first use.
    pub columns: Vec<Column>,
    /// How many of the columns take no watching.
    pub(crate) plain: usize,
    /// What it can do besides waiting, in the scenario's order: action `k` is the option `k - 1` here.
    pub choices: Vec<Choice>,
    /// What a run is worth to it, by the scenario.
    pub rewards: Vec<Worth>,
}

/// A number that a seat observes.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The reading as rules write it: `refusals(russia, asat)`.
    pub name: String,
    /// Its unit; `1` for a fact, which is 0 or 1.
    pub unit: &'static str,
    /// The reading.
    pub reading: Reading,
}

/// An option of the seat's doctrine, which it can take when it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The option.
    pub option: OptionId,
    /// Its id within the doctrine: `raid_the_cosmodrome`.
    pub id: String,
    /// What it is called.
    pub title: String,
}

/// A `[reward.PARTY.*]` and how much it counts.
#[derive(Clone, Debug)]
pub struct Worth {
    /// Its name.
    pub name: String,
    /// What it is, for people.
    pub title: String,
    /// What it is made for.
    pub kind: RewardKind,
    /// How much it counts.
    pub weight: f64,
    pub(crate) is: Program,
}

impl Seat {
    /// The seat of a party; every reward counts 1.
    pub(crate) fn new(setup: &Setup, party: PartyId, sights: &Sights) -> Self {
        let named = &setup.names[setup.parties[party].name.id];
        let watched: Vec<Reading> = sights.readings().map(|(_, reading)| reading).collect();
        let known = known(setup, party).into_iter().filter(|reading| !watched.contains(reading));
        let plain: Vec<Reading> = known.collect();
        let column = |&reading: &Reading| Column {
            name: fields::reading(setup, &reading),
            unit: reading.unit(),
            reading,
        };
        Self {
            party,
            id: named.id.clone(),
            title: named.title.clone(),
            columns: plain.iter().chain(&watched).map(column).collect(),
            plain: plain.len(),
            choices: choices(setup, party),
            rewards: rewards(setup, party),
        }
    }

    /// What a run is worth to it if it stopped now.
    pub(crate) fn worth(&self, world: &WorldOf<Arc<Engine>>) -> f64 {
        let rewards = self.rewards.iter().filter(|row| row.weight != 0.0);
        rewards.fold(0.0, |sum, row| sum + row.weight * world.evaluate(&row.is))
    }

    /// How many actions there are: waiting, and its options.
    #[must_use]
    pub fn actions(&self) -> usize {
        1 + self.choices.len()
    }
}

/// What every party knows of itself and of the world without watching anybody.
fn known(setup: &Setup, party: PartyId) -> Vec<Reading> {
    let own = [
        Reading::Day,
        Reading::Treasury(party),
        Reading::Strength(party),
        Reading::Killed(party),
        Reading::Wounded(party),
        Reading::Prisoners(party),
        Reading::Legitimacy(party),
        Reading::Hardship(party),
        Reading::Protest(party),
        Reading::Fronts,
        Reading::WiderWar,
    ];
    let forces = setup.forces.iter().filter(|(_, force)| force.of == party);
    let forces = forces.flat_map(|(id, _)| [Reading::Staging(id), Reading::Ready(id), Reading::Busy(id)]);
    own.into_iter().chain(forces).filter(|reading| is_plain(setup, party, reading)).collect()
}

fn choices(setup: &Setup, party: PartyId) -> Vec<Choice> {
    let options = setup.doctrines.get(party).map_or(&[][..], |doctrine| &doctrine.options);
    let choice = |&option: &OptionId| {
        let named = &setup.names[setup.options[option].name.id];
        Choice { option, id: named.id.clone(), title: named.title.clone() }
    };
    options.iter().map(choice).collect()
}

fn rewards(setup: &Setup, party: PartyId) -> Vec<Worth> {
    let own = setup.rewards.iter().filter(|reward| reward.party == party);
    own.map(|reward| Worth {
        name: reward.name.clone(),
        title: reward.title.clone(),
        kind: reward.kind,
        weight: 1.0,
        is: reward.is.clone(),
    })
    .collect()
}
