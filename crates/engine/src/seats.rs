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
use crate::view::{Eyes, Levels, Rows, Sights};
use powderkeg_models::hazards::capped_share;

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
    /// The rows of those that are news.
    facts: Rows,
    /// Those that are levels.
    levels: Levels,
    /// Whether it reads what the clock alone changes.
    reads_clock: bool,
    /// The conjuncts of `when` that read nothing but news, as bits.
    news_conjuncts: u64,
}

impl Plan {
    /// The plan of a setup.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        let seats = Table::for_each_of(&setup.parties, |party| {
            let ids = setup.doctrines.get(party).map_or(&[][..], |doctrine| &doctrine.options);
            let slots = ids.iter().flat_map(|&id| slots_of(setup, id));
            let sights = Sights::new(setup, party, slots);
            let options = ids.iter().map(|&id| OptionPlan::new(setup, &sights, id)).collect();
            let news = sights.readings().fold(Kinds::default(), |news, (_, row)| news.and(row.switched_by()));
            SeatPlan { sights, options, news }
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

/// All slots of an option's condition and urge.
fn slots_of(setup: &Setup, id: OptionId) -> Vec<Slot> {
    let option = &setup.options[id];
    let mut slots: Vec<Slot> = option.when.slots().flatten().chain(option.urge.slots()).copied().collect();
    slots.sort_unstable();
    slots.dedup();
    slots
}

impl OptionPlan {
    fn new(setup: &Setup, sights: &Sights, id: OptionId) -> Self {
        let slots = slots_of(setup, id);
        let is_news = |slot: &Slot| setup.readings[usize::from(slot.0)].switched_by() != Kinds::default();
        let facts = sights.rows_of(slots.iter().filter(|slot| is_news(slot)));
        let levels = sights.levels_of(&slots);
        let reads_clock = slots.iter().any(|slot| setup.readings[usize::from(slot.0)].is_calendar());
        let mut news_conjuncts = 0;
        for (index, conjunct) in setup.options[id].when.slots().enumerate().take(64) {
            if conjunct.iter().all(is_news) {
                news_conjuncts |= 1 << index;
            }
        }
        Self { id, slots, facts, levels, reads_clock, news_conjuncts }
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
    due: Minute,
    /// Whether it has looked at anything yet.
    awake: bool,
}

#[derive(Clone, Debug)]
struct OptionState {
    clock: Clock,
    /// Which conjunct failed last.
    hint: u8,
    /// Whether its `when` held at the last look.
    open: bool,
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
                        open: false,
                        rate: 0.0,
                        taken: 0,
                        rests_until: Minute(0),
                        look: Minute::NEVER,
                    })
                    .collect(),
                mark,
                due: mark,
                awake: false,
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

    /// What a party sees now at each slot its doctrine reads, and what it may order. Looking changes
    /// nothing.
    #[must_use]
    pub fn view(&self, now: &Now, plan: &Plan, party: PartyId) -> View {
        let mut view = View { party, at: now.at, readings: Vec::new(), legal: Vec::new() };
        let seat_plan = &plan.seats[party];
        let Some(seat) = self.seats.iter().find(|seat| seat.party == party) else { return view };
        let mut eyes = seat.eyes.clone();
        for option_plan in &seat_plan.options {
            eyes.look(&seat_plan.sights, now, &option_plan.levels);
        }
        for (slot, _) in seat_plan.sights.readings() {
            view.readings.push((slot, eyes.see(&seat_plan.sights, now, slot).value));
        }
        for (option_plan, option) in seat_plan.options.iter().zip(&seat.options) {
            let setup = &now.setup.options[option_plan.id];
            let open = || eyes.holds(&seat_plan.sights, now, setup, &mut 0);
            if option.may_be_taken(setup, now.at) && open() {
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
        seat.step(now, &plan.seats[seat.party], news, emit);
    }
    state.due = state.seats.iter().map(|seat| seat.due).min().unwrap_or(Minute::NEVER);
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
        let noticed = plan.news.meets(news) || self.eyes.recheck() <= now.at;
        if !mark && !noticed && self.due > now.at {
            return;
        }
        let mut changed = Rows::default();
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
        if !self.outside {
            self.decide(now, plan, (mark, first), changed, emit);
        }
        let next = self.mark.min(self.eyes.recheck());
        self.due = self.options.iter().map(|option| option.due(now.at)).fold(next, Minute::min);
    }

    /// Takes the options that are due, and looks again at those whose rate may have changed.
    fn decide(
        &mut self,
        now: &Now,
        plan: &SeatPlan,
        (mark, first): (bool, bool),
        changed: Rows,
        emit: &mut Emit,
    ) {
        let mut rates_changed = false;
        for (option_plan, option) in plan.options.iter().zip(&mut self.options) {
            let setup = &now.setup.options[option_plan.id];
            if option.clock.is_due(now.at) {
                self.eyes.look(&plan.sights, now, &option_plan.levels);
                option.take(now, plan, option_plan, setup, &self.eyes, emit);
                rates_changed = true;
            }
            let looks = first
                || option.rests_until == now.at
                || option.look <= now.at
                || option_plan.facts.meets(changed)
                || mark && option.may_drift(option_plan, setup, now.at) && {
                    let moved = self.eyes.look(&plan.sights, now, &option_plan.levels);
                    moved || option_plan.reads_clock
                };
            if looks {
                self.eyes.look(&plan.sights, now, &option_plan.levels);
                rates_changed |= option.look_at(now, plan, setup, &self.eyes);
            }
        }
        if rates_changed {
            self.share_agendas(now, plan);
        }
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
            let share = capped_share(total[agenda(option_plan)], cap);
            option.clock.set_rate(now.at, option.rate * share);
        }
    }
}

impl OptionState {
    fn may_be_taken(&self, setup: &OptionSetup, at: Minute) -> bool {
        self.taken < setup.at_most && self.rests_until <= at
    }

    /// Whether anything but news can change it: not while it rests, nor while its condition fails by
    /// something that only news can change.
    fn may_drift(&self, plan: &OptionPlan, setup: &OptionSetup, at: Minute) -> bool {
        let fails_by_news = !self.open && plan.news_conjuncts >> self.hint.min(63) & 1 == 1;
        !fails_by_news && self.may_be_taken(setup, at)
    }

    /// Looks again at condition and urge; whether the rate changed.
    fn look_at(&mut self, now: &Now, plan: &SeatPlan, setup: &OptionSetup, eyes: &Eyes) -> bool {
        let before = self.rate;
        self.rate = 0.0;
        self.look = Minute::NEVER;
        self.open = false;
        if self.may_be_taken(setup, now.at) && eyes.holds(&plan.sights, now, setup, &mut self.hint) {
            self.open = true;
            let mut view = Seeing { eyes, sights: &plan.sights, now };
            self.rate = setup.urge.evaluate(now.numbers.as_slice(), &mut view).max(0.0);
            if let Some(hours) = setup.cadence_hours {
                self.look = now.at.after_hours(now.value(hours));
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
        eyes: &Eyes,
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
    eyes: &'a Eyes,
    sights: &'a Sights,
    now: &'a Now<'b>,
}

impl Readings for Seeing<'_, '_> {
    fn read(&mut self, slot: Slot) -> f64 {
        self.eyes.see(self.sights, self.now, slot).value
    }
}

impl Eyes {
    fn holds(&self, sights: &Sights, now: &Now, setup: &OptionSetup, hint: &mut u8) -> bool {
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

/// Everything a decision read, each with its leading cause.
fn saw(now: &Now, plan: &SeatPlan, option: &OptionPlan, origin: OriginId, eyes: &Eyes) -> Vec<Seen> {
    let seen = |slot: &Slot| {
        let value = eyes.see(&plan.sights, now, *slot);
        Seen { slot: *slot, value: value.value, because: value.because.unwrap_or(Cause::Given(origin)) }
    };
    option.slots.iter().map(seen).collect()
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
