//! The battle domain: fights over facilities, in short steps that others can join.
//!
//! What is drawn at contact is quantiles (one uniform for who wins, a normal for the model's error, one
//! for each side's losses, the length), not the ending. When a side joins, the ending is computed again from the same
//! quantiles and the sides present; losses so far are a floor. So the minutes are filled in to match
//! the ending (`odds`), never the other way round, and everything adds up by construction: the
//! losses published in all phases are the totals, and no force loses more than it has.
//!
//! Everything is aggregate: a regression on recorded battles for whole forces, with wide spreads.

mod approach;
mod fight;
mod hold;
mod lift;
mod odds;
mod out;
#[cfg(test)]
mod tests;
mod third;

pub use out::*;

use crate::clock::Clock;
use crate::dice::{Dice, Stream};
use crate::event::{Ending, Event, Kind, Kinds};
use crate::id::{FacilityId, ForceId, Table};
use crate::log::Record;
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::setup::Setup;
use crate::time::Minute;
use fight::{Fight, Phase};

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds =
    Kinds::of(&[Kind::OperationLaunched, Kind::OperationEnded, Kind::Withdrew, Kind::Landed, Kind::Closed]);

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {
    cursor: usize,
    fights: Vec<Fight>,
    /// Operations of each force so far: part of every draw's address.
    operations: Table<ForceId, u32>,
    /// Counter-attacks on what each force holds.
    counters: Table<ForceId, Clock>,
    counts: Table<FacilityId, Counts>,
    rates: Rates,
}

/// How often each fact of a facility has begun.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    raids: u32,
    seizures: u32,
    endings: u32,
}

/// The run's values of `setup.battle`.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs, reason = "each is documented at the field of the same name of `setup::Battle`")]
struct Rates {
    abort: f64,
    lost: f64,
    minimum_delivered: f64,
    runway_blocked: f64,
    jump_injured_night: f64,
    jump_injured_day: f64,
    jump_spread: f64,
    assembly_minutes: f64,
    assembled: f64,
    surprise_lost: f64,
    fight_minutes: f64,
    fight_spread: f64,
    armour: f64,
    transfer_sd: f64,
    sorties: f64,
    posture: f64,
    seizure: f64,
    seizure_sd: f64,
    seizure_losses: f64,
    loss_transfer_sd: f64,
    size_exponent: f64,
    killed_spread: f64,
    duration_exponent: f64,
    killed_share: f64,
    captured: f64,
    captured_raiders: f64,
    captured_spread: f64,
    strike_success: f64,
    hold_hours: f64,
    secure_hours: f64,
    counter_attack: f64,
    third_temperature: f64,
    third_minutes: f64,
    third_block: f64,
    third_capture: f64,
    third_stance: f64,
    third_cost_garrison: f64,
    third_free_raiders: f64,
    third_aid: f64,
    third_killed: f64,
    third_cost_raiders: f64,
    third_free_disarm: f64,
    third_winning: f64,
    third_cost_disarm: f64,
    third_risk: f64,
    third_block_ratio: f64,
    third_fired_on: f64,
}

impl Rates {
    fn of(setup: &Setup, numbers: &Numbers) -> Self {
        let battle = &setup.battle;
        Self {
            abort: numbers[battle.abort],
            lost: numbers[battle.lost],
            minimum_delivered: numbers[battle.minimum_delivered],
            runway_blocked: numbers[battle.runway_blocked],
            jump_injured_night: numbers[battle.jump_injured_night],
            jump_injured_day: numbers[battle.jump_injured_day],
            jump_spread: numbers[battle.jump_spread],
            assembly_minutes: numbers[battle.assembly_minutes],
            assembled: numbers[battle.assembled],
            surprise_lost: numbers[battle.surprise_lost],
            fight_minutes: numbers[battle.fight_minutes],
            fight_spread: numbers[battle.fight_spread],
            armour: numbers[battle.armour],
            transfer_sd: numbers[battle.transfer_sd],
            sorties: numbers[battle.sorties],
            posture: numbers[battle.posture],
            seizure: numbers[battle.seizure],
            seizure_sd: numbers[battle.seizure_sd],
            seizure_losses: numbers[battle.seizure_losses],
            loss_transfer_sd: numbers[battle.loss_transfer_sd],
            size_exponent: numbers[battle.size_exponent],
            killed_spread: numbers[battle.killed_spread],
            duration_exponent: numbers[battle.duration_exponent],
            killed_share: numbers[battle.killed_share],
            captured: numbers[battle.captured],
            captured_raiders: numbers[battle.captured_raiders],
            captured_spread: numbers[battle.captured_spread],
            strike_success: numbers[battle.strike_success],
            hold_hours: numbers[battle.hold_hours],
            secure_hours: numbers[battle.secure_hours],
            counter_attack: numbers[battle.counter_attack],
            third_temperature: numbers[battle.third_temperature],
            third_minutes: numbers[battle.third_minutes],
            third_block: numbers[battle.third_block],
            third_capture: numbers[battle.third_capture],
            third_stance: numbers[battle.third_stance],
            third_cost_garrison: numbers[battle.third_cost_garrison],
            third_free_raiders: numbers[battle.third_free_raiders],
            third_aid: numbers[battle.third_aid],
            third_killed: numbers[battle.third_killed],
            third_cost_raiders: numbers[battle.third_cost_raiders],
            third_free_disarm: numbers[battle.third_free_disarm],
            third_winning: numbers[battle.third_winning],
            third_cost_disarm: numbers[battle.third_cost_disarm],
            third_risk: numbers[battle.third_risk],
            third_block_ratio: numbers[battle.third_block_ratio],
            third_fired_on: numbers[battle.third_fired_on],
        }
    }
}

impl State {
    /// Draws the remainder of every running clock anew; see [`Past`](crate::world::Past).
    pub(crate) fn redraw(&mut self, dice: Dice, at: Minute) {
        self.counters.rows_mut().for_each(|counter| counter.redraw(dice, at));
        for fight in self.fights.iter_mut().filter(|fight| fight.phase == Phase::Hold) {
            fight.due = fight.until.min(self.counters[fight.raider].due()).max(at.next());
        }
    }

    /// The state at minute 0, with readings that are valid from then on.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, dice: Dice) -> (Self, Out) {
        let state = Self {
            cursor: 0,
            fights: Vec::new(),
            operations: Table::for_each_of(&setup.forces, |_| 0),
            counters: setup
                .forces
                .rows()
                .map(|force| Clock::new(dice, Stream::CounterAttack, force.name, Minute(0)))
                .collect(),
            counts: Table::for_each_of(&setup.facilities, |_| Counts::default()),
            rates: Rates::of(setup, numbers),
        };
        let out = Out {
            facilities: Table::for_each_of(&setup.facilities, |_| ObjectiveOut::default()),
            parties: Table::for_each_of(&setup.parties, |_| Toll::default()),
        };
        (state, out)
    }

    fn hear(&mut self, now: &Now, fights: &mut Vec<Fight>, record: &Record, out: &mut Out, emit: &mut Emit) {
        match record.event {
            Event::OperationLaunched { force, kind, on, aim, arrives } => {
                let n = self.operations[force];
                self.operations[force] += 1;
                fights.push(Fight::new(force, kind, on, aim, record.id, arrives.max(now.at), n));
            }
            Event::OperationEnded { force, .. } | Event::Withdrew { force, .. } => {
                // Recalled before it met anything: there is no fight.
                fights.retain(|fight| fight.raider != force || fight.phase != Phase::Approach);
                for fight in
                    fights.iter_mut().filter(|fight| fight.raider == force && fight.phase == Phase::Hold)
                {
                    self.end(now, fight, Ending::DeniedAndWithdrew, &[record.id.into()], out, emit);
                }
                for row in out.facilities.rows_mut().filter(|row| row.holder == Some(force)) {
                    row.holder = None;
                }
            }
            Event::Landed { .. } | Event::Closed { .. } => {
                for fight in fights.iter_mut().filter(|fight| fight.phase == Phase::Hold) {
                    self.reinforced(now, fight);
                }
            }
            // No other kind is in `NEWS`.
            _ => {}
        }
    }
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    // Taken out for the step, so that a fight can change beside the rest of the state.
    let mut fights = std::mem::take(&mut state.fights);
    for record in now.log.news(&mut state.cursor, NEWS) {
        state.hear(now, &mut fights, record, out, emit);
    }
    for index in 0..fights.len() {
        if fights[index].due <= now.at {
            state.relieve(now, &mut fights, index, out, emit);
            state.advance(now, &mut fights[index], out, emit);
        }
    }
    fights.retain(|fight| fight.phase != Phase::Over);
    let next = fights.iter().map(|fight| fight.due).min().unwrap_or(Minute::NEVER);
    state.fights = fights;
    next.max(now.at.next())
}
