//! How parties decide: doctrines as options with hazards, and seats played from outside.
//!
//! An option is open while its `when` holds; while open its urge is a rate. Each option has one
//! Exp(1) draw for each occurrence and is taken when its integrated rate passes it. What an option
//! reads is looked at again when news switches it, and at the party's own daily mark.

mod option;
mod plan;
mod view;

pub use plan::Plan;
pub use view::View;

use self::option::{OptionState, decided};
use self::plan::{AGENDAS, SeatPlan};
use crate::action::Action;
use crate::cause::Cause;
use crate::dice::Dice;
use crate::event::{Event, Kinds};
use crate::id::{OptionId, OriginId, PartyId};
use crate::now::{Emit, Now};
use crate::numbers::Numbers;
use crate::places::Places;
use crate::setup::Setup;
use crate::time::{Mark, Minute};
use crate::view::Eyes;
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
    /// The kinds of event that wake it; at hand, for most instants concern few seats.
    news: Kinds,
    eyes: Eyes,
    options: Vec<OptionState>,
    /// When each option is due by itself.
    dues: Vec<Minute>,
    /// For each agenda the share that its cap leaves of each rate.
    shares: [f64; AGENDAS],
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
                news: seat.news,
                eyes: Eyes::new(&seat.sights, setup, numbers, dice),
                options: seat
                    .options
                    .iter()
                    .map(|option| OptionState::new(setup, option, dice, mark))
                    .collect(),
                dues: vec![Minute::NEVER; seat.options.len()],
                shares: [1.0; AGENDAS],
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
            for (option, due) in seat.options.iter_mut().zip(&mut seat.dues) {
                option.clock.redraw(dice, at);
                *due = option.due(at);
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

    /// Takes up an option that is to be taken at a minute to come: as if it had been the last of those given at the start.
    pub(crate) fn schedule(&mut self, order: Ordered) {
        let place = self.ordered.partition_point(|other| other.at > order.at);
        self.ordered.insert(place, order);
        self.due = self.due.min(order.at);
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
}

/// One step of all seats; returns when the next is due.
pub fn step(state: &mut State, now: &Now, plan: &Plan, emit: &mut Emit) -> Minute {
    let news: Kinds = now.log.news(&mut state.cursor, plan.news).map(|record| record.event.kind()).collect();
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
        if seat.due <= now.at || seat.news.meets(news) {
            seat.step(now, &plan.seats[seat.party], news, emit);
        }
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
        let mark = self.mark <= now.at;
        let noticed = self.news.meets(news) || self.eyes.recheck() <= now.at;
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
        self.dues[place] = option.due(now.at);
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
            if taken || rate.to_bits() != option.rate.to_bits() {
                rates_changed[option_plan.agenda as usize] = true;
                option.set_share(now.at, self.shares[option_plan.agenda as usize]);
            }
            drifts_changed |= drifted != option.drifts;
            self.dues[place] = option.due(now.at);
        }
        if drifts_changed {
            self.watched.take_up(&self.options, plan);
        }
        self.share_agendas(now, plan, rates_changed);
        self.find_due();
    }

    /// Finds when the first of its options is due by itself.
    fn find_due(&mut self) {
        // As numbers, which are compared several at a time.
        self.options_due = Minute(self.dues.iter().fold(u32::MAX, |first, due| first.min(due.0)));
    }

    /// The options that are due by themselves.
    fn due_options(&self, at: Minute) -> Places {
        let mut due = Places::default();
        if self.options_due <= at {
            for (place, _) in self.dues.iter().enumerate().filter(|(_, due)| **due <= at) {
                due.add(place);
            }
        }
        due
    }

    /// Caps the total rate of each agenda that changed, and shares the cap among all its options where it takes more or
    /// less of them than before. Mostly it takes nothing.
    fn share_agendas(&mut self, now: &Now, plan: &SeatPlan, changed: [bool; AGENDAS]) {
        let cap = now.value(now.setup.decisions_per_day);
        let agendas = plan.agendas.iter().zip(&mut self.shares).zip(changed);
        for ((members, share), _) in agendas.filter(|(_, changed)| *changed) {
            let rates = members.iter().map(|&member| self.options[usize::from(member)].rate);
            let left = capped_share(rates.fold(0.0, |total, rate| total + rate), cap);
            if left.to_bits() != share.to_bits() {
                *share = left;
                for &member in members {
                    let member = usize::from(member);
                    self.options[member].set_share(now.at, left);
                    self.dues[member] = self.options[member].due(now.at);
                }
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
