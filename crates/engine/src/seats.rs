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
use crate::rule::{PlacedCondition, PlacedProgram, Slot};
use crate::setup::{Agenda, OptionSetup, Setup};
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
    agenda: Agenda,
    /// Its condition and its urge over the party's sights.
    when: PlacedCondition,
    urge: PlacedProgram,
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
            let mut sights = Sights::new(setup, party, slots);
            let options = ids.iter().map(|&id| OptionPlan::new(setup, &mut sights, id)).collect();
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
    fn new(setup: &Setup, sights: &mut Sights, id: OptionId) -> Self {
        let option = &setup.options[id];
        let slots = slots_of(setup, id);
        let is_news = |slot: &Slot| setup.readings[usize::from(slot.0)].switched_by() != Kinds::default();
        let facts = sights.rows_of(slots.iter().filter(|slot| is_news(slot)));
        let levels = sights.levels_of(&slots);
        let reads_clock = slots.iter().any(|slot| setup.readings[usize::from(slot.0)].is_calendar());
        let mut news_conjuncts = 0;
        for (index, conjunct) in option.when.slots().enumerate().take(64) {
            if conjunct.iter().all(is_news) {
                news_conjuncts |= 1 << index;
            }
        }
        let layout = sights.layout();
        let (when, urge) = (option.when.placed(layout), option.urge.placed(layout));
        Self { id, agenda: option.agenda, when, urge, slots, facts, levels, reads_clock, news_conjuncts }
    }
}

impl OptionPlan {
    /// Whether a conjunct of its condition changes by nothing but news.
    fn reads_only_news(&self, conjunct: u8) -> bool {
        self.news_conjuncts >> conjunct.min(63) & 1 == 1
    }

    /// Whether its condition fails by such a conjunct, the one named.
    fn fails_by_news(&self, conjunct: u8, eyes: &Eyes) -> bool {
        self.reads_only_news(conjunct) && !self.when.conjunct_holds(conjunct, eyes.values())
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
    mark: Minute,
    /// When some option is due by itself.
    options_due: Minute,
    due: Minute,
    /// Whether it has looked at anything yet.
    awake: bool,
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
}

/// How many agendas there are.
const AGENDAS: usize = 4;

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
                    })
                    .collect(),
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
            eyes.look_at_calendar(&seat_plan.sights, now, &option_plan.levels);
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
        decide_outside(now, plan, order, emit);
    }
    while let Some(order) = state.ordered.pop_if(|order| order.at <= now.at) {
        let party = now.setup.options[order.option].party;
        if let Some(seat) = state.seats.iter_mut().find(|seat| seat.party == party) {
            seat.obey(now, &plan.seats[party], order, emit);
        }
    }
    for seat in &mut state.seats {
        seat.step(now, &plan.seats[seat.party], news, emit);
    }
    let ordered = state.ordered.last().map(|order| order.at);
    state.due = state.seats.iter().map(|seat| seat.due).chain(ordered).min().unwrap_or(Minute::NEVER);
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
        self.due = self.mark.min(self.eyes.recheck()).min(self.options_due);
    }

    /// Takes an option because an intervention says so. Suppressed, it changes nothing.
    fn obey(&mut self, now: &Now, plan: &SeatPlan, order: Ordered, emit: &mut Emit) {
        let Some(index) = plan.options.iter().position(|option| option.id == order.option) else { return };
        let setup = &now.setup.options[order.option];
        if emit.event(decided(now, order.option, setup), &[Cause::Given(order.origin)]).is_none() {
            return;
        }
        self.options[index].rest(now, setup);
        // Before the seat's first mark nothing is open, and one played from outside opens nothing.
        if self.awake && !self.outside {
            self.share_agendas(now, plan);
            self.options_due =
                self.options.iter().map(|option| option.due(now.at)).fold(Minute::NEVER, Minute::min);
            self.due = self.due.min(self.options_due);
        }
    }

    /// Takes the options that are due, and looks again at those whose rate may have changed. Most marks
    /// find little to do: what neither news nor its own clock concerns is passed over, unless it may drift.
    fn decide(
        &mut self,
        now: &Now,
        plan: &SeatPlan,
        (mark, first): (bool, bool),
        changed: Rows,
        emit: &mut Emit,
    ) {
        let quiet = !first && changed == Rows::default() && self.options_due > now.at;
        let (mut looked, mut rates_changed) = (false, false);
        for (option_plan, option) in plan.options.iter().zip(&mut self.options) {
            if quiet && !(mark && option.drifts) {
                continue;
            }
            let setup = &now.setup.options[option_plan.id];
            if option.clock.is_due(now.at) {
                self.eyes.look(&plan.sights, now, &option_plan.levels);
                self.eyes.look_at_calendar(&plan.sights, now, &option_plan.levels);
                option.take(now, plan, option_plan, setup, &self.eyes, emit);
                (looked, rates_changed) = (true, true);
            }
            let drifts = mark && option.drifts;
            let moved = drifts && self.eyes.look(&plan.sights, now, &option_plan.levels);
            let looks = moved
                || drifts && option_plan.reads_clock
                || first
                || option.rests_until == now.at
                || option.look <= now.at
                || option_plan.facts.meets(changed);
            if looks {
                if !drifts {
                    self.eyes.look(&plan.sights, now, &option_plan.levels);
                }
                rates_changed |= option.look_at(now, &plan.sights, option_plan, setup, &mut self.eyes);
                looked = true;
            }
        }
        if rates_changed {
            self.share_agendas(now, plan);
        }
        if looked {
            self.options_due =
                self.options.iter().map(|option| option.due(now.at)).fold(Minute::NEVER, Minute::min);
        }
    }

    /// Caps each agenda's total rate and shares it among its open options.
    fn share_agendas(&mut self, now: &Now, plan: &SeatPlan) {
        let mut total = [0.0; AGENDAS];
        for (option_plan, option) in plan.options.iter().zip(&self.options) {
            total[option_plan.agenda as usize] += option.rate;
        }
        let cap = now.value(now.setup.decisions_per_day);
        let share = total.map(|total| capped_share(total, cap));
        for (option_plan, option) in plan.options.iter().zip(&mut self.options) {
            option.clock.set_rate(now.at, option.rate * share[option_plan.agenda as usize]);
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
        sights: &Sights,
        plan: &OptionPlan,
        setup: &OptionSetup,
        eyes: &mut Eyes,
    ) -> bool {
        let before = self.rate;
        self.rate = 0.0;
        self.look = Minute::NEVER;
        self.drifts = self.may_be_taken(setup, now.at) && !plan.fails_by_news(self.hint, eyes);
        if self.drifts {
            eyes.look_at_calendar(sights, now, &plan.levels);
            if plan.when.holds(&mut self.hint, eyes.values()) {
                self.rate = plan.urge.evaluate(eyes.values()).max(0.0);
                if let Some(hours) = setup.cadence_hours {
                    self.look = now.at.after_hours(now.value(hours));
                }
            } else {
                self.drifts = !plan.reads_only_news(self.hint);
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

    fn due(&self, at: Minute) -> Minute {
        let rested = if self.rests_until > at { self.rests_until } else { Minute::NEVER };
        self.clock.due().min(self.look).min(rested)
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
