//! How parties decide: doctrines as options with hazards, and seats played from outside.
//!
//! An option is open while its `when` holds; while open its urge is a rate. Each option has one
//! Exp(1) draw for each occurrence and is taken when its integrated rate passes it. What an option
//! reads is looked at again when news switches it, and at the party's own daily mark.

use crate::action::Action;
use crate::cause::{Cause, EventId};
use crate::clock::Clock;
use crate::dice::{Dice, Stream};
use crate::event::{Event, Kinds};
use crate::id::{OptionId, OriginId, PartyId, Table};
use crate::log::Seen;
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::rule::{Readings, Slot};
use crate::setup::{OptionSetup, Setup};
use crate::time::{Mark, Minute};
use crate::view::{Eyes, Sights};

/// What is the same in every run of a scenario: who reads what, and what wakes whom.
#[derive(Clone, Debug)]
pub struct Plan {
    seats: Table<PartyId, SeatPlan>,
    news: Kinds,
}

#[derive(Clone, Debug, Default)]
struct SeatPlan {
    sights: Sights,
    options: Vec<OptionPlan>,
    news: Kinds,
}

#[derive(Clone, Debug)]
struct OptionPlan {
    id: OptionId,
    /// All slots of `when` and `urge`.
    slots: Vec<Slot>,
    /// Those of them that are news.
    facts: Vec<Slot>,
    /// What switches them.
    news: Kinds,
}

impl Plan {
    /// The plan of a setup.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        let seats = Table::for_each_of(&setup.parties, |party| {
            let ids = setup.doctrines.get(party).map_or(&[][..], |doctrine| &doctrine.options);
            let options: Vec<OptionPlan> = ids.iter().map(|&id| OptionPlan::new(setup, id)).collect();
            let slots = options.iter().flat_map(|option| option.slots.iter().copied());
            let news = options.iter().fold(Kinds::default(), |news, option| news.and(option.news));
            SeatPlan { sights: Sights::new(setup, party, slots), options, news }
        });
        let news = seats.rows().fold(Kinds::default(), |news, seat| news.and(seat.news));
        Self { seats, news }
    }

    /// The kinds of event that wake some seat.
    #[must_use]
    pub fn news(&self) -> Kinds {
        self.news
    }

    /// What a party's doctrine reads, and how it sees it.
    #[must_use]
    pub fn sights(&self, party: PartyId) -> &Sights {
        &self.seats[party].sights
    }
}

impl OptionPlan {
    fn new(setup: &Setup, id: OptionId) -> Self {
        let option = &setup.options[id];
        let mut slots: Vec<Slot> =
            option.when.slots().flatten().chain(option.urge.slots()).copied().collect();
        slots.sort_unstable();
        slots.dedup();
        let switched_by = |slot: &Slot| setup.readings[usize::from(slot.0)].switched_by();
        let facts: Vec<Slot> =
            slots.iter().copied().filter(|slot| switched_by(slot) != Kinds::default()).collect();
        let news = facts.iter().fold(Kinds::default(), |news, slot| news.and(switched_by(slot)));
        Self { id, slots, facts, news }
    }
}

/// An order from outside: a person, a bot, a policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutsideOrder {
    /// Whose seat.
    pub party: PartyId,
    /// What.
    pub action: Action,
    /// Its number among all orders from outside, for its cause.
    pub n: u32,
}

/// All seats of a run.
#[derive(Clone, Debug)]
pub struct State {
    cursor: usize,
    seats: Vec<Seat>,
    outside: Vec<OutsideOrder>,
    /// When any seat next wants to step.
    due: Minute,
}

/// A party with a doctrine in one run.
#[derive(Clone, Debug)]
struct Seat {
    party: PartyId,
    /// Played from outside: its doctrine rests.
    outside: bool,
    eyes: Eyes,
    options: Vec<OptionState>,
    mark: Minute,
    recheck: Minute,
    due: Minute,
}

#[derive(Clone, Debug)]
struct OptionState {
    clock: Clock,
    /// Which conjunct failed last.
    hint: u8,
    /// The facts it saw when it was last looked at.
    stamp: u64,
    /// Its own rate, before the agenda's cap; 0 while closed.
    rate: f64,
    taken: u32,
    /// It rests until then after it was taken.
    rests_until: Minute,
    /// When it is looked at again because it reads the calendar.
    look: Minute,
}

/// How many agendas there are.
const AGENDAS: usize = 4;

impl State {
    /// All seats at minute 0; those in `outside` are played from outside.
    #[must_use]
    pub fn new(setup: &Setup, plan: &Plan, numbers: &Numbers, dice: Dice, outside: &[PartyId]) -> Self {
        let mark = Mark::Seats.first();
        let seats = plan
            .seats
            .iter()
            .filter(|(_, seat)| !seat.options.is_empty())
            .map(|(party, seat)| Seat {
                party,
                outside: outside.contains(&party),
                eyes: Eyes::new(&seat.sights, setup, numbers, dice),
                options: seat
                    .options
                    .iter()
                    .map(|option| OptionState {
                        clock: Clock::new(dice, Stream::Option, setup.options[option.id].name, mark),
                        hint: 0,
                        stamp: 0,
                        rate: 0.0,
                        taken: 0,
                        rests_until: Minute(0),
                        look: Minute::NEVER,
                    })
                    .collect(),
                mark,
                recheck: Minute::NEVER,
                due: mark,
            })
            .collect();
        Self { cursor: 0, seats, outside: Vec::new(), due: mark }
    }

    /// Takes an order from outside; it is decided at the next minute.
    pub fn order(&mut self, order: OutsideOrder) {
        self.outside.push(order);
        self.due = Minute(0);
    }

    /// When any seat next wants to step.
    #[must_use]
    pub fn due(&self) -> Minute {
        self.due
    }

    /// What a party sees now at each slot its doctrine reads, and what it may order.
    pub fn view(&mut self, now: &Now, plan: &Plan, party: PartyId) -> View {
        let mut view = View { party, at: now.at, readings: Vec::new(), legal: Vec::new() };
        let seat_plan = &plan.seats[party];
        let Some(seat) = self.seats.iter_mut().find(|seat| seat.party == party) else { return view };
        for (slot, _) in seat_plan.sights.readings() {
            view.readings.push((slot, seat.eyes.see(&seat_plan.sights, now, slot).value));
        }
        for (option_plan, option) in seat_plan.options.iter().zip(&mut seat.options) {
            let setup = &now.setup.options[option_plan.id];
            if option.may_be_taken(setup, now.at)
                && seat.eyes.holds(&seat_plan.sights, now, setup, &mut option.hint)
            {
                view.legal.push((option_plan.id, order_of(now, setup)));
            }
        }
        view
    }
}

/// What a party sees and may do at one minute: all that a person, bot or policy in its seat gets.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Whose.
    pub party: PartyId,
    /// When.
    pub at: Minute,
    /// What it sees at each slot of its doctrine: facts 0 or 1, levels in their unit.
    pub readings: Vec<(Slot, f64)>,
    /// The options that are open to it, with the order each would give.
    pub legal: Vec<(OptionId, Action)>,
}

/// One step of all seats; returns when the next is due.
pub fn step(state: &mut State, now: &Now, plan: &Plan, emit: &mut Emit) -> Minute {
    let mut news = Kinds::default();
    for record in now.log.news(&mut state.cursor, plan.news) {
        news = news.and(Kinds::of(&[record.event.kind()]));
    }
    for order in std::mem::take(&mut state.outside) {
        decide_outside(now, plan, order, emit);
    }
    for seat in &mut state.seats {
        if !seat.outside {
            seat.step(now, &plan.seats[seat.party], news, emit);
        }
    }
    state.due =
        state.seats.iter().filter(|seat| !seat.outside).map(|seat| seat.due).min().unwrap_or(Minute::NEVER);
    state.due
}

fn decide_outside(now: &Now, plan: &Plan, order: OutsideOrder, emit: &mut Emit) {
    // Act and effect are apart for people too: the doctrine's lead time for such an order applies.
    let lead = plan.seats[order.party]
        .options
        .iter()
        .map(|option| &now.setup.options[option.id])
        .find(|option| std::mem::discriminant(&option.order.action) == std::mem::discriminant(&order.action))
        .map_or(0.0, |option| now.value(option.lead_days));
    let event = Event::Decided {
        party: order.party,
        option: None,
        action: order.action,
        effective: now.at.after_days(lead),
    };
    // Suppressed orders are simply not given.
    let _ = emit.event(event, &[Cause::Order(order.n)]);
}

impl Seat {
    fn step(&mut self, now: &Now, plan: &SeatPlan, news: Kinds, emit: &mut Emit) {
        let mark = self.mark <= now.at;
        let noticed = plan.news.meets(news) || self.recheck <= now.at;
        if !mark && !noticed && self.due > now.at {
            return;
        }
        if mark {
            self.mark = Mark::Seats.next_after(now.at);
            self.eyes.look(&plan.sights, now);
        }
        let mut changed = false;
        for (option_plan, option) in plan.options.iter().zip(&mut self.options) {
            let setup = &now.setup.options[option_plan.id];
            if option.clock.is_due(now.at) {
                option.take(now, plan, option_plan, setup, &mut self.eyes, emit);
                changed = true;
            }
            let woken = noticed && (option_plan.news.meets(news) || self.recheck <= now.at);
            let rested = option.rests_until == now.at;
            if mark
                || rested
                || option.look <= now.at
                || woken && option.stamp != stamp(now, plan, option_plan, &mut self.eyes)
            {
                changed |= option.look_at(now, plan, option_plan, setup, &mut self.eyes);
            }
        }
        if changed {
            self.share_agendas(now, plan);
        }
        // Everything that holds but isn't noticed yet is asked for at each look.
        let recheck = self.eyes.take_recheck();
        self.recheck = if self.recheck <= now.at { recheck } else { self.recheck.min(recheck) };
        self.due = self
            .options
            .iter()
            .map(|option| option.due(now.at))
            .fold(self.mark.min(self.recheck), Minute::min);
    }

    /// Caps each agenda's total rate and shares it among its open options.
    fn share_agendas(&mut self, now: &Now, plan: &SeatPlan) {
        let agenda = |option: &OptionPlan| now.setup.options[option.id].agenda as usize;
        let mut total = [0.0; AGENDAS];
        for (option_plan, option) in plan.options.iter().zip(&self.options) {
            total[agenda(option_plan)] += option.rate;
        }
        let cap = now.value(now.setup.decisions_per_day);
        for (option_plan, option) in plan.options.iter().zip(&mut self.options) {
            let total = total[agenda(option_plan)];
            let share = if total > cap { cap / total } else { 1.0 };
            option.clock.set_rate(now.at, option.rate * share);
        }
    }
}

impl OptionState {
    fn may_be_taken(&self, setup: &OptionSetup, at: Minute) -> bool {
        self.taken < setup.at_most && self.rests_until <= at
    }

    /// Looks again at condition and urge; whether the rate changed.
    fn look_at(
        &mut self,
        now: &Now,
        plan: &SeatPlan,
        option_plan: &OptionPlan,
        setup: &OptionSetup,
        eyes: &mut Eyes,
    ) -> bool {
        let before = self.rate;
        self.rate = 0.0;
        self.look = Minute::NEVER;
        if self.may_be_taken(setup, now.at) {
            self.stamp = stamp(now, plan, option_plan, eyes);
            if eyes.holds(&plan.sights, now, setup, &mut self.hint) {
                let mut view = Seeing { eyes, sights: &plan.sights, now };
                self.rate = setup.urge.evaluate(now.numbers.as_slice(), &mut view).max(0.0);
                if let Some(hours) = setup.cadence_hours {
                    self.look = now.at.after_hours(now.value(hours));
                }
            }
        }
        before.to_bits() != self.rate.to_bits()
    }

    /// Takes the option, if it is still open.
    fn take(
        &mut self,
        now: &Now,
        plan: &SeatPlan,
        option_plan: &OptionPlan,
        setup: &OptionSetup,
        eyes: &mut Eyes,
        emit: &mut Emit,
    ) {
        let open = self.may_be_taken(setup, now.at) && eyes.holds(&plan.sights, now, setup, &mut self.hint);
        self.rate = 0.0;
        if !open {
            self.clock.set_rate(now.at, 0.0);
            return;
        }
        let saw = saw(now, plan, option_plan, setup.origin, eyes);
        let event = Event::Decided {
            party: setup.party,
            option: Some(option_plan.id),
            action: order_of(now, setup),
            effective: now.at.after_days(now.value(setup.lead_days)),
        };
        let causes = causes(&saw, setup.origin, &self.clock);
        let decided = emit.decision(event, &causes, &saw);
        self.clock.rearm(now.dice, now.at);
        if decided.is_some() {
            self.taken += 1;
            self.rests_until = match setup.repeats {
                Some(days) => now.at.after_days(now.value(days)),
                None => Minute::NEVER,
            };
        }
    }

    fn due(&self, at: Minute) -> Minute {
        let rested = if self.rests_until > at { self.rests_until } else { Minute::NEVER };
        self.clock.due().min(self.look).min(rested)
    }
}

/// A party's eyes as a rule reads through them.
struct Seeing<'a, 'b> {
    eyes: &'a mut Eyes,
    sights: &'a Sights,
    now: &'a Now<'b>,
}

impl Readings for Seeing<'_, '_> {
    fn read(&mut self, slot: Slot) -> f64 {
        self.eyes.see(self.sights, self.now, slot).value
    }
}

impl Eyes {
    fn holds(&mut self, sights: &Sights, now: &Now, setup: &OptionSetup, hint: &mut u8) -> bool {
        setup.when.holds(hint, now.numbers.as_slice(), &mut Seeing { eyes: self, sights, now })
    }
}

/// The order an option gives, with its number filled in.
fn order_of(now: &Now, setup: &OptionSetup) -> Action {
    match setup.order.amount {
        Some(num) => setup.order.action.with_amount(now.value(num)),
        None => setup.order.action,
    }
}

/// A hash of the facts an option sees: if it is the same, no news concerns the option.
fn stamp(now: &Now, plan: &SeatPlan, option: &OptionPlan, eyes: &mut Eyes) -> u64 {
    option.facts.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &slot| {
        let bits = eyes.see(&plan.sights, now, slot).value.to_bits();
        (hash ^ bits).wrapping_mul(0x0100_0000_01b3).rotate_left(29)
    })
}

/// Everything a decision read, each with its leading cause.
fn saw(now: &Now, plan: &SeatPlan, option: &OptionPlan, origin: OriginId, eyes: &mut Eyes) -> Vec<Seen> {
    let seen = |slot: &Slot, eyes: &mut Eyes| {
        let value = eyes.see(&plan.sights, now, *slot);
        Seen { slot: *slot, value: value.value, because: value.because.unwrap_or(Cause::Given(origin)) }
    };
    option.slots.iter().map(|slot| seen(slot, eyes)).collect()
}

/// How many events a decision names as causes at most.
const CAUSES: usize = 5;

/// The causes of a decision: the events behind what it saw, the latest first; then the rule; then
/// luck.
fn causes(saw: &[Seen], origin: OriginId, clock: &Clock) -> Vec<Cause> {
    let mut events: Vec<EventId> = saw
        .iter()
        .filter(|seen| seen.value != 0.0)
        .filter_map(|seen| if let Cause::Event(event) = seen.because { Some(event) } else { None })
        .collect();
    events.sort_unstable_by(|a, b| b.cmp(a));
    events.dedup();
    events.truncate(CAUSES);
    let rule = [Cause::Given(origin), Cause::Chance(clock.draw())];
    events.into_iter().map(Cause::Event).chain(rule).collect()
}
