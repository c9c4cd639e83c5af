//! What is the same in every game: scenario, seats, the days between decisions, what is rewarded.

use std::sync::Arc;

use powderkeg_engine::id::PartyId;
use powderkeg_engine::setup::Setup;
use powderkeg_engine::time::DAY;
use powderkeg_engine::world::{Engine, RunOptions};

use crate::fault::Fault;
use crate::seat::Seat;

/// The longest time between two decisions, days.
pub const MOST_DAYS: u32 = 366;

/// When a reward is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pays {
    /// At every step: by how much the run's worth has changed. The sum is the worth at the end less that at the start, so
    /// that the best policy is the same as with [`Pays::AtTheEnd`] (Ng, Harada and Russell 1999, theorem 1, undiscounted).
    #[default]
    EachStep,
    /// The worth at the end, at the last step; 0 before.
    AtTheEnd,
}

/// Which rewards of a seat count, and how much.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// The seat's party.
    pub seat: String,
    /// Names of its rewards with their weights; what is not named counts nothing.
    pub weights: Vec<(String, f64)>,
}

/// What a player asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Parties whose seats are played from outside, by id.
    pub seats: Vec<String>,
    /// Days between two decisions, from 1.
    pub days: u32,
    /// For the seats named here, which rewards count; all rewards of other seats count 1.
    pub rewards: Vec<Weights>,
    /// When rewards are paid.
    pub pays: Pays,
}

/// What is the same in every game.
#[derive(Clone, Debug)]
pub struct Setting {
    pub(crate) engine: Arc<Engine>,
    pub(crate) options: RunOptions,
    pub(crate) seats: Vec<Seat>,
    /// Minutes between two decisions.
    pub(crate) interval: u32,
    pub(crate) pays: Pays,
}

impl Setting {
    /// The games of a scenario as asked. `options`: what else is different about its runs.
    ///
    /// # Errors
    /// A seat that is no party, is named twice or has no doctrine, a reward that there is not, a weight that is no finite
    /// number, or a number of days beyond [`MOST_DAYS`].
    pub fn new(engine: Arc<Engine>, options: RunOptions, asked: &Asked) -> Result<Self, Fault> {
        if !(1..=MOST_DAYS).contains(&asked.days) {
            let text = format!("{} days between decisions cannot be: give 1 to {MOST_DAYS}", asked.days);
            return Err(Fault::new(text));
        }
        let parties = parties(engine.setup(), &asked.seats)?;
        let mut seats: Vec<Seat> =
            parties.iter().map(|&party| Seat::new(engine.setup(), party, engine.sights(party))).collect();
        for weights in &asked.rewards {
            weigh(&mut seats, weights)?;
        }
        let options = RunOptions { outside: parties, ..options };
        Ok(Self { engine, options, seats, interval: asked.days * DAY, pays: asked.pays })
    }

    /// The scenario.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        self.engine.setup()
    }

    /// The seats that are played from outside, in the scenario's order of parties.
    #[must_use]
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }
}

/// Parties with a doctrine, by id, that can be played.
#[must_use]
pub fn playable(setup: &Setup) -> Vec<&str> {
    let parties = setup.parties.iter();
    let able = parties.filter(|(id, _)| setup.doctrines.get(*id).is_some_and(|row| !row.options.is_empty()));
    able.map(|(_, party)| setup.names[party.name.id].id.as_str()).collect()
}

fn parties(setup: &Setup, ids: &[String]) -> Result<Vec<PartyId>, Fault> {
    let known = playable(setup);
    let mut found = Vec::new();
    for id in ids {
        if !known.contains(&id.as_str()) {
            return Err(Fault::new(format!(
                "`{id}` has no seat to play: parties with a doctrine are {}",
                known.join(", ")
            )));
        }
        let mut parties = setup.parties.iter();
        let party = parties.find(|(_, party)| setup.names[party.name.id].id == *id).map(|(party, _)| party);
        found.extend(party);
    }
    if found.is_empty() {
        return Err(Fault::new(format!("no seat is played: name some of {}", known.join(", "))));
    }
    // Orders of one minute are decided in the scenario's order of parties, however they were asked for.
    found.sort_unstable();
    if let Some(twice) = found.windows(2).find(|pair| pair[0] == pair[1]) {
        let id = &setup.names[setup.parties[twice[0]].name.id].id;
        return Err(Fault::new(format!("the seat `{id}` is named twice: a seat has one player")));
    }
    Ok(found)
}

fn weigh(seats: &mut [Seat], asked: &Weights) -> Result<(), Fault> {
    let Some(seat) = seats.iter_mut().find(|seat| seat.id == asked.seat) else {
        return Err(Fault::new(format!(
            "rewards are given for `{}`, which is not played: name it among the seats",
            asked.seat
        )));
    };
    for worth in &mut seat.rewards {
        worth.weight = 0.0;
    }
    for (name, weight) in &asked.weights {
        if !weight.is_finite() {
            return Err(Fault::new(format!("the weight of `{name}` is {weight}: give a finite number")));
        }
        let Some(worth) = seat.rewards.iter_mut().find(|worth| worth.name == *name) else {
            let names: Vec<&str> = seat.rewards.iter().map(|worth| worth.name.as_str()).collect();
            let help = if names.is_empty() {
                format!("the scenario has none for it: write [reward.{}.{name}]", seat.id)
            } else {
                format!("there are {}", names.join(", "))
            };
            return Err(Fault::new(format!("`{}` has no reward `{name}`: {help}", seat.id)));
        };
        worth.weight = *weight;
    }
    Ok(())
}
