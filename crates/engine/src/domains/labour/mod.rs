//! The labour domain: workforces that are worked hard for little pay, and the facilities they keep
//! going (MODELS §5).
//!
//! Strain ln(effort/pay) with the mood around makes strikes probable; a strike spreads, is settled
//! by a clock, withers, or is broken by dismissals; a facility falls out of operation when too few
//! are present; replacements man it with less skill; at the gate a strike may turn into a riot, the
//! more so where people were dismissed, replaced, or face foreign troops.
//!
//! Those at work, on strike and dismissed add up to the workforce; replacements are counted apart.

mod gate;
mod model;
mod orders;
mod out;
mod workforce;

#[cfg(test)]
mod tests;

pub use out::*;

use crate::cause::{Cause, Domain, Since};
use crate::dice::Dice;
use crate::event::{Event, Kind, Kinds, StrikeEnd};
use crate::id::{FacilityId, Id, Table, WorkforceId};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::orders::Orders;
use crate::reasons::Reasons;
use crate::setup::Setup;
use crate::time::Minute;
use workforce::Workforce;

/// The kinds of event that wake this domain a minute later.
pub const NEWS: Kinds = Kinds::of(&[Kind::Decided, Kind::Landed, Kind::Withdrew, Kind::FightEnded]);

/// The domain's own state.
#[derive(Clone, Debug)]
pub struct State {
    cursor: usize,
    orders: Orders,
    workforces: Table<WorkforceId, Workforce>,
    /// The facilities that need or have workforces.
    staffed: Vec<FacilityId>,
    /// Stoppages of each facility so far.
    stoppages: Table<FacilityId, u32>,
    /// When the next thing is due.
    next: Minute,
}

impl State {
    /// Draws the remainder of every running clock anew; see [`Past`](crate::world::Past).
    pub(crate) fn redraw(&mut self, dice: Dice, at: Minute) {
        self.workforces.rows_mut().for_each(|workforce| workforce.redraw(dice, at));
        self.next = at.next();
    }

    /// The state at minute 0, with readings that are valid from then on.
    #[must_use]
    pub fn new(setup: &Setup, numbers: &Numbers, dice: Dice) -> (Self, Out) {
        let mut workforces = Table::default();
        let mut out = Out::default();
        for id in setup.workforces.ids() {
            let (state, row) = Workforce::new(setup, numbers, dice, id);
            workforces.push(state);
            out.workforces.push(row);
        }
        let working = |_| FacilityOut { productivity: 1.0, stopped: None, riot: None };
        out.facilities = Table::for_each_of(&setup.facilities, working);
        let next = workforces.rows().map(|row| row.due).min().unwrap_or(Minute::NEVER);
        let stoppages = Table::for_each_of(&setup.facilities, |_| 0);
        let staffed = setup.facilities.iter().filter(|(id, facility)| {
            !facility.needs.is_empty() || setup.workforces.rows().any(|workforce| workforce.facility == *id)
        });
        let staffed = staffed.map(|(id, _)| id).collect();
        (Self { cursor: 0, orders: Orders::of(Domain::Labour), workforces, staffed, stoppages, next }, out)
    }

    /// Hears the news; a workforce at whose gate foreign troops come or go is concerned by it.
    fn listen(&mut self, now: &Now, out: &mut Out) -> bool {
        let mut moved = false;
        for record in now.log.news(&mut self.cursor, NEWS) {
            self.orders.hear(record);
            moved |= record.event.kind() != Kind::Decided;
        }
        let mut concerned = false;
        if moved {
            for (id, state) in now.setup.workforces.ids().zip(self.workforces.rows_mut()) {
                let facility = now.setup.workforces[id].facility;
                if state.gate.troops != now.board.forces.facilities[facility].foreign_since {
                    state.settle(now, &mut out.workforces[id]);
                    concerned = true;
                }
            }
        }
        concerned
    }

    /// Brings up to date whatever is due by its own mark or clock.
    fn settle_due(&mut self, now: &Now, out: &mut Out) {
        let before = Minute(now.at.0.saturating_sub(1));
        for (id, state) in now.setup.workforces.ids().zip(self.workforces.rows_mut()) {
            if state.due <= now.at || timers(state, before) <= now.at {
                state.settle(now, &mut out.workforces[id]);
            }
        }
    }

    /// Sets new rates where something changed, and finds the next thing due.
    fn conclude(&mut self, now: &Now, out: &mut Out) {
        let mut next = self.orders.due();
        for (id, state) in now.setup.workforces.ids().zip(self.workforces.rows_mut()) {
            if state.fresh {
                state.rate(now, id, &mut out.workforces[id]);
                state.fresh = false;
            }
            next = next.min(state.due).min(timers(state, now.at));
        }
        self.next = next.max(now.at.next());
    }
}

/// When a workforce's clocks and timers are next due, after `at`.
fn timers(state: &Workforce, at: Minute) -> Minute {
    let settlement = state.settlement.map_or(Minute::NEVER, |clock| clock.due());
    let coming = state.coming.map_or(Minute::NEVER, |(arrives, _)| arrives);
    let coming = if coming > at { coming } else { Minute::NEVER };
    state.onset.due().min(settlement).min(coming).min(state.gate.due(at))
}

/// One step; returns when the domain next wants to step.
pub fn step(state: &mut State, now: &Now, out: &mut Out, emit: &mut Emit) -> Minute {
    let concerned = state.listen(now, out);
    if !concerned && now.at < state.next && now.at < state.orders.due() {
        state.next = state.next.min(state.orders.due());
        return state.next;
    }
    state.settle_due(now, out);
    for id in (0..state.workforces.len()).map(WorkforceId::from_index) {
        if state.workforces[id].fresh {
            happen(&mut state.workforces[id], now, id, &mut out.workforces[id], emit);
        }
    }
    orders::carry_out(state, now, out, emit);
    for index in 0..state.staffed.len() {
        facility(state, now, state.staffed[index], out, emit);
    }
    state.conclude(now, out);
    state.next
}

/// Lets happen what is due for one workforce.
fn happen(state: &mut Workforce, now: &Now, id: WorkforceId, row: &mut WorkforceOut, emit: &mut Emit) {
    if state.coming.is_some_and(|(arrives, _)| arrives <= now.at) {
        replacements_arrive(state, now, id, row, emit);
    }
    if row.strike.is_none() && state.onset.is_due(now.at) {
        strike_begins(state, now, id, row, emit);
    }
    if state.settlement.is_some_and(|clock| clock.due() <= now.at) {
        strike_is_settled(state, now, id, row, emit);
    }
    if state.withers(now, row) {
        strike_withers(state, now, id, row, emit);
    }
    state.gate.step(now, id, row, emit);
}

fn strike_begins(state: &mut Workforce, now: &Now, id: WorkforceId, row: &mut WorkforceOut, emit: &mut Emit) {
    let luck = state.onset.draw();
    let given = now.given(now.setup.labour.onset_rate);
    let causes = Reasons::all(row.because.causes().chain([luck.into(), given]));
    let told = emit.event(Event::StrikeBegan { workforce: id }, &causes);
    state.onset.rearm(now.dice, now.at);
    if let Some(event) = told {
        state.strike(now, id, row, event);
    }
}

fn strike_is_settled(
    state: &mut Workforce,
    now: &Now,
    id: WorkforceId,
    row: &mut WorkforceOut,
    emit: &mut Emit,
) {
    let (Some(since), Some(clock)) = (row.strike, state.settlement) else { return };
    let raise = state.raise.filter(|event| event.at >= since.at).map(Cause::Event);
    let given = now.given(now.setup.labour.settlement_days);
    let causes = Reasons::all(raise.into_iter().chain([since.because.into(), clock.draw().into(), given]));
    end_strike(state, now, id, row, StrikeEnd::Settled, &causes, emit);
    if row.strike.is_some() {
        // Kept from happening: they begin to talk anew.
        state.bargain(now, id);
    }
}

/// Too few are left who strike: those who would were dismissed, or have gone back.
fn strike_withers(
    state: &mut Workforce,
    now: &Now,
    id: WorkforceId,
    row: &mut WorkforceOut,
    emit: &mut Emit,
) {
    let Some(since) = row.strike else { return };
    let dismissal = row.dismissal.filter(|dismissal| dismissal.at >= since.at);
    let how = if dismissal.is_some() { StrikeEnd::Dismissed } else { StrikeEnd::Returned };
    let raise = state.raise.filter(|event| event.at >= since.at).map(Cause::Event);
    let given = now.given(now.setup.labour.share_strain);
    let dismissed = dismissal.map(|dismissal| dismissal.because.into());
    let causes = Reasons::all(dismissed.into_iter().chain(raise).chain([since.because.into(), given]));
    end_strike(state, now, id, row, how, &causes, emit);
}

/// Ends a strike unless that is kept from happening.
fn end_strike(
    state: &mut Workforce,
    now: &Now,
    id: WorkforceId,
    row: &mut WorkforceOut,
    how: StrikeEnd,
    causes: &[Cause],
    emit: &mut Emit,
) {
    let Some(since) = row.strike else { return };
    let event = Event::StrikeEnded { workforce: id, how, days: now.at.days_since(since.at) as f32 };
    if let Some(event) = emit.event(event, causes) {
        state.end_strike(now, row, event);
    }
}

fn replacements_arrive(
    state: &mut Workforce,
    now: &Now,
    id: WorkforceId,
    row: &mut WorkforceOut,
    emit: &mut Emit,
) {
    let (Some((_, sent)), Some(crews)) = (state.coming, now.setup.workforces[id].replacements) else {
        return;
    };
    let people = now.value(crews.available).max(0.0);
    let event = Event::ReplacementsArrived { workforce: id, people: people.round() as u32 };
    let causes = [sent.because.into(), now.given(crews.arrive_days)];
    let Some(event) = emit.event(event, &causes) else { return };
    state.coming = None;
    state.relief = Some(event);
    row.replacements = people;
    row.skill = now.value(crews.skill);
    row.replaced = Some(Since::again(event, sent.occurrence));
}

/// Whether a facility works, and how fast.
fn facility(state: &mut State, now: &Now, id: FacilityId, out: &mut Out, emit: &mut Emit) {
    let mut here = now.setup.workforces.iter().filter(|(_, workforce)| workforce.facility == id);
    out.facilities[id].riot = here.find_map(|(workforce, _)| out.workforces[workforce].riot);
    let needs = &now.setup.facilities[id].needs;
    if !needs.iter().any(|(workforce, _)| state.workforces[*workforce].fresh) {
        return;
    }
    let stopped = out.facilities[id].stopped;
    let margin = if stopped.is_some() { now.value(now.setup.labour.resume_margin) } else { 0.0 };
    let present = |workforce: WorkforceId| state.workforces[workforce].present(&out.workforces[workforce]);
    let scarce = needs
        .iter()
        .map(|&(workforce, need)| (present(workforce) - now.value(need), workforce, need))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((spare, workforce, need)) = scarce else { return };
    let row = &out.workforces[workforce];
    match stopped {
        None if spare < 0.0 => {
            let event = Event::FacilityStopped { facility: id, present: present(workforce) as f32 };
            let facts = [row.strike, row.dismissal].into_iter().flatten().map(|since| since.because.into());
            let causes = Reasons::all(facts.chain([now.given(need)]));
            if let Some(event) = emit.event(event, &causes) {
                out.facilities[id].stopped = Some(Since::again(event, state.stoppages[id]));
                state.stoppages[id] += 1;
            }
        }
        Some(since) if spare >= margin.min(1.0 - now.value(need)) => {
            let event = Event::FacilityResumed { facility: id, days: now.at.days_since(since.at) as f32 };
            let relief = needs.iter().filter_map(|(workforce, _)| state.workforces[*workforce].relief).max();
            let relief = relief.filter(|event| *event > since.because).map(Cause::Event);
            let causes = Reasons::all(relief.into_iter().chain([since.because.into(), now.given(need)]));
            if emit.event(event, &causes).is_some() {
                out.facilities[id].stopped = None;
            }
        }
        None | Some(_) => {}
    }
    let stopped = out.facilities[id].stopped.is_some();
    out.facilities[id].productivity = productivity(state, now, id, out, stopped);
}

/// Share of the needed crew present by skill, over the needed workforces the smallest.
///
/// Out of operation, regular crews do nothing; replacements man the needed posts first.
fn productivity(state: &State, now: &Now, id: FacilityId, out: &Out, stopped: bool) -> f64 {
    let needs = now.setup.facilities[id].needs.iter();
    needs
        .map(|&(workforce, need)| {
            let (crew, row) = (&state.workforces[workforce], &out.workforces[workforce]);
            let present = crew.present(row);
            if stopped {
                (crew.replaced(row) / now.value(need).max(f64::MIN_POSITIVE)).min(present)
            } else {
                present
            }
        })
        .fold(1.0, f64::min)
}
