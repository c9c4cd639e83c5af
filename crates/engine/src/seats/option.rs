//! One option of a doctrine in one run: when it is looked at, taken, and rests.

use super::plan::{OptionPlan, SeatPlan};
use crate::action::Action;
use crate::cause::{Cause, EventId};
use crate::clock::Clock;
use crate::dice::{Dice, Stream};
use crate::event::Event;
use crate::id::{OptionId, OriginId};
use crate::log::Seen;
use crate::now::{Emit, Now};
use crate::rule::Slot;
use crate::setup::{OptionSetup, Setup};
use crate::time::Minute;
use crate::view::{Eyes, Sights};

/// How it stands with an option of a doctrine.
#[derive(Clone, Debug)]
pub(super) struct OptionState {
    pub(super) clock: Clock,
    /// Which conjunct failed last.
    pub(super) hint: u8,
    /// Whether anything but news can change it: not while it rests, nor while its condition fails by
    /// something that only news can change.
    pub(super) drifts: bool,
    /// Its own rate, before the agenda's cap; 0 while closed.
    pub(super) rate: f64,
    pub(super) taken: u32,
    /// It rests until then after it was taken.
    pub(super) rests_until: Minute,
    /// When it is looked at again because it reads the calendar.
    pub(super) look: Minute,
}

impl OptionState {
    /// At minute 0, with its clock at the seats' first mark.
    pub(super) fn new(setup: &Setup, plan: &OptionPlan, dice: Dice, mark: Minute) -> Self {
        Self {
            clock: Clock::new(dice, Stream::Option, setup.options[plan.id].name, mark),
            hint: 0,
            drifts: false,
            rate: 0.0,
            taken: 0,
            rests_until: Minute(0),
            look: Minute::NEVER,
        }
    }

    pub(super) fn may_be_taken(&self, setup: &OptionSetup, at: Minute) -> bool {
        self.taken < setup.at_most && self.rests_until <= at
    }

    /// Looks again at condition and urge.
    pub(super) fn look_at(
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
    pub(super) fn take(
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
    pub(super) fn rest(&mut self, now: &Now, setup: &OptionSetup) {
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
    pub(super) fn set_share(&mut self, at: Minute, share: f64) {
        self.clock.set_rate(at, self.rate * share);
    }

    /// When it wants to be woken by itself, as of `at`.
    pub(super) fn due(&self, at: Minute) -> Minute {
        let rested = if self.rests_until > at { self.rests_until } else { Minute::NEVER };
        self.clock.due().min(self.look).min(rested)
    }
}

/// The decision for an option.
pub(super) fn decided(now: &Now, option: OptionId, setup: &OptionSetup) -> Event {
    Event::Decided {
        party: setup.party,
        option: Some(option),
        action: order_of(now, setup),
        effective: now.at.after_days(now.value(setup.lead_days)),
    }
}

/// The order an option gives, with its number filled in.
pub(super) fn order_of(now: &Now, setup: &OptionSetup) -> Action {
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
