//! How parties decide: doctrines as options with hazards, and seats played from outside.
//!
//! An option is open while its `when` holds; while open its urge is a rate. Each option has one
//! Exp(1) draw for each occurrence and is taken when its integrated rate passes it. What an option
//! reads is looked at again when news switches it, and at the party's own daily mark.

mod plan;

pub use plan::Plan;

use self::plan::{AGENDAS, OptionPlan, SeatPlan};
use crate::action::Action;
use crate::cause::{Cause, EventId};
use crate::clock::Clock;
use crate::dice::{Dice, Stream};
use crate::event::{Event, Kinds};
use crate::id::{OptionId, OriginId, PartyId};
use crate::log::Seen;
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::places::Places;
use crate::rule::Slot;
use crate::setup::{OptionSetup, Setup};
use crate::time::{Mark, Minute};
use crate::view::{Eyes, Sights};
use powderkeg_models::hazards::capped_share;

/// An order from outside: a person, a bot, a policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutsideOrder {
    /// Whose seat.
    pub party: PartyId,
    /// What.
    pub given: Given,
    /// Its number among all orders from outside, for its cause.
    pub n: u32,
}

/// What is ordered from outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Given {
    /// Anything at all, with the lead time of the doctrine's options of its sort.
    Action(Action),
    /// An option of the party's doctrine, with its order and its lead time; it rests and counts as if the doctrine had
    /// taken it.
    Option(OptionId),
}

/// An intervention: an option that its party takes at a minute, whether or not its own rule would. All else is as if
/// the rule had: gate, lead time and refusals, and afterwards its rest and its count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// When.
    pub at: Minute,
    /// What.
    pub option: OptionId,
    /// The intervention, for its cause.
    pub origin: OriginId,
}

/// All seats of a run.
#[derive(Clone, Debug)]
pub struct State {
    cursor: usize,
    seats: Vec<Seat>,
    outside: Vec<OutsideOrder>,
    /// What is still to be taken, the latest first.
    ordered: Vec<Ordered>,
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
    watched: Watched,
    mark: Minute,
    /// When some option is due by itself.
    options_due: Minute,
    due: Minute,
    /// Whether it has looked at anything yet.
    awake: bool,
}

/// What is watched from mark to mark.
#[derive(Clone, Debug, Default)]
struct Watched {
    /// The options that drift.
    options: Places,
    /// The rows of levels that they read.
    levels: Vec<u16>,
}

#[derive(Clone, Debug)]
struct OptionState {
    clock: Clock,
    /// Which conjunct failed last.
    hint: u8,
    /// Whether anything but news can change it: not while it rests, nor while its condition fails by
    /// something that only news can change.
    drifts: bool,
    /// Its own rate, before the agenda's cap; 0 while closed.
    rate: f64,
    taken: u32,
    /// It rests until then after it was taken.
    rests_until: Minute,
    /// When it is looked at again because it reads the calendar.
    look: Minute,
    /// When it wants to be woken by itself.
    due: Minute,
}

impl State {
    /// All seats at minute 0; those in `outside` are played from outside, and `ordered` is taken whatever they decide.
    #[must_use]
    pub fn new(
        setup: &Setup,
        plan: &Plan,
        numbers: &Numbers,
        dice: Dice,
        (outside, ordered): (&[PartyId], &[Ordered]),
    ) -> Self {
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
                        drifts: false,
                        rate: 0.0,
                        taken: 0,
                        rests_until: Minute(0),
                        look: Minute::NEVER,
                        due: Minute::NEVER,
                    })
                    .collect(),
                watched: Watched::default(),
                mark,
                options_due: Minute::NEVER,
                due: mark,
                awake: false,
            })
            .collect();
        let mut ordered = ordered.to_vec();
        // Stable: of one minute, the first that was given is taken first.
        ordered.reverse();
        ordered.sort_by_key(|order| std::cmp::Reverse(order.at));
        Self { cursor: 0, seats, outside: Vec::new(), ordered, due: mark }
    }

    /// Draws the remainder of every running clock anew; see [`Past`](crate::world::Past).
    pub(crate) fn redraw(&mut self, dice: Dice, at: Minute) {
        for seat in &mut self.seats {
            for option in &mut seat.options {
                option.clock.redraw(dice, at);
                option.set_due(at);
            }
            seat.find_due();
            seat.due = seat.due.min(seat.options_due);
        }
        self.due = at.next();
    }

    /// Leaves a seat that was played from outside to its doctrine.
    pub fn leave(&mut self, party: PartyId) {
        for seat in self.seats.iter_mut().filter(|seat| seat.party == party && seat.outside) {
            seat.outside = false;
            // At its next mark the doctrine looks at everything, as at its first.
            seat.awake = false;
        }
    }

    /// Takes an order from outside; it is decided at the next minute.
    pub fn order(&mut self, order: OutsideOrder) {
        self.outside.push(order);
        self.due = Minute(0);
    }

    /// Takes an option because somebody in its seat says so. Suppressed, it changes nothing.
    fn decide_option(&mut self, now: &Now, plan: &Plan, id: OptionId, n: u32, emit: &mut Emit) {
        let setup = &now.setup.options[id];
        let Some(seat) = self.seats.iter_mut().find(|seat| seat.party == setup.party) else { return };
        let options = &plan.seats[setup.party].options;
        let Some(place) = options.iter().position(|option| option.id == id) else { return };
        if emit.event(decided(now, id, setup), &[Cause::Order(n)]).is_some() {
            seat.options[place].rest(now, setup);
        }
    }

    /// When any seat next wants to step.
    #[must_use]
    pub fn due(&self) -> Minute {
        self.due
    }

    /// What a party sees now at each slot its doctrine reads, and what it may order. Looking changes
    /// nothing.
    #[must_use]
    pub fn view(&self, now: &Now, plan: &Plan, party: PartyId) -> View {
        let mut view = View { party, at: now.at, readings: Vec::new(), legal: Vec::new() };
        let seat_plan = &plan.seats[party];
        let Some(seat) = self.seats.iter().find(|seat| seat.party == party) else { return view };
        let mut eyes = seat.eyes.clone();
        for option_plan in &seat_plan.options {
            // Who plays from outside has looked at its mark, as a doctrine does.
            if !seat.outside || !seat.awake {
                eyes.look(&seat_plan.sights, now, &option_plan.levels);
            }
            eyes.look_at_calendar(&seat_plan.sights, now, &option_plan.clocked_when);
        }
        for (slot, _) in seat_plan.sights.readings() {
            view.readings.push((slot, eyes.see(&seat_plan.sights, now, slot).value));
        }
        for (option_plan, option) in seat_plan.options.iter().zip(&seat.options) {
            let setup = &now.setup.options[option_plan.id];
            if option.may_be_taken(setup, now.at) && option_plan.when.holds(&mut 0, eyes.values()) {
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
        match order.given {
            Given::Action(action) => decide_outside(now, plan, (order.party, action, order.n), emit),
            Given::Option(option) => state.decide_option(now, plan, option, order.n, emit),
        }
    }
    while let Some(order) = state.ordered.pop_if(|order| order.at <= now.at) {
        let party = now.setup.options[order.option].party;
        if let Some(seat) = state.seats.iter_mut().find(|seat| seat.party == party) {
            seat.obey(now, &plan.seats[party], order, emit);
        }
    }
    state.due = state.ordered.last().map_or(Minute::NEVER, |order| order.at);
    for seat in &mut state.seats {
        seat.step(now, &plan.seats[seat.party], news, emit);
        state.due = state.due.min(seat.due);
    }
    state.due
}

#[inline(never)]
fn decide_outside(now: &Now, plan: &Plan, (party, action, n): (PartyId, Action, u32), emit: &mut Emit) {
    // Act and effect are apart for people too: the doctrine's lead time for such an order applies.
    let lead = plan.seats[party]
        .options
        .iter()
        .map(|option| &now.setup.options[option.id])
        .find(|option| std::mem::discriminant(&option.order.action) == std::mem::discriminant(&action))
        .map_or(0.0, |option| now.value(option.lead_days));
    let event = Event::Decided { party, option: None, action, effective: now.at.after_days(lead) };
    // Suppressed orders are simply not given.
    let _ = emit.event(event, &[Cause::Order(n)]);
}

impl Seat {
    fn step(&mut self, now: &Now, plan: &SeatPlan, news: Kinds, emit: &mut Emit) {
        if self.due > now.at && !plan.news.meets(news) {
            return;
        }
        let mark = self.mark <= now.at;
        let noticed = plan.news.meets(news) || self.eyes.recheck() <= now.at;
        let mut changed = Places::default();
        if mark {
            self.mark = Mark::Seats.next_after(now.at);
            self.eyes.mark(&plan.sights, now);
        }
        let first = mark && !self.awake;
        self.awake |= mark;
        if first {
            self.eyes.hear(&plan.sights, now, Kinds::ALL);
        } else if noticed && self.awake {
            changed = self.eyes.hear(&plan.sights, now, news);
        }
        if self.outside {
            if mark {
                self.eyes.look(&plan.sights, now, &plan.levels);
            }
        } else {
            let heard = if first { Places::ALL } else { plan.readers(changed) };
            self.decide(now, plan, mark, heard, emit);
        }
        // A seat that was left to its doctrine listens from its next mark on, whatever was to be noticed before.
        let noticed_at = if self.awake { self.eyes.recheck() } else { Minute::NEVER };
        self.due = self.mark.min(noticed_at).min(self.options_due);
    }

    /// Takes an option because an intervention says so. Suppressed, it changes nothing.
    fn obey(&mut self, now: &Now, plan: &SeatPlan, order: Ordered, emit: &mut Emit) {
        let Some(place) = plan.options.iter().position(|option| option.id == order.option) else { return };
        let (setup, option) = (&now.setup.options[order.option], &mut self.options[place]);
        if emit.event(decided(now, order.option, setup), &[Cause::Given(order.origin)]).is_none() {
            return;
        }
        option.rest(now, setup);
        option.set_due(now.at);
        // Before the seat's first mark nothing is open, and one played from outside opens nothing.
        if self.awake && !self.outside {
            self.watched.take_up(&self.options, plan);
            let mut changed = [false; AGENDAS];
            changed[plan.options[place].agenda as usize] = true;
            self.share_agendas(now, plan, changed);
            self.find_due();
            self.due = self.due.min(self.options_due);
        }
    }

    /// Takes the options that are due, and looks again at those whose rate may have changed: those that
    /// read what was `heard`, and at a mark those that read a level that has moved. Most marks find none.
    fn decide(&mut self, now: &Now, plan: &SeatPlan, mark: bool, heard: Places, emit: &mut Emit) {
        let mut moves = Places::default();
        if mark {
            self.eyes.look(&plan.sights, now, &self.watched.levels);
            moves = plan.readers(self.eyes.moved()).or(plan.clocked);
        }
        let woken = heard.or(moves.and(self.watched.options)).or(self.due_options(now.at));
        if woken.is_empty() {
            return;
        }
        let mut rates_changed = [false; AGENDAS];
        let mut drifts_changed = false;
        for place in woken.places(self.options.len()) {
            let (option_plan, option) = (&plan.options[place], &mut self.options[place]);
            let (rate, drifted) = (option.rate, option.drifts);
            let setup = &now.setup.options[option_plan.id];
            // At a mark the levels of all that drift have been looked at.
            if !(mark && drifted) {
                self.eyes.look(&plan.sights, now, &option_plan.levels);
            }
            let taken = option.clock.is_due(now.at);
            if taken {
                self.eyes.look_at_calendar(&plan.sights, now, &option_plan.clocked_when);
                option.take(now, plan, option_plan, setup, &self.eyes, emit);
            }
            let moves = option.drifts && moves.contains(place);
            if moves || heard.contains(place) || option.rests_until == now.at || option.look <= now.at {
                option.look_at(now, &plan.sights, option_plan, setup, &mut self.eyes);
            }
            rates_changed[option_plan.agenda as usize] |= taken || rate.to_bits() != option.rate.to_bits();
            drifts_changed |= drifted != option.drifts;
            option.set_due(now.at);
        }
        if drifts_changed {
            self.watched.take_up(&self.options, plan);
        }
        self.share_agendas(now, plan, rates_changed);
        self.find_due();
    }

    /// Finds when the first of its options is due by itself.
    fn find_due(&mut self) {
        self.options_due = self.options.iter().map(|option| option.due).fold(Minute::NEVER, Minute::min);
    }

    /// The options that are due by themselves.
    fn due_options(&self, at: Minute) -> Places {
        let mut due = Places::default();
        if self.options_due <= at {
            for (place, _) in self.options.iter().enumerate().filter(|(_, option)| option.due <= at) {
                due.add(place);
            }
        }
        due
    }

    /// Caps the total rate of each agenda that changed and shares it among its open options.
    fn share_agendas(&mut self, now: &Now, plan: &SeatPlan, changed: [bool; AGENDAS]) {
        let cap = now.value(now.setup.decisions_per_day);
        for (members, _) in plan.agendas.iter().zip(changed).filter(|(_, changed)| *changed) {
            let rates = members.iter().map(|&member| self.options[usize::from(member)].rate);
            let share = capped_share(rates.fold(0.0, |total, rate| total + rate), cap);
            for &member in members {
                self.options[usize::from(member)].set_share(now.at, share);
            }
        }
    }
}

impl Watched {
    /// Takes up which options drift now.
    #[inline(never)]
    fn take_up(&mut self, options: &[OptionState], plan: &SeatPlan) {
        self.options = Places::default();
        self.levels.clear();
        for (place, _) in options.iter().enumerate().filter(|(_, option)| option.drifts) {
            self.options.add(place);
            self.levels.extend(&plan.options[place].levels);
        }
        self.levels.sort_unstable();
        self.levels.dedup();
    }
}

impl OptionState {
    fn may_be_taken(&self, setup: &OptionSetup, at: Minute) -> bool {
        self.taken < setup.at_most && self.rests_until <= at
    }

    /// Looks again at condition and urge.
    fn look_at(
        &mut self,
        now: &Now,
        sights: &Sights,
        plan: &OptionPlan,
        setup: &OptionSetup,
        eyes: &mut Eyes,
    ) {
        self.rate = 0.0;
        self.look = Minute::NEVER;
        self.drifts = self.may_be_taken(setup, now.at) && !plan.fails_by_news(self.hint, eyes);
        if self.drifts {
            eyes.look_at_calendar(sights, now, &plan.clocked_when);
            if plan.when.holds(&mut self.hint, eyes.values()) {
                eyes.look_at_calendar(sights, now, &plan.clocked_urge);
                self.rate = plan.urge.evaluate(eyes.values()).max(0.0);
                if let Some(hours) = setup.cadence_hours {
                    self.look = now.at.after_hours(now.value(hours));
                }
            } else {
                self.drifts = !plan.reads_only_news(self.hint);
            }
        }
    }

    /// Takes the option, if it is still open. Rare, so not inlined: the loop over options would carry it.
    #[inline(never)]
    fn take(
        &mut self,
        now: &Now,
        plan: &SeatPlan,
        option_plan: &OptionPlan,
        setup: &OptionSetup,
        eyes: &Eyes,
        emit: &mut Emit,
    ) {
        let open = self.may_be_taken(setup, now.at) && option_plan.when.holds(&mut self.hint, eyes.values());
        self.rate = 0.0;
        if !open {
            self.clock.set_rate(now.at, 0.0);
            return;
        }
        let saw = saw(now, plan, option_plan, setup.origin, eyes);
        let causes = causes(&saw, setup.origin, &self.clock);
        if emit.decision(decided(now, option_plan.id, setup), &causes, &saw).is_some() {
            self.rest(now, setup);
        } else {
            // Suppressed: it stays open, with its next draw, and is looked at again a minute later.
            self.clock.rearm(now.dice, now.at);
            self.rests_until = now.at.next();
            self.drifts = false;
        }
    }

    /// What a decision means for the option itself: it counts, rests, and waits for its next draw.
    fn rest(&mut self, now: &Now, setup: &OptionSetup) {
        self.rate = 0.0;
        self.clock.rearm(now.dice, now.at);
        self.taken += 1;
        self.rests_until = match setup.repeats {
            Some(days) => now.at.after_days(now.value(days)),
            None => Minute::NEVER,
        };
        self.drifts = self.may_be_taken(setup, now.at);
    }

    /// Lets its clock go at its share of the agenda.
    fn set_share(&mut self, at: Minute, share: f64) {
        let rate = self.rate * share;
        if rate.to_bits() != self.clock.rate().to_bits() {
            self.clock.set_rate(at, rate);
            self.set_due(at);
        }
    }

    fn set_due(&mut self, at: Minute) {
        let rested = if self.rests_until > at { self.rests_until } else { Minute::NEVER };
        self.due = self.clock.due().min(self.look).min(rested);
    }
}

/// The decision for an option.
fn decided(now: &Now, option: OptionId, setup: &OptionSetup) -> Event {
    Event::Decided {
        party: setup.party,
        option: Some(option),
        action: order_of(now, setup),
        effective: now.at.after_days(now.value(setup.lead_days)),
    }
}

/// The order an option gives, with its number filled in.
fn order_of(now: &Now, setup: &OptionSetup) -> Action {
    match setup.order.amount {
        Some(num) => setup.order.action.with_amount(now.value(num)),
        None => setup.order.action,
    }
}

/// Everything a decision read, each with its leading cause; a stock once more for each further event
/// among its causes.
fn saw(now: &Now, plan: &SeatPlan, option: &OptionPlan, origin: OriginId, eyes: &Eyes) -> Vec<Seen> {
    let seen = |&slot: &Slot| {
        let value = eyes.see(&plan.sights, now, slot);
        let first = value.because.unwrap_or(Cause::Given(origin));
        let causes = std::iter::once(first).chain(value.also.into_iter().flatten().map(Cause::Event));
        causes.map(move |because| Seen { slot, value: value.value, because })
    };
    option.slots.iter().flat_map(seen).collect()
}

/// How many events a decision names as causes at most.
const CAUSES: usize = 8;

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
